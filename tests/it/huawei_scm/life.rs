//! What tools do with a certificate, from the first to the last.

use serde_json::{Value, json};

use super::{ask, creation, imported, list};
use crate::huawei_elb as elb;
use crate::material::{pair, pem};
use crate::mock::{Mock, Request, date};

/// A request of the domain of an access key that nobody declared, as SDKs sign it: without a project.
fn signed(mock: &Mock, key: &str, method: &str, target: &str) -> Request {
    let signature = "0".repeat(64);
    let authorization = format!(
        "SDK-HMAC-SHA256 Access={key}, SignedHeaders=content-type;host;x-domain-id;x-sdk-date, Signature={signature}"
    );
    mock.request(method, target)
        .header("X-Sdk-Date", &date(time::Duration::ZERO))
        .header("Authorization", &authorization)
}

#[test]
fn a_certificate_is_imported_listed_exported_pushed_shown_by_elb_and_deleted() {
    let mock = Mock::start();
    let send = |method: &str, target: &str, body: &Value| {
        let request = signed(&mock, "AKONE", method, target);
        if body.is_null() { request.send() } else { request.json(body).send() }
    };
    let found = send("GET", "/v3/projects?name=cn-north-4", &Value::Null).expect(200);
    let project = found["projects"][0]["id"].as_str().unwrap().to_owned();

    let answer = send("POST", "/v3/scm/certificates/import", &creation("site.1_a", "rsa-2048"));
    let id = answer.expect(200)["certificate_id"].as_str().unwrap().to_owned();
    assert!(id.len() == 16 && id.starts_with("scs"), "{id}");
    assert_eq!(answer.header("X-Certmock-Auth"), Some("unverified"));

    let query = "limit=50&offset=0&sort_key=certExpiredTime&sort_dir=DESC";
    let listed = send("GET", &format!("/v3/scm/certificates?{query}"), &Value::Null).expect(200);
    assert_eq!((&listed["total_count"], &listed["certificates"][0]["id"]), (&json!(1), &json!(id)));
    let next = send("GET", "/v3/scm/certificates?limit=50&offset=50", &Value::Null).expect(200);
    assert_eq!(next, json!({ "certificates": [], "total_count": 1 }));

    let one = format!("/v3/scm/certificates/{id}");
    let exported = send("POST", &format!("{one}/export"), &Value::Null).expect(200);
    let (certificate, private_key) = pair("rsa-2048");
    assert_eq!(exported["entire_certificate"], certificate);
    assert_eq!(exported["private_key"], private_key);

    let push = json!({ "target_project": "cn-north-4", "target_service": "ELB" });
    let pushed = send("POST", &format!("{one}/push"), &push);
    assert_eq!((pushed.status, pushed.body.len()), (204, 0));
    let elb = send("GET", &format!("/v1.0/{project}/elbaas/certificate"), &Value::Null).expect(200);
    let shown = &elb["certificates"][0];
    assert_eq!((&shown["name"], &shown["certificate"]), (&json!("site.1_a"), &json!(certificate)));
    assert_eq!(shown["private_key"], private_key);
    assert_eq!(shown["description"], "Push by SSL Certificate Manager");

    assert_eq!(send("DELETE", &one, &Value::Null).status, 204);
    assert_eq!(send("GET", &one, &Value::Null).expect(404)["error_code"], "SCM.0020");
    let elb = send("GET", &format!("/v1.0/{project}/elbaas/certificate"), &Value::Null).expect(200);
    assert_eq!(elb["instance_num"], "1", "what was pushed stays");
}

#[test]
fn a_deployer_pushes_a_certificate_has_a_listener_take_it_renews_it_and_takes_it_away() {
    let mock = Mock::start();
    let push = json!({ "target_projects": ["cn-north-4"], "target_service": "ELB" });
    let old = imported(&mock, "site", "rsa-2048");
    let pushed = ask(&mock, "BatchPushCertificate", &[&old]).json(&push).send().expect(200);
    let certificate = pushed["results"][0]["cert_id"].as_str().unwrap();
    let balancer = elb::create_balancer(&mock);
    let shown = json!({ "default_tls_container_ref": certificate });
    let listener = elb::listen(&mock, &balancer, &shown).expect(201)["listener"]["id"].clone();
    let listener = listener.as_str().unwrap();

    // Renewed where it is: the listener shows what the manager has now.
    let new = imported(&mock, "site", "ec-p256");
    let body = json!({ "project_name": "cn-north-4", "service_name": "ELB", "resources": [{ "id": listener }] });
    let deployed = ask(&mock, "DeployCertificate", &[&new]).json(&body).send().expect(200);
    assert_eq!(deployed["failure_list"], json!([]));
    let shown = elb::ask(&mock, "v3.ShowCertificate", &[certificate]).send().expect(200);
    assert_eq!(shown["certificate"]["certificate"], pem("ec-p256.crt"));
    assert_eq!(shown["certificate"]["scm_certificate_id"], new);

    // The manager lets its own go, ELB keeps what a listener uses.
    ask(&mock, "DeleteCertificate", &[&old]).send().expect(204);
    let refusal = elb::ask(&mock, "v3.DeleteCertificate", &[certificate]).send().expect(409);
    assert_eq!(refusal["error_code"], "ELB.8907");
    elb::ask(&mock, "v3.DeleteListener", &[listener]).send().expect(204);
    elb::ask(&mock, "v3.DeleteCertificate", &[certificate]).send().expect(204);
    ask(&mock, "DeleteCertificate", &[&new]).send().expect(204);
}

