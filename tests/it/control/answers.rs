//! The answers in the journal.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certmock::internals::providers;
use certmock::{Bounds, Config};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::{arm, requests, upload};
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock};
use crate::table::{provider, rows};
use crate::tencent::client::{Client, GAAP, SSL, WAF};
use crate::vendors::admitted;

/// Has Qiniu's list answered with that.
fn respond(mock: &Mock, respond: &Value) -> Answer {
    let when = json!({ "operation": "qiniu.ListCertificates" });
    arm(mock, &json!({ "name": "r", "when": when, "then": { "respond": respond } }));
    mock.qiniu_as("a", "GET", "/sslcert").send()
}

/// The answer in the newest entry.
fn newest(mock: &Mock) -> Value {
    requests(mock, "?limit=1")[0]["answer"].clone()
}

#[test]
fn an_entry_has_the_answer_as_it_was_sent_with_fingerprints_in_the_place_of_secrets() {
    let mock = Mock::start();
    let id = upload(&mock, "a", "x").expect(200)["certID"].as_str().unwrap().to_owned();
    let sent = mock.qiniu_as("a", "GET", &format!("/sslcert/{id}")).send();
    let (length, mut body) = (sent.body.len(), sent.expect(200));
    let answer = newest(&mock);
    assert_eq!((&answer["type"], &answer["bytes"]), (&json!("application/json"), &json!(length)));
    let shown = &answer["body"]["cert"]["pri"];
    assert!(shown.as_str().unwrap().starts_with("sha256:"), "{answer}");
    // Of the key that was sent it is the same.
    assert_eq!(*shown, requests(&mock, "")[0]["parameters"]["pri"]);
    // It is there twice.
    body["cert"]["pri"] = shown.clone();
    body["pri"] = shown.clone();
    assert_eq!(answer["body"], body);
    assert_eq!(answer.get("cut"), None);
    mock.qiniu_as("a", "GET", "/sslcert/000000000000000000000000").send();
    assert_eq!(newest(&mock)["body"]["code"], 400_401);
    let brief = mock.request("GET", "/_certmock/requests?brief=true").send().expect(200);
    assert!(
        brief["requests"].as_array().unwrap().iter().all(|entry| entry.get("answer").is_none())
    );
}

#[test]
fn of_an_answer_that_is_no_json_an_entry_says_what_it_is() {
    let mock = Mock::start();
    respond(&mock, &json!({ "status": 502, "body": "<h1>Bad gateway</h1>" }));
    assert_eq!(newest(&mock), json!({ "type": "text/html", "bytes": 20 }));
    respond(&mock, &json!({ "status": 200, "body": "pri=s3cr3t" }));
    assert_eq!(newest(&mock), json!({ "type": "text/plain", "bytes": 10 }));
    respond(&mock, &json!({ "status": 204 }));
    assert_eq!(newest(&mock), json!({ "bytes": 0 }));
    // A type may be anything.
    let odd = json!({ "status": 200, "body": "x", "headers": { "Content-Type": "x; pri=s3cr3t" } });
    respond(&mock, &odd);
    let shown = newest(&mock)["type"].clone();
    assert!(shown.as_str().unwrap().starts_with("sha256:"), "{shown}");
    // No answer left at all.
    arm(
        &mock,
        &json!({ "name": "r", "when": { "operation": "*" }, "then": { "transport": "close" } }),
    );
    let mut stream = TcpStream::connect(mock.address()).unwrap();
    let token = "A".repeat(27);
    write!(stream, "GET /sslcert HTTP/1.1\r\nHost: x\r\nAuthorization: QBox a:{token}=\r\n\r\n")
        .unwrap();
    assert_eq!(stream.read_to_end(&mut Vec::new()).unwrap_or_default(), 0);
    assert_eq!(newest(&mock), Value::Null);
}

