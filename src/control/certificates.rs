//! The certificates of accounts at all providers: `/_certmock/certificates`. It shows no private key and
//! no PEM.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::Refused;
use super::query::Query;
use crate::hint::did_you_mean;
use crate::ids::{hex, sha256};
use crate::server::{App, apart};
use crate::span::{self, Span};
use crate::spec::{Provider, find_provider};
use crate::store::Held;
use crate::verbatim::Verbatim;
use crate::x509::{Certificate, Chain, Flaw, PrivateKey};

/// How many certificates a list has by default and at most.
const DEFAULT_LIMIT: usize = 200;
const LARGEST_LIMIT: usize = 1000;

/// A certificate that expires within this time is in the state `soon`.
const SOON: Span = Span(Duration::days(30));

/// For how many certificates the facts are cached.
const MOST_KNOWN: usize = 1024;

/// Which certificates to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Only certificates of this account.
    account: Option<String>,
    /// Only certificates at this provider.
    provider: Option<String>,
    /// Only certificates that expire within this time by their account's clock, or have expired.
    #[serde(default, deserialize_with = "span::not_negative")]
    within: Option<Span>,
    /// Only certificates with a flaw other than that they have expired.
    #[serde(default)]
    flawed: bool,
    /// How many certificates to list: 200 by default, 1000 at most.
    limit: Option<usize>,
    /// The `next` of the previous answer, to list the certificates after it.
    after: Option<String>,
}

impl Wanted {
    fn providers(&self, app: &App) -> Result<Vec<&'static Provider>, Refused> {
        let Some(id) = &self.provider else { return Ok(app.providers.to_vec()) };
        let found = find_provider(app.providers, id);
        let known = app.providers.iter().map(|provider| provider.id);
        let hint = || format!("`provider`: there is no {id:?}{}", did_you_mean(id, known));
        found.map(|provider| vec![provider]).ok_or_else(|| Refused::request(hint()))
    }

    fn after(&self) -> Result<Option<Place>, Refused> {
        let read = |text: &String| serde_json::from_str(text);
        self.after
            .as_ref()
            .map(read)
            .transpose()
            .map_err(|_| Refused::request("`after`: write the `next` of the previous answer"))
    }
}

/// The position of a certificate in the list: by account, provider and id.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
struct Place(String, String, String);

/// Lists the selected certificates. If there are more, `next` is the value of `after` for them.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    State(known): State<Arc<Known>>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Listed>, Refused> {
    // Parsing thousands takes long.
    apart(move || find(&app, &known, &wanted)).await
}

fn find(app: &App, known: &Known, wanted: &Wanted) -> Result<Json<Listed>, Refused> {
    let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, LARGEST_LIMIT);
    let after = wanted.after()?;
    let mut providers = wanted.providers(app)?;
    providers.sort_unstable_by_key(|provider| provider.id);
    let mut accounts = wanted.account.clone().map_or_else(|| app.store.names(), |name| vec![name]);
    accounts.sort_unstable();
    let mut shown = Vec::<Shown>::new();
    let mut has_more = false;
    'all: for account in &accounts {
        let now = app.store.clock(account).now();
        for provider in &providers {
            let Some(state) = provider.state else { continue };
            // Skip what earlier pages listed completely.
            let place = (account.as_str(), provider.id);
            if after.as_ref().is_some_and(|Place(at, of, _)| place < (at, of)) {
                continue;
            }
            let mut held = state.certificates(&app.store, account);
            held.sort_unstable_by(|one, other| one.id.cmp(&other.id));
            for held in held {
                let place = Place(account.clone(), provider.id.to_owned(), held.id.clone());
                if after.as_ref().is_some_and(|after| place <= *after) {
                    continue;
                }
                let facts = known.of(&held);
                let is_wanted = !wanted.flawed || facts.are_flawed(now);
                if !is_wanted || !facts.end_within(wanted.within, now) {
                    continue;
                }
                has_more = shown.len() == limit;
                if has_more {
                    break 'all;
                }
                shown.push(Shown::new(place, held, &facts, now));
            }
        }
    }
    let next = shown.last().filter(|_| has_more).map(|last| json!(last.place).to_string());
    Ok(Json(Listed { count: shown.len(), certificates: shown, next }))
}

