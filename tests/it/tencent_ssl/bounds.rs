//! What has an end: the lists of a request, and what an account keeps.

use serde_json::{Value, json};

use super::issued;
use crate::material::pem;
use crate::tencent::client::{Client, GAAP, TAG};

fn many(count: usize) -> Value {
    (0..count).map(|number| json!(format!("name{number}.example.com"))).collect()
}

#[test]
fn every_list_of_a_request_has_an_end() {
    let ssl = Client::ssl();
    let pem = pem("rsa-2048.crt");
    for (action, parameters, list) in [
        ("DescribeCertificates", json!({}), "CertIds"),
        ("UploadCertificate", json!({ "CertificatePublicKey": pem }), "Tags"),
        ("UpdateCertificateInstance", json!({ "OldCertificateId": "x" }), "ResourceTypes"),
        (
            "UpdateCertificateInstance",
            json!({ "OldCertificateId": "x", "ResourceTypes": ["clb"] }),
            "Regions",
        ),
    ] {
        let mut parameters = parameters;
        parameters[list] = many(101);
        let (code, words) = ssl.refuse_saying(action, &parameters);
        assert_eq!(code, "InvalidParameterValue");
        assert_eq!(words, format!("The list of parameter `{list}` has more than 100 items."));
    }
    let deep = json!({
        "OldCertificateId": "x", "ResourceTypes": ["clb"],
        "ResourceTypesRegions": [{ "ResourceType": "clb", "Regions": many(101) }],
    });
    let (code, words) = ssl.refuse_saying("UpdateCertificateInstance", &deep);
    assert_eq!(code, "InvalidParameterValue");
    assert!(words.contains("`ResourceTypesRegions.0.Regions`"), "{words}");
    let gaap = ssl.beside(&GAAP);
    for (action, list) in [
        ("DescribeProxies", "ProxyIds"),
        ("DescribeProxies", "InstanceIds"),
        ("DescribeProxiesStatus", "ProxyIds"),
        ("DeleteListeners", "ListenerIds"),
    ] {
        let parameters = json!({ list: many(101) });
        let parameters = if action == "DeleteListeners" {
            json!({ "ListenerIds": many(101), "Force": 0 })
        } else {
            parameters
        };
        assert_eq!(gaap.refuse(action, &parameters), "InvalidParameterValue", "{action}");
    }
    let ids = json!({ "ServiceType": "ssl", "ResourcePrefix": "certificate", "ResourceRegion": "", "ResourceIds": many(51) });
    let code = ssl.beside(&TAG).refuse("DescribeResourceTagsByResourceIds", &ids);
    assert_eq!(code, "InvalidParameterValue.ResourceIdInvalid");
}

#[test]
fn a_list_that_is_too_long_has_the_error_that_its_action_documents() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    for (action, parameters, code) in [
        (
            "ApplyCertificate",
            json!({ "DvAuthMethod": "DNS", "DomainName": "a.test.com", "DnsNames": many(101) }),
            "FailedOperation.InvalidParam",
        ),
        (
            "DeployCertificateInstance",
            json!({ "CertificateId": id, "ResourceType": "cdn", "InstanceIdList": many(201) }),
            "FailedOperation.InvalidParam",
        ),
        (
            "DeleteCertificates",
            json!({ "CertificateIds": many(101) }),
            "FailedOperation.CertificateSyncTaskCertificateIdCountInvalid",
        ),
        (
            "DescribeCertificateBindResourceTaskResult",
            json!({ "TaskIds": many(101) }),
            "FailedOperation",
        ),
        (
            "DescribeDeleteCertificatesTaskResult",
            json!({ "TaskIds": many(101) }),
            "FailedOperation",
        ),
        (
            "ModifyCertificatesExpiringNotificationSwitch",
            json!({ "CertificateIds": many(51), "SwitchStatus": 1 }),
            "InvalidParameter.CertificatesNumberExceeded",
        ),
    ] {
        assert_eq!(ssl.refuse(action, &parameters), code, "{action}");
    }
}

