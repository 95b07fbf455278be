//! The HTTP rules of an application, and the certificates that they use.

use serde_json::{Value, json};

use super::{TEAM, ask, ask_of, create, service};
use crate::mock::Mock;

/// The region and the application of the built-in account.
const APP: [&str; 2] = ["certmock", "1"];

#[test]
fn a_certificate_that_an_http_rule_uses_is_not_deleted() {
    let mock = Mock::start();
    let id = create(&mock, "site");
    let body = json!({ "service_id": TEAM, "container_port": 80, "domain_name": "www.example.com", "certificate_id": id, "auto_ssl": true });
    let rule = ask(&mock, "CreateAppHttpDomain", &APP).json(&body).send().expect(201);
    assert_eq!((&rule["protocol"], &rule["certificate_id"]), (&json!("https"), &json!(id)));
    assert_eq!(
        ask(&mock, "CreateAppHttpDomain", &APP).json(&body).send().expect(400),
        json!({ "msg": "策略已存在" })
    );

    let delete = || ask(&mock, "DeleteCertificate", &[&id.to_string()]).send();
    service(
        &delete(),
        400,
        400,
        "the certificate still has http rules",
        "仍有网关策略在使用该证书",
    );

    let all = |query: &str| ask(&mock, "ListHttpDomains", &[]).query(query).send().expect(200);
    let first: Vec<&str> =
        vec!["ID", "region_name", "team_name", "app_id", "auto_ssl_config", "http_rule_id"];
    let found = all("auto_ssl=true");
    let names: Vec<&str> = found[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names[..6], first);
    assert_eq!(names.len(), 27);
    assert_eq!(all("auto_ssl=false"), json!([]));
    let every = ask(&mock, "ListHttpDomains", &[]).send().expect(200);
    assert_eq!(every.as_array().unwrap().len(), 1);

    let one = [APP[0], APP[1], rule["http_rule_id"].as_str().unwrap()];
    let change = json!({ "service_id": TEAM, "certificate_id": 0 });
    let changed = ask(&mock, "UpdateAppHttpDomain", &one).json(&change).send().expect(200);
    assert_eq!((&changed["protocol"], &changed["certificate_id"]), (&json!("http"), &json!(0)));
    delete().expect(200);
    ask(&mock, "DeleteAppHttpDomain", &one).send().expect(200);
    service(
        &ask(&mock, "DeleteAppHttpDomain", &one).send(),
        404,
        1404,
        "domain not found",
        "域名不存在",
    );
    let empty = ask(&mock, "GetAppHttpDomain", &one).send().expect(200);
    assert_eq!(empty["http_rule_id"], "", "an empty rule");
    assert_eq!(ask(&mock, "ListAppHttpDomains", &APP).send().expect(200), json!([]));
}

#[test]
fn rules_want_a_region_an_application_a_component_and_their_fields() {
    let mock = Mock::start();
    let body = json!({ "service_id": "none", "container_port": 80, "domain_name": "d" });
    assert_eq!(
        ask(&mock, "CreateAppHttpDomain", &APP).json(&body).send().expect(400),
        json!({ "msg": "组件不存在" })
    );
    let missing = ask(&mock, "CreateAppHttpDomain", &APP).json(&json!({})).send().expect(400);
    assert_eq!(missing["err"]["service_id"], json!(["该字段是必填项。"]));
    for (operation, rule, body) in [
        ("ListAppHttpDomains", None, Value::Null),
        ("CreateAppHttpDomain", None, body),
        ("GetAppHttpDomain", Some("none"), Value::Null),
        ("UpdateAppHttpDomain", Some("none"), json!({ "service_id": TEAM })),
        ("DeleteAppHttpDomain", Some("none"), Value::Null),
    ] {
        let ask = |team: &str, region: &str, app: &str| {
            let parameters: Vec<&str> = [team, region, app].into_iter().chain(rule).collect();
            let request = ask_of(&mock, operation, &parameters);
            if body.is_null() { request.send() } else { request.json(&body).send() }
        };
        let elsewhere = ask(TEAM, "other", "1");
        service(&elsewhere, 404, 3000, "the region is not found", "数据中心不存在");
        service(&ask(TEAM, "certmock", "9"), 404, 404, "no found app", "应用不存在");
        assert_eq!(ask("nobody", "certmock", "1").status, 404);
    }
    let change = |rule: &str, body: Value| {
        ask(&mock, "UpdateAppHttpDomain", &[APP[0], APP[1], rule]).json(&body).send()
    };
    service(&change("none", json!({ "service_id": TEAM })), 404, 404, "no found", "no found");
    change("none", json!({})).expect(400);
    let made = json!({ "service_id": TEAM, "container_port": 80, "domain_name": "d.example.com" });
    let made = ask(&mock, "CreateAppHttpDomain", &APP).json(&made).send().expect(201);
    let rule = made["http_rule_id"].as_str().unwrap();
    let moved = change(rule, json!({ "service_id": "none" }));
    assert_eq!(moved.expect(400), json!({ "msg": "组件不存在" }));
}
