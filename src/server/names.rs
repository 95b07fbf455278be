//! The host names that certmock answers for, over TLS and as a proxy.

use std::net::IpAddr;

use crate::hosts::{domain_of, is_in};
use crate::issue::{LOCAL_DOMAINS, is_local};
use crate::spec::{Provider, Providers};

/// The host names that certmock answers for.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    providers: Providers,
    /// The additional names from the command line, in lower case.
    more: Vec<String>,
    /// The ports that the server listens on.
    ports: Vec<u16>,
}

impl Names {
    pub(crate) fn new(providers: Providers, more: &[String], ports: Vec<u16>) -> Self {
        let more = more.iter().map(|name| plain(name)).collect();
        Self { providers, more, ports }
    }

    /// The domains that the certificate authority must be able to sign for, in addition to local ones.
    pub(crate) fn domains(&self) -> Vec<String> {
        let hosts = self.providers.iter().flat_map(|provider| provider.hosts);
        let domains = hosts.map(|pattern| domain_of(pattern).to_owned());
        let mut domains: Vec<_> = domains.chain(self.more.iter().cloned()).collect();
        domains.sort();
        domains.dedup();
        domains
    }

    /// Whether this is a vendor's host or an additional name.
    fn is_vendors(&self, host: &str) -> bool {
        self.providers.iter().any(|provider| provider.has_host(host))
            || self.more.iter().any(|more| more == host)
    }

    /// The providers with this host; if there are none, the providers without hosts of their own.
    pub(super) fn providers_of(&self, host: &str) -> Vec<&'static Provider> {
        let host = plain(host);
        let having = |has: &dyn Fn(&Provider) -> bool| -> Vec<_> {
            self.providers.iter().copied().filter(|provider| has(provider)).collect()
        };
        let own = having(&|provider| provider.has_host(&host));
        if own.is_empty() { having(&|provider| provider.hosts.is_empty()) } else { own }
    }

    /// Whether certmock accepts TLS for this name.
    pub(super) fn serve(&self, name: &str) -> bool {
        let name = plain(name);
        if let Ok(address) = name.parse::<IpAddr>() {
            return is_local(address);
        }
        self.is_vendors(&name) || is_local_name(&name)
    }

    /// Whether certmock, as a proxy, answers requests for this host. A local host must have a port of
    /// certmock's, because other servers may run on this machine.
    pub(super) fn stand_for(&self, host: &str, port: u16) -> bool {
        let host = plain(host);
        let is_local = is_local_name(&host) || host.parse::<IpAddr>().is_ok_and(is_local);
        host == "certmock" || self.is_vendors(&host) || is_local && self.ports.contains(&port)
    }

    /// The hosts that certmock answers for, as patterns.
    pub(super) fn list(&self) -> Vec<&str> {
        let hosts = self.providers.iter().flat_map(|provider| provider.hosts.iter().copied());
        hosts.chain(self.more.iter().map(String::as_str)).collect()
    }
}

/// A host in lower case, without brackets around an address and without a trailing dot.
fn plain(host: &str) -> String {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

fn is_local_name(name: &str) -> bool {
    LOCAL_DOMAINS.iter().any(|domain| is_in(name, domain))
}
