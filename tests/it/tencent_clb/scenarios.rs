//! The shipped scenarios of load balancers.

use certmock::Config;
use serde_json::{Value, json};

use crate::mock::Mock;
use crate::tencent::client::response;

fn start(names: &[&str]) -> Mock {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    let names: Vec<_> = names.iter().map(|name| format!("tencent_clb/{name}")).collect();
    config.read_fixtures(&names).unwrap();
    Mock::with(config)
}

fn ask(mock: &Mock, action: &str, more: &Value) -> Value {
    let mut parameters = json!({ "LoadBalancerId": "lb-11111111" });
    parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    if action == "DescribeTaskStatus" {
        parameters = more.clone();
    }
    let request = mock.request("POST", "/").header("X-TC-Action", action);
    let request = request.header("X-TC-Version", "2018-03-17").header("X-TC-Timestamp", "1");
    response(&request.header("X-TC-Region", "ap-guangzhou").json(&parameters).send())
}

fn listener(mock: &Mock) -> Value {
    ask(mock, "DescribeListeners", &json!({}))["Listeners"][0].clone()
}

fn bind(mock: &Mock, id: &str) -> Value {
    let more = json!({ "ListenerId": "lbl-11111111", "Certificate": { "CertId": id } });
    ask(mock, "ModifyListener", &more)
}

#[test]
fn listeners_stand_as_the_scenarios_say() {
    let mock = start(&["sni"]);
    let rules = listener(&mock)["Rules"].clone();
    let ids: Vec<_> = (0..3).map(|at| rules[at]["Certificate"]["CertId"].clone()).collect();
    assert_eq!(ids, [json!("bound001"), json!("bound001"), Value::Null]);
    let more = json!({ "ListenerId": "lbl-11111111", "Domain": "www.example.org", "Certificate": { "CertId": "other001" } });
    ask(&mock, "ModifyDomainAttributes", &more);
    assert_eq!(listener(&mock)["Rules"][2]["Certificate"]["CertId"], "other001");
    let mock = start(&["without-sni"]);
    assert_eq!(listener(&mock)["Certificate"]["CertId"], "bound001");
    bind(&mock, "newer001");
    assert_eq!(listener(&mock)["Certificate"]["CertId"], "newer001");
    let all = ask(&mock, "DescribeListeners", &json!({}))["Listeners"].clone();
    assert_eq!(
        (&all[1]["Certificate"]["CertId"], &all[2]["Rules"]),
        (&json!("mail0001"), &Value::Null)
    );
}

#[test]
fn tasks_end_as_the_scenarios_say() {
    let mock = start(&["without-sni", "task-failing"]);
    let task = json!({ "TaskId": bind(&mock, "newer001")["RequestId"] });
    let statuses: Vec<_> =
        (0..3).map(|_| ask(&mock, "DescribeTaskStatus", &task)["Status"].clone()).collect();
    assert_eq!(statuses, [2, 2, 1]);
    assert_eq!(listener(&mock)["Certificate"]["CertId"], "bound001");
    let mock = start(&["without-sni", "task-running"]);
    let task = json!({ "TaskId": bind(&mock, "newer001")["RequestId"] });
    for _ in 0..5 {
        assert_eq!(ask(&mock, "DescribeTaskStatus", &task)["Status"], 2);
    }
    let refused = bind(&mock, "newer001")["Error"]["Code"].clone();
    assert_eq!(refused, "FailedOperation.ResourceInOperating");
}

#[test]
fn errors_that_trackers_have_come_in_their_words() {
    let mock = start(&["busy"]);
    let domain = json!({ "ListenerId": "lbl-11111111", "Domain": "www.example.com" });
    let words = |reply: Value| reply["Error"]["Message"].as_str().unwrap().to_owned();
    let working = words(ask(&mock, "ModifyDomainAttributes", &domain));
    assert!(working.starts_with("Your task is working (UpdateQLBL7ListenerDomain)."), "{working}");
    let busy = words(bind(&mock, "newer001"));
    assert!(busy.contains("is not in normal desState"), "{busy}");
    let mock = start(&["certificate-not-found"]);
    for reply in [bind(&mock, "newer001"), ask(&mock, "ModifyDomainAttributes", &domain)] {
        assert_eq!(words(reply), "Query certificate 'xxxxxxxx' failed.");
    }
}
