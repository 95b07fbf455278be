//! The region that a request names.

use serde_json::{Value, json};

use super::{MODIFY, SHOW, change, name, one};
use crate::tencent::client::{Client, response, signed};

fn ask(waf: &Client, action: &str, region: Option<&str>, parameters: &Value) -> (Value, Value) {
    let request = waf.mock.request("POST", "/").header("X-TC-Action", action);
    let request = request.header("X-TC-Version", "2018-01-25");
    let request =
        region.iter().fold(request, |request, region| request.header("X-TC-Region", region));
    let error = response(&signed(request, "tester").json(parameters).send())["Error"].clone();
    (error["Code"].clone(), error["Message"].clone())
}

#[test]
fn a_request_names_its_region_and_what_another_has_is_not_there() {
    let waf = one();
    for (action, parameters) in [(SHOW, name()), (MODIFY, change(&json!({})))] {
        for none in [None, Some("")] {
            let words = "The request is missing a required parameter `Region`.";
            let refused = ask(&waf, action, none, &parameters);
            assert_eq!(refused, (json!("MissingParameter"), json!(words)));
        }
        assert_eq!(ask(&waf, action, Some("ap-beijing"), &parameters).0, "ResourceNotFound");
        assert_eq!(ask(&waf, action, Some("ap-guangzhou"), &parameters).0, Value::Null);
    }
}
