//! What is measured: what accounts begin with, what they ask, and over how many connections.

use std::path::Path;

use serde_json::{Value, json};

use super::signing::{HOST, qbox, sdk_hmac, tc3};

/// One line of the table.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) connections: usize,
    /// Whether they are TLS.
    pub(crate) secure: bool,
    /// Beside those that every server is started with.
    pub(crate) arguments: &'static [&'static str],
    /// How many accounts ask, in turn.
    accounts: usize,
    /// How many certificates each has at each provider, and domains and load balancers where those are asked
    /// for.
    certificates: usize,
    /// Makes the request of the account of that number.
    request: fn(usize) -> Vec<u8>,
}

/// The scenarios in the order of the table: a group for reads, one for pages, one for uploads, and
/// what changes where one thing does.
pub(crate) fn all() -> Vec<Scenario> {
    let one = |name, request| Scenario {
        name,
        connections: 32,
        secure: false,
        arguments: &[],
        accounts: 1,
        certificates: 1,
        request,
    };
    let ten = |name, request| Scenario { certificates: 10, ..one(name, request) };
    let many = |name, request| Scenario { accounts: 1000, certificates: 0, ..one(name, request) };
    vec![
        one("read, Qiniu, QBox", read_qiniu),
        one("read, Huawei, AK/SK", |account| huawei(account, true)),
        one("read, Huawei, token", |account| huawei(account, false)),
        one("read, Rainbond, token", |account| rainbond(account, "/1")),
        one("read, Tencent SSL, TC3 POST", |account| {
            tencent_ssl(
                account,
                "DescribeCertificateDetail",
                &json!({ "CertificateId": "cert0000" }),
            )
        }),
        one("read, Tencent GAAP, TC3 POST", |account| {
            let body = json!({ "CertificateId": "cert-00000000" });
            tencent("gaap", account, "DescribeCertificateDetail", &body)
        }),
        one("read, Tencent CDN, TC3 POST", |account| {
            tencent("cdn", account, "DescribeDomainsConfig", &json!({ "Limit": 1 }))
        }),
        ten("list of ten, Qiniu", list_qiniu),
        ten("list of ten, Huawei", |account| huawei(account, true)),
        ten("list of ten, Rainbond", |account| rainbond(account, "?page=1&page_size=10")),
        ten("list of ten, Tencent SSL", list_tencent_ssl),
        ten("list of ten, Tencent GAAP", |account| {
            tencent("gaap", account, "DescribeCertificates", &json!({ "Limit": 10 }))
        }),
        ten("list of ten, Tencent CLB", |account| {
            tencent("clb", account, "DescribeLoadBalancers", &json!({ "Limit": 10 }))
        }),
        ten("list of ten, Huawei WAF", |account| {
            let path = format!("/v1/{}/waf/certificate", project(account));
            http("GET", &path, &[("X-Auth-Token", key(account))], "")
        }),
        // Many accounts, because the services keep only so many copies of one certificate in each.
        many("upload, RSA-2048, Tencent SSL", |account| upload_tencent(account, "rsa-2048")),
        many("upload, P-256, Tencent SSL", |account| upload_tencent(account, "ec-p256")),
        many("upload, RSA-2048, Qiniu", |account| upload_qiniu(account, "rsa-2048")),
        many("upload, P-256, Qiniu", |account| upload_qiniu(account, "ec-p256")),
        Scenario { connections: 1, ..one("read, Qiniu, 1 connection", read_qiniu) },
        Scenario { connections: 256, ..one("read, Qiniu, 256 connections", read_qiniu) },
        Scenario { accounts: 1000, ..one("read, Qiniu, 1000 accounts", read_qiniu) },
        Scenario { secure: true, ..one("read, Qiniu, TLS", read_qiniu) },
        Scenario {
            arguments: &["--journal-entries", "0"],
            ..one("read, Qiniu, no journal", read_qiniu)
        },
        Scenario { arguments: &["--log", "off"], ..one("read, Qiniu, no log", read_qiniu) },
        Scenario { connections: 1, ..ten("list, Tencent SSL, 1 connection", list_tencent_ssl) },
        Scenario {
            connections: 256,
            ..ten("list, Tencent SSL, 256 connections", list_tencent_ssl)
        },
        Scenario { accounts: 1000, ..one("list, Tencent SSL, 1000 accounts", list_tencent_ssl) },
        Scenario { secure: true, ..ten("list, Tencent SSL, TLS", list_tencent_ssl) },
        Scenario {
            arguments: &["--journal-entries", "0"],
            ..ten("list, Tencent SSL, no journal", list_tencent_ssl)
        },
        Scenario {
            arguments: &["--log", "off"],
            ..ten("list, Tencent SSL, no log", list_tencent_ssl)
        },
    ]
}

/// What other mock servers are held against.
pub(crate) fn for_peers() -> Scenario {
    all().swap_remove(0)
}

impl Scenario {
    /// The requests, one of each account.
    pub(crate) fn requests(&self) -> Vec<Vec<u8>> {
        (0..self.accounts).map(self.request).collect()
    }

    /// The fixture that the server begins with.
    pub(crate) fn fixture(&self) -> Value {
        let accounts: Vec<_> = (0..self.accounts).map(declare).collect();
        let state: serde_json::Map<_, _> = (0..self.accounts)
            .map(|account| (key(account), hold(account, self.certificates)))
            .collect();
        json!({ "certmock": 1, "accounts": accounts, "state": state })
    }
}

