//! Pushes certificates. ELB and the firewall get a certificate of their own. For the content delivery
//! network, the push is only recorded, because it has no certificates apart from domains.

use super::super::super::huawei_elb::state::{self as elb, QuotaReached};
use super::super::super::huawei_iam;
use super::super::super::huawei_waf::ops::manager as waf_manager;
use super::super::super::huawei_waf::state as waf;
use super::super::errors::Error;
use super::super::state::{Certificate, Domain, Placement, Service};
use super::super::types::placement::{
    BatchPushCertificate, BatchPushCertificateReply, PushCertificate, Pushed,
};
use super::certificates::find;
use crate::protocol::huawei::account_of_project;
use crate::spec::{ErrorCode, NoBody, Parcel, Refusal};
use crate::store::{Context, View};
use crate::verbatim::Verbatim;

/// The most places that are recorded for a certificate.
const MOST_PLACEMENTS: usize = 100;

/// The most projects that one request can push to.
const MOST_TARGETS: usize = 10;

/// What is pushed to which projects.
pub(crate) struct Load {
    service: Service,
    pushed: Texts,
    targets: Vec<Target>,
}

/// The parts of a certificate that another service gets.
#[derive(Clone)]
pub(super) struct Texts {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) certificate: Verbatim,
    pub(super) private_key: Verbatim,
}

struct Target {
    project_name: String,
    place: Place,
}

/// The place of a project.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Place {
    /// The certificate is added to this account.
    Account(String),
    /// The push is only recorded.
    Noted,
    /// The project does not exist.
    Nowhere,
}

/// The certificate's id at the service that it was pushed to.
pub(crate) type Left = Result<String, Error>;

pub(crate) fn load_push(
    view: &View<'_, Domain>,
    PushCertificate { certificate_id, target_project, target_service }: PushCertificate,
) -> Result<Load, Refusal<Error>> {
    let load =
        load(view, &certificate_id, target_service, vec![target_project.unwrap_or_default()])?;
    if load.targets[0].place == Place::Nowhere {
        return Err(Error::NoProject.into());
    }
    Ok(load)
}

pub(crate) fn load_batch(
    view: &View<'_, Domain>,
    asked: BatchPushCertificate,
) -> Result<Load, Refusal<Error>> {
    let projects = asked.target_projects.unwrap_or_default();
    if !(1..=MOST_TARGETS).contains(&projects.len()) {
        return Err(Error::ParameterIncorrect.into());
    }
    load(view, &asked.certificate_id, asked.target_service, projects)
}

fn load(
    view: &View<'_, Domain>,
    id: &str,
    service: Option<String>,
    projects: Vec<String>,
) -> Result<Load, Refusal<Error>> {
    let certificate = find(view.state, id)?;
    let service = read_service(service)?;
    let pushed = take(certificate, view)?;
    let target = |project_name: String| {
        let place = match (service, find_account(view, &project_name)) {
            // CDN has no projects.
            (Service::Cdn, _) => Place::Noted,
            (Service::Elb | Service::Waf, Some(account)) => Place::Account(account),
            (Service::Elb | Service::Waf, None) => Place::Nowhere,
        };
        Target { project_name, place }
    };
    Ok(Load { service, pushed, targets: projects.into_iter().map(target).collect() })
}

pub(super) fn read_service(name: Option<String>) -> Result<Service, Refusal<Error>> {
    let name = name.ok_or(Error::ParameterIncorrect)?;
    Service::find(&name).ok_or_else(|| Error::ServiceUnknown.into())
}

/// The texts of a certificate that can leave.
///
/// Assumption: one outside the default enterprise project cannot. From: the guide of the console, which
/// has it so; no code is documented.
pub(super) fn take(
    certificate: &Certificate,
    view: &View<'_, Domain>,
) -> Result<Texts, Refusal<Error>> {
    let is_default = certificate.enterprise_project_id == "0";
    if !certificate.is_live(view.tools.clock.now()) || !is_default {
        return Err(Error::NotAllowed.into());
    }
    if !certificate.has_key() {
        return Err(Error::KeyEmpty.into());
    }
    Ok(Texts {
        id: certificate.id.clone(),
        name: certificate.name.clone(),
        certificate: certificate.certificate.pem.clone(),
        private_key: certificate.private_key.clone(),
    })
}

/// The account that holds the objects of the domain's project with this name.
pub(super) fn find_account(view: &View<'_, Domain>, project: &str) -> Option<String> {
    let tenant = view.facts.tenant.as_deref()?;
    let found = match view.others.find::<huawei_iam::Domain>() {
        Some(domain) => domain.find_project(tenant, project),
        None => huawei_iam::Domain::default().find_project(tenant, project),
    };
    let project = found.filter(|project| project.enabled)?;
    Some(account_of_project(view.tools.directory, &project.id))
}

