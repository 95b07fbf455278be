//! Domains, added, shown, changed and deleted.

use serde_json::{Value, json};

use super::{
    CREATE, DELETE, DOMAIN, GET, LIST, UPDATE, change, domain, https, new, one, show, upload,
};
use crate::mock::Mock;
use crate::tencent::client::{Client, SCF};

#[test]
fn a_domain_is_added_shown_changed_and_deleted() {
    let scf = Client::of(Mock::start(), &SCF);
    let id = upload(&scf, "wildcard");
    let rewrite = json!([{ "Path": "/aa/*", "Type": "WildcardRules", "Rewrite": "/$1" }]);
    let endpoint = json!({
        "Namespace": "default", "FunctionName": "test1", "Qualifier": "$LATEST", "PathMatch": "/aa/*",
        "PathRewrite": rewrite,
    });
    let mut all = https(&id);
    all["EndpointsConfig"] = json!([endpoint]);
    all["WafConfig"] = json!({ "WafOpen": "OPEN", "WafInstanceId": "waf_2kzh3vlq0um" });
    all["Tags"] = json!([{ "Key": "team", "Value": "web" }]);
    scf.ask(CREATE, &new("WWW.example.com", &all));
    let shown = show(&scf);
    assert_eq!((&shown["Domain"], &shown["Protocol"]), (&json!(DOMAIN), &json!("HTTP&HTTPS")));
    for member in ["CertConfig", "EndpointsConfig", "WafConfig", "Tags"] {
        assert_eq!(shown[member], all[member], "{member}");
    }
    // What is not sent stays.
    let other = upload(&scf, "rsa-2048");
    scf.ask(UPDATE, &change(&json!({ "CertConfig": { "CertificateId": other } })));
    let shown = show(&scf);
    assert_eq!(shown["CertConfig"]["CertificateId"], other);
    assert_eq!(
        (&shown["Protocol"], &shown["WafConfig"]),
        (&json!("HTTP&HTTPS"), &all["WafConfig"])
    );
    scf.ask(UPDATE, &change(&json!({ "Protocol": "HTTPS", "WafConfig": { "WafOpen": "CLOSE" } })));
    let shown = show(&scf);
    assert_eq!(
        (&shown["Protocol"], &shown["CertConfig"]["CertificateId"]),
        (&json!("HTTPS"), &json!(other))
    );
    assert_eq!(
        shown["WafConfig"],
        json!({ "WafOpen": "CLOSE", "WafInstanceId": "waf_2kzh3vlq0um" })
    );
    // Without HTTPS it has no certificate any more.
    scf.ask(UPDATE, &change(&json!({ "Protocol": "HTTP" })));
    assert_eq!(show(&scf)["CertConfig"], json!({ "CertificateId": "" }));
    scf.ask(DELETE, &json!({ "Domain": DOMAIN }));
    assert_eq!(scf.refuse(GET, &json!({ "Domain": DOMAIN })), "FailedOperation.Domain.UnExist");
}

#[test]
fn a_domain_of_which_little_is_known_is_shown_with_what_is_empty() {
    let shown = show(&one());
    assert_eq!(
        (&shown["Protocol"], &shown["CertConfig"]),
        (&json!("HTTP"), &json!({ "CertificateId": "" }))
    );
    assert_eq!(shown["WafConfig"], json!({ "WafOpen": "CLOSE", "WafInstanceId": "" }));
    assert_eq!((&shown["Tags"], &shown["EndpointsConfig"]), (&json!([]), &json!([])));
}

#[test]
fn a_client_that_sends_back_what_it_was_shown_with_a_new_certificate_changes_that_alone() {
    let scf = one();
    let id = upload(&scf, "wildcard");
    let mut certificate = show(&scf)["CertConfig"].clone();
    certificate["CertificateId"] = json!(id);
    scf.ask(UPDATE, &change(&json!({ "Protocol": "HTTP&HTTPS", "CertConfig": certificate })));
    assert_eq!(show(&scf)["CertConfig"]["CertificateId"], id);
}

#[test]
fn domains_are_listed_the_newest_first_a_page_at_a_time() {
    let scf = Client::of(Mock::start(), &SCF);
    let names: Vec<_> = (0..25).map(|number| format!("d{number:02}.example.com")).collect();
    let mut domains: Vec<_> = names.iter().map(|name| domain(name)).collect();
    domains[0]["created"] = json!("2026-02-01T00:00:00Z");
    domains[1]["updated"] = json!("2026-02-02T00:00:00Z");
    scf.put(&json!({ "custom_domains": domains }));
    let listed = |parameters: Value| {
        let reply = scf.ask(LIST, &parameters);
        assert_eq!(reply["Total"], 25);
        let list = reply["Domains"].as_array().unwrap().iter();
        list.map(|one| one["Domain"].as_str().unwrap()[..3].to_owned()).collect::<Vec<_>>()
    };
    let first = listed(json!({}));
    assert_eq!((first.len(), &*first[0], &*first[1]), (20, "d00", "d24"));
    assert_eq!(listed(json!({ "Offset": 20 })), ["d05", "d04", "d03", "d02", "d01"]);
    // The page begins behind so many items, not pages.
    assert_eq!(listed(json!({ "Offset": 1 }))[0], "d24");
    assert_eq!(listed(json!({ "Limit": 100 })).len(), 25);
    assert_eq!(listed(json!({ "Limit": 2, "Order": "ASC" })), ["d01", "d02"]);
    assert_eq!(
        listed(json!({ "Limit": 2, "OrderBy": "ModTime", "Order": "DESC" })),
        ["d01", "d24"]
    );
}
