//! `ReplaceCertificate`: every error that its page documents, and what it does.

use certmock::internals::x509::{Certificate, Chain, PrivateKey};
use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config};
use rcgen::{
    CertificateParams, DnType, KeyPair, PKCS_ECDSA_P384_SHA384, PKCS_RSA_SHA256, RsaKeySize,
};
use serde_json::{Value, json};
use time::Duration;
use time::macros::datetime;

use super::{apply, issued};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

fn replace(id: &str) -> Value {
    json!({ "CertificateId": id, "ValidType": "DNS" })
}

fn with(id: &str, change: &Value) -> Value {
    let mut parameters = replace(id);
    for (name, value) in change.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    parameters
}

fn detail(ssl: &Client, id: &str) -> Value {
    ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }))
}

fn csr(domain: &str, key: &KeyPair) -> String {
    let mut params = CertificateParams::new([domain.to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, domain);
    params.serialize_request(key).unwrap().pem().unwrap()
}

fn rsa() -> KeyPair {
    KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap()
}

/// A paid certificate that is issued.
fn bought(ssl: &Client, domain: &str) -> String {
    let product = json!({ "ProductId": 12, "DomainNum": 1, "TimeSpan": 1 });
    let id = ssl.ask("CreateCertificate", &product)["CertificateIds"][0].clone();
    let information = json!({
        "CertId": id, "GenCsrType": "online", "CertCommonName": domain, "CompanyType": 1,
        "CompanyId": "1", "CsrEncryptAlgo": "ECC",
    });
    ssl.ask("CertificateInfoSubmit", &information);
    ssl.ask("CertificateOrderSubmit", &json!({ "CertId": id, "VerifyType": "DNS_AUTO" }));
    id.as_str().unwrap().to_owned()
}

#[test]
fn a_reissue_has_a_new_id_and_both_are_linked_while_it_waits_and_after() {
    let ssl = Client::ssl();
    let old = issued(&ssl, "www.test.com");
    let before = detail(&ssl, &old);
    let new = ssl.ask("ReplaceCertificate", &replace(&old))["CertificateId"].clone();
    let new = new.as_str().unwrap();
    assert_ne!(new, old);
    let waiting = detail(&ssl, new);
    assert_eq!(waiting["Status"], 0);
    assert!(waiting["DvAuthDetail"]["DvAuthValue"].is_string());
    // The service names the links the other way round.
    assert_eq!(waiting["CertificateExtra"]["ReplacedBy"], old);
    let original = detail(&ssl, &old);
    assert_eq!(original["Status"], 11);
    assert_eq!(original["CertificateExtra"]["ReplacedFor"], new);
    ssl.ask("CompleteCertificate", &json!({ "CertificateId": new }));
    let done = detail(&ssl, new);
    assert_eq!((&done["Status"], &detail(&ssl, &old)["Status"]), (&json!(1), &json!(1)));
    assert_eq!(done["CertEndTime"], before["CertEndTime"]);
    assert_ne!(done["CertFingerprint"], before["CertFingerprint"]);
    // The original key, where nothing else is asked for.
    assert_eq!(done["CertificatePrivateKey"], before["CertificatePrivateKey"]);
    let leaf = Certificate::from_pem(done["CertificatePublicKey"].as_str().unwrap()).unwrap();
    let key = PrivateKey::from_pem(before["CertificatePrivateKey"].as_str().unwrap()).unwrap();
    leaf.matches(&key).unwrap();
    let logs = ssl.ask("DescribeCertificateOperateLogs", &json!({}));
    assert!(logs["OperateLogs"].as_array().unwrap().iter().any(|log| log["Type"] == "replace"));
}

#[test]
fn a_record_that_the_service_adds_reissues_by_itself() {
    let issue = Script { pace: Pace::Reads(1), end: End::Success };
    let paces = Paces::default().with("tencent_ssl.issue", issue);
    let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
    let old = issued(&ssl, "www.test.com");
    detail(&ssl, &old);
    let parameters = with(&old, &json!({ "ValidType": "DNS_AUTO", "CsrType": "Online" }));
    let new = ssl.ask("ReplaceCertificate", &parameters)["CertificateId"].clone();
    let new = new.as_str().unwrap();
    assert_eq!(detail(&ssl, new)["Status"], 4);
    assert_eq!([&detail(&ssl, new)["Status"], &detail(&ssl, &old)["Status"]], [1, 1]);
}

#[test]
fn a_fresh_key_and_an_uploaded_request_are_issued_for() {
    let ssl = Client::ssl();
    let old = issued(&ssl, "www.test.com");
    let online =
        json!({ "ValidType": "DNS_AUTO", "CsrType": "online", "CertCSREncryptAlgo": "RSA" });
    let new = ssl.ask("ReplaceCertificate", &with(&old, &online))["CertificateId"].clone();
    let fresh = detail(&ssl, new.as_str().unwrap());
    assert_ne!(fresh["CertificatePrivateKey"], detail(&ssl, &old)["CertificatePrivateKey"]);
    let other = issued(&ssl, "api.test.com");
    let key = rsa();
    // The vendor's own example has its line ends as a backslash and an n.
    let text = csr("api.test.com", &key).replace('\n', "\\n");
    let upload = json!({ "ValidType": "DNS_AUTO", "CsrType": "Upload", "CsrContent": text });
    let new = ssl.ask("ReplaceCertificate", &with(&other, &upload))["CertificateId"].clone();
    let uploaded = detail(&ssl, new.as_str().unwrap());
    assert_eq!(uploaded["CertificatePrivateKey"], Value::Null);
    let chain = Chain::from_pem(uploaded["CertificatePublicKey"].as_str().unwrap()).unwrap();
    chain.links().unwrap();
    chain.leaf().matches(&PrivateKey::from_pem(&key.serialize_pem()).unwrap()).unwrap();
}

#[test]
fn a_paid_certificate_is_reissued_again_and_with_any_algorithm() {
    let ssl = Client::ssl();
    let id = bought(&ssl, "*.shop.com");
    for (algorithm, parameter, shown) in [
        ("ECC", "secp384r1", "ECC secp384r1"),
        ("RSA", "3072", "RSA 3072"),
        ("RSA", "4096", "RSA 4096"),
    ] {
        let change = json!({
            "ValidType": "DNS_AUTO", "CsrType": "Online", "CertCSREncryptAlgo": algorithm,
            "CertCSRKeyParameter": parameter, "UseCrossSignRoot": false, "SignAlgo": "SHA256",
        });
        let new = ssl.ask("ReplaceCertificate", &with(&id, &change))["CertificateId"].clone();
        let detail = detail(&ssl, new.as_str().unwrap());
        assert_eq!((&detail["Status"], &detail["EncryptAlgorithm"]), (&json!(1), &json!(shown)));
        assert_eq!(detail["UseCrossSignRoot"], false);
    }
    let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
    let change = json!({
        "ValidType": "DNS_AUTO", "CsrType": "Upload", "CsrContent": csr("*.shop.com", &key),
    });
    ssl.ask("ReplaceCertificate", &with(&id, &change));
}

#[test]
fn what_is_unknown_uploaded_or_not_issued_is_not_reissued() {
    let ssl = Client::ssl();
    let refused = |id: &str| ssl.refuse("ReplaceCertificate", &replace(id));
    assert_eq!(refused("nobody00"), "FailedOperation.CertificateNotFound");
    let upload = json!({
        "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"),
    });
    let uploaded = ssl.ask("UploadCertificate", &upload)["CertificateId"].clone();
    assert_eq!(refused(uploaded.as_str().unwrap()), "FailedOperation.InvalidCertificateSource");
    let pending = apply(&ssl, "DNS", "www.test.com");
    assert_eq!(refused(&pending), "FailedOperation.InvalidCertificateStatusCode");
}

