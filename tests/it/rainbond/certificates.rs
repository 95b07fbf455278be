//! Certificates: what the recordings do not have, and what a client falls over.

use std::collections::HashSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{OTHER, TEAM, ask, ask_of, create, fields, post, service};
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock, Request};
use crate::states::{export, import};

fn put(mock: &Mock, id: u64, body: &Value) -> Answer {
    ask(mock, "UpdateCertificate", &[&id.to_string()]).json(body).send()
}

fn list(mock: &Mock) -> Answer {
    ask(mock, "ListCertificates", &[]).send()
}

fn show(mock: &Mock, id: u64) -> Answer {
    ask(mock, "GetCertificate", &[&id.to_string()]).send()
}

fn delete(mock: &Mock, id: u64) -> Answer {
    ask(mock, "DeleteCertificate", &[&id.to_string()]).send()
}

#[track_caller]
fn exception(answer: &Answer, error_type: &str, module: &str, message: &str) {
    let body = answer.expect(500);
    assert_eq!((&body["code"], &body["error_type"]), (&json!(10401), &json!(error_type)));
    assert_eq!((&body["msg"], &body["error_details"]["module"]), (&json!(message), &json!(module)));
    let trace = body["error_trace"].as_str().unwrap();
    assert!(trace.starts_with("Traceback") && !trace.contains('\n'), "{trace}");
}

/// A certificate of the recordings' materials.
fn material(group: &str, name: &str) -> String {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/rainbond-materials.json");
    let materials: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    materials[group][name].as_str().unwrap().to_owned()
}

fn recorded(alias: &str, certificate: &str, key: &str) -> Value {
    json!({
        "alias": alias,
        "private_key": material("keys", key),
        "certificate": material("certs", certificate),
        "certificate_type": "服务端证书",
    })
}

#[test]
fn every_answer_has_djangos_headers() {
    let mock = Mock::start();
    let answers = [
        list(&mock),
        mock.operation("rainbond", "ListCertificates", &[TEAM]).send(),
        show(&mock, 99),
        mock.rainbond("GET", "/certificates/").send(),
    ];
    let mut ids = HashSet::new();
    for answer in &answers {
        assert_eq!(answer.header("Vary"), Some("Accept, origin"));
        assert_eq!(answer.header("X-Frame-Options"), Some("DENY"));
        ids.insert(answer.header("X-Request-ID").unwrap());
    }
    assert!(ids.len() == answers.len() && ids.iter().all(|id| id.len() == 32));
}

#[test]
fn large_answers_are_compressed_for_those_who_ask() {
    let mock = Mock::start();
    create(&mock, "site");
    let gzip = |request: Request| request.header("Accept-Encoding", "gzip").send();
    let one = gzip(ask(&mock, "GetCertificate", &["1"]));
    assert_eq!((one.status, one.header("Content-Encoding")), (200, Some("gzip")));
    let small = gzip(ask(&mock, "ListCertificates", &[]).query("page=9"));
    assert_eq!((small.status, small.header("Content-Encoding")), (200, None));
    assert_eq!(show(&mock, 1).header("Content-Encoding"), None);
}

#[test]
fn clients_that_accept_no_compression_get_the_same_whether_they_say_so_or_not() {
    let mock = Mock::start();
    create(&mock, "site");
    for (operation, path) in [("GetCertificate", &["1"][..]), ("ListCertificates", &[])] {
        let told = ask(&mock, operation, path).header("Accept-Encoding", "identity").send();
        let silent = ask(&mock, operation, path).send();
        assert_eq!(told.text(), silent.text());
        assert_eq!(told.header_names(), silent.header_names());
        assert_eq!(told.header_values("Vary"), silent.header_values("Vary"));
    }
}

#[test]
fn pem_texts_of_unusual_form_are_read_as_openssl_reads_them() {
    let mock = Mock::start();
    let cases = [
        ("rsa_one_crlf", true),
        ("rsa_one_text_before", true),
        ("rsa_one_trailing_blanks", true),
        ("rsa_one_no_wrap", true),
        ("rsa_one_x509_label", true),
        ("rsa_one_key_first", true),
        ("rsa_one_trusted_label", false),
        ("rsa_one_bom", false),
        ("rsa_one_indented", false),
        ("rsa_one_one_line", false),
    ];
    for (name, taken) in cases {
        let answer = post(&mock, &recorded(name, name, "rsa_one"));
        if taken {
            let text = material("certs", name);
            let encoded = STANDARD.encode(text.trim());
            assert_eq!(answer.expect(200)["certificate"], encoded, "{name}");
        } else {
            service(&answer, 400, 400, "the certificate is invalid", "无效证书");
        }
    }
}