/// The name of an account, and every credential of it.
fn key(account: usize) -> String {
    format!("account{account:04}")
}

/// An account's project at Huawei and its team at Rainbond.
fn project(account: usize) -> String {
    format!("{account:032}")
}

fn declare(account: usize) -> Value {
    let (key, project) = (key(account), project(account));
    json!({
        "name": key,
        "tencent": { "secret_id": key, "secret_key": key },
        "qiniu": { "access_key": key, "secret_key": key },
        "huawei": {
            "access_key": key, "secret_key": key, "project_id": project,
            "user": key, "password": key, "domain": key, "token": key,
        },
        "rainbond": { "token": key, "teams": [{ "id": project, "name": "bench" }] },
    })
}

fn hold(account: usize, certificates: usize) -> Value {
    let (certificate, private_key) = pair("ec-p256");
    let some = |of: &str, one: &dyn Fn(usize) -> Value| -> Value {
        json!({ of: (0..certificates).map(one).collect::<Value>() })
    };
    let every = |one: &dyn Fn(usize) -> Value| some("certificates", one);
    let contents = json!({ "certificate": certificate, "private_key": private_key });
    json!({
        "qiniu": every(&|number| json!({
            "certID": format!("{number:024}"), "name": "bench",
            "certificate": certificate, "private_key": private_key,
        })),
        "huawei_elb": every(&|number| json!({
            "id": format!("{number:032}"), "name": "bench",
            "certificate": certificate, "private_key": private_key,
        })),
        "huawei_waf": every(&|number| json!({
            "id": format!("{number:032}"), "name": "bench",
            "certificate": certificate, "private_key": private_key,
        })),
        "rainbond": every(&|number| json!({
            "id": number + 1, "team": project(account), "alias": format!("bench{number}"),
            "certificate": certificate, "private_key": private_key,
        })),
        "tencent_cdn": some("domains", &|number| json!({ "domain": format!("{number}.example.com") })),
        "tencent_clb": some("load_balancers", &|number| json!({ "id": format!("lb-{number:08}") })),
        "tencent_ssl": every(&|number| json!({
            "id": format!("cert{number:04}"), "source": "upload", "contents": contents,
        })),
        "tencent_gaap": every(&|number| json!({
            "id": format!("cert-{number:08}"), "type": 2, "alias": "bench", "content": { "x509": contents },
        })),
    })
}

/// A certificate and its key, of the shipped ones.
fn pair(name: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/certificates");
    let read = |ending: &str| std::fs::read_to_string(folder.join(format!("{name}.{ending}")));
    (read("crt").expect("it ships"), read("key").expect("it ships"))
}

fn http(method: &str, target: &str, headers: &[(&'static str, String)], body: &str) -> Vec<u8> {
    let mut text = format!("{method} {target} HTTP/1.1\r\nHost: {HOST}\r\n");
    for (name, value) in headers {
        text.extend([*name, ": ", value.as_str(), "\r\n"]);
    }
    if !body.is_empty() {
        text.extend(["Content-Length: ", &body.len().to_string(), "\r\n"]);
    }
    text.extend(["\r\n", body]);
    text.into_bytes()
}

fn read_qiniu(account: usize) -> Vec<u8> {
    let target = format!("/sslcert/{:024}", 0);
    http("GET", &target, &qbox(&key(account), &target), "")
}

fn list_qiniu(account: usize) -> Vec<u8> {
    let target = "/sslcert?limit=10";
    http("GET", target, &qbox(&key(account), target), "")
}

/// Huawei has no request that reads one certificate: its list has all of them.
fn huawei(account: usize, signed: bool) -> Vec<u8> {
    let path = format!("/v1.0/{}/elbaas/certificate", project(account));
    let headers =
        if signed { sdk_hmac(&key(account), &path) } else { vec![("X-Auth-Token", key(account))] };
    http("GET", &path, &headers, "")
}

fn rainbond(account: usize, rest: &str) -> Vec<u8> {
    let target = format!("/openapi/v1/teams/{}/certificates{rest}", project(account));
    http("GET", &target, &[("Authorization", key(account))], "")
}

fn tencent(service: &str, account: usize, action: &str, body: &Value) -> Vec<u8> {
    let version = match service {
        "cdn" => "2018-06-06",
        "clb" => "2018-03-17",
        "gaap" => "2018-05-29",
        _ => "2019-12-05",
    };
    let body = body.to_string();
    http("POST", "/", &tc3(&key(account), service, version, action, &body), &body)
}

fn tencent_ssl(account: usize, action: &str, body: &Value) -> Vec<u8> {
    tencent("ssl", account, action, body)
}

fn list_tencent_ssl(account: usize) -> Vec<u8> {
    tencent_ssl(account, "DescribeCertificates", &json!({ "Limit": 10 }))
}

fn upload_tencent(account: usize, name: &str) -> Vec<u8> {
    let (certificate, private_key) = pair(name);
    let body = json!({ "CertificatePublicKey": certificate, "CertificatePrivateKey": private_key });
    tencent_ssl(account, "UploadCertificate", &body)
}

fn upload_qiniu(account: usize, name: &str) -> Vec<u8> {
    let (certificate, private_key) = pair(name);
    let body = json!({ "name": "bench", "ca": certificate, "pri": private_key }).to_string();
    let mut headers = qbox(&key(account), "/sslcert");
    headers.push(("Content-Type", "application/json".into()));
    http("POST", "/sslcert", &headers, &body)
}
