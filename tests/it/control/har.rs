//! The journal as an HTTP Archive.

use serde_json::{Value, json};

use super::{arm, upload};
use crate::material::pem;
use crate::mock::Mock;
use crate::tencent::client::{Client, SSL};

fn archive(mock: &Mock, query: &str) -> Value {
    let target = format!("/_certmock/requests?format=har{query}");
    mock.request("GET", &target).send().expect(200)
}

/// What kind of value a member is to have.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// A number, or −1 where it is not known.
    Number,
    List,
    Object,
}

/// The members that objects of the specification have, those aside that are optional.
const MEMBERS: [(&str, &[(&str, Kind)]); 10] = {
    use Kind::{List, Number, Object, Text};
    [
        ("/log", &[("version", Text), ("creator", Object), ("entries", List)]),
        ("/log/creator", &[("name", Text), ("version", Text)]),
        (
            "/log/entries",
            &[
                ("startedDateTime", Text),
                ("time", Number),
                ("request", Object),
                ("response", Object),
                ("cache", Object),
                ("timings", Object),
            ],
        ),
        (
            "/log/entries/request",
            &[
                ("method", Text),
                ("url", Text),
                ("httpVersion", Text),
                ("cookies", List),
                ("headers", List),
                ("queryString", List),
                ("headersSize", Number),
                ("bodySize", Number),
            ],
        ),
        ("/log/entries/request/queryString", &[("name", Text), ("value", Text)]),
        ("/log/entries/request/headers", &[("name", Text), ("value", Text)]),
        (
            "/log/entries/response",
            &[
                ("status", Number),
                ("statusText", Text),
                ("httpVersion", Text),
                ("cookies", List),
                ("headers", List),
                ("content", Object),
                ("redirectURL", Text),
                ("headersSize", Number),
                ("bodySize", Number),
            ],
        ),
        ("/log/entries/response/headers", &[("name", Text), ("value", Text)]),
        ("/log/entries/response/content", &[("size", Number), ("mimeType", Text)]),
        ("/log/entries/timings", &[("send", Number), ("wait", Number), ("receive", Number)]),
    ]
};

/// Holds an object, or each of a list, against the members that it is to have; others are those that
/// may be there, or begin with `_`.
fn check(path: &str, value: &Value) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| check(path, item));
    }
    let object = value.as_object().unwrap_or_else(|| panic!("{path} is no object: {value}"));
    let wanted = MEMBERS.iter().find(|(known, _)| *known == path).map_or(&[][..], |it| it.1);
    for (name, kind) in wanted {
        let member = object.get(*name).unwrap_or_else(|| panic!("{path}/{name} is missing"));
        let fits = match kind {
            Kind::Text => member.is_string(),
            Kind::Number => member.as_f64().is_some_and(|number| number >= -1.0),
            Kind::List => member.is_array(),
            Kind::Object => member.is_object(),
        };
        assert!(fits, "{path}/{name}: {member}");
        if matches!(kind, Kind::List | Kind::Object) {
            check(&format!("{path}/{name}"), member);
        }
    }
    let optional = ["postData", "blocked", "dns", "connect", "ssl", "text", "comment"];
    for name in object.keys() {
        let is_known = wanted.iter().any(|(known, _)| known == name)
            || optional.contains(&name.as_str())
            || name.starts_with('_');
        assert!(is_known, "{path}/{name} is not in the specification");
    }
}

