//! The table against the vendor's own description.

use std::collections::HashMap;

use certmock::providers::{tencent_gaap, tencent_ssl, tencent_tag};
use certmock::spec::error_of;
use serde_json::{Value, json};

use super::client::{Client, GAAP, SSL, TAG, issued};
use crate::mock::Mock;

certmock::catalogue! {
    /// Two errors that share a code, and one that has its own.
    enum Shared as 200 {
        One: "Invalid" "One is invalid." "一无效。",
        Other: "Invalid" "The other is invalid." "二无效。",
        Alone: "Missing" "It is missing." "缺失。",
    }
}

#[test]
fn every_error_has_the_words_that_the_vendor_has_for_it() {
    let services = [
        (&SSL, &tencent_ssl::PROVIDER),
        (&GAAP, &tencent_gaap::PROVIDER),
        (&TAG, &tencent_tag::PROVIDER),
    ];
    for (service, provider) in services {
        for error in provider.operations.iter().flat_map(|operation| operation.call.errors()) {
            let words = &service.api()["errors"][error.code()];
            assert_eq!(words, error.zh(), "{}", error.code());
        }
    }
}

#[test]
fn an_error_is_found_by_its_code() {
    const FOUND: Shared = error_of("Missing");
    assert_eq!(FOUND, Shared::Alone);
}

#[test]
#[should_panic(expected = "the catalogue has no error of this code")]
fn a_code_that_the_catalogue_lacks_finds_no_error() {
    error_of::<Shared>("Missin");
}

#[test]
#[should_panic(expected = "several errors of the catalogue have this code")]
fn a_code_that_errors_share_finds_none_of_them() {
    error_of::<Shared>("Invalid");
}

#[test]
fn the_catalogue_counts_what_is_emulated_of_what_the_vendor_has() {
    let mock = Mock::start();
    let catalogue = mock.request("GET", "/_certmock/catalogue").send().expect(200);
    let counts: HashMap<_, _> = catalogue["providers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|provider| {
            let count = |member: &str| provider[member].as_array().map_or(0, Vec::len);
            (provider["id"].as_str().unwrap(), (count("operations"), count("not_emulated")))
        })
        .collect();
    assert_eq!(counts["tencent_ssl"], (38, 30));
    assert_eq!(counts["tencent_gaap"], (20, 82));
    assert_eq!(counts["tencent_tag"], (1, 30));
    assert_eq!(counts["qiniu"].1, 0);
}

#[test]
fn an_exported_state_is_imported_as_it_was_and_a_wrong_one_changes_nothing() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    let state = ssl.state();
    let other = Client::ssl();
    other.put(&state);
    assert_eq!(other.state(), state);
    let one = json!({ "CertificateId": id });
    let shown = |ssl: &Client| {
        let mut shown = ssl.ask("DescribeCertificateDetail", &one);
        // These are the server's and the request's.
        for member in ["RequestId", "OwnerUin", "RootCert"] {
            shown[member] = Value::Null;
        }
        shown
    };
    assert_eq!(shown(&other), shown(&ssl));
    let put = |body: &Value| {
        let answer = ssl.mock.request("PUT", "/_certmock/state").json(body).send();
        answer.expect(400)["error"].as_str().unwrap().to_owned()
    };
    let good = json!({ "tencent_ssl": { "certificates": [] } });
    let wrong = put(&json!({ "tencent:tester": good, "z": { "tencent_ssl": { "quota": 1 } } }));
    assert!(wrong.starts_with("z.tencent_ssl.quota: unknown field `quota`"), "{wrong}");
    let twice = json!({ "id": "aaaaaaaa", "source": "upload" });
    let wrong = put(&json!({ "z": { "tencent_ssl": { "certificates": [twice, twice] } } }));
    assert!(wrong.contains("two certificates have the id \"aaaaaaaa\""), "{wrong}");
    let key = "-----BEGIN PRIVATE KEY-----\\n".repeat(4);
    let misplaced = json!({ "id": "a", "source": "upload", "contents": key });
    let wrong = put(&json!({ "z": { "tencent_ssl": { "certificates": [misplaced] } } }));
    assert!(wrong.contains("invalid type: string \"…\""), "{wrong}");
    let wrong = put(&json!({ "z": { "tencent_sll": {} } }));
    assert!(wrong.contains("there is no provider \"tencent_sll\""), "{wrong}");
    let wrong = put(&json!({ "z": { "tencent_tag": {} } }));
    assert_eq!(wrong, "z: tencent_tag has no state of its own");
    assert_eq!(ssl.ask("DescribeCertificates", &json!({}))["TotalCount"], 1);
}

#[test]
fn a_download_has_an_address_that_needs_no_credentials_but_its_own() {
    let ssl = Client::ssl();
    let id = issued(&ssl, "www.test.com");
    for (form, files) in [
        ("nginx", "www.test.com_bundle.crt www.test.com_bundle.pem www.test.com.key"),
        ("apache", "1_root_bundle.crt 2_www.test.com.crt www.test.com.key"),
        ("other", "www.test.com.pem www.test.com.key"),
        ("root", "root.crt"),
    ] {
        let parameters = json!({ "CertificateId": id, "ServiceType": form });
        let reply = ssl.ask("DescribeDownloadCertificateUrl", &parameters);
        assert_eq!(reply["DownloadFilename"], format!("www.test.com_{form}.zip"));
        let url = reply["DownloadCertificateUrl"].as_str().unwrap();
        let at = format!("http://{}", ssl.mock.address());
        let target = url.strip_prefix(&at).unwrap();
        let answer = ssl.mock.request("GET", target).send();
        assert_eq!(answer.status, 200);
        let archive = zip::ZipArchive::new(std::io::Cursor::new(answer.body)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names.join(" "), files);
        let forged = target.replace("sign=", "sign=0");
        ssl.mock.request("GET", &forged).send().expect(404);
    }
    for (form, code) in [
        ("jks", "CertificateDownloadServiceTypeNotSupport"),
        ("other.pem", "CertificateDownloadServiceTypeNotSupport"),
    ] {
        let parameters = json!({ "CertificateId": id, "ServiceType": form });
        let refused = ssl.refuse("DescribeDownloadCertificateUrl", &parameters);
        assert_eq!(refused, format!("FailedOperation.{code}"));
    }
    let mut state = ssl.state();
    state["certificates"][0]["allows_download"] = json!(false);
    ssl.put(&state);
    let one = json!({ "CertificateId": id });
    let refused = ssl.refuse("DescribeDownloadCertificateUrl", &one);
    assert_eq!(refused, "FailedOperation.CertificateNotAllowDownload");
    let pending = super::client::apply(&ssl, "DNS", "www.other.com");
    let one = json!({ "CertificateId": pending });
    let refused = ssl.refuse("DescribeDownloadCertificateUrl", &one);
    assert_eq!(refused, "FailedOperation.CertificateStatusNotAllowDownload");
}
