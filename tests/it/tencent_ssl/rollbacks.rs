//! Deployments, taken back.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::deployments::{prepared, upload};
use super::retries::{bound, deploy, statuses};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

/// A server on which work takes so long, with two certificates and three listeners, the first and the
/// last of which have the first certificate.
fn with_listeners(deploying: Script, rolling_back: Script) -> (Client, String, String) {
    let paces = Paces::default()
        .with("tencent_ssl.deploy", deploying)
        .with("tencent_ssl.rollback", rolling_back);
    let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
    let (old, new) = (upload(&ssl, "wildcard"), upload(&ssl, "wildcard"));
    let listener = |id: &str, certificate: Option<&str>| {
        json!({
            "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "listener_id": id,
            "domains": ["www.example.com"], "protocol": "HTTPS", "certificate_id": certificate,
        })
    };
    let mut state = ssl.state();
    state["resources"] = json!([
        listener("lbl-1", Some(&old)),
        listener("lbl-2", None),
        listener("lbl-3", Some(&old)),
    ]);
    ssl.put(&state);
    (ssl, old, new)
}

/// The certificates that the listeners have.
fn at_listeners(ssl: &Client) -> [Value; 3] {
    // To ask for nothing settles what is over.
    ssl.refuse("DeployCertificateRecordRollback", &json!({ "DeployRecordId": 99_999 }));
    let resources = ssl.state()["resources"].clone();
    [0, 1, 2].map(|index| resources[index]["certificate_id"].clone())
}

fn listed(ssl: &Client, certificate: &str) -> Value {
    let reply = ssl.ask("DescribeHostDeployRecord", &json!({ "CertificateId": certificate }));
    reply["DeployRecordList"].clone()
}

#[test]
fn a_rollback_is_a_record_of_its_own_that_gives_an_instance_its_former_certificate() {
    let slowly = Script { pace: Pace::Reads(2), end: End::Success };
    let (ssl, old, new) = with_listeners(Script::default(), slowly);
    let record = deploy(&ssl, &new, "lb-1|lbl-1");
    assert_eq!((statuses(&ssl, &record), bound(&ssl, &new)), (vec![1], json!(["clb"])));
    let undo = json!({ "DeployRecordId": record });
    let back = ssl.ask("DeployCertificateRecordRollback", &undo)["DeployRecordId"].clone();
    assert_ne!(back, record);
    // Until it is over nothing has changed, and nobody takes it back again.
    let code = ssl.refuse("DeployCertificateRecordRollback", &undo);
    assert_eq!(code, "FailedOperation.CertificateDeployHasPendingRecord");
    assert_eq!((statuses(&ssl, &record), bound(&ssl, &new)), (vec![1], json!(["clb"])));
    assert_eq!([(); 3].map(|()| statuses(&ssl, &back)), [[0], [3], [1]]);
    assert_eq!((statuses(&ssl, &record), bound(&ssl, &new)), (vec![4], json!([])));
    assert_eq!(at_listeners(&ssl), [json!(old), Value::Null, json!(old)]);
    let (undone, own) = (listed(&ssl, &new), listed(&ssl, &old));
    assert_eq!((&undone[0]["Id"], &undone[0]["Status"]), (&record, &json!(4)));
    assert_eq!((&own[0]["Id"], &own[0]["Status"]), (&back, &json!(1)));
    let code = ssl.refuse("DeployCertificateRecordRollback", &undo);
    assert_eq!(code, "FailedOperation.CertificateDeployRollbackStatusInvalid");
    // Its state can be put back.
    ssl.put(&ssl.state());
    assert_eq!((statuses(&ssl, &record), statuses(&ssl, &back)), (vec![4], vec![1]));
}

