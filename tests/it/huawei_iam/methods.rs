//! The ways to a token beside a password alone, and what a token says of itself.

use certmock::accounts::Declaration;
use certmock::{AuthMode, Config};
use serde_json::{Value, json};

use super::{only, refused, signed};
use crate::huawei::refused_by_gateway;
use crate::mock::{Answer, Mock, vector_account};

const PROJECT: &str = "ed9edbc66b8b47c09f5d2fcd89430b33";
const WRONG: &str = "The username or password is wrong.";

fn mock(auth: AuthMode) -> Mock {
    let accounts = vec![vector_account(), Declaration::certmock()];
    Mock::with(Config { auth, accounts, ..Config::default() })
}

fn body(identity: &Value, scope: &Value) -> Value {
    json!({ "auth": { "identity": identity, "scope": scope } })
}

fn log_in(mock: &Mock, identity: &Value, scope: &Value) -> Answer {
    mock.request("POST", "/v3/auth/tokens").json(&body(identity, scope)).send()
}

fn pair(key: &str, secret: &str) -> Value {
    json!({ "methods": ["hw_ak_sk"], "hw_ak_sk": { "access": { "key": key }, "secret": { "key": secret } } })
}

fn password(methods: &Value) -> Value {
    json!({
        "methods": methods,
        "password": { "user": { "name": "user", "password": "right", "domain": { "name": "domain" } } },
        "totp": { "user": { "id": "user", "passcode": "123456" } },
    })
}

#[track_caller]
fn token_of(answer: &Answer) -> String {
    answer.expect(201);
    answer.header("X-Subject-Token").unwrap().to_owned()
}

#[test]
fn an_access_key_and_its_secret_open_its_project() {
    let mock = mock(AuthMode::Strict);
    let scope = json!({ "project": { "name": "cn-north-4" } });
    let answer = log_in(&mock, &pair("AKTEST", "SKTEST"), &scope);
    let body = answer.expect(201);
    assert_eq!(body["token"]["methods"], json!(["hw_ak_sk"]));
    assert_eq!(
        (&body["token"]["project"]["id"], &body["token"]["project"]["name"]),
        (&json!(PROJECT), &json!("cn-north-4"))
    );
    let list = format!("/v1.0/{PROJECT}/elbaas/certificate");
    mock.request("GET", &list).header("X-Auth-Token", &token_of(&answer)).send().expect(200);
    for (key, secret) in [("AKTEST", "wrong"), ("unknown", "SKTEST")] {
        refused(&log_in(&mock, &pair(key, secret), &scope), 401, "Unauthorized", WRONG);
    }
    let known = self::mock(AuthMode::Known);
    let made_up = log_in(&known, &pair("MADEUP", "x"), &scope);
    let project = made_up.expect(201)["token"]["project"]["id"].clone();
    let found = signed(&known, "MADEUP", "GET", "/v3/projects?name=cn-north-4").send().expect(200);
    assert_eq!(only(&found["projects"])["id"], project, "as a look-up finds it");
}

#[test]
fn a_project_is_named_by_its_region_or_by_its_id() {
    let mock = mock(AuthMode::Strict);
    for name in ["cn-east-3", PROJECT] {
        let scope = json!({ "project": { "name": name } });
        let token = log_in(&mock, &password(&json!(["password"])), &scope).expect(201);
        assert_eq!(token["token"]["project"]["id"], PROJECT, "{name}");
    }
}

#[test]
fn a_password_may_come_with_a_number_that_is_good_once() {
    let mock = mock(AuthMode::Strict);
    let answer = log_in(&mock, &password(&json!(["password", "totp"])), &json!({})).expect(201);
    assert_eq!(answer["token"]["methods"], json!(["password", "totp"]));
    let mut without = password(&json!(["password", "totp"]));
    without.as_object_mut().unwrap().remove("totp");
    let refusal = log_in(&mock, &without, &json!({}));
    refused(&refusal, 400, "Bad Request", "The request body is invalid");
}

#[test]
fn a_token_for_no_project_is_for_the_domain() {
    let mock = mock(AuthMode::Strict);
    for scope in [json!({}), json!({ "domain": { "name": "domain" } })] {
        let token =
            log_in(&mock, &password(&json!(["password"])), &scope).expect(201)["token"].clone();
        assert_eq!(token["domain"], json!({ "id": "domain", "name": "domain" }));
        assert_eq!(token.get("project"), None);
    }
}

