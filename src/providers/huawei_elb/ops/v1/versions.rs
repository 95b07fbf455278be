//! The versions of the API.

use super::super::super::super::huawei::{AskVersion, ShowVersionReply, Version};
use super::super::super::errors::v1::Error;
use super::super::super::state::Project;
use super::super::super::types::v1::ListVersionsReply;
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn list_versions(
    view: &View<'_, Project>,
    _: AskVersion,
) -> Result<ListVersionsReply, Refusal<Error>> {
    Ok(ListVersionsReply {
        versions: vec![Version::new("v1.0", "CURRENT", format!("{}/v1.0/", view.facts.origin()))],
    })
}

pub(crate) fn show_version(
    view: &View<'_, Project>,
    _: AskVersion,
) -> Result<ShowVersionReply, Refusal<Error>> {
    Ok(ShowVersionReply {
        version: Version::new("v1.0", "CURRENT", format!("{}/v1.0/", view.facts.origin())),
    })
}
