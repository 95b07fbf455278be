//! Origins: added, shown, renamed, removed.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, paced, set, start, task};
use crate::tencent::client::Client;

fn order() -> Value {
    json!({ "ProjectId": 7, "RealServerIP": ["198.51.100.1"], "RealServerName": "name" })
}

/// The ids of the origins that are listed.
#[track_caller]
fn listed(gaap: &Client, parameters: Value) -> Vec<String> {
    let all = changed(json!({ "ProjectId": -1 }), &[]);
    let parameters = parameters.as_object().unwrap().iter().fold(all, |mut all, (name, value)| {
        all[name] = value.clone();
        all
    });
    let reply = gaap.ask("DescribeRealServers", &parameters);
    let servers = reply["RealServerSet"].as_array().unwrap();
    servers.iter().map(|each| each["RealServerId"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn origins_are_added_by_their_addresses_and_host_names() {
    let gaap = start();
    let addresses = json!(["198.51.100.1", "2001:db8::1", "New.example.com"]);
    let tags = json!([{ "TagKey": "team", "TagValue": "a" }]);
    let parameters = changed(order(), &[("RealServerIP", addresses.clone()), ("TagSet", tags)]);
    let added = gaap.ask("AddRealServers", &parameters)["RealServerSet"].clone();
    let added = added.as_array().unwrap();
    for (server, address) in added.iter().zip(addresses.as_array().unwrap()) {
        let id = server["RealServerId"].as_str().unwrap();
        assert!(id.starts_with("rs-") && id.len() == 11, "{id}");
        assert_eq!(server["RealServerIP"], *address);
    }
    let found = json!({ "ProjectId": 7, "SearchValue": "example" });
    let found = gaap.ask("DescribeRealServers", &found);
    assert_eq!(
        found["RealServerSet"],
        json!([{
            "RealServerId": added[2]["RealServerId"], "RealServerIP": "New.example.com",
            "RealServerName": "name", "ProjectId": 7,
            "TagSet": [{ "TagKey": "team", "TagValue": "a" }],
        }])
    );
}

#[test]
fn origins_that_cannot_be_added_are_refused_by_what_is_wrong_with_them() {
    let gaap = start();
    set(&gaap, "/forbidden_projects", json!([8]));
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    let many: Vec<_> = (0..101).map(|number| format!("198.51.100.{number}")).collect();
    let tags: Vec<_> =
        (0..51).map(|number| json!({ "TagKey": format!("k{number}"), "TagValue": "" })).collect();
    for (changes, code) in [
        (("ProjectId", json!(8)), value("ProjectIdNotBelong")),
        (("RealServerName", json!("")), "InvalidParameterValue".into()),
        (("RealServerName", json!("a".repeat(31))), "InvalidParameterValue".into()),
        (("RealServerIP", json!([])), "MissingParameter".into()),
        (("RealServerIP", json!(many)), "InvalidParameterValue".into()),
        (("RealServerIP", json!(["*.example.com"])), "InvalidParameterValue".into()),
        (("RealServerIP", json!(["192.0.2.1"])), value("DuplicateRS")),
        (("RealServerIP", json!(["ORIGIN.example.com"])), value("DuplicateRS")),
        (("RealServerIP", json!(["198.51.100.1", "198.51.100.1"])), value("DuplicateRS")),
        (("TagSet", json!([{ "TagKey": "", "TagValue": "" }])), value("InvalidTags")),
        (("TagSet", json!(tags)), "LimitExceeded.TagQuota".into()),
    ] {
        let parameters = changed(order(), &[changes]);
        assert_eq!(gaap.refuse("AddRealServers", &parameters), code, "{parameters}");
    }
    set(&gaap, "/tag_service", json!("failing"));
    let tagged = changed(order(), &[("TagSet", json!([{ "TagKey": "a", "TagValue": "b" }]))]);
    assert_eq!(gaap.refuse("AddRealServers", &tagged), "FailedOperation.TagResourcesFailed");
    assert_eq!(listed(&gaap, json!({})).len(), 4);
}

#[test]
fn origins_are_found_by_project_address_name_and_tags() {
    let gaap = start();
    set(&gaap, "/real_servers/3/tags", json!([{ "TagKey": "team", "TagValue": "a" }]));
    let filter =
        |name: &str, value: &str| json!({ "Filters": [{ "Name": name, "Values": [value] }] });
    let all = ["rs-banned11", "rs-domain11", "rs-22222222", "rs-11111111"];
    assert_eq!(listed(&gaap, json!({})), all);
    assert_eq!(listed(&gaap, json!({ "ProjectId": 7 })), ["rs-22222222"]);
    assert_eq!(listed(&gaap, json!({ "ProjectId": 0, "SearchValue": "192.0" })).len(), 2);
    assert_eq!(listed(&gaap, json!({ "Offset": 1, "Limit": 2 })), all[1..3]);
    assert_eq!(listed(&gaap, filter("RealServerName", "first")), ["rs-11111111"]);
    assert_eq!(listed(&gaap, filter("RealServerIP", "192.0.2.2")), ["rs-22222222"]);
    let team = |value: &str| json!({ "TagSet": [{ "TagKey": "team", "TagValue": value }] });
    assert_eq!(listed(&gaap, team("a")), ["rs-banned11"]);
    assert_eq!(listed(&gaap, team("b")).len(), 0);
    let six = vec![json!({ "TagKey": "a", "TagValue": "b" }); 6];
    for refused in [
        json!({ "ProjectId": -2 }),
        json!({ "ProjectId": -1, "Limit": 51 }),
        json!({ "ProjectId": -1, "TagSet": six }),
        json!({ "ProjectId": -1, "Filters": [{ "Name": "Name", "Values": ["first"] }] }),
    ] {
        let code = gaap.refuse("DescribeRealServers", &refused);
        assert_eq!(code, "InvalidParameterValue", "{refused}");
    }
}

#[test]
fn an_origin_is_renamed() {
    let gaap = start();
    let rename = |id: &str, name: &str| json!({ "RealServerId": id, "RealServerName": name });
    gaap.ask("ModifyRealServerName", &rename("rs-11111111", "other"));
    let other = json!({ "Filters": [{ "Name": "RealServerName", "Values": ["other"] }] });
    assert_eq!(listed(&gaap, other), ["rs-11111111"]);
    let refused = gaap.refuse_saying("ModifyRealServerName", &rename("rs-nobody11", "other"));
    assert_eq!(refused.0, "InvalidParameter");
    assert!(refused.1.contains("RealServerId(rs-nobody11) Not Exist."), "{}", refused.1);
    let nameless = gaap.refuse("ModifyRealServerName", &rename("rs-11111111", ""));
    assert_eq!(nameless, "InvalidParameterValue");
}

#[test]
fn origins_are_removed_all_or_none_once_nothing_has_them() {
    let gaap = start();
    set(&gaap, "/real_servers/1/tags", json!([{ "TagKey": "team", "TagValue": "a" }]));
    let remove = |ids: Value| json!({ "RealServerIds": ids });
    for (ids, code) in [
        (json!([]), "MissingParameter"),
        (json!(vec!["rs-22222222"; 101]), "InvalidParameterValue"),
        (json!(["rs-22222222", "rs-nobody11"]), "ResourceNotFound"),
        (json!(["rs-22222222", "rs-11111111"]), "FailedOperation.RealServerAlreadyBound"),
    ] {
        assert_eq!(gaap.refuse("RemoveRealServers", &remove(ids)), code);
    }
    set(&gaap, "/tag_service", json!("failing"));
    let tagged = gaap.refuse("RemoveRealServers", &remove(json!(["rs-22222222"])));
    assert_eq!(tagged, "FailedOperation.UnTagResourcesFailed");
    set(&gaap, "/tag_service", json!("working"));
    gaap.ask("RemoveRealServers", &remove(json!(["rs-22222222", "rs-22222222", "rs-domain11"])));
    assert_eq!(listed(&gaap, json!({})), ["rs-banned11", "rs-11111111"]);
    gaap.ask("BindRuleRealServers", &json!({ "RuleId": "rule-11111111" }));
    gaap.ask("RemoveRealServers", &remove(json!(["rs-11111111"])));
}

#[test]
fn an_origin_stays_while_a_task_may_bind_it_again() {
    let gaap = paced(Pace::Reads(1), End::Failure);
    let begun = gaap.ask("BindRuleRealServers", &json!({ "RuleId": "rule-11111111" }));
    let remove = json!({ "RealServerIds": ["rs-11111111"] });
    let bound = "FailedOperation.RealServerAlreadyBound";
    assert_eq!(gaap.refuse("RemoveRealServers", &remove), bound);
    assert_eq!(task(&gaap, &begun["RequestId"]), "RUNNING");
    assert_eq!(task(&gaap, &begun["RequestId"]), "FAIL");
    assert_eq!(gaap.refuse("RemoveRealServers", &remove), bound);
}

#[test]
fn origins_say_whether_they_are_bound_and_where() {
    let gaap = start();
    let status =
        |ids: Value| gaap.ask("DescribeRealServersStatus", &json!({ "RealServerIds": ids }));
    let shown = |id: &str, bound: u8, proxy: &str, group: &str| json!({ "RealServerId": id, "BindStatus": bound, "ProxyId": proxy, "GroupId": group });
    let reply = status(json!(["rs-22222222", "rs-11111111", "rs-22222222"]));
    assert_eq!(reply["TotalCount"], 2);
    assert_eq!(
        reply["RealServerStatusSet"],
        json!([shown("rs-22222222", 0, "", ""), shown("rs-11111111", 1, "link-running1", "")])
    );
    let mut state = gaap.state();
    state["listeners"][2]["proxy_id"] = Value::Null;
    state["listeners"][2]["group_id"] = json!("lg-running1");
    gaap.put(&state);
    let reply = status(json!(["rs-11111111"]));
    assert_eq!(reply["RealServerStatusSet"], json!([shown("rs-11111111", 1, "", "lg-running1")]));
    for (ids, code) in [
        (json!([]), "MissingParameter"),
        (json!(["rs-nobody11"]), "InvalidParameterValue.RealServerNotBelong"),
    ] {
        let parameters = json!({ "RealServerIds": ids });
        assert_eq!(gaap.refuse("DescribeRealServersStatus", &parameters), code);
    }
}
