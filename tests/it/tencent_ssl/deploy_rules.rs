//! Which instances a deployment takes, and how an update is asked for until it has begun.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::Client;

fn upload(ssl: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")),
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

/// A wildcard's certificate, in an account with those instances.
fn with(ssl: &Client, resources: Value) -> String {
    let id = upload(ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] = resources;
    ssl.put(&state);
    id
}

fn deploy(id: &str, kind: &str, instances: &[&str]) -> Value {
    json!({ "CertificateId": id, "ResourceType": kind, "InstanceIdList": instances })
}

fn not_to(name: &str) -> (String, String) {
    let words = format!("证书不可以部署到实例下: {name}，请您核对证书域名与云资源实例是否匹配。");
    ("FailedOperation.CertificateNotDeployInstance".to_owned(), words)
}

const EMPTY: &str = "FailedOperation.CertificateDeployInstanceEmpty";

#[test]
fn a_list_in_which_one_instance_has_the_certificate_already_is_refused_with_its_name() {
    let ssl = Client::ssl();
    let id = with(
        &ssl,
        json!([
            { "type": "cdn", "domains": ["a.example.com"] },
            { "type": "cdn", "domains": ["b.example.com"] },
            { "type": "cdn", "domains": ["c.example.com"] },
        ]),
    );
    ssl.ask("DeployCertificateInstance", &deploy(&id, "cdn", &["a.example.com"]));
    let refused =
        |names: &[&str]| ssl.refuse_saying("DeployCertificateInstance", &deploy(&id, "cdn", names));
    assert_eq!(refused(&["a.example.com", "b.example.com"]), not_to("a.example.com"));
    assert_eq!(refused(&["b.example.com", "a.example.com"]), not_to("a.example.com"));
    assert_eq!(
        refused(&["b.example.com", "a.example.com|on", "c.example.com"]),
        not_to("a.example.com|on")
    );
    assert_eq!(refused(&["a.example.com"]), not_to("a.example.com"));
    // Nothing was deployed.
    let records = ssl.ask("DescribeHostDeployRecord", &json!({ "CertificateId": id }));
    assert_eq!(records["TotalCount"], 1);
    ssl.ask("DeployCertificateInstance", &deploy(&id, "cdn", &["b.example.com", "c.example.com"]));
    // None is left: nothing is read of the names any more.
    for names in [&["a.example.com", "b.example.com"][..], &["a.example.com"], &["a|b|c"]] {
        assert_eq!(refused(names).0, EMPTY);
    }
}

#[test]
fn an_instance_that_is_named_twice_is_deployed_to_once() {
    let ssl = Client::ssl();
    let id = with(&ssl, json!([{ "type": "cdn", "domains": ["a.example.com"] }]));
    let names = ["a.example.com", "a.example.com|on", "a.example.com"];
    let made = ssl.ask("DeployCertificateInstance", &deploy(&id, "cdn", &names));
    let record = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    assert_eq!(ssl.ask("DescribeHostDeployRecordDetail", &record)["TotalCount"], 1);
}

#[test]
fn an_authoritys_certificate_is_deployed_to_nothing() {
    let ssl = Client::ssl();
    let resources = json!([
        { "type": "cdn", "domains": ["a.example.com"] },
        { "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "listener_id": "lbl-1",
          "protocol": "TCP_SSL" },
    ]);
    with(&ssl, resources);
    let authority = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let id = ssl.ask("UploadCertificate", &authority)["CertificateId"].clone();
    let id = id.as_str().unwrap();
    for (kind, name) in [("cdn", "a.example.com"), ("clb", "lb-1|lbl-1")] {
        let refused = ssl.refuse("DeployCertificateInstance", &deploy(id, kind, &[name]));
        assert_eq!(refused, "FailedOperation.CertificateNotAvailable");
    }
}

#[test]
fn a_malformed_name_is_named_with_the_right_form() {
    let ssl = Client::ssl();
    let eligible =
        |kind| json!({ "type": kind, "region": "ap-guangzhou", "domains": ["a.example.com"] });
    let kinds = ["cos", "clb", "tke", "ddos", "mqtt"];
    let id = with(&ssl, kinds.map(eligible).into_iter().collect());
    for (kind, name, form) in [
        ("cos", "s.456.zone", "Region|Bucket|Domain"),
        ("clb", "lb-1", "LoadBalancerId|ListenerId|Domain"),
        ("tke", "cls-1|default", "ClusterId|NameSpace|SecretName"),
        ("ddos", "bgpip-1", "InsId|Domain|VirtualPort"),
        ("mqtt", "mqtt-1", "InstanceId|CertId"),
    ] {
        let said = ssl.refuse_saying("DeployCertificateInstance", &deploy(&id, kind, &[name]));
        let words = format!("部署格式错误: {name}，正确格式为: {form}");
        let code = "FailedOperation.CertificateDeployInstanceFormatError".to_owned();
        assert_eq!(said, (code, words));
    }
}

#[test]
fn an_instance_of_cos_is_named_with_the_separator_of_an_older_page_too() {
    let ssl = Client::ssl();
    let id = with(
        &ssl,
        json!([{ "type": "cos", "region": "ap-guangzhou", "bucket": "b-1", "domains": ["c.example.com"] }]),
    );
    let older = deploy(&id, "cos", &["ap-guangzhou#b-1#c.example.com"]);
    ssl.ask("DeployCertificateInstance", &older);
    assert_eq!(ssl.refuse("DeployCertificateInstance", &older), EMPTY);
}

fn listener(sni: bool, domains: &[&str]) -> Value {
    json!({
        "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "listener_id": "lbl-1",
        "protocol": "HTTPS", "sni": sni, "domains": domains,
    })
}

#[test]
fn a_load_balancers_listener_is_held_against_the_rules_that_the_certificate_is_for() {
    for (name, resources, fits) in [
        // A listener of layer 7 has rules.
        ("lb-1|lbl-1", json!([listener(false, &[])]), false),
        // With SNI, the domain that is named counts.
        (
            "lb-1|lbl-1|www.example.com",
            json!([listener(true, &["www.example.com", "other.test"])]),
            true,
        ),
        (
            "lb-1|lbl-1|other.test",
            json!([listener(true, &["www.example.com", "other.test"])]),
            false,
        ),
        // Without, all do, in whichever entry and order they stand.
        (
            "lb-1|lbl-1|www.example.com",
            json!([listener(false, &["www.example.com", "other.test"])]),
            false,
        ),
        (
            "lb-1|lbl-1",
            json!([listener(false, &["www.example.com"]), listener(false, &["other.test"])]),
            false,
        ),
        (
            "lb-1|lbl-1",
            json!([listener(false, &["other.test"]), listener(false, &["www.example.com"])]),
            false,
        ),
        (
            "lb-1|lbl-1",
            json!([listener(false, &["www.example.com"]), listener(false, &["api.example.com"])]),
            true,
        ),
        // A rule may be a regular expression, which no certificate is for.
        ("lb-1|lbl-1", json!([listener(false, &["~www.example.com"])]), false),
    ] {
        let ssl = Client::ssl();
        // There is another that the certificate is for.
        let mut all = resources.clone();
        let other = json!({ "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-9" });
        all.as_array_mut().unwrap().push(other);
        let id = with(&ssl, all);
        let parameters = deploy(&id, "clb", &[name]);
        if fits {
            ssl.ask("DeployCertificateInstance", &parameters);
        } else {
            let said = ssl.refuse_saying("DeployCertificateInstance", &parameters);
            assert_eq!(said, not_to(name), "{resources}");
        }
    }
}

#[test]
fn an_update_is_number_0_until_its_record_is_made() {
    let script = Script { pace: Pace::Reads(2), end: End::Success };
    let paces = Paces::default().with("tencent_ssl.record", script);
    let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
    let old = with(&ssl, json!([]));
    let new = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] =
        json!([{ "type": "cdn", "domains": ["a.example.com"], "certificate_id": old }]);
    ssl.put(&state);
    let update = json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["cdn"] });
    let records = || {
        let records = ssl.ask("DescribeHostUpdateRecord", &json!({ "OldCertificateId": old }));
        records["TotalCount"].clone()
    };
    for read in 0..2 {
        let waiting = ssl.ask("UpdateCertificateInstance", &update);
        assert_eq!((&waiting["DeployRecordId"], &waiting["DeployStatus"]), (&json!(0), &json!(0)));
        assert_eq!(waiting["UpdateSyncProgress"][0]["Status"], 3);
        // What was seen unfinished twice is there.
        assert_eq!(records(), read);
    }
    let made = ssl.ask("UpdateCertificateInstance", &update);
    assert!(made["DeployRecordId"].as_u64().unwrap() > 0);
    assert_eq!(made["DeployStatus"], 1);
    assert_eq!(records(), 1);
    let parameters = json!({ "DeployRecordId": made["DeployRecordId"].to_string() });
    let record = ssl.ask("DescribeHostUpdateRecordDetail", &parameters);
    assert_eq!((&record["TotalCount"], &record["SuccessTotalCount"]), (&json!(1), &json!(1)));
    assert_eq!(ssl.refuse("UpdateCertificateInstance", &update), EMPTY);
}

