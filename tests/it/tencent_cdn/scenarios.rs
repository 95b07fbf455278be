//! The shipped scenarios of domains.

use certmock::Config;
use serde_json::json;

use crate::mock::{Mock, Request};
use crate::tencent::client::response;

fn start(name: &str) -> Mock {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    config.read_fixtures(&[name.to_owned()]).unwrap();
    Mock::with(config)
}

fn ask(mock: &Mock, action: &str, parameters: &serde_json::Value) -> Request {
    let request = mock.request("POST", "/").header("X-TC-Action", action);
    request.header("X-TC-Version", "2018-06-06").header("X-TC-Timestamp", "1").json(parameters)
}

#[test]
fn domains_stand_as_the_scenarios_say() {
    let mock = start("tencent_cdn/domain-configuring");
    let update = |mock: &Mock, domain: &str| {
        let parameters = json!({ "Domain": domain, "ProjectId": 0 });
        response(&ask(mock, "UpdateDomainConfig", &parameters).send())["Error"]["Code"].clone()
    };
    assert_eq!(update(&mock, "busy.example.com"), "ResourceInUse.CdnOpInProgress");
    assert_eq!(update(&mock, "www.example.com"), json!(null));
    assert_eq!(update(&mock, "www.example.com"), "ResourceInUse.CdnOpInProgress");
    let mock = start("tencent_cdn/https-off");
    let list = response(&ask(&mock, "DescribeDomainsConfig", &json!({})).send());
    let shown = list["Domains"].as_array().unwrap().iter().map(|domain| {
        let https = &domain["Https"];
        assert_eq!(https["Switch"], "off");
        (https["CertInfo"]["CertName"].as_str(), https["SslStatus"].as_str())
    });
    let mut shown: Vec<_> = shown.collect();
    shown.sort_unstable();
    assert_eq!(shown, [(None, Some("closed")), (Some("bound"), Some("deployed"))]);
    let mock = start("tencent_cdn/not-activated");
    assert_eq!(update(&mock, "www.example.com"), "ResourceNotFound.CdnUserNotExists");
}
