//! Changes that are refused, and that change nothing.

use serde_json::{Value, json};

use super::{
    DOMAIN, DOMAIN_ID, INSTANCE, MODIFY, SHOW, by_id, change, modify, one, port, shown, upload,
};
use crate::material::pem;
use crate::tencent::client::{Client, SSL};

/// Asserts that each is refused with that code, and that the domain is as it was.
#[track_caller]
fn refused(waf: &Client, changes: &[Value], code: &str) {
    let before = waf.state();
    for more in changes {
        assert_eq!(waf.refuse(MODIFY, &change(more)), format!("InvalidParameter.{code}"), "{more}");
    }
    assert_eq!(waf.state(), before);
}

#[test]
fn a_domain_is_there_for_who_names_it_its_id_and_its_firewall() {
    let waf = one();
    for (domain, id, instance) in [
        ("api.example.com", DOMAIN_ID, INSTANCE),
        (DOMAIN, "7d58ebf3db7e5f7e8f91eb017c6a7b32", INSTANCE),
        (DOMAIN, DOMAIN_ID, "waf_2kw60zgy0508e8j4"),
    ] {
        let show = json!({ "Domain": domain, "DomainId": id, "InstanceId": instance });
        assert_eq!(waf.refuse(SHOW, &show), "ResourceNotFound");
        let change = json!({ "Domain": domain, "DomainId": id, "InstanceID": instance });
        assert_eq!(waf.refuse(MODIFY, &change), "ResourceNotFound");
    }
    // The service spells the firewall's id in two ways.
    let show = json!({ "Domain": DOMAIN, "DomainId": DOMAIN_ID, "InstanceID": INSTANCE });
    assert_eq!(waf.refuse(SHOW, &show), "UnknownParameter");
}

#[test]
fn a_certificate_that_a_domain_cannot_have_is_refused() {
    let waf = one();
    let id = upload(&waf, "wildcard");
    modify(&waf, &by_id(&id));
    let authority = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let authority = waf.beside(&SSL).ask("UploadCertificate", &authority)["CertificateId"].clone();
    let (expired, other) = (upload(&waf, "expired"), upload(&waf, "ec-p256"));
    let own = |certificate: &str, key: &str| json!({ "CertType": 1, "Cert": pem(certificate), "PrivateKey": pem(key) });
    refused(
        &waf,
        &[
            by_id("nobody00"),
            by_id(&expired),
            by_id(&other),
            by_id(authority.as_str().unwrap()),
            json!({ "SSLId": "nobody00" }),
            json!({ "CertType": 2 }),
            json!({ "CertType": 2, "SSLId": "" }),
            json!({ "CertType": 1 }),
            json!({ "CertType": 1, "Cert": pem("rsa-2048.crt") }),
            json!({ "CertType": 1, "PrivateKey": pem("rsa-2048.key") }),
            json!({ "CertType": 1, "Cert": "nonsense", "PrivateKey": "nonsense" }),
            own("rsa-2048.crt", "wildcard.key"),
            own("expired.crt", "expired.key"),
            own("ec-p256.crt", "ec-p256.key"),
            json!({ "CertType": 3 }),
            json!({ "CertType": -1 }),
        ],
        "CertificationParameterErr",
    );
    assert_eq!(shown(&waf)["SSLId"], id);
}

#[test]
fn ports_that_cannot_be_are_refused_and_so_is_https_without_a_certificate() {
    let waf = one();
    let https = json!({ "Ports": [port("80", "http"), port("443", "https")] });
    refused(
        &waf,
        &[
            https.clone(),
            json!({ "Ports": [] }),
            json!({ "Ports": [port("0", "http")] }),
            json!({ "Ports": [port("65536", "http")] }),
            json!({ "Ports": [port("http", "http")] }),
            json!({ "Ports": [port("80", "ftp")] }),
            json!({ "Ports": [port("80", "http"), port("80", "http")] }),
        ],
        "PortParameterErr",
    );
    let id = upload(&waf, "wildcard");
    let mut both = by_id(&id);
    both["Ports"] = https["Ports"].clone();
    modify(&waf, &both);
    refused(&waf, &[json!({ "CertType": 0 })], "PortParameterErr");
    modify(&waf, &json!({ "CertType": 0, "Ports": [port("80", "http")] }));
    assert_eq!(shown(&waf)["CertType"], 0);
}

