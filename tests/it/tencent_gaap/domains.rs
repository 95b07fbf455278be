//! Domains: served, renamed, authenticated, deleted.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{changed, domain, paced, set, start};
use crate::tencent::client::Client;

const ONE_WAY: &str = "listener-oneway11";
const MUTUAL: &str = "listener-mutual11";

fn create(listener: &str, name: &str) -> Value {
    json!({ "ListenerId": listener, "Domain": name })
}

#[test]
fn a_new_domain_follows_its_listener_unless_it_is_given_certificates() {
    let gaap = start();
    gaap.ask("CreateDomain", &create(ONE_WAY, "new.example.com"));
    let shown = domain(&gaap, ONE_WAY, "new.example.com");
    for (member, value) in [
        ("CertificateId", json!("default")),
        ("ClientCertificateId", json!("default")),
        ("RuleSet", json!([])),
        ("DomainStatus", json!(0)),
        ("BanStatus", json!("RECOVER")),
        ("BasicAuth", json!(0)),
        ("BasicAuthConfId", Value::Null),
        ("GaapCertificateId", Value::Null),
        ("RealServerCertificateId", Value::Null),
        ("PolyRealServerCertificateAliasInfo", json!([])),
        ("TLSCiphers", json!("")),
        ("IsDefaultServer", json!(false)),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    let given = changed(
        create(MUTUAL, "*.example.com"),
        &[
            ("CertificateId", json!("cert-wildcard")),
            ("PolyClientCertificateIds", json!(["cert-clients1", "cert-clients2"])),
            ("Http3Supported", json!(1)),
        ],
    );
    gaap.ask("CreateDomain", &given);
    let shown = domain(&gaap, MUTUAL, "*.example.com");
    assert_eq!(shown["CertificateId"], "cert-wildcard");
    assert_eq!(shown["ClientCertificateId"], "cert-clients1");
    assert_eq!(shown["PolyClientCertificateAliasInfo"].as_array().unwrap().len(), 2);
    assert_eq!(shown["Http3Supported"], 1);
}

#[test]
fn one_domain_of_a_listener_is_its_default() {
    let gaap = start();
    let default = [("IsDefaultServer", json!(true))];
    gaap.ask("CreateDomain", &changed(create(ONE_WAY, "new.example.com"), &default));
    assert_eq!(domain(&gaap, ONE_WAY, "new.example.com")["IsDefaultServer"], true);
    let rename = json!({
        "ListenerId": ONE_WAY, "OldDomain": "www.example.com", "NewDomain": "www.example.com",
        "IsDefaultServer": true,
    });
    gaap.ask("ModifyDomain", &rename);
    assert_eq!(domain(&gaap, ONE_WAY, "www.example.com")["IsDefaultServer"], true);
    assert_eq!(domain(&gaap, ONE_WAY, "new.example.com")["IsDefaultServer"], false);
}

#[test]
fn a_domain_that_cannot_be_served_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let mut state = gaap.state();
    state["refused_domains"] = json!({
        "no.example.com": "not_registered", "icp.example.com": "icp_blacklisted",
        "ban.example.com": "banned",
    });
    gaap.put(&state);
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    let failed = |word: &str| format!("FailedOperation.{word}");
    let new = "new.example.com";
    let certificate = |id: &str| vec![("CertificateId", json!(id))];
    for (listener, name, changes, code) in [
        (ONE_WAY, "no.example.com", vec![], value("DomainNotRegister")),
        (ONE_WAY, "icp.example.com", vec![], value("DomainInIcpBlacklist")),
        (ONE_WAY, "ban.example.com", vec![], value("L7DomainHitBanBlacklist")),
        (ONE_WAY, "www.example.com", vec![], failed("DomainAlreadyExisted")),
        (ONE_WAY, "localhost", vec![], "InvalidParameterValue".into()),
        (ONE_WAY, "a..example.com", vec![], "InvalidParameterValue".into()),
        (ONE_WAY, "https://a.example.com", vec![], "InvalidParameterValue".into()),
        (
            ONE_WAY,
            "new.example.org",
            certificate("cert-wildcard"),
            value("CertificateNotMatchDomain"),
        ),
        (ONE_WAY, new, certificate("cert-clients1"), "InvalidParameterValue".into()),
        (ONE_WAY, new, certificate("cert-nobody11"), "ResourceNotFound".into()),
        (
            ONE_WAY,
            new,
            vec![("ClientCertificateId", json!("cert-clients1"))],
            "InvalidParameterValue".into(),
        ),
        ("listener-tcp11111", new, vec![], failed("InvalidListenerProtocol")),
        ("listener-version2", new, vec![], failed("ProxyVersionNotSupport")),
        ("listener-special1", new, vec![], failed("NonStandardProxy")),
        ("listener-closed11", new, vec![], failed("InstanceStatusNotInRuning")),
        ("listener-grouped2", new, vec![], failed("GroupStatusNotInRuning")),
        ("listener-nobody11", new, vec![], "InvalidParameter".into()),
    ] {
        let parameters = changed(create(listener, name), &changes);
        assert_eq!(gaap.refuse("CreateDomain", &parameters), code, "{parameters}");
    }
    let gaap = paced(Pace::Manual, End::Success);
    gaap.ask("CreateDomain", &create(ONE_WAY, new));
    assert_eq!(domain(&gaap, ONE_WAY, new)["DomainStatus"], 1);
    let other = create(ONE_WAY, "other.example.com");
    assert_eq!(gaap.refuse("CreateDomain", &other), failed("ListenerHasTask"));
}

