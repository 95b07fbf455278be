//! The behaviour of the operations on hosts, to the extent that the use of certificates needs them. Hosts
//! cannot be created by requests; they are part of the state.

use super::super::errors::Error;
use super::super::state::{Host, Project, WafType};
use super::super::types::{
    ListHostReply, ListHosts, ListPremiumHostReply, NamedHost, Page, ShownHost, UpdateHost, holds,
};
use super::apply::check_use;
use super::certificates::{check_id, find as find_certificate};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn list_host(
    view: &View<'_, Project>,
    request: ListHosts,
) -> Result<ListHostReply, Refusal<Error>> {
    let (hosts, total) = list(view.state, WafType::Cloud, &request)?;
    Ok(ListHostReply { total, items: hosts.into_iter().map(Into::into).collect() })
}

pub(crate) fn list_premium_host(
    view: &View<'_, Project>,
    request: ListHosts,
) -> Result<ListPremiumHostReply, Refusal<Error>> {
    let (hosts, total) = list(view.state, WafType::Premium, &request)?;
    Ok(ListPremiumHostReply { total, items: hosts.into_iter().map(Into::into).collect() })
}

fn list<'a>(
    project: &'a Project,
    waf_type: WafType,
    request: &ListHosts,
) -> Result<(Vec<&'a Host>, usize), Refusal<Error>> {
    let page = Page::read_or_all(request.page.as_deref(), request.pagesize.as_deref())?;
    let part = request.hostname.as_deref().unwrap_or_default();
    let asked = request.enterprise_project_id.as_deref();
    let is_wanted =
        |host: &&Host| host.hostname.contains(part) && holds(asked, &host.enterprise_project_id);
    Ok(page.of(project.hosts.of(waf_type).filter(is_wanted)))
}

pub(crate) fn show_host(
    view: &View<'_, Project>,
    named: NamedHost,
) -> Result<ShownHost, Refusal<Error>> {
    show(view.state, WafType::Cloud, named)
}

pub(crate) fn show_premium_host(
    view: &View<'_, Project>,
    named: NamedHost,
) -> Result<ShownHost, Refusal<Error>> {
    show(view.state, WafType::Premium, named)
}

fn show(
    project: &Project,
    waf_type: WafType,
    NamedHost { project_id, host_id }: NamedHost,
) -> Result<ShownHost, Refusal<Error>> {
    let host = find(project, waf_type, &host_id)?;
    let certificate = host.certificateid.as_deref().and_then(|id| project.certificates.find(id));
    Ok(ShownHost::new(host, project_id, certificate))
}

pub(crate) fn update_host(
    context: &mut Context<'_, Project>,
    request: UpdateHost,
) -> Result<ShownHost, Refusal<Error>> {
    update(context, WafType::Cloud, request)
}

pub(crate) fn update_premium_host(
    context: &mut Context<'_, Project>,
    request: UpdateHost,
) -> Result<ShownHost, Refusal<Error>> {
    update(context, WafType::Premium, request)
}

fn update(
    context: &mut Context<'_, Project>,
    waf_type: WafType,
    request: UpdateHost,
) -> Result<ShownHost, Refusal<Error>> {
    let now = context.tools.clock.now();
    let mut host = find(context.state, waf_type, &request.host_id)?.clone();
    let UpdateHost { project_id, host_id, server, proxy, tls, cipher, web_tag, .. } = request;
    host.server = server.unwrap_or(host.server);
    host.proxy = proxy.unwrap_or(host.proxy);
    host.tls = tls.unwrap_or(host.tls);
    host.cipher = cipher.unwrap_or(host.cipher);
    host.web_tag = web_tag.unwrap_or(host.web_tag);
    // Assumption: the certificate is the one of that id, whatever the name beside it says, and an empty
    // id asks for nothing. From: the page, which has both for a host that is asked over HTTPS.
    if let Some(id) = request.certificateid.filter(|id| !id.is_empty()) {
        check_use(&host, find_certificate(context.state, &id)?.contents.not_after, now)?;
        host.certificateid = Some(id);
    }
    if let Some(place) = context.state.hosts.find_mut(waf_type, &host_id) {
        *place = host;
    }
    show(context.state, waf_type, NamedHost { project_id, host_id })
}

fn find<'a>(project: &'a Project, waf_type: WafType, id: &str) -> Result<&'a Host, Refusal<Error>> {
    check_id(id)?;
    project.hosts.find(waf_type, id).ok_or_else(|| Error::NotFound.into())
}
