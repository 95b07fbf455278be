//! HTTP rules of the gateway, to the extent that the use of certificates needs them.
//!
//! Assumption: every team has one application, whose id is the team's number, with one component,
//! whose id is the team's; all of its ports are open. From: nothing; an HTTP rule has to name one.

use serde_json::{Map, Value, json};

use super::super::errors::Error;
use super::super::state::{Enterprise, HttpRule, REGION, Team};
use super::super::types::fields::{DOMAIN_NAME, clean, fits, free, invalid};
use super::super::types::http_rule::{
    ListAppHttpDomainsReply, ListHttpDomains, ListHttpDomainsReply, ListedRule, Place, RuleRequest,
    ShownRule,
};
use super::super::types::python::{int, str_of, truthy};
use crate::spec::Refusal;
use crate::store::{Context, View};

pub(crate) fn list_http_domains(
    view: &View<'_, Enterprise>,
    request: ListHttpDomains,
) -> Result<ListHttpDomainsReply, Refusal<Error>> {
    // Any text but `true` selects the rules without automatic certificates.
    let wanted = request.auto_ssl.map(|text| text.eq_ignore_ascii_case("true"));
    let rules = view.state.rules.values();
    let rules = rules.filter(|rule| wanted.is_none_or(|wanted| rule.auto_ssl == wanted));
    Ok(ListHttpDomainsReply(
        rules
            .filter_map(|rule| Some(show_of_enterprise(rule, view.state.find_team(&rule.team)?)))
            .collect(),
    ))
}

pub(crate) fn list_app_http_domains(
    view: &View<'_, Enterprise>,
    place: Place,
) -> Result<ListAppHttpDomainsReply, Refusal<Error>> {
    let team = find_app(view.state, &place)?;
    let rules = view.state.rules.values().filter(|rule| *rule.team == *team.id);
    Ok(ListAppHttpDomainsReply(rules.map(|rule| show(rule, team)).collect()))
}

pub(crate) fn create_app_http_domain(
    context: &mut Context<'_, Enterprise>,
    request: RuleRequest,
) -> Result<ShownRule, Refusal<Error>> {
    let team = find_app(context.state, &request.place())?;
    require(&request, &["service_id", "container_port", "domain_name"])?;
    find_component(team, &request)?;
    let new = HttpRule {
        id: context.state.next_rule(),
        http_rule_id: context.state.new_rule_id(context.tools.ids),
        team: team.id.as_ref().to_owned(),
        domain_path: "/".to_owned(),
        the_weight: 100,
        ..HttpRule::default()
    };
    let rule = change(new, &request, context.state)?;
    let same = |other: &&HttpRule| {
        other.team == rule.team
            && other.domain_name == rule.domain_name
            && other.container_port == rule.container_port
            && other.domain_path == rule.domain_path
            && other.https == rule.https
    };
    if context.state.rules.values().any(|other| same(&other)) {
        return Err(Error::RuleExists.into());
    }
    let shown = show(&rule, team);
    context.state.insert_rule(rule);
    Ok(shown)
}

pub(crate) fn get_app_http_domain(
    view: &View<'_, Enterprise>,
    place: Place,
) -> Result<ShownRule, Refusal<Error>> {
    let team = find_app(view.state, &place)?;
    // The service answers for a rule that is not there with an empty one.
    Ok(match find_rule(view.state, team, &place) {
        Some(rule) => show(rule, team),
        None => ShownRule {
            rule_extensions: json!([]),
            auto_ssl_config: Some("".into()),
            ..ShownRule::default()
        },
    })
}

pub(crate) fn update_app_http_domain(
    context: &mut Context<'_, Enterprise>,
    request: RuleRequest,
) -> Result<ShownRule, Refusal<Error>> {
    let team = find_app(context.state, &request.place())?;
    require(&request, &["service_id"])?;
    find_component(team, &request)?;
    let old = find_rule(context.state, team, &request.place()).ok_or(Error::RuleNotFound)?;
    let rule = change(old.clone(), &request, context.state)?;
    let shown = show(&rule, team);
    context.state.rules.insert(rule.id, rule);
    Ok(shown)
}

pub(crate) fn delete_app_http_domain(
    context: &mut Context<'_, Enterprise>,
    place: Place,
) -> Result<ShownRule, Refusal<Error>> {
    let team = find_app(context.state, &place)?;
    let rule = find_rule(context.state, team, &place).ok_or(Error::DomainNotFound)?;
    let (id, shown) = (rule.id, show(rule, team));
    context.state.rules.remove(&id);
    Ok(shown)
}

/// The team in the path, if it has the region and the application.
fn find_app<'a>(enterprise: &'a Enterprise, place: &Place) -> Result<&'a Team, Error> {
    let team = enterprise.find_team(&place.team_id).ok_or(Error::TeamNotFound)?;
    if place.region_name != REGION.region_name {
        return Err(Error::RegionNotFound);
    }
    if int(&place.app_id) == Some(team.number.into()) { Ok(team) } else { Err(Error::AppNotFound) }
}

