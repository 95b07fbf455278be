//! What is refused of who asks for what is not there, or while there is work.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{BALANCER, PLAIN, SNI, begin, bind, paced, start, state, status, upload, with};
use crate::material::pem;

#[test]
fn what_is_not_there_is_not_changed() {
    let clb = start();
    for (balancer, listener) in [("lb-unknown1", PLAIN), (BALANCER, "lbl-unknown1")] {
        let mut parameters = json!({ "LoadBalancerId": balancer, "ListenerId": listener });
        assert_eq!(clb.refuse("ModifyListener", &parameters), "InvalidParameter");
        parameters["Domain"] = json!("www.example.com");
        assert_eq!(clb.refuse("ModifyDomainAttributes", &parameters), "InvalidParameter");
    }
    assert_eq!(clb.refuse("CreateListener", &json!({})), "UnsupportedOperation");
}

#[test]
fn a_load_balancer_is_busy_while_its_task_goes_on_and_no_other_is() {
    let clb = paced("tencent_clb.task", Pace::Reads(1), End::Success);
    let mut two = state();
    let mut other = two["load_balancers"][0].clone();
    other["id"] = json!("lb-22222222");
    two["load_balancers"].as_array_mut().unwrap().push(other);
    clb.put(&two);
    let task = begin(&clb, "ModifyListener", &with(PLAIN, json!({ "ListenerName": "new" })));
    let code = "FailedOperation.ResourceInOperating".to_owned();
    let words = |work: &str| {
        format!("Your task is working ({work}). Pls wait for the task to complete and try again.")
    };
    // The load balancer is, whichever of its listeners.
    let asked = with(SNI, json!({ "Domain": "www.example.com" }));
    assert_eq!(
        clb.refuse_saying("ModifyDomainAttributes", &asked),
        (code.clone(), words("UpdateQLBListener"))
    );
    let mut elsewhere = asked.clone();
    elsewhere["LoadBalancerId"] = json!("lb-22222222");
    begin(&clb, "ModifyDomainAttributes", &elsewhere);
    assert_eq!((status(&clb, &task), status(&clb, &task)), (2, 0));
    begin(&clb, "ModifyDomainAttributes", &asked);
    let refused = clb.refuse_saying("ModifyListener", &with(PLAIN, json!({})));
    assert_eq!(refused, (code, words("UpdateQLBL7ListenerDomain")));
    // What is unknown is refused as that first, and what is wrong with a certificate after.
    assert_eq!(clb.refuse("ModifyListener", &with("lbl-unknown1", json!({}))), "InvalidParameter");
    let wrong = with(PLAIN, json!({ "Certificate": { "CertId": "short" } }));
    assert_eq!(clb.refuse("ModifyListener", &wrong), "FailedOperation.ResourceInOperating");
}

#[test]
fn parameters_may_be_flattened() {
    let clb = start();
    let id = upload(&clb, "wildcard");
    let (secret, time) = ("tester", time::OffsetDateTime::now_utc().unix_timestamp());
    let query = format!(
        "Action=ModifyListener&Version=2018-03-17&Region=ap-guangzhou&SecretId={secret}&Nonce=1&Timestamp={time}&Signature=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D&LoadBalancerId={BALANCER}&ListenerId={PLAIN}&Certificate.SSLMode=UNIDIRECTIONAL&Certificate.CertId={id}"
    );
    let answer = clb.mock.request("GET", "/").query(&query).send();
    assert_eq!(crate::tencent::client::response(&answer)["Error"], Value::Null);
    assert_eq!(super::listener(&clb, PLAIN)["Certificate"]["CertId"], id);
    let lists = query
        .replace("ModifyListener", "DescribeListeners")
        .replace(&format!("ListenerId={PLAIN}"), &format!("ListenerIds.0={SNI}"));
    let lists = lists.split("&Certificate").next().unwrap();
    let reply = crate::tencent::client::response(&clb.mock.request("GET", "/").query(lists).send());
    assert_eq!(reply["Listeners"][0]["ListenerId"], SNI);
    bind(&clb, PLAIN, &id);
}

#[test]
fn a_key_that_is_too_damaged_to_be_known_as_one_is_hidden_by_its_name() {
    let clb = start();
    let key = pem("rsa-2048.key");
    let inside = key.lines().nth(1).unwrap();
    let body = json!({
        "LoadBalancerId": BALANCER, "ListenerId": PLAIN,
        "Certificate": { "SSLMode": "UNIDIRECTIONAL", "CertContent": "x", "CertKey": inside },
        "MultiCertInfo": { "SSLMode": "UNIDIRECTIONAL", "CertList": [{ "CertKey": inside }] },
    });
    clb.refuse("ModifyListener", &body);
    let entries = clb.mock.request("GET", "/_certmock/requests").send();
    assert!(entries.text().contains("CertKey"), "{}", entries.text());
    assert!(!entries.text().contains(inside), "{}", entries.text());
}
