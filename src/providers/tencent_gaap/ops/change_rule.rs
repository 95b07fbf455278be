//! Rules of domains: made, changed, deleted.

use super::super::super::tencent::read_word;
use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::domain::Domain;
use super::super::state::forwarding_rule::{
    CLIENTS_HOST, ForwardProtocol, ForwardingRule, RuleCheck, STATUS_CODES,
};
use super::super::state::proxy::Version;
use super::super::state::real_server::{RealServerType, Scheduler};
use super::super::state::tasks::{Change, ChangeKind, Moment};
use super::super::state::write::{begin, change_rule, finish};
use super::super::types::forwarding_rule::{
    CreateRule, CreateRuleReply, DeleteRule, DeleteRuleReply, ModifyRuleAttribute,
    ModifyRuleAttributeReply, RuleCheckParams,
};
use super::super::types::switch;
use super::domain::{idle_domain, must_be_idle};
use crate::spec::Refusal;
use crate::store::Context;

/// The longest path, in bytes, as the Terraform provider has it.
const LONGEST_PATH: usize = 80;

/// In the place of a protocol: the listener's.
const LISTENERS_PROTOCOL: &str = "default";

/// The possible times between two checks, and the possible timeouts of a check, in seconds.
pub(super) const DELAYS: std::ops::RangeInclusive<u64> = 5..=300;
pub(super) const TIMEOUTS: std::ops::RangeInclusive<u64> = 2..=60;

pub(crate) fn create_rule(
    context: &mut Context<'_, Account>,
    request: CreateRule,
) -> Result<CreateRuleReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let listener_id = request.listener_id.clone();
    let listener = account.layer_7_listener(&listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&listener_id))?;
    let place = account.place_of(listener, at)?;
    if place.version() == Version::V1 {
        return Err(Error::NotSupportOldVersionProxy.into());
    }
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    // Assumption: a rule is made for a domain that the listener has; another is `ResourceNotFound`.
    // From: the words of the code, and the Terraform provider, which makes the domain before.
    let domain = listener.domain(&request.domain, at).ok_or(Error::ResourceNotFound)?;
    let name = request.domain.clone();
    let rule = read_rule(request)?;
    must_be_free(domain, &rule, at)?;
    if domain.rules(at).count() >= account.rule_quota {
        return Err(Error::LimitNumofRules.into());
    }
    let id = account.new_id(context.tools.ids, "rule");
    begin(context);
    let change = Some(Change::new(&context.facts.request_id, ChangeKind::Creation));
    if let Some(listener) = context.state.listeners.find_mut(&listener_id)
        && let Some(domain) = listener.domains.iter_mut().find(|domain| domain.name == name)
    {
        domain.rules.push(ForwardingRule { id: id.clone(), change, ..rule });
    }
    finish(context);
    Ok(CreateRuleReply { rule_id: id })
}

/// The new rule, without its id.
fn read_rule(request: CreateRule) -> Result<ForwardingRule, Refusal<Error>> {
    let health_check = switch(Some(request.health_check))?;
    if health_check && request.check_params.is_none() {
        return Err(missing("CheckParams"));
    }
    let rule = ForwardingRule {
        id: String::new(),
        path: String::new(),
        real_server_type: read_type(&request.real_server_type)?,
        scheduler: Scheduler::default(),
        health_check,
        check: RuleCheck::default(),
        forward_protocol: None,
        forward_host: CLIENTS_HOST.to_owned(),
        server_name: None,
        forced_redirect: None,
        real_servers: Vec::new(),
        headers: Vec::new(),
        change: None,
    };
    let host = request.check_params.as_ref().map(|params| params.domain.clone());
    let mut rule = Wanted {
        path: Some(request.path),
        scheduler: Some(request.scheduler),
        health_check: None,
        check_params: request.check_params,
        forward_protocol: request.forward_protocol,
        forward_host: request.forward_host,
        server_name_switch: request.server_name_indication_switch,
        server_name: request.server_name_indication,
        forced_redirect: request.forced_redirect,
    }
    .put(rule)?;
    rule.check.domain = host.filter(|host| !host.is_empty());
    Ok(rule)
}

