//! The older form: one domain, by its id.

use serde_json::{Value, json};

use super::{ask, names, put, refused};
use crate::material::pair;
use crate::mock::{Answer, Mock};

const ID: &str = "ff8080827ca77f1c017ca7e8ee1f00d1";

fn start() -> Mock {
    let mock = Mock::start();
    put(&mock, &json!([{ "domain_name": "www.example.com", "id": ID }]));
    mock
}

fn update(mock: &Mock, https: &Value) -> Answer {
    ask(mock, "UpdateHttpsInfo", &[ID]).json(&json!({ "https": https })).send()
}

#[test]
fn a_domain_is_given_a_certificate_by_its_id_and_later_how_it_is_used_alone() {
    let mock = start();
    let shown = ask(&mock, "ShowHttpsInfo", &[ID]).send().expect(200)["https"].clone();
    assert_eq!((&shown["https_status"], &shown["certificate"]), (&json!(0), &json!("")));
    let (certificate, private_key) = pair("rsa-2048");
    let given = json!({ "cert_name": "c1", "https_status": 3, "certificate": certificate, "private_key": private_key, "http2": 1 });
    let changed = update(&mock, &given).expect(200);
    let members = [
        "https_status",
        "cert_name",
        "certificate",
        "private_key",
        "certificate_type",
        "force_redirect_https",
        "force_redirect_config",
        "http2",
        "expiration_time",
    ];
    assert_eq!(names(&changed["https"]), members);
    assert_eq!(
        (&changed["https"]["https_status"], &changed["https"]["private_key"]),
        (&json!(3), &json!(""))
    );
    let later = json!({ "cert_name": "c1", "https_status": 2, "force_redirect_config": { "switch": 1, "redirect_type": "http" } });
    update(&mock, &later).expect(200);
    let shown = ask(&mock, "ShowHttpsInfo", &[ID]).send().expect(200)["https"].clone();
    assert_eq!((&shown["certificate"], &shown["http2"]), (&json!(certificate), &json!(0)));
    assert_eq!((&shown["https_status"], &shown["force_redirect_https"]), (&json!(2), &json!(2)));
    update(&mock, &json!({ "cert_name": "c1", "https_status": 0 })).expect(200);
    let shown = ask(&mock, "ShowHttpsInfo", &[ID]).send().expect(200)["https"].clone();
    assert_eq!((&shown["https_status"], &shown["certificate"]), (&json!(0), &json!("")));
}

#[test]
fn a_domain_by_itself_says_how_its_origin_is_asked_and_a_list_whether_it_has_a_certificate() {
    let mock = start();
    let (certificate, private_key) = pair("rsa-2048");
    let pair = json!({ "cert_name": "c1", "https_status": 1, "certificate": certificate, "private_key": private_key });
    update(&mock, &pair).expect(200);
    let shown = |way: u64| {
        update(&mock, &json!({ "cert_name": "c1", "https_status": way })).expect(200);
        let by_id = ask(&mock, "ShowDomainDetail", &[ID]).send().expect(200);
        let by_name = ask(&mock, "ShowDomainDetailByName", &["www.example.com"]).send().expect(200);
        let list = ask(&mock, "ListDomains", &[]).send().expect(200);
        [&by_id["domain"], &by_name["domain"], &list["domains"][0]]
            .map(|domain| domain["https_status"].as_u64().unwrap())
    };
    for (way, listed) in [(1, 1), (2, 1), (3, 1), (0, 0)] {
        assert_eq!(shown(way), [way, way, listed]);
    }
}

#[test]
fn what_is_wrong_is_refused_with_200_as_everywhere_below_this_path() {
    let mock = start();
    let invalid = "The parameter is invalid.";
    for https in [
        Value::Null,
        json!({}),
        json!({ "cert_name": "c1" }),
        json!({ "https_status": 1 }),
        json!({ "cert_name": "c1", "https_status": 4 }),
        json!({ "cert_name": "c1", "https_status": 1, "http2": 2 }),
        json!({ "cert_name": "c1", "https_status": 1, "certificate_type": 1 }),
        json!({ "cert_name": "c1", "https_status": "1" }),
    ] {
        refused(&update(&mock, &https), 400, "0001", invalid);
    }
    let blank = "The certificate or private key cannot be left blank.";
    refused(&update(&mock, &json!({ "cert_name": "c1", "https_status": 1 })), 200, "0402", blank);
    let (certificate, private_key) = pair("ec-p256");
    let other = json!({ "cert_name": "c1", "https_status": 1, "certificate": certificate, "private_key": private_key });
    let words = "The certificate and domain name do not match.";
    refused(&update(&mock, &other), 200, "0406", words);
}
