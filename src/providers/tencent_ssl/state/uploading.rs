//! Stores an uploaded certificate.

use smol_str::SmolStr;

use super::super::super::tencent::{Contents, Tag};
use super::Account;
use super::certificate::{Certificate, Kind, Source};
use super::status::Status;
use crate::store::Context;

/// Keeps a certificate that was uploaded; its id.
pub(crate) fn keep_upload(
    context: &mut Context<'_, Account>,
    kind: Kind,
    contents: Contents,
    alias: String,
    project_id: u64,
    tags: Vec<Tag>,
) -> SmolStr {
    let now = context.tools.clock.now();
    let id = SmolStr::from(context.state.new_id(context.tools.ids));
    context.state.certificates.insert(Certificate {
        kind,
        alias: alias.into(),
        project_id,
        tags,
        status: Status::Issued,
        contents: Some(contents),
        ..Certificate::new(id.clone(), Source::Upload, now)
    });
    // Assumption: an upload is logged as `uploadFromYunAPI`. From: the vendor's list of the kinds
    // that a log may have.
    context.state.log("uploadFromYunAPI", &id, now);
    id
}
