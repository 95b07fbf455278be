//! Lists: their pages, filters and order, and the log of what was done.

use certmock::{Clock, Config};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

fn upload(ssl: &Client, name: &str, alias: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")),
        "Alias": alias,
        "ProjectId": alias.len(),
        "Tags": [{ "TagKey": "alias", "TagValue": alias }],
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

fn ids(reply: &Value) -> Vec<String> {
    let all = reply["Certificates"].as_array().unwrap();
    all.iter().map(|each| each["CertificateId"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_has_ten_of_the_newest_and_counts_all() {
    let ssl = Client::ssl();
    let made: Vec<_> = (0..12).map(|_| upload(&ssl, "ec-p256", "x")).collect();
    let page = ssl.ask("DescribeCertificates", &json!({}));
    assert_eq!(page["TotalCount"], 12);
    let newest: Vec<_> = made.iter().rev().cloned().collect();
    assert_eq!(ids(&page), newest[..10]);
    let rest = ssl.ask("DescribeCertificates", &json!({ "Offset": 10, "Limit": 5000 }));
    assert_eq!(ids(&rest), newest[10..]);
    let beyond = ssl.ask("DescribeCertificates", &json!({ "Offset": 12, "Limit": 1 }));
    assert_eq!((ids(&beyond).len(), &beyond["TotalCount"]), (0, &json!(12)));
    let none = ssl.ask("DescribeCertificates", &json!({ "Limit": 0 }));
    assert_eq!((ids(&none).len(), &none["TotalCount"]), (0, &json!(12)));
}

#[test]
fn a_limit_beyond_a_thousand_is_cut_to_it() {
    let ssl = Client::ssl();
    let one = json!({ "certificate": pem("ec-p256.crt"), "private_key": pem("ec-p256.key") });
    let many: Vec<_> = (0..1001)
        .map(|number| json!({ "id": format!("c{number:07}"), "source": "upload", "contents": one }))
        .collect();
    ssl.put(&json!({ "certificates": many }));
    let page = ssl.ask("DescribeCertificates", &json!({ "Limit": 2000 }));
    assert_eq!((ids(&page).len(), &page["TotalCount"]), (1000, &json!(1001)));
}

#[test]
fn each_filter_keeps_what_it_is_for() {
    let clock = Clock::Frozen(datetime!(2026-01-10 00:00 UTC));
    let ssl = Client::ssl_of(Mock::with(Config { clock, ..Config::default() }));
    let plain = upload(&ssl, "rsa-2048", "first");
    let short = upload(&ssl, "short-lived", "second");
    let old = upload(&ssl, "expired", "third one");
    let names = upload(&ssl, "several-names", "");
    let applied = ssl.ask(
        "ApplyCertificate",
        &json!({ "DvAuthMethod": "DNS", "DomainName": "www.test.com", "CsrEncryptAlgo": "ECC" }),
    );
    let applied = applied["CertificateId"].as_str().unwrap().to_owned();
    let authority = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let authority =
        ssl.ask("UploadCertificate", &authority)["CertificateId"].as_str().unwrap().to_owned();
    let found = |filter: Value| {
        let reply = ssl.ask("DescribeCertificates", &filter);
        assert_eq!(reply["TotalCount"], ids(&reply).len());
        ids(&reply)
    };
    assert_eq!(found(json!({ "SearchKey": "hird" })), [&*old]);
    assert_eq!(found(json!({ "SearchKey": plain })), [&*plain]);
    assert_eq!(found(json!({ "SearchKey": "test.com" })), [&*applied]);
    assert_eq!(found(json!({ "CertificateType": "CA" })), [&*authority]);
    assert_eq!(found(json!({ "ProjectId": 9 })), [&*old]);
    assert_eq!(found(json!({ "CertificateStatus": [0, 3] })), [&*applied, &*old]);
    assert_eq!(found(json!({ "FilterSource": "buy" })), [&*applied]);
    assert_eq!(found(json!({ "FilterSource": "upload" })).len(), 5);
    assert_eq!(found(json!({ "Upload": 1 })).len(), 5);
    assert_eq!(found(json!({ "FilterExpiring": 1 })), [&*short]);
    assert_eq!(found(json!({ "IsPendingIssue": 1 })), [&*applied]);
    assert_eq!(found(json!({ "Deployable": 1 })), [&*authority, &*names, &*short, &*plain]);
    assert_eq!(found(json!({ "CertIds": [names, plain] })), [&*names, &*plain]);
    let tag = json!({ "Tags": [{ "TagKey": "alias", "TagValue": "second" }] });
    assert_eq!(found(tag), [&*short]);
    assert_eq!(found(json!({ "IsSM": 1 })), Vec::<String>::new());
    assert_eq!(found(json!({ "SearchKey": "" })).len(), 6);
    let ascending =
        found(json!({ "ExpirationSort": "ASC", "Upload": 1, "CertificateType": "SVR" }));
    assert_eq!(ascending[..2], [&*old, &*short]);
    let descending =
        found(json!({ "ExpirationSort": "DESC", "Upload": 1, "CertificateType": "SVR" }));
    assert_eq!(descending[2..], [&*short, &*old]);
    let wrong = json!({ "ExpirationSort": "SIDEWAYS" });
    assert_eq!(ssl.refuse("DescribeCertificates", &wrong), "FailedOperation.InvalidParam");
}

#[test]
fn validity_and_status_follow_the_accounts_clock() {
    let at = |moment| {
        let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
        let ssl = Client::ssl_of(Mock::with(config));
        upload(&ssl, "short-lived", "");
        ssl.ask("DescribeCertificates", &json!({}))["Certificates"][0].clone()
    };
    let fresh = at(datetime!(2025-12-01 00:00 UTC));
    assert_eq!((&fresh["Status"], &fresh["IsExpiring"]), (&json!(1), &json!(false)));
    assert_eq!(fresh["InsertTime"], "2025-12-01 08:00:00");
    let late = at(datetime!(2026-01-20 00:00 UTC));
    assert_eq!((&late["Status"], &late["IsExpiring"]), (&json!(1), &json!(true)));
    let over = at(datetime!(2026-02-01 00:00 UTC));
    assert_eq!((&over["Status"], &over["StatusName"]), (&json!(3), &json!("已过期")));
    assert_eq!(over["Deployable"], false);
}

#[test]
fn the_log_tells_what_was_done_the_newest_first() {
    let ssl = Client::ssl();
    let id = upload(&ssl, "rsa-2048", "");
    ssl.ask("ModifyCertificateAlias", &json!({ "CertificateId": id, "Alias": "x" }));
    ssl.ask("DownloadCertificate", &json!({ "CertificateId": id }));
    ssl.ask("DeleteCertificate", &json!({ "CertificateId": id }));
    let logs = ssl.ask("DescribeCertificateOperateLogs", &json!({}));
    let kinds: Vec<_> =
        logs["OperateLogs"].as_array().unwrap().iter().map(|log| &log["Type"]).collect();
    assert_eq!(kinds, ["delete", "download", "updateAlias", "uploadFromYunAPI"]);
    let first = &logs["OperateLogs"][0];
    let action = first["Action"].as_str().unwrap();
    assert!(
        action.starts_with("用户[uin: 1000") && action.ends_with(&format!(" 删除 证书[id: {id}]"))
    );
    let page = ssl.ask("DescribeCertificateOperateLogs", &json!({ "Limit": 1, "Offset": 1 }));
    assert_eq!((&page["AllTotal"], &page["TotalCount"]), (&json!(4), &json!(1)));
    let before = json!({ "EndTime": "2020-01-01 00:00:00" });
    assert_eq!(ssl.ask("DescribeCertificateOperateLogs", &before)["AllTotal"], 0);
    let wrong = json!({ "StartTime": "yesterday" });
    assert_eq!(
        ssl.refuse("DescribeCertificateOperateLogs", &wrong),
        "FailedOperation.InvalidParam"
    );
}

#[test]
fn companies_are_those_of_the_state() {
    let ssl = Client::ssl();
    let none = ssl.ask("DescribeCompanies", &json!({}));
    assert_eq!((&none["TotalCount"], &none["Companies"]), (&json!(0), &json!([])));
    let companies: Vec<_> =
        (1..=12).map(|id| json!({ "id": id, "name": format!("Company {id}") })).collect();
    ssl.put(&json!({ "companies": companies }));
    let page = ssl.ask("DescribeCompanies", &json!({ "Offset": 11 }));
    assert_eq!((&page["TotalCount"], page["Companies"].as_array().unwrap().len()), (&json!(12), 1));
    let one = ssl.ask("DescribeCompanies", &json!({ "CompanyId": 3 }));
    assert_eq!(
        (&one["TotalCount"], &one["Companies"][0]["CompanyName"]),
        (&json!(1), &json!("Company 3"))
    );
}
