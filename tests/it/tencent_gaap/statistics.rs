//! What was measured of listeners and origins, through which nothing goes.

use serde_json::{Value, json};

use super::{changed, start};
use crate::tencent::client::Client;

fn order() -> Value {
    json!({
        "ListenerId": "listener-tcp11111", "StartTime": "2019-03-25 12:00:00",
        "EndTime": "2019-03-26 12:00:00", "MetricNames": ["InBandwidth"], "Granularity": 300,
    })
}

/// The times of the first metric.
#[track_caller]
fn times(gaap: &Client, changes: &[(&str, Value)]) -> Vec<i64> {
    let reply = gaap.ask("DescribeListenerStatistics", &changed(order(), changes));
    let points = reply["StatisticsData"][0]["MetricData"].as_array().unwrap();
    points.iter().map(|point| point["Time"].as_i64().unwrap()).collect()
}

#[test]
fn nothing_is_measured_of_a_listener() {
    let gaap = start();
    let names = json!(["OutPackets", "Concurrent", "OutPackets"]);
    let parameters = changed(order(), &[("MetricNames", names)]);
    let reply = gaap.ask("DescribeListenerStatistics", &parameters);
    let metrics = reply["StatisticsData"].as_array().unwrap();
    let found: Vec<_> =
        metrics.iter().map(|metric| metric["MetricName"].as_str().unwrap()).collect();
    assert_eq!(found, ["OutPackets", "Concurrent"]);
    for metric in metrics {
        let points = metric["MetricData"].as_array().unwrap();
        assert_eq!(points.len(), 288);
        assert!(points.iter().all(|point| point["Data"] == 0.0), "{metric}");
    }
}

#[test]
fn a_listener_is_measured_from_the_last_step_to_the_first_in_the_time_of_beijing() {
    let gaap = start();
    // As in the vendor's example of a group's statistics.
    let times_of = |end: &str| {
        times(&gaap, &[("StartTime", json!("2026-01-01 00:00:00")), ("EndTime", json!(end))])
    };
    assert_eq!(times_of("2026-01-01 00:05:00"), [1_767_196_800]);
    assert_eq!(times_of("2026-01-01 00:10:00"), [1_767_197_100, 1_767_196_800]);
    assert_eq!(times_of("2026-01-01 00:10:01").len(), 3);
}

#[test]
fn the_step_of_a_measurement_can_be_as_fine_as_its_time_is_short() {
    let gaap = start();
    for (end, step, count) in [
        ("2019-03-26 12:00:00", 3_600, 24),
        ("2019-04-01 12:00:00", 3_600, 168),
        ("2019-04-01 12:00:00", 86_400, 7),
        ("2020-03-25 12:00:00", 86_400, 366),
    ] {
        let found = times(&gaap, &[("EndTime", json!(end)), ("Granularity", json!(step))]);
        assert_eq!(found.len(), count, "{end} {step}");
    }
    for (end, step) in [
        ("2019-03-26 12:00:01", 300),
        ("2019-04-01 12:00:01", 3_600),
        ("2020-03-25 12:00:01", 86_400),
        ("2019-03-26 12:00:00", 60),
        ("2019-03-26 12:00:00", 0),
        ("2019-03-25 12:00:00", 300),
        ("2019-03-25 11:00:00", 300),
        ("2019-03-26T12:00:00Z", 300),
        ("soon", 300),
    ] {
        let wrong = changed(order(), &[("EndTime", json!(end)), ("Granularity", json!(step))]);
        let code = gaap.refuse("DescribeListenerStatistics", &wrong);
        assert_eq!(code, "InvalidParameterValue", "{wrong}");
    }
}

#[test]
fn what_is_not_measured_of_a_listener_is_refused() {
    let gaap = start();
    for (change, code) in [
        (("ListenerId", json!("listener-nobody11")), "ResourceNotFound"),
        (("ListenerId", json!("")), "MissingParameter"),
        (("MetricNames", json!([])), "InvalidParameterValue"),
        (("MetricNames", json!(["InBandwidth", "Colour"])), "InvalidParameterValue"),
        (("StartTime", json!("2019-13-25 12:00:00")), "InvalidParameterValue"),
    ] {
        let wrong = changed(order(), &[change]);
        assert_eq!(gaap.refuse("DescribeListenerStatistics", &wrong), code, "{wrong}");
    }
    // The names of the vendor's example, which its list lacks.
    let names = ("MetricNames", json!(["OutputBandwidth", "InputBandwidth"]));
    assert_eq!(times(&gaap, &[names]).len(), 288);
}

