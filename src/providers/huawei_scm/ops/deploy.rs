//! Deploying a certificate: ELB's certificate of an id has its contents from then on, whichever
//! listener uses it.

use super::super::super::huawei_elb::state as elb;
use super::super::errors::Error;
use super::super::state::{Domain, Placement, Service};
use super::super::types::placement::{
    DeployCertificate, DeployCertificateReply, NotDeployed, Resource,
};
use super::certificates::find;
use super::push::{Texts, find_account, read_service, take, write_down};
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, View};
use crate::verbatim::Verbatim;

/// How many resources a certificate is deployed to at once.
const MOST_RESOURCES: usize = 20;

/// What is deployed where.
pub(crate) struct Load {
    service: Service,
    deployed: Texts,
    project_name: Option<String>,
    /// The account of the project, of a service that has one here.
    account: Option<String>,
    /// What is to use it: ids, or domains.
    resources: Vec<String>,
}

/// New contents for a resource of ELB.
struct Replacement {
    resource: String,
    scm_certificate_id: String,
    contents: elb::Contents,
    private_key: Verbatim,
}

pub(crate) fn load(
    view: &View<'_, Domain>,
    asked: DeployCertificate,
) -> Result<Load, Refusal<Error>> {
    let certificate = find(view.state, &asked.certificate_id)?;
    let service = read_service(asked.service_name)?;
    let deployed = take(certificate, view)?;
    let resources = asked.resources.unwrap_or_default();
    let name = |Resource { id, domain_name }: Resource| id.or(domain_name);
    let resources: Option<Vec<_>> = resources.into_iter().map(name).collect();
    let fit = |resources: &Vec<_>| (1..=MOST_RESOURCES).contains(&resources.len());
    let resources = resources.filter(fit).ok_or(Error::ParameterIncorrect)?;
    let project_name = asked.project_name.filter(|name| !name.is_empty());
    let account = match service {
        Service::Cdn | Service::Waf => None,
        Service::Elb => {
            let account = project_name.as_ref().and_then(|name| find_account(view, name));
            Some(account.ok_or(Error::NoProject)?)
        }
    };
    Ok(Load { service, deployed, project_name, account, resources })
}

pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<bool>>, Refusal<Error>> {
    let Some(account) = &load.account else { return Ok(Vec::new()) };
    let contents = elb::Contents::read(&load.deployed.certificate.text());
    let replacement = |resource: &String| Replacement {
        resource: resource.clone(),
        scm_certificate_id: load.deployed.id.clone(),
        contents: contents.clone(),
        private_key: load.deployed.private_key.clone(),
    };
    let parcel = |resource| Parcel::new(Some(account.clone()), replacement(resource), leave);
    Ok(load.resources.iter().map(parcel).collect())
}

/// Gives a certificate other contents: the one of that id, or that a listener of that id shows; says
/// whether there is one.
fn leave(context: &mut Context<'_, elb::Project>, new: Replacement) -> bool {
    let now = context.tools.clock.now();
    let listener = context.state.listeners.find(&new.resource);
    let shown = listener.and_then(|listener| listener.default_tls_container_ref.clone());
    let id = shown.unwrap_or(new.resource);
    let Some(certificate) = context.state.certificates.find_mut(&id) else { return false };
    certificate.certificate = new.contents;
    certificate.private_key = new.private_key;
    certificate.scm_certificate_id = Some(new.scm_certificate_id);
    certificate.source = Some("scm".to_owned());
    certificate.update_time = now;
    true
}

pub(crate) fn note(
    context: &mut Context<'_, Domain>,
    load: Load,
    left: Vec<bool>,
) -> Result<DeployCertificateReply, Refusal<Error>> {
    let time = context.tools.clock.now();
    let mut failure_list = Vec::new();
    // What is not of ELB is only noted.
    let found = left.into_iter().chain(std::iter::repeat(load.account.is_none()));
    for (resource, is_there) in load.resources.into_iter().zip(found) {
        if !is_there {
            // Assumption: these words. From: nothing; no example has a failure.
            let failure_info = "The resource does not exist.".to_owned();
            failure_list.push(NotDeployed { resource, failure_info });
            continue;
        }
        let project = load.project_name.clone();
        let placement = Placement {
            time,
            service: load.service,
            project: project.filter(|_| load.service != Service::Cdn),
            resource_id: resource,
            pushed: false,
        };
        write_down(context.state, &load.deployed.id, placement);
    }
    Ok(DeployCertificateReply { failure_list })
}
