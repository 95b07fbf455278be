//! Requests and replies in Huawei WAF's form. Members of a query are texts.

mod certificate;
mod host;
mod page;

pub(super) use self::certificate::{
    AppliedCertificate, ApplyCertificateToHost, ChangedCertificate, CreateCertificate,
    ListCertificates, ListCertificatesReply, ListedCertificate, NamedCertificate,
    UpdateCertificate, WholeCertificate, exp_status,
};
pub(super) use self::host::{
    ListHostReply, ListHosts, ListPremiumHostReply, NamedHost, ShownHost, UpdateHost,
};
pub(super) use self::page::{ALL_PROJECTS, Page, flag, holds};
