//! Requests whose host says whose they are.

use super::{ask, connect, root, secure};
use crate::mock::Mock;

const FORM: &str = "application/x-www-form-urlencoded";

/// How a request of a vendor is refused that says nothing but its host: what the answer has in it.
const REFUSALS: [(&str, &str, &str); 11] = [
    ("GET /", "ssl.tencentcloudapi.com", r#"{"Response":{"Error":{"Code":"MissingParameter""#),
    ("POST /", "cdn.tencentcloudapi.com", r#"{"Response":{"Error":{"Code":"MissingParameter""#),
    ("GET /v3/x", "SSL.tencentcloudapi.com", "required parameter `Action`."),
    ("GET /sslcert", "gaap.ap-guangzhou.tencentcloudapi.com", "required parameter `Action`."),
    ("PUT /", "ssl.intl.tencentcloudapi.com", r#""Code":"UnsupportedProtocol""#),
    ("GET /", "api.qiniu.com", r#""error":"#),
    ("GET /nothing", "api.qiniu.com", r#""error":"#),
    ("GET /sslcert", "elb.cn-north-4.myhuaweicloud.com", r#""error_code":"#),
    ("GET /", "elb.cn-north-4.myhuaweicloud.com", r#""versions":"#),
    ("POST /", "elb.cn-north-4.myhuaweicloud.com", r#""error_code":"#),
    ("POST /?Action=DescribeDomains", "api.qiniu.com", r#""error":"#),
];

#[test]
fn what_a_host_is_asked_without_naming_anything_is_refused_by_its_own_vendor_on_every_way() {
    let mock = Mock::start();
    let root = root(&mock);
    for (line, host, wanted) in REFUSALS {
        let head = format!("{line} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0");
        let plain = ask(&mut connect(mock.address()), &head);
        assert!(plain.contains(wanted), "{line} {host}: {plain}");
        let head = head.replace(host, &format!("{host}:443"));
        // A client's own lower case is no vendor's matter.
        let mut wire = secure(&root, &host.to_ascii_lowercase(), connect(mock.address()));
        let secured = ask(&mut wire, &head);
        assert!(secured.contains(wanted), "{line} {host}: {secured}");
    }
}

#[test]
fn a_form_at_a_path_of_one_vendor_is_not_anothers_though_its_names_are() {
    let mock = Mock::start();
    for path in ["/v1.0/cdn/domains", "/v1.0/p/elbaas/certificate", "/sslcert"] {
        let form = mock.request("POST", path).header("Content-Type", FORM).body("{}");
        let answer = form.send();
        assert!(!answer.text().contains("\"Response\""), "{path}: {}", answer.text());
    }
    // Where nobody else is asked, a form is what Tencent Cloud has.
    let form = mock.request("POST", "/cdn/x").header("Content-Type", FORM).body("Action=x");
    assert!(form.send().text().contains("\"Response\""));
}
