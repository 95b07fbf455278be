//! Groups of proxies, and their domains.

use serde_json::{Value, json};

use super::{changed, refuses_state, set, start};
use crate::tencent::client::Client;

/// A client whose group has a proxy in each of those regions, the first of which is the scene's.
fn start_in(regions: &[&str]) -> Client {
    let gaap = start();
    let mut state = gaap.state();
    let proxies = state["proxies"].as_array_mut().unwrap();
    for (index, region) in regions.iter().enumerate() {
        proxies.push(json!({
            "id": format!("link-further{index}"), "group_id": "lg-running1",
            "access_region": region, "created": "2026-01-07T00:00:00Z",
        }));
    }
    gaap.put(&state);
    gaap
}

fn group() -> Value {
    json!({ "GroupId": "lg-running1" })
}

#[track_caller]
fn details(gaap: &Client) -> Value {
    gaap.ask("DescribeProxyGroupDetails", &group())["ProxyGroupDetail"].clone()
}

/// The regions that the domain leads to, with their countries and proxies.
#[track_caller]
fn regions(gaap: &Client) -> Vec<(String, Vec<String>, Vec<String>)> {
    let config = gaap.ask("DescribeGroupDomainConfig", &group());
    let listed = config["AccessRegionList"].as_array().unwrap();
    assert_eq!(config["AccessRegionCount"], listed.len());
    let all = |region: &Value, list: &str, member: &str| {
        let list = region[list].as_array().unwrap();
        list.iter().map(|each| each[member].as_str().unwrap().to_owned()).collect()
    };
    let show = |region: &Value| {
        let countries = all(region, "NationCountryInnerList", "NationCountryInnerCode");
        let proxies = all(region, "ProxyList", "ProxyId");
        (region["RegionId"].as_str().unwrap().to_owned(), countries, proxies)
    };
    listed.iter().map(show).collect()
}

fn region(id: &str, countries: &[&str], proxies: &[&str]) -> (String, Vec<String>, Vec<String>) {
    let own = |all: &[&str]| all.iter().map(|each| (*each).to_owned()).collect();
    (id.to_owned(), own(countries), own(proxies))
}

#[test]
fn the_domain_of_a_group_leads_at_first_from_where_its_regions_lie() {
    let gaap = start_in(&["Virginia", "NorthAmerica", "Virginia"]);
    let before = details(&gaap);
    assert_eq!((&before["Domain"], &before["ProxyNum"]), (&Value::Null, &json!(4)));
    let made = gaap.ask("CreateProxyGroupDomain", &group());
    assert_eq!(made["GroupId"], "lg-running1");
    let after = details(&gaap);
    assert_eq!(after["Domain"], "lg-running1.gaapqcloud.com");
    assert_eq!(after["DnsDefaultIp"], before["DnsDefaultIp"]);
    let expected = [
        region("Guangzhou", &["101003"], &["link-grouped1"]),
        region("Virginia", &["501001"], &["link-further2", "link-further0"]),
        region("NorthAmerica", &[], &["link-further1"]),
    ];
    assert_eq!(regions(&gaap), expected);
    let config = gaap.ask("DescribeGroupDomainConfig", &group());
    assert_eq!(config["DefaultDnsIp"], before["DnsDefaultIp"]);
    assert_eq!(config["GroupId"], "lg-running1");
    let first = &config["AccessRegionList"][0];
    assert_eq!(first["NationCountryInnerList"][0]["NationCountryName"], "中国大陆-华南");
    assert_eq!(first["GeographicalZoneInnerCode"], "101000");
    assert_eq!(first["ContinentInnerCode"], "100000");
    assert_eq!(first["RegionName"], "广州（原中国大陆-华南大区）");
}

#[test]
fn every_region_lies_in_a_country() {
    let listed = start().ask("DescribeAccessRegions", &json!({}));
    let listed = listed["AccessRegionSet"].as_array().unwrap();
    let older = ["NorthChina", "EastChina", "SouthChina", "SouthwestChina", "Wuhan"];
    let ids = listed.iter().map(|region| region["RegionId"].as_str().unwrap()).chain(older);
    let gaap = start_in(&ids.collect::<Vec<_>>());
    gaap.ask("CreateProxyGroupDomain", &group());
    let config = gaap.ask("DescribeGroupDomainConfig", &group());
    let shown = config["AccessRegionList"].as_array().unwrap();
    assert_eq!(shown.len(), listed.len() + older.len());
    for region in shown {
        assert!(!region["ContinentInnerCode"].as_str().unwrap().is_empty(), "{region}");
    }
}

