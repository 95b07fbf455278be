//! A client that asks for actions and holds every reply against the vendor's own description.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

use crate::mock::{Answer, Mock, Request};
use crate::table::provider;

/// A service on this wire.
pub(crate) struct Service {
    /// The provider that emulates it.
    pub(crate) provider: &'static str,
    version: &'static str,
    /// Its actions, with the members of their replies, as the vendor publishes them.
    api: LazyLock<Value>,
    /// The members that are null sometimes, though the vendor's description has them never so.
    nulls: &'static [&'static str],
}

pub(crate) static SSL: Service = Service {
    provider: "tencent_ssl",
    version: "2019-12-05",
    api: LazyLock::new(|| read_api("tencent_ssl")),
    // A listener with SNI has none, nor has a rule of another: as the load balancer's own reply has it.
    nulls: &["Certificate"],
};

pub(crate) static GAAP: Service = Service {
    provider: "tencent_gaap",
    version: "2018-05-29",
    api: LazyLock::new(|| read_api("tencent_gaap")),
    nulls: &[
        // The vendor's example of a domain.
        "BasicAuthConfId",
        "BasicAuthConfAlias",
        "RealServerCertificateId",
        "RealServerCertificateAlias",
        "RealServerCertificateDomain",
        "GaapCertificateId",
        "GaapCertificateAlias",
        // The vendor's words: only of a certificate of a server or of a proxy.
        "CertificateKey",
        // A configuration of basic authentication has no validity.
        "BeginTime",
        "EndTime",
        // The vendor's words: none of a listener of a group, and none of a proxy's.
        "ProxyId",
        "GroupId",
    ],
};

pub(crate) static TAG: Service = Service {
    provider: "tencent_tag",
    version: "2018-08-13",
    api: LazyLock::new(|| read_api("tencent_tag")),
    nulls: &[],
};

pub(crate) static STS: Service = Service {
    provider: "tencent_sts",
    version: "2018-08-13",
    api: LazyLock::new(|| read_api("tencent_sts")),
    nulls: &[],
};

pub(crate) static CDN: Service = Service {
    provider: "tencent_cdn",
    version: "2018-06-06",
    api: LazyLock::new(|| read_api("tencent_cdn")),
    nulls: &[],
};

pub(crate) static CLB: Service = Service {
    provider: "tencent_clb",
    version: "2018-03-17",
    api: LazyLock::new(|| read_api("tencent_clb")),
    nulls: &[],
};

pub(crate) static TEO: Service = Service {
    provider: "tencent_teo",
    version: "2022-09-01",
    api: LazyLock::new(|| read_api("tencent_teo")),
    // What a zone that is not connected so has nothing of.
    nulls: &["NSDetail", "CNAMEDetail", "DNSPodDetail"],
};

pub(crate) static VOD: Service = Service {
    provider: "tencent_vod",
    version: "2018-07-17",
    api: LazyLock::new(|| read_api("tencent_vod")),
    // A domain without a certificate.
    nulls: &["HTTPSConfig"],
};

pub(crate) static LIVE: Service = Service {
    provider: "tencent_live",
    version: "2018-08-01",
    api: LazyLock::new(|| read_api("tencent_live")),
    nulls: &[],
};

pub(crate) static WAF: Service = Service {
    provider: "tencent_waf",
    version: "2018-01-25",
    api: LazyLock::new(|| read_api("tencent_waf")),
    nulls: &[],
};

pub(crate) static SCF: Service = Service {
    provider: "tencent_scf",
    version: "2018-04-16",
    api: LazyLock::new(|| read_api("tencent_scf")),
    nulls: &[],
};

