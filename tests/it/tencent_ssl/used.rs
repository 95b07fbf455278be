//! Certificates that are deleted while products have them, or are about to.

use certmock::Config;
use certmock::pace::{End, Pace, Paces, Script};
use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{CDN, CLB, Client, SSL, Service, TEO};

const HOST: &str = "www.example.com";
const ZONE: &str = "zone-21xfqlh4qjee";
const BOUND: &str = "FailedOperation.BoundResources";

/// A client of a product on a server where that kind of work takes so long.
fn paced(product: &'static Service, kind: &str, pace: Pace, end: End) -> Client {
    let paces = Paces::default().with(kind, Script { pace, end });
    Client::of(Mock::with(Config { paces, ..Config::default() }), product)
}

fn upload(ssl: &Client, name: &str) -> String {
    let parameters = json!({
        "CertificatePublicKey": pem(&format!("{name}.crt")),
        "CertificatePrivateKey": pem(&format!("{name}.key")),
    });
    ssl.ask("UploadCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

/// Begins a task that deletes a certificate if nothing has it; the task's id.
fn delete(ssl: &Client, id: &str) -> Value {
    let parameters = json!({ "CertificateIds": [id], "IsSync": true });
    ssl.ask("DeleteCertificates", &parameters)["CertTaskIds"][0]["TaskId"].clone()
}

/// Where the task stands, in the service's number and words.
fn result(ssl: &Client, task: &Value) -> (Value, Value) {
    let reply = ssl.ask("DescribeDeleteCertificatesTaskResult", &json!({ "TaskIds": [task] }));
    let result = &reply["DeleteTaskResult"][0];
    (result["Status"].clone(), result["Error"].clone())
}

fn is_there(ssl: &Client, id: &str) -> bool {
    ssl.ask("DescribeCertificates", &json!({ "CertIds": [id] }))["TotalCount"] == 1
}

fn refusal(ssl: &Client, id: &str) -> String {
    ssl.refuse("DeleteCertificate", &json!({ "CertificateId": id }))
}

fn put_cdn(cdn: &Client, certificate: &Value, status: &str) {
    cdn.put(&json!({ "domains": [{
        "domain": HOST, "created": "2026-01-01T00:00:00Z", "status": status,
        "certificate": certificate,
    }] }));
}

fn bind_cdn(cdn: &Client, id: &str) {
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    cdn.ask("UpdateDomainConfig", &json!({ "Domain": HOST, "Https": https }));
}

fn put_teo(teo: &Client, certificates: &Value) {
    teo.put(&json!({ "zones": [{
        "id": ZONE, "name": "example.com", "created": "2026-01-01T00:00:00Z",
        "modified": "2026-01-01T00:00:00Z", "domains": [{ "name": HOST, "certificates": certificates }],
    }] }));
}

#[test]
fn a_task_looks_again_before_it_deletes_what_a_domain_was_given_meanwhile() {
    let cdn = paced(&CDN, "tencent_ssl.delete", Pace::Reads(1), End::Success);
    put_cdn(&cdn, &Value::Null, "online");
    let ssl = cdn.beside(&SSL);
    let (given, deployed, given_up) =
        (upload(&ssl, "wildcard"), upload(&ssl, "rsa-2048"), upload(&ssl, "several-names"));
    let task = delete(&ssl, &given);
    bind_cdn(&cdn, &given);
    assert_eq!(result(&ssl, &task), (json!(0), json!("")));
    // Whoever looks first: the domain's own service does.
    let shown = cdn.ask("DescribeDomainsConfig", &json!({}))["Domains"][0].clone();
    assert_eq!(shown["Https"]["CertInfo"]["CertId"], given);
    assert_ne!(shown["Https"]["CertInfo"]["ExpireTime"], Value::Null);
    assert_eq!(result(&ssl, &task), (json!(4), json!("有未解绑的云资源")));
    assert!(is_there(&ssl, &given));
    // What SSL itself deploys meanwhile counts as well.
    let task = delete(&ssl, &deployed);
    let deployment =
        json!({ "CertificateId": deployed, "ResourceType": "cdn", "InstanceIdList": [HOST] });
    ssl.ask("DeployCertificateInstance", &deployment);
    assert_eq!(result(&ssl, &task).0, 0);
    assert_eq!(result(&ssl, &task).0, 4);
    assert!(is_there(&ssl, &deployed));
    // What a domain has no more by then goes.
    let task = delete(&ssl, &given);
    bind_cdn(&cdn, &given);
    bind_cdn(&cdn, &deployed);
    assert_eq!((result(&ssl, &task).0, result(&ssl, &task).0), (json!(0), json!(1)));
    assert!(!is_there(&ssl, &given));
    // And what is gone cannot be given, before anybody has asked SSL.
    let task = delete(&ssl, &given_up);
    assert_eq!(result(&ssl, &task).0, 0);
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": given_up } });
    let code = cdn.refuse("UpdateDomainConfig", &json!({ "Domain": HOST, "Https": https }));
    assert_eq!(code, "FailedOperation.SslCertNotFound");
}

#[test]
fn the_certificate_that_a_change_may_go_back_to_counts_as_used_until_it_is_over() {
    let cdn = paced(&CDN, "tencent_cdn.deploy", Pace::Reads(1), End::Failure);
    let ssl = cdn.beside(&SSL);
    let (old, new) = (upload(&ssl, "wildcard"), upload(&ssl, "rsa-2048"));
    put_cdn(&cdn, &json!({ "id": old }), "online");
    bind_cdn(&cdn, &new);
    assert_eq!([refusal(&ssl, &old), refusal(&ssl, &new)], [BOUND; 2]);
    assert_eq!(result(&ssl, &delete(&ssl, &old)).0, 4);
    for status in ["processing", "online"] {
        assert_eq!(cdn.ask("DescribeDomains", &json!({}))["Domains"][0]["Status"], status);
    }
    assert_eq!(refusal(&ssl, &old), BOUND);
    assert_eq!(
        ssl.ask("DeleteCertificate", &json!({ "CertificateId": new }))["DeleteResult"],
        true
    );

    let teo = paced(&TEO, "tencent_teo.deploy", Pace::Manual, End::Failure);
    let ssl = teo.beside(&SSL);
    let (old, new) = (upload(&ssl, "wildcard"), upload(&ssl, "rsa-2048"));
    put_teo(&teo, &json!([{ "id": old }]));
    let change = json!({
        "ZoneId": ZONE, "Hosts": [HOST], "Mode": "sslcert", "ServerCertInfo": [{ "CertId": new }],
    });
    teo.ask("ModifyHostsCertificate", &change);
    assert_eq!([refusal(&ssl, &old), refusal(&ssl, &new)], [BOUND; 2]);
}

#[test]
fn the_certificate_that_a_task_gives_a_listener_counts_as_used_before_it_is_over() {
    let clb = paced(&CLB, "tencent_clb.task", Pace::Manual, End::Success);
    let ssl = clb.beside(&SSL);
    let id = upload(&ssl, "wildcard");
    clb.put(&json!({ "load_balancers": [{
        "id": "lb-11111111", "created": "2026-01-01T00:00:00Z",
        "listeners": [{ "id": "lbl-11111111" }],
    }] }));
    let change = json!({
        "LoadBalancerId": "lb-11111111", "ListenerId": "lbl-11111111",
        "Certificate": { "SSLMode": "UNIDIRECTIONAL", "CertId": id },
    });
    clb.ask("ModifyListener", &change);
    assert_eq!(refusal(&ssl, &id), BOUND);
}

#[test]
fn a_domain_that_is_rejected_has_its_certificate_still() {
    let cdn = Client::of(Mock::start(), &CDN);
    let ssl = cdn.beside(&SSL);
    let id = upload(&ssl, "wildcard");
    put_cdn(&cdn, &json!({ "id": id }), "rejected");
    assert_eq!(refusal(&ssl, &id), BOUND);
    let list = ssl.ask("DescribeHostCdnInstanceList", &json!({ "OldCertificateId": id }));
    assert_eq!(list["InstanceList"][0]["Status"], "rejected");
}
