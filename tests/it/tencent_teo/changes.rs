//! Hosts, given certificates.

use certmock::pace::{End, Pace, Script};
use serde_json::{Value, json};

use super::{
    HOST, ZONE, bind, certificates, change, domain, has, paced, put, sorted, upload, with,
};

const OTHER: &str = "api.example.com";

fn two() -> Value {
    json!([{ "name": HOST }, { "name": OTHER }])
}

#[test]
fn all_hosts_of_a_request_are_given_its_certificates_or_none_is() {
    let teo = with(&two());
    let ecc = upload(&teo, "wildcard");
    teo.ask("ModifyHostsCertificate", &change(&[HOST, OTHER, HOST], &certificates(&[&ecc])));
    assert_eq!((has(&teo, HOST), has(&teo, OTHER)), (vec![ecc.clone()], vec![ecc.clone()]));
    // This one is for the first alone.
    let rsa = upload(&teo, "rsa-2048");
    let refused =
        teo.refuse("ModifyHostsCertificate", &change(&[HOST, OTHER], &certificates(&[&rsa])));
    assert_eq!(refused, "InvalidParameter.CertNotMatchDomain");
    assert_eq!((has(&teo, HOST), has(&teo, OTHER)), (vec![ecc.clone()], vec![ecc]));
}

#[test]
fn the_certificates_of_a_request_replace_all_that_there_are_and_of_an_algorithm_the_last_counts() {
    let teo = with(&two());
    let (rsa, ecc, other) =
        (upload(&teo, "rsa-2048"), upload(&teo, "wildcard"), upload(&teo, "wildcard"));
    bind(&teo, HOST, &[&rsa, &ecc]);
    assert_eq!(has(&teo, HOST), sorted(&[&rsa, &ecc]));
    let shown = domain(&teo, HOST)["Certificate"]["List"].clone();
    assert_eq!(
        (&shown[0]["SignAlgo"], &shown[1]["SignAlgo"]),
        (&json!("RSA 2048"), &json!("ECC 256"))
    );
    assert_eq!((&shown[0]["Alias"], &shown[0]["Type"]), (&json!("rsa-2048"), &json!("upload")));
    for member in ["ExpireTime", "DeployTime"] {
        let text = shown[0][member].as_str().unwrap();
        assert!(text.len() == 20 && text.ends_with('Z'), "{text}");
    }
    bind(&teo, HOST, &[&ecc, &other]);
    assert_eq!(has(&teo, HOST), sorted(&[&other]));
    // What clients send back of what they have read counts for nothing.
    let read = json!({ "Mode": "sslcert", "ServerCertInfo": [{
        "CertId": rsa, "Alias": "x", "Type": "upload", "ExpireTime": "2027-01-01T00:00:00Z",
        "DeployTime": "2026-01-01T00:00:00Z", "SignAlgo": "ECC", "CommonName": "x",
    }]});
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &read));
    assert_eq!(has(&teo, HOST), [rsa]);
}

#[test]
fn without_a_mode_certificates_stay_unless_some_are_given() {
    let teo = with(&two());
    let ecc = upload(&teo, "wildcard");
    let given = json!({ "ServerCertInfo": [{ "CertId": ecc }] });
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &given));
    assert_eq!(has(&teo, HOST), sorted(&[&ecc]));
    for kept in [json!({}), json!({ "Mode": "" }), json!({ "Mode": "sslcert" })] {
        teo.ask("ModifyHostsCertificate", &change(&[HOST], &kept));
        assert_eq!(has(&teo, HOST), sorted(&[&ecc]), "{kept}");
    }
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &json!({ "Mode": "disable" })));
    let shown = domain(&teo, HOST)["Certificate"].clone();
    assert_eq!((&shown["Mode"], &shown["List"]), (&json!("disable"), &json!([])));
}

#[test]
fn a_host_is_in_process_until_its_certificate_is_deployed_and_has_the_former_if_that_fails() {
    for end in [End::Success, End::Failure] {
        let teo = paced("tencent_teo.deploy", Script { pace: Pace::Reads(2), end });
        put(&teo, json!({}), &json!([{ "name": HOST, "certificates": [{ "id": "former01" }] }]));
        let ecc = upload(&teo, "wildcard");
        bind(&teo, HOST, &[&ecc]);
        let again = teo.refuse("ModifyHostsCertificate", &change(&[HOST], &json!({})));
        assert_eq!(again, "InvalidParameter.ActionInProgress");
        for _ in 0..2 {
            let shown = domain(&teo, HOST);
            let certificate = &shown["Certificate"]["List"][0];
            assert_eq!(shown["DomainStatus"], "process");
            assert_eq!(
                (&certificate["CertId"], &certificate["Status"]),
                (&json!(ecc), &json!("processing"))
            );
        }
        let shown = domain(&teo, HOST);
        assert_eq!(
            (&shown["DomainStatus"], &shown["Certificate"]["List"][0]["Status"]),
            (&json!("online"), &json!("deployed"))
        );
        let wanted = if end == End::Success { ecc } else { "former01".to_owned() };
        assert_eq!(has(&teo, HOST), [wanted]);
    }
}

#[test]
fn the_service_applies_for_a_certificate_itself() {
    let teo = paced("tencent_teo.deploy", Script { pace: Pace::Reads(1), end: End::Success });
    let hosts = json!([{ "name": HOST }, { "name": "*.example.com" }]);
    put(&teo, json!({}), &hosts);
    let free = json!({ "Mode": "eofreecert" });
    teo.ask("ModifyHostsCertificate", &change(&[HOST], &free));
    let shown = domain(&teo, HOST)["Certificate"].clone();
    let certificate = &shown["List"][0];
    assert_eq!(
        (&shown["Mode"], &certificate["Type"], &certificate["Status"]),
        (&json!("eofreecert"), &json!("managed"), &json!("applying"))
    );
    assert_eq!(certificate["CertId"].as_str().unwrap().len(), 8);
    assert_eq!(domain(&teo, HOST)["Certificate"]["List"][0]["Status"], "deployed");
    // Of a wildcard it can only where the vendor has the names.
    let wildcard = change(&["*.example.com"], &free);
    assert_eq!(
        teo.refuse("ModifyHostsCertificate", &wildcard),
        "InvalidParameter.CnameWildHostNotAllowApplyCertificate"
    );
    put(&teo, json!({ "type": "full" }), &hosts);
    teo.ask("ModifyHostsCertificate", &wildcard);
    // One that was applied for by hand has to be there.
    let by_hand = change(&[HOST], &json!({ "Mode": "eofreecert_manual" }));
    assert_eq!(
        teo.refuse("ModifyHostsCertificate", &by_hand),
        "FailedOperation.CertificateNotFound"
    );
    put(&teo, json!({}), &json!([{ "name": HOST, "free_certificate": "free0001" }]));
    teo.ask("ModifyHostsCertificate", &by_hand);
    assert_eq!(has(&teo, HOST), ["free0001"]);
}

#[test]
fn a_wildcard_is_a_host_only_where_it_is_one_itself() {
    let teo = with(&two());
    let ecc = upload(&teo, "wildcard");
    let wildcard = change(&["*.example.com"], &certificates(&[&ecc]));
    assert_eq!(teo.refuse("ModifyHostsCertificate", &wildcard), "ResourceUnavailable.HostNotFound");
    put(&teo, json!({}), &json!([{ "name": "*.example.com" }]));
    teo.ask("ModifyHostsCertificate", &wildcard);
    assert_eq!(has(&teo, "*.example.com"), [ecc]);
    assert_eq!(domain(&teo, "*.example.com")["ZoneId"], ZONE);
}
