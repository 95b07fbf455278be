//! What a token is good for.

use super::super::errors::Error;
use super::super::types::{
    CreateToken, CreateTokenReply, Endpoint, Named, Owned, Service, TokenBody, print,
};
use crate::spec::Refusal;
use crate::store::{Nothing, View};

pub(crate) fn create_token(
    view: &View<'_, Nothing>,
    CreateToken { nocatalog }: CreateToken,
) -> Result<CreateTokenReply, Refusal<Error>> {
    let origin = view.facts.origin();
    let grant = &view.facts.login.as_deref().ok_or(Error::Unauthorized)?.grant;
    let domain = Named { id: grant.tenant.domain_id.clone(), name: grant.tenant.domain.clone() };
    let project = grant.project.as_ref();
    let catalog = (nocatalog.as_deref() != Some("true")).then(|| {
        let project_id = project.map_or("", |(id, _)| id);
        vec![
            service("elbv1", "elb", format!("{origin}/v1.0/{project_id}")),
            // Clients of the older library replace `vpc` by `elb` in this one.
            service("network", "vpc", origin.clone()),
            service("identity", "iam", format!("{origin}/v3")),
        ]
    });
    let user = &grant.tenant.user;
    let token = TokenBody {
        expires_at: print(grant.expires),
        methods: grant.methods.clone(),
        catalog,
        roles: vec![Named { id: "0".to_owned(), name: "te_admin".to_owned() }],
        project: project.map(|(id, name)| Owned {
            domain: domain.clone(),
            id: id.clone(),
            name: name.clone(),
        }),
        issued_at: print(grant.issued),
        user: Owned { domain, id: user.clone(), name: user.clone() },
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