fn read_api(provider: &str) -> Value {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/src/providers/{provider}/api.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

impl Service {
    pub(crate) fn api(&self) -> &Value {
        &self.api
    }

    /// The vendor's actions that the table lacks.
    pub(crate) fn not_emulated(&self) -> Vec<&str> {
        let rows = provider(self.provider).rows();
        let actions = self.api["actions"].as_object().unwrap().keys();
        actions
            .map(String::as_str)
            .filter(|action| rows.iter().all(|row| row.operation.name != *action))
            .collect()
    }

    /// Holds a reply against the members that the vendor's has.
    #[track_caller]
    pub(crate) fn check_reply(&self, action: &str, response: &Value) {
        self.check_members(action, &self.api["actions"][action]["response"], 3, response);
    }

    /// Holds an object against its fields: name, kind, type, and, where it says so, whether it may
    /// be null.
    #[track_caller]
    fn check_members(&self, path: &str, fields: &Value, nullable_at: usize, object: &Value) {
        let members = object.as_object().unwrap_or_else(|| panic!("{path} is no object: {object}"));
        let fields = fields.as_array().unwrap_or_else(|| panic!("{path} is not described"));
        for name in members.keys() {
            let known = fields.iter().any(|field| field[0] == **name);
            assert!(known, "{path}.{name} is not the vendor's");
        }
        for field in fields {
            let name = field[0].as_str().unwrap();
            let value = &object[name];
            let path = format!("{path}.{name}");
            assert!(members.contains_key(name), "{path} is missing");
            if value.is_null() {
                let may = field[nullable_at] == true || self.nulls.contains(&name);
                assert!(may, "{path} is null");
                continue;
            }
            self.check_value(&path, field, value);
        }
    }

    #[track_caller]
    fn check_value(&self, path: &str, field: &Value, value: &Value) {
        let of = field[2].as_str().unwrap();
        match field[1].as_str().unwrap() {
            "string" => assert!(value.is_string(), "{path}: {value}"),
            "int" => assert!(value.is_i64() || value.is_u64(), "{path}: {value}"),
            "float" => assert!(value.is_number(), "{path}: {value}"),
            "bool" => assert!(value.is_boolean(), "{path}: {value}"),
            "object" => self.check_members(path, &self.api["objects"][of], 4, value),
            "list" => {
                let items = value.as_array().unwrap_or_else(|| panic!("{path}: {value}"));
                for item in items {
                    match &self.api["objects"][of] {
                        Value::Null => {
                            assert!(!item.is_object() && !item.is_null(), "{path}: {item}");
                        }
                        fields => self.check_members(path, fields, 4, item),
                    }
                }
            }
            other => panic!("{path} is of the kind {other}"),
        }
    }
}

/// The request with a signature that is well formed, of an account that nobody declared.
pub(crate) fn signed(request: Request, secret_id: &str) -> Request {
    let now = OffsetDateTime::now_utc();
    let date = now.format(format_description!("[year]-[month]-[day]")).unwrap();
    request.header("X-TC-Timestamp", &now.unix_timestamp().to_string()).header(
        "Authorization",
        &format!(
            "TC3-HMAC-SHA256 Credential={secret_id}/{date}/ssl/tc3_request, SignedHeaders=content-type;host, Signature={}",
            "0".repeat(64)
        ),
    )
}

/// Asks a server for actions of a service.
pub(crate) struct Client {
    pub(crate) mock: Arc<Mock>,
    service: &'static Service,
    secret_id: String,
    language: &'static str,
    region: &'static str,
}

impl Client {
    /// A client of the SSL service, with a server of its own.
    pub(crate) fn ssl() -> Self {
        Self::ssl_of(Mock::start())
    }

    pub(crate) fn ssl_of(mock: Mock) -> Self {
        Self::of(mock, &SSL)
    }

    /// A client of GAAP, with a server of its own.
    pub(crate) fn gaap() -> Self {
        Self::of(Mock::start(), &GAAP)
    }

    pub(crate) fn of(mock: Mock, service: &'static Service) -> Self {
        let (mock, secret_id) = (Arc::new(mock), "tester".to_owned());
        Self { mock, service, secret_id, language: "zh-CN", region: "ap-guangzhou" }
    }

    /// The same account's client of another service.
    pub(crate) fn beside(&self, service: &'static Service) -> Self {
        Self { mock: self.mock.clone(), service, secret_id: self.secret_id.clone(), ..*self }
    }

    /// The same client, which wants English.
    pub(crate) fn in_english(&self) -> Self {
        Self { language: "en-US", ..self.beside(self.service) }
    }

    /// The same client in another region.
    pub(crate) fn in_region(&self, region: &'static str) -> Self {
        Self { region, ..self.beside(self.service) }
    }

    pub(crate) fn request(&self, action: &str, parameters: &Value) -> Request {
        let request = self
            .mock
            .request("POST", "/")
            .header("X-TC-Action", action)
            .header("X-TC-Version", self.service.version)
            .header("X-TC-Language", self.language)
            .header("X-TC-Region", self.region);
        signed(request, &self.secret_id).json(parameters)
    }

    fn response(&self, action: &str, parameters: &Value) -> Value {
        response(&self.request(action, parameters).send())
    }

    /// The reply of a success, which has exactly the members that the vendor's has.
    #[track_caller]
    pub(crate) fn ask(&self, action: &str, parameters: &Value) -> Value {
        let response = self.response(action, parameters);
        assert_eq!(response["Error"], Value::Null, "{action} {response:#}");
        self.service.check_reply(action, &response);
        response
    }

    /// The code of a refusal.
    #[track_caller]
    pub(crate) fn refuse(&self, action: &str, parameters: &Value) -> String {
        self.refuse_saying(action, parameters).0
    }

    /// The code of a refusal, and its words.
    #[track_caller]
    pub(crate) fn refuse_saying(&self, action: &str, parameters: &Value) -> (String, String) {
        let response = self.response(action, parameters);
        let text = |member: &str| response["Error"][member].as_str().map(str::to_owned);
        let code = text("Code").unwrap_or_else(|| panic!("{action} is not refused: {response:#}"));
        (code, text("Message").unwrap())
    }

    /// Puts a state in place.
    #[track_caller]
    pub(crate) fn put(&self, state: &Value) {
        let account = format!("tencent:{}", self.secret_id);
        let body = json!({ account: { self.service.provider: state } });
        self.mock.request("PUT", "/_certmock/state").json(&body).send().expect(204);
    }

    /// The state as it is exported.
    pub(crate) fn state(&self) -> Value {
        let state = self.mock.request("GET", "/_certmock/state").send().expect(200);
        state[format!("tencent:{}", self.secret_id)][self.service.provider].clone()
    }
}

/// What an answer's envelope holds.
#[track_caller]
pub(crate) fn response(answer: &Answer) -> Value {
    let response = answer.expect(200)["Response"].clone();
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    let id = response["RequestId"].as_str().unwrap_or_else(|| panic!("no id: {response}"));
    let well_formed =
        id.len() == 36 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-'));
    assert!(well_formed, "{id}");
    response
}
