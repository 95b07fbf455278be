//! The places that certificates were pushed or deployed to.

use std::collections::BTreeMap;

use super::super::errors::Error;
use super::super::state::{Certificate, Domain, Service};
use super::super::types::placement::{
    AtService, Deployed, DeployedResource, InRegion, ListDeployedResources,
    ListDeployedResourcesReply, ListPushHistory, ListPushHistoryReply, Push,
};
use super::certificates::find;
use crate::spec::Refusal;
use crate::store::View;

/// The most certificates that one request can ask about.
const MOST_CERTIFICATES: usize = 50;

/// The most pushes in the history.
const LONGEST_HISTORY: usize = 10;

pub(crate) fn list_deployed_resources(
    view: &View<'_, Domain>,
    asked: ListDeployedResources,
) -> Result<ListDeployedResourcesReply, Refusal<Error>> {
    let ids = asked.certificate_ids.unwrap_or_default();
    let services = read_services(&asked.service_names.unwrap_or_default());
    let services = services.ok_or(Error::ParameterIncorrect)?;
    if !(1..=MOST_CERTIFICATES).contains(&ids.len()) {
        return Err(Error::ParameterIncorrect.into());
    }
    let deployed = |id: &String| Ok(deployed(find(view.state, id)?, &services));
    let results = ids.iter().map(deployed).collect::<Result<_, Refusal<Error>>>()?;
    Ok(ListDeployedResourcesReply { results })
}

/// The services of those names, each once; none where one is none, or there are none.
fn read_services(names: &[String]) -> Option<Vec<Service>> {
    const ALL: [Service; 3] = [Service::Cdn, Service::Elb, Service::Waf];
    if names.is_empty() {
        return None;
    }
    let mut services = Vec::new();
    for name in names {
        let meant = if name == "ALL" { ALL.to_vec() } else { vec![Service::find(name)?] };
        for service in meant {
            if !services.contains(&service) {
                services.push(service);
            }
        }
    }
    Some(services)
}

fn deployed(certificate: &Certificate, services: &[Service]) -> Deployed {
    let at_service = |service: &Service| at_service(certificate, *service);
    let deployed_resources: Vec<_> = services.iter().map(at_service).collect();
    Deployed {
        certificate_id: certificate.id.clone(),
        total_num: deployed_resources.iter().map(|service| service.resource_num).sum(),
        deployed_resources,
    }
}

/// Assumption: a resource is named by the certificate, and counts once in a region. From: the members
/// of the vendor's SDK, which no example fills.
fn at_service(certificate: &Certificate, service: Service) -> AtService {
    let mut regions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for placement in certificate.placements.iter().filter(|placement| placement.service == service)
    {
        let region = placement.project.as_deref().unwrap_or("global");
        let resources = regions.entry(region).or_default();
        if !resources.contains(&placement.resource_id.as_str()) {
            resources.push(&placement.resource_id);
        }
    }
    let resource = |id: &&str| DeployedResource {
        resource_id: (*id).to_owned(),
        resource_name: certificate.name.clone(),
    };
    AtService {
        service,
        resource_num: regions.values().map(Vec::len).sum(),
        resource_location: if service == Service::Cdn { "global" } else { "region" },
        region_resources: regions
            .iter()
            .map(|(region, ids)| InRegion {
                region_id: (*region).to_owned(),
                is_error: false,
                resources: ids.iter().map(resource).collect(),
            })
            .collect(),
    }
}

pub(crate) fn list_push_history(
    view: &View<'_, Domain>,
    ListPushHistory { cert_id }: ListPushHistory,
) -> Result<ListPushHistoryReply, Refusal<Error>> {
    let certificate = find(view.state, &cert_id)?;
    let pushes = certificate.placements.iter().rev().filter(|placement| placement.pushed);
    let push_history_list = pushes
        .take(LONGEST_HISTORY)
        .map(|placement| Push {
            push_time: (placement.time.unix_timestamp_nanos() / 1_000_000).to_string(),
            push_remote_project: placement.project.clone(),
            push_service: placement.service,
        })
        .collect();
    Ok(ListPushHistoryReply { push_history_list })
}
