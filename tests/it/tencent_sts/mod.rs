//! Tencent Cloud, who asks.

mod identity;
