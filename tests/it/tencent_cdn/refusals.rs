//! Changes that are refused, and that change nothing.

use serde_json::{Value, json};

use super::{config, upload, with};
use crate::material::pem;
use crate::tencent::client::{Client, SSL};

const DOMAIN: &str = "www.example.com";

fn domain(more: Value) -> Value {
    let mut domain = json!({ "domain": DOMAIN, "created": "2026-01-01T00:00:00Z" });
    domain.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([domain])
}

fn refused(cdn: &Client, objects: &Value) -> String {
    let mut parameters = objects.clone();
    parameters["Domain"] = json!(DOMAIN);
    cdn.refuse("UpdateDomainConfig", &parameters)
}

fn texts(certificate: &str, private_key: &str) -> Value {
    let texts = json!({ "Certificate": pem(certificate), "PrivateKey": pem(private_key) });
    json!({ "Https": { "Switch": "on", "CertInfo": texts } })
}

fn by_id(id: &str) -> Value {
    json!({ "Https": { "Switch": "on", "CertInfo": { "CertId": id } } })
}

#[test]
fn a_certificate_that_a_domain_cannot_have_is_refused_for_what_is_wrong_with_it() {
    let cdn = with(&domain(json!({})));
    let ca = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let ca = cdn.beside(&SSL).ask("UploadCertificate", &ca)["CertificateId"].clone();
    let other = upload(&cdn, "ec-p256");
    let before = config(&cdn, DOMAIN);
    for (objects, code) in [
        (by_id("nosuchid"), "FailedOperation.SslCertNotFound"),
        (by_id(ca.as_str().unwrap()), "InvalidParameter.CdnCertInfoNotFound"),
        (by_id(&other), "InvalidParameter.CdnCertInfoNotFound"),
        (json!({ "Https": { "Switch": "on" } }), "InvalidParameter.CdnCertInfoNotFound"),
        (texts("garbage.crt", "wildcard.key"), "InvalidParameter.SslCertParseError"),
        (texts("wildcard.crt", "encrypted.key"), "InvalidParameter.SslCertParseError"),
        (texts("wildcard.crt", "mismatched.key"), "InvalidParameter.SslCertMatchError"),
        (texts("chain-wrong-signature.crt", "rsa-2048.key"), "InvalidParameter.SslCertChainError"),
        (texts("ec-p256.crt", "ec-p256.key"), "InvalidParameter.CdnCertInfoNotFound"),
        (texts("expired.crt", "expired.key"), "InvalidParameter.CdnCertInfoNotFound"),
        (
            json!({ "Https": { "Switch": "on", "CertInfo": { "Certificate": "x" } } }),
            "InvalidParameter.CdnParamError",
        ),
    ] {
        assert_eq!(refused(&cdn, &objects), code, "{objects}");
    }
    assert_eq!(config(&cdn, DOMAIN), before);
    // Nothing of it has come to SSL.
    assert_eq!(cdn.beside(&SSL).ask("DescribeCertificates", &json!({}))["TotalCount"], 2);
}

#[test]
fn words_and_numbers_that_there_are_none_of_are_refused() {
    let cdn = with(&domain(json!({})));
    for (objects, code) in [
        (json!({ "Https": { "Switch": "maybe" } }), "InvalidParameter.CdnParamError"),
        (json!({ "Https": { "Switch": "off", "Http2": "yes" } }), "InvalidParameter.CdnParamError"),
        (
            json!({ "Https": { "Switch": "off", "TlsVersion": ["TLSv1", "TLSv1.2"] } }),
            "InvalidParameter.CdnParamError",
        ),
        (
            json!({ "Https": { "Switch": "off", "TlsVersion": ["SSLv3"] } }),
            "InvalidParameter.CdnParamError",
        ),
        // Words are looked at before the project is.
        (
            json!({ "ProjectId": 5, "Https": { "Switch": "off", "TlsVersion": ["SSLv3"] } }),
            "InvalidParameter.CdnParamError",
        ),
        (json!({ "HttpsBilling": { "Switch": "1" } }), "InvalidParameter.CdnParamError"),
        (json!({ "Area": "moon" }), "InvalidParameter.CdnParamError"),
        (json!({ "ServiceType": "film" }), "InvalidParameter.CdnInvalidParamServiceType"),
        (json!({ "ProjectId": 5 }), "InvalidParameter.CdnStatInvalidProjectId"),
        (json!({ "Colour": "red" }), "UnknownParameter"),
        (json!({ "Https": { "Http2": "on" } }), "MissingParameter"),
        (json!({ "Https": "on" }), "InvalidParameter"),
    ] {
        assert_eq!(refused(&cdn, &objects), code, "{objects}");
    }
}

