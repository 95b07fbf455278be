//! The behaviour of each operation.

pub(super) mod bind_task;
pub(super) mod bound;
pub(super) mod check;
pub(super) mod company;
pub(super) mod delete;
pub(super) mod deploy;
pub(super) mod describe;
pub(super) mod download;
pub(super) mod instances;
pub(super) mod letter;
pub(super) mod list;
pub(super) mod manager;
pub(super) mod modify;
pub(super) mod order;
pub(super) mod package;
pub(super) mod paid;
pub(super) mod records;
pub(super) mod replace;
pub(super) mod retry;
pub(super) mod rollback;
pub(super) mod update;
pub(super) mod upload;
