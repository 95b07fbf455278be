//! The parts of a certificate that the list shows.

use std::sync::Arc;

use smol_str::SmolStr;
use time::OffsetDateTime;

use crate::x509::{AlternativeName, Certificate};

/// The facts of a certificate that the list shows.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// `None` if the certificate's names make the list fail.
    pub(crate) issued_to: Option<Arc<[Option<SmolStr>]>>,
    pub(crate) issued_by_rainbond: bool,
    pub(crate) not_after: OffsetDateTime,
}

impl Listing {
    /// Reads the facts.
    pub(crate) fn new(certificate: &Certificate) -> Self {
        Self {
            issued_to: issued_to(certificate),
            // The service takes an issuer of that name for its own Let's Encrypt client.
            issued_by_rainbond: certificate.issuer_common_name() == Some("rainbond"),
            not_after: certificate.not_after(),
        }
    }
}

/// The names, as the service reads them from OpenSSL's text of the extension. If the extension has only one
/// name, the service reads none. Otherwise it reads the host names and the addresses except the loopback
/// address. It adds the common name, or null, unless this is among them. An entry with a second colon makes
/// the list fail.
fn issued_to(certificate: &Certificate) -> Option<Arc<[Option<SmolStr>]>> {
    let mut names = Vec::new();
    let printed: Vec<String> = certificate.alternative_names().iter().map(print).collect();
    let printed = printed.join(", ");
    if printed.contains(',') {
        for entry in printed.split(',') {
            let (kind, name) = entry.trim().split_once(':')?;
            if name.contains(':') {
                return None;
            }
            if matches!(kind, "DNS" | "IP Address") && name != "127.0.0.1" {
                names.push(Some(SmolStr::new(name)));
            }
        }
    }
    let common_name = certificate.common_name().map(SmolStr::new);
    if !names.contains(&common_name) {
        names.push(common_name);
    }
    Some(names.into())
}

fn print(name: &AlternativeName) -> String {
    match name {
        AlternativeName::Dns(name) => format!("DNS:{name}"),
        AlternativeName::Email(address) => format!("email:{address}"),
        AlternativeName::Ip(address) => match address {
            std::net::IpAddr::V4(address) => format!("IP Address:{address}"),
            std::net::IpAddr::V6(address) => {
                let groups: Vec<_> =
                    address.segments().iter().map(|group| format!("{group:X}")).collect();
                format!("IP Address:{}", groups.join(":"))
            }
        },
        AlternativeName::Uri(uri) => format!("URI:{uri}"),
        AlternativeName::Other(kind) => format!("{kind}:<unsupported>"),
    }
}
