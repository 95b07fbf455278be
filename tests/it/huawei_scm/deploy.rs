//! Domains of the CDN and hosts of the firewall that a certificate is deployed to.

use serde_json::{Value, json};

use super::{ask, imported, refused};
use crate::material::pem;
use crate::mock::{Answer, Mock};
use crate::states::import;
use crate::{huawei_cdn as cdn, huawei_waf as waf};

fn deploy(mock: &Mock, id: &str, body: &Value) -> Answer {
    ask(mock, "DeployCertificate", &[id]).json(body).send()
}

/// The failures of a deployment: each resource with the words about it.
#[track_caller]
fn failures(answer: &Answer) -> Vec<(String, String)> {
    let failures = answer.expect(200)["failure_list"].clone();
    let word = |failure: &Value, member: &str| failure[member].as_str().unwrap().to_owned();
    let failures = failures.as_array().unwrap().iter();
    failures.map(|it| (word(it, "resource"), word(it, "failure_info"))).collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(resource, words)| ((*resource).into(), (*words).into())).collect()
}

/// How many places the manager knows of a certificate at a service.
fn places(mock: &Mock, id: &str, service: &str) -> Value {
    let asked = json!({ "certificate_ids": [id], "service_names": [service] });
    let found = ask(mock, "ListDeployedResources", &[]).json(&asked).send().expect(200);
    found["results"][0]["total_num"].clone()
}

#[test]
fn a_domain_of_the_cdn_uses_the_certificate_that_is_deployed_to_it() {
    let mock = Mock::start();
    let domains = json!([
        { "domain_name": "www.example.com", "http2": true },
        { "domain_name": "a.example.com" },
        { "domain_name": "example.com", "domain_status": "offline" },
    ]);
    import(&mock, &json!({ "certmock": { "huawei_cdn": { "domains": domains } } }));
    let id = imported(&mock, "site", "rsa-2048");
    let named = ["www.example.com", "a.example.com", "example.com", "unknown.example.com"];
    let named: Vec<_> = named.iter().map(|name| json!({ "domain_name": name })).collect();
    let body = json!({ "service_name": "CDN", "resources": named });
    assert_eq!(
        failures(&deploy(&mock, &id, &body)),
        pairs(&[
            ("a.example.com", "The certificate and domain name do not match."),
            (
                "example.com",
                "Only enabled domain names that are not banned or locked support this operation."
            ),
            ("unknown.example.com", "The acceleration domain name does not exist."),
        ])
    );
    let shown = cdn::ask(&mock, "ShowDomainFullConfig", &["www.example.com"]).send().expect(200);
    let https = &shown["configs"]["https"];
    let told = ["https_status", "certificate_source", "scm_certificate_id", "certificate_value"];
    let wanted = [json!("on"), json!(2), json!(id), json!(pem("rsa-2048.crt"))];
    assert_eq!(told.map(|member| https[member].clone()), wanted);
    assert_eq!(https["http2_status"], "on", "what was not asked for stays");
    assert_eq!(places(&mock, &id, "CDN"), 1);
}

#[test]
fn a_domain_takes_no_certificate_that_the_cdn_may_not_read_or_that_has_ended() {
    let mock = Mock::start();
    let state = |may_read: bool| json!({ "certmock": { "huawei_cdn": { "scm_delegation": may_read, "domains": [{ "domain_name": "www.example.com" }] } } });
    import(&mock, &state(false));
    let id = imported(&mock, "site", "rsa-2048");
    let body =
        json!({ "service_name": "CDN", "resources": [{ "domain_name": "www.example.com" }] });
    let words = "Insufficient permission to access scm.";
    assert_eq!(failures(&deploy(&mock, &id, &body)), pairs(&[("www.example.com", words)]));
    let ended = imported(&mock, "ended", "expired");
    let words = "This operation is not allowed by the current certificate type or status.";
    refused(&deploy(&mock, &ended, &body), 400, "SCM.0010", words);
    assert_eq!(places(&mock, &id, "CDN"), 0);
}

