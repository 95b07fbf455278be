//! An OpenAPI 3.1 document of a provider (<https://spec.openapis.org/oas/v3.1.1.html>), from the
//! table: the schemas are those of the types that are read and written, the errors those that the
//! wire really writes.

mod errors;
mod requests;

use axum::http::Method;
use schemars::generate::SchemaSettings;
use schemars::transform::{ReplaceBoolSchemas, Transform};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use self::errors::Errors;
pub(crate) use self::requests::parameter;
use super::evidence;
use crate::spec::{Credentials, Description, Operation, Provider, Row};

/// Where schemas that are used more than once stand.
pub(crate) const SCHEMAS: &str = "/components/schemas";

/// Writes a schema that lets anything pass as `{}` and not as `true`, which code generators refuse.
fn write_as_objects(schema: &mut Schema) {
    let mut bools = ReplaceBoolSchemas::default();
    bools.skip_additional_properties = true;
    bools.transform(schema);
}

/// How the schemas of a document are made.
pub(crate) fn schema_settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = SCHEMAS.into();
        settings.meta_schema = None;
        settings.transforms = vec![Box::new(write_as_objects)];
    })
}

/// The provider's document.
pub(crate) fn openapi(provider: &'static Provider) -> Value {
    Document::new(provider).write()
}

struct Document {
    provider: &'static Provider,
    description: Description,
    errors: Errors<'static>,
    /// Of what is read, where a member with a default may be absent: its schemas stand where they are
    /// used, because some are split.
    read: SchemaGenerator,
    /// Of what is written.
    written: SchemaGenerator,
}

impl Document {
    fn new(provider: &'static Provider) -> Self {
        let settings = schema_settings();
        let inline = settings.clone().with(|settings| settings.inline_subschemas = true);
        Self {
            provider,
            description: provider.protocol.description(),
            errors: Errors::of(provider),
            read: inline.for_deserialize().into_generator(),
            written: settings.for_serialize().into_generator(),
        }
    }

    fn write(mut self) -> Value {
        let mut paths = Map::new();
        for row in self.provider.rows() {
            for (at, method) in methods(&row).iter().enumerate() {
                let mut described = self.operation(&row, method);
                if at > 0 {
                    described["operationId"] = json!(format!("{}By{method}", row.operation.name));
                }
                let path = paths.entry(path(&row)).or_insert_with(|| json!({}));
                path[method.as_str().to_ascii_lowercase()] = described;
            }
        }
        let security: Map<String, Value> = self
            .description
            .security
            .iter()
            .map(|(name, scheme)| ((*name).to_owned(), scheme.clone()))
            .collect();
        let any: Vec<Value> = security.keys().map(|name| json!({ name: [] })).collect();
        let mut schemas = self.written.take_definitions(true);
        schemas.retain(|_, schema| !is_nothing(schema));
        schemas.extend(self.errors.schemas());
        json!({
            "openapi": "3.1.0",
            "info": {
                "title": self.provider.title,
                "version": env!("CARGO_PKG_VERSION"),
                "description": "What certmock emulates of it.",
                "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
            },
            "servers": [{ "url": "/" }],
            "security": any,
            "paths": paths,
            "components": {
                "schemas": schemas,
                "responses": self.errors.responses(),
                "securitySchemes": security,
            },
        })
    }

    fn operation(&mut self, row: &Row, method: &Method) -> Value {
        let operation = row.operation;
        let mut schema = operation.call.request_schema(&mut self.read);
        write_as_objects(&mut schema);
        let request = requests::describe(row, method, &self.description, &schema);
        let reply = self.reply(operation);
        let responses = self.errors.responses_of(row, reply);
        let mut described = json!({
            "operationId": operation.name,
            "summary": operation.summary,
            "externalDocs": { "url": operation.docs },
            "tags": [row.resource.map_or("actions", |resource| resource.name)],
            "parameters": request.parameters,
            "responses": responses,
            "x-errors": super::describe_errors(row),
            "x-driven-by": evidence::drivers(row),
        });
        if let Some(body) = request.body {
            described["requestBody"] = body;
        }
        if operation.credentials != Credentials::Account {
            described["security"] = json!([]);
        }
        described
    }

    /// The schema of the body of a success; none where it has no body.
    fn reply(&mut self, operation: &Operation) -> Option<Value> {
        let schema = operation.call.reply_schema(&mut self.written).to_value();
        let name = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        let nothing =
            name.and_then(|name| self.written.definitions().get(name)).is_some_and(is_nothing);
        (!nothing).then(|| (self.description.envelope)(schema))
    }
}

/// Whether it is the schema of a reply without a body.
fn is_nothing(schema: &Value) -> bool {
    schema["type"] == "null"
}

/// The methods that are described: an action by POST alone, though GET would do as well.
fn methods(row: &Row) -> &'static [Method] {
    let methods = row.operation.methods;
    if row.resource.is_some() { methods } else { &methods[..1] }
}

/// The path. Actions share theirs; a fragment, which no client sends, tells them apart here, as is
/// usual in descriptions of such services.
fn path(row: &Row) -> String {
    match row.resource {
        Some(resource) => resource.path.to_owned(),
        None => format!("/#{}", row.operation.name),
    }
}
