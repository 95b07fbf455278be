//! What neither the journal nor an answer repeats of a request that is wrong.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::material::pem;
use crate::mock::Mock;

#[test]
fn a_key_whose_text_has_no_line_breaks_is_in_no_flaw() {
    let mock = Mock::start();
    let key = pem("rsa-2048.key");
    let inside = key.lines().nth(1).unwrap();
    for text in [key.replace('\n', " "), key.replace('\n', ""), key.replace('\n', "\\n")] {
        let body = json!({ "name": "n", "ca": text, "pri": text });
        assert_ne!(mock.qiniu("POST", "/sslcert").json(&body).send().status, 200);
        let entries = mock.request("GET", "/_certmock/requests").send();
        assert!(!entries.text().contains(inside), "{}", entries.text());
    }
    let entries = mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
    assert!(entries["requests"][0]["flaw"].is_string(), "{entries}");
    // A method may be any word.
    let word = inside.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    mock.request(&word.replace(['+', '/'], "x"), "/sslcert").send();
    let entries = mock.request("GET", "/_certmock/requests?limit=1").send();
    assert!(entries.text().contains("\"method\":\"sha256:"), "{}", entries.text());
}

#[test]
fn a_query_that_cannot_be_read_is_refused_in_json_that_repeats_no_value_of_it() {
    let mock = Mock::start();
    for (target, words) in [
        ("requests?limit=s3cr3t", "`limit`: "),
        ("requests?limit=", "`limit`: "),
        (
            "requests?timeout=s3cr3t",
            "`timeout`: this is not a duration: write a duration like 300ms",
        ),
        ("requests?sinse=1", "unknown field `sinse`"),
        ("requests/wait?count=-1", "`count`: "),
        ("rules?account=a&account=b", "duplicate field `account`"),
        ("coverage?account=%ff&account=b", "duplicate field `account`"),
    ] {
        let answer = mock.request("GET", &format!("/_certmock/{target}")).send().expect(400);
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(words) && !error.contains("s3cr3t"), "{target}: {error}");
    }
}

/// What looks like the name of a secret in a request or an answer, and is none.
const HARMLESS: [&str; 27] = [
    "CacheKey",
    "CertCSRKeyParameter",
    "CertificatePublicKey",
    "ClientToken",
    "CsrKeyParameter",
    "DomainValidateAuthKey",
    "DvAuthKey",
    "DvAuthKeySubDomain",
    "FilterKey",
    "KeyPasswordCustomFlag",
    "SearchKey",
    "SecretList",
    "SecretName",
    "SignAlgo",
    "TagKey",
    "TagKeyMd5",
    "UrlSignatureAuthPolicy",
    "UseCrossSignRoot",
    "ValidationPassedTime",
    "password_expires_at",
    "private_key_echo",
    "quota_key",
    "signature_algorithm",
    "sort_key",
    "verify_cert_key",
    "PrivateAccess",
    "PrivateParameters",
];

#[test]
fn every_member_that_looks_like_a_secret_is_one_or_is_known_to_be_harmless() {
    let looks = ["key", "pass", "pri", "pwd", "secret", "sign", "token"];
    let harmless = |name: &str| {
        let plain = ["Ignore", "Price", "rincipal", "ingerprint", "priority"];
        HARMLESS.contains(&name)
            || plain.iter().any(|word| name.contains(word))
            || name.ends_with("enterprise_id")
            || name.ends_with("enterprise_project_id")
    };
    let mut names = BTreeSet::new();
    let mock = Mock::start();
    for provider in certmock::internals::providers::ALL {
        let document = format!("/_certmock/openapi/{}.json", provider.id);
        collect_names(&mock.request("GET", &document).send().expect(200), &mut names);
    }
    assert!(names.contains("CertKey") && names.contains("X-Auth-Token"), "{names:?}");
    let shown: Vec<_> = names
        .iter()
        .filter(|name| looks.iter().any(|word| name.to_ascii_lowercase().contains(word)))
        .filter(|name| !certmock::internals::redact::is_secret(name) && !harmless(name))
        .collect();
    assert!(shown.is_empty(), "secrets by their names? {shown:?}");
}

/// Adds the names of members and parameters in a document.
fn collect_names(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                names.extend(properties.keys().cloned());
            }
            if let (Some(_), Some(Value::String(name))) = (members.get("in"), members.get("name")) {
                names.insert(name.clone());
            }
            members.values().for_each(|value| collect_names(value, names));
        }
        _ => {}
    }
}
