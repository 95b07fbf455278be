//! Actions for GitHub's workflows, of 2025 and 2026.

use serde_json::{Value, json};

use super::{Tool, cdn_certificate, cdn_domains};

#[test]
fn the_action_for_tencent_cloud_updates_what_is_bound_and_deletes_what_is_left_over() {
    let tool =
        Tool::with(&json!({ "tencent_cdn": cdn_domains(&["www.example.com", "a.other.org"]) }));
    let old = tool.upload("wildcard", true);
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": old } });
    tool.call("cdn.UpdateDomainConfig", &json!({ "Domain": "www.example.com", "Https": https }));
    let new = tool.upload("wildcard", true);
    // It asks for more than a page may hold, and reads what a domain has.
    let all = tool.call("cdn.DescribeDomainsConfig", &json!({ "Offset": 0, "Limit": 1000 }));
    let domains = all["Domains"].as_array().unwrap();
    let bound = domains.iter().find(|each| each["Domain"] == "www.example.com").unwrap();
    let held = bound["Https"]["CertInfo"]["CertId"].clone();
    assert_eq!(held, old.as_str());
    let update =
        json!({ "OldCertificateId": held, "CertificateId": new, "ResourceTypes": ["cdn"] });
    let made = tool.call("ssl.UpdateCertificateInstance", &update);
    assert_ne!(made["DeployRecordId"], 0);
    let deleted =
        tool.call("ssl.DeleteCertificates", &json!({ "CertificateIds": [old], "IsSync": true }));
    let task = deleted["CertTaskIds"][0]["TaskId"].clone();
    let results =
        tool.call("ssl.DescribeDeleteCertificatesTaskResult", &json!({ "TaskIds": [task] }));
    assert_eq!(results["DeleteTaskResult"][0]["Status"], 1);
    assert_eq!(cdn_certificate(&tool, "www.example.com"), new.as_str());
}

#[test]
fn the_action_of_renbaoshuo_asks_for_four_domains_at_once_and_updates_until_all_is_done() {
    let names = ["a.example.com", "b.example.com", "c.example.com", "d.example.com"];
    let tool = Tool::with(&json!({ "tencent_cdn": cdn_domains(&names) }));
    let old = tool.upload("wildcard", true);
    for name in names {
        let https = json!({ "Switch": "on", "CertInfo": { "CertId": old } });
        tool.call("cdn.UpdateDomainConfig", &json!({ "Domain": name, "Https": https }));
    }
    let filters = json!({ "Filters": [{ "Name": "domain", "Value": names }], "Limit": 1000 });
    assert_eq!(tool.call("cdn.DescribeDomainsConfig", &filters)["TotalNumber"], 4);
    let six = json!({ "Filters": [{ "Name": "domain", "Value": ["1", "2", "3", "4", "5", "6"] }] });
    assert_ne!(tool.refused("cdn.DescribeDomainsConfig", &six), "");
    let update = json!({
        "OldCertificateId": old, "ResourceTypes": ["cdn"], "Repeatable": true,
        "CertificatePublicKey": crate::material::pem("wildcard.crt"),
        "CertificatePrivateKey": crate::material::pem("wildcard.key"),
    });
    let mut asked = 0;
    loop {
        let made = tool.call("ssl.UpdateCertificateInstance", &update);
        let progress = made["UpdateSyncProgress"].as_array();
        asked += 1;
        assert!(asked < 5, "it would never end: {made:#}");
        if progress.is_none_or(|each| each.iter().all(|one| one["Status"] == 1)) {
            break;
        }
    }
    let held: Vec<Value> = names.iter().map(|name| cdn_certificate(&tool, name)).collect();
    assert!(held.iter().all(|id| *id == held[0]), "{held:?}");
}

#[test]
fn the_action_for_edgeone_reads_the_hosts_and_updates_what_is_bound_by_ssl() {
    let tool = Tool::with_fixture("bound-in-four-products");
    let new = tool.upload("wildcard", true);
    let hosts = json!({ "ZoneId": "zone-21xfqlh4qjee", "Limit": 200 });
    let found = tool.call("teo.DescribeAccelerationDomains", &hosts);
    let old = found["AccelerationDomains"][0]["Certificate"]["List"][0]["CertId"].clone();
    assert_eq!(old, "bound001");
    // One of the tools spells a filter's member in another way, which nobody reads.
    let misspelt = json!({
        "ZoneId": "zone-21xfqlh4qjee",
        "Filters": [{ "Name": "domain-name", "Value": ["edge.example.com"] }],
    });
    assert_eq!(tool.refused("teo.DescribeAccelerationDomains", &misspelt), "UnknownParameter");
    let update = json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["teo"] });
    tool.call("ssl.UpdateCertificateInstance", &update);
    let found = tool.call("teo.DescribeAccelerationDomains", &hosts);
    let list = &found["AccelerationDomains"][0]["Certificate"]["List"];
    assert!(list.as_array().unwrap().iter().any(|one| one["CertId"] == new.as_str()), "{list}");
}
