//! Certificates deployed to instances, and instances moved from one to another.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

pub(super) fn upload(ssl: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")),
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

fn resources(bound_to: Option<&str>) -> Value {
    let bound = |mut resource: Value| {
        resource["certificate_id"] = json!(bound_to);
        resource
    };
    json!([
        bound(json!({
            "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "instance_name": "web",
            "listener_id": "lbl-1", "listener_name": "https", "domains": ["www.example.com"],
            "protocol": "HTTPS", "sni": true,
        })),
        bound(json!({ "type": "cdn", "domains": ["cdn.example.com"] })),
        bound(json!({
            "type": "ddos", "instance_id": "bgpip-1", "domains": ["ddos.example.com"], "port": 443,
        })),
        bound(json!({
            "type": "tke", "region": "ap-guangzhou", "instance_id": "cls-1", "namespace": "default",
            "secret_name": "tls",
        })),
        bound(json!({
            "type": "cos", "region": "ap-guangzhou", "bucket": "b-1", "domains": ["cos.example.com"],
        })),
        bound(json!({ "type": "live", "domains": ["live.other.org"] })),
        bound(json!({ "type": "gaap", "instance_id": "link-1", "listener_id": "listener-1" })),
    ])
}

fn start(script: Script) -> Client {
    let paces = Paces::default().with("tencent_ssl.deploy", script);
    Client::ssl_of(Mock::with(Config { paces, ..Config::default() }))
}

/// A server with a wildcard's certificate and instances; the certificate's id.
pub(super) fn prepared(script: Script, bound: bool) -> (Client, String) {
    let ssl = start(script);
    let id = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] = resources(bound.then_some(id.as_str()));
    ssl.put(&state);
    (ssl, id)
}

fn deploy(id: &str, kind: &str, instances: &[&str]) -> Value {
    json!({ "CertificateId": id, "ResourceType": kind, "InstanceIdList": instances })
}

fn detail(ssl: &Client, record: &Value) -> Value {
    let parameters = json!({ "DeployRecordId": record.to_string() });
    ssl.ask("DescribeHostDeployRecordDetail", &parameters)
}

#[test]
fn instances_of_each_service_are_named_as_it_names_them() {
    let (ssl, id) = prepared(Script::default(), false);
    for (kind, name) in [
        ("clb", "lb-1|lbl-1|www.example.com"),
        ("cdn", "cdn.example.com|on"),
        ("ddos", "bgpip-1|ddos.example.com|443"),
        ("tke", "cls-1|default|tls"),
        ("cos", "ap-guangzhou|b-1|cos.example.com"),
    ] {
        let made = ssl.ask("DeployCertificateInstance", &deploy(&id, kind, &[name]));
        assert_eq!(made["DeployStatus"], 1);
        let record = detail(&ssl, &made["DeployRecordId"]);
        assert_eq!((&record["TotalCount"], &record["SuccessTotalCount"]), (&json!(1), &json!(1)));
        let item = &record["DeployRecordDetailList"][0];
        assert_eq!((&item["Status"], &item["CertId"]), (&json!(1), &json!(id)));
        let listed = ssl
            .ask("DescribeHostDeployRecord", &json!({ "CertificateId": id, "ResourceType": kind }));
        assert_eq!(listed["DeployRecordList"][0]["Id"], made["DeployRecordId"]);
        let again = ssl.refuse_saying("DeployCertificateInstance", &deploy(&id, kind, &[name]));
        assert_eq!(again.0, "FailedOperation.CertificateDeployInstanceEmpty");
        assert!(again.1.starts_with("系统未检测到可用实例"), "{}", again.1);
    }
    let listed = ssl.ask("DescribeCertificates", &json!({}));
    let bound = json!(["cdn", "clb", "cos", "ddos", "tke"]);
    assert_eq!(listed["Certificates"][0]["BoundResource"], bound);
}

