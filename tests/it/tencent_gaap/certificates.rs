//! Certificates: added, shown, renamed, deleted.

use certmock::internals::x509::Certificate;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::start;
use crate::material::{pair, pem};
use crate::tencent::client::{Client, GAAP, SSL};

fn add(gaap: &Client, kind: i64, content: &str, key: Option<&str>) -> String {
    let parameters = json!({
        "CertificateType": kind, "CertificateContent": content, "CertificateKey": key,
        "CertificateAlias": "名字",
    });
    gaap.ask("CreateCertificate", &parameters)["CertificateId"].as_str().unwrap().to_owned()
}

fn detail(gaap: &Client, id: &str) -> Value {
    let one = json!({ "CertificateId": id });
    gaap.ask("DescribeCertificateDetail", &one)["CertificateDetail"].clone()
}

#[test]
fn a_certificate_of_each_type_is_shown_as_it_was_given_with_the_seconds_of_its_validity() {
    let gaap = Client::gaap();
    for (kind, name, has_key) in
        [(1, "ca", false), (2, "rsa-2048", true), (3, "ca", false), (4, "ec-p384", true)]
    {
        let (content, key) = pair(name);
        let id = add(&gaap, kind, &content, Some(&key));
        let word = id.strip_prefix("cert-").unwrap();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        assert!(word.len() == 8 && word.bytes().all(plain), "{id}");
        let shown = detail(&gaap, &id);
        let leaf = Certificate::from_pem(&content).unwrap();
        assert_eq!(shown["CertificateContent"], content);
        // The key of an authority is nobody's business.
        assert_eq!(shown["CertificateKey"], if has_key { json!(key) } else { Value::Null });
        assert_eq!(shown["CertificateType"], kind);
        assert_eq!(shown["CertificateAlias"], "名字");
        assert_eq!(shown["BeginTime"], leaf.not_before().unix_timestamp());
        assert_eq!(shown["EndTime"], leaf.not_after().unix_timestamp());
        assert_eq!(shown["SubjectCN"], leaf.common_name().unwrap());
        assert_eq!(shown["IssuerCN"], leaf.issuer_common_name().unwrap());
        let listed = gaap.ask("DescribeCertificates", &json!({ "CertificateType": kind }));
        assert_eq!(listed["TotalCount"], 1);
        let listed = &listed["CertificateSet"][0];
        assert_eq!(listed["CertificateName"], "名字");
        assert_eq!(listed["BeginTime"], shown["BeginTime"]);
    }
    let id = add(&gaap, 0, "root:FSGdT", None);
    let shown = detail(&gaap, &id);
    assert_eq!(shown["CertificateContent"], "root:FSGdT");
    assert_eq!((&shown["BeginTime"], &shown["CertificateKey"]), (&Value::Null, &Value::Null));
}

#[test]
fn content_is_taken_as_it_is_and_percent_encoded() {
    let gaap = Client::gaap();
    let (content, key) = pair("rsa-2048");
    assert!(key.contains('+'), "base64 without a + would prove nothing");
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    // As Go's `url.PathEscape` has it: a `+` stays.
    let path = |text: &str| encode(text).replace("%2B", "+");
    for encode in [&encode as &dyn Fn(&str) -> String, &path] {
        let id = add(&gaap, 2, &encode(&content), Some(&encode(&key)));
        let shown = detail(&gaap, &id);
        assert_eq!(
            (&shown["CertificateContent"], &shown["CertificateKey"]),
            (&json!(content), &json!(key))
        );
    }
    let id = add(&gaap, 0, "root%3Atx2KGdo3zJg%2F.", None);
    assert_eq!(detail(&gaap, &id)["CertificateContent"], "root:tx2KGdo3zJg/.");
}

#[test]
fn what_is_wrong_with_a_certificate_or_its_key_is_told_apart() {
    let gaap = Client::gaap();
    let (content, key) = pair("rsa-2048");
    let refused = |kind: i64, content: &str, key: Option<&str>| {
        let parameters = json!({
            "CertificateType": kind, "CertificateContent": content, "CertificateKey": key,
        });
        gaap.refuse("CreateCertificate", &parameters)
    };
    let value = |word: &str| format!("InvalidParameterValue.{word}");
    assert_eq!(
        refused(2, &content, Some(&pem("mismatched.key"))),
        value("CertificateContentNotMatchKey")
    );
    for wrong in [pem("garbage.crt"), "no certificate".to_owned(), "%ff".to_owned(), key.clone()] {
        for kind in [1, 2, 3, 4] {
            let refused = refused(kind, &wrong, Some(&key));
            assert_eq!(refused, value("InvalidCertificateContent"), "{kind} {wrong}");
        }
    }
    for wrong in [pem("encrypted.key"), pem("secp256k1.key"), content.clone(), "no key".to_owned()]
    {
        assert_eq!(refused(2, &content, Some(&wrong)), value("InvalidCertificateKey"));
    }
    assert_eq!(refused(0, "root", None), value("InvalidCertificateContent"));
    assert_eq!(refused(2, &content, None), "MissingParameter");
    assert_eq!(refused(4, &content, Some("")), "MissingParameter");
    assert_eq!(refused(5, &content, Some(&key)), "InvalidParameterValue");
    assert_eq!(refused(-1, &content, Some(&key)), "InvalidParameterValue");
    assert_eq!(gaap.ask("DescribeCertificates", &json!({}))["TotalCount"], 0);
}

