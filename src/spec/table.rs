//! The table of a provider: its operations, and the paths or names by which requests name them.

use std::fmt;

use axum::http::{Method, StatusCode};
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Call, ErrorCode, Provider};

/// The method of operations that return something.
pub(crate) const GET: &[Method] = &[Method::GET];
/// The method of an operation that creates something.
pub(crate) const POST: &[Method] = &[Method::POST];
/// The method of an operation that changes something.
pub(crate) const PUT: &[Method] = &[Method::PUT];
/// The method of operations that change a part of something.
pub(crate) const PATCH: &[Method] = &[Method::PATCH];
/// The method of an operation that deletes something.
pub(crate) const DELETE: &[Method] = &[Method::DELETE];

/// How requests name the operations of a provider.
#[derive(Debug)]
pub enum Surface {
    /// By a path and a method.
    Rest(&'static [Resource]),
    /// By a path and a method, in one list for each version of the API.
    Versions(&'static [&'static [Resource]]),
    /// By the operation's name, which the protocol finds in the request.
    Actions(&'static [Operation]),
    /// By the operation's name, in one list for each kind of object.
    Lists(&'static [&'static [Operation]]),
}

/// A path with its operations.
#[derive(Debug)]
pub struct Resource {
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The path with the parameters' values of the example.
    pub example: &'static str,
    /// What the path stands for, in the vendor's words.
    pub name: &'static str,
    /// The operations. No two have the same method.
    pub operations: &'static [Operation],
}

/// An operation of a provider.
pub struct Operation {
    /// The vendor's own name for it.
    pub name: &'static str,
    /// The methods that the operation accepts.
    pub methods: &'static [Method],
    /// One line for the reference.
    pub summary: &'static str,
    /// The vendor's page about it.
    pub docs: &'static str,
    /// The credentials that the operation needs.
    pub credentials: Credentials,
    /// The status of a successful response.
    pub success: StatusCode,
    /// An example request that works as it is.
    pub example: Example,
    /// The code that answers the operation, with its documented errors.
    pub call: &'static dyn Call,
}

impl fmt::Debug for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl Operation {
    /// An operation with the usual values: it needs the account's credentials, and a success has status 200.
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

/// The credentials that an operation needs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Credentials {
    /// The protocol's usual credentials.
    Account,
    /// None.
    Nobody,
    /// A user's name and password in the body.
    Password,
}

/// The query and the JSON body of an example request. `{{certificate}}` and `{{private_key}}` are replaced by
/// PEM texts that belong together, escaped for a JSON string.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The query, without its `?`.
    pub query: &'static str,
    /// The body.
    pub body: &'static str,
}

impl Example {
    /// A request without query and body.
    pub const NONE: Self = Self { query: "", body: "" };

    /// A request with this query.
    pub const fn query(query: &'static str) -> Self {
        Self { query, body: "" }
    }

    /// A request with this body.
    pub const fn body(body: &'static str) -> Self {
        Self { query: "", body }
    }
}

/// An operation with its provider and its path.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The provider that the operation belongs to.
    pub provider: &'static Provider,
    /// The path of the operation, if it has one.
    pub resource: Option<&'static Resource>,
    /// The operation.
    pub operation: &'static Operation,
}

impl Row {
    /// Whether this is the row of the operation.
    pub fn is(&self, operation: &Operation) -> bool {
        std::ptr::eq(self.operation, operation)
    }

    /// `provider.Operation`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.provider.id, self.operation.name)
    }

    /// The path of the operation, with its parameters in braces; `/` if it has none of its own.
    pub fn path(&self) -> &'static str {
        self.resource.map_or("/", |resource| resource.path)
    }

    /// The path and the query of its example request.
    pub fn target(&self) -> String {
        let path = self.resource.map_or("/", |resource| resource.example);
        match self.operation.example.query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// The headers that name the operation, as names and values; none if its path names it.
    pub fn headers(&self) -> Vec<(String, String)> {
        self.headers_with(fixed_value)
    }

    /// The headers of its example request: those that name the operation, and others that the protocol
    /// requires.
    pub fn example_headers(&self) -> Vec<(String, String)> {
        self.headers_with(|header| header["example"].as_str().or_else(|| fixed_value(header)))
    }

    /// The header that names the operation, and the headers of the protocol's description for which `value`
    /// returns something.
    fn headers_with(&self, value: impl Fn(&Value) -> Option<&str>) -> Vec<(String, String)> {
        let description = self.provider.protocol.description();
        let action = description.action.map(|name| (name.to_owned(), self.operation.name.into()));
        let others = description.headers.iter().filter_map(|header| {
            Some((header["name"].as_str()?.to_owned(), value(header)?.to_owned()))
        });
        action.into_iter().chain(others).collect()
    }

    /// All errors that the operation can be refused with, including those of its protocol.
    pub fn errors(&self) -> Vec<&'static dyn ErrorCode> {
        let mut errors = self.operation.call.errors();
        errors.extend(self.provider.protocol.errors_at(self.path()));
        errors
    }

    /// The names of its parameters; nothing if they are not known, as for operations that accept any
    /// parameter.
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

/// The value of a required header that can have only one value.
fn fixed_value(header: &Value) -> Option<&str> {
    header["schema"]["enum"][0].as_str().filter(|_| header["required"] == true)
}

/// What a request names.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A path or a name that no operation has.
    Nothing,
    /// A path of some operations, with a method that none of them accepts.
    NoMethod(&'static Resource),
    /// An operation, with its path if it has one.
    Operation(&'static Operation, Option<&'static Resource>),
}

impl Target {
    /// What a request to this path with this method names.
    pub fn of(resource: &'static Resource, method: &Method) -> Self {
        // HEAD is GET without the body (RFC 9110, section 9.3.2), which hyper leaves out.
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        match resource.operations.iter().find(|operation| operation.methods.contains(wanted)) {
            Some(operation) => Self::Operation(operation, Some(resource)),
            None => Self::NoMethod(resource),
        }
    }

    /// The operation, if the request names one.
    pub fn operation(&self) -> Option<&'static Operation> {
        match self {
            Self::Operation(operation, _) => Some(operation),
            Self::Nothing | Self::NoMethod(_) => None,
        }
    }

    /// The path, if the request names one that operations have.
    pub fn resource(&self) -> Option<&'static Resource> {
        match self {
            Self::Nothing => None,
            Self::NoMethod(resource) => Some(resource),
            Self::Operation(_, resource) => *resource,
        }
    }
}
