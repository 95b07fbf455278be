//! Requests and replies in Huawei CDN's form. Members of a query are texts. A member that is null counts as
//! absent, because Terraform sends such members.

mod configs;
mod domain;
mod https;
mod query;

pub(super) use self::configs::{
    Configs, GivenHttps, GivenOne, GivenRedirect, ShowDomainFullConfig, ShowDomainFullConfigReply,
    UpdateDomainFullConfig, is_on, is_section,
};
pub(super) use self::domain::{
    CreateDomain, DomainById, DomainByName, GivenDomain, GivenSource, ListDomains,
    ListDomainsReply, ListedDomain, NamedDomain, ShowDomainDetailByNameReply,
    ShowDomainDetailReply,
};
pub(super) use self::https::{
    CertificateInfo, ChangedHttps, GivenHttpsInfo, MultiCertificates, Outcome, Redirect,
    ShowCertificatesHttpsInfo, ShowCertificatesHttpsInfoReply, ShowHttpsInfoReply,
    UpdateDomainMultiCertificates, UpdateDomainMultiCertificatesReply, UpdateHttpsInfo,
    origin_number, redirect_number,
};
pub(super) use self::query::{Page, is_in, word};
