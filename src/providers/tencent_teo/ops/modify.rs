//! Hosts, given certificates.

use time::OffsetDateTime;

use super::super::super::tencent::once;
use super::super::super::tencent_ssl::{Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::host::{Change, Seen};
use super::super::state::words::{LockStatus, ZoneStatus};
use super::super::state::zone::Zone;
use super::super::state::{Account, DEPLOY_PACE};
use super::super::types::requests::{Done, ModifyHostsCertificate};
use super::given::{Bench, Given};
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, View};
use crate::x509::{Chain, Flaw, PrivateKey};

/// The changes that a request makes to hosts.
pub(crate) struct Load {
    zone_id: String,
    /// In lower case, without repetitions.
    hosts: Vec<String>,
    given: Given,
}

/// A zone that may be changed now.
fn writable<'a>(account: &'a Account, id: &str) -> Result<&'a Zone, Error> {
    let zone = account.zones.find(id).ok_or(Error::ZoneNotFound)?;
    if zone.is_paused() {
        return Err(Error::ErrZoneIsAlreadyPaused);
    }
    if zone.lock != LockStatus::Enable {
        return Err(Error::ConfigLocked);
    }
    if zone.status == ZoneStatus::Active { Ok(zone) } else { Err(Error::InvalidZoneStatus) }
}

/// Hosts of a zone without work in progress.
///
/// Assumption: a host on which work goes on is `InvalidParameter.ActionInProgress`. From: the words of the
/// error.
fn idle<'a>(
    zone: &'a Zone,
    names: &[String],
    deployments: &Deployments<'_>,
    now: OffsetDateTime,
) -> Result<Vec<Seen<'a>>, Error> {
    let find = |name: &String| zone.domains.find(name).ok_or(Error::HostNotFound);
    let hosts = names.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let hosts: Vec<_> = hosts.into_iter().map(|host| host.seen(deployments, now)).collect();
    if hosts.iter().any(Seen::is_busy) { Err(Error::ActionInProgress) } else { Ok(hosts) }
}

/// The service refuses what names no hosts in the gateway's words, whether they are left out or none.
pub(crate) fn load(
    view: &View<'_, Account>,
    mut request: ModifyHostsCertificate,
) -> Result<Load, Refusal<Error>> {
    let now = view.tools.clock.now();
    let zone = writable(view.state, &request.zone_id)?;
    if request.hosts.is_empty() {
        return Err(Error::InvalidParameterValue.into());
    }
    let names = std::mem::take(&mut request.hosts).into_iter().map(|name| name.to_lowercase());
    let hosts = once(names);
    let deployments = Deployments::to_instances_of(view.others, ResourceType::Teo, now);
    let seen = idle(zone, &hosts, &deployments, now)?;
    let zone_id = zone.id.clone();
    let given = Bench { others: view.others, now }.read(zone, &seen, request)?;
    Ok(Load { zone_id, hosts, given })
}

/// Parses the certificates. Nothing is delivered.
///
/// Assumption: one that does not match its key, or its chain, has invalid contents. From: the words of the
/// error; SSL takes none such, but a state may have one.
pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<()>>, Refusal<Error>> {
    let because = |flaw: Flaw| Refusal::because(Error::InvalidHttpsCertInfo, flaw);
    for contents in &load.given.contents {
        let chain = Chain::from_pem(&contents.certificate.text()).map_err(because)?;
        chain.links().map_err(because)?;
        if let Some(private_key) = &contents.private_key {
            let private_key = PrivateKey::from_pem(&private_key.text()).map_err(because)?;
            chain.leaf().matches(&private_key).map_err(because)?;
        }
    }
    Ok(Vec::new())
}

pub(crate) fn note(
    context: &mut Context<'_, Account>,
    Load { zone_id, hosts, given }: Load,
    _: Vec<()>,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Teo, now);
    // Others may have come between.
    idle(writable(context.state, &zone_id)?, &hosts, &deployments, now)?;
    let zone = context.state.zones.find_mut(&zone_id).ok_or(Error::ZoneNotFound)?;
    for name in &hosts {
        let host = zone.settle(name, &deployments, now).ok_or(Error::HostNotFound)?;
        let former = host.https();
        host.set_https(given.change(host, context.tools.ids, now));
        host.modified = Some(now);
        let work = context.tools.paces.begin(DEPLOY_PACE, now);
        host.change = Some(Box::new(Change { former, work }));
    }
    Ok(Done {})
}
