//! The vendors' protocols.

mod authorization;
pub(crate) mod huawei;
pub(crate) mod qiniu;
pub(crate) mod rainbond;
pub(crate) mod tencent;
