//! A certificate deployed to instances.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use time::OffsetDateTime;

use super::super::super::tencent::HostNames;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::deploying::begin_deployment;
use super::super::state::fitting::{fitting, is_candidate};
use super::super::state::records::{Record, RecordKind};
use super::super::state::resource_type::ResourceType;
use super::super::state::resources::{InstanceName, Resource};
use super::super::types::deployment::{DeployCertificateInstance, DeployCertificateInstanceReply};
use super::super::types::limits::INSTANCES;
use crate::spec::Refusal;
use crate::store::Context;

/// The message if nothing would change.
const NOTHING_TO_UPDATE: &str =
    "系统未检测到可用实例，无法更新证书，请您核对证书域名与云资源实例是否匹配。";

pub(crate) fn deploy_certificate_instance(
    context: &mut Context<'_, Account>,
    request: DeployCertificateInstance,
) -> Result<DeployCertificateInstanceReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    context.state.settle(now);
    let account = &*context.state;
    let certificate = account.find_permitted(&request.certificate_id)?;
    let kind = match request.resource_type.as_deref() {
        None | Some("") => ResourceType::Clb,
        Some(name) => ResourceType::read(name)
            .filter(|kind| kind.takes_deployments())
            .ok_or(Error::CertificateHostResourceTypeInvalid)?,
    };
    let contents = account.deployable(certificate, now)?;
    if kind.is_regional() && context.facts.region.is_none() {
        return Err(Error::InvalidParameterRegionNotEmpty.into());
    }
    if request.instance_id_list.is_empty() {
        return Err(Error::InvalidParam.into());
    }
    if request.instance_id_list.len() > INSTANCES {
        return Err(Error::InvalidParam.into());
    }
    // Assumption: the status is that of HTTPS from then on, and -1 leaves it as it is. From: the vendor's
    // words for its three values, which are those of a live domain.
    let https = match request.status.filter(|_| kind == ResourceType::Live) {
        None | Some(-1) => None,
        Some(0) => Some(false),
        Some(1) => Some(true),
        Some(_) => return Err(Error::InvalidParam.into()),
    };
    let region = context.facts.region.as_deref().filter(|_| kind.is_regional());
    let instances = account.instances(Some(&[kind]), context.others, now);
    let in_region = |resource: &&Resource| region.is_none_or(|region| resource.region == region);
    let of_kind: Vec<_> = instances.iter().map(Cow::as_ref).filter(in_region).collect();
    let names = HostNames::of(&contents.facts);
    let has_it = |resource: &Resource| resource.has(&request.certificate_id);
    // Assumption: where no instance is left that the certificate is for and that does not have it yet, nothing
    // is read of the names; else the first name that is not of such an instance is refused. From: answers about
    // malformed names, and about instances that have the certificate already, which this explains.
    if !of_kind.iter().any(|resource| is_candidate(&names, resource) && !has_it(resource)) {
        return Err(Refusal::saying(Error::CertificateDeployInstanceEmpty, NOTHING_TO_UPDATE));
    }
    let asked = request.instance_id_list.iter().map(|text| {
        let name = InstanceName::read(kind, text).ok_or_else(|| {
            let words = format!("部署格式错误: {text}，正确格式为: {}", kind.form());
            Refusal::saying(Error::CertificateDeployInstanceFormatError, words)
        })?;
        Ok((text, name))
    });
    let asked = asked.collect::<Result<Vec<_>, Refusal<Error>>>()?;
    let by_key = by_key(&of_kind);
    let mut chosen: Vec<(&Resource, &str)> = Vec::new();
    let mut places = HashSet::new();
    for (text, name) in &asked {
        let found = by_key.get(name.key()).into_iter().flatten().copied();
        let found = found.filter(|resource| name.names(resource)).collect();
        let fits = fitting(&names, name, found);
        let fits = fits.filter(|fits| !fits.iter().any(|resource| has_it(resource)));
        let fits = fits.ok_or_else(|| not_to(text))?;
        let anew = fits.into_iter().filter(|resource| places.insert(resource.place()));
        chosen.extend(anew.map(|resource| (resource, text.as_str())));
    }
    // The service runs one task of a certificate and a service at a time, and says the number of that.
    let running = |record: &&Record| {
        record.kind == RecordKind::Deploy
            && record.certificate_id == request.certificate_id
            && record.types().contains(&kind)
    };
    if let Some(running) = account.records.running(now).find(running) {
        let deploy_record_id = running.id;
        return Ok(DeployCertificateInstanceReply { deploy_record_id, deploy_status: 0 });
    }
    idle(account, chosen.iter().map(|(resource, _)| *resource), now)?;
    let items = chosen
        .into_iter()
        .map(|(resource, text)| {
            let asked_as = (kind == ResourceType::Cdn).then(|| text.to_owned());
            (resource.clone(), asked_as)
        })
        .collect();
    let deploy_record_id =
        begin_deployment(context, RecordKind::Deploy, request.certificate_id, String::new(), items);
    if let Some(record) =
        context.state.records.find_open_mut(|record| record.id == deploy_record_id)
    {
        record.https = https;
    }
    Ok(DeployCertificateInstanceReply { deploy_record_id, deploy_status: 1 })
}

/// Instances by their ids and their domains, one of which is a part of each instance's name.
fn by_key<'a>(resources: &[&'a Resource]) -> HashMap<&'a str, Vec<&'a Resource>> {
    let mut found = HashMap::<&str, Vec<&Resource>>::new();
    for resource in resources {
        let keys = [&resource.instance_id].into_iter().chain(&resource.domains);
        for key in keys.filter(|key| !key.is_empty()).collect::<HashSet<_>>() {
            found.entry(key).or_default().push(resource);
        }
    }
    found
}

/// The error for an instance to which the certificate cannot be deployed. `text` is its name in the request.
fn not_to(text: &str) -> Refusal<Error> {
    let words = format!("证书不可以部署到实例下: {text}，请您核对证书域名与云资源实例是否匹配。");
    Refusal::saying(Error::CertificateNotDeployInstance, words)
}

/// Refuses instances with a deployment in progress.
pub(super) fn idle<'a>(
    account: &Account,
    resources: impl Iterator<Item = &'a Resource>,
    now: OffsetDateTime,
) -> Result<(), Error> {
    let places: HashSet<_> = resources.map(Resource::place).collect();
    let busy =
        |record: &Record| record.tried().any(|(item, _)| places.contains(&item.resource.place()));
    if account.records.running(now).any(busy) {
        Err(Error::CertificateDeployHasPendingRecord)
    } else {
        Ok(())
    }
}
