//! A domain, shown and changed.

use serde_json::json;

use super::{DOMAIN, DOMAIN_ID, INSTANCE, by_id, modify, one, port, shown, upload};
use crate::material::pem;
use crate::tencent::client::SSL;

#[test]
fn a_domain_is_shown_with_what_it_has_where_nothing_was_configured() {
    let shown = shown(&one());
    for (member, value) in [
        ("Domain", json!(DOMAIN)),
        ("DomainId", json!(DOMAIN_ID)),
        ("InstanceId", json!(INSTANCE)),
        ("Edition", json!("sparta-waf")),
        ("CertType", json!(0)),
        ("Cert", json!("")),
        ("PrivateKey", json!("")),
        ("SSLId", json!("")),
        ("Mode", json!(1)),
        ("Engine", json!(1)),
        ("UpstreamScheme", json!("http")),
        ("State", json!(1)),
        ("Gzip", json!(1)),
        ("ProbeStatus", json!(1)),
        ("ProxyConnectTimeout", json!(10)),
        ("ProxyReadTimeout", json!(300)),
        ("ProxySendTimeout", json!(300)),
        ("CreateTime", json!("2026-01-01 08:00:00")),
        ("SrcList", json!([])),
        ("TagInfos", json!([])),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    let cname = shown["Cname"].as_str().unwrap();
    let (digits, rest) = cname.split_once('.').unwrap();
    assert_eq!((digits.len(), rest), (32, "qcloudwzgj.com"));
    assert_eq!(shown.as_object().unwrap().len(), 62);
}

#[test]
fn a_certificate_is_one_of_ssls_or_comes_with_its_key_or_is_none() {
    let waf = one();
    let id = upload(&waf, "wildcard");
    modify(&waf, &by_id(&id));
    let of_ssl = shown(&waf);
    assert_eq!((&of_ssl["CertType"], &of_ssl["SSLId"]), (&json!(2), &json!(id)));
    assert_eq!((&of_ssl["Cert"], &of_ssl["PrivateKey"]), (&json!(""), &json!("")));
    assert!(of_ssl["ModifyTime"].as_str() > of_ssl["CreateTime"].as_str());
    // What comes with its key is shown with it, and SSL does not know it.
    let (certificate, key) = (pem("rsa-2048.crt"), pem("rsa-2048.key"));
    modify(&waf, &json!({ "CertType": 1, "Cert": certificate, "PrivateKey": key }));
    let own = shown(&waf);
    assert_eq!((&own["CertType"], &own["SSLId"]), (&json!(1), &json!("")));
    assert_eq!((&own["Cert"], &own["PrivateKey"]), (&json!(certificate), &json!(key)));
    assert_eq!(waf.beside(&SSL).ask("DescribeCertificates", &json!({}))["TotalCount"], 1);
    // Where it comes from need not be said again.
    let (certificate, key) = (pem("wildcard.crt"), pem("wildcard.key"));
    modify(&waf, &json!({ "Cert": certificate, "PrivateKey": key }));
    assert_eq!(shown(&waf)["Cert"], json!(certificate));
    modify(&waf, &json!({ "CertType": 0 }));
    let none = shown(&waf);
    assert_eq!(
        (&none["CertType"], &none["Cert"], &none["PrivateKey"]),
        (&json!(0), &json!(""), &json!(""))
    );
}

#[test]
fn what_is_not_sent_stays_and_what_is_sent_is_shown() {
    let waf = one();
    let id = upload(&waf, "wildcard");
    modify(&waf, &by_id(&id));
    let before = shown(&waf);
    modify(
        &waf,
        &json!({
            "IsKeepAlive": "1", "UpstreamType": 0, "SrcList": ["1.1.1.1", "1.1.1.2"], "Weights": [10, 20],
            "LoadBalance": 2, "Anycast": 0, "IsGray": 1, "TLSVersion": 3, "CipherTemplate": 3,
            "Ciphers": [0, 12], "Note": "note", "Ports": [port("80", "http"), port("443", "https")],
            "GmPrivateKey": "key", "IpHeaders": ["x-real-ip"], "HttpsRewrite": 1,
        }),
    );
    let after = shown(&waf);
    for (member, value) in [
        ("IsKeepAlive", json!(1)),
        ("SrcList", json!(["1.1.1.1", "1.1.1.2"])),
        ("Weights", json!(["10", "20"])),
        ("LoadBalance", json!(2)),
        ("IsGray", json!(0)),
        ("TLSVersion", json!(3)),
        ("Ciphers", json!([0, 12])),
        ("Note", json!("note")),
        ("GmPrivateKey", json!("key")),
        ("HttpsRewrite", json!(1)),
        ("SSLId", json!(id)),
        ("Edition", before["Edition"].clone()),
        ("ProxyReadTimeout", before["ProxyReadTimeout"].clone()),
    ] {
        assert_eq!(after[member], value, "{member}");
    }
    let ports = after["Ports"].as_array().unwrap();
    assert_eq!((&ports[0]["Port"], &ports[1]["Port"]), (&json!("80"), &json!("443")));
    assert_ne!(ports[0]["NginxServerId"], ports[1]["NginxServerId"]);
    assert!(ports.iter().all(|port| port["NginxServerId"] != 0));
    // A state is taken out and put back with it.
    let state = waf.state();
    waf.put(&state);
    assert_eq!((shown(&waf), waf.state()), (after, state));
}

#[test]
fn a_pair_that_the_firewall_keeps_itself_is_listed_among_the_certificates_of_the_account() {
    let waf = one();
    let listed = || {
        let target = "/_certmock/certificates?provider=tencent_waf";
        waf.mock.request("GET", target).send().expect(200)["certificates"].clone()
    };
    let id = upload(&waf, "wildcard");
    modify(&waf, &by_id(&id));
    assert_eq!(listed(), json!([]));
    let (certificate, key) = (pem("rsa-2048.crt"), pem("rsa-2048.key"));
    modify(&waf, &json!({ "CertType": 1, "Cert": certificate, "PrivateKey": key }));
    let shown = listed()[0].clone();
    assert_eq!((&shown["id"], &shown["name"]), (&json!(DOMAIN_ID), &json!(DOMAIN)));
    assert_eq!(shown["key_matches"], true);
    assert_eq!(shown["used_by"], json!([format!("waf:ap-guangzhou|{INSTANCE}|{DOMAIN}")]));
    // What SSL deploys takes its place.
    let deployment = json!({
        "CertificateId": id, "ResourceType": "waf", "InstanceIdList": [DOMAIN],
    });
    waf.beside(&SSL).in_region("ap-guangzhou").ask("DeployCertificateInstance", &deployment);
    assert_eq!(listed(), json!([]));
}
