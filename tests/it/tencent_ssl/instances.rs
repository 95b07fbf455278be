//! The instances that a certificate can be deployed to, or is.

use serde_json::{Value, json};

use crate::material::pem;
use crate::tencent::client::{CDN, Client};

fn upload(ssl: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")),
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

/// The domains of the list.
fn listed(ssl: &Client, parameters: &Value) -> Vec<String> {
    let reply = ssl.ask("DescribeHostCdnInstanceList", parameters);
    let list = reply["InstanceList"].as_array().unwrap();
    assert_eq!(reply["TotalCount"], list.len());
    list.iter().map(|each| each["Domain"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_list_of_domains_tells_those_that_a_certificate_is_for_from_the_others() {
    let domain = |name: &str| json!({ "domain": name, "created": "2026-01-01T00:00:00Z" });
    let names: Vec<_> = (0..25).map(|number| format!("{number}.example.com")).collect();
    let mut domains: Vec<_> = names.iter().map(|name| domain(name)).collect();
    domains.push(domain("www.other.org"));
    let ssl = Client::ssl();
    let cdn = ssl.beside(&CDN);
    cdn.put(&json!({ "domains": domains }));
    let (id, other) = (upload(&ssl, "wildcard"), upload(&ssl, "ec-p256"));
    let page = |offset: u64, limit: u64| {
        let reply = ssl.ask(
            "DescribeHostCdnInstanceList",
            &json!({ "CertificateId": id, "Offset": offset, "Limit": limit }),
        );
        assert_eq!((&reply["TotalCount"], &reply["AsyncTotalNum"]), (&json!(25), &json!(25)));
        reply["InstanceList"].as_array().unwrap().len()
    };
    // A client pages by 20 until a page is shorter.
    assert_eq!([page(0, 20), page(20, 20), page(40, 20)], [20, 5, 0]);
    let first = ssl.ask("DescribeHostCdnInstanceList", &json!({ "CertificateId": id }));
    assert_eq!(first["InstanceList"].as_array().unwrap().len(), 10);
    for key in ["domainMatch", "DomainMatch"] {
        let filters = json!([{ "FilterKey": key, "FilterValue": "0" }]);
        assert_eq!(
            listed(&ssl, &json!({ "CertificateId": id, "Filters": filters })),
            ["www.other.org"]
        );
    }
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": "0.example.com", "Https": https }));
    assert_eq!(listed(&ssl, &json!({ "OldCertificateId": id })), ["0.example.com"]);
    // Those that have the old one and that the new one is for.
    assert_eq!(listed(&ssl, &json!({ "OldCertificateId": id, "CertificateId": other })), [""; 0]);
    for (parameters, code) in [
        (json!({}), "InvalidParam"),
        (json!({ "CertificateId": "nosuchid" }), "CertificateNotFound"),
        (json!({ "OldCertificateId": "nosuchid" }), "CertificateNotFound"),
        (
            json!({ "CertificateId": id, "Filters": [{ "FilterKey": "domainMatch", "FilterValue": "x" }] }),
            "InvalidParam",
        ),
    ] {
        let refused = ssl.refuse("DescribeHostCdnInstanceList", &parameters);
        assert_eq!(refused, format!("FailedOperation.{code}"), "{parameters}");
    }
    let mut state = ssl.state();
    state["service_role"] = json!(false);
    ssl.put(&state);
    let refused = ssl.refuse("DescribeHostCdnInstanceList", &json!({ "CertificateId": id }));
    assert_eq!(refused, "FailedOperation.RoleNotFoundAuthorization");
}

#[test]
fn a_domain_that_cdn_does_not_know_is_listed_as_the_state_of_ssl_has_it() {
    let ssl = Client::ssl();
    let id = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] = json!([
        { "type": "cdn", "domains": ["a.example.com"], "certificate_id": id },
        { "type": "cdn", "domains": ["b.example.com"], "certificate_id": id },
        { "type": "live", "domains": ["c.example.com"], "certificate_id": id },
    ]);
    ssl.put(&state);
    let old = json!({ "OldCertificateId": id });
    assert_eq!(listed(&ssl, &old), ["a.example.com", "b.example.com"]);
    // What CDN has stands over that.
    let domain = json!({ "domain": "b.example.com", "created": "2026-01-01T00:00:00Z" });
    ssl.beside(&CDN).put(&json!({ "domains": [domain] }));
    assert_eq!(listed(&ssl, &old), ["a.example.com"]);
}
