//! What a domain has, as CDN and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace, Script};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{bind, config, paced, upload, with};
use crate::mock::Mock;
use crate::tencent::client::{CDN, Client, SSL};

const DOMAIN: &str = "www.example.com";

fn one() -> Value {
    json!([{ "domain": DOMAIN, "created": "2026-01-01T00:00:00Z" }])
}

fn has(cdn: &Client) -> Value {
    config(cdn, DOMAIN)["Https"]["CertInfo"]["CertId"].clone()
}

fn deploy(id: &str, name: &str) -> Value {
    json!({ "CertificateId": id, "ResourceType": "cdn", "InstanceIdList": [name] })
}

fn update(old: &str, new: &str) -> Value {
    json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["cdn"] })
}

/// The domains that have a certificate, as the list of SSL's own has it.
fn listed(ssl: &Client, parameters: &Value) -> Vec<String> {
    let reply = ssl.ask("DescribeHostCdnInstanceList", parameters);
    let list = reply["InstanceList"].as_array().unwrap();
    assert_eq!(reply["TotalCount"], list.len());
    list.iter().map(|each| each["Domain"].as_str().unwrap().to_owned()).collect()
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
fn a_certificate_goes_its_whole_way_through_ssl_and_cdn() {
    let cdn = with(&one());
    let ssl = cdn.beside(&SSL);
    let (old, new) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
    assert_eq!(listed(&ssl, &json!({ "CertificateId": old })), [DOMAIN]);
    // Deployed by SSL, read at CDN; HTTPS is on with it, and is billed.
    let made = ssl.ask("DeployCertificateInstance", &deploy(&old, &format!("{DOMAIN}|off")));
    let shown = config(&cdn, DOMAIN);
    assert_eq!(shown["Https"]["CertInfo"]["CertId"], old);
    assert_eq!(
        (&shown["Https"]["Switch"], &shown["Https"]["SslStatus"]),
        (&json!("on"), &json!("deployed"))
    );
    assert_eq!(shown["HttpsBilling"]["Switch"], "off");
    let item =
        ssl.ask("DescribeHostCdnInstanceList", &json!({ "OldCertificateId": old }))["InstanceList"]
            [0]
        .clone();
    assert_eq!(
        item,
        json!({ "Domain": DOMAIN, "CertId": old, "Status": "online", "HttpsBillingSwitch": "off" })
    );
    let record = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    assert_eq!(ssl.ask("DescribeHostDeployRecordDetail", &record)["SuccessTotalCount"], 1);
    assert_eq!(listed(&ssl, &json!({ "CertificateId": old })), [""; 0]);
    let again = ssl.refuse("DeployCertificateInstance", &deploy(&old, DOMAIN));
    assert_eq!(again, "FailedOperation.CertificateDeployInstanceEmpty");
    // Written at CDN, read at SSL.
    bind(&cdn, DOMAIN, &new);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 1));
    assert_eq!(listed(&ssl, &json!({ "OldCertificateId": new })), [DOMAIN]);
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [new] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["cdn"]));
    // Renewed by SSL, and back again.
    ssl.ask("UpdateCertificateInstance", &update(&new, &old));
    assert_eq!(has(&cdn), old);
    ssl.ask("UpdateCertificateInstance", &update(&old, &new));
    assert_eq!(has(&cdn), new);
    // Not deleted while a domain has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    cdn.ask("StopCdnDomain", &json!({ "Domain": DOMAIN }));
    cdn.ask("DeleteCdnDomain", &json!({ "Domain": DOMAIN }));
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let cdn = Client::of(Mock::with(config), &CDN);
    cdn.put(&json!({ "domains": one() }));
    let ssl = cdn.beside(&SSL);
    let (one, other) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
    for _ in 0..2 {
        bind(&cdn, DOMAIN, &one);
        assert_eq!(has(&cdn), one);
        ssl.ask("DeployCertificateInstance", &deploy(&other, DOMAIN));
        assert_eq!(has(&cdn), other);
        // What is changed beside it leaves it as it is.
        cdn.ask("UpdateDomainConfig", &json!({ "Domain": DOMAIN, "ProjectId": 0 }));
        assert_eq!(has(&cdn), other);
        // Uploading settles what is over.
        upload(&cdn, "several-names");
        assert_eq!((has(&cdn), found(&ssl, &other)), (json!(other), 1));
        let (at_cdn, at_ssl) = (cdn.state(), ssl.state());
        cdn.put(&at_cdn);
        ssl.put(&at_ssl);
        assert_eq!((has(&cdn), found(&ssl, &other)), (json!(other), 1));
        assert_eq!(
            (cdn.state(), ssl.state()["deliveries"].clone()),
            (at_cdn, at_ssl["deliveries"].clone())
        );
    }
}

