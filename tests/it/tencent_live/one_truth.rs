//! What a domain has, as Live and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{MODIFY, bind, binding, domain, infos, upload, with};
use crate::mock::Mock;
use crate::tencent::client::{Client, LIVE, SSL};

const DOMAIN: &str = "www.example.com";

fn one() -> Value {
    json!([domain(DOMAIN)])
}

fn has(live: &Client) -> Value {
    binding(live, DOMAIN)["CloudCertId"].clone()
}

fn deploy(ssl: &Client, id: &str, status: Option<i64>) -> Value {
    let mut parameters =
        json!({ "CertificateId": id, "ResourceType": "live", "InstanceIdList": [DOMAIN] });
    if let Some(status) = status {
        parameters["Status"] = json!(status);
    }
    ssl.ask("DeployCertificateInstance", &parameters)
}

fn update(ssl: &Client, old: &str, new: &str) -> Value {
    let parameters =
        json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["live"] });
    ssl.ask("UpdateCertificateInstance", &parameters)
}

/// How many domains a search finds to have a certificate.
fn found(ssl: &Client, id: &str) -> u64 {
    let parameters = json!({ "CertificateIds": [id], "IsCache": 0 });
    let task = ssl.ask("CreateCertificateBindResourceSyncTask", &parameters);
    let task = task["CertTaskIds"][0]["TaskId"].clone();
    let result =
        ssl.ask("DescribeCertificateBindResourceTaskResult", &json!({ "TaskIds": [task] }));
    let kinds = result["SyncTaskBindResourceResult"][0]["BindResourceResult"].clone();
    if kinds == json!([]) {
        return 0;
    }
    assert_eq!(kinds[0]["ResourceType"], "live");
    kinds[0]["BindResourceRegionResult"][0]["TotalCount"].as_u64().unwrap()
}

/// How many domains the count of what is deployed has.
fn deployed(ssl: &Client, id: &str) -> Value {
    let parameters = json!({ "CertificateIds": [id], "ResourceType": "live" });
    ssl.ask("DescribeDeployedResources", &parameters)["DeployedResources"][0]["Count"].clone()
}

#[test]
fn a_certificate_goes_its_whole_way_through_ssl_and_live() {
    let live = with(&one());
    let ssl = live.beside(&SSL);
    let (old, new) = (upload(&live, "wildcard"), upload(&live, "rsa-2048"));
    // Deployed by SSL, read at Live; HTTPS is on with it.
    let made = deploy(&ssl, &old, None);
    let bound = binding(&live, DOMAIN);
    assert_eq!((&bound["CloudCertId"], &bound["Status"]), (&json!(old), &json!(1)));
    assert_eq!(bound["CertType"], 1);
    let record = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    assert_eq!(ssl.ask("DescribeHostDeployRecordDetail", &record)["SuccessTotalCount"], 1);
    assert_eq!((found(&ssl, &old), deployed(&ssl, &old)), (1, json!(1)));
    // Written at Live, read at SSL.
    bind(&live, &new, &[(DOMAIN, 0)]);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
    assert_eq!((deployed(&ssl, &old), deployed(&ssl, &new)), (json!(0), json!(1)));
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [new] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["live"]));
    // Renewed by SSL, which leaves the switch as it is, and back again.
    update(&ssl, &new, &old);
    let bound = binding(&live, DOMAIN);
    assert_eq!((&bound["CloudCertId"], &bound["Status"]), (&json!(old), &json!(0)));
    update(&ssl, &old, &new);
    assert_eq!(has(&live), new);
    // Not deleted while a domain has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    live.ask("UnBindLiveDomainCert", &json!({ "DomainName": DOMAIN }));
    assert_eq!((found(&ssl, &new), has(&live)), (0, Value::Null));
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
}

