//! What neither the journal nor an answer repeats of a request that is wrong.

use serde_json::json;

use crate::material::pem;
use crate::mock::Mock;

#[test]
fn a_key_whose_text_has_no_line_breaks_is_in_no_flaw() {
    let mock = Mock::start();
    let key = pem("rsa-2048.key");
    let inside = key.lines().nth(1).unwrap();
    for text in [key.replace('\n', " "), key.replace('\n', ""), key.replace('\n', "\\n")] {
        let body = json!({ "name": "n", "ca": text, "pri": text });
        assert_ne!(mock.qiniu("POST", "/sslcert").json(&body).send().status, 200);
        let entries = mock.request("GET", "/_certmock/requests").send();
        assert!(!entries.text().contains(inside), "{}", entries.text());
    }
    let entries = mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
    assert!(entries["requests"][0]["flaw"].is_string(), "{entries}");
    // A method may be any word.
    let word = inside.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    mock.request(&word.replace(['+', '/'], "x"), "/sslcert").send();
    let entries = mock.request("GET", "/_certmock/requests?limit=1").send();
    assert!(entries.text().contains("\"method\":\"sha256:"), "{}", entries.text());
}

#[test]
fn a_query_that_cannot_be_read_is_refused_in_json_that_repeats_no_value_of_it() {
    let mock = Mock::start();
    for (target, words) in [
        ("requests?limit=s3cr3t", "`limit`: "),
        ("requests?limit=", "`limit`: "),
        ("requests?timeout=s3cr3t", "`timeout`: this is no duration: write a duration like 300ms"),
        ("requests?sinse=1", "unknown field `sinse`"),
        ("requests/wait?count=-1", "`count`: "),
        ("rules?account=a&account=b", "duplicate field `account`"),
        ("coverage?account=%ff&account=b", "duplicate field `account`"),
    ] {
        let answer = mock.request("GET", &format!("/_certmock/{target}")).send().expect(400);
        let error = answer["error"].as_str().unwrap();
        assert!(error.contains(words) && !error.contains("s3cr3t"), "{target}: {error}");
    }
}
