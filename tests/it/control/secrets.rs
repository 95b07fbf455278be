//! Requests with secrets that are known again, where they belong and where they do not.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use certmock::internals::spec::Credentials;
use certmock::{Bounds, Config};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::arm;
use crate::material::pair;
use crate::mock::{Answer, Mock, Request, date};
use crate::table::{example, rows};
use crate::tencent::client::signed;
use crate::vendors::admitted;

/// Sends every operation with secrets that are known again; those are what is given back.
pub(crate) fn send_secrets(mock: &Mock) -> Vec<String> {
    let (_, private_key) = pair("rsa-2048");
    for row in rows() {
        admitted(row.provider, example(mock, &row)).send();
        if row.operation.credentials == Credentials::Account {
            // Refused before anything is known, too.
            example(mock, &row).header("X-Auth-Token", "t0ken-secret").send();
        }
    }
    let secret = json!({
        "auth": { "identity": { "methods": ["password"], "password": { "user": {
            "name": "certmock", "password": "passw0rd-secret", "domain": { "name": "certmock" } } } } }
    });
    mock.request("POST", "/v3/auth/tokens").json(&secret).send();
    // Of an account that is declared, so that the signatures are wrong and are explained.
    mock.qiniu_as("certmock", "GET", "/sslcert").send().expect(401);
    let signature = format!(
        "SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date, Signature={}",
        "0".repeat(64)
    );
    mock.request("GET", "/v1.0/certmock/elbaas/certificate")
        .header("X-Sdk-Date", &date(Duration::ZERO))
        .header("Authorization", &signature)
        .send();
    let inside = private_key.lines().nth(3).unwrap().to_owned();
    let signatures = ["A".repeat(27), "0".repeat(64)];
    let words = ["passw0rd-secret", "t0ken-secret", "PRIVATE KEY"].map(str::to_owned);
    words.into_iter().chain(signatures).chain([inside]).chain(send_misplaced(mock, 3)).collect()
}

/// Names of secrets, a few for each vendor.
const NAMES: [&str; 14] = [
    "pri",
    "private_key",
    "CertificatePrivateKey",
    "CertificateKey",
    "CsrKeyPassword",
    "KeyPass",
    "password",
    "SecretKey",
    "secret_access_key",
    "Token",
    "X-Auth-Token",
    "x-security-token",
    "X-TC-Token",
    "Cookie",
];

/// Names of what is no secret, one for each vendor.
const PLAIN: [&str; 4] = ["name", "Alias", "alias", "extra"];

/// The same choices in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// The name in other letters, and perhaps without what parts it, or with a number behind it.
    fn respell(&mut self, name: &str) -> String {
        let case = |letter: char, upper| {
            if upper { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
        };
        let letters: String = name.chars().map(|letter| case(letter, self.below(2) == 0)).collect();
        match self.below(4) {
            0 => letters.replace(['_', '-'], ""),
            1 => format!("{letters}.{}", self.below(3)),
            2 => name.to_owned(),
            _ => letters,
        }
    }
}

/// Something secret, as a value, and what is known of it again.
struct Placed {
    name: String,
    value: Value,
    mark: String,
}

/// A marked word under each name and in each shape, and a key in each form under names of no secret,
/// too.
fn placements() -> Vec<Placed> {
    let mut chance = Chance(6);
    let mut placed = Vec::new();
    for (number, name) in NAMES.iter().enumerate() {
        for shape in 0..9 {
            let mark = format!("48151{:05}", number * 100 + shape);
            let name = chance.respell(name);
            let value = match shape {
                0 => json!(mark),
                1 => json!(mark.parse::<u64>().unwrap()),
                2 => json!([mark]),
                3 => json!({ "v": mark }),
                4 => json!([{ "a": [{ "b": mark }] }]),
                5 => json!({ mark.as_str(): 1 }),
                6 => json!([mark.parse::<u64>().unwrap(), [mark]]),
                // Below a name of no secret, and as a text in one.
                7 => json!({ "list": [{ name.as_str(): { "x": mark } }] }),
                _ => json!(format!("{{\"{name}\": \"{mark}\"}}")),
            };
            let name = if shape < 7 { name } else { PLAIN[chance.below(PLAIN.len())].to_owned() };
            placed.push(Placed { name, value, mark });
        }
    }
    for (form, mark) in forms() {
        for name in PLAIN {
            let value = match chance.below(3) {
                0 => json!(form),
                1 => json!([form]),
                _ => json!({ form.as_str(): form }),
            };
            placed.push(Placed { name: name.to_owned(), value, mark: mark.clone() });
        }
        placed.push(Placed { name: form.clone(), value: json!("x"), mark });
    }
    placed
}

