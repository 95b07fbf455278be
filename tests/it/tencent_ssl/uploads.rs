//! Uploading certificates, and asking whether they could be.

use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P384_SHA384};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::material::{pair, pem};
use crate::tencent::client::Client;

fn upload(certificate: &str, private_key: &str) -> Value {
    json!({ "CertificatePublicKey": pem(certificate), "CertificatePrivateKey": pem(private_key) })
}

fn with(mut parameters: Value, name: &str, value: impl Into<Value>) -> Value {
    parameters[name] = value.into();
    parameters
}

#[test]
fn an_uploaded_certificate_is_issued_at_once_and_shown_as_it_was_sent() {
    let ssl = Client::ssl();
    let parameters = upload("several-names.crt", "several-names.key");
    let parameters = with(parameters, "Alias", "new one");
    let made = ssl.ask("UploadCertificate", &parameters);
    assert_eq!(made["RepeatCertId"], "");
    let id = made["CertificateId"].as_str().unwrap();
    assert!(id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{id}");
    let detail = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    for (name, value) in [
        ("From", json!("upload")),
        ("Status", json!(1)),
        ("StatusName", json!("已颁发")),
        ("CertificateType", json!("SVR")),
        ("Alias", json!("new one")),
        ("ProjectId", json!("0")),
        ("PackageType", Value::Null),
        ("OrderId", Value::Null),
        ("VerifyType", Value::Null),
        ("TypeName", Value::Null),
        ("HostingStatus", json!(-1)),
        ("CertBeginTime", json!("2026-01-01 08:00:00")),
        ("EncryptAlgorithm", json!("ECC prime256v1")),
        ("ProductZhName", json!("certmock test intermediate")),
    ] {
        assert_eq!(detail[name], value, "{name}");
    }
    let (certificate, private_key) = pair("several-names");
    assert_eq!(detail["CertificatePublicKey"], certificate);
    assert_eq!(detail["CertificatePrivateKey"], private_key);
    // The service leaves the main domain out of the names of the detail, and only there.
    let shown = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
    let all = shown["SubjectAltName"].as_array().unwrap();
    assert_eq!(all[0], shown["Domain"]);
    assert_eq!(detail["SubjectAltName"].as_array().unwrap()[..], all[1..]);
    let fingerprint = detail["CertFingerprint"].as_str().unwrap();
    assert_eq!(fingerprint, fingerprint.to_uppercase());
    let chain = detail["CertChainInfo"].as_array().unwrap();
    assert_eq!(chain.len(), 2);
    assert_eq!(chain[0]["Fingerprint"], fingerprint.to_lowercase());
    assert_eq!(chain[0]["Issuer"], chain[1]["Subject"]);
}

#[test]
fn keys_of_every_usual_kind_and_form_are_taken() {
    let ssl = Client::ssl();
    for (certificate, private_key) in [
        ("rsa-2048.crt", "rsa-2048.pkcs1.key"),
        ("rsa-4096.crt", "rsa-4096.key"),
        ("ec-p256.crt", "ec-p256.sec1.key"),
        ("ec-p384.crt", "ec-p384.key"),
        ("self-signed.crt", "self-signed.key"),
        ("wildcard.crt", "wildcard.key"),
    ] {
        let made = ssl.ask("UploadCertificate", &upload(certificate, private_key));
        let id = &made["CertificateId"];
        let shown = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
        assert_eq!(shown["IsWildcard"], certificate == "wildcard.crt");
    }
}

#[test]
fn what_is_wrong_with_a_certificate_has_its_own_error() {
    let ssl = Client::ssl();
    for (certificate, private_key, code) in [
        ("garbage.crt", "rsa-2048.key", "CertificateParseError"),
        ("rsa-2048.key", "rsa-2048.key", "CertificateParseError"),
        ("rsa-2048.crt", "rsa-2048.crt", "CertificateParseError"),
        ("rsa-2048.crt", "encrypted.key", "CertificateParseError"),
        ("rsa-2048.crt", "mismatched.key", "CertificateMatchError"),
        ("rsa-2048.crt", "ec-p256.key", "CertificateMatchError"),
        ("chain-issuer-missing.crt", "rsa-2048.key", "CertificateChainError"),
        ("chain-parent-later.crt", "rsa-2048.key", "CertificateChainError"),
        ("chain-wrong-signature.crt", "rsa-2048.key", "CertificateChainError"),
        ("rsa-2048.crt", "secp256k1.key", "CertificateInvalid"),
    ] {
        let refused = ssl.refuse("UploadCertificate", &upload(certificate, private_key));
        assert_eq!(refused, format!("FailedOperation.{code}"), "{certificate} {private_key}");
    }
    let refused = |parameters: &Value| ssl.refuse("UploadCertificate", parameters);
    let right = || upload("rsa-2048.crt", "rsa-2048.key");
    assert_eq!(
        refused(&json!({ "CertificatePublicKey": pem("rsa-2048.crt") })),
        "InvalidParameter.MissMatchPrivateKey"
    );
    assert_eq!(refused(&with(right(), "CertificateType", "XYZ")), "FailedOperation.InvalidParam");
    let long = "a".repeat(201);
    assert_eq!(refused(&with(right(), "Alias", long)), "FailedOperation.InvalidParam");
    let locked = with(upload("rsa-2048.crt", "encrypted.key"), "KeyPassword", "certmock");
    let (code, words) = ssl.refuse_saying("UploadCertificate", &locked);
    assert_eq!(code, "InvalidParameter.WithDetailReason");
    assert!(words.starts_with("certmock does not decrypt private keys"), "{words}");
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 0);
}

