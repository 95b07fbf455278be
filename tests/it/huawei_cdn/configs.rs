//! The whole configuration of a domain, by sections.

use serde_json::{Value, json};

use super::{ask, configure, https, names, refused, section, set, with, with_domains};
use crate::material::{pair, pem};

const DOMAIN: &str = "www.example.com";

/// The section that gives a domain the pair of that name.
fn on(material: &str) -> Value {
    let (certificate, private_key) = pair(material);
    json!({
        "https_status": "on", "certificate_type": "server", "certificate_source": 0,
        "certificate_name": "c1", "certificate_value": certificate, "private_key": private_key,
    })
}

#[test]
fn a_domain_shows_its_configuration_before_it_has_a_certificate_and_after() {
    let mock = with_domains(&[DOMAIN]);
    let answer =
        ask(&mock, "ShowDomainFullConfig", &[DOMAIN]).query("show_special_configs=auth_key");
    let configs = answer.send().expect(200)["configs"].clone();
    let sections = [
        "business_type",
        "service_area",
        "remark",
        "https",
        "sources",
        "origin_protocol",
        "force_redirect",
        "ipv6_accelerate",
    ];
    assert_eq!(names(&configs), sections);
    let members = [
        "https_status",
        "certificate_type",
        "certificate_source",
        "scm_certificate_id",
        "certificate_name",
        "certificate_value",
        "expire_time",
        "certificates",
        "http2_status",
        "tls_version",
        "ocsp_stapling_status",
    ];
    assert_eq!(names(&configs["https"]), members);
    assert_eq!(
        (&configs["https"]["https_status"], &configs["https"]["expire_time"]),
        (&json!("off"), &json!(0))
    );
    assert_eq!(configs["https"]["tls_version"], "TLSv1.1,TLSv1.2,TLSv1.3");
    assert_eq!(configs["sources"][0]["priority"], 70);
    configure(&mock, DOMAIN, &json!({ "https": on("rsa-2048") })).expect(204);
    let shown = section(&mock, DOMAIN, "https");
    assert_eq!(names(&shown), members, "the key is not shown");
    assert_eq!((&shown["https_status"], &shown["certificate_source"]), (&json!("on"), &json!(0)));
    assert_eq!(shown["certificate_value"], pem("rsa-2048.crt"));
    let list = ask(&mock, "ShowCertificatesHttpsInfo", &[]).send().expect(200);
    assert_eq!(list["https"][0]["cert_name"], "c1");
}

#[test]
fn sections_that_are_absent_and_members_that_are_absent_stay_as_they_are() {
    let mock = with_domains(&[DOMAIN]);
    let mut first = on("rsa-2048");
    first["http2_status"] = json!("on");
    first["tls_version"] = json!("TLSv1.3,TLSv1.2");
    first["ocsp_stapling_status"] = json!("on");
    let redirect = json!({ "status": "on", "type": "https", "redirect_code": 301 });
    let configs = json!({
        "https": first, "force_redirect": redirect, "origin_protocol": "follow", "remark": "shop",
        "ipv6_accelerate": 1, "compress": { "status": "on", "type": "gzip,br" }, "quic": null,
    });
    configure(&mock, DOMAIN, &configs).expect(204);
    configure(&mock, DOMAIN, &json!({ "https": on("wildcard"), "remark": null })).expect(204);
    let shown = section(&mock, DOMAIN, "https");
    assert_eq!(shown["certificate_value"], pem("wildcard.crt"));
    assert_eq!(
        (&shown["http2_status"], &shown["ocsp_stapling_status"]),
        (&json!("on"), &json!("on"))
    );
    assert_eq!(shown["tls_version"], "TLSv1.3,TLSv1.2");
    for (name, value) in [
        ("force_redirect", redirect),
        ("origin_protocol", json!("follow")),
        ("remark", json!("shop")),
        ("ipv6_accelerate", json!(1)),
        ("compress", json!({ "status": "on", "type": "gzip,br" })),
        ("quic", Value::Null),
    ] {
        assert_eq!(section(&mock, DOMAIN, name), value, "{name}");
    }
    // The other call resets what this one keeps.
    set(&mock, &https(DOMAIN, "rsa-2048")).expect(200);
    assert_eq!(section(&mock, DOMAIN, "https")["http2_status"], "off");
    configure(&mock, DOMAIN, &json!({ "https": { "http2_status": "on" } })).expect(204);
    let shown = section(&mock, DOMAIN, "https");
    assert_eq!((&shown["https_status"], &shown["http2_status"]), (&json!("on"), &json!("on")));
}

