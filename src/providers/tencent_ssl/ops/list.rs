//! Many certificates, a page of them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use smol_str::SmolStr;
use time::{Duration, OffsetDateTime};

use super::super::super::tencent::page;
use super::super::errors::Error;
use super::super::state::Account;
use super::super::state::certificate::{Certificate, Source};
use super::super::state::status::Status;
use super::super::types::picture::Picture;
use super::super::types::shown::{
    DescribeCertificates, DescribeCertificatesReply, Listed, PreAuditInfo, ProjectInfo,
    SupportDownloadType,
};
use super::super::types::timestamp::print;
use crate::json::Parts;
use crate::spec::Refusal;
use crate::store::View;

const DEFAULT_LIMIT: u64 = 10;
/// The service cuts a larger limit to this.
const LARGEST_LIMIT: u64 = 1000;

/// The time limit of domain validation.
const VALIDATION_TIME: Duration = Duration::days(7);

pub(crate) fn describe_certificates(
    view: &View<'_, Account>,
    request: DescribeCertificates,
) -> Result<DescribeCertificatesReply, Refusal<Error>> {
    let now = view.tools.clock.now();
    let sort = match request.expiration_sort.as_deref() {
        None | Some("") => None,
        Some("ASC") => Some(Sort::Ascending),
        Some("DESC") => Some(Sort::Descending),
        Some(_) => return Err(Error::InvalidParam.into()),
    };
    let (offset, limit) =
        (request.offset, request.limit.unwrap_or(DEFAULT_LIMIT).min(LARGEST_LIMIT));
    let account = view.state;
    let ids: HashSet<&str> = request.cert_ids.iter().flatten().map(String::as_str).collect();
    let is_named = |id: &str| ids.is_empty() || ids.contains(id);
    let mut kinds = BoundKinds::new();
    for resource in account.instances(None, view.others, now) {
        for id in resource.certificates() {
            kinds.entry(id.clone()).or_default().insert(resource.kind.name());
        }
    }
    let listed = |certificate: &Certificate| {
        let picture = Picture::of(account, certificate, now);
        let bound = kinds.get(&*certificate.id);
        let beside = Beside {
            account: view.tools.ids.mark(),
            status: picture.status,
            is_issued: picture.contents.is_some(),
            is_expiring: picture.is_expiring(),
            bound: bound.cloned().unwrap_or_default(),
        };
        let listed = LISTED.with(|parts| {
            parts.find_or(&certificate.version, beside, || list(view, &picture, bound))
        });
        certificate.look(now);
        listed
    };
    if sort.is_none() && request.is_unfiltered() {
        let skip = usize::try_from(offset.unwrap_or(0)).unwrap_or(usize::MAX);
        return Ok(DescribeCertificatesReply {
            total_count: account.certificates.len(),
            certificates: page(account.certificates.newest_first(skip), None, limit)
                .map(listed)
                .collect(),
        });
    }
    let named = account.certificates.newest_first(0).filter(|each| is_named(&each.id));
    let mut wanted: Vec<_> = named.filter(|each| request.wants(account, each, now)).collect();
    let end = |each: &&Certificate| each.contents(now).map(|contents| contents.facts.not_after);
    match sort {
        None => {}
        Some(Sort::Ascending) => wanted.sort_by_key(end),
        Some(Sort::Descending) => wanted.sort_by_key(|each| Reverse(end(each))),
    }
    Ok(DescribeCertificatesReply {
        total_count: wanted.len(),
        certificates: page(wanted.into_iter(), offset, limit).map(listed).collect(),
    })
}

/// An order by the end of validity.
#[derive(Clone, Copy)]
enum Sort {
    Ascending,
    Descending,
}

impl DescribeCertificates {
    fn is_unfiltered(&self) -> bool {
        let none = |text: &Option<String>| text.as_deref().unwrap_or_default().is_empty();
        let empty = |list: &Option<Vec<String>>| list.as_ref().is_none_or(Vec::is_empty);
        none(&self.search_key)
            && none(&self.certificate_type)
            && none(&self.filter_source)
            && none(&self.service_id)
            && empty(&self.cert_ids)
            && self.certificate_status.as_ref().is_none_or(Vec::is_empty)
            && self.tags.as_ref().is_none_or(Vec::is_empty)
            && self.project_id.is_none()
            && [self.upload, self.renew, self.is_sm, self.is_pending_issue]
                .iter()
                .all(Option::is_none)
            && [self.deployable, self.filter_expiring, self.hostable].iter().all(Option::is_none)
    }

