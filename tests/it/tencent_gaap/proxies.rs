//! Proxies: made, cloned, shown, destroyed.

use certmock::pace::{End, Pace};
use certmock::{Clock, Config};
use serde_json::{Value, json};
use time::macros::datetime;

use super::{listener, on, paced, scene, set, start, task};
use crate::mock::Mock;
use crate::tencent::client::{Client, GAAP};

fn order() -> Value {
    json!({
        "ProjectId": 0, "ProxyName": "proxy-name", "AccessRegion": "Hongkong", "Bandwidth": 10,
        "Concurrent": 2, "RealServerRegion": "Shanghai",
    })
}

fn with(member: &str, value: Value) -> Value {
    let mut parameters = order();
    parameters[member] = value;
    parameters
}

fn make(gaap: &Client, parameters: &Value) -> String {
    gaap.ask("CreateProxy", parameters)["InstanceId"].as_str().unwrap().to_owned()
}

#[track_caller]
fn shown(gaap: &Client, id: &str) -> Value {
    let reply = gaap.ask("DescribeProxies", &json!({ "ProxyIds": [id] }));
    assert_eq!(reply["TotalCount"], 1);
    // The list is there twice, for older clients and for newer ones.
    assert_eq!(reply["InstanceSet"], reply["ProxySet"]);
    reply["ProxySet"][0].clone()
}

#[track_caller]
fn status(gaap: &Client, id: &str) -> Value {
    let reply = gaap.ask("DescribeProxiesStatus", &json!({ "ProxyIds": [id] }));
    assert_eq!(reply["InstanceStatusSet"][0]["InstanceId"], id);
    reply["InstanceStatusSet"][0]["Status"].clone()
}

#[test]
fn a_proxy_is_made_as_it_was_ordered_and_runs() {
    let moment = datetime!(2026-03-04 01:02:03 UTC);
    let gaap = Client::of(Mock::at(moment), &GAAP);
    let mut parameters = with("TagSet", json!([{ "TagKey": "team", "TagValue": "a" }]));
    parameters["BillingType"] = json!(1);
    parameters["NetworkType"] = json!("cn2");
    let id = make(&gaap, &parameters);
    assert!(id.starts_with("link-") && id.len() == 13, "{id}");
    let proxy = shown(&gaap, &id);
    for (member, value) in [
        ("ProxyId", json!(id)),
        ("InstanceId", json!(id)),
        ("ProxyName", json!("proxy-name")),
        ("Status", json!("RUNNING")),
        ("Version", json!("3.0")),
        ("CreateTime", json!(moment.unix_timestamp())),
        ("Bandwidth", json!(10)),
        ("Concurrent", json!(2)),
        ("AccessRegion", json!("Hongkong")),
        ("RealServerRegion", json!("Shanghai")),
        ("BillingType", json!(1)),
        ("NetworkType", json!("cn2")),
        ("IPAddressVersion", json!("IPv4")),
        ("PackageType", json!("Thunder")),
        ("Http3Supported", json!(1)),
        ("GroupId", Value::Null),
        ("TagSet", json!([{ "TagKey": "team", "TagValue": "a" }])),
    ] {
        assert_eq!(proxy[member], value, "{member}");
    }
    assert_eq!(proxy["RealServerRegionInfo"]["RegionName"], "上海（原中国大陆-华东大区）");
    assert_eq!(proxy["IPList"][0]["IP"], proxy["IP"]);
    assert_eq!(status(&gaap, &id), "RUNNING");
}

