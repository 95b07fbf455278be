//! Ids that are not there, and certificates that are not far enough.

use serde_json::{Value, json};

use super::{ask, refused};
use crate::mock::{Answer, Mock};
use crate::states::import;

/// Every operation on one certificate, with what it says.
fn of_one(mock: &Mock, id: &str) -> Vec<Answer> {
    let body = |operation: &str, body: Value| ask(mock, operation, &[id]).json(&body).send();
    let resources = json!([{ "id": "x" }]);
    vec![
        body("PushCertificate", json!({ "target_project": "cn-north-4", "target_service": "ELB" })),
        body(
            "BatchPushCertificate",
            json!({ "target_projects": ["cn-north-4"], "target_service": "ELB" }),
        ),
        body(
            "DeployCertificate",
            json!({ "project_name": "cn-north-4", "service_name": "ELB", "resources": resources }),
        ),
        ask(mock, "ExportCertificate", &[id]).send(),
        ask(mock, "ShowCertificate", &[id]).send(),
        ask(mock, "DeleteCertificate", &[id]).send(),
        ask(mock, "ListPushHistory", &["p", id]).send(),
        ask(mock, "ListDeployedResources", &[])
            .json(&json!({ "certificate_ids": [id], "service_names": ["ALL"] }))
            .send(),
    ]
}

#[test]
fn an_id_that_is_not_there_is_gone_for_clients_and_one_that_is_none_is_refused() {
    let mock = Mock::start();
    for answer in of_one(&mock, "scs1700000000000") {
        refused(&answer, 404, "SCM.0020", "Incorrect certificate ID.");
    }
    for id in ["scs170000000000", "scs17000000000000", "scs170000000000x", "x"] {
        for answer in of_one(&mock, id) {
            refused(&answer, 400, "SCM.0008", "Abnormal certificate ID");
        }
    }
}

#[test]
fn a_certificate_that_is_not_issued_is_not_exported_pushed_or_deployed() {
    let mock = Mock::start();
    let id = "scs1700000000001";
    let (certificate, private_key) = crate::material::pair("rsa-2048");
    let (_, expired_key) = crate::material::pair("expired");
    let words = "This operation is not allowed by the current certificate type or status.";
    for status in ["PAID", "CHECKING", "REVOKED"] {
        let certificates = json!([{ "id": id, "status": status, "certificate": certificate, "private_key": private_key }]);
        import(&mock, &json!({ "certmock": { "huawei_scm": { "certificates": certificates } } }));
        for answer in &of_one(&mock, id)[..4] {
            refused(answer, 400, "SCM.0010", words);
        }
    }
    let expired = crate::material::pem("expired.crt");
    let certificates = json!([{ "id": id, "certificate": expired, "private_key": expired_key }]);
    import(&mock, &json!({ "certmock": { "huawei_scm": { "certificates": certificates } } }));
    let answers = of_one(&mock, id);
    for answer in &answers[..3] {
        refused(answer, 400, "SCM.0010", words);
    }
    answers[3].expect(200);
    assert_eq!(answers[4].expect(200)["push_support"], "OFF");
    let certificates = json!([{ "id": id, "certificate": certificate, "private_key": private_key, "enterprise_project_id": "x" }]);
    import(&mock, &json!({ "certmock": { "huawei_scm": { "certificates": certificates } } }));
    for answer in &of_one(&mock, id)[..3] {
        refused(answer, 400, "SCM.0010", words);
    }
}

#[test]
fn a_certificate_whose_key_its_owner_alone_has_does_not_leave() {
    let mock = Mock::start();
    let id = "scs1700000000001";
    let certificate = crate::material::pem("rsa-2048.crt");
    let certificates = json!([{ "id": id, "status": "ISSUED", "certificate": certificate }]);
    import(&mock, &json!({ "certmock": { "huawei_scm": { "certificates": certificates } } }));
    for answer in &of_one(&mock, id)[..4] {
        refused(answer, 400, "SCM.0059", "The certificate private key is empty.");
    }
    let shown = ask(&mock, "ShowCertificate", &[id]).send();
    assert_eq!(shown.status, 404, "it was deleted");
}
