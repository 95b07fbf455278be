//! States that are taken out and put back.

use serde_json::Value;

use crate::mock::Mock;

/// What all accounts hold.
pub(crate) fn export(mock: &Mock) -> Value {
    mock.request("GET", "/_certmock/state").send().expect(200)
}

/// Begins again with what accounts held.
pub(crate) fn import(mock: &Mock, state: &Value) {
    mock.request("POST", "/_certmock/reset").send().expect(204);
    mock.request("PUT", "/_certmock/state").json(state).send().expect(204);
}