/// How origins are to be named: by address or by domain.
pub(super) fn read_type(word: &str) -> Result<RealServerType, Error> {
    read_word(word).ok_or(Error::InvalidParameterValue)
}

/// Which origin a request is to go to. Assumption: what `lrtt` needs, the vendor's leave, every account has;
/// origins that are host names cannot have `wrr` or `lrtt`. From: the description of the parameter, at
/// `ModifyTCPListenerAttribute`.
pub(super) fn read_scheduler(word: &str, kind: RealServerType) -> Result<Scheduler, Error> {
    let scheduler = read_word(word).ok_or(Error::InvalidParameterValue)?;
    let needs_addresses =
        matches!(scheduler, Scheduler::WeightedRoundRobin | Scheduler::LeastDelay);
    if needs_addresses && kind == RealServerType::Domain {
        return Err(Error::InvalidParameterValue);
    }
    Ok(scheduler)
}

/// Refuses a path that the domain already has a rule for.
fn must_be_free(domain: &Domain, rule: &ForwardingRule, at: Moment<'_>) -> Result<(), Error> {
    let taken = domain.rules(at).any(|other| other.id != rule.id && other.path == rule.path);
    if taken { Err(Error::RuleAlreadyExisted) } else { Ok(()) }
}

/// The requested values of a rule. Absent ones are not changed.
struct Wanted {
    path: Option<String>,
    scheduler: Option<String>,
    health_check: Option<u64>,
    check_params: Option<RuleCheckParams>,
    forward_protocol: Option<String>,
    forward_host: Option<String>,
    server_name_switch: Option<String>,
    server_name: Option<String>,
    forced_redirect: Option<String>,
}

impl Wanted {
    /// The rule with the requested values.
    fn put(self, mut rule: ForwardingRule) -> Result<ForwardingRule, Refusal<Error>> {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        if let Some(path) = self.path {
            rule.path = read_path(path)?;
        }
        if let Some(word) = given(self.scheduler) {
            rule.scheduler = read_scheduler(&word, rule.real_server_type)?;
        }
        if let Some(number) = self.health_check {
            rule.health_check = switch(Some(number))?;
        }
        if let Some(params) = self.check_params {
            rule.check = read_check(params, rule.check.domain)?;
        }
        if let Some(word) = given(self.forward_protocol) {
            rule.forward_protocol = match word.as_str() {
                LISTENERS_PROTOCOL => None,
                "HTTP" => Some(ForwardProtocol::Http),
                "HTTPS" => Some(ForwardProtocol::Https),
                _ => return Err(Error::InvalidParameterValue.into()),
            };
        }
        if let Some(host) = given(self.forward_host) {
            rule.forward_host = host;
        }
        let server_name = given(self.server_name);
        rule.server_name = match given(self.server_name_switch).as_deref() {
            None if rule.server_name.is_some() => server_name.or(rule.server_name),
            // The name alone does not turn it on.
            None | Some("OFF") => None,
            Some("ON") => Some(server_name.ok_or_else(|| missing("ServerNameIndication"))?),
            Some(_) => return Err(Error::InvalidParameterValue.into()),
        };
        if let Some(target) = self.forced_redirect {
            rule.forced_redirect = given(Some(target));
        }
        Ok(rule)
    }
}

fn read_path(path: String) -> Result<String, Error> {
    let fits = path.starts_with('/') && path.len() <= LONGEST_PATH;
    if fits { Ok(path) } else { Err(Error::InvalidParameterValue) }
}