/// A key as it is sent, each with what is in it alone.
fn forms() -> Vec<(String, String)> {
    let mut forms = Vec::new();
    for kind in ["rsa-2048", "ec-p256", "ed25519"] {
        let (_, pem) = pair(kind);
        let bare: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let encoded = encode(&pem);
        if kind != "rsa-2048" {
            let mark = bare[bare.len() / 2..].chars().take(16).collect();
            forms.push((bare, mark));
            continue;
        }
        for form in [pem.replace('\n', " "), bare, STANDARD.encode(&pem), encoded, pem] {
            let middle = form.len() / 2;
            let mark: String = form[middle..].lines().next().unwrap().chars().take(16).collect();
            forms.push((form, mark));
        }
    }
    forms
}

/// Percent-encoded, letters and digits excepted.
fn encode(text: &str) -> String {
    let plain = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(plain).collect()
}

/// The text of a value, for what has texts alone.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A way to say something in a wire; nothing where it has no place for that.
type Way = fn(&Mock, &Placed) -> Option<Request>;

const ELB: &str = "/v1.0/certmock/elbaas/certificate";
const RAINBOND: &str = "/openapi/v1/teams/certmock/certificates";
const QBOX: &str = "QBox certmock:AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

fn target(path: &str, placed: &Placed) -> String {
    format!("{path}?limit=1&{}={}", encode(&placed.name), encode(&text_of(&placed.value)))
}

fn body(placed: &Placed) -> Value {
    json!({ placed.name.as_str(): placed.value })
}

/// A header of that name with that value, where it can be one.
fn in_header(request: Request, placed: &Placed) -> Option<(Request, String)> {
    let name = placed.name.replace(['.', '_'], "-");
    let fits = |text: &str| text.len() < 4000 && !text.contains(['\n', '\r']);
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    // What is known by its name is known only by the right one, in any case.
    let value = text_of(&placed.value);
    let taken = ["host", "cookie", "x-auth-token"].contains(&&*name.to_ascii_lowercase());
    (is_name && !taken && fits(&value)).then(|| (request.header(&name, &value), name))
}

fn huawei(request: Request, signed: &str) -> Request {
    let signature = format!(
        "SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date;{signed}, Signature={}",
        "0".repeat(64)
    );
    request.header("X-Sdk-Date", &date(Duration::ZERO)).header("Authorization", &signature)
}

fn tencent(mock: &Mock) -> Request {
    let request = mock.request("POST", "/").header("X-TC-Version", "2019-12-05");
    request.header("X-TC-Action", "UploadCertificate")
}

fn tc3(request: Request, signed: &str) -> Request {
    let now = OffsetDateTime::now_utc();
    let authorization = format!(
        "TC3-HMAC-SHA256 Credential=certmock/{}/ssl/tc3_request, SignedHeaders=content-type;host;{signed}, Signature={}",
        now.date(),
        "0".repeat(64)
    );
    let request = request.header("X-TC-Timestamp", &now.unix_timestamp().to_string());
    request.header("Authorization", &authorization)
}

fn v1(placed: &Placed) -> String {
    format!(
        "Action=UploadCertificate&Version=2019-12-05&Nonce=1&SecretId=certmock&Timestamp={}&{}={}&Signature=AAAA",
        OffsetDateTime::now_utc().unix_timestamp(),
        encode(&placed.name),
        encode(&text_of(&placed.value)),
    )
}

