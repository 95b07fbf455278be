//! Lists, as tools go through them.

use certmock::{Clock, Config};
use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, imported, list, names, refused};
use crate::mock::Mock;
use crate::states;

/// Certificates that end at different times, and one that was bought and is not there yet.
fn mock() -> Mock {
    let clock = Clock::Frozen(datetime!(2026-06-01 00:00 UTC));
    let mock = Mock::with(Config { clock, ..Config::default() });
    let make = |id: u64, name: &str, end: &str| json!({ "id": format!("scs{id}"), "name": name, "make": { "names": [format!("{name}.example.com"), "shared.test"], "not_before": "2026-01-01T00:00:00Z", "not_after": end } });
    let mut project = make(1_700_000_000_002, "middle", "2026-08-01T00:00:00Z");
    project["enterprise_project_id"] = "an-enterprise".into();
    let certificates = json!([
        make(1_700_000_000_001, "late", "2027-01-01T00:00:00Z"),
        project,
        make(1_700_000_000_003, "ended", "2026-05-20T00:00:00Z"),
        { "id": "scs1700000000004", "name": "bought", "status": "PAID", "domain": "bought.example.com", "type": "OV_SSL_CERT", "brand": "GEOTRUST" },
    ]);
    let fixture = json!({ "certmock": 1, "state": { "certmock": { "huawei_scm": { "certificates": certificates } } } });
    let answer = mock.request("POST", "/_certmock/fixtures").json(&fixture).send();
    assert!(answer.status < 300, "{}", answer.text());
    mock
}

#[test]
fn a_list_is_sorted_by_what_is_asked() {
    let mock = mock();
    for (query, wanted) in [
        ("", ["bought", "ended", "middle", "late"]),
        ("sort_key=certUpdateTime&sort_dir=ASC", ["late", "middle", "ended", "bought"]),
        ("sort_key=certExpiredTime", ["late", "middle", "ended", "bought"]),
        ("sort_key=certExpiredTime&sort_dir=ASC", ["bought", "ended", "middle", "late"]),
        ("sort_key=certStatus&sort_dir=ASC", ["ended", "bought", "late", "middle"]),
    ] {
        assert_eq!(names(&list(&mock, query)), wanted, "{query}");
    }
}

#[test]
fn a_list_has_what_is_filtered() {
    let mock = mock();
    for (query, wanted) in [
        ("status=ALL", &["bought", "ended", "middle", "late"][..]),
        ("status=UPLOAD", &["middle", "late"]),
        ("status=EXPIRED", &["ended"]),
        ("status=PAID", &["bought"]),
        ("status=CANCELCHECKING", &[]),
        ("enterprise_project_id=all&status=UPLOAD", &["middle", "late"]),
        ("enterprise_project_id=an-enterprise", &["middle"]),
        ("enterprise_project_id=0&status=UPLOAD", &["late"]),
        ("deploy_support=true", &["middle", "late"]),
        ("deploy_support=false&owned_by_self=true", &["bought", "ended", "middle", "late"]),
        ("owned_by_self=false", &[]),
        ("expired_days_since=11", &["bought", "middle", "late"]),
        ("expired_days_since=12", &["bought", "ended", "middle", "late"]),
        ("content=late", &["late"]),
        ("content=shared.test", &["ended", "middle", "late"]),
        ("content=nothing", &[]),
    ] {
        let list = list(&mock, query);
        assert_eq!(
            (names(&list), &list["total_count"]),
            (wanted.to_vec(), &json!(wanted.len())),
            "{query}"
        );
    }
}

#[test]
fn pages_end_with_a_short_one() {
    let mock = Mock::start();
    for index in 0..12 {
        imported(&mock, &format!("site-{index}"), "ec-p256");
    }
    let page = |query: &str| {
        let list = list(&mock, query);
        (list["certificates"].as_array().unwrap().len(), list["total_count"].clone())
    };
    assert_eq!(page(""), (10, json!(12)));
    assert_eq!(page("limit=2"), (2, json!(12)));
    assert_eq!(page("limit=10&offset=10"), (2, json!(12)));
    assert_eq!(page("limit=50&offset=50"), (0, json!(12)));
    assert_eq!(page("offset=18446744073709551615"), (0, json!(12)));
    assert_eq!(names(&list(&mock, "limit=1&offset=3")), ["site-8"]);
}

#[test]
fn what_cannot_be_asked_of_a_list_is_refused() {
    let mock = Mock::start();
    for query in [
        "limit=0",
        "limit=51",
        "limit=x",
        "limit=",
        "offset=-1",
        "offset=x",
        "sort_key=name",
        "sort_dir=desc",
        "status=LOST",
        "deploy_support=1",
        "owned_by_self=x",
        "expired_days_since=1096",
        "expired_days_since=-1",
    ] {
        let answer = ask(&mock, "ListCertificates", &[]).query(query).send();
        refused(&answer, 400, "SCM.0005", "Incorrect request parameter.");
    }
}

#[test]
fn times_are_those_of_china_with_a_tenth_of_a_second() {
    let mock = mock();
    let listed = list(&mock, "content=late")["certificates"][0].clone();
    assert_eq!(listed["expire_time"], "2027-01-01 08:00:00.0");
    let shown = ask(&mock, "ShowCertificate", &["scs1700000000001"]).send().expect(200);
    assert_eq!(
        (&shown["not_before"], &shown["not_after"]),
        (&json!("2026-01-01 08:00:00.0"), &json!("2027-01-01 08:00:00.0"))
    );
}

#[test]
fn what_was_bought_and_is_not_there_yet_has_nothing_of_its_own() {
    let mock = mock();
    let listed = list(&mock, "status=PAID")["certificates"][0].clone();
    for member in ["sans", "signature_algorithm", "expire_time", "description"] {
        assert_eq!(listed[member], Value::Null, "{member}");
    }
    assert_eq!(
        (&listed["domain"], &listed["brand"]),
        (&json!("bought.example.com"), &json!("GEOTRUST"))
    );
    assert_eq!(
        states::export(&mock)["certmock"]["huawei_scm"]["certificates"][3]["status"],
        "PAID"
    );
}
