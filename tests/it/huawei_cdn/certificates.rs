//! Domains are given certificates, all those that a request names.

use serde_json::{Value, json};

use super::{ask, configure, https, names, put, refused, section, set, with, with_domains};
use crate::material::{pair, pem};
use crate::mock::Mock;

#[test]
fn two_domains_are_given_a_certificate_and_show_it() {
    let mock = with_domains(&["a.example.com", "b.example.com"]);
    let given = https("a.example.com,b.example.com", "several-names");
    let answer = set(&mock, &given).expect(200);
    assert_eq!(names(&answer), ["https", "status", "result"]);
    let leaf = certmock::internals::x509::Certificate::from_pem(&pem("several-names.crt")).unwrap();
    let expires = leaf.not_after().unix_timestamp() * 1000;
    let shown = json!({
        "domain_name": "a.example.com,b.example.com", "https_switch": 1, "access_origin_way": 2,
        "force_redirect_https": 0, "force_redirect_config": { "switch": 0, "redirect_type": "http" },
        "http2": 0, "cert_name": "c1", "certificate": given["certificate"], "certificate_type": 0,
        "expiration_time": expires,
    });
    assert_eq!(answer["https"].to_string(), shown.to_string(), "in that order, without the key");
    assert_eq!(answer["status"], "success");
    let fine = |name: &str| json!({ "domain_name": name, "status": "success", "reason": "" });
    assert_eq!(answer["result"], json!([fine("a.example.com"), fine("b.example.com")]));

    let list = ask(&mock, "ShowCertificatesHttpsInfo", &[]).send().expect(200);
    assert_eq!(list["total"], 2);
    let members = [
        "domain_id",
        "domain_name",
        "cert_name",
        "certificate",
        "private_key",
        "certificate_type",
        "expiration_time",
        "https_status",
        "force_redirect_https",
        "force_redirect_config",
        "http2",
    ];
    assert_eq!(names(&list["https"][0]), members);
    assert_eq!(
        (&list["https"][0]["private_key"], &list["https"][0]["https_status"]),
        (&json!(""), &json!(2))
    );
    let shown = section(&mock, "a.example.com", "https");
    assert_eq!(
        (&shown["certificate_name"], &shown["expire_time"]),
        (&json!("c1"), &json!(expires))
    );
    assert_eq!(shown["certificate_value"], given["certificate"], "to the byte");
}

