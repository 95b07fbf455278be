//! The certificates that accounts hold, as somebody sees them who asks after all of them.

use std::collections::HashMap;

use crate::verbatim::Verbatim;

/// A certificate that an account holds at a provider.
#[derive(Clone, Debug)]
pub struct Held {
    /// What the provider calls it.
    pub id: String,
    /// What whoever brought it calls it; empty where it has no name.
    pub name: String,
    /// The PEM text, the leaf first.
    pub certificate: Verbatim,
    /// The PEM text of its private key, where there is one.
    pub private_key: Option<Verbatim>,
    /// What uses it, in the provider's words.
    pub used_by: Vec<String>,
}

/// What uses which certificate: what users go by, by the id of the certificate.
#[derive(Debug, Default)]
pub(crate) struct Users(HashMap<String, Vec<String>>);

impl Users {
    /// Those that use a certificate.
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
