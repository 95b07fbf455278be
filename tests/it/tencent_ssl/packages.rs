//! Packages of points, and certificates that are bought with them.

use serde_json::{Value, json};

use crate::tencent::client::Client;

fn start() -> Client {
    let ssl = Client::ssl();
    let package = |id: &str, balance: u64, expires: &str| {
        json!({
            "id": id, "balance": balance, "created": "2026-01-01T20:00:00Z", "expires": expires,
        })
    };
    let mut refunded = package("refunded", 50, "2099-01-01T00:00:00Z");
    refunded["refunded"] = json!(true);
    let mut large = package("large", 2000, "2098-01-01T00:00:00Z");
    large["kind"] = json!("ssl_2000");
    large["pid"] = json!(9);
    ssl.put(&json!({
        "packages": [
            package("small", 2, "2099-01-01T00:00:00Z"),
            large,
            package("spent", 0, "2099-01-01T00:00:00Z"),
            package("late", 9, "2001-01-01T00:00:00Z"),
            refunded,
        ],
        "points": [{ "product": 1_013_961, "points": 5 }],
    }));
    ssl
}

fn list(ssl: &Client, parameters: Value) -> Vec<String> {
    let reply = ssl.ask("DescribePackages", &parameters);
    let packages = reply["Packages"].as_array().unwrap().iter();
    packages.map(|package| package["PackageId"].as_str().unwrap().to_owned()).collect()
}

fn balance(ssl: &Client, id: &str) -> Value {
    let reply = ssl.ask("DescribePackages", &json!({ "PackageId": id }));
    reply["Packages"][0]["Balance"].clone()
}

fn order(more: Value) -> Value {
    let mut parameters = json!({
        "ProductPid": 1_013_955, "PackageIds": ["small"], "DomainCount": "1", "Period": 1,
    });
    for (name, value) in more.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    parameters
}

#[test]
fn packages_are_found_by_what_they_are_and_where_they_stand() {
    let ssl = start();
    let all = ["small", "large", "spent", "late", "refunded"];
    assert_eq!(list(&ssl, json!({})), all);
    assert_eq!(list(&ssl, json!({ "Status": "usable" })), ["small", "large"]);
    assert_eq!(list(&ssl, json!({ "Status": "used" })), ["spent"]);
    assert_eq!(list(&ssl, json!({ "Status": "expired" })), ["late"]);
    assert_eq!(list(&ssl, json!({ "Status": "refund" })), ["refunded"]);
    assert_eq!(list(&ssl, json!({ "Type": "ssl_2000" })), ["large"]);
    assert_eq!(list(&ssl, json!({ "Pid": 9 })), ["large"]);
    assert_eq!(list(&ssl, json!({ "ExpireTime": "asc", "Limit": 2 })), ["late", "large"]);
    assert_eq!(list(&ssl, json!({ "ExpireTime": "desc", "Offset": 3 })), ["large", "late"]);
    let wrong = json!({ "ExpireTime": "up" });
    assert_eq!(ssl.refuse("DescribePackages", &wrong), "FailedOperation");
    let reply = ssl.ask("DescribePackages", &json!({ "Limit": 1 }));
    assert_eq!((&reply["TotalCount"], &reply["TotalBalance"]), (&json!(5), &json!(2002)));
    let shown = &reply["Packages"][0];
    for (member, value) in [
        ("Total", json!(100)),
        ("Type", json!("ssl_100")),
        ("SourceType", json!("buy")),
        // Days in China.
        ("CreateTime", json!("2026-01-02")),
        ("UpdateTime", json!("2026-01-02")),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
}

#[test]
fn certificates_are_bought_with_points_and_then_are_as_any_that_were_paid() {
    let ssl = start();
    let more = json!({
        "CertificateCount": 3, "PackageIds": ["small", "large"], "DomainNames": "www.example.com",
        "Tags": [{ "TagKey": "team", "TagValue": "a" }],
    });
    let reply = ssl.ask("CreateCertificateByPackage", &order(more));
    let ids = reply["CertificateIds"].as_array().unwrap();
    assert_eq!((ids.len(), &reply["CertificateId"]), (3, &ids[0]));
    assert_eq!((balance(&ssl, "small"), balance(&ssl, "large")), (json!(0), json!(1999)));
    for id in ids {
        let shown = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
        assert_eq!((&shown["Status"], &shown["Domain"]), (&json!(5), &json!("www.example.com")));
        assert_eq!(shown["CertificateType"], "SVR");
    }
    let information = json!({
        "CertificateId": ids[0], "CsrType": "online", "CertificateDomain": "www.example.com",
    });
    ssl.ask("SubmitCertificateInformation", &information);
    let one = json!({ "CertificateId": ids[0] });
    ssl.ask("CommitCertificateInformation", &one);
    assert_eq!(ssl.ask("DescribeCertificateDetail", &one)["CertType"], "OV");
    // A renewal is one of its original.
    let more = json!({ "OldCertificateId": ids[0], "PackageIds": ["large"] });
    ssl.ask("CreateCertificateByPackage", &order(more));
    // What a product costs, a state says.
    let more = json!({ "ProductPid": 1_013_961, "PackageIds": ["large"] });
    ssl.ask("CreateCertificateByPackage", &order(more));
    assert_eq!(balance(&ssl, "large"), 1993);
}

#[test]
fn what_cannot_be_bought_with_points_is_refused_and_nothing_is_spent() {
    let ssl = start();
    let invalid = |word: &str| format!("InvalidParameter.{word}Invalid");
    for (more, code) in [
        (json!({ "ProductPid": 1 }), invalid("ProductPid")),
        // One of SM2.
        (json!({ "ProductPid": 1_014_020 }), invalid("ProductPid")),
        (json!({ "PackageIds": [] }), invalid("PackageIds")),
        (json!({ "PackageIds": ["nobody"] }), invalid("PackageIds")),
        (json!({ "PackageIds": ["small", "late"] }), invalid("PackageIds")),
        (json!({ "PackageIds": ["refunded"] }), invalid("PackageIds")),
        (json!({ "DomainCount": "many" }), invalid("DomainCount")),
        (json!({ "DomainCount": "0" }), invalid("DomainCount")),
        (json!({ "DomainNames": "a.test.com,b.test.com" }), invalid("DomainCount")),
        (json!({ "DomainNames": "no name" }), invalid("Domain")),
        (json!({ "Period": 4 }), invalid("Period")),
        (json!({ "RenewGenCsrMethod": "guess" }), invalid("RenewGenCsrMethod")),
        (json!({ "RenewGenCsrMethod": "upload", "RenewCsr": "CSR" }), invalid("RenewCsr")),
        (json!({ "RenewAlgorithmType": "DSA" }), invalid("RenewAlgorithm")),
        (json!({ "RenewAlgorithmType": "SM2" }), invalid("RenewAlgorithm")),
        (json!({ "VerifyType": "MAIL" }), "FailedOperation".into()),
        (json!({ "OldCertificateId": "nobody00" }), "FailedOperation".into()),
        (json!({ "CertificateCount": 0 }), "FailedOperation".into()),
        (json!({ "CertificateCount": 101 }), "FailedOperation".into()),
        (json!({ "CertificateCount": 3 }), "FailedOperation.TradeError".into()),
    ] {
        let parameters = order(more);
        assert_eq!(ssl.refuse("CreateCertificateByPackage", &parameters), code, "{parameters}");
    }
    assert_eq!(balance(&ssl, "small"), 2);
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 0);
}
