//! Huawei Cloud IAM: the tokens that every service of it admits.

mod errors;
mod ops;
mod types;

use axum::http::{Method, StatusCode};

use self::errors::Error::{BadRequest, Unauthorized};
use crate::protocol::huawei::{Huawei, Service};
use crate::spec::{Credentials, Example, Operation, Provider, Read, Route};

const IAM: &str = "https://support.huaweicloud.com/api-iam/iam_30_0001.html";

static WIRE: Huawei = Huawei::new(Service {
    // The operations have all of them.
    errors: || &[],
    envelope: errors::envelope,
    refuse: errors::refuse,
    unrouted: |_| None,
});

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_iam",
    title: "Huawei Cloud IAM",
    protocol: &WIRE,
    prefixes: &["/v3"],
    entrance: None,
    download: None,
    state: None,
    pair_at: &[],
    paces: &[],
    operations: &[
        Operation {
            name: "ShowIdentityVersion",
            route: Route::Rest(&[Method::GET], "/v3"),
            resource: "identity",
            summary: "Shows IAM's version, which OpenStack clients ask for first.",
            docs: IAM,
            credentials: Credentials::Nobody,
            success: StatusCode::OK,
            example: Example::get("/v3"),
            call: &Read { run: ops::versions::show_identity_version, errors: &[] },
        },
        Operation {
            name: "CreateToken",
            route: Route::Rest(&[Method::POST], "/v3/auth/tokens"),
            resource: "tokens",
            summary: "Hands out a token in `X-Subject-Token`, for a user and a password.",
            docs: IAM,
            credentials: Credentials::Password,
            success: StatusCode::CREATED,
            example: Example {
                target: "/v3/auth/tokens",
                body: r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"certmock","password":"certmock","domain":{"name":"certmock"}}}},"scope":{"project":{"id":"certmock"}}}}"#,
            },
            call: &Read { run: ops::tokens::create_token, errors: &[BadRequest, Unauthorized] },
        },
    ],
};
