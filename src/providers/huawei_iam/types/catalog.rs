//! The catalogue of the services.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lookup::SelfLink;

/// Asks for the catalogue.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ShowCatalog {}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ShowCatalogReply {
    pub(crate) catalog: Vec<Service>,
    pub(crate) links: SelfLink,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Service {
    pub(crate) endpoints: [Endpoint; 1],
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) r#type: &'static str,
}

#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) interface: &'static str,
    pub(crate) region: &'static str,
    pub(crate) region_id: &'static str,
    pub(crate) url: String,
}
