//! What a listener or a rule has, as CLB and SSL see it: whichever of the two wrote later.

use certmock::pace::{End, Pace};
use certmock::{Clock, Config};
use serde_json::{Value, json};

use super::{
    BALANCER, MAIL, PLAIN, SNI, begin, bind, bind_domain, listener, of_rules, paced, start, state,
    upload, upload_authority, with,
};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{CLB, Client, SSL};

fn has(clb: &Client) -> Value {
    listener(clb, PLAIN)["Certificate"]["CertId"].clone()
}

/// Asks SSL for a deployment to what is named behind the load balancer.
fn deploy(id: &str, name: &str) -> Value {
    json!({ "CertificateId": id, "ResourceType": "clb", "InstanceIdList": [format!("{BALANCER}|{name}")] })
}

fn update(old: &str, new: &str) -> Value {
    json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["clb"] })
}

/// How many listeners and rules a search finds to have a certificate.
fn found(ssl: &Client, id: &str) -> u64 {
    let task = ssl.ask(
        "CreateCertificateBindResourceSyncTask",
        &json!({ "CertificateIds": [id], "IsCache": 0 }),
    );
    let task = task["CertTaskIds"][0]["TaskId"].clone();
    let result =
        ssl.ask("DescribeCertificateBindResourceTaskResult", &json!({ "TaskIds": [task] }));
    let kinds = result["SyncTaskBindResourceResult"][0]["BindResourceResult"].clone();
    if kinds != json!([]) {
        assert_eq!(kinds[0]["ResourceType"], "clb");
        assert_eq!(kinds[0]["BindResourceRegionResult"][0]["Region"], "ap-guangzhou");
    }
    kinds[0]["BindResourceRegionResult"][0]["TotalCount"].as_u64().unwrap_or(0)
}

#[test]
fn a_certificate_goes_its_whole_way_through_ssl_and_clb() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let (old, new) = (upload(&clb, "wildcard"), upload(&clb, "wildcard"));
    // Deployed by SSL, read at CLB.
    let made = ssl.ask("DeployCertificateInstance", &deploy(&old, PLAIN));
    assert_eq!(has(&clb), old);
    let record = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    let detail = ssl.ask("DescribeHostDeployRecordDetail", &record);
    let item = detail["DeployRecordDetailList"][0].clone();
    assert_eq!((&item["InstanceId"], &item["ListenerId"]), (&json!(BALANCER), &json!(PLAIN)));
    assert_eq!((&item["Protocol"], &item["SniSwitch"]), (&json!("HTTPS"), &json!(0)));
    assert_eq!(item["Domains"], json!(["www.example.com", "api.example.com", "web.example.com"]));
    let again = ssl.refuse("DeployCertificateInstance", &deploy(&old, PLAIN));
    // There are other listeners that it is for.
    assert_eq!(again, "FailedOperation.CertificateNotDeployInstance");
    let counted = json!({ "CertificateIds": [old], "ResourceType": "clb" });
    let deployed = ssl.ask("DescribeDeployedResources", &counted)["DeployedResources"][0].clone();
    assert_eq!((&deployed["Count"], &deployed["ResourceIds"]), (&json!(1), &json!([BALANCER])));
    // Written at CLB, read at SSL.
    bind(&clb, PLAIN, &new);
    bind_domain(&clb, SNI, "www.example.com", &new);
    assert_eq!((found(&ssl, &old), found(&ssl, &new)), (0, 3));
    let list = ssl.ask("DescribeCertificates", &json!({ "CertIds": [new] }));
    assert_eq!(list["Certificates"][0]["BoundResource"], json!(["clb"]));
    // Renewed by SSL, and back again.
    ssl.ask("UpdateCertificateInstance", &update(&new, &old));
    assert_eq!(
        (has(&clb), of_rules(&clb, SNI)),
        (json!(old), vec![json!(old), Value::Null, json!(old)])
    );
    ssl.ask("UpdateCertificateInstance", &update(&old, &new));
    assert_eq!(has(&clb), new);
    // Not deleted while a listener has it; deleted after.
    let delete = |id: &str| json!({ "CertificateId": id });
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&old))["DeleteResult"], true);
    let refused = ssl.refuse("DeleteCertificate", &delete(&new));
    assert_eq!(refused, "FailedOperation.BoundResources");
    let third = upload(&clb, "rsa-2048");
    let certificate = json!({ "CertId": third });
    let all = json!({ "OldCertificateId": new, "Certificate": certificate });
    begin(&clb, "ReplaceCertForLoadBalancers", &all);
    assert_eq!(ssl.ask("DeleteCertificate", &delete(&new))["DeleteResult"], true);
}

