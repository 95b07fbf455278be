//! What a host has, as `EdgeOne` and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{HOST, ZONE, bind, change, domain, has, paced, put, sorted, upload, upload_ca, with};
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, TEO};

fn one() -> Value {
    json!([{ "name": HOST }])
}

fn deploy(ssl: &Client, id: &str) -> Value {
    let parameters =
        json!({ "CertificateId": id, "ResourceType": "teo", "InstanceIdList": [HOST] });
    ssl.ask("DeployCertificateInstance", &parameters)["DeployRecordId"].clone()
}

fn update(ssl: &Client, old: &str, new: &str) -> Value {
    let parameters =
        json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["teo"] });
    ssl.ask("UpdateCertificateInstance", &parameters)["DeployRecordId"].clone()
}

/// How many hosts a search finds to have a certificate.
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
fn a_certificate_goes_its_whole_way_through_ssl_and_edgeone() {
    let teo = with(&one());
    let ssl = teo.beside(&SSL);
    let (old, new) = (upload(&teo, "wildcard"), upload(&teo, "several-names"));
    // Deployed by SSL, read at EdgeOne.
    let record = deploy(&ssl, &old);
    let shown = domain(&teo, HOST);
    assert_eq!(
        (&shown["DomainStatus"], &shown["Certificate"]["Mode"]),
        (&json!("online"), &json!("sslcert"))
    );
    assert_eq!(has(&teo, HOST), sorted(&[&old]));
    let record = json!({ "DeployRecordId": record.to_string() });
    assert_eq!(ssl.ask("DescribeHostDeployRecordDetail", &record)["SuccessTotalCount"], 1);
    let again = json!({ "CertificateId": old, "ResourceType": "teo", "InstanceIdList": [HOST] });
    let again = ssl.refuse("DeployCertificateInstance", &again);
    assert_eq!(again, "FailedOperation.CertificateDeployInstanceEmpty");
    let uncovered =
        json!({ "CertificateId": new, "ResourceType": "teo", "InstanceIdList": [HOST] });
    let uncovered = ssl.refuse("DeployCertificateInstance", &uncovered);
    assert_eq!(uncovered, "FailedOperation.CertificateDeployInstanceEmpty");
    // Written at EdgeOne, read at SSL.
    let new = upload(&teo, "rsa-2048");
    bind(&teo, HOST, &[&new]);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
    let resources = json!({ "CertificateIds": [old, new], "ResourceType": "teo" });
    let resources = ssl.ask("DescribeDeployedResources", &resources)["DeployedResources"].clone();
    assert_eq!((&resources[0]["Count"], &resources[1]["Resources"]), (&json!(0), &json!([HOST])));
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [new] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["teo"]));
    // Renewed by SSL, whatever the algorithm, and back again.
    update(&ssl, &new, &old);
    assert_eq!(has(&teo, HOST), sorted(&[&old]));
    update(&ssl, &old, &new);
    assert_eq!(has(&teo, HOST), sorted(&[&new]));
    // Not deleted while a host has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &json!({ "Mode": "disable" })));
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
}

#[test]
fn a_deployment_takes_the_place_of_what_has_its_algorithm_and_leaves_the_other() {
    let teo = with(&one());
    let ssl = teo.beside(&SSL);
    let (rsa, ecc) = (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"));
    let (other_rsa, other_ecc) = (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"));
    // One after the other, with nothing written between.
    deploy(&ssl, &rsa);
    deploy(&ssl, &ecc);
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &ecc]));
    assert_eq!((found(&ssl, &rsa), found(&ssl, &ecc)), (1, 1));
    let renewal = deploy(&ssl, &other_ecc);
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other_ecc]));
    // The record has the one that was replaced, and goes back to that.
    let record = json!({ "DeployRecordId": renewal.to_string() });
    let detail = ssl.ask("DescribeHostDeployRecordDetail", &record);
    assert_eq!(detail["DeployRecordDetailList"][0]["OldCertId"], ecc, "{detail:#}");
    ssl.ask("DeployCertificateRecordRollback", &json!({ "DeployRecordId": renewal }));
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &ecc]));
    // The old id of either is right.
    update(&ssl, &ecc, &other_ecc);
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other_ecc]));
    let back = update(&ssl, &rsa, &other_rsa);
    assert_eq!(has(&teo, HOST), sorted(&[&other_rsa, &other_ecc]));
    ssl.ask("UpdateCertificateRecordRollback", &json!({ "DeployRecordId": back }));
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other_ecc]));
    // What SSL no longer counts as bound can be deleted, and nothing else.
    let delete = |id: &str| json!({ "CertificateId": id });
    for id in [&rsa, &other_ecc] {
        let refused = ssl.refuse("DeleteCertificate", &delete(id));
        assert_eq!(refused, "FailedOperation.BoundResources");
    }
    for id in [&ecc, &other_rsa] {
        assert_eq!(ssl.ask("DeleteCertificate", &delete(id))["DeleteResult"], true);
    }
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other_ecc]));
}