#[test]
fn a_deployment_says_whether_https_is_on_with_it() {
    let live = with(&one());
    let ssl = live.beside(&SSL);
    let (one, other) = (upload(&live, "wildcard"), upload(&live, "wildcard"));
    for (status, id, wanted) in [
        (Some(0), &one, 0),
        (Some(-1), &other, 0),
        (None, &one, 0),
        (Some(1), &other, 1),
        (Some(-1), &one, 1),
    ] {
        deploy(&ssl, id, status);
        // Uploading settles what is over.
        for _ in 0..2 {
            let bound = binding(&live, DOMAIN);
            assert_eq!((&bound["CloudCertId"], &bound["Status"]), (&json!(id), &json!(wanted)));
            upload(&live, "several-names");
        }
    }
    let parameters = json!({
        "CertificateId": other, "ResourceType": "live", "InstanceIdList": [DOMAIN], "Status": 2,
    });
    assert_eq!(
        ssl.refuse("DeployCertificateInstance", &parameters),
        "FailedOperation.InvalidParam"
    );
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let live = Client::of(Mock::with(config), &LIVE);
    live.put(&json!({ "domains": one() }));
    let ssl = live.beside(&SSL);
    let (one, other) = (upload(&live, "wildcard"), upload(&live, "rsa-2048"));
    for _ in 0..2 {
        bind(&live, &one, &[(DOMAIN, 1)]);
        assert_eq!(has(&live), one);
        deploy(&ssl, &other, None);
        assert_eq!(has(&live), other);
        // Uploading settles what is over.
        upload(&live, "several-names");
        assert_eq!((has(&live), found(&ssl, &other)), (json!(other), 1));
        let (at_live, at_ssl) = (live.state(), ssl.state());
        live.put(&at_live);
        ssl.put(&at_ssl);
        assert_eq!((has(&live), found(&ssl, &other)), (json!(other), 1));
        assert_eq!(live.state(), at_live);
        live.ask("UnBindLiveDomainCert", &json!({ "DomainName": DOMAIN }));
        assert_eq!((has(&live), found(&ssl, &other)), (Value::Null, 0));
    }
}

#[test]
fn a_domain_has_the_former_certificate_until_a_deployment_is_over_and_after_one_that_failed() {
    for end in [End::Success, End::Failure] {
        let script = Script { pace: Pace::Reads(2), end };
        let paces = Paces::default().with("tencent_ssl.deploy", script);
        let live = Client::of(Mock::with(Config { paces, ..Config::default() }), &LIVE);
        live.put(&json!({ "domains": one() }));
        let ssl = live.beside(&SSL);
        let (old, new) = (upload(&live, "wildcard"), upload(&live, "rsa-2048"));
        bind(&live, &old, &[(DOMAIN, 1)]);
        deploy(&ssl, &new, None);
        for _ in 0..2 {
            assert_eq!(has(&live), old);
        }
        let wanted = if end == End::Success { &new } else { &old };
        assert_eq!(has(&live), **wanted);
    }
}

#[test]
fn a_rollback_gives_a_domain_its_former_certificate() {
    let live = with(&one());
    let ssl = live.beside(&SSL);
    let (old, new) = (upload(&live, "wildcard"), upload(&live, "rsa-2048"));
    bind(&live, &old, &[(DOMAIN, 1)]);
    let record = deploy(&ssl, &new, None)["DeployRecordId"].clone();
    assert_eq!(has(&live), new);
    ssl.ask("DeployCertificateRecordRollback", &json!({ "DeployRecordId": record }));
    assert_eq!((has(&live), found(&ssl, &old)), (json!(old), 1));
}

#[test]
fn nothing_is_deployed_to_a_domain_that_streams_are_pushed_to() {
    let mut push = domain(DOMAIN);
    push["type"] = json!("push");
    let live = with(&json!([push]));
    let id = upload(&live, "wildcard");
    let parameters =
        json!({ "CertificateId": id, "ResourceType": "live", "InstanceIdList": [DOMAIN] });
    let refused = live.beside(&SSL).refuse("DeployCertificateInstance", &parameters);
    assert_eq!(refused, "FailedOperation.CertificateDeployInstanceEmpty");
}

#[test]
fn a_switch_that_came_after_a_deployment_began_stays_where_that_says_nothing() {
    let script = Script { pace: Pace::Reads(2), end: End::Success };
    let paces = Paces::default().with("tencent_ssl.deploy", script);
    let live = Client::of(Mock::with(Config { paces, ..Config::default() }), &LIVE);
    live.put(&json!({ "domains": one() }));
    let ssl = live.beside(&SSL);
    let (old, new) = (upload(&live, "wildcard"), upload(&live, "rsa-2048"));
    for (before, asked, wanted) in [(1, None, 0), (1, Some(-1), 0), (0, None, 1), (1, Some(1), 1)] {
        bind(&live, &old, &[(DOMAIN, before)]);
        deploy(&ssl, &new, asked);
        let switch = json!({ "DomainInfos": infos(&[(DOMAIN, 1 - before)]) });
        live.ask(MODIFY, &switch);
        for _ in 0..2 {
            let bound = binding(&live, DOMAIN);
            assert_eq!(
                (&bound["CloudCertId"], &bound["Status"]),
                (&json!(old), &json!(1 - before))
            );
        }
        // Uploading settles what is over.
        for _ in 0..2 {
            let bound = binding(&live, DOMAIN);
            assert_eq!((&bound["CloudCertId"], &bound["Status"]), (&json!(new), &json!(wanted)));
            upload(&live, "several-names");
        }
    }
}
