//! Rainbond: the certificates of teams, and what clients request together with them.

mod errors;
mod ops;
mod state;
mod types;

use std::convert::identity;

use axum::http::StatusCode;

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
    DELETE, Example, Failure, Gate, Operation, POST, PUT, Provider, Read, Request, Resource,
    StateOf, Surface, Write,
};

/// The source code of the platform, which is its best documentation.
const DOCS: &str = "https://github.com/goodrain/rainbond-console/tree/main/openapi";

/// The table. The service's views are the resources here: OPTIONS tells their names.
pub static PROVIDER: Provider = Provider {
    id: "rainbond",
    title: "Rainbond",
    prefixes: &["/openapi"],
    entrance: Some(&Gate { check: check_team, make: Some(make_team) }),
    state: Some(&StateOf::<Enterprise>::new(&[])),
    surface: Surface::Rest(&[
        Resource {
            path: "/openapi/v1/teams/{team_id}/certificates",
            example: "/openapi/v1/teams/11111111111111111111111111111111/certificates",
            name: "Team Certificates Lc",
            operations: &[
                Operation {
                    name: "ListCertificates",
                    summary: "Lists a team's certificates, a page at a time.",
                    docs: DOCS,
                    example: Example::query("page=1&page_size=10"),
                    ..Operation::of(&Read {
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
                    })
                },
                Operation {
                    name: "CreateCertificate",
                    methods: POST,
                    summary: "Adds a certificate to a team.",
                    docs: DOCS,
                    example: Example {
                        body: r#"{"alias":"site","private_key":"{{private_key}}","certificate":"{{certificate}}","certificate_type":"服务端证书"}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Write {
                        check: None,
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
                    })
                },
            ],
        },
        Resource {
            path: "/openapi/v1/teams/{team_id}/certificates/{certificate_id}",
            example: "/openapi/v1/teams/11111111111111111111111111111111/certificates/1",
            name: "Team Certificates Rud",
            operations: &[
                Operation {
                    name: "GetCertificate",
                    summary: "Shows a certificate, its private key included.",
                    docs: DOCS,
                    ..Operation::of(&Read {
                        run: ops::certificates::get_certificate,
                        errors: &[CertificateMissing, NotNumber, Validation, TeamNotFound],
                    })
                },
                Operation {
                    name: "UpdateCertificate",
                    methods: PUT,
                    summary: "Replaces a certificate.",
                    docs: DOCS,
                    example: Example {
                        body: r#"{"alias":"site","private_key":"{{private_key}}","certificate":"{{certificate}}","certificate_type":"服务端证书"}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Write {
                        check: None,
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
                    })
                },
                Operation {
                    name: "DeleteCertificate",
                    methods: DELETE,
                    summary: "Deletes a certificate that no HTTP rule uses.",
                    docs: DOCS,
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::certificates::delete_certificate,
                        errors: &[
                            CertificateNotFound,
                            CertificateHasHttpRules,
                            NotNumber,
                            TeamNotFound,
                        ],
                    })
                },
            ],
        },
        Resource {
            path: "/openapi/v1/teams",
            example: "/openapi/v1/teams",
            name: "List Team Info",
            operations: &[Operation {
                name: "ListTeams",
                summary: "Lists the user's teams.",
                docs: DOCS,
                example: Example::query("page=1&page_size=10"),
                ..Operation::of(&Read { run: ops::teams::list_teams, errors: &[] })
            }],
        },
        Resource {
            path: "/openapi/v1/teams/{team_id}",
            example: "/openapi/v1/teams/11111111111111111111111111111111",
            name: "Team Info",
            operations: &[Operation {
                name: "GetTeam",
                summary: "Shows a team.",
                docs: DOCS,
                ..Operation::of(&Read {
                    run: ops::teams::get_team,
                    errors: &[TeamNotFoundById, TeamNotFound],
                })
            }],
        },
        Resource {
            path: "/openapi/v1/teams/{team_id}/regions",
            example: "/openapi/v1/teams/11111111111111111111111111111111/regions",
            name: "List Regions",
            operations: &[Operation {
                name: "ListTeamRegions",
                summary: "Lists the regions of a team.",
                docs: DOCS,
                ..Operation::of(&Read {
                    run: ops::teams::list_team_regions,
                    errors: &[TeamNotFound],
                })
            }],
        },
        Resource {
            path: "/openapi/v1/regions",
            example: "/openapi/v1/regions",
            name: "List Region Info",
            operations: &[Operation {
                name: "ListRegions",
                summary: "Lists the platform's regions.",
                docs: DOCS,
                ..Operation::of(&Read { run: ops::teams::list_regions, errors: &[] })
            }],
        },
        Resource {
            path: "/openapi/v1/httpdomains",
            example: "/openapi/v1/httpdomains",
            name: "List Enterprise App Gateway Http Rule",
            operations: &[Operation {
                name: "ListHttpDomains",
                summary: "Lists the HTTP rules of all teams.",
                docs: DOCS,
                example: Example::query("auto_ssl=true"),
                ..Operation::of(&Read { run: ops::http_rules::list_http_domains, errors: &[] })
            }],
        },
        Resource {
            path: "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains",
            example: "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains",
            name: "List App Gateway Http Rule",
            operations: &[
                Operation {
                    name: "ListAppHttpDomains",
                    summary: "Lists an application's HTTP rules.",
                    docs: DOCS,
                    ..Operation::of(&Read {
                        run: ops::http_rules::list_app_http_domains,
                        errors: &[TeamNotFound, RegionNotFound, AppNotFound],
                    })
                },
                Operation {
                    name: "CreateAppHttpDomain",
                    methods: POST,
                    summary: "Adds an HTTP rule, with a certificate perhaps.",
                    docs: DOCS,
                    success: StatusCode::CREATED,
                    example: Example {
                        body: r#"{"service_id":"11111111111111111111111111111111","container_port":80,"domain_name":"www.example.com","certificate_id":0}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Write {
                        check: None,
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
                    })
                },
            ],
        },
        Resource {
            path: "/openapi/v1/teams/{team_id}/regions/{region_name}/apps/{app_id}/httpdomains/{rule_id}",
            example: "/openapi/v1/teams/11111111111111111111111111111111/regions/certmock/apps/1/httpdomains/0123456789abcdef0123456789abcdef",
            name: "Update App Gateway Http Rule",
            operations: &[
                Operation {
                    name: "GetAppHttpDomain",
                    summary: "Shows an HTTP rule.",
                    docs: DOCS,
                    ..Operation::of(&Read {
                        run: ops::http_rules::get_app_http_domain,
                        errors: &[TeamNotFound, RegionNotFound, AppNotFound],
                    })
                },
                Operation {
                    name: "UpdateAppHttpDomain",
                    methods: PUT,
                    summary: "Changes an HTTP rule, its certificate for one.",
                    docs: DOCS,
                    example: Example {
                        body: r#"{"service_id":"11111111111111111111111111111111","container_port":80,"domain_name":"www.example.com","certificate_id":0}"#,
                        ..Example::NONE
                    },
                    ..Operation::of(&Write {
                        check: None,
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
                    })
                },
                Operation {
                    name: "DeleteAppHttpDomain",
                    methods: DELETE,
                    summary: "Deletes an HTTP rule.",
                    docs: DOCS,
                    ..Operation::of(&Write {
                        check: None,
                        prepare: identity,
                        run: ops::http_rules::delete_app_http_domain,
                        errors: &[DomainNotFound, TeamNotFound, RegionNotFound, AppNotFound],
                    })
                },
            ],
        },
    ]),
    ..Provider::on(&Rainbond)
};

/// The longest id or name of a team, in characters. From: the platform's tables.
const LONGEST_TEAM: usize = 64;

/// Returns whether the team of a request exists or has to be created, or refuses the request. This runs
/// before the method is checked and the body is read.
fn check_team(enterprise: &Enterprise, request: &Request) -> Result<bool, Failure> {
    match request.path_parameter("team_id") {
        Some(team) if !is_preflight(request) && enterprise.find_team(team).is_none() => {
            if enterprise.makes_teams && team.chars().count() <= LONGEST_TEAM {
                Ok(false)
            } else {
                Err(Failure::new(&TeamNotFound))
            }
        }
        _ => Ok(true),
    }
}

/// Creates the team of a request. Its name is the beginning of its id.
fn make_team(enterprise: &mut Enterprise, request: &Request) {
    if let Some(id) = request.path_parameter("team_id")
        && enterprise.find_team(id).is_none()
    {
        let name: String = id.chars().take(8).collect();
        enterprise.make_team(id, &name);
    }
}
