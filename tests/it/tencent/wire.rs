//! Requests and answers, whatever the action.

use serde_json::{Value, json};

use super::client::{
    CDN, CLB, Client, GAAP, LIVE, SCF, SSL, STS, TAG, TEO, VOD, WAF, response, signed,
};
use crate::material::pair;
use crate::mock::{Mock, Request};

fn error(request: Request) -> (String, String) {
    let response = response(&request.send());
    let text = |member: &str| response["Error"][member].as_str().unwrap_or_default().to_owned();
    (text("Code"), text("Message"))
}

fn ask(mock: &Mock, headers: &[(&str, &str)]) -> Request {
    let request = headers
        .iter()
        .fold(mock.request("POST", "/"), |request, (name, value)| request.header(name, value));
    signed(request, "tester").json(&json!({}))
}

#[test]
fn the_version_says_which_service_is_asked_and_the_action_what_it_is_asked_for() {
    let mock = Mock::start();
    let (ssl, gaap) = (("X-TC-Version", "2019-12-05"), ("X-TC-Version", "2018-05-29"));
    let list = ("X-TC-Action", "DescribeCertificates");
    assert_eq!(error(ask(&mock, &[list, ssl])).0, "");
    assert_eq!(error(ask(&mock, &[list, gaap])).0, "");
    let (code, words) = error(ask(&mock, &[("X-TC-Action", "ModifyCertificate"), ssl]));
    assert_eq!(
        (&*code, &*words),
        ("InvalidAction", "The request `Action` is invalid or not found.")
    );
    let (code, words) = error(ask(&mock, &[list, ("X-TC-Version", "2019-07-22")]));
    assert_eq!(code, "NoSuchVersion");
    assert_eq!(words, "The specified api version=`2019-07-22` does not exist in service=`ssl`. ");
}

#[test]
fn every_action_of_the_vendor_that_is_not_emulated_is_told_from_one_that_it_does_not_have() {
    let ssl = Client::ssl().in_english();
    for service in [&SSL, &GAAP, &TAG, &STS, &CDN, &CLB, &TEO, &VOD, &LIVE, &WAF, &SCF] {
        let client = ssl.beside(service);
        for action in service.not_emulated() {
            let (code, words) = client.refuse_saying(action, &json!({}));
            assert_eq!(code, "UnsupportedOperation");
            assert_eq!(words, format!("certmock does not emulate the action `{action}`."));
        }
        assert_eq!(client.refuse("DescribeNothing", &json!({})), "InvalidAction");
    }
}

#[test]
fn a_service_without_its_version_is_known_by_the_path_or_the_host() {
    let mock = Mock::start();
    let asked = |target: &str, host: &str| {
        let request = mock.request("POST", target).header("Host", host);
        let request = request.header("X-TC-Action", "DescribeCertificates");
        error(signed(request.header("X-TC-Version", "2000-01-01"), "tester").json(&json!({}))).1
    };
    assert!(asked("/gaap/", "mock").ends_with("service=`gaap`. "));
    assert!(asked("/ssl", "mock").ends_with("service=`ssl`. "));
    assert!(asked("/", "gaap.tencentcloudapi.com").ends_with("service=`gaap`. "));
    assert!(asked("/", "http://gaap.mock:8080").ends_with("service=`gaap`. "));
    // Without any version it is served there.
    let served = |target: &str, host: &str| {
        let request = mock.request("POST", target).header("Host", host);
        let request = request.header("X-TC-Action", "DescribeCertificates");
        error(signed(request, "tester").json(&json!({}))).0
    };
    assert_eq!(served("/ssl/", "mock"), "");
    assert_eq!(served("/", "ssl.mock:8080"), "");
    assert_eq!(served("/gaap", "mock"), "");
    assert_eq!(served("/", "mock"), "MissingParameter");
    let nameless = ask(&mock, &[("X-TC-Action", "DescribeCertificates")]);
    let words = "The request is missing a required parameter `Version`.";
    assert_eq!(error(nameless), ("MissingParameter".into(), words.into()));
}

