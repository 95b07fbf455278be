//! Domains, configured.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certmock::pace::{End, Pace, Script};
use serde_json::{Value, json};

use super::{bind, config, paced, upload, with};
use crate::material::pem;
use crate::tencent::client::{Client, SSL};

const DOMAIN: &str = "www.example.com";

fn one() -> Value {
    json!([{ "domain": DOMAIN, "created": "2026-01-01T00:00:00Z" }])
}

fn update(cdn: &Client, mut objects: Value) {
    objects["Domain"] = json!(DOMAIN);
    cdn.ask("UpdateDomainConfig", &objects);
}

#[test]
fn a_domain_is_given_a_certificate_of_ssl_and_shows_it_without_its_texts() {
    let cdn = with(&one());
    let before = config(&cdn, DOMAIN);
    assert_eq!(
        (&before["Https"]["CertInfo"], &before["Https"]["SslStatus"]),
        (&Value::Null, &json!("closed"))
    );
    let id = upload(&cdn, "wildcard");
    let https = json!({ "Switch": "on", "Http2": "on", "CertInfo": { "CertId": id, "Message": "by hand" } });
    update(&cdn, json!({ "Https": https }));
    let after = config(&cdn, DOMAIN);
    let shown = &after["Https"];
    assert_eq!(
        (&shown["Switch"], &shown["Http2"], &shown["SslStatus"]),
        (&json!("on"), &json!("on"), &json!("deployed"))
    );
    let certificate = &shown["CertInfo"];
    assert_eq!(
        (&certificate["CertId"], &certificate["CertName"]),
        (&json!(id), &json!("wildcard"))
    );
    assert_eq!(certificate["Message"], "by hand");
    assert_eq!(certificate["ExpireTime"], "2126-01-01 08:00:00");
    assert_eq!(
        (&certificate["Certificate"], &certificate["PrivateKey"]),
        (&Value::Null, &Value::Null)
    );
    // All else is as it was, but the time of the change.
    for member in before
        .as_object()
        .unwrap()
        .keys()
        .filter(|name| !matches!(name.as_str(), "Https" | "UpdateTime"))
    {
        assert_eq!(before[member], after[member], "{member}");
    }
}

#[test]
fn an_object_takes_its_defaults_where_it_says_nothing_and_https_keeps_its_certificate() {
    let cdn = with(&one());
    bind(&cdn, DOMAIN, &upload(&cdn, "wildcard"));
    let hsts = json!({ "Switch": "on", "MaxAge": 5, "IncludeSubDomains": "off" });
    update(&cdn, json!({ "Https": { "Switch": "on", "Hsts": hsts } }));
    let https = config(&cdn, DOMAIN)["Https"].clone();
    assert_eq!((&https["Hsts"]["MaxAge"], &https["SslStatus"]), (&json!(5), &json!("deployed")));
    update(&cdn, json!({ "Https": { "Switch": "on", "CertInfo": null } }));
    let https = config(&cdn, DOMAIN)["Https"].clone();
    assert_eq!(
        (&https["Hsts"]["MaxAge"], &https["CertInfo"]["CertName"]),
        (&json!(0), &json!("wildcard"))
    );
    // What was sent is read again, off included, as a deployment tool does it.
    update(&cdn, json!({ "Https": { "Switch": "off" } }));
    let mut https = config(&cdn, DOMAIN)["Https"].clone();
    https["SslStatus"] = Value::Null;
    https["CertInfo"] = json!({ "CertId": upload(&cdn, "rsa-2048") });
    update(&cdn, json!({ "Https": https }));
    let https = config(&cdn, DOMAIN)["Https"].clone();
    assert_eq!(
        (&https["Switch"], &https["CertInfo"]["CertName"]),
        (&json!("off"), &json!("rsa-2048"))
    );
}

#[test]
fn whatever_the_detailed_list_shows_can_be_sent_back() {
    let cdn = with(&one());
    bind(&cdn, DOMAIN, &upload(&cdn, "wildcard"));
    let before = config(&cdn, DOMAIN);
    let mut sent = before.clone();
    // What a tool takes out, because no request has it.
    for member in [
        "Advance",
        "AdvanceSet",
        "AppId",
        "Cname",
        "Compatibility",
        "CreateTime",
        "Disable",
        "ImageOptimization",
        "Ipv6",
        "ParentHost",
        "Readonly",
        "ResourceId",
        "RuleEngine",
        "SecurityConfig",
        "Status",
        "Tag",
        "UpdateTime",
    ] {
        assert!(sent.as_object_mut().unwrap().remove(member).is_some(), "{member}");
    }
    cdn.ask("UpdateDomainConfig", &sent);
    let mut after = config(&cdn, DOMAIN);
    after["UpdateTime"] = before["UpdateTime"].clone();
    after["Https"]["CertInfo"]["DeployTime"] = before["Https"]["CertInfo"]["DeployTime"].clone();
    assert_eq!(after, before);
}

#[test]
fn a_pair_of_texts_is_kept_by_ssl_once_and_may_be_in_base64() {
    let cdn = with(&one());
    let give = |certificate: String, private_key: String| {
        let texts = json!({ "Certificate": certificate, "PrivateKey": private_key });
        update(&cdn, json!({ "Https": { "Switch": "on", "CertInfo": texts } }));
        config(&cdn, DOMAIN)["Https"]["CertInfo"]["CertId"].as_str().unwrap().to_owned()
    };
    let id = give(pem("wildcard.crt"), pem("wildcard.key"));
    let packed = |file: &str| STANDARD.encode(pem(file));
    assert_eq!(give(packed("wildcard.crt"), packed("wildcard.key")), id);
    let ssl = cdn.beside(&SSL);
    let detail = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    assert_eq!(detail["CertificatePrivateKey"], pem("wildcard.key"));
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 1);
    // An id counts more than texts beside it.
    let other = upload(&cdn, "rsa-2048");
    let both = json!({ "CertId": other, "Certificate": pem("wildcard.crt"), "PrivateKey": pem("wildcard.key") });
    update(&cdn, json!({ "Https": { "Switch": "on", "CertInfo": both } }));
    assert_eq!(config(&cdn, DOMAIN)["Https"]["CertInfo"]["CertId"], other);
}

