//! The state of a domain at the certificate manager.

mod certificate;
mod contents;
mod placement;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use self::certificate::{Certificate, Status, no_enterprise_project};
pub(crate) use self::contents::{Contents, Leaf, is_host};
pub(crate) use self::placement::{Placement, Service};
use crate::accounts::Declaration;
use crate::ids::first_free;
use crate::store::{Held, Shelf, State, Tools, View};

/// The domain, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Domain {
    /// Certificates.
    pub(crate) certificates: Shelf<Certificate>,
}

impl State for Domain {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let held = |certificate: &Certificate| Held {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            certificate: certificate.certificate.pem.clone(),
            private_key: Some(certificate.private_key.clone()).filter(|key| !key.is_empty()),
            used_by: certificate.placements.iter().map(Placement::name).collect(),
        };
        view.state.certificates.oldest_first().map(held).collect()
    }
}

impl Domain {
    /// Adds a certificate. Its id is `scs` and the milliseconds since 1970, or the next free number if
    /// another certificate has this one.
    pub(crate) fn add(&mut self, mut certificate: Certificate, tools: Tools<'_>) -> String {
        let now = tools.clock.now().unix_timestamp_nanos() / 1_000_000;
        // The service has 13 digits, which these are from 2001 to 2286.
        let mut next = now.clamp(1_000_000_000_000, 9_999_999_999_999);
        let id = first_free(
            || {
                let id = format!("scs{next}");
                next = if next == 9_999_999_999_999 { 1_000_000_000_000 } else { next + 1 };
                id
            },
            |id| self.certificates.find(id).is_some(),
        );
        certificate.id.clone_from(&id);
        self.certificates.insert(certificate);
        id
    }
}
