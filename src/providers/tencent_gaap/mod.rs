//! Tencent Cloud GAAP: certificates on the listeners of proxies and on the domains that they serve.

mod errors;
mod ops;
mod state;
mod types;

use self::errors::Error;
use self::state::tasks::TASK_PACE;
use self::state::{Account, Health};
pub(super) use self::state::{change_proxy_tags, find_proxy_tags};
use self::types::LISTS;
use super::tencent::requests_of;
use crate::protocol::tencent::Tencent;
use crate::spec::{Dated, ErrorCode as _, Failure, Gate, Provider, Request, StateOf, Surface};

// The macro `documented`, with the errors of each action, as `build.rs` takes them from the data here.
include!(concat!(env!("OUT_DIR"), "/tencent_gaap.rs"));

static WIRE: Tencent =
    Tencent::new("gaap", "2018-05-29", || requests_of!("tencent_gaap")).with_own_lists(LISTS);

/// A row of the table.
macro_rules! action {
    ($($row:tt)*) => {
        $crate::providers::tencent::action!(
            documented,
            "https://console.cloud.tencent.com/api/explorer?Product=gaap&Version=2018-05-29&Action=",
            $($row)*
        )
    };
}

// It stands behind the macros that its rows are written with.
mod table;

/// The provider.
pub static PROVIDER: Provider = Provider {
    id: "tencent_gaap",
    title: "Tencent Cloud GAAP",
    hosts: &["gaap.tencentcloudapi.com", "gaap.*.tencentcloudapi.com"],
    entrance: Some(&Gate { check: check_standing, make: None }),
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("certificates", "created"),
        Dated::Rfc3339("groups", "created"),
        Dated::Rfc3339("proxies", "created"),
        Dated::Rfc3339("listeners", "created"),
        Dated::Rfc3339("global_domains", "created"),
    ])),
    pair_at: &["content", "x509"],
    paces: &[TASK_PACE],
    surface: Surface::Lists(&[
        table::certificates::ROWS,
        table::proxies::ROWS,
        table::groups::ROWS,
        table::listeners::ROWS,
        table::stream_listeners::ROWS,
        table::domains::ROWS,
        table::rules::ROWS,
        table::real_servers::ROWS,
        table::global_domains::ROWS,
        table::statistics::ROWS,
    ]),
    ..Provider::on(&WIRE)
};

/// Refuses an account that may not use the service or this action, if the action documents an error for that.
fn check_standing(account: &Account, request: &Request) -> Result<bool, Failure> {
    let action = Tencent::action_of(request);
    let refusals = [
        (account.access_management == Health::Failing, Error::AuthFailure),
        (!account.enterprise_verified, Error::NotEnterpriseAuthorization),
        (!account.protocol_confirmed, Error::UserNotConfirmProtocol),
        (account.in_violation, Error::AccountViolation),
        (account.backend == Health::Failing, Error::InternalError),
    ];
    if account.denied_actions.iter().any(|denied| denied == action) {
        return Err(WIRE.unauthorized(action));
    }
    let refusal =
        refusals.into_iter().find(|(applies, error)| *applies && documents(action, *error));
    match refusal {
        Some((_, error)) => Err(Failure::new(&error)),
        None => Ok(true),
    }
}

/// Whether the action documents that error.
fn documents(action: &str, error: Error) -> bool {
    let target = PROVIDER.named(Some(action));
    let errors = target.operation().map(|operation| operation.call.errors()).unwrap_or_default();
    errors.iter().any(|documented| documented.code() == error.code())
}
