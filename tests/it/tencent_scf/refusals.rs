//! What is refused, and changes nothing.

use serde_json::{Value, json};

use super::{CREATE, DELETE, DOMAIN, GET, LIST, UPDATE, change, https, new, one, show, upload};
use crate::material::pem;
use crate::tencent::client::SSL;

#[test]
fn a_domain_that_is_not_there_is_not_shown_changed_or_deleted() {
    let scf = one();
    for name in [json!({ "Domain": "api.example.com" }), json!({})] {
        for action in [GET, DELETE] {
            assert_eq!(scf.refuse(action, &name), "FailedOperation.Domain.UnExist");
        }
    }
    let (code, words) = scf.refuse_saying(UPDATE, &json!({ "Domain": "api.example.com" }));
    assert_eq!((&*code, &*words), ("FailedOperation.Domain.UnExist", "自定义域名不存在"));
}

#[test]
fn https_has_a_certificate_that_is_for_the_domain() {
    let scf = one();
    let ssl = scf.beside(&SSL);
    let authority = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let authority = ssl.ask("UploadCertificate", &authority)["CertificateId"].clone();
    let (expired, other) = (upload(&scf, "expired"), upload(&scf, "ec-p256"));
    let before = scf.state();
    for more in [
        json!({ "Protocol": "HTTPS" }),
        json!({ "Protocol": "HTTP&HTTPS" }),
        json!({ "Protocol": "HTTPS", "CertConfig": {} }),
        https(""),
        https("nobody00"),
        https(&expired),
        https(&other),
        https(authority.as_str().unwrap()),
    ] {
        assert_eq!(scf.refuse(UPDATE, &change(&more)), "FailedOperation.Ssl", "{more}");
        let created = scf.refuse(CREATE, &new("api.example.com", &more));
        assert_eq!(created, "FailedOperation.Ssl", "{more}");
    }
    assert_eq!(scf.refuse(UPDATE, &change(&json!({ "Protocol": "FTP" }))), "FailedOperation.Ssl");
    assert_eq!(scf.state(), before);
    // Where there is one it is not taken away while HTTPS goes on.
    let id = upload(&scf, "wildcard");
    scf.ask(UPDATE, &change(&https(&id)));
    let none = json!({ "CertConfig": { "CertificateId": "" } });
    assert_eq!(scf.refuse(UPDATE, &change(&none)), "FailedOperation.Ssl");
    assert_eq!(show(&scf)["CertConfig"]["CertificateId"], id);
}

#[test]
fn a_domain_that_cannot_be_added_is_refused() {
    let scf = one();
    let before = scf.state();
    let none = json!({});
    for name in
        [DOMAIN, "WWW.example.com", "*.example.com", "localhost", "-a.example.com", "a..b", ""]
    {
        assert_eq!(scf.refuse(CREATE, &new(name, &none)), "InvalidParameterValue.Domain", "{name}");
    }
    for more in [json!({ "Protocol": "FTP" }), json!({ "WafConfig": { "WafOpen": "MAYBE" } })] {
        let refused = scf.refuse(CREATE, &new("api.example.com", &more));
        assert_eq!(refused, "InvalidParameterValue.Domain");
    }
    assert_eq!(scf.state(), before);
}

#[test]
fn a_page_and_an_order_that_cannot_be_are_refused() {
    let scf = one();
    let refused = |parameters: Value| scf.refuse(LIST, &parameters);
    for limit in [0, 101] {
        assert_eq!(refused(json!({ "Limit": limit })), "InvalidParameterValue.Limit");
    }
    for parameters in [json!({ "Order": "desc" }), json!({ "OrderBy": "Domain" })] {
        assert_eq!(refused(parameters), "InvalidParameterValue.Order");
    }
}
