//! Huawei Cloud, IAM.

mod tokens;
mod versions;
