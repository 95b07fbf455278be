//! What failed of a deployment, tried again.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::deployments::{prepared, upload};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

const FAILING: Script = Script { pace: Pace::Immediate, end: End::Failure };

pub(super) fn deploy(ssl: &Client, id: &str, name: &str) -> Value {
    let parameters =
        json!({ "CertificateId": id, "ResourceType": "clb", "InstanceIdList": [name] });
    ssl.ask("DeployCertificateInstance", &parameters)["DeployRecordId"].clone()
}

/// How the items of a deployment stand.
pub(super) fn statuses(ssl: &Client, record: &Value) -> Vec<u64> {
    let parameters = json!({ "DeployRecordId": record.to_string() });
    let reply = ssl.ask("DescribeHostDeployRecordDetail", &parameters);
    let items = reply["DeployRecordDetailList"].as_array().unwrap();
    items.iter().map(|item| item["Status"].as_u64().unwrap()).collect()
}

/// The services whose instances have a certificate.
pub(super) fn bound(ssl: &Client, id: &str) -> Value {
    ssl.ask("DescribeCertificates", &json!({ "CertIds": [id] }))["Certificates"][0]["BoundResource"]
        .clone()
}

#[test]
fn a_failed_deployment_is_tried_again_and_succeeds() {
    let paces = Paces::default()
        .with("tencent_ssl.deploy", FAILING)
        .with("tencent_ssl.retry", Script { pace: Pace::Reads(2), end: End::Success });
    let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
    let id = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] = json!([{
        "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "listener_id": "lbl-1",
        "domains": ["www.example.com"], "protocol": "HTTPS", "sni": true,
    }]);
    ssl.put(&state);
    let record = deploy(&ssl, &id, "lb-1|lbl-1|www.example.com");
    assert_eq!(statuses(&ssl, &record), [2]);
    assert_eq!(bound(&ssl, &id), json!([]));
    let again = json!({ "DeployRecordId": record });
    ssl.ask("DeployCertificateRecordRetry", &again);
    // It runs again under its number, and nobody tries it meanwhile.
    let code = ssl.refuse("DeployCertificateRecordRetry", &again);
    assert_eq!(code, "FailedOperation.CertificateDeployHasPendingRecord");
    assert_eq!([(); 3].map(|()| statuses(&ssl, &record)), [[0], [3], [1]]);
    assert_eq!(bound(&ssl, &id), json!(["clb"]));
    let code = ssl.refuse("DeployCertificateRecordRetry", &again);
    assert_eq!(code, "FailedOperation.CertificateDeployRetryStatusInvalid");
    // The state of it can be put back.
    ssl.put(&ssl.state());
    assert_eq!((statuses(&ssl, &record), bound(&ssl, &id)), (vec![1], json!(["clb"])));
}

#[test]
fn a_retry_takes_one_failed_item_or_all_and_leaves_the_others_alone() {
    let (ssl, old) = prepared(Script { pace: Pace::Immediate, end: End::Failed(2) }, true);
    let new = upload(&ssl, "wildcard");
    let update = json!({
        "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["clb", "cdn", "cos"],
    });
    let record = ssl.ask("UpdateCertificateInstance", &update)["DeployRecordId"].clone();
    let items = || {
        let parameters = json!({ "DeployRecordId": record.to_string() });
        let reply = ssl.ask("DescribeHostUpdateRecordDetail", &parameters);
        let of_type = |of: &Value| (of["List"][0]["Id"].clone(), of["List"][0]["Status"].clone());
        reply["RecordDetailList"].as_array().unwrap().iter().map(of_type).collect::<Vec<_>>()
    };
    let statuses = || items().into_iter().map(|(_, status)| status).collect::<Vec<_>>();
    // cdn, clb and cos, in the order of their names.
    assert_eq!(
        (statuses(), bound(&ssl, &new)),
        (vec![json!(2), json!(2), json!(1)], json!(["cos"]))
    );
    let one = json!({ "DeployRecordDetailId": items()[1].0 });
    ssl.ask("UpdateCertificateRecordRetry", &one);
    assert_eq!(statuses(), [2, 1, 1]);
    assert_eq!(bound(&ssl, &new), json!(["clb", "cos"]));
    let code = ssl.refuse("UpdateCertificateRecordRetry", &one);
    assert_eq!(code, "FailedOperation.CertificateDeployRetryStatusInvalid");
    // What an instance has had since is not taken from it by the retry of another.
    let back = json!({ "OldCertificateId": new, "CertificateId": old, "ResourceTypes": ["cos"] });
    let mut state = ssl.state();
    let cos = |resource: &&mut Value| resource["type"] == "cos";
    state["resources"].as_array_mut().unwrap().iter_mut().find(cos).unwrap()["certificate_id"] =
        json!(old);
    ssl.put(&state);
    let code = ssl.refuse("UpdateCertificateInstance", &back);
    assert_eq!(code, "FailedOperation.CertificateDeployInstanceEmpty");
    ssl.ask("UpdateCertificateRecordRetry", &json!({ "DeployRecordId": record.to_string() }));
    assert_eq!((statuses(), bound(&ssl, &new)), (vec![json!(1); 3], json!(["cdn", "clb"])));
}

#[test]
fn an_update_in_place_that_failed_is_tried_again() {
    let (ssl, id) = prepared(FAILING, true);
    let update = json!({
        "OldCertificateId": id, "ResourceTypes": ["clb"],
        "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"),
    });
    let record = ssl.ask("UploadUpdateCertificateInstance", &update)["DeployRecordId"].clone();
    let status = || {
        let listed = ssl.ask("DescribeHostUploadUpdateRecord", &json!({}));
        listed["DeployRecordList"][0]["Status"].clone()
    };
    assert_eq!(status(), 2);
    ssl.ask("UploadUpdateCertificateRecordRetry", &json!({ "DeployRecordId": record }));
    assert_eq!(status(), 1);
}

#[test]
fn what_cannot_be_tried_again_is_refused() {
    let (ssl, id) = prepared(FAILING, false);
    let record = deploy(&ssl, &id, "lb-1|lbl-1");
    let code = |parameters: Value| ssl.refuse("DeployCertificateRecordRetry", &parameters);
    for parameters in [
        json!({}),
        json!({ "DeployRecordId": 99_999 }),
        json!({ "DeployRecordDetailId": 99_999 }),
        json!({ "DeployRecordId": -1 }),
        json!({ "DeployRecordId": record, "DeployRecordDetailId": 99_999 }),
    ] {
        assert_eq!(code(parameters.clone()), "FailedOperation.InvalidParam", "{parameters}");
    }
    // Each kind of record has its own action.
    let again = json!({ "DeployRecordId": record });
    for action in ["UpdateCertificateRecordRetry", "UploadUpdateCertificateRecordRetry"] {
        assert_eq!(ssl.refuse(action, &again), "FailedOperation.InvalidParam");
    }
    let whole = ssl.state();
    let mut state = whole.clone();
    state["resources"] = json!([]);
    ssl.put(&state);
    assert_eq!(code(again.clone()), "FailedOperation.CertificateNotDeployInstance");
    ssl.put(&whole);
    ssl.ask("DeleteCertificate", &json!({ "CertificateId": id }));
    assert_eq!(code(again), "FailedOperation.CertificateNotFound");
}
