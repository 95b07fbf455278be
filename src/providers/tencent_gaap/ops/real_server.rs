//! Origins: added, shown, renamed, removed.

use std::collections::{HashMap, HashSet};

use super::super::super::tencent::page;
use super::super::errors::{Error, missing};
use super::super::state::listener::Listener;
use super::super::state::real_server::{Binding, RealServer, Role};
use super::super::state::write::finish;
use super::super::state::{Account, Health};
use super::super::types::DEFAULT_LIMIT;
use super::super::types::proxy::Filter;
use super::super::types::real_server::{
    AddRealServers, AddRealServersReply, BindRealServer, BindRealServerInfo, DescribeRealServers,
    DescribeRealServersReply, DescribeRealServersStatus, DescribeRealServersStatusReply,
    ModifyRealServerName, ModifyRealServerNameReply, NewRealServer, RealServerStatus,
    RemoveRealServers, RemoveRealServersReply, ShownRealServer,
};
use super::create_proxy::{check_tags, read_project};
use super::domain::is_host_name;
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The longest name, in characters, as the Terraform provider has it.
const LONGEST_NAME: usize = 30;

/// The largest page of `DescribeRealServers`.
const LARGEST_LIMIT: u64 = 50;
const MOST_TAGS: usize = 5;

/// How many origins a request may name. Assumption: as many as proxies. From: `DescribeProxies`, which
/// documents it of those.
const MOST_IDS: usize = 100;

pub(crate) fn add_real_servers(
    context: &mut Context<'_, Account>,
    request: AddRealServers,
) -> Result<AddRealServersReply, Refusal<Error>> {
    let account = &*context.state;
    let project_id = read_project(account, request.project_id)?;
    check_name(&request.real_server_name)?;
    if request.real_server_ip.is_empty() {
        return Err(missing("RealServerIP"));
    }
    if request.real_server_ip.len() > MOST_IDS {
        return Err(Error::InvalidParameterValue.into());
    }
    let is_right = |ip: &String| ip.parse::<std::net::IpAddr>().is_ok() || is_host_name(ip);
    if !request.real_server_ip.iter().all(is_right) {
        return Err(Error::InvalidParameterValue.into());
    }
    check_tags(account, &request.tag_set)?;
    // Assumption: an address or a host name is added once to an account, in whatever project. From: the
    // words of `DuplicateRS`.
    let known = account.real_servers.oldest_first().map(|server| server.ip.to_ascii_lowercase());
    let mut known: HashSet<String> = known.collect();
    if !request.real_server_ip.iter().all(|ip| known.insert(ip.to_ascii_lowercase())) {
        return Err(Error::DuplicateRs.into());
    }
    let mut real_server_set = Vec::new();
    for ip in request.real_server_ip {
        let id = context.state.new_id(context.tools.ids, "rs");
        real_server_set
            .push(NewRealServer { real_server_id: id.clone(), real_server_ip: ip.clone() });
        context.state.real_servers.insert(RealServer {
            id,
            ip,
            name: request.real_server_name.clone(),
            project_id,
            tags: request.tag_set.clone(),
            banned: false,
        });
    }
    Ok(AddRealServersReply { real_server_set })
}

fn check_name(name: &str) -> Result<(), Error> {
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    if fits { Ok(()) } else { Err(Error::InvalidParameterValue) }
}

pub(crate) fn describe_real_servers(
    view: &View<'_, Account>,
    request: DescribeRealServers,
) -> Result<DescribeRealServersReply, Refusal<Error>> {
    let DescribeRealServers { project_id, tag_set, filters, .. } = &request;
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    if limit > LARGEST_LIMIT || tag_set.len() > MOST_TAGS {
        return Err(Error::InvalidParameterValue.into());
    }
    let is_known = |filter: &Filter| matches!(&*filter.name, "RealServerName" | "RealServerIP");
    if !filters.iter().all(is_known) {
        return Err(Error::InvalidParameterValue.into());
    }
    let project = match project_id {
        -1 => None,
        number => Some(u64::try_from(*number).map_err(|_| Error::InvalidParameterValue)?),
    };
    let part = request.search_value.as_deref().unwrap_or_default();
    let passes = |filter: &Filter, server: &RealServer| {
        let found = if filter.name == "RealServerIP" { &server.ip } else { &server.name };
        filter.values.contains(found)
    };
    let wanted = |server: &&RealServer| {
        project.is_none_or(|project| server.project_id == project)
            && server.ip.contains(part)
            && (tag_set.is_empty() || tag_set.iter().any(|tag| server.tags.contains(tag)))
            && filters.iter().all(|filter| passes(filter, server))
    };
    let found = || view.state.real_servers.newest_first(0).filter(wanted);
    let show = |server: &RealServer| BindRealServerInfo {
        real_server_ip: server.ip.clone(),
        real_server_id: server.id.clone(),
        real_server_name: server.name.clone(),
        project_id: server.project_id,
        tag_set: server.tags.clone(),
    };
    Ok(DescribeRealServersReply {
        real_server_set: page(found(), request.offset, limit).map(show).collect(),
        total_count: found().count(),
    })
}

