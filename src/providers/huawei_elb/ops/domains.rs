//! The domains that a certificate is said to be for.

/// The most domains, and the longest list of them.
const MOST: usize = 100;
const LONGEST: usize = 10_000;

/// Whether a text is a list of domains with commas between them: labels of letters, digits and
/// hyphens, of which `*` may be the first.
pub(super) fn is_list_of_domains(text: &str) -> bool {
    text.is_empty()
        || text.len() <= LONGEST
            && text.split(',').count() <= MOST
            && text.split(',').all(is_domain)
}

fn is_domain(text: &str) -> bool {
    let rest = text.strip_prefix("*.").unwrap_or(text);
    rest.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric())
}
