//! A domain that leads to functions.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::super::tencent_ssl::{Delivery, Deployments, Resource, ResourceType};
use crate::store::Identified;

/// A domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomDomain {
    /// Its name, in lower case.
    pub(crate) domain: String,
    /// The region, as `ap-guangzhou`.
    pub(crate) region: String,
    /// The protocols of the domain.
    #[serde(default)]
    pub(crate) protocol: Protocol,
    /// The SSL id of the certificate that this service last gave it.
    #[serde(default)]
    pub(crate) certificate_id: Option<String>,
    /// The functions by path.
    #[serde(default)]
    pub(crate) endpoints: Vec<Endpoint>,
    /// Its firewall.
    #[serde(default)]
    pub(crate) waf: Waf,
    /// Its tags.
    #[serde(default)]
    pub(crate) tags: Vec<Label>,
    /// The number of SSL's last deployment to it that had ended when this service last changed it. Later
    /// deployments override this service's values.
    #[serde(default)]
    pub(crate) deployment: u64,
    /// When it was added.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) created: OffsetDateTime,
    /// When it was last changed.
    #[serde(with = "crate::moment")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub(crate) updated: OffsetDateTime,
}

impl Identified for CustomDomain {
    const MANY: &'static str = "domains";

    fn id(&self) -> &str {
        &self.domain
    }
}

/// The protocols of a domain.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub(crate) enum Protocol {
    #[default]
    #[serde(rename = "HTTP")]
    Http,
    #[serde(rename = "HTTPS")]
    Https,
    #[serde(rename = "HTTP&HTTPS")]
    Both,
}

impl Protocol {
    /// Whether it takes a certificate.
    fn has_certificate(self) -> bool {
        self != Self::Http
    }

    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
            Self::Both => "HTTP&HTTPS",
        }
    }
}

/// A path that leads to a function.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Endpoint {
    /// The function's namespace.
    pub(crate) namespace: String,
    /// The function's name.
    pub(crate) function_name: String,
    /// The function's version or alias.
    pub(crate) qualifier: String,
    /// The path, `/aa/*`.
    pub(crate) path_match: String,
    /// The rewriting of the path.
    pub(crate) path_rewrite: Option<Vec<PathRewriteRule>>,
}

/// A rule that rewrites a path.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct PathRewriteRule {
    /// The path.
    pub(crate) path: String,
    /// The kind of match, such as `WildcardRules`.
    #[serde(rename = "Type")]
    pub(crate) kind: String,
    /// The rewritten path.
    pub(crate) rewrite: String,
}

/// A domain's firewall.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Waf {
    /// Whether it is on.
    pub(crate) open: WafOpen,
    /// Its id, `waf_…`.
    pub(crate) instance_id: String,
}

/// Whether it is on.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum WafOpen {
    #[default]
    Close,
    Open,
}

impl WafOpen {
    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Close => "CLOSE",
            Self::Open => "OPEN",
        }
    }
}

/// A tag, with other names of members than in the other services.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(crate) struct Label {
    /// Its name.
    pub(crate) key: String,
    /// The value.
    pub(crate) value: String,
}

impl CustomDomain {
    /// The present state, with ended work and SSL's deployments applied.
    pub(crate) fn seen(&self, deployments: &Deployments<'_>) -> Cow<'_, Self> {
        let deployment = deployments.to_instance(&self.instance());
        match deployment.filter(|deployment| deployment.record > self.deployment) {
            None => Cow::Borrowed(self),
            Some(deployment) => {
                let mut domain = self.clone();
                domain.take(&deployment);
                Cow::Owned(domain)
            }
        }
    }

    /// Applies what SSL has moved it to.
    fn take(&mut self, deployment: &Delivery) {
        self.deployment = deployment.record;
        // A domain that accepts only HTTP by then has no certificate.
        if self.protocol.has_certificate() {
            self.updated = self.updated.max(deployment.at);
            self.certificate_id = Some(deployment.certificate_id.clone());
        }
    }

    /// The domain, as SSL names it, without its certificate.
    pub(crate) fn instance(&self) -> Resource {
        Resource {
            region: self.region.clone(),
            domains: vec![self.domain.clone()],
            deployment: self.deployment,
            ..Resource::of(ResourceType::Scf)
        }
    }
}
