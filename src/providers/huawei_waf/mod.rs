//! Huawei Cloud WAF: certificates, and as much of the protected hosts as their use needs.

mod errors;
pub(crate) mod ops;
pub(crate) mod state;
mod types;

use std::convert::identity;

use self::errors::Common;
use self::errors::Error::{
    AccessFailed, AccessStatusIllegal, AlreadyExists, BeingUsed, BodyIllegal, BypassFailed,
    CertExpired, CertIllegal, CertInconsistent, DescriptionIllegal, EpsAllNotSupport, HostConflict,
    HostIllegal, IdIllegal, InnerBodyIllegal, InnerCertIllegal, InnerIdIllegal, InnerNameIllegal,
    InsufficientQuota, InsufficientTenantQuota, IpIllegal, Ipv6NotSupport, NameDuplicate,
    NameIllegal, NotFound, OpenProtectFailed, OuterNotFound, PageIllegal, PortIllegal,
    PortNotSupport, PortProtocolMismatch, ProtectStatusIllegal, ProtocolNotSupport,
    ProxyConfigWrong, QuotaForbidden, StoredAlready, UrlParamIllegal, WildcardDomainNotSupport,
};
use self::state::Project;
use crate::protocol::huawei::{Huawei, Owner, Service, envelope};
use crate::spec::{
    DELETE, Dated, ErrorCode, Example, Operation, PATCH, POST, PUT, Provider, Read, Resource,
    StateOf, Surface, Write,
};

/// A page of the vendor's that links to the pages of the other operations.
const CERTIFICATES: &str = "https://support.huaweicloud.com/api-waf/CreateCertificate.html";
const HOSTS: &str = "https://support.huaweicloud.com/api-waf/ListHost.html";
const PREMIUM_HOSTS: &str = "https://support.huaweicloud.com/api-waf/ListPremiumHost.html";

/// The errors of a change of a host.
const CHANGE_OF_HOST: &[errors::Error] = &[
    BodyIllegal,
    IdIllegal,
    InnerBodyIllegal,
    InnerIdIllegal,
    NotFound,
    OuterNotFound,
    CertExpired,
    CertIllegal,
    CertInconsistent,
    HostIllegal,
    HostConflict,
    PortIllegal,
    IpIllegal,
    PortNotSupport,
    ProtocolNotSupport,
    PortProtocolMismatch,
    WildcardDomainNotSupport,
    Ipv6NotSupport,
    ProtectStatusIllegal,
    AccessStatusIllegal,
    DescriptionIllegal,
    OpenProtectFailed,
    AccessFailed,
    BypassFailed,
    ProxyConfigWrong,
];

static WIRE: Huawei = Huawei::new(Service {
    errors: Common::all,
    ..Service::of(Owner::Project, envelope::coded, errors::refuse)
});

