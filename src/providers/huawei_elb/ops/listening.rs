//! The constraints on listeners, which v3 and v2.0 share but refuse with different errors.

use std::collections::HashSet;

use super::super::state::{CertificateType, Listener, Project, Protocol};

/// The most certificates that a listener can have for SNI.
const MOST_SNI: usize = 50;

/// The most domains of these certificates: at a dedicated load balancer, and at a shared one.
const MOST_DOMAINS: usize = 200;
const MOST_DOMAINS_SHARED: usize = 30;

/// Why a listener is not possible.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Misfit {
    /// There is no certificate with this id.
    CertificateNotFound(String),
    /// It lacks the certificate that its protocol needs.
    CertificateMissing,
    /// There is no load balancer with this id.
    LoadBalancerNotFound(String),
    /// This member has an invalid value.
    Member(&'static str),
    /// Another listener uses the port.
    PortTaken,
}

impl Protocol {
    /// The protocol at a dedicated or a shared load balancer. Both have their own name for TLS that they
    /// terminate, and the service accepts either name.
    pub(super) const fn at(self, is_dedicated: bool) -> Self {
        match self {
            Self::TerminatedHttps if is_dedicated => Self::Https,
            Self::Https if !is_dedicated => Self::TerminatedHttps,
            other => other,
        }
    }

    /// Whether a listener shows a certificate.
    pub(super) const fn shows_certificate(self) -> bool {
        matches!(self, Self::Https | Self::TerminatedHttps | Self::Tls | Self::Quic)
    }

    /// Whether the listener can ask clients for certificates.
    const fn asks_for_certificate(self) -> bool {
        matches!(self, Self::Https | Self::TerminatedHttps | Self::Tls)
    }

    /// Whether two listeners cannot share a port: both use TCP, or both use UDP.
    const fn excludes(self, other: Self) -> bool {
        let datagrams = matches!(self, Self::Udp | Self::Quic);
        let other_datagrams = matches!(other, Self::Udp | Self::Quic);
        !matches!(self, Self::Ip) && !matches!(other, Self::Ip) && datagrams == other_datagrams
    }
}

impl Project {
    /// Whether the load balancer is dedicated; nothing if it does not exist.
    pub(super) fn is_dedicated(&self, loadbalancer_id: &str) -> Option<bool> {
        Some(self.loadbalancers.find(loadbalancer_id)?.settings.guaranteed)
    }

    /// Checks that a new or changed listener is possible in this project.
    pub(super) fn check_listener(&self, listener: &Listener) -> Result<(), Misfit> {
        let Listener { loadbalancer_id, protocol, .. } = listener;
        let is_dedicated = self.is_dedicated(loadbalancer_id);
        let is_dedicated =
            is_dedicated.ok_or_else(|| Misfit::LoadBalancerNotFound(loadbalancer_id.clone()))?;
        match &listener.default_tls_container_ref {
            Some(id) if protocol.shows_certificate() => {
                let kinds = [CertificateType::Server, CertificateType::ServerSm];
                self.check_certificate(id, &kinds, "default_tls_container_ref")?;
            }
            // Assumption: a listener that ends no TLS has no certificate. From: the pages, which
            // have the members for those that do.
            Some(_) => return Err(Misfit::Member("default_tls_container_ref")),
            None if protocol.shows_certificate() => return Err(Misfit::CertificateMissing),
            None => {}
        }
        if let Some(id) = &listener.client_ca_tls_container_ref {
            if !protocol.asks_for_certificate() {
                return Err(Misfit::Member("client_ca_tls_container_ref"));
            }
            let kinds = [CertificateType::Client];
            self.check_certificate(id, &kinds, "client_ca_tls_container_ref")?;
        }
        self.check_sni(listener, is_dedicated)?;
        let other = |other: &&Listener| {
            other.id != listener.id
                && other.loadbalancer_id == *loadbalancer_id
                && other.protocol_port == listener.protocol_port
                && other.protocol.excludes(*protocol)
        };
        // A listener with port ranges has no single port.
        let is_taken =
            listener.protocol_port > 0 && self.listeners.oldest_first().any(|it| other(&it));
        if is_taken { Err(Misfit::PortTaken) } else { Ok(()) }
    }

    fn check_certificate(
        &self,
        id: &str,
        kinds: &[CertificateType],
        member: &'static str,
    ) -> Result<(), Misfit> {
        let certificate = self.certificates.find(id);
        let certificate = certificate.ok_or_else(|| Misfit::CertificateNotFound(id.to_owned()))?;
        if kinds.contains(&certificate.kind) { Ok(()) } else { Err(Misfit::Member(member)) }
    }

    fn check_sni(&self, listener: &Listener, is_dedicated: bool) -> Result<(), Misfit> {
        const MEMBER: &str = "sni_container_refs";
        let ids = &listener.sni_container_refs;
        if ids.len() > MOST_SNI || !ids.is_empty() && !listener.protocol.shows_certificate() {
            return Err(Misfit::Member(MEMBER));
        }
        let mut domains = HashSet::new();
        for id in ids {
            self.check_certificate(id, &[CertificateType::Server], MEMBER)?;
            let certificate = self.certificates.find(id);
            let domain = certificate.and_then(|it| it.domain.as_deref()).unwrap_or_default();
            // A certificate is chosen by its domains. It must have at least one, and no domain may be in two
            // certificates.
            let is_new = |domain: &str| domains.insert(domain.to_ascii_lowercase());
            if domain.is_empty() || !domain.split(',').all(is_new) {
                return Err(Misfit::Member(MEMBER));
            }
        }
        let most = if is_dedicated { MOST_DOMAINS } else { MOST_DOMAINS_SHARED };
        if domains.len() > most { Err(Misfit::Member(MEMBER)) } else { Ok(()) }
    }
}
