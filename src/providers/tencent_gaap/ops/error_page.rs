//! Error pages of domains: made, shown, deleted.

use super::super::errors::{Error, no_listener};
use super::super::state::Account;
use super::super::state::domain::Domain;
use super::super::state::error_page::ErrorPage;
use super::super::state::listener::Listener;
use super::super::state::place::Place;
use super::super::state::tasks::{Change, ChangeKind, Changing as _, Moment};
use super::super::state::write::{begin, finish};
use super::super::types::error_page::{
    CreateDomainErrorPageInfo, CreateDomainErrorPageInfoReply, DeleteDomainErrorPageInfo,
    DeleteDomainErrorPageInfoReply, DescribeDomainErrorPageInfo, DescribeDomainErrorPageInfoByIds,
    DescribeDomainErrorPageInfoReply, DomainErrorPageInfo, HttpHeaderParam,
};
use super::custom_header::{is_name, read_headers};
use super::domain::{find_layer_7, must_be_idle, must_be_newest, must_have_no_task};
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The most pages that one request can ask about.
const MOST_PAGES: usize = 10;

/// The statuses that a page can stand for, and those that it can have. Assumption: the statuses of errors,
/// and those of HTTP. From: the name of the parameter, and RFC 9110, section 15.
const ERRORS: std::ops::RangeInclusive<u16> = 400..=599;
const STATUSES: std::ops::RangeInclusive<u16> = 100..=599;

pub(crate) fn create_domain_error_page_info(
    context: &mut Context<'_, Account>,
    request: CreateDomainErrorPageInfo,
) -> Result<CreateDomainErrorPageInfoReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let (listener, place) = find_layer_7(account, &request.listener_id, at)?;
    must_be_able(place, at)?;
    must_be_idle(listener, at)?;
    let domain = listener.domain(&request.domain, at).ok_or(Error::ResourceNotFound)?;
    let (listener_id, name) = (listener.id.clone(), request.domain.clone());
    let page = read_page(request)?;
    // Assumption: a status that another page of the domain stands for is `DomainAlreadyExisted`. From: the
    // errors of the action, which have no nearer one, and the Terraform provider, which does not ask
    // again after it.
    let taken = |number: &u16| domain.error_pages(at).any(|page| page.error_nos.contains(number));
    if page.error_nos.iter().any(taken) {
        return Err(Error::DomainAlreadyExisted.into());
    }
    let id = account.new_id(context.tools.ids, "errorPage");
    begin(context);
    let change = Some(Change::new(&context.facts.request_id, ChangeKind::Creation));
    if let Some(listener) = context.state.listeners.find_mut(&listener_id)
        && let Some(domain) = listener.domains.iter_mut().find(|domain| domain.name == name)
    {
        domain.error_pages.push(ErrorPage { id: id.clone(), change, ..page });
    }
    finish(context);
    Ok(CreateDomainErrorPageInfoReply { error_page_id: id })
}

/// Refuses a proxy or group whose version has no error pages, or that is not running.
fn must_be_able(place: Place<'_>, at: Moment<'_>) -> Result<(), Error> {
    must_be_newest(place)?;
    let stopped = Error::ProxyStatusNotInRuning;
    place.must_run(at, stopped, stopped)
}

fn read_page(request: CreateDomainErrorPageInfo) -> Result<ErrorPage, Error> {
    let unfit = Error::InvalidParameterValue;
    let read = |number: i64, range: std::ops::RangeInclusive<u16>| {
        u16::try_from(number).ok().filter(|number| range.contains(number)).ok_or(unfit)
    };
    let numbers = request.error_nos.into_iter().map(|number| read(number, ERRORS));
    let mut error_nos = numbers.collect::<Result<Vec<_>, _>>()?;
    error_nos.sort_unstable();
    error_nos.dedup();
    if error_nos.is_empty() || !request.clear_headers.iter().all(|name| is_name(name)) {
        return Err(unfit);
    }
    Ok(ErrorPage {
        id: String::new(),
        error_nos,
        new_error_no: request.new_error_no.map(|number| read(number, STATUSES)).transpose()?,
        clear_headers: request.clear_headers,
        set_headers: read_headers(request.set_headers)?,
        body: request.body,
        change: None,
    })
}

