//! Managers: who answers for a company.

use serde_json::{Value, json};

use crate::tencent::client::Client;

fn start() -> Client {
    let ssl = Client::ssl();
    let manager = |id: u32, company: u32, status: &str, first: &str| {
        json!({
            "id": id, "company_id": company, "status": status, "department": "it",
            "created": "2026-01-01T00:00:00Z",
            "person": {
                "first_name": first, "last_name": "zhang", "position": "engineer",
                "mail": format!("{first}@example.com"), "phone": "1",
            },
            "contact": { "first_name": "contact", "id_type": "SFZ", "id_number": "7" },
            "reviews": [{
                "type": "ov", "status": "completed", "created": "2026-01-02T00:00:00Z",
                "expires": "2027-01-02T00:00:00Z",
                "domains": [{
                    "domain": "example.com", "created": "2026-01-02T00:00:00Z",
                    "expires": "2027-01-02T00:00:00Z",
                }],
            }],
        })
    };
    ssl.put(&json!({
        "companies": [{ "id": 7, "name": "Test" }],
        "managers": [
            manager(1, 7, "none", "one"),
            manager(2, 7, "ok", "two"),
            manager(3, 7, "CAaudit", "three"),
            manager(4, 7, "expired", "four"),
            manager(5, 8, "invalid", "five"),
        ],
    }));
    ssl
}

fn list(ssl: &Client, more: Value) -> Vec<u64> {
    let mut parameters = json!({ "CompanyId": 7 });
    for (name, value) in more.as_object().unwrap() {
        parameters[name] = value.clone();
    }
    let reply = ssl.ask("DescribeManagers", &parameters);
    let managers = reply["Managers"].as_array().unwrap().iter();
    managers.map(|manager| manager["ManagerId"].as_u64().unwrap()).collect()
}

#[test]
fn managers_of_a_company_are_found_by_what_they_are() {
    let ssl = start();
    assert_eq!(list(&ssl, json!({})), [1, 2, 3, 4]);
    assert_eq!(list(&ssl, json!({ "CompanyId": 8 })), [5]);
    assert_eq!(list(&ssl, json!({ "Offset": 1, "Limit": 2 })), [2, 3]);
    assert_eq!(list(&ssl, json!({ "Status": "CAaudit" })), [3]);
    assert_eq!(list(&ssl, json!({ "ManagerName": "two" })), [2]);
    assert_eq!(list(&ssl, json!({ "ManagerMail": "four@" })), [4]);
    assert_eq!(list(&ssl, json!({ "SearchKey": "one" })), [1]);
    assert_eq!(list(&ssl, json!({ "SearchKey": "one|zhang|one@example.com|it" })), [1]);
    assert_eq!(list(&ssl, json!({ "SearchKey": "on" })), [0; 0]);
    let wrong = json!({ "CompanyId": 7, "Status": "gone" });
    assert_eq!(ssl.refuse("DescribeManagers", &wrong), "InvalidParameterValue");
    let reply = ssl.ask("DescribeManagers", &json!({ "CompanyId": 7, "Limit": 1 }));
    assert_eq!(reply["TotalCount"], 4);
    let shown = &reply["Managers"][0];
    for (member, value) in [
        ("ManagerFirstName", json!("one")),
        ("CreateTime", json!("2026-01-01 08:00:00")),
        ("VerifyTime", Value::Null),
        ("DomainCount", json!(1)),
        ("CertCount", json!(0)),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    assert_eq!(shown["StatusInfo"][0]["Type"], "ov");
}

#[test]
fn a_manager_is_shown_with_its_company_and_its_contact() {
    let ssl = start();
    let shown = ssl.ask("DescribeManagerDetail", &json!({ "ManagerId": 2 }));
    for (member, value) in [
        ("Status", json!("ok")),
        ("ManagerId", json!(2)),
        ("CompanyId", json!(7)),
        ("ContactFirstName", json!("contact")),
        ("ContactIdType", json!("SFZ")),
        ("ExpireTime", Value::Null),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    assert_eq!(shown["CompanyInfo"]["CompanyName"], "Test");
    let domains = &shown["StatusInfo"][0]["ManagerPreAuditDomains"];
    assert_eq!(domains[0]["Domain"], "example.com");
    let elsewhere = ssl.ask("DescribeManagerDetail", &json!({ "ManagerId": 5 }));
    assert_eq!(elsewhere["CompanyInfo"]["CompanyId"], 8);
}

#[test]
fn a_manager_is_sent_for_review_where_it_is_not_under_review_or_passed() {
    let ssl = start();
    for id in [1, 4, 5] {
        let one = json!({ "ManagerId": id });
        assert_eq!(ssl.ask("SubmitAuditManager", &one)["ManagerId"], id);
        assert_eq!(ssl.ask("DescribeManagerDetail", &one)["Status"], "audit");
        assert_eq!(ssl.refuse("SubmitAuditManager", &one), "FailedOperation.IllegalManagerStatus");
    }
    for id in [2, 3] {
        let one = json!({ "ManagerId": id });
        assert_eq!(ssl.refuse("SubmitAuditManager", &one), "FailedOperation.IllegalManagerStatus");
        let before = ssl.ask("DescribeManagerDetail", &one)["Status"].clone();
        assert_eq!(ssl.ask("VerifyManager", &one)["ManagerId"], id);
        assert_eq!(ssl.ask("DescribeManagerDetail", &one)["Status"], before);
    }
    let listed = ssl.ask("DescribeManagers", &json!({ "CompanyId": 7, "Status": "audit" }));
    assert!(listed["Managers"][0]["SubmitAuditTime"].is_string());
}

#[test]
fn a_manager_goes_whom_no_certificate_names_and_no_authority_knows() {
    let ssl = start();
    let buy = json!({ "ProductId": 5, "DomainNum": 1, "TimeSpan": 1 });
    let id = ssl.ask("CreateCertificate", &buy)["CertificateIds"][0].clone();
    let submit = json!({
        "CertId": id, "GenCsrType": "online", "CertCommonName": "www.example.com",
        "CompanyType": 2, "CompanyId": "7", "ManagerId": "4", "CsrEncryptAlgo": "ECC",
    });
    ssl.ask("CertificateInfoSubmit", &submit);
    let listed = ssl.ask("DescribeManagers", &json!({ "CompanyId": 7, "SearchKey": "four" }));
    assert_eq!(listed["Managers"][0]["CertCount"], 1);
    for (id, code) in [
        (2, "FailedOperation.ManagerCanNotDeleteCa"),
        (3, "FailedOperation.ManagerCanNotDeleteCa"),
        (4, "FailedOperation.ManagerCanNotDeleteCert"),
    ] {
        assert_eq!(ssl.refuse("DeleteManager", &json!({ "ManagerId": id })), code, "{id}");
    }
    ssl.ask("DeleteManager", &json!({ "ManagerId": 1 }));
    assert_eq!(list(&ssl, json!({})), [2, 3, 4]);
    for action in ["DescribeManagerDetail", "SubmitAuditManager", "VerifyManager", "DeleteManager"]
    {
        let gone = json!({ "ManagerId": 1 });
        assert_eq!(ssl.refuse(action, &gone), "ResourceNotFound.Manager", "{action}");
    }
}
