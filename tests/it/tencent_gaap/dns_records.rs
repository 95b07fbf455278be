//! The DNS records of global domains: made, shown, changed, deleted; and the countries that they are for.

use std::collections::BTreeSet;

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::{changed, on, paced, refuses_state, set, start};
use crate::mock::Mock;
use crate::tencent::client::Client;

fn make_domain(gaap: &Client) -> String {
    let order = json!({ "ProjectId": 0, "DefaultValue": "198.51.100.1" });
    gaap.ask("CreateGlobalDomain", &order)["DomainId"].as_str().unwrap().to_owned()
}

fn order(domain: &str) -> Value {
    json!({
        "DomainId": domain, "ProxyIdList": ["link-running1"], "NationCountryInnerCodes": ["101001"],
    })
}

#[track_caller]
fn records(gaap: &Client, domain: &str) -> Vec<Value> {
    let reply = gaap.ask("DescribeGlobalDomainDns", &json!({ "DomainId": domain }));
    reply["GlobalDnsList"].as_array().unwrap().clone()
}

/// The number, the status, the countries and the proxies of a record.
fn brief(record: &Value) -> (u64, i64, Vec<&str>, Vec<&str>) {
    let all = |list: &'static str, member: &'static str| {
        let list = record[list].as_array().unwrap();
        list.iter().map(|each| each[member].as_str().unwrap()).collect()
    };
    let countries = all("CountryAreaList", "NationCountryInnerCode");
    let number = record["DnsRecordId"].as_u64().unwrap();
    (number, record["Status"].as_i64().unwrap(), countries, all("AccessList", "ProxyId"))
}

#[track_caller]
fn proxy_count(gaap: &Client) -> Value {
    let all = json!({ "ProjectId": -1, "Offset": 0, "Limit": 20 });
    gaap.ask("DescribeGlobalDomains", &all)["Domains"][0]["ProxyCount"].clone()
}

#[test]
fn a_record_leads_the_clients_of_countries_to_proxies() {
    let gaap = start();
    let domain = make_domain(&gaap);
    assert_eq!(records(&gaap, &domain), [0; 0].map(|_| json!(0)));
    let parameters = changed(
        order(&domain),
        &[
            ("ProxyIdList", json!(["link-running1", "link-version2", "link-running1"])),
            ("NationCountryInnerCodes", json!(["101007", "101004", "101007"])),
        ],
    );
    gaap.ask("CreateGlobalDomainDns", &parameters);
    let made = records(&gaap, &domain).remove(0);
    let (number, status, countries, proxies) = brief(&made);
    assert!((1_000_000..10_000_000).contains(&number), "{number}");
    assert_eq!((status, countries), (1, vec!["101007", "101004"]));
    assert_eq!(proxies, ["link-running1", "link-version2"]);
    // As in the vendor's example.
    let korea = json!({
        "Remark": "1", "NationCountryName": "韩国", "GeographicalZoneInnerCode": "101000",
        "ContinentName": "亚洲", "ContinentInnerCode": "100000",
        "NationCountryInnerCode": "101007", "GeographicalZoneName": "东亚",
    });
    assert_eq!(made["CountryAreaList"][0], korea);
    let proxy = gaap.ask("DescribeProxyDetail", &json!({ "ProxyId": "link-running1" }));
    let proxy = &proxy["ProxyDetail"];
    let reached = json!({
        "ProxyId": "link-running1", "RegionId": "Guangzhou", "Vip": proxy["IP"], "VipList": [],
        "RegionName": proxy["AccessRegionInfo"]["RegionName"], "SourceRegionIdcType": "dc",
    });
    assert_eq!(made["AccessList"][0], reached);
    let name = format!("gd-{}.gaapqcloud.com.cn", &domain[3..]);
    assert_eq!(proxy["RelatedGlobalDomains"], json!([name]));
    let listed = gaap.ask("DescribeProxies", &json!({ "ProxyIds": ["link-version2"] }));
    assert_eq!(listed["ProxySet"][0]["RelatedGlobalDomains"], json!([name]));

    // A second record with a proxy of the first.
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    assert_eq!(proxy_count(&gaap), 2);
    let modify = changed(
        order(&domain),
        &[("DnsRecordId", json!(number)), ("NationCountryInnerCodes", json!(["101004"]))],
    );
    gaap.ask("ModifyGlobalDomainDns", &modify);
    let all = records(&gaap, &domain);
    assert_eq!(brief(&all[0]), (number, 1, vec!["101004"], vec!["link-running1"]));
    assert_eq!((all.len(), proxy_count(&gaap)), (2, json!(1)));
    gaap.ask("DeleteGlobalDomainDns", &json!({ "DnsRecordId": number }));
    let left = records(&gaap, &domain);
    assert_eq!((left.len(), brief(&left[0]).2), (1, vec!["101001"]));
    gaap.ask("DeleteGlobalDomain", &json!({ "DomainId": domain }));
    let (code, words) =
        gaap.refuse_saying("DescribeGlobalDomainDns", &json!({ "DomainId": domain }));
    assert_eq!(code, "FailedOperation");
    assert!(words.contains("domain not exits"), "{words}");
}

