//! Domains, added, started, stopped and deleted.

use certmock::pace::{End, Pace, Script};
use serde_json::{Value, json};

use super::{config, paced, upload, with};
use crate::tencent::client::Client;

fn one(cdn: &Client, action: &str) {
    cdn.ask(action, &json!({ "Domain": "www.example.com" }));
}

fn addition(domain: &str) -> Value {
    json!({ "Domain": domain, "ServiceType": "web", "Origin": { "OriginType": "ip", "Origins": ["1.1.1.1"] } })
}

#[test]
fn a_domain_lives_from_its_addition_to_its_end_as_terraform_has_it() {
    let cdn = paced("tencent_cdn.deploy", Script { pace: Pace::Reads(1), end: End::Success });
    let id = upload(&cdn, "wildcard");
    let mut parameters = addition("WWW.example.com");
    parameters["Area"] = json!("overseas");
    parameters["Https"] = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    cdn.ask("AddCdnDomain", &parameters);
    let statuses = |cdn: &Client| {
        [
            config(cdn, "www.example.com")["Status"].clone(),
            config(cdn, "www.example.com")["Status"].clone(),
        ]
    };
    assert_eq!(statuses(&cdn), ["processing", "online"]);
    let shown = config(&cdn, "www.example.com");
    assert_eq!((&shown["Domain"], &shown["Area"]), (&json!("www.example.com"), &json!("overseas")));
    assert_eq!(shown["Origin"]["Origins"], json!(["1.1.1.1"]));
    assert_eq!(shown["Https"]["CertInfo"]["CertId"], id);
    let name = json!({ "Domain": "www.example.com" });
    assert_eq!(cdn.refuse("StartCdnDomain", &name), "InvalidParameter.CDNStatusInvalidDomain");
    assert_eq!(cdn.refuse("DeleteCdnDomain", &name), "ResourceUnavailable.CdnHostIsNotOffline");
    one(&cdn, "StopCdnDomain");
    assert_eq!(cdn.refuse("DeleteCdnDomain", &name), "ResourceInUse.CdnOpInProgress");
    assert_eq!(statuses(&cdn), ["closing", "offline"]);
    assert_eq!(cdn.refuse("StopCdnDomain", &name), "InvalidParameter.CDNStatusInvalidDomain");
    // What is offline can be changed, and stays so.
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": "www.example.com", "ProjectId": 0 }));
    assert_eq!(statuses(&cdn), ["processing", "offline"]);
    one(&cdn, "StartCdnDomain");
    assert_eq!(statuses(&cdn), ["processing", "online"]);
    one(&cdn, "StopCdnDomain");
    assert_eq!(statuses(&cdn), ["closing", "offline"]);
    one(&cdn, "DeleteCdnDomain");
    assert_eq!(cdn.ask("DescribeDomains", &json!({}))["TotalNumber"], 0);
    assert_eq!(cdn.refuse("StopCdnDomain", &name), "ResourceNotFound.CdnHostNotExists");
}

#[test]
fn what_cannot_be_added_is_refused() {
    let cdn = with(&json!([{ "domain": "www.example.com", "created": "2026-01-01T00:00:00Z" }]));
    let bad = |member: &str, value: Value| {
        let mut parameters = addition("new.example.com");
        parameters[member] = value;
        parameters
    };
    for (parameters, code) in [
        (addition("www.EXAMPLE.com"), "ResourceInUse.CdnHostExists"),
        (addition("com"), "InvalidParameter.CdnConfigInvalidHost"),
        (addition("a b.com"), "InvalidParameter.CdnConfigInvalidHost"),
        (addition("-a.com"), "InvalidParameter.CdnConfigInvalidHost"),
        (addition(&format!("{}.com", "a.".repeat(130))), "InvalidParameter.CdnHostTooLongHost"),
        (bad("ServiceType", json!("film")), "InvalidParameter.CdnParamError"),
        (bad("Area", json!("moon")), "InvalidParameter.CdnParamError"),
        (bad("ProjectId", json!(5)), "InvalidParameter.CdnParamError"),
        (bad("Https", json!({ "Switch": "on" })), "InvalidParameter.CdnCertInfoNotFound"),
        (
            bad("Https", json!({ "Switch": "on", "CertInfo": { "CertId": "nosuchid" } })),
            "InvalidParameter.CdnCertInfoNotFound",
        ),
        (
            bad(
                "Https",
                json!({ "Switch": "on", "CertInfo": { "Certificate": "x", "PrivateKey": "y" } }),
            ),
            "InvalidParameter.CdnCertInfoNotFound",
        ),
    ] {
        assert_eq!(cdn.refuse("AddCdnDomain", &parameters), code, "{parameters}");
    }
    assert_eq!(cdn.ask("DescribeDomains", &json!({}))["TotalNumber"], 1);
    cdn.ask("AddCdnDomain", &addition("*.example.com"));
}

#[test]
fn starting_and_stopping_says_nothing_of_the_certificate_even_where_it_fails() {
    let cdn = paced("tencent_cdn.deploy", Script { pace: Pace::Reads(1), end: End::Failure });
    let id = upload(&cdn, "wildcard");
    for (status, action) in [("online", "StopCdnDomain"), ("offline", "StartCdnDomain")] {
        cdn.put(&json!({ "domains": [{
            "domain": "www.example.com", "created": "2026-01-01T00:00:00Z", "status": status,
            "certificate": { "id": id },
        }] }));
        one(&cdn, action);
        for wanted in [if status == "online" { "closing" } else { "processing" }, status] {
            let shown = config(&cdn, "www.example.com");
            let stands = (&shown["Status"], &shown["Https"]["SslStatus"]);
            assert_eq!(stands, (&json!(wanted), &json!("deployed")));
        }
    }
}
