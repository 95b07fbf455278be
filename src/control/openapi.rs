//! The providers, and the control API itself, as OpenAPI: `/_certmock/openapi/…`.

use std::sync::{Arc, OnceLock};

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::Refused;
use super::describe::describe;
use crate::server::apart;
use crate::spec::{Provider, Providers};
use crate::{redact, reference};

/// The name of the document of the control API.
const CONTROL: &str = "control";

/// The documents of the providers and of the control API, each made on its first request.
#[derive(Debug)]
pub(super) struct Documents {
    providers: Vec<(&'static Provider, OnceLock<Bytes>)>,
    control: OnceLock<Bytes>,
}

impl Documents {
    pub(super) fn of(providers: Providers) -> Arc<Self> {
        let providers = providers.iter().map(|provider| (*provider, OnceLock::new())).collect();
        Arc::new(Self { providers, control: OnceLock::new() })
    }

    /// The document of that name, if there is one.
    fn find(&self, id: &str) -> Option<Bytes> {
        if id == CONTROL {
            return Some(self.control.get_or_init(|| describe().to_string().into()).clone());
        }
        let (provider, document) = self.providers.iter().find(|(provider, _)| provider.id == id)?;
        let make = || reference::openapi(provider).to_string().into();
        Some(document.get_or_init(make).clone())
    }
}

/// Shows the OpenAPI document of a provider, as `{provider}.json`, or of this API.
pub(super) async fn show(
    State(documents): State<Arc<Documents>>,
    Path(file): Path<String>,
) -> Result<Response, Refused> {
    let found = file.strip_suffix(".json").map(str::to_owned);
    let known = documents.clone();
    if let Some(id) = found
        && let Some(document) = apart(move || known.find(&id)).await
    {
        return Ok(([(header::CONTENT_TYPE, "application/json")], document).into_response());
    }
    let known = documents.providers.iter().map(|(provider, _)| provider.id).chain([CONTROL]);
    let files: Vec<_> = known.map(|id| format!("{id}.json")).collect();
    Err(Refused::not_found(format!(
        "there is no {:?}: ask for one of {}",
        redact::path(&file),
        files.join(", ")
    )))
}
