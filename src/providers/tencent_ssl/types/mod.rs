//! Requests and replies, as the vendor writes them.

mod certificate;
mod deletion;
mod deployment;
mod order;
mod shown;
pub(super) mod timestamp;
pub(super) mod validation;

pub(super) use self::certificate::*;
pub(super) use self::deletion::*;
pub(super) use self::deployment::*;
pub(super) use self::order::*;
pub(super) use self::shown::*;
pub(super) use self::validation::*;