#[test]
fn a_domain_is_busy_while_ssl_deploys_to_it_and_has_the_former_certificate() {
    for end in [End::Success, End::Failure] {
        let cdn = paced("tencent_ssl.deploy", Script { pace: Pace::Reads(2), end });
        cdn.put(&json!({ "domains": one() }));
        let ssl = cdn.beside(&SSL);
        let (old, new) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
        bind(&cdn, DOMAIN, &old);
        let made = ssl.ask("DeployCertificateInstance", &deploy(&new, DOMAIN));
        let again = ssl.ask("DeployCertificateInstance", &deploy(&new, DOMAIN));
        assert_eq!(
            (&again["DeployRecordId"], &again["DeployStatus"]),
            (&made["DeployRecordId"], &json!(0))
        );
        let name = json!({ "Domain": DOMAIN });
        for action in ["UpdateDomainConfig", "StopCdnDomain"] {
            assert_eq!(cdn.refuse(action, &name), "ResourceInUse.CdnOpInProgress");
        }
        for _ in 0..2 {
            let shown = config(&cdn, DOMAIN);
            assert_eq!(
                (&shown["Status"], &shown["Https"]["SslStatus"]),
                (&json!("processing"), &json!("deploying"))
            );
            assert_eq!(shown["Https"]["CertInfo"]["CertId"], old);
        }
        let shown = config(&cdn, DOMAIN);
        assert_eq!(
            (&shown["Status"], &shown["Https"]["SslStatus"]),
            (&json!("online"), &json!("deployed"))
        );
        let wanted = if end == End::Success { &new } else { &old };
        assert_eq!(shown["Https"]["CertInfo"]["CertId"], **wanted);
        assert_eq!(listed(&ssl, &json!({ "OldCertificateId": wanted })), [DOMAIN]);
    }
}

#[test]
fn a_domain_that_comes_again_has_nothing_of_what_was_deployed_to_the_one_before() {
    let cdn = with(&one());
    let ssl = cdn.beside(&SSL);
    let id = upload(&cdn, "wildcard");
    ssl.ask("DeployCertificateInstance", &deploy(&id, DOMAIN));
    cdn.ask("StopCdnDomain", &json!({ "Domain": DOMAIN }));
    cdn.ask("DeleteCdnDomain", &json!({ "Domain": DOMAIN }));
    assert_eq!(found(&ssl, &id), 0);
    let origin = json!({ "OriginType": "ip", "Origins": ["1.1.1.1"] });
    cdn.ask("AddCdnDomain", &json!({ "Domain": DOMAIN, "ServiceType": "web", "Origin": origin }));
    assert_eq!(config(&cdn, DOMAIN)["Https"]["CertInfo"], Value::Null);
    assert_eq!(found(&ssl, &id), 0);
}

#[test]
fn a_retry_comes_later_than_what_was_deployed_or_written_before_it() {
    let cdn = paced("tencent_ssl.deploy", Script { pace: Pace::Immediate, end: End::Failed(1) });
    let created = "2026-01-01T00:00:00Z";
    cdn.put(&json!({ "domains": [
        { "domain": DOMAIN, "created": created },
        { "domain": "api.example.com", "created": created },
    ]}));
    let ssl = cdn.beside(&SSL);
    let (first, second) = (upload(&cdn, "wildcard"), upload(&cdn, "wildcard"));
    // Of each deployment what is named first fails.
    let names = |id: &str, names: [&str; 2]| {
        let parameters =
            json!({ "CertificateId": id, "ResourceType": "cdn", "InstanceIdList": names });
        ssl.ask("DeployCertificateInstance", &parameters)["DeployRecordId"].clone()
    };
    let record = names(&first, [DOMAIN, "api.example.com"]);
    names(&second, ["api.example.com", DOMAIN]);
    assert_eq!(has(&cdn), second);
    ssl.ask("DeployCertificateRecordRetry", &json!({ "DeployRecordId": record }));
    assert_eq!(has(&cdn), first);
    assert_eq!(listed(&ssl, &json!({ "OldCertificateId": second })), [""; 0]);
    // Uploading settles what is over.
    upload(&cdn, "several-names");
    assert_eq!(has(&cdn), first);
    bind(&cdn, DOMAIN, &second);
    assert_eq!(has(&cdn), second);
}

#[test]
fn a_rollback_gives_a_domain_its_former_certificate_until_somebody_writes_another() {
    let cdn = with(&one());
    let ssl = cdn.beside(&SSL);
    let (old, new) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
    bind(&cdn, DOMAIN, &old);
    for action in ["DeployCertificateInstance", "UpdateCertificateInstance"] {
        let change = if action == "DeployCertificateInstance" {
            deploy(&new, &format!("{DOMAIN}|off"))
        } else {
            update(&old, &new)
        };
        let record = ssl.ask(action, &change)["DeployRecordId"].clone();
        assert_eq!(has(&cdn), new);
        let undo = action.replace("Instance", "RecordRollback");
        ssl.ask(&undo, &json!({ "DeployRecordId": record }));
        assert_eq!(has(&cdn), old);
        assert_eq!(listed(&ssl, &json!({ "OldCertificateId": old })), [DOMAIN]);
        // Uploading settles what is over.
        upload(&cdn, "several-names");
        assert_eq!(has(&cdn), old);
    }
    bind(&cdn, DOMAIN, &new);
    assert_eq!(has(&cdn), new);
}

