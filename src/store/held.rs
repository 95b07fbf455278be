//! The certificates that accounts hold, in one form for all providers.

use std::collections::HashMap;

use crate::verbatim::Verbatim;

/// A certificate that an account holds at a provider.
#[derive(Clone, Debug)]
pub struct Held {
    /// The id that the provider gave it.
    pub id: String,
    /// The name that the client gave it; empty if it has none.
    pub name: String,
    /// The certificate chain as PEM text, the leaf certificate first.
    pub certificate: Verbatim,
    /// The private key as PEM text, if the provider has it.
    pub private_key: Option<Verbatim>,
    /// The objects that use it, as the provider names them.
    pub used_by: Vec<String>,
}

/// The names of the objects that use each certificate, by the certificate's id.
#[derive(Debug, Default)]
pub(crate) struct Users(HashMap<String, Vec<String>>);

impl Users {
    /// The names of the objects that use this certificate.
    pub(crate) fn of(&self, id: &str) -> Vec<String> {
        self.0.get(id).cloned().unwrap_or_default()
    }
}

impl<'a> FromIterator<(&'a str, String)> for Users {
    fn from_iter<I: IntoIterator<Item = (&'a str, String)>>(bindings: I) -> Self {
        let mut users = HashMap::<String, Vec<String>>::new();
        for (id, user) in bindings {
            users.entry(id.to_owned()).or_default().push(user);
        }
        Self(users)
    }
}