/// The provider. The service answers every successful request with 200 and a body, even a deletion.
///
/// Assumption: no path is in the plural, `waf/certificates`. From: the page and the SDKs; one client
/// alone asks there, and nobody tells whether it is answered.
pub static PROVIDER: Provider = Provider {
    id: "huawei_waf",
    title: "Huawei Cloud WAF",
    hosts: &["waf.*.myhuaweicloud.com", "waf.*.myhuaweicloud.eu", "waf.*.myhuaweicloud.cn"],
    prefixes: &["/v1"],
    state: Some(&StateOf::<Project>::new(&[
        Dated::Rfc3339("certificates", "timestamp"),
        Dated::Rfc3339("hosts", "timestamp"),
    ])),
    surface: Surface::Rest(&[
        Resource {
            path: "/v1/{project_id}/waf/certificate",
            example: "/v1/0123456789abcdef0123456789abcdef/waf/certificate",
            name: "certificates",
            operations: &[
                Operation {
                    name: "CreateCertificate",
                    methods: POST,
                    summary: "Creates a certificate.",
                    docs: CERTIFICATES,
                    example: Example::body(
                        r#"{"name":"demo","content":"{{certificate}}","key":"{{private_key}}"}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: ops::certificates::read_creation,
                        run: ops::certificates::create_certificate,
                        errors: &[
                            BodyIllegal,
                            NameIllegal,
                            UrlParamIllegal,
                            EpsAllNotSupport,
                            CertIllegal,
                            CertExpired,
                            InsufficientQuota,
                            InsufficientTenantQuota,
                            QuotaForbidden,
                            AlreadyExists,
                            StoredAlready,
                            NameDuplicate,
                            InnerBodyIllegal,
                            InnerNameIllegal,
                            InnerCertIllegal,
                        ],
                    })
                },
                Operation {
                    name: "ListCertificates",
                    summary: "Lists certificates with their hosts, a page at a time.",
                    docs: "https://support.huaweicloud.com/api-waf/ListCertificates.html",
                    example: Example::query("page=1&pagesize=10&host=true"),
                    ..Operation::of(&Read {
                        run: ops::certificates::list_certificates,
                        errors: &[PageIllegal, UrlParamIllegal],
                    })
                },
            ],
        },
        Resource {
            path: "/v1/{project_id}/waf/certificate/{certificate_id}",
            example: "/v1/0123456789abcdef0123456789abcdef/waf/certificate/6e2be127b79f4a418414952ad5d8c59f",
            name: "certificate",
            operations: &[
                Operation {
                    name: "ShowCertificate",
                    summary: "Shows a certificate, its private key included.",
                    docs: "https://support.huaweicloud.com/api-waf/ShowCertificate.html",
                    ..Operation::of(&Read {
                        run: ops::certificates::show_certificate,
                        errors: &[IdIllegal, NotFound, OuterNotFound, InnerIdIllegal],
                    })
                },
                Operation {
                    name: "UpdateCertificate",
                    methods: PUT,
                    summary: "Renames a certificate, and perhaps gives it other contents.",
                    docs: "https://support.huaweicloud.com/api-waf/UpdateCertificate.html",
                    example: Example::body(r#"{"name":"demo"}"#),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: ops::certificates::read_update,
                        run: ops::certificates::update_certificate,
                        errors: &[
                            IdIllegal,
                            NotFound,
                            BodyIllegal,
                            NameIllegal,
                            CertIllegal,
                            CertExpired,
                            BeingUsed,
                            NameDuplicate,
                            OuterNotFound,
                            InnerBodyIllegal,
                            InnerIdIllegal,
                            InnerNameIllegal,
                            InnerCertIllegal,
                        ],
                    })
                },
                Operation {
                    name: "DeleteCertificate",
                    methods: DELETE,
                    summary: "Deletes a certificate that no host uses.",
                    docs: "https://support.huaweicloud.com/api-waf/DeleteCertificate.html",
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::certificates::delete_certificate,
                        errors: &[IdIllegal, NotFound, BeingUsed, OuterNotFound, InnerIdIllegal],
                    })
                },
            ],
        },
        Resource {
            path: "/v1/{project_id}/waf/certificate/{certificate_id}/apply-to-hosts",
            example: "/v1/0123456789abcdef0123456789abcdef/waf/certificate/3ac1402300374a63a05be68c641e92c8/apply-to-hosts",
            name: "apply-to-hosts",
            operations: &[Operation {
                name: "ApplyCertificateToHost",
                methods: POST,
                summary: "Has hosts use a certificate in the place of their own.",
                docs: "https://support.huaweicloud.com/api-waf/ApplyCertificateToHost.html",
                example: Example::body(
                    r#"{"cloud_host_ids":["85e554189d494c0f97789e93531c9f90"],"premium_host_ids":["4e9e97c425fc463c8f374b90124e8392"]}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::apply::apply_certificate_to_host,
                    errors: &[
                        IdIllegal,
                        NotFound,
                        BodyIllegal,
                        CertExpired,
                        CertInconsistent,
                        CertIllegal,
                        OuterNotFound,
                        InnerBodyIllegal,
                        InnerIdIllegal,
                        InnerCertIllegal,
                    ],
                })
            }],
        },
        Resource {
            path: "/v1/{project_id}/waf/instance",
            example: "/v1/0123456789abcdef0123456789abcdef/waf/instance",
            name: "cloud hosts",
            operations: &[Operation {
                name: "ListHost",
                summary: "Lists hosts that are protected in the cloud, a page at a time.",
                docs: HOSTS,
                example: Example::query("page=1&pagesize=10&hostname=www.demo.com"),
                ..Operation::of(&Read { run: ops::hosts::list_host, errors: &[PageIllegal] })
            }],
        },
        Resource {
            // The vendor calls the id `instance_id` here.
            path: "/v1/{project_id}/waf/instance/{host_id}",
            example: "/v1/0123456789abcdef0123456789abcdef/waf/instance/85e554189d494c0f97789e93531c9f90",
            name: "cloud host",
            operations: &[
                Operation {
                    name: "ShowHost",
                    summary: "Shows a host that is protected in the cloud.",
                    docs: "https://support.huaweicloud.com/api-waf/ShowHost.html",
                    ..Operation::of(&Read {
                        run: ops::hosts::show_host,
                        errors: &[IdIllegal, NotFound, OuterNotFound, InnerIdIllegal],
                    })
                },
                Operation {
                    name: "UpdateHost",
                    methods: PATCH,
                    summary: "Changes a host that is protected in the cloud, its certificate for one.",
                    docs: "https://support.huaweicloud.com/api-waf/UpdateHost.html",
                    example: Example::body(
                        r#"{"certificateid":"3ac1402300374a63a05be68c641e92c8","certificatename":"demo"}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::hosts::update_host,
                        errors: CHANGE_OF_HOST,
                    })
                },
            ],
        },
        Resource {
            path: "/v1/{project_id}/premium-waf/host",
            example: "/v1/0123456789abcdef0123456789abcdef/premium-waf/host",
            name: "premium hosts",
            operations: &[Operation {
                name: "ListPremiumHost",
                summary: "Lists hosts with instances of their own, a page at a time.",
                docs: PREMIUM_HOSTS,
                example: Example::query("page=1&pagesize=10&hostname=www.demo.com"),
                ..Operation::of(&Read {
                    run: ops::hosts::list_premium_host,
                    errors: &[PageIllegal],
                })
            }],
        },
        Resource {
            path: "/v1/{project_id}/premium-waf/host/{host_id}",
            example: "/v1/0123456789abcdef0123456789abcdef/premium-waf/host/4e9e97c425fc463c8f374b90124e8392",
            name: "premium host",
            operations: &[
                Operation {
                    name: "ShowPremiumHost",
                    summary: "Shows a host with an instance of its own.",
                    docs: "https://support.huaweicloud.com/api-waf/ShowPremiumHost.html",
                    ..Operation::of(&Read {
                        run: ops::hosts::show_premium_host,
                        errors: &[IdIllegal, NotFound, OuterNotFound, InnerIdIllegal],
                    })
                },
                Operation {
                    name: "UpdatePremiumHost",
                    methods: PUT,
                    summary: "Changes a host with an instance of its own, its certificate for one.",
                    docs: "https://support.huaweicloud.com/api-waf/UpdatePremiumHost.html",
                    example: Example::body(
                        r#"{"certificateid":"3ac1402300374a63a05be68c641e92c8","certificatename":"demo"}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::hosts::update_premium_host,
                        errors: CHANGE_OF_HOST,
                    })
                },
            ],
        },
    ]),
    ..Provider::on(&WIRE)
};
