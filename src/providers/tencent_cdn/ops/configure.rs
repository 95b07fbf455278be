//! Domains, configured.
//!
//! If a request contains a certificate with its key, SSL stores it, as in the vendor's service: it is added
//! there before the domain is changed.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::super::super::tencent::read_word;
use super::super::super::tencent_ssl::{self, Deployments, ResourceType};
use super::super::errors::Error;
use super::super::state::config::is_changeable;
use super::super::state::domain::{
    Area, Bound, Change, Domain, Product, Readonly, Seen, ServiceType, Status,
};
use super::super::state::{Account, DEPLOY_PACE};
use super::super::types::requests::{Done, ModifyDomainConfig, UpdateDomainConfig};
use super::super::types::shown::{completed, whole};
use super::super::types::wire::WIRE;
use super::https::{
    Given, check_hosted, check_switches, check_versions, read_pair, take_certificate,
};
use super::route;
use crate::pace::Work;
use crate::spec::{Parcel, Refusal};
use crate::store::{Context, View};

/// The port that HTTPS is served on.
const HTTPS_PORT: u64 = 443;

/// The changes that a request makes to a domain.
pub(crate) struct Load {
    name: String,
    /// Whether the domain is a new one.
    is_new: bool,
    /// Whether the action documents errors for the flaws of a certificate.
    tells_flaws: bool,
    project_id: Option<i64>,
    service_type: Option<ServiceType>,
    area: Option<Area>,
    /// Whole members, without the certificate.
    objects: Map<String, Value>,
    given: Given,
    message: Option<String>,
    now: OffsetDateTime,
}

/// A domain that may be changed now.
pub(super) fn writable<'a>(
    view: &View<'a, Account>,
    name: &str,
) -> Result<Seen<'a>, Refusal<Error>> {
    let seen = view.state.find(name, view.others, view.tools.clock.now());
    let seen = seen.ok_or(Error::CdnHostNotExists)?;
    if seen.is_busy() {
        return Err(Error::CdnOpInProgress.into());
    }
    if seen.domain.status == Status::Rejected {
        return Err(Error::CdnHostInvalidStatus.into());
    }
    if seen.domain.readonly != Readonly::Normal {
        return Err(Error::CdnHostIsLocked.into());
    }
    Ok(seen)
}

pub(crate) fn load_update(
    view: &View<'_, Account>,
    request: UpdateDomainConfig,
) -> Result<Load, Refusal<Error>> {
    let seen = writable(view, &request.domain)?;
    load(view, request, Some(&seen), true)
}

pub(crate) fn load_modification(
    view: &View<'_, Account>,
    ModifyDomainConfig { domain, route, value }: ModifyDomainConfig,
) -> Result<Load, Refusal<Error>> {
    let seen = writable(view, &domain)?;
    let new = route::read_update(&value)?;
    let mut request = UpdateDomainConfig {
        domain,
        project_id: None,
        service_type: None,
        area: None,
        objects: Map::new(),
    };
    let mut parts = route.split('.');
    let first = parts.next().unwrap_or_default();
    let text = || new.as_str().map(str::to_owned).ok_or(Error::CdnParamError);
    match (first, route == first) {
        ("ProjectId", true) => request.project_id = Some(new.as_i64().ok_or(Error::CdnParamError)?),
        ("ServiceType", true) => request.service_type = Some(text()?),
        ("Area", true) => request.area = Some(text()?),
        _ if is_changeable(first) => {
            let mut member = whole(&seen, first);
            if let ("Https", Value::Object(https)) = (first, &mut member) {
                https.insert("CertInfo".to_owned(), route::certificate());
            }
            route::change(&mut member, parts, new)?;
            check_shape(first, &member)?;
            request.objects.insert(first.to_owned(), member);
        }
        _ => return Err(Error::CdnParamError.into()),
    }
    load(view, request, Some(&seen), false)
}

/// Refuses a member that could not be given whole.
fn check_shape(name: &str, member: &Value) -> Result<(), Error> {
    let whole = [("Domain".to_owned(), Value::from("")), (name.to_owned(), member.clone())];
    if WIRE.fits("UpdateDomainConfig", Map::from_iter(whole)) {
        Ok(())
    } else {
        Err(Error::CdnParamError)
    }
}

/// Checks what a request says about an existing or a new domain.
pub(super) fn load(
    view: &View<'_, Account>,
    request: UpdateDomainConfig,
    seen: Option<&Seen<'_>>,
    tells_flaws: bool,
) -> Result<Load, Refusal<Error>> {
    let now = view.tools.clock.now();
    let UpdateDomainConfig { domain, project_id, service_type, area, mut objects } = request;
    let name = domain.to_lowercase();
    let is_new = seen.is_none();
    let wrong_type = if is_new { Error::CdnParamError } else { Error::CdnInvalidParamServiceType };
    let service_type = read(service_type, wrong_type)?;
    let area = read(area, Error::CdnParamError)?;
    objects.values().try_for_each(check_switches)?;
    if let Some(https) = objects.get("Https").and_then(Value::as_object) {
        check_versions(https)?;
    }
    if project_id.is_some_and(|project| !view.state.has_project(project)) {
        let error = if is_new { Error::CdnParamError } else { Error::CdnStatInvalidProjectId };
        return Err(error.into());
    }
    let (mut given, mut message) = (Given::Kept, None);
    if let Some(Value::Object(https)) = objects.get_mut("Https") {
        (given, message) = take_certificate(https)?;
    }
    let objects: Map<_, _> = objects
        .into_iter()
        .map(|(member, given)| {
            let whole = completed(&member, given);
            (member, whole)
        })
        .collect();
    let load = Load {
        name,
        is_new,
        tells_flaws,
        project_id,
        service_type,
        area,
        objects,
        given,
        message,
        now,
    };
    load.check_https(seen)?;
    if let Given::Id(id) = &load.given {
        check_hosted(view.others, id, &load.name, now).map_err(|refusal| load.told(refusal))?;
    }
    Ok(load)
}

