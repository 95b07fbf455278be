//! The table of a provider: what it can be asked, and by which paths or names.

use std::fmt;

use axum::http::{Method, StatusCode};
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Call, ErrorCode, Provider};

/// The method of an operation that shows something.
pub(crate) const GET: &[Method] = &[Method::GET];
/// The method of an operation that creates something.
pub(crate) const POST: &[Method] = &[Method::POST];
/// The method of an operation that changes something.
pub(crate) const PUT: &[Method] = &[Method::PUT];
/// The method of an operation that changes some of something.
pub(crate) const PATCH: &[Method] = &[Method::PATCH];
/// The method of an operation that deletes something.
pub(crate) const DELETE: &[Method] = &[Method::DELETE];

/// How requests name the operations of a provider.
#[derive(Debug)]
pub enum Surface {
    /// By a path and a method.
    Rest(&'static [Resource]),
    /// The same, in several lists: one for each version of the API.
    Versions(&'static [&'static [Resource]]),
    /// By the operation's name, which a request gives as its wire does.
    Actions(&'static [Operation]),
    /// The same, in several lists: one for each kind of thing that is asked of.
    Lists(&'static [&'static [Operation]]),
}

/// A path, with the operations on it.
#[derive(Debug)]
pub struct Resource {
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The same path, with the values that examples have.
    pub example: &'static str,
    /// What it is, in the vendor's word.
    pub name: &'static str,
    /// The operations, each with methods of its own.
    pub operations: &'static [Operation],
}

/// One thing that a provider can be asked.
pub struct Operation {
    /// The vendor's own name for it.
    pub name: &'static str,
    /// The methods that it can be asked with, any of which will do.
    pub methods: &'static [Method],
    /// One line for the reference.
    pub summary: &'static str,
    /// The vendor's page about it.
    pub docs: &'static str,
    /// Who may ask.
    pub credentials: Credentials,
    /// The status of a success.
    pub success: StatusCode,
    /// What a request says that can be sent as it stands.
    pub example: Example,
    /// What answers it, and the errors that it documents.
    pub call: &'static dyn Call,
}

impl fmt::Debug for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl Operation {
    /// What most rows have in common: whoever has credentials may ask, and a success is a 200.
    pub const fn of(call: &'static dyn Call) -> Self {
        Self {
            name: "",
            methods: GET,
            summary: "",
            docs: "",
            credentials: Credentials::Account,
            success: StatusCode::OK,
            example: Example::NONE,
            call,
        }
    }
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

/// The query and the JSON body of a request that can be sent as it stands. `{{certificate}}` and
/// `{{private_key}}` are the insides of JSON strings with PEM texts that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The query, without its `?`.
    pub query: &'static str,
    /// The body.
    pub body: &'static str,
}

impl Example {
    /// A request that says nothing beside its path.
    pub const NONE: Self = Self { query: "", body: "" };

    /// A request with that query.
    pub const fn query(query: &'static str) -> Self {
        Self { query, body: "" }
    }

    /// A request with that body.
    pub const fn body(body: &'static str) -> Self {
        Self { query: "", body }
    }
}

/// An operation in its place.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Whose it is.
    pub provider: &'static Provider,
    /// The path that it is on, where it is named by one.
    pub resource: Option<&'static Resource>,
    /// The operation.
    pub operation: &'static Operation,
}

impl Row {
    /// Whether it is the row of that operation.
    pub fn is(&self, operation: &Operation) -> bool {
        std::ptr::eq(self.operation, operation)
    }

    /// `provider.Operation`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.provider.id, self.operation.name)
    }

    /// The path that it is asked on, with its parameters in braces.
    pub fn path(&self) -> &'static str {
        self.resource.map_or("/", |resource| resource.path)
    }

    /// The path and the query of its example.
    pub fn target(&self) -> String {
        let path = self.resource.map_or("/", |resource| resource.example);
        match self.operation.example.query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The headers that name it, as names and values: none where its path does.
    pub fn headers(&self) -> Vec<(String, String)> {
        self.headers_with(fixed_value)
    }

    /// The headers of its example: those that name it, and what its wire wants beside.
    pub fn example_headers(&self) -> Vec<(String, String)> {
        self.headers_with(|header| header["example"].as_str().or_else(|| fixed_value(header)))
    }

    /// The header that names the operation, and those that its wire describes and that have a value here.
    fn headers_with(&self, value: impl Fn(&Value) -> Option<&str>) -> Vec<(String, String)> {
        let description = self.provider.protocol.description();
        let action = description.action.map(|name| (name.to_owned(), self.operation.name.into()));
        let others = description.headers.iter().filter_map(|header| {
            Some((header["name"].as_str()?.to_owned(), value(header)?.to_owned()))
        });
        action.into_iter().chain(others).collect()
    }

    /// Every error that it may be refused with, its wire's included.
    pub fn errors(&self) -> Vec<&'static dyn ErrorCode> {
        let mut errors = self.operation.call.errors();
        errors.extend(self.provider.protocol.errors_at(self.path()));
        errors
    }

    /// The names of its parameters, where they are known: of some operations any may be given.
    pub fn parameters(&self) -> Option<Vec<String>> {
        if let Some(names) = self.provider.protocol.parameters(self.operation.name) {
            return Some(names.into_iter().map(str::to_owned).collect());
        }
        let inline = SchemaSettings::default().with(|settings| settings.inline_subschemas = true);
        let schema = self.operation.call.request_schema(&mut inline.into_generator());
        let open = schema.get("additionalProperties").is_some_and(|more| *more != false);
        let members = schema.get("properties").and_then(Value::as_object);
        members.filter(|_| !open).map(|members| members.keys().cloned().collect())
    }
}

/// The value of a header that has to be there and can have no other.
fn fixed_value(header: &Value) -> Option<&str> {
    header["schema"]["enum"][0].as_str().filter(|_| header["required"] == true)
}

/// What a request names.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A path that no operation has, or a name that none has.
    Nothing,
    /// A path that some operations have, and a method that none of them has.
    NoMethod(&'static Resource),
    /// An operation, with the path that it is on, where it is named by one.
    Operation(&'static Operation, Option<&'static Resource>),
}

impl Target {
    /// What a request to the path asks for with the method.
    pub fn of(resource: &'static Resource, method: &Method) -> Self {
        // HEAD is GET without the body (RFC 9110, section 9.3.2), which hyper leaves out.
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        match resource.operations.iter().find(|operation| operation.methods.contains(wanted)) {
            Some(operation) => Self::Operation(operation, Some(resource)),
            None => Self::NoMethod(resource),
        }
    }

    /// The operation that is named.
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Operation(operation, _) => Some(operation),
            Self::Nothing | Self::NoMethod(_) => None,
        }
    }

    /// The path that is named, where it is an operation's.
    pub fn resource(&self) -> Option<&'static Resource> {
        match self {
            Self::Nothing => None,
            Self::NoMethod(resource) => Some(resource),
            Self::Operation(_, resource) => *resource,
        }
    }
}
