//! Domains of listeners, changed.

use serde_json::{Value, json};

use super::{
    HTTP, MAIL, PLAIN, SNI, begin, bind_domain, listener, of_rules, start, status, upload, with,
};

const ACTION: &str = "ModifyDomainAttributes";

#[test]
fn a_domain_gets_a_certificate_in_all_rules_that_have_it_and_no_other_domain_does() {
    let clb = start();
    let (one, other) = (upload(&clb, "wildcard"), upload(&clb, "rsa-2048"));
    bind_domain(&clb, SNI, "www.example.com", &one);
    assert_eq!(of_rules(&clb, SNI), [json!(one), Value::Null, json!(one)]);
    // Any of a rule's domains names it.
    bind_domain(&clb, SNI, "web.example.com", &other);
    assert_eq!(of_rules(&clb, SNI), [&*one, &*other, &*one]);
    // Whether the certificate is for the domain makes no difference.
    let elsewhere = upload(&clb, "ec-p256");
    bind_domain(&clb, SNI, "api.example.com", &elsewhere);
    assert_eq!(of_rules(&clb, SNI), [&*one, &*elsewhere, &*one]);
    assert_eq!(listener(&clb, SNI)["Certificate"], Value::Null);
}

#[test]
fn a_certificate_for_a_domain_of_a_listener_without_sni_is_accepted_and_its_task_fails() {
    let clb = start();
    let id = upload(&clb, "wildcard");
    let task = bind_domain(&clb, PLAIN, "www.example.com", &id);
    assert_eq!(status(&clb, &task), 1);
    let shown = listener(&clb, PLAIN);
    assert_eq!((&shown["SniSwitch"], &shown["Certificate"]), (&json!(0), &Value::Null));
    assert_eq!(of_rules(&clb, PLAIN), [Value::Null, Value::Null, Value::Null]);
}

#[test]
fn a_domain_is_renamed_and_its_attributes_are_changed() {
    let clb = start();
    let id = upload(&clb, "wildcard");
    bind_domain(&clb, SNI, "api.example.com", &id);
    let more = json!({ "Domain": "api.example.com", "NewDomains": ["a.example.com", "b.example.com"], "Http2": true, "Quic": true });
    begin(&clb, ACTION, &with(SNI, more));
    let rule = listener(&clb, SNI)["Rules"][1].clone();
    assert_eq!(
        (&rule["Domain"], &rule["Domains"]),
        (&json!("a.example.com"), &json!(["a.example.com", "b.example.com"]))
    );
    assert_eq!((&rule["Http2"], &rule["QuicStatus"]), (&json!(true), &json!("QUIC_ACTIVE")));
    assert_eq!(rule["Certificate"]["CertId"], id);
    begin(
        &clb,
        ACTION,
        &with(HTTP, json!({ "Domain": "api.example.com", "NewDomain": "c.example.com" })),
    );
    assert_eq!(listener(&clb, HTTP)["Rules"][1]["Domains"], json!(["c.example.com"]));
}

#[test]
fn the_default_domain_is_moved_and_never_lost() {
    let clb = start();
    let defaults = || {
        let shown = listener(&clb, SNI);
        let rules = shown["Rules"].as_array().unwrap().iter();
        rules.map(|rule| rule["DefaultServer"] == true).collect::<Vec<_>>()
    };
    assert_eq!(defaults(), [true, false, false]);
    begin(&clb, ACTION, &with(SNI, json!({ "Domain": "web.example.com", "DefaultServer": true })));
    assert_eq!(defaults(), [false, true, false]);
    let mut more = json!({ "Domain": "api.example.com", "DefaultServer": false });
    assert_eq!(clb.refuse(ACTION, &with(SNI, more.clone())), "InvalidParameterValue");
    more["NewDefaultServerDomain"] = json!("nowhere.example.com");
    assert_eq!(clb.refuse(ACTION, &with(SNI, more.clone())), "InvalidParameter");
    more["NewDefaultServerDomain"] = json!("www.example.com");
    begin(&clb, ACTION, &with(SNI, more));
    assert_eq!(defaults(), [true, false, true]);
}

#[test]
fn what_no_domain_can_be_given_is_refused() {
    let clb = start();
    let id = upload(&clb, "wildcard");
    let words = clb.refuse_saying(ACTION, &with(MAIL, json!({ "Domain": "www.example.com" })));
    assert_eq!(
        words,
        (
            "InvalidParameterValue".to_owned(),
            "This interface only support HTTP/HTTPS listener.".to_owned()
        )
    );
    for (listener, more, code) in [
        (SNI, json!({ "Domain": "nowhere.example.com" }), "InvalidParameter"),
        (
            HTTP,
            json!({ "Domain": "www.example.com", "Certificate": { "CertId": id } }),
            "InvalidParameterValue",
        ),
        (HTTP, json!({ "Domain": "www.example.com", "Http2": true }), "InvalidParameterValue"),
        (HTTP, json!({ "Domain": "www.example.com", "Quic": false }), "InvalidParameterValue"),
        (
            SNI,
            json!({ "Domain": "www.example.com", "NewDomain": "a.example.com", "NewDomains": ["b.example.com"] }),
            "InvalidParameterValue",
        ),
        (
            SNI,
            json!({ "Domain": "api.example.com", "NewDomain": "www.example.com" }),
            "InvalidParameterValue",
        ),
        (
            SNI,
            json!({ "Domain": "api.example.com", "NewDomain": "a".repeat(81) }),
            "InvalidParameterValue.Length",
        ),
        (
            SNI,
            json!({ "Domain": "api.example.com", "NewDomains": ["a.example.com", ""] }),
            "InvalidParameterValue",
        ),
    ] {
        assert_eq!(clb.refuse(ACTION, &with(listener, more.clone())), code, "{more}");
    }
}
