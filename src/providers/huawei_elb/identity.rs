//! What stands around the certificates: the versions that clients discover, and IAM's tokens.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::errors::Error;
use super::state::Project;
use crate::protocol::huawei::IamError;
use crate::spec::{Refusal, Reply};
use crate::store::View;

/// Asks for versions. The wire adds the host that was asked.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct AskVersion {
    host: String,
}

/// The versions that there are.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ListVersionsReply {
    versions: Vec<Version>,
}

/// A version.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct ShowVersionReply {
    version: Version,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Version {
    id: &'static str,
    links: Vec<Link>,
    min_version: &'static str,
    status: &'static str,
    updated: &'static str,
    version: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Link {
    href: String,
    rel: &'static str,
}

pub(super) fn list_versions(
    _: &View<'_, Project>,
    AskVersion { host }: AskVersion,
) -> Result<ListVersionsReply, Refusal<Error>> {
    Ok(ListVersionsReply { versions: vec![version("v1.0", "CURRENT", &format!("{host}/v1.0/"))] })
}

pub(super) fn show_version(
    _: &View<'_, Project>,
    AskVersion { host }: AskVersion,
) -> Result<ShowVersionReply, Refusal<Error>> {
    Ok(ShowVersionReply { version: version("v1.0", "CURRENT", &format!("{host}/v1.0/")) })
}

pub(super) fn show_identity_version(
    _: &View<'_, Project>,
    AskVersion { host }: AskVersion,
) -> Result<ShowVersionReply, Refusal<IamError>> {
    Ok(ShowVersionReply { version: version("v3.6", "stable", &format!("{host}/v3/")) })
}

/// The links are `https` at the service, and `http` here, where clients follow them. Assumption:
/// anyone may ask for versions. From: OpenStack's services, which this one is made after.
fn version(id: &'static str, status: &'static str, target: &str) -> Version {
    Version {
        id,
        links: vec![Link { href: format!("http://{target}"), rel: "self" }],
        min_version: "",
        status,
        updated: "2018-09-30T00:00:00Z",
        version: "",
    }
}

/// Asks for a token. What the body says was read by the wire, which found out who asks; these are
/// what it found.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct CreateToken {
    host: String,
    project_id: String,
    user_name: String,
    domain_name: String,
    issued_at: String,
    expires_at: String,
    nocatalog: Option<String>,
}

/// What a token is good for; the token itself travels in `X-Subject-Token`.
#[derive(Debug, JsonSchema, Serialize)]
pub(super) struct CreateTokenReply {
    token: TokenBody,
}

#[derive(Debug, JsonSchema, Serialize)]
struct TokenBody {
    expires_at: String,
    methods: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    catalog: Option<Vec<Service>>,
    roles: Vec<Named>,
    project: Owned,
    issued_at: String,
    user: Owned,
}

#[derive(Clone, Debug, JsonSchema, Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Owned {
    domain: Named,
    id: String,
    name: String,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Service {
    endpoints: [Endpoint; 1],
    id: String,
    name: &'static str,
    r#type: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Endpoint {
    id: String,
    interface: &'static str,
    region: &'static str,
    region_id: &'static str,
    url: String,
}

pub(super) fn create_token(
    _: &View<'_, Project>,
    request: CreateToken,
) -> Result<CreateTokenReply, Refusal<IamError>> {
    let CreateToken { host, project_id, user_name, domain_name, .. } = request;
    let domain = Named { id: domain_name.clone(), name: domain_name };
    let catalog = (request.nocatalog.as_deref() != Some("true")).then(|| {
        vec![
            service("elbv1", "elb", format!("http://{host}/v1.0/{project_id}")),
            // Clients of the older library replace `vpc` by `elb` in this one.
            service("network", "vpc", format!("http://{host}")),
            service("identity", "iam", format!("http://{host}/v3")),
        ]
    });
    let token = TokenBody {
        expires_at: request.expires_at,
        methods: ["password"],
        catalog,
        roles: vec![Named { id: "0".to_owned(), name: "te_admin".to_owned() }],
        project: Owned { domain: domain.clone(), id: project_id, name: REGION.to_owned() },
        issued_at: request.issued_at,
        user: Owned { domain, id: user_name.clone(), name: user_name },
    };
    Ok(CreateTokenReply { token })
}

/// The region of every endpoint, which is the name of its project, too.
const REGION: &str = "cn-north-1";

fn service(r#type: &'static str, name: &'static str, url: String) -> Service {
    let endpoint = Endpoint {
        id: format!("{name}-endpoint"),
        interface: "public",
        region: REGION,
        region_id: REGION,
        url,
    };
    Service { endpoints: [endpoint], id: name.to_owned(), name, r#type }
}

impl Reply for CreateTokenReply {}
impl Reply for ListVersionsReply {}
impl Reply for ShowVersionReply {}
