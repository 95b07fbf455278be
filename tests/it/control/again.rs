//! Requests of the journal, to be made again: as commands, and as rules of a fixture.

use std::process::Command;

use certmock::AuthMode;
use serde_json::{Value, json};

use super::{arm, requests, upload};
use crate::material::pem;
use crate::mock::{Answer, Mock};
use crate::tencent::client::Client;

fn get(mock: &Mock, target: &str) -> Answer {
    mock.request("GET", &format!("/_certmock/{target}")).send()
}

/// What a shell makes of a command: its words.
fn words(command: &str) -> Vec<String> {
    let script = format!("printf '%s\\0' {command}");
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.trim_end_matches('\0').split('\0').map(str::to_owned).collect()
}

/// Sends what a command for curl would send; each of its options stands before its value.
fn run(mock: &Mock, command: &str) -> Answer {
    let words = words(command);
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let ["curl", "-X", method, url, options @ ..] = &words[..] else { panic!("{command}") };
    let target = url.strip_prefix(&format!("http://{}", mock.address())).unwrap();
    options
        .chunks(2)
        .fold(mock.request(method, target), |request, option| match option {
            ["-H", header] => {
                let (name, value) = header.split_once(": ").unwrap();
                request.header(name, value)
            }
            ["-d", body] => request.body(*body),
            other => panic!("{other:?}"),
        })
        .send()
}

#[test]
fn a_request_is_a_command_that_is_safe_to_paste_and_asks_this_server_for_the_same() {
    let mock = Mock::start();
    let name = "it's $(id)`id`\n\"%";
    let body = json!({ "name": name, "ca": pem("rsa-2048.crt"), "pri": pem("rsa-2048.key") });
    mock.qiniu_as("a", "POST", "/sslcert").json(&body).send().expect(200);
    mock.qiniu_as("a", "GET", "/sslcert?limit=5&marker=a%26b").send();
    let ids = || requests(&mock, "").into_iter().map(|it| it["id"].as_str().unwrap().to_owned());
    let command = |id: &str| {
        let answer = get(&mock, &format!("requests/{id}?format=curl"));
        assert_eq!(answer.header("Content-Type"), Some("text/plain; charset=utf-8"));
        answer.text().strip_suffix('\n').unwrap().to_owned()
    };
    let commands: Vec<_> = ids().map(|id| command(&id)).collect();
    let url = format!("http://{}/sslcert", mock.address());
    let uploaded = words(&commands[0]);
    let json = "Content-Type: application/json";
    assert_eq!(uploaded[..7], ["curl", "-X", "POST", &url, "-H", json, "-d"]);
    let said: Value = serde_json::from_str(&uploaded[7]).unwrap();
    assert_eq!((&said["name"], &said["ca"]), (&json!(name), &body["ca"]));
    // Nothing secret is in it, and no credentials.
    assert!(said["pri"].as_str().unwrap().starts_with("sha256:"), "{said}");
    assert!(!commands[0].contains("PRIVATE KEY") && !commands[0].contains("uthorization"));
    let listed = ["curl", "-X", "GET", &format!("{url}?limit=5&marker=a%26b")];
    assert_eq!(words(&commands[1]), listed);
    for command in &commands {
        run(&mock, command).expect(401);
    }
    let all = requests(&mock, "");
    for member in ["operation", "method", "path"] {
        assert_eq!((&all[2][member], &all[3][member]), (&all[0][member], &all[1][member]));
    }
}

#[test]
fn a_command_names_the_operation_where_a_header_does() {
    let ssl = Client::ssl();
    ssl.ask("DescribeCertificates", &json!({ "Limit": 5 }));
    let answer = get(&ssl.mock, "requests?format=curl");
    run(&ssl.mock, answer.text().trim_end());
    let again = requests(&ssl.mock, "?limit=1").remove(0);
    assert_eq!(again["operation"], "DescribeCertificates");
    assert_eq!(again["provider"], "tencent_ssl");
}

/// The newest request, as a command.
fn newest(mock: &Mock) -> String {
    get(mock, "requests?format=curl&limit=1").text().lines().last().unwrap().to_owned()
}

#[test]
fn a_command_goes_to_one_url_as_it_was_and_waits_for_no_body() {
    let mock = Mock::start();
    mock.request("GET", "/sslcert/[0-9]/../{a,b}").send();
    let url = format!("'http://{}/sslcert/[0-9]/../{{a,b}}'", mock.address());
    assert_eq!(newest(&mock), format!("curl -g --path-as-is -X GET {url}"));
    mock.request("HEAD", "/sslcert").send();
    assert_eq!(newest(&mock), format!("curl -I 'http://{}/sslcert'", mock.address()));
}