#[test]
fn a_proxy_that_is_being_made_has_no_listeners_yet_and_one_that_could_not_be_made_says_so() {
    let gaap = paced(Pace::Reads(3), End::Success);
    let reply = gaap.ask("CreateProxy", &order());
    let id = reply["InstanceId"].as_str().unwrap();
    assert_eq!(task(&gaap, &reply["RequestId"]), "RUNNING");
    assert_eq!(shown(&gaap, id)["Status"], "CREATING");
    let listener = json!({
        "ListenerName": "l", "Port": 443, "CertificateId": "cert-wildcard",
        "ForwardProtocol": "HTTP", "ProxyId": id,
    });
    let refused = gaap.refuse("CreateHTTPSListener", &listener);
    assert_eq!(refused, "FailedOperation.ProxyStatusNotInRuning");
    assert_eq!(status(&gaap, id), "CREATING");
    assert_eq!(status(&gaap, id), "RUNNING");
    assert_eq!(task(&gaap, &reply["RequestId"]), "SUCCESS");
    let gaap = paced(Pace::Immediate, End::Failure);
    let reply = gaap.ask("CreateProxy", &order());
    assert_eq!(task(&gaap, &reply["RequestId"]), "FAIL");
    let id = reply["InstanceId"].as_str().unwrap();
    let failed = shown(&gaap, id);
    assert_eq!((&failed["Status"], &failed["IP"]), (&json!("CREATE_FAILED"), &json!("")));
}

#[test]
fn what_cannot_be_ordered_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    let tags = |count: usize| {
        let tag = |number| json!({ "TagKey": format!("k{number}"), "TagValue": "v" });
        Value::from((0..count).map(tag).collect::<Vec<_>>())
    };
    for (member, wrong, code) in [
        ("Bandwidth", json!(11), value("InvalidBandwidth")),
        ("Concurrent", json!(3), value("InvalidConcurrency")),
        ("ProjectId", json!(-1), value("ProjectIdNotBelong")),
        ("ProxyName", json!("x".repeat(31)), "InvalidParameterValue".into()),
        ("ProxyName", json!(""), "InvalidParameterValue".into()),
        ("BillingType", json!(2), "InvalidParameterValue".into()),
        ("IPAddressVersion", json!("IPv5"), "InvalidParameterValue".into()),
        ("NetworkType", json!("slow"), "InvalidParameterValue".into()),
        ("PackageType", json!("thunder"), "InvalidParameterValue".into()),
        ("GroupId", json!("lg-nobody11"), "ResourceNotFound".into()),
        ("ClonedProxyId", json!("link-nobody11"), "ResourceNotFound".into()),
        ("ClonedProxyId", json!("link-closed11"), "ResourceUnavailable".into()),
        ("RealServerRegion", json!(""), "MissingParameter".into()),
        ("TagSet", json!([{ "TagKey": "", "TagValue": "v" }]), value("InvalidTags")),
        ("TagSet", tags(51), "LimitExceeded.TagQuota".into()),
        ("ClientToken", json!("x".repeat(65)), "InvalidParameterValue".into()),
        // Hong Kong has no IPv6; Shanghai has, but not the premium network.
        ("IPAddressVersion", json!("IPv6"), value("ProxyAndRegionFeatureConflict")),
    ] {
        assert_eq!(gaap.refuse("CreateProxy", &with(member, wrong)), code, "{member}");
    }
    let mut parameters = with("AccessRegion", json!("Shanghai"));
    parameters["NetworkType"] = json!("cn2");
    assert_eq!(gaap.refuse("CreateProxy", &parameters), value("ProxyAndRegionFeatureConflict"));
    parameters["IPAddressVersion"] = json!("IPv6");
    assert_eq!(gaap.refuse("CreateProxy", &parameters), value("FeatureConflict"));
    let mut parameters = with("GroupId", json!("lg-running1"));
    parameters["PackageType"] = json!("CrossBorder");
    assert_eq!(gaap.refuse("CreateProxy", &parameters), value("ProxyAndGroupFeatureConflict"));
}

#[test]
fn what_stands_in_the_way_of_an_order_comes_from_the_state() {
    for (pointer, value, code) in [
        ("/real_name_verified", json!(false), "FailedOperation.UserNotAuthenticated"),
        ("/balance_sufficient", json!(false), "FailedOperation.AccountBalanceInsufficient"),
        ("/sold_out_regions", json!(["Hongkong"]), "FailedOperation.ProxySellOut"),
        ("/forbidden_projects", json!([0]), "InvalidParameterValue.ProjectIdNotBelong"),
    ] {
        let gaap = start();
        set(&gaap, pointer, value);
        assert_eq!(gaap.refuse("CreateProxy", &order()), code);
    }
    let gaap = start();
    set(&gaap, "/tag_service", json!("failing"));
    let tagged = with("TagSet", json!([{ "TagKey": "a", "TagValue": "b" }]));
    assert_eq!(gaap.refuse("CreateProxy", &tagged), "FailedOperation.TagResourcesFailed");
    make(&gaap, &order());
}

