//! Deploys a certificate. At ELB, the contents of an existing certificate are replaced, for all listeners
//! that use it. A domain of the content delivery network or a host of the firewall uses the certificate from
//! then on.

use super::super::super::huawei_cdn::ops::manager as cdn_manager;
use super::super::super::huawei_cdn::state as cdn;
use super::super::super::huawei_elb::state as elb;
use super::super::super::huawei_waf::ops::manager as waf_manager;
use super::super::super::huawei_waf::state::{self as waf, WafType};
use super::super::errors::Error;
use super::super::state::{Domain, Placement, Service};
use super::super::types::placement::{
    DeployCertificate, DeployCertificateReply, NotDeployed, Resource,
};
use super::certificates::find;
use super::push::{Texts, find_account, read_service, take, write_down};
use crate::spec::{ErrorCode as _, Parcel, Refusal};
use crate::store::{Context, View};
use crate::verbatim::Verbatim;

/// The most resources that one request can deploy to.
const MOST_RESOURCES: usize = 20;

/// What is deployed to which resources.
pub(crate) struct Load {
    deployed: Texts,
    service: Service,
    project_name: Option<String>,
    /// The account that holds the resources.
    account: String,
    resources: Vec<Named>,
}

/// A resource that is to use the certificate: its id, or the name of a domain.
#[derive(Clone)]
pub(crate) struct Named {
    name: String,
    waf_type: WafType,
}

/// New contents for a resource of ELB.
struct Replacement {
    resource: String,
    scm_certificate_id: String,
    contents: elb::Contents,
    private_key: Verbatim,
}

/// A certificate for a host of the firewall.
struct Delivery {
    host: Named,
    name: String,
    contents: waf::Contents,
}

pub(crate) fn load(
    view: &View<'_, Domain>,
    asked: DeployCertificate,
) -> Result<Load, Refusal<Error>> {
    let certificate = find(view.state, &asked.certificate_id)?;
    let service = read_service(asked.service_name)?;
    let deployed = take(certificate, view)?;
    let resources = asked.resources.unwrap_or_default().into_iter();
    let resources: Option<Vec<_>> = resources.map(|resource| read(service, resource)).collect();
    let fit = |resources: &Vec<_>| (1..=MOST_RESOURCES).contains(&resources.len());
    let resources = resources.filter(fit).ok_or(Error::ParameterIncorrect)?;
    let project_name = asked.project_name.filter(|name| !name.is_empty());
    let account = match service {
        // CDN has no projects: its domains belong to the owner of the certificates.
        Service::Cdn => view.facts.account.to_string(),
        Service::Elb | Service::Waf => {
            let account = project_name.as_ref().and_then(|name| find_account(view, name));
            account.ok_or(Error::NoProject)?
        }
    };
    Ok(Load { deployed, service, project_name, account, resources })
}

/// The resource that a request names; nothing if it does not name it as the service requires.
///
/// Assumption: a host of the firewall is in the cloud where its type is not said. From: the vendor's SDK,
/// which has `cloud` and `premium`, and wants the type at the firewall alone.
fn read(service: Service, resource: Resource) -> Option<Named> {
    let Resource { id, domain_name, r#type } = resource;
    let name = if service == Service::Cdn { domain_name } else { id };
    let waf_type = match r#type.as_deref() {
        Some("premium") => WafType::Premium,
        None | Some("" | "cloud") => WafType::Cloud,
        Some(_) if service == Service::Waf => return None,
        Some(_) => WafType::default(),
    };
    Some(Named { name: name.filter(|name| !name.is_empty())?, waf_type })
}

/// Reads the certificate once for all resources.
pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<Left>>, Refusal<Error>> {
    let Texts { id, name, certificate, private_key } = &load.deployed;
    let to = || Some(load.account.clone());
    let resources = load.resources.iter();
    let parcels = match load.service {
        // CDN looks up the certificate itself.
        Service::Cdn => resources
            .map(|Named { name, .. }| Parcel::new(to(), (name.clone(), id.clone()), deploy_to_cdn))
            .collect(),
        Service::Elb => {
            let contents = elb::Contents::read(&certificate.text());
            let replacement = |resource: &Named| Replacement {
                resource: resource.name.clone(),
                scm_certificate_id: id.clone(),
                contents: contents.clone(),
                private_key: private_key.clone(),
            };
            resources.map(|resource| Parcel::new(to(), replacement(resource), replace)).collect()
        }
        Service::Waf => {
            let read = waf::Contents::read(certificate.clone(), private_key.clone());
            let contents = read.map_err(|_| Error::NotAllowed)?;
            let delivery = |host: &Named| Delivery {
                host: host.clone(),
                name: name.clone(),
                contents: contents.clone(),
            };
            resources.map(|host| Parcel::new(to(), delivery(host), deploy_to_waf)).collect()
        }
    };
    Ok(parcels)
}

/// The result of deploying to a resource.
pub(crate) type Left = Result<(), Failed>;

/// Why a resource does not use the certificate.
///
/// Assumption: a failure is told in the words of the service that refuses it, at ELB in the sentence
/// below. From: nothing; no example has a failure.
pub(crate) struct Failed(&'static str);

impl Failed {
    const NOT_FOUND: Self = Self("The resource does not exist.");
}

fn deploy_to_cdn(
    context: &mut Context<'_, cdn::Account>,
    (domain, certificate): (String, String),
) -> Left {
    let done = cdn_manager::deploy(context, &domain, &certificate);
    done.map_err(|refusal| Failed(refusal.error().en()))
}

fn deploy_to_waf(context: &mut Context<'_, waf::Project>, delivery: Delivery) -> Left {
    let Delivery { host: Named { name: host, waf_type }, name, contents } = delivery;
    let done = waf_manager::deploy(context, waf_type, &host, name, contents);
    done.map_err(|refusal| Failed(refusal.error().en()))
}

/// Replaces the contents of an ELB certificate: the one with this id, or the one that the listener with this
/// id uses.
fn replace(context: &mut Context<'_, elb::Project>, new: Replacement) -> Left {
    let Replacement { resource, scm_certificate_id, contents, private_key } = new;
    let listener = context.state.listeners.find(&resource);
    let shown = listener.and_then(|listener| listener.default_tls_container_ref.clone());
    let id = shown.unwrap_or(resource);
    let now = context.tools.clock.now();
    let certificate = context.state.certificates.find_mut(&id).ok_or(Failed::NOT_FOUND)?;
    certificate.certificate = contents;
    certificate.private_key = private_key;
    certificate.scm_certificate_id = Some(scm_certificate_id);
    certificate.source = Some("scm".to_owned());
    certificate.update_time = now;
    Ok(())
}

pub(crate) fn note(
    context: &mut Context<'_, Domain>,
    load: Load,
    left: Vec<Left>,
) -> Result<DeployCertificateReply, Refusal<Error>> {
    let time = context.tools.clock.now();
    let mut failure_list = Vec::new();
    for (Named { name: resource, .. }, left) in load.resources.into_iter().zip(left) {
        if let Err(Failed(words)) = left {
            failure_list.push(NotDeployed { resource, failure_info: words.to_owned() });
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