/// Reads the certificate once for all projects.
///
/// Assumption: a certificate that was pushed to a project of ELB already comes to it once more, as
/// another one. From: nothing sure; the guide of the console says that it fails, and one could tell by
/// ELB's list which is newer. The firewall refuses it, as it refuses all that it has already.
pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<Left>>, Refusal<Error>> {
    let Texts { id, name, certificate, private_key } = &load.pushed;
    let accounts: Vec<_> = load.targets.iter().filter_map(Target::account).collect();
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let to = |account: &str| Some(account.to_owned());
    let accounts = accounts.into_iter();
    let parcels = match load.service {
        // Nothing is delivered to CDN.
        Service::Cdn => Vec::new(),
        Service::Elb => {
            let contents = elb::Contents::read(&certificate.text());
            let copy = elb::Certificate::pushed_by_scm(id, name, contents, private_key.clone());
            accounts.map(|account| Parcel::new(to(account), copy.clone(), leave_at_elb)).collect()
        }
        Service::Waf => {
            let read = waf::Contents::read(certificate.clone(), private_key.clone());
            let contents = read.map_err(|_| Error::PushRefused)?;
            let copy = (name.clone(), contents);
            accounts.map(|account| Parcel::new(to(account), copy.clone(), leave_at_waf)).collect()
        }
    };
    Ok(parcels)
}

impl Target {
    fn account(&self) -> Option<&str> {
        match &self.place {
            Place::Account(account) => Some(account),
            Place::Noted | Place::Nowhere => None,
        }
    }
}

fn leave_at_elb(context: &mut Context<'_, elb::Project>, copy: elb::Certificate) -> Left {
    let made = context.state.add_certificate(copy, context.tools);
    made.map(|made| made.id.clone()).map_err(|QuotaReached| Error::RefusedByElb)
}

fn leave_at_waf(
    context: &mut Context<'_, waf::Project>,
    (name, contents): (String, waf::Contents),
) -> Left {
    waf_manager::push(context, name, contents).map_err(|_| Error::RefusedByWaf)
}

pub(crate) fn note_push(
    context: &mut Context<'_, Domain>,
    load: Load,
    left: Vec<Left>,
) -> Result<NoBody, Refusal<Error>> {
    match note(context, &load, left).pop() {
        Some(Err(refusal)) => Err(refusal),
        _ => Ok(NoBody),
    }
}

pub(crate) fn note_batch(
    context: &mut Context<'_, Domain>,
    load: Load,
    left: Vec<Left>,
) -> Result<BatchPushCertificateReply, Refusal<Error>> {
    let outcomes = note(context, &load, left);
    let results = load.targets.into_iter().zip(outcomes);
    let result = |(target, outcome): (Target, Result<String, Refusal<Error>>)| {
        let (cert_id, message) = match outcome {
            // Assumption: the message of a success is the word. From: nothing; no example has one.
            Ok(id) => (id, "success"),
            Err(refusal) => (String::new(), refusal.error().en()),
        };
        Pushed { project_name: target.project_name, cert_id, message: message.to_owned() }
    };
    Ok(BatchPushCertificateReply { results: results.map(result).collect() })
}

/// Records the places of the certificate, and returns its id at each target.
fn note(
    context: &mut Context<'_, Domain>,
    load: &Load,
    left: Vec<Left>,
) -> Vec<Result<String, Refusal<Error>>> {
    let time = context.tools.clock.now();
    let mut left = left.into_iter();
    let mut outcomes = Vec::with_capacity(load.targets.len());
    for Target { project_name, place } in &load.targets {
        let outcome = match place {
            Place::Account(_) => {
                let left = left.next().expect("a parcel was left with each account");
                left.map_err(Refusal::from)
            }
            Place::Noted if is_at_cdn(context.state, &load.pushed.name) => {
                Err(Error::RefusedByCdn.into())
            }
            Place::Noted => Ok(String::new()),
            Place::Nowhere => Err(Error::NoProject.into()),
        };
        if let Ok(resource_id) = &outcome {
            let project = (load.service != Service::Cdn).then(|| project_name.clone());
            let resource_id = resource_id.clone();
            let service = load.service;
            let placement = Placement { time, service, project, resource_id, pushed: true };
            write_down(context.state, &load.pushed.id, placement);
        }
        outcomes.push(outcome);
    }
    outcomes
}

/// Whether a certificate of that name was pushed to the content delivery network.
///
/// Assumption: a certificate of a name that has been pushed to CDN is refused there with SCM.0211. From:
/// the guide of the console, by which CDN has no name twice; the code is the one for its refusals.
fn is_at_cdn(domain: &Domain, name: &str) -> bool {
    let is_push = |it: &Placement| it.pushed && it.service == Service::Cdn;
    let is_there = |it: &Certificate| it.name == name && it.placements.iter().any(is_push);
    domain.certificates.oldest_first().any(is_there)
}

/// Records a place of a certificate, unless it was deleted in the meantime.
pub(super) fn write_down(domain: &mut Domain, id: &str, placement: Placement) {
    let Some(certificate) = domain.certificates.find_mut(id) else { return };
    if certificate.placements.len() >= MOST_PLACEMENTS {
        certificate.placements.remove(0);
    }
    certificate.placements.push(placement);
}