#[test]
fn a_request_with_a_token_is_not_repeated() {
    let gaap = start();
    let parameters = with("ClientToken", json!("once"));
    make(&gaap, &parameters);
    assert_eq!(gaap.refuse("CreateProxy", &parameters), "FailedOperation.DuplicatedRequest");
    make(&gaap, &with("ClientToken", json!("twice")));
    // What was refused did not happen, and may be tried again.
    let mut wrong = with("ClientToken", json!("thrice"));
    wrong["Bandwidth"] = json!(1);
    gaap.refuse("CreateProxy", &wrong);
    make(&gaap, &with("ClientToken", json!("thrice")));
}

#[test]
fn of_ten_thousand_tokens_the_oldest_is_forgotten() {
    let gaap = start();
    let tokens = (0..10_000).rev().map(|number| format!("{number:05}"));
    set(&gaap, "/client_tokens", tokens.collect::<Value>());
    make(&gaap, &with("ClientToken", json!("new")));
    for kept in ["new", "00000", "09998"] {
        let again = with("ClientToken", json!(kept));
        assert_eq!(gaap.refuse("CreateProxy", &again), "FailedOperation.DuplicatedRequest");
    }
    make(&gaap, &with("ClientToken", json!("09999")));
    set(&gaap, "/client_tokens", json!(["same", "same"]));
    assert_eq!(
        gaap.refuse("CreateProxy", &with("ClientToken", json!("same"))),
        "FailedOperation.DuplicatedRequest"
    );
}

#[test]
fn a_clone_has_the_listeners_of_its_original_under_ids_of_their_own() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let id = make(&gaap, &with("ClonedProxyId", json!("link-running1")));
    assert_eq!(status(&gaap, &id), "CLONING");
    let of = |proxy: &str| {
        let listed = gaap.ask("DescribeHTTPSListeners", &json!({ "ProxyId": proxy }));
        let listeners = listed["ListenerSet"].as_array().unwrap().clone();
        let mut ports: Vec<_> = listeners.iter().map(|each| each["Port"].as_u64()).collect();
        ports.sort_unstable();
        (ports, listeners[0]["ListenerId"].as_str().unwrap().to_owned())
    };
    let (ports, new) = of(&id);
    assert_eq!(ports, of("link-running1").0);
    assert_eq!(ports, [Some(443), Some(8443), Some(9443)]);
    let rules = gaap.ask("DescribeRules", &json!({ "ListenerId": new }));
    assert_eq!(rules["TotalCount"], 2);
    assert_eq!(listener(&gaap, &new)["ProxyId"], id);
}

#[test]
fn a_proxy_of_a_group_has_the_groups_region() {
    let gaap = start();
    let mut parameters = with("GroupId", json!("lg-running1"));
    parameters.as_object_mut().unwrap().remove("RealServerRegion");
    let id = make(&gaap, &parameters);
    let proxy = shown(&gaap, &id);
    assert_eq!(proxy["GroupId"], "lg-running1");
    assert_eq!(proxy["RealServerRegion"], "Shanghai");
}

