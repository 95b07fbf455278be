//! What certmock does, as its users see it: over HTTP, in the vendors' terms.
#![expect(clippy::format_push_string, reason = "a test's texts are short")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]

mod accounts;
mod certificates;
mod command_line;
mod contract;
mod control;
mod ending;
mod environment;
mod fixtures;
mod hostile_http;
mod huawei;
mod huawei_cdn;
mod huawei_elb;
mod huawei_iam;
mod huawei_scm;
mod huawei_waf;
mod layers;
mod listening;
mod log;
mod made_up_accounts;
mod material;
mod mock;
mod panics;
mod process;
mod properties;
mod qiniu;
mod rainbond;
mod reference;
mod running;
mod states;
mod table;
mod tencent;
mod tencent_cdn;
mod tencent_gaap;
mod tencent_live;
mod tencent_scf;
mod tencent_ssl;
mod tencent_sts;
mod tencent_tag;
mod tencent_waf;
mod tls;
mod vendors;
