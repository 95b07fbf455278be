//! The certificates that a listener or a rule has.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::super::tencent_ssl::{Bindings, Delivery};

/// The certificates that a listener or a rule has.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Bound {
    /// Which sides present certificates.
    #[serde(default)]
    pub(crate) mode: Mode,
    /// Whether clients have to show theirs.
    #[serde(default)]
    pub(crate) verify_client: VerifyClient,
    /// The server's, by its id at SSL.
    pub(crate) id: String,
    /// The authority's certificate, which client certificates are verified with.
    #[serde(default)]
    pub(crate) ca_id: Option<String>,
    /// The server's of other algorithms.
    #[serde(default)]
    pub(crate) ext_ids: Vec<String>,
}

/// Which sides present certificates.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Mode {
    /// The server and its clients.
    Mutual,
    /// The server alone.
    #[default]
    Unidirectional,
}

impl Mode {
    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Mutual => "MUTUAL",
            Self::Unidirectional => "UNIDIRECTIONAL",
        }
    }
}

/// Whether client certificates are required or optional.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum VerifyClient {
    #[default]
    On,
    Optional,
}

impl VerifyClient {
    /// The vendor's word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::On => "ON",
            Self::Optional => "OPTIONAL",
        }
    }
}

impl Bound {
    /// One of the server's alone.
    fn of(id: &str) -> Self {
        Self {
            mode: Mode::default(),
            verify_client: VerifyClient::default(),
            id: id.to_owned(),
            ca_id: None,
            ext_ids: Vec::new(),
        }
    }

    /// All of its certificates.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &String> {
        [&self.id].into_iter().chain(self.further())
    }

    /// All certificates after the server's first: its others, and the authority's.
    pub(crate) fn further(&self) -> impl Iterator<Item = &String> {
        self.ext_ids.iter().chain(&self.ca_id)
    }

    /// Whether it is one of the server certificates.
    pub(crate) fn serves(&self, id: &str) -> bool {
        self.id == id || self.ext_ids.iter().any(|known| known == id)
    }

    /// Replaces a certificate wherever it is used.
    pub(crate) fn replace(&mut self, old: &str, new: &str) {
        let places = [&mut self.id].into_iter().chain(&mut self.ext_ids).chain(&mut self.ca_id);
        for place in places.filter(|place| *place == old) {
            new.clone_into(place);
        }
        self.tidy();
    }

    /// Removes repeated server certificates.
    fn tidy(&mut self) {
        let Self { id, ext_ids, .. } = self;
        let mut seen = HashSet::from([id.clone()]);
        ext_ids.retain(|known| seen.insert(known.clone()));
    }
}

/// Applies what SSL has deployed to a listener or a rule.
///
/// Assumption: what is deployed by name takes the place of the first of several certificates of the server,
/// and the authority's stays. From: nothing sure; a deployment names no algorithm.
pub(crate) fn take(bound: &mut Option<Bound>, deployment: &Delivery) {
    let bound = bound.get_or_insert_with(|| Bound::of(&deployment.certificate_id));
    let Bindings { certificate_id, further_certificate_ids, authority_id, .. } =
        &deployment.bindings;
    certificate_id.as_deref().unwrap_or(&deployment.certificate_id).clone_into(&mut bound.id);
    bound.ca_id.clone_from(authority_id);
    let further = further_certificate_ids.iter().filter(|id| Some(*id) != authority_id.as_ref());
    bound.ext_ids = further.cloned().collect();
    bound.tidy();
}
