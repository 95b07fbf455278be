//! The account's certificates, for the vendor's other services.

use time::OffsetDateTime;

use super::super::super::tencent::{Contents, Tag, TagChange, TagFault};
use super::Account;
use super::certificate::{Certificate, Kind};
use super::uploading::keep_upload;
use crate::spec::Parcel;
use crate::store::{Context, Others};

/// A certificate, as another service sees it.
pub(in crate::providers) struct Hosted<'a> {
    pub(in crate::providers) alias: &'a str,
    pub(in crate::providers) tags: &'a [Tag],
    /// Whether it is issued and neither expired nor revoked.
    pub(in crate::providers) is_issued: bool,
    /// Whether it is an authority's, for client certificates.
    pub(in crate::providers) is_ca: bool,
    /// The contents, uploaded or issued; absent if there are none yet or no longer.
    pub(in crate::providers) contents: Option<&'a Contents>,
}

impl<'a> Hosted<'a> {
    /// The contents for a server: the certificate must be issued and not an authority's.
    pub(in crate::providers) fn for_a_server(&self) -> Option<&'a Contents> {
        self.contents.filter(|_| self.is_issued && !self.is_ca)
    }
}

/// The account's certificate with this id, unless it is deleted.
pub(in crate::providers) fn find_hosted<'a>(
    others: Others<'a>,
    id: &str,
    now: OffsetDateTime,
) -> Option<Hosted<'a>> {
    let account = others.find::<Account>()?;
    let certificate = account.find(id)?;
    Some(Hosted {
        is_issued: account.available(certificate, now).is_some(),
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

/// The parcel that adds a certificate from another service. Its result is the certificate's id. If the
/// account already has the same certificate, nothing is added, and the result is the id of the existing one.
pub(in crate::providers) fn host(contents: Contents) -> Parcel<String> {
    host_as(Kind::Svr, contents, String::new())
}

/// The same parcel for a certificate with a name.
pub(in crate::providers) fn host_named(contents: Contents, alias: String) -> Parcel<String> {
    host_as(Kind::Svr, contents, alias)
}

/// The same parcel for an authority's certificate, for client certificates.
pub(in crate::providers) fn host_authority(contents: Contents, alias: String) -> Parcel<String> {
    host_as(Kind::Ca, contents, alias)
}

fn host_as(kind: Kind, contents: Contents, alias: String) -> Parcel<String> {
    let what = (kind, contents, alias);
    Parcel::new(None, what, |context: &mut Context<'_, Account>, (kind, contents, alias)| {
        let now = context.tools.clock.now();
        context.state.settle(now);
        let account = &*context.state;
        let mut copies = account.certificates.copies(&contents.facts.sha1);
        let is_whole = |copy: &&Certificate| {
            let has_key = |it: &Contents| kind == Kind::Ca || it.private_key.is_some();
            copy.kind == kind && account.available(copy, now).is_some_and(has_key)
        };
        let same = copies.find(is_whole).map(|copy| copy.id.to_string());
        drop(copies);
        same.unwrap_or_else(|| {
            keep_upload(context, kind, contents, alias, 0, Vec::new()).to_string()
        })
    })
}