fn multipart(mock: &Mock, field: &str, file: &str) -> Request {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\r\nx\r\n--b--\r\n"
    );
    let request = mock.request("POST", RAINBOND).header("Authorization", "certmock");
    request.header("Content-Type", "multipart/form-data; boundary=b").body(body)
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Every wire, each admitted and, where it has signatures, with a wrong one that is explained.
const WAYS: [Way; 20] = [
    |mock, placed| Some(mock.qiniu("POST", "/sslcert").json(&body(placed))),
    |mock, placed| Some(mock.qiniu("GET", &target("/sslcert", placed))),
    |mock, placed| Some(mock.qiniu_as("certmock", "GET", &target("/sslcert", placed))),
    |mock, placed| {
        let token = QBOX.replace("QBox", "Qiniu");
        let request = mock.request("GET", &target("/sslcert", placed));
        Some(request.header("Authorization", &token))
    },
    |mock, placed| {
        let named = Placed { name: format!("X-Qiniu-{}", placed.name), ..clone(placed) };
        let (request, _) = in_header(mock.request("GET", "/sslcert"), &named)?;
        Some(request.header("Authorization", &QBOX.replace("QBox", "Qiniu")))
    },
    |mock, placed| Some(mock.qiniu("GET", &format!("/sslcert/{}", in_path(placed)?))),
    |mock, placed| {
        Some(
            mock.request("GET", &format!("/sslcert/{}", in_path(placed)?))
                .header("Authorization", QBOX),
        )
    },
    |mock, placed| Some(mock.huawei("POST", "certificate").json(&body(placed))),
    |mock, placed| {
        Some(mock.huawei("GET", "certificate").query(target("", placed).strip_prefix('?')?))
    },
    |mock, placed| Some(huawei(mock.request("GET", &target(ELB, placed)), "host")),
    |mock, placed| {
        let (request, name) = in_header(mock.request("GET", ELB), placed)?;
        Some(huawei(request, &name))
    },
    |mock, placed| {
        Some(huawei(mock.request("GET", &format!("{ELB}/{}", in_path(placed)?)), "host"))
    },
    |mock, placed| {
        let request = mock.request("POST", RAINBOND).header("Authorization", "certmock");
        Some(request.json(&body(placed)))
    },
    |mock, placed| {
        let request = mock.request("POST", &target(RAINBOND, placed)).header("Content-Type", FORM);
        let pair = format!("{}={}", encode(&placed.name), encode(&text_of(&placed.value)));
        Some(request.header("Authorization", "certmock").body(pair))
    },
    |mock, placed| {
        let file = text_of(&placed.value);
        (!file.contains(['"', '\n'])).then(|| multipart(mock, &placed.name, &file))
    },
    |mock, placed| Some(signed(tencent(mock), "tester").json(&body(placed))),
    |mock, placed| Some(tc3(tencent(mock), "x-tc-action").json(&body(placed))),
    |mock, placed| {
        let (request, name) = in_header(tencent(mock), placed)?;
        Some(tc3(request, &name).json(&json!({})))
    },
    |mock, placed| Some(mock.request("GET", &format!("/?{}", v1(placed)))),
    |mock, placed| Some(mock.request("POST", "/").header("Content-Type", FORM).body(v1(placed))),
];

fn clone(placed: &Placed) -> Placed {
    Placed { name: placed.name.clone(), value: placed.value.clone(), mark: placed.mark.clone() }
}

/// The same as a segment of a path, where it is known without its name.
fn in_path(placed: &Placed) -> Option<String> {
    let is_known = PLAIN.contains(&&*placed.name);
    is_known.then(|| encode(&text_of(&placed.value)))
}

/// Whether an answer refuses: Tencent Cloud does so with the status of a success.
fn is_error(answer: &Answer) -> bool {
    answer.status >= 400 || answer.text().contains("\"Error\":")
}