#[test]
fn numbers_go_on_from_the_largest_of_a_state_that_does_not_say_which_was_the_last() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let search = json!({ "CertificateIds": [id], "IsCache": 1 });
    let begin = || {
        let reply = ssl.ask("CreateCertificateBindResourceSyncTask", &search);
        reply["CertTaskIds"][0]["TaskId"].as_str().unwrap().parse::<u64>().unwrap()
    };
    let first = begin();
    let mut state = ssl.state();
    state.as_object_mut().unwrap().remove("last_number");
    ssl.put(&state);
    assert_eq!(begin(), first + 1);
    // Whatever a state has, a number is free, and what is exported can be put.
    state["tasks"][0]["id"] = json!(i64::MAX);
    ssl.put(&state);
    let drawn = [begin(), begin()];
    assert!(drawn[0] != drawn[1] && !drawn.contains(&(i64::MAX as u64)), "{drawn:?}");
    ssl.put(&ssl.state());
    let twice = json!({ "tencent:tester": { "tencent_ssl": {
        "tasks": [state["tasks"][0], state["tasks"][0]],
    } } });
    let answer = ssl.mock.request("PUT", "/_certmock/state").json(&twice).send();
    let words = answer.expect(400)["error"].as_str().unwrap().to_owned();
    assert!(words.contains("two tasks have the id"), "{words}");
}

#[test]
fn the_newest_ten_thousand_logs_and_tasks_are_kept() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let mut state = ssl.state();
    let log = json!({ "certificate_id": id, "kind": "download", "at": "2026-01-01T00:00:00Z" });
    state["logs"] = Value::Array(vec![log; 10_000]);
    let reply = ssl.ask(
        "CreateCertificateBindResourceSyncTask",
        &json!({ "CertificateIds": [id], "IsCache": 1 }),
    );
    let newest = reply["CertTaskIds"][0]["TaskId"].clone();
    let task = ssl.state()["tasks"][0].clone();
    let tasks = (1000..11_000).map(|number| {
        let mut task = task.clone();
        task["id"] = json!(number);
        task
    });
    state["tasks"] = tasks.collect();
    ssl.put(&state);
    ssl.ask("DownloadCertificate", &json!({ "CertificateId": id }));
    ssl.ask(
        "CreateCertificateBindResourceSyncTask",
        &json!({ "CertificateIds": [id], "IsCache": 1 }),
    );
    let state = ssl.state();
    assert_eq!(state["logs"].as_array().unwrap().len(), 10_000);
    assert_eq!(state["tasks"].as_array().unwrap().len(), 10_000);
    assert_eq!(state["tasks"][0]["id"], 1001);
    assert_eq!(state["tasks"][9999]["id"], 11_000);
    assert_ne!(state["tasks"][0]["id"], newest);
}

#[test]
fn records_of_many_instances_are_fewer() {
    let ssl = Client::ssl();
    let record = |number: u64| {
        let first = number * 101 + 1;
        let item = |id: u64| json!({ "id": id, "resource": { "type": "cdn" } });
        let items: Vec<_> = (first + 1..=first + 100).map(item).collect();
        json!({
            "id": first, "kind": "deploy", "certificate_id": "a", "items": items,
            "work": { "begun": "2026-01-01T00:00:00Z" }, "settled": true,
        })
    };
    ssl.put(&json!({ "records": (0..1010).map(record).collect::<Vec<_>>() }));
    let state = ssl.state();
    let kept = state["records"].as_array().unwrap();
    assert_eq!((kept.len(), &kept[999]["id"]), (1000, &json!(1009 * 101 + 1)));
}

#[test]
fn the_last_deliveries_to_a_hundred_thousand_instances_are_kept() {
    const MOST: u64 = 100_000;
    let ssl = Client::ssl();
    let mut state = ssl.state();
    let delivery = |record: u64| {
        let delivery =
            json!({ "record": record, "certificate_id": "x", "at": "2026-01-01T00:00:00Z" });
        (format!("cdn:{record}.example.com"), delivery)
    };
    state["deliveries"] = (1..=MOST + 2).map(delivery).collect::<serde_json::Map<_, _>>().into();
    ssl.put(&state);
    let kept = ssl.state()["deliveries"].clone();
    assert_eq!(kept.as_object().unwrap().len() as u64, MOST);
    for (record, is_kept) in [(1, false), (2, false), (3, true), (MOST + 2, true)] {
        assert_eq!(kept.get(format!("cdn:{record}.example.com")).is_some(), is_kept, "{record}");
    }
}
