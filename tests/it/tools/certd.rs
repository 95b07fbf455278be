//! certd, of 2025 and 2026.

use serde_json::json;

use super::{Tool, cdn_certificate, cdn_domains};

#[test]
fn certd_asks_who_it_is_to_test_a_key_and_needs_no_region_for_that() {
    let tool = Tool { region: None, ..Tool::with(&json!({})) };
    let identity = tool.call("sts.GetCallerIdentity", &json!({}));
    assert!(identity["Arn"].as_str().unwrap().starts_with("qcs::cam:"), "{identity}");
}

#[test]
fn certd_uploads_turns_reminders_off_and_gives_a_domain_of_cdn_the_certificate() {
    let tool = Tool {
        region: None,
        ..Tool::with(&json!({ "tencent_cdn": cdn_domains(&["www.example.com"]) }))
    };
    let id = tool.upload("wildcard", true);
    let switch = json!({ "CertificateIds": [id], "SwitchStatus": 1 });
    tool.call("ssl.ModifyCertificatesExpiringNotificationSwitch", &switch);
    let picked = tool.call("cdn.DescribeDomains", &json!({ "Offset": 0, "Limit": 1000 }));
    assert_eq!(picked["Domains"][0]["Domain"], "www.example.com");
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": id } });
    tool.call("cdn.UpdateDomainConfig", &json!({ "Domain": "www.example.com", "Https": https }));
    assert_eq!(cdn_certificate(&tool, "www.example.com"), id.as_str());
}

#[test]
fn certd_deletes_what_has_expired_and_waits_for_the_task_of_each() {
    let tool = Tool::with(&json!({}));
    let ids = [tool.upload("wildcard", true), tool.upload("ec-p256", true)];
    let listed = tool.call(
        "ssl.DescribeCertificates",
        &json!({ "Limit": 100, "Offset": 0,
        "ExpirationSort": "ASC", "CertificateType": "SVR" }),
    );
    assert_eq!(listed["TotalCount"], 2);
    let deleted =
        tool.call("ssl.DeleteCertificates", &json!({ "CertificateIds": ids, "IsSync": true }));
    let tasks: Vec<_> = deleted["CertTaskIds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| each["TaskId"].clone())
        .collect();
    assert_eq!(tasks.len(), 2);
    let results =
        tool.call("ssl.DescribeDeleteCertificatesTaskResult", &json!({ "TaskIds": tasks }));
    for result in results["DeleteTaskResult"].as_array().unwrap() {
        assert_eq!(result["Status"], 1, "{result}");
    }
    assert_eq!(tool.call("ssl.DescribeCertificates", &json!({}))["TotalCount"], 0);
}

#[test]
fn certd_moves_what_four_products_have_and_may_delete_the_certificate_then() {
    let tool = Tool::with_fixture("bound-in-four-products");
    let new = tool.upload("wildcard", true);
    let delete = json!({ "CertificateId": "bound001", "IsCheckResource": true });
    let refused = tool.refused("ssl.DeleteCertificate", &json!({ "CertificateId": "bound001" }));
    assert_eq!(refused, "FailedOperation.BoundResources");
    let https = json!({ "Switch": "on", "CertInfo": { "CertId": new } });
    tool.call("cdn.UpdateDomainConfig", &json!({ "Domain": "www.example.com", "Https": https }));
    let listener = json!({
        "LoadBalancerId": "lb-11111111", "ListenerId": "lbl-11111111",
        "Certificate": { "SSLMode": "UNIDIRECTIONAL", "CertId": new },
    });
    tool.call("clb.ModifyListener", &listener);
    let hosts = json!({
        "ZoneId": "zone-21xfqlh4qjee", "Hosts": ["edge.example.com"], "Mode": "sslcert",
        "ServerCertInfo": [{ "CertId": new }],
    });
    tool.call("teo.ModifyHostsCertificate", &hosts);
    let refused = tool.refused("ssl.DeleteCertificate", &json!({ "CertificateId": "bound001" }));
    assert_eq!(refused, "FailedOperation.BoundResources");
    // It leaves the switch of HTTPS as it is.
    let live = json!({
        "DomainInfos": [{ "DomainName": "live.example.com", "Status": -1 }], "CloudCertId": new,
    });
    tool.call("live.ModifyLiveDomainCertBindings", &live);
    let answer = tool.mock.request("GET", "/_certmock/certificates?provider=tencent_ssl");
    let all = answer.send().expect(200);
    let uses = |id: &str| {
        let all = all["certificates"].as_array().unwrap();
        let found = all.iter().find(|each| each["id"] == id).unwrap();
        found["used_by"].as_array().unwrap().len()
    };
    assert_eq!((uses("bound001"), uses(&new)), (0, 4));
    tool.call("ssl.DeleteCertificate", &delete);
}
