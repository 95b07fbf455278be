//! Certificates deleted, at once and by tasks.

use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};
use time::Duration;
use time::macros::datetime;

use super::{apply, issued};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

fn upload(ssl: &Client) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

fn bind(ssl: &Client, id: &str) {
    let mut state = ssl.state();
    state["resources"] =
        json!([{ "type": "cdn", "domains": ["www.example.com"], "certificate_id": id }]);
    ssl.put(&state);
}

fn delete(id: &str, check: bool) -> Value {
    json!({ "CertificateId": id, "IsCheckResource": check })
}

fn count(ssl: &Client) -> Value {
    ssl.ask("DescribeCertificates", &json!({}))["TotalCount"].clone()
}

fn result(ssl: &Client, task: &Value) -> Value {
    let reply = ssl.ask("DescribeDeleteCertificatesTaskResult", &json!({ "TaskIds": [task] }));
    reply["DeleteTaskResult"][0].clone()
}

#[test]
fn a_deleted_certificate_is_gone() {
    let ssl = Client::ssl();
    let id = upload(&ssl);
    let reply = ssl.ask("DeleteCertificate", &json!({ "CertificateId": id }));
    assert_eq!((&reply["DeleteResult"], &reply["TaskId"]), (&json!(true), &Value::Null));
    for action in ["DescribeCertificate", "DescribeCertificateDetail", "DeleteCertificate"] {
        let code = ssl.refuse(action, &json!({ "CertificateId": id }));
        assert_eq!(code, "FailedOperation.CertificateNotFound");
    }
    assert_eq!(count(&ssl), 0);
}

#[test]
fn a_task_deletes_what_nothing_is_bound_to() {
    let delete_pace = Script { pace: Pace::Reads(1), end: End::Success };
    let paces = Paces::default().with("tencent_ssl.delete", delete_pace);
    let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
    let id = upload(&ssl);
    let reply = ssl.ask("DeleteCertificate", &delete(&id, true));
    assert_eq!(reply["DeleteResult"], false);
    let task = &reply["TaskId"];
    assert_eq!(count(&ssl), 1);
    let running = result(&ssl, task);
    assert_eq!((&running["Status"], &running["CertId"]), (&json!(0), &json!(id)));
    assert_eq!(running["Domains"], json!(["*.example.com"]));
    assert_eq!(result(&ssl, task)["Status"], 1);
    assert_eq!(count(&ssl), 0);
    upload(&ssl);
    assert_eq!((count(&ssl), result(&ssl, task)["Status"].clone()), (json!(1), json!(1)));
}

#[test]
fn what_is_bound_to_resources_stays() {
    let ssl = Client::ssl();
    let id = upload(&ssl);
    bind(&ssl, &id);
    assert_eq!(
        ssl.refuse("DeleteCertificate", &delete(&id, false)),
        "FailedOperation.BoundResources"
    );
    let reply = ssl.ask("DeleteCertificate", &delete(&id, true));
    let failed = result(&ssl, &reply["TaskId"]);
    assert_eq!((&failed["Status"], &failed["Error"]), (&json!(4), &json!("有未解绑的云资源")));
    assert_eq!(count(&ssl), 1);
    let listed = ssl.ask("DescribeCertificates", &json!({}));
    assert_eq!(listed["Certificates"][0]["BoundResource"], json!(["cdn"]));
    let mut state = ssl.state();
    state["service_role"] = json!(false);
    ssl.put(&state);
    let code = ssl.refuse("DeleteCertificate", &delete(&id, true));
    assert_eq!(code, "FailedOperation.RoleNotFoundAuthorization");
}

#[test]
fn a_free_certificate_stays_for_an_hour_and_a_paid_one_while_it_is_of_use() {
    let at = |moment| {
        Client::ssl_of(Mock::with(Config { clock: Clock::Frozen(moment), ..Config::default() }))
    };
    let begin = datetime!(2026-03-01 00:00 UTC);
    let ssl = at(begin);
    let free = issued(&ssl, "www.test.com");
    let code = ssl.refuse("DeleteCertificate", &delete(&free, false));
    assert_eq!(code, "FailedOperation.CannotBeDeletedWithinHour");
    let later = at(begin + Duration::HOUR);
    let mut state = ssl.state();
    later.put(&state);
    later.ask("DeleteCertificate", &delete(&free, false));
    state["certificates"][0]["source"] = json!("paid");
    later.put(&state);
    let (code, words) = later.refuse_saying("DeleteCertificate", &delete(&free, false));
    assert_eq!(code, "FailedOperation.CannotBeDeletedIssued");
    assert_eq!(words, "该证书已颁发， 不能删除。");
}

#[test]
fn what_is_reissued_or_revoked_just_now_stays() {
    let issue = Script { pace: Pace::Manual, end: End::Success };
    let config =
        || Config { clock: Clock::Frozen(datetime!(2026-03-01 00:00 UTC)), ..Config::default() };
    let ssl = Client::ssl_of(Mock::with(config()));
    let id = issued(&ssl, "www.test.com");
    let slow = Client::ssl_of(Mock::with(Config {
        clock: Clock::Frozen(datetime!(2026-03-01 02:00 UTC)),
        paces: Paces::default().with("tencent_ssl.issue", issue),
        ..Config::default()
    }));
    slow.put(&ssl.state());
    let replacement = json!({ "CertificateId": id, "ValidType": "DNS" });
    slow.ask("ReplaceCertificate", &replacement);
    let code = slow.refuse("DeleteCertificate", &delete(&id, false));
    assert_eq!(code, "FailedOperation.InvalidCertificateStatusCode");
    slow.put(&ssl.state());
    slow.ask("RevokeCertificate", &json!({ "CertificateId": id }));
    let code = slow.refuse("DeleteCertificate", &delete(&id, false));
    assert_eq!(code, "FailedOperation.InvalidCertificateStatusCode");
}

#[test]
fn many_are_deleted_together_at_once_or_by_tasks() {
    let ssl = Client::ssl();
    let (first, second, third) = (upload(&ssl), upload(&ssl), upload(&ssl));
    let fresh = apply(&ssl, "DNS", "www.test.com");
    let ids = json!([first, "nobody00", fresh]);
    let reply = ssl.ask("DeleteCertificates", &json!({ "CertificateIds": ids }));
    assert_eq!(reply["Success"], json!([first]));
    assert_eq!(
        reply["Fail"],
        json!([
            { "CertId": "nobody00", "Msg": "证书不存在。" },
            { "CertId": fresh, "Msg": "免费证书申请1小时内不允许删除。" },
        ])
    );
    bind(&ssl, &third);
    let ids = json!({ "CertificateIds": [second, third, fresh], "IsSync": true });
    let reply = ssl.ask("DeleteCertificates", &ids);
    let tasks = reply["CertTaskIds"].as_array().unwrap();
    let states: Vec<_> =
        tasks.iter().map(|task| result(&ssl, &task["TaskId"])["Status"].clone()).collect();
    assert_eq!(states, [1, 4, 2]);
    assert_eq!(count(&ssl), 2);
    let many = json!({ "CertificateIds": vec!["a"; 101] });
    assert_eq!(
        ssl.refuse("DeleteCertificates", &many),
        "FailedOperation.CertificateSyncTaskCertificateIdCountInvalid"
    );
    assert_eq!(
        ssl.refuse("DeleteCertificates", &json!({ "CertificateIds": [] })),
        "InvalidParameter"
    );
    let many = json!({ "TaskIds": vec!["1"; 101] });
    assert_eq!(ssl.refuse("DescribeDeleteCertificatesTaskResult", &many), "FailedOperation");
}
