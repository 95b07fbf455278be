//! Certificates that the certificate manager has.

use serde_json::{Value, json};

use super::{ask, configure, refused, section, set};
use crate::material::{pair, pem};
use crate::mock::Mock;

const ID: &str = "scs1600313391074";
const DOMAIN: &str = "www.example.com";

/// A server whose account has domains and certificates, and lets the one service read the other's.
fn start(may_read: bool) -> Mock {
    let mock = Mock::start();
    let hosted = |id: &str, material: &str, status: &str| {
        let (certificate, private_key) = pair(material);
        json!({ "id": id, "name": format!("hosted-{material}"), "status": status, "certificate": certificate, "private_key": private_key })
    };
    let state = json!({ "certmock": {
        "huawei_cdn": {
            "scm_delegation": may_read,
            "domains": [{ "domain_name": DOMAIN }, { "domain_name": "a.example.com" }],
        },
        "huawei_scm": { "certificates": [
            hosted(ID, "rsa-2048", "UPLOAD"),
            hosted("scs0000000000001", "expired", "UPLOAD"),
            hosted("scs0000000000002", "rsa-2048", "REVOKED"),
            { "id": "scs0000000000003", "status": "CHECKING", "domain": DOMAIN },
        ] },
    } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    mock
}

fn given(domains: &str, id: &str) -> Value {
    json!({
        "domain_name": domains, "https_switch": 1, "cert_name": "certimate-1700000000000",
        "certificate_type": 2, "scm_certificate_id": id,
    })
}

fn section_of(id: &str) -> Value {
    json!({
        "https_status": "on", "certificate_source": 2, "certificate_name": "certd",
        "scm_certificate_id": id,
    })
}

#[test]
fn a_domain_is_given_a_certificate_of_the_manager_as_certimate_and_certd_do() {
    let mock = start(true);
    let answer = set(&mock, &given("www.example.com,a.example.com", ID)).expect(200);
    assert_eq!(
        (&answer["https"]["certificate_type"], &answer["status"]),
        (&json!(2), &json!("fail"))
    );
    let mismatch = "The certificate and domain name do not match.";
    assert_eq!(answer["result"][0]["reason"], "");
    assert_eq!(answer["result"][1]["reason"], mismatch);
    let shown = section(&mock, DOMAIN, "https");
    let told =
        ["certificate_source", "scm_certificate_id", "certificate_name", "certificate_value"];
    let wanted =
        [json!(2), json!(ID), json!("certimate-1700000000000"), json!(pem("rsa-2048.crt"))];
    assert_eq!(told.map(|name| shown[name].clone()), wanted);
    let list = ask(&mock, "ShowCertificatesHttpsInfo", &[]).send().expect(200);
    assert_eq!(list["https"][0]["certificate_type"], 2);
    configure(&mock, DOMAIN, &json!({ "https": section_of(ID) })).expect(204);
    assert_eq!(section(&mock, DOMAIN, "https")["certificate_name"], "certd");
    let refusal = configure(&mock, "a.example.com", &json!({ "https": section_of(ID) }));
    refused(&refusal, 400, "0406", mismatch);
}

#[test]
fn a_certificate_goes_by_the_managers_name_where_none_is_given_and_stays_when_that_is_gone() {
    let mock = start(true);
    let mut nameless = given(DOMAIN, ID);
    nameless["cert_name"] = Value::Null;
    let answer = set(&mock, &nameless).expect(200);
    assert_eq!(answer["https"]["cert_name"], "hosted-rsa-2048");
    let state = json!({ "certmock": { "huawei_scm": { "certificates": [] } } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    assert_eq!(section(&mock, DOMAIN, "https")["scm_certificate_id"], ID);
    let state = mock.request("GET", "/_certmock/state").send().expect(200);
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
}

#[test]
fn an_id_that_cannot_be_used_is_refused_by_both_paths() {
    let mock = start(true);
    for (id, code, words) in [
        ("", "0402", "The certificate or private key cannot be left blank."),
        ("scs9999999999999", "0407", "The certificate is incorrect."),
        ("scs0000000000001", "0408", "The certificate has expired."),
        ("scs0000000000002", "0411", "The certificate status is incorrect."),
        ("scs0000000000003", "0411", "The certificate status is incorrect."),
    ] {
        refused(&set(&mock, &given(DOMAIN, id)), 200, code, words);
        let answer = configure(&mock, DOMAIN, &json!({ "https": section_of(id) }));
        refused(&answer, 400, code, words);
    }
    let mock = start(false);
    let words = "Insufficient permission to access scm.";
    refused(&set(&mock, &given(DOMAIN, ID)), 403, "00010198", words);
    let answer = configure(&mock, DOMAIN, &json!({ "https": section_of(ID) }));
    refused(&answer, 403, "00010198", words);
}
