//! Domains, shown.

use serde_json::{Value, json};

use super::{domain, with};

const LIST: &str = "DescribeLiveDomains";

#[test]
fn a_domain_is_shown_as_it_is() {
    let mut push = domain("push.example.com");
    push.as_object_mut().unwrap().extend(
        json!({ "type": "push", "enabled": false, "delay": true, "mini_program": true })
            .as_object()
            .unwrap()
            .clone(),
    );
    let live = with(&json!([domain("a.example.com"), push]));
    let show = |name: &str| {
        live.ask("DescribeLiveDomain", &json!({ "DomainName": name }))["DomainInfo"].clone()
    };
    assert_eq!(
        show("A.example.com"),
        json!({
            "Name": "a.example.com", "Type": 1, "Status": 1, "CreateTime": "2026-01-01 08:00:00",
            "BCName": 1, "TargetDomain": "a.example.com.liveplay.myqcloud.com", "PlayType": 1,
            "IsDelayLive": 0, "CurrentCName": "a.example.com.liveplay.myqcloud.com.", "RentTag": 0,
            "RentExpireTime": "0000-00-00 00:00:00", "IsMiniProgramLive": 0,
        })
    );
    let shown = show("push.example.com");
    assert_eq!((&shown["Type"], &shown["Status"]), (&json!(0), &json!(0)));
    assert_eq!((&shown["IsDelayLive"], &shown["IsMiniProgramLive"]), (&json!(1), &json!(1)));
    let unknown = json!({ "DomainName": "nobody.example.com" });
    let refused = live.refuse("DescribeLiveDomain", &unknown);
    assert_eq!(refused, "ResourceNotFound.DomainNotExist");
}

#[test]
fn domains_are_listed_by_what_they_are() {
    let of = |name: &str, more: Value| {
        let mut domain = domain(name);
        domain.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        domain
    };
    let live = with(&json!([
        of("play.example.com", json!({})),
        of("off.example.com", json!({ "enabled": false })),
        of("abroad.example.com", json!({ "play_type": "overseas" })),
        of("world.example.com", json!({ "play_type": "global" })),
        of("push.example.com", json!({ "type": "push" })),
        of("late.example.com", json!({ "delay": true })),
    ]));
    let listed = |parameters: Value| {
        let reply = live.ask(LIST, &parameters);
        let names: Vec<_> = reply["DomainList"].as_array().unwrap().iter().collect();
        assert_eq!(reply["AllCount"], names.len());
        assert_eq!(
            (&reply["PlayTypeCount"], &reply["CreateLimitCount"]),
            (&json!([2, 1, 1]), &json!(94))
        );
        let first = |domain: &&Value| {
            domain["Name"].as_str().unwrap().split('.').next().unwrap().to_owned()
        };
        names.iter().map(first).collect::<Vec<_>>()
    };
    assert_eq!(listed(json!({})), ["play", "off", "abroad", "world", "push"]);
    assert_eq!(listed(json!({ "IsDelayLive": 1 })), ["late"]);
    assert_eq!(listed(json!({ "DomainStatus": 0 })), ["off"]);
    assert_eq!(listed(json!({ "DomainType": 0 })), ["push"]);
    assert_eq!(listed(json!({ "DomainType": 1, "PlayType": 3 })), ["abroad"]);
    // Where streams are played counts of players alone.
    assert_eq!(listed(json!({ "PlayType": 3 })).len(), 5);
    assert_eq!(listed(json!({ "DomainPrefix": "P" })), ["play", "push"]);
}

#[test]
fn a_page_is_full_until_the_last_and_a_client_that_goes_on_until_one_is_short_sees_each_once() {
    let names: Vec<_> = (0..25).map(|number| format!("d{number:02}.example.com")).collect();
    let live = with(&names.iter().map(|name| domain(name)).collect());
    for (size, pages) in [(10, 3), (1, 3), (20, 2), (100, 1), (1000, 1)] {
        let mut seen = Vec::new();
        for number in 1..=pages {
            let reply = live.ask(LIST, &json!({ "PageSize": size, "PageNum": number }));
            assert_eq!(reply["AllCount"], 25);
            let list = reply["DomainList"].as_array().unwrap().clone();
            assert!(number == pages || list.len() >= 10);
            seen.extend(list.iter().map(|one| one["Name"].as_str().unwrap().to_owned()));
        }
        assert_eq!(seen, names);
    }
    assert_eq!(live.ask(LIST, &json!({ "PageNum": 9 }))["DomainList"], json!([]));
}
