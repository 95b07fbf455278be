//! The region that a request names.

use serde_json::{Value, json};

use super::{CREATE, DELETE, DOMAIN, GET, LIST, UPDATE, new, one};
use crate::tencent::client::{Client, response, signed};

fn ask(scf: &Client, action: &str, region: &str, parameters: &Value) -> Value {
    let request = scf.mock.request("POST", "/").header("X-TC-Action", action);
    let request = request.header("X-TC-Version", "2018-04-16").header("X-TC-Region", region);
    response(&signed(request, "tester").json(parameters).send())
}

#[test]
fn a_request_names_its_region_and_what_another_has_is_not_there() {
    let scf = one();
    let name = json!({ "Domain": DOMAIN });
    for action in [GET, UPDATE, DELETE] {
        let error = ask(&scf, action, "", &name)["Error"].clone();
        let words = "The request is missing a required parameter `Region`.";
        assert_eq!(
            (&error["Code"], &error["Message"]),
            (&json!("MissingParameter"), &json!(words))
        );
        let error = ask(&scf, action, "ap-beijing", &name)["Error"].clone();
        assert_eq!(error["Code"], "FailedOperation.Domain.UnExist");
    }
    assert_eq!(ask(&scf, LIST, "ap-beijing", &json!({}))["Total"], 0);
    assert_eq!(ask(&scf, LIST, "ap-guangzhou", &json!({}))["Total"], 1);
    // A name leads to one region alone.
    let error = ask(&scf, CREATE, "ap-beijing", &new(DOMAIN, &json!({})))["Error"].clone();
    assert_eq!(error["Code"], "InvalidParameterValue.Domain");
}
