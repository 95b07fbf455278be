//! Certificates in v2 and in v2.0, which are one API at two paths.

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, ask_below, refused};
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock, Request};

const CREATE: [&str; 2] = ["v2.CreateCertificate", "v2_0.CreateCertificate"];
const LIST: [&str; 2] = ["v2.ListCertificates", "v2_0.ListCertificates"];
const SHOW: [&str; 2] = ["v2.ShowCertificate", "v2_0.ShowCertificate"];
const UPDATE: [&str; 2] = ["v2.UpdateCertificate", "v2_0.UpdateCertificate"];
const DELETE: [&str; 2] = ["v2.DeleteCertificate", "v2_0.DeleteCertificate"];

/// Both versions' request for an operation.
fn both(mock: &Mock, [v2, v2_0]: [&str; 2], id: &[&str]) -> [Request; 2] {
    [ask(mock, v2, id), ask_below(mock, v2_0, id)]
}

fn create(mock: &Mock, body: &Value) -> [Answer; 2] {
    both(mock, CREATE, &[]).map(|request| request.json(body).send())
}

fn flat(name: &str) -> Value {
    let (certificate, private_key) = pair(name);
    json!({ "certificate": certificate, "private_key": private_key })
}

const INVALID: (&str, &str) = ("ELB.1001", "Request parameters invalid.");

#[test]
fn a_certificate_is_flat_and_its_times_have_no_zone() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    for answer in create(&mock, &flat("ec-p256")) {
        let created = answer.expect(201);
        let names: Vec<_> = created.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "domain",
                "expire_time",
                "update_time",
                "create_time",
                "id",
                "admin_state_up",
                "private_key",
                "tenant_id",
                "type",
                "certificate",
                "name",
                "description",
                "source",
                "protection_status",
                "protection_reason",
            ]
        );
        for (member, value) in [
            ("domain", Value::Null),
            ("expire_time", json!("2126-01-01 00:00:00")),
            ("create_time", json!("2026-06-27 08:14:42")),
            ("tenant_id", json!("certmock")),
            ("type", json!("server")),
            ("private_key", json!(pem("ec-p256.key"))),
            ("description", Value::Null),
        ] {
            assert_eq!(created[member], value, "{member}");
        }
        let id = created["id"].as_str().unwrap();
        for shown in both(&mock, SHOW, &[id]) {
            assert_eq!(shown.send().expect(200), created);
        }
        for list in both(&mock, LIST, &[]) {
            let list = list.query(&format!("id={id}")).send().expect(200);
            assert_eq!(list, json!({ "certificates": [created], "instance_num": 1 }));
        }
    }
}

#[test]
fn what_is_wrong_in_a_creation_has_its_code() {
    let mock = Mock::start();
    let content = ("ELB.1011", "Invalid private key or certificate content.");
    let ca = ("ELB.5051", "CA certificate content is not valid.");
    for (member, value, (code, message)) in [
        ("certificate", Value::Null, INVALID),
        ("certificate", json!(""), INVALID),
        ("private_key", Value::Null, INVALID),
        ("certificate", json!(7), INVALID),
        ("name", json!("n".repeat(256)), INVALID),
        ("domain", json!("-a.com"), INVALID),
        ("type", json!("server_sm"), INVALID),
        ("source", json!("other"), INVALID),
        ("admin_state_up", json!(false), INVALID),
        ("enterprise_project_id", json!("e".repeat(65)), INVALID),
        ("certificate", json!("nonsense"), content),
        ("certificate", json!(pem("self-signed.crt") + &pem("root.crt").repeat(11)), content),
        ("private_key", json!(pem("mismatched.key")), content),
        ("private_key", json!(pem("encrypted.key")), content),
        ("type", json!("client"), ca),
        (
            "tenant_id",
            json!("another"),
            ("ELB.9808", "Tenant_id in token mismatches with tenant_id in url."),
        ),
    ] {
        let mut body = flat("ec-p256");
        body[member] = value;
        for answer in create(&mock, &body) {
            refused(&answer, 400, code, message);
        }
    }
    let mut taken = flat("expired");
    taken["unknown"] = json!([1]);
    taken["tenant_id"] = json!("certmock");
    taken["protection_status"] = json!("consoleProtection");
    for answer in create(&mock, &taken) {
        assert_eq!(answer.expect(201)["protection_status"], "consoleProtection");
    }
}

