//! The services that certificates are deployed to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A service whose instances take certificates, by the name that the vendor uses.
#[derive(
    Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "lowercase")]
pub(in crate::providers) enum ResourceType {
    Apigateway,
    Cdn,
    Clb,
    Cos,
    Ddos,
    /// The second generation (`ga-…`, `lsr-…`), which `tencent_gaap` does not emulate.
    Gaap,
    Lighthouse,
    Live,
    Mqtt,
    Scf,
    Tcb,
    Tdmq,
    Teo,
    Tke,
    Tse,
    Vod,
    Waf,
}

impl ResourceType {
    const ALL: [Self; 17] = [
        Self::Apigateway,
        Self::Cdn,
        Self::Clb,
        Self::Cos,
        Self::Ddos,
        Self::Gaap,
        Self::Lighthouse,
        Self::Live,
        Self::Mqtt,
        Self::Scf,
        Self::Tcb,
        Self::Tdmq,
        Self::Teo,
        Self::Tke,
        Self::Tse,
        Self::Vod,
        Self::Waf,
    ];

    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Apigateway => "apigateway",
            Self::Cdn => "cdn",
            Self::Clb => "clb",
            Self::Cos => "cos",
            Self::Ddos => "ddos",
            Self::Gaap => "gaap",
            Self::Lighthouse => "lighthouse",
            Self::Live => "live",
            Self::Mqtt => "mqtt",
            Self::Scf => "scf",
            Self::Tcb => "tcb",
            Self::Tdmq => "tdmq",
            Self::Teo => "teo",
            Self::Tke => "tke",
            Self::Tse => "tse",
            Self::Vod => "vod",
            Self::Waf => "waf",
        }
    }

    /// Whether certificates are deployed to it by name. Assumption: to GAAP, SCF and TDMQ they are not,
    /// but their instances are moved from one certificate to another. From: the two actions' lists of
    /// types.
    pub(crate) fn takes_deployments(self) -> bool {
        !matches!(self, Self::Gaap | Self::Scf | Self::Tdmq)
    }

    /// Whether an instance may have a certificate of each algorithm.
    pub(crate) fn has_pairs(self) -> bool {
        self == Self::Teo
    }

    /// Whether a deployment has to name the region.
    pub(crate) fn is_regional(self) -> bool {
        matches!(
            self,
            Self::Apigateway
                | Self::Clb
                | Self::Cos
                | Self::Lighthouse
                | Self::Mqtt
                | Self::Tcb
                | Self::Tke
                | Self::Tse
                | Self::Waf
        )
    }

    /// The possible numbers of parts, separated by `|`, of an instance's name; nothing if the vendor does not
    /// document the names of this service.
    pub(super) fn parts(self) -> Option<std::ops::RangeInclusive<usize>> {
        match self {
            // The domain is part of the name if the listener has a certificate for each domain.
            Self::Clb => Some(2..=3),
            // The part after the domain tells whether HTTPS requests are billed.
            Self::Cdn => Some(1..=2),
            Self::Ddos | Self::Tke | Self::Cos | Self::Lighthouse => Some(3..=3),
            Self::Apigateway | Self::Gaap | Self::Mqtt | Self::Tse => Some(2..=2),
            Self::Tcb => Some(4..=4),
            Self::Live | Self::Teo | Self::Vod | Self::Waf => Some(1..=1),
            Self::Scf | Self::Tdmq => None,
        }
    }

    /// The form of the names of the service's instances.
    ///
    /// Assumption: what is wrong with the name of an instance is said of every service as it is of
    /// COS: the name, and the right form. From: an answer about COS, "部署格式错误: s.456.zone，正确格式为:
    /// Region|Bucket|Domain", and the forms on the vendor's page, which it gives for most services.
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Apigateway => "ServiceId|Domain",
            Self::Cdn => "Domain|on",
            Self::Clb => "LoadBalancerId|ListenerId|Domain",
            Self::Cos => "Region|Bucket|Domain",
            Self::Ddos => "InsId|Domain|VirtualPort",
            Self::Gaap => "InstanceId|ListenerId",
            Self::Lighthouse => "Region|InstanceId|Domain",
            Self::Live | Self::Teo | Self::Vod | Self::Waf => "Domain",
            Self::Mqtt => "InstanceId|CertId",
            Self::Scf | Self::Tdmq => "InstanceId",
            Self::Tcb => "Type|Region|EnvId|Domain",
            Self::Tke => "ClusterId|NameSpace|SecretName",
            Self::Tse => "GatewayId|CertificateId",
        }
    }
}
