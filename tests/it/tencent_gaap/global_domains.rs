//! Global domains: made, shown, changed, opened, closed, deleted.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, paced, set, start, task};
use crate::tencent::client::Client;

fn order() -> Value {
    json!({ "ProjectId": 7, "DefaultValue": "198.51.100.1", "Alias": "name" })
}

fn make(gaap: &Client, changes: &[(&str, Value)]) -> String {
    let reply = gaap.ask("CreateGlobalDomain", &changed(order(), changes));
    reply["DomainId"].as_str().unwrap().to_owned()
}

#[track_caller]
fn listed(gaap: &Client, changes: &[(&str, Value)]) -> Vec<Value> {
    let all = json!({ "ProjectId": -1, "Offset": 0, "Limit": 20 });
    let reply = gaap.ask("DescribeGlobalDomains", &changed(all, changes));
    reply["Domains"].as_array().unwrap().clone()
}

#[test]
fn a_global_domain_is_made_changed_and_deleted() {
    let gaap = start();
    let tags = json!([{ "TagKey": "team", "TagValue": "a" }]);
    let id = make(&gaap, &[("TagSet", tags.clone())]);
    assert!(id.starts_with("dm-") && id.len() == 11, "{id}");
    let made = listed(&gaap, &[]).remove(0);
    for (member, value) in [
        ("DomainId", json!(id)),
        ("FullDomain", json!(format!("gd-{}.gaapqcloud.com.cn", &id[3..]))),
        ("Alias", json!("name")),
        ("Type", json!("IP")),
        ("Status", json!(0)),
        ("ProjectId", json!(7)),
        ("DefaultValue", json!("198.51.100.1")),
        ("UpdateTime", Value::Null),
        ("TagSet", tags.clone()),
        ("BanStatus", json!("RECOVER")),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    let modify = json!({ "DomainId": id, "ProjectId": 8, "DefaultValue": "origin.example.com" });
    gaap.ask("ModifyGlobalDomainAttribute", &modify);
    let modified = listed(&gaap, &[("ProjectId", json!(8)), ("TagSet", tags)]).remove(0);
    assert_eq!((&modified["Type"], &modified["Alias"]), (&json!("DOMAIN"), &json!("name")));
    assert!(modified["UpdateTime"].is_i64());
    gaap.ask("DeleteGlobalDomain", &json!({ "DomainId": id }));
    assert_eq!(listed(&gaap, &[]), [0; 0].map(|_| json!(0)));
}

#[test]
fn a_global_domain_that_cannot_be_made_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    set(&gaap, "/forbidden_projects", json!([8]));
    set(&gaap, "/refused_domains", json!({ "banned.example.com": "banned" }));
    let tags: Vec<_> =
        (0..51).map(|number| json!({ "TagKey": format!("k{number}"), "TagValue": "" })).collect();
    let banned = "InvalidParameterValue.GlobalDomainHitBanBlacklist";
    for (changes, code) in [
        (("ProjectId", json!(8)), "FailedOperation"),
        (("DefaultValue", json!("nowhere")), "FailedOperation"),
        (("DefaultValue", json!("banned.example.com")), banned),
        (("TagSet", json!(tags)), "LimitExceeded.TagQuota"),
    ] {
        let parameters = changed(order(), &[changes]);
        assert_eq!(gaap.refuse("CreateGlobalDomain", &parameters), code, "{parameters}");
    }
    let id = make(&gaap, &[("TagSet", json!([{ "TagKey": "a", "TagValue": "b" }]))]);
    for (changes, code) in [
        (("ProjectId", json!(8)), "FailedOperation"),
        (("DefaultValue", json!("nowhere")), "FailedOperation"),
        (("DefaultValue", json!("banned.example.com")), banned),
        (("DomainId", json!("dm-nobody11")), "FailedOperation"),
    ] {
        let parameters = changed(json!({ "DomainId": id, "ProjectId": 7 }), &[changes]);
        assert_eq!(gaap.refuse("ModifyGlobalDomainAttribute", &parameters), code, "{parameters}");
    }
    set(&gaap, "/tag_service", json!("failing"));
    let tagged = changed(order(), &[("TagSet", json!([{ "TagKey": "a", "TagValue": "b" }]))]);
    let failed = gaap.refuse("CreateGlobalDomain", &tagged);
    assert_eq!(failed, "FailedOperation.TagResourcesFailed");
    let failed = gaap.refuse("DeleteGlobalDomain", &json!({ "DomainId": id }));
    assert_eq!(failed, "FailedOperation.UnTagResourcesFailed");
    set(&gaap, "/global_domain_quota", json!(1));
    assert_eq!(gaap.refuse("CreateGlobalDomain", &order()), "LimitExceeded.Domain");
    set(&gaap, "/global_domains_allowed", json!(false));
    let refused = gaap.refuse("CreateGlobalDomain", &order());
    assert_eq!(refused, "FailedOperation.UserNotInWhitelist");
}

