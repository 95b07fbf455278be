//! Huawei Cloud IAM: the tokens that every service of it admits.

mod errors;
mod ops;
mod types;

use axum::http::StatusCode;

use self::errors::Error::{BadRequest, Unauthorized};
use crate::protocol::huawei::{Huawei, Owner, Service, envelope};
use crate::spec::{Credentials, Example, Operation, POST, Provider, Read, Resource, Surface};

const IAM: &str = "https://support.huaweicloud.com/api-iam/iam_30_0001.html";

static WIRE: Huawei = Huawei::new(Service::of(Owner::Domain, envelope::keystone, errors::refuse));

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_iam",
    title: "Huawei Cloud IAM",
    hosts: &[
        "iam.myhuaweicloud.com",
        "iam.*.myhuaweicloud.com",
        "iam.*.myhuaweicloud.eu",
        "iam.*.otc.t-systems.com",
    ],
    prefixes: &["/v3"],
    surface: Surface::Rest(&[
        Resource {
            path: "/v3",
            example: "/v3",
            name: "identity",
            operations: &[Operation {
                name: "ShowIdentityVersion",
                summary: "Shows IAM's version, which OpenStack clients ask for first.",
                docs: IAM,
                credentials: Credentials::Nobody,
                ..Operation::of(&Read { run: ops::versions::show_identity_version, errors: &[] })
            }],
        },
        Resource {
            path: "/v3/auth/tokens",
            example: "/v3/auth/tokens",
            name: "tokens",
            operations: &[Operation {
                name: "CreateToken",
                methods: POST,
                summary: "Hands out a token in `X-Subject-Token`, for a user and a password.",
                docs: IAM,
                credentials: Credentials::Password,
                success: StatusCode::CREATED,
                example: Example {
                    body: r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"certmock","password":"certmock","domain":{"name":"certmock"}}}},"scope":{"project":{"id":"certmock"}}}}"#,
                    ..Example::NONE
                },
                ..Operation::of(&Read {
                    run: ops::tokens::create_token,
                    errors: &[BadRequest, Unauthorized],
                })
            }],
        },
    ]),
    ..Provider::on(&WIRE)
};
