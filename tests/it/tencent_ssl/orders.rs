//! Free certificates: applied for, validated, issued, cancelled, revoked, downloaded.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certmock::internals::x509::{Certificate, Chain, PrivateKey};
use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};
use time::macros::datetime;

use super::{apply, issued};
use crate::mock::Mock;
use crate::tencent::client::Client;

fn paced(kind: &str, pace: Pace, end: End) -> Client {
    let paces = Paces::default().with(kind, Script { pace, end });
    Client::ssl_of(Mock::with(Config { paces, ..Config::default() }))
}

fn status(ssl: &Client, id: &str) -> Value {
    ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }))["Status"].clone()
}

#[test]
fn an_application_waits_for_its_domain_and_is_issued_when_it_is_completed() {
    let clock = Clock::Frozen(datetime!(2026-03-04 01:02:03 UTC));
    let ssl = Client::ssl_of(Mock::with(Config { clock, ..Config::default() }));
    let id = apply(&ssl, "DNS", "test.com");
    let one = json!({ "CertificateId": id });
    let waiting = ssl.ask("DescribeCertificateDetail", &one);
    assert_eq!((&waiting["Status"], &waiting["StatusMsg"]), (&json!(0), &json!("PENDING-DCV")));
    assert_eq!(waiting["CertificatePublicKey"], Value::Null);
    assert_eq!(waiting["CertBeginTime"], Value::Null);
    assert_eq!(waiting["From"], "trustasia");
    assert_eq!(waiting["ProductZhName"], "TrustAsia C1 DV Free");
    let auth = &waiting["DvAuthDetail"]["DvAuths"][0];
    assert_eq!(auth["DvAuthVerifyType"], "TXT");
    assert_eq!(
        (&auth["DvAuthKey"], &auth["DvAuthDomain"]),
        (&json!("_dnsauth.test.com"), &json!("test.com"))
    );
    assert_eq!(waiting["DvAuthDetail"]["DvAuthValue"], auth["DvAuthValue"]);
    let check = ssl.ask("CheckCertificateDomainVerification", &one);
    assert_eq!(check["VerificationResults"][0]["CheckValue"], json!([auth["DvAuthValue"]]));
    assert_eq!(check["VerificationResults"][0]["CaCheck"], -1);
    assert_eq!(ssl.ask("CompleteCertificate", &one)["CertificateId"], id);
    let detail = ssl.ask("DescribeCertificateDetail", &one);
    assert_eq!((&detail["Status"], &detail["StatusMsg"]), (&json!(1), &Value::Null));
    assert_eq!(detail["CertBeginTime"], "2026-03-04 08:00:00");
    assert_eq!(detail["CertEndTime"], "2026-06-03 07:59:59");
    assert_eq!(detail["ValidityPeriod"], "3");
    assert_eq!(detail["SubjectAltName"], json!(["www.test.com"]));
    assert_eq!(detail["DvAuthDetail"]["DvAuths"], Value::Null);
    let text = |member: &str| detail[member].as_str().unwrap().to_owned();
    let chain = Chain::from_pem(&text("CertificatePublicKey")).unwrap();
    let key = PrivateKey::from_pem(&text("CertificatePrivateKey")).unwrap();
    chain.leaf().matches(&key).unwrap();
    chain.links().unwrap();
    chain.leaf().covers("www.test.com").unwrap();
    let root = detail["RootCert"]["Standard"].as_str().unwrap();
    Chain::from_pem(&(text("CertificatePublicKey") + root)).unwrap().links().unwrap();
    for again in ["CompleteCertificate", "CheckCertificateDomainVerification"] {
        let code = ssl.refuse(again, &one);
        assert!(code.ends_with("NotFoundOrAudited") || code.ends_with("NotAllowVerify"), "{code}");
    }
}

