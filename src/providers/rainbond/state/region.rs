//! Regions, in which the components of teams run.

use schemars::JsonSchema;
use serde::Serialize;

/// The region of every team.
pub(crate) const REGION: Region = Region {
    region_id: "c3d1f0a9b8e74c6d95f2a1b0e4d3c2f1",
    region_name: "certmock",
    region_alias: "certmock",
    url: "https://127.0.0.1:8443",
    wsurl: "ws://127.0.0.1:6060",
    httpdomain: "127.0.0.1.nip.io",
    tcpdomain: "127.0.0.1",
    status: "1",
    desc: "",
    scope: "private",
};

/// A region, as the service prints it.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Region {
    pub(crate) region_id: &'static str,
    pub(crate) region_name: &'static str,
    pub(crate) region_alias: &'static str,
    pub(crate) url: &'static str,
    pub(crate) wsurl: &'static str,
    pub(crate) httpdomain: &'static str,
    pub(crate) tcpdomain: &'static str,
    pub(crate) status: &'static str,
    pub(crate) desc: &'static str,
    pub(crate) scope: &'static str,
}
