//! Huawei Cloud CDN: acceleration domains, to the extent that their certificates need them.

mod errors;
pub(crate) mod ops;
pub(crate) mod state;
mod types;

use std::convert::identity;

use axum::http::StatusCode;

use self::errors::{Common, ConfigsError as C, DomainsError as D};
use self::ops::CONFIGURE_PACE;
use self::state::Account;
use crate::protocol::huawei::{Huawei, Owner, Service, envelope};
use crate::spec::{
    DELETE, Dated, ErrorCode, Example, Operation, POST, PUT, Provider, Read, Resource, StateOf,
    Surface, Write,
};

/// The errors that a certificate can cause below `/v1.0/cdn/domains`.
const CERTIFICATES_OF_DOMAINS: &[D] = &[
    D::ParameterInvalid,
    D::PairBlank,
    D::CertificateNotPem,
    D::KeyNotPem,
    D::KeyMismatch,
    D::CertificateBroken,
    D::CertificateExpired,
    D::TooLittleLeft,
    D::PairTooLong,
    D::CertificateNotYetValid,
    D::KeyBroken,
    D::ScmDenied,
    D::DomainNameWrong,
    D::DomainNotFound,
    D::DomainNotYours,
    D::ProjectNotAuthorized,
    D::WrongState,
    D::DomainBanned,
    D::DomainLocked,
    D::DomainNotEnabled,
    D::NameMismatch,
    D::CertificateDeletionFailed,
    D::ChainIncomplete,
    D::CertificateStatusWrong,
    D::HttpsNotSupported,
    D::WildcardNotVerified,
    D::SpecialConfiguration,
    D::NotActivated,
    D::NotFiled,
    D::LimitExceeded,
    D::AreaNotSupported,
    D::TypeNotSupported,
];

/// The errors that a request for a domain by its id can cause.
const BY_ID: &[D] =
    &[D::DomainNotFound, D::DomainNotYours, D::ProjectNotAuthorized, D::NotActivated];

/// The errors of turning a domain on or off.
const TURNS: &[D] = &[
    D::DomainNotFound,
    D::DomainNotYours,
    D::ProjectNotAuthorized,
    D::DomainBanned,
    D::DomainLocked,
    D::WrongState,
    D::SpecialConfiguration,
    D::NotFiled,
    D::NotActivated,
];

/// The errors of a list.
const LISTS: &[D] = &[D::ParameterInvalid, D::ProjectNotAuthorized, D::NotActivated];

/// The errors that a request for a domain by its name can cause.
const BY_NAME: &[C] = &[C::DomainNotExist, C::NotOfEnterpriseProject, C::NotActivated];

