//! Huawei Cloud SCM (SSL Certificate Manager, today a part of CCM): certificates that are hosted, and
//! pushed to the other services.

mod errors;
mod ops;
pub(crate) mod state;
mod types;

use std::convert::identity;

use axum::http::StatusCode;

use self::errors::Common;
use self::errors::Error::{
    CertificateUnreadable, ChainUnreadable, DecryptionFailed, DomainIncorrect, DomainsRefused,
    DownloadFailed, EncryptionFailed, FailedAtCdn, FailedAtElb, FailedAtWaf, FreeQuotaReached,
    IdAbnormal, IdIncorrect, KeyEmpty, KeyMismatch, KeyUnreadable, NameIncorrect, NoDomain,
    NoProject, NoRightAtCdn, NoRightAtElb, NoRightAtWaf, NotAllowed, NotFound, ParameterIncorrect,
    ParsingFailed, PushRefused, RefusedByCdn, RefusedByElb, RefusedByWaf, ServiceUnknown,
};
use self::state::Domain;
use crate::protocol::huawei::{Huawei, Owner, Service, envelope};
use crate::spec::{
    DELETE, Errand, ErrorCode, Example, Operation, POST, Provider, Read, Resource, StateOf,
    Surface, Write,
};

static WIRE: Huawei = Huawei::new(Service {
    errors: Common::all,
    ..Service::of(Owner::Domain, envelope::coded, errors::refuse)
});

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_scm",
    title: "Huawei Cloud SCM",
    hosts: &["scm.*.myhuaweicloud.com", "scm.*.myhuaweicloud.eu", "ccm.*.myhuaweicloud.com"],
    prefixes: &["/v3/scm", "/v2"],
    state: Some(&StateOf::<Domain>::new(&[])),
    surface: Surface::Rest(&[
        Resource {
            path: "/v3/scm/certificates",
            example: "/v3/scm/certificates",
            name: "certificates",
            operations: &[Operation {
                name: "ListCertificates",
                summary: "Lists certificates page by page.",
                docs: "https://support.huaweicloud.com/api-ccm/ListCertificates.html",
                example: Example::query("limit=50&offset=0&sort_key=certExpiredTime&sort_dir=DESC"),
                ..Operation::of(&Read {
                    run: ops::list::list_certificates,
                    errors: &[ParameterIncorrect],
                })
            }],
        },
        Resource {
            path: "/v3/scm/certificates/import",
            example: "/v3/scm/certificates/import",
            name: "certificates",
            operations: &[Operation {
                name: "ImportCertificate",
                methods: POST,
                summary: "Takes a certificate with its key to be hosted.",
                docs: "https://support.huaweicloud.com/api-ccm/ImportCertificate.html",
                example: Example::body(
                    r#"{"name":"certimate-1700000000000","certificate":"{{certificate}}","private_key":"{{private_key}}","duplicate_check":false}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: ops::certificates::read_import,
                    run: ops::certificates::import_certificate,
                    errors: &[
                        ParameterIncorrect,
                        NameIncorrect,
                        CertificateUnreadable,
                        NoDomain,
                        DomainIncorrect,
                        KeyEmpty,
                        KeyUnreadable,
                        ChainUnreadable,
                        KeyMismatch,
                        FreeQuotaReached,
                        DomainsRefused,
                        ParsingFailed,
                        EncryptionFailed,
                    ],
                })
            }],
        },
        Resource {
            path: "/v3/scm/certificates/{certificate_id}",
            example: "/v3/scm/certificates/scs1600313391074",
            name: "certificate",
            operations: &[
                Operation {
                    name: "ShowCertificate",
                    summary: "Shows a certificate, without its texts.",
                    docs: "https://support.huaweicloud.com/api-ccm/ShowCertificate.html",
                    ..Operation::of(&Read {
                        run: ops::certificates::show_certificate,
                        errors: &[IdAbnormal, NotFound, IdIncorrect],
                    })
                },
                Operation {
                    name: "DeleteCertificate",
                    methods: DELETE,
                    summary: "Deletes a certificate; what it was pushed to stays.",
                    docs: "https://support.huaweicloud.com/api-ccm/DeleteCertificate.html",
                    success: StatusCode::NO_CONTENT,
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::certificates::delete_certificate,
                        errors: &[IdAbnormal, NotFound, IdIncorrect],
                    })
                },
            ],
        },
        Resource {
            path: "/v3/scm/certificates/{certificate_id}/export",
            example: "/v3/scm/certificates/scs1600313391074/export",
            name: "certificate",
            operations: &[Operation {
                name: "ExportCertificate",
                methods: POST,
                summary: "Shows the texts of a certificate, its private key among them.",
                docs: "https://support.huaweicloud.com/api-ccm/ExportCertificate.html",
                ..Operation::of(&Read {
                    run: ops::certificates::export_certificate,
                    errors: &[
                        IdAbnormal,
                        NotFound,
                        IdIncorrect,
                        NotAllowed,
                        KeyEmpty,
                        DownloadFailed,
                        DecryptionFailed,
                    ],
                })
            }],
        },
        Resource {
            path: "/v3/scm/certificates/{certificate_id}/push",
            example: "/v3/scm/certificates/scs1600313391074/push",
            name: "push",
            operations: &[Operation {
                name: "PushCertificate",
                methods: POST,
                summary: "Makes a certificate of ELB or WAF from one, in a project by its name; notes it of CDN.",
                docs: "https://support.huaweicloud.com/api-ccm/PushCertificate.html",
                success: StatusCode::NO_CONTENT,
                example: Example::body(r#"{"target_project":"cn-north-4","target_service":"ELB"}"#),
                ..Operation::of(&Errand {
                    load: ops::push::load_push,
                    pack: ops::push::pack,
                    note: ops::push::note_push,
                    errors: &[
                        ParameterIncorrect,
                        IdAbnormal,
                        NotFound,
                        IdIncorrect,
                        ServiceUnknown,
                        NotAllowed,
                        KeyEmpty,
                        NoProject,
                        RefusedByElb,
                        NoRightAtElb,
                        FailedAtElb,
                        RefusedByCdn,
                        NoRightAtCdn,
                        FailedAtCdn,
                        RefusedByWaf,
                        NoRightAtWaf,
                        FailedAtWaf,
                        PushRefused,
                    ],
                })
            }],
        },
        Resource {
            path: "/v3/scm/certificates/{certificate_id}/batch-push",
            example: "/v3/scm/certificates/scs1600313391074/batch-push",
            name: "push",
            operations: &[Operation {
                name: "BatchPushCertificate",
                methods: POST,
                summary: "Pushes a certificate to several projects, and says what became of each.",
                docs: "https://support.huaweicloud.com/api-ccm/BatchPushCertificate.html",
                example: Example::body(
                    r#"{"target_projects":["cn-north-4","cn-east-3"],"target_service":"ELB"}"#,
                ),
                ..Operation::of(&Errand {
                    load: ops::push::load_batch,
                    pack: ops::push::pack,
                    note: ops::push::note_batch,
                    errors: &[
                        ParameterIncorrect,
                        IdAbnormal,
                        NotFound,
                        IdIncorrect,
                        ServiceUnknown,
                        NotAllowed,
                        KeyEmpty,
                        PushRefused,
                    ],
                })
            }],
        },
        Resource {
            path: "/v3/scm/certificates/{certificate_id}/deploy",
            example: "/v3/scm/certificates/scs1600313391074/deploy",
            name: "deploy",
            operations: &[Operation {
                name: "DeployCertificate",
                methods: POST,
                summary: "Has certificates or listeners of ELB, domains of CDN or hosts of WAF use a certificate.",
                docs: "https://support.huaweicloud.com/api-ccm/DeployCertificate.html",
                example: Example::body(
                    r#"{"project_name":"cn-north-4","service_name":"ELB","resources":[{"id":"5b8f908b5495452aa13beede0afc5d99"}]}"#,
                ),
                ..Operation::of(&Errand {
                    load: ops::deploy::load,
                    pack: ops::deploy::pack,
                    note: ops::deploy::note,
                    errors: &[
                        ParameterIncorrect,
                        IdAbnormal,
                        NotFound,
                        IdIncorrect,
                        ServiceUnknown,
                        NotAllowed,
                        KeyEmpty,
                        NoProject,
                    ],
                })
            }],
        },
        Resource {
            path: "/v3/scm/deployed-resources",
            example: "/v3/scm/deployed-resources",
            name: "deployed resources",
            operations: &[Operation {
                name: "ListDeployedResources",
                methods: POST,
                summary: "Lists where certificates came to, by service and region.",
                docs: "https://support.huaweicloud.com/api-ccm/ListDeployedResources.html",
                example: Example::body(
                    r#"{"certificate_ids":["scs1600313391074"],"service_names":["ALL"]}"#,
                ),
                ..Operation::of(&Read {
                    run: ops::placements::list_deployed_resources,
                    errors: &[ParameterIncorrect, IdAbnormal, NotFound, IdIncorrect],
                })
            }],
        },
        Resource {
            path: "/v2/{project_id}/scm/cert/{cert_id}/push-history",
            example: "/v2/0123456789abcdef0123456789abcdef/scm/cert/scs1600313391074/push-history",
            name: "push history",
            operations: &[Operation {
                name: "ListPushHistory",
                summary: "Lists the last ten pushes of a certificate, whatever the project.",
                docs: "https://github.com/huaweicloudDocs/scm",
                ..Operation::of(&Read {
                    run: ops::placements::list_push_history,
                    errors: &[IdAbnormal, NotFound, IdIncorrect],
                })
            }],
        },
    ]),
    ..Provider::on(&WIRE)
};