#[test]
fn a_key_of_sm2_is_of_another_standard() {
    // The curve's identifier takes the place of secp256k1's, which is as long in this key's DER
    // after its lengths are made to fit.
    let der = [
        "302e0201003013",
        "0607",
        "2a8648ce3d0201",
        "0608",
        "2a811ccf5501822d",
        "0414",
        "3012020101040d",
        "00112233445566778899aabbcc",
    ];
    let bytes: Vec<u8> = der
        .concat()
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    let key = certmock::internals::pem::encode("PRIVATE KEY", &bytes);
    let ssl = Client::ssl();
    let parameters =
        json!({ "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": key });
    let refused = ssl.refuse("UploadCertificate", &parameters);
    assert_eq!(refused, "FailedOperation.CertificateEncryptInvalid");
}

#[test]
fn an_authority_is_uploaded_without_a_key_and_a_server_is_none() {
    let ssl = Client::ssl();
    let of = |file| json!({ "CertificatePublicKey": pem(file), "CertificateType": "CA" });
    let id = ssl.ask("UploadCertificate", &of("ca.crt"))["CertificateId"].clone();
    let shown = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    assert_eq!(shown["CertificateType"], "CA");
    assert_eq!(shown["CertificatePrivateKey"], Value::Null);
    let (code, words) = ssl.refuse_saying("UploadCertificate", &of("rsa-2048.crt"));
    assert_eq!(code, "FailedOperation.CertificateCaError");
    assert!(words.starts_with("温馨提示："), "{words}");
}

#[test]
fn a_duplicate_is_a_new_certificate_unless_it_may_not_be_repeated() {
    let ssl = Client::ssl();
    let parameters = upload("rsa-2048.crt", "rsa-2048.key");
    let id = |reply: &Value| reply["CertificateId"].as_str().unwrap().to_owned();
    let first = id(&ssl.ask("UploadCertificate", &parameters));
    let second = id(&ssl.ask("UploadCertificate", &with(parameters.clone(), "Repeatable", true)));
    assert_ne!(first, second);
    let third = ssl.ask("UploadCertificate", &with(parameters.clone(), "Repeatable", false));
    assert_eq!((id(&third), third["RepeatCertId"].clone()), (first.clone(), json!(first)));
    let exists = json!({ "CertificatePublicKey": pem("rsa-2048.crt") });
    assert_eq!(ssl.ask("CheckCertificateExist", &exists)["RepeatCertId"], first);
    ssl.ask("DeleteCertificate", &json!({ "CertificateId": first }));
    let fourth = ssl.ask("UploadCertificate", &with(parameters, "Repeatable", false));
    assert_eq!(id(&fourth), second);
    let other = json!({ "CertificatePublicKey": pem("ec-p256.crt") });
    assert_eq!(ssl.ask("CheckCertificateExist", &other)["RepeatCertId"], "");
    let none = json!({ "CertificatePublicKey": "x" });
    assert_eq!(ssl.refuse("CheckCertificateExist", &none), "FailedOperation.InvalidParam");
}

