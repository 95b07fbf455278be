//! What the operations do.

mod check;
mod delete;
mod deploy;
mod describe;
mod download;
mod list;
mod modify;
mod order;
mod paid;
mod records;
mod replace;
mod update;
mod upload;

pub(super) use self::check::*;
pub(super) use self::delete::*;
pub(super) use self::deploy::*;
pub(super) use self::describe::*;
pub(super) use self::download::*;
pub(super) use self::list::*;
pub(super) use self::modify::*;
pub(super) use self::order::*;
pub(super) use self::paid::*;
pub(super) use self::records::*;
pub(super) use self::replace::*;
pub(super) use self::update::*;
pub(super) use self::upload::*;
