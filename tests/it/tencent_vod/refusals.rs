//! Requests that are refused, and that change nothing.

use serde_json::{Value, json};

use super::{APPLICATION, DOMAIN, domain, put, upload, with_two};
use crate::material::pem;
use crate::tencent::client::SSL;

#[test]
fn what_is_wrong_with_a_change_is_one_error_whatever_it_is() {
    let vod = with_two();
    let ssl = vod.beside(&SSL);
    let (id, other) = (upload(&vod, "wildcard"), upload(&vod, "rsa-4096"));
    let ca = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let ca = ssl.ask("UploadCertificate", &ca)["CertificateId"].clone();
    let mut state = ssl.state();
    let texts = json!({ "certificate": pem("expired.crt"), "private_key": pem("expired.key") });
    let overdue = json!({
        "id": "overdue1", "source": "upload", "contents": texts,
        "inserted": "2020-01-01T00:00:00Z",
    });
    state["certificates"].as_array_mut().unwrap().push(overdue);
    ssl.put(&state);
    put(&vod, &json!([{ "name": DOMAIN }, { "name": "expired.example.com" }]));
    let before = domain(&vod);
    let set = |more: Value| {
        let mut set = json!({ "Domain": DOMAIN, "Operation": "Set", "CertID": id });
        for (member, value) in more.as_object().unwrap() {
            set[member] = value.clone();
        }
        set
    };
    for more in [
        json!({ "Domain": "nobody.example.com" }),
        // It is of the other application.
        json!({ "Domain": "other.example.com" }),
        json!({ "SubAppId": 7 }),
        json!({ "Operation": "Remove" }),
        json!({ "CertID": null }),
        json!({ "CertID": "nosuchid" }),
        json!({ "CertID": ca }),
        json!({ "CertID": other }),
        json!({ "Domain": "expired.example.com", "CertID": "overdue1" }),
    ] {
        let refused = vod.refuse("SetVodDomainCertificate", &set(more.clone()));
        assert_eq!(refused, "InvalidParameterValue", "{more}");
    }
    assert_eq!(domain(&vod), before);
    let misspelt = json!({ "Domain": DOMAIN, "Operation": "Set", "CertId": id });
    assert_eq!(vod.refuse("SetVodDomainCertificate", &misspelt), "UnknownParameter");
    vod.ask("SetVodDomainCertificate", &set(json!({ "SubAppId": APPLICATION })));
}

#[test]
fn pages_and_names_have_their_bounds() {
    let vod = with_two();
    for (parameters, code) in [
        (json!({ "Limit": 0 }), "InvalidParameterValue.Limit"),
        (json!({ "Limit": -1 }), "InvalidParameterValue.Limit"),
        (json!({ "Limit": 101 }), "InvalidParameterValue.LimitTooLarge"),
        (json!({ "Offset": -1 }), "InvalidParameterValue.Offset"),
        (json!({ "SubAppId": 7 }), "InvalidParameter"),
        (json!({ "Domains": vec![DOMAIN; 21] }), "InvalidParameter"),
        (json!({ "Domains": vec![DOMAIN; 101] }), "InvalidParameter"),
    ] {
        assert_eq!(vod.refuse("DescribeVodDomains", &parameters), code, "{parameters}");
    }
}

#[test]
fn a_service_that_was_not_activated_answers_nothing() {
    let vod = with_two();
    vod.put(&json!({ "activated": false }));
    let clear = json!({ "Domain": DOMAIN, "Operation": "Clear" });
    for (action, parameters) in
        [("DescribeVodDomains", &json!({})), ("SetVodDomainCertificate", &clear)]
    {
        assert_eq!(vod.refuse(action, parameters), "FailedOperation.InvalidVodUser");
    }
    assert_eq!(vod.refuse("DescribeMediaInfos", &json!({})), "UnsupportedOperation");
}
