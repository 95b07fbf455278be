//! Proxies: shown whole, renamed, given another project or other limits, closed and opened.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{paced, set, start, task};
use crate::tencent::client::Client;

const RUNNING: &str = "link-running1";
const CLOSED: &str = "link-closed11";

#[track_caller]
fn detail(gaap: &Client, id: &str) -> Value {
    gaap.ask("DescribeProxyDetail", &json!({ "ProxyId": id }))["ProxyDetail"].clone()
}

fn both(ids: &[&str], more: Value) -> Value {
    let mut parameters = more;
    parameters["ProxyIds"] = json!(ids);
    parameters
}

#[test]
fn a_proxy_is_shown_whole_as_the_list_shows_it() {
    let gaap = start();
    let listed = gaap.ask("DescribeProxies", &json!({ "ProxyIds": [RUNNING] }));
    let shown = detail(&gaap, RUNNING);
    assert_eq!(shown, listed["ProxySet"][0]);
    assert_eq!((&shown["IsSupportTLSChoice"], &shown["Scalarable"]), (&json!(1), &json!(1)));
    assert_eq!(detail(&gaap, "link-version2")["IsSupportTLSChoice"], 0);
    for (id, code) in [("", "MissingParameter"), ("link-nobody11", "ResourceNotFound")] {
        let parameters = json!({ "ProxyId": id });
        assert_eq!(gaap.refuse("DescribeProxyDetail", &parameters), code);
    }
}

#[test]
fn a_group_is_shown_with_the_number_of_its_proxies() {
    let gaap = start();
    let show = |id: &str| {
        let reply = gaap.ask("DescribeProxyGroupDetails", &json!({ "GroupId": id }));
        reply["ProxyGroupDetail"].clone()
    };
    let group = show("lg-running1");
    for (member, value) in [
        ("GroupId", json!("lg-running1")),
        ("ProxyNum", json!(1)),
        ("Status", json!(0)),
        ("Version", json!("3.0")),
        ("IsSupportTLSChoice", json!(1)),
        ("TagSet", json!([])),
    ] {
        assert_eq!(group[member], value, "{member}");
    }
    assert_eq!(group["RealServerRegionInfo"]["RegionId"], "Shanghai");
    assert_eq!(show("lg-closed11")["ProxyNum"], 0);
    for (id, code) in [("", "MissingParameter"), ("lg-nobody11", "ResourceNotFound")] {
        let parameters = json!({ "GroupId": id });
        assert_eq!(gaap.refuse("DescribeProxyGroupDetails", &parameters), code);
    }
}

#[test]
fn proxies_are_renamed_and_put_into_projects_together() {
    let gaap = start();
    let ids = [RUNNING, CLOSED];
    gaap.ask("ModifyProxiesAttribute", &both(&ids, json!({ "ProxyName": "x".repeat(32) })));
    gaap.ask("ModifyProxiesProject", &json!({ "InstanceIds": ids, "ProjectId": 123 }));
    for id in ids {
        let shown = detail(&gaap, id);
        assert_eq!(shown["ProxyName"], "x".repeat(32));
        assert_eq!(shown["ProjectId"], 123);
    }
    assert_eq!(detail(&gaap, CLOSED)["Status"], "CLOSED");
    assert_eq!(detail(&gaap, "link-version2")["ProjectId"], 0);
    set(&gaap, "/forbidden_projects", json!([7]));
    for (action, parameters, code) in [
        ("ModifyProxiesAttribute", json!({ "ProxyName": "x" }), "MissingParameter"),
        ("ModifyProxiesAttribute", both(&ids, json!({})), "MissingParameter"),
        (
            "ModifyProxiesAttribute",
            both(&ids, json!({ "ProxyName": "x".repeat(33) })),
            "InvalidParameterValue",
        ),
        (
            "ModifyProxiesAttribute",
            both(&[RUNNING, "link-nobody11"], json!({ "ProxyName": "x" })),
            "ResourceNotFound",
        ),
        (
            "ModifyProxiesAttribute",
            both(&["link-special1"], json!({ "ProxyName": "x" })),
            "FailedOperation.NonStandardProxy",
        ),
        ("ModifyProxiesProject", both(&ids, json!({ "ProjectId": 7 })), "InvalidParameterValue"),
        ("ModifyProxiesProject", both(&ids, json!({ "ProjectId": -1 })), "InvalidParameterValue"),
        (
            "ModifyProxiesProject",
            both(&["link-version1"], json!({ "ProjectId": 1 })),
            "FailedOperation.NotSupportOldVersionProxy",
        ),
    ] {
        assert_eq!(gaap.refuse(action, &parameters), code, "{action} {parameters}");
    }
    assert_eq!(detail(&gaap, RUNNING)["ProxyName"], "x".repeat(32));
}

