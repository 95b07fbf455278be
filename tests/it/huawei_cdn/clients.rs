//! What tools send, to the letter.

use serde_json::json;

use super::{ask, configure, refused, section, set, with_domains};
use crate::material::pair;

#[test]
fn terraform_writes_null_for_what_is_unset_and_polls_until_the_domain_is_online() {
    let mock = with_domains(&["a.example.com", "b.example.com"]);
    let (certificate, private_key) = pair("several-names");
    let https = json!({
        "access_origin_way": null, "cert_name": "c", "certificate": certificate,
        "certificate_type": null, "domain_name": "a.example.com,b.example.com",
        "force_redirect_config": null, "force_redirect_https": null, "http2": null,
        "https_switch": 1, "private_key": private_key,
    });
    let answer = set(&mock, &https).expect(200);
    assert_eq!(answer["status"], "success", "Terraform takes nothing else");
    let shown = ask(&mock, "ShowDomainDetailByName", &["a.example.com"]).send().expect(200);
    assert_eq!(shown["domain"]["domain_status"], "online");
    let gone = ask(&mock, "ShowDomainDetailByName", &["c.example.com"]).send();
    refused(&gone, 400, "0170", "domain not exist!");
    let removal = json!({
        "access_origin_way": null, "cert_name": null, "certificate": null,
        "certificate_type": null, "domain_name": "a.example.com,b.example.com",
        "force_redirect_config": null, "force_redirect_https": null, "http2": null,
        "https_switch": 0, "private_key": null,
    });
    assert_eq!(set(&mock, &removal).expect(200)["status"], "success");
}

#[test]
fn allinssl_has_the_debug_form_of_a_time_for_a_name() {
    let mock = with_domains(&["www.example.com"]);
    let (certificate, private_key) = pair("rsa-2048");
    let name = "ALLinSSL(2026-05-28 10:00:00.123456789 +0800 CST m=+12.345678901)";
    let https = json!({
        "domain_name": "www.example.com", "https_switch": 1, "cert_name": name,
        "certificate": certificate, "private_key": private_key,
    });
    assert_eq!(set(&mock, &https).expect(200)["https"]["cert_name"], name);
    assert_eq!(section(&mock, "www.example.com", "https")["certificate_name"], name);
}

#[test]
fn dnsmgr_configures_a_domain_by_name_and_takes_no_body() {
    let mock = with_domains(&["www.example.com"]);
    let (certificate, private_key) = pair("rsa-2048");
    let https = json!({
        "https_status": "on", "certificate_type": "server", "certificate_source": 0,
        "certificate_name": "www.example.com-1700000000", "certificate_value": certificate,
        "private_key": private_key,
    });
    let answer = configure(&mock, "www.example.com", &json!({ "https": https }));
    assert_eq!((answer.status, answer.body.len()), (204, 0));
    assert!(answer.header("X-Request-Id").is_some());
}

#[test]
fn certd_lists_a_thousand_and_looks_at_the_status_before_it_configures() {
    let mock = with_domains(&["a.example.com", "b.example.com", "c.example.org"]);
    let list = ask(&mock, "ListDomains", &[]).query("page_size=1000&enterprise_project_id=all");
    assert_eq!(list.send().expect(200)["domains"].as_array().unwrap().len(), 3);
    let (certificate, private_key) = pair("several-names");
    for domain in ["a.example.com", "b.example.com"] {
        let by_name = ask(&mock, "ShowDomainDetailByName", &[domain]);
        let shown = by_name.query("enterprise_project_id=all").send().expect(200);
        assert_eq!(shown["domain"]["domain_status"], "online");
        let https = json!({
            "https_status": "on", "certificate_type": "server", "certificate_source": 0,
            "certificate_name": "certd", "certificate_value": certificate, "private_key": private_key,
        });
        configure(&mock, domain, &json!({ "https": https })).expect(204);
    }
}

#[test]
fn both_headers_that_clients_send_beside_their_credentials_are_taken_and_neither_is() {
    let mock = with_domains(&["www.example.com"]);
    let list = || ask(&mock, "ListDomains", &[]);
    for request in [
        list(),
        list().header("X-Domain-Id", "certmock"),
        list().header("X-Project-Id", "certmock").header("X-Domain-Id", "another"),
        list().header("Content-Type", "application/json;charset=UTF-8"),
    ] {
        assert_eq!(request.send().expect(200)["total"], 1);
    }
}
