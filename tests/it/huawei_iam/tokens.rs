//! Tokens, and what they open.

use certmock::accounts::Declaration;
use certmock::{AuthMode, Config};
use serde_json::{Value, json};

use crate::huawei::refused_by_gateway;
use crate::huawei_elb::refused;
use crate::mock::{Answer, Mock, Request, vector_account};

const PROJECT: &str = "ed9edbc66b8b47c09f5d2fcd89430b33";

fn log_in(mock: &Mock, user: &str, password: &str, scope: &Value) -> Answer {
    let user = json!({ "name": user, "password": password, "domain": { "name": "domain" } });
    let identity = json!({ "methods": ["password"], "password": { "user": user } });
    let body = json!({ "auth": { "identity": identity, "scope": { "project": scope } } });
    mock.operation("huawei_iam", "CreateToken", &[]).json(&body).send()
}

fn vector_mock(auth: AuthMode) -> Mock {
    let accounts = vec![vector_account(), Declaration::certmock()];
    Mock::with(Config { auth, accounts, ..Config::default() })
}

fn list_of(mock: &Mock, project: &str) -> Request {
    mock.request("GET", &format!("/v1.0/{project}/elbaas/certificate"))
}

#[test]
fn a_token_is_handed_out_for_a_password_and_opens_its_project() {
    let mock = vector_mock(AuthMode::Strict);
    let answer = log_in(&mock, "user", "right", &json!({ "id": PROJECT }));
    let body = answer.expect(201);
    assert_eq!(body["token"]["project"]["id"], PROJECT);
    assert_eq!(body["token"]["catalog"][0]["type"], "elbv1");
    let endpoint = format!("http://{}/v1.0/{PROJECT}", mock.address());
    assert_eq!(body["token"]["catalog"][0]["endpoints"][0]["url"], endpoint);
    let token = answer.header("X-Subject-Token").unwrap();
    assert!(token.starts_with("MII"));
    assert!(answer.header_names().contains(&"X-Subject-Token"), "in the vendor's spelling");
    let opened = list_of(&mock, PROJECT).header("X-Auth-Token", token).send();
    opened.expect(200);
    assert_eq!(opened.header("X-Certmock-Auth"), None);

    let mismatch = "Tenant_id in token mismatches with tenant_id in url.";
    let other = list_of(&mock, "certmock").header("X-Auth-Token", token).send();
    refused(&other, 400, "ELB.9808", mismatch);
    let tampered = format!("{}A", &token[..token.len() - 1]);
    let answer = list_of(&mock, PROJECT).header("X-Auth-Token", &tampered).send();
    let words = "Incorrect IAM authentication information: decrypt token fail";
    refused_by_gateway(&answer, 401, "APIGW.0301", words);
}

#[test]
fn a_wrong_password_is_refused_by_iam_in_its_own_envelope() {
    let mock = vector_mock(AuthMode::Known);
    let unauthorized = json!({ "error": { "code": 401, "message": "The username or password is wrong.", "title": "Unauthorized" } });
    let wrong = log_in(&mock, "user", "wrong", &json!({ "id": PROJECT }));
    assert_eq!(wrong.expect(401), unauthorized);
    assert_eq!(wrong.header("X-Subject-Token"), None);
    let foreign = log_in(&mock, "user", "right", &json!({ "id": "certmock" }));
    assert_eq!(foreign.expect(401), unauthorized);
    let body = mock.operation("huawei_iam", "CreateToken", &[]).body("{").send().expect(400);
    assert_eq!(body["error"]["code"], 400);
    let strict = vector_mock(AuthMode::Strict);
    assert_eq!(log_in(&strict, "made-up", "x", &json!({})).expect(401), unauthorized);
}

#[test]
fn a_made_up_user_gets_a_project_of_its_own_unverified() {
    let mock = vector_mock(AuthMode::Known);
    let answer = log_in(&mock, "made-up", "x", &json!({ "name": "cn-north-1" }));
    assert_eq!(answer.header("X-Certmock-Auth"), Some("unverified"));
    let project = answer.expect(201)["token"]["project"]["id"].as_str().unwrap().to_owned();
    assert_eq!(project.len(), 32);
    let token = answer.header("X-Subject-Token").unwrap();
    let opened = list_of(&mock, &project).header("X-Auth-Token", token).send();
    opened.expect(200);
    assert_eq!(opened.header("X-Certmock-Auth"), Some("unverified"));
}

#[test]
fn a_made_up_project_cannot_pass_for_a_declared_account() {
    let mock = vector_mock(AuthMode::Known);
    for project in ["x|certmock", "certmock|", "|certmock|x", "certmock"] {
        let answer = log_in(&mock, "made-up", "x", &json!({ "id": project }));
        answer.expect(201);
        let token = answer.header("X-Subject-Token").unwrap();
        let answer = list_of(&mock, "certmock").header("X-Auth-Token", token).send();
        assert_eq!(answer.expect(400)["error"]["code"], "ELB.9808", "{project}");
    }
}

#[test]
fn an_account_may_have_any_name_and_its_token_opens_its_project() {
    for name in ["a|b", "|", "a|certmock", "[1,\"x\",\"y\"]", "账户", "a b\n"] {
        let declared = Declaration { name: name.to_owned(), ..vector_account() };
        let accounts = vec![declared, Declaration::certmock()];
        let mock = Mock::with(Config { accounts, auth: AuthMode::Strict, ..Config::default() });
        let answer = log_in(&mock, "user", "right", &json!({ "id": PROJECT }));
        let token = answer.header("X-Subject-Token").unwrap();
        list_of(&mock, PROJECT).header("X-Auth-Token", token).send().expect(200);
        let other = list_of(&mock, "certmock").header("X-Auth-Token", token).send();
        assert_eq!(other.expect(400)["error"]["code"], "ELB.9808", "{name}");
    }
}
