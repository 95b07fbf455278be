//! `ModifyCertificate`: the certificate of a domain, and all the ways in which it is refused.

use certmock::pace::{End, Pace};
use serde_json::{Value, json};

use super::{domain, listener, paced, set, start};
use crate::material::{pair, pem};
use crate::tencent::client::{Client, SSL};
use crate::tencent_ssl::{apply, issued};

const NAME: &str = "www.example.com";

fn ask(listener: &str, certificate: &str) -> Value {
    json!({ "ListenerId": listener, "Domain": NAME, "CertificateId": certificate })
}

#[track_caller]
fn refused(gaap: &Client, parameters: &Value) -> String {
    gaap.refuse("ModifyCertificate", parameters)
}

#[test]
fn the_example_of_the_vendors_page_works_against_the_state_that_it_needs() {
    let gaap = start();
    let id = issued(&gaap.beside(&SSL), "www.test.com");
    let issued =
        gaap.beside(&SSL).ask("DescribeCertificateDetail", &json!({ "CertificateId": id }));
    let (certificate, private_key) =
        (&issued["CertificatePublicKey"], &issued["CertificatePrivateKey"]);
    gaap.put(&json!({
        "certificates": [
            { "id": "cert-12345678", "type": 2, "content":
                { "x509": { "certificate": certificate, "private_key": private_key } } },
            { "id": "cert-abcdefgh", "type": 1, "content":
                { "x509": { "certificate": pem("ca.crt") } } },
        ],
        "proxies": [{ "id": "link-11111111" }],
        "listeners": [{
            "id": "listener-xxx", "proxy_id": "link-11111111", "port": 443, "auth_type": 1,
            "domains": [{ "name": "www.test.com" }],
        }],
    }));
    // As it is printed: in a query.
    let target = "/?Action=ModifyCertificate&ListenerId=listener-xxx&Domain=www.test.com&CertificateId=cert-12345678&ClientCertificateId=cert-abcdefgh";
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let target = format!(
        "{target}&Version=2018-05-29&Timestamp={now}&Nonce=11886&SecretId=tester&Signature=AAAA"
    );
    let reply = gaap.mock.request("GET", &target).send().expect(200);
    assert_eq!(reply["Response"]["Error"], Value::Null, "{reply}");
    assert_eq!(reply["Response"].as_object().unwrap().len(), 1);
    let shown = domain(&gaap, "listener-xxx", "www.test.com");
    assert_eq!(shown["CertificateId"], "cert-12345678");
    assert_eq!(shown["ClientCertificateId"], "cert-abcdefgh");
}

#[test]
fn a_domain_is_given_a_certificate_and_given_back_its_listeners() {
    let gaap = start();
    let before = domain(&gaap, "listener-oneway11", NAME);
    assert_eq!(before["CertificateId"], "default");
    assert_eq!(before["CertificateAlias"], "默认证书");
    assert_eq!(before["ClientCertificateId"], "default");
    assert_eq!(
        before["PolyClientCertificateAliasInfo"],
        json!([{ "CertificateId": "default", "CertificateAlias": "默认证书" }])
    );
    gaap.ask("ModifyCertificate", &ask("listener-oneway11", "cert-wildcard"));
    let after = domain(&gaap, "listener-oneway11", NAME);
    assert_eq!(
        (&after["CertificateId"], &after["CertificateAlias"]),
        (&json!("cert-wildcard"), &json!("wild"))
    );
    assert_eq!(domain(&gaap, "listener-oneway11", "api.example.com")["CertificateId"], "default");
    gaap.ask("ModifyCertificate", &ask("listener-oneway11", "default"));
    assert_eq!(domain(&gaap, "listener-oneway11", NAME), before);
}

#[test]
fn default_is_kept_as_that_word_and_follows_the_listener_to_another_certificate() {
    let gaap = start();
    gaap.ask("ModifyCertificate", &ask("listener-oneway11", "default"));
    let change = json!({
        "ListenerId": "listener-oneway11", "ProxyId": "link-running1", "CertificateId": "cert-several1",
    });
    gaap.ask("ModifyHTTPSListenerAttribute", &change);
    assert_eq!(listener(&gaap, "listener-oneway11")["CertificateAlias"], "many");
    assert_eq!(domain(&gaap, "listener-oneway11", NAME)["CertificateId"], "default");
    assert_eq!(gaap.state()["listeners"][0]["domains"][0]["certificate_id"], "default");
    // The one that nothing uses any more, on this listener, is in use on others.
    let one = json!({ "CertificateId": "cert-several1" });
    assert_eq!(gaap.refuse("DeleteCertificate", &one), "FailedOperation.CertificateIsUsing");
}