#[test]
fn what_the_request_does_not_say_goes_back_to_what_a_new_domain_has() {
    let mock = with_domains(&["www.example.com"]);
    let mut given = https("www.example.com", "rsa-2048");
    given["http2"] = json!(1);
    given["access_origin_way"] = json!(3);
    given["force_redirect_config"] = json!({ "switch": 1, "redirect_type": "https" });
    let answer = set(&mock, &given).expect(200);
    assert_eq!(
        (&answer["https"]["http2"], &answer["https"]["force_redirect_https"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(section(&mock, "www.example.com", "https")["http2_status"], "on");
    assert_eq!(section(&mock, "www.example.com", "origin_protocol"), "https");
    assert_eq!(section(&mock, "www.example.com", "force_redirect")["status"], "on");
    // A tool that renews by this call switches HTTP/2 off.
    set(&mock, &https("www.example.com", "rsa-2048")).expect(200);
    assert_eq!(section(&mock, "www.example.com", "https")["http2_status"], "off");
    assert_eq!(section(&mock, "www.example.com", "origin_protocol"), "http");
    assert_eq!(section(&mock, "www.example.com", "force_redirect")["status"], "off");
    given["force_redirect_config"] = Value::Null;
    given["force_redirect_https"] = json!(1);
    given["access_origin_way"] = json!(1);
    let answer = set(&mock, &given).expect(200);
    let redirect = json!({ "switch": 1, "redirect_type": "https" });
    assert_eq!(answer["https"]["force_redirect_config"], redirect);
    assert_eq!(section(&mock, "www.example.com", "origin_protocol"), "follow");
}

#[test]
fn a_pair_is_wanted_the_first_time_alone_and_is_taken_away_with_all_that_rests_on_it() {
    let mock = with_domains(&["www.example.com"]);
    let blank = "The certificate or private key cannot be left blank.";
    let alone = json!({ "domain_name": "www.example.com", "https_switch": 1, "http2": 1 });
    refused(&set(&mock, &alone), 200, "0402", blank);
    set(&mock, &https("www.example.com", "rsa-2048")).expect(200);
    let kept = set(&mock, &alone).expect(200);
    assert_eq!((&kept["https"]["cert_name"], &kept["status"]), (&json!("c1"), &json!("success")));
    let off = json!({ "domain_name": "www.example.com", "https_switch": 0 });
    let answer = set(&mock, &off).expect(200);
    assert_eq!(answer["https"]["https_switch"], 0);
    assert_eq!(answer["https"].get("certificate"), None);
    let shown = section(&mock, "www.example.com", "https");
    assert_eq!((&shown["https_status"], &shown["http2_status"]), (&json!("off"), &json!("off")));
    let list = ask(&mock, "ShowCertificatesHttpsInfo", &[]).send();
    assert_eq!(list.text(), r#"{"total":0,"https":[]}"#);
    refused(&set(&mock, &alone), 200, "0402", blank);
}

#[test]
fn what_is_wrong_with_one_domain_is_said_of_it_and_the_others_are_changed() {
    let mock = with_domains(&["a.example.com", "b.example.com", "other.example.com"]);
    let given = https(
        "a.example.com, nobody.example.com,other.example.com,b.example.com,a.example.com",
        "several-names",
    );
    let answer = set(&mock, &given).expect(200);
    assert_eq!(answer["status"], "fail");
    let reasons: Vec<(&str, &str, &str)> = answer["result"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| {
            let text = |member: &str| each[member].as_str().unwrap();
            (text("domain_name"), text("status"), text("reason"))
        })
        .collect();
    let unknown = "The acceleration domain name does not exist.";
    let uncovered = "The certificate and domain name do not match.";
    let wanted = [
        ("a.example.com", "success", ""),
        ("nobody.example.com", "fail", unknown),
        ("other.example.com", "fail", uncovered),
        ("b.example.com", "success", ""),
    ];
    assert_eq!(reasons, wanted);
    assert_eq!(section(&mock, "b.example.com", "https")["https_status"], "on");
    assert_eq!(section(&mock, "other.example.com", "https")["https_status"], "off");
}

#[test]
fn a_wildcard_certificate_is_for_one_label_and_a_wildcard_domain_wants_one() {
    let mock = with_domains(&["*.example.com", "deep.www.example.com"]);
    let status =
        |domain: &str, material| set(&mock, &https(domain, material)).expect(200)["status"].clone();
    assert_eq!(status("*.example.com", "wildcard"), "success");
    assert_eq!(status("*.example.com", "rsa-2048"), "fail");
    assert_eq!(status("deep.www.example.com", "wildcard"), "fail");
    let path = ask(&mock, "ShowDomainDetailByName", &["*.example.com"]).send().expect(200);
    assert_eq!(path["domain"]["https_status"], 2, "its origin is asked over HTTP");
    let path = ask(&mock, "ShowDomainDetailByName", &["%2A.example.com"]).send().expect(200);
    assert_eq!(path["domain"]["domain_name"], "*.example.com");
}

#[test]
fn a_certificate_is_read_and_held_against_its_key_and_the_clock() {
    let mock = with_domains(&["www.example.com"]);
    let base = https("www.example.com", "rsa-2048");
    let long = "\n".repeat(21 << 10);
    for (certificate, key, code, words) in [
        (
            json!(""),
            json!(pem("rsa-2048.key")),
            "0402",
            "The certificate or private key cannot be left blank.",
        ),
        (
            json!(pem("rsa-2048.crt")),
            Value::Null,
            "0402",
            "The certificate or private key cannot be left blank.",
        ),
        (
            json!("nonsense"),
            json!(pem("rsa-2048.key")),
            "0403",
            "The certificate must be in the PEM format.",
        ),
        (
            json!(pem("rsa-2048.key")),
            json!(pem("rsa-2048.key")),
            "0403",
            "The certificate must be in the PEM format.",
        ),
        (
            json!(pem("rsa-2048.crt")),
            json!("nonsense"),
            "0404",
            "The private key must be in the PEM format.",
        ),
        (
            json!(pem("rsa-2048.crt")),
            json!(pem("encrypted.key")),
            "0404",
            "The private key must be in the PEM format.",
        ),
        (
            json!(pem("rsa-2048.crt")),
            json!(pem("mismatched.key")),
            "0405",
            "The certificate and private key do not match.",
        ),
        (
            json!(pem("garbage.crt")),
            json!(pem("rsa-2048.key")),
            "0407",
            "The certificate is incorrect.",
        ),
        (
            json!(pem("expired.crt")),
            json!(pem("expired.key")),
            "0408",
            "The certificate has expired.",
        ),
        (
            json!(pem("rsa-2048.crt") + &long),
            json!(pem("rsa-2048.key")),
            "0412",
            "The certificate or private key is too long.",
        ),
        (
            json!(pem("rsa-2048.crt")),
            json!(pem("rsa-2048.key") + &long),
            "0412",
            "The certificate or private key is too long.",
        ),
        (
            json!(pem("not-yet-valid.crt")),
            json!(pem("not-yet-valid.key")),
            "0413",
            "The certificate is not valid yet.",
        ),
        (
            json!(pem("rsa-2048.crt")),
            json!(pem("secp256k1.key")),
            "0414",
            "The private key is incorrect.",
        ),
    ] {
        let given = with(&with(&base, "certificate", certificate), "private_key", key);
        // The service answers 200 here, and a client that looks at the status alone meets a success.
        refused(&set(&mock, &given), 200, code, words);
    }
    let entries = mock.request("GET", "/_certmock/requests?outcome=error").send().expect(200);
    assert_eq!(entries["requests"].as_array().unwrap().len(), 13, "the journal knows better");
}

#[test]
fn a_certificate_that_ends_within_a_day_is_refused() {
    let mock = Mock::at(time::macros::datetime!(2026-01-20 01:00 UTC));
    put(&mock, &json!([{ "domain_name": "short.example.com" }]));
    let words = "The certificate will expire in less than 24 hours.";
    refused(&set(&mock, &https("short.example.com", "short-lived")), 200, "0409", words);
    let (value, key) = pair("short-lived");
    let section = json!({ "https_status": "on", "certificate_name": "c1", "certificate_value": value, "private_key": key });
    let answer = configure(&mock, "short.example.com", &json!({ "https": section }));
    refused(&answer, 400, "0409", words);
    let mock = Mock::at(time::macros::datetime!(2026-01-19 23:00 UTC));
    put(&mock, &json!([{ "domain_name": "short.example.com" }]));
    let answer = set(&mock, &https("short.example.com", "short-lived")).expect(200);
    assert_eq!(answer["status"], "success");
}

#[test]
fn keys_of_every_kind_and_authorities_of_tests_are_taken() {
    let domains =
        ["p256.example.com", "p384.example.com", "self-signed.example.com", "weak.example.com"];
    let mock = with_domains(&domains);
    for (domain, material) in
        domains.into_iter().zip(["ec-p256", "ec-p384", "self-signed", "rsa-1024"])
    {
        assert_eq!(set(&mock, &https(domain, material)).expect(200)["status"], "success");
    }
    let (certificate, _) = pair("ec-p256");
    let sec1 =
        with(&https("p256.example.com", "ec-p256"), "private_key", json!(pem("ec-p256.sec1.key")));
    assert_eq!(set(&mock, &sec1).expect(200)["https"]["certificate"], certificate);
}
