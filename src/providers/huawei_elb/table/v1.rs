//! The operations of the classic API, v1.0.

use std::convert::identity;

use axum::http::StatusCode;

use super::super::errors::v1::Error::{
    CertificateInUse, CertificateNotFound, ContentInvalid, DeleteFailed, IdLengthInvalid,
    InvalidParameter, MissingPair, QuotaExceeded, QuotaQueryFailed, SearchInvalid, UpdateFailed,
    UrlIncorrect, VersionNotFound,
};
use super::super::ops::v1::{certificates, quotas, versions};
use crate::spec::{Credentials, DELETE, Example, Operation, POST, PUT, Read, Resource, Write};

/// The pages of the certificates: create, list, modify and delete (2019).
const CERTIFICATES: &str = "https://github.com/huaweicloudDocs/elb";

/// The table.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        path: "/v1.0/{project_id}/elbaas/certificate",
        example: "/v1.0/0123456789abcdef0123456789abcdef/elbaas/certificate",
        name: "certificates",
        operations: &[
            Operation {
                name: "CreateCertificate",
                methods: POST,
                summary: "Creates a certificate.",
                docs: CERTIFICATES,
                // The service answers 200 and not 201, which clients check.
                example: Example {
                    body: r#"{"name":"cert-bky","description":"certificate","certificate":"{{certificate}}","private_key":"{{private_key}}"}"#,
                    ..Example::NONE
                },
                ..Operation::of(&Write {
                    check: None,
                    prepare: certificates::read_creation,
                    run: certificates::create_certificate,
                    errors: &[
                        MissingPair,
                        InvalidParameter,
                        ContentInvalid,
                        QuotaExceeded,
                        QuotaQueryFailed,
                    ],
                })
            },
            Operation {
                name: "ListCertificates",
                summary: "Lists all certificates, their private keys included.",
                docs: CERTIFICATES,
                ..Operation::of(&Read {
                    run: certificates::list_certificates,
                    errors: &[SearchInvalid],
                })
            },
        ],
    },
    Resource {
        path: "/v1.0/{project_id}/elbaas/certificate/{certificate_id}",
        example: "/v1.0/0123456789abcdef0123456789abcdef/elbaas/certificate/5b8f908b5495452aa13beede0afc5d99",
        name: "certificate",
        operations: &[
            Operation {
                name: "UpdateCertificate",
                methods: PUT,
                summary: "Changes a certificate's name and description.",
                docs: "https://github.com/huaweicloudDocs/elb/blob/master/cn.zh-cn/API%E5%8F%82%E8%80%83/%E4%BF%AE%E6%94%B9%E8%AF%81%E4%B9%A6.md",
                example: Example {
                    body: r#"{"name":"cert-bky","description":"certificate"}"#,
                    ..Example::NONE
                },
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: certificates::update_certificate,
                    errors: &[
                        InvalidParameter,
                        IdLengthInvalid,
                        UrlIncorrect,
                        CertificateNotFound,
                        UpdateFailed,
                    ],
                })
            },
            Operation {
                name: "DeleteCertificate",
                methods: DELETE,
                summary: "Deletes a certificate that no listener uses.",
                docs: CERTIFICATES,
                success: StatusCode::NO_CONTENT,
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: certificates::delete_certificate,
                    errors: &[
                        IdLengthInvalid,
                        UrlIncorrect,
                        CertificateNotFound,
                        CertificateInUse,
                        DeleteFailed,
                    ],
                })
            },
        ],
    },
    Resource {
        path: "/v1.0/{project_id}/elbaas/quotas",
        example: "/v1.0/0123456789abcdef0123456789abcdef/elbaas/quotas",
        name: "quotas",
        operations: &[Operation {
            name: "ListQuotas",
            summary: "Says how many load balancers and listeners may be made.",
            docs: CERTIFICATES,
            ..Operation::of(&Read { run: quotas::list_quotas, errors: &[QuotaQueryFailed] })
        }],
    },
    Resource {
        path: "/",
        example: "/",
        name: "versions",
        operations: &[Operation {
            name: "ListVersions",
            summary: "Lists the API's versions.",
            docs: CERTIFICATES,
            credentials: Credentials::Nobody,
            ..Operation::of(&Read { run: versions::list_versions, errors: &[] })
        }],
    },
    Resource {
        path: "/v1.0",
        example: "/v1.0",
        name: "versions",
        operations: &[Operation {
            name: "ShowVersion",
            summary: "Shows the API's version.",
            docs: CERTIFICATES,
            credentials: Credentials::Nobody,
            ..Operation::of(&Read { run: versions::show_version, errors: &[VersionNotFound] })
        }],
    },
];
