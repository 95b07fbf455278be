//! Letters that confirm an order or a revocation.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::issued;
use crate::mock::Mock;
use crate::tencent::client::Client;

const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0";
const PDF: &[u8] = b"%PDF-1.7";
const GIF: &[u8] = b"GIF89a";

fn start(pace: Pace) -> Client {
    let script = Script { pace, end: End::Success };
    let paces = Paces::default().with("tencent_ssl.issue", script);
    Client::ssl_of(Mock::with(Config { paces, ..Config::default() }))
}

/// A file of that size which begins so, as it is sent.
fn file(start: &[u8], size: usize) -> String {
    let mut bytes = start.to_vec();
    bytes.resize(size, 0);
    STANDARD.encode(bytes)
}

fn status(ssl: &Client, id: &str) -> Value {
    ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }))["Status"].clone()
}

/// An order of that product that was committed; its id.
fn committed(ssl: &Client, product: u32) -> String {
    let buy = json!({ "ProductId": product, "DomainNum": 1, "TimeSpan": 1 });
    let id = ssl.ask("CreateCertificate", &buy)["CertificateIds"][0].clone();
    let information = json!({
        "CertificateId": id, "CsrType": "online", "CertificateDomain": "www.example.com",
    });
    ssl.ask("SubmitCertificateInformation", &information);
    ssl.ask("CommitCertificateInformation", &json!({ "CertificateId": id }));
    id.as_str().unwrap().to_owned()
}

fn confirm(id: &str, letter: &str) -> Value {
    json!({ "CertificateId": id, "ConfirmLetter": letter })
}

fn revoke(id: &str, letter: &str) -> Value {
    json!({ "CertificateId": id, "RevokeLetter": letter })
}

#[test]
fn an_order_of_an_organization_waits_for_its_letters_from_the_order_to_the_revocation() {
    let ssl = start(Pace::Reads(1));
    let id = committed(&ssl, 5);
    let reply = ssl.ask("UploadConfirmLetter", &confirm(&id, &file(PDF, 2000)));
    assert_eq!((&reply["CertificateId"], &reply["IsSuccess"]), (&json!(id), &json!(true)));
    assert_eq!(status(&ssl, &id), 0);
    assert_eq!(status(&ssl, &id), 1);
    let again = confirm(&id, &file(PDF, 2000));
    let code = ssl.refuse("UploadConfirmLetter", &again);
    assert_eq!(code, "FailedOperation.InvalidCertificateStatusCode");
    ssl.ask("RevokeCertificate", &json!({ "CertificateId": id }));
    let reply = ssl.ask("UploadRevokeLetter", &revoke(&id, &file(JPEG, 2000)));
    assert_eq!(reply["IsSuccess"], true);
    assert_eq!(status(&ssl, &id), 9);
    assert_eq!(status(&ssl, &id), 10);
}

#[test]
fn a_letter_that_confirms_an_order_is_refused_by_what_is_wrong_with_it() {
    let ssl = start(Pace::Manual);
    let (id, wotrus) = (committed(&ssl, 5), committed(&ssl, 28));
    let good = file(PDF, 2000);
    let certificate = crate::material::pem("rsa-2048.crt");
    let private_key = crate::material::pem("rsa-2048.key");
    let upload = json!({
        "CertificatePublicKey": certificate, "CertificatePrivateKey": private_key,
    });
    let uploaded = ssl.ask("UploadCertificate", &upload)["CertificateId"].clone();
    let uploaded = uploaded.as_str().unwrap();
    let by_domain = committed(&ssl, 12);
    let buy = json!({ "ProductId": 5, "DomainNum": 1, "TimeSpan": 1 });
    let open = ssl.ask("CreateCertificate", &buy)["CertificateIds"][0].clone();
    for (id, letter, word) in [
        ("nobody00", good.clone(), "CertificateNotFound"),
        (uploaded, good.clone(), "InvalidCertificateSource"),
        (by_domain.as_str(), good.clone(), "UploadConfirmCertificateNotSupportDV"),
        (open.as_str().unwrap(), good.clone(), "InvalidCertificateStatusCode"),
        (id.as_str(), file(PDF, 1023), "ConfirmLetterTooSmall"),
        (id.as_str(), file(PDF, 1_500_000), "ConfirmLetterTooLarge"),
        (id.as_str(), file(GIF, 2000), "InvalidConfirmLetterFormat"),
        (id.as_str(), "*".repeat(2000), "InvalidConfirmLetterFormat"),
        (wotrus.as_str(), file(b"\x89PNG", 2000), "InvalidConfirmLetterFormatWosign"),
    ] {
        let code = ssl.refuse("UploadConfirmLetter", &confirm(id, &letter));
        assert_eq!(code, format!("FailedOperation.{word}"));
    }
    let mut state = ssl.state();
    state["authority"] = json!("busy");
    ssl.put(&state);
    let code = ssl.refuse("UploadConfirmLetter", &confirm(&id, &good));
    assert_eq!(code, "FailedOperation.NetworkError");
    state["authority"] = json!("available");
    ssl.put(&state);
    assert_eq!(status(&ssl, &id), 8);
    ssl.ask("UploadConfirmLetter", &confirm(&wotrus, &file(GIF, 2000)));
    assert_eq!(status(&ssl, &wotrus), 0);
}

#[test]
fn a_letter_that_confirms_a_revocation_is_refused_by_what_is_wrong_with_it() {
    let ssl = Client::ssl();
    let (id, by_domain) = (committed(&ssl, 5), issued(&ssl, "www.example.com"));
    let good = file(PDF, 2000);
    let code = ssl.refuse("UploadRevokeLetter", &revoke(&id, &good));
    assert_eq!(code, "FailedOperation.InvalidCertificateStatusCode");
    let mut state = ssl.state();
    let certificates = state["certificates"].as_array_mut().unwrap();
    let certificate = certificates.iter_mut().find(|certificate| certificate["id"] == id).unwrap();
    certificate["status"] = json!("revocation_letter_pending");
    certificate["progress"] = Value::Null;
    ssl.put(&state);
    assert_eq!(status(&ssl, &id), 12);
    for (id, letter, word) in [
        ("nobody00", good.clone(), "CertificateNotFound"),
        (by_domain.as_str(), good.clone(), "UploadConfirmCertificateNotSupportDV"),
        (id.as_str(), file(PDF, 1023), "FileTooSmall"),
        (id.as_str(), file(PDF, 1_500_000), "FileTooLarge"),
        (id.as_str(), file(GIF, 2000), "InvalidFileType"),
    ] {
        let code = ssl.refuse("UploadRevokeLetter", &revoke(id, &letter));
        assert_eq!(code, format!("FailedOperation.{word}"));
    }
    ssl.ask("UploadRevokeLetter", &revoke(&id, &good));
    assert_eq!(status(&ssl, &id), 10);
}