#[test]
fn a_certificate_near_its_end_is_renewed_and_not_reissued() {
    let at = |days| {
        let moment = datetime!(2026-03-01 00:00 UTC) + Duration::days(days);
        Client::ssl_of(Mock::with(Config { clock: Clock::Frozen(moment), ..Config::default() }))
    };
    let ssl = at(0);
    let id = issued(&ssl, "www.test.com");
    for (days, code) in
        [(61, "InvalidCertificateStatusCode"), (100, "InvalidCertificateStatusCode")]
    {
        let later = at(days);
        later.put(&ssl.state());
        let refused = later.refuse("ReplaceCertificate", &replace(&id));
        assert_eq!(refused, format!("FailedOperation.{code}"), "{days}");
    }
    let later = at(59);
    later.put(&ssl.state());
    later.ask("ReplaceCertificate", &replace(&id));
}

#[test]
fn a_free_certificate_is_reissued_once_and_its_reissue_never() {
    let ssl = Client::ssl();
    let old = issued(&ssl, "www.test.com");
    let automatic = json!({ "ValidType": "DNS_AUTO" });
    let new = ssl.ask("ReplaceCertificate", &with(&old, &automatic))["CertificateId"].clone();
    for id in [&*old, new.as_str().unwrap()] {
        let (code, words) = ssl.refuse_saying("ReplaceCertificate", &replace(id));
        assert_eq!(code, "FailedOperation.OrderAlreadyReplaced");
        assert_eq!(words, "该订单已重签发。");
    }
    // A reissue that was cancelled is none.
    let other = issued(&ssl, "www.other.com");
    let cancelled = ssl.ask("ReplaceCertificate", &replace(&other))["CertificateId"].clone();
    let code = ssl.refuse("ReplaceCertificate", &replace(&other));
    assert_eq!(code, "FailedOperation.OrderAlreadyReplaced");
    ssl.ask("CancelCertificateOrder", &json!({ "CertificateId": cancelled }));
    assert_eq!(detail(&ssl, &other)["Status"], 1);
    ssl.ask("ReplaceCertificate", &replace(&other));
}

