//! Huawei Cloud ELB: the certificates of load balancers, the listeners that use them, and what clients
//! request together with these.
//!
//! Four versions of the API share one state: the classic v1.0, v2 and v2.0, which are the same API at two
//! paths, and v3. Operations of the later versions have the version as a prefix of their names. `v2_0` is
//! written with an underscore, so that a rule for `v2.*` does not include v2.0.

mod errors;
mod ops;
pub(crate) mod state;
mod table;
mod types;

use self::errors::{v1, v2, v3};
use self::state::Project;
use crate::protocol::huawei::{Huawei, Owner, Service, Version, envelope};
use crate::spec::{Dated, ErrorCode, Provider, StateOf, Surface};

/// v2 and v2.0, which have the same errors.
const V2: Service = Service {
    errors: v2::common,
    unrouted: v2::unrouted,
    ..Service::of(Owner::Project, v2::envelope, v2::refuse)
};

static WIRE: Huawei = Huawei::with(
    Service {
        errors: v1::Common::all,
        unrouted: v1::unrouted,
        ..Service::of(Owner::Project, envelope::nested, v1::refuse)
    },
    &[
        Version { prefix: "/v2", service: V2 },
        Version { prefix: "/v2.0", service: V2 },
        Version {
            prefix: "/v3",
            service: Service {
                errors: v3::common,
                ..Service::of(Owner::Project, envelope::flat, v3::refuse)
            },
        },
    ],
);

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_elb",
    title: "Huawei Cloud ELB",
    hosts: &["elb.*.myhuaweicloud.com", "elb.*.myhuaweicloud.eu", "elb.*.otc.t-systems.com"],
    prefixes: &["/v1.0", "/v2", "/v2.0", "/v3"],
    state: Some(&StateOf::<Project>::new(&[
        Dated::Rfc3339("certificates", "create_time"),
        Dated::Rfc3339("certificates", "update_time"),
        Dated::Rfc3339("listeners", "created_at"),
        Dated::Rfc3339("listeners", "updated_at"),
        Dated::Rfc3339("loadbalancers", "created_at"),
        Dated::Rfc3339("loadbalancers", "updated_at"),
    ])),
    surface: Surface::Versions(&[
        table::v1::RESOURCES,
        table::v2::RESOURCES,
        table::v2_0::RESOURCES,
        table::v3::RESOURCES,
    ]),
    ..Provider::on(&WIRE)
};
