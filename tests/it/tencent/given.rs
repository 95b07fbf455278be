//! States of products that somebody gives, and that cannot be.

use serde_json::{Value, json};

use super::client::{CDN, CLB, Client, LIVE, SCF, Service, TEO, VOD, WAF};
use crate::mock::Mock;

const NAME: &str = "www.example.com";
const MIXED: &str = "WWW.example.com";

/// When things in a state were made.
fn made(mut object: Value) -> Value {
    for member in ["created", "updated", "modified"] {
        object[member] = json!("2026-01-01T00:00:00Z");
    }
    object
}

fn made_once(mut object: Value) -> Value {
    object["created"] = json!("2026-01-01T00:00:00Z");
    object
}

/// The words that a state of a product is refused with.
fn refusal(provider: &str, state: &Value) -> String {
    let mock = Mock::start();
    let body = json!({ "tencent:tester": { provider: state } });
    let answer = mock.request("PUT", "/_certmock/state").json(&body).send();
    answer.expect(400)["error"].as_str().unwrap().to_owned()
}

/// Asserts that the second state is refused with these words, and that the first is not.
#[track_caller]
fn only_the_first(service: &'static Service, [good, bad]: [&Value; 2], words: &str) {
    let provider = service.provider;
    Client::of(Mock::start(), service).put(good);
    let refused = refusal(provider, bad);
    assert!(refused.starts_with(&format!("tencent:tester.{provider}: ")), "{refused}");
    assert!(refused.contains(words), "{refused}");
}

#[test]
fn a_name_that_is_not_in_lower_case_is_refused_because_nobody_would_find_it() {
    let cdn = |name: &str| {
        let mut domain = made(json!({ "domain": name }));
        domain.as_object_mut().unwrap().remove("modified");
        json!({ "domains": [domain] })
    };
    let live = |name: &str| json!({ "domains": [made_once(json!({ "name": name }))] });
    let scf = |name: &str| {
        let mut domain = made(json!({ "domain": name, "region": "ap-guangzhou" }));
        domain.as_object_mut().unwrap().remove("modified");
        json!({ "custom_domains": [domain] })
    };
    let vod = |name: &str| {
        let application = json!({ "sub_app_id": 1, "domains": [{ "name": name }] });
        json!({ "applications": [made_once(application)] })
    };
    let teo = |name: &str| {
        let mut zone = made(json!({ "id": "zone-1", "name": "example.com" }));
        zone["domains"] = json!([{ "name": name }]);
        zone.as_object_mut().unwrap().remove("updated");
        json!({ "zones": [zone] })
    };
    for (service, state, place) in [
        (&CDN, &cdn as &dyn Fn(&str) -> Value, "domains[0].domain"),
        (&LIVE, &live, "domains[0].name"),
        (&SCF, &scf, "custom_domains[0].domain"),
        (&VOD, &vod, "applications[0].domains[0].name"),
        (&TEO, &teo, "zones[0].domains[0].name"),
    ] {
        let words = format!("{place}: {MIXED:?} is not in lower case");
        only_the_first(service, [&state(NAME), &state(MIXED)], &words);
    }
}

#[test]
fn what_is_there_twice_is_refused() {
    let zone = |id: &str, host: &str| {
        json!({
            "id": id, "name": "example.com", "created": "2026-01-01T00:00:00Z",
            "modified": "2026-01-01T00:00:00Z", "domains": [{ "name": host }],
        })
    };
    let zones = |host: &str| json!({ "zones": [zone("zone-1", NAME), zone("zone-2", host)] });
    only_the_first(
        &TEO,
        [&zones("api.example.com"), &zones(NAME)],
        "zones[1].domains[0].name: there are two of \"www.example.com\"",
    );
    let applications = |id: u64, name: &str, default: bool| {
        let one = |id: u64, name: &str, default: bool| {
            let domains = json!([{ "name": name }]);
            made_once(json!({ "sub_app_id": id, "default": default, "domains": domains }))
        };
        json!({ "applications": [one(1, NAME, true), one(id, name, default)] })
    };
    let good = applications(2, "api.example.com", false);
    for (bad, words) in [
        (applications(1, "api.example.com", false), "applications[1].sub_app_id: there are two"),
        (applications(2, NAME, false), "applications[1].domains[0].name: there are two"),
        (applications(2, "api.example.com", true), "applications[1].default: another application"),
    ] {
        only_the_first(&VOD, [&good, &bad], words);
    }
    let balancers = |listener: &str, rule: &str| {
        let one = |id: &str, rule: &str| json!({ "id": id, "rules": [{ "id": rule, "domains": [NAME] }] });
        let listeners = json!([one("lbl-1", "loc-1"), one(listener, rule)]);
        json!({ "load_balancers": [made_once(json!({ "id": "lb-1", "listeners": listeners }))] })
    };
    let good = balancers("lbl-2", "loc-2");
    let place = "load_balancers[0].listeners[1]";
    for (bad, words) in [
        (balancers("lbl-1", "loc-2"), format!("{place}.id: there are two of \"lbl-1\"")),
        (balancers("lbl-2", "loc-1"), format!("{place}.rules[0].id: there are two of \"loc-1\"")),
    ] {
        only_the_first(&CLB, [&good, &bad], &words);
    }
    let behind = |instance: &str| {
        let one = |id: &str, instance: &str, name: &str| {
            json!({
                "domain": name, "domain_id": id, "instance_id": instance, "region": "ap-guangzhou",
                "created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z",
            })
        };
        json!({ "domains": [one("a", "waf_1", NAME), one("b", instance, MIXED)] })
    };
    let words = "domains[1].domain: \"WWW.example.com\" is twice behind \"waf_1\"";
    only_the_first(&WAF, [&behind("waf_2"), &behind("waf_1")], words);
}

