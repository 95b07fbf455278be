//! What certmock does, as its users see it: over HTTP, in the vendors' terms.
#![expect(clippy::format_push_string, reason = "a test's texts are short")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod accounts;
mod certificates;
mod command_line;
mod contract;
mod control;
mod fixtures;
mod hostile_http;
mod huawei;
mod huawei_signatures;
mod layers;
mod material;
mod mock;
mod properties;
mod qiniu;
mod qiniu_domains;
mod qiniu_signatures;
mod rainbond;
mod rainbond_rules;
mod recordings;
mod reference;
mod tencent;
