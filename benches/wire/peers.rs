//! Other mock servers, beside certmock in the same run, where they are installed:
//!
//! ```sh
//! cargo install httpmock --features standalone      # `httpmock` on the path
//! cargo install stubr-cli                           # `stubr` on the path
//! pip install 'moto[server,acm]'                    # `moto_server` on the path
//! npm install wiremock                              # and Java; then
//! export WIREMOCK_JAR=$(find "$PWD/node_modules/wiremock" -name '*.jar')
//! ```
//!
//! Each returns the body of certmock's answer from a static stub, and is otherwise as it is by
//! default: none checks a signature. moto has no stubs: it lists the certificates of ACM, of which
//! there are none.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use super::load::Load;
use super::process::{Process, free_address, split};
use super::{print_line, rounds, scenarios, start_certmock};

/// Another mock server.
struct Peer {
    name: &'static str,
    /// How it is started on a port, with its stubs in a folder; none where it is not installed.
    command: fn(&Path, u16) -> Option<Command>,
}

const PEERS: [Peer; 4] = [
    Peer { name: "httpmock", command: httpmock },
    Peer { name: "stubr", command: stubr },
    Peer { name: "WireMock", command: wiremock },
    Peer { name: "moto, no certificate", command: moto },
];

/// A list of ACM, as its clients ask for it. moto does not look at signatures.
const ACM_LIST: &str = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: CertificateManager.ListCertificates\r\nAuthorization: AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=0\r\nContent-Length: 2\r\n\r\n{}";

/// Drives certmock and each of the others in turn.
pub(crate) fn measure(folder: &Path) {
    let scenario = scenarios::for_peers();
    let requests = scenario.requests();
    let certmock = start_certmock(&scenario, folder);
    let answer = certmock.ask(&requests[0]);
    let (_, body) = split(&answer).expect("it is an answer");
    let target = String::from_utf8_lossy(&requests[0]);
    let path = target.split(' ').nth(1).expect("a request has a target");
    write_stubs(folder, path, &String::from_utf8_lossy(body)).expect("they can be written");
    for peer in &PEERS {
        let address = free_address();
        let Some(mut command) = (peer.command)(folder, address.port()) else {
            eprintln!("{} is not installed", peer.name);
            continue;
        };
        let process = Process::start(&mut command, address);
        let own = Load::new(&folder.join("own"), &requests, &scenario).expect("it can be written");
        let asked =
            if peer.name.starts_with("moto") { vec![ACM_LIST.into()] } else { requests.clone() };
        let other = Load::new(&folder.join("other"), &asked, &scenario).expect("it can be written");
        let (own, other) = rounds((&own, &certmock), (&other, &process));
        print_line(&format!("read, Qiniu; {}", peer.name), own, other);
    }
}

fn write_stubs(folder: &Path, path: &str, body: &str) -> std::io::Result<()> {
    let stub = json!({
        "request": { "method": "GET", "urlPath": path },
        "response": { "status": 200, "body": body, "headers": { "Content-Type": "application/json" } },
    });
    std::fs::create_dir_all(folder.join("mappings"))?;
    std::fs::write(folder.join("mappings/stub.json"), stub.to_string())?;
    let stub = json!({
        "when": { "method": "GET", "path": path },
        "then": {
            "status": 200,
            "body": body,
            "header": [{ "name": "content-type", "value": "application/json" }],
        },
    });
    std::fs::create_dir_all(folder.join("httpmock"))?;
    // JSON is YAML.
    std::fs::write(folder.join("httpmock/stub.yaml"), stub.to_string())
}

/// The program, where it is on the path.
fn installed(program: &str) -> Option<Command> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).map(|folder| folder.join(program));
    found.into_iter().find(|file| file.is_file()).map(Command::new)
}

fn httpmock(folder: &Path, port: u16) -> Option<Command> {
    let mut command = installed("httpmock")?;
    command.args(["--port", &port.to_string(), "--mock-files-dir"]).arg(folder.join("httpmock"));
    Some(command)
}

fn stubr(folder: &Path, port: u16) -> Option<Command> {
    let mut command = installed("stubr")?;
    command.arg(folder.join("mappings")).args(["--port", &port.to_string()]);
    Some(command)
}

fn wiremock(folder: &Path, port: u16) -> Option<Command> {
    let jar = std::env::var_os("WIREMOCK_JAR")?;
    let mut command = installed("java")?;
    command.arg("-jar").arg(jar);
    command.args(["--port", &port.to_string(), "--root-dir"]).arg(folder);
    Some(command)
}

fn moto(_: &Path, port: u16) -> Option<Command> {
    let mut command = installed("moto_server")?;
    command.args(["--host", "127.0.0.1", "--port", &port.to_string()]);
    Some(command)
}