#[test]
fn an_origin_was_well_all_the_time() {
    let gaap = start();
    let by_rule =
        json!({ "RealServerId": "rs-11111111", "RuleId": "rule-11111111", "WithinTime": 1 });
    let by_listener = json!({ "RealServerId": "rs-11111111", "ListenerId": "listener-bound111", "WithinTime": 1 });
    for parameters in [&by_rule, &by_listener] {
        let reply = gaap.ask("DescribeRealServerStatistics", parameters);
        let points = reply["StatisticsData"].as_array().unwrap();
        assert_eq!(points.len(), 60);
        assert!(points.iter().all(|point| point["Data"] == 1.0), "{reply}");
        let first = points[0]["Time"].as_i64().unwrap();
        assert_eq!(points[59]["Time"], first - 59 * 60);
        let same = json!([{ "MetricName": "192.0.2.1", "MetricData": points }]);
        assert_eq!(reply["RsStatisticsData"], same);
    }
    let count = |changes: &[(&str, Value)]| {
        let reply = gaap.ask("DescribeRealServerStatistics", &changed(by_rule.clone(), changes));
        reply["StatisticsData"].as_array().unwrap().len()
    };
    assert_eq!(count(&[("WithinTime", json!(24)), ("Granularity", json!(300))]), 288);
    let day = [
        ("WithinTime", Value::Null),
        ("StartTime", json!("2020-08-19 00:00:00")),
        ("EndTime", json!("2020-08-19 23:59:59")),
    ];
    assert_eq!(count(&day), 1440);
}

#[test]
fn the_health_of_an_origin_that_is_not_bound_there_is_refused() {
    let gaap = start();
    let order =
        json!({ "RealServerId": "rs-11111111", "RuleId": "rule-11111111", "WithinTime": 1 });
    let unbound = ("ListenerId", json!("listener-tcp11111"));
    let no_rule = ("RuleId", json!(""));
    for (changes, code) in [
        (vec![("RealServerId", json!("rs-22222222"))], "ResourceNotFound"),
        (vec![("RuleId", json!("rule-nobody11"))], "ResourceNotFound"),
        (vec![no_rule.clone(), unbound], "ResourceNotFound"),
        (vec![no_rule.clone(), ("ListenerId", json!("listener-nobody11"))], "ResourceNotFound"),
        (vec![no_rule], "MissingParameter"),
        (vec![("WithinTime", json!(2))], "InvalidParameterValue"),
        (vec![("WithinTime", Value::Null)], "MissingParameter"),
        (vec![("Granularity", json!(3600))], "InvalidParameterValue"),
    ] {
        let wrong = changed(order.clone(), &changes);
        assert_eq!(gaap.refuse("DescribeRealServerStatistics", &wrong), code, "{wrong}");
    }
    let two_days = [
        ("WithinTime", Value::Null),
        ("StartTime", json!("2020-08-18 00:00:00")),
        ("EndTime", json!("2020-08-19 00:00:01")),
    ];
    let wrong = changed(order, &two_days);
    assert_eq!(gaap.refuse("DescribeRealServerStatistics", &wrong), "InvalidParameterValue");
}

#[test]
fn the_proxies_of_a_project_are_listed_with_their_listeners() {
    let gaap = start();
    let list = |project: u64| {
        gaap.ask("DescribeProxyAndStatisticsListeners", &json!({ "ProjectId": project }))
    };
    let reply = list(0);
    let proxies = reply["ProxySet"].as_array().unwrap();
    assert_eq!(reply["TotalCount"], proxies.len());
    let ids: Vec<_> = proxies.iter().map(|proxy| proxy["ProxyId"].as_str().unwrap()).collect();
    assert!(ids.contains(&"link-running1") && !ids.contains(&"link-grouped1"), "{ids:?}");
    let running = proxies.iter().find(|proxy| proxy["ProxyId"] == "link-running1").unwrap();
    let listeners = running["ListenerList"].as_array().unwrap();
    assert_eq!(listeners.len(), 4);
    let stream = json!({
        "ListenerId": "listener-tcp11111", "ListenerName": "tcp11111", "Port": 22,
        "Protocol": "TCP",
    });
    assert!(listeners.contains(&stream), "{running}");
    assert_eq!(list(7)["TotalCount"], 0);
}
