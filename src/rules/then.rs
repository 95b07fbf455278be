//! The answer of a rule.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Handshake, Transport};
use crate::hint::did_you_mean;
use crate::redact;
use crate::span::Span;
use crate::spec::{Answer, ErrorCode, Row};

/// The answer of a rule. With neither `error` nor `respond`, the operation itself answers.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Then {
    /// An error that the operation or its protocol documents, by its code or its name in the catalogue. The
    /// answer has the vendor's envelope, language and status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whether `error` may be an error that the operation does not document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undocumented: bool,
    /// The message of the error, in place of the catalogue's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Additional headers, except those that describe how the body is sent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// An answer that does not come from the vendor's service, such as a gateway's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respond: Option<Respond>,
    /// How long to delay the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// A fault that happens to the answer on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport: Option<Transport>,
    /// Whether the operation is carried out. By default, only if the operation itself answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<bool>,
    /// A fault of the TLS handshake, before any request. `then` can have no other member, and `when` names
    /// only a provider, by its host: `qiniu.*`. A host that belongs to no service counts as Rainbond's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<Handshake>,
}

/// An answer that a rule defines.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Respond {
    /// The status.
    pub status: u16,
    /// The headers; without a `Content-Type`, it is derived from the body.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// A text, which is sent unchanged, or JSON.
    #[serde(default)]
    pub body: Value,
}

/// A delay: a fixed time, a uniform distribution, or a log-normal distribution by its median and its 99th
/// percentile.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Delay {
    /// Always this time.
    Fixed(Span),
    /// Any time between these two, with equal probability.
    Uniform(Span, Span),
    /// Mostly near the median, rarely much longer.
    Lognormal {
        /// Half of the delays are shorter.
        median: Span,
        /// 99 of 100 delays are shorter.
        p99: Span,
    },
}

impl Then {
    /// Whether the operation is carried out.
    pub(super) fn is_applied(&self) -> bool {
        self.applied.unwrap_or_else(|| {
            self.error.is_none()
                && self.respond.is_none()
                && self.transport.is_none_or(Transport::sends_answer)
        })
    }

    /// The error of each operation, or what is wrong with the answer.
    pub(super) fn check(&self, rows: &[Row]) -> Result<Vec<&'static dyn ErrorCode>, String> {
        if let Some(handshake) = self.tls {
            return handshake.check(self).map(|()| Vec::new());
        }
        if self.error.is_some() && self.respond.is_some() {
            return Err("write `error` or `respond`, not both".into());
        }
        let answers = self.error.is_some() || self.respond.is_some();
        if self.message.is_some() && self.error.is_none() {
            return Err("a `message` needs an `error`: write both".into());
        }
        let needs_answer = self.transport.is_none_or(Transport::sends_answer);
        if needs_answer && !answers && self.applied == Some(false) {
            return Err(
                "with `applied: false` the operation gives no answer: write `error` or `respond`"
                    .into(),
            );
        }
        let does_nothing = !answers && self.delay.is_none() && self.transport.is_none();
        if does_nothing && self.headers.is_empty() && self.applied.is_none() {
            return Err("a rule has to do something: write `error`, `respond`, `delay`, `transport`, `headers` or `tls`".into());
        }
        if let Some(respond) = &self.respond {
            respond.check()?;
        }
        check_headers(&self.headers)?;
        self.delay.map_or(Ok(()), Delay::check)?;
        self.transport.map_or(Ok(()), Transport::check)?;
        let Some(error) = &self.error else { return Ok(Vec::new()) };
        rows.iter().map(|row| find_error(error, *row, self.undocumented)).collect()
    }
}

/// The headers that a rule cannot set, and why.
const RESERVED: [(&str, &str); 3] = [
    (
        "content-length",
        "it is computed from the body; `transport: { truncate: 10 }` sends fewer bytes",
    ),
    ("trailer", "certmock sends no trailers"),
    ("transfer-encoding", "certmock always sends a body with its length"),
];

/// Returns which header cannot be sent, and why.
fn check_headers(headers: &BTreeMap<String, String>) -> Result<(), String> {
    let mut known = HashSet::new();
    for (name, value) in headers {
        let shown = redact::name(name);
        let parsed = name.parse::<HeaderName>().ok();
        let is_value = value.parse::<HeaderValue>().is_ok() && value.trim() == value;
        let Some(parsed) = parsed.filter(|_| is_value) else {
            return Err(format!(
                "{shown:?}: {:?} is not a valid header",
                redact::header(name, value)
            ));
        };
        if let Some((_, why)) = RESERVED.iter().find(|(reserved, _)| parsed == *reserved) {
            return Err(format!("leave the header {shown:?} out: {why}"));
        }
        if parsed == CONNECTION && !value.eq_ignore_ascii_case("close") {
            return Err(format!(
                "the header {shown:?} can only be `close`: leave out other values"
            ));
        }
        if parsed.as_str().starts_with("x-certmock-") {
            return Err(format!("leave the header {shown:?} out: certmock writes it itself"));
        }
        if !known.insert(parsed) {
            return Err(format!("the header {shown:?} is written twice"));
        }
    }
    Ok(())
}

