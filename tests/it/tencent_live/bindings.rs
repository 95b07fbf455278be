//! Certificates given to domains, listed, and taken from them.

use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{BINDINGS, MODIFY, bind, binding, domain, infos, upload, with};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, LIVE, SSL};

#[test]
fn a_certificate_is_given_to_domains_and_taken_from_them() {
    let live = with(&json!([domain("a.example.com"), domain("b.example.com")]));
    let id = upload(&live, "wildcard");
    assert_eq!(binding(&live, "a.example.com"), Value::Null);
    let reply = bind(&live, &id, &[("a.example.com", 1), ("b.example.com", 0)]);
    assert_eq!((&reply["MismatchedDomainNames"], &reply["Errors"]), (&json!([]), &json!([])));
    let (a, b) = (binding(&live, "a.example.com"), binding(&live, "b.example.com"));
    for (bound, status) in [(&a, 1), (&b, 0)] {
        assert_eq!((&bound["CloudCertId"], &bound["CertType"]), (&json!(id), &json!(1)));
        assert_eq!(
            (&bound["CertificateAlias"], &bound["Status"]),
            (&json!("wildcard"), &json!(status))
        );
        for member in ["CertExpireTime", "UpdateTime"] {
            let text = bound[member].as_str().unwrap();
            assert_eq!((text.len(), text.chars().nth(10)), (19, Some(' ')), "{text}");
        }
    }
    assert_eq!(a["CertId"], b["CertId"]);
    let shown = live.ask("DescribeLiveDomainCert", &json!({ "DomainName": "A.example.com" }));
    let shown = &shown["DomainCertInfo"];
    assert_eq!((&shown["CertId"], &shown["CloudCertId"]), (&a["CertId"], &json!(id)));
    assert_eq!(
        (&shown["CertName"], &shown["HttpsCrt"]),
        (&json!("wildcard"), &json!(pem("wildcard.crt")))
    );
    assert_eq!(shown["CertDomains"][0], "*.example.com");
    assert!(shown["CertExpireTime"].as_str().unwrap().ends_with('Z'));
    for kind in [json!({}), json!({ "Type": "formal" })] {
        let mut parameters = kind;
        parameters["DomainName"] = json!("a.example.com");
        bind(&live, &id, &[("a.example.com", 1)]);
        live.ask("UnBindLiveDomainCert", &parameters);
        assert_eq!(binding(&live, "a.example.com"), Value::Null);
    }
    assert_eq!(binding(&live, "b.example.com"), b);
}

#[test]
fn the_switch_alone_is_changed_of_domains_that_have_a_certificate() {
    let live = with(&json!([domain("a.example.com"), domain("b.example.com")]));
    let id = upload(&live, "wildcard");
    // A first certificate brings HTTPS with it, unless it is said otherwise.
    bind(&live, &id, &[("a.example.com", -1)]);
    assert_eq!(binding(&live, "a.example.com")["Status"], 1);
    let switch = |status: i64| {
        let domains = infos(&[("a.example.com", status), ("b.example.com", status)]);
        let reply = live.ask(MODIFY, &json!({ "DomainInfos": domains }));
        assert_eq!(reply["MismatchedDomainNames"], json!([]));
        let error = &reply["Errors"][0];
        assert_eq!(
            (&error["DomainName"], &error["Code"]),
            (&json!("b.example.com"), &json!("InvalidParameter.CrtOrKeyNotExist"))
        );
        binding(&live, "a.example.com")
    };
    for (asked, status) in [(0, 0), (-1, 0), (1, 1), (-1, 1)] {
        let bound = switch(asked);
        assert_eq!((&bound["Status"], &bound["CloudCertId"]), (&json!(status), &json!(id)));
    }
    // Another certificate leaves the switch as it is where that is asked for.
    switch(0);
    let other = upload(&live, "wildcard");
    bind(&live, &other, &[("a.example.com", -1)]);
    let bound = binding(&live, "a.example.com");
    assert_eq!((&bound["Status"], &bound["CloudCertId"]), (&json!(0), &json!(other)));
}