#[test]
fn a_deployment_does_not_stand_over_a_state_that_is_given_to_cdn_after_it() {
    let cdn = with(&one());
    let ssl = cdn.beside(&SSL);
    let (old, new) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
    ssl.ask("DeployCertificateInstance", &deploy(&old, DOMAIN));
    assert_eq!(has(&cdn), old);
    // Given with SSL's, a state has what it had.
    let state = cdn.mock.request("GET", "/_certmock/state").send().expect(200);
    cdn.mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    assert_eq!((has(&cdn), found(&ssl, &old)), (json!(old), 1));
    // Alone it has what it says.
    cdn.put(&json!({ "domains": one() }));
    assert_eq!((has(&cdn), found(&ssl, &old)), (Value::Null, 0));
    ssl.ask("DeployCertificateInstance", &deploy(&new, DOMAIN));
    assert_eq!((has(&cdn), found(&ssl, &new)), (json!(new), 1));
}

#[test]
fn a_deployment_after_a_state_that_is_given_to_ssl_is_the_later_one() {
    let cdn = with(&one());
    let ssl = cdn.beside(&SSL);
    let (old, new) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
    let before = ssl.state();
    for id in [&old, &new, &old] {
        ssl.ask("DeployCertificateInstance", &deploy(id, DOMAIN));
    }
    // CDN notes which of SSL's deployments its own change came after.
    bind(&cdn, DOMAIN, &new);
    ssl.put(&before);
    assert_eq!(has(&cdn), new);
    ssl.ask("DeployCertificateInstance", &deploy(&old, DOMAIN));
    assert_eq!((has(&cdn), found(&ssl, &old)), (json!(old), 1));
}

#[test]
fn a_deployment_is_the_later_one_whatever_numbers_a_state_of_elsewhere_has_noted() {
    let cdn = with(&json!([
        { "domain": DOMAIN, "created": "2026-01-01T00:00:00Z", "deployment": 57 }
    ]));
    let ssl = cdn.beside(&SSL);
    let id = upload(&cdn, "wildcard");
    ssl.ask("DeployCertificateInstance", &deploy(&id, DOMAIN));
    assert_eq!((has(&cdn), found(&ssl, &id)), (json!(id), 1));
}

/// A domain whose change goes on, with that end, while SSL deploys to it; the id of what SSL deployed.
fn deployed_to_during_a_change(end: End) -> (Client, String) {
    let cdn = paced("tencent_cdn.deploy", Script { pace: Pace::Reads(3), end });
    cdn.put(&json!({ "domains": one() }));
    let ssl = cdn.beside(&SSL);
    let (old, new) = (upload(&cdn, "wildcard"), upload(&cdn, "rsa-2048"));
    bind(&cdn, DOMAIN, &old);
    ssl.ask("DeployCertificateInstance", &deploy(&new, DOMAIN));
    (cdn, new)
}

#[test]
fn work_that_goes_on_while_ssl_deploys_ends_when_it_was_looked_at_often_enough() {
    let (cdn, new) = deployed_to_during_a_change(End::Success);
    let status = || config(&cdn, DOMAIN)["Status"].clone();
    let seen: Vec<_> = (0..6).map(|_| status()).collect();
    assert_eq!(seen.last().unwrap(), "online", "{seen:?}");
    assert_eq!(has(&cdn), new);
}

#[test]
fn a_change_that_fails_takes_nothing_back_that_ssl_deployed_meanwhile() {
    let (cdn, new) = deployed_to_during_a_change(End::Failure);
    // A write that is refused notes what was deployed.
    let refused = cdn.refuse("StopCdnDomain", &json!({ "Domain": DOMAIN }));
    assert_eq!(refused, "ResourceInUse.CdnOpInProgress");
    for _ in 0..4 {
        config(&cdn, DOMAIN);
    }
    assert_eq!(has(&cdn), new);
}

#[test]
fn a_certificate_is_not_deleted_while_it_is_deployed() {
    let cdn = with(&one());
    let script = json!({ "certmock": 1, "pace": { "tencent_ssl.deploy": { "reads": 3 } } });
    let slowly = cdn.mock.request("POST", "/_certmock/fixtures").json(&script).send();
    assert_eq!(slowly.status, 200, "{}", slowly.text());
    let ssl = cdn.beside(&SSL);
    let id = upload(&cdn, "wildcard");
    ssl.ask("DeployCertificateInstance", &deploy(&id, DOMAIN));
    let refused = ssl.refuse("DeleteCertificate", &json!({ "CertificateId": id }));
    assert_eq!(refused, "FailedOperation.BoundResources");
}