#[test]
fn clients_certificates_are_given_where_authentication_is_mutual_and_nowhere_else() {
    let gaap = start();
    let with = |listener: &str, member: &str, value: Value| {
        let mut parameters = ask(listener, "default");
        parameters[member] = value;
        parameters
    };
    let ids = |shown: &Value| -> Vec<String> {
        let infos = shown["PolyClientCertificateAliasInfo"].as_array().unwrap().iter();
        infos.map(|info| info["CertificateId"].as_str().unwrap().to_owned()).collect()
    };
    let mutual = "listener-mutual11";
    gaap.ask("ModifyCertificate", &with(mutual, "ClientCertificateId", json!("cert-clients2")));
    let shown = domain(&gaap, mutual, NAME);
    assert_eq!(shown["ClientCertificateAlias"], "others");
    assert_eq!(ids(&shown), ["cert-clients2"]);
    let both = json!(["cert-clients1", "cert-clients2"]);
    gaap.ask("ModifyCertificate", &with(mutual, "PolyClientCertificateIds", both));
    let shown = domain(&gaap, mutual, NAME);
    assert_eq!(shown["ClientCertificateId"], "cert-clients1");
    assert_eq!(ids(&shown), ["cert-clients1", "cert-clients2"]);
    // Who names none leaves them as they are.
    gaap.ask("ModifyCertificate", &ask(mutual, "cert-wildcard"));
    assert_eq!(ids(&domain(&gaap, mutual, NAME)), ["cert-clients1", "cert-clients2"]);
    gaap.ask("ModifyCertificate", &with(mutual, "ClientCertificateId", json!("default")));
    assert_eq!(ids(&domain(&gaap, mutual, NAME)), ["default"]);
    let one_way = "listener-oneway11";
    for (member, value) in [
        ("ClientCertificateId", json!("cert-clients1")),
        ("PolyClientCertificateIds", json!(["cert-clients1"])),
    ] {
        assert_eq!(refused(&gaap, &with(one_way, member, value)), "InvalidParameterValue");
    }
    gaap.ask("ModifyCertificate", &with(one_way, "ClientCertificateId", json!("default")));
    let server = with(mutual, "ClientCertificateId", json!("cert-wildcard"));
    assert_eq!(refused(&gaap, &server), "InvalidParameterValue");
    let unknown =
        with(mutual, "PolyClientCertificateIds", json!(["cert-clients1", "cert-nobody11"]));
    assert_eq!(refused(&gaap, &unknown), "ResourceNotFound");
}

#[test]
fn a_certificate_of_the_accounts_ssl_service_is_taken_by_its_id() {
    let gaap = start();
    let ssl = gaap.beside(&SSL);
    let (certificate, key) = pair("wildcard");
    let upload = json!({ "CertificatePublicKey": certificate, "CertificatePrivateKey": key, "Alias": "of ssl" });
    let id = ssl.ask("UploadCertificate", &upload)["CertificateId"].clone();
    let id = id.as_str().unwrap();
    gaap.ask("ModifyCertificate", &ask("listener-oneway11", id));
    let shown = domain(&gaap, "listener-oneway11", NAME);
    assert_eq!(
        (&shown["CertificateId"], &shown["CertificateAlias"]),
        (&json!(id), &json!("of ssl"))
    );
    // One that the authority has still to issue is there, but of no use.
    let pending = apply(&ssl, "DNS", NAME);
    assert_eq!(refused(&gaap, &ask("listener-oneway11", &pending)), "ResourceUnavailable");
    let authority = json!({ "CertificatePublicKey": pem("ca.crt"), "CertificateType": "CA" });
    let authority = ssl.ask("UploadCertificate", &authority)["CertificateId"].clone();
    let authority = authority.as_str().unwrap();
    assert_eq!(refused(&gaap, &ask("listener-oneway11", authority)), "InvalidParameterValue");
    let mut clients = ask("listener-mutual11", id);
    clients["ClientCertificateId"] = json!(authority);
    gaap.ask("ModifyCertificate", &clients);
    ssl.ask("DeleteCertificate", &json!({ "CertificateId": id }));
    assert_eq!(refused(&gaap, &ask("listener-oneway11", id)), "ResourceNotFound");
}

// The ten errors of the vendor's older page, and the nine that it has added.

