//! Reads bodies: JSON, forms and multipart forms.

use axum::http::header;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::stream;
use multer::Multipart;
use serde_json::{Value, json};
use std::convert::Infallible;

use super::Error;
use crate::spec::{Failure, Parameters, Request};

/// Reads the members of a body. A body that is neither a JSON object nor a form has none.
pub(super) fn read(request: &Request) -> Result<Parameters, Failure> {
    // The media type of an empty body is ignored.
    if request.body.is_empty() {
        return Ok(Parameters::new());
    }
    let content_type = request.content_type().unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    match media_type.to_ascii_lowercase().as_str() {
        "application/json" => match serde_json::from_slice(&request.body) {
            Ok(Value::Object(members)) => Ok(members),
            Ok(_) => Ok(Parameters::new()),
            Err(error) => {
                let words = format!("JSON parse error - {error}");
                Err(Failure::saying(&Error::ParseError, words))
            }
        },
        "application/x-www-form-urlencoded" => Ok(form_urlencoded::parse(&request.body)
            .map(|(name, value)| (name.into_owned(), value.into()))
            .collect()),
        "multipart/form-data" => read_multipart(request),
        _ => {
            let words = format!("不支持请求中的媒体类型 “{content_type}”。");
            Err(Failure::saying(&Error::UnsupportedMediaType, words))
        }
    }
}

fn read_multipart(request: &Request) -> Result<Parameters, Failure> {
    let refuse = |reason: String| {
        Failure::saying(&Error::ParseError, format!("Multipart form parse error - {reason}"))
    };
    let content_type = request.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let boundary =
        multer::parse_boundary(content_type).map_err(|error| refuse(error.to_string()))?;
    let body = stream::iter([Ok::<Bytes, Infallible>(request.body.clone())]);
    // The body is already in memory, so this does not wait.
    collect(Multipart::new(body, boundary))
        .now_or_never()
        .unwrap_or_else(|| Ok(Parameters::new()))
        .map_err(|error| refuse(error.to_string()))
}

async fn collect(mut parts: Multipart<'_>) -> Result<Parameters, multer::Error> {
    let mut members = Parameters::new();
    while let Some(part) = parts.next_field().await? {
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let file_name = part.file_name().map(str::to_owned);
        let value = match file_name {
            // A file is not a text: the service refuses it for a text field.
            Some(file_name) => json!({ "file": file_name }),
            None => part.text().await?.into(),
        };
        members.insert(name, value);
    }
    Ok(members)
}