#[test]
fn a_token_is_asked_about_and_exchanged_for_another() {
    let mock = mock(AuthMode::Strict);
    let project = json!({ "project": { "id": PROJECT } });
    let first = log_in(&mock, &password(&json!(["password"])), &project);
    let token = token_of(&first);
    let ask = |subject: &str, query: &str| {
        mock.operation("huawei_iam", "KeystoneValidateToken", &[])
            .query(query)
            .header("X-Auth-Token", "certmock")
            .header("X-Subject-Token", subject)
            .send()
    };
    let shown = ask(&token, "nocatalog=");
    assert_eq!(shown.expect(200), first.expect(201), "what was said when it was handed out");
    assert_eq!(shown.header("X-Subject-Token"), Some(&*token));
    assert_eq!(ask(&token, "nocatalog=yes").expect(200)["token"].get("catalog"), None);
    for none in ["none", "MIIx"] {
        refused(&ask(none, "nocatalog=true"), 404, "Not Found", "Could not find token.");
    }
    let unnamed = mock.operation("huawei_iam", "KeystoneValidateToken", &[]);
    let unnamed = unnamed.header("X-Auth-Token", "certmock").send();
    refused(&unnamed, 404, "Not Found", "Could not find token.");

    let twice = ask(&token, "nocatalog=true&nocatalog=true");
    refused(&twice, 400, "Bad Request", "The request body is invalid");

    let by_token = |token: &str| json!({ "methods": ["token"], "token": { "id": token } });
    let second = log_in(&mock, &by_token(&token), &json!({})).expect(201)["token"].clone();
    assert_eq!((&second["methods"], &second["user"]["name"]), (&json!(["token"]), &json!("user")));
    refused(&log_in(&mock, &by_token("none"), &json!({})), 401, "Unauthorized", WRONG);
}

#[test]
fn a_role_of_another_domain_is_taken_by_its_name_at_either_vendor() {
    let mock = mock(AuthMode::Strict);
    for agency in ["agency_name", "xrole_name"] {
        let identity = json!({
            "methods": ["assume_role"], "assume_role": { "domain_name": "domain", agency: "deployer" },
        });
        let scope = json!({ "project": { "name": "cn-north-4" } });
        let request = || mock.request("POST", "/v3/auth/tokens").json(&body(&identity, &scope));
        let answer = request().header("X-Auth-Token", "certmock").send();
        let token = answer.expect(201)["token"].clone();
        assert_eq!(token["methods"], json!(["assume_role"]));
        assert_eq!(token["user"]["name"], "domain/deployer");
        assert_eq!(token["assumed_by"]["user"]["name"], "certmock");
        assert_eq!(token["project"]["id"], PROJECT);
        let list = format!("/v1.0/{PROJECT}/elbaas/certificate");
        mock.request("GET", &list).header("X-Auth-Token", &token_of(&answer)).send().expect(200);
        let words = "Incorrect authentication information.";
        refused_by_gateway(&request().send(), 401, "APIGW.0305", words);
    }
}

#[test]
fn nobody_takes_a_declared_role_who_is_not_declared() {
    let mock = mock(AuthMode::Known);
    let role = |domain: &str| {
        let role = json!({ "domain_name": domain, "agency_name": "deployer" });
        body(&json!({ "methods": ["assume_role"], "assume_role": role }), &json!({}))
    };
    let ask = |domain: &str| {
        signed(&mock, "MADEUP", "POST", "/v3/auth/tokens").json(&role(domain)).send()
    };
    refused(&ask("domain"), 401, "Unauthorized", WRONG);
    let made_up = ask("elsewhere");
    assert_eq!(made_up.expect(201)["token"]["user"]["name"], "elsewhere/deployer");
    assert_eq!(made_up.header("X-Certmock-Auth"), Some("unverified"));
}

#[test]
fn what_is_no_login_is_refused() {
    let mock = mock(AuthMode::Known);
    for identity in [
        json!({}),
        json!({ "password": {} }),
        json!({ "hw_ak_sk": { "access": {} } }),
        json!({ "assume_role": { "agency_name": "x" } }),
        json!({ "token": {} }),
    ] {
        let answer = log_in(&mock, &identity, &json!({}));
        refused(&answer, 400, "Bad Request", "The request body is invalid");
    }
}
