//! IAM's own version.

use crate::mock::Mock;

#[test]
fn the_version_is_there_for_those_who_ask() {
    let mock = Mock::start();
    assert_eq!(mock.request("GET", "/v3").send().expect(200)["version"]["status"], "stable");
}
