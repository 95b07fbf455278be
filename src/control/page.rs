//! The page for the browser: `/_certmock/`. It calls only the control API.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::Refused;
use crate::ids::{hex, sha256};
use crate::redact;

/// The document and its files, unchanged from the repository.
const DOCUMENT: &str = "index.html";
const FILES: [(&str, &str); 12] = [
    (DOCUMENT, include_str!("page/index.html")),
    ("style.css", include_str!("page/style.css")),
    ("main.js", include_str!("page/main.js")),
    ("api.js", include_str!("page/api.js")),
    ("live.js", include_str!("page/live.js")),
    ("dom.js", include_str!("page/dom.js")),
    ("text.js", include_str!("page/text.js")),
    ("journal.js", include_str!("page/journal.js")),
    ("certificates.js", include_str!("page/certificates.js")),
    ("rules.js", include_str!("page/rules.js")),
    ("coverage.js", include_str!("page/coverage.js")),
    ("setup.js", include_str!("page/setup.js")),
];

/// The headers of the page: it loads scripts and data only from this server, text cannot become markup or
/// script, and no other page can frame it or access its window. The browser checks each time whether a file
/// is still the same, because the next certmock at this address may have another version.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
        ),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
];

/// The page; none if it is off.
#[derive(Clone, Debug)]
pub(super) struct Page(Option<Arc<[File]>>);

/// A file of the page.
#[derive(Debug)]
struct File {
    name: &'static str,
    text: &'static str,
    tag: String,
}

impl Page {
    /// The page, if it is on.
    pub(super) fn new(is_on: bool) -> Self {
        let file = |(name, text): (&'static str, &'static str)| {
            let tag = format!("\"{}\"", hex(&sha256(text.as_bytes())[..16]));
            File { name, text, tag }
        };
        Self(is_on.then(|| FILES.into_iter().map(file).collect()))
    }

    /// Answers with a file, or with 304 if the browser has it already.
    fn answer(&self, name: &str, headers: &HeaderMap) -> Result<Response, Refused> {
        let is_off = || Refused::not_found("the page is off: start certmock with `--page on`");
        let files = self.0.as_ref().ok_or_else(is_off)?;
        let file = files.iter().find(|file| file.name == name).ok_or_else(|| {
            Refused::not_found(format!("the page has no {:?}", redact::path(name)))
        })?;
        let known = headers.get_all(header::IF_NONE_MATCH).iter();
        let mut known =
            known.filter_map(|tags| tags.to_str().ok()).flat_map(|tags| tags.split(','));
        let is_known = known.any(|tag| tag.trim().trim_start_matches("W/") == file.tag);
        let media = [(header::CONTENT_TYPE, file.media_type())];
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            (media, file.text).into_response()
        };
        response.headers_mut().extend(HEADERS);
        if let Ok(tag) = HeaderValue::from_str(&file.tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        Ok(response)
    }
}

impl File {
    fn media_type(&self) -> &'static str {
        match self.name.rsplit_once('.') {
            Some((_, "html")) => "text/html; charset=utf-8",
            Some((_, "css")) => "text/css; charset=utf-8",
            _ => "text/javascript; charset=utf-8",
        }
    }
}

/// Shows the document.
pub(super) async fn show(
    State(page): State<Page>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    page.answer(DOCUMENT, &headers)
}

/// Returns a file of the document.
pub(super) async fn show_file(
    State(page): State<Page>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    page.answer(&name, &headers)
}

/// Redirects to the document, whose links are relative to a folder.
pub(super) async fn lead_to_it(State(page): State<Page>) -> Result<Redirect, Refused> {
    page.answer(DOCUMENT, &HeaderMap::new()).map(|_| Redirect::permanent("/_certmock/"))
}