#[test]
fn a_first_certificate_of_an_algorithm_has_nothing_to_go_back_to() {
    let teo = with(&one());
    let ssl = teo.beside(&SSL);
    let (rsa, ecc) = (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"));
    deploy(&ssl, &rsa);
    let record = deploy(&ssl, &ecc);
    let undo = json!({ "DeployRecordId": record });
    let refused = ssl.refuse("DeployCertificateRecordRollback", &undo);
    assert_eq!(refused, "FailedOperation.CertificateDeployRollbackStatusInvalid");
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &ecc]));
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let teo = Client::of(Mock::with(config), &TEO);
    put(&teo, json!({}), &one());
    let ssl = teo.beside(&SSL);
    let (rsa, ecc, other) =
        (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"), upload(&teo, "wildcard"));
    for _ in 0..2 {
        bind(&teo, HOST, &[&ecc]);
        assert_eq!(has(&teo, HOST), sorted(&[&ecc]));
        deploy(&ssl, &rsa);
        deploy(&ssl, &other);
        assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other]));
        // What is changed beside them leaves them as they are.
        teo.ask("ModifyHostsCertificate", &change(&[HOST], &json!({})));
        // Uploading settles what is over.
        upload(&teo, "several-names");
        assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other]));
        let (at_teo, at_ssl) = (teo.state(), ssl.state());
        teo.put(&at_teo);
        ssl.put(&at_ssl);
        assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other]));
        assert_eq!((found(&ssl, &rsa), found(&ssl, &ecc)), (1, 0));
    }
}

#[test]
fn a_host_is_busy_while_ssl_deploys_to_it_and_has_the_former_certificate() {
    for end in [End::Success, End::Failure] {
        let teo = paced("tencent_ssl.deploy", Script { pace: Pace::Reads(2), end });
        put(&teo, json!({}), &one());
        let ssl = teo.beside(&SSL);
        let (old, new) = (upload(&teo, "wildcard"), upload(&teo, "wildcard"));
        bind(&teo, HOST, &[&old]);
        deploy(&ssl, &new);
        let refused =
            teo.refuse("ModifyHostsCertificate", &change(&[HOST], &json!({ "Mode": "disable" })));
        assert_eq!(refused, "InvalidParameter.ActionInProgress");
        for _ in 0..2 {
            let shown = domain(&teo, HOST);
            assert_eq!(shown["DomainStatus"], "process");
            assert_eq!(shown["Certificate"]["List"][0]["CertId"], old);
        }
        assert_eq!(domain(&teo, HOST)["DomainStatus"], "online");
        let wanted = if end == End::Success { new } else { old };
        assert_eq!(has(&teo, HOST), [wanted]);
    }
}

#[test]
fn a_retry_leaves_what_came_since_of_the_other_algorithm() {
    let teo = paced("tencent_ssl.deploy", Script { pace: Pace::Immediate, end: End::Failed(1) });
    put(&teo, json!({}), &json!([{ "name": HOST }, { "name": "api.example.com" }]));
    let ssl = teo.beside(&SSL);
    let (rsa, ecc) = (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"));
    let failed = deploy(&ssl, &rsa);
    assert_eq!(has(&teo, HOST), [""; 0]);
    // Of what is deployed together, the first fails.
    let both = json!({
        "CertificateId": ecc, "ResourceType": "teo", "InstanceIdList": ["api.example.com", HOST],
    });
    ssl.ask("DeployCertificateInstance", &both);
    assert_eq!(has(&teo, HOST), sorted(&[&ecc]));
    ssl.ask("DeployCertificateRecordRetry", &json!({ "DeployRecordId": failed }));
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &ecc]));
}