#[test]
fn a_path_changes_what_it_leads_to_and_nothing_else() {
    let cdn = with(&one());
    let before = config(&cdn, DOMAIN);
    let modify = |route: &str, value: Value| {
        let value = json!({ "update": value }).to_string();
        cdn.ask("ModifyDomainConfig", &json!({ "Domain": DOMAIN, "Route": route, "Value": value }));
        config(&cdn, DOMAIN)
    };
    assert_eq!(
        modify("Origin.Origins", json!(["1.1.1.1"]))["Origin"]["Origins"],
        json!(["1.1.1.1"])
    );
    let timeouts = json!({ "ConnectTimeout": 10, "ReceiveTimeout": 20 });
    assert_eq!(modify("OriginPullTimeout", timeouts.clone())["OriginPullTimeout"], timeouts);
    assert_eq!(
        modify("OriginPullTimeout.ConnectTimeout", json!(7))["OriginPullTimeout"]["ReceiveTimeout"],
        20
    );
    assert_eq!(modify("ServiceType", json!("download"))["ServiceType"], "download");
    let id = upload(&cdn, "wildcard");
    let https = modify("Https.CertInfo.CertId", json!(id))["Https"].clone();
    assert_eq!((&https["CertInfo"]["CertId"], &https["Switch"]), (&json!(id), &json!("off")));
    assert_eq!(modify("Https.Switch", json!("on"))["Https"]["CertInfo"]["CertId"], json!(id));
    assert_eq!(config(&cdn, DOMAIN)["Cache"], before["Cache"]);
}

#[test]
fn a_change_goes_on_for_its_pace_and_meanwhile_nothing_else_is_changed() {
    let script = Script { pace: Pace::Reads(2), end: End::Success };
    let cdn = paced("tencent_cdn.deploy", script);
    cdn.put(&json!({ "domains": one() }));
    bind(&cdn, DOMAIN, &upload(&cdn, "wildcard"));
    let again = json!({ "Domain": DOMAIN, "ProjectId": 0 });
    assert_eq!(cdn.refuse("UpdateDomainConfig", &again), "ResourceInUse.CdnOpInProgress");
    for status in ["processing", "processing", "online"] {
        let shown = config(&cdn, DOMAIN);
        let ssl = if status == "online" { "deployed" } else { "deploying" };
        assert_eq!((&shown["Status"], &shown["Https"]["SslStatus"]), (&json!(status), &json!(ssl)));
        assert_eq!(shown["Https"]["CertInfo"]["CertName"], "wildcard");
    }
    cdn.ask("UpdateDomainConfig", &again);
}

#[test]
fn a_change_that_fails_leaves_the_certificate_that_was_there() {
    let cdn = with(&one());
    bind(&cdn, DOMAIN, &upload(&cdn, "wildcard"));
    let (held, kept) = (cdn.state(), cdn.beside(&SSL).state());
    let failing = paced("tencent_cdn.deploy", Script { pace: Pace::Reads(1), end: End::Failure });
    failing.put(&held);
    failing.beside(&SSL).put(&kept);
    update(
        &failing,
        json!({ "Https": { "Switch": "on", "Http2": "on", "CertInfo": { "CertId": upload(&failing, "rsa-2048") } } }),
    );
    assert_eq!(config(&failing, DOMAIN)["Https"]["CertInfo"]["CertName"], "rsa-2048");
    let shown = config(&failing, DOMAIN);
    assert_eq!(
        (&shown["Status"], &shown["Https"]["SslStatus"]),
        (&json!("online"), &json!("failed"))
    );
    assert_eq!(
        (&shown["Https"]["CertInfo"]["CertName"], &shown["Https"]["Http2"]),
        (&json!("wildcard"), &json!("off"))
    );
}

#[test]
fn a_remark_alone_is_one_on_the_certificate_that_the_domain_has() {
    let cdn = with(&one());
    let remark = |text: &str| {
        let value = json!({ "update": text }).to_string();
        json!({ "Domain": DOMAIN, "Route": "Https.CertInfo.Message", "Value": value })
    };
    let code = cdn.refuse("ModifyDomainConfig", &remark("mine"));
    assert_eq!(code, "InvalidParameter.CdnCertInfoNotFound");
    let id = upload(&cdn, "wildcard");
    bind(&cdn, DOMAIN, &id);
    let shown = |cdn: &Client| config(cdn, DOMAIN)["Https"]["CertInfo"].clone();
    let before = shown(&cdn);
    cdn.ask("ModifyDomainConfig", &remark("mine"));
    let mut wanted = before.clone();
    wanted["Message"] = json!("mine");
    assert_eq!(shown(&cdn), wanted);
    // What says nothing of it leaves it; an empty one takes it away.
    update(&cdn, json!({ "Https": { "Switch": "on" } }));
    assert_eq!(shown(&cdn), wanted);
    cdn.ask("ModifyDomainConfig", &remark(""));
    assert_eq!(shown(&cdn), before);
}