#[test]
fn a_host_of_the_firewall_uses_the_certificate_that_is_deployed_to_it() {
    let mock = Mock::start();
    let [cloud, premium, plain] = ["a", "b", "c"].map(|letter| letter.repeat(32));
    let server = json!([{ "front_protocol": "HTTP", "back_protocol": "HTTP", "address": "192.0.2.1", "port": 80 }]);
    let hosts = json!([
        { "id": cloud, "hostname": "www.example.com" },
        { "id": premium, "hostname": "api.example.com", "waf_type": "premium" },
        { "id": plain, "hostname": "plain.example.com", "server": server },
    ]);
    import(&mock, &json!({ "certmock": { "huawei_waf": { "hosts": hosts } } }));
    let id = imported(&mock, "site", "rsa-2048");
    let body = json!({ "project_name": "cn-north-4", "service_name": "WAF", "resources": [
        { "id": cloud, "type": "cloud" },
        { "id": premium, "type": "premium" },
        { "id": plain },
        { "id": premium },
    ] });
    assert_eq!(
        failures(&deploy(&mock, &id, &body)),
        pairs(&[(&plain, "cert.inconsistent"), (&premium, "resource.not.found")])
    );
    let listed = waf::ask(&mock, "ListCertificates", &[]).send().expect(200);
    assert_eq!((&listed["total"], &listed["items"][0]["name"]), (&json!(1), &json!("site")));
    let bound: Vec<_> =
        listed["items"][0]["bind_host"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(bound, [&json!(cloud), &json!(premium)]);
    let made = listed["items"][0]["id"].as_str().unwrap();
    let refusal = waf::ask(&mock, "DeleteCertificate", &[made]).send();
    waf::refused(&refusal, 400, "22003", "resource.is.being.used");
    assert_eq!(places(&mock, &id, "WAF"), 2);
}

#[test]
fn a_certificate_that_was_pushed_is_the_one_that_hosts_use() {
    let mock = Mock::start();
    let host = "a".repeat(32);
    let hosts = json!([{ "id": host, "hostname": "www.example.com" }]);
    import(&mock, &json!({ "certmock": { "huawei_waf": { "quota": 1, "hosts": hosts } } }));
    let id = imported(&mock, "site", "rsa-2048");
    let push = json!({ "target_project": "cn-north-4", "target_service": "WAF" });
    ask(&mock, "PushCertificate", &[&id]).json(&push).send().expect(204);
    let pushed = waf::ask(&mock, "ListCertificates", &[]).send().expect(200);
    let body = json!({ "project_name": "cn-north-4", "service_name": "WAF", "resources": [{ "id": host }] });
    assert_eq!(failures(&deploy(&mock, &id, &body)), []);
    let shown = waf::ask(&mock, "ShowHost", &[&host]).send().expect(200);
    assert_eq!(shown["certificateid"], pushed["items"][0]["id"]);
    let another = imported(&mock, "another", "ec-p256");
    let words = "insufficient.quota";
    assert_eq!(failures(&deploy(&mock, &another, &body)), pairs(&[(&host, words)]));
    let shown = waf::ask(&mock, "ShowHost", &[&host]).send().expect(200);
    assert_eq!(shown["certificateid"], pushed["items"][0]["id"], "it stays");
}

#[test]
fn each_service_has_its_resources_named_in_its_own_way() {
    let mock = Mock::start();
    let id = imported(&mock, "site", "rsa-2048");
    for (service, resource) in [
        ("CDN", json!({ "id": "www.example.com" })),
        ("ELB", json!({ "domain_name": "www.example.com" })),
        ("WAF", json!({ "domain_name": "www.example.com" })),
        ("WAF", json!({ "id": "a".repeat(32), "type": "listener" })),
        ("WAF", json!({ "id": "" })),
    ] {
        let body = json!({ "project_name": "cn-north-4", "service_name": service, "resources": [resource] });
        let answer = deploy(&mock, &id, &body);
        refused(&answer, 400, "SCM.0005", "Incorrect request parameter.");
    }
    let nowhere = json!({ "service_name": "WAF", "resources": [{ "id": "a".repeat(32) }] });
    refused(&deploy(&mock, &id, &nowhere), 400, "SCM.0069", "No projects found.");
}
