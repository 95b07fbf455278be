//! Host names, as orders have them.

use super::super::super::tencent::once;

/// The longest host name that a certificate's common name may be.
const LONGEST_DOMAIN: usize = 64;

/// Why a domain is refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum BadDomain {
    Malformed,
    TooLong,
}

/// Reads a host name and converts it to lower case. Its first label may be `*`.
pub(crate) fn read_domain(text: &str) -> Result<String, BadDomain> {
    let domain = text.trim();
    if domain.len() > LONGEST_DOMAIN {
        return Err(BadDomain::TooLong);
    }
    let domain = domain.to_ascii_lowercase();
    let bare = domain.strip_prefix("*.").unwrap_or(&domain);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let well_formed = bare.contains('.') && bare.split('.').all(label);
    if well_formed { Ok(domain) } else { Err(BadDomain::Malformed) }
}

/// The domain that was registered. Assumption: a registered domain has two labels, or three where
/// the last but one is a common second level of a country's. From: the public suffix list, of which
/// this is the part that tests need.
pub(crate) fn main_domain(domain: &str) -> &str {
    let mut dots = domain.rmatch_indices('.').map(|(index, _)| index);
    let (last, second, third) = (dots.next(), dots.next(), dots.next());
    let from = |dot: Option<usize>| dot.map_or(domain, |dot| &domain[dot + 1..]);
    let (Some(last), Some(second_dot)) = (last, second) else { return domain };
    let country = domain.len() - last == 3;
    let middle = &domain[second_dot + 1..last];
    if country && matches!(middle, "ac" | "co" | "com" | "edu" | "gov" | "net" | "org") {
        from(third)
    } else {
        from(second)
    }
}

/// The names of a free certificate: for a registered domain the authority adds `www`, and the other
/// way round.
pub(crate) fn names_of(domain: String, others: Vec<String>) -> Vec<String> {
    let added = if domain == main_domain(&domain) {
        Some(format!("www.{domain}"))
    } else {
        let bare = domain.strip_prefix("www.").or_else(|| domain.strip_prefix("*."));
        bare.filter(|bare| *bare == main_domain(bare)).map(str::to_owned)
    };
    once(std::iter::once(domain).chain(added).chain(others))
}

pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && read_domain(host).is_ok())
}