#[test]
fn the_journal_is_an_http_archive_for_who_asks_for_one() {
    let ssl = Client::of(Mock::start(), &SSL);
    let mock = &*ssl.mock;
    let id = upload(mock, "a", "x").expect(200)["certID"].as_str().unwrap().to_owned();
    mock.qiniu_as("a", "GET", &format!("/sslcert/{id}")).send();
    mock.qiniu_as("a", "GET", "/sslcert?limit=5&marker=a%26b").send();
    ssl.ask("DescribeCertificates", &json!({ "Limit": 5 }));
    mock.request("GET", "http://api.qiniu.com/sslcert").header("Host", "api.qiniu.com").send();
    arm(
        mock,
        &json!({ "name": "r", "when": { "operation": "*" }, "then": { "transport": "empty" } }),
    );
    mock.qiniu_as("a", "GET", "/sslcert").send();
    let archive = archive(mock, "");
    check("/log", &archive["log"]);
    assert_eq!(archive["log"]["version"], "1.2");
    let entries = archive["log"]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 6);

    let uploaded = &entries[0];
    let (request, response) = (&uploaded["request"], &uploaded["response"]);
    assert_eq!((&request["method"], &response["status"]), (&json!("POST"), &json!(200)));
    let url = format!("http://{}/sslcert", mock.address());
    assert_eq!(request["url"], url);
    let said: Value = serde_json::from_str(request["postData"]["text"].as_str().unwrap()).unwrap();
    assert_eq!(said["ca"], pem("rsa-2048.crt"));
    assert!(said["pri"].as_str().unwrap().starts_with("sha256:"), "{said}");
    assert_eq!(uploaded["_certmock"]["operation"], "UploadCertificate");
    assert_eq!(uploaded["_certmock"]["number"], 1);

    let content = &entries[1]["response"]["content"];
    let answer: Value = serde_json::from_str(content["text"].as_str().unwrap()).unwrap();
    assert_eq!(answer["cert"]["certid"], id);
    assert_eq!(answer["cert"]["pri"], said["pri"]);
    assert_eq!(content["size"], entries[1]["response"]["bodySize"]);
    // What stands in the path is in no query.
    assert_eq!(entries[1]["request"]["queryString"], json!([]));
    assert_eq!(entries[1]["request"]["url"], format!("{url}/{id}"));

    let pairs = json!([{ "name": "limit", "value": "5" }, { "name": "marker", "value": "a&b" }]);
    assert_eq!(entries[2]["request"]["queryString"], pairs);
    assert_eq!(entries[2]["request"]["url"], format!("{url}?limit=5&marker=a%26b"));
    // What names an operation is in it, so that it can be sent again.
    let headers = entries[3]["request"]["headers"].as_array().unwrap();
    let named = |name: &str| headers.iter().find(|header| header["name"] == name);
    for (name, value) in [
        ("X-TC-Action", "DescribeCertificates"),
        ("X-TC-Version", "2019-12-05"),
        ("Content-Type", "application/json"),
    ] {
        assert_eq!(named(name).unwrap()["value"], value, "{name}");
    }
    assert_eq!(entries[4]["request"]["url"], "http://api.qiniu.com/sslcert");
    assert_eq!(entries[4]["response"]["statusText"], "Unauthorized");

    let begun = uploaded["startedDateTime"].as_str().unwrap();
    assert!(begun.ends_with('Z') && begun < entries[3]["startedDateTime"].as_str().unwrap());
    assert!(!archive.to_string().contains("PRIVATE KEY"));
}

#[test]
fn an_archive_has_the_entries_that_a_list_would_have() {
    let mock = Mock::start();
    for account in ["a", "b", "a", "a"] {
        mock.qiniu_as(account, "GET", "/sslcert").send();
    }
    let some = archive(&mock, "&account=qiniu:a&limit=2");
    let numbers = some["log"]["entries"].as_array().unwrap().iter();
    let numbers: Vec<_> = numbers.map(|entry| &entry["_certmock"]["number"]).collect();
    assert_eq!(numbers, [3, 4]);
    assert_eq!(some["log"]["_next"], 3);
    let rest = archive(&mock, "&account=qiniu:a&before=3");
    assert_eq!(rest["log"]["entries"].as_array().unwrap().len(), 1);
    assert_eq!(rest["log"].get("_next"), None);
    // Nothing answered this.
    arm(
        &mock,
        &json!({ "name": "r", "when": { "operation": "*" }, "then": { "transport": "close" } }),
    );
    let address = mock.address();
    let head = format!(
        "GET /sslcert HTTP/1.1\r\nHost: x\r\nAuthorization: QBox a:{}=\r\n\r\n",
        "A".repeat(27)
    );
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
    let _ = std::io::Read::read_to_end(&mut stream, &mut Vec::new());
    let lost = archive(&mock, "&limit=1");
    check("/log", &lost["log"]);
    let response = &lost["log"]["entries"][0]["response"];
    assert_eq!((&response["status"], &response["bodySize"]), (&json!(0), &json!(-1)));
    for (target, words) in [
        ("requests?format=xml", "`format`: write `json`, `har`, `curl` or `fixture`"),
        ("requests?format=har&brief=true", "`brief` works only with the format `json`"),
        ("requests/wait?format=har", "`format`: this path answers only as `json`"),
    ] {
        let refused = mock.request("GET", &format!("/_certmock/{target}")).send().expect(400);
        assert_eq!(refused["error"], words);
    }
}
