//! The armed rules: `/_certmock/rules`.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::State;
use axum::{Json, body};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::query::Query;
use super::{Narrowed, Refused, parse};
use crate::json;
use crate::rules::{Armed, MOST, Rule, RuleError, Status, TooMany};
use crate::server::{App, apart};

/// The rules, in the order in which requests are compared with them.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Rules")]
pub(super) struct Listed {
    rules: Vec<Status>,
}

/// Lists the rules with their counts for all accounts; or, with `?account=`, the rules that can apply to that
/// account, with their counts for it.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Json<Listed> {
    let rules = app.rules.all();
    let account = narrowed.account.as_deref();
    let rules = rules.iter().filter(|rule| account.is_none_or(|account| rule.may_meet(account)));
    let status = rules.map(|rule| rule.status(account));
    Json(Listed { rules: status.collect() })
}

/// One rule, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Rules {
    Several(Vec<Value>),
    One(Value),
}

/// Describes one or several rules as the body of a request.
pub(super) struct Posted;

impl JsonSchema for Posted {
    fn schema_name() -> Cow<'static, str> {
        "RuleOrRules".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<Rule>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// The armed rules.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ArmedRules")]
pub(super) struct Done {
    /// The names of the armed rules.
    armed: Vec<String>,
}

/// Arms a rule or a list of rules before the armed ones; with `?account=` only for that account. Arms all of
/// them or none.
pub(super) async fn arm(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
    body: body::Bytes,
) -> Result<Json<Done>, Refused> {
    // Thousands of rules may each be checked against the whole table.
    let armed = apart(move || read_and_arm(&app, narrowed.account.as_ref(), &body)).await?;
    Ok(Json(Done { armed }))
}

/// The names of the rules that were armed.
fn read_and_arm(app: &App, account: Option<&String>, body: &[u8]) -> Result<Vec<String>, Refused> {
    let rules = match parse(body)? {
        Rules::Several(rules) => rules,
        Rules::One(rule) => vec![rule],
    };
    if rules.len() > MOST {
        return Err(Refused::request(TooMany(rules.len()).to_string()));
    }
    let mut armed = Vec::new();
    for rule in rules {
        let mut rule: Rule = json::read(rule).map_err(|error| Refused::reading(&error))?;
        if let Some(account) = account {
            rule.when.account = Some(account.clone());
        }
        let wrong = |error: RuleError| Refused::request(error.to_string());
        armed.push(Armed::new(rule, app.providers).map_err(wrong)?);
    }
    let armed = app.rules.arm(armed).map_err(|error| Refused::request(error.to_string()))?;
    Ok(armed.iter().map(|rule| rule.name().to_owned()).collect())
}

/// Which rules to disarm.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Named {
    /// Only the rule with this name.
    name: Option<String>,
    /// Only rules for exactly this account.
    account: Option<String>,
}

/// The disarmed rules.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "DisarmedRules")]
pub(super) struct Disarmed {
    /// How many rules were disarmed.
    disarmed: usize,
}

/// Disarms all rules, or those of `?name=` and `?account=`.
pub(super) async fn disarm(
    State(app): State<Arc<App>>,
    Query(named): Query<Named>,
) -> Json<Disarmed> {
    let is = |rule: &Rule| {
        named.name.as_ref().is_none_or(|name| rule.name.as_ref() == Some(name))
            && named
                .account
                .as_ref()
                .is_none_or(|account| rule.when.account.as_ref() == Some(account))
    };
    let disarmed = app.rules.disarm(|rule| is(rule.rule()));
    Json(Disarmed { disarmed })
}