#[test]
fn what_is_missing_is_named_in_the_order_of_the_gateway() {
    let mock = Mock::start();
    let missing = |request: Request| {
        let (code, words) = error(request);
        assert_eq!(code, "MissingParameter");
        words.split('`').nth(1).unwrap().to_owned()
    };
    assert_eq!(missing(mock.request("POST", "/").body("{}")), "Action");
    let request = || mock.request("POST", "/").header("X-TC-Action", "DescribeCertificates");
    assert_eq!(missing(request()), "Version");
    let request = || request().header("X-TC-Version", "2019-12-05");
    assert_eq!(missing(request()), "Timestamp");
    assert_eq!(missing(request().header("X-TC-Timestamp", "1795299605")), "Authorization");
}

#[test]
fn parameters_that_are_unknown_missing_or_of_the_wrong_type_are_told_apart_by_name() {
    let ssl = Client::ssl();
    let refused = |action: &str, parameters: Value| ssl.refuse_saying(action, &parameters);
    assert_eq!(
        refused("DescribeCertificates", json!({ "$schema": 1 })),
        ("UnknownParameter".into(), "The parameter `$schema` is not recognized.".into())
    );
    assert_eq!(
        refused("DescribeCertificates", json!({ "Tags": [{ "TagKey": "a", "TagName": "b" }] })).1,
        "The parameter `Tags.0.TagName` is not recognized."
    );
    assert_eq!(
        refused("DeleteCertificate", json!({ "IsCheckResource": false })),
        (
            "MissingParameter".into(),
            "The request is missing a required parameter `CertificateId`.".into()
        )
    );
    assert_eq!(
        refused("DescribeCertificate", json!({ "CertificateId": null })).0,
        "MissingParameter"
    );
    for (action, parameters, name) in [
        ("DescribeCertificates", json!({ "Limit": "ten" }), "Limit"),
        ("DescribeCertificates", json!({ "Offset": -1 }), "Offset"),
        ("DescribeCertificates", json!({ "Limit": 1.5 }), "Limit"),
        ("DescribeCertificates", json!({ "CertIds": "a" }), "CertIds"),
        ("DescribeCertificates", json!({ "CertIds": ["a", 1] }), "CertIds.1"),
        ("DescribeCertificate", json!({ "CertificateId": 5 }), "CertificateId"),
        (
            "DeleteCertificate",
            json!({ "CertificateId": "a", "IsCheckResource": "yes" }),
            "IsCheckResource",
        ),
    ] {
        let (code, words) = refused(action, parameters);
        assert_eq!(code, "InvalidParameter");
        let begin = format!("The value type of parameter `{name}` is not valid");
        assert!(words.starts_with(&begin), "{words}");
    }
    // Numbers in quotes are in the vendor's own examples.
    ssl.ask("DescribeCertificates", &json!({ "Offset": "0", "Limit": "1" }));
}

#[test]
fn a_form_is_unflattened_and_its_booleans_may_be_pythons() {
    let ssl = Client::ssl();
    let (certificate, private_key) = pair("rsa-2048");
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("CertificatePublicKey", &certificate)
        .append_pair("CertificatePrivateKey", &private_key)
        .append_pair("Repeatable", "False")
        .append_pair("ProjectId", "7")
        .append_pair("Tags.0.TagKey", "a")
        .append_pair("Tags.0.TagValue", "b")
        .append_pair("Tags.1.TagKey", "c")
        .append_pair("Tags.1.TagValue", "d");
    let query = form.finish();
    let get = ssl
        .mock
        .request("GET", &format!("/?{query}"))
        .header("X-TC-Action", "UploadCertificate")
        .header("X-TC-Version", "2019-12-05")
        .header("Content-Type", "application/x-www-form-urlencoded");
    let id = response(&signed(get, "tester").send())["CertificateId"].clone();
    let shown = ssl.ask("DescribeCertificate", &json!({ "CertificateId": id }));
    assert_eq!(shown["ProjectId"], "7");
    assert_eq!(
        shown["Tags"],
        json!([{ "TagKey": "a", "TagValue": "b" }, { "TagKey": "c", "TagValue": "d" }])
    );
    for (query, code) in [
        ("Limit", "InvalidParameter"),
        ("Tags.0.TagKey.x=1&Tags.0.TagValue=b", "InvalidParameter"),
        ("a.b.c.d.e.f.g.h.i.j=1", "UnknownParameter"),
        ("Limit=1&Limit.0=2", "UnknownParameter"),
        ("CertIds.x=1", "InvalidParameter"),
        ("Deployable=True", "InvalidParameter"),
    ] {
        let get = ssl
            .mock
            .request("GET", &format!("/?{query}"))
            .header("X-TC-Action", "DescribeCertificates")
            .header("X-TC-Version", "2019-12-05");
        let response = response(&signed(get, "tester").send());
        assert_eq!(response["Error"]["Code"], code, "{query} {response}");
    }
}

