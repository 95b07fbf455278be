//! Tests of what is shown and what is hidden.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::*;

/// The shipped certificates and keys whose file names end like this.
fn material(end: &str) -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/certificates");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wanted = files.filter(|file| file.to_string_lossy().ends_with(end));
    wanted
        .map(|file| (file.display().to_string(), std::fs::read_to_string(&file).unwrap()))
        .collect()
}

fn bare(pem: &str) -> String {
    pem.lines().filter(|line| !line.starts_with("-----") && !line.contains(':')).collect()
}

/// The encodings in which a PEM text may be sent.
fn forms(pem: &str) -> Vec<String> {
    let bare = bare(pem);
    let der = STANDARD.decode(&bare).unwrap();
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let digits = der.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>();
    vec![
        pem.to_owned(),
        pem.replace('\n', "\\n"),
        pem.replace('\n', " "),
        pem.to_lowercase(),
        encode(pem),
        encode(&encode(pem)),
        pem.replace(' ', "+"),
        bare.clone(),
        format!("a word before {bare}"),
        format!("word/{}", STANDARD.encode(pem)),
        URL_SAFE_NO_PAD.encode(&der),
        encode(&bare),
        STANDARD.encode(pem),
        STANDARD.encode(STANDARD.encode(pem)),
        STANDARD.encode(&bare),
        digits.concat(),
        digits.join(":").to_uppercase(),
        der.iter().map(|byte| char::from(*byte)).collect(),
        String::from_utf8_lossy(&der).into_owned(),
    ]
}

#[test]
fn a_private_key_is_known_in_every_form_and_a_certificate_in_none() {
    for (file, key) in material(".key") {
        let is_pkcs1_encrypted = key.contains("Proc-Type");
        for (number, form) in forms(&key).iter().enumerate() {
            // A key that is encrypted in OpenSSL's old way has arbitrary bytes inside its block.
            let is_known = keys::holds_one(form)
                || is_pkcs1_encrypted && !form.to_lowercase().contains("private")
                // The raw DER of an encrypted key, read as text, lost its version.
                || file.contains("encrypted") && number >= 17;
            assert!(is_known, "{file} {number}: {form}");
        }
    }
    for (file, certificate) in material(".crt") {
        if file.contains("garbage") {
            continue;
        }
        let end = "-----END CERTIFICATE-----\n";
        let first = certificate.split_inclusive(end).next().unwrap();
        // The last two forms are DER decoded as text, for which a certificate cannot be distinguished from a
        // key.
        for (number, form) in forms(first).iter().enumerate().take(17) {
            assert!(!holds_secret(form), "{file} {number}: {form}");
        }
        assert!(!holds_secret(&certificate), "{file}");
    }
    assert!(!holds_secret("the private key does not match the certificate"));
}

#[test]
fn what_is_below_a_secret_name_is_hidden_and_what_is_beside_it_is_shown() {
    let value = json!({
        "name": "x", "n": 1, "pri": { "v": "SEKRET" }, "key": "SEKRET", "list": [{ "Private-Key": [["SEKRET"], 7, true] }],
        "-----BEGIN PRIVATE KEY-----": "x", "text": "{\"token\":\"SEKRET\"}", "none": { "sk": null },
    });
    let shown = super::value("", &value);
    assert_eq!(shown["name"], "x");
    assert_eq!(shown["n"], 1);
    assert_eq!(shown["pri"], "(hidden)");
    assert_eq!(shown["list"][0]["Private-Key"], json!([[mark("SEKRET")], "(hidden)", "(hidden)"]));
    assert_eq!(shown["none"]["sk"], Value::Null);
    for secret in ["SEKRET", "PRIVATE KEY-"] {
        assert!(!shown.to_string().contains(secret), "{shown}");
    }
}

#[test]
fn queries_headers_paths_and_names_are_shown_without_their_secrets() {
    let secret = mark("SEKRET");
    for (sent, shown) in [
        ("limit=1&pri=SEKRET&b", format!("limit=1&pri={secret}&b=")),
        ("%70ri=SEKRET", format!("%70ri={secret}")),
        ("private_key.0=SEKRET", format!("private_key.0={secret}")),
        ("limit=1", "limit=1".to_owned()),
        ("plain", "plain".to_owned()),
    ] {
        assert_eq!(query(sent), shown);
    }
    assert!(!query("a=x;pri=SEKRET").contains("SEKRET"));
    assert_eq!(header("Host", "a:1"), "a:1");
    assert_eq!(header("X-Sdk-Date", "2026"), "2026");
    for name in ["X-Security-Token", "x-qiniu-meta", "AUTHORIZATION", "anything"] {
        assert_eq!(header(name, "SEKRET"), secret);
        assert_eq!(header(name, ""), "");
    }
    assert_eq!(header("host", "a:SEKRET@b"), mark("a:SEKRET@b"));
    for plain in ["ssl.tencentcloudapi.com", "127.0.0.1:8080", "[::1]:80", "token:8080", ""] {
        assert_eq!(host(plain), plain);
    }
    assert_eq!(host("a:SEKRET@b:80"), mark("a:SEKRET@b:80"));
    assert_eq!(host("token:SEKRET"), mark("token:SEKRET"));
    assert_eq!(path("/sslcert/5f11"), "/sslcert/5f11");
    let shown = path("/sslcert/-----BEGIN%20PRIVATE%20KEY-----SEKRET/b").into_owned();
    assert!(shown.starts_with("/sslcert/sha256:") && !shown.contains("SEKRET"), "{shown}");
    assert!(!path("/a/%3Fpri%3DSEKRET").contains("SEKRET"));
    assert_eq!(names("pri.SEKRET.x"), "pri.…");
    assert_eq!(names("request.pri"), "request.pri");
    assert_eq!(names("a.0.b"), "a.0.b");
}

#[test]
fn what_is_repeated_is_bounded() {
    let many: Vec<_> = (0..1000).map(|number| format!("n{number}=v")).collect();
    assert!(query(&many.join("&")).ends_with("&… (900 pairs more)"));
    let long = "é".repeat(100_000);
    for shown in [pair("a", &long), text(&long).into_owned(), name(&long).into_owned()] {
        assert!(shown.len() < 10_000, "{}", shown.len());
    }
}

#[test]
fn messages_lose_keys_alone() {
    let key = bare(&material("rsa-2048.key")[0].1);
    let words = format!("'{key}' is no number: '5'");
    assert_eq!(message(&words), format!("'{}' is no number: '5'", mark(&key)));
    assert_eq!(message("token=x"), "token=x");
}
