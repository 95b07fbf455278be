//! What is refused, in the service's envelope or in the gateway's.

use serde_json::{Value, json};

use super::{ask, configure, https, put, refused, set, with, with_domains};
use crate::huawei::refused_by_gateway;
use crate::mock::Mock;
use crate::table::provider;
use crate::vendors::admitted;

const INVALID: &str = "The parameter is invalid.";

#[test]
fn members_that_are_not_right_are_refused() {
    let mock = with_domains(&["www.example.com"]);
    let base = https("www.example.com", "rsa-2048");
    let fifty_one: Vec<String> = (0..51).map(|number| format!("d{number}.example.com")).collect();
    for (member, value) in [
        ("domain_name", Value::Null),
        ("domain_name", json!(" , ")),
        ("domain_name", json!(7)),
        ("domain_name", json!(fifty_one.join(","))),
        ("https_switch", Value::Null),
        ("https_switch", json!(2)),
        ("https_switch", json!("1")),
        ("access_origin_way", json!(0)),
        ("access_origin_way", json!(4)),
        ("force_redirect_https", json!(2)),
        ("force_redirect_config", json!({})),
        ("force_redirect_config", json!({ "switch": 1 })),
        ("force_redirect_config", json!({ "switch": 2, "redirect_type": "https" })),
        ("force_redirect_config", json!({ "switch": 1, "redirect_type": "ftp" })),
        ("http2", json!(2)),
        ("cert_name", Value::Null),
        ("cert_name", json!("n".repeat(257))),
        ("certificate", json!([])),
        ("certificate_type", json!(1)),
        ("certificate_type", json!(3)),
    ] {
        refused(&set(&mock, &with(&base, member, value)), 400, "0001", INVALID);
    }
    let words = "The domain name format is incorrect.";
    for name in ["nonsense", "https://www.example.com", "a..example.com", "www.*.com"] {
        refused(&set(&mock, &with(&base, "domain_name", json!(name))), 200, "0127", words);
    }
    for body in [json!({}), json!({ "https": null }), json!([]), json!({ "https": [] })] {
        let answer = ask(&mock, "UpdateDomainMultiCertificates", &[]).json(&body).send();
        refused(&answer, 400, "0001", INVALID);
    }
    for body in ["", "{", "null", "nonsense"] {
        let answer = ask(&mock, "UpdateDomainMultiCertificates", &[]).body(body).send();
        refused(&answer, 400, "0001", INVALID);
    }
}

#[test]
fn names_and_ids_that_nobody_has_are_refused_in_two_ways() {
    let mock = Mock::start();
    for operation in ["ShowDomainDetailByName", "ShowDomainFullConfig"] {
        let answer = ask(&mock, operation, &["www.example.com"]).send();
        refused(&answer, 400, "0170", "domain not exist!");
    }
    let answer = configure(&mock, "www.example.com", &json!({ "remark": "x" }));
    refused(&answer, 400, "0170", "domain not exist!");
    let words = "The acceleration domain name does not exist.";
    for operation in ["ShowDomainDetail", "ShowHttpsInfo", "UpdateHttpsInfo"] {
        let request = ask(&mock, operation, &[&"0".repeat(32)]);
        let request = if operation.starts_with("Update") {
            request.json(&json!({ "https": { "cert_name": "c", "https_status": 0 } }))
        } else {
            request
        };
        refused(&request.send(), 200, "0105", words);
    }
}

#[test]
fn another_accounts_domain_is_told_from_one_that_is_not_there_and_nobody_changes_it() {
    let mock = Mock::start();
    let id = "0".repeat(32);
    put(&mock, &json!([{ "domain_name": "www.example.com", "id": id }]));
    let other = |operation: &str| {
        let request = mock.operation("huawei_cdn", operation, &[&id]);
        admitted(provider("huawei_cdn"), request)
    };
    let words = "The URL domain name is not the acceleration domain name of the current tenant.";
    refused(&other("ShowDomainDetail").send(), 200, "0108", words);
    refused(&other("ShowHttpsInfo").send(), 200, "0108", words);
    let off = json!({ "https": { "cert_name": "c", "https_status": 0 } });
    refused(&other("UpdateHttpsInfo").json(&off).send(), 200, "0108", words);
    let request = mock.operation("huawei_cdn", "UpdateDomainMultiCertificates", &[]);
    let body = json!({ "https": https("www.example.com", "rsa-2048") });
    let answer = admitted(provider("huawei_cdn"), request).json(&body).send().expect(200);
    assert_eq!(answer["status"], "fail");
}

#[test]
fn another_enterprise_project_is_refused_as_each_path_does() {
    let mock = Mock::start();
    let id = "0".repeat(32);
    put(&mock, &json!([{ "domain_name": "www.example.com", "id": id }]));
    let query = "enterprise_project_id=11111111-1111-1111-1111-111111111111";
    let words = "The user is not authorized to the enterprise project.";
    for operation in ["ShowDomainDetail", "ShowHttpsInfo"] {
        refused(&ask(&mock, operation, &[&id]).query(query).send(), 403, "0020", words);
    }
    let body = json!({ "https": https("www.example.com", "rsa-2048") });
    let many = ask(&mock, "UpdateDomainMultiCertificates", &[]).query(query).json(&body).send();
    assert_eq!(many.expect(200)["result"][0]["reason"], words);
    let body = json!({ "configs": { "remark": "x" } });
    let one = ask(&mock, "UpdateDomainFullConfig", &["www.example.com"]).query(query).json(&body);
    let words = "The resource is not belong to the enterprise project.";
    refused(&one.send(), 400, "00010182", words);
    let shown = ask(&mock, "ShowDomainFullConfig", &["www.example.com"]).query(query).send();
    refused(&shown, 400, "00010182", words);
}

#[test]
fn a_path_that_no_operation_has_is_the_gateways_to_refuse() {
    let mock = Mock::start();
    let nothing = "The API does not exist or has not been published in the environment";
    for path in ["/v1.0/cdn/nothing", "/v1.1/cdn/configuration", "/v1.0/cdn/domains/0/nothing"] {
        let answer = mock.request("GET", path).header("X-Auth-Token", "certmock").send();
        refused_by_gateway(&answer, 404, "APIGW.0101", nothing);
    }
    let journal = mock.request("GET", "/_certmock/requests").send().expect(200);
    let provider = &journal["requests"][0]["provider"];
    assert_eq!(provider, "huawei_cdn", "though another has the beginning of the path, too");
    let answer = mock.request("DELETE", "/v1.0/cdn/domains").header("X-Auth-Token", "certmock");
    refused_by_gateway(&answer.send(), 404, "APIGW.0101", "The API does not exist.");
}