#[test]
fn what_is_behind_the_firewall_is_addresses_or_a_name_as_the_type_says() {
    let waf = one();
    refused(
        &waf,
        &[
            json!({ "UpstreamType": 0 }),
            json!({ "UpstreamType": 1 }),
            json!({ "UpstreamType": 1, "SrcList": ["1.1.1.1"] }),
            json!({ "UpstreamType": 0, "UpstreamDomain": "up.example.com" }),
            json!({ "UpstreamType": 2, "SrcList": ["1.1.1.1"], "UpstreamDomain": "up.example.com" }),
        ],
        "UpstreamParameterErr",
    );
    modify(&waf, &json!({ "UpstreamType": 1, "UpstreamDomain": "up.example.com" }));
    modify(&waf, &json!({ "UpstreamType": 0, "SrcList": ["1.1.1.1"] }));
    assert_eq!(shown(&waf)["UpstreamType"], 0);
}

#[test]
fn versions_and_ciphers_of_tls_that_cannot_be_are_refused() {
    let waf = one();
    refused(
        &waf,
        &[
            json!({ "TLSVersion": -1 }),
            json!({ "CipherTemplate": 4 }),
            json!({ "CipherTemplate": -1 }),
            json!({ "CipherTemplate": 3 }),
            json!({ "CipherTemplate": 3, "Ciphers": [-1] }),
        ],
        "TLSParameterErr",
    );
    let keep = change(&json!({ "IsKeepAlive": "yes" }));
    assert_eq!(waf.refuse(MODIFY, &keep), "InvalidParameterValue");
}

#[test]
fn a_number_that_its_member_does_not_have_is_refused() {
    let waf = one();
    let before = waf.state();
    for (member, most) in [
        ("ActiveCheck", Some(1)),
        ("Anycast", Some(1)),
        ("GmCertType", Some(2)),
        ("GmType", Some(2)),
        ("Gzip", Some(1)),
        ("HttpsRewrite", Some(1)),
        ("IsCdn", Some(3)),
        ("IsGray", Some(1)),
        ("IsHttp2", Some(1)),
        ("IsWebsocket", Some(1)),
        ("LoadBalance", Some(2)),
        ("ProbeStatus", Some(1)),
        ("ProxyBuffer", Some(1)),
        ("ProxyConnectTimeout", None),
        ("ProxyReadTimeout", None),
        ("ProxySendTimeout", None),
        ("SniType", Some(3)),
        ("UpstreamPolicy", Some(2)),
        ("UseCase", Some(1)),
        ("XFFReset", Some(1)),
    ] {
        for number in [Some(-1), most.map(|most| most + 1)].into_iter().flatten() {
            let code = waf.refuse(MODIFY, &change(&json!({ member: number })));
            let codes = [
                "InvalidParameter", // One that no number of its type is.
                "InvalidParameterValue",
                "InvalidParameter.UpstreamParameterErr",
            ];
            assert!(codes.contains(&&*code), "{member}: {number}: {code}");
        }
        assert_eq!(waf.state(), before);
        modify(&waf, &json!({ member: most.unwrap_or(30) }));
        waf.put(&before);
    }
    let rule = json!({
        "KeyName": "host", "Symbol": "equal", "ContentList": ["a"], "AddressList": ["1.1.1.1"],
        "BalanceType": 2,
    });
    refused(
        &waf,
        &[json!({ "Weights": [10, -1] }), json!({ "UpstreamRules": [rule] })],
        "UpstreamParameterErr",
    );
}
