//! What the list shows of a certificate.

use time::macros::{datetime, format_description};
use time::{OffsetDateTime, UtcOffset};

use super::super::errors::Error;
use super::super::types::ListedCertificate;
use crate::x509::{AlternativeName, Certificate};

/// The service prints times of its own zone, Asia/Shanghai.
const ZONE: UtcOffset = time::macros::offset!(+8);

/// The facts of a certificate that the list shows.
#[derive(Clone, Debug)]
pub(crate) struct Listing {
    /// `None` stands for a certificate whose names break the list.
    issued_to: Option<Vec<Option<String>>>,
    issued_by_rainbond: bool,
    not_after: OffsetDateTime,
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

    /// A row of the list, or the exception that the row brings about.
    pub(crate) fn show(
        &self,
        id: u64,
        [alias, certificate_type]: [String; 2],
        now: OffsetDateTime,
    ) -> Result<ListedCertificate, Error> {
        Ok(ListedCertificate {
            has_expired: self.not_after < now,
            issued_to: self.issued_to.clone().ok_or(Error::TooManyNames)?,
            alias,
            certificate_type,
            end_data: self.end_data()?,
            id,
            issued_by: if self.issued_by_rainbond {
                "Let's Encrypt签发"
            } else {
                "第三方签发"
            },
        })
    }

    fn end_data(&self) -> Result<String, Error> {
        // Python's calendar ends with the year 9999, in the service's zone too.
        if self.not_after > datetime!(9999-12-31 15:59:59 UTC) {
            return Err(Error::DateOutOfRange);
        }
        let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        // A moment of this calendar can always be written so.
        Ok(self.not_after.to_offset(ZONE).format(format).unwrap_or_default())
    }
}

/// The names, as the service takes them from OpenSSL's print of the extension: not at all where
/// there is but one, host names and addresses otherwise, the loopback address left out; then the
/// common name, or null, unless it is among them. An entry with a second colon breaks it.
fn issued_to(certificate: &Certificate) -> Option<Vec<Option<String>>> {
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
                names.push(Some(name.to_owned()));
            }
        }
    }
    let common_name = certificate.common_name().map(str::to_owned);
    if !names.contains(&common_name) {
        names.push(common_name);
    }
    Some(names)
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