#[test]
fn an_authority_of_clients_keeps_no_key_whatever_is_sent() {
    let mock = Mock::start();
    let body = json!({ "type": "client", "certificate": pem("root.crt"), "private_key": "no PEM" });
    for answer in create(&mock, &body) {
        let created = answer.expect(201);
        assert_eq!(created["private_key"], "");
        let id = created["id"].as_str().unwrap();
        let change = json!({ "certificate": pem("ec-p256.crt"), "private_key": "no PEM" });
        for update in both(&mock, UPDATE, &[id]) {
            let answer = update.json(&change).send();
            refused(&answer, 400, "ELB.5053", "CA certificate content is not valid.");
        }
        let change = json!({ "certificate": pem("intermediate.crt"), "private_key": "no PEM" });
        for update in both(&mock, UPDATE, &[id]) {
            assert_eq!(update.json(&change).send().expect(200)["private_key"], "");
        }
    }
}

#[test]
fn an_update_changes_what_it_names_and_its_errors_have_their_codes() {
    let mock = Mock::start();
    let [created, _] = create(&mock, &flat("rsa-2048"));
    let created = created.expect(201);
    let id = created["id"].as_str().unwrap();
    let content = ("ELB.5013", "Invalid private key or certificate content.");
    for (change, (code, message)) in [
        (json!({ "certificate": "nonsense" }), content),
        (json!({ "certificate": pem("ec-p256.crt") }), content),
        (json!({ "private_key": pem("mismatched.key") }), content),
        (json!({ "name": "n".repeat(256) }), INVALID),
        (json!({ "name": 7 }), INVALID),
    ] {
        for update in both(&mock, UPDATE, &[id]) {
            refused(&update.json(&change).send(), 400, code, message);
        }
    }
    for (update, name) in both(&mock, UPDATE, &[id]).into_iter().zip(["ec-p256", "ec-p384"]) {
        let mut change = flat(name);
        change["name"] = json!(name);
        change["domain"] = json!("www.elb.com");
        let changed = update.json(&change).send().expect(200);
        for member in ["certificate", "private_key", "name", "domain"] {
            assert_eq!(changed[member], change[member], "{member}");
        }
    }
    for update in both(&mock, UPDATE, &[id]) {
        assert_eq!(update.json(&json!({})).send().expect(200)["name"], "ec-p384");
    }
}

#[test]
fn ids_that_are_not_there_and_ids_that_are_none_are_told_apart() {
    let mock = Mock::start();
    let unknown = "0".repeat(32);
    for operation in [SHOW, UPDATE, DELETE] {
        let send = |id: &str| {
            both(&mock, operation, &[id]).map(|request| {
                let changes = operation == UPDATE;
                if changes { request.json(&json!({})) } else { request }.send()
            })
        };
        for answer in send(&unknown) {
            refused(&answer, 404, "ELB.5040", "The certificate does not exist.");
        }
        for answer in send("short") {
            refused(&answer, 400, "ELB.5020", "The certificate ID must be 32 characters.");
        }
        for answer in send(&format!("{unknown}/more")) {
            let words = "The certificate URL contains more than four parts.";
            refused(&answer, 400, "ELB.5010", words);
        }
    }
}

