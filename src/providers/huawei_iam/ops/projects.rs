//! The projects of a domain.

use super::super::errors::Error;
use super::super::state::{self, Domain};
use super::super::types::lookup::{
    CreateProject, CreateProjectReply, Flag, Links, ListAuthProjects, ListAuthProjectsReply,
    ListProjects, ListProjectsReply, NewProject, Project, SelfLink,
};
use super::domains::tenant;
use crate::protocol::huawei::{is_region, project_of};
use crate::spec::Refusal;
use crate::store::{Context, Tenant, View};

/// The most projects on a page.
const LARGEST_PAGE: usize = 5000;

pub(crate) fn keystone_list_projects(
    view: &View<'_, Domain>,
    asked: ListProjects,
) -> Result<ListProjectsReply, Refusal<Error>> {
    let origin = view.facts.origin();
    let tenant = tenant(view.facts)?;
    let (skip, take) = page(asked.page.as_deref(), asked.per_page.as_deref())?;
    let found = match &asked.name {
        Some(name) => view.state.find_project(tenant, name).into_iter().collect(),
        None => view.state.list_projects(tenant),
    };
    let is = |wanted: &Option<String>, own: &str| wanted.as_ref().is_none_or(|it| it == own);
    let flag =
        |wanted: Option<Flag>, own: bool| wanted.is_none_or(|wanted| (wanted == Flag::True) == own);
    let projects = found
        .into_iter()
        .map(|project| shown(&origin, tenant, project))
        .filter(|project| is(&asked.domain_id, &project.domain_id))
        .filter(|project| is(&asked.parent_id, &project.parent_id))
        .filter(|project| flag(asked.enabled, project.enabled) && flag(asked.is_domain, false))
        .skip(skip)
        .take(take)
        .collect();
    Ok(ListProjectsReply { projects, links: Links::to(format!("{origin}/v3/projects")) })
}

/// The number of projects to skip, and the page size.
///
/// Assumption: one of `page` and `per_page` without the other is refused, as a number out of its range
/// is. From: the page, which says that they go together.
fn page(page: Option<&str>, per_page: Option<&str>) -> Result<(usize, usize), Refusal<Error>> {
    let number = |text: &str, most: usize| {
        let number = text.parse().ok().filter(|number| (1..=most).contains(number));
        number
            .ok_or_else(|| Refusal::saying(Error::BadRequest, "Request parameter page is invalid."))
    };
    match (page, per_page) {
        (None, None) => Ok((0, usize::MAX)),
        (Some(page), Some(per_page)) => {
            let (page, per_page) = (number(page, usize::MAX)?, number(per_page, LARGEST_PAGE)?);
            Ok(((page - 1).saturating_mul(per_page), per_page))
        }
        _ => Err(Refusal::saying(Error::BadRequest, "Request parameter page is invalid.")),
    }
}

pub(crate) fn keystone_list_auth_projects(
    view: &View<'_, Domain>,
    _: ListAuthProjects,
) -> Result<ListAuthProjectsReply, Refusal<Error>> {
    let origin = view.facts.origin();
    let tenant = tenant(view.facts)?;
    let projects = view.state.list_projects(tenant).into_iter();
    let projects = projects.map(|project| shown(&origin, tenant, project)).collect();
    Ok(ListAuthProjectsReply {
        projects,
        links: SelfLink::to(format!("{origin}/v3/auth/projects")),
    })
}

pub(crate) fn keystone_create_project(
    context: &mut Context<'_, Domain>,
    CreateProject { project: NewProject { name, description, domain_id, parent_id } }: CreateProject,
) -> Result<CreateProjectReply, Refusal<Error>> {
    let tenant = tenant(context.facts)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_right = !name.is_empty() && name.len() <= 64 && name.chars().all(is_name);
    let is_own = domain_id.is_none_or(|id| id == tenant.domain_id);
    let has_parent = parent_id.is_none_or(|id| id == parent(tenant, &name));
    if !is_right || !is_own || !has_parent {
        return Err(Error::BadRequest.into());
    }
    if context.state.find_project(tenant, &name).is_some() {
        let words = format!("Conflict occurred when attempting to store project - {name}.");
        return Err(Refusal::saying(Error::Conflict, words));
    }
    // The id is derived from the name, so that it need not be looked up. If the state uses it already,
    // another one is drawn.
    let is_taken = |id: &String| context.state.projects.find(id).is_some();
    let id = Some(project_of(tenant, &name)).filter(|id| !is_taken(id)).unwrap_or_else(|| {
        context.tools.ids.draw_until_free(|ids| ids.uuid().simple().to_string(), is_taken)
    });
    let description = description.unwrap_or_default();
    let project = state::Project { id, name, description, enabled: true };
    context.state.projects.insert(project.clone());
    let project = shown(&context.facts.origin(), tenant, project);
    Ok(CreateProjectReply { project })
}

/// The id of a project's parent: the domain for a region's own project, and that project for others in the
/// region.
fn parent(tenant: &Tenant, name: &str) -> String {
    match name.split_once('_') {
        Some((region, _)) if is_region(region) => project_of(tenant, region),
        _ => tenant.domain_id.clone(),
    }
}

fn shown(origin: &str, tenant: &Tenant, project: state::Project) -> Project {
    let state::Project { id, name, description, enabled } = project;
    Project {
        domain_id: tenant.domain_id.clone(),
        is_domain: false,
        parent_id: parent(tenant, &name),
        links: Links::to(format!("{origin}/v3/projects/{id}")),
        name,
        description,
        id,
        enabled,
    }
}