#[test]
fn https_wants_its_port_whichever_of_the_two_is_changed() {
    let cdn = with(&domain(json!({})));
    let id = upload(&cdn, "wildcard");
    let ports = json!({ "AccessPort": [80] });
    let mut both = by_id(&id);
    both["AccessPort"] = json!([80, 8080]);
    assert_eq!(refused(&cdn, &both), "InvalidParameter.AccessPortOpenedHttps");
    let mut update = by_id(&id);
    update["Domain"] = json!(DOMAIN);
    cdn.ask("UpdateDomainConfig", &update);
    assert_eq!(refused(&cdn, &ports), "InvalidParameter.AccessPortOpenedHttps");
}

#[test]
fn a_path_that_leads_nowhere_and_a_value_that_is_none_are_refused() {
    let cdn = with(&domain(json!({})));
    let too_long = json!({ "update": ["a".repeat(100_000)] }).to_string();
    let too_many = json!({ "update": vec![1; 100_000] }).to_string();
    let too_deep = format!(r#"{{"update":{}{}}}"#, "[".repeat(120), "]".repeat(120));
    for (route, value) in [
        ("Nowhere", r#"{"update":1}"#),
        ("Https.Nowhere", r#"{"update":"on"}"#),
        ("Https.Switch.More", r#"{"update":"on"}"#),
        ("Status", r#"{"update":"offline"}"#),
        ("Advance", r#"{"update":"on"}"#),
        ("", r#"{"update":"on"}"#),
        ("Https.Switch", "on"),
        ("Https.Switch", r#"{"set":"off"}"#),
        ("Https.Switch", r#"{"update":"maybe"}"#),
        ("Https.Switch", r#"{"update":1}"#),
        ("ProjectId", r#"{"update":"x"}"#),
        ("Origin", r#"{"update":{"Bogus":1}}"#),
        ("Origin", r#"{"update":{"Origins":"1.1.1.1"}}"#),
        ("Https", r#"{"update":{"Switch":5}}"#),
        ("Origin.Origins", r#"{"update":[1]}"#),
        ("Https.CertInfo.CertId", r#"{"update":5}"#),
        ("Origin.Origins", &too_long),
        ("Origin.Origins", &too_many),
        ("Origin.Origins", &too_deep),
    ] {
        let parameters = json!({ "Domain": DOMAIN, "Route": route, "Value": value });
        let refused = cdn.refuse("ModifyDomainConfig", &parameters);
        assert_eq!(refused, "InvalidParameter.CdnParamError", "{route} {value}");
    }
    // The action documents no error of its own for a certificate that is not there.
    let value = r#"{"update":"nosuchid"}"#;
    let parameters = json!({ "Domain": DOMAIN, "Route": "Https.CertInfo.CertId", "Value": value });
    assert_eq!(
        cdn.refuse("ModifyDomainConfig", &parameters),
        "InvalidParameter.CdnCertInfoNotFound"
    );
}

#[test]
fn a_domain_that_stands_so_is_not_changed() {
    for (more, code) in [
        (json!({ "status": "rejected" }), "InvalidParameter.CdnHostInvalidStatus"),
        (json!({ "readonly": "global" }), "ResourceUnavailable.CdnHostIsLocked"),
        (json!({ "domain": "other.example.com" }), "ResourceNotFound.CdnHostNotExists"),
    ] {
        let cdn = with(&domain(more));
        assert_eq!(refused(&cdn, &json!({ "ProjectId": 0 })), code);
        let parameters =
            json!({ "Domain": DOMAIN, "Route": "ProjectId", "Value": r#"{"update":0}"# });
        assert_eq!(cdn.refuse("ModifyDomainConfig", &parameters), code);
    }
    let cdn = with(&domain(json!({ "readonly": "mainland" })));
    let name = json!({ "Domain": DOMAIN });
    assert_eq!(cdn.refuse("StopCdnDomain", &name), "ResourceUnavailable.CdnHostIsLocked");
    cdn.put(&json!({ "activated": false }));
    for action in ["DescribeDomains", "StopCdnDomain"] {
        let parameters = if action == "StopCdnDomain" { &name } else { &json!({}) };
        assert_eq!(cdn.refuse(action, parameters), "ResourceNotFound.CdnUserNotExists");
    }
    assert_eq!(cdn.refuse("PurgePathCache", &json!({})), "UnsupportedOperation");
}

#[test]
fn a_secret_that_a_path_leads_to_is_not_in_the_journal() {
    let cdn = with(&domain(json!({})));
    for route in ["AwsPrivateAccess.SecretKey", "Authentication.TypeA.SecretKey"] {
        let value = r#"{"update":"ThisIsMySecret"}"#;
        let parameters = json!({ "Domain": DOMAIN, "Route": route, "Value": value });
        cdn.request("ModifyDomainConfig", &parameters).send();
        let flat =
            format!("Action=ModifyDomainConfig&Version=2018-06-06&Route={route}&Value={value}");
        let flat = flat.replace('"', "%22");
        cdn.mock.request("GET", "/").query(&flat).send();
    }
    let journal = cdn.mock.request("GET", "/_certmock/requests").send();
    assert!(journal.text().contains("AwsPrivateAccess.SecretKey"), "{}", journal.text());
    assert!(!journal.text().contains("ThisIsMySecret"), "{}", journal.text());
}

#[test]
fn a_header_that_is_secret_is_not_in_the_journal() {
    let cdn = with(&domain(json!({})));
    let rule = json!({
        "HeaderMode": "set", "HeaderName": "Authorization", "HeaderValue": "ThisIsMySecret",
        "RuleType": "all", "RulePaths": ["*"],
    });
    let header = json!({ "Switch": "on", "HeaderRules": [rule] });
    let parameters = json!({ "Domain": DOMAIN, "RequestHeader": header });
    cdn.ask("UpdateDomainConfig", &parameters);
    let value = json!({ "update": header }).to_string();
    let parameters = json!({ "Domain": DOMAIN, "Route": "RequestHeader", "Value": value });
    cdn.request("ModifyDomainConfig", &parameters).send();
    let members = rule.as_object().unwrap().iter().filter(|(_, value)| value.is_string());
    let flat = members.map(|(name, value)| {
        format!("&RequestHeader.HeaderRules.0.{name}={}", value.as_str().unwrap())
    });
    let flat = format!(
        "Action=UpdateDomainConfig&Version=2018-06-06&Domain={DOMAIN}&RequestHeader.Switch=on\
        &RequestHeader.HeaderRules.0.RulePaths.0=x{}",
        flat.collect::<String>()
    );
    cdn.mock.request("GET", "/").query(&flat).send();
    let journal = cdn.mock.request("GET", "/_certmock/requests").send();
    assert!(journal.text().contains("Authorization"), "{}", journal.text());
    assert!(!journal.text().contains("ThisIsMySecret"), "{}", journal.text());
}

#[test]
fn a_key_for_the_way_to_the_origin_is_not_shown() {
    let cdn = with(&domain(json!({})));
    let pair = json!({ "Certificate": "x", "PrivateKey": "ThisIsMySecret", "Message": "mine" });
    let origin = json!({
        "Origins": ["192.0.2.1"], "OriginType": "ip",
        "AdvanceHttps": { "CustomTlsStatus": "off", "CertInfo": pair },
    });
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": DOMAIN, "Origin": origin }));
    for action in ["DescribeDomainsConfig", "DescribeDomains"] {
        let shown = cdn.ask(action, &json!({})).to_string();
        assert!(shown.contains("\"mine\"") && !shown.contains("ThisIsMySecret"), "{shown}");
    }
}
