//! How a provider is declared.
//!
//! One table lists a provider's operations and the errors of each. The router, the reference and the contract
//! tests all read this table; nothing repeats it.

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
    Answer, Caller, Exchange, Named, Protocol, Serial, Sign, Success, facts_of,
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

/// The provider with this id.
pub fn find_provider(providers: Providers, id: &str) -> Option<&'static Provider> {
    providers.iter().copied().find(|provider| provider.id == id)
}

/// One emulated service of one vendor.
pub struct Provider {
    /// The name in folders, files and the command line.
    pub id: &'static str,
    /// The name that is shown to people.
    pub title: &'static str,
    /// The protocol that it speaks.
    pub protocol: &'static dyn Protocol,
    /// The host names of the service on the internet. `*` stands for one or more labels.
    pub hosts: &'static [&'static str],
    /// The path prefixes that belong to the provider. A request to such a path that no operation answers is
    /// refused in this provider's envelope.
    pub prefixes: &'static [&'static str],
    /// A check between authentication and the operations.
    pub entrance: Option<&'static dyn Entrance>,
    /// Makes the files that its replies link to.
    pub download: Option<Download>,
    /// How its state is exported and imported, if it can be.
    pub state: Option<&'static dyn Portable>,
    /// The path from an object of the state to the texts of its certificate and key; empty if the object
    /// itself has them.
    pub pair_at: &'static [&'static str],
    /// The kinds of asynchronous work that it does.
    pub paces: &'static [&'static str],
    /// Its operations, and how requests name them.
    pub surface: Surface,
}

impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.id)
    }
}

impl Provider {
    /// A provider with this protocol and nothing else.
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

    /// Its operations, in the order of the reference.
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

    /// The operations that requests name explicitly, not by a path.
    fn actions(&self) -> impl Iterator<Item = &'static Operation> + use<> {
        let (lists, operations): (&[&[Operation]], &[Operation]) = match self.surface {
            Surface::Actions(operations) => (&[], operations),
            Surface::Lists(lists) => (lists, &[]),
            Surface::Rest(_) | Surface::Versions(_) => (&[], &[]),
        };
        operations.iter().chain(lists.iter().copied().flatten())
    }

    /// Its paths; none if requests name the operations explicitly.
    pub fn resources(&self) -> impl Iterator<Item = &'static Resource> + use<> {
        let (versions, resources): (&[&[Resource]], &[Resource]) = match self.surface {
            Surface::Rest(resources) => (&[], resources),
            Surface::Versions(versions) => (versions, &[]),
            Surface::Actions(_) | Surface::Lists(_) => (&[], &[]),
        };
        resources.iter().chain(versions.iter().copied().flatten())
    }

    /// Whether the service has this host name, given in lower case.
    pub fn has_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|pattern| names_host(pattern, host))
    }

    /// Whether both providers have hosts in the same domain, as the services of one vendor do.
    pub fn is_neighbour_of(&self, other: &Self) -> bool {
        let domains = |of: &Self| of.hosts.iter().map(|pattern| domain_of(pattern));
        domains(self).any(|domain| domains(other).any(|known| known == domain))
    }

    /// Whether the path has one of this provider's prefixes.
    pub fn claims(&self, path: &str) -> bool {
        self.claim(path) > 0
    }

    /// The length of this provider's longest prefix of the path, in bytes; 0 if it has none.
    pub fn claim(&self, path: &str) -> usize {
        let begins = |prefix: &&&str| {
            path.strip_prefix(**prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.prefixes.iter().filter(begins).map(|prefix| prefix.len()).max().unwrap_or_default()
    }

    /// The operation with this name; [`Target::Nothing`] if there is none.
    pub fn named(&self, action: Option<&str>) -> Target {
        match self.actions().find(|operation| Some(operation.name) == action) {
            Some(operation) => Target::Operation(operation, None),
            None => Target::Nothing,
        }
    }
}

/// Makes the file for a ticket. Returns nothing if the file does not exist or the ticket is not valid.
pub(crate) type Download = fn(&Store, &Ticket) -> Option<Vec<u8>>;

/// The parameters of a link to a file. A request with a valid ticket needs no other credentials.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Ticket {
    /// The account that the file belongs to.
    pub account: String,
    /// The id of what the file contains.
    pub id: String,
    /// The file's format.
    pub form: String,
    /// The signature, which proves that the provider issued the link.
    pub sign: String,
}