#[test]
fn authfailure_is_met_when_the_service_cannot_find_out_what_the_caller_may_do() {
    let gaap = start();
    set(&gaap, "/access_management", json!("failing"));
    assert_eq!(refused(&gaap, &ask("listener-oneway11", "default")), "AuthFailure");
}

#[test]
fn not_enterprise_authorization_is_met_by_an_owner_who_is_no_enterprise() {
    let gaap = start();
    set(&gaap, "/enterprise_verified", json!(false));
    let code = refused(&gaap, &ask("listener-oneway11", "default"));
    assert_eq!(code, "AuthFailure.NotEnterpriseAuthorization");
}

#[test]
fn unauthorized_operation_is_met_by_a_caller_whose_policies_deny_the_action() {
    let gaap = start();
    set(&gaap, "/denied_actions", json!(["ModifyCertificate"]));
    let (code, words) =
        gaap.in_english().refuse_saying("ModifyCertificate", &ask("listener-oneway11", "default"));
    assert_eq!(code, "AuthFailure.UnauthorizedOperation");
    assert!(words.contains("(gaap:ModifyCertificate)"), "{words}");
    gaap.ask("DescribeRules", &json!({ "ListenerId": "listener-oneway11" }));
}

#[test]
fn failed_operation_is_met_at_a_domain_that_is_banned() {
    let gaap = start();
    set(&gaap, "/listeners/0/domains/0/ban_status", json!("BANNED"));
    assert_eq!(refused(&gaap, &ask("listener-oneway11", "default")), "FailedOperation");
}

#[test]
fn domain_status_not_in_running_is_met_at_a_domain_that_is_being_changed() {
    for status in [1, 2] {
        let gaap = start();
        set(&gaap, "/listeners/0/domains/0/status", json!(status));
        assert_eq!(domain(&gaap, "listener-oneway11", NAME)["DomainStatus"], status);
        let code = refused(&gaap, &ask("listener-oneway11", "default"));
        assert_eq!(code, "FailedOperation.DomainStatusNotInRunning");
    }
}

#[test]
fn group_status_not_in_runing_is_met_in_a_closed_group() {
    let gaap = start();
    let code = refused(&gaap, &ask("listener-grouped2", "default"));
    assert_eq!(code, "FailedOperation.GroupStatusNotInRuning");
    gaap.ask("ModifyCertificate", &ask("listener-grouped1", "cert-wildcard"));
}

#[test]
fn listener_has_task_is_met_while_an_earlier_write_goes_on() {
    let gaap = paced(Pace::Reads(2), End::Success);
    gaap.ask("ModifyCertificate", &ask("listener-oneway11", "cert-wildcard"));
    // The other domain of the listener has to wait, too; another listener has not.
    for name in [NAME, "api.example.com"] {
        let mut again = ask("listener-oneway11", "default");
        again["Domain"] = json!(name);
        assert_eq!(refused(&gaap, &again), "FailedOperation.ListenerHasTask");
    }
    gaap.ask("ModifyCertificate", &ask("listener-mutual11", "cert-wildcard"));
    let shown = domain(&gaap, "listener-oneway11", NAME);
    assert_eq!(
        (&shown["DomainStatus"], &shown["CertificateId"]),
        (&json!(1), &json!("cert-wildcard"))
    );
    assert_eq!(listener(&gaap, "listener-oneway11")["ListenerStatus"], 4);
    assert_eq!(domain(&gaap, "listener-oneway11", NAME)["DomainStatus"], 0);
    gaap.ask("ModifyCertificate", &ask("listener-oneway11", "default"));
}

#[test]
fn proxy_status_not_in_runing_is_met_on_a_closed_proxy() {
    let gaap = start();
    let code = refused(&gaap, &ask("listener-closed11", "default"));
    assert_eq!(code, "FailedOperation.ProxyStatusNotInRuning");
}

#[test]
fn proxy_version_not_support_is_met_before_version_3() {
    let gaap = start();
    for listener in ["listener-version1", "listener-version2"] {
        let code = refused(&gaap, &ask(listener, "default"));
        assert_eq!(code, "FailedOperation.ProxyVersionNotSupport");
    }
}

#[test]
fn user_not_confirm_protocol_is_met_before_the_terms_are_accepted() {
    let gaap = start();
    set(&gaap, "/protocol_confirmed", json!(false));
    let code = refused(&gaap, &ask("listener-oneway11", "default"));
    assert_eq!(code, "FailedOperation.UserNotConfirmProtocol");
}