/// Sends each so-manieth of the secrets where it does not belong, in every wire; what is known of them again. No refusal
/// has one of them, nor what a rule says came near it.
fn send_misplaced(mock: &Mock, each: usize) -> Vec<String> {
    let placements: Vec<_> = placements().into_iter().step_by(each).collect();
    for placed in &placements {
        for (number, way) in WAYS.iter().enumerate() {
            let Some(request) = way(mock, placed) else { continue };
            let answer = request.send();
            let what = format!("{number} {} {}", placed.name, placed.value);
            let shows = String::from_utf8_lossy(&answer.body).contains(&placed.mark);
            assert!(!(shows && is_error(&answer)), "{what}: {}", answer.text());
            let rules = mock.request("GET", "/_certmock/rules").send();
            assert!(!rules.text().contains(&placed.mark), "{what}: {}", rules.text());
        }
    }
    placements.into_iter().map(|placed| placed.mark).collect()
}

#[test]
fn a_secret_in_the_wrong_place_is_in_no_near_miss_no_entry_and_no_refusal() {
    let journal = Bounds { entries: 100_000, bytes: usize::MAX };
    let mock = Mock::with(Config { journal, ..Config::default() });
    // Each is near to what has one of the names.
    for name in PLAIN.iter().chain(&NAMES) {
        let when = json!({ "operation": "*", "request": { *name: { "v": { "w": 1 } } } });
        let then = json!({ "delay": "1ms" });
        arm(&mock, &json!({ "name": name, "when": when, "then": then }));
    }
    let marks = send_misplaced(&mock, 1);
    let list = mock.request("GET", "/_certmock/requests?limit=100000").send();
    let coverage = mock.request("GET", "/_certmock/coverage").send();
    let entries = list.expect(200);
    for mark in &marks {
        assert!(!coverage.text().contains(mark), "{mark}");
        if list.text().contains(mark) {
            let all = entries["requests"].as_array().unwrap();
            let entry = all.iter().find(|entry| entry.to_string().contains(mark)).unwrap();
            panic!("{mark}: {entry:#}");
        }
    }
    let id = entries["requests"][0]["id"].as_str().unwrap();
    let alone = mock.request("GET", &format!("/_certmock/requests/{id}")).send();
    assert!(marks.iter().all(|mark| !alone.text().contains(mark)));
    assert!(list.text().matches("sha256:").count() > 1000);
    // To be made again, requests are no more than that.
    for format in ["curl", "fixture"] {
        let target = format!("/_certmock/requests?limit=100000&format={format}");
        let again = mock.request("GET", &target).send();
        assert_eq!(again.status, 200, "{format}");
        assert!(marks.iter().all(|mark| !again.text().contains(mark)), "{format}");
    }
}

#[test]
fn no_error_of_a_rule_a_state_or_a_fixture_repeats_a_secret() {
    let mock = Mock::start();
    for placed in placements() {
        let value = &placed.value;
        let rule = |then: Value, request: Value| json!({ "name": "r", "when": { "operation": "qiniu.*", "request": request }, "then": then });
        let header = json!({ "headers": { placed.name.as_str(): value } });
        // Of what is no text, the type alone is said: tests of fixtures hold that.
        let text = if value.is_string() { value.clone() } else { json!(placed.name) };
        let fixture =
            json!({ "certmock": 1, "seed": { "file": text }, "rules": [{ "name": text }] });
        let respond = json!({ "respond": { "status": value } });
        let state = |member: &str| json!({ "certmock": { "qiniu": { "certificates": [{ "certID": "a", member: value }] } } });
        for (method, target, body) in [
            ("POST", "rules", rule(header, json!({}))),
            ("POST", "rules", rule(respond, json!({}))),
            ("POST", "rules", rule(json!({}), body(&placed))),
            ("POST", "rules", json!({ "name": "r", "when": { "account": value }, "then": {} })),
            ("PUT", "state", state(&placed.name)),
            ("PUT", "state", state("private_key")),
            ("PUT", "state", json!({ "certmock": { "qiniu": [value] } })),
            ("POST", "fixtures", fixture),
        ] {
            let answer = mock.request(method, &format!("/_certmock/{target}")).json(&body).send();
            assert!(!answer.text().contains(&placed.mark), "{target} {body}: {}", answer.text());
            mock.request("DELETE", "/_certmock/rules").send().expect(200);
        }
    }
}