#[test]
fn lists_have_pages_and_filters_and_a_wrong_search_is_refused() {
    let mock = Mock::at(datetime!(2026-06-27 08:14:42 UTC));
    let made = create_named(&mock, ["ec-p256", "ec-p384", "ec-p521"]);
    // The order of v2.0's lists is that of the ids, where nothing else is asked for.
    let sorted = |ids: &[String]| {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids
    };
    let (ids, others) = (sorted(&made), sorted(&made[1..]));
    let list = |query: &str| {
        both(&mock, LIST, &[]).map(|request| {
            let list = request.query(query).send().expect(200);
            let shown = list["certificates"].as_array().unwrap();
            assert_eq!(list["instance_num"], shown.len(), "a number");
            shown.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        })
    };
    for (query, wanted) in [
        ("", &ids[..]),
        ("limit=2", &ids[..2]),
        ("name=ec-p384", &made[1..2]),
        ("name=ec-p384&name=ec-p521", &others[..]),
        ("type=client", &[]),
        ("create_time=2026-06-27+08:14:42", &ids[..]),
        ("domain=a.com", &[]),
        ("marker=nothing", &ids[..]),
    ] {
        assert_eq!(list(query), [wanted, wanted], "{query}");
    }
    let query = format!("limit=2&marker={}", ids[0]);
    assert_eq!(list(&query), [&ids[1..], &ids[1..]]);
    let query = format!("limit=2&marker={}&page_reverse=True", ids[2]);
    assert_eq!(list(&query), [&ids[..2], &ids[..2]]);
    for query in ["limit=many", "limit=-1", "limit=1&marker=nothing", "limit=1&page_reverse=x"] {
        for request in both(&mock, LIST, &[]) {
            refused(&request.query(query).send(), 400, "ELB.5004", "Invalid search criteria.");
        }
    }
}

/// Creates certificates of these names, from the material that is called so; their ids.
fn create_named(mock: &Mock, names: [&str; 3]) -> [String; 3] {
    names.map(|name| {
        let mut body = flat(name);
        body["name"] = json!(name);
        let request = ask(mock, "v2.CreateCertificate", &[]).json(&body);
        request.send().expect(201)["id"].as_str().unwrap().to_owned()
    })
}

#[test]
fn a_list_is_sorted_by_what_is_asked_and_so_are_its_pages() {
    let mock = Mock::start();
    let [second, third, first] = create_named(&mock, ["ec-p384", "ec-p521", "ec-p256"]);
    let list = |query: &str| {
        both(&mock, LIST, &[]).map(|request| {
            let list = request.query(query).send().expect(200);
            let shown = list["certificates"].as_array().unwrap();
            shown.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        })
    };
    let rising = [first.clone(), second.clone(), third.clone()];
    let falling = [third.clone(), second.clone(), first];
    let by_name = "sort_key=name&sort_dir";
    assert_eq!(list(&format!("{by_name}=asc")), [rising.clone(), rising]);
    assert_eq!(list(&format!("{by_name}=desc")), [falling.clone(), falling.clone()]);
    // All of them have one type, so that the names decide.
    let both_keys = format!("sort_key=type&sort_dir=asc&{by_name}=desc");
    assert_eq!(list(&both_keys), [falling.clone(), falling]);
    let next = format!("limit=1&marker={third}&{by_name}=desc");
    assert_eq!(list(&next), [[second.clone()], [second.clone()]]);
    let back = format!("limit=1&marker={second}&page_reverse=true&{by_name}=desc");
    assert_eq!(list(&back), [[third.clone()], [third]]);
    for query in ["sort_key=name", "sort_key=private_key&sort_dir=asc", "sort_key=id&sort_dir=x"] {
        for request in both(&mock, LIST, &[]) {
            refused(&request.query(query).send(), 400, "ELB.5004", "Invalid search criteria.");
        }
    }
}

#[test]
fn bodies_that_are_no_object_are_refused_in_the_older_envelope() {
    let mock = Mock::start();
    for body in ["", "{", "null", "nonsense"] {
        for request in both(&mock, CREATE, &[]) {
            let answer = request.body(body).send();
            refused(&answer, 400, "ELB.0002", "The request body is null or empty.");
        }
    }
    for body in ["[]", "12", "\"text\""] {
        for request in both(&mock, CREATE, &[]) {
            refused(&request.body(body).send(), 400, INVALID.0, INVALID.1);
        }
    }
}

#[test]
fn the_121st_certificate_is_refused_and_a_foreign_project_is_not_entered() {
    let mock = Mock::start();
    super::change_state(&mock, |elb| elb["quota"] = json!(1));
    let [first, second] = create(&mock, &flat("ec-p256"));
    first.expect(201);
    refused(&second, 400, "ELB.5151", "The certificate quantity exceeds the quota.");
    let foreign = mock.request("GET", "/v2/certmock/elb/certificates");
    let foreign = (crate::huawei::VENDOR.admit)(foreign).send();
    let words = "Tenant_id in token mismatches with tenant_id in url.";
    refused(&foreign, 400, "ELB.9808", words);
}
