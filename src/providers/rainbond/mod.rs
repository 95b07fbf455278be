//! Rainbond: the certificates of teams, and what a client asks around them.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use axum::http::{Method, StatusCode};

use self::errors::Error::{
    AliasExists, AppNotFound, CertificateExpired, CertificateHasHttpRules, CertificateInvalid,
    CertificateMissing, CertificateNotFound, ComponentNotFound, DatatypeMismatch, DateOutOfRange,
    DomainNotFound, GatewayTypeUnusable, KeyTypeCannotSign, MissingFields, NegativePage, NotNull,
    NotNumber, PairMismatch, PrivateKeyInvalid, RegionNotFound, RuleExists, RuleNotFound,
    TeamNotFound, TeamNotFoundById, TooManyNames, Validation,
};
use self::state::Enterprise;
use crate::protocol::rainbond::{Rainbond, is_preflight};
use crate::spec::{
    Credentials, Example, Failure, Gate, Operation, Provider, Read, Request, Route, StateOf, Write,
};

/// The platform's open source, which is its best documentation.
const DOCS: &str = "https://github.com/goodrain/rainbond-console/tree/main/openapi";

/// The table. The service's views are the resources here: OPTIONS tells their names.
pub static PROVIDER: Provider = Provider {
    id: "rainbond",
    title: "Rainbond",
    protocol: &Rainbond,
    prefixes: &["/openapi"],
    entrance: Some(&Gate { check: check_team, make: make_team }),
    download: None,
    state: Some(&StateOf::<Enterprise>::new(&[])),
    pair_at: &[],
    paces: &[],
    operations: &[
        Operation {
            name: "ListCertificates",
            route: Route::Rest(&[Method::GET], "/openapi/v1/teams/{team_id}/certificates"),
            resource: "Team Certificates Lc",
            summary: "Lists a team's certificates, a page at a time.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get(
                "/openapi/v1/teams/11111111111111111111111111111111/certificates?page=1&page_size=10",
            ),
            call: &Read {
                run: ops::certificates::list_certificates,
                errors: &[
                    NotNumber,
                    NegativePage,
                    DatatypeMismatch,
                    TooManyNames,
                    DateOutOfRange,
                    Validation,
                    TeamNotFound,
                ],
            },
        },
        Operation {
            name: "CreateCertificate",
            route: Route::Rest(&[Method::POST], "/openapi/v1/teams/{team_id}/certificates"),
            resource: "Team Certificates Lc",
            summary: "Adds a certificate to a team.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/openapi/v1/teams/11111111111111111111111111111111/certificates",
                body: r#"{"alias":"site","private_key":"{{private_key}}","certificate":"{{certificate}}","certificate_type":"服务端证书"}"#,
            },
            call: &Write {
                prepare: ops::certificates::read_creation,
                run: ops::certificates::create_certificate,
                errors: &[
                    MissingFields,
                    AliasExists,
                    CertificateInvalid,
                    CertificateExpired,
                    PrivateKeyInvalid,
                    KeyTypeCannotSign,
                    PairMismatch,
                    GatewayTypeUnusable,
                    NotNull,
                    Validation,
                    TeamNotFound,
                ],
            },
        },
        Operation {
            name: "GetCertificate",
            route: Route::Rest(
                &[Method::GET],
                "/openapi/v1/teams/{team_id}/certificates/{certificate_id}",
            ),
            resource: "Team Certificates Rud",
            summary: "Shows a certificate, its private key included.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get(
                "/openapi/v1/teams/11111111111111111111111111111111/certificates/1",
            ),
            call: &Read {
                run: ops::certificates::get_certificate,
                errors: &[CertificateMissing, NotNumber, Validation, TeamNotFound],
            },
        },
        Operation {
            name: "UpdateCertificate",
            route: Route::Rest(
                &[Method::PUT],
                "/openapi/v1/teams/{team_id}/certificates/{certificate_id}",
            ),
            resource: "Team Certificates Rud",
            summary: "Replaces a certificate.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/openapi/v1/teams/11111111111111111111111111111111/certificates/1",
                body: r#"{"alias":"site","private_key":"{{private_key}}","certificate":"{{certificate}}","certificate_type":"服务端证书"}"#,
            },
            call: &Write {
                prepare: ops::certificates::read_replacement,
                run: ops::certificates::update_certificate,
                errors: &[
                    MissingFields,
                    AliasExists,
                    CertificateInvalid,
                    CertificateExpired,
                    PrivateKeyInvalid,
                    KeyTypeCannotSign,
                    PairMismatch,
                    GatewayTypeUnusable,
                    NotNull,
                    Validation,
                    CertificateNotFound,
                    NotNumber,
                    TeamNotFound,
                ],
            },
        },
        Operation {
            name: "DeleteCertificate",
            route: Route::Rest(
                &[Method::DELETE],
                "/openapi/v1/teams/{team_id}/certificates/{certificate_id}",
            ),
            resource: "Team Certificates Rud",
            summary: "Deletes a certificate that no HTTP rule uses.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get(
                "/openapi/v1/teams/11111111111111111111111111111111/certificates/1",
            ),
            call: &Write {
                prepare: identity,
                run: ops::certificates::delete_certificate,
                errors: &[CertificateNotFound, CertificateHasHttpRules, NotNumber, TeamNotFound],
            },
        },
        Operation {
            name: "ListTeams",
            route: Route::Rest(&[Method::GET], "/openapi/v1/teams"),
            resource: "List Team Info",
            summary: "Lists the user's teams.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/openapi/v1/teams?page=1&page_size=10"),
            call: &Read { run: ops::teams::list_teams, errors: &[] },
        },
        Operation {
            name: "GetTeam",
            route: Route::Rest(&[Method::GET], "/openapi/v1/teams/{team_id}"),
            resource: "Team Info",
            summary: "Shows a team.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/openapi/v1/teams/11111111111111111111111111111111"),
            call: &Read { run: ops::teams::get_team, errors: &[TeamNotFoundById, TeamNotFound] },
        },
        Operation {
            name: "ListTeamRegions",
            route: Route::Rest(&[Method::GET], "/openapi/v1/teams/{team_id}/regions"),
            resource: "List Regions",
            summary: "Lists the regions of a team.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/openapi/v1/teams/11111111111111111111111111111111/regions"),
            call: &Read { run: ops::teams::list_team_regions, errors: &[TeamNotFound] },
        },
        Operation {
            name: "ListRegions",
            route: Route::Rest(&[Method::GET], "/openapi/v1/regions"),
            resource: "List Region Info",
            summary: "Lists the platform's regions.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/openapi/v1/regions"),
            call: &Read { run: ops::teams::list_regions, errors: &[] },
        },
        Operation {
            name: "ListHttpDomains",
            route: Route::Rest(&[Method::GET], "/openapi/v1/httpdomains"),
            resource: "List Enterprise App Gateway Http Rule",
            summary: "Lists the HTTP rules of all teams.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get("/openapi/v1/httpdomains?auto_ssl=true"),
            call: &Read { run: ops::http_rules::list_http_domains, errors: &[] },
        },
        Operation {
            name: "ListAppHttpDomains",
            route: Route::Rest(
                &[Method::GET],
                "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains",
            ),
            resource: "List App Gateway Http Rule",
            summary: "Lists an application's HTTP rules.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get(
                "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains",
            ),
            call: &Read {
                run: ops::http_rules::list_app_http_domains,
                errors: &[TeamNotFound, RegionNotFound, AppNotFound],
            },
        },
        Operation {
            name: "CreateAppHttpDomain",
            route: Route::Rest(
                &[Method::POST],
                "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains",
            ),
            resource: "List App Gateway Http Rule",
            summary: "Adds an HTTP rule, with a certificate perhaps.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::CREATED,
            example: Example {
                target: "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains",
                body: r#"{"service_id":"11111111111111111111111111111111","container_port":80,"domain_name":"www.example.com","certificate_id":0}"#,
            },
            call: &Write {
                prepare: identity,
                run: ops::http_rules::create_app_http_domain,
                errors: &[
                    ComponentNotFound,
                    RuleExists,
                    Validation,
                    TeamNotFound,
                    RegionNotFound,
                    AppNotFound,
                ],
            },
        },
        Operation {
            name: "GetAppHttpDomain",
            route: Route::Rest(
                &[Method::GET],
                "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains/{rule_id}",
            ),
            resource: "Update App Gateway Http Rule",
            summary: "Shows an HTTP rule.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get(
                "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains/0123456789abcdef0123456789abcdef",
            ),
            call: &Read {
                run: ops::http_rules::get_app_http_domain,
                errors: &[TeamNotFound, RegionNotFound, AppNotFound],
            },
        },
        Operation {
            name: "UpdateAppHttpDomain",
            route: Route::Rest(
                &[Method::PUT],
                "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains/{rule_id}",
            ),
            resource: "Update App Gateway Http Rule",
            summary: "Changes an HTTP rule, its certificate for one.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example {
                target: "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains/0123456789abcdef0123456789abcdef",
                body: r#"{"service_id":"11111111111111111111111111111111","container_port":80,"domain_name":"www.example.com","certificate_id":0}"#,
            },
            call: &Write {
                prepare: identity,
                run: ops::http_rules::update_app_http_domain,
                errors: &[
                    ComponentNotFound,
                    RuleNotFound,
                    Validation,
                    TeamNotFound,
                    RegionNotFound,
                    AppNotFound,
                ],
            },
        },
        Operation {
            name: "DeleteAppHttpDomain",
            route: Route::Rest(
                &[Method::DELETE],
                "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains/{rule_id}",
            ),
            resource: "Update App Gateway Http Rule",
            summary: "Deletes an HTTP rule.",
            docs: DOCS,
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::get(
                "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains/0123456789abcdef0123456789abcdef",
            ),
            call: &Write {
                prepare: identity,
                run: ops::http_rules::delete_app_http_domain,
                errors: &[DomainNotFound, TeamNotFound, RegionNotFound, AppNotFound],
            },
        },
    ],
};

/// Says whether the team of a request is there or has to be made: before the method is looked at and
/// the body read.
fn check_team(enterprise: &Enterprise, request: &Request) -> Result<bool, Failure> {
    match request.path_parameter("team_id") {
        Some(team) if !is_preflight(request) && enterprise.find_team(team).is_none() => {
            if enterprise.makes_teams {
                Ok(false)
            } else {
                Err(Failure::new(&TeamNotFound))
            }
        }
        _ => Ok(true),
    }
}

/// Makes the team of a request, whose name is the beginning of its id.
fn make_team(enterprise: &mut Enterprise, request: &Request) {
    if let Some(id) = request.path_parameter("team_id")
        && enterprise.find_team(id).is_none()
    {
        let name: String = id.chars().take(8).collect();
        enterprise.add_team(id, &name);
    }
}