#[test]
fn an_authority_of_a_hosts_clients_is_bound_and_stays_where_ssl_deploys() {
    let teo = with(&one());
    let ssl = teo.beside(&SSL);
    let (ecc, ca) = (upload(&teo, "wildcard"), upload_ca(&teo));
    let client = json!({ "Switch": "on", "CertInfos": [{ "CertId": ca }] });
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &json!({ "ClientCertInfo": client })));
    assert_eq!(found(&ssl, &ca), 1);
    deploy(&ssl, &ecc);
    assert_eq!(has(&teo, HOST), [ecc]);
    let shown = domain(&teo, HOST)["Certificate"]["ClientCertInfo"].clone();
    assert_eq!((&shown["Switch"], &shown["CertInfos"][0]["CertId"]), (&json!("on"), &json!(ca)));
    let refused = ssl.refuse("DeleteCertificate", &json!({ "CertificateId": ca }));
    assert_eq!(refused, "FailedOperation.BoundResources");
}

#[test]
fn what_ssl_deploys_takes_the_place_of_a_certificate_of_edgeones_own() {
    let teo = with(&one());
    let ssl = teo.beside(&SSL);
    let ecc = upload(&teo, "wildcard");
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &json!({ "Mode": "eofreecert" })));
    assert_eq!(has(&teo, HOST).len(), 1);
    deploy(&ssl, &ecc);
    let shown = domain(&teo, HOST)["Certificate"].clone();
    assert_eq!((&shown["Mode"], has(&teo, HOST)), (&json!("sslcert"), vec![ecc]));
    let zone = teo.ask("DescribeHostsSetting", &json!({ "ZoneId": ZONE }));
    assert_eq!(zone["DetailHosts"][0]["Https"]["CertInfo"].as_array().unwrap().len(), 1);
}

#[test]
fn a_change_that_fails_leaves_nothing_of_its_own_beside_what_ssl_deployed_meanwhile() {
    for (pace, end) in [
        (Pace::Manual, End::Failure),
        (Pace::Reads(1), End::Failure),
        (Pace::Reads(1), End::Success),
    ] {
        let teo = paced("tencent_teo.deploy", Script { pace, end });
        let (rsa, ecc) = (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"));
        let other = upload(&teo, "rsa-2048");
        put(&teo, json!({}), &json!([{ "name": HOST, "certificates": [{ "id": rsa }] }]));
        let ssl = teo.beside(&SSL);
        // One of the other algorithm, in the place of what the host has.
        bind(&teo, HOST, &[&ecc]);
        deploy(&ssl, &other);
        // While the change goes on the host shows what it leads to.
        assert_eq!(has(&teo, HOST), sorted(&[&ecc, &other]));
        let wanted = match (pace, end) {
            (Pace::Reads(_), End::Failure) => sorted(&[&other]),
            _ => sorted(&[&ecc, &other]),
        };
        // Uploading settles what is over.
        for _ in 0..2 {
            assert_eq!(has(&teo, HOST), wanted);
            upload(&teo, "several-names");
        }
    }
}

#[test]
fn a_change_that_fails_leaves_what_the_host_had_of_the_other_algorithm() {
    let teo = paced("tencent_teo.deploy", Script { pace: Pace::Reads(1), end: End::Failure });
    let (rsa, ecc, other) =
        (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"), upload(&teo, "wildcard"));
    put(&teo, json!({}), &json!([{ "name": HOST, "certificates": [{ "id": rsa }] }]));
    let ssl = teo.beside(&SSL);
    bind(&teo, HOST, &[&ecc]);
    deploy(&ssl, &other);
    assert_eq!(has(&teo, HOST), sorted(&[&other]));
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &other]));
}
