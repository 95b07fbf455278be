//! Which instances a certificate can be deployed to.

use super::super::super::tencent::HostNames;
use super::resource_type::ResourceType;
use super::resources::{InstanceName, Resource};

impl Resource {
    /// Whether it is a listener that has rules for domains.
    fn has_rules(&self) -> bool {
        self.kind == ResourceType::Clb
            && matches!(&*self.protocol.to_ascii_uppercase(), "HTTP" | "HTTPS")
    }
}

/// The instances with this name, if the certificate can be deployed to them. For a listener of a load
/// balancer, these are all its instances, because each of its domains may be an instance of its own.
///
/// Assumption: of a listener with a certificate for each domain, one domain that is named has to be
/// covered; of another, all; without rules there is nothing to deploy to, and a rule may not be a
/// regular expression. From: the vendor's page on `DeployCertificateInstance`.
pub(crate) fn fitting<'a>(
    names: &HostNames,
    name: &InstanceName<'_>,
    found: Vec<&'a Resource>,
) -> Option<Vec<&'a Resource>> {
    let found = match (name.kind, name.parts.as_slice()) {
        (ResourceType::Clb, parts) => {
            let domains = || found.iter().flat_map(|resource| &resource.domains);
            if found.iter().any(|resource| resource.has_rules()) && domains().next().is_none() {
                return None;
            }
            let Some(domain) = parts.get(2) else { return covered(names, found) };
            if !domains().any(|known| known == domain) {
                return None;
            }
            if !found.iter().any(|resource| resource.sni) {
                return covered(names, found);
            }
            let serving = |resource: &&Resource| resource.domains.iter().any(|it| it == domain);
            let serving = found.into_iter().filter(serving).collect();
            return covers(names, domain).then_some(serving);
        }
        _ => found.into_iter().take(1).collect(),
    };
    covered(names, found)
}

/// The instances, if the certificate covers each of their domains.
fn covered<'a>(names: &HostNames, found: Vec<&'a Resource>) -> Option<Vec<&'a Resource>> {
    let right = !found.is_empty() && found.iter().all(|resource| covers_all(names, resource));
    right.then_some(found)
}

/// Whether the certificate is for every domain of an instance.
fn covers_all(names: &HostNames, resource: &Resource) -> bool {
    resource.domains.iter().all(|domain| covers(names, domain))
}

/// Whether the certificate can be deployed to an instance: it covers all its domains, or, for a rule with a
/// certificate of its own, one of them.
pub(crate) fn is_candidate(names: &HostNames, resource: &Resource) -> bool {
    if resource.domains.is_empty() && resource.has_rules() {
        return false;
    }
    if resource.sni {
        return resource.domains.iter().any(|domain| covers(names, domain));
    }
    covers_all(names, resource)
}

/// Whether the certificate covers a domain. A domain of a load balancer's rule that begins with `~` is a
/// regular expression.
pub(crate) fn covers(names: &HostNames, domain: &str) -> bool {
    !domain.starts_with('~') && names.cover(domain)
}
