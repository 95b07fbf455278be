//! What a rule answers.

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

use super::Handshake;
use crate::hint::did_you_mean;
use crate::redact;
use crate::span::Span;
use crate::spec::{Answer, ErrorCode, Row};

/// What is answered, and how. Where neither an error nor an answer is written, the operation answers
/// as ever.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Then {
    /// An error that the operation or its wire documents, by its code or its name in the catalogue;
    /// in the vendor's own envelope, language and status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Whether the error may be one that the operation does not document.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undocumented: bool,
    /// The words of the error, where they are not the catalogue's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Headers that are added; none that say how a body is sent.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// An answer that is no vendor's: that of a gateway, say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respond: Option<Respond>,
    /// How long the answer is kept back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delay: Option<Delay>,
    /// What happens to it on its way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport: Option<Transport>,
    /// Whether the operation is done all the same. Where nothing is said: only if it is what
    /// answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applied: Option<bool>,
    /// What happens to a TLS handshake, before any request. It stands alone, and `when` names no more
    /// than a provider, whose host was asked for: `qiniu.*`. A host that is no service's own is
    /// Rainbond's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<Handshake>,
}

/// An answer, as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Respond {
    /// The status.
    pub status: u16,
    /// The headers; the media type follows the body where none is named.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// A text, which is sent as it is, or JSON.
    #[serde(default)]
    pub body: Value,
}

/// How long something is kept back: a time, a range of which any time is as likely, or times whose
/// logarithms are spread normally, by their median and the one that a hundredth exceeds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Delay {
    /// Always that long.
    Fixed(Span),
    /// From the one to the other.
    Uniform(Span, Span),
    /// Mostly near the median, seldom much longer.
    Lognormal {
        /// Half of the times are shorter.
        median: Span,
        /// 99 of 100 are shorter.
        p99: Span,
    },
}

/// What happens to an answer on its way.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Transport {
    /// The connection is closed without an answer.
    Close,
    /// The connection is reset (TCP RST) without an answer.
    Reset,
    /// No answer comes, and the connection stays.
    Hang,
    /// Bytes come that are no HTTP, and then the end.
    Garbage,
    /// The head comes, with nothing behind it.
    Empty,
    /// So many bytes of the body come, and then the end.
    Truncate(usize),
    /// The body comes a few bytes at a time.
    Dribble {
        /// How many at a time.
        bytes: usize,
        /// How long apart.
        every: Span,
    },
    /// The head comes a byte at a time, so long apart.
    SlowHeaders(Span),
}

impl Transport {
    /// What it is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Reset => "reset",
            Self::Hang => "hang",
            Self::Garbage => "garbage",
            Self::Empty => "empty",
            Self::Truncate(_) => "truncate",
            Self::Dribble { .. } => "dribble",
            Self::SlowHeaders(_) => "slow_headers",
        }
    }

    /// Whether the client sees something of an answer.
    pub(crate) fn sends_answer(self) -> bool {
        match self {
            Self::Close | Self::Reset | Self::Hang | Self::Garbage => false,
            Self::Empty | Self::Truncate(_) | Self::Dribble { .. } | Self::SlowHeaders(_) => true,
        }
    }
}

impl Then {
    /// Whether the operation is done.
    pub(super) fn is_applied(&self) -> bool {
        self.applied.unwrap_or_else(|| {
            self.error.is_none()
                && self.respond.is_none()
                && self.transport.is_none_or(Transport::sends_answer)
        })
    }

    /// The error of each operation, or what is wrong with what is written.
    pub(super) fn check(&self, rows: &[Row]) -> Result<Vec<&'static dyn ErrorCode>, String> {
        if let Some(handshake) = self.tls {
            return handshake.check(self).map(|()| Vec::new());
        }
        if self.error.is_some() && self.respond.is_some() {
            return Err("a rule answers with an `error` or with `respond`, not with both".into());
        }
        let answers = self.error.is_some() || self.respond.is_some();
        if self.message.is_some() && self.error.is_none() {
            return Err("a `message` belongs to an `error`".into());
        }
        let needs_answer = self.transport.is_none_or(Transport::sends_answer);
        if needs_answer && !answers && self.applied == Some(false) {
            return Err("where nothing is `applied` there is no answer for the `transport`, the `delay` or the `headers`: write `error` or `respond`".into());
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
        if let Some(Transport::Dribble { bytes: 0, .. }) = self.transport {
            return Err("`dribble` wants at least a byte at a time".into());
        }
        let Some(error) = &self.error else { return Ok(Vec::new()) };
        rows.iter().map(|row| find_error(error, *row, self.undocumented)).collect()
    }
}

