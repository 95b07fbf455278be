//! IAM's own version.

use crate::mock::Mock;

#[test]
fn the_version_is_there_for_those_who_ask() {
    let mock = Mock::start();
    let shown = mock.operation("huawei_iam", "ShowIdentityVersion", &[]).send().expect(200);
    assert_eq!(shown["version"]["status"], "stable");
}
