//! Regions, what can be had there, and what it costs.

use serde_json::{Value, json};

use super::{changed, set, start};

fn order() -> Value {
    json!({
        "AccessRegion": "Guangzhou", "RealServerRegion": "Hongkong", "Bandwidth": 10,
        "Concurrent": 2,
    })
}

fn with(changes: &[(&str, Value)]) -> Value {
    changed(order(), changes)
}

#[test]
fn regions_are_listed_with_their_networks() {
    let gaap = start();
    for (action, list, parameters) in [
        ("DescribeAccessRegions", "AccessRegionSet", json!({})),
        ("DescribeDestRegions", "DestRegionSet", json!({})),
        ("DescribeDestRegions", "DestRegionSet", json!({ "QualityType": 1 })),
    ] {
        let reply = gaap.ask(action, &parameters);
        let regions = reply[list].as_array().unwrap();
        assert_eq!(reply["TotalCount"], regions.len());
        let find = |id: &str| regions.iter().find(|region| region["RegionId"] == id).unwrap();
        assert_eq!(find("Hongkong")["SupportFeature"]["NetworkType"], json!(["normal", "cn2"]));
        assert_eq!(find("Shanghai")["SupportFeature"]["NetworkType"], json!(["normal"]));
        assert_eq!(find("Shanghai")["RegionArea"], "EastChina");
    }
    let wrong = json!({ "QualityType": 2 });
    assert_eq!(gaap.refuse("DescribeDestRegions", &wrong), "InvalidParameterValue");
}

#[test]
fn what_can_be_bought_in_a_region_can_be_bought() {
    let gaap = start();
    set(&gaap, "/sold_out_regions", json!(["Nanjing"]));
    let of = |parameters: Value| {
        let reply = gaap.ask("DescribeAccessRegionsByDestRegion", &parameters);
        let regions = reply["AccessRegionSet"].as_array().unwrap().clone();
        assert_eq!(reply["TotalCount"], regions.len());
        regions
    };
    let regions = of(json!({ "DestRegion": "Hongkong" }));
    assert!(regions.iter().all(|region| region["RegionId"] != "Nanjing"));
    let largest = regions[0]["BandwidthList"].as_array().unwrap().last().unwrap();
    let check = |parameters: &Value| gaap.ask("CheckProxyCreate", parameters)["CheckFlag"].clone();
    assert_eq!(check(&with(&[("Bandwidth", largest.clone())])), 1);
    let ipv6 = of(json!({ "DestRegion": "Hongkong", "IPAddressVersion": "IPv6" }));
    assert!(ipv6.len() < regions.len());
    assert!(ipv6.iter().all(|region| region["RegionArea"].as_str().unwrap().ends_with("China")));
    for (parameters, code) in [
        (json!({ "DestRegion": "" }), "MissingParameter"),
        (json!({ "DestRegion": "Nowhere" }), "InvalidParameterValue.UnknownDestRegion"),
        (json!({ "DestRegion": "Japan", "IPAddressVersion": "5" }), "InvalidParameterValue"),
        (json!({ "DestRegion": "Japan", "PackageType": "Slow" }), "InvalidParameterValue"),
    ] {
        assert_eq!(gaap.refuse("DescribeAccessRegionsByDestRegion", &parameters), code);
    }
}

