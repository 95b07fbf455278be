//! The operations of v2: certificates of shared load balancers.

use std::convert::identity;

use axum::http::StatusCode;

use super::super::errors::v2::Error::{
    CaInvalid, CertificateInUse, CertificateNotFound, ContentInvalid, DeleteFailed,
    IdLengthInvalid, InvalidParameter, QuotaExceeded, QuotaQueryFailed, QuotaUseQueryFailed,
    SearchInvalid, TenantMismatch, UpdateFailed, UpdatedCaInvalid, UpdatedContentInvalid,
    UrlIncorrect,
};
use super::super::ops::v2;
use crate::spec::{DELETE, Example, Operation, POST, PUT, Read, Resource, Write};

/// The vendor's SDK, whose models describe this version.
const SDK: &str = "https://github.com/huaweicloud/huaweicloud-sdk-python-v3/tree/master/huaweicloud-sdk-elb/huaweicloudsdkelb/v2";

/// The table.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        path: "/v2/{project_id}/elb/certificates",
        example: "/v2/0123456789abcdef0123456789abcdef/elb/certificates",
        name: "certificates",
        operations: &[
            create_certificate("v2.CreateCertificate", SDK),
            list_certificates("v2.ListCertificates", SDK),
        ],
    },
    Resource {
        path: "/v2/{project_id}/elb/certificates/{certificate_id}",
        example: "/v2/0123456789abcdef0123456789abcdef/elb/certificates/5b8f908b5495452aa13beede0afc5d99",
        name: "certificate",
        operations: &[
            show_certificate("v2.ShowCertificate", SDK),
            update_certificate("v2.UpdateCertificate", SDK),
            delete_certificate("v2.DeleteCertificate", SDK),
        ],
    },
];

// The operations on certificates, which v2.0 has at other paths.

pub(super) const fn create_certificate(name: &'static str, docs: &'static str) -> Operation {
    Operation {
        name,
        methods: POST,
        summary: "Creates a certificate.",
        docs,
        success: StatusCode::CREATED,
        example: Example::body(
            r#"{"name":"https_certificate","description":"description for certificate","type":"server","domain":"www.elb.com","private_key":"{{private_key}}","certificate":"{{certificate}}"}"#,
        ),
        ..Operation::of(&Write {
            check: None,
            prepare: v2::read_creation,
            run: v2::create_certificate,
            errors: &[
                InvalidParameter,
                ContentInvalid,
                CaInvalid,
                TenantMismatch,
                QuotaExceeded,
                QuotaQueryFailed,
                QuotaUseQueryFailed,
            ],
        })
    }
}

pub(super) const fn list_certificates(name: &'static str, docs: &'static str) -> Operation {
    Operation {
        name,
        summary: "Lists certificates, their private keys included.",
        docs,
        ..Operation::of(&Read { run: v2::list_certificates, errors: &[SearchInvalid] })
    }
}

pub(super) const fn show_certificate(name: &'static str, docs: &'static str) -> Operation {
    Operation {
        name,
        summary: "Shows a certificate.",
        docs,
        ..Operation::of(&Read {
            run: v2::show_certificate,
            errors: &[IdLengthInvalid, UrlIncorrect, CertificateNotFound],
        })
    }
}

pub(super) const fn update_certificate(name: &'static str, docs: &'static str) -> Operation {
    Operation {
        name,
        methods: PUT,
        summary: "Changes a certificate, its contents perhaps.",
        docs,
        example: Example::body(
            r#"{"name":"https_certificate","private_key":"{{private_key}}","certificate":"{{certificate}}"}"#,
        ),
        ..Operation::of(&Write {
            check: None,
            prepare: v2::read_change,
            run: v2::update_certificate,
            errors: &[
                InvalidParameter,
                IdLengthInvalid,
                UrlIncorrect,
                CertificateNotFound,
                UpdatedContentInvalid,
                UpdatedCaInvalid,
                UpdateFailed,
            ],
        })
    }
}

pub(super) const fn delete_certificate(name: &'static str, docs: &'static str) -> Operation {
    Operation {
        name,
        methods: DELETE,
        summary: "Deletes a certificate that no listener uses.",
        docs,
        success: StatusCode::NO_CONTENT,
        ..Operation::of(&Write {
            check: None,
            prepare: identity,
            run: v2::delete_certificate,
            errors: &[
                IdLengthInvalid,
                UrlIncorrect,
                CertificateNotFound,
                CertificateInUse,
                DeleteFailed,
            ],
        })
    }
}
