//! The providers as OpenAPI: `/_certmock/openapi/…`.

use std::sync::{Arc, OnceLock};

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use super::Refused;
use crate::server::apart;
use crate::spec::{Provider, Providers};
use crate::{redact, reference};

/// The documents of the providers, each made when it is first asked for.
#[derive(Debug)]
pub(super) struct Documents(Vec<(&'static Provider, OnceLock<Bytes>)>);

impl Documents {
    pub(super) fn of(providers: Providers) -> Arc<Self> {
        Arc::new(Self(providers.iter().map(|provider| (*provider, OnceLock::new())).collect()))
    }

    /// The document of that provider, where there is one.
    fn find(&self, id: &str) -> Option<Bytes> {
        let (provider, document) = self.0.iter().find(|(provider, _)| provider.id == id)?;
        let make = || reference::openapi(provider).to_string().into();
        Some(document.get_or_init(make).clone())
    }
}

/// Shows the OpenAPI document of a provider, as `{provider}.json`.
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
    let files: Vec<_> =
        documents.0.iter().map(|(provider, _)| format!("{}.json", provider.id)).collect();
    Err(Refused::not_found(format!(
        "there is no {:?}: ask for one of {}",
        redact::path(&file),
        files.join(", ")
    )))
}
