//! The rules that are armed: `/_certmock/rules`.

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

/// The rules, in the order in which they are asked.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Rules")]
pub(super) struct Listed {
    rules: Vec<Status>,
}

/// Shows the rules, with what they have counted of all accounts; or those that an account may meet, of
/// `?account=`, with what they have counted of it.
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

/// Stands for them in the description of a body.
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

/// The names of the rules that were armed.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ArmedRules")]
pub(super) struct Done {
    armed: Vec<String>,
}

/// Arms a rule, or a list of them, before those that are armed; with `?account=` for that account
/// alone. All of them, or none.
pub(super) async fn arm(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
    body: body::Bytes,
) -> Result<Json<Done>, Refused> {
    // Each of thousands is held against the whole table, while others are answered.
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

/// Which rules are meant.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Named {
    /// That of the name.
    name: Option<String>,
    /// Those that are for that account alone.
    account: Option<String>,
}

/// How many were disarmed.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "DisarmedRules")]
pub(super) struct Disarmed {
    disarmed: usize,
}

/// Disarms all rules, or those of `?name=` or of `?account=`.
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
