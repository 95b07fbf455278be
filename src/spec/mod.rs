//! How a provider is declared.
//!
//! One table says what a provider can be asked and how it may refuse. The router, the reference and
//! the contract tests all read it; nothing repeats it.

mod buffer;
mod call;
mod description;
mod error;
mod protocol;
mod request;
mod state;
mod table;
mod unread;
mod way;

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;

pub(crate) use self::call::{Call, CallError, Entrance, Errand, Gate, Parcel, Write};
pub use self::call::{NoBody, Read};
pub(crate) use self::description::{Description, in_header};
pub use self::error::{Catalogue, ErrorCode, Refusal, error_of};
pub(crate) use self::error::{Failure, Shape, catalogue};
pub use self::protocol::{Admission, AuthMode};
pub(crate) use self::protocol::{
    Answer, Caller, Exchange, Protocol, Serial, Sign, Success, facts_of,
};
pub(crate) use self::request::{Pair, is_form};
pub use self::request::{Parameters, Request};
pub use self::state::StateOf;
pub(crate) use self::state::{Dated, Portable};
pub use self::table::{Credentials, Operation, Resource, Row, Surface, Target};
pub(crate) use self::table::{DELETE, Example, PATCH, POST, PUT};
pub use self::unread::Unread;
pub(crate) use self::way::Way;
use crate::hosts::{domain_of, names_host};
use crate::store::Store;

/// The providers of a server, in the order of the reference.
pub(crate) type Providers = &'static [&'static Provider];

/// The provider of that id.
pub fn find_provider(providers: Providers, id: &str) -> Option<&'static Provider> {
    providers.iter().copied().find(|provider| provider.id == id)
}

/// One emulated service of one vendor.
pub struct Provider {
    /// The name that folders, files and the command line use.
    pub id: &'static str,
    /// The name that people know it by.
    pub title: &'static str,
    /// How it talks.
    pub protocol: &'static dyn Protocol,
    /// The hosts that the service has on the internet; in a name, `*` stands for one label or more.
    pub hosts: &'static [&'static str],
    /// The beginnings of the paths that are its own: what no operation answers there is refused in
    /// its envelope.
    pub prefixes: &'static [&'static str],
    /// What stands between authentication and the operations.
    pub entrance: Option<&'static dyn Entrance>,
    /// What makes a file that one of its replies points at.
    pub download: Option<Download>,
    /// How its state is exported and imported, where it can be.
    pub state: Option<&'static dyn Portable>,
    /// Where in an object of its state the texts of a certificate and its key stand; in the object
    /// itself where there is nothing.
    pub pair_at: &'static [&'static str],
    /// The kinds of its work that take time.
    pub paces: &'static [&'static str],
    /// What it can be asked.
    pub surface: Surface,
}

impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

impl Provider {
    /// A provider with that wire which has nothing yet.
    pub const fn on(protocol: &'static dyn Protocol) -> Self {
        Self {
            id: "",
            title: "",
            protocol,
            hosts: &[],
            prefixes: &[],
            entrance: None,
            download: None,
            state: None,
            pair_at: &[],
            paces: &[],
            surface: Surface::Actions(&[]),
        }
    }

    /// Its table, in the order of the reference.
    pub fn rows(&'static self) -> Vec<Row> {
        let row = |resource, operation| Row { provider: self, resource, operation };
        match self.surface {
            Surface::Actions(_) | Surface::Lists(_) => {
                self.actions().map(|operation| row(None, operation)).collect()
            }
            Surface::Rest(_) | Surface::Versions(_) => {
                let on = |resource: &'static Resource| {
                    resource.operations.iter().map(move |operation| row(Some(resource), operation))
                };
                self.resources().flat_map(on).collect()
            }
        }
    }

    /// Its operations that a request names themselves.
    fn actions(&self) -> impl Iterator<Item = &'static Operation> + use<> {
        let (lists, operations): (&[&[Operation]], &[Operation]) = match self.surface {
            Surface::Actions(operations) => (&[], operations),
            Surface::Lists(lists) => (lists, &[]),
            Surface::Rest(_) | Surface::Versions(_) => (&[], &[]),
        };
        operations.iter().chain(lists.iter().copied().flatten())
    }

    /// Its paths; none where its operations are named otherwise.
    pub fn resources(&self) -> impl Iterator<Item = &'static Resource> + use<> {
        let (versions, resources): (&[&[Resource]], &[Resource]) = match self.surface {
            Surface::Rest(resources) => (&[], resources),
            Surface::Versions(versions) => (versions, &[]),
            Surface::Actions(_) | Surface::Lists(_) => (&[], &[]),
        };
        resources.iter().chain(versions.iter().copied().flatten())
    }

    /// Whether the service is asked at that host, which is in lower case.
    pub fn has_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|pattern| names_host(pattern, host))
    }

    /// Whether the other is asked in the same domain, as services of one vendor are.
    pub fn is_neighbour_of(&self, other: &Self) -> bool {
        let domains = |of: &Self| of.hosts.iter().map(|pattern| domain_of(pattern));
        domains(self).any(|domain| domains(other).any(|known| known == domain))
    }

    /// Whether the path begins as this provider's do.
    pub fn claims(&self, path: &str) -> bool {
        self.claim(path) > 0
    }

    /// How much of the path's beginning is this provider's, in bytes.
    pub fn claim(&self, path: &str) -> usize {
        let begins = |prefix: &&&str| {
            path.strip_prefix(**prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.prefixes.iter().filter(begins).map(|prefix| prefix.len()).max().unwrap_or_default()
    }

    /// What a request asks for that names its action so.
    pub fn named(&self, action: Option<&str>) -> Target {
        match self.actions().find(|operation| Some(operation.name) == action) {
            Some(operation) => Target::Operation(operation, None),
            None => Target::Nothing,
        }
    }
}

/// Makes a file that a ticket is for; none where there is none, or the ticket is no right one.
pub(crate) type Download = fn(&Store, &Ticket) -> Option<Vec<u8>>;

/// What a reply points at a file with: whoever has it needs no other credentials.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Ticket {
    /// The account that the file is of.
    pub account: String,
    /// What is in it.
    pub id: String,
    /// In which form.
    pub form: String,
    /// That the reply was the provider's.
    pub sign: String,
}
