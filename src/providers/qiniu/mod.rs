//! Qiniu: certificates of the CDN, and as much of its domains as their use needs.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use axum::http::Method;

use self::errors::Error::{
    AlreadyInState, BoundToCdnDomain, BoundToStorageDomain, CertificateChangeFailed,
    CertificateDecodeFailed, CertificateExpired, CertificateNotYetValid, ChainVerificationFailed,
    CnameEmpty, DomainNotFound, DomainTypeNotAllowed, InvalidInput, InvalidLimit,
    InvalidTlsVersions, KeyMismatch, NoIcpRecord, NoSuchCertificate, NoSuchDomain,
    NotYourCertificate, ParentCertificateMissing, PreviousOperationRunning, QuotaExceeded,
    ValidityTooShort,
};
use self::state::Account;
use crate::protocol::qiniu::Qiniu;
use crate::spec::{
    DELETE, Dated, Example, Operation, POST, PUT, Provider, Read, Resource, StateOf, Surface, Write,
};

/// <https://developer.qiniu.com/fusion/8593/interface-related-certificate>
const CERTIFICATES: &str = "https://developer.qiniu.com/fusion/8593/interface-related-certificate";
/// <https://developer.qiniu.com/fusion/4246/the-domain-name>
const DOMAINS: &str = "https://developer.qiniu.com/fusion/4246/the-domain-name";

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "qiniu",
    title: "Qiniu CDN",
    hosts: &["api.qiniu.com", "fusion.qiniuapi.com"],
    prefixes: &["/sslcert", "/domain", "/cert"],
    state: Some(&StateOf::<Account>::new(&[
        Dated::UnixSeconds("certificates", "create_time"),
        Dated::Rfc3339("domains", "createAt"),
        Dated::Rfc3339("domains", "modifyAt"),
    ])),
    surface: Surface::Rest(&[
        Resource {
            path: "/sslcert",
            example: "/sslcert",
            name: "certificates",
            operations: &[
                Operation {
                    name: "UploadCertificate",
                    methods: POST,
                    summary: "Uploads a certificate with its chain and key.",
                    docs: CERTIFICATES,
                    example: Example {
                        body: r#"{"name":"certmock","common_name":"www.example.com","pri":"{{private_key}}","ca":"{{certificate}}"}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Write {
                        check: None,
                        prepare: ops::certificates::read_upload,
                        run: ops::certificates::upload_certificate,
                        errors: &[
                            InvalidInput,
                            QuotaExceeded,
                            CertificateDecodeFailed,
                            KeyMismatch,
                            ParentCertificateMissing,
                            ChainVerificationFailed,
                            ValidityTooShort,
                            CertificateExpired,
                            CertificateNotYetValid,
                        ],
                    })
                },
                Operation {
                    name: "ListCertificates",
                    summary: "Lists certificates, newest first, a page at a time.",
                    docs: CERTIFICATES,
                    example: Example::query("marker=&limit=10"),
                    ..Operation::of(&Read {
                        run: ops::certificates::list_certificates,
                        errors: &[NotYourCertificate, InvalidLimit],
                    })
                },
            ],
        },
        Resource {
            path: "/sslcert/{certID}",
            example: "/sslcert/5f11ad8e3405977d37000562",
            name: "certificate",
            operations: &[
                Operation {
                    name: "GetCertificate",
                    summary: "Shows a certificate, its private key included.",
                    docs: CERTIFICATES,
                    ..Operation::of(&Read {
                        run: ops::certificates::get_certificate,
                        errors: &[NoSuchCertificate, NotYourCertificate],
                    })
                },
                Operation {
                    name: "DeleteCertificate",
                    methods: DELETE,
                    summary: "Deletes a certificate that no domain uses.",
                    docs: CERTIFICATES,
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::certificates::delete_certificate,
                        errors: &[
                            NoSuchCertificate,
                            NotYourCertificate,
                            BoundToCdnDomain,
                            BoundToStorageDomain,
                        ],
                    })
                },
            ],
        },
        Resource {
            path: "/domain",
            example: "/domain",
            name: "domains",
            operations: &[Operation {
                name: "ListDomains",
                summary: "Lists domains, all or some, a page at a time.",
                docs: DOMAINS,
                example: Example::query("types=normal&types=wildcard&marker=&limit=100"),
                ..Operation::of(&Read { run: ops::domains::list_domains, errors: &[InvalidLimit] })
            }],
        },
        Resource {
            path: "/domain/{name}",
            example: "/domain/www.example.com",
            name: "domain",
            operations: &[Operation {
                name: "GetDomain",
                summary: "Shows a domain.",
                docs: DOMAINS,
                ..Operation::of(&Read { run: ops::domains::get_domain, errors: &[DomainNotFound] })
            }],
        },
        Resource {
            path: "/domain/{name}/httpsconf",
            example: "/domain/www.example.com/httpsconf",
            name: "httpsconf",
            operations: &[
                Operation {
                    name: "GetHttpsConf",
                    summary: "Shows how a domain serves HTTPS. Undocumented; a client uses it.",
                    docs: DOMAINS,
                    ..Operation::of(&Read {
                        run: ops::domains::get_https_conf,
                        errors: &[NoSuchDomain],
                    })
                },
                Operation {
                    name: "ModifyHttpsConf",
                    methods: PUT,
                    summary: "Sets a domain's certificate and how it serves HTTPS.",
                    docs: DOMAINS,
                    example: Example {
                        body: r#"{"certId":"5f11ad8e3405977d37000562","forceHttps":false,"http2Enable":true}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::domains::modify_https_conf,
                        errors: &[
                            NoSuchDomain,
                            NoSuchCertificate,
                            NotYourCertificate,
                            CnameEmpty,
                            PreviousOperationRunning,
                            CertificateChangeFailed,
                            InvalidTlsVersions,
                        ],
                    })
                },
            ],
        },
        Resource {
            path: "/domain/{name}/sslize",
            example: "/domain/www.example.com/sslize",
            name: "sslize",
            operations: &[Operation {
                name: "Sslize",
                methods: PUT,
                summary: "Turns a domain from HTTP to HTTPS.",
                docs: DOMAINS,
                example: Example {
                    body: r#"{"certid":"5f11ad8e3405977d37000562","forceHttps":true,"http2Enable":true}"#,
                    ..Example::NONE
                },
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::domains::sslize,
                    errors: &[
                        NoSuchDomain,
                        NoSuchCertificate,
                        NotYourCertificate,
                        AlreadyInState,
                        CnameEmpty,
                        NoIcpRecord,
                        PreviousOperationRunning,
                        InvalidTlsVersions,
                    ],
                })
            }],
        },
        Resource {
            path: "/domain/{name}/unsslize",
            example: "/domain/www.example.com/unsslize",
            name: "unsslize",
            operations: &[Operation {
                name: "Unsslize",
                methods: PUT,
                summary: "Turns a domain from HTTPS to HTTP.",
                docs: DOMAINS,
                example: Example { body: "{}", ..Example::NONE },
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::domains::unsslize,
                    errors: &[NoSuchDomain, AlreadyInState, PreviousOperationRunning],
                })
            }],
        },
        Resource {
            path: "/cert/bindings",
            example: "/cert/bindings",
            name: "bindings",
            operations: &[Operation {
                name: "ListCertificateBindings",
                summary: "Lists the storage domains with certificates. Undocumented; clients use it.",
                docs: DOMAINS,
                ..Operation::of(&Read { run: ops::domains::list_certificate_bindings, errors: &[] })
            }],
        },
        Resource {
            path: "/cert/bind",
            example: "/cert/bind",
            name: "bind",
            operations: &[Operation {
                name: "BindCertificate",
                methods: &[Method::PUT, Method::POST],
                summary: "Binds a certificate to a storage domain. Undocumented; two clients use it.",
                docs: DOMAINS,
                example: Example {
                    body: r#"{"certid":"5f11ad8e3405977d37000562","domain":"img.example.com"}"#,
                    ..Example::NONE
                },
                ..Operation::of(&Write {
                    check: None,
                    prepare: identity,
                    run: ops::domains::bind_certificate,
                    errors: &[
                        NoSuchDomain,
                        NoSuchCertificate,
                        NotYourCertificate,
                        DomainTypeNotAllowed,
                    ],
                })
            }],
        },
    ]),
    ..Provider::on(&Qiniu)
};
