//! A certificate of an account, from the order to its end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Tag};
use super::products::{Product, Validation};
use super::status::Status;
use crate::pace::{End, Work};
use crate::verbatim::Verbatim;

/// A certificate, uploaded or ordered.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    /// Eight letters and digits.
    pub(crate) id: String,
    /// Where it comes from.
    pub(crate) source: Source,
    /// What it is for.
    #[serde(default)]
    pub(crate) kind: Kind,
    /// Its name, which others may have, too.
    #[serde(default)]
    pub(crate) alias: String,
    /// The project that it is in; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// Where it stands, `progress` and time aside.
    #[serde(default)]
    pub(crate) status: Status,
    /// When it was uploaded or ordered.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) inserted: OffsetDateTime,
    /// What was ordered; an upload has none.
    #[serde(default)]
    pub(crate) order: Option<Box<Order>>,
    /// What was uploaded, or is issued when `progress` is over.
    #[serde(default)]
    pub(crate) contents: Option<Contents>,
    /// What it consisted of before the last update in place, until that is taken back.
    #[serde(default)]
    pub(crate) replaced: Option<Box<Contents>>,
    /// Work on it that goes on.
    #[serde(default)]
    pub(crate) progress: Option<Box<Progress>>,
    /// The certificates that it has to do with.
    #[serde(default)]
    pub(crate) links: Links,
    /// Whether its owner is not told of its end.
    #[serde(default)]
    pub(crate) ignored: bool,
    /// Whether it may be downloaded.
    #[serde(default = "yes")]
    pub(crate) allows_download: bool,
    /// Whether its chain ends in a root that another has signed.
    #[serde(default)]
    pub(crate) uses_cross_sign_root: bool,
}

fn yes() -> bool {
    true
}

/// Where a certificate comes from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Source {
    /// Applied for, without cost.
    Free,
    /// Bought.
    Paid,
    /// Uploaded.
    Upload,
}

impl Source {
    /// Where an order of it stands while its information is to be submitted.
    pub(crate) fn awaiting_information(self) -> Status {
        match self {
            Self::Free | Self::Upload => Status::FreeInformationPending,
            Self::Paid => Status::InformationPending,
        }
    }
}

/// What a certificate is for, as the vendor spells it.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Kind {
    /// An authority.
    Ca,
    /// A server.
    #[default]
    Svr,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ca => "CA",
            Self::Svr => "SVR",
        }
    }
}

/// The certificates that one has to do with, by their ids.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Links {
    /// The service names these two the other way round: `ReplacedBy` is the id of the original, on
    /// the certificate that replaces it.
    pub(crate) replaced_by: Option<String>,
    /// The id of the certificate that replaces this one.
    pub(crate) replaced_for: Option<String>,
    /// The certificate that this one renews.
    pub(crate) origin: Option<String>,
    /// The certificate that renews this one.
    pub(crate) renewal: Option<String>,
}

/// What was ordered.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    /// The authority's number; empty until the order is submitted.
    #[serde(default)]
    pub(crate) order_id: String,
    /// The product, by its number.
    pub(crate) product: u32,
    /// The host names, the common name first.
    #[serde(default)]
    pub(crate) domains: Vec<String>,
    /// How the owner of the domains is known.
    #[serde(default)]
    pub(crate) verify_type: VerifyType,
    /// How many months the certificate is valid.
    pub(crate) months: u32,
    /// How many host names it may have, where it was bought.
    #[serde(default = "one")]
    pub(crate) domain_number: u32,
    /// The key that it is issued for; none until it is submitted.
    #[serde(default)]
    pub(crate) key: Option<Key>,
    /// What the owner of the domain has to publish.
    #[serde(default)]
    pub(crate) validation: String,
    /// The end of validity, where it is not `months` from the issue: a reissue ends with its original.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) not_after: Option<OffsetDateTime>,
    /// What was submitted, as it was, secrets excepted.
    #[serde(default)]
    pub(crate) submitted: Option<serde_json::Map<String, serde_json::Value>>,
    /// Who answers for the company, by their number.
    #[serde(default)]
    pub(crate) manager_id: Option<i64>,
}

