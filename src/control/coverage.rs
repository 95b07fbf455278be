//! The operations and errors that were met since the start: `/_certmock/coverage`.

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
use crate::server::{App, apart};
use crate::spec::{ErrorCode, Provider};

/// The operations and errors that were met since the start.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "Coverage")]
pub(super) struct Covered {
    /// How often each operation had each outcome, by account.
    #[schemars(with = "ByAccount")]
    accounts: BTreeMap<String, BTreeMap<Asked, Outcomes>>,
    /// The requests and errors of each operation that was called, for all accounts together.
    #[schemars(with = "BTreeMap<String, OperationMet>")]
    by_operation: BTreeMap<Asked, OperationMet>,
    /// The names of the errors that were met without a rule, by operation.
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    earned: BTreeMap<Asked, BTreeSet<&'static str>>,
    /// The totals of each service, in the order of the catalogue.
    services: Vec<ServiceMet>,
    operations: Share,
    errors: Share,
    #[schemars(with = "Vec<String>")]
    operations_not_met: Vec<Asked>,
}

/// By account, operation and outcome.
type ByAccount = BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>;

/// How many of all were met.
#[derive(Default, JsonSchema, Serialize)]
struct Share {
    met: usize,
    all: usize,
}

/// The totals of a service.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "ServiceCoverage")]
struct ServiceMet {
    id: &'static str,
    title: &'static str,
    operations: Share,
    /// The errors that the operations document, counted for each operation.
    errors: Share,
    /// How many of these errors were met without a rule.
    earned: usize,
}

/// The requests and errors of an operation.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "OperationCoverage")]
struct OperationMet {
    /// How often it was called.
    requests: u64,
    /// The errors that were met, including its service's common ones, by name.
    #[schemars(with = "BTreeMap<String, MetBy>")]
    errors: BTreeMap<&'static str, MetBy>,
}

/// What caused an error.
#[derive(Clone, Copy, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum MetBy {
    /// A request or a state, at least once.
    Earned,
    /// Only rules.
    Ruled,
}

/// Names of errors.
type Names = BTreeSet<&'static str>;

/// How often each outcome was met.
type Outcomes = BTreeMap<Cow<'static, str>, u64>;

impl ServiceMet {
    fn new(provider: &Provider) -> Self {
        let (operations, errors) = (Share::default(), Share::default());
        Self { id: provider.id, title: provider.title, operations, errors, earned: 0 }
    }

    /// Adds an operation that was called, with the errors that it documents.
    fn add(&mut self, met: &OperationMet, own: &[&'static dyn ErrorCode]) {
        let met_by: Vec<_> = own.iter().filter_map(|error| met.errors.get(error.name())).collect();
        self.operations.met += 1;
        self.errors.met += met_by.len();
        self.earned += met_by.iter().filter(|it| matches!(it, MetBy::Earned)).count();
    }
}

impl OperationMet {
    fn of(outcomes: &Outcomes, earned: Option<&Names>, ruled: Option<&Names>) -> Self {
        let by = |names: Option<&Names>, met_by: MetBy| -> Vec<_> {
            names.into_iter().flatten().map(|name| (*name, met_by)).collect()
        };
        // An error that was earned once counts as earned, even if a rule made it, too.
        let errors = by(ruled, MetBy::Ruled).into_iter().chain(by(earned, MetBy::Earned));
        Self { requests: outcomes.values().sum(), errors: errors.collect() }
    }
}

/// Shows which operations and documented errors were met since the start, by account, and which operations
/// were not.
pub(super) async fn show(
    State(app): State<Arc<App>>,
    Query(narrowed): Query<Narrowed>,
) -> Json<Covered> {
    // There may be thousands of accounts.
    Json(apart(move || cover(&app, narrowed.account.as_deref())).await)
}

fn cover(app: &App, account: Option<&str>) -> Covered {
    let met = app.journal.met(account);
    let (mut earned, mut ruled) =
        (BTreeMap::<Asked, Names>::new(), BTreeMap::<Asked, Names>::new());
    let mut together = BTreeMap::<Asked, Outcomes>::new();
    for coverage in met.values() {
        for (all, own) in [(&mut earned, &coverage.earned), (&mut ruled, &coverage.ruled)] {
            for (asked, errors) in own {
                all.entry(*asked).or_default().extend(errors);
            }
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
        let mut service = ServiceMet::new(provider);
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
            let of_one = OperationMet::of(outcomes, earned.get(&asked), ruled.get(&asked));
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
    Covered { accounts, by_operation, earned, services, operations, errors, operations_not_met }
}
