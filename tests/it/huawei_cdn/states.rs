//! How a domain stands, and what it takes as it does.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use super::{ask, configure, https, put, refused, set};
use crate::mock::Mock;

const DOMAIN: &str = "www.example.com";

fn paced(pace: Pace, end: End) -> Mock {
    let paces = Paces::default().with("huawei_cdn.configure", Script { pace, end });
    let mock = Mock::with(Config { paces, ..Config::default() });
    put(&mock, &json!([{ "domain_name": DOMAIN }]));
    mock
}

fn status(mock: &Mock) -> Value {
    let shown = ask(mock, "ShowDomainDetailByName", &[DOMAIN]).send().expect(200);
    shown["domain"]["domain_status"].clone()
}

#[test]
fn a_domain_is_configuring_until_it_was_looked_at_and_takes_nothing_meanwhile() {
    let mock = paced(Pace::Reads(2), End::Success);
    let given = https(DOMAIN, "rsa-2048");
    assert_eq!(status(&mock), "online");
    set(&mock, &given).expect(200);
    let again = set(&mock, &given).expect(200);
    let words = "This operation is not supported by the domain name in the current state.";
    assert_eq!((&again["status"], &again["result"][0]["reason"]), (&json!("fail"), &json!(words)));
    let configs = json!({ "remark": "x" });
    refused(&configure(&mock, DOMAIN, &configs), 400, "0106", words);
    let list = ask(&mock, "ListDomains", &[]).send().expect(200)["domains"][0].clone();
    assert_eq!((&list["domain_status"], &list["locked"]), (&json!("configuring"), &json!(1)));
    assert_eq!(list["locked_reason"], "Changing the config, please wait");
    assert_eq!(status(&mock), "configuring");
    assert_eq!(status(&mock), "online");
    configure(&mock, DOMAIN, &configs).expect(204);
}

#[test]
fn a_configuration_may_take_its_time_and_may_fail() {
    let ten_seconds = Pace::After("10s".parse().unwrap());
    let mock = paced(ten_seconds, End::Failure);
    set(&mock, &https(DOMAIN, "rsa-2048")).expect(200);
    assert_eq!(status(&mock), "configuring");
    let found = ask(&mock, "ListDomains", &[]).query("domain_status=configuring").send();
    assert_eq!(found.expect(200)["total"], 1);
    let advance = json!({ "by": "11s" });
    mock.request("POST", "/_certmock/clock/advance").json(&advance).send();
    assert_eq!(status(&mock), "configure_failed");
    // It can be tried again.
    let answer = set(&mock, &https(DOMAIN, "rsa-2048")).expect(200);
    assert_eq!(answer["status"], "success");
}

#[test]
fn domains_that_are_off_banned_or_locked_are_refused_with_the_reason() {
    for (domain, code, words) in [
        (
            json!({ "domain_status": "offline" }),
            "0145",
            "Only enabled domain names that are not banned or locked support this operation.",
        ),
        (
            json!({ "domain_status": "configuring" }),
            "0106",
            "This operation is not supported by the domain name in the current state.",
        ),
        (
            json!({ "domain_status": "checking" }),
            "0106",
            "This operation is not supported by the domain name in the current state.",
        ),
        (
            json!({ "domain_status": "check_failed" }),
            "0106",
            "This operation is not supported by the domain name in the current state.",
        ),
        (
            json!({ "domain_status": "deleting" }),
            "0106",
            "This operation is not supported by the domain name in the current state.",
        ),
        (json!({ "disabled": true }), "0115", "Acceleration domain names are prohibited."),
        (json!({ "locked": true }), "0116", "Acceleration domain names are locked."),
    ] {
        let mock = Mock::start();
        let id = "0".repeat(32);
        let mut given = domain.clone();
        given["domain_name"] = json!(DOMAIN);
        given["id"] = json!(id);
        put(&mock, &json!([given]));
        let answer = set(&mock, &https(DOMAIN, "rsa-2048")).expect(200);
        assert_eq!(
            (&answer["status"], &answer["result"][0]["reason"]),
            (&json!("fail"), &json!(words))
        );
        refused(&configure(&mock, DOMAIN, &json!({ "remark": "x" })), 400, code, words);
        let body = json!({ "https": { "cert_name": "c", "https_status": 0 } });
        let answer = ask(&mock, "UpdateHttpsInfo", &[&id]).json(&body).send();
        refused(&answer, 200, code, words);
    }
    let mock = Mock::start();
    put(&mock, &json!([{ "domain_name": DOMAIN, "domain_status": "configure_failed" }]));
    assert_eq!(set(&mock, &https(DOMAIN, "rsa-2048")).expect(200)["status"], "success");
    assert_eq!(status(&mock), "online");
}
