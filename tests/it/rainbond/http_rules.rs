//! The HTTP rules of an application, and the certificates that they use.

use serde_json::{Value, json};

use super::{TEAM, create, service};
use crate::mock::Mock;

#[test]
fn a_certificate_that_an_http_rule_uses_is_not_deleted() {
    let mock = Mock::start();
    let id = create(&mock, "site");
    let rules = "/regions/certmock/apps/1/httpdomains";
    let body = json!({ "service_id": TEAM, "container_port": 80, "domain_name": "www.example.com", "certificate_id": id, "auto_ssl": true });
    let rule = mock.rainbond("POST", rules).json(&body).send().expect(201);
    assert_eq!((&rule["protocol"], &rule["certificate_id"]), (&json!("https"), &json!(id)));
    assert_eq!(
        mock.rainbond("POST", rules).json(&body).send().expect(400),
        json!({ "msg": "策略已存在" })
    );

    let delete = || mock.rainbond("DELETE", &format!("/certificates/{id}")).send();
    service(
        &delete(),
        400,
        400,
        "the certificate still has http rules",
        "仍有网关策略在使用该证书",
    );

    let all = |query: &str| {
        let request = mock.request("GET", &format!("/openapi/v1/httpdomains{query}"));
        request.header("Authorization", "certmock").send().expect(200)
    };
    let first: Vec<&str> =
        vec!["ID", "region_name", "team_name", "app_id", "auto_ssl_config", "http_rule_id"];
    let found = all("?auto_ssl=true");
    let names: Vec<&str> = found[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names[..6], first);
    assert_eq!(names.len(), 27);
    assert_eq!(all("?auto_ssl=false"), json!([]));
    assert_eq!(all("").as_array().unwrap().len(), 1);

    let one = format!("{rules}/{}", rule["http_rule_id"].as_str().unwrap());
    let change = json!({ "service_id": TEAM, "certificate_id": 0 });
    let changed = mock.rainbond("PUT", &one).json(&change).send().expect(200);
    assert_eq!((&changed["protocol"], &changed["certificate_id"]), (&json!("http"), &json!(0)));
    delete().expect(200);
    mock.rainbond("DELETE", &one).send().expect(200);
    service(&mock.rainbond("DELETE", &one).send(), 404, 1404, "domain not found", "域名不存在");
    assert_eq!(mock.rainbond("GET", &one).send().expect(200)["http_rule_id"], "", "an empty rule");
    assert_eq!(mock.rainbond("GET", rules).send().expect(200), json!([]));
}

#[test]
fn rules_want_a_region_an_application_a_component_and_their_fields() {
    let mock = Mock::start();
    let rules = "/regions/certmock/apps/1/httpdomains";
    let body = json!({ "service_id": "none", "container_port": 80, "domain_name": "d" });
    assert_eq!(
        mock.rainbond("POST", rules).json(&body).send().expect(400),
        json!({ "msg": "组件不存在" })
    );
    let missing = mock.rainbond("POST", rules).json(&json!({})).send().expect(400);
    assert_eq!(missing["err"]["service_id"], json!(["该字段是必填项。"]));
    for (method, rule, body) in [
        ("GET", "", Value::Null),
        ("POST", "", body),
        ("GET", "/none", Value::Null),
        ("PUT", "/none", json!({ "service_id": TEAM })),
        ("DELETE", "/none", Value::Null),
    ] {
        let ask = |team: &str, region: &str, app: &str| {
            let rest = format!("/regions/{region}/apps/{app}/httpdomains{rule}");
            let target = format!("/openapi/v1/teams/{team}{rest}");
            let request = mock.request(method, &target).header("Authorization", "certmock");
            if body.is_null() { request.send() } else { request.json(&body).send() }
        };
        let elsewhere = ask(TEAM, "other", "1");
        service(&elsewhere, 404, 3000, "the region is not found", "数据中心不存在");
        service(&ask(TEAM, "certmock", "9"), 404, 404, "no found app", "应用不存在");
        assert_eq!(ask("nobody", "certmock", "1").status, 404);
    }
    let change = |body: Value| mock.rainbond("PUT", &format!("{rules}/none")).json(&body).send();
    service(&change(json!({ "service_id": TEAM })), 404, 404, "no found", "no found");
    change(json!({})).expect(400);
    let made = json!({ "service_id": TEAM, "container_port": 80, "domain_name": "d.example.com" });
    let made = mock.rainbond("POST", rules).json(&made).send().expect(201);
    let rule = format!("{rules}/{}", made["http_rule_id"].as_str().unwrap());
    let moved = mock.rainbond("PUT", &rule).json(&json!({ "service_id": "none" })).send();
    assert_eq!(moved.expect(400), json!({ "msg": "组件不存在" }));
}
