//! Huawei Cloud ELB classic: certificates, and the quotas and versions that a client asks for.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use axum::http::{Method, StatusCode};

use self::errors::Common;
use self::errors::Error::{
    CertificateInUse, CertificateNotFound, ContentInvalid, DeleteFailed, IdLengthInvalid,
    InvalidParameter, MissingPair, QuotaExceeded, QuotaQueryFailed, SearchInvalid, UpdateFailed,
    UrlIncorrect, VersionNotFound,
};
use self::state::Project;
use crate::protocol::huawei::{Huawei, Service, envelope};
use crate::spec::{
    Credentials, Dated, ErrorCode, Example, Operation, Provider, Read, Route, StateOf, Write,
};

/// The pages of the certificates: create, list, modify and delete (2019).
const CERTIFICATES: &str = "https://github.com/huaweicloudDocs/elb";

static WIRE: Huawei = Huawei::new(Service {
    errors: Common::all,
    envelope: envelope::nested,
    refuse: errors::refuse,
    unrouted: errors::unrouted,
});

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_elb",
    title: "Huawei Cloud ELB",
    protocol: &WIRE,
    prefixes: &["/v1.0"],
    entrance: None,
    download: None,
    state: Some(&StateOf::<Project>::new(&[
        Dated::Rfc3339("certificates", "create_time"),
        Dated::Rfc3339("certificates", "update_time"),
    ])),
    pair_at: &[],
    paces: &[],
    operations: &[
        Operation {
            name: "CreateCertificate",
            route: Route::Rest(&[Method::POST], "/v1.0/{project_id}/elbaas/certificate"),
            resource: "certificates",
            summary: "Creates a certificate.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            // The service answers 200 and not 201, which clients check.
            success: StatusCode::OK,
            example: Example {
                target: "/v1.0/0123456789abcdef0123456789abcdef/elbaas/certificate",
                body: r#"{"name":"cert-bky","description":"certificate","certificate":"{{certificate}}","private_key":"{{private_key}}"}"#,
            },
            call: &Write {
                prepare: ops::certificates::read_creation,
                run: ops::certificates::create_certificate,
                errors: &[
                    MissingPair,
                    InvalidParameter,
                    ContentInvalid,
                    QuotaExceeded,
                    QuotaQueryFailed,
                ],
            },
        },
        Operation {
            name: "ListCertificates",
            route: Route::Rest(&[Method::GET], "/v1.0/{project_id}/elbaas/certificate"),
            resource: "certificates",
            summary: "Lists all certificates, their private keys included.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/v1.0/0123456789abcdef0123456789abcdef/elbaas/certificate"),
            call: &Read { run: ops::certificates::list_certificates, errors: &[SearchInvalid] },
        },
        Operation {
            name: "UpdateCertificate",
            route: Route::Rest(
                &[Method::PUT],
                "/v1.0/{project_id}/elbaas/certificate/{certificate_id}",
            ),
            resource: "certificate",
            summary: "Changes a certificate's name and description.",
            docs: "https://github.com/huaweicloudDocs/elb/blob/master/cn.zh-cn/API%E5%8F%82%E8%80%83/%E4%BF%AE%E6%94%B9%E8%AF%81%E4%B9%A6.md",
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/v1.0/0123456789abcdef0123456789abcdef/elbaas/certificate/5b8f908b5495452aa13beede0afc5d99",
                body: r#"{"name":"cert-bky","description":"certificate"}"#,
            },
            call: &Write {
                prepare: identity,
                run: ops::certificates::update_certificate,
                errors: &[
                    InvalidParameter,
                    IdLengthInvalid,
                    UrlIncorrect,
                    CertificateNotFound,
                    UpdateFailed,
                ],
            },
        },
        Operation {
            name: "DeleteCertificate",
            route: Route::Rest(
                &[Method::DELETE],
                "/v1.0/{project_id}/elbaas/certificate/{certificate_id}",
            ),
            resource: "certificate",
            summary: "Deletes a certificate that no listener uses.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::NO_CONTENT,
            example: Example::get(
                "/v1.0/0123456789abcdef0123456789abcdef/elbaas/certificate/5b8f908b5495452aa13beede0afc5d99",
            ),
            call: &Write {
                prepare: identity,
                run: ops::certificates::delete_certificate,
                errors: &[
                    IdLengthInvalid,
                    UrlIncorrect,
                    CertificateNotFound,
                    CertificateInUse,
                    DeleteFailed,
                ],
            },
        },
        Operation {
            name: "ListQuotas",
            route: Route::Rest(&[Method::GET], "/v1.0/{project_id}/elbaas/quotas"),
            resource: "quotas",
            summary: "Says how many load balancers and listeners may be made.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/v1.0/0123456789abcdef0123456789abcdef/elbaas/quotas"),
            call: &Read { run: ops::quotas::list_quotas, errors: &[QuotaQueryFailed] },
        },
        Operation {
            name: "ListVersions",
            route: Route::Rest(&[Method::GET], "/"),
            resource: "versions",
            summary: "Lists the API's versions.",
            docs: CERTIFICATES,
            credentials: Credentials::Nobody,
            success: StatusCode::OK,
            example: Example::get("/"),
            call: &Read { run: ops::versions::list_versions, errors: &[] },
        },
        Operation {
            name: "ShowVersion",
            route: Route::Rest(&[Method::GET], "/v1.0"),
            resource: "versions",
            summary: "Shows the API's version.",
            docs: CERTIFICATES,
            credentials: Credentials::Nobody,
            success: StatusCode::OK,
            example: Example::get("/v1.0"),
            call: &Read { run: ops::versions::show_version, errors: &[VersionNotFound] },
        },
    ],
};
