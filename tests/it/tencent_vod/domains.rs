//! Domains, listed and given certificates.

use certmock::pace::{End, Pace, Script};
use serde_json::{Value, json};

use super::{
    APPLICATION, DOMAIN, OTHER_APPLICATION, bind, domain, has, paced, put, upload, with_two,
};

#[test]
fn domains_are_listed_by_application_a_page_at_a_time() {
    let vod = with_two();
    let listed = |parameters: Value| {
        let reply = vod.ask("DescribeVodDomains", &parameters);
        let domains = reply["DomainSet"].as_array().unwrap().iter();
        domains.map(|each| each["Domain"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed(json!({})), [DOMAIN]);
    assert_eq!(listed(json!({ "SubAppId": APPLICATION })), [DOMAIN]);
    assert_eq!(listed(json!({ "SubAppId": OTHER_APPLICATION })), ["other.example.com"]);
    let named = json!({ "SubAppId": OTHER_APPLICATION, "Domains": ["OTHER.example.com", DOMAIN] });
    assert_eq!(listed(named), ["other.example.com"]);
    let many: Vec<_> = (0..30).map(|n| json!({ "name": format!("n{n:02}.example.com") })).collect();
    put(&vod, &many.into());
    assert_eq!(listed(json!({})).len(), 20);
    assert_eq!(listed(json!({ "Offset": 20, "Limit": 100 })).len(), 10);
    assert_eq!(listed(json!({ "Offset": 29, "Limit": 1 })), ["n29.example.com"]);
    // An account that has no application has no domains.
    vod.put(&json!({}));
    assert_eq!(listed(json!({})), [""; 0]);
}

#[test]
fn a_domain_is_given_a_certificate_and_loses_it_again() {
    let vod = with_two();
    let shown = domain(&vod);
    assert_eq!((&shown["Type"], &shown["DeployStatus"]), (&json!("VOD"), &json!("Online")));
    assert_eq!(shown["CreateTime"], "2026-01-01T08:00:00+08:00");
    assert_eq!(shown["HTTPSConfig"], Value::Null);
    assert_eq!(shown["UrlSignatureAuthPolicy"]["Status"], "Disabled");
    let id = upload(&vod, "wildcard");
    bind(&vod, &id);
    let https = domain(&vod)["HTTPSConfig"].clone();
    assert_eq!(https["CloudCertId"], id);
    let end = https["CertExpireTime"].as_str().unwrap();
    assert!(end.len() == 25 && end.ends_with("+08:00"), "{end}");
    vod.ask("SetVodDomainCertificate", &json!({ "Domain": DOMAIN, "Operation": "Clear" }));
    assert_eq!(domain(&vod)["HTTPSConfig"], Value::Null);
    // In another application it is found there alone.
    let other = json!({
        "Domain": "other.example.com", "Operation": "Set", "CertID": id, "SubAppId": OTHER_APPLICATION,
    });
    vod.ask("SetVodDomainCertificate", &other);
    let listed = vod.ask("DescribeVodDomains", &json!({ "SubAppId": OTHER_APPLICATION }));
    assert_eq!(listed["DomainSet"][0]["HTTPSConfig"]["CloudCertId"], id);
    assert_eq!(listed["DomainSet"][0]["Type"], "EdgeOne");
}

#[test]
fn a_domain_has_the_former_certificate_until_the_new_one_is_deployed() {
    for end in [End::Success, End::Failure] {
        let vod = paced("tencent_vod.deploy", Script { pace: Pace::Reads(2), end });
        put(&vod, &json!([{ "name": DOMAIN, "certificate_id": "former01" }]));
        let id = upload(&vod, "wildcard");
        bind(&vod, &id);
        let clear = json!({ "Domain": DOMAIN, "Operation": "Clear" });
        let busy = vod.refuse("SetVodDomainCertificate", &clear);
        assert_eq!(busy, "FailedOperation.DomainDeploying");
        for _ in 0..2 {
            let shown = domain(&vod);
            assert_eq!(shown["DeployStatus"], "Deploying");
            assert_eq!(
                shown["HTTPSConfig"],
                json!({ "CertExpireTime": "", "CloudCertId": "former01" })
            );
        }
        assert_eq!(domain(&vod)["DeployStatus"], "Online");
        assert_eq!(has(&vod), if end == End::Success { id } else { "former01".to_owned() });
    }
}
