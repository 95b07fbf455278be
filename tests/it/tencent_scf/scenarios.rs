//! The shipped scenario of domains.

use certmock::Config;
use serde_json::{Value, json};

use super::{CREATE, GET, LIST, UPDATE, new};
use crate::mock::Mock;
use crate::tencent::client::response;

#[test]
fn a_domain_that_does_not_lead_to_the_service_is_not_added() {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    config.read_fixtures(&["tencent_scf/cname-missing".to_owned()]).unwrap();
    let mock = Mock::with(config);
    let ask = |action: &str, parameters: &Value| {
        let request = mock.request("POST", "/").header("X-TC-Action", action);
        let request = request.header("X-TC-Version", "2018-04-16").header("X-TC-Timestamp", "1");
        response(&request.header("X-TC-Region", "ap-guangzhou").json(parameters).send())
    };
    let refused = ask(CREATE, &new("new.example.com", &json!({})))["Error"].clone();
    assert_eq!(refused["Code"], "FailedOperation.CNAME");
    assert_eq!(ask(LIST, &json!({}))["Total"], 2);
    // Those that are there go on.
    let name = json!({ "Domain": "www.example.com" });
    assert_eq!(ask(GET, &name)["CertConfig"]["CertificateId"], "scf00001");
    let parameters = json!({
        "Domain": "plain.example.com", "Protocol": "HTTPS", "CertConfig": { "CertificateId": "scf00001" },
    });
    assert_eq!(ask(UPDATE, &parameters)["Error"], Value::Null);
}
