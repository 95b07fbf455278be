//! The certificates that accounts hold, at all providers.

use serde_json::{Value, json};

use super::upload;
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{CDN, Client};

fn list(mock: &Mock, query: &str) -> Value {
    mock.request("GET", &format!("/_certmock/certificates{query}")).send().expect(200)
}

fn of<'a>(list: &'a Value, provider: &str) -> Vec<&'a Value> {
    let all = list["certificates"].as_array().unwrap();
    all.iter().filter(|certificate| certificate["provider"] == provider).collect()
}

#[test]
fn a_certificate_is_shown_with_what_uses_it_across_products_and_never_its_key() {
    let ssl = Client::ssl();
    let uploaded = ssl.ask(
        "UploadCertificate",
        &json!({
            "CertificatePublicKey": pem("wildcard.crt"),
            "CertificatePrivateKey": pem("wildcard.key"), "Alias": "wild",
        }),
    );
    let id = uploaded["CertificateId"].as_str().unwrap();
    let cdn = ssl.beside(&CDN);
    let domain = json!({ "domain": "www.example.com", "created": "2026-01-01T00:00:00Z" });
    cdn.put(&json!({ "domains": [domain] }));
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": "www.example.com", "Https": https }));

    let answer = ssl.mock.request("GET", "/_certmock/certificates").send();
    assert!(!answer.text().contains("PRIVATE KEY") && !answer.text().contains("BEGIN"));
    let all = answer.expect(200);
    let shown = &of(&all, "tencent_ssl")[0];
    assert_eq!((&shown["id"], &shown["name"]), (&json!(id), &json!("wild")));
    assert_eq!(shown["account"], "tencent:tester");
    assert_eq!(shown["names"], json!(["*.example.com", "example.com"]));
    assert_eq!(shown["used_by"], json!(["cdn:www.example.com"]));
    assert_eq!(shown["key"], json!({ "algorithm": "ECDSA", "bits": 256 }));
    assert_eq!(shown["key_matches"], true);
    assert_eq!(shown["flaws"], json!([]));
    assert_eq!(shown["state"], "good");
    assert!(shown["left_s"].as_i64().unwrap() > 0);
    assert_eq!(shown["chain"][0]["self_issued"], false);
    assert_eq!(shown["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn the_time_that_is_left_is_by_the_accounts_clock_and_what_is_over_says_so() {
    let mock = Mock::start();
    upload(&mock, "a", "one").expect(200);
    let not_after = list(&mock, "")["certificates"][0]["not_after"].clone();
    let at = json!({ "at": "2140-01-01T00:00:00Z" });
    mock.request("PUT", "/_certmock/clock?account=qiniu:a").json(&at).send().expect(200);
    let later = list(&mock, "");
    let shown = &later["certificates"][0];
    assert_eq!(shown["not_after"], not_after);
    assert!(shown["left_s"].as_i64().unwrap() < 0, "{shown}");
    assert_eq!(shown["state"], "expired");
    // That is no flaw of its own.
    assert_eq!(list(&mock, "?flawed=true")["count"], 0);
    let flaws = shown["flaws"].as_array().unwrap();
    assert!(flaws.iter().any(|flaw| flaw.as_str().unwrap().contains("expired at")), "{flaws:?}");
    assert_eq!(list(&mock, "?within=30d")["count"], 1);
    let before = json!({ "offset": "0s" });
    mock.request("PUT", "/_certmock/clock?account=qiniu:a").json(&before).send().expect(200);
    assert_eq!(list(&mock, "?within=1s")["count"], 0);
}

#[test]
fn certificates_are_listed_by_account_and_provider_page_by_page() {
    let mock = Mock::start();
    for account in ["a", "b"] {
        for name in ["one", "two", "three"] {
            upload(&mock, account, name).expect(200);
        }
    }
    let mut seen = Vec::new();
    let mut query = "?limit=2".to_owned();
    loop {
        let page = list(&mock, &query);
        let shown = page["certificates"].as_array().unwrap();
        assert_eq!(page["count"], shown.len());
        seen.extend(shown.iter().map(|each| (each["account"].clone(), each["id"].clone())));
        let Some(next) = page["next"].as_str() else { break };
        let next = next.replace('[', "%5B").replace(']', "%5D").replace('"', "%22");
        query = format!("?limit=2&after={next}");
    }
    assert_eq!(seen.len(), 6);
    let mut once = seen.clone();
    once.dedup();
    assert_eq!(once.len(), 6);
    assert_eq!(list(&mock, "?account=qiniu:a")["count"], 3);
    assert_eq!(list(&mock, "?provider=qiniu")["count"], 6);
    assert_eq!(list(&mock, "?provider=rainbond")["count"], 0);
    for (query, words) in [("?provider=qinu", "did you mean"), ("?after=x", "`after`")] {
        let refused = mock.request("GET", &format!("/_certmock/certificates{query}")).send();
        let error = refused.expect(400)["error"].as_str().unwrap().to_owned();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn a_text_that_is_no_certificate_is_shown_with_what_is_wrong() {
    let mock = Mock::start();
    let certificate = json!({
        "id": "scs1700000000001", "name": "odd", "certificate": "nothing of the kind",
    });
    let state = json!({ "huawei:AK": { "huawei_scm": { "certificates": [certificate] } } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    let all = list(&mock, "");
    let shown = of(&all, "huawei_scm")[0];
    assert_eq!((&shown["names"], &shown["not_after"]), (&json!([]), &Value::Null));
    assert_eq!(shown["flaws"].as_array().unwrap().len(), 1, "{shown}");
    assert_eq!((&shown["state"], &shown["issuers"]), (&json!("flawed"), &json!([])));
    assert_eq!(list(&mock, "?flawed=true")["count"], 1);
}

#[test]
fn the_state_of_a_certificate_is_a_word_and_its_issuers_are_named_up_to_who_is_not_there() {
    let mock = Mock::start();
    let clock = json!({ "at": "2026-01-10T00:00:00Z" });
    mock.request("PUT", "/_certmock/clock").json(&clock).send().expect(200);
    let certificates = [
        ("short-lived.crt", "soon", vec!["certmock test intermediate", "certmock test root"]),
        ("root.crt", "good", vec![]),
        ("ca.crt", "good", vec!["certmock test root"]),
        ("not-yet-valid.crt", "flawed", vec!["certmock test intermediate", "certmock test root"]),
        ("expired.crt", "expired", vec!["certmock test intermediate", "certmock test root"]),
    ];
    for (number, (file, state, issuers)) in certificates.into_iter().enumerate() {
        let id = format!("scs170000000000{number}");
        let held = json!({ "id": id, "name": file, "certificate": pem(file) });
        let held = json!({ "huawei:AK": { "huawei_scm": { "certificates": [held] } } });
        mock.request("PUT", "/_certmock/state").json(&held).send().expect(204);
        let all = list(&mock, "");
        let shown = of(&all, "huawei_scm")[0];
        assert_eq!(shown["state"], state, "{shown}");
        assert_eq!(shown["issuers"], json!(issuers), "{shown}");
    }
}