#[test]
fn what_failed_and_what_had_no_certificate_before_is_left_alone() {
    let deploying = Script { pace: Pace::Immediate, end: End::Failed(1) };
    let (ssl, old, new) = with_listeners(deploying, Script::default());
    let names = ["lb-1|lbl-1", "lb-1|lbl-2", "lb-1|lbl-3"];
    let all = json!({ "CertificateId": new, "ResourceType": "clb", "InstanceIdList": names });
    let record = ssl.ask("DeployCertificateInstance", &all)["DeployRecordId"].clone();
    assert_eq!(at_listeners(&ssl), [json!(old), json!(new), json!(new)]);
    let undo = json!({ "DeployRecordId": record });
    let back = ssl.ask("DeployCertificateRecordRollback", &undo)["DeployRecordId"].clone();
    assert_eq!((statuses(&ssl, &record), statuses(&ssl, &back)), (vec![2, 6, 4], vec![1]));
    assert_eq!(at_listeners(&ssl), [json!(old), json!(new), json!(old)]);
    // What was taken back is not tried again.
    let code = ssl.refuse("DeployCertificateRecordRetry", &undo);
    assert_eq!(code, "FailedOperation.CertificateDeployRetryStatusInvalid");
}

#[test]
fn a_rollback_of_an_update_that_failed_can_be_tried_again() {
    let failing = Script { pace: Pace::Immediate, end: End::Failure };
    let (ssl, old, new) = with_listeners(Script::default(), failing);
    let update = json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["clb"] });
    let record = ssl.ask("UpdateCertificateInstance", &update)["DeployRecordId"].clone();
    let undo = json!({ "DeployRecordId": record.to_string() });
    let back = ssl.ask("UpdateCertificateRecordRollback", &undo)["DeployRecordId"].clone();
    let status = || {
        let listed = ssl.ask("DescribeHostUpdateRecord", &json!({ "OldCertificateId": old }));
        let detail = ssl.ask("DescribeHostUpdateRecordDetail", &undo);
        let item = detail["RecordDetailList"][0]["List"][0].clone();
        [listed["DeployRecordList"][0]["Status"].clone(), item["Status"].clone()]
    };
    assert_eq!(status(), [5, 5]);
    assert_eq!(at_listeners(&ssl), [json!(new), Value::Null, json!(new)]);
    ssl.ask("UpdateCertificateRecordRetry", &json!({ "DeployRecordId": back }));
    assert_eq!(status(), [4, 4]);
    assert_eq!(at_listeners(&ssl), [json!(old), Value::Null, json!(old)]);
    let shown = ssl.ask("DescribeHostUpdateRecord", &json!({ "CertificateId": old }));
    let shown = &shown["DeployRecordList"][0];
    assert_eq!((&shown["Id"], &shown["OldCertId"]), (&back, &json!(new)));
}

