//! What a domain has, as VOD and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{DOMAIN, bind, domain, has, paced, put, upload, with_two};
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, VOD};

fn deploy(ssl: &Client, id: &str) -> Value {
    let parameters =
        json!({ "CertificateId": id, "ResourceType": "vod", "InstanceIdList": [DOMAIN] });
    ssl.ask("DeployCertificateInstance", &parameters)["DeployRecordId"].clone()
}

fn update(ssl: &Client, old: &str, new: &str) -> Value {
    let parameters =
        json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["vod"] });
    ssl.ask("UpdateCertificateInstance", &parameters)["DeployRecordId"].clone()
}

/// How many domains a search finds to have a certificate.
fn found(ssl: &Client, id: &str) -> u64 {
    let task = ssl.ask(
        "CreateCertificateBindResourceSyncTask",
        &json!({ "CertificateIds": [id], "IsCache": 0 }),
    );
    let task = task["CertTaskIds"][0]["TaskId"].clone();
    let result =
        ssl.ask("DescribeCertificateBindResourceTaskResult", &json!({ "TaskIds": [task] }));
    let kinds = result["SyncTaskBindResourceResult"][0]["BindResourceResult"].clone();
    kinds[0]["BindResourceRegionResult"][0]["TotalCount"].as_u64().unwrap_or(0)
}

#[test]
fn a_certificate_goes_its_whole_way_through_ssl_and_vod() {
    let vod = with_two();
    let ssl = vod.beside(&SSL);
    let (old, new) = (upload(&vod, "wildcard"), upload(&vod, "rsa-2048"));
    // Deployed by SSL, read at VOD.
    let record = deploy(&ssl, &old);
    assert_eq!(has(&vod), old);
    let record = json!({ "DeployRecordId": record.to_string() });
    assert_eq!(ssl.ask("DescribeHostDeployRecordDetail", &record)["SuccessTotalCount"], 1);
    // Written at VOD, read at SSL.
    bind(&vod, &new);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
    let resources = json!({ "CertificateIds": [old, new], "ResourceType": "vod" });
    let resources = ssl.ask("DescribeDeployedResources", &resources)["DeployedResources"].clone();
    assert_eq!((&resources[0]["Count"], &resources[1]["Resources"]), (&json!(0), &json!([DOMAIN])));
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [new] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["vod"]));
    // Renewed by SSL, taken back, and renewed again.
    let record = update(&ssl, &new, &old);
    assert_eq!(has(&vod), old);
    ssl.ask("UpdateCertificateRecordRollback", &json!({ "DeployRecordId": record }));
    assert_eq!(has(&vod), new);
    // Not deleted while a domain has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    vod.ask("SetVodDomainCertificate", &json!({ "Domain": DOMAIN, "Operation": "Clear" }));
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let vod = Client::of(Mock::with(config), &VOD);
    put(&vod, &json!([{ "name": DOMAIN }]));
    let ssl = vod.beside(&SSL);
    let (one, other) = (upload(&vod, "wildcard"), upload(&vod, "rsa-2048"));
    for _ in 0..2 {
        bind(&vod, &one);
        assert_eq!(has(&vod), one);
        deploy(&ssl, &other);
        assert_eq!(has(&vod), other);
        // Uploading settles what is over.
        upload(&vod, "several-names");
        let (at_vod, at_ssl) = (vod.state(), ssl.state());
        vod.put(&at_vod);
        ssl.put(&at_ssl);
        assert_eq!((has(&vod), found(&ssl, &other)), (json!(other), 1));
    }
}

#[test]
fn a_domain_is_being_deployed_while_ssl_deploys_to_it_and_has_the_former_certificate() {
    for end in [End::Success, End::Failure] {
        let vod = paced("tencent_ssl.deploy", Script { pace: Pace::Reads(2), end });
        put(&vod, &json!([{ "name": DOMAIN }]));
        let ssl = vod.beside(&SSL);
        let (old, new) = (upload(&vod, "wildcard"), upload(&vod, "rsa-2048"));
        bind(&vod, &old);
        deploy(&ssl, &new);
        let clear = json!({ "Domain": DOMAIN, "Operation": "Clear" });
        let busy = vod.refuse("SetVodDomainCertificate", &clear);
        assert_eq!(busy, "FailedOperation.DomainDeploying");
        for _ in 0..2 {
            let shown = domain(&vod);
            assert_eq!(
                (&shown["DeployStatus"], &shown["HTTPSConfig"]["CloudCertId"]),
                (&json!("Deploying"), &json!(old))
            );
        }
        assert_eq!(domain(&vod)["DeployStatus"], "Online");
        assert_eq!(has(&vod), if end == End::Success { new } else { old });
    }
}

#[test]
fn a_certificate_that_a_domain_is_being_given_is_bound_as_the_former_is() {
    let vod = paced("tencent_vod.deploy", Script { pace: Pace::Reads(1), end: End::Success });
    put(&vod, &json!([{ "name": DOMAIN }]));
    let ssl = vod.beside(&SSL);
    let (old, new) = (upload(&vod, "wildcard"), upload(&vod, "rsa-2048"));
    bind(&vod, &old);
    domain(&vod);
    bind(&vod, &new);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (1, 1));
    domain(&vod);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
}