/// The selected certificates.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Certificates")]
pub(super) struct Listed {
    count: usize,
    certificates: Vec<Shown>,
    /// The value of `after` for the next page, if there are more certificates.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A certificate, as it is shown.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Certificate")]
struct Shown {
    #[serde(skip)]
    place: Place,
    account: String,
    provider: String,
    id: String,
    name: String,
    state: Condition,
    used_by: Vec<String>,
    #[serde(flatten)]
    facts: Facts,
    /// The seconds until it expires by the account's clock; negative if it has expired.
    left_s: Option<i64>,
}

/// The condition of a certificate in one word, by the account's clock.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "CertificateState")]
enum Condition {
    /// It has expired.
    Expired,
    /// It has another flaw: see `flaws`.
    Flawed,
    /// It expires within 30 days.
    Soon,
    /// None of these.
    Good,
}

impl Condition {
    fn of(facts: &Facts, now: OffsetDateTime) -> Self {
        if facts.have_ended(now) {
            Self::Expired
        } else if facts.are_flawed(now) {
            Self::Flawed
        } else if facts.end_within(Some(SOON), now) {
            Self::Soon
        } else {
            Self::Good
        }
    }
}

impl Shown {
    fn new(place: Place, held: Held, facts: &Facts, now: OffsetDateTime) -> Self {
        let Held { id, name, used_by, .. } = held;
        let state = Condition::of(facts, now);
        let mut facts = facts.clone();
        facts.judge(now);
        let left_s = facts.not_after.map(|end| (end - now).whole_seconds());
        let Place(account, provider, _) = place.clone();
        Self { place, account, provider, id, name, state, used_by, facts, left_s }
    }
}

/// What is known about a certificate with its chain and its key.
#[derive(Clone, Debug, Default, JsonSchema, Serialize)]
struct Facts {
    /// The host names of the certificate; none if the text is not a certificate.
    names: Vec<String>,
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    not_before: Option<OffsetDateTime>,
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    not_after: Option<OffsetDateTime>,
    key: Option<Key>,
    /// Whether the private key matches the certificate; null without a readable key.
    key_matches: Option<bool>,
    /// The leaf and the certificates that follow it.
    chain: Vec<Link>,
    /// The common names of the certificates after the leaf and, unless the last one is self-issued, of its
    /// issuer.
    issuers: Vec<String>,
    /// The flaws, in words.
    flaws: Vec<String>,
    /// The SHA-256 fingerprint of the leaf, in hexadecimal digits.
    sha256: Option<String>,
}

/// A certificate's key.
#[derive(Clone, Debug, JsonSchema, Serialize)]
struct Key {
    algorithm: String,
    bits: usize,
}

/// A certificate of a chain.
#[derive(Clone, Debug, JsonSchema, Serialize)]
struct Link {
    subject: String,
    issuer: String,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    not_after: OffsetDateTime,
    self_issued: bool,
}

impl Link {
    fn of(certificate: &Certificate) -> Self {
        Self {
            subject: certificate.subject().to_owned(),
            issuer: certificate.issuer().to_owned(),
            not_after: certificate.not_after(),
            self_issued: certificate.is_self_issued(),
        }
    }
}

impl Facts {
    fn of(certificate: &str, private_key: Option<&str>) -> Self {
        let chain = match Chain::from_pem(certificate) {
            Ok(chain) => chain,
            Err(flaw) => return Self { flaws: vec![flaw.to_string()], ..Self::default() },
        };
        let leaf = chain.leaf();
        let mut flaws = vec![chain.links(), leaf.is_strong()];
        let key_matches = private_key.and_then(|text| match PrivateKey::from_pem(text) {
            Ok(key) => {
                let matches = leaf.matches(&key);
                flaws.push(matches.clone());
                Some(matches.is_ok())
            }
            Err(flaw) => {
                flaws.push(Err(flaw));
                None
            }
        });
        let key = leaf.public_key();
        let last = chain.issuers().last().unwrap_or(leaf);
        let names = chain.issuers().iter().map(|it| it.common_name().unwrap_or(it.subject()));
        let beyond =
            (!last.is_self_issued()).then(|| last.issuer_common_name().unwrap_or(last.issuer()));
        Self {
            names: leaf.names(),
            not_before: Some(leaf.not_before()),
            not_after: Some(leaf.not_after()),
            key: Some(Key { algorithm: key.algorithm().to_owned(), bits: key.bits() }),
            key_matches,
            chain: std::iter::once(leaf).chain(chain.issuers()).map(Link::of).collect(),
            issuers: names.chain(beyond).map(str::to_owned).collect(),
            flaws: flaws.into_iter().filter_map(Result::err).map(|flaw| flaw.to_string()).collect(),
            sha256: Some(hex(&sha256(leaf.der()))),
        }
    }

    /// Whether it ends within that time or has ended. True for a text that is not a certificate, so that
    /// it is listed.
    fn end_within(&self, within: Option<Span>, now: OffsetDateTime) -> bool {
        let end = within.and_then(|Span(within)| now.checked_add(within));
        match (self.not_after, end) {
            (Some(not_after), Some(end)) => not_after <= end,
            _ => true,
        }
    }

    fn have_ended(&self, now: OffsetDateTime) -> bool {
        self.not_after.is_some_and(|end| end < now)
    }

    /// Whether it has a flaw at that time other than that it has expired.
    fn are_flawed(&self, now: OffsetDateTime) -> bool {
        !self.flaws.is_empty() || self.not_before.is_some_and(|begin| now < begin)
    }

    /// Adds the flaws at that time.
    fn judge(&mut self, now: OffsetDateTime) {
        if let Some(not_before) = self.not_before.filter(|begin| now < *begin) {
            self.flaws.push(Flaw::NotYetValid { not_before, now }.to_string());
        }
        if let Some(not_after) = self.not_after.filter(|_| self.have_ended(now)) {
            self.flaws.push(Flaw::Expired { not_after, now }.to_string());
        }
    }
}

/// A cache of facts, by the SHA-256 of the texts.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<Found>);

#[derive(Debug, Default)]
struct Found {
    facts: HashMap<[u8; 32], Arc<Facts>>,
    /// The oldest first.
    order: VecDeque<[u8; 32]>,
}

impl Known {
    fn of(&self, held: &Held) -> Arc<Facts> {
        let (certificate, key) = (held.certificate.text(), held.private_key.as_ref());
        let key = key.map(Verbatim::text);
        let texts = format!("{certificate}\0{}", key.as_deref().unwrap_or_default());
        let place = sha256(texts.as_bytes());
        let found = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = found().facts.get(&place) {
            return facts.clone();
        }
        let facts = Arc::new(Facts::of(&certificate, key.as_deref()));
        let mut found = found();
        if found.facts.insert(place, facts.clone()).is_none() {
            found.order.push_back(place);
        }
        if found.order.len() > MOST_KNOWN
            && let Some(oldest) = found.order.pop_front()
        {
            found.facts.remove(&oldest);
        }
        facts
    }
}
