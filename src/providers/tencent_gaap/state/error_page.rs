//! Error pages, and the headers that are added to requests.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::status::ListenerStatus;
use super::tasks::{Change, ChangeKind, Changing, Moment};

/// A header of a request or of an answer.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    /// Its name.
    pub(crate) name: String,
    /// The value.
    pub(crate) value: String,
}

/// An error page of a domain.
#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErrorPage {
    /// `errorPage-` and eight letters and digits.
    pub(crate) id: String,
    /// The statuses that it replaces.
    pub(crate) error_nos: Vec<u16>,
    /// The new status; the replaced one if absent.
    #[serde(default)]
    pub(crate) new_error_no: Option<u16>,
    /// The headers that are taken out.
    #[serde(default)]
    pub(crate) clear_headers: Vec<String>,
    /// The headers that are put in.
    #[serde(default)]
    pub(crate) set_headers: Vec<Header>,
    /// The body.
    #[serde(default)]
    pub(crate) body: String,
    /// The change that a task makes to it, if any.
    #[serde(default)]
    pub(crate) change: Option<Change<Self>>,
}

impl ErrorPage {
    /// Where it stands. Assumption: its statuses are those of a listener. From: the description of the
    /// member, which says of 0 that it is done.
    pub(crate) fn status(&self, at: Moment<'_>) -> ListenerStatus {
        match self.pending(at).map(Change::kind) {
            Some(ChangeKind::Creation) => ListenerStatus::Creating,
            Some(ChangeKind::Destruction) => ListenerStatus::Destroying,
            Some(ChangeKind::Modification(_)) => ListenerStatus::Changing,
            None => ListenerStatus::Running,
        }
    }
}

impl Changing for ErrorPage {
    fn change(&self) -> Option<&Change<Self>> {
        self.change.as_ref()
    }

    fn change_mut(&mut self) -> &mut Option<Change<Self>> {
        &mut self.change
    }
}