#[test]
fn a_large_answer_is_cut_where_it_is_shown_and_one_that_is_larger_still_is_left_out() {
    let mock = Mock::start();
    let items: Vec<_> = (0..20_000).map(|number| json!({ "number": number })).collect();
    let length =
        respond(&mock, &json!({ "status": 200, "body": { "a": items, "z": 1 } })).body.len();
    let answer = newest(&mock);
    assert_eq!((&answer["bytes"], &answer["cut"]), (&json!(length), &json!(true)));
    let shown = answer["body"]["a"].as_array().unwrap();
    assert_eq!(shown[..2], items[..2]);
    let more = 20_000 - (shown.len() - 1);
    assert_eq!(shown[shown.len() - 1], format!("… ({more} more)"));
    assert_eq!(answer["body"]["…"], "(1 more)");
    assert!(answer["body"].to_string().len() < 100_000);

    // A key that begins where it is cut is hidden before.
    let (text, key) = ("x".repeat(65_000), pem("rsa-2048.key"));
    respond(
        &mock,
        &json!({ "status": 200, "body": { "long": text, "both": format!("{text}{key}") } }),
    );
    let answer = newest(&mock);
    assert_eq!(answer["body"]["long"], text);
    assert!(answer["body"]["both"].as_str().unwrap().starts_with("sha256:"), "{answer}");
    let long = json!({ "status": 200, "body": { "long": format!("{text}{text}ä") } });
    respond(&mock, &long);
    let shown = newest(&mock)["body"]["long"].clone();
    assert!(shown.as_str().unwrap().ends_with("x… (130002 bytes)"), "{shown}");

    let body = json!({ "a": "x".repeat(5 << 20) });
    let length = respond(&mock, &json!({ "status": 200, "body": body })).body.len();
    let whole = json!({ "type": "application/json", "bytes": length, "cut": true });
    assert_eq!(newest(&mock), whole);
    // So is one with very many values.
    let body = json!({ "a": vec![0; 250_000] });
    let length = respond(&mock, &json!({ "status": 200, "body": body })).body.len();
    let whole = json!({ "type": "application/json", "bytes": length, "cut": true });
    assert_eq!(newest(&mock), whole);
}

#[test]
fn answers_count_among_the_bytes_that_the_journal_keeps() {
    let bounds = Bounds { entries: 1000, bytes: 200_000 };
    let mock = Mock::with(Config { journal: bounds, ..Config::default() });
    for _ in 0..20 {
        respond(&mock, &json!({ "status": 200, "body": "x".repeat(50_000) }));
    }
    assert_eq!(requests(&mock, "").len(), 3);
    let about = mock.request("GET", "/_certmock/about").send().expect(200);
    let kept = about["journal"]["kept"]["bytes"].as_u64().unwrap();
    assert!((150_000..200_000).contains(&kept), "{kept}");
}

/// The operations whose replies have a member for a private key that is always empty.
const EMPTY: [&str; 3] = [
    "huawei_cdn.ShowCertificatesHttpsInfo",
    "huawei_cdn.ShowHttpsInfo",
    "huawei_cdn.UpdateHttpsInfo",
];

/// The operations whose replies have a member for a private key.
fn that_have_a_place_for_keys() -> BTreeSet<String> {
    let inline = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    let mut generator = inline.for_serialize().into_generator();
    let all = rows().filter(|row| {
        let schema = row.operation.call.reply_schema(&mut generator);
        has_a_place(schema.as_value())
    });
    all.map(|row| row.name()).collect()
}

fn has_a_place(schema: &Value) -> bool {
    let is_for_keys = |name: &String| {
        let name = name.replace('_', "").to_ascii_lowercase();
        ["pri", "certificatekey"].contains(&&*name) || name.contains("privatekey")
    };
    let own = schema["properties"].as_object();
    own.is_some_and(|own| {
        own.iter().any(|(name, schema)| is_for_keys(name) && schema["type"] != "boolean")
    }) || match schema {
        Value::Object(members) => members.values().any(has_a_place),
        Value::Array(items) => items.iter().any(has_a_place),
        _ => false,
    }
}

