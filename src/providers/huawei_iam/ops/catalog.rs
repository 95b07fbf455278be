//! The catalogue of services. All of them are at this server.

use super::super::errors::Error;
use super::super::state::Domain;
use super::super::types::catalog::{Endpoint, Service, ShowCatalog, ShowCatalogReply};
use super::super::types::lookup::SelfLink;
use super::domains::tenant;
use crate::protocol::huawei::{HOME, project_of};
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn keystone_show_catalog(
    view: &View<'_, Domain>,
    _: ShowCatalog,
) -> Result<ShowCatalogReply, Refusal<Error>> {
    let origin = view.facts.origin();
    let links = SelfLink::to(format!("{origin}/v3/auth/catalog"));
    let project = project_of(tenant(view.facts)?, HOME);
    Ok(ShowCatalogReply { catalog: services(&origin, &project), links })
}

/// The services that clients look for, of that project.
pub(super) fn services(origin: &str, project: &str) -> Vec<Service> {
    vec![
        service("elbv1", "elb", format!("{origin}/v1.0/{project}")),
        service("elbv3", "elbv3", format!("{origin}/v3/{project}")),
        // Clients of the older library replace `vpc` by `elb` in this URL.
        service("network", "vpc", origin.to_owned()),
        service("identity", "iam", format!("{origin}/v3")),
        service("cdn", "cdn", format!("{origin}/v1.0/")),
        service("scm", "scm", format!("{origin}/v3/")),
        service("waf", "waf", format!("{origin}/v1/{project}/waf")),
    ]
}

fn service(r#type: &'static str, name: &'static str, url: String) -> Service {
    let endpoint = Endpoint {
        id: format!("{name}-endpoint"),
        interface: "public",
        region: HOME,
        region_id: HOME,
        url,
    };
    Service { endpoints: [endpoint], id: name.to_owned(), name, r#type }
}
