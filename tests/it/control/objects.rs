//! What has named members is an object, and no list of their values.

use serde_json::json;

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, response};

#[test]
fn a_list_is_no_object_wherever_one_is_meant() {
    let mock = Mock::start();
    for (method, target, body) in [
        ("PUT", "/_certmock/clock", json!([null])),
        ("PUT", "/_certmock/clock", json!([])),
        ("POST", "/_certmock/clock/advance", json!(["1d"])),
        ("POST", "/_certmock/rules", json!([[null, { "delay": "1ms" }]])),
        ("POST", "/_certmock/rules", json!({ "when": ["*"], "then": { "delay": "1ms" } })),
        ("POST", "/_certmock/rules", json!({ "then": [null, false] })),
        ("POST", "/_certmock/rules", json!({ "then": { "transport": { "dribble": [1, "1s"] } } })),
        ("POST", "/_certmock/fixtures", json!({ "certmock": 1, "clock": [null] })),
        ("POST", "/_certmock/fixtures", json!({ "certmock": 1, "accounts": [["a"]] })),
        ("PUT", "/_certmock/state", json!({ "certmock": { "qiniu": [1000, []] } })),
        (
            "PUT",
            "/_certmock/state",
            json!({ "certmock": { "tencent_gaap": { "groups": [["a"]] } } }),
        ),
    ] {
        let answer = mock.request(method, target).json(&body).send().expect(400);
        let why = answer["error"].as_str().unwrap();
        assert!(why.contains("sequence, expected an object"), "{body}: {why}");
    }
    let client = Client::of(mock, &SSL);
    let tags = json!({
        "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"),
        "Tags": [["a", "b"]],
    });
    let answer = response(&client.request("UploadCertificate", &tags).send());
    assert!(answer["Error"]["Code"].is_string(), "{answer}");
}