pub(crate) fn modify_real_server_name(
    context: &mut Context<'_, Account>,
    request: ModifyRealServerName,
) -> Result<ModifyRealServerNameReply, Refusal<Error>> {
    check_name(&request.real_server_name)?;
    let id = &request.real_server_id;
    // Assumption: an origin that is not there is `InvalidParameter`. From: the errors of the action,
    // which lack `ResourceNotFound`, and what is said of a listener that is not there.
    let server = context.state.real_servers.find_mut(id).ok_or_else(|| {
        Refusal::saying(Error::InvalidParameter, format!("RealServerId({id}) Not Exist."))
    })?;
    server.name = request.real_server_name;
    Ok(ModifyRealServerNameReply {})
}

pub(crate) fn remove_real_servers(
    context: &mut Context<'_, Account>,
    request: RemoveRealServers,
) -> Result<RemoveRealServersReply, Refusal<Error>> {
    // Ended changes no longer bind an origin.
    finish(context);
    let account = &*context.state;
    let ids = named(&request.real_server_ids)?;
    let mut servers = ids.iter().map(|id| account.real_servers.find(id));
    if !servers.clone().all(|server| server.is_some()) {
        return Err(Error::ResourceNotFound.into());
    }
    let has_one =
        |listener: &Listener| listener.all_bindings().any(|binding| ids.contains(&*binding.id));
    if account.listeners.oldest_first().any(has_one) {
        return Err(Error::RealServerAlreadyBound.into());
    }
    let tagged = servers.any(|server| server.is_some_and(|server| !server.tags.is_empty()));
    if tagged && account.tag_service == Health::Failing {
        return Err(Error::UnTagResourcesFailed.into());
    }
    for id in ids {
        context.state.real_servers.remove(id);
    }
    Ok(RemoveRealServersReply {})
}

/// The ids of a request, without repetitions.
fn named(ids: &[String]) -> Result<HashSet<&str>, Refusal<Error>> {
    if ids.is_empty() {
        return Err(missing("RealServerIds"));
    }
    if ids.len() > MOST_IDS {
        return Err(Error::InvalidParameterValue.into());
    }
    Ok(ids.iter().map(String::as_str).collect())
}

pub(crate) fn describe_real_servers_status(
    view: &View<'_, Account>,
    request: DescribeRealServersStatus,
) -> Result<DescribeRealServersStatusReply, Refusal<Error>> {
    let account = view.state;
    let at = account.at(view.tools.clock.now());
    let ids = named(&request.real_server_ids)?;
    if !ids.iter().all(|id| account.real_servers.find(id).is_some()) {
        return Err(Error::RealServerNotBelong.into());
    }
    // Assumption: of several listeners that have an origin, the newest is named. From: the reply, which has
    // room for one.
    let mut bound: HashMap<&str, &Listener> = HashMap::new();
    for listener in account.listeners(at) {
        for binding in listener.bindings(at) {
            bound.entry(&binding.id).or_insert(listener);
        }
    }
    let show = |id: &str| {
        let listener = bound.get(id);
        let place = |id: Option<&Option<String>>| id.cloned().flatten().unwrap_or_default();
        RealServerStatus {
            real_server_id: id.to_owned(),
            bind_status: u8::from(listener.is_some()),
            proxy_id: place(listener.map(|listener| &listener.proxy_id)),
            group_id: place(listener.map(|listener| &listener.group_id)),
        }
    };
    let mut seen = HashSet::new();
    let ids = request.real_server_ids.iter().filter(|id| seen.insert(*id));
    let real_server_status_set: Vec<_> = ids.map(|id| show(id)).collect();
    Ok(DescribeRealServersStatusReply {
        total_count: real_server_status_set.len(),
        real_server_status_set,
    })
}

/// An origin that is bound. Assumption: every origin answers as it should. From: its purpose; nothing
/// is sent to origins here.
pub(super) fn show_bound(account: &Account, binding: &Binding) -> BindRealServer {
    let server = account.real_servers.find(&binding.id);
    BindRealServer {
        real_server_id: binding.id.clone(),
        real_server_ip: server.map(|server| server.ip.clone()).unwrap_or_default(),
        real_server_weight: binding.weight,
        real_server_status: 0,
        real_server_port: binding.port,
        down_ip_list: Vec::new(),
        real_server_failover_role: binding.role.map(Role::word).unwrap_or_default(),
    }
}

/// An origin that can be bound.
pub(super) fn show_free(server: &RealServer) -> ShownRealServer {
    ShownRealServer {
        real_server_ip: server.ip.clone(),
        real_server_id: server.id.clone(),
        real_server_name: server.name.clone(),
        project_id: server.project_id,
        in_ban_blacklist: u8::from(server.banned),
    }
}
