//! The version of the API.

use super::super::super::huawei::{AskVersion, ShowVersionReply, Version};
use super::super::errors::Error;
use super::super::state::Domain;
use crate::spec::Refusal;
use crate::store::View;

pub(crate) fn show_identity_version(
    view: &View<'_, Domain>,
    _: AskVersion,
) -> Result<ShowVersionReply, Refusal<Error>> {
    Ok(ShowVersionReply {
        version: Version::new("v3.6", "stable", format!("{}/v3/", view.facts.origin())),
    })
}
