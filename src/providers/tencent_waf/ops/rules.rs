//! What is said of ports, of what is behind the firewall, and of TLS, held against the rules.

use std::collections::HashSet;

use serde_json::Value;

use super::super::errors::Error;
use super::super::state::domain::{Domain, Port};

/// How the ciphers are chosen, at the most: 3, each by itself.
const CIPHERS_BY_THEMSELVES: i64 = 3;

/// Refuses ports of which one cannot be, and HTTPS without a certificate.
///
/// Assumption: a port has a number from 1 to 65,535, once, and speaks HTTP or HTTPS, as what is behind it
/// does; a domain has at least one. From: the vendor's example, and the error's words.
pub(super) fn check_ports(domain: &Domain) -> Result<(), Error> {
    let is_number = |text: &str| text.parse::<u16>().is_ok_and(|number| number > 0);
    let is_protocol = |word: &str| matches!(word, "http" | "https");
    let mut taken = HashSet::new();
    let is_right = |port: &Port| {
        is_number(&port.port)
            && is_number(&port.upstream_port)
            && is_protocol(&port.protocol)
            && is_protocol(&port.upstream_protocol)
    };
    let has_https = domain.ports.iter().any(|port| port.protocol == "https");
    let each_once = domain.ports.iter().all(|port| taken.insert(&port.port));
    let is_secured = domain.certificate.is_some() || !has_https;
    if !domain.ports.is_empty() && domain.ports.iter().all(is_right) && each_once && is_secured {
        Ok(())
    } else {
        Err(Error::PortParameterErr)
    }
}

/// Refuses what is behind the firewall where it is not said as it is reached.
///
/// Assumption: behind it are addresses, or one name, as the type says, and there has to be one. From: the
/// vendor's words for the three members.
pub(super) fn check_upstream(domain: &Domain) -> Result<(), Error> {
    let addresses = domain.member("SrcList").and_then(Value::as_array);
    let name = domain.member("UpstreamDomain").and_then(Value::as_str);
    let is_there = match domain.member("UpstreamType").and_then(Value::as_i64) {
        Some(0) => addresses.is_some_and(|addresses| !addresses.is_empty()),
        Some(1) => name.is_some_and(|name| !name.is_empty()),
        _ => false,
    };
    if is_there { Ok(()) } else { Err(Error::UpstreamParameterErr) }
}

/// Refuses versions and ciphers that cannot be.
///
/// Assumption: a version and a cipher are numbers from 0, there are four ways to choose ciphers, and the last
/// has to name some. From: the vendor's words; it lists the ways, and neither versions nor ciphers.
pub(super) fn check_tls(domain: &Domain) -> Result<(), Error> {
    let number = |name: &str| domain.member(name).and_then(Value::as_i64).unwrap_or(0);
    let ciphers = domain.member("Ciphers").and_then(Value::as_array);
    let ciphers = ciphers.map_or(&[][..], Vec::as_slice);
    let template = number("CipherTemplate");
    let is_right = number("TLSVersion") >= 0
        && (0..=CIPHERS_BY_THEMSELVES).contains(&template)
        && ciphers.iter().all(Value::is_u64)
        && (template != CIPHERS_BY_THEMSELVES || !ciphers.is_empty());
    if is_right { Ok(()) } else { Err(Error::TlsParameterErr) }
}
