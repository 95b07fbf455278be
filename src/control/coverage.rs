//! What was met since the start: `/_certmock/coverage`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use super::Narrowed;
use super::query::Query;
use crate::journal::Asked;
use crate::server::App;
use crate::spec::{ErrorCode, Provider, Row};

/// What was met since the start.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Coverage")]
pub(super) struct Covered {
    /// How often which outcome was met of each operation, by account.
    #[schemars(with = "ByAccount")]
    accounts: BTreeMap<String, BTreeMap<Asked, Outcomes>>,
    /// What was met of each operation that was, by accounts together.
    #[schemars(with = "BTreeMap<String, OfOne>")]
    by_operation: BTreeMap<Asked, OfOne>,
    /// The names of the errors that no rule made, by operation.
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    earned: BTreeMap<Asked, BTreeSet<&'static str>>,
    /// What was met of each service, in the order of the catalogue.
    services: Vec<OfService>,
    operations: Share,
    errors: Share,
    #[schemars(with = "Vec<String>")]
    operations_not_met: Vec<Asked>,
}

/// By account, operation and outcome.
type ByAccount = BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>;

/// How many of all.
#[derive(Default, JsonSchema, Serialize)]
struct Share {
    met: usize,
    all: usize,
}

/// What was met of a service.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ServiceCoverage")]
struct OfService {
    id: &'static str,
    title: &'static str,
    operations: Share,
    /// Of each operation's own errors, each by its name.
    errors: Share,
    /// How many of these no rule made.
    earned: usize,
}

/// What was met of an operation.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "OperationCoverage")]
struct OfOne {
    /// How often it was asked.
    requests: u64,
    /// The errors that were met, its service's included, by name.
    #[schemars(with = "BTreeMap<String, How>")]
    errors: BTreeMap<&'static str, How>,
}

/// By what an error was met.
#[derive(Clone, Copy, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum How {
    /// By what was asked, or what the account held.
    Earned,
    /// By a rule alone.
    Ruled,
}

/// How often which outcome was met, by accounts together.
type Outcomes = BTreeMap<Cow<'static, str>, u64>;

impl OfService {
    fn new(provider: &Provider) -> Self {
        let (operations, errors) = (Share::default(), Share::default());
        Self { id: provider.id, title: provider.title, operations, errors, earned: 0 }
    }

    /// Adds what was met of an operation, with these errors of its own.
    fn add(&mut self, met: &OfOne, own: &[&'static dyn ErrorCode]) {
        let hows: Vec<_> = own.iter().filter_map(|error| met.errors.get(error.name())).collect();
        self.operations.met += 1;
        self.errors.met += hows.len();
        self.earned += hows.iter().filter(|how| matches!(how, How::Earned)).count();
    }
}

impl OfOne {
    fn of(row: &Row, outcomes: &Outcomes, earned: Option<&BTreeSet<&'static str>>) -> Self {
        let all = row.errors();
        let is_earned = |name: &str| earned.is_some_and(|earned| earned.contains(name));
        let own = all.iter().filter(|error| is_earned(error.name()));
        let explained: BTreeSet<_> = own.map(|error| error.code()).collect();
        let how = |error: &&'static dyn ErrorCode| {
            // Some vendors use one code for several errors: what one has earned tells of no other.
            let is_ruled =
                || outcomes.contains_key(error.code()) && !explained.contains(error.code());
            let how = if is_earned(error.name()) { How::Earned } else { How::Ruled };
            (is_earned(error.name()) || is_ruled()).then_some((error.name(), how))
        };
        Self { requests: outcomes.values().sum(), errors: all.iter().filter_map(how).collect() }
    }
}

/// Says which operations and documented errors were met since the start, by account, and which were
/// not by any.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Json<Covered> {
    let met = app.journal.met(narrowed.account.as_deref());
    let mut earned = BTreeMap::<Asked, BTreeSet<&str>>::new();
    let mut together = BTreeMap::<Asked, Outcomes>::new();
    for coverage in met.values() {
        for (asked, errors) in &coverage.earned {
            earned.entry(*asked).or_default().extend(errors);
        }
        for (asked, outcomes) in &coverage.outcomes {
            let sums = together.entry(*asked).or_default();
            for (outcome, count) in outcomes {
                *sums.entry(outcome.clone()).or_default() += count;
            }
        }
    }
    let (mut operations, mut errors) = (Share::default(), Share::default());
    let mut missed = Vec::new();
    let mut by_operation = BTreeMap::new();
    let mut services = Vec::new();
    for provider in app.providers {
        let mut service = OfService::new(provider);
        for row in provider.rows() {
            let asked = Asked { provider: provider.id, operation: Some(row.operation.name) };
            let own = row.operation.call.errors();
            let codes: BTreeSet<_> = own.iter().map(|error| error.code()).collect();
            errors.all += codes.len();
            service.operations.all += 1;
            service.errors.all += own.len();
            let Some(outcomes) = together.get(&asked) else {
                missed.push(asked);
                continue;
            };
            errors.met += codes.iter().filter(|code| outcomes.contains_key(**code)).count();
            let of_one = OfOne::of(&row, outcomes, earned.get(&asked));
            service.add(&of_one, &own);
            by_operation.insert(asked, of_one);
        }
        operations.all += service.operations.all;
        operations.met += service.operations.met;
        services.push(service);
    }
    let accounts = met.into_iter().map(|(account, coverage)| (account, coverage.outcomes));
    let accounts = accounts.collect();
    let operations_not_met = missed;
    Json(Covered {
        accounts,
        by_operation,
        earned,
        services,
        operations,
        errors,
        operations_not_met,
    })
}
