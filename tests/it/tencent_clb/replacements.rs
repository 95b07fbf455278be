//! All that has a certificate, given another one.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{
    MAIL, PLAIN, SNI, begin, bind, bind_domain, listener, of_rules, paced, start, state, status,
    upload, upload_authority, with,
};
use crate::material::pem;

const ACTION: &str = "ReplaceCertForLoadBalancers";

fn replace(old: &str, certificate: &Value) -> Value {
    json!({ "OldCertificateId": old, "Certificate": certificate })
}

#[test]
fn listeners_and_domains_of_all_regions_are_given_the_new_one() {
    let clb = start();
    let (old, new, kept) =
        (upload(&clb, "wildcard"), upload(&clb, "rsa-2048"), upload(&clb, "ec-p256"));
    let mut two = state();
    let mut other = two["load_balancers"][0].clone();
    other["id"] = json!("lb-22222222");
    other["region"] = json!("ap-beijing");
    other["listeners"][2]["certificate"] = json!({ "id": old });
    two["load_balancers"].as_array_mut().unwrap().push(other);
    clb.put(&two);
    bind(&clb, PLAIN, &old);
    bind(&clb, MAIL, &kept);
    bind_domain(&clb, SNI, "www.example.com", &old);
    let task = begin(&clb, ACTION, &replace(&old, &json!({ "CertId": new })));
    assert_eq!(listener(&clb, PLAIN)["Certificate"]["CertId"], new);
    assert_eq!(of_rules(&clb, SNI), [json!(new), Value::Null, json!(new)]);
    assert_eq!(listener(&clb, MAIL)["Certificate"]["CertId"], kept);
    let reply = clb.ask("DescribeTaskStatus", &json!({ "TaskId": task }));
    assert_eq!(
        (&reply["Status"], &reply["LoadBalancerIds"]),
        (&json!(0), &json!(["lb-11111111", "lb-22222222"]))
    );
    let asked = json!({ "CertIds": [old, new] });
    let set = clb.ask("DescribeLoadBalancerListByCertId", &asked)["CertSet"].clone();
    assert_eq!(set[0]["LoadBalancers"], json!([]));
    assert_eq!(set[1]["LoadBalancers"][0]["LoadBalancerId"], "lb-11111111");
    // What nothing has is replaced nowhere.
    let task = begin(&clb, ACTION, &replace("nosuchid", &json!({ "CertId": old })));
    assert_eq!(status(&clb, &task), 0);
    let texts = json!({ "CertName": "x", "CertContent": pem("several-names.crt"), "CertKey": pem("several-names.key") });
    begin(&clb, ACTION, &replace(&new, &texts));
    assert_ne!(listener(&clb, PLAIN)["Certificate"]["CertId"], new);
}

#[test]
fn an_authority_is_replaced_by_an_authority() {
    let clb = start();
    let (server, authority) = (upload(&clb, "wildcard"), upload_authority(&clb));
    let both = json!({ "SSLMode": "MUTUAL", "CertId": server, "CertCaId": authority });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "Certificate": both })));
    for (old, new) in [(&authority, &server), (&server, &authority)] {
        let refused = clb.refuse(ACTION, &replace(old, &json!({ "CertId": new })));
        assert_eq!(refused, "InvalidParameterValue");
    }
    let root = json!({ "CertCaName": "root", "CertCaContent": pem("root.crt") });
    begin(&clb, ACTION, &replace(&authority, &root));
    let shown = listener(&clb, PLAIN)["Certificate"].clone();
    assert_eq!(shown["CertId"], server);
    assert_ne!(shown["CertCaId"], authority);
}

#[test]
fn what_is_wrong_with_either_is_refused_and_so_is_what_is_busy() {
    let clb = paced("tencent_clb.task", Pace::Manual, End::Success);
    let id = upload(&clb, "wildcard");
    for (old, certificate, code) in [
        ("short", json!({ "CertId": id }), "InvalidParameterValue.Length"),
        (&*id, json!({ "CertId": "short" }), "InvalidParameterValue.Length"),
        (&*id, json!({ "CertId": "xxxxxxxx" }), "InvalidParameterValue"),
        (&*id, json!({}), "InvalidParameter"),
        (
            &*id,
            json!({ "CertName": "x", "CertContent": "x", "CertKey": "y" }),
            "InvalidParameter.FormatError",
        ),
    ] {
        assert_eq!(clb.refuse(ACTION, &replace(old, &certificate)), code, "{certificate}");
    }
    let mut bound = state();
    bound["load_balancers"][0]["listeners"][2]["certificate"] = json!({ "id": id });
    clb.put(&bound);
    begin(&clb, "ModifyListener", &with(PLAIN, json!({})));
    let refused = clb.refuse_saying(ACTION, &replace(&id, &json!({ "CertId": id })));
    let words = "Loadbalancer(lb-11111111) is not in normal desState, maybe some tasks are being processed, please try later.";
    assert_eq!(refused, ("FailedOperation".to_owned(), words.to_owned()));
}

#[test]
fn some_load_balancers_of_a_task_fail() {
    let clb = paced("tencent_clb.task", Pace::Immediate, End::Failed(1));
    let (old, new) = (upload(&clb, "wildcard"), upload(&clb, "rsa-2048"));
    let mut two = state();
    two["load_balancers"][0]["listeners"][2]["certificate"] = json!({ "id": old });
    let mut other = two["load_balancers"][0].clone();
    other["id"] = json!("lb-22222222");
    two["load_balancers"].as_array_mut().unwrap().push(other);
    clb.put(&two);
    let task = begin(&clb, ACTION, &replace(&old, &json!({ "CertId": new })));
    assert_eq!(status(&clb, &task), 1);
    assert_eq!(listener(&clb, MAIL)["Certificate"]["CertId"], old);
    let second = clb.ask(
        "DescribeListeners",
        &json!({ "LoadBalancerId": "lb-22222222", "ListenerIds": [MAIL] }),
    );
    assert_eq!(second["Listeners"][0]["Certificate"]["CertId"], new);
}
