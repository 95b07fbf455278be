//! The operations of v3, the current API.

use std::convert::identity;

use axum::http::StatusCode;

use super::super::errors::v3::Error::{
    AddressNotFree, Conflict, EnterpriseProjectEmpty, EnterpriseProjectUnbound,
    FlavorChangeInvalid, InvalidInput, IpMemberInvalid8938, IpMemberInvalid8939, IpVersionMismatch,
    Ipv6NotSupported, MemberIpv6NotSupported, QuotaExceeded, ResourceNotFound,
    ResourcesNotAllocated, SeveralDomains, UnrecognizedAttributes,
};
use super::super::ops::v3::{certificates, listeners, load_balancers, quotas};
use crate::spec::{DELETE, Example, Operation, POST, PUT, Read, Resource, Write};

/// The table.
pub(crate) static RESOURCES: &[Resource] = &[
    Resource {
        path: "/v3/{project_id}/elb/certificates",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/certificates",
        name: "certificates",
        operations: &[
            Operation {
                name: "v3.CreateCertificate",
                methods: POST,
                summary: "Creates a certificate.",
                docs: "https://support.huaweicloud.com/api-elb/CreateCertificate.html",
                success: StatusCode::CREATED,
                example: Example::body(
                    r#"{"certificate":{"name":"My Certificate","type":"server","private_key":"{{private_key}}","certificate":"{{certificate}}"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: certificates::read_creation,
                    run: certificates::create_certificate,
                    errors: &[
                        InvalidInput,
                        UnrecognizedAttributes,
                        QuotaExceeded,
                        EnterpriseProjectEmpty,
                        EnterpriseProjectUnbound,
                        SeveralDomains,
                    ],
                })
            },
            Operation {
                name: "v3.ListCertificates",
                summary: "Lists certificates, by filters and pages.",
                docs: "https://support.huaweicloud.com/api-elb/ListCertificates.html",
                example: Example::query("limit=2&type=server"),
                ..Operation::of(&Read {
                    run: certificates::list_certificates,
                    errors: &[InvalidInput],
                })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/certificates/{certificate_id}",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/certificates/5b8f908b5495452aa13beede0afc5d99",
        name: "certificate",
        operations: &[
            Operation {
                name: "v3.ShowCertificate",
                summary: "Shows a certificate.",
                docs: "https://support.huaweicloud.com/api-elb/ShowCertificate.html",
                ..Operation::of(&Read {
                    run: certificates::show_certificate,
                    errors: &[ResourceNotFound],
                })
            },
            Operation {
                name: "v3.UpdateCertificate",
                methods: PUT,
                summary: "Changes a certificate, its contents perhaps, for every listener of it.",
                docs: "https://support.huaweicloud.com/api-elb/UpdateCertificate.html",
                example: Example::body(
                    r#"{"certificate":{"name":"My Certificate","private_key":"{{private_key}}","certificate":"{{certificate}}"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: certificates::read_change,
                    run: certificates::update_certificate,
                    errors: &[
                        InvalidInput,
                        UnrecognizedAttributes,
                        ResourceNotFound,
                        Conflict,
                        SeveralDomains,
                    ],
                })
            },
            Operation {
                name: "v3.DeleteCertificate",
                methods: DELETE,
                summary: "Deletes a certificate that no listener uses.",
                docs: "https://support.huaweicloud.com/api-elb/DeleteCertificate.html",
                success: StatusCode::NO_CONTENT,
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: certificates::delete_certificate,
                    errors: &[ResourceNotFound, Conflict],
                })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/certificates/batch-delete",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/certificates/batch-delete",
        name: "certificates",
        operations: &[Operation {
            name: "v3.BatchDeleteCertificates",
            methods: POST,
            summary: "Deletes certificates, and says what became of each.",
            docs: "https://support.huaweicloud.com/api-elb/BatchDeleteCertificates.html",
            example: Example::body(r#"{"certificates":["5b8f908b5495452aa13beede0afc5d99"]}"#),
            ..Operation::of(&Write {
                check: None,
                prepare: identity,
                run: certificates::batch_delete_certificates,
                errors: &[],
            })
        }],
    },
    Resource {
        path: "/v3/{project_id}/elb/certificates/settings/private-key-echo",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/certificates/settings/private-key-echo",
        name: "private-key-echo",
        operations: &[
            Operation {
                name: "v3.ShowCertificatePrivateKeyEcho",
                summary: "Says whether answers show private keys.",
                docs: "https://support.huaweicloud.com/api-elb/ShowCertificatePrivateKeyEcho.html",
                ..Operation::of(&Read { run: certificates::show_private_key_echo, errors: &[] })
            },
            Operation {
                name: "v3.CreateCertificatePrivateKeyEcho",
                methods: POST,
                summary: "Has answers show private keys, or not.",
                docs: "https://support.huaweicloud.com/api-elb/CreateCertificatePrivateKeyEcho.html",
                success: StatusCode::CREATED,
                example: Example::body(r#"{"private_key_echo":true}"#),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: certificates::create_private_key_echo,
                    errors: &[],
                })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/listeners",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/listeners",
        name: "listeners",
        operations: &[
            Operation {
                name: "v3.CreateListener",
                methods: POST,
                summary: "Makes a listener, with the certificates that it shows.",
                docs: "https://support.huaweicloud.com/api-elb/CreateListener.html",
                success: StatusCode::CREATED,
                example: Example::body(
                    r#"{"listener":{"name":"My listener","loadbalancer_id":"098b2f68-af1c-41a9-8efd-69958722af62","protocol":"HTTPS","protocol_port":443,"default_tls_container_ref":"5b8f908b5495452aa13beede0afc5d99"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: listeners::create_listener,
                    errors: &[
                        InvalidInput,
                        UnrecognizedAttributes,
                        ResourceNotFound,
                        Conflict,
                        QuotaExceeded,
                        EnterpriseProjectEmpty,
                    ],
                })
            },
            Operation {
                name: "v3.ListListeners",
                summary: "Lists listeners, by filters and pages.",
                docs: "https://support.huaweicloud.com/api-elb/ListListeners.html",
                example: Example::query("limit=2&protocol=HTTPS&protocol=TERMINATED_HTTPS"),
                ..Operation::of(&Read { run: listeners::list_listeners, errors: &[InvalidInput] })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/listeners/{listener_id}",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/listeners/0b11747a-b139-492f-9692-2df0b1c87193",
        name: "listener",
        operations: &[
            Operation {
                name: "v3.ShowListener",
                summary: "Shows a listener.",
                docs: "https://support.huaweicloud.com/api-elb/ShowListener.html",
                ..Operation::of(&Read {
                    run: listeners::show_listener,
                    errors: &[ResourceNotFound],
                })
            },
            Operation {
                name: "v3.UpdateListener",
                methods: PUT,
                summary: "Changes a listener, its certificates perhaps.",
                docs: "https://support.huaweicloud.com/api-elb/UpdateListener.html",
                example: Example::body(
                    r#"{"listener":{"default_tls_container_ref":"5b8f908b5495452aa13beede0afc5d99"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: listeners::update_listener,
                    errors: &[InvalidInput, UnrecognizedAttributes, ResourceNotFound, Conflict],
                })
            },
            Operation {
                name: "v3.DeleteListener",
                methods: DELETE,
                summary: "Deletes a listener that no pool uses.",
                docs: "https://support.huaweicloud.com/api-elb/DeleteListener.html",
                success: StatusCode::NO_CONTENT,
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: listeners::delete_listener,
                    errors: &[ResourceNotFound, Conflict],
                })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/listeners/{listener_id}/force",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/listeners/0b11747a-b139-492f-9692-2df0b1c87193/force",
        name: "listener",
        operations: &[Operation {
            name: "v3.DeleteListenerForce",
            methods: DELETE,
            summary: "Deletes a listener with its pools and policies.",
            docs: "https://support.huaweicloud.com/api-elb/DeleteListenerForce.html",
            success: StatusCode::NO_CONTENT,
            ..Operation::of(&Write {
                check: None,
                prepare: identity,
                run: listeners::delete_listener_force,
                errors: &[ResourceNotFound],
            })
        }],
    },
    Resource {
        path: "/v3/{project_id}/elb/loadbalancers",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/loadbalancers",
        name: "loadbalancers",
        operations: &[
            Operation {
                name: "v3.CreateLoadBalancer",
                methods: POST,
                summary: "Makes a load balancer.",
                docs: "https://support.huaweicloud.com/api-elb/CreateLoadBalancer.html",
                success: StatusCode::CREATED,
                example: Example::body(
                    r#"{"loadbalancer":{"name":"My load balancer","availability_zone_list":["cn-north-4a"],"vip_subnet_cidr_id":"c54b3286-2349-4c5c-ade1-e6bb0b26ad18"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: load_balancers::create_load_balancer,
                    errors: &[
                        InvalidInput,
                        UnrecognizedAttributes,
                        ResourceNotFound,
                        QuotaExceeded,
                        EnterpriseProjectEmpty,
                        EnterpriseProjectUnbound,
                        IpVersionMismatch,
                        Ipv6NotSupported,
                        MemberIpv6NotSupported,
                        AddressNotFree,
                        ResourcesNotAllocated,
                    ],
                })
            },
            Operation {
                name: "v3.ListLoadBalancers",
                summary: "Lists load balancers, by filters and pages.",
                docs: "https://support.huaweicloud.com/api-elb/ListLoadBalancers.html",
                example: Example::query("limit=2"),
                ..Operation::of(&Read {
                    run: load_balancers::list_load_balancers,
                    errors: &[InvalidInput],
                })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/loadbalancers/{loadbalancer_id}",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/loadbalancers/098b2f68-af1c-41a9-8efd-69958722af62",
        name: "loadbalancer",
        operations: &[
            Operation {
                name: "v3.ShowLoadBalancer",
                summary: "Shows a load balancer with its listeners.",
                docs: "https://support.huaweicloud.com/api-elb/ShowLoadBalancer.html",
                ..Operation::of(&Read {
                    run: load_balancers::show_load_balancer,
                    errors: &[ResourceNotFound],
                })
            },
            Operation {
                name: "v3.UpdateLoadBalancer",
                methods: PUT,
                summary: "Changes a load balancer.",
                docs: "https://support.huaweicloud.com/api-elb/UpdateLoadBalancer.html",
                example: Example::body(r#"{"loadbalancer":{"name":"My load balancer"}}"#),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: load_balancers::update_load_balancer,
                    errors: &[
                        InvalidInput,
                        UnrecognizedAttributes,
                        ResourceNotFound,
                        IpVersionMismatch,
                        Ipv6NotSupported,
                        IpMemberInvalid8938,
                        IpMemberInvalid8939,
                        AddressNotFree,
                        ResourcesNotAllocated,
                        FlavorChangeInvalid,
                    ],
                })
            },
            Operation {
                name: "v3.DeleteLoadBalancer",
                methods: DELETE,
                summary: "Deletes a load balancer that has no listeners.",
                docs: "https://support.huaweicloud.com/api-elb/DeleteLoadBalancer.html",
                success: StatusCode::NO_CONTENT,
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: load_balancers::delete_load_balancer,
                    errors: &[ResourceNotFound, Conflict],
                })
            },
        ],
    },
    Resource {
        path: "/v3/{project_id}/elb/quotas",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/quotas",
        name: "quotas",
        operations: &[Operation {
            name: "v3.ShowQuota",
            summary: "Says how much may be made of each kind.",
            docs: "https://support.huaweicloud.com/api-elb/ShowQuota.html",
            ..Operation::of(&Read { run: quotas::show_quota, errors: &[] })
        }],
    },
    Resource {
        path: "/v3/{project_id}/elb/quotas/details",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/quotas/details",
        name: "quotas",
        operations: &[Operation {
            name: "v3.ListQuotaDetails",
            summary: "Says how much may be made of each kind, and how much is there.",
            docs: "https://support.huaweicloud.com/api-elb/ListQuotaDetails.html",
            example: Example::query("quota_key=certificate"),
            ..Operation::of(&Read { run: quotas::list_quota_details, errors: &[InvalidInput] })
        }],
    },
    Resource {
        path: "/v3/{project_id}/elb/availability-zones",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/availability-zones",
        name: "availability-zones",
        operations: &[Operation {
            name: "v3.ListAvailabilityZones",
            summary: "Lists the zones that a load balancer may run in.",
            docs: "https://support.huaweicloud.com/api-elb/ListAvailabilityZones.html",
            ..Operation::of(&Read { run: quotas::list_availability_zones, errors: &[] })
        }],
    },
    Resource {
        path: "/v3/{project_id}/elb/flavors",
        example: "/v3/0123456789abcdef0123456789abcdef/elb/flavors",
        name: "flavors",
        operations: &[Operation {
            name: "v3.ListFlavors",
            summary: "Lists the sizes that a load balancer may have.",
            docs: "https://support.huaweicloud.com/api-elb/ListFlavors.html",
            ..Operation::of(&Read { run: quotas::list_flavors, errors: &[] })
        }],
    },
];
