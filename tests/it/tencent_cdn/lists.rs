//! Domains, listed.

use serde_json::{Value, json};

use super::{bind, upload, with};
use crate::tencent::client::Client;

fn domains() -> Value {
    let origin = |address: &str| json!({ "Origin": { "Origins": [address], "OriginType": "ip", "OriginPullProtocol": "http" } });
    json!([
        { "domain": "a.example.com", "created": "2026-01-01T00:00:00Z", "config": origin("1.1.1.1") },
        { "domain": "b.example.com", "created": "2026-01-02T00:00:00Z", "config": origin("2.2.2.2"),
          "status": "offline", "service_type": "media", "project_id": 7 },
        { "domain": "c.other.org", "created": "2026-01-03T00:00:00Z", "config": origin("1.1.1.1"),
          "status": "rejected", "product": "ecdn", "area": "global" },
    ])
}

fn start() -> Client {
    let cdn = with(&json!([]));
    cdn.put(&json!({ "projects": [0, 7], "domains": domains() }));
    cdn
}

fn names(reply: &Value) -> Vec<&str> {
    let domains = reply["Domains"].as_array().unwrap();
    domains.iter().map(|domain| domain["Domain"].as_str().unwrap()).collect()
}

fn filtered(cdn: &Client, filters: &Value) -> Vec<String> {
    let reply = cdn.ask("DescribeDomains", &json!({ "Filters": filters }));
    assert_eq!(reply["TotalNumber"], names(&reply).len());
    names(&reply).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_page_has_the_newest_first_and_the_number_of_all() {
    let cdn = start();
    let reply = cdn.ask("DescribeDomains", &json!({ "Offset": 1, "Limit": 1 }));
    assert_eq!((names(&reply), &reply["TotalNumber"]), (vec!["b.example.com"], &json!(3)));
    let shown = &reply["Domains"][0];
    assert_eq!(shown["Cname"], "b.example.com.cdn.dnsv1.com");
    assert_eq!((&shown["Status"], &shown["ServiceType"]), (&json!("offline"), &json!("media")));
    // In the vendor's zone, which it does not name.
    assert_eq!(shown["CreateTime"], "2026-01-02 08:00:00");
    assert_eq!(shown["Product"], "cdn");
    // A limit above the largest is cut: clients ask for 1,000 of the second list.
    for action in ["DescribeDomains", "DescribeDomainsConfig"] {
        let reply = cdn.ask(action, &json!({ "Limit": 100_000 }));
        assert_eq!(names(&reply), ["c.other.org", "b.example.com", "a.example.com"]);
        assert_eq!(names(&cdn.ask(action, &json!({ "Offset": 3 }))), [""; 0]);
    }
}

#[test]
fn every_filter_finds_by_any_of_its_values_and_all_filters_have_to_pass() {
    let cdn = start();
    let id = cdn.ask("DescribeDomains", &json!({}))["Domains"][2]["ResourceId"].clone();
    for (name, value, found) in [
        ("domain", json!(["A.example.com", "c.other.org"]), vec!["c.other.org", "a.example.com"]),
        ("origin", json!(["2.2.2.2"]), vec!["b.example.com"]),
        ("resourceId", json!([id]), vec!["a.example.com"]),
        ("status", json!(["offline", "deleted"]), vec!["b.example.com"]),
        ("serviceType", json!(["media"]), vec!["b.example.com"]),
        ("projectId", json!(["7"]), vec!["b.example.com"]),
        ("domainType", json!(["cos"]), vec![]),
        ("originPullProtocol", json!(["https"]), vec![]),
        ("fullUrlCache", json!(["off"]), vec![]),
        ("https", json!(["on", "processing"]), vec![]),
        ("tagKey", json!(["team"]), vec![]),
    ] {
        assert_eq!(filtered(&cdn, &json!([{ "Name": name, "Value": value }])), found, "{name}");
    }
    let fuzzy = json!({ "Name": "domain", "Value": ["example"], "Fuzzy": true });
    assert_eq!(filtered(&cdn, &json!([fuzzy])), ["b.example.com", "a.example.com"]);
    let online = json!({ "Name": "status", "Value": ["online"] });
    assert_eq!(filtered(&cdn, &json!([fuzzy, online])), ["a.example.com"]);
    bind(&cdn, "a.example.com", &upload(&cdn, "wildcard"));
    let https = json!([{ "Name": "https", "Value": ["on"] }]);
    assert_eq!(filtered(&cdn, &https), ["a.example.com"]);
}

#[test]
fn the_detailed_list_is_sorted_by_age_or_by_the_end_of_certificates() {
    let cdn = start();
    let sorted = |key: &str, sequence: &str| {
        let sort = json!({ "Sort": { "Key": key, "Sequence": sequence } });
        let reply = cdn.ask("DescribeDomainsConfig", &sort);
        names(&reply).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(sorted("createTime", "asc"), ["a.example.com", "b.example.com", "c.other.org"]);
    bind(&cdn, "b.example.com", &upload(&cdn, "wildcard"));
    assert_eq!(sorted("certExpireTime", "desc")[0], "b.example.com");
    assert_eq!(sorted("certExpireTime", "asc")[2], "b.example.com");
}

#[test]
fn a_domain_that_is_not_there_is_an_empty_list() {
    let cdn = with(&json!([]));
    for action in ["DescribeDomains", "DescribeDomainsConfig"] {
        let filters = json!({ "Filters": [{ "Name": "domain", "Value": ["www.example.com"] }] });
        let reply = cdn.ask(action, &filters);
        assert_eq!((&reply["Domains"], &reply["TotalNumber"]), (&json!([]), &json!(0)));
    }
}

#[test]
fn what_no_list_can_be_asked_is_refused() {
    let cdn = start().in_english();
    let filter = |name: &str, value: Value, fuzzy: bool| json!({ "Filters": [{ "Name": name, "Value": value, "Fuzzy": fuzzy }] });
    for parameters in [
        json!({ "Offset": -1 }),
        json!({ "Limit": -1 }),
        filter("colour", json!(["red"]), false),
        filter("domain", json!(["a", "b", "c", "d", "e", "f"]), false),
        filter("domain", json!(["a", "b"]), true),
        filter("status", json!(["on"]), true),
    ] {
        for action in ["DescribeDomains", "DescribeDomainsConfig"] {
            let refused = cdn.refuse(action, &parameters);
            assert_eq!(refused, "InvalidParameter.CdnParamError", "{parameters}");
        }
    }
    for sort in [json!({ "Key": "size" }), json!({ "Sequence": "up" })] {
        let refused = cdn.refuse("DescribeDomainsConfig", &json!({ "Sort": sort }));
        assert_eq!(refused, "InvalidParameter.CdnParamError");
    }
    let (code, words) = cdn.refuse_saying("DescribeDomains", &filter("domain", json!([1]), false));
    assert_eq!(code, "InvalidParameter");
    assert!(words.starts_with("The value type of parameter `Filters.0.Value.0` is not valid"));
}
