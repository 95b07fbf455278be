//! Rainbond.

mod certificates;
mod http_rules;
mod recordings;
