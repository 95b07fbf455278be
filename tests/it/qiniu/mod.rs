//! Qiniu.

mod certificates;
mod domains;
mod signatures;
