//! What the vendor's other services see of the account's certificates.

use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Tag, TagChange, TagFault};
use super::Account;
use super::certificate::Kind;
use crate::spec::Parcel;
use crate::store::{Context, Others};

/// A certificate, as another service sees it.
pub(in crate::providers) struct Hosted<'a> {
    pub(in crate::providers) alias: &'a str,
    pub(in crate::providers) tags: &'a [Tag],
    /// Whether it is an authority's, for client certificates.
    pub(in crate::providers) is_ca: bool,
    /// What was uploaded or issued; none where there is no certificate yet, or not any more.
    pub(in crate::providers) contents: Option<&'a Contents>,
}

/// The account's certificate of that id, where it is not deleted.
pub(in crate::providers) fn find_hosted<'a>(
    others: Others<'a>,
    id: &str,
    now: OffsetDateTime,
) -> Option<Hosted<'a>> {
    let certificate = others.find::<Account>()?.find(id, now)?;
    Some(Hosted {
        alias: &certificate.alias,
        tags: &certificate.tags,
        is_ca: certificate.kind == Kind::Ca,
        contents: certificate.contents(now),
    })
}

/// Changes the tags of the certificate of that id.
pub(in crate::providers) fn change_tags(
    id: String,
    change: TagChange,
) -> Parcel<Result<(), TagFault>> {
    Parcel::new(None, (id, change), |context: &mut Context<'_, Account>, (id, change)| {
        let now = context.tools.clock.now();
        context.state.settle(now);
        let certificate = context.state.certificates.find_mut(&id).ok_or(TagFault::NoResource)?;
        change.apply(&mut certificate.tags)
    })
}