#[test]
fn a_listener_has_a_hundred_domains_and_no_more() {
    let gaap = start();
    for number in 2..100 {
        gaap.ask("CreateDomain", &create(ONE_WAY, &format!("d{number}.example.com")));
    }
    let more = create(ONE_WAY, "d100.example.com");
    assert_eq!(gaap.refuse("CreateDomain", &more), "FailedOperation");
    let rules = gaap.ask("DescribeRules", &json!({ "ListenerId": ONE_WAY }));
    assert_eq!(rules["TotalCount"], 100);
}

fn rename(listener: &str, old: &str, new: &str) -> Value {
    json!({ "ListenerId": listener, "OldDomain": old, "NewDomain": new })
}

#[test]
fn a_renamed_domain_keeps_what_is_not_named() {
    let gaap = start();
    let clients = json!(["cert-clients1", "cert-clients2"]);
    let given = json!({
        "ListenerId": MUTUAL, "Domain": "www.example.com", "CertificateId": "cert-wildcard",
        "PolyClientCertificateIds": clients,
    });
    gaap.ask("ModifyCertificate", &given);
    gaap.ask("ModifyDomain", &rename(MUTUAL, "www.example.com", "web.example.com"));
    assert_eq!(domain(&gaap, MUTUAL, "www.example.com"), Value::Null);
    let shown = domain(&gaap, MUTUAL, "web.example.com");
    assert_eq!(shown["CertificateId"], "cert-wildcard");
    assert_eq!(shown["PolyClientCertificateAliasInfo"].as_array().unwrap().len(), 2);
    let back = changed(
        rename(MUTUAL, "web.example.com", "web.example.com"),
        &[("CertificateId", json!("default")), ("ClientCertificateId", json!("default"))],
    );
    gaap.ask("ModifyDomain", &back);
    let shown = domain(&gaap, MUTUAL, "web.example.com");
    assert_eq!(
        (&shown["CertificateId"], &shown["ClientCertificateId"]),
        (&json!("default"), &json!("default"))
    );
}