#[test]
fn a_member_that_no_request_configures_is_refused() {
    let cdn = |config: Value| {
        json!({ "domains": [{
            "domain": NAME, "config": config, "created": "2026-01-01T00:00:00Z",
            "updated": "2026-01-01T00:00:00Z",
        }] })
    };
    let good = cdn(json!({ "Https": { "Switch": "on" }, "Tag": [], "AccessPort": [80, 443] }));
    for (config, place) in [
        (json!({ "Cname": "x" }), "config.Cname"),
        (json!({ "SecurityConfig": null }), "config.SecurityConfig"),
        (json!({ "Https": { "SslStatus": "deployed" } }), "config.Https.SslStatus"),
        (json!({ "Https": { "CertInfo": null } }), "config.Https.CertInfo"),
    ] {
        only_the_first(&CDN, [&good, &cdn(config)], &format!("domains[0].{place}: "));
    }
    let waf = |config: Value| {
        json!({ "domains": [{
            "domain": NAME, "domain_id": "a", "instance_id": "waf_1", "region": "ap-guangzhou",
            "config": config, "created": "2026-01-01T00:00:00Z",
            "updated": "2026-01-01T00:00:00Z",
        }] })
    };
    let states = [&waf(json!({ "Note": "mine" })), &waf(json!({ "CertType": 2 }))];
    only_the_first(&WAF, states, "domains[0].config.CertType: ");
    let clb = |config: Value| {
        let listeners = json!([{ "id": "lbl-1", "config": config }]);
        json!({ "load_balancers": [made_once(json!({ "id": "lb-1", "listeners": listeners }))] })
    };
    let states = [&clb(json!({ "MaxConn": 5 })), &clb(json!({ "SniSwitch": 1 }))];
    only_the_first(&CLB, states, "load_balancers[0].listeners[0].config.SniSwitch: ");
}

#[test]
fn what_leads_to_nothing_is_refused() {
    let cdn = |projects: &[i64]| {
        json!({ "projects": projects, "domains": [{
            "domain": NAME, "project_id": 5, "created": "2026-01-01T00:00:00Z",
            "updated": "2026-01-01T00:00:00Z",
        }] })
    };
    let words = "domains[0].project_id: `projects` has no 5";
    only_the_first(&CDN, [&cdn(&[0, 5]), &cdn(&[0])], words);
    let clb = |listener: &Value, changed: &str| {
        json!({ "load_balancers": [made_once(json!({
            "id": "lb-1", "listeners": [listener],
            "change": { "task": "a", "listeners": [{ "id": changed }] },
        }))] })
    };
    let one = json!({ "id": "lbl-1" });
    let words = "load_balancers[0].change.listeners[0].id: the load balancer has no listener";
    only_the_first(&CLB, [&clb(&one, "lbl-1"), &clb(&one, "lbl-2")], words);
    let rule = json!([{ "id": "loc-1", "domains": [NAME] }]);
    for (listener, words) in [
        (
            json!({ "id": "lbl-1", "protocol": "TCP_SSL", "rules": rule }),
            "listeners[0].rules: a listener of TCP_SSL has none",
        ),
        (
            json!({ "id": "lbl-1", "rules": [{ "id": "loc-1", "domains": [] }] }),
            "listeners[0].rules[0].domains: a rule has at least one",
        ),
    ] {
        only_the_first(&CLB, [&clb(&one, "lbl-1"), &clb(&listener, "lbl-1")], words);
    }
}