#[test]
fn a_deployment_names_a_listener_or_one_domain_of_it() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let id = upload(&clb, "wildcard");
    ssl.ask("DeployCertificateInstance", &deploy(&id, &format!("{SNI}|api.example.com")));
    assert_eq!(of_rules(&clb, SNI), [Value::Null, json!(id), Value::Null]);
    let rest = deploy(&id, &format!("{SNI}|www.example.com"));
    ssl.ask("DeployCertificateInstance", &rest);
    assert_eq!(of_rules(&clb, SNI), [&*id; 3]);
    ssl.ask("DeployCertificateInstance", &deploy(&id, MAIL));
    assert_eq!(listener(&clb, MAIL)["Certificate"]["CertId"], id);
    for name in ["lbl-http1111", "lbl-tcp11111", "lbl-unknown1"] {
        let refused = ssl.refuse("DeployCertificateInstance", &deploy(&id, name));
        assert_eq!(refused, "FailedOperation.CertificateNotDeployInstance", "{name}");
    }
}

#[test]
fn the_later_write_stands_even_where_no_time_passes_and_after_a_state_was_taken_out_and_put_back() {
    let moment = time::macros::datetime!(2026-06-01 00:00 UTC);
    let config = Config { clock: Clock::Frozen(moment), ..Config::default() };
    let clb = Client::of(Mock::with(config), &CLB);
    clb.put(&state());
    let ssl = clb.beside(&SSL);
    let (one, other) = (upload(&clb, "wildcard"), upload(&clb, "wildcard"));
    for _ in 0..2 {
        bind(&clb, PLAIN, &one);
        assert_eq!(has(&clb), one);
        ssl.ask("DeployCertificateInstance", &deploy(&other, PLAIN));
        assert_eq!(has(&clb), other);
        // What is changed beside it leaves it as it is.
        begin(&clb, "ModifyListener", &with(PLAIN, json!({ "ListenerName": "new" })));
        assert_eq!(has(&clb), other);
        // Uploading settles what is over.
        upload(&clb, "several-names");
        assert_eq!((has(&clb), found(&ssl, &other)), (json!(other), 1));
        let (at_clb, at_ssl) = (clb.state(), ssl.state());
        clb.put(&at_clb);
        ssl.put(&at_ssl);
        assert_eq!((has(&clb), found(&ssl, &other)), (json!(other), 1));
        assert_eq!(
            (clb.state(), ssl.state()["deliveries"].clone()),
            (at_clb, at_ssl["deliveries"].clone())
        );
    }
}

#[test]
fn a_domain_that_is_renamed_keeps_what_was_deployed_to_it() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let id = upload(&clb, "wildcard");
    ssl.ask("DeployCertificateInstance", &deploy(&id, &format!("{SNI}|api.example.com")));
    ssl.ask("DeployCertificateInstance", &deploy(&id, PLAIN));
    for listener in [SNI, PLAIN] {
        let more = json!({ "Domain": "api.example.com", "NewDomain": "other.example.com" });
        begin(&clb, "ModifyDomainAttributes", &with(listener, more));
    }
    assert_eq!((of_rules(&clb, SNI)[1].clone(), has(&clb)), (json!(id), json!(id)));
    // So does a listener that begins to tell domains apart.
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "SniSwitch": 1 })));
    assert_eq!(of_rules(&clb, PLAIN), [&*id; 3]);
    assert_eq!(found(&ssl, &id), 4);
}