#[test]
fn a_rollback_in_place_gives_a_certificate_its_former_contents() {
    let (ssl, id) = prepared(Script::default(), true);
    let before = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    let update = |name: &str| {
        let update = json!({
            "OldCertificateId": id, "ResourceTypes": ["clb"],
            "CertificatePublicKey": pem(&format!("{name}.crt")),
            "CertificatePrivateKey": pem(&format!("{name}.key")),
        });
        ssl.ask("UploadUpdateCertificateInstance", &update)["DeployRecordId"].clone()
    };
    let undo = |record: &Value| json!({ "DeployRecordId": record });
    let (first, last) = (update("rsa-2048"), update("wildcard"));
    // Only the last one's contents are known.
    let code = ssl.refuse("UploadUpdateCertificateRecordRollback", &undo(&first));
    assert_eq!(code, "FailedOperation.CertificateDeployRollbackStatusInvalid");
    ssl.ask("UploadUpdateCertificateRecordRollback", &undo(&last));
    let shown = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    assert_eq!(shown["CertificatePublicKey"], pem("rsa-2048.crt"));
    assert_ne!(shown["CertificatePublicKey"], before["CertificatePublicKey"]);
    let listed = ssl.ask("DescribeHostUploadUpdateRecord", &json!({}))["DeployRecordList"].clone();
    let statuses = |shown: &Value| {
        let shown = shown.as_array().unwrap();
        shown.iter().map(|each| each["Status"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&listed), [4, 1]);
    let detail = ssl.ask("DescribeHostUploadUpdateRecordDetail", &undo(&last));
    let parts = &detail["DeployRecordDetail"];
    assert_eq!((statuses(parts), &parts[1]["Type"]), (vec![json!(1), json!(4)], &json!(1)));
    assert_eq!(statuses(&parts[1]["RecordDetailList"][0]["List"]), [1]);
    for record in [&first, &last] {
        let code = ssl.refuse("UploadUpdateCertificateRecordRollback", &undo(record));
        assert_eq!(code, "FailedOperation.CertificateDeployRollbackStatusInvalid");
    }
}

#[test]
fn what_cannot_be_taken_back_is_refused() {
    let slowly = Script { pace: Pace::Reads(1), end: End::Success };
    let (ssl, old, new) = with_listeners(slowly, Script::default());
    let record = deploy(&ssl, &new, "lb-1|lbl-1");
    let action = "DeployCertificateRecordRollback";
    let undo = json!({ "DeployRecordId": record });
    let code = ssl.refuse(action, &undo);
    assert_eq!(code, "FailedOperation.CertificateDeployDetailRollbackStatusInvalid");
    statuses(&ssl, &record);
    assert_eq!(ssl.refuse(action, &json!({})), "FailedOperation.InvalidParam");
    let nobody = json!({ "DeployRecordId": 99_999 });
    assert_eq!(ssl.refuse(action, &nobody), "FailedOperation.CertificateDeployNotExist");
    // Each kind of record has its own action.
    for action in ["UpdateCertificateRecordRollback", "UploadUpdateCertificateRecordRollback"] {
        assert_eq!(ssl.refuse(action, &undo), "FailedOperation.InvalidParam");
    }
    // There was no certificate before.
    let first = deploy(&ssl, &new, "lb-1|lbl-2");
    statuses(&ssl, &first);
    let code = ssl.refuse(action, &json!({ "DeployRecordId": first }));
    assert_eq!(code, "FailedOperation.CertificateDeployRollbackStatusInvalid");
    let mut state = ssl.state();
    state["resources"] = json!([]);
    ssl.put(&state);
    assert_eq!(ssl.refuse(action, &undo), "FailedOperation.CertificateNotDeployInstance");
    ssl.ask("DeleteCertificate", &json!({ "CertificateId": old }));
    assert_eq!(ssl.refuse(action, &undo), "FailedOperation.CertificateNotFound");
}

#[test]
fn an_update_in_place_and_its_rollback_leave_an_instance_the_certificate_that_it_has_by_then() {
    let slowly = Script { pace: Pace::Reads(2), end: End::Success };
    for in_place in [true, false] {
        let (updating, undoing) =
            if in_place { (slowly, Script::default()) } else { (Script::default(), slowly) };
        let (ssl, old, new) = with_listeners(updating, undoing);
        let update = json!({
            "OldCertificateId": old, "ResourceTypes": ["clb"],
            "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"),
        });
        let record = ssl.ask("UploadUpdateCertificateInstance", &update)["DeployRecordId"].clone();
        if !in_place {
            let undo = json!({ "DeployRecordId": record });
            ssl.ask("UploadUpdateCertificateRecordRollback", &undo);
        }
        // Meanwhile somebody gives the first listener another one.
        let mut state = ssl.state();
        state["resources"][0]["certificate_id"] = json!(new);
        ssl.put(&state);
        for _ in 0..3 {
            ssl.ask("DescribeHostUploadUpdateRecordDetail", &json!({ "DeployRecordId": record }));
        }
        assert_eq!(at_listeners(&ssl), [json!(new), Value::Null, json!(old)]);
    }
}

#[test]
fn an_update_waits_until_other_work_on_its_instances_is_over() {
    let slowly = Script { pace: Pace::Reads(2), end: End::Success };
    let (ssl, old, new) = with_listeners(slowly, Script::default());
    let record = deploy(&ssl, &new, "lb-1|lbl-1");
    let texts = json!({
        "OldCertificateId": old, "ResourceTypes": ["clb"],
        "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"),
    });
    let update = json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["clb"] });
    for (action, parameters) in
        [("UpdateCertificateInstance", &update), ("UploadUpdateCertificateInstance", &texts)]
    {
        let code = ssl.refuse(action, parameters);
        assert_eq!(code, "FailedOperation.CertificateDeployHasPendingRecord", "{action}");
    }
    assert_eq!([(); 3].map(|()| statuses(&ssl, &record)), [[0], [3], [1]]);
    ssl.ask("UpdateCertificateInstance", &update);
}
