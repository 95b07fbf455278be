//! Whatever is sent, the answer is one that the vendor documents, in its own shape.

use std::sync::LazyLock;

use axum::http::HeaderValue;
use certmock::internals::providers::{tencent_gaap, tencent_ssl};
use certmock::internals::spec::{Operation, Provider};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::client::{Client, GAAP, SSL, Service, response, signed};
use crate::material::pem;
use crate::mock::Answer;
use crate::tencent_gaap::everything;
use crate::tencent_ssl::{apply, issued};

/// A service with something of every kind in it.
struct Scene {
    service: &'static Service,
    provider: &'static Provider,
    /// One server for all cases.
    client: Client,
    /// What each case begins with.
    beginning: Value,
    /// The ids and numbers that name what is there.
    names: Vec<String>,
}

static SSL_SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let (beginning, names) = ssl_beginning();
    let (service, provider, client) = (&SSL, &tencent_ssl::PROVIDER, Client::ssl());
    Scene { service, provider, client, beginning, names }
});

static GAAP_SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let (beginning, names) = everything();
    let (service, provider, client) = (&GAAP, &tencent_gaap::PROVIDER, Client::gaap());
    Scene { service, provider, client, beginning, names }
});

fn ssl_beginning() -> (Value, Vec<String>) {
    let ssl = Client::ssl();
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
}

impl Scene {
    /// Asserts that a refusal is documented for the action, or else that the reply has its shape.
    fn documented(&self, operation: &Operation, answer: &Answer) -> Result<(), TestCaseError> {
        let response = response(answer);
        let Some(code) = response["Error"]["Code"].as_str() else {
            self.service.check_reply(operation.name, &response);
            return Ok(());
        };
        let mut errors = operation.call.errors();
        errors.extend(self.provider.protocol.errors());
        // The emulator's own failure is never a right answer here.
        let known = code != "InternalError" && errors.iter().any(|error| error.code() == code);
        prop_assert!(known, "{}: {response}", operation.name);
        Ok(())
    }

    /// Values that mean something somewhere, and others.
    fn values(&self) -> impl Strategy<Value = Value> + use<> {
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
            "default",
            "HTTPS",
            "Hongkong",
            "IPv6",
            "TLSv1.2",
            "IP",
            "wrr",
            "/path",
            "ON",
            "root:FSGdT",
        ]);
        let files = prop::sample::select(vec![
            "wildcard.crt",
            "wildcard.key",
            "rsa-2048.crt",
            "ec-p256.key",
            "garbage.crt",
            "encrypted.key",
        ]);
        let names = prop::sample::select(self.names.clone());
        prop_oneof![
            8 => names.clone().prop_map(Value::from),
            2 => names.clone().prop_map(|name| name.parse::<u64>().map_or(Value::Null, Value::from)),
            2 => prop::collection::vec(names, 0..3).prop_map(Value::from),
            8 => words.clone().prop_map(Value::from),
            2 => files.prop_map(|file| pem(file).into()),
            2 => prop::collection::vec(words, 0..3).prop_map(Value::from),
            4 => prop::sample::select(vec![0, 1, 2, 10, 12, 83, 443, 1000]).prop_map(Value::from),
            1 => any::<i64>().prop_map(Value::from),
            1 => any::<bool>().prop_map(Value::from),
            1 => any::<String>().prop_map(Value::from),
            1 => Just(json!([{ "TagKey": "a", "TagValue": "b" }])),
            1 => Just(json!([{ "ResourceType": "clb", "Regions": ["ap-guangzhou"] }])),
            1 => Just(json!([{ "Name": "GroupId", "Values": ["lg-11111111"] }])),
            1 => Just(json!([{ "RealServerId": "rs-11111111", "RealServerIP": "192.0.2.1", "RealServerPort": 80 }])),
            1 => Just(Value::Null),
        ]
    }

    /// An action with some of its parameters; RSA is left out, because its keys take long.
    fn requests(&self) -> impl Strategy<Value = (&'static Operation, Value)> + use<> {
        let (provider, service) = (self.provider, self.service);
        let operations: Vec<_> = provider.rows().iter().map(|row| row.operation).collect();
        let operation = prop::sample::select(operations);
        let chosen = prop::collection::vec((any::<bool>(), self.values()), 42);
        (operation, chosen).prop_map(move |(operation, chosen)| {
            let fields = service.api()["actions"][operation.name]["request"].as_array().unwrap();
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

    fn try_one(&self, operation: &Operation, parameters: &Value) -> Result<(), TestCaseError> {
        self.client.put(&self.beginning);
        let answer = self.client.request(operation.name, parameters).send();
        self.documented(operation, &answer)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_parameters_of_any_action_of_ssl_are_answered_as_documented((operation, parameters) in SSL_SCENE.requests()) {
        SSL_SCENE.try_one(operation, &parameters)?;
    }

    #[test]
    fn any_parameters_of_any_action_of_gaap_are_answered_as_documented((operation, parameters) in GAAP_SCENE.requests()) {
        GAAP_SCENE.try_one(operation, &parameters)?;
    }
}

/// An action that lists, with which wires are tried.
fn list() -> &'static Operation {
    tencent_ssl::PROVIDER.named(Some("DescribeCertificates")).operation().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_and_any_query_are_answered_as_documented(
        body in prop::collection::vec(any::<u8>(), 0..200),
        query in "[a-zA-Z0-9%&=.+_~-]{0,60}",
        form in any::<bool>(),
    ) {
        let mock = &SSL_SCENE.client.mock;
        let media = if form { "application/x-www-form-urlencoded" } else { "application/json" };
        for (method, target) in [("POST", "/".to_owned()), ("GET", format!("/?{query}"))] {
            let request = mock.request(method, &target)
                .header("X-TC-Action", list().name)
                .header("X-TC-Version", "2019-12-05")
                .header("Content-Type", media);
            let request = signed(request, "tester");
            let request = if method == "POST" { request.body(body.clone()) } else { request };
            SSL_SCENE.documented(list(), &request.send())?;
        }
        let bare = mock.request("POST", "/").header("Content-Type", media).body(body);
        SSL_SCENE.documented(list(), &bare.send())?;
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
        let request = headers.iter().fold(SSL_SCENE.client.mock.request("POST", "/"), |request, (name, value)| request.header(name, value));
        SSL_SCENE.documented(list(), &request.body("{}").send())?;
    }
}