#[test]
fn a_check_says_whether_a_proxy_could_be_made() {
    let gaap = start();
    set(&gaap, "/sold_out_regions", json!(["Nanjing"]));
    for (changes, flag) in [
        (vec![], 1),
        (vec![("AccessRegion", json!("SouthChina"))], 1),
        (vec![("GroupId", json!("lg-running1"))], 1),
        (vec![("AccessRegion", json!("Nanjing"))], 0),
        (vec![("NetworkType", json!("cn2"))], 0),
        (vec![("IPAddressVersion", json!("IPv6")), ("Http3Supported", json!(1))], 0),
        (vec![("GroupId", json!("lg-running1")), ("PackageType", json!("CrossBorder"))], 0),
    ] {
        let parameters = with(&changes);
        let reply = gaap.ask("CheckProxyCreate", &parameters);
        assert_eq!(reply["CheckFlag"], flag, "{parameters}");
    }
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    for (member, wrong, code) in [
        ("Bandwidth", json!(11), value("InvalidBandwidth")),
        ("Concurrent", json!(3), value("InvalidConcurrency")),
        ("AccessRegion", json!("Nowhere"), value("UnknownAccessRegion")),
        ("RealServerRegion", json!("Nowhere"), value("UnknownDestRegion")),
        ("GroupId", json!("lg-nobody11"), "InvalidParameterValue".into()),
        ("NetworkType", json!("slow"), "InvalidParameterValue".into()),
    ] {
        assert_eq!(gaap.refuse("CheckProxyCreate", &with(&[(member, wrong)])), code, "{member}");
    }
    // Nothing was made.
    assert_eq!(gaap.state()["proxies"].as_array().unwrap().len(), 6);
}

#[test]
fn a_proxy_has_the_price_that_the_state_says() {
    let gaap = start();
    let ask = |changes: &[(&str, Value)]| gaap.ask("InquiryPriceCreateProxy", &with(changes));
    let price = ask(&[]);
    assert_eq!((&price["ProxyDailyPrice"], &price["Currency"]), (&json!(80.64), &json!("CNY")));
    let steps = price["BandwidthUnitPrice"].as_array().unwrap();
    assert_eq!(steps.len(), 5);
    assert_eq!(steps[1]["BandwidthRange"], json!([20, 100]));
    assert_eq!(steps[4]["BandwidthRange"], json!([2000, -1]));
    assert_eq!(price["FlowUnitPrice"], Value::Null);
    let prices = json!({
        "currency": "USD", "daily": 1.5, "bandwidth": [{ "price": 2.0 }], "traffic": 0.25,
        "cn2": 3.0,
    });
    set(&gaap, "/prices", prices);
    let price = ask(&[("BillingType", json!(1))]);
    assert_eq!(price["FlowUnitPrice"], 0.25);
    assert_eq!(price["BandwidthUnitPrice"], Value::Null);
    assert_eq!(price["Cn2BandwidthPrice"], 0.0);
    let price = ask(&[("AccessRegion", json!("Hongkong")), ("NetworkType", json!("cn2"))]);
    assert_eq!((&price["Cn2BandwidthPrice"], &price["Currency"]), (&json!(3.0), &json!("USD")));
    assert_eq!(price["BandwidthUnitPrice"][0]["BandwidthRange"], json!([0, -1]));
    // The older names do, too.
    let older = json!({
        "AccessRegion": "Guangzhou", "DestRegion": "Hongkong", "Bandwidth": 10, "Concurrency": 2,
    });
    assert_eq!(gaap.ask("InquiryPriceCreateProxy", &older)["ProxyDailyPrice"], 1.5);
    set(&gaap, "/sold_out_regions", json!(["Guangzhou"]));
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    for (member, wrong, code) in [
        ("Bandwidth", json!(-1), value("InvalidBandwidth")),
        ("Bandwidth", json!(11), value("InvalidBandwidth")),
        ("Concurrent", json!(-1), value("InvalidConcurrency")),
        ("Concurrent", Value::Null, "MissingParameter".into()),
        ("RealServerRegion", json!(""), "MissingParameter".into()),
        ("AccessRegion", json!("Nowhere"), value("UnknownAccessRegion")),
        ("RealServerRegion", json!("Nowhere"), value("UnknownDestRegion")),
        ("BillingType", json!(2), "InvalidParameterValue".into()),
        ("ProjectId", Value::Null, "ResourceUnavailable".into()),
    ] {
        let mut parameters = with(&[(member, wrong.clone())]);
        if wrong.is_null() {
            parameters.as_object_mut().unwrap().remove(member);
        }
        assert_eq!(gaap.refuse("InquiryPriceCreateProxy", &parameters), code, "{member}");
    }
}
