//! What SDKs look up when they are given no id: as those for Go, Python and Node do, and Terraform.

use serde_json::{Value, json};

use super::{ask, only, signed};
use crate::huawei::refused_by_gateway;
use crate::mock::{Mock, date};

#[test]
fn an_sdk_without_a_project_id_finds_the_one_of_its_region_and_works_in_it() {
    let mock = Mock::start();
    let find = |key: &str, region: &str| {
        let target = format!("/v3/projects?name={region}");
        let found = signed(&mock, key, "GET", &target).send();
        assert!(found.header("X-IAM-Trace-Id").is_some() && found.header("X-Request-Id").is_some());
        assert_eq!(found.header("Content-Type"), Some("application/json; charset=UTF-8"));
        only(&found.expect(200)["projects"])["id"].as_str().unwrap().to_owned()
    };
    let project = find("AKONE", "cn-north-4");
    assert_eq!(project.len(), 32);
    assert_eq!(find("AKONE", "cn-north-4"), project, "the same whenever it is asked for");
    assert_ne!(find("AKONE", "cn-east-3"), project);
    assert_ne!(find("AKTWO", "cn-north-4"), project);

    let list = format!("/v1.0/{project}/elbaas/certificate");
    let listed = signed(&mock, "AKONE", "GET", &list).header("X-Project-Id", &project).send();
    assert_eq!(listed.expect(200)["instance_num"], "0");
}

#[test]
fn a_project_of_a_look_up_has_all_members_that_sdks_read() {
    let mock = Mock::start();
    let origin = format!("http://{}", mock.address());
    let found = ask(&mock, "KeystoneListProjects").query("name=cn-north-4").send().expect(200);
    assert_eq!(
        found,
        json!({
            "projects": [{
                "domain_id": "certmock", "is_domain": false, "parent_id": "certmock",
                "name": "cn-north-4", "description": "",
                "links": { "next": null, "previous": null, "self": format!("{origin}/v3/projects/certmock") },
                "id": "certmock", "enabled": true,
            }],
            "links": { "next": null, "previous": null, "self": format!("{origin}/v3/projects") },
        })
    );
}

#[test]
fn a_global_client_finds_its_domain_and_its_headers_are_taken() {
    let mock = Mock::start();
    let asked = signed(&mock, "AKONE", "GET", "/v3/auth/domains").send().expect(200);
    let domain = only(&asked["domains"]);
    let id = domain["id"].as_str().unwrap();
    assert_eq!(
        (id.len(), &domain["enabled"], &domain["description"]),
        (32, &json!(true), &json!(""))
    );
    assert_eq!(asked["links"]["self"], format!("http://{}/v3/auth/domains", mock.address()));
    for headers in [
        &[("X-Domain-Id", id)][..],
        &[("X-Project-Id", "p")],
        &[("X-Domain-Id", "d"), ("X-Project-Id", "p")],
    ] {
        let request = signed(&mock, "AKONE", "GET", "/v3/projects?name=cn-north-4");
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        let project = only(&request.send().expect(200)["projects"]).clone();
        assert_eq!((&project["domain_id"], &project["parent_id"]), (&json!(id), &json!(id)));
    }
    let declared = ask(&mock, "KeystoneListAuthDomains").send().expect(200);
    assert_eq!(only(&declared["domains"])["name"], "certmock");
}

#[test]
fn the_body_that_the_sdk_for_node_sends_with_a_get_is_taken() {
    let mock = Mock::start();
    let found = signed(&mock, "AK", "GET", "/v3/projects?name=cn-north-4").body("{}").send();
    only(&found.expect(200)["projects"]);
    let regions = signed(&mock, "AK", "GET", "/v3/regions").body("{}").send().expect(200);
    let regions = regions["regions"].as_array().unwrap();
    let region = regions.iter().find(|region| region["id"] == "cn-north-4").unwrap();
    assert_eq!(region["type"], "public");
    assert_eq!(region["locales"]["en-us"], "CN North-Beijing4");
    // Where there is no project, the SDK for Node makes one only in a region that is listed.
    let sdk = include_str!("../../../src/environment/files/huawei_regions.json");
    let sdk: Value = serde_json::from_str(sdk).unwrap();
    let mut listed: Vec<_> = regions.iter().map(|region| &region["id"]).collect();
    listed.sort_unstable_by_key(|id| id.as_str());
    assert_eq!(json!(listed), sdk["IAM"]);
    let listed = mock.operation("huawei_iam", "KeystoneListRegions", &[]);
    refused_by_gateway(&listed.send(), 401, "APIGW.0305", "Incorrect authentication information.");
}

