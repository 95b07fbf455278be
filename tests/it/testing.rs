//! A server in a Rust test, asked as `Server` and `Account` have it.

use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use certmock::{Config, Server};
use serde_json::{Value, json};

use crate::mock::Mock;

/// Lists an account's certificates at Qiniu, by a client that blocks the thread which started the server.
fn list(mock: &Mock, key: &str) -> (u16, Value) {
    let token = format!("QBox {key}:{}=", "A".repeat(27));
    let answer = mock.request("GET", "/sslcert").header("Authorization", &token).send();
    (answer.status, answer.json())
}

async fn start() -> (Server, Mock) {
    let server = Server::start(Config::default()).await.unwrap();
    let mock = Mock::elsewhere(server.address());
    (server, mock)
}

#[tokio::test]
async fn a_rule_that_is_armed_for_an_account_is_met_by_it_alone_and_by_all_after_that() {
    let (server, mock) = start().await;
    let (own, other) = (server.account("qiniu:own"), server.account("qiniu:other"));
    let rule = |error: &str| json!({ "name": error, "when": { "operation": "qiniu.ListCertificates" }, "then": { "error": error } });
    own.arm(&rule("TooManyRequests")).await.unwrap();
    assert_eq!((list(&mock, "own").0, list(&mock, "other").0), (403, 200));
    let statuses = |requests: Vec<Value>| -> Vec<Value> {
        requests.iter().map(|request| request["status"].clone()).collect()
    };
    assert_eq!(statuses(own.requests().await.unwrap()), [json!(403)]);
    assert_eq!(statuses(other.requests().await.unwrap()), [json!(200)]);

    server.reset().await.unwrap();
    assert_eq!(server.requests().await.unwrap(), [] as [Value; 0]);
    server.arm(&rule("InternalError")).await.unwrap();
    assert_eq!((list(&mock, "own").0, list(&mock, "other").0), (500, 500));
    other.reset().await.unwrap();
    assert_eq!(server.requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_rule_that_is_none_is_refused_in_words() {
    let (server, _) = start().await;
    let error = server.arm(&json!({ "when": { "operation": "qiniu.UploadCert" } })).await;
    let error = error.unwrap_err();
    assert_eq!(error.status, 400);
    assert!(error.to_string().contains("then"), "{error}");
}

#[tokio::test]
async fn an_operation_that_no_provider_has_is_not_waited_for() {
    let (server, _) = start().await;
    let waiting = server.wait("qiniu.UploadCertificat", 1, Duration::from_secs(5)).await;
    let error = waiting.unwrap_err();
    assert_eq!(error.status, 400);
    assert!(error.to_string().contains("did you mean \"qiniu.UploadCertificate\"?"), "{error}");
}

#[tokio::test]
async fn requests_are_waited_for_and_missed_when_they_do_not_come() {
    let (server, mock) = start().await;
    let own = server.account("qiniu:a key & more");
    let waiting = own.wait("qiniu.*", 1, Duration::from_secs(5));
    let asking = tokio::task::spawn_blocking(move || list(&mock, "a key & more"));
    let (requests, asked) = tokio::join!(waiting, asking);
    assert_eq!(asked.unwrap().0, 200);
    assert_eq!(requests.unwrap()[0]["operation"], "ListCertificates");
    let missed = own.wait("qiniu.DeleteCertificate", 1, Duration::from_millis(10)).await;
    assert_eq!(missed.unwrap_err().status, 408);
}

#[tokio::test]
async fn the_clock_of_an_account_goes_on_and_that_of_another_does_not() {
    let (server, mock) = start().await;
    server.account("qiniu:own").advance("60d").await.unwrap();
    let offset = |account: &str| {
        let path = format!("/_certmock/clock?account=qiniu:{account}");
        mock.request("GET", &path).send().expect(200)["offset"].clone()
    };
    assert_eq!((offset("own"), offset("other")), (json!("60d"), Value::Null));
    server.advance("1d").await.unwrap();
    assert_eq!(offset("other"), "1d");
}

#[tokio::test]
async fn a_server_that_is_dropped_listens_no_more() {
    let (server, mock) = start().await;
    assert!(server.authority().await.unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(list(&mock, "own").0, 200);
    let address = server.address();
    drop(server);
    let begun = Instant::now();
    while TcpStream::connect(address).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(5), "it listens still");
        tokio::task::yield_now().await;
        sleep(Duration::from_millis(10));
    }
}
