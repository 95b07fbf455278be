//! The state of a project at Huawei WAF.

mod certificate;
mod enterprise_project;
mod host;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::certificate::GivenCertificate;
pub(crate) use self::certificate::{Certificate, Certificates, Contents};
pub(crate) use self::enterprise_project::DEFAULT_PROJECT;
pub(crate) use self::host::{Host, Hosts, Protocol, Server, WafType};
use super::errors::Error;
use crate::accounts::Declaration;
use crate::store::{Held, Shelf, State, Tools, Users, View};

/// The project, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(try_from = "Exported", into = "Exported")]
pub(crate) struct Project {
    /// The most certificates that the project can have; nothing if there is no limit.
    ///
    /// Assumption: nobody has reached the quota who sets none. From: the guide, by which it is the
    /// number of domains that were paid for, and tools, whose users have met it at no number.
    pub(crate) quota: Option<usize>,
    pub(crate) certificates: Certificates,
    pub(crate) hosts: Hosts,
}

impl State for Project {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    fn holds(&self, id: &str) -> bool {
        self.certificates.find(id).is_some()
    }

    fn certificates(view: &View<'_, Self>) -> Vec<Held> {
        let Self { certificates, hosts, .. } = view.state;
        let bindings = hosts.bound().map(|(id, host)| (id, format!("host {}", host.hostname)));
        let users: Users = bindings.collect();
        let held = |certificate: &Certificate| Held {
            id: certificate.id.clone(),
            name: certificate.name.clone(),
            certificate: certificate.contents.content.clone(),
            private_key: Some(certificate.contents.key.clone()),
            used_by: users.of(&certificate.id),
        };
        certificates.newest_first().map(held).collect()
    }
}

impl Project {
    /// Keeps a new certificate, under an id of its own.
    ///
    /// The service has no content twice, and no two projects in common; names may be the same.
    /// Assumption: a content that is there already is refused with WAF.00014002, a name that is there
    /// is not refused (WAF.00011016). From: a remark in Terraform's tests on errors for duplicate
    /// certificates; no tool tells of one for a name.
    pub(crate) fn add_certificate(
        &mut self,
        name: String,
        enterprise_project_id: String,
        contents: Contents,
        tools: Tools<'_>,
    ) -> Result<Certificate, Error> {
        if self.quota.is_some_and(|quota| self.certificates.len() >= quota) {
            return Err(Error::InsufficientQuota);
        }
        if self.certificates.has_copy_of(&contents) {
            return Err(Error::AlreadyExists);
        }
        let id = tools.ids.draw_until_free(
            |ids| ids.uuid().simple().to_string(),
            |id| self.certificates.find(id).is_some() || self.hosts.has(id),
        );
        let timestamp = tools.clock.now();
        let made = Certificate { id, name, enterprise_project_id, contents, timestamp };
        self.certificates.insert(made.clone());
        Ok(made)
    }
}

/// The exported form of the project.
#[derive(Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
struct Exported {
    /// The most certificates that the project can have; no limit if absent.
    quota: Option<usize>,
    /// Certificates.
    certificates: Vec<GivenCertificate>,
    /// The protected hosts. No request creates them.
    hosts: Shelf<Host>,
}

impl From<Project> for Exported {
    fn from(Project { quota, certificates, hosts }: Project) -> Self {
        Self { quota, certificates: certificates.export(), hosts: hosts.into_shelf() }
    }
}

impl TryFrom<Exported> for Project {
    type Error = String;

    fn try_from(Exported { quota, certificates, hosts }: Exported) -> Result<Self, String> {
        let certificates = Certificates::read(certificates)?;
        let lost = hosts.oldest_first().find_map(|host| {
            let id = host.certificateid.as_deref()?;
            certificates.find(id).is_none().then_some((&host.id, id))
        });
        if let Some((host, id)) = lost {
            return Err(format!(
                "the host {host:?} has the certificate {id:?}, which is not there"
            ));
        }
        Ok(Self { quota, certificates, hosts: Hosts::new(hosts) })
    }
}
