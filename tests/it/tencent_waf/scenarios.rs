//! The shipped scenario of domains.

use certmock::Config;
use serde_json::{Value, json};

use crate::mock::Mock;
use crate::tencent::client::response;

#[test]
fn a_domain_whose_certificate_is_gone_is_shown_when_it_has_another() {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    config.read_fixtures(&["tencent_waf/certificate-gone".to_owned()]).unwrap();
    let mock = Mock::with(config);
    let ask = |action: &str, instance: &str, name: &str, id: &str, more: Value| {
        let mut parameters =
            json!({ "Domain": name, "DomainId": id, instance: "waf_2kw60zgy0508e8j3" });
        parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let request = mock.request("POST", "/").header("X-TC-Action", action);
        let request = request.header("X-TC-Version", "2018-01-25").header("X-TC-Timestamp", "1");
        response(&request.header("X-TC-Region", "ap-guangzhou").json(&parameters).send())
    };
    let show = |name: &str, digit: char| {
        let id = format!("{}{digit}", "0".repeat(31));
        let reply = ask("DescribeDomainDetailsSaas", "InstanceId", name, &id, json!({}));
        let error = reply["Error"]["Code"].as_str().map(str::to_owned);
        error.unwrap_or_else(|| reply["DomainsPartInfo"]["SSLId"].as_str().unwrap().to_owned())
    };
    assert_eq!(show("www.example.com", 'b'), "waf00001");
    assert_eq!(show("gone.example.com", 'a'), "InvalidParameter.QueryCertBySSLIDFailed");
    let id = format!("{}a", "0".repeat(31));
    let more = json!({ "CertType": 2, "SSLId": "waf00001" });
    let reply = ask("ModifySpartaProtection", "InstanceID", "gone.example.com", &id, more);
    assert_eq!(reply["Error"], Value::Null);
    assert_eq!(show("gone.example.com", 'a'), "waf00001");
}
