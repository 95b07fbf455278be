//! What certmock does, as its users see it: over HTTP, in the vendors' terms.

mod accounts;
mod certificates;
mod command_line;
mod contract;
mod hostile_http;
mod huawei;
mod layers;
mod material;
mod mock;
mod properties;
mod qiniu;
mod rainbond;
mod recordings;