#[test]
fn where_the_domain_of_a_group_leads_can_be_changed() {
    let gaap = start_in(&["Virginia"]);
    gaap.ask("CreateProxyGroupDomain", &group());
    let modify = json!({
        "GroupId": "lg-running1", "DefaultDnsIp": "origin.example.com",
        "AccessRegionList": [
            { "RegionId": "Virginia", "NationCountryInnerList": ["601001", "501001"] },
            { "RegionId": "Guangzhou" },
        ],
    });
    gaap.ask("ModifyGroupDomainConfig", &modify);
    let expected = [
        region("Virginia", &["601001", "501001"], &["link-further0"]),
        region("Guangzhou", &[], &["link-grouped1"]),
    ];
    assert_eq!(regions(&gaap), expected);
    assert_eq!(details(&gaap)["DnsDefaultIp"], "origin.example.com");
    // Without a list, the regions stay.
    let modify = json!({ "GroupId": "lg-running1", "DefaultDnsIp": "192.0.2.7" });
    gaap.ask("ModifyGroupDomainConfig", &modify);
    assert_eq!(regions(&gaap), expected);
    assert_eq!(details(&gaap)["DnsDefaultIp"], "192.0.2.7");
    let modify = changed(modify, &[("AccessRegionList", json!([]))]);
    gaap.ask("ModifyGroupDomainConfig", &modify);
    assert_eq!(regions(&gaap), []);
}

#[test]
fn a_region_is_gone_from_the_domain_of_a_group_with_its_last_proxy() {
    let gaap = start_in(&["Virginia"]);
    gaap.ask("CreateProxyGroupDomain", &group());
    gaap.ask("DestroyProxies", &json!({ "ProxyIds": ["link-further0"], "Force": 1 }));
    assert_eq!(regions(&gaap), [region("Guangzhou", &["101003"], &["link-grouped1"])]);
    gaap.put(&gaap.state());
}

#[test]
fn what_the_domain_of_a_group_cannot_be_is_refused() {
    let gaap = start_in(&["Virginia"]);
    let modify = json!({ "GroupId": "lg-running1", "DefaultDnsIp": "192.0.2.7" });
    for (action, parameters) in
        [("DescribeGroupDomainConfig", &group()), ("ModifyGroupDomainConfig", &modify)]
    {
        let (code, words) = gaap.refuse_saying(action, parameters);
        assert_eq!(code, "ResourceUnavailable", "{action}");
        assert!(words.contains("The group has no domain."), "{words}");
    }
    gaap.ask("CreateProxyGroupDomain", &group());
    let (code, words) = gaap.refuse_saying("CreateProxyGroupDomain", &group());
    assert_eq!(code, "FailedOperation");
    assert!(words.contains("The group has a domain."), "{words}");
    let one = |id: &str, countries: &[&str]| json!({ "RegionId": id, "NationCountryInnerList": countries });
    for change in [
        ("DefaultDnsIp", json!("nowhere")),
        ("AccessRegionList", json!([one("Hongkong", &[])])),
        ("AccessRegionList", json!([one("Guangzhou", &[]), one("Guangzhou", &[])])),
        ("AccessRegionList", json!([one("Guangzhou", &["1"])])),
        ("AccessRegionList", json!([one("Guangzhou", &["101001"]), one("Virginia", &["101001"])])),
    ] {
        let wrong = changed(modify.clone(), &[change]);
        let code = gaap.refuse("ModifyGroupDomainConfig", &wrong);
        assert_eq!(code, "InvalidParameterValue", "{wrong}");
    }
    let actions =
        ["CreateProxyGroupDomain", "DescribeGroupDomainConfig", "ModifyGroupDomainConfig"];
    for action in actions {
        for (id, code) in [("lg-nobody11", "ResourceNotFound"), ("", "MissingParameter")] {
            let wrong = changed(modify.clone(), &[("GroupId", json!(id))]);
            let wrong = match action {
                "ModifyGroupDomainConfig" => wrong,
                _ => json!({ "GroupId": id }),
            };
            assert_eq!(gaap.refuse(action, &wrong), code, "{action}");
        }
    }
    set(&gaap, "/groups/0/status", json!("MOVING"));
    let moving = gaap.refuse("DescribeGroupDomainConfig", &group());
    assert_eq!(moving, "FailedOperation.ResourceUpgrading");
    assert_eq!(gaap.refuse("ModifyGroupDomainConfig", &modify), "ResourceUnavailable");
    assert_eq!(gaap.refuse("CreateProxyGroupDomain", &group()), "ResourceUnavailable");
}

#[test]
fn a_state_is_refused_whose_group_leads_twice_from_a_country() {
    let gaap = start();
    let domain =
        |regions: Value| json!({ "default_value": "192.0.2.7", "access_regions": regions });
    for (regions, words) in [
        (json!([{ "id": "Korea" }, { "id": "Korea" }]), "the region \"Korea\" stands twice"),
        (json!([{ "id": "Korea", "countries": ["1"] }]), "there is no country \"1\""),
        (
            json!([
                { "id": "Korea", "countries": ["101007"] },
                { "id": "Japan", "countries": ["101007"] },
            ]),
            "the country \"101007\" stands twice",
        ),
    ] {
        let said = refuses_state(&gaap, "/groups/0/domain", domain(regions));
        assert!(said.contains("lg-running1") && said.contains(words), "{said}");
    }
}