#[test]
fn a_certificate_that_comes_with_its_key_is_kept_by_ssl_under_its_alias() {
    let live = with(&json!([domain("a.example.com")]));
    let ssl = live.beside(&SSL);
    let texts = |more: Value| {
        let mut parameters = json!({
            "DomainInfos": infos(&[("a.example.com", 1)]), "CertificateAlias": "renewed",
            "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
        });
        parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        live.ask(MODIFY, &parameters);
        binding(&live, "a.example.com")
    };
    let bound = texts(json!({}));
    let id = bound["CloudCertId"].as_str().unwrap();
    assert_eq!((&bound["CertType"], &bound["CertificateAlias"]), (&json!(0), &json!("renewed")));
    let kept = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
    assert_eq!((&kept["Alias"], &kept["Status"]), (&json!("renewed"), &json!(1)));
    // The same again is no second one.
    assert_eq!(texts(json!({}))["CloudCertId"], id);
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 1);
    // An id counts more than the texts beside it.
    let other = upload(&live, "rsa-2048");
    let refused = json!({ "CloudCertId": other, "DomainInfos": infos(&[("a.example.com", 1)]),
        "CertificatePublicKey": "nonsense", "CertificatePrivateKey": "nonsense" });
    assert_eq!(
        live.ask(MODIFY, &refused)["Errors"][0]["Code"],
        "InvalidParameter.CrtDomainNotFound"
    );
    assert_eq!(binding(&live, "a.example.com")["CloudCertId"], id);
}

#[test]
fn what_fails_of_a_part_of_the_domains_is_told_in_a_success() {
    let mut push = domain("push.example.com");
    push["type"] = json!("push");
    let live = with(&json!([domain("a.example.com"), domain("a.example.org"), push]));
    let id = upload(&live, "wildcard");
    let domains = [
        ("a.example.org", 1),
        ("nobody.example.com", 1),
        ("push.example.com", 1),
        ("a.example.com", 1),
    ];
    let reply = bind(&live, &id, &domains);
    assert_eq!(reply["MismatchedDomainNames"], json!(["a.example.org"]));
    assert_eq!(
        reply["Errors"],
        json!([
            { "DomainName": "a.example.org", "Code": "InvalidParameter.CrtDomainNotFound", "Message": "证书没有相关域名。" },
            { "DomainName": "nobody.example.com", "Code": "ResourceNotFound.DomainNotExist", "Message": "域名不存在或不匹配。" },
            { "DomainName": "push.example.com", "Code": "ResourceNotFound.DomainNotExist", "Message": "域名不存在或不匹配。" },
        ])
    );
    assert_eq!(binding(&live, "a.example.com")["CloudCertId"], id);
    let all = live.ask(BINDINGS, &json!({}));
    assert_eq!(all["TotalNum"], 1);
    let reply = bind(&live.in_english(), &id, &[("a.example.org", 1)]);
    assert_eq!(reply["Errors"][0]["Message"], "Unable to find the domain.");
}

#[test]
fn the_domains_that_have_certificates_are_listed_in_order_a_page_at_a_time() {
    let names = ["c.example.com", "a.example.com", "short.example.com"];
    let moment = time::macros::datetime!(2026-01-10 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let live = Client::of(Mock::with(config), &LIVE);
    let domains: Value = names.iter().map(|name| domain(name)).collect();
    live.put(&json!({ "domains": domains }));
    let (later, sooner) = (upload(&live, "wildcard"), upload(&live, "short-lived"));
    let ends = |id: &str| {
        let shown = live.beside(&SSL).ask("DescribeCertificate", &json!({ "CertificateId": id }));
        shown["CertEndTime"].as_str().unwrap().to_owned()
    };
    bind(&live, &later, &[("c.example.com", 1), ("a.example.com", 1)]);
    let reply = bind(&live, &sooner, &[("short.example.com", 1)]);
    assert_eq!(reply["Errors"], json!([]));
    assert!(ends(&sooner) < ends(&later));
    let listed = |parameters: Value| {
        let reply = live.ask(BINDINGS, &parameters);
        let names = reply["LiveDomainCertBindings"].as_array().unwrap().iter();
        let names = names.map(|bound| bound["DomainName"].as_str().unwrap().to_owned());
        (reply["TotalNum"].as_u64().unwrap(), names.collect::<Vec<_>>())
    };
    let of =
        |total: u64, names: &[&str]| (total, names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(listed(json!({})), of(3, &names));
    assert_eq!(listed(json!({ "Offset": 1, "Length": 1 })), of(3, &["a.example.com"]));
    assert_eq!(listed(json!({ "Offset": 3 })), of(3, &[]));
    assert_eq!(listed(json!({ "DomainSearch": "T.example" })), of(1, &["short.example.com"]));
    let sorted = listed(json!({ "OrderBy": "ExpireTimeAsc" })).1;
    assert_eq!(sorted, ["short.example.com", "c.example.com", "a.example.com"]);
    let sorted = listed(json!({ "OrderBy": "ExpireTimeDesc" })).1;
    assert_eq!(sorted, ["c.example.com", "a.example.com", "short.example.com"]);
}
