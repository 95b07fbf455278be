//! Changes that are refused, and that change nothing.

use serde_json::{Value, json};

use super::{HOST, ZONE, bind, certificates, change, has, put, upload, upload_ca, with};
use crate::material::pem;
use crate::tencent::client::{Client, SSL};

fn refused(teo: &Client, more: &Value) -> String {
    teo.refuse("ModifyHostsCertificate", &change(&[HOST], more))
}

/// Has SSL hold a certificate that an upload would refuse, or that is not what it seems.
fn hold(teo: &Client, id: &str, name: &str, more: &Value) {
    let ssl = teo.beside(&SSL);
    let mut state = ssl.state();
    let mut held = json!({
        "id": id, "source": "upload", "inserted": "2020-01-01T00:00:00Z",
        "contents": {
            "certificate": pem(&format!("{name}.crt")), "private_key": pem(&format!("{name}.key")),
        },
    });
    for (member, value) in more.as_object().unwrap() {
        held[member] = value.clone();
    }
    state["certificates"].as_array_mut().unwrap().push(held);
    ssl.put(&state);
}

#[test]
fn a_certificate_that_a_host_cannot_have_is_refused_for_what_is_wrong_with_it() {
    let teo = with(&json!([{ "name": HOST }]));
    let (ecc, other, ca) = (upload(&teo, "wildcard"), upload(&teo, "ec-p256"), upload_ca(&teo));
    hold(&teo, "overdue1", "expired", &json!({}));
    hold(&teo, "tooweak1", "rsa-1024", &json!({}));
    let mismatched = json!({
        "certificate": pem("rsa-2048.crt"), "private_key": pem("mismatched.key"),
    });
    hold(&teo, "mismatch", "rsa-2048", &json!({ "contents": mismatched }));
    hold(&teo, "pending1", "rsa-2048", &json!({ "contents": null, "status": "reviewing" }));
    let keyless = json!({ "certificate": pem("rsa-2048.crt") });
    hold(&teo, "keyless1", "rsa-2048", &json!({ "contents": keyless }));
    bind(&teo, HOST, &[&ecc]);
    for (id, code) in [
        ("nosuchid", "ResourceUnavailable.CertNotFound"),
        ("pending1", "FailedOperation.CertificateNotFound"),
        ("overdue1", "FailedOperation.CertificateHasExpired"),
        (&*ca, "InvalidParameter.InvalidCertInfo"),
        ("keyless1", "OperationDenied.CertificatePrivateKeyIsEmpty"),
        ("tooweak1", "InvalidParameter.CertTooShortKeySize"),
        (&*other, "InvalidParameter.CertNotMatchDomain"),
        ("mismatch", "InvalidParameter.InvalidHttpsCertInfo"),
    ] {
        assert_eq!(refused(&teo, &certificates(&[id])), code, "{id}");
        // One of several is enough.
        assert_eq!(refused(&teo, &certificates(&[&ecc, id])), code, "{id}");
    }
    assert_eq!(has(&teo, HOST), [ecc]);
}

#[test]
fn words_that_there_are_none_of_and_empty_lists_are_refused() {
    let teo = with(&json!([{ "name": HOST }]));
    assert_eq!(refused(&teo, &json!({ "Mode": "https" })), "InvalidParameter");
    assert_eq!(refused(&teo, &certificates(&[])), "InvalidParameter.InvalidCertInfo");
    let none = json!({ "ZoneId": ZONE, "Mode": "disable" });
    for hosts in [Value::Null, json!([])] {
        let mut none = none.clone();
        none["Hosts"] = hosts;
        let (code, words) = teo.refuse_saying("ModifyHostsCertificate", &none);
        assert_eq!((&*code, &*words), ("InvalidParameterValue", "参数取值错误。"));
    }
    assert_eq!(teo.refuse("ModifyHostsCertificate", &none), "InvalidParameterValue");
    assert_eq!(refused(&teo, &json!({ "Colour": "red" })), "UnknownParameter");
}

#[test]
fn hosts_whose_certificates_differ_cannot_keep_them_together() {
    let teo = with(&json!([{ "name": HOST }, { "name": "api.example.com" }]));
    let (ecc, ca) = (upload(&teo, "wildcard"), upload_ca(&teo));
    let both = [HOST, "api.example.com"];
    let client = json!({ "ClientCertInfo": { "Switch": "on", "CertInfos": [{ "CertId": ca }] } });
    teo.ask("ModifyHostsCertificate", &change(&both, &client));
    bind(&teo, HOST, &[&ecc]);
    let refused = teo.refuse("ModifyHostsCertificate", &change(&both, &client));
    assert_eq!(refused, "OperationDenied.HostsCertificateInconsistency");
    teo.ask("ModifyHostsCertificate", &change(&both, &certificates(&[&ecc])));
    teo.ask("ModifyHostsCertificate", &change(&both, &client));
}

#[test]
fn a_zone_that_stands_so_is_not_changed() {
    let teo = with(&json!([]));
    let off = json!({ "Mode": "disable" });
    for (zone, code) in [
        (json!({ "id": "zone-000000000000" }), "ResourceUnavailable.ZoneNotFound"),
        (json!({ "paused": true }), "OperationDenied.ErrZoneIsAlreadyPaused"),
        (json!({ "active": "paused" }), "OperationDenied.ErrZoneIsAlreadyPaused"),
        (json!({ "lock": "disable" }), "OperationDenied.ConfigLocked"),
        (json!({ "lock": "plan_migrate" }), "OperationDenied.ConfigLocked"),
        (json!({ "status": "pending" }), "FailedOperation.InvalidZoneStatus"),
        (json!({ "domains": [] }), "ResourceUnavailable.HostNotFound"),
    ] {
        put(&teo, zone.clone(), &json!([{ "name": HOST }]));
        assert_eq!(refused(&teo, &off), code, "{zone}");
    }
    let unknown = json!({ "ZoneId": "zone-999999999999" });
    for (action, code) in [
        ("DescribeAccelerationDomains", "ResourceNotFound"),
        ("DescribeDefaultCertificates", "ResourceUnavailable.ZoneNotFound"),
        ("DescribeHostsSetting", "InvalidParameter"),
    ] {
        assert_eq!(teo.refuse(action, &unknown), code);
    }
    assert_eq!(teo.ask("DescribeHostCertificates", &unknown)["TotalCount"], 0);
}
