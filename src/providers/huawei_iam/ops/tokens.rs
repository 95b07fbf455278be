//! What a token is good for.

use super::super::errors::Error;
use super::super::types::{
    CreateToken, CreateTokenReply, Endpoint, Named, Owned, Service, TokenBody,
};
use crate::spec::Refusal;
use crate::store::{Nothing, View};

pub(crate) fn create_token(
    _: &View<'_, Nothing>,
    request: CreateToken,
) -> Result<CreateTokenReply, Refusal<Error>> {
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
