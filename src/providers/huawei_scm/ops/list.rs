//! Listing certificates.

use time::{Duration, OffsetDateTime};

use super::super::errors::Error;
use super::super::state::{Certificate, Domain, Status};
use super::super::types::list::{ListCertificates, ListCertificatesReply, Listed};
use crate::spec::Refusal;
use crate::store::View;

/// A requested page of the list, with its order and filters.
struct Wanted {
    limit: usize,
    offset: usize,
    order: Order,
    is_ascending: bool,
    status: Option<Status>,
    enterprise_project_id: Option<String>,
    is_deployable: bool,
    is_shared: bool,
    ended_after: Option<OffsetDateTime>,
    content: Option<String>,
}

/// The order of a list.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Order {
    /// Assumption: in the order in which they came. From: an imported certificate, which nothing
    /// changes afterwards.
    Update,
    End,
    Status,
}

pub(crate) fn list_certificates(
    view: &View<'_, Domain>,
    asked: ListCertificates,
) -> Result<ListCertificatesReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let wanted = Wanted::read(asked, now).ok_or(Error::ParameterIncorrect)?;
    let domain_id = view.facts.tenant.as_deref().map_or("", |tenant| &tenant.domain_id);
    let list = |certificate: &Certificate| Listed::of(certificate, domain_id, now);
    let all = &view.state.certificates;
    if wanted.is_first_come() {
        // The usual request: only the certificates on the page are examined.
        let certificates = all.newest_first(wanted.offset).take(wanted.limit).map(list).collect();
        return Ok(ListCertificatesReply { certificates, total_count: all.len() });
    }
    let mut found: Vec<&Certificate> =
        all.oldest_first().filter(|certificate| wanted.takes(certificate, now)).collect();
    match wanted.order {
        Order::Update => {}
        // One without an end is before all others.
        Order::End => {
            found.sort_by_key(|certificate| certificate.leaf().map(|leaf| leaf.not_after));
        }
        Order::Status => found.sort_by_key(|certificate| certificate.status(now)),
    }
    if !wanted.is_ascending {
        found.reverse();
    }
    let page = found.iter().copied().skip(wanted.offset).take(wanted.limit);
    Ok(ListCertificatesReply { certificates: page.map(list).collect(), total_count: found.len() })
}

impl Wanted {
    /// Reads the request; nothing if it is invalid.
    ///
    /// Assumption: `limit` is any number from 1 to 50, and `offset` has no end. From: the vendor's own
    /// example, which asks for two, and clients that go on by `offset` until a page is short.
    fn read(asked: ListCertificates, now: OffsetDateTime) -> Option<Self> {
        let number = |text: &Option<String>, least: usize, most: usize, absent: usize| match text {
            None => Some(absent),
            Some(text) => text.parse().ok().filter(|number| (least..=most).contains(number)),
        };
        let flag = |text: &Option<String>, absent: bool| match text.as_deref() {
            None => Some(absent),
            Some("true" | "True") => Some(true),
            Some("false" | "False") => Some(false),
            Some(_) => None,
        };
        let days = match &asked.expired_days_since {
            None => None,
            some => Some(i64::try_from(number(some, 0, 1095, 0)?).ok()?),
        };
        Some(Self {
            limit: number(&asked.limit, 1, 50, 10)?,
            offset: number(&asked.offset, 0, usize::MAX, 0)?,
            order: match asked.sort_key.as_deref() {
                None | Some("certUpdateTime") => Order::Update,
                Some("certExpiredTime") => Order::End,
                Some("certStatus") => Order::Status,
                Some(_) => return None,
            },
            is_ascending: match asked.sort_dir.as_deref() {
                None | Some("DESC") => false,
                Some("ASC") => true,
                Some(_) => return None,
            },
            status: match asked.status.as_deref() {
                None | Some("ALL") => None,
                Some(status) => Some(serde_json::from_value(status.into()).ok()?),
            },
            enterprise_project_id: asked.enterprise_project_id.filter(|id| id != "all"),
            is_deployable: flag(&asked.deploy_support, false)?,
            is_shared: !flag(&asked.owned_by_self, true)?,
            ended_after: days.map(|days| now.checked_sub(Duration::days(days)).unwrap_or(now)),
            content: asked.content.filter(|content| !content.is_empty()),
        })
    }

    /// Whether all certificates are meant, the newest first.
    fn is_first_come(&self) -> bool {
        self.order == Order::Update
            && !self.is_ascending
            && self.status.is_none()
            && self.enterprise_project_id.is_none()
            && !self.is_deployable
            && !self.is_shared
            && self.ended_after.is_none()
            && self.content.is_none()
    }

    fn takes(&self, certificate: &Certificate, now: OffsetDateTime) -> bool {
        let of_project = |id: &String| *id == certificate.enterprise_project_id;
        let has = |word: &String| {
            let mut texts = certificate.names();
            texts.push(&certificate.name);
            texts.iter().any(|text| text.contains(word.as_str()))
        };
        let ended_after =
            |moment: OffsetDateTime| certificate.leaf().is_none_or(|leaf| leaf.not_after >= moment);
        // Nobody shares certificates here.
        !self.is_shared
            && self.status.is_none_or(|status| status == certificate.status(now))
            && self.enterprise_project_id.as_ref().is_none_or(of_project)
            && (!self.is_deployable || certificate.is_live(now))
            && self.ended_after.is_none_or(ended_after)
            && self.content.as_ref().is_none_or(has)
    }
}