#[test]
fn a_proxy_of_three_carriers_is_reached_by_a_list_of_addresses() {
    let gaap = start();
    set(&gaap, "/proxies/0/network_type", json!("triple"));
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    let reached = &records(&gaap, &domain)[0]["AccessList"][0];
    let address = json!([{ "IP": reached["Vip"], "Provider": "BGP", "Bandwidth": 10 }]);
    assert_eq!(reached["VipList"], address);
}

#[test]
fn a_record_that_a_domain_cannot_have_is_refused() {
    let gaap = start();
    set(&gaap, "/proxies/2/ban_status", json!("BANNED"));
    set(&gaap, "/proxies/1/status", json!("CREATE_FAILED"));
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    gaap.ask(
        "CreateGlobalDomainDns",
        &changed(order(&domain), &[("NationCountryInnerCodes", json!(["101002"]))]),
    );
    let number = brief(&records(&gaap, &domain)[0]).0;
    let banned = ("ProxyIdList", json!(["link-version1"]));
    for (change, words) in [
        (("NationCountryInnerCodes", json!(["101002"])), "another DNS record for the country"),
        (("NationCountryInnerCodes", json!(["1000000"])), "no country with such a code"),
        (("NationCountryInnerCodes", json!([])), "NationCountryInnerCodes is empty"),
        (("ProxyIdList", json!([])), "ProxyIdList is empty"),
        (("ProxyIdList", json!(["link-nobody11"])), "no such proxy"),
        (("ProxyIdList", json!(["link-version2"])), "The proxy cannot be reached"),
        (("DomainId", json!("dm-nobody11")), "domain not exits"),
    ] {
        let free = ("NationCountryInnerCodes", json!(["101003"]));
        let wrong = changed(order(&domain), &[free, change]);
        let (code, said) = gaap.refuse_saying("CreateGlobalDomainDns", &wrong);
        assert!(code == "FailedOperation" && said.contains(words), "{wrong}: {code} {said}");
        let wrong = changed(wrong, &[("DnsRecordId", json!(number))]);
        let (code, said) = gaap.refuse_saying("ModifyGlobalDomainDns", &wrong);
        assert!(code == "FailedOperation" && said.contains(words), "{wrong}: {code} {said}");
    }
    let free = ("NationCountryInnerCodes", json!(["101003"]));
    let wrong = changed(order(&domain), &[free, banned, ("DnsRecordId", json!(number))]);
    assert_eq!(gaap.refuse("ModifyGlobalDomainDns", &wrong), "FailedOperation");
    let mut wrong = wrong;
    wrong.as_object_mut().unwrap().remove("DnsRecordId");
    let refused = gaap.refuse("CreateGlobalDomainDns", &wrong);
    assert_eq!(refused, "InvalidParameterValue.HitBanBlacklist");
    for (action, parameters) in [
        ("DeleteGlobalDomainDns", json!({ "DnsRecordId": 1 })),
        ("ModifyGlobalDomainDns", changed(order(&domain), &[("DnsRecordId", json!(1))])),
    ] {
        let (code, words) = gaap.refuse_saying(action, &parameters);
        assert_eq!(code, "FailedOperation", "{action}");
        assert!(words.contains("The DNS record does not exist."), "{words}");
    }
    assert_eq!(records(&gaap, &domain).len(), 2);
}