/// Reads the vendor's word, if present.
fn read<T: DeserializeOwned>(word: Option<String>, error: Error) -> Result<Option<T>, Error> {
    word.map(|word| read_word(&word).ok_or(error)).transpose()
}

impl Load {
    /// Refuses HTTPS without a certificate or without its port, and a remark without a certificate.
    fn check_https(&self, seen: Option<&Seen<'_>>) -> Result<(), Error> {
        let effective = |member: &str| {
            let given = self.objects.get(member).cloned();
            given.or_else(|| seen.map(|seen| whole(seen, member))).unwrap_or_default()
        };
        let has_one = seen.is_some_and(|seen| seen.domain.certificate.is_some());
        let is_remarked = self.message.as_ref().is_some_and(|message| !message.is_empty());
        if is_remarked && matches!(self.given, Given::Kept) && !has_one {
            return Err(Error::CdnCertInfoNotFound);
        }
        let is_concerned = ["Https", "AccessPort"].iter().any(|it| self.objects.contains_key(*it));
        if !is_concerned || effective("Https")["Switch"] != "on" {
            return Ok(());
        }
        if matches!(self.given, Given::Kept) && !has_one {
            return Err(Error::CdnCertInfoNotFound);
        }
        let ports = effective("AccessPort");
        let lacks = |ports: &Vec<Value>| ports.iter().all(|port| port.as_u64() != Some(HTTPS_PORT));
        let is_closed = ports.as_array().is_some_and(lacks);
        if is_closed { Err(Error::AccessPortOpenedHttps) } else { Ok(()) }
    }

    /// The refusal of a certificate in a code that the action documents.
    fn told(&self, refusal: Refusal<Error>) -> Refusal<Error> {
        if self.tells_flaws { refusal } else { refusal.instead(Error::CdnCertInfoNotFound) }
    }

    /// Makes the change, with the certificate that SSL keeps now.
    fn apply(self, domain: &mut Domain, hosted: Option<String>, work: Work) {
        let id = hosted.or(match self.given {
            Given::Id(id) => Some(id),
            Given::Kept | Given::Texts { .. } => None,
        });
        let former = domain.certificate.clone();
        let former_config = domain.config.clone();
        domain.project_id = self.project_id.unwrap_or(domain.project_id);
        domain.service_type = self.service_type.unwrap_or(domain.service_type);
        domain.area = self.area.unwrap_or(domain.area);
        domain.config.extend(self.objects);
        let message = self.message.map(|message| Some(message).filter(|text| !text.is_empty()));
        if let Some(id) = id {
            let message = message.flatten();
            domain.certificate = Some(Bound { id, message, deployed: Some(self.now) });
        } else if let (Some(message), Some(bound)) = (message, &mut domain.certificate) {
            bound.message = message;
        }
        domain.updated = self.now;
        domain.failed = false;
        let status = domain.status;
        domain.change = Some(Box::new(Change { status, former, former_config, work }));
    }

    /// A new domain, which is online when its work has ended.
    fn new_domain(&self, deployment: u64) -> Domain {
        Domain {
            domain: self.name.clone(),
            product: Product::default(),
            status: Status::Online,
            area: Area::default(),
            service_type: ServiceType::default(),
            project_id: 0,
            readonly: Readonly::Normal,
            disable: "normal".to_owned(),
            certificate: None,
            deployment,
            failed: false,
            config: Map::new(),
            created: self.now,
            updated: self.now,
            change: None,
        }
    }
}

/// Takes a certificate that came with its key to SSL.
pub(crate) fn pack(load: &Load) -> Result<Vec<Parcel<String>>, Refusal<Error>> {
    let Given::Texts { certificate, private_key } = &load.given else { return Ok(Vec::new()) };
    let contents = read_pair(certificate, private_key, &load.name, load.now);
    Ok(vec![tencent_ssl::host(contents.map_err(|refusal| load.told(refusal))?)])
}

pub(crate) fn note(
    context: &mut Context<'_, Account>,
    load: Load,
    hosted: Vec<String>,
) -> Result<Done, Refusal<Error>> {
    let now = context.tools.clock.now();
    let work = context.tools.paces.begin(DEPLOY_PACE, now);
    let deployments = Deployments::to_instances_of(context.others, ResourceType::Cdn, now);
    let hosted = hosted.into_iter().next();
    let domain = context.state.settle(&load.name, &deployments, now);
    // Others may have come between.
    match domain {
        Some(_) if load.is_new => Err(Error::CdnHostExists.into()),
        Some(domain) if domain.change.is_some() || deployments.runs_to(&load.name) => {
            Err(Error::CdnOpInProgress.into())
        }
        Some(domain) => {
            load.apply(domain, hosted, work);
            Ok(Done {})
        }
        None if !load.is_new => Err(Error::CdnHostNotExists.into()),
        None => {
            // Deployments to an earlier domain with the same name do not count.
            let outlived = deployments.to(&load.name).map_or(0, |deployment| deployment.record);
            let mut domain = load.new_domain(outlived);
            load.apply(&mut domain, hosted, work);
            context.state.domains.insert(domain);
            Ok(Done {})
        }
    }
}
