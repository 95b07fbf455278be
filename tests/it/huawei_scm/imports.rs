//! What is imported and what is not.

use rcgen::{CertificateParams, DistinguishedName, KeyPair};
use serde_json::{Value, json};

use super::{creation, import, imported, list, names, refused};
use crate::material::pem;
use crate::mock::Mock;

#[test]
fn names_have_3_to_63_letters_digits_and_signs() {
    let mock = Mock::start();
    for name in ["abc", "certimate-1700000000000", "a.b_c-D", &"n".repeat(63)] {
        imported(&mock, name, "rsa-2048");
    }
    for name in ["", "ab", "a b", "名字名字", &"n".repeat(64)] {
        let answer = import(&mock, &creation(name, "rsa-2048"));
        refused(&answer, 400, "SCM.0032", "Incorrect certificate name.");
    }
}

#[test]
fn keys_of_every_kind_are_taken_and_so_is_what_ended_or_has_not_begun() {
    let mock = Mock::start();
    for material in [
        "rsa-1024",
        "rsa-4096",
        "ec-p256",
        "ec-p384",
        "ed25519",
        "self-signed",
        "not-yet-valid",
        "expired",
    ] {
        imported(&mock, material, material);
    }
    let mut pkcs1 = creation("pkcs1", "rsa-2048");
    pkcs1["private_key"] = pem("rsa-2048.pkcs1.key").into();
    import(&mock, &pkcs1).expect(200);
    let listed = list(&mock, "content=expired");
    assert_eq!(listed["certificates"][0]["status"], "EXPIRED");
    assert_eq!(listed["certificates"][0]["deploy_support"], false);
}

#[track_caller]
fn changed(mock: &Mock, member: &str, value: Value, status: u16, code: &str) {
    let mut body = creation("site", "rsa-2048");
    body[member] = value;
    let answer = import(mock, &body);
    assert_eq!(answer.expect(status)["error_code"], code, "{member}: {}", answer.text());
}

#[test]
fn what_is_no_pair_is_refused_by_what_is_wrong_with_it() {
    let mock = Mock::start();
    for certificate in ["", "x", &pem("garbage.crt"), &pem("rsa-2048.key")] {
        changed(&mock, "certificate", certificate.into(), 400, "SCM.0006");
    }
    changed(&mock, "private_key", "".into(), 400, "SCM.0059");
    for key in ["x", &pem("encrypted.key"), &pem("secp256k1.key"), &pem("rsa-2048.crt")] {
        changed(&mock, "private_key", key.into(), 400, "SCM.0012");
    }
    for chain in ["x", &pem("garbage.crt"), &pem("rsa-2048.key")] {
        changed(&mock, "certificate_chain", chain.into(), 400, "SCM.0013");
    }
    changed(&mock, "private_key", pem("mismatched.key").into(), 400, "SCM.0014");
    changed(&mock, "certificate", pem("root.crt").into(), 400, "SCM.0070");
    assert_eq!(list(&mock, "")["total_count"], 0);
}

#[test]
fn a_certificate_without_a_domain_is_refused() {
    let mock = Mock::start();
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    let certificate = params.self_signed(&key).unwrap().pem();
    let body =
        json!({ "name": "nobody", "certificate": certificate, "private_key": key.serialize_pem() });
    let words =
        "Failed to upload the certificate because no domain name is bound to the certificate.";
    refused(&import(&mock, &body), 400, "SCM.0009", words);
}

#[test]
fn members_that_are_missing_of_another_type_or_too_long_are_refused() {
    let mock = Mock::start();
    for member in ["name", "certificate", "private_key"] {
        changed(&mock, member, Value::Null, 400, "SCM.0005");
        changed(&mock, member, json!(1), 400, "SCM.0005");
    }
    changed(&mock, "duplicate_check", json!("yes"), 400, "SCM.0005");
    changed(&mock, "certificate", "x".repeat(12_289).into(), 400, "SCM.0005");
    changed(&mock, "certificate_chain", "x".repeat(8193).into(), 400, "SCM.0005");
    changed(&mock, "private_key", "x".repeat(4097).into(), 400, "SCM.0005");
    changed(&mock, "enterprise_project_id", "x".repeat(65).into(), 400, "SCM.0005");
    for body in ["", "x", "[]"] {
        let answer = super::ask(&mock, "ImportCertificate", &[]).body(body).send();
        refused(&answer, 400, "SCM.0005", "Incorrect request parameter.");
    }
}

#[test]
fn the_same_certificate_comes_twice_unless_that_is_not_wanted() {
    let mock = Mock::start();
    let mut body = creation("first", "rsa-2048");
    let first = import(&mock, &body).expect(200);
    let second = import(&mock, &body).expect(200);
    assert_ne!(first, second, "in one millisecond, too");
    body["duplicate_check"] = false.into();
    import(&mock, &body).expect(200);
    body["duplicate_check"] = true.into();
    refused(&import(&mock, &body), 400, "SCM.0005", "Incorrect request parameter.");
    let mut other = creation("other", "ec-p256");
    other["duplicate_check"] = true.into();
    import(&mock, &other).expect(200);
    assert_eq!(names(&list(&mock, "limit=1")), ["other"]);
}