fn find_rule<'a>(enterprise: &'a Enterprise, team: &Team, place: &Place) -> Option<&'a HttpRule> {
    let wanted = place.rule_id.as_deref()?;
    enterprise.rules.values().find(|rule| rule.http_rule_id == wanted && *rule.team == *team.id)
}

fn find_component(team: &Team, request: &RuleRequest) -> Result<(), Error> {
    match &request.service_id {
        Some(id) if *str_of(id) == *team.id => Ok(()),
        _ => Err(Error::ComponentNotFound),
    }
}

fn require(request: &RuleRequest, fields: &[&str]) -> Result<(), Refusal<Error>> {
    let given = [
        ("service_id", &request.service_id),
        ("container_port", &request.container_port),
        ("domain_name", &request.domain_name),
    ];
    let missing: Map<String, Value> = given
        .into_iter()
        .filter(|(name, value)| fields.contains(name) && value.is_none())
        .map(|(name, _)| (name.to_owned(), json!(["该字段是必填项。"])))
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(invalid(missing)) }
}

/// The rule with the changes of the request.
fn change(
    mut rule: HttpRule,
    request: &RuleRequest,
    enterprise: &Enterprise,
) -> Result<HttpRule, Refusal<Error>> {
    if let Some(name) = &request.domain_name {
        rule.domain_name =
            clean(name, DOMAIN_NAME).map_err(|error| invalid(json!({ "domain_name": [error] })))?;
    }
    if let Some(port) = number(request.container_port.as_ref(), "container_port")? {
        rule.container_port = port;
    }
    if let Some(weight) = number(request.the_weight.as_ref(), "the_weight")? {
        rule.the_weight = weight;
    }
    // An update without a certificate removes the rule's certificate, because the service's default is 0.
    let asked = number(request.certificate_id.as_ref(), "certificate_id")?.unwrap_or_default();
    rule.https = asked != 0;
    rule.certificate_id = u64::try_from(asked)
        .ok()
        .filter(|id| enterprise.find_certificate(*id).is_some())
        .unwrap_or_default();
    let texts = [
        ("domain_path", &mut rule.domain_path, &request.domain_path),
        ("domain_cookie", &mut rule.domain_cookie, &request.domain_cookie),
        ("domain_header", &mut rule.domain_header, &request.domain_header),
    ];
    let fits = |name, text: &str| {
        fits(text, free(name)).map_err(|error| invalid(json!({ name: [error] })))
    };
    for (name, text, asked) in texts {
        if let Some(asked) = asked {
            fits(name, asked)?;
            text.clone_from(asked);
        }
    }
    fits("auto_ssl_config", request.auto_ssl_config.as_deref().unwrap_or_default())?;
    if let Some(auto_ssl) = &request.auto_ssl {
        rule.auto_ssl = truthy(auto_ssl) && str_of(auto_ssl).to_lowercase() != "false";
    }
    rule.auto_ssl_config.clone_from(&request.auto_ssl_config);
    Ok(rule)
}

fn number(value: Option<&Value>, name: &str) -> Result<Option<i64>, Refusal<Error>> {
    let Some(value) = value else { return Ok(None) };
    let number = int(&str_of(value)).and_then(|number| i64::try_from(number).ok());
    number.map(Some).ok_or_else(|| invalid(json!({ name: ["请填写合法的整数值。"] })))
}

fn show_of_enterprise(rule: &HttpRule, team: &Team) -> ListedRule {
    ListedRule {
        id: rule.id,
        region_name: REGION.region_name,
        team_name: team.name.clone(),
        app_id: team.number,
        auto_ssl_config: rule.auto_ssl_config.clone(),
        rule: ShownRule {
            id: None,
            // The service has the stored text here, and a list where an application's rules are
            // asked for.
            rule_extensions: json!(""),
            auto_ssl_config: None,
            ..show(rule, team)
        },
    }
}

fn show(rule: &HttpRule, team: &Team) -> ShownRule {
    ShownRule {
        id: Some(rule.id),
        http_rule_id: rule.http_rule_id.clone(),
        region_id: REGION.region_id,
        tenant_id: team.id.as_ref().to_owned(),
        service_id: team.id.as_ref().to_owned(),
        service_name: team.name.clone(),
        domain_name: rule.domain_name.clone(),
        container_port: Some(rule.container_port),
        protocol: if rule.https { "https" } else { "http" },
        certificate_id: Some(rule.certificate_id),
        domain_type: "www",
        service_alias: team.name.clone(),
        is_senior: rule.is_senior(),
        domain_path: rule.domain_path.clone(),
        domain_cookie: rule.domain_cookie.clone(),
        domain_heander: rule.domain_header.clone(),
        rule_type: Some(1),
        the_weight: Some(rule.the_weight),
        rule_extensions: json!([]),
        is_outer_service: true,
        auto_ssl: rule.auto_ssl,
        auto_ssl_config: Some(rule.auto_ssl_config.clone().into()),
        path_rewrite: false,
        rewrites: "",
    }
}