#[test]
fn what_is_no_instance_of_the_account_is_refused_with_its_name() {
    let (ssl, id) = prepared(Script::default(), false);
    for (kind, name, code) in [
        ("ecdn", "cdn.example.com|on", "CertificateHostResourceTypeInvalid"),
        ("clb", "lb-1", "CertificateDeployInstanceFormatError"),
        ("cdn", "cdn.example.com|maybe", "CertificateDeployInstanceFormatError"),
        ("ddos", "bgpip-1|ddos.example.com", "CertificateDeployInstanceFormatError"),
        ("clb", "lb-2|lbl-1", "CertificateNotDeployInstance"),
        ("clb", "lb-1|lbl-1|api.example.com", "CertificateNotDeployInstance"),
        // There, but its domain is not the certificate's, and no other is.
        ("live", "live.other.org", "CertificateDeployInstanceEmpty"),
    ] {
        let refused = ssl.refuse_saying("DeployCertificateInstance", &deploy(&id, kind, &[name]));
        assert_eq!(refused.0, format!("FailedOperation.{code}"), "{kind} {name}");
        if code == "CertificateNotDeployInstance" {
            let words = format!("证书不可以部署到实例下: {name}，");
            assert!(refused.1.starts_with(&words), "{}", refused.1);
        }
    }
    assert_eq!(
        ssl.refuse("DeployCertificateInstance", &deploy("nobody00", "clb", &["lb-1|lbl-1"])),
        "FailedOperation.CertificateNotFound"
    );
    assert_eq!(
        ssl.refuse("DeployCertificateInstance", &deploy(&id, "clb", &[])),
        "FailedOperation.InvalidParam"
    );
    let expired = upload(&ssl, "expired");
    let refused =
        ssl.refuse("DeployCertificateInstance", &deploy(&expired, "clb", &["lb-1|lbl-1"]));
    assert_eq!(refused, "FailedOperation.CertificateNotAvailable");
    let unknown = json!({ "DeployRecordId": "99999" });
    assert_eq!(
        ssl.refuse("DescribeHostDeployRecordDetail", &unknown),
        "FailedOperation.CertificateDeployNotExist"
    );
}

#[test]
fn a_regional_service_wants_its_region() {
    let (ssl, id) = prepared(Script::default(), false);
    let parameters = deploy(&id, "clb", &["lb-1|lbl-1"]);
    let with = |region: &[(&str, &str)]| {
        let request = ssl
            .mock
            .request("POST", "/")
            .header("X-TC-Action", "DeployCertificateInstance")
            .header("X-TC-Version", "2019-12-05");
        let request =
            region.iter().fold(request, |request, (name, value)| request.header(name, value));
        let request = crate::tencent::client::signed(request, "tester").json(&parameters);
        crate::tencent::client::response(&request.send())["Error"]["Code"].clone()
    };
    assert_eq!(with(&[]), "InvalidParameter.RegionNotEmpty");
    assert_eq!(
        with(&[("X-TC-Region", "ap-beijing")]),
        "FailedOperation.CertificateDeployInstanceEmpty"
    );
    assert_eq!(with(&[("X-TC-Region", "ap-guangzhou")]), Value::Null);
}

#[test]
fn a_deployment_waits_runs_and_ends_and_nobody_deploys_there_meanwhile() {
    let (ssl, id) = prepared(Script { pace: Pace::Reads(4), end: End::Failed(1) }, false);
    let names = ["lb-1|lbl-1|www.example.com"];
    let made = ssl.ask("DeployCertificateInstance", &deploy(&id, "clb", &names));
    // The same again is no new task; another certificate has to wait.
    let again = ssl.ask("DeployCertificateInstance", &deploy(&id, "clb", &names));
    assert_eq!(again["DeployRecordId"], made["DeployRecordId"]);
    assert_eq!((&made["DeployStatus"], &again["DeployStatus"]), (&json!(1), &json!(0)));
    let other = upload(&ssl, "wildcard");
    let busy = ssl.refuse("DeployCertificateInstance", &deploy(&other, "clb", &names));
    assert_eq!(busy, "FailedOperation.CertificateDeployHasPendingRecord");
    let statuses = [(); 5].map(|()| {
        let record = detail(&ssl, &made["DeployRecordId"]);
        record["DeployRecordDetailList"][0]["Status"].clone()
    });
    assert_eq!(statuses, [0, 0, 3, 3, 2]);
    // What failed can be tried again.
    ssl.ask("DeployCertificateInstance", &deploy(&id, "clb", &names));
}

#[test]
fn a_record_may_end_with_some_instances_failed() {
    let (ssl, old) = prepared(Script { pace: Pace::Immediate, end: End::Failed(1) }, true);
    let new = upload(&ssl, "wildcard");
    let update = json!({
        "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["clb", "cdn", "cos"],
    });
    let made = ssl.ask("UpdateCertificateInstance", &update);
    let parameters = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    let record = ssl.ask("DescribeHostUpdateRecordDetail", &parameters);
    let totals = ["TotalCount", "SuccessTotalCount", "FailedTotalCount"];
    assert_eq!(totals.map(|name| record[name].clone()), [3, 2, 1]);
    let clb = &record["RecordDetailList"]
        .as_array()
        .unwrap()
        .iter()
        .find(|of| of["ResourceType"] == "clb")
        .unwrap()["List"][0];
    assert_eq!((&clb["Status"], &clb["OldCertId"]), (&json!(2), &json!(old)));
    // The failed one keeps its certificate.
    let listed = ssl.ask("DescribeCertificates", &json!({ "CertIds": [old] }));
    assert_eq!(
        listed["Certificates"][0]["BoundResource"],
        json!(["clb", "ddos", "gaap", "live", "tke"])
    );
    let records = ssl.ask("DescribeHostUpdateRecord", &json!({ "OldCertificateId": old }));
    assert_eq!(records["DeployRecordList"][0]["Status"], 2);
    assert_eq!(records["DeployRecordList"][0]["ResourceTypes"], json!(["cdn", "clb", "cos"]));
}

