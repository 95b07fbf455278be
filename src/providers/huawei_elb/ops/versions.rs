//! The versions of the API.

use super::super::super::huawei::{AskVersion, ShowVersionReply, Version};
use super::super::errors::Error;
use super::super::state::Project;
use super::super::types::ListVersionsReply;
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn list_versions(
    _: &View<'_, Project>,
    AskVersion { host }: AskVersion,
) -> Result<ListVersionsReply, Refusal<Error>> {
    Ok(ListVersionsReply {
        versions: vec![Version::new("v1.0", "CURRENT", &format!("{host}/v1.0/"))],
    })
}

pub(crate) fn show_version(
    _: &View<'_, Project>,
    AskVersion { host }: AskVersion,
) -> Result<ShowVersionReply, Refusal<Error>> {
    Ok(ShowVersionReply { version: Version::new("v1.0", "CURRENT", &format!("{host}/v1.0/")) })
}
