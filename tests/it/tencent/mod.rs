//! Tencent Cloud, SSL.

mod client;

pub(crate) use self::client::signed;