#[test]
fn lists_have_the_newest_first_and_are_read_a_page_at_a_time() {
    let gaap = Client::gaap();
    let authority = pem("ca.crt");
    let contents = ["root:FSGdT", &authority];
    let made = (0..25).map(|at| add(&gaap, at % 2, contents[usize::from(at % 2 == 1)], None));
    let ids: Vec<_> = made.collect();
    let page = |parameters: Value| {
        let listed = gaap.ask("DescribeCertificates", &parameters);
        let certificates = listed["CertificateSet"].as_array().unwrap().iter();
        let ids: Vec<_> =
            certificates.map(|each| each["CertificateId"].as_str().unwrap().to_owned()).collect();
        (ids, listed["TotalCount"].clone())
    };
    let newest: Vec<_> = ids.iter().rev().cloned().collect();
    assert_eq!(page(json!({})), (newest[..20].to_vec(), json!(25)));
    assert_eq!(
        page(json!({ "CertificateType": -1, "Offset": 20 })),
        (newest[20..].to_vec(), json!(25))
    );
    assert_eq!(page(json!({ "Limit": 3, "Offset": 1 })), (newest[1..4].to_vec(), json!(25)));
    let typed: Vec<_> = newest.iter().step_by(2).cloned().collect();
    assert_eq!(
        page(json!({ "CertificateType": 0, "Limit": 100, "Offset": 1 })),
        (typed[1..].to_vec(), json!(13))
    );
    assert_eq!(page(json!({ "Limit": 0 })).0.len(), 0);
    assert_eq!(page(json!({ "Offset": u64::MAX })).0.len(), 0);
    let refused = gaap.refuse("DescribeCertificates", &json!({ "CertificateType": 9 }));
    assert_eq!(refused, "InvalidParameterValue");
}

#[test]
fn an_unknown_certificate_is_refused_in_the_words_that_clients_compare() {
    for gaap in [Client::gaap(), Client::gaap().in_english()] {
        for action in
            ["DescribeCertificateDetail", "DeleteCertificate", "ModifyCertificateAttributes"]
        {
            let refused = gaap.refuse_saying(action, &json!({ "CertificateId": "cert-nobody11" }));
            assert_eq!(refused, ("ResourceNotFound".into(), "CertificateId not found".into()));
        }
    }
}

#[test]
fn a_certificate_is_renamed_in_at_most_fifty_characters() {
    let gaap = start();
    let rename =
        |alias: &str| json!({ "CertificateId": "cert-wildcard", "CertificateAlias": alias });
    gaap.ask("ModifyCertificateAttributes", &rename(&"字".repeat(50)));
    assert_eq!(detail(&gaap, "cert-wildcard")["CertificateAlias"], "字".repeat(50));
    let refused = gaap.refuse("ModifyCertificateAttributes", &rename(&"字".repeat(51)));
    assert_eq!(refused, "InvalidParameterValue");
    gaap.ask("ModifyCertificateAttributes", &json!({ "CertificateId": "cert-wildcard" }));
    assert_eq!(detail(&gaap, "cert-wildcard")["CertificateAlias"], "字".repeat(50));
}

#[test]
fn a_certificate_is_not_deleted_while_a_listener_or_a_domain_uses_it() {
    let gaap = start();
    let delete = |id: &str| json!({ "CertificateId": id });
    for used in ["cert-wildcard", "cert-clients1"] {
        let refused = gaap.refuse("DeleteCertificate", &delete(used));
        assert_eq!(refused, "FailedOperation.CertificateIsUsing");
    }
    gaap.ask(
        "SetAuthentication",
        &json!({
            "ListenerId": "listener-mutual11", "Domain": "www.example.com", "RealServerAuth": 1,
            "PolyRealServerCertificateIds": ["cert-origins1", "cert-origins2"],
        }),
    );
    let refused = gaap.refuse("DeleteCertificate", &delete("cert-origins2"));
    assert_eq!(refused, "FailedOperation.CertificateIsUsing");
    gaap.ask("DeleteCertificate", &delete("cert-several1"));
    assert_eq!(
        gaap.refuse("DescribeCertificateDetail", &delete("cert-several1")),
        "ResourceNotFound"
    );
    // What used it is gone, and so it may go, too.
    gaap.ask("DestroyProxies", &json!({ "Force": 1, "ProxyIds": ["link-running1"] }));
    gaap.ask("DeleteCertificate", &delete("cert-clients1"));
}

#[test]
fn the_four_actions_that_ssl_has_by_the_same_names_reach_the_service_that_is_meant() {
    let gaap = Client::gaap();
    let ssl = gaap.beside(&SSL);
    let (content, key) = pair("wildcard");
    let of_gaap = add(&gaap, 2, &content, Some(&key));
    let bought = json!({ "ProductId": 25, "DomainNum": 1, "TimeSpan": 1 });
    let of_ssl = ssl.ask("CreateCertificate", &bought)["CertificateIds"][0].clone();
    assert_eq!(
        gaap.ask("DescribeCertificates", &json!({}))["CertificateSet"][0]["CertificateId"],
        of_gaap
    );
    assert_eq!(
        ssl.ask("DescribeCertificates", &json!({}))["Certificates"][0]["CertificateId"],
        of_ssl
    );
    let one = json!({ "CertificateId": of_ssl });
    assert_eq!(gaap.refuse("DescribeCertificateDetail", &one), "ResourceNotFound");
    assert_eq!(ssl.ask("DescribeCertificateDetail", &one)["CertificateId"], of_ssl);
    let one = json!({ "CertificateId": of_gaap });
    let missing = "FailedOperation.CertificateNotFound";
    assert_eq!(ssl.refuse("DeleteCertificate", &one), missing);
    gaap.beside(&GAAP).ask("DeleteCertificate", &one);
    assert_eq!(gaap.ask("DescribeCertificates", &json!({}))["TotalCount"], 0);
}
