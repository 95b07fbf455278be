//! The operation table, as tests go through it.

use certmock::internals::providers;
use certmock::internals::spec::{Operation, Provider, Row, find_provider};
use serde_json::Value;

use crate::material::pair;
use crate::mock::{Mock, Request};

/// Every row.
pub(crate) fn rows() -> impl Iterator<Item = Row> {
    providers::ALL.iter().flat_map(|provider| provider.rows())
}

/// The example of an operation, without credentials.
pub(crate) fn example(mock: &Mock, row: &Row) -> Request {
    let operation = row.operation;
    let inside = |text: &str| {
        let quoted = Value::from(text).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    };
    let (certificate, private_key) = pair("rsa-2048");
    let body = operation
        .example
        .body
        .replace("{{certificate}}", &inside(&certificate))
        .replace("{{private_key}}", &inside(&private_key));
    let mut request = mock.request(operation.methods[0].as_str(), &row.target());
    if row.resource.is_none() {
        let version = version_of(operation);
        request = request.header("X-TC-Action", operation.name).header("X-TC-Version", &version);
        // Some services are there once for each region.
        request = request.header("X-TC-Region", "ap-guangzhou");
    }
    if body.is_empty() {
        request
    } else {
        request.header("Content-Type", "application/json").body(body)
    }
}

/// The version of its service, as the link to its page has it.
fn version_of(operation: &Operation) -> String {
    let (_, version) = operation.docs.split_once("Version=").unwrap();
    version.split('&').next().unwrap().to_owned()
}

/// The provider of that id.
#[track_caller]
pub(crate) fn provider(id: &str) -> &'static Provider {
    find_provider(providers::ALL, id).unwrap_or_else(|| panic!("there is no provider {id}"))
}

impl Mock {
    /// Begins a request for an operation by its vendor's name, the parameters of its path filled in
    /// in their order.
    #[track_caller]
    pub(crate) fn operation(&self, id: &str, name: &str, parameters: &[&str]) -> Request {
        let found = provider(id).rows().into_iter().find(|row| row.operation.name == name);
        let row = found.unwrap_or_else(|| panic!("{id} has no operation {name}"));
        let path = row.path();
        let mut target = String::new();
        let mut parameters = parameters.iter();
        for part in path.split_inclusive('/') {
            if let Some(parameter) = part.strip_prefix('{') {
                target += parameters.next().unwrap_or_else(|| panic!("{name} wants a {part}"));
                target += &parameter[parameter.find('}').unwrap() + 1..];
            } else {
                target += part;
            }
        }
        assert_eq!(parameters.next(), None, "{path} has no place for it");
        self.request(row.operation.methods[0].as_str(), &target)
    }
}
