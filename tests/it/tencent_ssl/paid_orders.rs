//! Certificates that are bought.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use crate::mock::Mock;
use crate::tencent::client::Client;

fn buy(ssl: &Client, product: u32) -> String {
    let parameters = json!({ "ProductId": product, "DomainNum": 1, "TimeSpan": 1 });
    let reply = ssl.ask("CreateCertificate", &parameters);
    assert_eq!(reply["DealIds"].as_array().unwrap().len(), 1);
    reply["CertificateIds"][0].as_str().unwrap().to_owned()
}

fn status(ssl: &Client, id: &str) -> Value {
    ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }))["Status"].clone()
}

fn information(id: &str) -> Value {
    json!({
        "CertificateId": id, "CsrType": "online", "CertificateDomain": "*.test.com",
        "DomainList": ["api.test.com"], "OrganizationName": "Test", "AdminEmail": "me@test.com",
        "VerifyType": "DNS",
    })
}

#[test]
fn a_domain_validated_order_goes_from_payment_to_issue() {
    let ssl = Client::ssl();
    let id = buy(&ssl, 12);
    let one = json!({ "CertificateId": id });
    assert_eq!(status(&ssl, &id), 5);
    assert_eq!(
        ssl.refuse("CommitCertificateInformation", &one),
        "FailedOperation.InvalidCertificateStatusCode"
    );
    assert_eq!(
        ssl.refuse("CheckCertificateDomainVerification", &one),
        "FailedOperation.CannotGetOrder"
    );
    assert_eq!(ssl.ask("SubmitCertificateInformation", &information(&id))["CertificateId"], id);
    let shown = ssl.ask("DescribeCertificate", &one);
    assert_eq!(shown["SubmittedData"]["OrganizationName"], "Test");
    assert_eq!(shown["SubmittedData"]["DomainList"], json!(["api.test.com"]));
    let committed = ssl.ask("CommitCertificateInformation", &one);
    assert_eq!((&committed["Status"], &status(&ssl, &id)), (&json!(0), &json!(0)));
    let code = ssl.refuse("SubmitCertificateInformation", &information(&id));
    assert_eq!(code, "FailedOperation.InvalidCertificateStatusCode");
    ssl.ask("CompleteCertificate", &one);
    let detail = ssl.ask("DescribeCertificateDetail", &one);
    assert_eq!((&detail["Status"], &detail["CertType"]), (&json!(1), &json!("DV")));
    assert_eq!(detail["OrderId"], committed["OrderId"]);
    assert_eq!(detail["SubjectAltName"], json!(["api.test.com"]));
    assert_eq!((&detail["IsVip"], &detail["IsWildcard"]), (&json!(true), &json!(true)));
    assert_eq!(detail["DomainType"], 3);
}

#[test]
fn an_organizations_order_waits_for_confirmation_and_its_revocation_for_a_letter() {
    let issue = Script { pace: Pace::Reads(1), end: End::Success };
    let paces = Paces::default().with("tencent_ssl.issue", issue);
    let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
    let id = buy(&ssl, 6);
    let info = json!({
        "CertId": id, "GenCsrType": "online", "CertCommonName": "www.test.com",
        "CompanyType": "2", "CompanyId": "11772", "CsrEncryptAlgo": "ECC", "VerifyType": "DNS",
    });
    let submit = json!({ "CertId": id, "VerifyType": "DNS" });
    let early = ssl.refuse("CertificateOrderSubmit", &submit);
    assert_eq!(early, "FailedOperation.CertificateInfoSubmitStatusInvalid");
    ssl.ask("CertificateInfoSubmit", &info);
    let reply = ssl.ask("CertificateOrderSubmit", &submit);
    assert_eq!((&reply["Status"], &reply["IsAudited"]), (&json!(8), &json!(true)));
    let twice = ssl.refuse("CertificateOrderSubmit", &submit);
    assert_eq!(twice, "FailedOperation.CertificateOrderSubmitProcessing");
    assert_eq!([status(&ssl, &id), status(&ssl, &id)], [8, 1]);
    let reply = ssl.ask("RevokeCertificate", &json!({ "CertificateId": id }));
    assert_eq!(reply["RevokeDomainValidateAuths"], json!([]));
    assert_eq!([status(&ssl, &id), status(&ssl, &id)], [12, 10]);
}

#[test]
fn what_cannot_be_bought_or_submitted_is_refused() {
    let ssl = Client::ssl();
    let buy_refused = |change: Value| {
        let mut parameters = json!({ "ProductId": 12, "DomainNum": 1, "TimeSpan": 1 });
        for (name, value) in change.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        ssl.refuse_saying("CreateCertificate", &parameters)
    };
    for change in [
        json!({ "ProductId": 9999 }),
        json!({ "ProductId": -1 }),
        json!({ "DomainNum": 0 }),
        json!({ "TimeSpan": 0 }),
    ] {
        assert_eq!(buy_refused(change).0, "FailedOperation.InvalidParam");
    }
    assert!(buy_refused(json!({ "ProductId": 37 })).1.contains("SM2"));
    let id = buy(&ssl, 12);
    for (change, code) in [
        (json!({ "CertificateDomain": "no domain" }), "FailedOperation.InvalidParam"),
        (json!({ "CsrType": "magic" }), "FailedOperation.InvalidParam"),
        (json!({ "CsrType": "parse", "CsrContent": "x" }), "FailedOperation.InvalidParam"),
        (json!({ "VerifyType": "EMAIL" }), "FailedOperation.InvalidParam"),
        (json!({ "KeyPassword": "p" }), "FailedOperation.InvalidParam"),
        (json!({ "CertificateId": "nobody00" }), "FailedOperation.CertificateNotFound"),
    ] {
        let mut parameters = information(&id);
        for (name, value) in change.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        let refused = ssl.refuse("SubmitCertificateInformation", &parameters);
        assert_eq!(refused, code, "{change}");
    }
    for (change, code) in [
        (
            json!({ "CertCommonName": "no domain" }),
            "FailedOperation.CertificateInfoSubmitDomainInvalid",
        ),
        (json!({ "AdminEmail": "" }), "FailedOperation.CertificateInfoSubmitContactEmailEmpty"),
        (json!({ "CaType": "sm2" }), "FailedOperation.CertificateOrderSubmitRootCAInvalid"),
        (json!({ "CsrEncryptAlgo": "SM2" }), "InvalidParameter.RenewAlgorithmInvalid"),
    ] {
        let mut parameters = json!({
            "CertId": id, "GenCsrType": "online", "CertCommonName": "www.test.com",
            "CompanyType": 1, "CompanyId": "1",
        });
        for (name, value) in change.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        assert_eq!(ssl.refuse("CertificateInfoSubmit", &parameters), code, "{change}");
    }
    let one = json!({ "CertificateId": id });
    let code = ssl.refuse("ModifyCertificateResubmit", &one);
    assert_eq!(code, "FailedOperation.CertificateStatusNotAllowResubmit");
    ssl.ask("CancelCertificateOrder", &one);
    ssl.ask("ModifyCertificateResubmit", &one);
    assert_eq!(status(&ssl, &id), 5);
}