#[test]
fn errors_are_in_the_language_that_is_asked_for() {
    let mock = Mock::start();
    let said = |language: &[(&str, &str)]| {
        let request = language.iter().fold(
            mock.request("POST", "/")
                .header("X-TC-Action", "DescribeCertificate")
                .header("X-TC-Version", "2019-12-05"),
            |request, (name, value)| request.header(name, value),
        );
        error(signed(request, "tester").json(&json!({ "CertificateId": "nobody00" }))).1
    };
    assert_eq!(said(&[("X-TC-Language", "zh-CN")]), "证书不存在。");
    assert_eq!(said(&[("X-TC-Language", "en-US")]), "Certificate does not exist.");
    assert_eq!(said(&[]), "Certificate does not exist.");
}

#[test]
fn answers_are_compact_and_always_200_with_the_bare_media_type() {
    let ssl = Client::ssl();
    for (action, parameters) in [
        ("DescribeCertificates", json!({})),
        ("DescribeCertificate", json!({ "CertificateId": "x" })),
    ] {
        let answer = ssl.request(action, &parameters).send();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("Content-Type"), Some("application/json"));
        assert!(!answer.text().contains("\": ") && !answer.text().contains('\n'));
        assert!(answer.text().starts_with("{\"Response\":{"));
    }
}

#[test]
fn only_get_and_post_are_spoken_and_no_multipart() {
    let mock = Mock::start();
    let with = |method: &str, media: &str| {
        let request = mock
            .request(method, "/")
            .header("X-TC-Action", "DescribeCertificates")
            .header("X-TC-Version", "2019-12-05")
            .header("Content-Type", media);
        error(signed(request, "tester").body("{}")).0
    };
    assert_eq!(with("PUT", "application/json"), "UnsupportedProtocol");
    assert_eq!(with("DELETE", "application/json"), "UnsupportedProtocol");
    assert_eq!(with("POST", "multipart/form-data; boundary=x"), "InvalidRequest");
    assert_eq!(with("POST", "application/json"), "");
}

#[test]
fn an_empty_region_in_a_header_is_none_and_one_that_is_no_word_is_refused() {
    let mock = Mock::start();
    let list = [("X-TC-Action", "DescribeCertificates"), ("X-TC-Version", "2019-12-05")];
    // The SDK for Java sends the header for the empty region of its own examples.
    assert_eq!(error(ask(&mock, &[list[0], list[1], ("X-TC-Region", "")])).0, "");
    let deploy = ("X-TC-Action", "DeployCertificateInstance");
    let parameters = json!({ "CertificateId": "x", "InstanceIdList": ["a|b"] });
    let regional = ask(&mock, &[deploy, list[1], ("X-TC-Region", "")]).body(parameters.to_string());
    assert_eq!(error(regional).0, "FailedOperation.CertificateNotFound");
    let (code, words) = error(ask(&mock, &[list[0], list[1], ("X-TC-Region", "not a region")]));
    assert_eq!(code, "InvalidParameterValue");
    assert!(words.starts_with("A value specified in `X-TC-Region` is not valid"), "{words}");
    assert_eq!(error(ask(&mock, &[list[0], list[1], ("X-TC-Region", "ap-guangzhou")])).0, "");
}

#[test]
fn the_root_still_answers_the_others_who_ask_there() {
    let mock = Mock::start();
    assert!(mock.request("GET", "/").send().expect(200)["versions"].is_array());
}

#[test]
fn a_body_beyond_what_the_gateway_takes_is_refused_by_its_size() {
    let ssl = Client::ssl();
    let request =
        ssl.request("DescribeCertificates", &json!({ "SearchKey": "x".repeat(10 << 20) }));
    assert_eq!(error(request).0, "RequestSizeLimitExceeded");
    let request =
        ssl.request("DescribeCertificates", &json!({ "SearchKey": "x".repeat(12 << 20) }));
    assert_eq!(error(request).0, "RequestSizeLimitExceeded");
}
