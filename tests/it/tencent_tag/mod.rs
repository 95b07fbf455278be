//! Tencent Cloud, tags.

mod tags;
