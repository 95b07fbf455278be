//! The state that the endpoints of the control API share.

use std::sync::Arc;

use axum::extract::FromRef;

use super::certificates::Known;
use super::events::Places;
use super::openapi::Documents;
use super::own::Own;
use super::page::Page;
use crate::server::App;

/// The shared state of all endpoints.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    pub(super) app: Arc<App>,
    own: Own,
    known: Arc<Known>,
    places: Places,
    documents: Arc<Documents>,
    page: Page,
}

impl Desk {
    pub(super) fn new(app: Arc<App>, own: Own, page: Page) -> Self {
        let documents = Documents::of(app.providers);
        Self { app, own, known: Arc::default(), places: Places::default(), documents, page }
    }
}

/// Lets an endpoint extract a part of the shared state.
macro_rules! give {
    ($($member:ident: $type:ty),*) => {
        $(impl FromRef<Desk> for $type {
            fn from_ref(desk: &Desk) -> Self {
                desk.$member.clone()
            }
        })*
    };
}

give! {
    app: Arc<App>,
    own: Own,
    known: Arc<Known>,
    places: Places,
    documents: Arc<Documents>,
    page: Page
}
