//! Origins, bound to rules and to listeners of TCP and UDP.

use std::collections::HashSet;

use super::super::super::tencent::{page, read_word};
use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::forwarding_rule::ForwardingRule;
use super::super::state::listener::Listener;
use super::super::state::real_server::{Binding, RealServer, RealServerType, Scheduler};
use super::super::state::stream::Stream;
use super::super::state::write::change_rule;
use super::super::types::DEFAULT_LIMIT;
use super::super::types::forwarding_rule::{
    BindRuleRealServers, BindRuleRealServersReply, DescribeRuleRealServers,
    DescribeRuleRealServersReply,
};
use super::super::types::real_server::RealServerBindSetReq;
use super::super::types::stream::{
    BindListenerRealServers, BindListenerRealServersReply, DescribeListenerRealServers,
    DescribeListenerRealServersReply,
};
use super::domain::{idle_domain, must_be_idle, must_have_no_task};
use super::listener::change_listener;
use super::real_server::{show_bound, show_free};
use crate::spec::Refusal;
use crate::store::{Context, View};

/// The most origins of a rule or a listener: <https://www.tencentcloud.com/document/product/608/70498>.
const MOST_BINDINGS: usize = 100;

/// The possible weights of an origin, from the Terraform provider.
const WEIGHTS: std::ops::RangeInclusive<u64> = 1..=100;

/// The largest page of origins.
const LARGEST_LIMIT: u64 = 1000;

/// The object that origins are bound to.
pub(super) struct Bound {
    pub(super) kind: RealServerType,
    pub(super) scheduler: Scheduler,
    /// Whether one origin is the standby of the other.
    pub(super) failover: bool,
    /// The error for too many origins.
    pub(super) too_many: Error,
}

impl Bound {
    /// The requested bindings.
    pub(super) fn read(
        &self,
        account: &Account,
        wanted: Option<Vec<RealServerBindSetReq>>,
    ) -> Result<Vec<Binding>, Refusal<Error>> {
        let wanted = wanted.unwrap_or_default();
        if wanted.len() > MOST_BINDINGS {
            return Err(self.too_many.into());
        }
        let mut seen = HashSet::new();
        let mut bindings = Vec::new();
        for one in wanted {
            let binding = self.read_one(account, one)?;
            if !seen.insert((binding.id.clone(), binding.port)) {
                return Err(Error::InvalidParameterValue.into());
            }
            bindings.push(binding);
        }
        Ok(bindings)
    }

    /// Assumption: an origin of another address than the one that is named, or of another type than
    /// what it is bound to, is `InvalidParameterValue`, as is one that is bound twice at a port. From:
    /// the descriptions of the parameters.
    fn read_one(
        &self,
        account: &Account,
        wanted: RealServerBindSetReq,
    ) -> Result<Binding, Refusal<Error>> {
        let unfit = Error::InvalidParameterValue;
        let server = account.real_servers.find(&wanted.real_server_id);
        let server = server.ok_or(Error::RealServerNotBelong)?;
        if server.banned {
            return Err(Error::HitBanBlacklist.into());
        }
        if !server.ip.eq_ignore_ascii_case(&wanted.real_server_ip) || server.kind() != self.kind {
            return Err(unfit.into());
        }
        let port = u16::try_from(wanted.real_server_port).ok().filter(|port| *port > 0);
        let weight = wanted.real_server_weight.unwrap_or(1);
        if !WEIGHTS.contains(&weight) {
            return Err(unfit.into());
        }
        let role = wanted.real_server_failover_role.filter(|role| !role.is_empty());
        let role = match role {
            Some(role) if self.failover => Some(read_word(&role).ok_or(unfit)?),
            Some(_) => return Err(unfit.into()),
            None if self.failover => return Err(missing("RealServerFailoverRole")),
            None => None,
        };
        Ok(Binding {
            id: wanted.real_server_id,
            port: port.ok_or(unfit)?,
            // The service counts weights for one scheduler alone.
            weight: if self.scheduler == Scheduler::WeightedRoundRobin { weight } else { 1 },
            role,
        })
    }
}