#[test]
fn every_algorithm_is_issued_and_its_key_is_the_certificates() {
    let ssl = Client::ssl();
    for (number, (algorithm, parameter, shown)) in [
        ("RSA", "2048", "RSA 2048"),
        ("RSA", "3072", "RSA 3072"),
        ("ECC", "prime256v1", "ECC prime256v1"),
        ("ECC", "secp384r1", "ECC secp384r1"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = ssl.ask(
            "ApplyCertificate",
            &json!({
                "DvAuthMethod": "DNS_AUTO",
                "DomainName": format!("*.d{number}.com"),
                "CsrEncryptAlgo": algorithm,
                "CsrKeyParameter": parameter,
                "DnsNames": [format!("api.d{number}.com")],
            }),
        );
        let detail =
            ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id["CertificateId"] }));
        assert_eq!((&detail["Status"], &detail["EncryptAlgorithm"]), (&json!(1), &json!(shown)));
        let leaf = Certificate::from_pem(detail["CertificatePublicKey"].as_str().unwrap()).unwrap();
        let key = PrivateKey::from_pem(detail["CertificatePrivateKey"].as_str().unwrap()).unwrap();
        leaf.matches(&key).unwrap();
        let names: Vec<_> = leaf.dns_names().collect();
        let main = format!("d{number}.com");
        assert_eq!(names, [format!("*.{main}"), main.clone(), format!("api.{main}")]);
    }
}

#[test]
fn a_record_that_the_service_adds_is_seen_until_the_authority_has_issued() {
    let ssl = paced("tencent_ssl.issue", Pace::Reads(2), End::Success);
    let id = apply(&ssl, "DNS_AUTO", "www.test.com");
    assert_eq!([status(&ssl, &id), status(&ssl, &id), status(&ssl, &id)], [4, 4, 1]);
    let listed =
        || ssl.ask("DescribeCertificates", &json!({}))["Certificates"][0]["Status"].clone();
    apply(&ssl, "DNS_AUTO", "www.other.com");
    assert_eq!([listed(), listed(), listed()], [4, 4, 1]);
    let slow = paced("tencent_ssl.issue", Pace::Manual, End::Success);
    let id = apply(&slow, "DNS_AUTO", "www.test.com");
    let one = json!({ "CertificateId": id });
    assert_eq!([status(&slow, &id), status(&slow, &id)], [4, 4]);
    assert_eq!(
        slow.refuse("DownloadCertificate", &one),
        "FailedOperation.InvalidCertificateStatusCode"
    );
    assert_eq!(slow.refuse("CancelCertificateOrder", &one), "FailedOperation.CancelOrderFailed");
    let failing = paced("tencent_ssl.issue", Pace::Immediate, End::Failure);
    let id = apply(&failing, "DNS_AUTO", "www.test.com");
    assert_eq!(status(&failing, &id), 2);
    let one = json!({ "CertificateId": id });
    assert_eq!(failing.ask("ModifyCertificateResubmit", &one)["CertificateId"], id);
    assert_eq!(status(&failing, &id), 13);
}

#[test]
fn what_cannot_be_applied_for_is_refused() {
    let ssl = Client::ssl();
    let refused = |change: Value| {
        let mut parameters = json!({ "DvAuthMethod": "DNS", "DomainName": "www.test.com" });
        for (name, value) in change.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        ssl.refuse_saying("ApplyCertificate", &parameters)
    };
    let long = format!("{}.com", "a".repeat(61));
    for (change, code) in [
        (json!({ "DvAuthMethod": "EMAIL" }), "FailedOperation.InvalidParam"),
        (json!({ "DomainName": "no domain" }), "FailedOperation.InvalidParam"),
        (json!({ "DomainName": "localhost" }), "FailedOperation.InvalidParam"),
        (json!({ "DomainName": long }), "InvalidParameterValue.CertificateDomainMaxLengthInvalid"),
        (json!({ "ContactEmail": "me" }), "InvalidParameterValue.CertificateEmailParseInvalid"),
        (
            json!({ "DvAuthMethod": "FILE", "DomainName": "*.test.com" }),
            "FailedOperation.InvalidParam",
        ),
        (json!({ "PackageType": "2" }), "FailedOperation.InvalidParam"),
        (json!({ "PackageId": "p" }), "FailedOperation.PackageNotFound"),
        (json!({ "ValidityPeriod": "7" }), "FailedOperation.InvalidParam"),
        (json!({ "CsrKeyParameter": "512" }), "FailedOperation.InvalidParam"),
        (json!({ "OldCertificateId": "nobody00" }), "FailedOperation.CertificateNotFound"),
    ] {
        assert_eq!(refused(change.clone()).0, code, "{change}");
    }
    let (code, words) = refused(json!({ "CsrEncryptAlgo": "SM2" }));
    assert_eq!(code, "FailedOperation.GenCSRFail");
    assert_eq!(words, "certmock does not issue certificates for SM2.");
    let (code, words) = refused(json!({ "CsrKeyPassword": "p" }));
    assert_eq!(code, "FailedOperation.InvalidParam");
    assert!(words.starts_with("certmock does not encrypt private keys"), "{words}");
}