#[test]
fn lists_are_filtered_sorted_and_read_a_page_at_a_time() {
    let gaap = start();
    let ids = |parameters: Value| -> Vec<String> {
        let listed = gaap.ask("DescribeProxies", &parameters);
        let proxies = listed["ProxySet"].as_array().unwrap().iter();
        proxies.map(|proxy| proxy["ProxyId"].as_str().unwrap()[5..].to_owned()).collect()
    };
    let newest = ["grouped1", "special1", "closed11", "version1", "version2", "running1"];
    assert_eq!(ids(json!({})), newest);
    assert_eq!(ids(json!({ "Limit": 2, "Offset": 1 })), newest[1..3]);
    let oldest: Vec<_> = newest.iter().rev().copied().collect();
    assert_eq!(ids(json!({ "Order": "asc" })), oldest);
    assert_eq!(ids(json!({ "OrderField": "proxy_id", "Order": "asc" }))[0], "closed11");
    assert_eq!(ids(json!({ "Independent": 0 })), ["grouped1"]);
    assert_eq!(ids(json!({ "Independent": 1 })).len(), 5);
    assert_eq!(ids(json!({ "InstanceIds": ["link-version2"] })), ["version2"]);
    let filters =
        |name: &str, values: &[&str]| json!({ "Filters": [{ "Name": name, "Values": values }] });
    assert_eq!(ids(filters("GroupId", &["lg-running1", "lg-other111"])), ["grouped1"]);
    assert_eq!(ids(filters("AccessRegion", &["Hongkong"])).len(), 0);
    assert_eq!(ids(filters("ProjectId", &["0"])).len(), 6);
    let mut both = filters("ProjectId", &["0"]);
    both["ProxyIds"] = json!(["link-version2"]);
    for (parameters, code) in [
        (both, "InvalidParameter"),
        (filters("Colour", &["red"]), "InvalidParameterValue"),
        (filters("ProjectId", &["0", "1", "2", "3", "4", "5"]), "InvalidParameterValue"),
        (json!({ "Limit": 101 }), "InvalidParameterValue"),
        (json!({ "OrderField": "colour" }), "InvalidParameterValue"),
        (json!({ "Order": "up" }), "InvalidParameterValue"),
        (json!({ "ProxyIds": ["link-nobody11"] }), "ResourceNotFound"),
    ] {
        assert_eq!(gaap.refuse("DescribeProxies", &parameters), code, "{parameters}");
    }
    assert_eq!(gaap.refuse("DescribeProxiesStatus", &json!({})), "MissingParameter");
    let nobody = json!({ "ProxyIds": ["link-nobody11"] });
    assert_eq!(gaap.refuse("DescribeProxiesStatus", &nobody), "ResourceNotFound");
}

#[test]
fn a_destroyed_proxy_is_gone_with_its_listeners() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let reply = gaap.ask("DestroyProxies", &json!({ "Force": 1, "ProxyIds": ["link-running1"] }));
    assert_eq!(reply["InvalidStatusInstanceSet"], json!([]));
    assert_eq!(status(&gaap, "link-running1"), "DESTROYING");
    let one = json!({ "ProxyIds": ["link-running1"] });
    assert_eq!(gaap.refuse("DescribeProxies", &one), "ResourceNotFound");
    let listener = json!({ "ListenerId": "listener-oneway11" });
    assert_eq!(gaap.refuse("DescribeHTTPSListeners", &listener), "InvalidParameter");
    // A write makes it final.
    gaap.ask("DestroyProxies", &json!({ "Force": 1, "ProxyIds": ["link-version2"] }));
    let state = gaap.state();
    let left = state["listeners"].as_array().unwrap().iter();
    assert!(left.clone().all(|each| each["proxy_id"] != "link-running1"));
    assert_eq!(left.count(), 6);
}