#[test]
fn a_command_has_the_region_without_which_its_service_answers_nothing_and_the_vendors_host() {
    let mock = Mock::auth(AuthMode::Off);
    let ask = |headers: &[(&str, &str)]| {
        let request = mock.request("POST", "/").json(&json!({ "Limit": 5 }));
        headers.iter().fold(request, |request, (name, value)| request.header(name, value)).send()
    };
    let names = [("X-TC-Action", "DescribeLoadBalancers"), ("X-TC-Version", "2018-03-17")];
    let place = [("X-TC-Region", "ap-beijing"), ("Host", "clb.tencentcloudapi.com")];
    assert!(ask(&[names, place].concat()).json()["Response"]["Error"].is_null());
    let command = newest(&mock);
    assert!(command.contains("-H 'Host: clb.tencentcloudapi.com'"), "{command}");
    assert!(run(&mock, &command).json()["Response"]["Error"].is_null(), "{command}");
}

#[test]
fn a_command_says_where_the_request_was_refused_unread() {
    let mock = Mock::auth(AuthMode::Strict);
    mock.request("POST", "/sslcert").json(&json!({ "name": "x" })).send().expect(401);
    let command = newest(&mock);
    assert!(command.starts_with("# It was refused unread: curl -X POST "), "{command}");
    let action = mock.request("POST", "/").header("Host", "ssl.tencentcloudapi.com");
    action.header("X-TC-Action", "Nope").header("X-TC-Version", "2019-12-05").send();
    assert!(newest(&mock).starts_with("# It was refused unread: "), "{}", newest(&mock));
}

#[test]
fn commands_stand_one_a_line_and_a_comment_says_where_there_are_older_ones() {
    let mock = Mock::start();
    for number in 1..=3 {
        mock.qiniu_as("a", "GET", &format!("/sslcert/none-{number}")).send();
    }
    let all = get(&mock, "requests?format=curl");
    assert_eq!(all.text().lines().count(), 3);
    let newest = get(&mock, "requests?format=curl&limit=1");
    let command = format!("curl -X GET 'http://{}/sslcert/none-3'", mock.address());
    assert_eq!(newest.text(), format!("# There are older requests: ?before=3\n{command}\n"));
}

#[test]
fn a_command_asks_the_host_by_which_whoever_wants_it_has_reached_the_server() {
    let mock = Mock::start();
    mock.qiniu_as("a", "GET", "/sslcert").send();
    let as_reached_by = |target: &str, host: &str| {
        mock.request("GET", &format!("/_certmock/{target}")).header("Host", host).send()
    };
    let command = as_reached_by("requests?format=curl", "certmock.test:81");
    assert_eq!(command.text(), "curl -X GET 'http://certmock.test:81/sslcert'\n");
    let about = as_reached_by("about", "[::1]:81").expect(200);
    let services = about["services"].as_array().unwrap();
    let qiniu = services.iter().find(|service| service["id"] == "qiniu").unwrap();
    assert!(qiniu["curl"].as_str().unwrap().contains(" 'http://[::1]:81/"), "{qiniu}");
    assert_eq!(as_reached_by("about", "evil.example.com").status, 421);
}

#[test]
fn every_service_has_an_example_that_can_be_sent_and_so_have_most_operations() {
    let mock = Mock::auth(AuthMode::Off);
    let catalogue = get(&mock, "catalogue").expect(200);
    let about = get(&mock, "about").expect(200);
    let (mut whole, mut all) = (0, 0);
    for provider in catalogue["providers"].as_array().unwrap() {
        let operations = provider["operations"].as_array().unwrap();
        let services = about["services"].as_array().unwrap();
        let service = services.iter().find(|service| service["id"] == provider["id"]).unwrap();
        let first = operations.iter().find(|it| !it["example"]["curl"].is_null()).unwrap();
        assert_eq!(service["curl"], first["example"]["curl"]);
        for operation in operations {
            all += 1;
            let example = &operation["example"];
            let has_a_blank = example["body"].as_str().unwrap().contains("{{");
            assert_eq!(example["curl"].is_null(), has_a_blank, "{operation}");
            let Some(command) = example["curl"].as_str() else { continue };
            whole += 1;
            let answer = run(&mock, command);
            assert_ne!(answer.status, 405, "{command}");
            // Tencent's wires read JSON only where a request says that it is.
            for wrong in ["Url key and value", "UnknownParameter"] {
                assert!(!answer.text().contains(wrong), "{command}: {}", answer.text());
            }
        }
    }
    assert!(whole * 10 > all * 8, "{whole} of {all}");
    // Each found its service.
    let last = requests(&mock, "?limit=1").remove(0);
    assert!(last["operation"].is_string(), "{last}");
}