#[test]
fn global_domains_are_found_by_project_and_tags() {
    let gaap = start();
    make(&gaap, &[]);
    make(
        &gaap,
        &[("ProjectId", json!(0)), ("TagSet", json!([{ "TagKey": "a", "TagValue": "b" }]))],
    );
    let count = |changes: &[(&str, Value)]| listed(&gaap, changes).len();
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&[("ProjectId", json!(7))]), 1);
    assert_eq!(count(&[("TagSet", json!([{ "TagKey": "a", "TagValue": "b" }]))]), 1);
    assert_eq!(count(&[("Offset", json!(1))]), 1);
    let six = vec![json!({ "TagKey": "a", "TagValue": "b" }); 6];
    let filter =
        |name: &str, value: &str| ("Filters", json!([{ "Name": name, "Values": [value] }]));
    assert_eq!(count(&[filter("Alias", "name")]), 2);
    assert_eq!(count(&[filter("Alias", "other")]), 0);
    assert_eq!(count(&[filter("DefaultValue", "198.51.100.1"), ("ProjectId", json!(7))]), 1);
    assert_eq!(count(&[filter("DomainId", "dm-nobody11")]), 0);
    assert_eq!(count(&[filter("Colour", "name")]), 0);
    let parameters = json!({ "ProjectId": -1, "Offset": 0, "Limit": 20, "TagSet": six });
    let refused = gaap.refuse("DescribeGlobalDomains", &parameters);
    assert_eq!(refused, "InvalidParameterValue.InvalidTags");
}

#[test]
fn a_global_domain_is_opened_and_closed_by_tasks() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let named = json!({ "DomainId": make(&gaap, &[]) });
    let status = || listed(&gaap, &[])[0]["Status"].clone();
    gaap.ask("DisableGlobalDomain", &named);
    let busy = |action: &str| gaap.refuse_saying(action, &named);
    for action in ["EnableGlobalDomain", "DisableGlobalDomain", "DeleteGlobalDomain"] {
        let (code, words) = busy(action);
        assert_eq!(code, "FailedOperation");
        assert!(words.contains("The domain is being changed."), "{words}");
    }
    assert_eq!([status(), status()], [2, 1].map(|number| json!(number)));
    // What is closed already is not closing.
    let begun = gaap.ask("DisableGlobalDomain", &named);
    assert_eq!(status(), 1);
    assert_eq!(task(&gaap, &begun["RequestId"]), "RUNNING");
    gaap.ask("EnableGlobalDomain", &named);
    assert_eq!([status(), status()], [3, 0].map(|number| json!(number)));
    for action in ["EnableGlobalDomain", "DisableGlobalDomain", "DeleteGlobalDomain"] {
        let (code, words) = gaap.refuse_saying(action, &json!({ "DomainId": "dm-nobody11" }));
        assert_eq!(code, "FailedOperation");
        assert!(words.contains("domain not exits"), "{words}");
    }
}
