//! Authorities of clients, certificates for origins, and authorities of those.

use serde_json::{Value, json};

use super::{HOST, certificates, change, domain, put, upload, upload_ca, with};
use crate::material::pem;
use crate::tencent::client::{Client, SSL};

fn infos(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "CertId": id })).collect()
}

fn client(switch: &str, ids: &[&str]) -> Value {
    json!({ "ClientCertInfo": { "Switch": switch, "CertInfos": infos(ids) } })
}

fn upstream(switch: &str, ids: &[&str]) -> Value {
    let mutual = json!({ "Switch": switch, "CertInfos": infos(ids) });
    json!({ "UpstreamCertInfo": { "UpstreamMutualTLS": mutual } })
}

fn verify(mode: &str, ids: &[&str]) -> Value {
    let verify = json!({ "VerificationMode": mode, "CustomCACerts": infos(ids) });
    json!({ "UpstreamCertInfo": { "UpstreamCertificateVerify": verify } })
}

fn modify(teo: &Client, more: &Value) {
    teo.ask("ModifyHostsCertificate", &change(&[HOST], more));
}

/// A host that serves with a certificate, the id of that, of an authority, and of two that are over.
fn scene() -> (Client, String, String) {
    let teo = with(&json!([{ "name": HOST }]));
    let ssl = teo.beside(&SSL);
    let (ecc, ca) = (upload(&teo, "wildcard"), upload_ca(&teo));
    let mut state = ssl.state();
    for (id, kind) in [("oldca001", "CA"), ("oldsvr01", "SVR")] {
        let texts = json!({ "certificate": pem("expired.crt"), "private_key": pem("expired.key") });
        let old = json!({
            "id": id, "source": "upload", "kind": kind, "contents": texts,
            "inserted": "2020-01-01T00:00:00Z",
        });
        state["certificates"].as_array_mut().unwrap().push(old);
    }
    ssl.put(&state);
    modify(&teo, &certificates(&[&ecc]));
    (teo, ecc, ca)
}

#[test]
fn what_is_switched_on_is_shown_and_stays_until_it_is_switched_off() {
    let (teo, ecc, ca) = scene();
    for more in [client("on", &[&ca]), upstream("on", &[&ecc]), verify("custom_ca", &[&ca])] {
        modify(&teo, &more);
    }
    let shown = domain(&teo, HOST)["Certificate"].clone();
    assert_eq!(shown["List"][0]["CertId"], ecc);
    let mutual = |shown: &Value| (shown["Switch"].clone(), shown["CertInfos"][0]["CertId"].clone());
    assert_eq!(mutual(&shown["ClientCertInfo"]), (json!("on"), json!(ca)));
    let up = &shown["UpstreamCertInfo"];
    assert_eq!(mutual(&up["UpstreamMutualTLS"]), (json!("on"), json!(ecc)));
    assert_eq!(up["UpstreamCertificateVerify"]["VerificationMode"], "custom_ca");
    assert_eq!(up["UpstreamCertificateVerify"]["CustomCACerts"][0]["CertId"], ca);
    // Without certificates of its own it shows its origin none.
    modify(&teo, &json!({ "Mode": "disable" }));
    let shown = domain(&teo, HOST)["Certificate"].clone();
    assert_eq!(mutual(&shown["ClientCertInfo"]), (json!("on"), json!(ca)));
    assert_eq!(shown["UpstreamCertInfo"]["UpstreamMutualTLS"]["Switch"], "off");
    for more in [client("off", &[]), upstream("off", &[]), verify("disable", &[])] {
        modify(&teo, &more);
    }
    let shown = domain(&teo, HOST)["Certificate"].clone();
    assert_eq!(shown["ClientCertInfo"], json!({ "Switch": "off", "CertInfos": [] }));
    assert_eq!(
        shown["UpstreamCertInfo"]["UpstreamCertificateVerify"]["VerificationMode"],
        "disable"
    );
}

#[test]
fn what_cannot_be_switched_on_is_refused_for_what_is_wrong_with_it() {
    let (teo, ecc, ca) = scene();
    let many = [&*ca; 21];
    for (more, code) in [
        (client("on", &[]), "InvalidParameterValue.CertificateVerifyClientNeedCert"),
        (client("on", &[&ecc]), "InvalidParameterValue.CertificateVerifyClientMustCa"),
        (client("on", &many), "InvalidParameterValue.ClientCertInfoQuotaLimit"),
        (client("on", &["oldca001"]), "FailedOperation.EdgeClientCertificateHasExpired"),
        (client("on", &["nosuchid"]), "ResourceUnavailable.CertNotFound"),
        (client("maybe", &[&ca]), "InvalidParameter.EdgeClientCertCheckError"),
        (upstream("on", &[]), "InvalidParameterValue.CertificateVerifyUpstreamClientNeedCert"),
        (upstream("on", &[&ca]), "InvalidParameterValue.CertificateVerifyUpstreamClientMustSVR"),
        (upstream("on", &[&ecc, &ecc]), "InvalidParameterValue.UpstreamClientCertInfoQuotaLimit"),
        (upstream("on", &["oldsvr01"]), "FailedOperation.UpstreamClientCertificateHasExpired"),
        (upstream("maybe", &[&ecc]), "InvalidParameter.UpstreamClientCertCheckError"),
        (
            verify("custom_ca", &[]),
            "InvalidParameterValue.CertificateVerifyUpstreamVerifyCustomCANeedCert",
        ),
        (
            verify("custom_ca", &[&ecc]),
            "InvalidParameterValue.CertificateVerifyUpstreamVerifyCustomCAMustCA",
        ),
        (
            verify("custom_ca", &[&ca, &ca]),
            "InvalidParameterValue.UpstreamVerifyCustomCACertInfoQuotaLimit",
        ),
        (
            verify("custom_ca", &["oldca001"]),
            "FailedOperation.UpstreamVerifyCustomCACertificateHasExpired",
        ),
        (verify("maybe", &[&ca]), "InvalidParameter.UpstreamVerifyCertCheckError"),
    ] {
        let refused = teo.refuse("ModifyHostsCertificate", &change(&[HOST], &more));
        assert_eq!(refused, code, "{more}");
    }
    let mut both = upstream("on", &[&ecc]);
    both["Mode"] = json!("disable");
    let refused = teo.refuse("ModifyHostsCertificate", &change(&[HOST], &both));
    assert_eq!(refused, "OperationDenied.UseUpstreamMTLSNeedOpenHttps");
    put(&teo, json!({}), &json!([{ "name": HOST }]));
    let up = change(&[HOST], &upstream("on", &[&ecc]));
    let refused = teo.refuse("ModifyHostsCertificate", &up);
    assert_eq!(refused, "OperationDenied.UseUpstreamMTLSNeedOpenHttps");
    put(&teo, json!({ "upstream_mtls": false }), &json!([{ "name": HOST }]));
    let refused = teo.refuse("ModifyHostsCertificate", &up);
    assert_eq!(refused, "OperationDenied.NotInUpstreamMTLSWhiteList");
}