#[test]
fn a_certificate_is_of_the_domain_whatever_project_is_named() {
    let mock = Mock::start();
    let import = || signed(&mock, "AKONE", "POST", "/v3/scm/certificates/import");
    for headers in [
        &[][..],
        &[("X-Project-Id", "0123456789abcdef0123456789abcdef")],
        &[("X-Domain-Id", "d78cbac186b744899480f25bd022f468")],
        &[("X-Domain-Id", "d"), ("X-Project-Id", "p")],
    ] {
        let request = headers.iter().fold(import(), |it, (name, value)| it.header(name, value));
        request.json(&creation("site", "rsa-2048")).send().expect(200);
    }
    let count = |key: &str| {
        let listed = signed(&mock, key, "GET", "/v3/scm/certificates").body("{}").send();
        listed.expect(200)["total_count"].clone()
    };
    assert_eq!((count("AKONE"), count("AKTWO")), (json!(4), json!(0)));
    assert_eq!(list(&mock, "")["total_count"], 0);
}

#[test]
fn the_exported_texts_are_the_leaf_the_rest_and_both() {
    let mock = Mock::start();
    let export = |id: &str| ask(&mock, "ExportCertificate", &[id]).send().expect(200);
    let (entire, private_key) = pair("rsa-2048");
    let end = entire.find("-----END CERTIFICATE-----").unwrap() + 25;
    let (leaf, chain) = (&entire[..end], entire[end..].trim_start());
    assert!(chain.starts_with("-----BEGIN CERTIFICATE-----"));
    let exported = export(&imported(&mock, "whole", "rsa-2048"));
    let wanted = json!({
        "entire_certificate": entire, "certificate": leaf, "certificate_chain": chain, "private_key": private_key,
    });
    assert_eq!(exported.to_string(), wanted.to_string(), "in this order");

    let apart = json!({
        "name": "apart", "certificate": entire, "certificate_chain": pem("intermediate.crt"), "private_key": private_key,
        "enc_certificate": "C", "enc_private_key": "K",
    });
    let id = super::import(&mock, &apart).expect(200)["certificate_id"].clone();
    let exported = export(id.as_str().unwrap());
    assert_eq!(exported["certificate"], leaf, "the first certificate alone is taken");
    assert_eq!(exported["certificate_chain"], pem("intermediate.crt"));
    assert_eq!(
        (&exported["enc_certificate"], &exported["enc_private_key"]),
        (&json!("C"), &json!("K"))
    );

    let alone = export(&imported(&mock, "alone", "self-signed"));
    assert_eq!(alone["certificate_chain"], "");
}

#[test]
fn a_hosted_certificate_is_shown_with_what_it_says_of_itself() {
    let mock = Mock::start();
    let id = imported(&mock, "several", "several-names");
    let shown = ask(&mock, "ShowCertificate", &[&id]).send().expect(200);
    assert_eq!((&shown["id"], &shown["name"]), (&json!(id), &json!("several")));
    assert_eq!((&shown["status"], &shown["push_support"]), (&json!("UPLOAD"), &json!("ON")));
    assert_eq!(
        (&shown["type"], &shown["domain_type"]),
        (&json!("DV_SSL_CERT"), &json!("MULTI_DOMAIN"))
    );
    assert_eq!((&shown["domain_count"], &shown["wildcard_count"]), (&json!(3), &json!(0)));
    assert_eq!(shown["sans"].as_str().unwrap().split(';').count(), 2);
    assert_eq!(shown["fingerprint"].as_str().unwrap().len(), 40);
    assert_eq!(shown["signature_algorithm"], "SHA256withECDSA");
    assert_eq!((&shown["authentification"], &shown["order_id"]), (&json!([]), &json!(null)));
    assert_eq!(shown["validity_period"], 12);
    let wildcard = imported(&mock, "wildcard", "wildcard");
    let wildcard = ask(&mock, "ShowCertificate", &[&wildcard]).send().expect(200);
    assert_eq!(
        (&wildcard["domain"], &wildcard["wildcard_count"]),
        (&json!("*.example.com"), &json!(1))
    );
    let listed = list(&mock, "sort_dir=ASC")["certificates"][0].clone();
    assert_eq!((&listed["id"], &listed["deploy_support"]), (&json!(id), &json!(true)));
    assert_eq!(
        (&listed["expire_time"], &listed["domain_id"]),
        (&shown["not_after"], &json!("certmock"))
    );
}