#[test]
fn texts_of_a_state_are_shown_as_the_service_checks_them() {
    let mock = Mock::start();
    create(&mock, "site");
    let (certificate, key) = pair("ec-p256");
    let with = |name: &str, text: &str| {
        let mut state = export(&mock);
        state["certmock"]["rainbond"]["certificates"][0][name] = json!(text);
        import(&mock, &state);
        let kept = export(&mock)["certmock"]["rainbond"]["certificates"][0][name].clone();
        assert_eq!(kept, text, "it is kept to the byte");
        show(&mock, 1)
    };
    let shown = with("certificate", &format!("\n{certificate} \n\n")).expect(200);
    assert_eq!(shown["certificate"], certificate.trim());
    let shown = with("private_key", &format!(" {key}")).expect(200);
    assert_eq!((&shown["private_key"], &shown["id"]), (&json!(key.trim()), &json!(1)));
    let shown = with("private_key", key.trim()).expect(200);
    assert_eq!(shown["private_key"], key.trim());
    for (text, words) in [
        ("", "该字段不能为空。"),
        (" \n", "该字段不能为空。"),
        ("a\0b", "不允许是用空字符串。"),
        (&"证".repeat(8193), "请确保这个字段不能超过 8192 个字符。"),
    ] {
        let refused = with("private_key", text).expect(400);
        assert_eq!(refused["err"], json!({ "private_key": [words] }));
    }
    with("private_key", &"证".repeat(8192)).expect(200);
}

#[test]
fn a_key_of_a_kind_that_only_openssl_reads_does_not_match() {
    let mock = Mock::start();
    let mut body = fields("site", "ec-p256");
    body["private_key"] = json!(pem("secp256k1.key"));
    service(&post(&mock, &body), 400, 400, "the certificate key pair mismatch", "证书密钥对不匹配");
    body["private_key"] = json!(pem("ec-p256.key").replace("PRIVATE KEY", "OTHER PRIVATE KEY"));
    service(&post(&mock, &body), 400, 400, "the private key is invalid", "无效私钥");
}

#[test]
fn sizes_are_limited_to_the_character_after_the_row_is_stored() {
    let mock = Mock::start();
    let too_long = |field: &str| {
        let words = "请确保这个字段不能超过 8192 个字符。";
        let mut err = serde_json::Map::new();
        err.insert(field.to_owned(), json!([words]));
        json!({ "detail": "参数错误", "err": err, "code": 20400, "error_type": "ValidationError" })
    };
    post(&mock, &recorded("6144", "rsa_one_pad_6144", "rsa_one")).expect(200);
    let refused = post(&mock, &recorded("6145", "rsa_one_pad_6145", "rsa_one"));
    assert_eq!(refused.expect(400), too_long("certificate"));
    assert_eq!(show(&mock, 2).expect(200)["alias"], "6145", "stored all the same");
    assert_eq!(
        post(&mock, &recorded("large", "large_chain", "large_chain")).expect(400),
        too_long("certificate")
    );
    post(&mock, &recorded("8192", "rsa_one_pad_8192", "rsa_one")).expect(400);
    show(&mock, 4).expect(200);
    post(&mock, &recorded("8193", "rsa_one_pad_8193", "rsa_one")).expect(400);
    assert_eq!(show(&mock, 5).expect(400), too_long("certificate"));
    assert_eq!(list(&mock).expect(200)["total"], 5, "the list shows no texts");
    let again = post(&mock, &recorded("6145", "rsa_one", "rsa_one"));
    service(&again, 412, 412, "certificate name already exists", "证书别名已存在");
}

#[test]
fn a_year_9999_and_a_uri_among_names_break_the_list() {
    let mock = Mock::start();
    post(&mock, &recorded("forever", "year_9999", "year_9999")).expect(200);
    exception(&list(&mock), "OverflowError", "builtins", "date value out of range");
    delete(&mock, 1).expect(200);
    post(&mock, &recorded("uri", "uri_san", "uri_san")).expect(200);
    exception(&list(&mock), "ValueError", "builtins", "too many values to unpack (expected 2)");
    let heal = recorded("healed", "rsa_one", "rsa_one");
    put(&mock, 2, &heal).expect(200);
    list(&mock).expect(200);
}

#[test]
fn a_put_wants_all_fields_and_keeps_the_type_that_it_does_not_change() {
    let mock = Mock::start();
    let id = create(&mock, "site");
    let mut body = fields("site", "ec-p384");
    body.as_object_mut().unwrap().remove("alias");
    let words =
        "DomainService.update_certificate() missing 1 required positional argument: 'alias'";
    exception(&put(&mock, id, &body), "TypeError", "builtins", words);
    for nothing in [json!(""), json!(null), json!(false)] {
        let mut body = fields(" site ", "ec-p384");
        body["certificate_type"] = nothing.clone();
        let answer = put(&mock, id, &body).expect(200);
        assert_eq!(answer["certificate_type"], "服务端证书", "{nothing}");
        assert_eq!(answer["alias"], "site");
        // One wrong field leaves all of them untrimmed, as the base64 shows.
        assert_eq!(answer["certificate"], STANDARD.encode(pem("ec-p384.crt")), "{nothing}");
        let shown = show(&mock, id).expect(200);
        assert_eq!(shown["certificate"], pem("ec-p384.crt").trim());
    }
}