#[test]
fn a_record_is_made_changed_and_deleted_by_tasks() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let domain = make_domain(&gaap);
    let status = || records(&gaap, &domain).first().map(|record| brief(record).1);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    let number = gaap.state()["global_domains"][0]["dns_records"][0]["id"].as_u64().unwrap();
    let modify = changed(
        order(&domain),
        &[("DnsRecordId", json!(number)), ("NationCountryInnerCodes", json!(["101002"]))],
    );
    let delete = json!({ "DnsRecordId": number });
    for (action, parameters) in
        [("ModifyGlobalDomainDns", &modify), ("DeleteGlobalDomainDns", &delete)]
    {
        let (code, words) = gaap.refuse_saying(action, parameters);
        assert_eq!(code, "FailedOperation", "{action}");
        assert!(words.contains("The DNS record is being changed."), "{words}");
    }
    let (code, words) = gaap.refuse_saying("DisableGlobalDomain", &json!({ "DomainId": domain }));
    assert_eq!(code, "FailedOperation");
    assert!(words.contains("A DNS record of the domain is being changed."), "{words}");
    assert_eq!([status(), status()], [Some(2), Some(1)]);
    gaap.ask("ModifyGlobalDomainDns", &modify);
    // The country that it had may be its own again.
    let (_, words) = gaap.refuse_saying("CreateGlobalDomainDns", &order(&domain));
    assert!(words.contains("another DNS record for the country"), "{words}");
    assert_eq!([status(), status()], [Some(3), Some(1)]);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    gaap.ask("DeleteGlobalDomainDns", &delete);
    let statuses = |records: Vec<Value>| -> Vec<i64> {
        records.iter().map(|record| brief(record).1).collect()
    };
    // A look counts for each task once.
    assert_eq!(statuses(records(&gaap, &domain)), [4, 2]);
    assert_eq!(statuses(records(&gaap, &domain)), [1]);
    gaap.ask("DisableGlobalDomain", &json!({ "DomainId": domain }));
    let refused = gaap.refuse_saying("CreateGlobalDomainDns", &order(&domain));
    assert!(refused.1.contains("The domain is being changed."), "{}", refused.1);
}

#[test]
fn a_task_that_fails_leaves_a_record_as_it_was() {
    let gaap = start();
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    let before = gaap.state();
    let number = before["global_domains"][0]["dns_records"][0]["id"].clone();
    let gaap = paced(Pace::Immediate, End::Failure);
    gaap.put(&before);
    let other = ("NationCountryInnerCodes", json!(["101002"]));
    gaap.ask("CreateGlobalDomainDns", &changed(order(&domain), std::slice::from_ref(&other)));
    let modify = changed(order(&domain), &[other, ("DnsRecordId", number.clone())]);
    gaap.ask("ModifyGlobalDomainDns", &modify);
    gaap.ask("DeleteGlobalDomainDns", &json!({ "DnsRecordId": number }));
    let left = records(&gaap, &domain);
    assert_eq!(
        left.iter().map(brief).map(|it| (it.1, it.2)).collect::<Vec<_>>(),
        [(1, vec!["101001"])]
    );
}

#[test]
fn a_record_whose_proxies_are_destroyed_leads_nowhere() {
    let gaap = start();
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    gaap.ask("DestroyProxies", &json!({ "ProxyIds": ["link-running1"], "Force": 1 }));
    let left = records(&gaap, &domain);
    let (_, status, countries, proxies) = brief(&left[0]);
    assert_eq!((status, countries, proxies), (0, vec!["101001"], vec![]));
    assert_eq!(proxy_count(&gaap), 0);
    // What is exported can be given again.
    gaap.put(&gaap.state());
    assert_eq!(records(&gaap, &domain), left);
}

#[test]
fn a_proxy_that_is_going_is_led_to_until_it_is_gone() {
    let gaap = start();
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    let state = gaap.state();
    let gaap = paced(Pace::Reads(1), End::Success);
    gaap.put(&state);
    gaap.ask("DisableGlobalDomain", &json!({ "DomainId": domain }));
    gaap.ask("DestroyProxies", &json!({ "ProxyIds": ["link-running1"], "Force": 1 }));
    assert_eq!(proxy_count(&gaap), 1);
    let other = ("NationCountryInnerCodes", json!(["101002"]));
    let (_, words) =
        gaap.refuse_saying("CreateGlobalDomainDns", &changed(order(&domain), &[other]));
    assert!(words.contains("The proxy cannot be reached."), "{words}");
    gaap.ask("DescribeProxyDetail", &json!({ "ProxyId": "link-running1" }));
    assert_eq!(proxy_count(&gaap), 0);
    assert_eq!(brief(&records(&gaap, &domain)[0]).3, [""; 0]);
    gaap.put(&gaap.state());
    gaap.ask("DeleteGlobalDomain", &json!({ "DomainId": domain }));
}

