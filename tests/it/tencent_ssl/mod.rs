//! Tencent Cloud, SSL.

mod deletions;
mod deployments;
mod lists;
mod orders;
mod paid_orders;
mod parallel;
mod reissues;
mod uploads;
