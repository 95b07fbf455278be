//! The shipped scenarios of domains.

use certmock::Config;
use serde_json::{Value, json};

use crate::mock::{Mock, Request};
use crate::tencent::client::response;

fn start(name: &str) -> Mock {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    config.read_fixtures(&[name.to_owned()]).unwrap();
    Mock::with(config)
}

fn ask(mock: &Mock, action: &str, parameters: &Value) -> Request {
    let request = mock.request("POST", "/").header("X-TC-Action", action);
    request.header("X-TC-Version", "2018-07-17").header("X-TC-Timestamp", "1").json(parameters)
}

#[test]
fn domains_stand_as_the_scenarios_say() {
    let clear = |mock: &Mock, domain: &str| {
        let clear = json!({ "Domain": domain, "Operation": "Clear" });
        response(&ask(mock, "SetVodDomainCertificate", &clear).send())["Error"]["Code"].clone()
    };
    let mock = start("tencent_vod/locked");
    assert_eq!(clear(&mock, "locked.example.com"), "FailedOperation.DomainDeploying");
    assert_eq!(clear(&mock, "www.example.com"), Value::Null);
    let list = response(&ask(&mock, "DescribeVodDomains", &json!({})).send());
    let shown = list["DomainSet"].as_array().unwrap().iter();
    let shown = shown.map(|each| (&each["DeployStatus"], &each["HTTPSConfig"]["CloudCertId"]));
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [(&json!("Locked"), &json!("bound001")), (&json!("Online"), &Value::Null)]
    );
    let mock = start("tencent_vod/not-activated");
    assert_eq!(clear(&mock, "www.example.com"), "FailedOperation.InvalidVodUser");
}
