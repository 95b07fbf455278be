//! The shipped scenario of domains.

use certmock::Config;
use serde_json::json;

use super::infos;
use crate::mock::Mock;
use crate::tencent::client::response;

#[test]
fn a_certificate_is_for_a_part_of_the_domains_as_the_scenario_says() {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    config.read_fixtures(&["tencent_live/partial".to_owned()]).unwrap();
    let mock = Mock::with(config);
    let ask = |action: &str, parameters: &serde_json::Value| {
        let request = mock.request("POST", "/").header("X-TC-Action", action);
        let request = request.header("X-TC-Version", "2018-08-01").header("X-TC-Timestamp", "1");
        response(&request.json(parameters).send())
    };
    let names = [("www.example.com", 1), ("www.example.org", 1), ("push.example.com", 1)];
    let parameters = json!({ "CloudCertId": "live0001", "DomainInfos": infos(&names) });
    let reply = ask("ModifyLiveDomainCertBindings", &parameters);
    assert_eq!(reply["MismatchedDomainNames"], json!(["www.example.org"]));
    let codes: Vec<_> =
        reply["Errors"].as_array().unwrap().iter().map(|error| &error["Code"]).collect();
    assert_eq!(codes, ["InvalidParameter.CrtDomainNotFound", "ResourceNotFound.DomainNotExist"]);
    let listed = ask("DescribeLiveDomainCertBindings", &json!({}));
    assert_eq!(listed["TotalNum"], 1);
    assert_eq!(listed["LiveDomainCertBindings"][0]["CloudCertId"], "live0001");
}
