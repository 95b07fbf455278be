//! Domains at Qiniu and the certificates that they use.

use serde_json::{Value, json};

use super::{ask, refused, refused_by_storage};
use crate::material::pair;
use crate::mock::{Answer, Mock};

/// A server whose tester has two certificates and domains of every kind, and somebody else one
/// certificate.
fn start() -> Mock {
    let mock = Mock::start();
    let (certificate, private_key) = pair("wildcard");
    let certificates = |ids: &[&str]| -> Value {
        let make = |id: &&str| json!({ "certID": id, "certificate": certificate, "private_key": private_key });
        ids.iter().map(make).collect()
    };
    let state = json!({
        "qiniu:tester": { "qiniu": {
            "certificates": certificates(&["one", "two"]),
            "domains": [
                { "name": "www.example.com" },
                { "name": "tls.example.com", "protocol": "https", "https": { "certId": "two" } },
                { "name": "img.example.com", "product": "kodo" },
                { "name": "bare.example.com", "cname": "" },
                { "name": "busy.example.com", "operatingState": "processing", "protocol": "https" },
            ],
        } },
        "qiniu:other": { "qiniu": { "certificates": certificates(&["others"]) } },
    });
    mock.request("PUT", "/_certmock/state").json(&state).send().expect(204);
    mock
}

fn put(mock: &Mock, domain: &str, change: &str, body: &Value) -> Answer {
    ask(mock, change, &[&format!("{domain}.example.com")]).json(body).send()
}

fn show(mock: &Mock, operation: &str, domain: &str) -> Value {
    ask(mock, operation, &[domain]).send().expect(200)
}

