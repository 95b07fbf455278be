//! What a certificate is pushed to, and what of ELB it is deployed to.

use serde_json::{Value, json};

use super::{ask, imported, refused};
use crate::huawei_waf as waf;
use crate::material::pair;
use crate::mock::{Answer, Mock};
use crate::states::{export, import};

fn push(mock: &Mock, id: &str, body: &Value) -> Answer {
    ask(mock, "PushCertificate", &[id]).json(body).send()
}

fn batch(mock: &Mock, id: &str, body: &Value) -> Answer {
    ask(mock, "BatchPushCertificate", &[id]).json(body).send()
}

/// What the built-in account holds at ELB.
fn elb(mock: &Mock) -> Vec<Value> {
    export(mock)["certmock"]["huawei_elb"]["certificates"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_pushed_certificate_says_at_elb_where_it_is_from() {
    let mock = Mock::start();
    let id = imported(&mock, "site", "rsa-2048");
    for service in ["ELB", "Enhance_ELB"] {
        let body = json!({ "target_project": "cn-north-4", "target_service": service });
        assert_eq!(push(&mock, &id, &body).status, 204);
    }
    let pushed = elb(&mock);
    assert_eq!(pushed.len(), 2, "the second is another one");
    for certificate in &pushed {
        assert_eq!(
            (&certificate["name"], &certificate["scm_certificate_id"]),
            (&json!("site"), &json!(id))
        );
        assert_eq!(
            (&certificate["source"], &certificate["description"]),
            (&json!("scm"), &json!("Push by SSL Certificate Manager"))
        );
    }
    assert_ne!(pushed[0]["id"], pushed[1]["id"]);
    let state = export(&mock);
    import(&mock, &state);
    assert_eq!(export(&mock)["certmock"]["huawei_scm"], state["certmock"]["huawei_scm"]);
}

#[test]
fn a_certificate_is_pushed_to_several_projects_at_once() {
    let mock = Mock::start();
    let projects = json!([{ "id": "0123456789abcdef0123456789abcdef", "name": "cn-east-3" }, { "id": "0", "name": "closed", "enabled": false }]);
    import(&mock, &json!({ "certmock": { "huawei_iam": { "projects": projects } } }));
    let id = imported(&mock, "site", "rsa-2048");
    let body = json!({ "target_projects": ["cn-north-4", "nowhere", "cn-east-3", "closed"], "target_service": "ELB" });
    let results = batch(&mock, &id, &body).expect(200)["results"].clone();
    let messages: Vec<_> =
        results.as_array().unwrap().iter().map(|it| it["message"].as_str().unwrap()).collect();
    assert_eq!(messages, ["success", "No projects found.", "success", "No projects found."]);
    assert_eq!(
        (&results[1]["project_name"], &results[1]["cert_id"]),
        (&json!("nowhere"), &json!(""))
    );
    assert_eq!(elb(&mock)[0]["id"], results[0]["cert_id"]);
    let state = export(&mock);
    let other = &state["huawei:0123456789abcdef0123456789abcdef"]["huawei_elb"]["certificates"];
    assert_eq!(other[0]["id"], results[2]["cert_id"], "the account of the project");
}

#[test]
fn what_elb_refuses_is_said_and_not_noted() {
    let mock = Mock::start();
    import(&mock, &json!({ "certmock": { "huawei_elb": { "quota": 1 } } }));
    let id = imported(&mock, "site", "rsa-2048");
    let body = json!({ "target_project": "cn-north-4", "target_service": "ELB" });
    assert_eq!(push(&mock, &id, &body).status, 204);
    refused(&push(&mock, &id, &body), 400, "SCM.0201", "Failed to push to ELB.");
    let body = json!({ "target_projects": ["cn-north-4"], "target_service": "ELB" });
    let results = batch(&mock, &id, &body).expect(200)["results"].clone();
    assert_eq!(
        results[0],
        json!({ "project_name": "cn-north-4", "cert_id": "", "message": "Failed to push to ELB." })
    );
    let history = ask(&mock, "ListPushHistory", &["any", &id]).send().expect(200);
    assert_eq!(history["push_history_list"].as_array().unwrap().len(), 1);
}

#[test]
fn a_push_to_the_firewall_makes_a_certificate_there() {
    let mock = Mock::start();
    let id = imported(&mock, "site", "rsa-2048");
    let body = json!({ "target_project": "cn-north-4", "target_service": "WAF" });
    assert_eq!(push(&mock, &id, &body).status, 204);
    let listed = waf::ask(&mock, "ListCertificates", &[]).send().expect(200);
    assert_eq!((&listed["total"], &listed["items"][0]["name"]), (&json!(1), &json!("site")));
    let made = listed["items"][0]["id"].as_str().unwrap();
    let shown = waf::ask(&mock, "ShowCertificate", &[made]).send().expect(200);
    let (certificate, private_key) = pair("rsa-2048");
    assert_eq!((&shown["content"], &shown["key"]), (&json!(certificate), &json!(private_key)));
    let deployed = json!({ "certificate_ids": [id], "service_names": ["WAF"] });
    let found = ask(&mock, "ListDeployedResources", &[]).json(&deployed).send().expect(200);
    let region = &found["results"][0]["deployed_resources"][0]["region_resources"][0];
    assert_eq!(region["resources"][0]["resource_id"], made);
    // The firewall has no content twice, wherever it is from.
    let words = "Failed to push to WAF.";
    refused(&push(&mock, &id, &body), 400, "SCM.0221", words);
    let again = waf::ask(&mock, "CreateCertificate", &[]).json(&waf::creation("own", "rsa-2048"));
    waf::refused(&again.send(), 400, "14002", "resource.already.exists");
    // What is made here and is no certificate of the manager's can be changed and deleted there.
    waf::ask(&mock, "DeleteCertificate", &[made]).send().expect(200);
    assert_eq!(push(&mock, &id, &body).status, 204);
}

#[test]
fn a_certificate_is_pushed_to_the_firewall_of_several_projects_and_each_has_its_quota() {
    let mock = Mock::start();
    let other = "0123456789abcdef0123456789abcdef";
    import(
        &mock,
        &json!({ "certmock": { "huawei_iam": { "projects": [{ "id": other, "name": "cn-east-3" }] }, "huawei_waf": { "quota": 0 } } }),
    );
    let id = imported(&mock, "site", "rsa-2048");
    let body = json!({ "target_projects": ["cn-north-4", "cn-east-3", "nowhere"], "target_service": "WAF" });
    let results = batch(&mock, &id, &body).expect(200)["results"].clone();
    let messages: Vec<_> = results.as_array().unwrap().iter().map(|it| &it["message"]).collect();
    assert_eq!(messages, ["Failed to push to WAF.", "success", "No projects found."]);
    let state = export(&mock);
    let made = &state[format!("huawei:{other}")]["huawei_waf"]["certificates"][0];
    assert_eq!((&made["id"], &made["name"]), (&results[1]["cert_id"], &json!("site")));
    assert_eq!(made["enterprise_project_id"], "0");
    assert_eq!(state["certmock"]["huawei_waf"]["certificates"], json!([]));
    let history = ask(&mock, "ListPushHistory", &["any", &id]).send().expect(200);
    assert_eq!(history["push_history_list"].as_array().unwrap().len(), 1);
}

#[test]
fn a_push_to_cdn_is_noted_and_no_name_is_pushed_there_twice() {
    let mock = Mock::start();
    let id = imported(&mock, "site", "rsa-2048");
    let body = json!({ "target_service": "CDN" });
    assert_eq!(push(&mock, &id, &body).status, 204);
    let namesake = imported(&mock, "site", "ec-p256");
    for id in [&id, &namesake] {
        refused(&push(&mock, id, &body), 400, "SCM.0211", "Failed to push to CDN.");
    }
    let other = imported(&mock, "other", "ec-p256");
    let project = json!({ "target_project": "", "target_service": "CDN" });
    assert_eq!(push(&mock, &other, &project).status, 204);
}

#[test]
fn the_pushes_of_a_certificate_are_listed_by_their_times_and_their_places() {
    let mock = Mock::start();
    let id = imported(&mock, "site", "rsa-2048");
    let to = |service: &str| json!({ "target_project": "cn-north-4", "target_service": service });
    for service in ["CDN", "WAF", "ELB"] {
        assert_eq!(push(&mock, &id, &to(service)).status, 204, "{service}");
    }
    let history = ask(&mock, "ListPushHistory", &["0123456789abcdef0123456789abcdef", &id]).send();
    let history = history.expect(200)["push_history_list"].clone();
    let of = |index: usize| {
        (history[index]["push_service"].clone(), history[index]["push_remote_project"].clone())
    };
    assert_eq!(of(0), (json!("ELB"), json!("cn-north-4")));
    assert_eq!(of(1), (json!("WAF"), json!("cn-north-4")));
    assert_eq!(of(2), (json!("CDN"), json!(null)));
    assert_eq!(history[0]["push_time"].as_str().unwrap().len(), 13);

    let body = json!({ "certificate_ids": [id], "service_names": ["ALL"] });
    let found = ask(&mock, "ListDeployedResources", &[]).json(&body).send().expect(200);
    let found = &found["results"][0];
    assert_eq!((&found["certificate_id"], &found["total_num"]), (&json!(id), &json!(3)));
    let elb_id = &elb(&mock)[0]["id"];
    let waf_id = &export(&mock)["certmock"]["huawei_waf"]["certificates"][0]["id"];
    assert_eq!(
        found["deployed_resources"],
        json!([
            { "service": "CDN", "resource_num": 1, "resource_location": "global", "region_resources": [
                { "region_id": "global", "is_error": false, "resources": [{ "resource_id": "", "resource_name": "site" }] },
            ] },
            { "service": "ELB", "resource_num": 1, "resource_location": "region", "region_resources": [
                { "region_id": "cn-north-4", "is_error": false, "resources": [{ "resource_id": elb_id, "resource_name": "site" }] },
            ] },
            { "service": "WAF", "resource_num": 1, "resource_location": "region", "region_resources": [
                { "region_id": "cn-north-4", "is_error": false, "resources": [{ "resource_id": waf_id, "resource_name": "site" }] },
            ] },
        ])
    );
    for _ in 0..10 {
        assert_eq!(push(&mock, &id, &to("ELB")).status, 204);
    }
    let history = ask(&mock, "ListPushHistory", &["p", &id]).send().expect(200);
    assert_eq!(history["push_history_list"].as_array().unwrap().len(), 10, "the last ten");
}

#[test]
fn what_cannot_be_pushed_is_refused() {
    let mock = Mock::start();
    let id = imported(&mock, "site", "rsa-2048");
    let elsewhere = json!({ "target_project": "nowhere", "target_service": "ELB" });
    refused(&push(&mock, &id, &elsewhere), 400, "SCM.0069", "No projects found.");
    let nowhere = json!({ "target_service": "WAF" });
    refused(&push(&mock, &id, &nowhere), 400, "SCM.0069", "No projects found.");
    let other = json!({ "target_project": "cn-north-4", "target_service": "OBS" });
    let words = "Certificates cannot be pushed to this service.";
    refused(&push(&mock, &id, &other), 400, "SCM.0030", words);
    let projects = json!({ "target_projects": ["cn-north-4"], "target_service": "OBS" });
    refused(&batch(&mock, &id, &projects), 400, "SCM.0030", words);
    let resources = json!({ "service_name": "OBS", "resources": [{ "id": "x" }] });
    let deployed = ask(&mock, "DeployCertificate", &[&id]).json(&resources).send();
    refused(&deployed, 400, "SCM.0030", words);
    let none = json!({ "target_project": "cn-north-4" });
    refused(&push(&mock, &id, &none), 400, "SCM.0005", "Incorrect request parameter.");
    let many: Vec<_> = (0..11).map(|index| format!("cn-north-{index}")).collect();
    for projects in [json!([]), json!(many)] {
        let body = json!({ "target_projects": projects, "target_service": "ELB" });
        refused(&batch(&mock, &id, &body), 400, "SCM.0005", "Incorrect request parameter.");
    }
    assert!(elb(&mock).is_empty());
}

#[test]
fn a_certificate_is_deployed_to_one_of_elb_and_to_the_listener_that_uses_it() {
    let mock = Mock::start();
    let (certificate, private_key) = pair("ec-p256");
    let old = |id: &str| json!({ "id": id, "certificate": certificate, "private_key": private_key, "create_time": "2026-01-01T00:00:00Z", "update_time": "2026-01-01T00:00:00Z" });
    let (first, second) = ("1".repeat(32), "2".repeat(32));
    let listener = json!({ "id": "0b11747a-b139-492f-9692-2df0b1c87193", "loadbalancer_id": "x", "default_tls_container_ref": second, "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z" });
    import(
        &mock,
        &json!({ "certmock": { "huawei_elb": { "certificates": [old(&first), old(&second)], "listeners": [listener] } } }),
    );
    let id = imported(&mock, "site", "rsa-2048");
    let deploy = |body: &Value| ask(&mock, "DeployCertificate", &[&id]).json(body).send();
    let resources = json!([{ "id": first }, { "id": "0b11747a-b139-492f-9692-2df0b1c87193", "type": "listener" }, { "id": "none" }]);
    let body =
        json!({ "project_name": "cn-north-4", "service_name": "ELB", "resources": resources });
    let answer = deploy(&body).expect(200);
    assert_eq!(
        answer["failure_list"],
        json!([{ "resource": "none", "failure_info": "The resource does not exist." }])
    );
    for changed in elb(&mock) {
        assert_eq!(changed["certificate"], crate::material::pem("rsa-2048.crt"));
        assert_eq!(changed["scm_certificate_id"], id);
    }
    let asked = json!({ "certificate_ids": [id], "service_names": ["CDN", "ELB"] });
    let found = ask(&mock, "ListDeployedResources", &[]).json(&asked).send().expect(200);
    assert_eq!(found["results"][0]["total_num"], 2);
    let history = ask(&mock, "ListPushHistory", &["p", &id]).send().expect(200);
    assert_eq!(history["push_history_list"], json!([]), "nothing was pushed");

    let nowhere = json!({ "service_name": "ELB", "resources": [{ "id": first }] });
    refused(&deploy(&nowhere), 400, "SCM.0069", "No projects found.");
    for resources in [json!([]), json!([{}]), json!(vec![json!({ "id": "x" }); 21])] {
        let body =
            json!({ "project_name": "cn-north-4", "service_name": "ELB", "resources": resources });
        refused(&deploy(&body), 400, "SCM.0005", "Incorrect request parameter.");
    }
    for (ids, services) in [
        (json!([]), json!(["ALL"])),
        (json!([id]), json!([])),
        (json!([id]), json!(["OBS"])),
        (json!(vec![id.clone(); 51]), json!(["ALL"])),
    ] {
        let body = json!({ "certificate_ids": ids, "service_names": services });
        let answer = ask(&mock, "ListDeployedResources", &[]).json(&body).send();
        refused(&answer, 400, "SCM.0005", "Incorrect request parameter.");
    }
}
