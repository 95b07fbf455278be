//! How a provider is declared.
//!
//! One table says what a provider can be asked and how it may refuse. The router, the reference and
//! the contract tests all read it; nothing repeats it.

mod call;
mod description;
mod error;
mod protocol;
mod state;

use axum::http::{Method, StatusCode};
use schemars::generate::SchemaSettings;
use serde::Deserialize;
use serde_json::Value;

pub use self::call::{Call, CallError, Entrance, Gate, Generate, NoBody, Read, Reply, Work, Write};
pub use self::description::{Description, in_header};
pub use self::error::{Catalogue, ErrorCode, Failure, Members, Refusal, error_of};
pub use self::protocol::{
    Admission, Answer, AuthMode, Caller, Exchange, Meant, Parameters, Protocol, Request, Serial,
    Success, Target,
};
pub use self::state::{Dated, Portable, StateError, StateOf};
use crate::store::Store;

/// The providers of a server, in the order of the reference.
pub type Providers = &'static [&'static Provider];

/// The provider of that id.
pub fn find_provider(providers: Providers, id: &str) -> Option<&'static Provider> {
    providers.iter().copied().find(|provider| provider.id == id)
}

/// One emulated service of one vendor.
#[derive(Debug)]
pub struct Provider {
    /// The name that folders, files and the command line use.
    pub id: &'static str,
    /// The name that people know it by.
    pub title: &'static str,
    /// How it talks.
    pub protocol: &'static dyn Protocol,
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
    pub operations: &'static [Operation],
}

impl Provider {
    /// Whether the path begins as this provider's do.
    pub fn claims(&self, path: &str) -> bool {
        self.prefixes.iter().any(|prefix| {
            path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// What a request asks for that names its operation so.
    pub fn named(&'static self, name: Option<&str>) -> Target {
        match self.operations.iter().find(|operation| Some(operation.name) == name) {
            Some(operation) => Target::Operation(operation, &[]),
            None => Target::NoPath,
        }
    }

    /// Every error that the operation may be refused with, its wire's included.
    pub fn errors_of(&self, operation: &Operation) -> Vec<&'static dyn ErrorCode> {
        let mut errors = operation.call.errors();
        errors.extend(self.protocol.errors());
        errors
    }
}

/// Makes a file that a ticket is for; none where there is none, or the ticket is no right one.
pub type Download = fn(&Store, &Ticket) -> Option<Vec<u8>>;

/// What a reply points at a file with: whoever has it needs no other credentials.
#[derive(Clone, Debug, Deserialize)]
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

/// One thing that a provider can be asked.
#[derive(Debug)]
pub struct Operation {
    /// The vendor's own name for it.
    pub name: &'static str,
    /// How a request names it.
    pub route: Route,
    /// What it is about, in the vendor's word: operations on one path share it.
    pub resource: &'static str,
    /// One line for the reference.
    pub summary: &'static str,
    /// The vendor's page about it.
    pub docs: &'static str,
    /// Who may ask.
    pub credentials: Credentials,
    /// The status of a success.
    pub success: StatusCode,
    /// A request that can be sent as it stands.
    pub example: Example,
    /// What answers it, and the errors that it documents.
    pub call: &'static dyn Call,
}

impl Operation {
    /// The methods that it can be asked with, any of which will do.
    pub fn methods(&self) -> &'static [Method] {
        match self.route {
            Route::Rest(methods, _) => methods,
            Route::Action => &[Method::POST, Method::GET],
        }
    }

    /// The names of its parameters, where they are known: of some operations any may be given.
    pub fn parameters(&self, provider: &Provider) -> Option<Vec<String>> {
        if let Some(names) = provider.protocol.parameters(self.name) {
            return Some(names.into_iter().map(str::to_owned).collect());
        }
        let inline = SchemaSettings::default().with(|settings| settings.inline_subschemas = true);
        let schema = self.call.request_schema(&mut inline.into_generator());
        let open = schema.get("additionalProperties").is_some_and(|more| *more != false);
        let members = schema.get("properties").and_then(Value::as_object);
        members.filter(|_| !open).map(|members| members.keys().cloned().collect())
    }

    /// The path that it is asked on, with its parameters in braces.
    pub fn path(&self) -> &'static str {
        match self.route {
            Route::Rest(_, path) => path,
            Route::Action => "/",
        }
    }
}

/// How a request names its operation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Route {
    /// The methods, any of which will do, and the path.
    Rest(&'static [Method], &'static str),
    /// The operation's name, which the request gives as its wire does.
    Action,
}

/// Who may ask for an operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Credentials {
    /// Whoever has the wire's usual credentials.
    Account,
    /// Anyone.
    Nobody,
    /// Whoever names a user and a password in the body.
    Password,
}

/// A request that can be sent as it stands, `{{certificate}}` and `{{private_key}}` being JSON
/// strings' insides with PEM texts that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The path and the query.
    pub target: &'static str,
    /// The JSON body, or nothing.
    pub body: &'static str,
}

impl Example {
    /// An example without a body.
    pub const fn get(target: &'static str) -> Self {
        Self { target, body: "" }
    }
}