#[test]
fn a_domain_goes_from_http_to_https_and_back() {
    let mock = start();
    let conf = json!({ "certid": "one", "forceHttps": true });
    refused(&put(&mock, "www", "Unsslize", &json!({})), 400_013, "域名已处于该状态");
    // acme.sh takes any answer with the word `error` in it for a failure.
    assert_eq!(put(&mock, "www", "Sslize", &conf).text(), r#"{"code":200}"#);
    let shown = show(&mock, "GetDomain", "www.example.com");
    assert_eq!((&shown["protocol"], &shown["https"]["certId"]), (&json!("https"), &json!("one")));
    // A client that renews does not ask whether the domain speaks HTTPS already.
    for id in ["one", "two"] {
        put(&mock, "www", "Sslize", &json!({ "certid": id })).expect(200);
        let https = json!({ "certId": id, "forceHttps": true, "http2Enable": false });
        assert_eq!(show(&mock, "GetHttpsConf", "www.example.com"), https);
    }
    put(&mock, "www", "Unsslize", &json!({})).expect(200);
    let shown = show(&mock, "GetDomain", "www.example.com");
    assert_eq!((&shown["protocol"], &shown["https"]["certId"]), (&json!("http"), &json!("")));
}

#[test]
fn a_domain_of_http_does_not_take_a_configuration_of_https() {
    let mock = start();
    let before = show(&mock, "GetDomain", "www.example.com");
    for conf in [json!({ "certId": "one" }), json!({ "forceHttps": true }), json!({})] {
        refused(&put(&mock, "www", "ModifyHttpsConf", &conf), 400_302, "更改证书失败");
    }
    assert_eq!(show(&mock, "GetDomain", "www.example.com"), before);
    put(&mock, "www", "Sslize", &json!({ "certId": "one" })).expect(200);
    put(&mock, "www", "ModifyHttpsConf", &json!({ "certId": "two" })).expect(200);
}

#[test]
fn what_is_handed_on_to_the_storage_is_refused_without_a_code() {
    let mock = start();
    let bind = |certid: &str, domain: &str| {
        let domain = format!("{domain}.example.com");
        let body = json!({ "certid": certid, "domain": domain });
        let put = ask(&mock, "BindCertificate", &[]).json(&body).send();
        let post = mock.qiniu("POST", "/cert/bind").json(&body).send();
        assert_eq!(put.text(), post.text());
        post
    };
    refused_by_storage(&bind("one", "www"), 403, "domaintype is not allowed");
    refused_by_storage(&bind("one", "none"), 612, "no such domain");
    refused_by_storage(&bind("none", "img"), 400, "无此证书");
    refused_by_storage(&bind("others", "img"), 404, "无权操作该证书");
    refused_by_storage(&mock.request("POST", "/cert/bind").send(), 401, "bad token");
    refused_by_storage(&mock.qiniu("POST", "/cert/bind").body("{").send(), 400, "invalid json");
    refused_by_storage(&mock.qiniu("DELETE", "/cert/bind").send(), 405, "method not allowed");
    refused_by_storage(&mock.qiniu("GET", "/cert/none").send(), 404, "not found");
    let rule = json!({ "name": "r", "when": { "operation": "qiniu.BindCertificate" }, "then": { "error": "TooManyRequests" } });
    mock.request("POST", "/_certmock/rules").json(&rule).send().expect(200);
    refused_by_storage(&bind("one", "img"), 403, "用户请求QPS超限");
}

#[test]
fn what_is_not_sent_of_a_configuration_stays_as_it_is() {
    let mock = start();
    let conf = json!({ "certid": "one", "forceHttps": true });
    put(&mock, "tls", "ModifyHttpsConf", &conf).expect(200);
    put(&mock, "tls", "ModifyHttpsConf", &json!({ "certId": "two" })).expect(200);
    let conf = json!({ "certId": "two", "forceHttps": true, "http2Enable": false });
    assert_eq!(show(&mock, "GetHttpsConf", "tls.example.com"), conf);
}

#[test]
fn a_certificate_that_a_domain_uses_is_not_deleted() {
    let mock = start();
    let delete = |id: &str| ask(&mock, "DeleteCertificate", &[id]).send();
    let bind = json!({ "certid": "one", "domain": "img.example.com" });
    ask(&mock, "BindCertificate", &[]).json(&bind).send().expect(200);
    refused(&delete("one"), 400_911, "证书已绑定存储域名");
    refused(&delete("two"), 400_611, "证书已绑定CDN域名");
    put(&mock, "tls", "Unsslize", &json!({})).expect(200);
    delete("two").expect(200);
}

#[test]
fn every_change_is_refused_for_what_is_wrong_with_its_certificate() {
    let mock = start();
    for (id, code, words) in [("none", 400_401, "无此证书"), ("others", 404_908, "无权操作该证书")]
    {
        let conf = json!({ "certid": id });
        refused(&put(&mock, "www", "Sslize", &conf), code, words);
        refused(&put(&mock, "tls", "ModifyHttpsConf", &conf), code, words);
    }
    refused(&put(&mock, "www", "Sslize", &json!({})), 400_401, "无此证书");
    let texts = json!({ "certid": "one", "tlsVersions": "TLSv1.2" });
    for change in ["Sslize", "ModifyHttpsConf"] {
        let answer = put(&mock, "www", change, &texts).expect(400);
        assert!(answer["error"].as_str().unwrap().contains("cannot unmarshal string"), "{answer}");
    }
}

#[test]
fn every_change_is_refused_for_what_is_wrong_with_its_domain() {
    let mock = start();
    let conf = json!({ "certid": "one" });
    for change in ["Sslize", "ModifyHttpsConf"] {
        refused(&put(&mock, "none", change, &conf), 612, "no such domain");
        assert_eq!(put(&mock, "bare", change, &conf).expect(400)["code"], 400_392);
        let busy = put(&mock, "busy", change, &conf).expect(400);
        assert_eq!(busy["code"], 400_030);
    }
    assert_eq!(put(&mock, "busy", "Unsslize", &json!({})).expect(400)["code"], 400_030);
}

#[test]
fn domains_are_listed_a_page_at_a_time() {
    let mock = start();
    let page = |marker: &str| {
        let page = ask(&mock, "ListDomains", &[]).query(&format!("marker={marker}&limit=3"));
        let page = page.send().expect(200);
        let marker = page["marker"].as_str().unwrap().to_owned();
        (page["domains"].as_array().unwrap().len(), marker)
    };
    assert_eq!(page(""), (3, "img.example.com".to_owned()));
    assert_eq!(page("img.example.com"), (2, "www.example.com".to_owned()));
    assert_eq!(page("www.example.com"), (0, String::new()));
    ask(&mock, "ListDomains", &[]).query("limit=x").send().expect(400);
}

#[test]
fn a_word_that_the_service_does_not_print_is_refused_with_those_that_it_does() {
    let mock = Mock::start();
    let put = |domain: Value| {
        let state = json!({ "qiniu:tester": { "qiniu": { "domains": [domain] } } });
        mock.request("PUT", "/_certmock/state").json(&state).send()
    };
    let members = [
        ("type", "wildcart", "`normal`, `pan`, `test`, `wildcard`"),
        ("geoCover", "chine", "`china`, `foreign`, `global`"),
        ("protocol", "HTTPS", "`http` or `https`"),
        ("product", "kodo2", "`cdn`, `dcdn`, `kodo`"),
        (
            "operatingState",
            "procesing",
            "`failed`, `frozen`, `offlined`, `processing`, `success`, `waitCNAME`",
        ),
    ];
    for (member, misspelt, words) in members {
        let refused = put(json!({ "name": "www.example.com", member: misspelt })).expect(400);
        let why = refused["error"].as_str().unwrap();
        assert!(why.contains(&format!("domains[0].{member}")), "{why}");
        // A state may hold secrets, so what it has is not repeated.
        assert!(!why.contains(misspelt) && why.contains(words), "{why}");
        for word in words.split('`').skip(1).step_by(2) {
            put(json!({ "name": "www.example.com", member: word })).expect(204);
            assert_eq!(show(&mock, "GetDomain", "www.example.com")[member], word);
        }
    }
}