#[test]
fn a_put_that_is_a_validation_error_is_stored_and_one_that_is_an_exception_is_not() {
    let mock = Mock::start();
    let id = create(&mock, "site");
    let mut typed = fields("site", "ec-p256");
    typed["certificate_type"] = json!("custom");
    put(&mock, id, &typed).expect(200);
    let no_region = "'NoneType' object has no attribute 'region_name'";
    let back = fields("renamed", "ec-p384");
    exception(&put(&mock, id, &back), "AttributeError", "builtins", no_region);
    let shown = show(&mock, id).expect(200);
    assert_eq!((&shown["alias"], &shown["certificate_type"]), (&json!("site"), &json!("custom")));
    let mut blank = fields("", "ec-p256");
    blank["certificate_type"] = json!("custom");
    put(&mock, id, &blank).expect(400);
    let spoilt = list(&mock).expect(400);
    assert_eq!(spoilt["err"]["list"][0]["alias"], json!(["该字段不能为空。"]));
}

#[test]
fn the_same_alias_may_be_put_again_and_another_teams_may_be_taken_twice() {
    let mock = Mock::start();
    let first = create(&mock, "one");
    let second = create(&mock, "two");
    put(&mock, first, &fields("one", "ec-p256")).expect(200);
    let taken = put(&mock, second, &fields("one", "ec-p256"));
    service(&taken, 412, 412, "certificate name already exists", "证书别名已存在");
    // Through another team the alias is looked for there, and the certificate stays where it is.
    let through = ask_of(&mock, "UpdateCertificate", &[OTHER, &second.to_string()]);
    through.json(&fields("one", "ec-p256")).send().expect(200);
    let aliases: Vec<Value> = list(&mock).expect(200)["list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["alias"].clone())
        .collect();
    assert_eq!(aliases, ["one", "one"]);
    // The alias stays taken while one of the two has it.
    delete(&mock, first).expect(200);
    post(&mock, &fields("one", "ec-p256")).expect(412);
    delete(&mock, second).expect(200);
    create(&mock, "one");
}

#[test]
fn an_id_is_looked_for_whatever_the_team() {
    let mock = Mock::start();
    let id = create(&mock, "site");
    for team in [OTHER, "certmock2", "certmock"] {
        let answer = ask_of(&mock, "GetCertificate", &[team, &format!("0{id}")]).send();
        assert_eq!(answer.expect(200)["alias"], "site", "{team}");
    }
}

#[test]
fn ids_are_read_as_python_reads_them() {
    let mock = Mock::start();
    create(&mock, "site");
    let read = |id: &str| ask(&mock, "GetCertificate", &[id]).send();
    for id in ["001", "%EF%BC%91"] {
        read(id).expect(200);
    }
    for id in
        ["0", "-1", "99999999999999999999999999", "99999999999999999999999999999999999999999999"]
    {
        assert_eq!(read(id).expect(404)["msg"], Value::Null, "{id}");
    }
    for id in ["-", "--1", "1-2"] {
        let words = format!("Field 'ID' expected a number but got '{id}'.");
        exception(&read(id), "ValueError", "builtins", &words);
        let deleted = ask(&mock, "DeleteCertificate", &[id]).send();
        exception(&deleted, "ValueError", "builtins", &words);
        let changed = ask(&mock, "UpdateCertificate", &[id]);
        let changed = changed.json(&fields("other", "ec-p256")).send();
        exception(&changed, "ValueError", "builtins", &words);
    }
    for id in ["abc", "1.0", "1%20", "1%2F2", "%FF"] {
        let answer = read(id);
        assert_eq!(
            (answer.status, answer.header("Content-Type")),
            (404, Some("text/html; charset=utf8"))
        );
    }
}

#[test]
fn forms_are_read_like_json() {
    let mock = Mock::start();
    let (certificate, private_key) = pair("ec-p256");
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let body = format!(
        "alias=first&alias=form&private_key={}&certificate={}&certificate_type=t",
        encode(&private_key),
        encode(&certificate)
    );
    let form = ask(&mock, "CreateCertificate", &[]).body(body);
    let answer = form.header("Content-Type", "application/x-www-form-urlencoded").send();
    assert_eq!(answer.expect(200)["alias"], "form", "the last of two counts");

    let part = |name: &str, file: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    let send = |certificate_file: &str| {
        let body = [
            part("alias", "", "multipart"),
            part("private_key", "", &private_key),
            part("certificate", certificate_file, &certificate),
            part("certificate_type", "", "t"),
            "--b--\r\n".to_owned(),
        ]
        .concat();
        let request = ask(&mock, "CreateCertificate", &[]).body(body);
        request.header("Content-Type", "multipart/form-data; boundary=b").send()
    };
    let file = "; filename=\"c.pem\"\r\nContent-Type: text/plain";
    service(&send(file), 400, 400, "the certificate is invalid", "无效证书");
    send("").expect(200);
    let without_boundary = ask(&mock, "CreateCertificate", &[]).body("x");
    without_boundary.header("Content-Type", "multipart/form-data").send().expect(400);
}
