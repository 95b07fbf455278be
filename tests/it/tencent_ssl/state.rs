//! The state as it is exported and imported.

use serde_json::{Value, json};

use super::issued;
use crate::tencent::client::Client;

#[test]
fn an_exported_state_is_imported_as_it_was_and_a_wrong_one_changes_nothing() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let state = ssl.state();
    let other = Client::ssl();
    other.put(&state);
    assert_eq!(other.state(), state);
    let one = json!({ "CertificateId": id });
    let shown = |ssl: &Client| {
        let mut shown = ssl.ask("DescribeCertificateDetail", &one);
        // These are the server's and the request's.
        for member in ["RequestId", "OwnerUin", "RootCert"] {
            shown[member] = Value::Null;
        }
        shown
    };
    assert_eq!(shown(&other), shown(&ssl));
    let put = |body: &Value| {
        let answer = ssl.mock.request("PUT", "/_certmock/state").json(body).send();
        answer.expect(400)["error"].as_str().unwrap().to_owned()
    };
    let good = json!({ "tencent_ssl": { "certificates": [] } });
    let wrong = put(&json!({ "tencent:tester": good, "z": { "tencent_ssl": { "quota": 1 } } }));
    assert!(wrong.starts_with("z.tencent_ssl.quota: unknown field `quota`"), "{wrong}");
    let twice = json!({ "id": "aaaaaaaa", "source": "upload" });
    let wrong = put(&json!({ "z": { "tencent_ssl": { "certificates": [twice, twice] } } }));
    assert!(wrong.contains("two certificates have the id \"aaaaaaaa\""), "{wrong}");
    let key = "-----BEGIN PRIVATE KEY-----\\n".repeat(4);
    let misplaced = json!({ "id": "a", "source": "upload", "contents": key });
    let wrong = put(&json!({ "z": { "tencent_ssl": { "certificates": [misplaced] } } }));
    assert!(wrong.contains("invalid type: string, expected an object"), "{wrong}");
    let wrong = put(&json!({ "z": { "tencent_sll": {} } }));
    assert!(wrong.contains("there is no provider \"tencent_sll\""), "{wrong}");
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 1);
}
