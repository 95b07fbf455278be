//! Error pages of domains, and the headers that requests are sent to origins with.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, domain, listener, paced, refuses_state, set, start, task};
use crate::tencent::client::Client;

const LISTENER: &str = "listener-oneway11";

fn order() -> Value {
    json!({
        "ListenerId": LISTENER, "Domain": "www.example.com", "ErrorNos": [503, 404],
        "Body": "gone", "NewErrorNo": 410, "ClearHeaders": ["Server"],
        "SetHeaders": [{ "HeaderName": "X-Why", "HeaderValue": "a page" }],
    })
}

fn make(gaap: &Client, changes: &[(&str, Value)]) -> String {
    let reply = gaap.ask("CreateDomainErrorPageInfo", &changed(order(), changes));
    reply["ErrorPageId"].as_str().unwrap().to_owned()
}

#[track_caller]
fn pages(gaap: &Client, name: &str) -> Value {
    let asked = json!({ "ListenerId": LISTENER, "Domain": name });
    gaap.ask("DescribeDomainErrorPageInfo", &asked)["ErrorPageSet"].clone()
}

#[test]
fn an_error_page_stands_for_the_errors_of_its_domain() {
    let gaap = start();
    let id = make(&gaap, &[]);
    assert!(id.starts_with("errorPage-") && id.len() == 18, "{id}");
    let shown = json!([{
        "ErrorPageId": id, "ListenerId": LISTENER, "Domain": "www.example.com",
        "ErrorNos": [404, 503], "NewErrorNo": 410, "ClearHeaders": ["Server"],
        "SetHeaders": [{ "HeaderName": "X-Why", "HeaderValue": "a page" }],
        "Body": "gone", "Status": 0,
    }]);
    assert_eq!(pages(&gaap, "www.example.com"), shown);
    let asked = json!({ "ErrorPageIds": [id, "errorPage-x"] });
    let by_id = gaap.ask("DescribeDomainErrorPageInfoByIds", &asked);
    assert_eq!(by_id["ErrorPageSet"], shown);
    // It goes with its domain where that is renamed.
    let rename = json!({
        "ListenerId": LISTENER, "OldDomain": "www.example.com", "NewDomain": "web.example.com",
    });
    gaap.ask("ModifyDomain", &rename);
    assert_eq!(pages(&gaap, "web.example.com")[0]["ErrorPageId"], id.as_str());
    gaap.ask("DeleteDomainErrorPageInfo", &json!({ "ErrorPageId": id }));
    assert_eq!(pages(&gaap, "web.example.com"), json!([]));
    let again = gaap.refuse("DeleteDomainErrorPageInfo", &json!({ "ErrorPageId": id }));
    assert_eq!(again, "ResourceNotFound");
}

#[test]
fn an_error_page_that_cannot_be_made_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let at = |listener: &str| ("ListenerId", json!(format!("listener-{listener}")));
    let value = "InvalidParameterValue";
    let header = |name: &str, value: &str| {
        ("SetHeaders", json!([{ "HeaderName": name, "HeaderValue": value }]))
    };
    for (changes, code) in [
        (at("nobody11"), "InvalidParameter"),
        (at("tcp11111"), "FailedOperation.InvalidListenerProtocol"),
        (at("version2"), "FailedOperation.ProxyVersionNotSupport"),
        (at("closed11"), "FailedOperation.ProxyStatusNotInRuning"),
        (("Domain", json!("other.example.com")), "ResourceNotFound"),
        (("ErrorNos", json!([])), value),
        (("ErrorNos", json!([200])), value),
        (("ErrorNos", json!([600])), value),
        (("NewErrorNo", json!(99)), value),
        (("ClearHeaders", json!(["a b"])), value),
        (header("", "a"), value),
        (header("X-Why", "a\nb"), value),
    ] {
        let parameters = changed(order(), &[changes]);
        assert_eq!(gaap.refuse("CreateDomainErrorPageInfo", &parameters), code, "{parameters}");
    }
    make(&gaap, &[]);
    let second = changed(order(), &[("ErrorNos", json!([500, 404]))]);
    let taken = "FailedOperation.DomainAlreadyExisted";
    assert_eq!(gaap.refuse("CreateDomainErrorPageInfo", &second), taken);
    make(&gaap, &[("ErrorNos", json!([500]))]);
    make(&gaap, &[("Domain", json!("api.example.com"))]);
}

#[test]
fn error_pages_are_asked_after_by_their_domain_and_by_up_to_ten_ids() {
    let gaap = start();
    let id = make(&gaap, &[]);
    for (ids, code) in
        [(json!([]), "InvalidParameterValue"), (json!(vec![id; 11]), "InvalidParameterValue")]
    {
        let parameters = json!({ "ErrorPageIds": ids });
        assert_eq!(gaap.refuse("DescribeDomainErrorPageInfoByIds", &parameters), code);
    }
    for (listener, name, code) in [
        ("listener-nobody11", "www.example.com", "InvalidParameter"),
        (LISTENER, "other.example.com", "ResourceNotFound"),
    ] {
        let parameters = json!({ "ListenerId": listener, "Domain": name });
        assert_eq!(gaap.refuse("DescribeDomainErrorPageInfo", &parameters), code);
    }
}