impl Order {
    /// Whether its authority looks at the domain and at nothing else.
    pub(crate) fn is_by_domain(&self) -> bool {
        let product = Product::find(self.product);
        product.is_none_or(|product| product.validation == Validation::Domain)
    }
}

fn one() -> u32 {
    1
}

/// How the owner of a domain is known.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub(crate) enum VerifyType {
    #[default]
    #[serde(rename = "DNS")]
    Dns,
    #[serde(rename = "DNS_AUTO")]
    DnsAuto,
    #[serde(rename = "FILE")]
    File,
}

impl VerifyType {
    pub(crate) fn read(text: &str) -> Option<Self> {
        [Self::Dns, Self::DnsAuto, Self::File].into_iter().find(|known| known.name() == text)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Dns => "DNS",
            Self::DnsAuto => "DNS_AUTO",
            Self::File => "FILE",
        }
    }
}

/// The key that a certificate is issued for.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Key {
    /// A `PUBLIC KEY`, as PEM.
    pub(crate) public_key: Verbatim,
    /// As PEM, where the service made it.
    #[serde(default)]
    pub(crate) private_key: Option<Verbatim>,
}

/// Work on a certificate that goes on.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Progress {
    /// Where it stands meanwhile.
    pub(crate) meanwhile: Status,
    /// Where it will stand if the work succeeds.
    pub(crate) success: Status,
    /// Where it will stand if not.
    pub(crate) failure: Status,
    /// How far it is.
    pub(crate) work: Work,
}

impl Progress {
    fn status(&self, now: OffsetDateTime) -> Status {
        match (self.work.is_over(now), self.work.end()) {
            (false, _) => self.meanwhile,
            (true, End::Success) => self.success,
            (true, End::Failure | End::Failed(_)) => self.failure,
        }
    }
}

impl Certificate {
    /// One that has nothing but its id and where it comes from, made now.
    pub(crate) fn new(id: String, source: Source, now: OffsetDateTime) -> Self {
        Self {
            id,
            source,
            kind: Kind::Svr,
            alias: String::new(),
            project_id: 0,
            tags: Vec::new(),
            status: Status::Reviewing,
            inserted: now,
            order: None,
            contents: None,
            replaced: None,
            progress: None,
            links: Links::default(),
            ignored: false,
            allows_download: true,
            uses_cross_sign_root: false,
        }
    }

    /// Where it stands, whatever replaces it.
    pub(crate) fn own_status(&self, now: OffsetDateTime) -> Status {
        let status = self.progress.as_ref().map_or(self.status, |progress| progress.status(now));
        let over = self.contents.as_ref().is_some_and(|contents| contents.facts.not_after < now);
        if status == Status::Issued && over { Status::Expired } else { status }
    }

    /// What was uploaded or issued, where that has happened.
    pub(crate) fn contents(&self, now: OffsetDateTime) -> Option<&Contents> {
        self.contents.as_ref().filter(|_| self.own_status(now).has_certificate())
    }

    /// Counts that somebody saw where it stands.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(progress) = &self.progress {
            progress.work.look(now);
        }
    }

    /// The host name that it goes by: its common name, or else its first alternative name.
    pub(crate) fn domain(&self) -> &str {
        let ordered = self.order.as_ref().and_then(|order| order.domains.first());
        match (ordered, &self.contents) {
            (Some(domain), _) => domain,
            (None, Some(contents)) => contents.facts.names.first().map_or("", String::as_str),
            (None, None) => "",
        }
    }

    /// All its names, the one that it goes by first.
    pub(crate) fn names(&self) -> &[String] {
        match (&self.order, &self.contents) {
            (Some(order), _) if !order.domains.is_empty() => &order.domains,
            (_, Some(contents)) => &contents.facts.names,
            _ => &[],
        }
    }
}
