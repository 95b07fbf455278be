//! Tasks, and what they lead to.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::{BALANCER, PLAIN, begin, bind, listener, paced, start, state, status, upload, with};
use crate::mock::Mock;
use crate::tencent::client::{CLB, Client, GAAP, response, signed};

#[test]
fn a_change_is_shown_when_its_task_is_over_and_it_has_not_failed() {
    for end in [End::Success, End::Failure] {
        let clb = paced("tencent_clb.task", Pace::Reads(2), end);
        let id = upload(&clb, "wildcard");
        let task = bind(&clb, PLAIN, &id);
        let ask = || clb.ask("DescribeTaskStatus", &json!({ "TaskId": task }));
        let running = ask();
        assert_eq!((&running["Status"], &running["Message"]), (&json!(2), &Value::Null));
        assert_eq!(running["LoadBalancerIds"], json!([BALANCER]));
        // Who looks at the listeners sees the work, too.
        assert_eq!(listener(&clb, PLAIN)["Certificate"], Value::Null);
        let over = ask();
        let bound = listener(&clb, PLAIN)["Certificate"]["CertId"].clone();
        if end == End::Success {
            assert_eq!((&over["Status"], &over["Message"]), (&json!(0), &Value::Null));
            assert_eq!(bound, id);
        } else {
            assert_eq!((&over["Status"], &over["Message"]), (&json!(1), &json!("更新LB失败")));
            assert_eq!(bound, Value::Null);
        }
        let (state, shown) = (clb.state(), listener(&clb, PLAIN));
        clb.put(&state);
        assert_eq!((clb.state(), listener(&clb, PLAIN)), (state, shown));
        bind(&clb, PLAIN, &id);
    }
}

#[test]
fn a_task_takes_the_place_of_an_imported_one_whose_id_is_drawn_again() {
    let begin_again = || {
        let script = Script { pace: Pace::Manual, end: End::Success };
        let paces = Paces::default().with("tencent_clb.task", script);
        let config = Config { paces, seed: Some(7), ..Config::default() };
        let clb = Client::of(Mock::with(config), &CLB);
        clb.put(&state());
        clb
    };
    let rename = with(PLAIN, json!({ "ListenerName": "new" }));
    let clb = begin_again();
    let first = begin(&clb, "ModifyListener", &rename);
    let mut earlier = clb.state();
    earlier["load_balancers"] = state()["load_balancers"].clone();
    earlier["tasks"][0]["fails"] = json!(true);
    // Another server of the same seed draws the same ids again.
    let clb = begin_again();
    clb.put(&earlier);
    assert_eq!(begin(&clb, "ModifyListener", &rename), first);
    let tasks = clb.state()["tasks"].clone();
    assert_eq!(tasks.as_array().map(Vec::len), Some(1), "{tasks}");
    assert_eq!((&tasks[0]["id"], &tasks[0]["fails"]), (&json!(first), &json!(false)));
    assert_eq!(status(&clb, &first), 2);
}

#[test]
fn a_task_is_asked_after_by_its_id_in_its_region() {
    let clb = start();
    let task = begin(&clb, "ModifyListener", &with(PLAIN, json!({ "ListenerName": "new" })));
    assert_eq!(status(&clb, &task), 0);
    let mut both = json!({ "TaskId": task, "DealName": "20260101" });
    assert_eq!(clb.ask("DescribeTaskStatus", &both)["Status"], 0);
    both["TaskId"] = json!("");
    for asked in
        [json!({}), both, json!({ "TaskId": "nosuchtask" }), json!({ "DealName": "20260101" })]
    {
        assert_eq!(clb.refuse("DescribeTaskStatus", &asked), "InvalidParameter", "{asked}");
    }
    let request = clb
        .mock
        .request("POST", "/")
        .header("X-TC-Action", "DescribeTaskStatus")
        .header("X-TC-Version", "2018-03-17");
    let request = signed(request.header("X-TC-Region", "ap-beijing"), "tester");
    let elsewhere = response(&request.json(&json!({ "TaskId": task })).send());
    assert_eq!(elsewhere["Error"]["Code"], "InvalidParameter");
    // GAAP has an action of that name, too.
    let gaap = clb.beside(&GAAP);
    assert_eq!(gaap.refuse("DescribeTaskStatus", &json!({ "TaskId": task })), "ResourceNotFound");
}
