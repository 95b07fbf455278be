//! Requests that are refused as a whole, and that change nothing.

use serde_json::{Value, json};

use super::{BINDINGS, MODIFY, bind, binding, domain, infos, upload, with};
use crate::material::pem;
use crate::tencent::client::{Client, SSL};

const DOMAIN: &str = "www.example.com";

fn one() -> Client {
    with(&json!([domain(DOMAIN)]))
}

fn modify(live: &Client, parameters: Value) -> String {
    let mut parameters = parameters;
    parameters["DomainInfos"] = infos(&[(DOMAIN, 1)]);
    live.refuse(MODIFY, &parameters)
}

#[test]
fn texts_that_are_no_pair_are_refused_for_what_is_wrong_with_them() {
    let live = one();
    let given = |member: &str, text: &str| (member.to_owned(), json!(text));
    let (certificate, key) = ("CertificatePublicKey", "CertificatePrivateKey");
    let pair = |certificate_text: &str, key_text: &str| {
        Value::Object(
            [given(certificate, certificate_text), given(key, key_text)].into_iter().collect(),
        )
    };
    let (right, right_key) = (pem("wildcard.crt"), pem("wildcard.key"));
    for (parameters, code) in [
        (json!({ certificate: right }), "CrtOrKeyNotExist"),
        (json!({ key: right_key }), "CrtOrKeyNotExist"),
        (pair(&right, &pem("rsa-2048.key")), "CrtKeyNotMatch"),
        (pair(&right, "nonsense"), "CrtKeyNotMatch"),
        (pair("nonsense", &right_key), "CrtDateNotLegal"),
        (pair(&pem("chain-wrong-signature.crt"), &pem("rsa-2048.key")), "CrtDateNotLegal"),
        (pair(&pem("expired.crt"), &pem("expired.key")), "CrtDateOverdue"),
    ] {
        assert_eq!(modify(&live, parameters), format!("InvalidParameter.{code}"));
    }
    assert_eq!(live.ask(BINDINGS, &json!({}))["TotalNum"], 0);
    let kept = live.beside(&SSL).ask("DescribeCertificates", &json!({}));
    assert_eq!(kept["TotalCount"], 0);
}

#[test]
fn an_id_that_is_of_no_certificate_that_a_domain_can_have_is_refused() {
    let live = one();
    let ssl = live.beside(&SSL);
    let authority = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let authority = ssl.ask("UploadCertificate", &authority)["CertificateId"].clone();
    let expired = upload(&live, "expired");
    for (id, code) in [
        (json!("nobody00"), "CloudCrtIdError"),
        (authority, "CloudCrtIdError"),
        (json!(expired), "CrtDateOverdue"),
    ] {
        assert_eq!(modify(&live, json!({ "CloudCertId": id })), format!("InvalidParameter.{code}"));
    }
    let revoked = upload(&live, "wildcard");
    let mut state = ssl.state();
    let certificates = state["certificates"].as_array_mut().unwrap();
    certificates.iter_mut().find(|it| it["id"] == *revoked).unwrap()["status"] = json!("revoked");
    ssl.put(&state);
    let refused = modify(&live, json!({ "CloudCertId": revoked }));
    assert_eq!(refused, "InvalidParameter.CrtDateNotLegal");
    assert_eq!(binding(&live, DOMAIN), Value::Null);
}

#[test]
fn what_makes_no_sense_is_an_error_in_a_parameter() {
    let live = one();
    let id = upload(&live, "wildcard");
    for domains in [json!([]), infos(&[(DOMAIN, 2)]), infos(&[(DOMAIN, 1), (DOMAIN, -2)])] {
        let parameters = json!({ "CloudCertId": id, "DomainInfos": domains });
        assert_eq!(live.refuse(MODIFY, &parameters), "InvalidParameter");
    }
    assert_eq!(binding(&live, DOMAIN), Value::Null);
    bind(&live, &id, &[(DOMAIN, 1)]);
    for parameters in
        [json!({ "Offset": -1 }), json!({ "Length": -1 }), json!({ "OrderBy": "Name" })]
    {
        assert_eq!(live.refuse(BINDINGS, &parameters), "InvalidParameter");
    }
    let gray = json!({ "DomainName": DOMAIN, "Type": "gray" });
    assert_eq!(live.refuse("UnBindLiveDomainCert", &gray), "InvalidParameter");
    let other = json!({ "DomainName": DOMAIN, "Type": "grey" });
    assert_eq!(live.refuse("UnBindLiveDomainCert", &other), "InvalidParameterValue");
    assert_eq!(binding(&live, DOMAIN)["CloudCertId"], id);
}

#[test]
fn a_domain_without_a_certificate_has_none_to_show_or_to_lose() {
    let live = one();
    for name in [DOMAIN, "nobody.example.com"] {
        let name = json!({ "DomainName": name });
        let shown = live.refuse("DescribeLiveDomainCert", &name);
        assert_eq!(shown, "ResourceNotFound.CrtDomainNotFound");
        assert_eq!(live.refuse("UnBindLiveDomainCert", &name), "InvalidParameter");
    }
}

#[test]
fn an_account_that_is_stopped_frozen_or_forbidden_is_told_so_whatever_it_asks() {
    let live = one();
    for (service, code) in [
        ("stopped", "StopService"),
        ("frozen", "FreezeService"),
        ("forbidden", "ForbidService"),
        ("disabled", "UserDisableService"),
    ] {
        live.put(&json!({ "service": service, "domains": [domain(DOMAIN)] }));
        let name = json!({ "DomainName": DOMAIN });
        for (action, parameters) in [
            (MODIFY, &json!({ "DomainInfos": infos(&[(DOMAIN, 1)]) })),
            (BINDINGS, &json!({})),
            ("DescribeLiveDomains", &json!({})),
            ("DescribeLiveDomain", &name),
            ("DescribeLiveDomainCert", &name),
            ("UnBindLiveDomainCert", &name),
        ] {
            let wanted = format!("ResourceNotFound.{code}");
            assert_eq!(live.refuse(action, parameters), wanted, "{action}");
        }
    }
}
