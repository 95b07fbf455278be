//! Acceleration domains.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::certificate::Certificate;
use super::source::Source;
use crate::ids::fingerprint;
use crate::pace::Work;
use crate::store::Identified;
use crate::x509::Flaw;

/// The versions of TLS, in their order.
pub(crate) const TLS_VERSIONS: [&str; 4] = ["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

/// A domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "they are the vendor's")]
pub(crate) struct Domain {
    /// 32 hexadecimal digits; derived from the name if absent.
    #[serde(default)]
    pub(crate) id: String,
    /// The host name, whose first label may be `*`.
    pub(crate) domain_name: String,
    /// What it serves.
    #[serde(default)]
    pub(crate) business_type: BusinessType,
    /// Where it is served.
    #[serde(default)]
    pub(crate) service_area: ServiceArea,
    /// The status while the domain is not being configured.
    #[serde(default)]
    pub(crate) domain_status: DomainStatus,
    /// The target of the domain's CNAME record; derived from the name if absent.
    #[serde(default)]
    pub(crate) cname: String,
    /// The enterprise project that it is in.
    #[serde(default = "default_project")]
    pub(crate) enterprise_project_id: String,
    /// Whether the vendor has banned it.
    #[serde(default)]
    pub(crate) disabled: bool,
    /// Whether it is locked.
    #[serde(default)]
    pub(crate) locked: bool,
    /// The owner's remark.
    #[serde(default)]
    pub(crate) remark: String,
    /// Where its content comes from.
    #[serde(default = "Source::usual")]
    pub(crate) sources: Vec<Source>,
    /// The protocol that is used with the sources.
    #[serde(default)]
    pub(crate) origin_protocol: OriginProtocol,
    /// Its certificate; without one it speaks no HTTPS.
    #[serde(default)]
    pub(crate) certificate: Option<Certificate>,
    /// Whether it speaks HTTP/2.
    #[serde(default)]
    pub(crate) http2: bool,
    /// The versions of TLS that it speaks, with commas between them.
    #[serde(default = "tls_version")]
    pub(crate) tls_version: String,
    /// Whether it uses OCSP stapling.
    #[serde(default)]
    pub(crate) ocsp_stapling: bool,
    /// Where requests are redirected to.
    #[serde(default)]
    pub(crate) force_redirect: ForceRedirect,
    /// Whether it is served over IPv6, 0 or 1.
    #[serde(default)]
    pub(crate) ipv6_accelerate: i32,
    /// The other sections of its configuration, as they were sent.
    #[serde(default)]
    pub(crate) configs: Map<String, Value>,
    /// The progress of its configuration.
    #[serde(default)]
    pub(crate) work: Option<Work>,
    /// When it was made.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) create_time: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) modify_time: OffsetDateTime,
}

/// Writes words that are written as the vendor writes them.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident $usual:ident { $($variant:ident $word:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
        pub(crate) enum $name {
            $(#[serde(rename = $word)] $variant,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$usual
            }
        }

        impl $name {
            /// The value with this name.
            pub(crate) fn read(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// What a domain serves.
    BusinessType Web {
        Web "web",
        Download "download",
        Video "video",
        WholeSite "wholeSite",
    }
}

words! {
    /// Where a domain is served.
    ServiceArea MainlandChina {
        MainlandChina "mainland_china",
        OutsideMainlandChina "outside_mainland_china",
        Global "global",
        Europe "europe",
    }
}

words! {
    /// The status of a domain.
    DomainStatus Online {
        Online "online",
        Offline "offline",
        Configuring "configuring",
        ConfigureFailed "configure_failed",
        Checking "checking",
        CheckFailed "check_failed",
        Deleting "deleting",
    }
}

/// The protocol that is used with the sources.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OriginProtocol {
    /// The protocol of the request to the domain.
    Follow,
    #[default]
    Http,
    Https,
}

words! {
    /// Where requests are redirected to.
    RedirectType Https {
        Http "http",
        Https "https",
    }
}

/// How requests are redirected.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ForceRedirect {
    /// Whether they are.
    pub(crate) is_on: bool,
    /// Where to.
    pub(crate) r#type: RedirectType,
    /// The HTTP status of the redirect.
    pub(crate) redirect_code: u16,
}

impl Default for ForceRedirect {
    fn default() -> Self {
        Self { is_on: false, r#type: RedirectType::Https, redirect_code: 302 }
    }
}

impl Identified for Domain {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Domain {
    /// A domain that is made now.
    pub(crate) fn new(id: String, domain_name: String, now: OffsetDateTime) -> Self {
        Self {
            id,
            cname: cname_of(&domain_name),
            domain_name,
            business_type: BusinessType::default(),
            service_area: ServiceArea::default(),
            domain_status: DomainStatus::default(),
            enterprise_project_id: default_project(),
            disabled: false,
            locked: false,
            remark: String::new(),
            sources: Vec::new(),
            origin_protocol: OriginProtocol::default(),
            certificate: None,
            http2: false,
            tls_version: tls_version(),
            ocsp_stapling: false,
            force_redirect: ForceRedirect::default(),
            ipv6_accelerate: 0,
            configs: Map::new(),
            work: None,
            create_time: now,
            modify_time: now,
        }
    }

    /// The domain with the values that are derived from its name and its certificate.
    pub(super) fn complete(mut self) -> Result<Self, Flaw> {
        if self.id.is_empty() {
            self.id = fingerprint(&self.domain_name);
        }
        if self.cname.is_empty() {
            self.cname = cname_of(&self.domain_name);
        }
        self.certificate = self.certificate.map(Certificate::complete).transpose()?;
        Ok(self)
    }

    /// The present status.
    pub(crate) fn status(&self, now: OffsetDateTime) -> DomainStatus {
        match &self.work {
            Some(work) if !work.is_over(now) => DomainStatus::Configuring,
            Some(work) if !work.end().succeeds(0) => DomainStatus::ConfigureFailed,
            _ => self.domain_status,
        }
    }

    /// The status, as a request sees it. The request counts as a look at the domain's work.
    pub(crate) fn look(&self, now: OffsetDateTime) -> DomainStatus {
        let status = self.status(now);
        if let Some(work) = &self.work {
            work.look(now);
        }
        status
    }

    /// Removes the certificate, and turns off what cannot work without one.
    pub(crate) fn turn_https_off(&mut self) {
        self.certificate = None;
        self.http2 = false;
        self.ocsp_stapling = false;
        if self.force_redirect.r#type == RedirectType::Https {
            self.force_redirect.is_on = false;
        }
    }

    /// Begins to be configured.
    pub(crate) fn begin(&mut self, work: Work, now: OffsetDateTime) {
        // A failed configuration is repeated; a domain that is offline stays so.
        if self.domain_status == DomainStatus::ConfigureFailed {
            self.domain_status = DomainStatus::Online;
        }
        self.work = Some(work);
        self.modify_time = now;
    }
}

fn cname_of(domain_name: &str) -> String {
    format!("{domain_name}.c.cdnhwc1.com")
}

fn default_project() -> String {
    "0".to_owned()
}

fn tls_version() -> String {
    TLS_VERSIONS[1..].join(",")
}
