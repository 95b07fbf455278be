//! Members of a request that no operation reads, as the journal lists them.

use std::collections::HashSet;

use certmock::internals::providers;
use certmock::internals::spec::{Row, find_provider};
use serde_json::{Value, json};

use super::requests;
use crate::mock::Mock;
use crate::table::{example, rows};
use crate::vendors::admitted;

fn row(id: &str, name: &str) -> Row {
    let rows = find_provider(providers::ALL, id).unwrap().rows();
    rows.into_iter().find(|row| row.operation.name == name).unwrap()
}

/// What the journal says that was not read of the example with that body.
fn unread(id: &str, operation: &str, body: &Value) -> Value {
    let mock = Mock::start();
    let row = row(id, operation);
    let request = example(&mock, &row);
    let request = if body.is_null() { request } else { request.json(body) };
    admitted(row.provider, request).send();
    let entry = requests(&mock, "").remove(0);
    assert_eq!(entry["operation"], operation, "{entry}");
    entry.get("unread").cloned().unwrap_or_else(|| json!([]))
}

#[test]
fn at_tencent_cloud_it_holds_parameters_that_the_action_has_and_does_not_look_at() {
    let upload = json!({ "CertificatePublicKey": "a", "CertificateUse": "CLB" });
    assert_eq!(unread("tencent_ssl", "UploadCertificate", &upload), json!(["CertificateUse"]));
    let list = json!({ "Limit": 1, "Offset": 0 });
    assert_eq!(unread("tencent_gaap", "DescribeCertificates", &list), json!([]));
    let tags = json!({
        "ServiceType": "ssl", "ResourcePrefix": "certificate", "ResourceRegion": "ap-guangzhou",
        "ResourceIds": ["a91hoLqi"],
    });
    let action = "DescribeResourceTagsByResourceIds";
    assert_eq!(unread("tencent_tag", action, &tags), json!(["ResourceRegion"]));
}

#[test]
fn at_huawei_cloud_it_holds_members_of_the_body_and_nothing_that_the_wire_found_out() {
    let create = json!({ "certificate": "a", "private_key": "b", "type": "server" });
    assert_eq!(unread("huawei_elb", "CreateCertificate", &create), json!(["type"]));
    assert_eq!(unread("huawei_elb", "ListCertificates", &Value::Null), json!([]));
    assert_eq!(unread("huawei_elb", "ListVersions", &Value::Null), json!([]));
    assert_eq!(unread("huawei_iam", "CreateToken", &Value::Null), json!([]));
}

#[test]
fn at_qiniu_it_holds_members_of_the_body() {
    let upload = json!({ "name": "a", "ca": "b", "pri": "c", "note": "d" });
    assert_eq!(unread("qiniu", "UploadCertificate", &upload), json!(["note"]));
    assert_eq!(unread("qiniu", "GetCertificate", &Value::Null), json!([]));
}

#[test]
fn at_rainbond_it_holds_members_of_the_body() {
    let create = json!({
        "alias": "a", "private_key": "b", "certificate": "c", "certificate_type": "d", "note": "e",
    });
    assert_eq!(unread("rainbond", "CreateCertificate", &create), json!(["note"]));
    assert_eq!(unread("rainbond", "ListCertificates", &Value::Null), json!([]));
}

#[test]
fn whatever_is_asked_it_holds_nothing_that_the_client_did_not_send() {
    for row in rows() {
        let mock = Mock::start();
        admitted(row.provider, example(&mock, &row)).send();
        let entry = requests(&mock, "").remove(0);
        let body = serde_json::from_str::<Value>(&row.operation.example.body.replace("{{", ""));
        let body = body.unwrap_or_default();
        let mut sent: HashSet<&str> =
            body.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let query = row.operation.example.query.split('&');
        sent.extend(query.filter_map(|pair| pair.split('=').next()));
        for name in entry["unread"].as_array().into_iter().flatten() {
            let first = name.as_str().unwrap().split('.').next().unwrap();
            assert!(sent.contains(first), "{}: {name}", row.name());
        }
    }
}
