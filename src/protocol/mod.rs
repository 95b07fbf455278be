//! The vendors' wires.

pub mod huawei;
pub mod qiniu;
pub mod rainbond;
pub mod tencent;
