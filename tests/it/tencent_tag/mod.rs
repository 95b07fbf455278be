//! Tencent Cloud, tags.

mod modify;
mod tags;
