//! What a listener's domains are, and where their requests go.

use super::super::errors::{Error, no_listener};
use super::super::state::Account;
use super::super::state::listener::{
    Authentication, Domain, ForwardingRule, Listener, Protocol, RealServer,
};
use super::super::state::tasks::Moment;
use super::super::types::domain::{
    BindRealServer, DescribeRules, DescribeRulesReply, DomainRuleSet, RuleCheckParams, RuleInfo,
};
use super::super::types::listener::alias_infos;
use crate::spec::Refusal;
use crate::store::View;

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
    let Authentication { basic_auth, gaap, real_server, real_server_domain } =
        &domain.authentication;
    // Assumption: a domain of a listener that speaks HTTP has empty certificates. From: what they are
    // for; no example shows one.
    let speaks_tls = listener.protocol == Protocol::Https;
    let clients: &[String] = if speaks_tls { &domain.client_certificate_ids } else { &[] };
    let certificate = speaks_tls.then_some(&domain.certificate_id);
    DomainRuleSet {
        domain: domain.name.clone(),
        rule_set: domain.rules.iter().map(|rule| show_rule(listener, domain, rule)).collect(),
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

/// A rule, with the vendor's example for what a state cannot say.
fn show_rule(listener: &Listener, domain: &Domain, rule: &ForwardingRule) -> RuleInfo {
    let is_address = |server: &RealServer| server.ip.parse::<std::net::IpAddr>().is_ok();
    let by_address = rule.real_servers.iter().all(is_address);
    RuleInfo {
        rule_id: rule.id.clone(),
        listener_id: listener.id.clone(),
        domain: domain.name.clone(),
        path: rule.path.clone(),
        real_server_type: if by_address { "IP" } else { "DOMAIN" },
        scheduler: "rr",
        health_check: 0,
        rule_status: 0,
        check_params: RuleCheckParams {
            delay_loop: 30,
            connect_timeout: 2,
            path: rule.path.clone(),
            method: "HEAD",
            status_code: [100, 200, 300, 400, 500],
            domain: domain.name.clone(),
            failed_count_inter: 0,
            failed_threshold: 0,
            block_inter: 0,
        },
        real_server_set: rule.real_servers.iter().map(show_real_server).collect(),
        bind_status: 1,
        forward_host: "default",
        server_name_indication_switch: "OFF",
        server_name_indication: String::new(),
        forced_redirect: None,
        forward_protocol: listener.forward_protocol,
    }
}

fn show_real_server(server: &RealServer) -> BindRealServer {
    BindRealServer {
        real_server_id: server.id.clone(),
        real_server_ip: server.ip.clone(),
        real_server_weight: server.weight,
        real_server_status: 0,
        real_server_port: server.port,
        down_ip_list: Vec::new(),
        real_server_failover_role: String::new(),
    }
}
