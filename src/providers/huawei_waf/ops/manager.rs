//! Operations of the certificate manager, SCM, on WAF's certificates and hosts.

use super::super::errors::Error;
use super::super::state::{Contents, DEFAULT_PROJECT, Project, WafType};
use super::apply::check_use;
use crate::spec::Refusal;
use crate::store::Context;

/// Adds a certificate that the manager pushes, under its name there. Returns its id.
///
/// The service has what is pushed in the default enterprise project.
pub(crate) fn push(
    context: &mut Context<'_, Project>,
    name: String,
    contents: Contents,
) -> Result<String, Error> {
    let project = DEFAULT_PROJECT.to_owned();
    Ok(context.state.add_certificate(name, project, contents, context.tools)?.id)
}

/// Makes a host use a certificate: the copy that was pushed before, or a new one.
///
/// Assumption: a certificate that is deployed to a host need not have been pushed before. From: the
/// page, which names a certificate of the manager and a host, and nothing else.
pub(crate) fn deploy(
    context: &mut Context<'_, Project>,
    waf_type: WafType,
    host: &str,
    name: String,
    contents: Contents,
) -> Result<(), Refusal<Error>> {
    let now = context.tools.clock.now();
    let found = context.state.hosts.find(waf_type, host).ok_or(Error::NotFound)?;
    check_use(found, contents.not_after, now)?;
    let id = match context.state.certificates.copy_of(&contents) {
        Some(copy) => copy.id.clone(),
        None => push(context, name, contents)?,
    };
    if let Some(host) = context.state.hosts.find_mut(waf_type, host) {
        host.certificateid = Some(id);
    }
    Ok(())
}