#[test]
fn a_load_balancer_is_busy_while_ssl_deploys_to_it() {
    for end in [End::Success, End::Failure] {
        let clb = paced("tencent_ssl.deploy", Pace::Reads(2), end);
        let ssl = clb.beside(&SSL);
        let (old, new) = (upload(&clb, "wildcard"), upload(&clb, "wildcard"));
        bind(&clb, PLAIN, &old);
        ssl.ask("DeployCertificateInstance", &deploy(&new, PLAIN));
        let refused = clb.refuse("ModifyListener", &with(MAIL, json!({})));
        assert_eq!(refused, "FailedOperation.ResourceInOperating");
        assert_eq!((has(&clb), has(&clb)), (json!(old), json!(old)));
        let wanted = if end == End::Success { &new } else { &old };
        assert_eq!(has(&clb), **wanted);
        begin(&clb, "ModifyListener", &with(MAIL, json!({})));
    }
}

#[test]
fn an_update_takes_the_place_of_what_it_updates_among_several_and_a_rollback_gives_it_back() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let (rsa, ec, new) =
        (upload(&clb, "rsa-2048"), upload(&clb, "wildcard"), upload(&clb, "wildcard"));
    let authority = upload_authority(&clb);
    let list = json!([{ "CertId": rsa }, { "CertId": ec }, { "CertId": authority }]);
    let several = json!({ "SSLMode": "MUTUAL", "CertList": list });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "MultiCertInfo": several })));
    let shown = || {
        let shown = listener(&clb, PLAIN)["Certificate"].clone();
        (shown["CertId"].clone(), shown["ExtCertIds"].clone(), shown["CertCaId"].clone())
    };
    let with_ext = |id: &str| (json!(rsa), json!([id]), json!(authority));
    assert_eq!(shown(), with_ext(&ec));
    let record = ssl.ask("UpdateCertificateInstance", &update(&ec, &new))["DeployRecordId"].clone();
    assert_eq!(shown(), with_ext(&new));
    assert_eq!((found(&ssl, &ec), found(&ssl, &new), found(&ssl, &authority)), (0, 1, 1));
    ssl.ask("UpdateCertificateRecordRollback", &json!({ "DeployRecordId": record }));
    assert_eq!(shown(), with_ext(&ec));
    // Uploading settles what is over.
    upload(&clb, "several-names");
    assert_eq!(shown(), with_ext(&ec));
}

#[test]
fn a_certificate_that_takes_the_place_of_another_is_bound_once() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let [rsa, old, new, other] =
        ["rsa-2048", "wildcard", "wildcard", "several-names"].map(|name| upload(&clb, name));
    let mut state = clb.state();
    state["load_balancers"][0]["listeners"][0]["certificate"] =
        json!({ "id": rsa, "ext_ids": [old, other, new] });
    clb.put(&state);
    ssl.ask("UpdateCertificateInstance", &update(&old, &new));
    let shown = listener(&clb, PLAIN)["Certificate"].clone();
    assert_eq!((&shown["CertId"], &shown["ExtCertIds"]), (&json!(rsa), &json!([new, other])));
}

#[test]
fn contents_are_updated_in_place_and_taken_back() {
    let clb = start();
    let ssl = clb.beside(&SSL);
    let (id, other) = (upload(&clb, "wildcard"), upload(&clb, "rsa-2048"));
    let list = json!([{ "CertId": other }, { "CertId": id }]);
    let several = json!({ "SSLMode": "UNIDIRECTIONAL", "CertList": list });
    begin(&clb, "ModifyListener", &with(PLAIN, json!({ "MultiCertInfo": several })));
    let parameters = json!({
        "OldCertificateId": id, "ResourceTypes": ["clb"],
        "CertificatePublicKey": pem("several-names.crt"), "CertificatePrivateKey": pem("several-names.key"),
    });
    let made = ssl.ask("UploadUpdateCertificateInstance", &parameters);
    let shown = || {
        let shown = listener(&clb, PLAIN)["Certificate"].clone();
        (shown["CertId"].clone(), shown["ExtCertIds"].clone())
    };
    let same = (json!(other), json!([id]));
    assert_eq!(shown(), same);
    let text = || {
        let detail = ssl.ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
        detail["CertificatePublicKey"].clone()
    };
    assert_eq!(text(), pem("several-names.crt"));
    let record = json!({ "DeployRecordId": made["DeployRecordId"] });
    ssl.ask("UploadUpdateCertificateRecordRollback", &record);
    assert_eq!((text(), shown()), (json!(pem("wildcard.crt")), same));
}
