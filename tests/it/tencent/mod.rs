//! Tencent Cloud: SSL, GAAP and tags.

mod client;
mod deletions;
mod deployments;
mod documented;
mod gaap;
mod lists;
mod orders;
mod paid_orders;
mod parallel;
mod properties;
mod reissues;
mod signatures;
mod signer;
mod tags;
mod uploads;
mod wire;

pub(crate) use self::client::signed;
