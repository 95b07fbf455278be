//! Mistakes in queries and rules: the refusal says what to write.

use serde_json::json;

use super::requests;
use crate::mock::Mock;

#[test]
fn an_operation_that_no_provider_has_is_refused_with_the_nearest_name() {
    let mock = Mock::start();
    for (operation, hint) in [
        ("qiniu.UploadCertificat", "did you mean \\\"qiniu.UploadCertificate\\\"?"),
        ("quniu.*", "did you mean \\\"qiniu.*\\\"?"),
        ("tencent_sll", "did you mean \\\"tencent_ssl\\\"?"),
        ("typo", "there is no operation"),
    ] {
        for path in ["requests", "requests/wait"] {
            let target = format!("/_certmock/{path}?operation={operation}");
            let error = mock.request("GET", &target).send().expect(400)["error"].to_string();
            assert!(error.contains(hint), "{target}: {error}");
        }
    }
    // A search may find nothing.
    for operation in ["qiniu", "UploadCertificate", "qiniu.*", "*.UploadC*", "*", "*typo*"] {
        assert_eq!(requests(&mock, &format!("?operation={operation}")).len(), 0, "{operation}");
    }
}

#[test]
fn negative_numbers_and_durations_are_refused_with_what_to_write() {
    let mock = Mock::start();
    for (target, words) in [
        ("requests?limit=-1", "`limit`: write a whole number that is not negative"),
        ("requests/wait?count=-1", "`count`: write a whole number that is not negative"),
        ("requests/wait?timeout=-3s", "`timeout`: a duration must not be negative here: write one"),
        ("certificates?within=-3s", "`within`: a duration must not be negative here: write one"),
        ("requests?after=x", "`after`: write a whole number that is not negative"),
    ] {
        let error = mock.request("GET", &format!("/_certmock/{target}")).send().expect(400);
        assert!(error["error"].as_str().unwrap().starts_with(words), "{target}: {error}");
    }
    for (rule, words) in [
        (json!({ "calls": { "first": -1 } }), "expected a whole number that is not negative"),
        (json!({ "ttl": "-3s" }), "`ttl` must be longer than 0s"),
        (json!({ "then": { "delay": "-3s" } }), "`delay`: a duration must not be negative"),
        (
            json!({ "then": { "transport": { "slow_headers": "-1s" } } }),
            "`slow_headers`: a duration",
        ),
    ] {
        let mut whole = json!({ "then": { "delay": "1s" } });
        whole.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
        let answer = mock.request("POST", "/_certmock/rules").body(whole.to_string()).send();
        let error = answer.expect(400)["error"].to_string();
        assert!(error.contains(words), "{rule}: {error}");
    }
}