#[test]
fn a_domain_that_cannot_be_renamed_says_why() {
    let gaap = start();
    let (www, api) = ("www.example.com", "api.example.com");
    let failed = |word: &str| format!("FailedOperation.{word}");
    let certificate = vec![("CertificateId", json!("cert-wildcard"))];
    for (listener, old, new, changes, code) in [
        (ONE_WAY, "nobody.example.com", www, vec![], "ResourceNotFound".into()),
        (ONE_WAY, www, api, vec![], failed("DomainAlreadyExisted")),
        (
            ONE_WAY,
            www,
            "www.example.org",
            certificate.clone(),
            "InvalidParameterValue.CertificateNotMatchDomain".into(),
        ),
        ("listener-version2", www, www, certificate, "InvalidParameter".into()),
        ("listener-tcp11111", www, api, vec![], failed("InvalidListenerProtocol")),
        ("listener-special1", www, www, vec![], failed("NonStandardProxy")),
        ("listener-closed11", www, www, vec![], failed("ProxyStatusNotInRuning")),
        ("listener-grouped2", www, www, vec![], failed("InstanceStatusNotInRuning")),
    ] {
        let parameters = changed(rename(listener, old, new), &changes);
        assert_eq!(gaap.refuse("ModifyDomain", &parameters), code, "{parameters}");
    }
    // An older proxy's domain is renamed as long as no certificate is named.
    gaap.ask("ModifyDomain", &rename("listener-version2", www, "new.example.com"));
    // The certificate that a domain has must cover its new name, too.
    let own = json!({ "ListenerId": ONE_WAY, "Domain": www, "CertificateId": "cert-wildcard" });
    gaap.ask("ModifyCertificate", &own);
    let elsewhere = rename(ONE_WAY, www, "www.example.org");
    let refused = gaap.refuse("ModifyDomain", &elsewhere);
    assert_eq!(refused, "InvalidParameterValue.CertificateNotMatchDomain");
    set(&gaap, "/listeners/0/domains/0/status", json!(1));
    let refused = gaap.refuse("ModifyDomain", &rename(ONE_WAY, www, www));
    assert_eq!(refused, failed("DomainStatusNotInRunning"));
}

fn delete(listener: &str, name: &str, force: u64) -> Value {
    json!({ "ListenerId": listener, "Domain": name, "Force": force })
}

#[test]
fn a_deleted_domain_is_gone_unless_something_stands_in_its_way() {
    let gaap = start();
    let www = "www.example.com";
    let failed = |word: &str| format!("FailedOperation.{word}");
    let refused = |gaap: &Client, listener: &str, name: &str, force: u64| {
        gaap.refuse("DeleteDomain", &delete(listener, name, force))
    };
    assert_eq!(refused(&gaap, "listener-bound111", www, 0), failed("RealServerAlreadyBound"));
    assert_eq!(refused(&gaap, "listener-bound111", www, 2), "InvalidParameterValue");
    assert_eq!(refused(&gaap, ONE_WAY, "nobody.example.com", 1), "ResourceNotFound");
    assert_eq!(refused(&gaap, "listener-special1", www, 1), failed("NonStandardProxy"));
    assert_eq!(refused(&gaap, "listener-closed11", www, 1), failed("ProxyStatusNotInRuning"));
    assert_eq!(refused(&gaap, "listener-grouped2", www, 1), failed("GroupStatusNotInRuning"));
    let rule = domain(&gaap, "listener-bound111", www)["RuleSet"][0].clone();
    assert_eq!(rule["RealServerSet"][0]["RealServerIP"], "192.0.2.1");
    gaap.ask("DeleteDomain", &delete("listener-bound111", www, 1));
    assert_eq!(domain(&gaap, "listener-bound111", www), Value::Null);
    set(&gaap, "/listeners/0/domains/0/status", json!(2));
    assert_eq!(refused(&gaap, ONE_WAY, www, 1), failed("DomainStatusNotInRunning"));
    let gaap = paced(Pace::Reads(1), End::Success);
    gaap.ask("DeleteDomain", &delete(ONE_WAY, www, 0));
    assert_eq!(refused(&gaap, ONE_WAY, www, 0), failed("ListenerHasTask"));
    assert_eq!(domain(&gaap, ONE_WAY, www)["DomainStatus"], 2);
    assert_eq!(domain(&gaap, ONE_WAY, www), Value::Null);
}

fn authenticate(changes: &[(&str, Value)]) -> Value {
    changed(create(ONE_WAY, "www.example.com"), changes)
}