#[test]
fn proxies_that_cannot_be_destroyed_are_named_or_refused() {
    let gaap = start();
    let destroy = |ids: &[&str]| json!({ "Force": 0, "ProxyIds": ids });
    let refused = |parameters: Value| gaap.refuse("DestroyProxies", &parameters);
    assert_eq!(refused(destroy(&["link-running1"])), "FailedOperation.RealServerAlreadyBound");
    assert_eq!(refused(destroy(&["link-special1"])), "FailedOperation.NonStandardProxy");
    assert_eq!(refused(destroy(&["link-nobody11"])), "ResourceNotFound");
    assert_eq!(
        refused(destroy(&["link-version2", "link-grouped1"])),
        "FailedOperation.BelongDifferentGroup"
    );
    assert_eq!(refused(json!({ "Force": 0 })), "MissingParameter");
    assert_eq!(
        refused(json!({ "Force": 2, "ProxyIds": ["link-version2"] })),
        "InvalidParameterValue"
    );
    // One that has just been made cannot go yet.
    let id = make(&gaap, &order());
    let reply = gaap.ask("DestroyProxies", &destroy(&[&id, "link-version2"]));
    assert_eq!(reply["InvalidStatusInstanceSet"], json!([id]));
    assert_eq!(status(&gaap, &id), "RUNNING");
    assert_eq!(refused(destroy(&["link-version2"])), "ResourceNotFound");
    set(&gaap, "/proxies/0/status", json!("ISOLATED"));
    let reply =
        gaap.ask("DestroyProxies", &json!({ "Force": 1, "InstanceIds": ["link-running1"] }));
    assert_eq!(reply["InvalidStatusInstanceSet"], json!(["link-running1"]));
    let gaap = paced(Pace::Manual, End::Success);
    gaap.ask("DestroyProxies", &destroy(&["link-version2"]));
    let again = gaap.refuse("DestroyProxies", &destroy(&["link-version2"]));
    assert_eq!(again, "FailedOperation.ActionIsDoing");
}

#[test]
fn a_proxy_can_go_two_minutes_after_it_was_made() {
    let made = datetime!(2026-03-04 01:02:03 UTC);
    for (moment, goes) in
        [(datetime!(2026-03-04 01:04:02 UTC), false), (datetime!(2026-03-04 01:04:03 UTC), true)]
    {
        let clock = Clock::Frozen(moment);
        let gaap = on(Mock::with(Config { clock, ..Config::default() }));
        let created = made.format(&time::format_description::well_known::Rfc3339).unwrap();
        set(&gaap, "/proxies/1/created", json!(created));
        let reply =
            gaap.ask("DestroyProxies", &json!({ "Force": 1, "ProxyIds": ["link-version2"] }));
        assert_eq!(reply["InvalidStatusInstanceSet"] == json!([]), goes);
    }
}

#[test]
fn tags_that_cannot_be_taken_off_and_a_failing_end_keep_a_proxy() {
    let gaap = start();
    let mut state = scene();
    state["proxies"][1]["tags"] = json!([{ "TagKey": "a", "TagValue": "b" }]);
    state["tag_service"] = json!("failing");
    gaap.put(&state);
    let destroy = |ids: &[&str]| json!({ "Force": 1, "ProxyIds": ids });
    let refused = gaap.refuse("DestroyProxies", &destroy(&["link-version2"]));
    assert_eq!(refused, "FailedOperation.UnTagResourcesFailed");
    let gaap = paced(Pace::Immediate, End::Failed(1));
    let reply = gaap.ask("DestroyProxies", &destroy(&["link-version1", "link-version2"]));
    assert_eq!(reply["OperationFailedInstanceSet"], json!(["link-version1"]));
    assert_eq!(task(&gaap, &reply["RequestId"]), "FAIL");
    assert_eq!(status(&gaap, "link-version1"), "RUNNING");
    let gone = json!({ "ProxyIds": ["link-version2"] });
    assert_eq!(gaap.refuse("DescribeProxiesStatus", &gone), "ResourceNotFound");
}

#[test]
fn a_listener_of_no_proxy_is_no_state() {
    let gaap = start();
    let mut state = scene();
    state["listeners"][0]["proxy_id"] = json!("link-nobody11");
    let body = json!({ "tencent:tester": { "tencent_gaap": state } });
    let answer = gaap.mock.request("PUT", "/_certmock/state").json(&body).send().expect(400);
    let words = answer["error"].as_str().unwrap();
    assert!(words.contains("listener-oneway11: there is no proxy \"link-nobody11\""), "{words}");
    assert_eq!(gaap.ask("DescribeProxies", &json!({}))["TotalCount"], 6);
    // What was exported is imported as it was.
    let state = gaap.state();
    let other = Client::gaap();
    other.put(&state);
    assert_eq!(other.state(), state);
}