#[test]
fn instances_are_moved_to_a_certificate_that_is_there_or_comes_along() {
    let (ssl, old) = prepared(Script::default(), true);
    let new = upload(&ssl, "wildcard");
    let update = json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["clb"] });
    let made = ssl.ask("UpdateCertificateInstance", &update);
    assert_eq!(made["DeployStatus"], 1);
    assert_eq!(
        made["UpdateSyncProgress"][0]["UpdateSyncProgressRegions"][0]["Region"],
        "ap-guangzhou"
    );
    let parameters = json!({ "DeployRecordId": made["DeployRecordId"].to_string(), "Limit": "1" });
    let record = ssl.ask("DescribeHostUpdateRecordDetail", &parameters);
    assert_eq!(record["RecordDetailList"][0]["List"][0]["InstanceId"], "lb-1");
    assert_eq!(
        ssl.refuse("UpdateCertificateInstance", &update),
        "FailedOperation.CertificateDeployInstanceEmpty"
    );
    let along = json!({
        "OldCertificateId": old, "ResourceTypes": ["cdn", "cos"],
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
    });
    ssl.ask("UpdateCertificateInstance", &along);
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 3);
    let regions = json!({
        "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["tke"],
        "ResourceTypesRegions": [{ "ResourceType": "tke", "Regions": ["ap-beijing"] }],
    });
    let code = ssl.refuse("UpdateCertificateInstance", &regions);
    assert_eq!(code, "FailedOperation.CertificateDeployInstanceEmpty");
}

#[test]
fn an_update_that_makes_no_sense_is_refused() {
    let (ssl, old) = prepared(Script::default(), true);
    let new = upload(&ssl, "wildcard");
    let other = upload(&ssl, "several-names");
    let expired = upload(&ssl, "expired");
    let refused = |change: Value| {
        let mut parameters = json!({ "OldCertificateId": old, "ResourceTypes": ["clb"] });
        for (name, value) in change.as_object().unwrap() {
            parameters[name] = value.clone();
        }
        ssl.refuse("UpdateCertificateInstance", &parameters)
    };
    let (certificate, key) = (pem("wildcard.crt"), pem("wildcard.key"));
    for (change, code) in [
        (json!({}), "InvalidParam"),
        (json!({ "CertificateId": new, "ResourceTypes": [] }), "InvalidParam"),
        (
            json!({ "CertificateId": new, "ResourceTypes": ["ecdn"] }),
            "CertificateHostResourceTypeInvalid",
        ),
        (json!({ "CertificateId": "nobody00" }), "CertificateNotFound"),
        (json!({ "CertificateId": new, "OldCertificateId": "nobody00" }), "CertificateNotFound"),
        (json!({ "CertificateId": old }), "CertificateHostDeployCanNotAllow"),
        (json!({ "CertificateId": expired }), "CertificateNotAvailable"),
        (
            json!({ "CertificateId": other, "ResourceTypes": ["live"] }),
            "CertificateNotDeployInstance",
        ),
        (
            json!({ "CertificateId": new, "ResourceTypes": ["vod"] }),
            "CertificateDeployInstanceEmpty",
        ),
        (
            json!({ "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"), "ResourceTypes": ["live"] }),
            "CertificateNotDeployInstance",
        ),
        (json!({ "CertificatePublicKey": certificate }), "InvalidParam"),
        (
            json!({ "CertificatePublicKey": "x", "CertificatePrivateKey": key }),
            "CertificateParseError",
        ),
        (
            json!({ "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": key }),
            "CertificateMatchError",
        ),
        (
            json!({ "CertificatePublicKey": pem("chain-wrong-signature.crt"), "CertificatePrivateKey": pem("rsa-2048.key") }),
            "CertificateInvalid",
        ),
        (
            json!({ "CertificatePublicKey": certificate, "CertificatePrivateKey": key, "Repeatable": false }),
            "CertificateExists",
        ),
    ] {
        assert_eq!(refused(change.clone()), format!("FailedOperation.{code}"), "{change:.120}");
    }
    // What was refused has left nothing behind.
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 4);
}

