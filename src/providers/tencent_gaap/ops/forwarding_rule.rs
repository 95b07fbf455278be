//! The domains of a listener, and the rules that route their requests.

use super::super::errors::{Error, missing, no_listener};
use super::super::state::Account;
use super::super::state::domain::{Authentication, Domain};
use super::super::state::forwarding_rule::ForwardingRule;
use super::super::state::listener::{Listener, Protocol};
use super::super::state::tasks::{Change, Changing as _, Moment};
use super::super::types::domain::{DescribeRules, DescribeRulesReply, DomainRuleSet};
use super::super::types::forwarding_rule::{
    DescribeRulesByRuleIds, DescribeRulesByRuleIdsReply, RuleCheckParams, RuleInfo,
};
use super::super::types::listener::alias_infos;
use super::real_server::show_bound;
use crate::spec::Refusal;
use crate::store::View;

/// The most rules that one request can ask about.
const MOST_RULES: usize = 10;

pub(crate) fn describe_rules(
    view: &View<'_, Account>,
    request: DescribeRules,
) -> Result<DescribeRulesReply, Refusal<Error>> {
    let at = view.state.at(view.tools.clock.now());
    let listener = view.state.listener(&request.listener_id, at);
    let listener = listener.ok_or_else(|| no_listener(&request.listener_id))?;
    let show = |domain: &Domain| show_domain(view, listener, domain, at);
    let domain_rule_set: Vec<_> = listener.domains(at).map(show).collect();
    at.look(listener.tasks(at));
    Ok(DescribeRulesReply { total_count: domain_rule_set.len(), domain_rule_set })
}

fn show_domain(
    view: &View<'_, Account>,
    listener: &Listener,
    domain: &Domain,
    at: Moment<'_>,
) -> DomainRuleSet {
    let alias = |id: &String| view.state.alias(view.others, id, at.now);
    let show_rule = |rule| show_rule(view.state, listener, domain, rule, at);
    let Authentication { basic_auth, gaap, real_server, real_server_domain } =
        &domain.authentication;
    // Assumption: a domain of a listener that speaks HTTP has empty certificates. From: what they are
    // for; no example shows one.
    let speaks_tls = listener.protocol == Protocol::Https;
    let clients: &[String] = if speaks_tls { &domain.client_certificate_ids } else { &[] };
    let certificate = speaks_tls.then_some(&domain.certificate_id);
    DomainRuleSet {
        domain: domain.name.clone(),
        rule_set: domain.rules(at).map(show_rule).collect(),
        certificate_id: certificate.cloned().unwrap_or_default(),
        certificate_alias: certificate.map(alias).unwrap_or_default(),
        client_certificate_id: clients.first().cloned().unwrap_or_default(),
        client_certificate_alias: clients.first().map(alias).unwrap_or_default(),
        basic_auth_conf_id: basic_auth.clone(),
        basic_auth: u8::from(basic_auth.is_some()),
        basic_auth_conf_alias: basic_auth.as_ref().map(alias),
        real_server_certificate_id: real_server.first().cloned(),
        real_server_auth: u8::from(!real_server.is_empty()),
        real_server_certificate_alias: real_server.first().map(alias),
        gaap_certificate_id: gaap.clone(),
        gaap_auth: u8::from(gaap.is_some()),
        gaap_certificate_alias: gaap.as_ref().map(alias),
        real_server_certificate_domain: real_server_domain.clone(),
        poly_client_certificate_alias_info: alias_infos(view, clients),
        poly_real_server_certificate_alias_info: alias_infos(view, real_server),
        domain_status: domain.status(at).code(),
        ban_status: domain.ban_status,
        http3_supported: u8::from(domain.http3),
        is_default_server: domain.is_default_server,
        tls_ciphers: domain.tls.ciphers.clone(),
        tls_support_version: domain.tls.versions.clone(),
    }
}

/// A rule with its origins.
fn show_rule(
    account: &Account,
    listener: &Listener,
    domain: &Domain,
    rule: &ForwardingRule,
    at: Moment<'_>,
) -> RuleInfo {
    let check = &rule.check;
    let bound = rule.real_servers.iter().map(|binding| show_bound(account, binding));
    RuleInfo {
        rule_id: rule.id.clone(),
        listener_id: listener.id.clone(),
        domain: domain.name.clone(),
        path: rule.path.clone(),
        real_server_type: rule.real_server_type.word(),
        scheduler: rule.scheduler.word(),
        health_check: u8::from(rule.health_check),
        rule_status: rule.status(at).code(),
        check_params: RuleCheckParams {
            delay_loop: check.delay_loop,
            connect_timeout: check.connect_timeout,
            path: check.path.as_ref().unwrap_or(&rule.path).clone(),
            method: check.method.word().to_owned(),
            status_code: check.status_codes.clone(),
            domain: check.domain.as_ref().unwrap_or(&domain.name).clone(),
            failed_count_inter: check.failed_count_inter,
            failed_threshold: check.failed_threshold,
            block_inter: check.block_inter,
        },
        real_server_set: bound.collect(),
        bind_status: 1,
        forward_host: rule.forward_host.clone(),
        server_name_indication_switch: if rule.server_name.is_some() { "ON" } else { "OFF" },
        server_name_indication: rule.server_name.clone().unwrap_or_default(),
        forced_redirect: rule.forced_redirect.clone(),
        forward_protocol: rule.forward_protocol.unwrap_or(listener.forward_protocol),
    }
}

pub(crate) fn describe_rules_by_rule_ids(
    view: &View<'_, Account>,
    request: DescribeRulesByRuleIds,
) -> Result<DescribeRulesByRuleIdsReply, Refusal<Error>> {
    let ids = request.rule_ids;
    if ids.is_empty() {
        return Err(missing("RuleIds"));
    }
    if ids.len() > MOST_RULES {
        return Err(Error::InvalidParameterValue.into());
    }
    let at = view.state.at(view.tools.clock.now());
    let mut tasks = Vec::new();
    let mut rule_set = Vec::new();
    for listener in view.state.listeners(at) {
        for (domain, rule) in listener.rules(at).filter(|(_, rule)| ids.contains(&rule.id)) {
            tasks.extend(rule.pending(at).map(Change::task));
            rule_set.push(show_rule(view.state, listener, domain, rule, at));
        }
    }
    // Assumption: ids of no rule are left out, and `ResourceNotFound` where no other is named. From:
    // `DescribeProxies`, which does so, and the Terraform provider, which knows by it that a rule
    // is gone.
    if rule_set.is_empty() {
        return Err(Error::ResourceNotFound.into());
    }
    at.look(tasks.into_iter());
    Ok(DescribeRulesByRuleIdsReply { total_count: rule_set.len(), rule_set })
}
