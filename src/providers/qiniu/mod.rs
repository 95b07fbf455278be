//! Qiniu: certificates of the CDN, and as much of its domains as their use needs.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use axum::http::{Method, StatusCode};

use self::errors::Error::{
    AlreadyInState, BoundToCdnDomain, BoundToStorageDomain, CertificateDecodeFailed,
    CertificateExpired, ChainVerificationFailed, CnameEmpty, DomainTypeNotAllowed, InvalidLimit,
    InvalidTlsVersions, KeyMismatch, NoIcpRecord, NoSuchCertificate, NoSuchDomain,
    NotYourCertificate, ParentCertificateMissing, PreviousOperationRunning, QuotaExceeded,
    ValidityTooShort,
};
use self::state::Account;
use crate::protocol::qiniu::Qiniu;
use crate::spec::{Credentials, Dated, Example, Operation, Provider, Read, Route, StateOf, Write};

/// <https://developer.qiniu.com/fusion/8593/interface-related-certificate>
const CERTIFICATES: &str = "https://developer.qiniu.com/fusion/8593/interface-related-certificate";
/// <https://developer.qiniu.com/fusion/4246/the-domain-name>
const DOMAINS: &str = "https://developer.qiniu.com/fusion/4246/the-domain-name";

/// The table.
pub static PROVIDER: Provider = Provider {
    id: "qiniu",
    title: "Qiniu CDN",
    protocol: &Qiniu,
    prefixes: &["/sslcert", "/domain", "/cert"],
    entrance: None,
    download: None,
    state: Some(&StateOf::<Account>::new(&[Dated::UnixSeconds("certificates", "create_time")])),
    pair_at: &[],
    paces: &[],
    operations: &[
        Operation {
            name: "UploadCertificate",
            route: Route::Rest(&[Method::POST], "/sslcert"),
            resource: "certificates",
            summary: "Uploads a certificate with its chain and key.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/sslcert",
                body: r#"{"name":"certmock","common_name":"www.example.com","pri":"{{private_key}}","ca":"{{certificate}}"}"#,
            },
            call: &Write {
                prepare: ops::certificates::read_upload,
                run: ops::certificates::upload_certificate,
                errors: &[
                    QuotaExceeded,
                    CertificateDecodeFailed,
                    KeyMismatch,
                    ParentCertificateMissing,
                    ChainVerificationFailed,
                    ValidityTooShort,
                    CertificateExpired,
                ],
            },
        },
        Operation {
            name: "ListCertificates",
            route: Route::Rest(&[Method::GET], "/sslcert"),
            resource: "certificates",
            summary: "Lists certificates, newest first, a page at a time.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/sslcert?marker=&limit=10"),
            call: &Read {
                run: ops::certificates::list_certificates,
                errors: &[NotYourCertificate, InvalidLimit],
            },
        },
        Operation {
            name: "GetCertificate",
            route: Route::Rest(&[Method::GET], "/sslcert/{certID}"),
            resource: "certificate",
            summary: "Shows a certificate, its private key included.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/sslcert/5f11ad8e3405977d37000562"),
            call: &Read {
                run: ops::certificates::get_certificate,
                errors: &[NoSuchCertificate, NotYourCertificate],
            },
        },
        Operation {
            name: "DeleteCertificate",
            route: Route::Rest(&[Method::DELETE], "/sslcert/{certID}"),
            resource: "certificate",
            summary: "Deletes a certificate that no domain uses.",
            docs: CERTIFICATES,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/sslcert/5f11ad8e3405977d37000562"),
            call: &Write {
                prepare: identity,
                run: ops::certificates::delete_certificate,
                errors: &[
                    NoSuchCertificate,
                    NotYourCertificate,
                    BoundToCdnDomain,
                    BoundToStorageDomain,
                ],
            },
        },
        Operation {
            name: "ListDomains",
            route: Route::Rest(&[Method::GET], "/domain"),
            resource: "domains",
            summary: "Lists domains, a page at a time.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/domain?marker=&limit=100"),
            call: &Read { run: ops::domains::list_domains, errors: &[InvalidLimit] },
        },
        Operation {
            name: "GetDomain",
            route: Route::Rest(&[Method::GET], "/domain/{name}"),
            resource: "domain",
            summary: "Shows a domain.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/domain/www.example.com"),
            call: &Read { run: ops::domains::get_domain, errors: &[NoSuchDomain] },
        },
        Operation {
            name: "GetHttpsConf",
            route: Route::Rest(&[Method::GET], "/domain/{name}/httpsconf"),
            resource: "httpsconf",
            summary: "Shows how a domain serves HTTPS. Undocumented; a client uses it.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/domain/www.example.com/httpsconf"),
            call: &Read { run: ops::domains::get_https_conf, errors: &[NoSuchDomain] },
        },
        Operation {
            name: "ModifyHttpsConf",
            route: Route::Rest(&[Method::PUT], "/domain/{name}/httpsconf"),
            resource: "httpsconf",
            summary: "Sets a domain's certificate and how it serves HTTPS.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/domain/www.example.com/httpsconf",
                body: r#"{"certId":"5f11ad8e3405977d37000562","forceHttps":false,"http2Enable":true}"#,
            },
            call: &Write {
                prepare: identity,
                run: ops::domains::modify_https_conf,
                errors: &[
                    NoSuchDomain,
                    NoSuchCertificate,
                    NotYourCertificate,
                    CnameEmpty,
                    PreviousOperationRunning,
                    InvalidTlsVersions,
                ],
            },
        },
        Operation {
            name: "Sslize",
            route: Route::Rest(&[Method::PUT], "/domain/{name}/sslize"),
            resource: "sslize",
            summary: "Turns a domain from HTTP to HTTPS.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/domain/www.example.com/sslize",
                body: r#"{"certid":"5f11ad8e3405977d37000562","forceHttps":true,"http2Enable":true}"#,
            },
            call: &Write {
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
            },
        },
        Operation {
            name: "Unsslize",
            route: Route::Rest(&[Method::PUT], "/domain/{name}/unsslize"),
            resource: "unsslize",
            summary: "Turns a domain from HTTPS to HTTP.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example { target: "/domain/www.example.com/unsslize", body: "{}" },
            call: &Write {
                prepare: identity,
                run: ops::domains::unsslize,
                errors: &[NoSuchDomain, AlreadyInState, PreviousOperationRunning],
            },
        },
        Operation {
            name: "BindCertificate",
            // Two clients use it, one by PUT, the other by POST.
            route: Route::Rest(&[Method::PUT, Method::POST], "/cert/bind"),
            resource: "bind",
            summary: "Binds a certificate to a storage domain. Undocumented; two clients use it.",
            docs: DOMAINS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/cert/bind",
                body: r#"{"certid":"5f11ad8e3405977d37000562","domain":"img.example.com"}"#,
            },
            call: &Write {
                prepare: identity,
                run: ops::domains::bind_certificate,
                errors: &[
                    NoSuchDomain,
                    NoSuchCertificate,
                    NotYourCertificate,
                    DomainTypeNotAllowed,
                ],
            },
        },
    ],
};
