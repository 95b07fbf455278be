//! Listeners, changed.

use serde_json::{Value, json};

use super::{
    MAIL, PLAIN, SNI, TCP, begin, bind, listener, of_rules, start, status, upload,
    upload_authority, with,
};
use crate::material::pem;
use crate::tencent::client::SSL;

#[test]
fn plain_values_are_kept_and_shown() {
    let clb = start();
    let more = json!({
        "ListenerName": "new", "Scheduler": "LEAST_CONN", "SessionExpireTime": 30, "MaxConn": 5,
        "HealthCheck": { "HealthSwitch": 0, "CheckPort": 80 }, "SnatEnable": true, "ProxyProtocol": false,
    });
    begin(&clb, "ModifyListener", &with(TCP, more));
    begin(&clb, "ModifyListener", &with(TCP, json!({ "HealthCheck": { "TimeOut": 9 } })));
    let shown = listener(&clb, TCP);
    assert_eq!(
        (&shown["ListenerName"], &shown["Scheduler"]),
        (&json!("new"), &json!("LEAST_CONN"))
    );
    assert_eq!((&shown["SessionExpireTime"], &shown["MaxConn"]), (&json!(30), &json!(5)));
    assert_eq!(shown["AttrFlags"], json!(["SnatEnable"]));
    let check = &shown["HealthCheck"];
    assert_eq!(
        (&check["HealthSwitch"], &check["CheckPort"], &check["TimeOut"], &check["HealthNum"]),
        (&json!(0), &json!(80), &json!(9), &json!(3))
    );
}

#[test]
fn sni_is_turned_on_with_the_certificate_of_all_domains_and_never_off() {
    let clb = start();
    let (one, other) = (upload(&clb, "wildcard"), upload(&clb, "rsa-2048"));
    bind(&clb, PLAIN, &one);
    assert_eq!(of_rules(&clb, PLAIN), [Value::Null, Value::Null, Value::Null]);
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "SniSwitch": 0 })));
    let more = json!({ "SniSwitch": 1, "Certificate": { "CertId": other } });
    let task = begin(&clb, "ModifyListener", &with(PLAIN, more));
    assert_eq!(status(&clb, &task), 0);
    let shown = listener(&clb, PLAIN);
    assert_eq!((&shown["SniSwitch"], &shown["Certificate"]), (&json!(1), &Value::Null));
    assert_eq!(of_rules(&clb, PLAIN), [&*other; 3]);
    for (id, switch) in [(PLAIN, 0), (SNI, 0), (MAIL, 1), (TCP, 1), (PLAIN, 2)] {
        let refused = clb.refuse("ModifyListener", &with(id, json!({ "SniSwitch": switch })));
        assert_eq!(refused, "InvalidParameterValue", "{id} {switch}");
    }
}

#[test]
fn a_certificate_of_a_listener_with_sni_is_accepted_and_its_task_fails() {
    let clb = start();
    let id = upload(&clb, "wildcard");
    let more = json!({ "ListenerName": "new", "Certificate": { "CertId": id } });
    let task = begin(&clb, "ModifyListener", &with(SNI, more));
    let reply = clb.ask("DescribeTaskStatus", &json!({ "TaskId": task }));
    assert_eq!((&reply["Status"], &reply["Message"]), (&json!(1), &json!("更新LB失败")));
    let shown = listener(&clb, SNI);
    assert_eq!((&shown["ListenerName"], &shown["Certificate"]), (&json!(""), &Value::Null));
    assert_eq!(of_rules(&clb, SNI), [Value::Null, Value::Null, Value::Null]);
}

#[test]
fn certificates_of_two_algorithms_and_an_authority_are_bound_together() {
    let clb = start();
    let (rsa, ec, authority) =
        (upload(&clb, "rsa-2048"), upload(&clb, "ec-p256"), upload_authority(&clb));
    let list = json!([{ "CertId": rsa }, { "CertId": authority }, { "CertId": ec }]);
    let several = json!({ "SSLMode": "MUTUAL", "CertList": list, "SSLVerifyClient": "OPTIONAL" });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "MultiCertInfo": several })));
    let wanted = json!({ "SSLMode": "MUTUAL", "SSLVerifyClient": "OPTIONAL", "CertId": rsa, "CertCaId": authority, "ExtCertIds": [ec] });
    assert_eq!(listener(&clb, PLAIN)["Certificate"], wanted);
    // All of them count as bound.
    for id in [&rsa, &ec, &authority] {
        let refused = clb.beside(&SSL).refuse("DeleteCertificate", &json!({ "CertificateId": id }));
        assert_eq!(refused, "FailedOperation.BoundResources");
    }
    // As a client sends back what it has read.
    let mut back = json!({ "SSLMode": "UNIDIRECTIONAL", "SSLVerifyClient": "ON", "CertId": ec, "CertCaId": "" });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "Certificate": back })));
    assert_eq!(listener(&clb, PLAIN)["Certificate"]["CertId"], *ec);
    back["CertCaId"] = json!(authority);
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "Certificate": back })));
    assert_eq!(listener(&clb, PLAIN)["Certificate"]["CertCaId"], "");
}

#[test]
fn a_certificate_that_comes_with_its_key_is_kept_by_ssl_once() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let text = |name: &str| json!({ "CertName": name, "CertContent": pem("wildcard.crt"), "CertKey": pem("wildcard.key") });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "Certificate": text("mine") })));
    let id = listener(&clb, PLAIN)["Certificate"]["CertId"].clone();
    let kept = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
    assert_eq!((&kept["Alias"], &kept["CertificateType"]), (&json!("mine"), &json!("SVR")));
    begin(&clb, "ModifyListener", &with(MAIL, json!({ "Certificate": text("again") })));
    assert_eq!(listener(&clb, MAIL)["Certificate"]["CertId"], id);
    let mut both = text("third");
    both.as_object_mut().unwrap().extend(
        json!({ "SSLMode": "MUTUAL", "CertCaName": "clients", "CertCaContent": pem("ca.crt") })
            .as_object()
            .unwrap()
            .clone(),
    );
    begin(&clb, "ModifyListener", &with(MAIL, json!({ "Certificate": both })));
    let shown = listener(&clb, MAIL)["Certificate"].clone();
    assert_eq!(shown["CertId"], id);
    let kept = ssl.ask("DescribeCertificate", &json!({ "CertificateId": shown["CertCaId"] }));
    assert_eq!((&kept["Alias"], &kept["CertificateType"]), (&json!("clients"), &json!("CA")));
    let list = json!([
        { "CertName": "rsa", "CertContent": pem("rsa-2048.crt"), "CertKey": pem("rsa-2048.key") },
        { "CertId": id },
    ]);
    let several = json!({ "SSLMode": "UNIDIRECTIONAL", "CertList": list });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "MultiCertInfo": several })));
    let shown = listener(&clb, PLAIN)["Certificate"].clone();
    assert_eq!(shown["ExtCertIds"], json!([id]));
    assert_ne!(shown["CertId"], id);
    let journal = clb.mock.request("GET", "/_certmock/requests").send();
    assert!(!journal.text().contains("PRIVATE KEY-----\\n"), "{}", journal.text());
}