fn show(
    listener: &Listener,
    domain: &Domain,
    page: &ErrorPage,
    at: Moment<'_>,
) -> DomainErrorPageInfo {
    DomainErrorPageInfo {
        error_page_id: page.id.clone(),
        listener_id: listener.id.clone(),
        domain: domain.name.clone(),
        error_nos: page.error_nos.clone(),
        new_error_no: page.new_error_no.unwrap_or_default(),
        clear_headers: page.clear_headers.clone(),
        set_headers: page.set_headers.iter().map(HttpHeaderParam::from).collect(),
        body: page.body.clone(),
        status: page.status(at).code(),
    }
}

pub(crate) fn describe_domain_error_page_info(
    view: &View<'_, Account>,
    request: DescribeDomainErrorPageInfo,
) -> Result<DescribeDomainErrorPageInfoReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let id = &request.listener_id;
    let listener = view.state.layer_7_listener(id, at).ok_or_else(|| no_listener(id))?;
    let domain = listener.domain(&request.domain, at).ok_or(Error::ResourceNotFound)?;
    let pages = domain.error_pages(at).map(|page| show(listener, domain, page, at));
    let error_page_set = pages.collect();
    at.look(domain.error_pages(at).filter_map(|page| page.pending(at)).map(Change::task));
    Ok(DescribeDomainErrorPageInfoReply { error_page_set })
}

pub(crate) fn describe_domain_error_page_info_by_ids(
    view: &View<'_, Account>,
    request: DescribeDomainErrorPageInfoByIds,
) -> Result<DescribeDomainErrorPageInfoReply, Refusal<Error>> {
    let ids = request.error_page_ids;
    if ids.is_empty() || ids.len() > MOST_PAGES {
        return Err(Error::InvalidParameterValue.into());
    }
    let at = view.state.at(view.tools.clock.now());
    let mut tasks = Vec::new();
    // Assumption: ids of no page are left out. From: the errors of the action, which lack
    // `ResourceNotFound`.
    let mut error_page_set = Vec::new();
    for listener in view.state.listeners(at) {
        for domain in listener.domains(at) {
            for page in domain.error_pages(at).filter(|page| ids.contains(&page.id)) {
                tasks.extend(page.pending(at).map(Change::task));
                error_page_set.push(show(listener, domain, page, at));
            }
        }
    }
    at.look(tasks.into_iter());
    Ok(DescribeDomainErrorPageInfoReply { error_page_set })
}

pub(crate) fn delete_domain_error_page_info(
    context: &mut Context<'_, Account>,
    request: DeleteDomainErrorPageInfo,
) -> Result<DeleteDomainErrorPageInfoReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let id = request.error_page_id;
    let has_it = |listener: &&Listener| {
        listener.domains(at).any(|domain| domain.error_pages(at).any(|page| page.id == id))
    };
    let listener = account.listeners(at).find(has_it).ok_or(Error::ResourceNotFound)?;
    must_be_able(account.place_of(listener, at)?, at)?;
    must_have_no_task(listener, at)?;
    let listener_id = listener.id.clone();
    begin(context);
    if let Some(listener) = context.state.listeners.find_mut(&listener_id) {
        let mut pages = listener.domains.iter_mut().flat_map(|domain| &mut domain.error_pages);
        if let Some(page) = pages.find(|page| page.id == id) {
            page.change = Some(Change::new(&context.facts.request_id, ChangeKind::Destruction));
        }
    }
    finish(context);
    Ok(DeleteDomainErrorPageInfoReply {})
}