#[test]
fn free_certificates_are_counted_and_a_quota_ends_them() {
    let ssl = Client::ssl();
    ssl.put(&json!({ "free_quota": 3, "main_domain_quota": 2 }));
    let first = apply(&ssl, "DNS", "a.test.com");
    apply(&ssl, "DNS", "b.test.com");
    let of = |domain: &str| json!({ "DvAuthMethod": "DNS", "DomainName": domain, "CsrEncryptAlgo": "ECC" });
    let (code, words) = ssl.refuse_saying("ApplyCertificate", &of("c.test.com"));
    assert_eq!(code, "FailedOperation.MainDomainCertificateCountLimit");
    assert!(words.contains("（test.com）") && words.contains("2个上限"), "{words}");
    apply(&ssl, "DNS", "test.com.cn");
    let code = ssl.refuse("ApplyCertificate", &of("other.org"));
    assert_eq!(code, "FailedOperation.ExceedsFreeLimit");
    ssl.ask("CancelCertificateOrder", &json!({ "CertificateId": first }));
    apply(&ssl, "DNS", "other.org");
}

#[test]
fn the_account_and_the_authority_may_stand_in_the_way() {
    for (state, code) in [
        (json!({ "real_name_verified": false }), "NoRealNameAuth"),
        (json!({ "forbidden_projects": [0] }), "NoProjectPermission"),
        (json!({ "authority": "busy" }), "NetworkError"),
        (json!({ "denied_actions": ["ApplyCertificate"] }), "AuthError"),
    ] {
        let ssl = Client::ssl();
        ssl.put(&state);
        let parameters = json!({ "DvAuthMethod": "DNS", "DomainName": "www.test.com" });
        let refused = ssl.refuse("ApplyCertificate", &parameters);
        assert_eq!(refused, format!("FailedOperation.{code}"));
    }
    let ssl = Client::ssl();
    ssl.put(&json!({ "denied_actions": ["DescribeDeleteCertificatesTaskResult"] }));
    let parameters = json!({ "TaskIds": [] });
    let (code, words) = ssl.refuse_saying("DescribeDeleteCertificatesTaskResult", &parameters);
    assert_eq!(code, "AuthFailure.UnauthorizedOperation");
    assert!(words.contains("ssl:DescribeDeleteCertificatesTaskResult"), "{words}");
    assert!(words.starts_with("操作未授权，请检查CAM策略。[[request id:"), "{words}");
}

#[test]
fn a_renewal_is_linked_and_comes_in_the_last_thirty_days() {
    let config = |moment| Config { clock: Clock::Frozen(moment), ..Config::default() };
    let ssl = Client::ssl_of(Mock::with(config(datetime!(2026-03-01 00:00 UTC))));
    let old = issued(&ssl, "www.test.com");
    let renewal = json!({
        "DvAuthMethod": "DNS",
        "DomainName": "www.test.com",
        "CsrEncryptAlgo": "ECC",
        "OldCertificateId": old,
    });
    let early = ssl.refuse("ApplyCertificate", &renewal);
    assert_eq!(early, "FailedOperation.InvalidCertificateStatusCode");
    let late = Client::ssl_of(Mock::with(config(datetime!(2026-05-20 00:00 UTC))));
    late.put(&ssl.state());
    let new = late.ask("ApplyCertificate", &renewal)["CertificateId"].clone();
    let shown = late.ask("DescribeCertificate", &json!({ "CertificateId": new }));
    assert_eq!(shown["CertificateExtra"]["OriginCertificateId"], old);
    let shown = late.ask("DescribeCertificate", &json!({ "CertificateId": old }));
    assert_eq!(shown["CertificateExtra"]["RenewOrder"], new);
    let one = json!({ "CertificateId": old });
    assert_eq!(late.refuse("DeleteCertificate", &one), "FailedOperation.RenewNotIssued");
}