fn find_error(
    wanted: &str,
    row: Row,
    undocumented: bool,
) -> Result<&'static dyn ErrorCode, String> {
    let is = |error: &&&'static dyn ErrorCode| error.name() == wanted || error.code() == wanted;
    let documented = row.errors();
    if let Some(error) = documented.iter().find(is) {
        return Ok(*error);
    }
    let known: Vec<_> = row.provider.rows().iter().flat_map(Row::errors).collect();
    match known.iter().find(is) {
        Some(error) if undocumented => Ok(*error),
        Some(_) => Err(format!(
            "{} does not document {wanted:?}; write `undocumented: true` to use it anyway",
            row.name()
        )),
        None => {
            let codes = documented.iter().flat_map(|error| [error.code(), error.name()]);
            Err(format!("{} has no error {wanted:?}{}", row.name(), did_you_mean(wanted, codes)))
        }
    }
}

impl Respond {
    fn check(&self) -> Result<(), String> {
        let status = StatusCode::from_u16(self.status).ok();
        let Some(status) = status.filter(|status| status.as_u16() >= 200) else {
            return Err(format!("`status`: {} is not from 200 to 999", self.status));
        };
        let has_none = matches!(
            status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED | StatusCode::RESET_CONTENT
        );
        if has_none && !matches!(&self.body, Value::Null) && self.body != "" {
            return Err(format!("an answer with the status {status} has no `body`: leave it out"));
        }
        check_headers(&self.headers)
    }

    /// The answer.
    pub(crate) fn answer(&self) -> Answer {
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let (body, media) = match &self.body {
            Value::Null => (Vec::new(), None),
            Value::String(text) if text.trim_start().starts_with('<') => {
                (text.clone().into_bytes(), Some("text/html"))
            }
            Value::String(text) => (text.clone().into_bytes(), Some("text/plain")),
            json => (json.to_string().into_bytes(), Some("application/json")),
        };
        let mut answer = Answer::new(status, body);
        if let Some(media) = media {
            answer = answer.with(CONTENT_TYPE, media);
        }
        add_headers(answer, &self.headers)
    }
}

/// Adds headers, which were checked, to an answer.
pub(super) fn add_headers(answer: Answer, headers: &BTreeMap<String, String>) -> Answer {
    headers.iter().fold(answer, |answer, (name, value)| match name.parse::<HeaderName>() {
        Ok(name) => answer.with(name, value.as_str()),
        Err(_) => answer,
    })
}

/// The 99th percentile of the standard normal distribution.
const Z99: f64 = 2.326_347_874;

impl Delay {
    fn check(self) -> Result<(), String> {
        let (first, error) = match self {
            Self::Fixed(time) => (time, None),
            Self::Uniform(from, to) => {
                (from, (to < from).then_some("the second time of `uniform` must not be shorter"))
            }
            Self::Lognormal { median, p99 } if median == Span::default() => {
                (p99, Some("`median` must be longer than 0s"))
            }
            Self::Lognormal { median, p99 } => {
                (median, (p99 < median).then_some("`p99` must not be shorter than `median`"))
            }
        };
        first.not_negative().map_err(|error| format!("`delay`: {error}"))?;
        error.map_or(Ok(()), |error| Err(format!("`delay`: {error}")))
    }

    /// A delay, from two random numbers between 0 and 1.
    pub(super) fn draw(self, [first, second]: [f64; 2]) -> Duration {
        let seconds = |span: Span| span.to_std().as_secs_f64();
        let time = match self {
            Self::Fixed(time) => seconds(time),
            Self::Uniform(from, to) => (seconds(to) - seconds(from)).mul_add(first, seconds(from)),
            Self::Lognormal { median, p99 } => {
                let (median, p99) = (seconds(median), seconds(p99));
                let sigma = (p99 / median).ln() / Z99;
                // The Box-Muller transform from two uniform numbers to a normal one.
                let normal =
                    (-2.0 * (1.0 - first).ln()).sqrt() * (std::f64::consts::TAU * second).cos();
                median * (sigma * normal).exp()
            }
        };
        Duration::try_from_secs_f64(time).unwrap_or(Duration::MAX)
    }
}

/// The forms of a delay with members.
#[derive(Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case", untagged)]
enum Spread {
    Uniform { uniform: [Span; 2] },
    Lognormal { median: Span, p99: Span },
}

impl<'de> Deserialize<'de> for Delay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Delay;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter
                    .write_str("a duration, { uniform: [100ms, 2s] } or { median: 200ms, p99: 2s }")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Delay, E> {
                text.parse().map(Delay::Fixed).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Delay, A::Error> {
                let expected = de::Error::custom::<String>;
                let spread = Spread::deserialize(MapAccessDeserializer::new(map));
                Ok(match spread.map_err(|_| {
                    expected("write a duration, { uniform: [100ms, 2s] } or { median: 200ms, p99: 2s }".into())
                })? {
                    Spread::Uniform { uniform: [from, to] } => Delay::Uniform(from, to),
                    Spread::Lognormal { median, p99 } => Delay::Lognormal { median, p99 },
                })
            }
        }
        deserializer.deserialize_any(Form)
    }
}

impl Serialize for Delay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Fixed(time) => time.serialize(serializer),
            Self::Uniform(from, to) => {
                Spread::Uniform { uniform: [from, to] }.serialize(serializer)
            }
            Self::Lognormal { median, p99 } => {
                Spread::Lognormal { median, p99 }.serialize(serializer)
            }
        }
    }
}

impl JsonSchema for Delay {
    fn schema_name() -> Cow<'static, str> {
        "Delay".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (span, spread) =
            (generator.subschema_for::<Span>(), generator.subschema_for::<Spread>());
        json_schema!({ "anyOf": [span, spread] })
    }
}
