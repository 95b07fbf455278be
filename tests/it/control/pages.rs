//! The journal, looked at page by page, and in brief.

use serde_json::{Value, json};

use super::{arm, requests};
use crate::mock::Mock;

/// A server that has answered so many requests for a page that there is not.
fn with_requests(count: usize) -> Mock {
    let mock = Mock::start();
    for number in 0..count {
        mock.qiniu_as("a", "GET", &format!("/sslcert/none-{number}")).send();
    }
    mock
}

fn page(mock: &Mock, query: &str) -> Value {
    mock.request("GET", &format!("/_certmock/requests{query}")).send().expect(200)
}

fn numbers(page: &Value) -> Vec<u64> {
    let entries = page["requests"].as_array().unwrap();
    entries.iter().map(|entry| entry["number"].as_u64().unwrap()).collect()
}

#[test]
fn entries_are_numbered_from_1_and_older_ones_are_a_page_before() {
    let mock = with_requests(5);
    let newest = page(&mock, "?limit=2");
    assert_eq!((numbers(&newest), &newest["next"]), (vec![4, 5], &json!(4)));
    let older = page(&mock, "?limit=2&before=4");
    assert_eq!((numbers(&older), &older["next"]), (vec![2, 3], &json!(2)));
    let oldest = page(&mock, "?limit=2&before=2");
    assert_eq!((numbers(&oldest), oldest.get("next")), (vec![1], None));
    assert_eq!(numbers(&page(&mock, "?after=3")), [4, 5]);
    assert_eq!(numbers(&page(&mock, "?after=1&before=4")), [2, 3]);
    assert_eq!(numbers(&page(&mock, "?after=5")), [0; 0]);
    // What is forgotten leaves its numbers to nobody.
    mock.request("DELETE", "/_certmock/requests").send().expect(204);
    mock.qiniu_as("a", "GET", "/sslcert").send();
    assert_eq!(numbers(&page(&mock, "")), [6]);
}

#[test]
fn an_entry_in_brief_counts_what_nobody_read_and_leaves_out_what_is_long() {
    let mock = Mock::start();
    arm(
        &mock,
        &json!({ "name": "down", "when": { "operation": "qiniu.*" },
                        "then": { "respond": { "status": 503 } } }),
    );
    mock.qiniu_as("a", "POST", "/sslcert?x=1").json(&json!({ "name": "x", "y": 1 })).send();
    let (whole, brief) = (page(&mock, ""), page(&mock, "?brief=true"));
    assert_eq!((&whole["count"], &brief["count"]), (&json!(1), &json!(1)));
    let (whole, brief) = (&whole["requests"][0], &brief["requests"][0]);
    assert_eq!(brief["rule"], "down");
    for member in ["parameters", "explanation", "answer"] {
        assert_eq!(brief.get(member), None, "{member}");
    }
    assert_eq!(brief["unread"], whole["unread"].as_array().map_or(0, Vec::len));
    for (member, value) in whole.as_object().unwrap() {
        if !["parameters", "explanation", "answer", "unread"].contains(&member.as_str()) {
            assert_eq!(brief[member], *value, "{member}");
        }
    }
}

#[test]
fn a_text_is_found_in_a_path_an_error_and_a_flaw_in_any_case() {
    let mock = with_requests(3);
    mock.qiniu_as("a", "GET", "/domain").send();
    let (ca, _) = crate::material::pair("rsa-2048");
    let pri = crate::material::pem("mismatched.key");
    mock.qiniu_as("a", "POST", "/sslcert")
        .json(&json!({ "name": "x", "ca": ca, "pri": pri }))
        .send();
    for (text, found) in
        [("NONE-1", vec![2]), ("400401", vec![1, 2, 3]), ("Match", vec![5]), ("domain", vec![4])]
    {
        assert_eq!(numbers(&page(&mock, &format!("?text={text}"))), found, "{text}");
    }
    assert_eq!(numbers(&page(&mock, "?text=400401&limit=1")), [3]);
    assert_eq!(numbers(&page(&mock, "?text=")), [1, 2, 3, 4, 5]);
    assert_eq!(requests(&mock, "?text=nothing").len(), 0);
}
