//! The tag service, which tells of the tags that certificates and proxies have.

use serde_json::{Value, json};

use crate::material::pem;
use crate::tencent::client::{Client, SSL, TAG};

fn ask(service: &str, prefix: &str, ids: &[&Value]) -> Value {
    json!({ "ServiceType": service, "ResourcePrefix": prefix, "ResourceRegion": "", "ResourceIds": ids })
}

const ACTION: &str = "DescribeResourceTagsByResourceIds";

#[test]
fn the_tags_of_a_certificate_and_of_a_proxy_are_told() {
    let gaap = Client::gaap();
    let tags =
        json!([{ "TagKey": "testKey", "TagValue": "字符串" }, { "TagKey": "b", "TagValue": "" }]);
    let proxy = json!({
        "ProjectId": 0, "ProxyName": "n", "AccessRegion": "Hongkong", "Bandwidth": 10,
        "Concurrent": 2, "RealServerRegion": "Shanghai", "TagSet": tags,
    });
    let proxy = gaap.ask("CreateProxy", &proxy)["InstanceId"].clone();
    let upload = json!({
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
        "Tags": tags,
    });
    let certificate = gaap.beside(&SSL).ask("UploadCertificate", &upload)["CertificateId"].clone();
    let tag = gaap.beside(&TAG);
    for (service, prefix, id) in [("gaap", "proxy", &proxy), ("ssl", "certificate", &certificate)] {
        let reply = tag.ask(ACTION, &ask(service, prefix, &[id]));
        assert_eq!(
            (&reply["TotalCount"], &reply["Limit"], &reply["Offset"]),
            (&json!(2), &json!(15), &json!(0))
        );
        // The MD5 of the value is that of the vendor's own example of such a reply.
        assert_eq!(
            reply["Tags"][0],
            json!({
                "TagKey": "testKey", "TagValue": "字符串", "ResourceId": id, "ServiceType": service,
                "TagKeyMd5": "24afda34e3f74e54b61a8e4cbe921650",
                "TagValueMd5": "cc4dd1da7e1a754534215f02fb9ba85d", "Category": "Custom",
            })
        );
        let mut page = ask(service, prefix, &[id]);
        page["Limit"] = json!(1);
        page["Offset"] = json!(1);
        let reply = tag.ask(ACTION, &page);
        assert_eq!((&reply["TotalCount"], &reply["Tags"][0]["TagKey"]), (&json!(2), &json!("b")));
        // Each service knows its own.
        let other = if service == "ssl" { "gaap" } else { "ssl" };
        assert_eq!(tag.ask(ACTION, &ask(other, prefix, &[id]))["Tags"], json!([]));
    }
    assert_eq!(tag.ask(ACTION, &ask("cvm", "instance", &[&json!("ins-1")]))["Tags"], json!([]));
    let mut system = ask("gaap", "proxy", &[&proxy]);
    system["Category"] = json!("System");
    assert_eq!(tag.ask(ACTION, &system)["TotalCount"], 0);
}

#[test]
fn what_names_no_resource_is_refused() {
    let tag = Client::gaap().beside(&TAG);
    let id = json!("link-11111111");
    for (parameters, code) in [
        (ask("", "proxy", &[&id]), "ServiceTypeInvalid"),
        (ask("gaap", "", &[&id]), "ResourcePrefixInvalid"),
        (ask("gaap", "proxy", &[]), "ResourceIdInvalid"),
        (ask("gaap", "proxy", &[&id; 51]), "ResourceIdInvalid"),
    ] {
        let refused = tag.refuse(ACTION, &parameters);
        assert_eq!(refused, format!("InvalidParameterValue.{code}"));
    }
    assert_eq!(tag.refuse(ACTION, &json!({})), "MissingParameter");
    assert_eq!(tag.refuse("DescribeTags", &json!({})), "UnsupportedOperation");
}