#[test]
fn internal_error_is_met_when_what_stands_behind_the_service_fails() {
    let gaap = start();
    set(&gaap, "/backend", json!("failing"));
    assert_eq!(refused(&gaap, &ask("listener-oneway11", "default")), "InternalError");
    // The reads fail with it: clients try these again.
    let rules = json!({ "ListenerId": "listener-oneway11" });
    assert_eq!(gaap.refuse("DescribeRules", &rules), "InternalError");
}

#[test]
fn invalid_parameter_is_met_with_an_unknown_listener_in_the_words_that_clients_compare() {
    for gaap in [start(), start().in_english()] {
        let unknown = ask("listener-nobody11", "default");
        let expected =
            ("InvalidParameter".into(), "ListenerId(listener-nobody11) Not Exist.".into());
        assert_eq!(gaap.refuse_saying("ModifyCertificate", &unknown), expected);
        for action in ["DescribeRules", "DescribeHTTPSListeners"] {
            let listener = json!({ "ListenerId": "listener-nobody11" });
            assert_eq!(gaap.refuse_saying(action, &listener), expected);
        }
    }
    // One of another protocol has no certificates.
    let code = refused(&start(), &ask("listener-tcp11111", "default"));
    assert_eq!(code, "InvalidParameter");
}

#[test]
fn invalid_parameter_value_is_met_with_a_certificate_of_another_type() {
    let gaap = start();
    for other in ["cert-clients1", "cert-origins1", "cert-proxy111", "cert-basic111"] {
        assert_eq!(refused(&gaap, &ask("listener-oneway11", other)), "InvalidParameterValue");
    }
}

#[test]
fn certificate_not_match_domain_is_met_with_one_that_does_not_cover_the_domain() {
    let gaap = start();
    let mut state = gaap.state();
    let names = ["a.b.example.com", "www.example.org", "example.com", "WWW.EXAMPLE.COM"];
    let domains: Vec<_> = names.iter().map(|name| json!({ "name": name })).collect();
    state["listeners"][0]["domains"] = json!(domains);
    gaap.put(&state);
    for (name, covered) in names.into_iter().zip([false, false, true, true]) {
        let mut parameters = ask("listener-oneway11", "cert-wildcard");
        parameters["Domain"] = json!(name);
        if covered {
            gaap.ask("ModifyCertificate", &parameters);
        } else {
            let code = refused(&gaap, &parameters);
            assert_eq!(code, "InvalidParameterValue.CertificateNotMatchDomain", "{name}");
        }
    }
}

#[test]
fn missing_parameter_is_met_without_each_that_is_needed() {
    let gaap = start();
    for name in ["ListenerId", "Domain", "CertificateId"] {
        let mut parameters = ask("listener-oneway11", "default");
        parameters.as_object_mut().unwrap().remove(name);
        let (code, words) = gaap.refuse_saying("ModifyCertificate", &parameters);
        assert_eq!(code, "MissingParameter");
        assert_eq!(words, format!("The request is missing a required parameter `{name}`."));
    }
}

#[test]
fn resource_not_found_is_met_with_an_unknown_domain_or_certificate() {
    let gaap = start();
    let mut parameters = ask("listener-oneway11", "default");
    parameters["Domain"] = json!("nobody.example.com");
    assert_eq!(refused(&gaap, &parameters), "ResourceNotFound");
    let (code, words) =
        gaap.refuse_saying("ModifyCertificate", &ask("listener-oneway11", "cert-nobody11"));
    assert_eq!((&*code, &*words), ("ResourceNotFound", "CertificateId not found"));
}

#[test]
fn resource_unavailable_is_met_with_a_certificate_that_is_not_issued_yet() {
    let gaap = start();
    let pending = apply(&gaap.beside(&SSL), "FILE", NAME);
    assert_eq!(refused(&gaap, &ask("listener-oneway11", &pending)), "ResourceUnavailable");
}

#[test]
fn account_violation_is_met_by_an_account_with_something_unlawful() {
    let gaap = start();
    set(&gaap, "/in_violation", json!(true));
    let code = refused(&gaap, &ask("listener-oneway11", "default"));
    assert_eq!(code, "ResourceUnavailable.AccountViolation");
}

#[test]
fn unknown_parameter_is_met_with_one_that_the_action_does_not_have() {
    let gaap = start();
    let mut parameters = ask("listener-oneway11", "default");
    parameters["CertificateIds"] = json!(["default"]);
    assert_eq!(refused(&gaap, &parameters), "UnknownParameter");
}
