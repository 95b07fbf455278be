//! The address by which a client reached the control API.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::reference::ORIGIN;
use crate::spec::Way;

/// The origin of URLs by which the client reaches this server. The guard has checked the host.
#[derive(Clone, Debug)]
pub(super) struct Origin(pub(super) String);

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let named = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = named.or_else(|| parts.uri.authority().map(Authority::as_str));
        let way = parts.extensions.get::<Way>().copied().unwrap_or_default();
        // A request of HTTP/1.0 may name none.
        let origin = host.map(|host| format!("{}://{}", way.scheme, host.trim()));
        Ok(Self(origin.unwrap_or_else(|| ORIGIN.to_owned())))
    }
}
