//! What is too long to be kept.

use serde_json::{Value, json};

use super::{TEAM, ask, create, fields, post};
use crate::mock::Mock;

fn total(mock: &Mock) -> Value {
    ask(mock, "ListCertificates", &[]).send().expect(200)["total"].clone()
}

#[test]
fn what_is_far_too_long_is_refused_in_the_usual_words_and_not_stored() {
    let mock = Mock::start();
    let id = create(&mock, "site").to_string();
    let long = "x".repeat(65 * 1024);
    let list: Value = vec![0; 100_000].into();
    let nested = json!([{ "name": long, long.as_str(): [long] }]);
    let too_long = "请确保这个字段不能超过 64 个字符。";
    let cases =
        [(json!(long), too_long), (list, "Not a valid string."), (nested, "Not a valid string.")];
    for (alias, words) in cases {
        let mut body = fields("other", "ec-p256");
        body["alias"] = alias;
        assert_eq!(post(&mock, &body).expect(400)["err"]["alias"], json!([words]));
        let answer = ask(&mock, "UpdateCertificate", &[&id]).json(&body).send();
        assert_eq!(answer.expect(400)["err"]["alias"], json!([words]));
    }
    let mut body = fields("other", "ec-p256");
    body["certificate"] = (body["certificate"].as_str().unwrap().to_owned() + &long).into();
    let words = json!(["请确保这个字段不能超过 8192 个字符。"]);
    assert_eq!(post(&mock, &body).expect(400)["err"]["certificate"], words);
    assert_eq!(total(&mock), 1);
}

#[test]
fn the_texts_of_a_rule_have_a_longest_size() {
    let mock = Mock::start();
    let app = ["certmock", "1"];
    let rule = json!({ "service_id": TEAM, "container_port": 80, "domain_name": "d.example.com" });
    for name in ["domain_path", "domain_cookie", "domain_header", "auto_ssl_config"] {
        let with = |length: usize| {
            let mut rule = rule.clone();
            rule[name] = "路".repeat(length).into();
            rule["domain_name"] = name.into();
            ask(&mock, "CreateAppHttpDomain", &app).json(&rule).send()
        };
        let words = json!(["请确保这个字段不能超过 1024 个字符。"]);
        assert_eq!(with(1025).expect(400)["err"][name], words);
        with(1024).expect(201);
    }
}
