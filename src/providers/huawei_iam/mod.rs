//! Huawei Cloud IAM: the tokens that all services accept, and what clients look up before they use a service.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use axum::http::{HeaderName, StatusCode};

use self::errors::Error::{
    BadRequest, Conflict, Forbidden, Internal, Throttled, TokenNotFound, Unauthorized,
};
pub(super) use self::state::Domain;
use crate::protocol::huawei::{Huawei, Owner, Service, envelope};
use crate::spec::{
    Credentials, Example, Operation, POST, Provider, Read, Resource, StateOf, Surface, Write,
};

const TOKENS: &str = "https://support.huaweicloud.com/api-iam/iam_30_0001.html";
static WIRE: Huawei = Huawei::new(Service {
    media: "application/json; charset=UTF-8",
    // SDKs print this header if a lookup fails.
    adorn: |answer, request_id| {
        let name = HeaderName::from_static("x-iam-trace-id");
        answer.with(name, format!("token_global_null_{request_id}"))
    },
    ..Service::of(Owner::Domain, envelope::keystone, errors::refuse)
});

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_iam",
    title: "Huawei Cloud IAM",
    hosts: &[
        "iam.myhuaweicloud.com",
        "iam.*.myhuaweicloud.com",
        "iam.*.myhuaweicloud.eu",
        "iam.*.otc.t-systems.com",
        "sts.*.myhuaweicloud.com",
        "sts.*.myhuaweicloud.eu",
    ],
    prefixes: &["/v3", "/v5"],
    state: Some(&StateOf::<Domain>::new(&[])),
    surface: Surface::Rest(&[
        Resource {
            path: "/v3",
            example: "/v3",
            name: "identity",
            operations: &[Operation {
                name: "ShowIdentityVersion",
                summary: "Shows IAM's version, which OpenStack clients ask for first.",
                docs: TOKENS,
                credentials: Credentials::Nobody,
                ..Operation::of(&Read { run: ops::versions::show_identity_version, errors: &[] })
            }],
        },
        Resource {
            path: "/v3/auth/tokens",
            example: "/v3/auth/tokens",
            name: "tokens",
            operations: &[
                Operation {
                    name: "CreateToken",
                    methods: POST,
                    summary: "Hands out a token in `X-Subject-Token`, for a password, a key or a role.",
                    docs: TOKENS,
                    credentials: Credentials::Password,
                    success: StatusCode::CREATED,
                    example: Example {
                        body: r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"certmock","password":"certmock","domain":{"name":"certmock"}}}},"scope":{"project":{"id":"certmock"}}}}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Read {
                        run: ops::tokens::create_token,
                        errors: &[BadRequest, Unauthorized, Forbidden, Throttled, Internal],
                    })
                },
                Operation {
                    name: "KeystoneValidateToken",
                    summary: "Says what the token in `X-Subject-Token` is good for.",
                    docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneValidateToken",
                    ..Operation::of(&Read {
                        run: ops::tokens::keystone_validate_token,
                        errors: &[BadRequest, TokenNotFound, Forbidden, Throttled, Internal],
                    })
                },
            ],
        },
        Resource {
            path: "/v3/projects",
            example: "/v3/projects",
            name: "projects",
            operations: &[
                Operation {
                    name: "KeystoneListProjects",
                    summary: "Lists projects: of the name of a region exactly one.",
                    docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneListProjects",
                    example: Example::query("name=cn-north-4"),
                    ..Operation::of(&Read {
                        run: ops::projects::keystone_list_projects,
                        errors: &[BadRequest, Unauthorized, Forbidden, Throttled, Internal],
                    })
                },
                Operation {
                    name: "KeystoneCreateProject",
                    methods: POST,
                    summary: "Makes a project beside those that regions have by themselves.",
                    docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneCreateProject",
                    success: StatusCode::CREATED,
                    example: Example::body(
                        r#"{"project":{"name":"cn-north-4_dev","description":"for tests"}}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::projects::keystone_create_project,
                        errors: &[
                            BadRequest,
                            Unauthorized,
                            Conflict,
                            Forbidden,
                            Throttled,
                            Internal,
                        ],
                    })
                },
            ],
        },
        Resource {
            path: "/v3/auth/projects",
            example: "/v3/auth/projects",
            name: "projects",
            operations: &[Operation {
                name: "KeystoneListAuthProjects",
                summary: "Lists the projects that the caller may use.",
                docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneListAuthProjects",
                ..Operation::of(&Read {
                    run: ops::projects::keystone_list_auth_projects,
                    errors: &[Unauthorized, Forbidden, Throttled, Internal],
                })
            }],
        },
        Resource {
            path: "/v3/auth/domains",
            example: "/v3/auth/domains",
            name: "domains",
            operations: &[Operation {
                name: "KeystoneListAuthDomains",
                summary: "Says which domain the caller belongs to.",
                docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneListAuthDomains",
                ..Operation::of(&Read {
                    run: ops::domains::keystone_list_auth_domains,
                    errors: &[Unauthorized, Forbidden, Throttled, Internal],
                })
            }],
        },
        Resource {
            path: "/v3/auth/catalog",
            example: "/v3/auth/catalog",
            name: "catalog",
            operations: &[Operation {
                name: "KeystoneShowCatalog",
                summary: "Says where the services are: here.",
                docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneShowCatalog",
                ..Operation::of(&Read {
                    run: ops::catalog::keystone_show_catalog,
                    errors: &[Unauthorized, Forbidden, Throttled, Internal],
                })
            }],
        },
        Resource {
            path: "/v3/regions",
            example: "/v3/regions",
            name: "regions",
            operations: &[Operation {
                name: "KeystoneListRegions",
                summary: "Lists the regions that are open to everyone.",
                docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/IAM/doc?api=KeystoneListRegions",
                ..Operation::of(&Read {
                    run: ops::domains::keystone_list_regions,
                    errors: &[Throttled, Internal],
                })
            }],
        },
        Resource {
            path: "/v5/caller-identity",
            example: "/v5/caller-identity",
            name: "caller",
            operations: &[Operation {
                name: "GetCallerIdentity",
                summary: "Says who asks, as the service of short-lived credentials (STS) does.",
                docs: "https://console.huaweicloud.com/apiexplorer/#/openapi/STS/doc?api=GetCallerIdentity",
                ..Operation::of(&Read { run: ops::domains::get_caller_identity, errors: &[] })
            }],
        },
    ]),
    ..Provider::on(&WIRE)
};
