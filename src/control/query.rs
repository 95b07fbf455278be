//! The query of a request of the control API.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::Refused;
use crate::hint::explain_privately;

/// A query, read as a type. An error message repeats no value.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let read = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        let axum::extract::Query(query) = read.map_err(|rejection| {
            let text = rejection.body_text();
            // The library's message has a prefix for programs, then the parameter's name.
            let error = text.rsplit_once("query string: ").map_or(&*text, |(_, error)| error);
            match error.split_once(": ") {
                Some((name, error)) if !error.starts_with("unknown ") => {
                    Refused::request(format!("`{name}`: {}", explain_privately(error)))
                }
                _ => Refused::request(explain_privately(error)),
            }
        })?;
        Ok(Self(query))
    }
}
