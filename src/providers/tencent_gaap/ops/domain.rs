//! Domains: served, given certificates, renamed, deleted.

use super::super::errors::{Error, no_listener};
use super::super::state::certificate::CertificateType;
use super::super::state::domain::{DEFAULT, Domain, DomainStatus};
use super::super::state::listener::{Listener, Protocol};
use super::super::state::place::Place;
use super::super::state::proxy::Version;
use super::super::state::status::ListenerStatus;
use super::super::state::tasks::{Change, ChangeKind, Moment};
use super::super::state::write::{begin, change_domain, finish};
use super::super::state::{Account, DomainRefusal};
use super::super::types::domain::{
    CreateDomain, CreateDomainReply, DeleteDomain, DeleteDomainReply, ModifyCertificate,
    ModifyCertificateReply, ModifyDomain, ModifyDomainReply,
};
use super::super::types::listener::client_certificates;
use super::super::types::switch;
use crate::spec::Refusal;
use crate::store::{Context, Others};

/// How many domains a listener may have.
const MOST_DOMAINS: usize = 100;

/// The longest host name (RFC 1035, section 2.3.4).
const LONGEST_DOMAIN: usize = 253;

pub(crate) fn create_domain(
    context: &mut Context<'_, Account>,
    request: CreateDomain,
) -> Result<CreateDomainReply, Refusal<Error>> {
    let (account, others) = (&*context.state, context.others);
    let at = account.at(context.tools.clock.now());
    let (listener, place) = find_layer_7(account, &request.listener_id, at)?;
    must_be_newest(place)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    check_name(account, &request.domain)?;
    if let Some(DomainRefusal::Banned) = account.refused_domains.get(&request.domain) {
        return Err(Error::L7DomainHitBanBlacklist.into());
    }
    if listener.domain(&request.domain, at).is_some() {
        return Err(Error::DomainAlreadyExisted.into());
    }
    if listener.domains(at).count() >= MOST_DOMAINS {
        let words = format!("A listener may have {MOST_DOMAINS} domains.");
        return Err(Refusal::saying(Error::FailedOperation, words));
    }
    let mut domain = Domain::new(request.domain.clone());
    domain.http3 = switch(request.http3_supported)?;
    domain.is_default_server = request.is_default_server;
    let given = Given {
        certificate_id: request.certificate_id,
        clients: client_certificates(
            request.client_certificate_id,
            request.poly_client_certificate_ids,
        ),
    };
    let domain = given.put(account, others, listener, domain, Error::InvalidParameterValue, at)?;
    begin(context);
    let change = Some(Change::new(&context.facts.request_id, ChangeKind::Creation));
    if let Some(listener) = context.state.listeners.find_mut(&request.listener_id) {
        listener.take_default_from_others(&domain);
        listener.domains.push(Domain { change, ..domain });
    }
    finish(context);
    Ok(CreateDomainReply {})
}

/// A listener with domains, and the proxy or group that it belongs to.
pub(super) fn find_layer_7<'a>(
    account: &'a Account,
    id: &str,
    at: Moment<'a>,
) -> Result<(&'a Listener, Place<'a>), Refusal<Error>> {
    let listener = account.listener(id, at).ok_or_else(|| no_listener(id))?;
    let place = account.place_of(listener, at)?;
    if !listener.protocol.is_layer_7() {
        return Err(Error::InvalidListenerProtocol.into());
    }
    Ok((listener, place))
}

/// Refuses a proxy or group that has not the newest version.
///
/// Assumption: `ModifyCertificate` refuses in this order: the listener, its proxy's version and status, a
/// task of the listener, the domain and its status, the certificates. From: the words of the errors,
/// and of the listener's, which clients compare.
pub(super) fn must_be_newest(place: Place<'_>) -> Result<(), Error> {
    if place.version() == Version::V3 { Ok(()) } else { Err(Error::ProxyVersionNotSupport) }
}

/// Refuses a change of a listener while another one is in progress.
pub(super) fn must_be_idle(listener: &Listener, at: Moment<'_>) -> Result<(), Error> {
    let idle = listener.status(at) == ListenerStatus::Running;
    if idle { Ok(()) } else { Err(Error::ListenerHasTask) }
}

/// Refuses a change of a listener while another one is in progress, in actions that have another error for
/// the other statuses.
pub(super) fn must_have_no_task(listener: &Listener, at: Moment<'_>) -> Result<(), Error> {
    match listener.status(at) {
        ListenerStatus::Running => Ok(()),
        ListenerStatus::Changing => Err(Error::ListenerHasTask),
        ListenerStatus::AdjustingOrigins if listener.tasks(at).next().is_some() => {
            Err(Error::ListenerHasTask)
        }
        _ => Err(Error::ListenerStatusError),
    }
}

/// The domain, which must have no change in progress.
pub(super) fn idle_domain<'a>(
    listener: &'a Listener,
    name: &str,
    at: Moment<'a>,
) -> Result<&'a Domain, Error> {
    let domain = listener.domain(name, at).ok_or(Error::ResourceNotFound)?;
    let idle = domain.status(at) == DomainStatus::Running;
    if idle { Ok(domain) } else { Err(Error::DomainStatusNotInRunning) }
}

/// Whether that is a host name with a domain.
pub(super) fn is_host_name(host: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    host.len() <= LONGEST_DOMAIN && host.contains('.') && host.split('.').all(label)
}

