//! Creates a proxy, or clones one.

use serde::Deserialize;

use super::super::super::tencent::{MOST_TAGS, Tag, read_word};
use super::super::errors::{Error, missing};
use super::super::state::listener::Listener;
use super::super::state::proxy::{
    BanStatus, Group, IpVersion, NetworkType, PackageType, Proxy, ProxyStatus, Version,
};
use super::super::state::regions::{has_cn2, has_ipv6};
use super::super::state::tasks::{Change, ChangeKind, Moment};
use super::super::state::write::{begin, finish};
use super::super::state::{Account, Health};
use super::super::types::proxy::{CreateProxy, CreateProxyReply};
use super::super::types::switch;
use crate::spec::Refusal;
use crate::store::Context;

/// The bandwidths that can be bought, in Mbit/s, as the Terraform provider lists them.
pub(super) const BANDWIDTHS: [u64; 10] = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

/// The numbers of connections that can be bought, in tens of thousands, by the same list.
pub(super) const CONCURRENTS: [u64; 16] =
    [2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 150, 200, 250, 300];

/// The longest name, in characters: <https://tencentcloud.com/document/product/608/13765>.
const LONGEST_NAME: usize = 30;

/// The longest token of a request that may not be repeated, in bytes.
const LONGEST_TOKEN: usize = 64;

pub(crate) fn create_proxy(
    context: &mut Context<'_, Account>,
    request: CreateProxy,
) -> Result<CreateProxyReply, Refusal<Error>> {
    let now = context.tools.clock.now();
    let at = context.state.at(now);
    if !context.state.real_name_verified {
        return Err(Error::UserNotAuthenticated.into());
    }
    if !context.state.balance_sufficient {
        return Err(Error::AccountBalanceInsufficient.into());
    }
    context.state.must_be_new(request.client_token.as_deref())?;
    let original = find_original(context.state, request.cloned_proxy_id.as_deref(), at)?;
    let listeners: Vec<_> = match original {
        None => Vec::new(),
        Some(original) => context
            .state
            .listeners(at)
            .filter(|listener| listener.proxy_id.as_ref() == Some(&original.id))
            .cloned()
            .collect(),
    };
    let id = context.state.new_id(context.tools.ids, "link");
    let project_id = read_project(context.state, request.project_id)?;
    let proxy = Proxy {
        id: id.clone(),
        project_id,
        cloned: original.is_some(),
        created: now,
        change: Some(Change::new(&context.facts.request_id, ChangeKind::Creation)),
        ..read_proxy(context.state, &request)?
    };
    begin(context);
    context.state.proxies.insert(proxy);
    for mut listener in listeners {
        // Rules and pages are looked up by id alone, so the copies need new ids.
        for domain in &mut listener.domains {
            for rule in &mut domain.rules {
                rule.id = context.state.new_id(context.tools.ids, "rule");
            }
            for page in &mut domain.error_pages {
                page.id = context.state.new_id(context.tools.ids, "errorPage");
            }
        }
        let proxy_id = Some(id.clone());
        let id = context.state.new_id(context.tools.ids, "listener");
        context.state.listeners.insert(Listener { id, proxy_id, created: now, ..listener });
    }
    context.state.note_token(request.client_token);
    finish(context);
    Ok(CreateProxyReply { instance_id: id })
}

/// The proxy to be cloned, which must be running; nothing if the request names none.
fn find_original<'a>(
    account: &'a Account,
    id: Option<&str>,
    at: Moment<'a>,
) -> Result<Option<&'a Proxy>, Error> {
    let Some(id) = id.filter(|id| !id.is_empty()) else { return Ok(None) };
    let original = account.proxy(id, at).ok_or(Error::ResourceNotFound)?;
    let runs = original.status(at) == ProxyStatus::Running;
    if runs { Ok(Some(original)) } else { Err(Error::ResourceUnavailable) }
}

/// The requested project. Refuses a project that is not the account's.
pub(super) fn read_project(account: &Account, project_id: impl TryInto<u64>) -> Result<u64, Error> {
    let project_id = project_id.try_into().map_err(|_| Error::ProjectIdNotBelong)?;
    let forbidden = account.forbidden_projects.contains(&project_id);
    if forbidden { Err(Error::ProjectIdNotBelong) } else { Ok(project_id) }
}