#[test]
fn to_turn_https_off_takes_the_certificate_and_what_rests_on_it_away() {
    let mock = with_domains(&[DOMAIN]);
    let mut https = on("rsa-2048");
    https["http2_status"] = json!("on");
    let redirect = json!({ "status": "on", "type": "https" });
    configure(&mock, DOMAIN, &json!({ "https": https, "force_redirect": redirect })).expect(204);
    configure(&mock, DOMAIN, &json!({ "https": { "https_status": "off" } })).expect(204);
    let shown = section(&mock, DOMAIN, "https");
    assert_eq!((&shown["https_status"], &shown["http2_status"]), (&json!("off"), &json!("off")));
    assert_eq!((&shown["certificate_name"], &shown["certificate_value"]), (&json!(""), &json!("")));
    assert_eq!(section(&mock, DOMAIN, "force_redirect")["status"], "off");
}

#[test]
fn places_that_content_comes_from_are_replaced_and_shown_by_every_path() {
    let mock = with_domains(&[DOMAIN]);
    let sources = json!([
        { "origin_type": "domain", "origin_addr": "origin.example.com", "priority": 70, "http_port": 8080, "host_name": DOMAIN },
        { "origin_type": "ipaddr", "origin_addr": "192.0.2.9", "priority": 30 },
    ]);
    configure(&mock, DOMAIN, &json!({ "sources": sources })).expect(204);
    let shown = section(&mock, DOMAIN, "sources");
    assert_eq!((&shown[0]["http_port"], &shown[1]["https_port"]), (&json!(8080), &json!(443)));
    let list = ask(&mock, "ListDomains", &[]).send().expect(200);
    let sources = &list["domains"][0]["sources"];
    assert_eq!(sources[0]["ip_or_domain"], "origin.example.com");
    let standby = |index: usize| sources[index]["active_standby"].clone();
    assert_eq!((standby(0), standby(1)), (json!(1), json!(0)));
    let words = "The parameter is invalid.";
    let many = vec![json!({ "origin_addr": "192.0.2.9" }); 51];
    for configs in [
        json!({ "sources": [] }),
        json!({ "sources": many }),
        json!({ "remark": "r".repeat(1025) }),
        json!({ "compress": { "type": "t".repeat(65 << 10) } }),
        json!({ "https": with(&on("rsa-2048"), "certificate_name", json!("n".repeat(257))) }),
    ] {
        refused(&configure(&mock, DOMAIN, &configs), 400, "0001", words);
    }
}

#[test]
fn a_list_of_certificates_goes_before_the_one_beside_it() {
    let mock = with_domains(&[DOMAIN]);
    let one = json!({
        "certificate_type": "server", "certificate_name": "listed",
        "certificate_value": pem("wildcard.crt"), "private_key": pem("wildcard.key"),
    });
    let given = with(&on("rsa-2048"), "certificates", json!([one]));
    configure(&mock, DOMAIN, &json!({ "https": given })).expect(204);
    assert_eq!(section(&mock, DOMAIN, "https")["certificate_name"], "listed");
    let words = "The parameter is invalid.";
    let two = with(&on("rsa-2048"), "certificates", json!([one, one]));
    refused(&configure(&mock, DOMAIN, &json!({ "https": two })), 400, "0001", words);
    let national = with(&one, "certificate_type", json!("server_sm"));
    let national = with(&on("rsa-2048"), "certificates", json!([one, national]));
    let words = "The certificate is incorrect.";
    refused(&configure(&mock, DOMAIN, &json!({ "https": national })), 400, "0407", words);
}

