//! Downloads by an address.

use serde_json::json;

use super::{apply, issued};
use crate::tencent::client::Client;

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
        let folder = format!("www.test.com_{form}/");
        let files: Vec<_> = files.split(' ').map(|file| format!("{folder}{file}")).collect();
        assert_eq!(names, files);
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
    let pending = apply(&ssl, "DNS", "www.other.com");
    let one = json!({ "CertificateId": pending });
    let refused = ssl.refuse("DescribeDownloadCertificateUrl", &one);
    assert_eq!(refused, "FailedOperation.CertificateStatusNotAllowDownload");
}
