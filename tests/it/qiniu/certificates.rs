//! Certificates: uploaded, listed, shown, deleted.

use std::collections::HashSet;

use serde_json::{Value, json};
use time::macros::datetime;

use super::{ask, refused, signed};
use crate::material::{pair, pem};
use crate::mock::{Answer, Mock};
use crate::states::{export, import};

fn upload(mock: &Mock, ca: &str, pri: &str) -> Answer {
    let body = json!({ "name": "n", "common_name": "www.example.com", "ca": ca, "pri": pri });
    ask(mock, "UploadCertificate", &[]).json(&body).send()
}

fn upload_pair(mock: &Mock, name: &str) -> String {
    let (ca, pri) = pair(name);
    upload(mock, &ca, &pri).expect(200)["certID"].as_str().unwrap().to_owned()
}

#[test]
fn an_uploaded_certificate_is_listed_shown_in_both_shapes_and_deleted() {
    let mock = Mock::start();
    let id = upload_pair(&mock, "rsa-2048");
    assert!(id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");

    let list = ask(&mock, "ListCertificates", &[]).query("marker=&limit=10").send().expect(200);
    assert_eq!(list["code"], 200);
    let listed = &list["certs"][0];
    assert_eq!(listed["certid"], id.as_str());
    assert_eq!(listed["dnsnames"], json!(["www.example.com"]));
    assert_eq!(listed["not_before"], datetime!(2026-01-01 0:00 UTC).unix_timestamp());
    assert_eq!(listed["not_after"], datetime!(2126-01-01 0:00 UTC).unix_timestamp());
    assert_eq!((&listed["encrypt"], &listed["enable"]), (&json!("RSA"), &json!(true)));
    assert!(listed.get("pri").is_none());

    let one = ask(&mock, "GetCertificate", &[&id]).send().expect(200);
    let (ca, pri) = pair("rsa-2048");
    for shape in [&one, &one["cert"]] {
        assert_eq!(shape["ca"], ca, "to the byte");
        assert_eq!(shape["pri"], pri, "the service shows the key");
        assert_eq!(shape["common_name"], "www.example.com");
        assert!(shape["create_time"].is_i64());
    }
    assert_eq!((&one["code"], &one["error"]), (&json!(200), &json!("")));

    let gone = ask(&mock, "DeleteCertificate", &[&id]).send().expect(200);
    assert_eq!(gone, json!({ "code": 200 }));
    refused(&ask(&mock, "GetCertificate", &[&id]).send(), 400_401, "无此证书");
    refused(&ask(&mock, "DeleteCertificate", &[&id]).send(), 400_401, "无此证书");
}

#[test]
fn a_chain_is_shown_to_the_byte_whoever_else_has_it() {
    let mock = Mock::start();
    let (chain, pri) = pair("rsa-2048");
    let forms = [
        chain.clone(),
        chain.trim_end().to_owned(),
        chain.replace('\n', "\r\n"),
        chain.replace("-----\n-----BEGIN", "-----\n\n\r\n-----BEGIN"),
        format!("{chain}\nbehind: \"quoted\", \\, 证书\n"),
        chain,
    ];
    let mut ids = Vec::new();
    for form in &forms {
        let id = upload(&mock, form, &pri).expect(200)["certID"].as_str().unwrap().to_owned();
        ids.push(id);
    }
    let all_are_shown = || {
        for (id, form) in ids.iter().zip(&forms) {
            let shown = ask(&mock, "GetCertificate", &[id]).send().expect(200);
            assert_eq!(shown["ca"], form.as_str());
        }
    };
    all_are_shown();
    import(&mock, &export(&mock));
    all_are_shown();
    ask(&mock, "DeleteCertificate", &[&ids.remove(0)]).send().expect(200);
    let shown = ask(&mock, "GetCertificate", &[&ids[4]]).send().expect(200);
    assert_eq!(shown["ca"], forms[5].as_str());
}

#[test]
fn an_id_begins_with_the_time_and_the_next_one_is_greater() {
    let mock = Mock::at(datetime!(2026-02-03 04:05:06 UTC));
    let ids = [upload_pair(&mock, "ec-p256"), upload_pair(&mock, "ec-p256")];
    for id in &ids {
        let seconds = i64::from_str_radix(&id[..8], 16).unwrap();
        assert_eq!(seconds, datetime!(2026-02-03 04:05:06 UTC).unix_timestamp());
    }
    assert!(ids[0] < ids[1], "the same pair twice is two certificates");
}

#[test]
fn what_the_service_refuses_is_refused_with_its_code_in_its_order() {
    let mock = Mock::start();
    let (ca, pri) = pair("rsa-2048");
    let decode = (404_906, "https证书解码失败");
    let parent = (400_338, "获取父级证书失败");
    let cases: [(&str, &str, (u64, &str)); 16] = [
        ("", &pri, decode),
        (&ca, "", decode),
        ("nonsense", &pri, decode),
        (&ca, "nonsense", decode),
        (&pri, &pri, decode),
        (&ca, &ca, decode),
        (&pem("garbage.crt"), &pri, decode),
        (&ca, &pem("encrypted.key"), decode),
        (&ca, &pem("encrypted.pkcs1.key"), decode),
        (&ca, &pem("secp256k1.key"), decode),
        (&ca, &pem("mismatched.key"), (400_324, "证书私钥不匹配")),
        (&ca, &pem("ec-p256.key"), (400_324, "证书私钥不匹配")),
        (&pem("chain-issuer-missing.crt"), &pri, parent),
        (&pem("chain-parent-later.crt"), &pri, parent),
        (&pem("chain-wrong-signature.crt"), &pri, (400_323, "验证https证书链失败")),
        (&pem("expired.crt"), &pem("expired.key"), (400_329, "https证书过期")),
    ];
    for (ca, pri, (code, error)) in cases {
        refused(&upload(&mock, ca, pri), code, error);
    }
    // A key that does not match is found before the chain and before the dates.
    let mismatched = pem("mismatched.key");
    refused(
        &upload(&mock, &pem("chain-issuer-missing.crt"), &mismatched),
        400_324,
        "证书私钥不匹配",
    );
    refused(&upload(&mock, &pem("expired.crt"), &mismatched), 400_324, "证书私钥不匹配");
    assert_eq!(ask(&mock, "ListCertificates", &[]).send().expect(200)["certs"], json!([]));
}

#[test]
fn fewer_than_thirty_days_are_too_few() {
    let (ca, pri) = pair("short-lived");
    let mock = Mock::at(datetime!(2026-01-02 0:00 UTC));
    refused(&upload(&mock, &ca, &pri), 400_322, "https证书有效期太短");
    let mock = Mock::at(datetime!(2026-02-02 0:00 UTC));
    refused(&upload(&mock, &ca, &pri), 400_329, "https证书过期");
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_refused_until_it_is() {
    let mock = Mock::at(datetime!(2025-12-31 23:59:59 UTC));
    let (ca, pri) = pair("rsa-2048");
    refused(&upload(&mock, &ca, &pri), 400_321, "证书还未生效");
    let begun = json!({ "by": "1s" });
    mock.request("POST", "/_certmock/clock/advance").json(&begun).send().expect(200);
    upload(&mock, &ca, &pri).expect(200);
}

#[test]
fn a_key_is_read_whichever_of_the_three_forms_its_label_names() {
    let mock = Mock::start();
    let labels = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ANY PRIVATE KEY"];
    let keys = [
        ("rsa-2048", "rsa-2048.key", "PRIVATE KEY"),
        ("rsa-2048", "rsa-2048.pkcs1.key", "RSA PRIVATE KEY"),
        ("ec-p256", "ec-p256.key", "PRIVATE KEY"),
        ("ec-p256", "ec-p256.sec1.key", "EC PRIVATE KEY"),
        ("ed25519", "ed25519.key", "PRIVATE KEY"),
    ];
    for (certificate, file, own) in keys {
        let (ca, _) = pair(certificate);
        let key = pem(file);
        for label in labels {
            let change = |mark: &str| {
                (format!("-----{mark} {own}-----"), format!("-----{mark} {label}-----"))
            };
            let (begin, end) = (change("BEGIN"), change("END"));
            let key = key.replace(&begin.0, &begin.1).replace(&end.0, &end.1);
            assert!(key.contains(&begin.1) && key.contains(&end.1), "{file}");
            let answer = upload(&mock, &ca, &key);
            assert_eq!(answer.status, 200, "{file} as {label}: {}", answer.text());
        }
        let other = key.replace(own, "PUBLIC KEY");
        refused(&upload(&mock, &ca, &other), 404_906, "https证书解码失败");
    }
    // What is under a passphrase is so under any label.
    let (ca, _) = pair("rsa-2048");
    let encrypted = pem("encrypted.key").replace("ENCRYPTED PRIVATE KEY", "PRIVATE KEY");
    refused(&upload(&mock, &ca, &encrypted), 404_906, "https证书解码失败");
}

#[test]
fn every_kind_of_key_a_lone_leaf_and_a_chain_without_its_root_are_taken() {
    let mock = Mock::start();
    let kinds = [
        ("rsa-2048", "RSA", "2048"),
        ("rsa-4096", "RSA", "4096"),
        ("rsa-1024", "RSA", "1024"),
        ("ec-p256", "ECDSA", "256"),
        ("ec-p384", "ECDSA", "384"),
        ("ec-p521", "ECDSA", "521"),
        ("ed25519", "Ed25519", "256"),
        ("self-signed", "ECDSA", "256"),
        ("wildcard", "ECDSA", "256"),
    ];
    for (name, encrypt, parameter) in kinds {
        upload_pair(&mock, name);
        let newest = ask(&mock, "ListCertificates", &[]).query("limit=1").send().expect(200);
        assert_eq!(newest["certs"][0]["encrypt"], encrypt, "{name}");
        assert_eq!(newest["certs"][0]["encryptParameter"], parameter, "{name}");
    }
    let (ca, _) = pair("rsa-2048");
    upload(&mock, &ca, &pem("rsa-2048.pkcs1.key")).expect(200);
    upload(&mock, &pem("ec-p256.crt"), &pem("ec-p256.sec1.key")).expect(200);
}

#[test]
fn names_may_be_absent_and_are_never_checked() {
    let mock = Mock::start();
    let (ca, pri) = pair("several-names");
    let body = json!({ "pri": pri, "ca": ca });
    ask(&mock, "UploadCertificate", &[]).json(&body).send().expect(200);
    let body = json!({ "name": "*.x/2023", "commonName": "other", "PRI": pri, "Ca": ca });
    ask(&mock, "UploadCertificate", &[]).json(&body).send().expect(200);
    let list = ask(&mock, "ListCertificates", &[]).send().expect(200);
    let names =
        |at: usize| (list["certs"][at]["name"].clone(), list["certs"][at]["common_name"].clone());
    assert_eq!(names(0), (json!("*.x/2023"), json!("other")), "any case, either spelling");
    assert_eq!(names(1), (json!(""), json!("a.example.com")));
}

#[test]
fn a_name_of_more_than_32_kib_is_refused() {
    let mock = Mock::start();
    let (ca, pri) = pair("ec-p256");
    for member in ["name", "common_name"] {
        let with = |length: usize| {
            let body = json!({ "ca": ca, "pri": pri, member: "n".repeat(length) });
            ask(&mock, "UploadCertificate", &[]).json(&body).send()
        };
        with(32 * 1024).expect(200);
        refused(&with(32 * 1024 + 1), 400_000, "无效输入");
    }
    assert_eq!(
        ask(&mock, "ListCertificates", &[]).send().expect(200)["certs"].as_array().unwrap().len(),
        2
    );
}

#[test]
fn a_marker_comes_with_every_page_and_an_empty_page_ends_the_list() {
    let mock = Mock::start();
    let mut ids: Vec<String> = (0..5).map(|_| upload_pair(&mock, "ec-p256")).collect();
    ids.reverse();
    let mut seen: Vec<String> = Vec::new();
    let mut marker = String::new();
    let mut pages = 0;
    loop {
        let query = format!("marker={marker}&limit=2");
        let page = ask(&mock, "ListCertificates", &[]).query(&query).send().expect(200);
        let certs = page["certs"].as_array().unwrap();
        marker = page["marker"].as_str().unwrap().to_owned();
        pages += 1;
        if certs.is_empty() {
            break;
        }
        assert_eq!(certs.last().unwrap()["certid"], marker.as_str());
        seen.extend(certs.iter().map(|cert| cert["certid"].as_str().unwrap().to_owned()));
        // A page goes on where the last one ended, though its end was deleted.
        if pages == 1 {
            ask(&mock, "DeleteCertificate", &[&marker]).send().expect(200);
        }
    }
    assert_eq!((seen, pages, marker.as_str()), (ids, 4, ""));
}

#[test]
fn a_limit_is_clamped_and_one_that_is_no_number_is_refused() {
    let mock = Mock::start();
    upload_pair(&mock, "ec-p256");
    upload_pair(&mock, "ec-p256");
    for (limit, shown) in [("", 2), ("0", 1), ("-5", 1), ("1", 1), ("2000", 2)] {
        let page =
            ask(&mock, "ListCertificates", &[]).query(&format!("limit={limit}")).send().expect(200);
        assert_eq!(page["certs"].as_array().unwrap().len(), shown, "{limit}");
    }
    refused(&ask(&mock, "ListCertificates", &[]).query("limit=ten").send(), 400, "invalid limit");
}

#[test]
fn the_certificate_after_the_quota_is_refused() {
    let mock = Mock::start();
    let (ca, pri) = pair("ec-p256");
    for _ in 0..1000 {
        upload(&mock, &ca, &pri).expect(200);
    }
    refused(&upload(&mock, &ca, &pri), 400_500, "超过用户绑定证书最大额度");
}

#[test]
fn another_accounts_certificate_is_not_ones_own() {
    let mock = Mock::start();
    let id = upload_pair(&mock, "ec-p256");
    for operation in ["GetCertificate", "DeleteCertificate"] {
        let request = mock.operation("qiniu", operation, &[&id]);
        refused(&signed(request, "stranger").send(), 404_908, "无权操作该证书");
    }
    ask(&mock, "GetCertificate", &[&id]).send().expect(200);
}

#[test]
fn an_unknown_domain_is_answered_with_the_services_own_status() {
    let mock = Mock::start();
    let requests = [
        ask(&mock, "GetHttpsConf", &["www.example.com"]),
        ask(&mock, "ModifyHttpsConf", &["www.example.com"]).json(&json!({ "certid": "x" })),
        ask(&mock, "Sslize", &["www.example.com"]).json(&json!({ "certid": "x" })),
        ask(&mock, "Unsslize", &["www.example.com"]),
    ];
    for request in requests {
        refused(&request.send(), 612, "no such domain");
    }
    refused(&ask(&mock, "GetDomain", &["www.example.com"]).send(), 404_001, "无此域名");
    let domains = ask(&mock, "ListDomains", &[]).query("limit=100").send().expect(200);
    assert_eq!(domains, json!({ "code": 200, "marker": "", "domains": [] }));
    let conf = json!({ "certid": "x", "tlsVersions": "TLSv1.2" });
    let answer = ask(&mock, "ModifyHttpsConf", &["www.example.com"]).json(&conf).send();
    assert!(answer.expect(400)["error"].as_str().unwrap().contains("cannot unmarshal string"));
}

#[test]
fn bodies_that_are_no_json_object_are_refused_and_the_body_of_a_get_is_not_read() {
    let mock = Mock::start();
    for body in ["{", "[]", "\"text\"", "{\"pri\": 1}", "{\"name\": []}", "\u{feff}{}", "{} {}"] {
        let answer = ask(&mock, "UploadCertificate", &[]).body(body).send();
        refused(&answer, 400, "invalid json");
    }
    for body in ["", "null", "{}", "{\"pri\": null}"] {
        let answer = ask(&mock, "UploadCertificate", &[]).body(body).send();
        refused(&answer, 404_906, "https证书解码失败");
    }
    for body in ["{}", "{"] {
        let list = ask(&mock, "ListCertificates", &[]).header("Content-Type", "application/json");
        list.body(body).send().expect(200);
    }
}

#[test]
fn every_answer_has_a_request_id() {
    let mock = Mock::start();
    let answers = [
        ask(&mock, "ListCertificates", &[]).send(),
        ask(&mock, "GetCertificate", &["none"]).send(),
        mock.request("GET", "/sslcert").send(),
        mock.qiniu("GET", "/domain/x/any-garbage").send(),
    ];
    let ids: HashSet<&str> =
        answers.iter().map(|answer| answer.header("X-Reqid").unwrap()).collect();
    assert_eq!(ids.len(), answers.len());
    assert!(ids.iter().all(|id| id.len() >= 16));
    assert!(answers.iter().all(|answer| answer.header("X-Log").is_some()));
}

#[test]
fn credentials_come_before_the_path_and_the_method() {
    let mock = Mock::start();
    for (method, target) in
        [("GET", "/domain/x/any-garbage"), ("PATCH", "/sslcert"), ("GET", "/sslcert/")]
    {
        refused(&mock.request(method, target).send(), 401, "bad token");
    }
    refused(&mock.qiniu("GET", "/domain/x/any-garbage").send(), 404, "not found");
    refused(
        &mock.qiniu("POST", "/sslcert/5f11ad8e3405977d37000562").send(),
        405,
        "method not allowed",
    );
    refused(&mock.qiniu("PATCH", "/sslcert").send(), 405, "method not allowed");
}

#[test]
fn malformed_tokens_are_bad_tokens() {
    let mock = Mock::start();
    let signature = format!("{}=", "A".repeat(27));
    for header in [
        String::new(),
        "QBox".to_owned(),
        "QBox key".to_owned(),
        "QBox key:short".to_owned(),
        format!("QBox :{signature}"),
        format!("Bearer key:{signature}"),
        format!("Basic {signature}"),
    ] {
        let answer = mock.request("GET", "/sslcert").header("Authorization", &header).send();
        refused(&answer, 401, "bad token");
    }
}

#[test]
fn an_answer_of_the_list_keeps_the_order_of_its_members() {
    let mock = Mock::start();
    upload_pair(&mock, "ec-p256");
    let answer = ask(&mock, "ListCertificates", &[]).send();
    assert!(answer.text().starts_with(r#"{"code":200,"error":"","marker":""#), "{}", answer.text());
    let Value::Object(cert) = answer.json()["certs"][0].clone() else { panic!("no object") };
    let names: Vec<_> = cert.keys().take(8).map(String::as_str).collect();
    let wanted = [
        "certid",
        "name",
        "uid",
        "common_name",
        "dnsnames",
        "create_time",
        "not_before",
        "not_after",
    ];
    assert_eq!(names, wanted);
}
