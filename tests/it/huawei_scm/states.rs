//! What is kept, taken out and put back.

use serde_json::json;

use super::{imported, list, names};
use crate::mock::Mock;
use crate::states::{export, import};

#[test]
fn certificates_are_the_same_when_they_are_put_back() {
    let mock = Mock::start();
    imported(&mock, "first", "rsa-2048");
    imported(&mock, "second", "several-names");
    let (before, listed) = (export(&mock), list(&mock, ""));
    import(&mock, &before);
    assert_eq!((export(&mock), list(&mock, "")), (before, listed));
}

#[test]
fn an_id_that_a_given_state_holds_is_not_drawn_again() {
    let mock = Mock::at(time::macros::datetime!(2023-11-14 22:13:20 UTC));
    let certificates = json!([{ "id": "scs1700000000000", "name": "given" }, { "id": "scs1700000000001", "name": "too" }]);
    import(&mock, &json!({ "certmock": { "huawei_scm": { "certificates": certificates } } }));
    assert_eq!(imported(&mock, "new", "rsa-2048"), "scs1700000000002");
    assert_eq!(names(&list(&mock, "")), ["new", "too", "given"]);
}

#[test]
fn a_text_of_a_state_that_is_no_certificate_is_kept_and_listed_without_its_end() {
    let mock = Mock::start();
    let certificates = json!([{ "id": "scs1700000000000", "name": "odd", "certificate": "x", "private_key": "y" }]);
    import(&mock, &json!({ "certmock": { "huawei_scm": { "certificates": certificates } } }));
    let listed = list(&mock, "")["certificates"][0].clone();
    assert_eq!((&listed["expire_time"], &listed["deploy_support"]), (&json!(null), &json!(false)));
}