#[test]
fn the_limits_of_a_proxy_are_changed_by_a_task() {
    let gaap = paced(Pace::Reads(1), End::Success);
    assert_eq!(detail(&gaap, RUNNING)["ModifyConfigTime"], Value::Null);
    let change = json!({ "ProxyId": RUNNING, "Bandwidth": 20 });
    let changed = gaap.ask("ModifyProxyConfiguration", &change);
    assert_eq!(gaap.refuse("ModifyProxyConfiguration", &change), "ResourceUnavailable");
    assert_eq!(detail(&gaap, RUNNING)["Status"], "ADJUSTING");
    assert_eq!(task(&gaap, &changed["RequestId"]), "SUCCESS");
    let shown = detail(&gaap, RUNNING);
    assert_eq!(
        (&shown["Status"], &shown["Bandwidth"], &shown["Concurrent"]),
        (&json!("RUNNING"), &json!(20), &json!(2))
    );
    assert!(shown["ModifyConfigTime"].is_u64(), "{shown}");
    let gaap = paced(Pace::Immediate, End::Failure);
    gaap.ask("ModifyProxyConfiguration", &json!({ "InstanceId": RUNNING, "Concurrent": 5 }));
    assert_eq!(detail(&gaap, RUNNING)["Concurrent"], 2);
}

#[test]
fn limits_that_cannot_be_had_are_refused() {
    let gaap = start();
    let refused = |more: Value| {
        let mut parameters = json!({ "ProxyId": RUNNING });
        for (name, value) in more.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        gaap.refuse("ModifyProxyConfiguration", &parameters)
    };
    for (more, code) in [
        (json!({}), "MissingParameter"),
        (json!({ "ProxyId": "", "Bandwidth": 20 }), "MissingParameter"),
        (json!({ "ProxyId": "link-nobody11", "Bandwidth": 20 }), "ResourceNotFound"),
        (json!({ "Bandwidth": 11 }), "InvalidParameterValue"),
        (json!({ "Concurrent": 3 }), "InvalidParameterValue"),
        (json!({ "Bandwidth": 20, "BillingType": 2 }), "InvalidParameterValue"),
        (
            json!({ "ProxyId": "link-special1", "Bandwidth": 20 }),
            "FailedOperation.NonStandardProxy",
        ),
    ] {
        assert_eq!(refused(more.clone()), code, "{more}");
    }
    set(&gaap, "/balance_sufficient", json!(false));
    let more = json!({ "Bandwidth": 20 });
    assert_eq!(refused(more.clone()), "FailedOperation.AccountBalanceInsufficient");
    set(&gaap, "/proxies/0/scalable", json!(false));
    assert_eq!(refused(more), "FailedOperation.NotSupportScalar");
    assert_eq!(detail(&gaap, RUNNING)["Scalarable"], 0);
}

#[test]
fn proxies_are_closed_and_opened_and_those_that_are_so_already_are_named() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let ids = both(&[RUNNING, CLOSED], json!({}));
    let closed = gaap.ask("CloseProxies", &ids);
    assert_eq!(closed["InvalidStatusInstanceSet"], json!([CLOSED]));
    assert_eq!(closed["OperationFailedInstanceSet"], json!([]));
    // One that is being closed cannot be opened, nor closed again.
    let again = gaap.ask("CloseProxies", &ids);
    assert_eq!(again["InvalidStatusInstanceSet"], json!([RUNNING, CLOSED]));
    assert_eq!(detail(&gaap, RUNNING)["Status"], "CLOSING");
    assert_eq!(detail(&gaap, RUNNING)["Status"], "CLOSED");
    let make = json!({ "ListenerName": "l", "Port": 80, "ProxyId": RUNNING });
    let refused = gaap.refuse("CreateHTTPListener", &make);
    assert_eq!(refused, "FailedOperation.ProxyStatusNotInRuning");
    let opened = gaap.ask("OpenProxies", &both(&[RUNNING], json!({ "ClientToken": "once" })));
    assert_eq!(opened["InvalidStatusInstanceSet"], json!([]));
    assert_eq!(detail(&gaap, RUNNING)["Status"], "OPENING");
    assert_eq!(detail(&gaap, RUNNING)["Status"], "RUNNING");
    gaap.ask("CreateHTTPListener", &make);
    let again = both(&[RUNNING], json!({ "ClientToken": "once" }));
    assert_eq!(gaap.refuse("OpenProxies", &again), "FailedOperation.DuplicatedRequest");
}

#[test]
fn what_cannot_be_closed_or_opened_is_refused_or_fails() {
    let gaap = start();
    for action in ["OpenProxies", "CloseProxies"] {
        for (parameters, code) in [
            (json!({}), "MissingParameter"),
            (both(&["link-nobody11"], json!({})), "ResourceNotFound"),
            (both(&["link-version1"], json!({})), "FailedOperation.NotSupportOldVersionProxy"),
        ] {
            assert_eq!(gaap.refuse(action, &parameters), code, "{action} {parameters}");
        }
    }
    set(&gaap, "/balance_sufficient", json!(false));
    let open = both(&[CLOSED], json!({}));
    assert_eq!(gaap.refuse("OpenProxies", &open), "FailedOperation.AccountBalanceInsufficient");
    gaap.ask("CloseProxies", &both(&[RUNNING], json!({})));
    let gaap = paced(Pace::Immediate, End::Failed(1));
    let closed = gaap.ask("CloseProxies", &both(&[RUNNING, "link-version2"], json!({})));
    assert_eq!(closed["OperationFailedInstanceSet"], json!([RUNNING]));
    assert_eq!(detail(&gaap, RUNNING)["Status"], "RUNNING");
    assert_eq!(detail(&gaap, "link-version2")["Status"], "CLOSED");
}
