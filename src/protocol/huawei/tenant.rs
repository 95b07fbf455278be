//! The domain, project and account that a request belongs to.

use super::regions::is_region;
use crate::accounts::{Directory, HuaweiAccount};
use crate::ids::fingerprint;
use crate::redact;
use crate::store::Tenant;

impl Tenant {
    /// The domain of a declared account.
    ///
    /// Assumption: the id of a declared domain is its name. From: nothing; a fixture has one word for
    /// it.
    pub(super) fn declared(account: &HuaweiAccount) -> Self {
        Self {
            domain_id: account.domain.clone(),
            domain: account.domain.clone(),
            user: account.user.clone(),
            project_id: Some(account.project_id.clone()),
        }
    }

    /// A domain that is not declared.
    pub(super) fn made_up(domain: &str, user: &str) -> Self {
        let (domain, user) = (redact::name(domain).into_owned(), redact::name(user).into_owned());
        Self { domain_id: fingerprint(&domain), domain, user, project_id: None }
    }
}

/// The id of the project of that name in a domain: the same whenever it is asked for.
///
/// Assumption: a declared account has its one project in every region, and by its id, too. From: a
/// fixture has one id for it and no name, and clients ask for the project of the region that they are
/// set to.
pub(crate) fn project_of(tenant: &Tenant, name: &str) -> String {
    match &tenant.project_id {
        Some(declared) if is_region(name) || name == declared => declared.clone(),
        _ => fingerprint(&format!("{}/{name}", tenant.domain)),
    }
}

/// The account that holds the objects of a project.
pub(crate) fn account_of_project(directory: &Directory, project: &str) -> String {
    match directory.find_huawei_project(project) {
        Some((name, _)) => name.to_owned(),
        None => made_up_account(project),
    }
}

/// The account of a project or domain that is not declared.
pub(super) fn made_up_account(name: &str) -> String {
    format!("huawei:{}", redact::name(name))
}
