//! Tags changed.

use serde_json::{Value, json};

use crate::material::pem;
use crate::tencent::client::{Client, GAAP, STS, TAG};

const ACTION: &str = "ModifyResourceTags";

fn tag(key: &str, value: &str) -> Value {
    json!({ "TagKey": key, "TagValue": value })
}

fn tags_of(tag: &Client, service: &str, prefix: &str, id: &str) -> Vec<(String, String)> {
    let reply = tag.ask(
        "DescribeResourceTagsByResourceIds",
        &json!({ "ServiceType": service, "ResourcePrefix": prefix, "ResourceRegion": "", "ResourceIds": [id], "Limit": 100 }),
    );
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let tags = reply["Tags"].as_array().unwrap();
    tags.iter().map(|tag| (text(&tag["TagKey"]), text(&tag["TagValue"]))).collect()
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

#[test]
fn a_certificate_and_a_proxy_show_the_tags_that_they_were_given_later() {
    let ssl = Client::ssl();
    let (tags, gaap) = (ssl.beside(&TAG), ssl.beside(&GAAP));
    let upload = json!({
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
        "Tags": [tag("team", "old"), tag("stage", "test")],
    });
    let certificate = ssl.ask("UploadCertificate", &upload)["CertificateId"].clone();
    let proxy = json!({
        "ProjectId": 0, "ProxyName": "n", "AccessRegion": "Hongkong", "Bandwidth": 10,
        "Concurrent": 2, "RealServerRegion": "Shanghai",
        "TagSet": [tag("team", "old"), tag("stage", "test")],
    });
    let proxy = gaap.ask("CreateProxy", &proxy)["InstanceId"].clone();
    for (service, prefix, id) in [("ssl", "certificate", &certificate), ("gaap", "proxy", &proxy)] {
        let id = id.as_str().unwrap();
        // As the Terraform provider writes it: with a region, and without the owner's number.
        tags.ask(
            ACTION,
            &json!({
                "Resource": format!("qcs::{service}:ap-guangzhou:uin/:{prefix}/{id}"),
                "ReplaceTags": [tag("team", "web"), tag("cost", "7")],
                "DeleteTags": [{ "TagKey": "stage" }, { "TagKey": "never there" }],
            }),
        );
        assert_eq!(tags_of(&tags, service, prefix, id), [pair("team", "web"), pair("cost", "7")]);
    }
    let wanted = json!([tag("team", "web"), tag("cost", "7")]);
    let list = json!({ "Tags": [tag("cost", "7")] });
    assert_eq!(ssl.ask("DescribeCertificates", &list)["Certificates"][0]["Tags"], wanted);
    let proxies = gaap.ask("DescribeProxies", &json!({}));
    assert_eq!(proxies["ProxySet"][0]["TagSet"], wanted);
}

#[test]
fn what_no_emulated_service_holds_has_its_tags_at_the_tag_service() {
    let tags = Client::ssl().beside(&TAG);
    let uin = tags.beside(&STS).ask("GetCallerIdentity", &json!({}))["AccountId"].clone();
    let uin = uin.as_str().unwrap();
    let resource = format!("qcs::cvm:ap-guangzhou:uin/{uin}:instance/ins-1");
    tags.ask(
        ACTION,
        &json!({ "Resource": resource, "ReplaceTags": [{ "TagKey": "a", "TagValue": "", "Category": "Custom" }] }),
    );
    assert_eq!(tags_of(&tags, "cvm", "instance", "ins-1"), [pair("a", "")]);
    assert_eq!(tags.state(), json!({ "resources": { "cvm:instance/ins-1": [tag("a", "")] } }));
    tags.ask(ACTION, &json!({ "Resource": resource, "DeleteTags": [{ "TagKey": "a" }] }));
    assert_eq!(tags_of(&tags, "cvm", "instance", "ins-1"), []);
    assert_eq!(tags.state(), json!({ "resources": {} }));
}

#[test]
fn what_cannot_be_tagged_so_is_refused_and_nothing_changes() {
    let tags = Client::ssl().beside(&TAG);
    let cvm = "qcs::cvm:ap-guangzhou:uin/:instance/ins-1";
    let many: Vec<_> = (0..11).map(|number| tag(&format!("key{number}"), "")).collect();
    for (resource, lists, code) in [
        (
            "qcs::cvm::uin/:instance",
            json!({ "ReplaceTags": [tag("a", "")] }),
            "InvalidParameterValue.ResourceDescriptionError",
        ),
        (
            "qcs::cvm::uin/1:instance/ins-1",
            json!({ "ReplaceTags": [tag("a", "")] }),
            "InvalidParameterValue.ResourceDescriptionError",
        ),
        (
            "acs::cvm::uin/:instance/ins-1",
            json!({ "ReplaceTags": [tag("a", "")] }),
            "InvalidParameterValue.ResourceDescriptionError",
        ),
        (
            "qcs::ssl::uin/:certificate/nosuchid",
            json!({ "ReplaceTags": [tag("a", "")] }),
            "InvalidParameterValue.ResourceDescriptionError",
        ),
        (
            "qcs::gaap::uin/:proxy/link-11111111",
            json!({ "DeleteTags": [{ "TagKey": "a" }] }),
            "InvalidParameterValue.ResourceDescriptionError",
        ),
        (cvm, json!({}), "InvalidParameter.Tag"),
        (cvm, json!({ "ReplaceTags": [] }), "InvalidParameter.Tag"),
        (cvm, json!({ "ReplaceTags": many }), "InvalidParameter.Tag"),
        (cvm, json!({ "ReplaceTags": [tag("", "x")] }), "InvalidParameterValue.TagKeyEmpty"),
        (cvm, json!({ "DeleteTags": [{ "TagKey": "" }] }), "InvalidParameterValue.TagKeyEmpty"),
        (
            cvm,
            json!({ "ReplaceTags": [tag("a", "")], "DeleteTags": [{ "TagKey": "a" }] }),
            "InvalidParameterValue.DeleteTagsParamError",
        ),
        (
            cvm,
            json!({ "ReplaceTags": [tag(&"字".repeat(128), "")] }),
            "InvalidParameterValue.TagKeyLengthExceeded",
        ),
        (
            cvm,
            json!({ "ReplaceTags": [tag("a", &"字".repeat(256))] }),
            "InvalidParameterValue.TagValueLengthExceeded",
        ),
        (cvm, json!({ "ReplaceTags": [tag("project", "")] }), "InvalidParameter.ReservedTagKey"),
        (cvm, json!({ "ReplaceTags": [tag("qcloud:x", "")] }), "InvalidParameter.ReservedTagKey"),
    ] {
        let mut request = lists;
        request["Resource"] = json!(resource);
        assert_eq!(tags.refuse(ACTION, &request), code, "{request}");
    }
    assert_eq!(tags_of(&tags, "cvm", "instance", "ins-1"), []);
}

#[test]
fn a_resource_has_at_most_50_tags() {
    let ssl = Client::ssl();
    let upload = json!({
        "CertificatePublicKey": pem("wildcard.crt"), "CertificatePrivateKey": pem("wildcard.key"),
    });
    let id = ssl.ask("UploadCertificate", &upload)["CertificateId"].as_str().unwrap().to_owned();
    let tags = ssl.beside(&TAG);
    for resource in [format!("qcs::ssl::uin/:certificate/{id}"), "qcs::a::uin/:b/c".to_owned()] {
        let put = |from: u32, to: u32| {
            let list: Vec<_> = (from..to).map(|number| tag(&number.to_string(), "")).collect();
            json!({ "Resource": resource, "ReplaceTags": list })
        };
        for ten in 0..5 {
            tags.ask(ACTION, &put(ten * 10, ten * 10 + 10));
        }
        assert_eq!(tags.refuse(ACTION, &put(49, 51)), "LimitExceeded.ResourceAttachedTags");
        tags.ask(ACTION, &put(40, 50));
    }
    assert_eq!(tags_of(&tags, "a", "b", "c").len(), 50);
}
