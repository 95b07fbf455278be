//! What is taken for a certificate and its key.

use serde_json::{Value, json};

use super::super::ask;
use crate::huawei::refused_by_gateway;
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock};

fn send(mock: &Mock, option: &Value) -> Answer {
    ask(mock, "v3.CreateCertificate", &[]).json(&json!({ "certificate": option })).send()
}

#[track_caller]
fn invalid(answer: &Answer, member: &str) {
    refused_by_gateway(answer, 400, "ELB.8902", &format!("Invalid input for '{member}'."));
}

#[test]
fn what_is_no_pair_is_refused_by_the_member_that_is_wrong() {
    let mock = Mock::start();
    let (certificate, private_key) = pair("rsa-2048");
    for (certificate, private_key, member) in [
        (Value::Null, json!(private_key), "certificate"),
        (json!(certificate), Value::Null, "private_key"),
        (json!(""), json!(private_key), "certificate"),
        (json!(certificate), json!(""), "private_key"),
        (json!("nonsense"), json!(private_key), "certificate"),
        (json!(pem("garbage.crt")), json!(private_key), "certificate"),
        (json!(private_key), json!(certificate), "certificate"),
        (json!(certificate), json!(certificate), "private_key"),
        (json!(certificate), json!(pem("encrypted.key")), "private_key"),
        (json!(certificate), json!(pem("encrypted.pkcs1.key")), "private_key"),
        (json!(certificate), json!(pem("mismatched.key")), "private_key"),
        (json!(certificate), json!(pem("secp256k1.key")), "private_key"),
        (json!(pem("chain-out-of-order.crt")), json!(private_key), "private_key"),
        (json!([certificate]), json!(private_key), "certificate"),
        (json!(certificate), json!({ "pem": 1 }), "private_key"),
    ] {
        let option = json!({ "certificate": certificate, "private_key": private_key });
        invalid(&send(&mock, &option), member);
    }
}

#[test]
fn what_the_service_does_not_look_at_is_taken() {
    let mock = Mock::start();
    for name in ["expired", "not-yet-valid", "self-signed", "rsa-1024", "ed25519", "ec-p521"] {
        let (certificate, private_key) = pair(name);
        let option = json!({ "certificate": certificate, "private_key": private_key, "domain": "not.the.certificates" });
        send(&mock, &option).expect(201);
    }
    let private_key = pem("rsa-2048.key");
    for chain in ["chain-parent-later.crt", "chain-issuer-missing.crt", "chain-wrong-signature.crt"]
    {
        send(&mock, &json!({ "certificate": pem(chain), "private_key": private_key })).expect(201);
    }
    // The service was seen to take a short line amid others, and no newline at the end.
    let text = pem("self-signed.crt");
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let rest = lines[2].split_off(21);
    lines.insert(3, rest);
    let option = json!({ "certificate": lines.join("\n"), "private_key": pem("self-signed.key") });
    assert_eq!(
        send(&mock, &option).expect(201)["certificate"]["certificate"],
        option["certificate"]
    );
    let sec1 = json!({ "certificate": pem("ec-p256.crt"), "private_key": pem("ec-p256.sec1.key") });
    send(&mock, &sec1).expect(201);
}

#[test]
fn a_chain_has_eleven_certificates_at_the_most_and_texts_have_their_lengths() {
    let mock = Mock::start();
    let chain = |issuers: usize| {
        let certificate = pem("self-signed.crt") + &pem("root.crt").repeat(issuers);
        send(&mock, &json!({ "certificate": certificate, "private_key": pem("self-signed.key") }))
    };
    chain(10).expect(201);
    invalid(&chain(11), "certificate");
    let (certificate, private_key) = pair("self-signed");
    let padded = |text: &str, length: usize| format!("{text}{}", "\n".repeat(length - text.len()));
    let with = |certificate: String, private_key: String| {
        send(&mock, &json!({ "certificate": certificate, "private_key": private_key }))
    };
    with(padded(&certificate, 65_536), padded(&private_key, 8192)).expect(201);
    invalid(&with(padded(&certificate, 65_537), private_key.clone()), "certificate");
    invalid(&with(certificate, padded(&private_key, 8193)), "private_key");
}

#[test]
fn an_authority_of_clients_needs_no_key_and_keeps_none() {
    let mock = Mock::start();
    let with_key = |private_key: Value| {
        send(
            &mock,
            &json!({ "type": "client", "certificate": pem("root.crt"), "private_key": private_key }),
        )
    };
    for key in [Value::Null, json!(""), json!(pem("mismatched.key")), json!(pem("encrypted.key"))] {
        let shown = with_key(key).expect(201)["certificate"].clone();
        assert_eq!((&shown["type"], &shown["private_key"]), (&json!("client"), &json!("")));
    }
    invalid(&with_key(json!("nonsense")), "private_key");
    let leaf = json!({ "type": "client", "certificate": pem("ec-p256.crt") });
    invalid(&send(&mock, &leaf), "certificate");
}

#[test]
fn a_certificate_of_the_chinese_algorithms_has_a_second_one() {
    let mock = Mock::start();
    let whole = json!({
        "type": "server_sm",
        "certificate": pem("sm2-sign.crt"), "private_key": pem("sm2-sign.key"),
        "enc_certificate": pem("sm2-enc.crt"), "enc_private_key": pem("sm2-enc.key"),
    });
    let shown = send(&mock, &whole).expect(201)["certificate"].clone();
    for member in ["type", "certificate", "private_key", "enc_certificate", "enc_private_key"] {
        assert_eq!(shown[member], whole[member], "{member}");
    }
    assert_eq!(shown["common_name"], "sm2.example.com");
    for member in ["certificate", "private_key", "enc_certificate", "enc_private_key"] {
        let mut part = whole.clone();
        part.as_object_mut().unwrap().shift_remove(member);
        invalid(&send(&mock, &part), member);
        part[member] = json!("nonsense");
        invalid(&send(&mock, &part), member);
    }
    let body = json!({ "certificate": { "enc_private_key": pem("sm2-sign.key") } });
    let id = shown["id"].as_str().unwrap();
    let updated = ask(&mock, "v3.UpdateCertificate", &[id]).json(&body).send().expect(200);
    assert_eq!(updated["certificate"]["enc_private_key"], pem("sm2-sign.key"));
}

#[test]
fn no_key_of_a_request_is_in_the_journal_or_in_a_refusal() {
    let mock = Mock::start();
    let key = pem("mismatched.key");
    let secret = key.lines().nth(3).unwrap().to_owned();
    let sm =
        json!({ "type": "server_sm", "certificate": pem("sm2-sign.crt"), "enc_private_key": key });
    let mut refusals = Vec::new();
    for option in [
        json!({ "certificate": pem("ec-p256.crt"), "private_key": key }),
        json!({ "certificate": key, "private_key": key }),
        json!({ "certificate": pem("ec-p256.crt"), "private_key": key, key.clone(): 1 }),
        json!({ "name": key, "description": key }),
        sm,
    ] {
        refusals.push(send(&mock, &option).expect(400).to_string());
    }
    let filter =
        format!("private_key={}", key.replace('+', "%2B").replace(' ', "+").replace('\n', "%0A"));
    ask(&mock, "v2.ListCertificates", &[]).query(&filter).send().expect(200);
    let journal = mock.request("GET", "/_certmock/requests").send().expect(200).to_string();
    for text in refusals.iter().chain([&journal]) {
        assert!(!text.contains(&secret), "{text}");
    }
}