#[test]
fn a_chain_is_told_from_one_that_is_broken() {
    let ssl = Client::ssl();
    let check =
        |file: &str| ssl.ask("CheckCertificateChain", &json!({ "CertificateChain": pem(file) }));
    let whole = check("rsa-2048.crt");
    assert_eq!((&whole["IsValid"], &whole["IsTrustedCA"]), (&json!(true), &json!(true)));
    assert_eq!(whole["Chains"], json!(["www.example.com", "certmock test intermediate"]));
    assert_eq!(check("chain-wrong-signature.crt")["IsValid"], false);
    assert_eq!(check("self-signed.crt")["IsTrustedCA"], false);
    let (code, _) =
        ssl.refuse_saying("CheckCertificateChain", &json!({ "CertificateChain": "none" }));
    assert_eq!(code, "FailedOperation.CertificateInvalid");
}

#[test]
fn aliases_projects_and_notices_are_changed() {
    let ssl = Client::ssl();
    let id = ssl.ask("UploadCertificate", &upload("rsa-2048.crt", "rsa-2048.key"));
    let id = id["CertificateId"].as_str().unwrap();
    let one = json!({ "CertificateId": id });
    ssl.ask("ModifyCertificateAlias", &with(one.clone(), "Alias", "网站"));
    assert_eq!(ssl.ask("DescribeCertificate", &one)["Alias"], "网站");
    ssl.ask("ModifyCertificateAlias", &one);
    assert_eq!(ssl.ask("DescribeCertificate", &one)["Alias"], "");
    let unknown = json!({ "CertificateId": "nobody00", "Alias": "x" });
    let code = ssl.refuse("ModifyCertificateAlias", &unknown);
    assert_eq!(code, "FailedOperation.CertificateNotFound");
    let moved = ssl.ask(
        "ModifyCertificateProject",
        &json!({ "CertificateIdList": [id, "nobody00"], "ProjectId": 12 }),
    );
    assert_eq!(moved["SuccessCertificates"], json!([id]));
    assert_eq!(moved["FailCertificates"], json!(["nobody00"]));
    assert_eq!(ssl.ask("DescribeCertificate", &one)["ProjectId"], "12");
    let many = json!({ "CertificateIdList": vec!["a"; 101], "ProjectId": 1 });
    assert_eq!(ssl.refuse("ModifyCertificateProject", &many), "FailedOperation.InvalidParam");
    let switch = |ids: Value| json!({ "CertificateIds": ids, "SwitchStatus": 1 });
    ssl.ask("ModifyCertificatesExpiringNotificationSwitch", &switch(json!([id])));
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["Certificates"][0]["IsIgnore"], true);
    for (ids, code) in [
        (json!(["nobody00"]), "FailedOperation.CertificateNotFound"),
        (json!(vec!["a"; 51]), "InvalidParameter.CertificatesNumberExceeded"),
        (json!([]), "FailedOperation"),
    ] {
        let action = "ModifyCertificatesExpiringNotificationSwitch";
        assert_eq!(ssl.refuse(action, &switch(ids)), code);
    }
}

#[test]
fn a_certificate_without_an_end_is_shown_with_the_last_moment_there_is() {
    let key = KeyPair::generate_for(&PKCS_ECDSA_P384_SHA384).unwrap();
    let mut params = CertificateParams::new(["www.example.com".to_owned()]).unwrap();
    params.not_after = datetime!(9999-12-31 23:59:59 UTC);
    let certificate = params.self_signed(&key).unwrap().pem();
    let parameters = json!({
        "CertificatePublicKey": certificate, "CertificatePrivateKey": key.serialize_pem(),
    });
    let ssl = Client::ssl();
    let id = ssl.ask("UploadCertificate", &parameters)["CertificateId"].clone();
    let shown = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
    assert_eq!(shown["CertEndTime"], "9999-12-31 23:59:59");
    ssl.ask("DescribeCertificates", &json!({ "ExpirationSort": "DESC" }));
}
