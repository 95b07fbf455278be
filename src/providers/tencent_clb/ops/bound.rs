//! Lists what uses a certificate, and replaces the certificate.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use super::super::errors::{Error, wrong_value};
use super::super::state::bound::Bound;
use super::super::state::listener::Listener;
use super::super::state::load_balancer::{Change, ChangeKind, LoadBalancer, Moment};
use super::super::state::tasks::{TASK_PACE, Task};
use super::super::state::{Account, deployments};
use super::super::types::requests::{
    Begun, DescribeLoadBalancerListByCertId, ReplaceCertForLoadBalancers,
};
use super::super::types::shown::{
    CertIdRelatedWithLoadBalancers, DescribeLoadBalancerListByCertIdReply, ShownLoadBalancer,
};
use super::certificate::{Hosts, Source, check_id};
use super::change::{not_normal, region};
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, View};

/// The most certificates that a request may name.
const MOST_CERTIFICATES: usize = 20;

/// Assumption: load balancers of the region that is asked are listed. From: nothing sure; all lists of the
/// service are of one region.
pub(crate) fn describe_load_balancer_list_by_cert_id(
    view: &View<'_, Account>,
    request: DescribeLoadBalancerListByCertId,
) -> Result<DescribeLoadBalancerListByCertIdReply, Refusal<Error>> {
    if request.cert_ids.len() > MOST_CERTIFICATES {
        return Err(Error::Length.into());
    }
    let now = view.tools.clock.now();
    let deployments = deployments(view.others, now);
    let at = view.state.at(&deployments, now);
    let mut having: HashMap<&str, Vec<&LoadBalancer>> = HashMap::new();
    let region = region(view.facts);
    for load_balancer in view.state.load_balancers.oldest_first() {
        if load_balancer.region != region {
            continue;
        }
        let seen = load_balancer.seen(&at);
        let ids: HashSet<_> = bounds(&seen).flat_map(Bound::ids).collect();
        for id in request.cert_ids.iter().filter(|id| ids.contains(id)) {
            let found = having.entry(id).or_default();
            // An id may be named twice.
            if found.last().is_none_or(|last| last.id != load_balancer.id) {
                found.push(load_balancer);
            }
        }
    }
    let show = |cert_id: &String| {
        let found = having.get(cert_id.as_str()).into_iter().flatten();
        CertIdRelatedWithLoadBalancers {
            cert_id: cert_id.clone(),
            load_balancers: found.map(|it| ShownLoadBalancer::of(it)).collect(),
        }
    };
    let cert_set = request.cert_ids.iter().map(show).collect();
    Ok(DescribeLoadBalancerListByCertIdReply { cert_set })
}

fn bounds(load_balancer: &LoadBalancer) -> impl Iterator<Item = &Bound> {
    load_balancer.listeners.iter().flat_map(Listener::bounds)
}

/// The replacement for a certificate.
pub(crate) struct Replacement {
    old: String,
    new: Source,
    is_authority: bool,
    now: OffsetDateTime,
}

pub(crate) fn load_replacement(
    view: &View<'_, Account>,
    request: ReplaceCertForLoadBalancers,
) -> Result<Replacement, Refusal<Error>> {
    let old = request.old_certificate_id;
    check_id(&old)?;
    let now = view.tools.clock.now();
    let deployments = deployments(view.others, now);
    let at = view.state.at(&deployments, now);
    let having = find_having(view.state, &old, &at)?;
    let hosts = Hosts { others: view.others, now };
    let (new, is_authority) = hosts.read_one(request.certificate, Error::InvalidParameter)?;
    check_roles(&having, &old, is_authority)?;
    Ok(Replacement { old, new, is_authority, now })
}

/// The load balancers of all regions that have a certificate.
///
/// Assumption: while there is work on one of them, all is refused with `FailedOperation`. From: the errors
/// that the vendor lists for the action, which lack the one that others have for that.
fn find_having<'a>(
    account: &'a Account,
    old: &str,
    at: &Moment<'_>,
) -> Result<Vec<Cow<'a, LoadBalancer>>, Refusal<Error>> {
    let mut having = Vec::new();
    for load_balancer in account.load_balancers.oldest_first() {
        let seen = load_balancer.seen(at);
        if !bounds(&seen).flat_map(Bound::ids).any(|id| id == old) {
            continue;
        }
        if seen.change.is_some() || seen.is_deployed_to(at.deployments) {
            return Err(Refusal::saying(Error::FailedOperation, not_normal(&seen)));
        }
        having.push(seen);
    }
    Ok(having)
}

/// Refuses a new certificate that cannot have the role of the old one.
fn check_roles(
    having: &[Cow<'_, LoadBalancer>],
    old: &str,
    is_authority: bool,
) -> Result<(), Refusal<Error>> {
    let mut all = having.iter().flat_map(|it| bounds(it));
    let is_wrong = |bound: &Bound| {
        if is_authority { bound.serves(old) } else { bound.ca_id.as_deref() == Some(old) }
    };
    if !all.any(is_wrong) {
        return Ok(());
    }
    let wanted = if is_authority { "server" } else { "CA" };
    Err(wrong_value(format!("Certificate '{old}' can only be replaced by a {wanted} certificate.")))
}

/// Takes a certificate that came as a text to SSL.
pub(crate) fn pack_replacement(load: &Replacement) -> Result<Vec<Parcel<String>>, Refusal<Error>> {
    Ok(load.new.parcel(load.is_authority, load.now)?.into_iter().collect())
}

pub(crate) fn note_replacement(
    context: &mut Context<'_, Account>,
    Replacement { old, new, is_authority, .. }: Replacement,
    hosted: Vec<String>,
) -> Result<Begun, Refusal<Error>> {
    let now = context.tools.clock.now();
    let deployments = deployments(context.others, now);
    let (region, task) = (region(context.facts), &context.facts.request_id);
    let account = &mut *context.state;
    let having = find_having(account, &old, &account.at(&deployments, now))?;
    check_roles(&having, &old, is_authority)?;
    let ids: Vec<_> = having.iter().map(|it| it.id.clone()).collect();
    drop(having);
    let new = new.id(&mut hosted.into_iter());
    for (part, id) in ids.iter().enumerate() {
        account.settle(id, &deployments, now);
        let Some(load_balancer) = account.load_balancers.find_mut(id) else { continue };
        let has_it = |listener: &&Listener| {
            listener.bounds().any(|bound| bound.ids().any(|known| *known == old))
        };
        let mut listeners: Vec<_> =
            load_balancer.listeners.iter().filter(has_it).cloned().collect();
        for bound in listeners.iter_mut().flat_map(Listener::bounds_mut) {
            bound.replace(&old, &new);
        }
        let kind = ChangeKind::Listener;
        load_balancer.change = Some(Box::new(Change { task: task.clone(), kind, part, listeners }));
    }
    let work = context.tools.paces.begin(TASK_PACE, now);
    account.tasks.begin(Task::new(task, region, ids, work));
    Ok(Begun {})
}
