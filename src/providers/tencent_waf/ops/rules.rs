//! Checks the ports, the origins and the TLS settings of a request.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::super::errors::Error;
use super::super::state::domain::{Domain, Port};

/// The largest value for the choice of ciphers: 3, a custom list.
const CIPHERS_BY_THEMSELVES: i64 = 3;

/// The members that are numbers, with the ranges on the vendor's page. Other members have checks of their
/// own.
const NUMBERS: [(&str, RangeInclusive<i64>, Error); 20] = [
    ("ActiveCheck", 0..=1, Error::InvalidParameterValue),
    ("Anycast", 0..=1, Error::InvalidParameterValue),
    ("GmCertType", 0..=2, Error::InvalidParameterValue),
    ("GmType", 0..=2, Error::InvalidParameterValue),
    ("Gzip", 0..=1, Error::InvalidParameterValue),
    ("HttpsRewrite", 0..=1, Error::InvalidParameterValue),
    ("IsCdn", 0..=3, Error::InvalidParameterValue),
    ("IsGray", 0..=1, Error::InvalidParameterValue),
    ("IsHttp2", 0..=1, Error::InvalidParameterValue),
    ("IsWebsocket", 0..=1, Error::InvalidParameterValue),
    ("LoadBalance", 0..=2, Error::UpstreamParameterErr),
    ("ProbeStatus", 0..=1, Error::InvalidParameterValue),
    ("ProxyBuffer", 0..=1, Error::InvalidParameterValue),
    ("ProxyConnectTimeout", 0..=i64::MAX, Error::InvalidParameterValue),
    ("ProxyReadTimeout", 0..=i64::MAX, Error::InvalidParameterValue),
    ("ProxySendTimeout", 0..=i64::MAX, Error::InvalidParameterValue),
    ("SniType", 0..=3, Error::InvalidParameterValue),
    ("UpstreamPolicy", 0..=2, Error::UpstreamParameterErr),
    ("UseCase", 0..=1, Error::InvalidParameterValue),
    ("XFFReset", 0..=1, Error::InvalidParameterValue),
];

/// The load balancing of a rule: round robin, or by address.
const BALANCE_TYPES: RangeInclusive<i64> = 0..=1;

/// Refuses numbers that the vendor's page does not have for their members.
///
/// Assumption: a number that says how what is behind the firewall is reached is `UpstreamParameterErr`, any
/// other `InvalidParameterValue`; a weight is no less than 0, and neither is a time. From: the words of the
/// errors; the page has neither for weights nor for times how large they may be.
pub(super) fn check_numbers(given: &Map<String, Value>, weights: &[i64]) -> Result<(), Error> {
    for (name, range, wrong) in NUMBERS {
        let number = given.get(name).and_then(Value::as_number);
        if number.is_some_and(|number| number.as_i64().is_none_or(|it| !range.contains(&it))) {
            return Err(wrong);
        }
    }
    let rules = given.get("UpstreamRules").and_then(Value::as_array).into_iter().flatten();
    let mut types = rules.filter_map(|rule| rule.get("BalanceType")?.as_number());
    let is_right = types.all(|it| it.as_i64().is_some_and(|it| BALANCE_TYPES.contains(&it)))
        && weights.iter().all(|weight| *weight >= 0);
    if is_right { Ok(()) } else { Err(Error::UpstreamParameterErr) }
}

/// Refuses invalid ports, and HTTPS without a certificate.
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

/// Refuses a domain without the origins that its type requires: addresses, or a host name.
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