#[test]
fn authentication_is_on_where_it_is_named_with_a_certificate_and_off_elsewhere() {
    let gaap = start();
    gaap.ask(
        "SetAuthentication",
        &authenticate(&[
            ("BasicAuth", json!(1)),
            ("BasicAuthConfId", json!("cert-basic111")),
            ("GaapAuth", json!(1)),
            ("GaapCertificateId", json!("cert-proxy111")),
            ("RealServerAuth", json!(1)),
            ("PolyRealServerCertificateIds", json!(["cert-origins1", "cert-origins2"])),
            ("RealServerCertificateDomain", json!("origin.example.com")),
            ("TLSSupportVersion", json!(["TLSv1.2", "TLSv1.3"])),
            ("TLSCiphers", json!("GAAP_TLS_CIPHERS_STRICT")),
        ]),
    );
    let shown = domain(&gaap, ONE_WAY, "www.example.com");
    for (member, value) in [
        ("BasicAuth", json!(1)),
        ("BasicAuthConfId", json!("cert-basic111")),
        ("GaapAuth", json!(1)),
        ("GaapCertificateId", json!("cert-proxy111")),
        ("GaapCertificateAlias", json!("proxy")),
        ("RealServerAuth", json!(1)),
        ("RealServerCertificateId", json!("cert-origins1")),
        ("RealServerCertificateAlias", json!("origins")),
        ("RealServerCertificateDomain", json!("origin.example.com")),
        ("TLSSupportVersion", json!(["TLSv1.2", "TLSv1.3"])),
        ("TLSCiphers", json!("GAAP_TLS_CIPHERS_STRICT")),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    assert_eq!(shown["PolyRealServerCertificateAliasInfo"].as_array().unwrap().len(), 2);
    let origins =
        [("RealServerAuth", json!(1)), ("RealServerCertificateId", json!("cert-origins2"))];
    gaap.ask("SetAuthentication", &authenticate(&origins));
    let shown = domain(&gaap, ONE_WAY, "www.example.com");
    assert_eq!((&shown["BasicAuth"], &shown["BasicAuthConfId"]), (&json!(0), &Value::Null));
    assert_eq!((&shown["GaapAuth"], &shown["GaapCertificateId"]), (&json!(0), &Value::Null));
    assert_eq!(shown["RealServerCertificateId"], "cert-origins2");
    assert_eq!(shown["TLSCiphers"], "GAAP_TLS_CIPHERS_STRICT");
}

#[test]
fn authentication_is_refused_by_what_is_wrong_with_it() {
    let gaap = start();
    let unfit = "InvalidParameterValue.InvalidCertificateId";
    for (changes, code) in [
        (vec![("BasicAuth", json!(1))], "MissingParameter"),
        (vec![("GaapAuth", json!(1))], "MissingParameter"),
        (vec![("RealServerAuth", json!(1))], "MissingParameter"),
        (vec![("BasicAuth", json!(2))], "InvalidParameterValue"),
        (vec![("BasicAuth", json!(1)), ("BasicAuthConfId", json!("cert-wildcard"))], unfit),
        (vec![("GaapAuth", json!(1)), ("GaapCertificateId", json!("cert-wildcard"))], unfit),
        (
            vec![("RealServerAuth", json!(1)), ("RealServerCertificateId", json!("cert-clients1"))],
            unfit,
        ),
        (
            vec![("GaapAuth", json!(1)), ("GaapCertificateId", json!("cert-nobody11"))],
            "ResourceNotFound",
        ),
        (vec![("TLSSupportVersion", json!(["SSLv3"]))], "InvalidParameterValue"),
        (vec![("TLSCiphers", json!("WEAK"))], "InvalidParameterValue"),
        (vec![("Domain", json!("nobody.example.com"))], "ResourceNotFound"),
        (vec![("ListenerId", json!("listener-nobody11"))], "InvalidParameter"),
        (
            vec![("ListenerId", json!("listener-version1"))],
            "FailedOperation.NotSupportOldVersionProxy",
        ),
        (
            vec![("ListenerId", json!("listener-version2"))],
            "FailedOperation.ProxyVersionNotSupport",
        ),
        (vec![("ListenerId", json!("listener-closed11"))], "ResourceUnavailable"),
    ] {
        let parameters = authenticate(&changes);
        assert_eq!(gaap.refuse("SetAuthentication", &parameters), code, "{parameters}");
    }
    set(&gaap, "/listeners/0/domains/0/status", json!(1));
    let refused = gaap.refuse("SetAuthentication", &authenticate(&[]));
    assert_eq!(refused, "FailedOperation.ActionIsDoing");
    set(&gaap, "/listeners/0/status", json!(3));
    let refused = gaap.refuse("SetAuthentication", &authenticate(&[]));
    assert_eq!(refused, "FailedOperation.ListenerStatusError");
    let gaap = paced(Pace::Manual, End::Success);
    gaap.ask("SetAuthentication", &authenticate(&[]));
    let refused = gaap.refuse("SetAuthentication", &authenticate(&[]));
    assert_eq!(refused, "FailedOperation.ListenerHasTask");
}
