//! The vendors' wires.

mod authorization;
pub mod huawei;
pub mod qiniu;
pub mod rainbond;
pub mod tencent;
