//! What a listener may be: in v3 and in v2.0, which refuse in words of their own.

use std::collections::HashSet;

use super::super::state::{CertificateType, Listener, Project, Protocol};

/// How many certificates a listener has for those who ask for their domains.
const MOST_SNI: usize = 50;

/// How many domains these have: at a load balancer of one's own, and at a shared one.
const MOST_DOMAINS: usize = 200;
const MOST_DOMAINS_SHARED: usize = 30;

/// What of a listener does not fit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Misfit {
    /// There is no certificate of that id.
    CertificateNotFound(String),
    /// It has no certificate where it wants one.
    CertificateMissing,
    /// There is no load balancer of that id.
    LoadBalancerNotFound(String),
    /// A member that cannot be what it is.
    Member(&'static str),
    /// Another listens there.
    PortTaken,
}

impl Protocol {
    /// What it is at a load balancer of one's own, or at a shared one: the service takes either word
    /// for TLS that it ends itself.
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

    /// Whether it asks clients for theirs.
    const fn asks_for_certificate(self) -> bool {
        matches!(self, Self::Https | Self::TerminatedHttps | Self::Tls)
    }

    /// Whether both cannot listen at one port: those over TCP, and those over UDP.
    const fn excludes(self, other: Self) -> bool {
        let datagrams = matches!(self, Self::Udp | Self::Quic);
        let other_datagrams = matches!(other, Self::Udp | Self::Quic);
        !matches!(self, Self::Ip) && !matches!(other, Self::Ip) && datagrams == other_datagrams
    }
}

impl Project {
    /// Whether the load balancer is one's own; none where it is not there.
    pub(super) fn is_dedicated(&self, loadbalancer_id: &str) -> Option<bool> {
        Some(self.loadbalancers.find(loadbalancer_id)?.settings.guaranteed)
    }

    /// Says whether the listener, new or changed, fits what the project holds.
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
        // Those that listen at ranges of ports have no port of their own.
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
            // It is found by its domains, of which it has one at least, and no other has the same.
            let is_new = |domain: &str| domains.insert(domain.to_ascii_lowercase());
            if domain.is_empty() || !domain.split(',').all(is_new) {
                return Err(Misfit::Member(MEMBER));
            }
        }
        let most = if is_dedicated { MOST_DOMAINS } else { MOST_DOMAINS_SHARED };
        if domains.len() > most { Err(Misfit::Member(MEMBER)) } else { Ok(()) }
    }
}
