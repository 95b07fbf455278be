//! The operations of v2.0: the API of shared load balancers in OpenStack's form.

use std::convert::identity;

use axum::http::StatusCode;

use super::super::errors::v2::Error::{
    CertificateMissing, CertificateNotFound, InvalidParameter, ListenerInUse, ListenerNotFound,
    ListenerNull, ListenerQuotaExceeded, LoadBalancerNotFound, MemberMissing, PortTaken,
    SearchInvalid, TenantMismatch,
};
use super::super::ops::v2_0::{listeners, quotas};
use super::v2;
use crate::spec::{DELETE, Example, Operation, POST, PUT, Read, Resource, Write};

/// The pages of the API.
const PAGES: &str = "https://github.com/opentelekomcloud-docs/elastic-load-balancing/tree/main/api-ref/source/apis_v2.0";

/// The table.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        path: "/v2.0/lbaas/certificates",
        example: "/v2.0/lbaas/certificates",
        name: "certificates",
        operations: &[
            v2::create_certificate("v2_0.CreateCertificate", PAGES),
            v2::list_certificates("v2_0.ListCertificates", PAGES),
        ],
    },
    Resource {
        path: "/v2.0/lbaas/certificates/{certificate_id}",
        example: "/v2.0/lbaas/certificates/5b8f908b5495452aa13beede0afc5d99",
        name: "certificate",
        operations: &[
            v2::show_certificate("v2_0.ShowCertificate", PAGES),
            v2::update_certificate("v2_0.UpdateCertificate", PAGES),
            v2::delete_certificate("v2_0.DeleteCertificate", PAGES),
        ],
    },
    Resource {
        path: "/v2.0/lbaas/listeners",
        example: "/v2.0/lbaas/listeners",
        name: "listeners",
        operations: &[
            Operation {
                name: "v2_0.CreateListener",
                methods: POST,
                summary: "Makes a listener, with the certificates that it shows.",
                docs: PAGES,
                success: StatusCode::CREATED,
                example: Example::body(
                    r#"{"listener":{"name":"listener-1","loadbalancer_id":"098b2f68-af1c-41a9-8efd-69958722af62","protocol":"TERMINATED_HTTPS","protocol_port":443,"default_tls_container_ref":"5b8f908b5495452aa13beede0afc5d99"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: listeners::create_listener,
                    errors: &[
                        InvalidParameter,
                        ListenerNull,
                        MemberMissing,
                        TenantMismatch,
                        CertificateMissing,
                        CertificateNotFound,
                        LoadBalancerNotFound,
                        PortTaken,
                        ListenerQuotaExceeded,
                    ],
                })
            },
            Operation {
                name: "v2_0.ListListeners",
                summary: "Lists listeners, by filters and pages.",
                docs: PAGES,
                example: Example::query("limit=2"),
                ..Operation::of(&Read { run: listeners::list_listeners, errors: &[SearchInvalid] })
            },
        ],
    },
    Resource {
        path: "/v2.0/lbaas/listeners/{listener_id}",
        example: "/v2.0/lbaas/listeners/0b11747a-b139-492f-9692-2df0b1c87193",
        name: "listener",
        operations: &[
            Operation {
                name: "v2_0.ShowListener",
                summary: "Shows a listener.",
                docs: PAGES,
                ..Operation::of(&Read {
                    run: listeners::show_listener,
                    errors: &[ListenerNotFound],
                })
            },
            Operation {
                name: "v2_0.UpdateListener",
                methods: PUT,
                summary: "Changes a listener, its certificates perhaps.",
                docs: PAGES,
                example: Example::body(
                    r#"{"listener":{"default_tls_container_ref":"5b8f908b5495452aa13beede0afc5d99"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: listeners::update_listener,
                    errors: &[
                        InvalidParameter,
                        ListenerNull,
                        ListenerNotFound,
                        LoadBalancerNotFound,
                        CertificateMissing,
                        CertificateNotFound,
                        PortTaken,
                    ],
                })
            },
            Operation {
                name: "v2_0.DeleteListener",
                methods: DELETE,
                summary: "Deletes a listener that no pool uses.",
                docs: PAGES,
                success: StatusCode::NO_CONTENT,
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: listeners::delete_listener,
                    errors: &[ListenerNotFound, ListenerInUse],
                })
            },
        ],
    },
    Resource {
        path: "/v2.0/lbaas/quotas/{project_id}",
        example: "/v2.0/lbaas/quotas/0123456789abcdef0123456789abcdef",
        name: "quotas",
        operations: &[Operation {
            name: "v2_0.ShowQuota",
            summary: "Says how much the project may have of each kind.",
            docs: PAGES,
            ..Operation::of(&Read { run: quotas::show_quota, errors: &[] })
        }],
    },
    Resource {
        path: "/v2.0/lbaas/quotas/defaults",
        example: "/v2.0/lbaas/quotas/defaults",
        name: "quotas",
        operations: &[Operation {
            name: "v2_0.ShowDefaultQuota",
            summary: "Says how much a project may have of each kind at first.",
            docs: PAGES,
            ..Operation::of(&Read { run: quotas::show_default_quota, errors: &[] })
        }],
    },
    Resource {
        path: "/v2.0/{project_id}/listeners/{listener_id}/tags",
        example: "/v2.0/0123456789abcdef0123456789abcdef/listeners/0b11747a-b139-492f-9692-2df0b1c87193/tags",
        name: "tags",
        operations: &[Operation {
            name: "v2_0.ShowListenerTags",
            summary: "Lists the tags of a listener.",
            docs: PAGES,
            ..Operation::of(&Read {
                run: listeners::show_listener_tags,
                errors: &[ListenerNotFound],
            })
        }],
    },
    Resource {
        path: "/v2.0/{project_id}/loadbalancers/{loadbalancer_id}/tags",
        example: "/v2.0/0123456789abcdef0123456789abcdef/loadbalancers/098b2f68-af1c-41a9-8efd-69958722af62/tags",
        name: "tags",
        operations: &[Operation {
            name: "v2_0.ShowLoadbalancerTags",
            summary: "Lists the tags of a load balancer.",
            docs: PAGES,
            ..Operation::of(&Read {
                run: listeners::show_loadbalancer_tags,
                errors: &[LoadBalancerNotFound],
            })
        }],
    },
];
