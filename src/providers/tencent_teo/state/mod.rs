//! The state of an account at `EdgeOne`.

pub(super) mod host;
pub(super) mod instances;
pub(super) mod words;
pub(super) mod zone;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use self::host::Host;
use self::zone::Zone;
use super::super::tencent::{Once, check_lower_case, settle};
use super::super::tencent_ssl::Deployments;
use crate::accounts::Declaration;
use crate::store::{Shelf, State};

/// The pace at which hosts are given certificates.
pub(super) const DEPLOY_PACE: &str = "tencent_teo.deploy";

/// The account, as `GET /_certmock/state` exports it.
#[derive(Clone, Default, Deserialize, JsonSchema, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::providers) struct Account {
    /// Zones.
    pub(super) zones: Shelf<Zone>,
}

impl State for Account {
    fn open(_: Option<&Declaration>) -> Self {
        Self::default()
    }

    /// Checks that no host is in two zones.
    fn check(&self) -> Result<(), String> {
        let mut names = Once::default();
        for (number, zone) in self.zones.oldest_first().enumerate() {
            for (host_number, host) in zone.domains.oldest_first().enumerate() {
                let place = format!("zones[{number}].domains[{host_number}].name");
                check_lower_case(&place, &host.name)?;
                names.check(&place, &host.name)?;
            }
        }
        Ok(())
    }
}

impl Zone {
    /// A host to be changed. Ended work is applied first.
    pub(super) fn settle(
        &mut self,
        name: &str,
        deployments: &Deployments<'_>,
        now: OffsetDateTime,
    ) -> Option<&mut Host> {
        settle(&mut self.domains, name, |host| host.seen(deployments, now).host)
    }
}
