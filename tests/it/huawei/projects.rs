//! The project of a path, and the account of a token.

use serde_json::json;

use super::refused_by_gateway;
use crate::mock::Mock;

#[test]
fn the_literal_braces_that_an_sdk_sends_without_a_project_are_at_no_path() {
    let mock = Mock::start();
    let answer = mock.huawei("GET", "certificate");
    answer.send().expect(200);
    let literal = mock.request("GET", "/v1.0/%7Bproject_id%7D/elbaas/certificate");
    let answer = literal.header("X-Auth-Token", "certmock").send();
    let words = "The API does not exist or has not been published in the environment";
    refused_by_gateway(&answer, 404, "APIGW.0101", words);
}

#[test]
fn a_token_ends_with_the_account_that_it_was_handed_out_to() {
    let mock = Mock::start();
    let accounts = json!([{ "name": "guest", "huawei": {
        "access_key": "hwA", "secret_key": "hsA", "project_id": "0123456789abcdef0123456789abcdef",
        "user": "guest", "password": "p", "domain": "guests",
    } }]);
    let fixture = json!({ "certmock": 1, "accounts": accounts });
    let posted = mock.request("POST", "/_certmock/fixtures").json(&fixture).send();
    assert!(posted.status < 300, "{}", posted.text());
    let user = json!({ "name": "guest", "password": "p", "domain": { "name": "guests" } });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    let login = json!({ "auth": { "identity": identity } });
    let answer = mock.request("POST", "/v3/auth/tokens").json(&login).send();
    answer.expect(201);
    let token = answer.header("X-Subject-Token").unwrap();
    let ask = || mock.request("GET", "/v3/auth/domains").header("X-Auth-Token", token).send();
    assert_eq!(ask().expect(200)["domains"][0]["name"], "guests");
    mock.request("DELETE", "/_certmock/fixtures").send();
    let words = "Incorrect IAM authentication information: decrypt token fail";
    refused_by_gateway(&ask(), 401, "APIGW.0301", words);
}