#[test]
fn a_certificate_that_is_not_right_is_refused_with_400_and_nothing_is_changed() {
    let mock = with_domains(&[DOMAIN]);
    let base = on("rsa-2048");
    let blank = "The certificate or private key cannot be left blank.";
    let invalid = "The parameter is invalid.";
    for (member, value, code, words) in [
        ("private_key", Value::Null, "0402", blank),
        ("certificate_value", json!(""), "0402", blank),
        (
            "certificate_value",
            json!("nonsense"),
            "0403",
            "The certificate must be in the PEM format.",
        ),
        ("private_key", json!("nonsense"), "0404", "The private key must be in the PEM format."),
        (
            "private_key",
            json!(pem("mismatched.key")),
            "0405",
            "The certificate and private key do not match.",
        ),
        ("certificate_value", json!(pem("garbage.crt")), "0407", "The certificate is incorrect."),
        (
            "certificate_value",
            json!("\n".repeat(21 << 10)),
            "0412",
            "The certificate or private key is too long.",
        ),
        ("private_key", json!(pem("secp256k1.key")), "0414", "The private key is incorrect."),
        ("certificate_type", json!("server_sm"), "0407", "The certificate is incorrect."),
        ("certificate_type", json!("client"), "0001", invalid),
        ("certificate_source", json!(1), "0001", invalid),
        ("certificate_name", Value::Null, "0001", invalid),
        ("https_status", Value::Null, "0001", invalid),
        ("https_status", json!("maybe"), "0001", invalid),
        ("http2_status", json!("maybe"), "0001", invalid),
        ("tls_version", json!("TLSv1.1,TLSv1.3"), "0001", invalid),
        ("tls_version", json!("TLSv9"), "0001", invalid),
    ] {
        let https = with(&base, member, value);
        refused(&configure(&mock, DOMAIN, &json!({ "https": https })), 400, code, words);
    }
    for (material, code, words) in [
        ("ec-p256", "0406", "The certificate and domain name do not match."),
        ("expired", "0408", "The certificate has expired."),
        ("not-yet-valid", "0413", "The certificate is not valid yet."),
    ] {
        let answer = configure(&mock, DOMAIN, &json!({ "https": on(material), "remark": "x" }));
        refused(&answer, 400, code, words);
    }
    assert_eq!(section(&mock, DOMAIN, "https")["https_status"], "off");
    assert_eq!(section(&mock, DOMAIN, "remark"), "");
}

#[test]
fn what_wants_a_certificate_is_refused_without_one() {
    let mock = with_domains(&[DOMAIN]);
    let words = "The parameter is invalid.";
    for configs in [
        json!({ "https": { "https_status": "off", "http2_status": "on" } }),
        json!({ "https": { "http2_status": "on" } }),
        json!({ "https": { "ocsp_stapling_status": "on" } }),
        json!({ "force_redirect": { "status": "on", "type": "https" } }),
        json!({ "force_redirect": { "status": "on" } }),
        json!({ "force_redirect": { "type": "http" } }),
        json!({ "force_redirect": { "status": "off", "type": "ftp" } }),
        json!({ "force_redirect": { "status": "off", "redirect_code": 303 } }),
    ] {
        refused(&configure(&mock, DOMAIN, &configs), 400, "0001", words);
    }
    let to_http =
        json!({ "force_redirect": { "status": "on", "type": "http", "redirect_code": 307 } });
    configure(&mock, DOMAIN, &to_http).expect(204);
    assert_eq!(section(&mock, DOMAIN, "force_redirect")["redirect_code"], 307);
}

#[test]
fn an_empty_section_has_the_service_fail_and_no_section_is_no_request() {
    let mock = with_domains(&[DOMAIN]);
    let empty = configure(&mock, DOMAIN, &json!({ "https": {} }));
    refused(&empty, 500, "0000", "System error.");
    let words = "The parameter is invalid.";
    for configs in
        [json!({}), json!({ "https": null }), json!({ "unknown": { "a": 1 } }), Value::Null]
    {
        refused(&configure(&mock, DOMAIN, &configs), 400, "0001", words);
    }
    let bare = ask(&mock, "UpdateDomainFullConfig", &[DOMAIN]).json(&json!({})).send();
    refused(&bare, 400, "0001", words);
}