/// The new proxy, without a project.
pub(super) fn read_proxy(
    account: &Account,
    request: &CreateProxy,
) -> Result<Proxy, Refusal<Error>> {
    let name_length = request.proxy_name.chars().count();
    if name_length == 0 || name_length > LONGEST_NAME || request.access_region.is_empty() {
        return Err(Error::InvalidParameterValue.into());
    }
    if !BANDWIDTHS.contains(&request.bandwidth) {
        return Err(Error::InvalidBandwidth.into());
    }
    if !CONCURRENTS.contains(&request.concurrent) {
        return Err(Error::InvalidConcurrency.into());
    }
    let group = match request.group_id.as_deref().filter(|id| !id.is_empty()) {
        None => None,
        Some(id) => Some(account.groups.find(id).ok_or(Error::ResourceNotFound)?),
    };
    let region = request.real_server_region.as_deref().filter(|region| !region.is_empty());
    let real_server_region = match (group, region) {
        (Some(group), _) => &group.real_server_region,
        (None, Some(region)) => region,
        (None, None) => return Err(missing("RealServerRegion")),
    };
    let proxy = Proxy {
        id: String::new(),
        name: request.proxy_name.clone(),
        project_id: 0,
        access_region: request.access_region.clone(),
        real_server_region: real_server_region.to_owned(),
        bandwidth: request.bandwidth,
        concurrent: request.concurrent,
        version: group.map_or(Version::default(), |group| group.version),
        status: ProxyStatus::Running,
        group_id: group.map(|group| group.id.clone()),
        billing_type: u64::from(switch(request.billing_type)?),
        ip_version: word(request.ip_address_version.as_deref())?,
        network_type: word(request.network_type.as_deref())?,
        package_type: word(request.package_type.as_deref())?,
        tags: request.tag_set.clone(),
        ban_status: BanStatus::default(),
        non_standard: false,
        scalable: true,
        configured: None,
        cloned: false,
        created: time::OffsetDateTime::UNIX_EPOCH,
        change: None,
    };
    check_features(&proxy, group, switch(request.http3_supported)?)?;
    check_tags(account, &proxy.tags)?;
    if account.sold_out_regions.contains(&proxy.access_region) {
        return Err(Error::ProxySellOut.into());
    }
    Ok(proxy)
}

/// The value with this word, or the default value without a word.
pub(super) fn word<'de, T: Default + Deserialize<'de>>(text: Option<&'de str>) -> Result<T, Error> {
    match text.filter(|text| !text.is_empty()) {
        None => Ok(T::default()),
        Some(text) => read_word(text).ok_or(Error::InvalidParameterValue),
    }
}

/// Refuses what cannot be had together. Assumption: IPv6 with HTTP/3 or a network of another type is
/// `FeatureConflict`; IPv6 or CN2 where the region has none, `ProxyAndRegionFeatureConflict`; another
/// version of IP than the group's, `ProxyAndGroupFeatureConflict`. From: the words of the three.
fn check_features(proxy: &Proxy, group: Option<&Group>, http3: bool) -> Result<(), Error> {
    let ipv6 = proxy.ip_version == IpVersion::IPv6;
    let cn2 = proxy.network_type == NetworkType::Cn2;
    if ipv6 && (http3 || proxy.network_type != NetworkType::Normal) {
        return Err(Error::FeatureConflict);
    }
    if ipv6 && !has_ipv6(&proxy.access_region) || cn2 && !has_cn2(&proxy.access_region) {
        return Err(Error::ProxyAndRegionFeatureConflict);
    }
    let is_like = |group: &Group| {
        group.ip_version == proxy.ip_version
            && (group.package_type == PackageType::CrossBorder)
                == (proxy.package_type == PackageType::CrossBorder)
    };
    if group.is_none_or(is_like) { Ok(()) } else { Err(Error::ProxyAndGroupFeatureConflict) }
}

/// Refuses tags that cannot be put on something.
pub(super) fn check_tags(account: &Account, tags: &[Tag]) -> Result<(), Error> {
    if tags.iter().any(|tag| tag.tag_key.is_empty()) {
        return Err(Error::InvalidTags);
    }
    if tags.len() > MOST_TAGS {
        return Err(Error::TagQuota);
    }
    let fails = !tags.is_empty() && account.tag_service == Health::Failing;
    if fails { Err(Error::TagResourcesFailed) } else { Ok(()) }
}

impl Account {
    /// Refuses a request with a token that was already used.
    pub(super) fn must_be_new(&self, token: Option<&str>) -> Result<(), Error> {
        let Some(token) = token else { return Ok(()) };
        if token.len() > LONGEST_TOKEN {
            return Err(Error::InvalidParameterValue);
        }
        if self.client_tokens.find(token).is_some() {
            Err(Error::DuplicatedRequest)
        } else {
            Ok(())
        }
    }
}