#[test]
fn an_update_with_a_certificate_that_comes_along_is_the_same_when_it_is_repeated() {
    let script = Script { pace: Pace::Reads(1), end: End::Success };
    let paces = Paces::default().with("tencent_ssl.record", script);
    for action in ["UpdateCertificateInstance", "UploadUpdateCertificateInstance"] {
        let paces = paces.clone();
        let ssl = Client::ssl_of(Mock::with(Config { paces, ..Config::default() }));
        let old = with(&ssl, json!([]));
        let mut state = ssl.state();
        state["resources"] = json!([{
            "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "listener_id": "lbl-1",
            "domains": ["www.example.com"], "certificate_id": old,
        }]);
        ssl.put(&state);
        let update = json!({
            "OldCertificateId": old, "ResourceTypes": ["clb"],
            "CertificatePublicKey": pem("rsa-2048.crt"), "CertificatePrivateKey": pem("rsa-2048.key"),
        });
        assert_eq!(ssl.ask(action, &update)["DeployRecordId"], 0);
        let made = ssl.ask(action, &update);
        assert!(made["DeployRecordId"].as_u64().unwrap() > 0, "{made}");
        assert_eq!(made["DeployStatus"], 1);
    }
}

#[test]
fn whoever_is_not_to_be_told_of_an_end_is_logged_for_the_old_certificate() {
    let ssl = Client::ssl();
    let old = with(&ssl, json!([]));
    let new = upload(&ssl, "wildcard");
    let mut state = ssl.state();
    state["resources"] =
        json!([{ "type": "cdn", "domains": ["a.example.com"], "certificate_id": old }]);
    ssl.put(&state);
    ssl.ask(
        "UpdateCertificateInstance",
        &json!({ "OldCertificateId": old, "CertificateId": new, "ResourceTypes": ["cdn"], "ExpiringNotificationSwitch": 1 }),
    );
    let switch = json!({ "CertificateIds": [new], "SwitchStatus": 1 });
    ssl.ask("ModifyCertificatesExpiringNotificationSwitch", &switch);
    let logs = ssl.ask("DescribeCertificateOperateLogs", &json!({}));
    for (index, id) in [(1, &old), (0, &new)] {
        let log = &logs["OperateLogs"][index];
        assert_eq!((&log["Type"], &log["CertId"]), (&json!("ignoreExpiringNotice-1"), &json!(id)));
        let uin = log["Uin"].as_str().unwrap();
        assert_eq!(log["Action"], format!("用户[uin: {uin}]  证书[id: {id}]"));
    }
}