/// Uploads a key to each provider that shows one, and asks for it by every operation that does; those
/// whose answers had it.
fn ask_for_keys(mock: Mock, mark: &str) -> (Client, BTreeSet<String>) {
    let (certificate, key) = pair("rsa-2048");
    let ssl = Client::of(mock, &SSL);
    let mock = &*ssl.mock;
    let mut shown = BTreeSet::new();
    let mut note = |operation: &str, answer: Answer| {
        let body = answer.expect(answer.status);
        assert!(answer.status < 300, "{operation}: {body}");
        let text = answer.text();
        // In an archive it stands in base64, from wherever it begins there.
        let has_it = text.contains(mark) || base64_of(mark).iter().any(|it| text.contains(it));
        if has_it {
            shown.insert(operation.to_owned());
        }
        body
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();

    let id = text(&note("qiniu.UploadCertificate", upload(mock, "a", "x"))["certID"]);
    note("qiniu.GetCertificate", mock.qiniu_as("a", "GET", &format!("/sslcert/{id}")).send());

    ask_tencent(&ssl, &mut note);
    let ask = |name: &str, parameters: &[&str], body: &Value| {
        let (id, operation) = name.split_once('.').unwrap();
        let request = mock.operation(id, operation, parameters);
        let request = if body.is_null() { request } else { request.json(body) };
        let request = if id.starts_with("huawei") {
            request.header("X-Auth-Token", "certmock")
        } else {
            admitted(provider(id), request)
        };
        request.send()
    };
    let project = "certmock";
    let pair = json!({ "name": "x", "certificate": certificate, "private_key": key });
    let name = "huawei_elb.CreateCertificate";
    let id = text(&note(name, ask(name, &[project], &pair))["id"]);
    for (name, body) in [
        ("huawei_elb.ListCertificates", Value::Null),
        ("huawei_elb.UpdateCertificate", json!({ "name": "y" })),
    ] {
        let parameters = if name.contains("List") { vec![project] } else { vec![project, &id] };
        note(name, ask(name, &parameters, &body));
    }
    for (version, parameters) in [("v2", vec![project]), ("v2_0", vec![]), ("v3", vec![project])] {
        let of = |body: Value| if version == "v3" { json!({ "certificate": body }) } else { body };
        let with_id = [&parameters[..], &[&id]].concat();
        for (operation, parameters, body) in [
            ("CreateCertificate", &parameters, of(pair.clone())),
            ("ListCertificates", &parameters, Value::Null),
            ("ShowCertificate", &with_id, Value::Null),
            ("UpdateCertificate", &with_id, of(json!({ "name": "z" }))),
        ] {
            let name = format!("huawei_elb.{version}.{operation}");
            note(&name, ask(&name, parameters, &body));
        }
    }
    let name = "huawei_scm.ImportCertificate";
    let body = json!({ "name": "example", "certificate": certificate, "private_key": key });
    let id = text(&note(name, ask(name, &[], &body))["certificate_id"]);
    let name = "huawei_scm.ExportCertificate";
    note(name, ask(name, &[&id], &Value::Null));
    let name = "huawei_waf.CreateCertificate";
    let of_waf = json!({ "name": "x", "content": certificate, "key": key });
    let id = text(&note(name, ask(name, &[project], &of_waf))["id"]);
    let name = "huawei_waf.ShowCertificate";
    note(name, ask(name, &[project, &id], &Value::Null));

    let team = "11111111111111111111111111111111";
    let body = json!({
        "alias": "x", "private_key": key, "certificate": certificate,
        "certificate_type": "服务端证书",
    });
    let name = "rainbond.CreateCertificate";
    let id = note(name, ask(name, &[team], &body))["id"].to_string();
    let name = "rainbond.GetCertificate";
    note(name, ask(name, &[team, &id], &Value::Null));
    let name = "rainbond.UpdateCertificate";
    note(name, ask(name, &[team, &id], &body));
    (ssl, shown)
}

/// The same of Tencent Cloud's services.
fn ask_tencent(ssl: &Client, note: &mut dyn FnMut(&str, Answer) -> Value) {
    let (certificate, key) = pair("rsa-2048");
    let parameters =
        json!({ "CertificatePublicKey": certificate, "CertificatePrivateKey": key, "Alias": "x" });
    let id = ssl.ask("UploadCertificate", &parameters)["CertificateId"].clone();
    for action in ["DescribeCertificateDetail", "DownloadCertificate"] {
        let answer = ssl.request(action, &json!({ "CertificateId": id })).send();
        note(&format!("tencent_ssl.{action}"), answer);
    }

    let gaap = ssl.beside(&GAAP);
    let parameters =
        json!({ "CertificateType": 2, "CertificateContent": certificate, "CertificateKey": key });
    let id = gaap.ask("CreateCertificate", &parameters)["CertificateId"].clone();
    let answer = gaap.request("DescribeCertificateDetail", &json!({ "CertificateId": id })).send();
    note("tencent_gaap.DescribeCertificateDetail", answer);

    let waf = ssl.beside(&WAF);
    let domain = json!({
        "domain": "www.example.com", "domain_id": "7d58ebf3db7e5f7e8f91eb017c6a7b31",
        "instance_id": "waf_2kw60zgy0508e8j3", "region": "ap-guangzhou",
        "created": "2026-01-01T00:00:00Z", "updated": "2026-01-01T00:00:00Z",
    });
    waf.put(&json!({ "domains": [domain] }));
    let named = json!({
        "Domain": "www.example.com", "DomainId": domain["domain_id"],
        "InstanceId": domain["instance_id"],
    });
    let change = json!({
        "Domain": "www.example.com", "DomainId": domain["domain_id"],
        "InstanceID": domain["instance_id"], "CertType": 1, "Cert": certificate, "PrivateKey": key,
    });
    waf.ask("ModifySpartaProtection", &change);
    let answer = waf.request("DescribeDomainDetailsSaas", &named).send();
    note("tencent_waf.DescribeDomainDetailsSaas", answer);
}

/// A text as it stands in base64, by where among three bytes it begins, its ends left off.
fn base64_of(text: &str) -> Vec<String> {
    let begin = |at: usize| {
        let padded = format!("{}{text}", &"   "[..at]);
        let encoded = STANDARD.encode(padded);
        encoded[4..encoded.len() - 4].to_owned()
    };
    (0..3).map(begin).collect()
}

#[test]
fn no_key_that_an_answer_shows_is_in_anything_that_the_control_api_says() {
    let (_, key) = pair("rsa-2048");
    let mark = key.lines().nth(3).unwrap();
    let (ssl, shown) = ask_for_keys(Mock::start(), mark);
    let mock = &*ssl.mock;
    let mut missed = that_have_a_place_for_keys();
    missed.retain(|name| !shown.contains(name) && !EMPTY.contains(&name.as_str()));
    assert!(missed.is_empty(), "not asked, or without the key: {missed:?}");
    assert!(shown.len() >= 15 && shown.contains("tencent_ssl.DownloadCertificate"), "{shown:?}");

    let mut marks = base64_of(mark);
    marks.push(mark.to_owned());
    let entries = requests(mock, "?limit=1000");
    let kept = entries.iter().filter(|entry| entry["answer"]["body"].is_object()).count();
    assert!(kept >= shown.len(), "{kept}");
    let id = entries[1]["id"].as_str().unwrap();
    let paths = [
        "about",
        "accounts",
        "catalogue",
        "certificates",
        "clock",
        "coverage",
        "fixtures",
        "requests?limit=1000",
        "requests?brief=true",
        "requests/wait?count=1",
        "requests/wait?count=9999&timeout=1ms",
        "rules",
        "strays",
    ];
    let paths: Vec<_> =
        paths.iter().map(|it| (*it).to_owned()).chain([format!("requests/{id}")]).collect();
    let documents = providers::ALL.iter().map(|provider| provider.id).chain(["control"]);
    let documents = documents.map(|id| format!("openapi/{id}.json"));
    let said = paths.into_iter().chain(documents).map(|path| {
        let answer = mock.request("GET", &format!("/_certmock/{path}")).send();
        assert!(answer.status == 200 || answer.status == 408, "{path}");
        (path, answer.text().to_owned())
    });
    let mut stream = TcpStream::connect(mock.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    stream.write_all(b"GET /_certmock/events?after=0 HTTP/1.0\r\nHost: x\r\n\r\n").unwrap();
    let mut told = Vec::new();
    // Until nothing more comes.
    let _ = stream.read_to_end(&mut told);
    let told = String::from_utf8(told).unwrap();
    assert!(told.contains("DescribeCertificateDetail"), "{told}");
    for (path, text) in said.chain([("events".to_owned(), told)]) {
        for mark in &marks {
            assert!(!text.contains(mark), "{path} says {mark}");
        }
    }
}