/// Refuses an invalid host name, and a domain that must not be served.
fn check_name(account: &Account, name: &str) -> Result<(), Error> {
    let host = name.strip_prefix("*.").unwrap_or(name);
    if name.len() > LONGEST_DOMAIN || !is_host_name(host) {
        return Err(Error::InvalidParameterValue);
    }
    match account.refused_domains.get(name) {
        Some(DomainRefusal::NotRegistered) => Err(Error::DomainNotRegister),
        Some(DomainRefusal::IcpBlacklisted) => Err(Error::DomainInIcpBlacklist),
        Some(DomainRefusal::Banned) | None => Ok(()),
    }
}

/// The certificates that a request gives a domain. If one is absent, the domain keeps its own.
struct Given {
    certificate_id: Option<String>,
    clients: Option<Vec<String>>,
}

impl Given {
    /// The domain with these certificates, if they are possible for it.
    fn put(
        self,
        account: &Account,
        others: Others<'_>,
        listener: &Listener,
        mut domain: Domain,
        unavailable: Error,
        at: Moment<'_>,
    ) -> Result<Domain, Refusal<Error>> {
        // Assumption: a certificate for a domain of a listener that speaks HTTP is `InvalidParameter`.
        // From: the description of the parameter, which is for HTTPS.
        let is_other = |id: &String| !id.is_empty() && id != DEFAULT;
        let mut ids = self.certificate_id.iter().chain(self.clients.iter().flatten());
        if listener.protocol == Protocol::Http && ids.any(is_other) {
            return Err(Error::InvalidParameter.into());
        }
        if let Some(id) = self.certificate_id.filter(|id| !id.is_empty()) {
            domain.certificate_id = id;
        }
        // Assumption: whether the listener's own certificate covers a domain is not looked at.
        // From: its purpose: it is there for the domains that have none.
        if domain.certificate_id != DEFAULT {
            let contents = account
                .certificate(others, &domain.certificate_id, CertificateType::Server, at.now)
                .map_err(|why| why.refuse(unavailable, Error::InvalidParameterValue))?;
            if let Some(contents) = contents {
                contents.covers(&domain.name)?;
            }
        }
        let Some(clients) = self.clients else { return Ok(domain) };
        if clients != [DEFAULT] {
            account.check_clients(others, listener, Some(&clients), at)?;
        }
        domain.client_certificate_ids = clients;
        Ok(domain)
    }
}

pub(crate) fn modify_certificate(
    context: &mut Context<'_, Account>,
    request: ModifyCertificate,
) -> Result<ModifyCertificateReply, Refusal<Error>> {
    let (account, others) = (&*context.state, context.others);
    let at = account.at(context.tools.clock.now());
    let listener = account.https_listener(&request.listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&request.listener_id))?;
    let place = account.place_of(listener, at)?;
    must_be_newest(place)?;
    place.must_run(at, Error::ProxyStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    let domain = idle_domain(listener, &request.domain, at)?;
    if domain.ban_status.is_banned() {
        // Assumption: a banned domain is FailedOperation here. From: the page, which has no error of
        // its own for it.
        let words = format!("The domain name {} has been blocked.", domain.name);
        return Err(Refusal::saying(Error::FailedOperation, words));
    }
    let given = Given {
        certificate_id: Some(request.certificate_id),
        clients: client_certificates(
            request.client_certificate_id,
            request.poly_client_certificate_ids,
        ),
    };
    let unavailable = Error::ResourceUnavailable;
    let changed = given.put(account, others, listener, domain.clone(), unavailable, at)?;
    change_domain(context, &request.listener_id, &request.domain, changed);
    Ok(ModifyCertificateReply {})
}

pub(crate) fn modify_domain(
    context: &mut Context<'_, Account>,
    request: ModifyDomain,
) -> Result<ModifyDomainReply, Refusal<Error>> {
    let (account, others) = (&*context.state, context.others);
    let at = account.at(context.tools.clock.now());
    let (listener, place) = find_layer_7(account, &request.listener_id, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::ProxyStatusNotInRuning, Error::InstanceStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    let domain = idle_domain(listener, &request.old_domain, at)?;
    check_name(account, &request.new_domain)?;
    let renamed = request.new_domain != request.old_domain;
    if renamed && listener.domain(&request.new_domain, at).is_some() {
        return Err(Error::DomainAlreadyExisted.into());
    }
    let given = Given {
        certificate_id: request.certificate_id,
        clients: client_certificates(
            request.client_certificate_id,
            request.poly_client_certificate_ids,
        ),
    };
    let changes_certificates = given.certificate_id.is_some() || given.clients.is_some();
    if changes_certificates && place.version() != Version::V3 {
        return Err(Error::InvalidParameter.into());
    }
    let mut domain = domain.clone();
    domain.name = request.new_domain;
    if let Some(is_default_server) = request.is_default_server {
        domain.is_default_server = is_default_server;
    }
    let changed = given.put(account, others, listener, domain, Error::InvalidParameterValue, at)?;
    change_domain(context, &request.listener_id, &request.old_domain, changed);
    Ok(ModifyDomainReply {})
}

pub(crate) fn delete_domain(
    context: &mut Context<'_, Account>,
    request: DeleteDomain,
) -> Result<DeleteDomainReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let listener = account.listener(&request.listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&request.listener_id))?;
    let place = account.place_of(listener, at)?;
    let force = switch(Some(request.force))?;
    place.must_be_standard()?;
    place.must_run(at, Error::ProxyStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    let domain = idle_domain(listener, &request.domain, at)?;
    if domain.is_bound(at) && !force {
        return Err(Error::RealServerAlreadyBound.into());
    }
    begin(context);
    if let Some(listener) = context.state.listeners.find_mut(&request.listener_id)
        && let Some(domain) = listener.domains.iter_mut().find(|each| each.name == request.domain)
    {
        domain.change = Some(Change::new(&context.facts.request_id, ChangeKind::Destruction));
    }
    finish(context);
    Ok(DeleteDomainReply {})
}
