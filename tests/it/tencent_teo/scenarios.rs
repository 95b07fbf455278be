//! The shipped scenarios of hosts.

use certmock::Config;
use serde_json::{Value, json};

use super::{ZONE, change};
use crate::mock::{Mock, Request};
use crate::tencent::client::response;

fn start(name: &str) -> Mock {
    let mut config = Config { auth: certmock::AuthMode::Off, ..Config::default() };
    config.read_fixtures(&[name.to_owned()]).unwrap();
    Mock::with(config)
}

fn ask(mock: &Mock, action: &str, parameters: &Value) -> Request {
    let request = mock.request("POST", "/").header("X-TC-Action", action);
    request.header("X-TC-Version", "2022-09-01").header("X-TC-Timestamp", "1").json(parameters)
}

fn off(mock: &Mock, host: &str) -> Value {
    let off = change(&[host], &json!({ "Mode": "disable" }));
    response(&ask(mock, "ModifyHostsCertificate", &off).send())["Error"].clone()
}

#[test]
fn hosts_and_zones_stand_as_the_scenarios_say() {
    let mock = start("tencent_teo/three-hosts");
    let zone = json!({ "ZoneId": ZONE });
    let list = response(&ask(&mock, "DescribeAccelerationDomains", &zone).send());
    let shown = list["AccelerationDomains"].as_array().unwrap().iter().map(|host| {
        let list = host["Certificate"]["List"].as_array().unwrap().iter();
        let algorithms = list.map(|each| each["SignAlgo"].as_str().unwrap().to_owned());
        (host["DomainName"].as_str().unwrap().to_owned(), algorithms.collect::<Vec<_>>().join(","))
    });
    let wanted = [
        ("api.example.com", "RSA 2048"),
        ("new.example.com", ""),
        ("www.example.com", "RSA 2048,ECC 256"),
    ];
    let wanted = wanted.map(|(host, algorithms)| (host.to_owned(), algorithms.to_owned()));
    assert_eq!(shown.collect::<Vec<_>>(), wanted);
    let mock = start("tencent_teo/host-in-process");
    let in_progress = "InvalidParameter.ActionInProgress";
    assert_eq!(off(&mock, "busy.example.com")["Code"], in_progress);
    assert_eq!(off(&mock, "www.example.com"), Value::Null);
    assert_eq!(off(&mock, "www.example.com")["Code"], in_progress);
    let mock = start("tencent_teo/zone-paused");
    let paused = off(&mock, "www.example.com");
    assert_eq!(paused["Code"], "OperationDenied.ErrZoneIsAlreadyPaused");
    let mock = start("tencent_teo/modify-failed");
    let failed = off(&mock, "www.example.com");
    assert_eq!(failed, json!({ "Code": "FailedOperation.ModifyFailed", "Message": "" }));
}