#[test]
fn parameters_that_are_wrong_together_are_refused() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let good = csr("www.test.com", &rsa());
    let tampered = {
        // Another byte in the signature, at the end of the request.
        let mut lines: Vec<_> = good.trim_end().lines().map(str::to_owned).collect();
        let last = lines.len() - 3;
        let other = if lines[last].starts_with('A') { "B" } else { "A" };
        lines[last].replace_range(..1, other);
        lines.join("\n")
    };
    let empty = "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----";
    let weak = pem("rsa-2048.crt");
    for (change, code) in [
        (json!({ "ValidType": "EMAIL" }), "InvalidParam"),
        (json!({ "CsrType": "Other" }), "InvalidParam"),
        (json!({ "CsrType": "Upload" }), "InvalidParam"),
        (json!({ "CsrType": "Upload", "CsrContent": "no request" }), "InvalidParam"),
        (json!({ "CsrType": "Upload", "CsrContent": weak }), "InvalidParam"),
        (json!({ "CsrType": "Upload", "CsrContent": csr("other.com", &rsa()) }), "InvalidParam"),
        (json!({ "CsrType": "Upload", "CsrContent": tampered }), "CertificateMismatch"),
        (json!({ "CsrType": "Upload", "CsrContent": empty }), "CertificateInvalid"),
        (json!({ "CsrType": "Online", "CertCSRKeyParameter": "1024" }), "InvalidParam"),
        (json!({ "CsrType": "Online", "CsrkeyPassword": "p" }), "InvalidParam"),
        (json!({ "SignAlgo": "MD5" }), "InvalidParam"),
    ] {
        let refused = ssl.refuse("ReplaceCertificate", &with(&id, &change));
        assert_eq!(refused, format!("FailedOperation.{code}"), "{change}");
    }
    let missing = json!({ "CertificateId": id });
    assert_eq!(ssl.refuse("ReplaceCertificate", &missing), "MissingParameter");
    assert_eq!(detail(&ssl, &id)["Status"], 1);
}

#[test]
fn a_free_certificate_stays_with_rsa_2048() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
    for change in [
        json!({ "CsrType": "Online", "CertCSREncryptAlgo": "ECC" }),
        json!({ "CsrType": "Online", "CertCSRKeyParameter": "4096" }),
        json!({ "CsrType": "Upload", "CsrContent": csr("www.test.com", &key) }),
    ] {
        let refused = ssl.refuse("ReplaceCertificate", &with(&id, &change));
        assert_eq!(refused, "InvalidParameter.RenewAlgorithmInvalid", "{change}");
    }
    let sm2 = json!({ "CsrType": "Online", "CertCSREncryptAlgo": "SM2" });
    let (code, words) = ssl.refuse_saying("ReplaceCertificate", &with(&id, &sm2));
    assert_eq!(code, "InvalidParameter.RenewAlgorithmInvalid");
    assert_eq!(words, "certmock does not issue certificates for SM2.");
}

#[test]
fn one_certificate_of_a_main_domain_is_reissued_at_a_time() {
    let ssl = Client::ssl();
    let (first, second) = (issued(&ssl, "a.test.com"), issued(&ssl, "b.test.com"));
    let other = issued(&ssl, "a.other.com");
    let pending = ssl.ask("ReplaceCertificate", &replace(&first))["CertificateId"].clone();
    let code = ssl.refuse("ReplaceCertificate", &replace(&second));
    assert_eq!(code, "FailedOperation.OrderReplaceFailed");
    ssl.ask("ReplaceCertificate", &replace(&other));
    ssl.ask("CompleteCertificate", &json!({ "CertificateId": pending }));
    ssl.ask("ReplaceCertificate", &replace(&second));
}

#[test]
fn the_account_the_authority_and_a_lost_order_stand_in_the_way() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let state = ssl.state();
    for (member, value, code) in [
        ("forbidden_projects", json!([0]), "NoProjectPermission"),
        ("real_name_verified", json!(false), "NoRealNameAuth"),
        ("authority", json!("busy"), "NetworkError"),
        ("authority", json!("refusing"), "OrderReplaceFailed"),
    ] {
        let mut changed = state.clone();
        changed[member] = value;
        ssl.put(&changed);
        let refused = ssl.refuse("ReplaceCertificate", &replace(&id));
        assert_eq!(refused, format!("FailedOperation.{code}"));
    }
    let mut lost = state;
    lost["certificates"][0]["order"] = Value::Null;
    ssl.put(&lost);
    let refused = ssl.refuse("ReplaceCertificate", &replace(&id));
    assert_eq!(refused, "FailedOperation.CannotGetOrder");
}
