//! Whatever is sent, the answer is one that the vendor documents, in its own shape.

use std::sync::LazyLock;

use axum::http::HeaderValue;
use certmock::providers::tencent_ssl::PROVIDER;
use certmock::spec::Operation;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::client::{Ssl, api, apply, check_reply, issued, response, signed};
use crate::material::pem;
use crate::mock::Answer;

/// One server for all.
static SSL: LazyLock<Ssl> = LazyLock::new(Ssl::start);

/// A state with something of every kind in it, and the ids and numbers that name it.
static BEGINNING: LazyLock<(Value, Vec<String>)> = LazyLock::new(|| {
    let ssl = Ssl::start();
    let pair = json!({
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
    });
    let mut names = Vec::new();
    for _ in 0..2 {
        let id = ssl.ask("UploadCertificate", &pair)["CertificateId"].clone();
        names.push(id.as_str().unwrap().to_owned());
    }
    names.push(apply(&ssl, "DNS", "pending.test.com"));
    names.push(apply(&ssl, "FILE", "audited.test.com"));
    names.push(apply(&ssl, "DNS_AUTO", "issued.test.com"));
    names.push(issued(&ssl, "www.other.com"));
    for product in [12, 6, 6] {
        let product = json!({ "ProductId": product, "DomainNum": 1, "TimeSpan": 1 });
        let id = ssl.ask("CreateCertificate", &product)["CertificateIds"][0].clone();
        names.push(id.as_str().unwrap().to_owned());
    }
    let information = json!({
        "CertId": names[8], "GenCsrType": "online", "CertCommonName": "www.test.com",
        "CompanyType": 1, "CompanyId": "1", "CsrEncryptAlgo": "ECC",
    });
    ssl.ask("CertificateInfoSubmit", &information);
    let mut state = ssl.state();
    state["resources"] = json!([
        { "type": "cdn", "domains": ["www.example.com"], "certificate_id": names[0] },
        { "type": "clb", "region": "ap-guangzhou", "instance_id": "lb-1", "listener_id": "lbl-1" },
    ]);
    // An order as no request makes it.
    state["certificates"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "orderless", "source": "free", "status": "reviewing" }));
    ssl.put(&state);
    names.push("orderless".to_owned());
    for (action, parameters, member) in [
        (
            "DeployCertificateInstance",
            json!({ "CertificateId": names[1], "InstanceIdList": ["www.example.com|on"], "ResourceType": "cdn" }),
            "DeployRecordId",
        ),
        (
            "UpdateCertificateInstance",
            json!({ "OldCertificateId": names[1], "CertificateId": names[0], "ResourceTypes": ["cdn"] }),
            "DeployRecordId",
        ),
        (
            "DeleteCertificate",
            json!({ "CertificateId": names[1], "IsCheckResource": true }),
            "TaskId",
        ),
    ] {
        let number = ssl.ask(action, &parameters)[member].clone();
        names.push(number.as_str().map_or_else(|| number.to_string(), str::to_owned));
    }
    (ssl.state(), names)
});

/// Asserts that a refusal is documented for the action, or else that the reply has its shape.
fn documented(operation: &Operation, answer: &Answer) -> Result<(), TestCaseError> {
    let response = response(answer);
    let Some(code) = response["Error"]["Code"].as_str() else {
        check_reply(operation.name, &response);
        return Ok(());
    };
    let errors = PROVIDER.errors_of(operation);
    // The emulator's own failure is never a right answer here.
    let known = code != "InternalError" && errors.iter().any(|error| error.code() == code);
    prop_assert!(known, "{}: {response}", operation.name);
    Ok(())
}