#[test]
fn countries_are_listed_with_where_they_lie() {
    let gaap = start();
    let listed = gaap.ask("DescribeCountryAreaMapping", &json!({}));
    let listed = listed["CountryAreaMappingList"].as_array().unwrap();
    let find = |code: &str| {
        let is_it = |row: &&Value| row["NationCountryInnerCode"] == code;
        listed.iter().find(is_it).unwrap_or_else(|| panic!("{code}"))
    };
    for (code, name, zone, continent) in [
        ("101004", "中国大陆-华西", "101000", "100000"),
        ("401000", "澳大利亚", "401000", "400000"),
        ("401012", "斐济", "401000", "400000"),
    ] {
        let row = find(code);
        assert_eq!(row["NationCountryName"], name);
        assert_eq!(row["GeographicalZoneInnerCode"], zone);
        assert_eq!(row["ContinentInnerCode"], continent);
    }
    let codes: BTreeSet<_> =
        listed.iter().map(|row| row["NationCountryInnerCode"].as_str().unwrap()).collect();
    assert_eq!(codes.len(), listed.len());
}

#[test]
fn a_state_is_refused_whose_records_no_request_could_have_made() {
    let gaap = start();
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    let record = gaap.state()["global_domains"][0]["dns_records"][0].clone();
    let other = changed(record.clone(), &[("id", json!(2)), ("countries", json!(["101002"]))]);
    let modified = changed(
        other.clone(),
        &[("change", json!({ "task": "a", "kind": { "modification": record } }))],
    );
    for (records, words) in [
        (json!([changed(record.clone(), &[("countries", json!([]))])]), "is for no country"),
        (
            json!([changed(record.clone(), &[("countries", json!(["1"]))])]),
            "there is no country \"1\"",
        ),
        (
            json!([changed(record.clone(), &[("countries", json!(["101001", "101001"]))])]),
            "the country \"101001\" stands twice",
        ),
        (
            json!([record, changed(record.clone(), &[("id", json!(2))])]),
            "the country \"101001\" stands twice",
        ),
        (json!([record, modified]), "the country \"101001\" stands twice"),
        (
            json!([record, changed(other.clone(), &[("id", record["id"].clone())])]),
            "two DNS records have the id",
        ),
        (
            json!([changed(record.clone(), &[("proxy_ids", json!(["link-nobody11"]))])]),
            "there is no proxy \"link-nobody11\"",
        ),
        (
            json!([changed(
                record.clone(),
                &[("proxy_ids", json!(["link-running1", "link-running1"]))]
            )]),
            "the proxy \"link-running1\" stands twice",
        ),
    ] {
        let said = refuses_state(&gaap, "/global_domains/0/dns_records", records);
        assert!(said.contains(words) && said.contains("dm-") | said.contains("two DNS"), "{said}");
    }
    set(&gaap, "/global_domains/0/dns_records", json!([record, other]));
}

#[test]
fn the_task_of_a_record_keeps_its_work_when_its_id_is_drawn_again() {
    let begin = || {
        let paces = Paces::default()
            .with("tencent_gaap.task", Script { pace: Pace::Manual, end: End::Success });
        on(Mock::with(Config { paces, seed: Some(7), ..Config::default() }))
    };
    let gaap = begin();
    let domain = make_domain(&gaap);
    gaap.ask("CreateGlobalDomainDns", &order(&domain));
    let state = gaap.state();
    let task =
        |state: &Value| state["global_domains"][0]["dns_records"][0]["change"]["task"].clone();
    let first = task(&state);
    // Another server of the same seed draws the same ids again.
    let gaap = begin();
    gaap.put(&state);
    for id in ["link-version2", "link-version1", "link-closed11"] {
        gaap.ask("DestroyProxies", &json!({ "Force": 1, "ProxyIds": [id] }));
    }
    let state = gaap.state();
    let kept = task(&state);
    assert_ne!(kept, first);
    let tasks = state["tasks"].as_array().unwrap();
    assert!(tasks.iter().any(|one| one["id"] == first), "{tasks:?}");
    assert!(tasks.iter().any(|one| one["id"] == kept), "{tasks:?}");
}
