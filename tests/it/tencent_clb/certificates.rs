//! Certificates that a listener cannot have.

use serde_json::{Value, json};

use super::{HTTP, PLAIN, SNI, TCP, start, upload, upload_authority, with};
use crate::material::pem;
use crate::tencent::client::Client;

fn refused(clb: &Client, certificate: &Value) -> (String, String) {
    let listener =
        clb.refuse_saying("ModifyListener", &with(PLAIN, json!({ "Certificate": certificate })));
    let more = json!({ "Domain": "www.example.com", "Certificate": certificate });
    assert_eq!(clb.refuse_saying("ModifyDomainAttributes", &with(SNI, more)), listener);
    listener
}

fn texts(certificate: &str, key: &str) -> Value {
    json!({ "CertName": "x", "CertContent": pem(certificate), "CertKey": pem(key) })
}

#[test]
fn a_certificate_that_is_wrong_is_refused() {
    let clb = start().in_english();
    let (server, authority) = (upload(&clb, "wildcard"), upload_authority(&clb));
    let expired = upload(&clb, "expired");
    let value = "InvalidParameterValue";
    for (certificate, code, words) in [
        (json!({ "CertId": "short" }), "InvalidParameterValue.Length", "Invalid parameter length."),
        (
            json!({ "CertId": "LE-12345678" }),
            "InvalidParameterValue.Length",
            "Invalid parameter length.",
        ),
        (json!({ "CertId": "xxxxxxxx" }), value, "Query certificate 'xxxxxxxx' failed."),
        (
            json!({ "CertId": authority }),
            value,
            &*format!("Certificate '{authority}' is not a server certificate."),
        ),
        (
            json!({ "CertId": server, "SSLMode": "MUTUAL", "CertCaId": server }),
            value,
            &*format!("Certificate '{server}' is not a CA certificate."),
        ),
        (json!({ "CertId": expired }), value, &*format!("Certificate '{expired}' has expired.")),
        (
            json!({ "CertId": server, "SSLMode": "MUTUAL" }),
            value,
            "A CA certificate is required when SSLMode is MUTUAL.",
        ),
        (json!({ "CertId": server, "SSLMode": "BOTH" }), value, "SSLMode is not valid."),
        (
            json!({ "CertId": server, "SSLVerifyClient": "OFF" }),
            value,
            "SSLVerifyClient is not valid.",
        ),
        (json!({}), "MissingParameter", "Parameters are missing."),
        (json!({ "CertId": "" }), "MissingParameter", "Parameters are missing."),
        (
            json!({ "CertName": "x", "CertContent": pem("wildcard.crt") }),
            "MissingParameter",
            "Parameters are missing.",
        ),
        (
            json!({ "CertContent": pem("wildcard.crt"), "CertKey": pem("wildcard.key") }),
            "MissingParameter",
            "Parameters are missing.",
        ),
        (
            texts("wildcard.crt", "rsa-2048.key"),
            "InvalidParameter.FormatError",
            "Incorrect parameter format.",
        ),
        (
            texts("garbage.crt", "wildcard.key"),
            "InvalidParameter.FormatError",
            "Incorrect parameter format.",
        ),
        (
            texts("wildcard.crt", "wildcard.crt"),
            "InvalidParameter.FormatError",
            "Incorrect parameter format.",
        ),
        (texts("expired.crt", "expired.key"), value, "The certificate has expired."),
    ] {
        assert_eq!(
            refused(&clb, &certificate),
            (code.to_owned(), words.to_owned()),
            "{certificate}"
        );
    }
    let mut clients = texts("wildcard.crt", "wildcard.key");
    clients["SSLMode"] = json!("MUTUAL");
    clients["CertCaName"] = json!("y");
    clients["CertCaContent"] = json!(pem("rsa-2048.crt"));
    assert_eq!(refused(&clb, &clients).0, value);
    clients["CertCaContent"] = json!("no PEM");
    assert_eq!(refused(&clb, &clients).0, "InvalidParameter.FormatError");
}

#[test]
fn several_certificates_that_do_not_go_together_are_refused() {
    let clb = start();
    let (rsa, other, ec, authority) = (
        upload(&clb, "rsa-2048"),
        upload(&clb, "rsa-4096"),
        upload(&clb, "ec-p256"),
        upload_authority(&clb),
    );
    let text = json!({ "CertName": "x", "CertContent": pem("rsa-4096.crt"), "CertKey": pem("rsa-4096.key") });
    for (mode, list, code) in [
        (
            "UNIDIRECTIONAL",
            json!([{ "CertId": rsa }, { "CertId": other }]),
            "InvalidParameterValue",
        ),
        ("UNIDIRECTIONAL", json!([{ "CertId": rsa }, text]), "InvalidParameterValue"),
        ("UNIDIRECTIONAL", json!([{ "CertId": authority }]), "InvalidParameterValue"),
        (
            "UNIDIRECTIONAL",
            json!([{ "CertId": rsa }, { "CertId": authority }, { "CertId": authority }]),
            "InvalidParameterValue",
        ),
        ("MUTUAL", json!([{ "CertId": rsa }, { "CertId": ec }]), "InvalidParameterValue"),
        ("UNIDIRECTIONAL", json!([]), "MissingParameter"),
        ("UNIDIRECTIONAL", json!([{ "CertId": rsa }, {}]), "MissingParameter"),
        ("UNIDIRECTIONAL", json!([{ "CertId": "xxxxxxxx" }]), "InvalidParameterValue"),
    ] {
        let several = json!({ "SSLMode": mode, "CertList": list });
        let more = json!({ "MultiCertInfo": several });
        assert_eq!(clb.refuse("ModifyListener", &with(PLAIN, more)), code, "{several}");
    }
    let both = json!({ "Certificate": { "CertId": rsa }, "MultiCertInfo": { "SSLMode": "UNIDIRECTIONAL", "CertList": [{ "CertId": rsa }] } });
    assert_eq!(clb.refuse("ModifyListener", &with(PLAIN, both)), "InvalidParameterValue");
}

#[test]
fn a_listener_that_has_no_certificates_is_given_none() {
    let clb = start();
    let id = upload(&clb, "wildcard");
    for listener in [TCP, HTTP] {
        let one = json!({ "Certificate": { "CertId": id } });
        assert_eq!(clb.refuse("ModifyListener", &with(listener, one)), "InvalidParameterValue");
    }
}