/// The requested health check. The service does not change the host of its requests.
///
/// Assumption: the times of a rule's checks have the bounds of a listener's. From: the descriptions of
/// those, and the Terraform provider, which has the same bounds for both.
fn read_check(params: RuleCheckParams, domain: Option<String>) -> Result<RuleCheck, Error> {
    check_times(params.delay_loop, params.connect_timeout)?;
    let known = params.status_code.iter().all(|code| STATUS_CODES.contains(code));
    if params.status_code.is_empty() || !known {
        return Err(Error::InvalidParameterValue);
    }
    // Without repetitions, in order.
    let named = |code: &u64| params.status_code.contains(code);
    Ok(RuleCheck {
        delay_loop: params.delay_loop,
        connect_timeout: params.connect_timeout,
        path: Some(read_path(params.path)?),
        method: read_word(&params.method).ok_or(Error::InvalidParameterValue)?,
        status_codes: STATUS_CODES.into_iter().filter(named).collect(),
        domain,
        failed_count_inter: params.failed_count_inter,
        failed_threshold: params.failed_threshold,
        block_inter: params.block_inter,
    })
}

/// Refuses times of health checks that are out of range, and a timeout that is not shorter than the interval.
pub(super) fn check_times(delay_loop: u64, connect_timeout: u64) -> Result<(), Error> {
    let fit = DELAYS.contains(&delay_loop)
        && TIMEOUTS.contains(&connect_timeout)
        && connect_timeout < delay_loop;
    if fit { Ok(()) } else { Err(Error::InvalidParameterValue) }
}

pub(crate) fn modify_rule_attribute(
    context: &mut Context<'_, Account>,
    request: ModifyRuleAttribute,
) -> Result<ModifyRuleAttributeReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let listener_id = request.listener_id;
    let listener = account.layer_7_listener(&listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&listener_id))?;
    let place = account.place_of(listener, at)?;
    place.must_be_standard()?;
    let stopped = Error::InstanceStatusNotInRuning;
    place.must_run(at, stopped, stopped)?;
    must_be_idle(listener, at)?;
    let found = listener.rules(at).find(|(_, rule)| rule.id == request.rule_id);
    let (domain, rule) = found.ok_or(Error::ResourceNotFound)?;
    let wanted = Wanted {
        path: request.path.filter(|path| !path.is_empty()),
        scheduler: request.scheduler,
        health_check: request.health_check,
        check_params: request.check_params,
        forward_protocol: request.forward_protocol,
        forward_host: request.forward_host,
        server_name_switch: request.server_name_indication_switch,
        server_name: request.server_name_indication,
        forced_redirect: request.forced_redirect,
    };
    let changed = wanted.put(rule.clone())?;
    must_be_free(domain, &changed, at)?;
    change_rule(context, &listener_id, changed);
    Ok(ModifyRuleAttributeReply {})
}

pub(crate) fn delete_rule(
    context: &mut Context<'_, Account>,
    request: DeleteRule,
) -> Result<DeleteRuleReply, Refusal<Error>> {
    let account = &*context.state;
    let at = account.at(context.tools.clock.now());
    let force = switch(Some(request.force))?;
    let listener = account.layer_7_listener(&request.listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&request.listener_id))?;
    let place = account.place_of(listener, at)?;
    place.must_be_standard()?;
    place.must_run(at, Error::InstanceStatusNotInRuning, Error::GroupStatusNotInRuning)?;
    must_be_idle(listener, at)?;
    let found = listener.rules(at).find(|(_, rule)| rule.id == request.rule_id);
    let (domain, rule) = found.ok_or(Error::ResourceNotFound)?;
    idle_domain(listener, &domain.name, at)?;
    if !rule.real_servers.is_empty() && !force {
        return Err(Error::RealServerAlreadyBound.into());
    }
    begin(context);
    if let Some(rule) = context.state.rule_mut(&request.listener_id, &request.rule_id) {
        rule.change = Some(Change::new(&context.facts.request_id, ChangeKind::Destruction));
    }
    finish(context);
    Ok(DeleteRuleReply {})
}
