//! A domain, shown and changed.

use serde_json::{Map, Value};

use super::super::super::tencent_ssl::{Deployments, ResourceType, find_hosted};
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::domain::{Bound, Place};
use super::super::types::requests::{DescribeDomainDetailsSaas, Done, ModifySpartaProtection};
use super::super::types::shown::{DescribeDomainDetailsSaasReply, DomainsPartInfo};
use super::certificate::Given;
use super::rules::{check_numbers, check_ports, check_tls, check_upstream};
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The members that are given and have no use any more.
const DISUSED: [&str; 2] = ["Anycast", "IsGray"];

pub(crate) fn describe_domain_details_saas(
    view: &View<'_, Account>,
    request: DescribeDomainDetailsSaas,
) -> Result<DescribeDomainDetailsSaasReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let deployments = Deployments::to_instances_of(view.others, ResourceType::Waf, now);
    let DescribeDomainDetailsSaas { domain, domain_id, instance_id } = &request;
    let region = view.facts.region.as_deref().unwrap_or_default();
    let place = Place { region, instance_id, domain_id, domain };
    let seen = view.state.find(&place, &deployments).ok_or(Error::ResourceNotFound)?;
    deployments.look_at([&seen.instance()].into_iter(), now);
    // Assumption: a domain is not shown whose certificate SSL does not have any more. From: the name of the
    // error, "failed to query certificate by ID".
    if let Some(Bound::SslId(id)) = &seen.certificate
        && find_hosted(view.others, id, now).is_none()
    {
        return Err(Error::QueryCertBySslIdFailed.into());
    }
    Ok(DescribeDomainDetailsSaasReply { domains_part_info: DomainsPartInfo::of(&seen) })
}

/// Reads the texts of a certificate.
pub(crate) fn read(mut request: ModifySpartaProtection) -> (ModifySpartaProtection, Given) {
    let given = Given::take(&mut request);
    (request, given)
}

/// Assumption: what is not sent stays as it is. From: a client that sends a domain's new certificate and
/// nothing else.
pub(crate) fn modify_sparta_protection(
    context: &mut Context<'_, Account>,
    (request, given): (ModifySpartaProtection, Given),
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let others = context.others;
    let deployments = Deployments::to_instances_of(others, ResourceType::Waf, now);
    let ModifySpartaProtection { domain, domain_id, instance_id, .. } = &request;
    let region = context.facts.region.as_deref().unwrap_or_default();
    let place = Place { region, instance_id, domain_id, domain };
    let domain = context.state.settle(&place, &deployments).ok_or(Error::ResourceNotFound)?;
    let mut changed = domain.clone();
    let says_certificate = given.is_said();
    changed.certificate = given.apply(domain, others, now)?;
    let says_ports = request.ports.is_some();
    let new = changes(&request)?;
    let says = |names: &[&str]| names.iter().any(|name| new.contains_key(*name));
    let says_upstream = says(&["UpstreamType", "UpstreamDomain", "SrcList"]);
    let says_tls = says(&["TLSVersion", "Ciphers", "CipherTemplate"]);
    changed.config.extend(new);
    if let Some(ports) = request.ports {
        changed.ports = ports;
        // The service numbers what is new.
        let mut last = changed.ports.iter().map(|port| port.nginx_server_id).max().unwrap_or(0);
        for port in changed.ports.iter_mut().filter(|port| port.nginx_server_id == 0) {
            last = last.saturating_add(1);
            port.nginx_server_id = last;
        }
    }
    if says_ports || says_certificate {
        check_ports(&changed)?;
    }
    if says_upstream {
        check_upstream(&changed)?;
    }
    if says_tls {
        check_tls(&changed)?;
    }
    changed.gm_private_key = request.gm_private_key.unwrap_or(changed.gm_private_key);
    changed.gm_enc_private_key = request.gm_enc_private_key.unwrap_or(changed.gm_enc_private_key);
    changed.updated = now;
    *domain = changed;
    Ok(Done {})
}

/// The changed members of the domain, in the form in which they are shown.
fn changes(request: &ModifySpartaProtection) -> Result<Map<String, Value>, Error> {
    check_numbers(&request.config, request.weights.as_deref().unwrap_or_default())?;
    let mut new = request.config.clone();
    new.retain(|name, _| !DISUSED.contains(&name.as_str()));
    if let Some(word) = request.is_keep_alive.as_deref() {
        let number = match word {
            "0" => 0,
            "1" => 1,
            _ => return Err(Error::InvalidParameterValue),
        };
        new.insert("IsKeepAlive".to_owned(), number.into());
    }
    if let Some(weights) = &request.weights {
        let shown = weights.iter().map(|weight| Value::from(weight.to_string()));
        new.insert("Weights".to_owned(), shown.collect());
    }
    Ok(new)
}
