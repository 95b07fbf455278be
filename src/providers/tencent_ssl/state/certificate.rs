//! A certificate of an account, from the order to its end.

use std::ops::{Deref, DerefMut};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Names, Tag};
use super::products::{Product, Validation};
use super::status::Status;
use crate::json::Version;
use crate::pace::{End, Work};
use crate::verbatim::Verbatim;

/// A certificate, uploaded or ordered.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Certificate {
    /// Eight letters and digits.
    pub(crate) id: SmolStr,
    /// Where it comes from.
    pub(crate) source: Source,
    /// What it is for.
    #[serde(default)]
    pub(crate) kind: Kind,
    /// The name, which need not be unique.
    #[serde(default)]
    pub(crate) alias: SmolStr,
    /// The project that it belongs to; 0 is the default one.
    #[serde(default)]
    pub(crate) project_id: u64,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Tag>,
    /// The status, without the effects of `progress` and of expiry.
    #[serde(default)]
    pub(crate) status: Status,
    /// When it was uploaded or ordered.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) inserted: OffsetDateTime,
    /// The order; an uploaded certificate has none.
    #[serde(default)]
    pub(crate) order: Option<Box<Order>>,
    /// The uploaded contents, or those that are issued when `progress` has ended.
    #[serde(default)]
    pub(crate) contents: Option<Contents>,
    /// The contents before the last update in place, until this is rolled back.
    #[serde(default)]
    pub(crate) replaced: Option<Box<Contents>>,
    /// The work in progress, such as issuing.
    #[serde(default)]
    pub(crate) progress: Option<Box<Progress>>,
    /// The certificates that it replaces or renews, and those that replace or renew it.
    #[serde(default)]
    pub(crate) links: Related,
    /// Whether its owner is not notified before it expires.
    #[serde(default)]
    pub(crate) ignored: bool,
    /// Whether it may be downloaded.
    #[serde(default = "yes")]
    pub(crate) allows_download: bool,
    /// Whether its chain ends in a cross-signed root.
    #[serde(default)]
    pub(crate) uses_cross_sign_root: bool,
    /// Another one after each change of a field above, except for looks at the progress.
    #[serde(skip)]
    pub(crate) version: Version,
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
    /// The status of an order that waits for its information.
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

/// The ids of related certificates, if any. Boxed, because most certificates have none.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(from = "Links", into = "Links")]
pub(crate) struct Related(Option<Box<Links>>);

impl Deref for Related {
    type Target = Links;

    fn deref(&self) -> &Links {
        const NONE: &Links =
            &Links { replaced_by: None, replaced_for: None, origin: None, renewal: None };
        self.0.as_deref().unwrap_or(NONE)
    }
}

impl DerefMut for Related {
    fn deref_mut(&mut self) -> &mut Links {
        self.0.get_or_insert_default()
    }
}

impl From<Links> for Related {
    fn from(links: Links) -> Self {
        Self((links != Links::default()).then(|| links.into()))
    }
}

impl From<Related> for Links {
    fn from(related: Related) -> Self {
        related.0.map(|links| *links).unwrap_or_default()
    }
}

/// The ids of related certificates.
#[derive(Clone, Default, Deserialize, Eq, PartialEq, JsonSchema, Serialize)]
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

/// An order for a certificate.
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
    pub(crate) domains: Names,
    /// How the ownership of the domains is validated.
    #[serde(default)]
    pub(crate) verify_type: VerifyType,
    /// How many months the certificate is valid.
    pub(crate) months: u32,
    /// The most host names of a bought certificate.
    #[serde(default = "one")]
    pub(crate) domain_number: u32,
    /// The key of the certificate; absent until it is submitted.
    #[serde(default)]
    pub(crate) key: Option<Key>,
    /// The value that the owner of the domain has to publish.
    #[serde(default)]
    pub(crate) validation: String,
    /// The expiry, if it is not `months` after the issue: a reissue expires with its original.
    #[serde(default, with = "crate::moment::option")]
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    pub(crate) not_after: Option<OffsetDateTime>,
    /// The submitted information, unchanged except for secrets.
    #[serde(default)]
    pub(crate) submitted: Option<serde_json::Map<String, serde_json::Value>>,
    /// The number of the company's manager.
    #[serde(default)]
    pub(crate) manager_id: Option<i64>,
}

impl Order {
    /// Whether the authority validates only the domain.
    pub(crate) fn is_by_domain(&self) -> bool {
        let product = Product::find(self.product);
        product.is_none_or(|product| product.validation == Validation::Domain)
    }
}

fn one() -> u32 {
    1
}

/// How the ownership of a domain is validated.
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
    /// The private key as PEM, if the service generated it.
    #[serde(default)]
    pub(crate) private_key: Option<Verbatim>,
}

/// The work in progress on a certificate.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Progress {
    /// The status during the work.
    pub(crate) meanwhile: Status,
    /// The status after the work, if it succeeds.
    pub(crate) success: Status,
    /// The status after the work, if it fails.
    pub(crate) failure: Status,
    /// The progress of the work.
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
    /// A new certificate with only an id and a source, inserted now.
    pub(crate) fn new(id: impl Into<SmolStr>, source: Source, now: OffsetDateTime) -> Self {
        Self {
            id: id.into(),
            source,
            kind: Kind::Svr,
            alias: SmolStr::default(),
            project_id: 0,
            tags: Vec::new(),
            status: Status::Reviewing,
            inserted: now,
            order: None,
            contents: None,
            replaced: None,
            progress: None,
            links: Related::default(),
            ignored: false,
            allows_download: true,
            uses_cross_sign_root: false,
            version: Version::NONE,
        }
    }

    /// The status, without regard to certificates that replace it.
    pub(crate) fn own_status(&self, now: OffsetDateTime) -> Status {
        let status = self.progress.as_ref().map_or(self.status, |progress| progress.status(now));
        let over = self.contents.as_ref().is_some_and(|contents| contents.facts.not_after < now);
        if status == Status::Issued && over { Status::Expired } else { status }
    }

    /// The contents, if uploaded or already issued.
    pub(crate) fn contents(&self, now: OffsetDateTime) -> Option<&Contents> {
        self.contents.as_ref().filter(|_| self.own_status(now).has_certificate())
    }

    /// Counts that a request saw the status.
    pub(crate) fn look(&self, now: OffsetDateTime) {
        if let Some(progress) = &self.progress {
            progress.work.look(now);
        }
    }

    /// The main host name: its common name, or else its first alternative name.
    pub(crate) fn domain(&self) -> &str {
        let ordered = self.order.as_ref().and_then(|order| order.domains.first());
        match (ordered, &self.contents) {
            (Some(domain), _) => domain,
            (None, Some(contents)) => contents.facts.names.first().map_or("", SmolStr::as_str),
            (None, None) => "",
        }
    }

    /// All its names, the main one first.
    pub(crate) fn names(&self) -> &[SmolStr] {
        self.known_names().map_or(&[], |names| &**names)
    }

    /// The same, for a reply.
    pub(crate) fn shared_names(&self) -> Names {
        self.known_names().cloned().unwrap_or_default()
    }

    fn known_names(&self) -> Option<&Names> {
        match (&self.order, &self.contents) {
            (Some(order), _) if !order.domains.is_empty() => Some(&order.domains),
            (_, Some(contents)) => Some(&contents.facts.names),
            _ => None,
        }
    }
}
