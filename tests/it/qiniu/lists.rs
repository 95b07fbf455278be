//! Lists of domains and of bindings.

use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::datetime;

use super::ask;
use crate::material::pair;
use crate::mock::Mock;

fn put(mock: &Mock, state: &Value) {
    let state = json!({ "qiniu:tester": { "qiniu": state } });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
}

/// The names of the listed domains, without what they have in common.
fn names(mock: &Mock, query: &str) -> String {
    let list = ask(mock, "ListDomains", &[]).query(query).send().expect(200);
    let names = list["domains"].as_array().unwrap().iter();
    let names: Vec<&str> = names
        .map(|domain| domain["name"].as_str().unwrap().trim_end_matches(".example.com"))
        .collect();
    names.join(" ")
}

#[test]
fn domains_are_listed_by_what_the_page_names() {
    let mock = Mock::start();
    put(
        &mock,
        &json!({ "domains": [
        { "name": "a.example.com", "protocol": "https", "https": { "certId": "one" } },
        { "name": "b.example.com", "type": "pan", "source": { "sourceQiniuBucket": "media" } },
        { "name": "c.example.com", "type": "wildcard", "source": { "sourceQiniuBucket": "other" } },
        { "name": "d.example.com", "type": "test", "source": { "sourceIPs": ["192.0.2.1", "192.0.2.2"] } },
        { "name": "e.example.com", "operatingState": "processing", "https": { "certId": "two" } },
        { "name": "f.example.com", "product": "kodo" },
        { "name": "g.example.com", "source": { "advancedSources": [{ "addr": "192.0.2.1", "weight": 1 }] } },
    ] }),
    );
    let cases = [
        ("", "a b c d e f g"),
        ("types=&certId=&sourceTypes=&sourceIp=&operatingState=", "a b c d e f g"),
        ("certId=one", "a"),
        ("certId=none", ""),
        ("certId=one&certId=two", "a"),
        ("types=pan", "b"),
        ("types=pan&types=wildcard&types=test", "b c d"),
        ("types=nothing", ""),
        ("sourceTypes=domain", "a e"),
        ("sourceTypes=qiniuBucket", "b c f"),
        ("sourceTypes=ip&sourceTypes=advanced", "d g"),
        ("sourceTypes=qiniuBucket&sourceQiniuBucket=media", "b"),
        ("sourceTypes=ip&sourceIp=192.0.2.2", "d"),
        ("sourceTypes=ip&sourceIp=192.0.2.3", ""),
        // A bucket or an address is looked at only where its kind alone is asked for.
        ("sourceQiniuBucket=media", "a b c d e f g"),
        ("sourceTypes=ip&sourceTypes=qiniuBucket&sourceQiniuBucket=media", "b c d f"),
        ("sourceTypes=qiniuBucket&sourceIp=192.0.2.1", "b c f"),
        ("operatingState=processing", "e"),
        ("operatingState=success&types=normal&limit=2", "a f"),
        ("operatingState=success&types=normal&limit=2&marker=a.example.com", "f g"),
        ("types=normal&limit=1&limit=9", "a"),
    ];
    for (query, wanted) in cases {
        assert_eq!(names(&mock, query), wanted, "{query}");
    }
    let shown = ask(&mock, "GetDomain", &["b.example.com"]).send().expect(200);
    let source = json!({ "sourceType": "qiniuBucket", "sourceQiniuBucket": "media" });
    assert_eq!(shown["source"], source);
}

#[test]
fn a_page_of_domains_has_ten_where_its_request_names_no_size() {
    let mock = Mock::start();
    let domains: Vec<Value> =
        (10..25).map(|number| json!({ "name": format!("{number}.example.com") })).collect();
    put(&mock, &json!({ "domains": domains }));
    assert_eq!(names(&mock, ""), "10 11 12 13 14 15 16 17 18 19");
    assert_eq!(names(&mock, "marker=19.example.com"), "20 21 22 23 24");
    assert_eq!(names(&mock, "limit=1000").split(' ').count(), 15);
}

#[test]
fn what_no_filter_reads_stands_in_the_journal() {
    let mock = Mock::start();
    names(&mock, "certId=x&types=a&types=b&nothing=y");
    let entries = mock.request("GET", "/_certmock/requests").send().expect(200);
    let entry = entries["requests"].as_array().or(entries.as_array()).unwrap().last().unwrap();
    assert_eq!(entry["unread"], json!(["nothing"]), "{entry}");
    assert_eq!(entry["parameters"]["types"], json!(["a", "b"]));
}

#[test]
fn a_domain_of_a_state_is_as_old_as_it_says_or_as_new_as_the_clock_shows() {
    let now = datetime!(2026-02-03 04:05:06 UTC);
    let mock = Mock::at(now);
    let made = "2020-01-01T00:00:00+08:00";
    put(&mock, &json!({ "domains": [{ "name": "new" }, { "name": "old", "createAt": made }] }));
    let show = |name: &str| ask(&mock, "GetDomain", &[name]).send().expect(200);
    let moment = |domain: &Value, member: &str| {
        OffsetDateTime::parse(domain[member].as_str().unwrap(), &Rfc3339).unwrap()
    };
    let (new, old) = (show("new"), show("old"));
    assert_eq!((moment(&new, "createAt"), moment(&new, "modifyAt")), (now, now));
    assert_eq!((&old["createAt"], moment(&old, "modifyAt")), (&json!(made), now));
}

#[test]
fn the_bindings_are_the_storage_domains_that_have_a_certificate() {
    let mock = Mock::start();
    let (ca, pri) = pair("ec-p256");
    put(
        &mock,
        &json!({
            "certificates": [{ "certID": "one", "name": "site", "certificate": ca, "private_key": pri }],
            "domains": [
                { "name": "cdn.example.com", "protocol": "https", "https": { "certId": "one" } },
                { "name": "img.example.com", "product": "kodo" },
                { "name": "bare.example.com", "product": "kodo" },
            ],
        }),
    );
    let bindings = || ask(&mock, "ListCertificateBindings", &[]).send().expect(200);
    assert_eq!(bindings(), json!([]));
    let bind = json!({ "certid": "one", "domain": "img.example.com" });
    ask(&mock, "BindCertificate", &[]).json(&bind).send().expect(200);
    let one = ask(&mock, "GetCertificate", &["one"]).send().expect(200);
    let bound = json!([{ "uid": one["cert"]["uid"], "name": "site", "certid": "one", "domain": "img.example.com" }]);
    assert_eq!(bindings(), bound);
}