#[test]
fn projects_are_listed_without_a_name_and_there_is_always_one() {
    let mock = Mock::start();
    let made_up = signed(&mock, "AK", "GET", "/v3/projects").send().expect(200);
    let names: Vec<_> =
        made_up["projects"].as_array().unwrap().iter().map(|project| &project["name"]).collect();
    assert!(names.len() > 10 && names.contains(&&json!("cn-north-4")), "{names:?}");
    assert_eq!(made_up["links"]["next"], json!(null), "Terraform follows it until it is null");
    for operation in ["KeystoneListProjects", "KeystoneListAuthProjects"] {
        let declared = ask(&mock, operation).send().expect(200);
        assert_eq!(only(&declared["projects"])["id"], "certmock", "{operation}");
    }
    let auth = signed(&mock, "AK", "GET", "/v3/auth/projects").send().expect(200);
    assert_eq!(auth["projects"], made_up["projects"]);
    assert_eq!(
        auth["links"],
        json!({ "self": format!("http://{}/v3/auth/projects", mock.address()) })
    );
}

#[test]
fn the_catalogue_leads_here() {
    let mock = Mock::start();
    let shown = ask(&mock, "KeystoneShowCatalog").send().expect(200);
    let services = shown["catalog"].as_array().unwrap();
    let origin = format!("http://{}", mock.address());
    for service in services {
        let endpoint = only(&service["endpoints"]);
        assert!(endpoint["url"].as_str().unwrap().starts_with(&origin), "{service}");
        assert_eq!(endpoint["interface"], "public");
    }
    let identity = services.iter().find(|service| service["type"] == "identity").unwrap();
    assert_eq!(identity["endpoints"][0]["url"], format!("{origin}/v3"));
    let service = mock
        .request("GET", "/v3/auth/catalog")
        .header("Host", "iam.myhuaweicloud.com")
        .header("X-Auth-Token", "certmock")
        .send();
    assert!(service.text().contains("http://iam.myhuaweicloud.com/v3"), "{}", service.text());
}

#[test]
fn sts_says_who_asks_in_three_texts() {
    let mock = Mock::start();
    let asked = ask(&mock, "GetCallerIdentity").send().expect(200);
    let wanted = json!({
        "account_id": "certmock",
        "principal_urn": "iam::certmock:user:certmock",
        "principal_id": "certmock",
    });
    assert_eq!(asked, wanted);
    let made_up = signed(&mock, "AKONE", "GET", "/v5/caller-identity").send().expect(200);
    let domain = signed(&mock, "AKONE", "GET", "/v3/auth/domains").send().expect(200);
    assert_eq!(made_up["account_id"], domain["domains"][0]["id"]);
    assert!(made_up.as_object().unwrap().values().all(Value::is_string));
}

#[test]
fn a_signature_of_a_declared_key_is_verified_where_no_project_is_named() {
    use certmock::{AuthMode, Config};
    let accounts = vec![crate::mock::vector_account()];
    let mock = Mock::with(Config { accounts, auth: AuthMode::Strict, ..Config::default() });
    let wrong = signed(&mock, "AKTEST", "GET", "/v3/auth/domains").send().expect(401);
    assert_eq!(wrong["error_code"], "APIGW.0301");
    let unknown = signed(&mock, "AK", "GET", "/v3/auth/domains").send();
    let words = "Incorrect IAM authentication information: ak AK not exist";
    refused_by_gateway(&unknown, 401, "APIGW.0301", words);
}

#[test]
fn without_authentication_whoever_asks_is_taken_at_their_word() {
    let mock = Mock::auth(certmock::AuthMode::Off);
    let nobody = mock.request("GET", "/v3/auth/domains").send();
    assert_eq!(only(&nobody.expect(200)["domains"])["name"], "certmock");
    assert_eq!(nobody.header("X-Certmock-Auth"), Some("unverified"));
    let key = mock
        .request("GET", "/v3/auth/domains")
        .header("X-Sdk-Date", &date(time::Duration::hours(9)))
        .header(
            "Authorization",
            &format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host, Signature={}", "0".repeat(64)),
        );
    assert_eq!(only(&key.send().expect(200)["domains"])["name"], "AK");
}
