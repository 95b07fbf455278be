//! Who asks, as the service tells it.

use serde_json::json;

use crate::mock::Mock;
use crate::tencent::client::{Client, SSL, STS, TAG, response};

const ACTION: &str = "GetCallerIdentity";

#[test]
fn the_owner_is_told_the_number_that_certificates_have_for_it() {
    let sts = Client::of(Mock::start(), &STS);
    let identity = sts.ask(ACTION, &json!({}));
    let uin = identity["AccountId"].as_str().unwrap();
    assert!(uin.len() == 12 && uin.bytes().all(|byte| byte.is_ascii_digit()), "{uin}");
    assert_eq!(identity["Type"], "CAMUser");
    assert_eq!((&identity["UserId"], &identity["PrincipalId"]), (&json!(uin), &json!(uin)));
    assert_eq!(identity["Arn"], format!("qcs::cam:{uin}:uin/{uin}"));
    sts.beside(&SSL).put(&json!({ "certificates": [{
        "id": "a91hoLqi", "source": "upload", "inserted": "2026-01-01T00:00:00Z",
    }] }));
    let listed =
        sts.beside(&SSL).ask("DescribeCertificate", &json!({ "CertificateId": "a91hoLqi" }));
    assert_eq!(listed["OwnerUin"], uin);
}

#[test]
fn each_kind_of_caller_is_told_as_the_vendors_examples_have_it() {
    let sts = Client::of(Mock::start(), &STS);
    let owner = sts.ask(ACTION, &json!({}))["AccountId"].as_str().unwrap().to_owned();
    for (caller, wanted) in [
        (
            json!({ "sub_user": { "uin": "100000000002" } }),
            ["CAMUser", "100000000002", "100000000002", "cam:{}:uin/100000000002"],
        ),
        (
            json!({ "role": { "id": "4611686018", "session": "ci" } }),
            ["CAMRole", "4611686018:ci", "{}", "sts:{}:assumed-role/4611686018"],
        ),
        (
            json!({ "federated_user": { "name": "guest" } }),
            ["CAMUser", "{}:guest", "{}", "sts:{}:federated-user/{}"],
        ),
    ] {
        sts.put(&json!({ "caller": caller }));
        let told = sts.ask(ACTION, &json!({}));
        let [kind, user, principal, arn] = wanted.map(|text| text.replace("{}", &owner));
        let members = ["Type", "AccountId", "UserId", "PrincipalId", "Arn"];
        let wanted = [kind, owner.clone(), user, principal, format!("qcs::{arn}")];
        assert_eq!(members.map(|member| told[member].as_str().unwrap().to_owned()), wanted);
    }
}

#[test]
fn who_comes_with_a_session_token_is_a_role_unless_a_state_says_otherwise() {
    let sts = Client::of(Mock::start(), &STS);
    let ask = || response(&sts.request(ACTION, &json!({})).header("X-TC-Token", "t").send());
    assert_eq!(ask()["Type"], "CAMRole");
    assert_eq!(ask()["UserId"], "4611686018427397919:certmock");
    sts.put(&json!({ "caller": { "sub_user": { "uin": "1" } } }));
    assert_eq!(ask()["UserId"], "1");
}

#[test]
fn two_services_with_one_version_are_told_apart_by_the_action_then_by_the_address() {
    let sts = Client::of(Mock::start(), &STS);
    let tag = sts.beside(&TAG);
    let of = |client: &Client, action: &str, host: &str| {
        let answer = response(&client.request(action, &json!({})).header("Host", host).send());
        answer["Error"]["Message"].as_str().unwrap_or_default().to_owned()
    };
    let not_emulated = |action: &str| format!("certmock does not emulate the action `{action}`.");
    for client in [&sts, &tag] {
        for host in ["mock", "sts.tencentcloudapi.com", "tag.tencentcloudapi.com"] {
            assert_eq!(of(client, ACTION, host), "", "{host}");
            assert_eq!(of(client, "AssumeRole", host), not_emulated("AssumeRole"));
            assert_eq!(of(client, "CreateTag", host), not_emulated("CreateTag"));
        }
    }
    // Whose action it is not shows in the journal alone.
    for (host, provider) in [
        ("sts.tencentcloudapi.com", "tencent_sts"),
        ("sts.mock:8080", "tencent_sts"),
        ("tag.tencentcloudapi.com", "tencent_tag"),
        ("mock", "tencent_tag"),
    ] {
        assert_eq!(
            response(&sts.request("DescribeNothing", &json!({})).header("Host", host).send())["Error"]
                ["Code"],
            "InvalidAction"
        );
        let entries = sts.mock.request("GET", "/_certmock/requests?limit=1").send().expect(200);
        assert_eq!(entries["requests"][0]["provider"], provider, "{host}");
    }
    assert_eq!(sts.refuse(ACTION, &json!({ "Uin": "1" })), "UnknownParameter");
}
