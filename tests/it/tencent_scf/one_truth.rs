//! What a domain has, as SCF and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace, Paces, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{CREATE, DELETE, DOMAIN, UPDATE, change, domain, https, new, one, show, upload};
use crate::mock::Mock;
use crate::tencent::client::{Client, SCF, SSL};

fn has(scf: &Client) -> Value {
    show(scf)["CertConfig"]["CertificateId"].clone()
}

fn bind(scf: &Client, id: &str) {
    scf.ask(UPDATE, &change(&https(id)));
}

fn update(old: &str, new: &str, region: &str) -> Value {
    json!({
        "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["scf"],
        "ResourceTypesRegions": [{ "ResourceType": "scf", "Regions": [region] }],
    })
}

/// Has SSL move what has a certificate to another.
fn renew(ssl: &Client, old: &str, new: &str) -> Value {
    ssl.ask("UpdateCertificateInstance", &update(old, new, "ap-guangzhou"))
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
        (&json!("scf"), &json!("ap-guangzhou"))
    );
    region["TotalCount"].as_u64().unwrap()
}

#[test]
fn a_certificate_goes_its_whole_way_through_ssl_and_scf() {
    let scf = one();
    let ssl = scf.beside(&SSL);
    let (old, new) = (upload(&scf, "wildcard"), upload(&scf, "rsa-2048"));
    // SSL deploys nothing to a domain by its name.
    let parameters =
        json!({ "CertificateId": old, "ResourceType": "scf", "InstanceIdList": [DOMAIN] });
    let refused = ssl.refuse("DeployCertificateInstance", &parameters);
    assert_eq!(refused, "FailedOperation.CertificateHostResourceTypeInvalid");
    // Written at SCF, read at SSL.
    bind(&scf, &old);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (1, 0));
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [old] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["scf"]));
    // Renewed by SSL where the domain is, and nowhere else; read at SCF.
    let refused = ssl.refuse("UpdateCertificateInstance", &update(&old, &new, "ap-beijing"));
    assert_eq!(refused, "FailedOperation.CertificateDeployInstanceEmpty");
    let record = renew(&ssl, &old, &new)["DeployRecordId"].clone();
    assert_eq!((has(&scf), &show(&scf)["Protocol"]), (json!(new), &json!("HTTP&HTTPS")));
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
    ssl.ask("UpdateCertificateRecordRollback", &json!({ "DeployRecordId": record }));
    assert_eq!(has(&scf), old);
    renew(&ssl, &old, &new);
    // Not deleted while a domain has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    scf.ask(UPDATE, &change(&json!({ "Protocol": "HTTP" })));
    assert_eq!((has(&scf), found(&ssl, &new)), (json!(""), 0));
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let scf = Client::of(Mock::with(config), &SCF);
    scf.put(&json!({ "custom_domains": [domain(DOMAIN)] }));
    let ssl = scf.beside(&SSL);
    let (one, other) = (upload(&scf, "wildcard"), upload(&scf, "rsa-2048"));
    for _ in 0..2 {
        bind(&scf, &one);
        assert_eq!(has(&scf), one);
        renew(&ssl, &one, &other);
        assert_eq!(has(&scf), other);
        // What is changed beside it leaves it as it is.
        scf.ask(UPDATE, &change(&json!({ "Protocol": "HTTPS" })));
        assert_eq!(has(&scf), other);
        renew(&ssl, &other, &one);
        // Uploading settles what is over.
        upload(&scf, "several-names");
        assert_eq!((has(&scf), found(&ssl, &one)), (json!(one), 1));
        let (at_scf, at_ssl) = (scf.state(), ssl.state());
        scf.put(&at_scf);
        ssl.put(&at_ssl);
        assert_eq!((has(&scf), found(&ssl, &one)), (json!(one), 1));
    }
}

#[test]
fn a_domain_has_the_former_certificate_until_an_update_is_over_and_after_one_that_failed() {
    for end in [End::Success, End::Failure] {
        let script = Script { pace: Pace::Reads(2), end };
        let paces = Paces::default().with("tencent_ssl.deploy", script);
        let scf = Client::of(Mock::with(Config { paces, ..Config::default() }), &SCF);
        scf.put(&json!({ "custom_domains": [domain(DOMAIN)] }));
        let ssl = scf.beside(&SSL);
        let (old, new) = (upload(&scf, "wildcard"), upload(&scf, "rsa-2048"));
        bind(&scf, &old);
        renew(&ssl, &old, &new);
        for _ in 0..2 {
            assert_eq!(has(&scf), old);
        }
        let wanted = if end == End::Success { &new } else { &old };
        assert_eq!(has(&scf), **wanted);
    }
}

#[test]
fn a_domain_that_comes_again_has_nothing_of_what_the_one_before_was_moved_to() {
    let scf = one();
    let ssl = scf.beside(&SSL);
    let (old, other) = (upload(&scf, "wildcard"), upload(&scf, "rsa-2048"));
    bind(&scf, &old);
    renew(&ssl, &old, &other);
    scf.ask(DELETE, &json!({ "Domain": DOMAIN }));
    assert_eq!(found(&ssl, &other), 0);
    scf.ask(CREATE, &new(DOMAIN, &json!({})));
    assert_eq!((has(&scf), found(&ssl, &other)), (json!(""), 0));
}
