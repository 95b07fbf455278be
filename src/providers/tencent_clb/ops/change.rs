//! Changes a listener or one of its domains.

use time::OffsetDateTime;

use super::super::errors::{Error, wrong_value};
use super::super::state::bound::Bound;
use super::super::state::listener::Listener;
use super::super::state::load_balancer::{Change, ChangeKind, LoadBalancer};
use super::super::state::tasks::{TASK_PACE, Task};
use super::super::state::{Account, deployments};
use super::super::types::requests::{Begun, CertificateInput, MultiCertInfo};
use super::certificate::{Hosts, Wanted};
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, Facts, View};

/// The changes that a request makes to a listener, apart from its certificates.
pub(crate) trait Edit {
    /// The service's name of the work.
    const KIND: ChangeKind;

    /// Refuses a change that is not possible for this listener.
    fn check(&self, listener: &Listener, gives_certificate: bool) -> Result<(), Refusal<Error>>;

    /// Whether a certificate of the request is misplaced: only the listener itself has certificates, or only
    /// its rules.
    fn is_misplaced(&self, listener: &Listener) -> bool;

    /// Makes it.
    fn apply(&self, listener: &mut Listener, bound: Option<Bound>);
}

/// The listener that a request names, and the certificates for it.
pub(super) struct Asked {
    pub(super) load_balancer_id: String,
    pub(super) listener_id: String,
    pub(super) certificate: Option<CertificateInput>,
    pub(super) several: Option<MultiCertInfo>,
}

/// The change of a listener.
pub(crate) struct Load<E> {
    load_balancer_id: String,
    listener_id: String,
    edit: E,
    wanted: Option<Wanted>,
    now: OffsetDateTime,
}

/// The request's region, which is required.
pub(super) fn region(facts: &Facts) -> &str {
    facts.region.as_deref().unwrap_or_default()
}

/// Refuses a change while work on the load balancer is in progress.
pub(super) fn check_idle(
    load_balancer: &LoadBalancer,
    is_deployed_to: bool,
) -> Result<(), Refusal<Error>> {
    let words = match &load_balancer.change {
        Some(change) => format!(
            "Your task is working ({}). Pls wait for the task to complete and try again.",
            change.kind.word()
        ),
        None if is_deployed_to => not_normal(load_balancer),
        None => return Ok(()),
    };
    Err(Refusal::saying(Error::ResourceInOperating, words))
}

/// The service's general message for a load balancer with work in progress.
pub(super) fn not_normal(load_balancer: &LoadBalancer) -> String {
    format!(
        "Loadbalancer({}) is not in normal desState, maybe some tasks are being processed, please try later.",
        load_balancer.id
    )
}

pub(super) fn load<E: Edit>(
    view: &View<'_, Account>,
    asked: Asked,
    edit: E,
) -> Result<Load<E>, Refusal<Error>> {
    let Asked { load_balancer_id, listener_id, certificate, several } = asked;
    let now = view.tools.clock.now();
    let deployments = deployments(view.others, now);
    let at = view.state.at(&deployments, now);
    let load_balancer = view.state.find(region(view.facts), &load_balancer_id, &at);
    let load_balancer = load_balancer.ok_or(Error::InvalidParameter)?;
    let listener = load_balancer.find(&listener_id).ok_or(Error::InvalidParameter)?;
    check_idle(&load_balancer, load_balancer.is_deployed_to(&deployments))?;
    let hosts = Hosts { others: view.others, now };
    edit.check(listener, certificate.is_some() || several.is_some())?;
    let wanted = match (certificate, several) {
        (None, None) => None,
        (Some(certificate), None) => Some(hosts.read(certificate, Error::MissingParameter)?),
        (None, Some(several)) => Some(hosts.read_several(several, Error::MissingParameter)?),
        (Some(_), Some(_)) => {
            return Err(wrong_value("Certificate and MultiCertInfo cannot be given together."));
        }
    };
    Ok(Load { load_balancer_id, listener_id, edit, wanted, now })
}

/// Takes the certificates that came with their keys to SSL.
pub(crate) fn pack<E>(load: &Load<E>) -> Result<Vec<Parcel<String>>, Refusal<Error>> {
    load.wanted.as_ref().map_or_else(|| Ok(Vec::new()), |wanted| wanted.pack(load.now))
}

/// Begins the change.
///
/// Assumption: a certificate for a listener that has one for each domain, or for a domain of one that has
/// not, begins a task that fails, and nothing is changed. From: a client whose certificate was accepted and
/// not to be seen, certd#115.
pub(crate) fn note<E: Edit>(
    context: &mut Context<'_, Account>,
    load: Load<E>,
    hosted: Vec<String>,
) -> Result<Begun, Refusal<Error>> {
    let Load { load_balancer_id, listener_id, edit, wanted, .. } = load;
    let now = context.tools.clock.now();
    let deployments = deployments(context.others, now);
    let (region, id) = (region(context.facts), &context.facts.request_id);
    let account = &mut *context.state;
    account.settle(&load_balancer_id, &deployments, now);
    let load_balancer = account.load_balancers.find_mut(&load_balancer_id);
    let load_balancer = load_balancer.filter(|it| it.region == region);
    let load_balancer = load_balancer.ok_or(Error::InvalidParameter)?;
    // Others may have come between.
    let mut listener = load_balancer.find(&listener_id).ok_or(Error::InvalidParameter)?.clone();
    check_idle(load_balancer, load_balancer.is_deployed_to(&deployments))?;
    edit.check(&listener, wanted.is_some())?;
    let work = context.tools.paces.begin(TASK_PACE, now);
    let mut task = Task::new(id, region, vec![load_balancer_id], work);
    let mut listeners = Vec::new();
    if wanted.is_some() && edit.is_misplaced(&listener) {
        task = task.failing();
    } else {
        edit.apply(&mut listener, wanted.and_then(|wanted| wanted.bound(hosted)));
        listeners.push(listener);
    }
    let change = Change { task: id.clone(), kind: E::KIND, part: 0, listeners };
    load_balancer.change = Some(Box::new(change));
    account.tasks.begin(task);
    Ok(Begun {})
}
