//! The domains that a certificate is for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{bind, upload, with};
use crate::material::pem;

const ACTION: &str = "DescribeCertDomains";

#[test]
fn the_domains_that_a_certificate_is_for_are_listed_and_those_that_have_one() {
    let domain = |name: &str| json!({ "domain": name, "created": "2026-01-01T00:00:00Z" });
    let mut rejected = domain("r.example.com");
    rejected["status"] = json!("rejected");
    let mut other = domain("e.example.com");
    other["product"] = json!("ecdn");
    let cdn = with(&json!([
        domain("a.example.com"),
        domain("b.example.com"),
        domain("deep.a.example.com"),
        rejected,
        other
    ]));
    let id = upload(&cdn, "wildcard");
    bind(&cdn, "a.example.com", &id);
    let packed = STANDARD.encode(pem("wildcard.crt"));
    for asked in [
        json!({ "CertId": id, "Product": "cdn" }),
        json!({ "Cert": packed }),
        json!({ "Cert": pem("wildcard.crt") }),
    ] {
        let reply = cdn.ask(ACTION, &asked);
        assert_eq!(reply["Domains"], json!(["b.example.com", "a.example.com"]));
        assert_eq!(reply["CertifiedDomains"], json!(["a.example.com"]));
    }
    let reply = cdn.ask(ACTION, &json!({ "CertId": id, "Product": "ecdn" }));
    assert_eq!(
        (&reply["Domains"], &reply["CertifiedDomains"]),
        (&json!(["e.example.com"]), &json!([]))
    );
}

#[test]
fn what_is_no_certificate_has_no_domains() {
    let cdn = with(&json!([]));
    for (asked, code) in [
        (json!({}), "CdnParamError"),
        (json!({ "CertId": "nosuchid", "Product": "x" }), "CdnParamError"),
        (json!({ "CertId": "nosuchid" }), "CdnCertNoCertInfo"),
        (json!({ "Cert": "no base64" }), "CdnCertNotPem"),
        (json!({ "Cert": STANDARD.encode("no PEM") }), "CdnCertNotPem"),
        (json!({ "Cert": pem("garbage.crt") }), "CdnCertNotPem"),
    ] {
        assert_eq!(cdn.refuse(ACTION, &asked), format!("InvalidParameter.{code}"), "{asked}");
    }
}
