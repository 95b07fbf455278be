//! The list of providers.

mod huawei;
pub mod huawei_cdn;
pub mod huawei_elb;
pub mod huawei_iam;
pub mod huawei_scm;
pub mod huawei_waf;
pub mod qiniu;
pub mod rainbond;
mod tencent;
pub mod tencent_cdn;
pub mod tencent_clb;
pub mod tencent_gaap;
pub mod tencent_live;
pub mod tencent_scf;
pub mod tencent_ssl;
pub mod tencent_sts;
pub mod tencent_tag;
pub mod tencent_teo;
pub mod tencent_vod;
pub mod tencent_waf;

use crate::spec::Providers;

/// Every provider, in the order of the reference.
pub static ALL: Providers = &[
    &huawei_elb::PROVIDER,
    &huawei_scm::PROVIDER,
    &huawei_iam::PROVIDER,
    &huawei_cdn::PROVIDER,
    &huawei_waf::PROVIDER,
    &qiniu::PROVIDER,
    &rainbond::PROVIDER,
    &tencent_ssl::PROVIDER,
    &tencent_gaap::PROVIDER,
    &tencent_tag::PROVIDER,
    &tencent_sts::PROVIDER,
    &tencent_cdn::PROVIDER,
    &tencent_clb::PROVIDER,
    &tencent_teo::PROVIDER,
    &tencent_vod::PROVIDER,
    &tencent_live::PROVIDER,
    &tencent_waf::PROVIDER,
    &tencent_scf::PROVIDER,
];
