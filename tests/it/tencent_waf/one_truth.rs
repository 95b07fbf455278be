//! What a domain has, as WAF and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{DOMAIN, SHOW, by_id, domain, modify, name, one, shown, upload};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, WAF};

fn has(waf: &Client) -> Value {
    let shown = shown(waf);
    assert_eq!(shown["CertType"], 2);
    shown["SSLId"].clone()
}

fn deploy(ssl: &Client, id: &str) -> Value {
    let parameters =
        json!({ "CertificateId": id, "ResourceType": "waf", "InstanceIdList": [DOMAIN] });
    ssl.ask("DeployCertificateInstance", &parameters)
}

fn update(old: &str, new: &str, region: &str) -> Value {
    json!({
        "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["waf"],
        "ResourceTypesRegions": [{ "ResourceType": "waf", "Regions": [region] }],
    })
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
    let region = &kinds[0]["BindResourceRegionResult"][0];
    assert_eq!(
        (&kinds[0]["ResourceType"], &region["Region"]),
        (&json!("waf"), &json!("ap-guangzhou"))
    );
    region["TotalCount"].as_u64().unwrap()
}

/// How many domains the count of what is deployed has.
fn deployed(ssl: &Client, id: &str) -> Value {
    let parameters = json!({ "CertificateIds": [id], "ResourceType": "waf" });
    ssl.ask("DescribeDeployedResources", &parameters)["DeployedResources"][0]["Count"].clone()
}

#[test]
fn a_certificate_goes_its_whole_way_through_ssl_and_waf() {
    let waf = one();
    let ssl = waf.beside(&SSL);
    let (old, new) = (upload(&waf, "wildcard"), upload(&waf, "rsa-2048"));
    // Deployed by SSL, read at WAF.
    let made = deploy(&ssl, &old);
    assert_eq!(has(&waf), old);
    let record = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    assert_eq!(ssl.ask("DescribeHostDeployRecordDetail", &record)["SuccessTotalCount"], 1);
    assert_eq!((found(&ssl, &old), deployed(&ssl, &old)), (1, json!(1)));
    // Written at WAF, read at SSL.
    modify(&waf, &by_id(&new));
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
    assert_eq!((deployed(&ssl, &old), deployed(&ssl, &new)), (json!(0), json!(1)));
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [new] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["waf"]));
    // Renewed by SSL where the domain is, and nowhere else.
    let refused = ssl.refuse("UpdateCertificateInstance", &update(&new, &old, "ap-beijing"));
    assert_eq!(refused, "FailedOperation.CertificateDeployInstanceEmpty");
    ssl.ask("UpdateCertificateInstance", &update(&new, &old, "ap-guangzhou"));
    assert_eq!(has(&waf), old);
    ssl.ask("UpdateCertificateInstance", &update(&old, &new, "ap-guangzhou"));
    assert_eq!(has(&waf), new);
    // Not deleted while a domain has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    // One that comes with its key is not SSL's.
    let own =
        json!({ "CertType": 1, "Cert": pem("wildcard.crt"), "PrivateKey": pem("wildcard.key") });
    modify(&waf, &own);
    assert_eq!(found(&ssl, &new), 0);
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
    assert_eq!(shown(&waf)["CertType"], 1);
}

#[test]
fn a_domain_is_not_shown_whose_certificate_was_deleted_all_the_same() {
    let waf = one();
    let ssl = waf.beside(&SSL);
    let id = upload(&waf, "wildcard");
    modify(&waf, &by_id(&id));
    let mut state = ssl.state();
    state["certificates"] = json!([]);
    ssl.put(&state);
    assert_eq!(waf.refuse(SHOW, &name()), "InvalidParameter.QueryCertBySSLIDFailed");
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let waf = Client::of(Mock::with(config), &WAF);
    waf.put(&json!({ "domains": [domain()] }));
    let ssl = waf.beside(&SSL);
    let (one, other) = (upload(&waf, "wildcard"), upload(&waf, "rsa-2048"));
    for _ in 0..2 {
        modify(&waf, &by_id(&one));
        assert_eq!(has(&waf), one);
        deploy(&ssl, &other);
        assert_eq!(has(&waf), other);
        // What is changed beside it leaves it as it is.
        modify(&waf, &json!({ "Note": "note" }));
        assert_eq!(has(&waf), other);
        deploy(&ssl, &one);
        // Uploading settles what is over.
        upload(&waf, "several-names");
        assert_eq!((has(&waf), found(&ssl, &one)), (json!(one), 1));
        let (at_waf, at_ssl) = (waf.state(), ssl.state());
        waf.put(&at_waf);
        ssl.put(&at_ssl);
        assert_eq!((has(&waf), found(&ssl, &one)), (json!(one), 1));
    }
}

#[test]
fn a_domain_has_the_former_certificate_until_a_deployment_is_over_and_after_one_that_failed() {
    for end in [End::Success, End::Failure] {
        let script = Script { pace: Pace::Reads(2), end };
        let paces = Paces::default().with("tencent_ssl.deploy", script);
        let waf = Client::of(Mock::with(Config { paces, ..Config::default() }), &WAF);
        waf.put(&json!({ "domains": [domain()] }));
        let ssl = waf.beside(&SSL);
        let (old, new) = (upload(&waf, "wildcard"), upload(&waf, "rsa-2048"));
        modify(&waf, &by_id(&old));
        deploy(&ssl, &new);
        for _ in 0..2 {
            assert_eq!(has(&waf), old);
        }
        let wanted = if end == End::Success { &new } else { &old };
        assert_eq!(has(&waf), **wanted);
    }
}

#[test]
fn a_rollback_gives_a_domain_its_former_certificate() {
    let waf = one();
    let ssl = waf.beside(&SSL);
    let (old, new) = (upload(&waf, "wildcard"), upload(&waf, "rsa-2048"));
    modify(&waf, &by_id(&old));
    let record = deploy(&ssl, &new)["DeployRecordId"].clone();
    assert_eq!(has(&waf), new);
    ssl.ask("DeployCertificateRecordRollback", &json!({ "DeployRecordId": record }));
    assert_eq!((has(&waf), found(&ssl, &old)), (json!(old), 1));
}
