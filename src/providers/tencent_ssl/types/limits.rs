//! The longest lists of requests, for actions with an error of their own for longer ones. The protocol checks
//! the other lists.

/// The most certificates of one request.
pub(crate) const CERTIFICATES: usize = 100;

/// The most certificates for which one request can switch notifications.
pub(crate) const SWITCHES: usize = 50;

/// The most tasks that one request asks after. Assumption: searches for bound resources are asked after
/// up to 100 at a time, and more are `FailedOperation`. From: deletions, of which the vendor's page says
/// so.
pub(crate) const TASKS: usize = 100;

/// The most names of an order beside the first. Assumption: an order has up to 100 further names, and
/// more are `InvalidParam`. From: the authorities, none of which puts many more into a certificate.
pub(crate) const NAMES: usize = 100;

/// The most instances of a deployment. Assumption: a certificate is deployed to up to 200 instances at a
/// time, and to more is `InvalidParam`. From: the largest page of a deployment's instances.
pub(crate) const INSTANCES: usize = 200;

/// The lists with these limits.
pub(crate) const LISTS: &[&str] =
    &["CertificateIdList", "CertificateIds", "DnsNames", "DomainList", "InstanceIdList", "TaskIds"];

/// Reads the number of a task, which the service writes as text.
pub(crate) fn read_number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}