/// The origins that could be bound, the newest first. Assumption: every origin of the type can be bound,
/// those that are so already among them. From: the vendor's example, in which one is in both lists.
pub(super) fn bindable(
    account: &Account,
    kind: RealServerType,
) -> impl Iterator<Item = &RealServer> {
    account.real_servers.newest_first(0).filter(move |server| server.kind() == kind)
}

pub(crate) fn bind_rule_real_servers(
    context: &mut Context<'_, Account>,
    request: BindRuleRealServers,
) -> Result<BindRuleRealServersReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    if request.rule_id.is_empty() {
        return Err(missing("RuleId"));
    }
    let (listener, domain, rule) =
        account.rule(&request.rule_id, at).ok_or(Error::ResourceNotFound)?;
    let place = account.place_of(listener, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_have_no_task(listener, at)?;
    idle_domain(listener, &domain.name, at)?;
    // Assumption: more origins than the vendor's quota are `InvalidParameterValue` here. From: the
    // errors of the action, which have none of a limit.
    let bound = Bound {
        kind: rule.real_server_type,
        scheduler: rule.scheduler,
        failover: false,
        too_many: Error::InvalidParameterValue,
    };
    let real_servers = bound.read(account, request.real_server_bind_set)?;
    let listener_id = listener.id.clone();
    let changed = ForwardingRule { real_servers, ..rule.clone() };
    change_rule(context, &listener_id, changed);
    Ok(BindRuleRealServersReply {})
}

pub(crate) fn describe_rule_real_servers(
    view: &View<'_, Account>,
    request: DescribeRuleRealServers,
) -> Result<DescribeRuleRealServersReply, Refusal<Error>> {
    if request.rule_id.is_empty() {
        return Err(missing("RuleId"));
    }
    let limit = request.limit.unwrap_or(DEFAULT_LIMIT);
    if limit > LARGEST_LIMIT {
        return Err(Error::InvalidParameterValue.into());
    }
    let account = view.state;
    let at = account.at(view.tools.clock.now());
    let (_, _, rule) = account.rule(&request.rule_id, at).ok_or(Error::ResourceNotFound)?;
    let free = || bindable(account, rule.real_server_type);
    let bound = rule.real_servers.iter().map(|binding| show_bound(account, binding));
    Ok(DescribeRuleRealServersReply {
        total_count: free().count(),
        real_server_set: page(free(), request.offset, limit).map(show_free).collect(),
        bind_real_server_total_count: rule.real_servers.len(),
        bind_real_server_set: bound.collect(),
    })
}

pub(crate) fn bind_listener_real_servers(
    context: &mut Context<'_, Account>,
    request: BindListenerRealServers,
) -> Result<BindListenerRealServersReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let id = &request.listener_id;
    let listener = account.layer_4_listener(id, at).ok_or_else(|| no_listener(id))?;
    let place = account.place_of(listener, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    let stream = listener.stream.clone().unwrap_or_default();
    let bound = Bound {
        kind: stream.real_server_type,
        scheduler: stream.scheduler,
        failover: stream.failover,
        too_many: Error::LimitRealServerNum,
    };
    let real_servers = bound.read(account, request.real_server_bind_set)?;
    let stream = Some(Stream { real_servers, ..stream });
    let changed = Listener { stream, ..listener.clone() };
    change_listener(context, changed);
    Ok(BindListenerRealServersReply {})
}

pub(crate) fn describe_listener_real_servers(
    view: &View<'_, Account>,
    request: DescribeListenerRealServers,
) -> Result<DescribeListenerRealServersReply, Refusal<Error>> {
    let account = view.state;
    let at = account.at(view.tools.clock.now());
    let id = &request.listener_id;
    let listener = account.layer_4_listener(id, at).ok_or_else(|| no_listener(id))?;
    let kind = listener.stream.as_ref().map(|stream| stream.real_server_type).unwrap_or_default();
    // Assumption: all that could be bound are shown. From: the action, which has no page.
    let real_server_set: Vec<_> = bindable(account, kind).map(show_free).collect();
    let bound = listener.bound().iter().map(|binding| show_bound(account, binding));
    Ok(DescribeListenerRealServersReply {
        total_count: real_server_set.len(),
        real_server_set,
        bind_real_server_total_count: listener.bound().len(),
        bind_real_server_set: bound.collect(),
    })
}
