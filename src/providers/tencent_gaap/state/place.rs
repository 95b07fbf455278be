//! The owner of a listener: a proxy or a group of proxies.

use super::super::errors::Error;
use super::Account;
use super::listener::Listener;
use super::proxy::{Group, GroupStatus, IpVersion, Proxy, ProxyStatus, Version};
use super::tasks::Moment;

/// An object with listeners.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Proxy(&'a Proxy),
    Group(&'a Group),
}

impl Place<'_> {
    pub(crate) fn version(self) -> Version {
        match self {
            Self::Proxy(proxy) => proxy.version,
            Self::Group(group) => group.version,
        }
    }

    /// Refuses a proxy or a group that is not running, with the action's error for a proxy or for a group.
    pub(crate) fn must_run(
        self,
        at: Moment<'_>,
        proxy_error: Error,
        group_error: Error,
    ) -> Result<(), Error> {
        match self {
            Self::Proxy(proxy) if proxy.status(at) != ProxyStatus::Running => Err(proxy_error),
            Self::Group(group) if group.status != GroupStatus::Running => Err(group_error),
            Self::Proxy(_) | Self::Group(_) => Ok(()),
        }
    }

    /// Refuses a customized proxy.
    pub(crate) fn must_be_standard(self) -> Result<(), Error> {
        match self {
            Self::Proxy(proxy) if proxy.non_standard => Err(Error::NonStandardProxy),
            Self::Proxy(_) | Self::Group(_) => Ok(()),
        }
    }

    /// Whether it supports HTTP/3, which needs IPv4.
    pub(crate) fn speaks_http3(self) -> bool {
        let version = match self {
            Self::Proxy(proxy) => proxy.ip_version,
            Self::Group(group) => group.ip_version,
        };
        version == IpVersion::IPv4
    }

    /// Whether its listeners can be told which versions of TLS they speak. Assumption: proxies and groups
    /// of version 3.0 have that choice. From: the examples of `IsSupportTLSChoice`, which are 1.
    pub(crate) fn has_tls_choice(self) -> bool {
        self.version() == Version::V3
    }

    /// Whether the listener belongs to it.
    pub(crate) fn has(self, listener: &Listener) -> bool {
        match self {
            Self::Proxy(proxy) => listener.proxy_id.as_deref() == Some(&proxy.id),
            Self::Group(group) => listener.group_id.as_deref() == Some(&group.id),
        }
    }
}

impl Account {
    /// The proxy or the group that a request names. It must name exactly one of them.
    pub(crate) fn place<'a>(
        &'a self,
        proxy_id: Option<&str>,
        group_id: Option<&str>,
        at: Moment<'a>,
    ) -> Result<Place<'a>, Error> {
        let is_given = |id: &&str| !id.is_empty();
        match (proxy_id.filter(is_given), group_id.filter(is_given)) {
            (None, None) | (Some(_), Some(_)) => Err(Error::InvalidParameter),
            (Some(id), None) => self.proxy(id, at).map(Place::Proxy).ok_or(Error::ResourceNotFound),
            (None, Some(id)) => {
                self.groups.find(id).map(Place::Group).ok_or(Error::ResourceNotFound)
            }
        }
    }

    /// The proxy or the group that a listener belongs to.
    pub(crate) fn place_of<'a>(
        &'a self,
        listener: &Listener,
        at: Moment<'a>,
    ) -> Result<Place<'a>, Error> {
        self.place(listener.proxy_id.as_deref(), listener.group_id.as_deref(), at)
    }
}