/// Values that mean something somewhere, and others.
fn values() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "nobody00",
        "",
        "0",
        "1",
        "-1",
        "clb",
        "cdn",
        "DNS",
        "DNS_AUTO",
        "FILE",
        "Upload",
        "online",
        "parse",
        "ECC",
        "SM2",
        "CA",
        "SVR",
        "nginx",
        "www.example.com",
        "*.example.com",
        "www.example.com|on",
        "lb-1|lbl-1",
        "ASC",
        "buy",
        "2026-01-01 00:00:00",
    ]);
    let files = prop::sample::select(vec![
        "wildcard.crt",
        "wildcard.key",
        "rsa-2048.crt",
        "ec-p256.key",
        "garbage.crt",
        "encrypted.key",
    ]);
    let names = prop::sample::select(BEGINNING.1.clone());
    prop_oneof![
        8 => names.clone().prop_map(Value::from),
        2 => names.clone().prop_map(|name| name.parse::<u64>().map_or(Value::Null, Value::from)),
        2 => prop::collection::vec(names, 0..3).prop_map(Value::from),
        8 => words.clone().prop_map(Value::from),
        2 => files.prop_map(|file| pem(file).into()),
        2 => prop::collection::vec(words, 0..3).prop_map(Value::from),
        2 => prop::sample::select(vec![0, 1, 2, 12, 83, 1000]).prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => Just(json!([{ "TagKey": "a", "TagValue": "b" }])),
        1 => Just(json!([{ "ResourceType": "clb", "Regions": ["ap-guangzhou"] }])),
        1 => Just(Value::Null),
    ]
}

/// An action with some of its parameters; RSA is left out, because its keys take long.
fn requests() -> impl Strategy<Value = (&'static Operation, Value)> {
    let operation = prop::sample::select(PROVIDER.operations.iter().collect::<Vec<_>>());
    let chosen = prop::collection::vec((any::<bool>(), values()), 42);
    (operation, chosen).prop_map(|(operation, chosen)| {
        let fields = api()["actions"][operation.name]["request"].as_array().unwrap();
        let mut parameters = Map::new();
        for (field, (taken, value)) in fields.iter().zip(chosen) {
            if taken || field[3] == true {
                parameters.insert(field[0].as_str().unwrap().to_owned(), value);
            }
        }
        for algorithm in ["CsrEncryptAlgo", "CertCSREncryptAlgo"] {
            if fields.iter().any(|field| field[0] == algorithm) {
                parameters.insert(algorithm.to_owned(), json!("ECC"));
            }
        }
        (operation, Value::Object(parameters))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_parameters_of_any_action_are_answered_as_documented((operation, parameters) in requests()) {
        SSL.put(&BEGINNING.0);
        documented(operation, &SSL.request(operation.name, &parameters).send())?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_and_any_query_are_answered_as_documented(
        body in prop::collection::vec(any::<u8>(), 0..200),
        query in "[a-zA-Z0-9%&=.+_~-]{0,60}",
        form in any::<bool>(),
    ) {
        let (list, media) = (&PROVIDER.operations[3], if form { "application/x-www-form-urlencoded" } else { "application/json" });
        for (method, target) in [("POST", "/".to_owned()), ("GET", format!("/?{query}"))] {
            let request = SSL.mock.request(method, &target)
                .header("X-TC-Action", list.name)
                .header("X-TC-Version", "2019-12-05")
                .header("Content-Type", media);
            let request = signed(request, "tester");
            let request = if method == "POST" { request.body(body.clone()) } else { request };
            documented(list, &request.send())?;
        }
        let bare = SSL.mock.request("POST", "/").header("Content-Type", media).body(body);
        documented(list, &bare.send())?;
    }

    #[test]
    fn any_common_header_is_answered_as_documented(
        value in "[ -~]{0,80}",
        scheme in prop::sample::select(vec!["", "TC3-HMAC-SHA256 ", "TC3-HMAC-SHA256 Credential=certmock/", "1"]),
        header in prop::sample::select(vec!["Authorization", "X-TC-Timestamp", "X-TC-Version", "X-TC-Action", "X-TC-Region", "X-TC-Token", "X-TC-Language", "Host"]),
    ) {
        let value = format!("{scheme}{value}");
        prop_assume!(HeaderValue::from_str(&value).is_ok());
        let mut headers = vec![
            ("X-TC-Action", "DescribeCertificates".to_owned()),
            ("X-TC-Version", "2019-12-05".to_owned()),
            ("X-TC-Timestamp", time::OffsetDateTime::now_utc().unix_timestamp().to_string()),
            ("Authorization", "SKIP".to_owned()),
        ];
        headers.retain(|(name, _)| *name != header);
        headers.push((header, value));
        let request = headers.iter().fold(SSL.mock.request("POST", "/"), |request, (name, value)| request.header(name, value));
        documented(&PROVIDER.operations[3], &request.body("{}").send())?;
    }
}