#[test]
fn an_order_is_cancelled_before_it_is_granted_and_not_after() {
    let ssl = Client::ssl();
    let pending = apply(&ssl, "DNS", "www.test.com");
    let one = json!({ "CertificateId": pending });
    assert_eq!(ssl.ask("CancelCertificateOrder", &one)["CertificateId"], pending);
    assert_eq!(status(&ssl, &pending), 7);
    assert_eq!(
        ssl.refuse("CancelCertificateOrder", &one),
        "FailedOperation.InvalidCertificateStatusCode"
    );
    let code = ssl.refuse("CancelAuditCertificate", &one);
    assert_eq!(code, "FailedOperation.CertificateNotFoundOrCantCancel");
    let audited = apply(&ssl, "FILE", "www.test.com");
    let reply = ssl.ask("CancelAuditCertificate", &json!({ "CertificateId": audited }));
    assert_eq!((reply["Result"].clone(), status(&ssl, &audited)), (json!(true), json!(13)));
    let unknown = json!({ "CertificateId": "nobody00" });
    assert_eq!(
        ssl.refuse("CancelCertificateOrder", &unknown),
        "FailedOperation.CertificateNotFound"
    );
    let code = ssl.refuse("CompleteCertificate", &unknown);
    assert_eq!(code, "FailedOperation.CertificateNotFoundOrAudited");
    ssl.put(&json!({ "authority": "refusing", "certificates": ssl.state()["certificates"] }));
    let one = json!({ "CertificateId": audited });
    assert_eq!(ssl.refuse("CancelCertificateOrder", &one), "FailedOperation.CancelOrderFailed");
}

#[test]
fn a_certificate_is_revoked_by_its_domain_once() {
    let ssl = paced("tencent_ssl.issue", Pace::Reads(1), End::Success);
    let id = apply(&ssl, "FILE", "www.test.com");
    let one = json!({ "CertificateId": id });
    let early = ssl.refuse("RevokeCertificate", &one);
    assert_eq!(early, "FailedOperation.InvalidCertificateStatusCode");
    ssl.ask("CompleteCertificate", &one);
    assert_eq!([status(&ssl, &id), status(&ssl, &id)], [0, 1]);
    let reply = ssl.ask("RevokeCertificate", &json!({ "CertificateId": id, "Reason": "lost" }));
    let auth = &reply["RevokeDomainValidateAuths"][0];
    assert_eq!(auth["DomainValidateAuthPath"], "/.well-known/pki-validation/");
    assert_eq!(auth["DomainValidateAuthDomain"], "www.test.com");
    let revoking = ssl.ask("DescribeCertificateDetail", &one);
    assert_eq!(revoking["Status"], 9);
    assert_eq!(revoking["DvRevokeAuthDetail"][0]["DvAuthVerifyType"], "FILE");
    assert_eq!(status(&ssl, &id), 10);
    assert_eq!(
        ssl.refuse("RevokeCertificate", &one),
        "FailedOperation.InvalidCertificateStatusCode"
    );
}

#[test]
fn a_download_is_a_zip_of_the_texts_for_web_servers() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let one = json!({ "CertificateId": id });
    let reply = ssl.ask("DownloadCertificate", &one);
    assert_eq!(reply["ContentType"], "application/zip");
    let bytes = STANDARD.decode(reply["Content"].as_str().unwrap()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let bundle = read("Nginx/1_www.test.com_bundle.crt");
    let key = PrivateKey::from_pem(&read("Nginx/2_www.test.com.key")).unwrap();
    let chain = Chain::from_pem(&bundle).unwrap();
    chain.links().unwrap();
    chain.leaf().matches(&key).unwrap();
    assert_eq!(read("www.test.com.pem"), bundle);
    let leaf = read("Apache/2_www.test.com.crt");
    let rest = read("Apache/1_root_bundle.crt");
    assert_eq!(Chain::from_pem(&leaf).unwrap().issuers().len(), 0);
    assert_eq!(Chain::from_pem(&(leaf + &rest)).unwrap().issuers().len(), 1);
    let unknown = json!({ "CertificateId": "nobody00" });
    assert_eq!(ssl.refuse("DownloadCertificate", &unknown), "FailedOperation.CertificateNotFound");
}
