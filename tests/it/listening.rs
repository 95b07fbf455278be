//! Where it listens, and what says so.

use std::fs;
use std::net::TcpListener;
use std::process::Stdio;

use crate::mock::exchange;
use crate::process::{binary, run, start_as};

#[test]
fn it_listens_in_more_places_than_one_and_the_first_is_printed() {
    let file = std::env::temp_dir().join(format!("certmock-first-{}", std::process::id()));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let free = taken.local_addr().unwrap().to_string();
    drop(taken);
    let flags = ["--listen", &format!("127.0.0.1:0,{free}"), "--listen", "[::1]:0"];
    let mut command = binary();
    command.args(flags).arg("--port-file").arg(&file).stderr(Stdio::null());
    let running = start_as(&mut command);
    assert_ne!(running.address.to_string(), free);
    let port = running.address.port();
    assert_eq!(fs::read_to_string(&file).unwrap(), format!("{port}\n"));
    fs::remove_file(&file).unwrap();
    assert!(running.is_well());
    let (code, _, error) = run(binary().args(["health", "--listen", &free]));
    assert_eq!(code, Some(0), "{error}");
    let (code, _, error) = run(binary().args(["--listen", &format!("127.0.0.1:0,{free}")]));
    assert_eq!(code, Some(1));
    assert!(error.starts_with(&format!("certmock: cannot listen on {free}: ")), "{error}");
}

#[test]
fn what_clients_are_to_trust_is_written_to_the_file_that_is_asked_for() {
    let file = std::env::temp_dir().join(format!("certmock-ca-{}", std::process::id()));
    let mut command = binary();
    command.args(["--listen", "127.0.0.1:0", "--ca-file"]).arg(&file).stderr(Stdio::null());
    let running = start_as(&mut command);
    let root = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let ask = b"GET /_certmock/ca.pem HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    assert_eq!(exchange(running.address, ask, false).text(), root);
    assert!(!root.contains("KEY"));
    let flags = ["--listen", "127.0.0.1:0", "--ca-file", "/no/such/folder/ca.pem"];
    let (code, _, error) = run(binary().args(flags));
    assert_eq!(code, Some(1));
    assert!(error.contains("cannot write the certificate to /no/such/folder/ca.pem"), "{error}");
}

#[test]
fn localhost_is_the_one_name_that_is_listened_on() {
    let running = start_as(binary().args(["--listen", "localhost:0"]).stderr(Stdio::null()));
    let address = format!("localhost:{}", running.address.port());
    assert_eq!(run(binary().arg("health").env("CERTMOCK_LISTEN", address)).0, Some(0));
    for wrong in ["a.test:8080", "localhost", "localhost:x", "8080", ":8080"] {
        let (code, _, error) = run(binary().args(["--listen", wrong]));
        assert_eq!(code, Some(2), "{wrong}");
        assert!(error.contains("write it like 127.0.0.1:8080"), "{wrong}: {error}");
    }
}
