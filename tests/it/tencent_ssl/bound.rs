//! What certificates are deployed to, and the updates in place.

use certmock::pace::{End, Pace, Script};
use serde_json::{Value, json};

use super::deployments::{prepared, upload};
use crate::material::pem;

#[test]
fn what_certificates_are_deployed_to_is_said_of_one_service() {
    let (ssl, id) = prepared(Script::default(), true);
    let free = upload(&ssl, "ec-p256");
    let ask = |kind: &str, ids: &[&str]| json!({ "ResourceType": kind, "CertificateIds": ids });
    let found = |kind: &str| {
        let asked = ask(kind, &[&id, &free, &id]);
        let reply = ssl.ask("DescribeDeployedResources", &asked);
        let found = reply["DeployedResources"].clone();
        assert_eq!(found.as_array().unwrap().len(), 2);
        assert_eq!((&found[1]["CertificateId"], &found[1]["Count"]), (&json!(free), &json!(0)));
        assert_eq!((&found[0]["Type"], &found[0]["Count"]), (&json!(kind), &json!(1)));
        assert_eq!(found[0]["ResourceIds"], found[0]["Resources"]);
        found[0]["Resources"][0].clone()
    };
    assert_eq!(found("clb"), "lb-1");
    assert_eq!(found("cdn"), "cdn.example.com");
    assert_eq!(found("antiddos"), "ddos.example.com");
    let code = |parameters: Value| ssl.refuse("DescribeDeployedResources", &parameters);
    assert_eq!(code(ask("ddos", &[&id])), "InvalidParameter");
    let invalid = "InvalidParameter.ContainsInvalidCertificateId";
    assert_eq!(code(ask("clb", &[&id, "nobody00"])), invalid);
    let many = code(ask("clb", &vec![id.as_str(); 51]));
    assert_eq!(many, "InvalidParameter.CertificateIdNumberLimit");
}

#[test]
fn updates_in_place_are_listed_the_newest_first() {
    let (ssl, id) = prepared(Script { pace: Pace::Reads(1), end: End::Success }, true);
    let list = |parameters: Value| ssl.ask("DescribeHostUploadUpdateRecord", &parameters);
    assert_eq!(list(json!({}))["TotalCount"], 0);
    let update = |name: &str| {
        let update = json!({
            "OldCertificateId": id, "ResourceTypes": ["clb"],
            "CertificatePublicKey": pem(&format!("{name}.crt")),
            "CertificatePrivateKey": pem(&format!("{name}.key")),
        });
        ssl.ask("UploadUpdateCertificateInstance", &update)["DeployRecordId"].clone()
    };
    let first = update("rsa-2048");
    let listed = list(json!({ "OldCertificateId": id }));
    assert_eq!(listed["DeployRecordList"][0]["Status"], 0);
    let listed = list(json!({ "OldCertificateId": id }));
    assert_eq!(listed["DeployRecordList"][0]["Status"], 1);
    let second = update("ec-p256");
    let listed = list(json!({}));
    let ids: Vec<_> = listed["DeployRecordList"].as_array().unwrap().iter().collect();
    assert_eq!((&ids[0]["Id"], &ids[1]["Id"]), (&second, &first));
    assert_eq!(ids[0]["ResourceTypes"], json!(["clb"]));
    assert_eq!(list(json!({ "Offset": 1, "Limit": 1 }))["DeployRecordList"][0]["Id"], first);
    assert_eq!(list(json!({ "OldCertificateId": "nobody00" }))["TotalCount"], 0);
}