/// The headers that are not a rule's to write, and why.
const RESERVED: [(&str, &str); 3] = [
    (
        "content-length",
        "it follows from the body; `transport: { truncate: 10 }` sends less than it says",
    ),
    ("trailer", "no trailers are sent"),
    ("transfer-encoding", "a body is sent whole, with its length"),
];

/// Says which headers cannot be sent as they are written.
fn check_headers(headers: &BTreeMap<String, String>) -> Result<(), String> {
    let mut known = HashSet::new();
    for (name, value) in headers {
        let shown = redact::name(name);
        let parsed = name.parse::<HeaderName>().ok();
        let is_value = value.parse::<HeaderValue>().is_ok() && value.trim() == value;
        let Some(parsed) = parsed.filter(|_| is_value) else {
            return Err(format!("{shown:?}: {:?} is no header", redact::header(name, value)));
        };
        if let Some((_, why)) = RESERVED.iter().find(|(reserved, _)| parsed == *reserved) {
            return Err(format!("leave the header {shown:?} out: {why}"));
        }
        if parsed == CONNECTION && !value.eq_ignore_ascii_case("close") {
            return Err(format!(
                "the header {shown:?} can say `close` alone: what else it says is the client's"
            ));
        }
        if parsed.as_str().starts_with("x-certmock-") {
            return Err(format!("leave the header {shown:?} out: certmock writes it itself"));
        }
        if !known.insert(parsed) {
            return Err(format!("the header {shown:?} is there twice"));
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
            "{} does not document {wanted:?}; write `undocumented: true` to have it all the same",
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
            return Err(format!("{} is no status of an answer", self.status));
        };
        let has_none = matches!(
            status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED | StatusCode::RESET_CONTENT
        );
        if has_none && !matches!(&self.body, Value::Null) && self.body != "" {
            return Err(format!("an answer of {status} has no `body`: leave it out"));
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

/// The answer with these headers, which were checked.
pub(super) fn add_headers(answer: Answer, headers: &BTreeMap<String, String>) -> Answer {
    headers.iter().fold(answer, |answer, (name, value)| match name.parse::<HeaderName>() {
        Ok(name) => answer.with(name, value.as_str()),
        Err(_) => answer,
    })
}

/// The standard normal distribution exceeds this in a hundredth of the cases.
const Z99: f64 = 2.326_347_874;

impl Delay {
    fn check(self) -> Result<(), String> {
        let fits = match self {
            Self::Fixed(time) => time >= Span::default(),
            Self::Uniform(from, to) => Span::default() <= from && from <= to,
            Self::Lognormal { median, p99 } => Span::default() < median && median <= p99,
        };
        if fits { Ok(()) } else { Err("a delay is not negative, and its times ascend".into()) }
    }

    /// A delay, by two numbers between 0 and 1 that chance has drawn.
    pub(super) fn draw(self, [first, second]: [f64; 2]) -> Duration {
        let seconds = |span: Span| span.to_std().as_secs_f64();
        let time = match self {
            Self::Fixed(time) => seconds(time),
            Self::Uniform(from, to) => (seconds(to) - seconds(from)).mul_add(first, seconds(from)),
            Self::Lognormal { median, p99 } => {
                let (median, p99) = (seconds(median), seconds(p99));
                let sigma = (p99 / median).ln() / Z99;
                // Box and Muller's way from two even numbers to a normal one.
                let normal =
                    (-2.0 * (1.0 - first).ln()).sqrt() * (std::f64::consts::TAU * second).cos();
                median * (sigma * normal).exp()
            }
        };
        Duration::try_from_secs_f64(time).unwrap_or(Duration::MAX)
    }
}

/// The longer forms of a delay, as they are written.
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
                    expected("a delay is a duration, { uniform: [100ms, 2s] } or { median: 200ms, p99: 2s }".into())
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
