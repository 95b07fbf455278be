//! The domains of a listener, changed.

use std::collections::HashSet;

use super::super::errors::{Error, wrong_value};
use super::super::state::Account;
use super::super::state::bound::Bound;
use super::super::state::listener::{Listener, Protocol, Rule};
use super::super::state::load_balancer::ChangeKind;
use super::super::types::requests::ModifyDomainAttributes;
use super::change::{Asked, Edit, Load, load};
use crate::spec::Refusal;
use crate::store::View;

/// The longest domain, in characters. Assumption: a longer one is refused where a domain is renamed. From:
/// the limit that the vendor names where a rule is made.
const LONGEST_DOMAIN: usize = 80;

/// The changes that a request makes to a domain.
pub(crate) struct DomainEdit {
    domain: String,
    new_domains: Vec<String>,
    http2: Option<bool>,
    quic: Option<bool>,
    default_server: Option<bool>,
    new_default: Option<String>,
}

pub(crate) fn load_domain(
    view: &View<'_, Account>,
    request: ModifyDomainAttributes,
) -> Result<Load<DomainEdit>, Refusal<Error>> {
    let ModifyDomainAttributes { load_balancer_id, listener_id, certificate, .. } = request;
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    let new_domain = given(request.new_domain);
    if new_domain.is_some() && !request.new_domains.is_empty() {
        return Err(wrong_value("NewDomain and NewDomains cannot be given together."));
    }
    let edit = DomainEdit {
        domain: request.domain,
        new_domains: new_domain.map_or(request.new_domains, |domain| vec![domain]),
        http2: request.http2,
        quic: request.quic,
        default_server: request.default_server,
        new_default: given(request.new_default_server_domain),
    };
    let several = request.multi_cert_info;
    load(view, Asked { load_balancer_id, listener_id, certificate, several }, edit)
}

impl DomainEdit {
    fn is_of(&self, rule: &Rule) -> bool {
        rule.serves(&self.domain)
    }

    /// Refuses domains that another rule has with the same path.
    fn check_names(&self, listener: &Listener) -> Result<(), Refusal<Error>> {
        if self.new_domains.iter().any(|name| name.chars().count() > LONGEST_DOMAIN) {
            return Err(Error::Length.into());
        }
        if self.new_domains.iter().any(String::is_empty) {
            return Err(wrong_value("A domain cannot be empty."));
        }
        let names: HashSet<_> = self.new_domains.iter().collect();
        let (own, others): (Vec<_>, Vec<_>) =
            listener.rules.iter().partition(|rule| self.is_of(rule));
        let urls: HashSet<_> = own.iter().map(|rule| &rule.url).collect();
        let mut rivals = others.iter().filter(|rule| urls.contains(&rule.url));
        if rivals.any(|rule| rule.domains.iter().any(|name| names.contains(name))) {
            return Err(wrong_value("The domain is another rule's."));
        }
        Ok(())
    }

    fn check_default(&self, listener: &Listener) -> Result<(), Refusal<Error>> {
        let is_known = |domain: &String| listener.rules.iter().any(|rule| rule.serves(domain));
        if self.new_default.as_ref().is_some_and(|domain| !is_known(domain)) {
            return Err(Error::InvalidParameter.into());
        }
        let is_default = listener.rules.iter().any(|rule| rule.default && self.is_of(rule));
        if self.default_server == Some(false) && is_default && self.new_default.is_none() {
            return Err(wrong_value(
                "NewDefaultServerDomain is needed in the place of the default.",
            ));
        }
        Ok(())
    }
}

impl Edit for DomainEdit {
    const KIND: ChangeKind = ChangeKind::Domain;

    fn check(&self, listener: &Listener, gives_certificate: bool) -> Result<(), Refusal<Error>> {
        if !listener.protocol.has_rules() {
            return Err(wrong_value("This interface only support HTTP/HTTPS listener."));
        }
        if !listener.rules.iter().any(|rule| self.is_of(rule)) {
            return Err(Error::InvalidParameter.into());
        }
        let is_secure = listener.protocol == Protocol::Https;
        if gives_certificate && !is_secure {
            return Err(wrong_value("Only HTTPS listeners can have a certificate."));
        }
        if !is_secure && (self.http2.is_some() || self.quic.is_some()) {
            return Err(wrong_value("Only domains of HTTPS listeners can have Http2 and Quic."));
        }
        self.check_names(listener)?;
        self.check_default(listener)
    }

    fn is_misplaced(&self, listener: &Listener) -> bool {
        !listener.tells_domains_apart()
    }

    /// Assumption: all rules that have the domain are changed alike. From: the vendor's word for what is
    /// changed, "domain-level attributes".
    fn apply(&self, listener: &mut Listener, bound: Option<Bound>) {
        let new_default = match self.default_server {
            Some(true) => Some(&self.domain),
            _ => self.new_default.as_ref(),
        };
        if let Some(domain) = new_default {
            for rule in &mut listener.rules {
                rule.default = rule.serves(domain);
            }
        }
        for rule in listener.rules.iter_mut().filter(|rule| self.is_of(rule)) {
            if bound.is_some() {
                rule.certificate.clone_from(&bound);
            }
            rule.http2 = self.http2.unwrap_or(rule.http2);
            rule.quic = self.quic.unwrap_or(rule.quic);
            if !self.new_domains.is_empty() {
                rule.domains.clone_from(&self.new_domains);
            }
        }
    }
}