static WIRE: Huawei = Huawei::new(Service {
    errors: Common::all,
    ..Service::of(Owner::Domain, envelope::coded_inside, errors::refuse)
});

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "huawei_cdn",
    title: "Huawei Cloud CDN",
    hosts: &["cdn.myhuaweicloud.com", "cdn.myhuaweicloud.eu"],
    prefixes: &["/v1.0/cdn", "/v1.1/cdn"],
    state: Some(&StateOf::<Account>::new(&[
        Dated::Rfc3339("domains", "create_time"),
        Dated::Rfc3339("domains", "modify_time"),
    ])),
    paces: &[CONFIGURE_PACE],
    surface: Surface::Rest(&[
        Resource {
            path: "/v1.0/cdn/domains",
            example: "/v1.0/cdn/domains",
            name: "domains",
            operations: &[
                Operation {
                    name: "ListDomains",
                    summary: "Lists domains, a page at a time.",
                    docs: "https://support.huaweicloud.com/api-cdn/ListDomains.html",
                    example: Example::query("page_size=100&page_number=1"),
                    ..Operation::of(&Read { run: ops::domains::list_domains, errors: LISTS })
                },
                Operation {
                    name: "CreateDomain",
                    methods: POST,
                    summary: "Makes a domain, which is configured then.",
                    docs: "https://support.huaweicloud.com/api-cdn/CreateDomain.html",
                    example: Example::body(
                        r#"{"domain":{"domain_name":"new.example.com","business_type":"web","sources":[{"origin_type":"ipaddr","ip_or_domain":"192.0.2.1","active_standby":1}]}}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::lifecycle::create_domain,
                        errors: &[
                            D::ParameterInvalid,
                            D::DomainNameWrong,
                            D::TypeNotSupported,
                            D::AreaNotSupported,
                            D::DomainExists,
                            D::TooManyDomains,
                            D::DomainTaken,
                            D::NotFiled,
                            D::WildcardNotVerified,
                            D::LimitExceeded,
                            D::ProjectNotAuthorized,
                            D::NotActivated,
                        ],
                    })
                },
            ],
        },
        Resource {
            path: "/v1.0/cdn/domains/{domain_id}",
            example: "/v1.0/cdn/domains/ff8080827ca77f1c017ca7e8ee1f00d1",
            name: "domain to delete",
            operations: &[Operation {
                name: "DeleteDomain",
                methods: DELETE,
                summary: "Deletes a domain that is off.",
                docs: "https://support.huaweicloud.com/api-cdn/DeleteDomain.html",
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::lifecycle::delete_domain,
                    errors: &[
                        D::DomainNull,
                        D::DomainNotFound,
                        D::DomainNotYours,
                        D::ProjectNotAuthorized,
                        D::DomainBanned,
                        D::DomainLocked,
                        D::WrongState,
                        D::SpecialConfiguration,
                        D::NotActivated,
                    ],
                })
            }],
        },
        Resource {
            path: "/v1.0/cdn/domains/{domain_id}/enable",
            example: "/v1.0/cdn/domains/ff8080827ca77f1c017ca7e8ee1f00d1/enable",
            name: "enable",
            operations: &[Operation {
                name: "EnableDomain",
                methods: PUT,
                summary: "Turns a domain on.",
                docs: "https://support.huaweicloud.com/api-cdn/EnableDomain.html",
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::lifecycle::enable_domain,
                    errors: TURNS,
                })
            }],
        },
        Resource {
            path: "/v1.0/cdn/domains/{domain_id}/disable",
            example: "/v1.0/cdn/domains/ff8080827ca77f1c017ca7e8ee1f00d1/disable",
            name: "disable",
            operations: &[Operation {
                name: "DisableDomain",
                methods: PUT,
                summary: "Turns a domain off.",
                docs: "https://support.huaweicloud.com/api-cdn/DisableDomain.html",
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::lifecycle::disable_domain,
                    errors: TURNS,
                })
            }],
        },
        Resource {
            path: "/v1.0/cdn/domains/config-https-info",
            example: "/v1.0/cdn/domains/config-https-info",
            name: "certificates of domains",
            operations: &[Operation {
                name: "UpdateDomainMultiCertificates",
                methods: PUT,
                summary: "Gives up to fifty domains a certificate, or takes theirs away.",
                docs: "https://support.huaweicloud.com/api-cdn/UpdateDomainMultiCertificates.html",
                example: Example::body(
                    r#"{"https":{"domain_name":"www.example.com","https_switch":1,"cert_name":"demo","certificate":"{{certificate}}","private_key":"{{private_key}}"}}"#,
                ),
                ..Operation::of(&Write {
                    check: None,
                    prepare: ops::https::read_multi_certificates,
                    run: ops::https::update_domain_multi_certificates,
                    errors: CERTIFICATES_OF_DOMAINS,
                })
            }],
        },
        Resource {
            path: "/v1.0/cdn/domains/https-certificate-info",
            example: "/v1.0/cdn/domains/https-certificate-info",
            name: "certificates",
            operations: &[Operation {
                name: "ShowCertificatesHttpsInfo",
                summary: "Lists the certificates that domains have, a page at a time.",
                docs: "https://support.huaweicloud.com/api-cdn/ShowCertificatesHttpsInfo.html",
                example: Example::query("page_size=10&page_number=1"),
                ..Operation::of(&Read {
                    run: ops::https::show_certificates_https_info,
                    errors: LISTS,
                })
            }],
        },
        Resource {
            path: "/v1.0/cdn/domains/{domain_id}/detail",
            example: "/v1.0/cdn/domains/ff8080827ca77f1c017ca7e8ee1f00d1/detail",
            name: "domain",
            operations: &[Operation {
                name: "ShowDomainDetail",
                summary: "Shows a domain by its id. The vendor calls the operation old.",
                docs: "https://support.huaweicloud.com/api-cdn/ShowDomainDetail.html",
                ..Operation::of(&Read { run: ops::domains::show_domain_detail, errors: BY_ID })
            }],
        },
        Resource {
            path: "/v1.0/cdn/domains/{domain_id}/https-info",
            example: "/v1.0/cdn/domains/ff8080827ca77f1c017ca7e8ee1f00d1/https-info",
            name: "https-info",
            operations: &[
                Operation {
                    name: "ShowHttpsInfo",
                    summary: "Shows the certificate of a domain. The vendor calls the operation old.",
                    docs: "https://support.huaweicloud.com/api-cdn/ShowHttpsInfo.html",
                    ..Operation::of(&Read { run: ops::https::show_https_info, errors: BY_ID })
                },
                Operation {
                    name: "UpdateHttpsInfo",
                    methods: PUT,
                    summary: "Gives a domain a certificate, or takes it away. The vendor calls it old.",
                    docs: "https://support.huaweicloud.com/api-cdn/UpdateHttpsInfo.html",
                    example: Example::body(
                        r#"{"https":{"cert_name":"demo","https_status":2,"certificate":"{{certificate}}","private_key":"{{private_key}}"}}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: ops::https::read_https_info,
                        run: ops::https::update_https_info,
                        errors: CERTIFICATES_OF_DOMAINS,
                    })
                },
            ],
        },
        Resource {
            path: "/v1.0/cdn/configuration/domains/{domain_name}",
            example: "/v1.0/cdn/configuration/domains/www.example.com",
            name: "domain by name",
            operations: &[Operation {
                name: "ShowDomainDetailByName",
                summary: "Shows a domain by its name.",
                docs: "https://support.huaweicloud.com/api-cdn/ShowDomainDetailByName.html",
                ..Operation::of(&Read {
                    run: ops::domains::show_domain_detail_by_name,
                    errors: BY_NAME,
                })
            }],
        },
        Resource {
            path: "/v1.1/cdn/configuration/domains/{domain_name}/configs",
            example: "/v1.1/cdn/configuration/domains/www.example.com/configs",
            name: "configs",
            operations: &[
                Operation {
                    name: "ShowDomainFullConfig",
                    summary: "Shows the whole configuration of a domain.",
                    docs: "https://support.huaweicloud.com/api-cdn/ShowDomainFullConfig.html",
                    ..Operation::of(&Read {
                        run: ops::configs::show_domain_full_config,
                        errors: BY_NAME,
                    })
                },
                Operation {
                    name: "UpdateDomainFullConfig",
                    methods: PUT,
                    summary: "Changes sections of a domain's configuration, its certificate for one.",
                    docs: "https://support.huaweicloud.com/api-cdn/UpdateDomainFullConfig.html",
                    success: StatusCode::NO_CONTENT,
                    example: Example::body(
                        r#"{"configs":{"https":{"https_status":"on","certificate_type":"server","certificate_source":0,"certificate_name":"demo","certificate_value":"{{certificate}}","private_key":"{{private_key}}"}}}"#,
                    ),
                    ..Operation::of(&Write {
                        check: None,
                        prepare: ops::configs::read_full_config,
                        run: ops::configs::update_domain_full_config,
                        errors: &[
                            C::ParameterInvalid,
                            C::SystemError,
                            C::DomainNotExist,
                            C::NotOfEnterpriseProject,
                            C::PairBlank,
                            C::CertificateNotPem,
                            C::KeyNotPem,
                            C::KeyMismatch,
                            C::NameMismatch,
                            C::CertificateBroken,
                            C::CertificateExpired,
                            C::TooLittleLeft,
                            C::PairTooLong,
                            C::CertificateNotYetValid,
                            C::KeyBroken,
                            C::ScmDenied,
                            C::WrongState,
                            C::DomainBanned,
                            C::DomainLocked,
                            C::DomainNotEnabled,
                            C::CertificateDeletionFailed,
                            C::ChainIncomplete,
                            C::CertificateStatusWrong,
                            C::HttpsNotSupported,
                            C::WildcardNotVerified,
                            C::SpecialConfiguration,
                            C::NotActivated,
                        ],
                    })
                },
            ],
        },
    ]),
    ..Provider::on(&WIRE)
};
