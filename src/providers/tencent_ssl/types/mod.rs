//! Requests and replies, as the vendor writes them.

pub(super) mod alias;
pub(super) mod bind_task;
pub(super) mod bound;
pub(super) mod certificate;
pub(super) mod company;
pub(super) mod deletion;
pub(super) mod deployment;
pub(super) mod instances;
pub(super) mod letter;
pub(super) mod limits;
pub(super) mod manager;
pub(super) mod order;
pub(super) mod package;
pub(super) mod pem;
pub(super) mod picture;
pub(super) mod retry;
pub(super) mod rollback;
pub(super) mod shown;
pub(super) mod timestamp;
pub(super) mod validation;