#[test]
fn whoever_asks_for_an_update_that_runs_is_told_its_number() {
    let (ssl, old) = prepared(Script { pace: Pace::Manual, end: End::Success }, true);
    let (new, other) = (upload(&ssl, "wildcard"), upload(&ssl, "wildcard"));
    let update = |id: &str| json!({ "OldCertificateId": old, "CertificateId": id, "ResourceTypes": ["clb"] });
    let first = ssl.ask("UpdateCertificateInstance", &update(&new));
    let second = ssl.ask("UpdateCertificateInstance", &update(&new));
    assert_eq!(second["DeployRecordId"], first["DeployRecordId"]);
    assert_eq!((&first["DeployStatus"], &second["DeployStatus"]), (&json!(1), &json!(0)));
    let code = ssl.refuse("UpdateCertificateInstance", &update(&other));
    assert_eq!(code, "FailedOperation.CertificateDeployHasPendingRecord");
}

#[test]
fn a_certificate_is_updated_in_place_where_the_vendor_allows_it() {
    let (ssl, id) = prepared(Script::default(), true);
    let update = |types: Value, name: &str| {
        json!({
            "OldCertificateId": id, "ResourceTypes": types,
            "CertificatePublicKey": pem(&format!("{name}.crt")),
            "CertificatePrivateKey": pem(&format!("{name}.key")),
        })
    };
    let made = ssl.ask("UploadUpdateCertificateInstance", &update(json!(["clb"]), "rsa-2048"));
    let parameters = json!({ "DeployRecordId": made["DeployRecordId"] });
    let record = ssl.ask("DescribeHostUploadUpdateRecordDetail", &parameters);
    let record = &record["DeployRecordDetail"][0];
    assert_eq!((&record["Status"], &record["SuccessTotalCount"]), (&json!(1), &json!(1)));
    assert_eq!(record["RecordDetailList"][0]["List"][0]["ListenerId"], "lbl-1");
    let shown = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    assert_eq!(shown["CertificatePublicKey"], pem("rsa-2048.crt"));
    let action = "UploadUpdateCertificateInstance";
    let code = ssl.refuse(action, &update(json!(["cdn"]), "rsa-2048"));
    assert_eq!(code, "FailedOperation.CertificateHostResourceTypeInvalid");
    let code = ssl.refuse(action, &update(json!(["clb"]), "rsa-2048"));
    assert_eq!(code, "FailedOperation.CertificateExists");
    let unknown = json!({ "DeployRecordId": 99_999 });
    let code = ssl.refuse("DescribeHostUploadUpdateRecordDetail", &unknown);
    assert_eq!(code, "FailedOperation.InvalidParam");
    let mut state = ssl.state();
    state["upload_update_allowed"] = json!(false);
    ssl.put(&state);
    let code = ssl.refuse(action, &update(json!(["clb"]), "wildcard"));
    assert_eq!(code, "FailedOperation.CertificateWhiteFuncError");
}

#[test]
fn a_task_finds_what_a_certificate_is_bound_to() {
    let (ssl, id) = prepared(Script { pace: Pace::Reads(1), end: End::Success }, true);
    let begin = json!({ "CertificateIds": [id], "IsCache": 0 });
    let task = ssl.ask("CreateCertificateBindResourceSyncTask", &begin)["CertTaskIds"][0].clone();
    assert_eq!(task["CertId"], id);
    let ask = || {
        let parameters = json!({ "TaskIds": [task["TaskId"]] });
        let reply = ssl.ask("DescribeCertificateBindResourceTaskResult", &parameters);
        reply["SyncTaskBindResourceResult"][0].clone()
    };
    assert_eq!(ask()["Status"], 0);
    let done = ask();
    assert_eq!((&done["Status"], &done["Error"]), (&json!(1), &Value::Null));
    let found = done["BindResourceResult"].as_array().unwrap();
    assert_eq!(found.len(), 7);
    assert_eq!(
        found.iter().find(|of| of["ResourceType"] == "clb").unwrap()["BindResourceRegionResult"],
        json!([{ "Region": "ap-guangzhou", "TotalCount": 1, "Error": "" }])
    );
    let unknown = json!({ "TaskIds": ["99999"] });
    assert_eq!(
        ssl.refuse("DescribeCertificateBindResourceTaskResult", &unknown),
        "FailedOperation.CertificateSyncTaskIdInvalid"
    );
    let nobody = json!({ "CertificateIds": ["nobody00"], "IsCache": 0 });
    let code = ssl.refuse("CreateCertificateBindResourceSyncTask", &nobody);
    assert_eq!(code, "FailedOperation.CertificateNotFound");
}

#[test]
fn the_types_that_are_only_updated_take_no_deployment() {
    let (ssl, id) = prepared(Script::default(), false);
    for kind in ["gaap", "scf", "tdmq", "ecdn"] {
        let code = ssl.refuse("DeployCertificateInstance", &deploy(&id, kind, &["a|b"]));
        assert_eq!(code, "FailedOperation.CertificateHostResourceTypeInvalid", "{kind}");
    }
}