#[test]
fn a_request_is_a_fixture_by_which_the_next_one_meets_the_same_error() {
    let mock = Mock::start();
    let body = json!({ "name": "x", "ca": pem("rsa-2048.crt"), "pri": pem("mismatched.key") });
    upload(&mock, "a", "x").expect(200);
    mock.qiniu_as("a", "POST", "/sslcert").json(&body).send().expect(400);
    mock.qiniu_as("a", "GET", "/sslcert/").send();
    let answer = get(&mock, "requests?format=fixture");
    assert_eq!(answer.header("Content-Type"), Some("application/yaml"));
    let rule = json!({
        "name": "qiniu.UploadCertificate again",
        "when": { "operation": "qiniu.UploadCertificate" },
        "calls": { "first": 1 },
        "then": { "error": "KeyMismatch" },
    });
    // An operation has one, and what named none has none.
    assert_eq!(answer.json(), json!({ "certmock": 1, "rules": [rule] }));
    let id = requests(&mock, "")[1]["id"].as_str().unwrap().to_owned();
    let one = get(&mock, &format!("requests/{id}?format=fixture"));
    assert_eq!(one.text(), answer.text());
    mock.request("POST", "/_certmock/fixtures").body(one.body).send().expect(200);
    assert_eq!(upload(&mock, "b", "x").expect(400)["code"], 400_324);
    upload(&mock, "b", "x").expect(200);
    // Of a success it is an error that is documented.
    let fixture = get(&mock, "requests?format=fixture&outcome=success").json();
    assert!(fixture["rules"][0]["then"]["error"].is_string(), "{fixture}");
    arm(&mock, &fixture["rules"][0]);
    assert_ne!(upload(&mock, "c", "x").status, 200);
}

#[test]
fn an_entry_is_shown_with_what_the_vendor_documents_of_it() {
    let mock = Mock::start();
    mock.qiniu_as("a", "DELETE", "/sslcert/000000000000000000000000").send().expect(400);
    mock.qiniu_as("a", "GET", "/sslcert/").send();
    let entries = requests(&mock, "");
    let show = |entry: &Value| get(&mock, &format!("requests/{}", entry["id"].as_str().unwrap()));
    let shown = show(&entries[0]).expect(200);
    let documented = &shown["documented"];
    assert_eq!(documented["service"], "Qiniu CDN");
    assert!(documented["docs"].as_str().unwrap().starts_with("https://"), "{documented}");
    let error = &documented["error"];
    assert_eq!((&error["name"], &error["code"]), (&json!("NoSuchCertificate"), &json!("400401")));
    assert!(!error["zh"].as_str().unwrap().is_empty(), "{error}");
    // Beside that it is what a list has.
    let mut rest = shown.clone();
    rest.as_object_mut().unwrap().remove("documented");
    assert_eq!(rest, entries[0]);
    assert_eq!(show(&entries[1]).expect(200).get("documented"), None);
    for query in ["?format=xml", "?colour=red"] {
        let target = format!("requests/{}{query}", entries[0]["id"].as_str().unwrap());
        get(&mock, &target).expect(400);
    }
    get(&mock, "requests/none?format=curl").expect(404);
}

#[test]
fn the_document_has_the_forms_in_which_requests_are_shown() {
    let mock = Mock::start();
    let id = {
        mock.qiniu_as("a", "GET", "/sslcert").send();
        requests(&mock, "")[0]["id"].as_str().unwrap().to_owned()
    };
    let document = crate::reference::document(&mock, "control");
    for (path, target) in [("requests", "requests"), ("requests/{id}", &format!("requests/{id}"))] {
        let described = &document["paths"][format!("/_certmock/{path}")]["get"];
        let content = described["responses"]["200"]["content"].as_object().unwrap();
        let media = |format: &str| {
            let answer = get(&mock, &format!("{target}?format={format}"));
            answer.header("Content-Type").unwrap().to_owned()
        };
        let answered = ["json", "curl", "fixture"].map(media);
        assert_eq!(content.len(), answered.len(), "{path}");
        for media in answered {
            assert!(content.contains_key(&media), "{path}: {media}");
        }
    }
}