    /// Whether the certificate passes all filters, apart from the filter for ids.
    fn wants(&self, account: &Account, certificate: &Certificate, now: OffsetDateTime) -> bool {
        let picture = Picture::of(account, certificate, now);
        let matches_text = |wanted: &Option<String>, test: &dyn Fn(&str) -> bool| {
            wanted.as_deref().filter(|text| !text.is_empty()).is_none_or(test)
        };
        // A switch of the vendor's: 1 asks for those of which it holds, 0 (or absence) for all.
        // Assumption: what was not uploaded can be hosted, that is, renewed automatically. From:
        // nothing; the filter's description does not say what can be.
        let switch = |on: bool, holds: bool| !on || holds;
        matches_text(&self.search_key, &|key| {
            certificate.id.contains(key)
                || certificate.alias.contains(key)
                || certificate.names().iter().any(|name| name.contains(key))
        }) && matches_text(&self.certificate_type, &|kind| certificate.kind.name() == kind)
            && matches_text(&self.filter_source, &|source| match source {
                "upload" => certificate.source == Source::Upload,
                "buy" => certificate.source != Source::Upload,
                _ => false,
            })
            // Hosting of several certificates by a service is not emulated, so no certificate has a service.
            && matches_text(&self.service_id, &|_| false)
            && self.project_id.is_none_or(|project| certificate.project_id == project)
            && self.certificate_status.as_ref().is_none_or(|all| {
                all.is_empty() || all.contains(&picture.status.code())
            })
            && self.tags.as_ref().is_none_or(|tags| {
                tags.iter().all(|tag| certificate.tags.contains(tag))
            })
            && self.deployable.is_none_or(|wanted| {
                (wanted == 1) == (picture.status == Status::Issued)
            })
            && self.is_sm.is_none_or(|wanted| wanted != 1)
            && switch(self.upload == Some(1), certificate.source == Source::Upload)
            && switch(self.renew == Some(1), picture.is_expiring())
            && switch(self.filter_expiring == Some(1), picture.is_expiring())
            && switch(self.hostable == Some(1), certificate.source != Source::Upload)
            && switch(self.is_pending_issue == Some(1), picture.status.is_pending())
    }
}

/// The services that have a certificate, by its id.
type BoundKinds = HashMap<String, Kinds>;
type Kinds = BTreeSet<&'static str>;

/// What the list shows of a certificate depends on this, beside the certificate itself.
#[derive(Eq, PartialEq)]
struct Beside {
    /// The owner's number is made of it.
    account: [u8; 8],
    status: Status,
    /// This may be of a later look at the progress than the status.
    is_issued: bool,
    is_expiring: bool,
    bound: Kinds,
}

thread_local!(static LISTED: Parts<Beside> = const { Parts::new() });

fn list(view: &View<'_, Account>, picture: &Picture<'_>, bound: Option<&Kinds>) -> Listed {
    let certificate = picture.certificate;
    let mut shown = picture.shown(view.tools.ids, certificate.shared_names());
    shown.status_name = picture.status.name_in_list();
    let printed = |moment: Option<OffsetDateTime>| moment.map(print).unwrap_or_default();
    let order = picture.order();
    let ordered = certificate.source != Source::Upload;
    let uin = shown.owner_uin.parse().unwrap_or_default();
    let default = certificate.project_id == 0;
    let project =
        if default { SmolStr::new_static("默认项目") } else { shown.project_id.clone() };
    let bound_resource = bound.into_iter().flatten().map(|kind| (*kind).to_owned()).collect();
    Listed {
        package_type: order.map(|order| order.product.to_string()).unwrap_or_default(),
        status_msg: picture.message().unwrap_or_default(),
        verify_type: order.map(|order| order.verify_type.name()).unwrap_or_default(),
        cert_begin_time: printed(picture.contents.map(|contents| contents.facts.not_before)),
        cert_end_time: printed(picture.contents.map(|contents| contents.facts.not_after)),
        package_type_name: picture.product.map_or("", |product| product.name()).to_owned(),
        project_info: ProjectInfo {
            project_name: project.clone(),
            project_creator_uin: if default { 0 } else { uin },
            project_create_time: "0000-00-00 00:00:00",
            project_resume: project,
            owner_uin: if default { 0 } else { uin },
            project_id: shown.project_id.clone(),
        },
        bound_resource,
        is_ignore: certificate.ignored,
        is_sm: false,
        encrypt_algorithm: picture.algorithm(),
        ca_encrypt_algorithms: Vec::new(),
        ca_end_times: Vec::new(),
        ca_common_names: Vec::new(),
        pre_audit_info: PreAuditInfo {
            total_period: order.map_or(1, |order| order.months.div_ceil(12)),
            now_period: 1,
            manager_id: String::new(),
        },
        auto_renew_flag: 0,
        hosting_status: -1,
        hosting_complete_time: String::new(),
        hosting_renew_cert_id: String::new(),
        has_renew_order: certificate.links.renewal.clone().unwrap_or_default(),
        replace_ori_cert_is_delete: false,
        is_expiring: picture.is_expiring(),
        dv_auth_deadline: printed(
            ordered.then(|| certificate.inserted.saturating_add(VALIDATION_TIME)),
        ),
        validation_passed_time: "--".to_owned(),
        cert_sans: shown.subject_alt_name.clone(),
        awaiting_validation_msg: String::new(),
        allow_download: certificate.allows_download,
        is_dnspod_resolve: false,
        is_package: false,
        key_password_custom_flag: false,
        support_download_type: SupportDownloadType {
            nginx: true,
            apache: true,
            tomcat: false,
            iis: false,
            jks: false,
            other: true,
            root: ordered,
        },
        cert_revoked_time: String::new(),
        hosting_resource_types: Vec::new(),
        hosting_config: None,
        is_hosting_upload_renew_cert: false,
        service_id: String::new(),
        service_status: String::new(),
        cert_service_begin_time: String::new(),
        cert_service_end_time: String::new(),
        cert_service_share_enabled: false,
        cert_service_valid_certificate_count: 0,
        shown,
    }
}