#[test]
fn an_error_page_is_not_deleted_while_something_stands_against_it() {
    let gaap = start();
    let delete = json!({ "ErrorPageId": make(&gaap, &[]) });
    let before = gaap.state();
    for (pointer, value, code) in [
        ("/proxies/0/version", json!("2.0"), "ProxyVersionNotSupport"),
        ("/proxies/0/status", json!("CLOSED"), "ProxyStatusNotInRuning"),
        ("/listeners/0/status", json!(4), "ListenerHasTask"),
        ("/listeners/0/status", json!(1), "ListenerStatusError"),
    ] {
        set(&gaap, pointer, value);
        let refused = gaap.refuse("DeleteDomainErrorPageInfo", &delete);
        assert_eq!(refused, format!("FailedOperation.{code}"));
        gaap.put(&before);
    }
    let twice = before["listeners"][0]["domains"][0]["error_pages"].clone();
    let said = refuses_state(&gaap, "/listeners/0/domains/1/error_pages", twice);
    assert!(said.contains("two error pages have the id"), "{said}");
}

#[test]
fn an_error_page_says_what_a_task_makes_of_it() {
    let gaap = paced(Pace::Reads(1), End::Success);
    let begun = gaap.ask("CreateDomainErrorPageInfo", &order());
    let delete = json!({ "ErrorPageId": begun["ErrorPageId"] });
    let busy = "FailedOperation.ListenerHasTask";
    assert_eq!(gaap.refuse("DeleteDomainErrorPageInfo", &delete), busy);
    assert_eq!(gaap.refuse("CreateDomainErrorPageInfo", &order()), busy);
    assert_eq!(pages(&gaap, "www.example.com")[0]["Status"], 1);
    assert_eq!(pages(&gaap, "www.example.com")[0]["Status"], 0);
    gaap.ask("DeleteDomainErrorPageInfo", &delete);
    assert_eq!(listener(&gaap, LISTENER)["ListenerStatus"], 4);
    assert_eq!(pages(&gaap, "www.example.com"), json!([]));
    // A page whose making fails is not there.
    let gaap = paced(Pace::Reads(1), End::Failure);
    let begun = gaap.ask("CreateDomainErrorPageInfo", &order());
    assert_eq!(task(&gaap, &begun["RequestId"]), "RUNNING");
    assert_eq!(task(&gaap, &begun["RequestId"]), "FAIL");
    assert_eq!(pages(&gaap, "www.example.com"), json!([]));
}

fn headers(rule: &str, headers: &[(&str, &str)]) -> Value {
    let header = |(name, value): &(&str, &str)| json!({ "HeaderName": name, "HeaderValue": value });
    json!({ "RuleId": rule, "Headers": headers.iter().map(header).collect::<Vec<_>>() })
}

#[test]
fn headers_of_a_rule_take_the_place_of_those_that_it_had() {
    let gaap = start();
    let rule = "rule-11111111";
    let shown = || gaap.ask("DescribeCustomHeader", &json!({ "RuleId": rule }));
    assert_eq!(shown()["Headers"], json!([]));
    gaap.ask("CreateCustomHeader", &headers(rule, &[("X-Real", "$remote_addr"), ("X-A", "b")]));
    let second = headers(rule, &[("X-Second", "2")]);
    gaap.ask("CreateCustomHeader", &second);
    assert_eq!((&shown()["RuleId"], &shown()["Headers"]), (&json!(rule), &second["Headers"]));
    let origins = domain(&gaap, "listener-bound111", "www.example.com");
    assert_eq!(origins["RuleSet"][0]["RealServerSet"][0]["RealServerId"], "rs-11111111");
    gaap.ask("CreateCustomHeader", &json!({ "RuleId": rule }));
    assert_eq!(shown()["Headers"], json!([]));
}

#[test]
fn headers_that_cannot_be_set_are_refused() {
    let gaap = start();
    let rule = "rule-11111111";
    let black = gaap.ask("DescribeBlackHeader", &json!({}))["BlackHeaders"].clone();
    let black = black[0].as_str().unwrap().to_ascii_uppercase();
    let many = vec![("X-A", "b"); 101];
    for (parameters, code) in [
        (headers(rule, &[(&black, "1")]), "InvalidParameterValue.HitBlacklist"),
        (headers(rule, &[("X A", "1")]), "InvalidParameterValue"),
        (headers(rule, &[("X-A", "1\r\nX-B: 2")]), "InvalidParameterValue"),
        (headers(rule, &many), "LimitExceeded"),
        (headers("rule-nobody11", &[]), "ResourceNotFound"),
    ] {
        assert_eq!(gaap.refuse("CreateCustomHeader", &parameters), code, "{parameters}");
    }
    for (rule, code) in [("", "MissingParameter"), ("rule-nobody11", "InvalidParameter")] {
        assert_eq!(gaap.refuse("DescribeCustomHeader", &json!({ "RuleId": rule })), code);
    }
    let before = gaap.state();
    for (pointer, value, code) in [
        ("/proxies/0/status", json!("CLOSED"), "InstanceStatusNotInRuning"),
        ("/proxies/0/non_standard", json!(true), "NonStandardProxy"),
        ("/listeners/2/status", json!(4), "ListenerHasTask"),
    ] {
        set(&gaap, pointer, value);
        let refused = gaap.refuse("CreateCustomHeader", &headers(rule, &[]));
        assert_eq!(refused, format!("FailedOperation.{code}"));
        gaap.put(&before);
    }
    let mut state = before;
    state["listeners"][2]["proxy_id"] = Value::Null;
    state["listeners"][2]["group_id"] = json!("lg-closed11");
    gaap.put(&state);
    let refused = gaap.refuse("CreateCustomHeader", &headers(rule, &[]));
    assert_eq!(refused, "FailedOperation.GroupStatusNotInRuning");
}
