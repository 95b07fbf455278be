//! The binary, as it is started.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::control::secrets::send_secrets;
use crate::mock::Mock;
use crate::process::{binary, run, start, start_as, start_logging_to};

#[test]
fn one_line_with_the_address_is_printed_when_it_is_ready() {
    let running = start(&[]);
    let mut stream = TcpStream::connect(running.address).unwrap();
    stream.write_all(b"GET /_certmock/ready HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("{\"status\":\"ready\"}"), "{answer}");
}

#[test]
fn the_port_is_written_to_the_file_that_is_asked_for() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("port");
    let running = start(&["--port-file", file.to_str().unwrap()]);
    let port = std::fs::read_to_string(&file).unwrap();
    assert_eq!(port, format!("{}\n", running.address.port()));
}

#[test]
fn health_follows_the_configured_address() {
    let running = start(&[]);
    let mut health = binary();
    health.args(["health", "--listen", &running.address.to_string()]);
    assert_eq!(run(&mut health).0, Some(0));
    let everywhere = format!("0.0.0.0:{}", running.address.port());
    assert_eq!(run(binary().arg("health").env("CERTMOCK_LISTEN", &everywhere)).0, Some(0));
    drop(running);
    let (code, _, error) = run(&mut health);
    assert_eq!(code, Some(1));
    assert!(error.starts_with("certmock: certmock at 127.0.0.1:"), "{error}");
}

/// What is logged up to a line with the words; the log goes on.
fn read_log_until(log: &mut impl BufRead, words: &str) -> String {
    let mut lines = String::new();
    while !lines.contains(words) {
        assert_ne!(log.read_line(&mut lines).unwrap(), 0, "{lines}");
    }
    lines
}

#[test]
fn without_file_descriptors_connections_wait_and_the_log_says_so_once() {
    let limited = "ulimit -n 40 && exec \"$0\" --listen 127.0.0.1:0";
    let mut running = start_as(
        Command::new("sh")
            .env_clear()
            .args(["-c", limited, env!("CARGO_BIN_EXE_certmock")])
            .stderr(Stdio::piped()),
    );
    let mut log = BufReader::new(running.child.stderr.take().unwrap());
    let health = |stream: &mut TcpStream| {
        stream.write_all(b"GET /_certmock/health HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
    };
    // More than it can have; the kernel keeps the others waiting.
    let mut first = TcpStream::connect(running.address).unwrap();
    health(&mut first);
    let crowd: Vec<_> = (0..60).map(|_| TcpStream::connect(running.address).unwrap()).collect();
    let said = read_log_until(&mut log, "not accepted");
    assert!(said.contains("WARN"), "{said}");
    // Those who are in are served still, and one who waits is when others have gone.
    let mut waiting = TcpStream::connect(running.address).unwrap();
    thread::sleep(Duration::from_millis(300));
    drop(crowd);
    health(&mut waiting);
    let said = read_log_until(&mut log, "accepted again");
    assert!(!said.contains("not accepted"), "{said}");
}

#[test]
fn an_address_in_use_and_a_file_that_cannot_be_written_end_it_with_1() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, _, error) = run(binary().args(["--listen", &address]));
    assert_eq!(code, Some(1));
    assert!(error.starts_with(&format!("certmock: cannot listen on {address}: ")), "{error}");
    let arguments = ["--listen", "127.0.0.1:0", "--port-file", "/no/such/folder/port"];
    let (code, _, error) = run(binary().args(arguments));
    assert_eq!(code, Some(1));
    assert!(error.contains("/no/such/folder/port"), "{error}");
}

#[test]
fn bad_flags_end_it_with_2_and_say_what_would_be_right() {
    for (arguments, hint) in [
        (vec!["--auth", "strickt"], "strict"),
        (vec!["--listen", "here"], "invalid socket address"),
        (vec!["--lisen", "127.0.0.1:0"], "--listen"),
        (vec!["--body-limit", "lots"], "--body-limit"),
        (vec!["serve"], "serve"),
        (vec!["--log", "certmock=loud"], "--log"),
        (vec!["--log", "loud"], "\"loud\" is not a log level"),
    ] {
        let (code, _, error) = run(binary().args(&arguments));
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(error.contains(hint), "{arguments:?}: {error}");
    }
}

#[test]
fn every_flag_is_also_an_environment_variable() {
    let (_, help, _) = run(binary().arg("--help"));
    let own = ["--help", "--version"];
    for line in help.lines().map(str::trim).filter(|line| line.starts_with("--")) {
        let flag = line.split(' ').next().unwrap();
        let variable = format!("CERTMOCK_{}", flag[2..].to_uppercase().replace('-', "_"));
        assert!(own.contains(&flag) || help.contains(&variable), "{flag}");
    }
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_eq!(run(binary().env("CERTMOCK_LISTEN", &address)).0, Some(1));
    assert_eq!(run(binary().env("CERTMOCK_AUTH", "none")).0, Some(2));
}

#[test]
fn the_catalogue_is_printed_as_markdown_and_as_json() {
    let (code, json, _) = run(binary().args(["catalogue", "--format", "json"]));
    assert_eq!(code, Some(0));
    let catalogue: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(catalogue["providers"][0]["id"], "huawei_elb");
    let (_, markdown, _) = run(binary().arg("catalogue"));
    assert!(
        markdown
            .contains("\n| [Huawei Cloud ELB](docs/operations/huawei_elb.md) (`huawei_elb`) | ")
    );
    let (_, one, _) = run(binary().args(["catalogue", "qiniu", "--format", "json"]));
    let one: Value = serde_json::from_str(&one).unwrap();
    let all = catalogue["providers"].as_array().unwrap();
    assert_eq!(Some(&one), all.iter().find(|provider| provider["id"] == "qiniu"));
    let (code, _, words) = run(binary().args(["catalogue", "qiniux"]));
    assert_eq!(code, Some(1));
    assert!(words.contains("there is no service \"qiniux\": see `certmock catalogue`"), "{words}");
    assert_eq!(run(binary().args(["catalogue", "qiniu", "--assumptions"])).0, Some(2));
    let (_, page, _) = run(binary().args(["catalogue", "--assumptions"]));
    assert!(page.starts_with("# Assumptions\n"));
    let (_, json, _) = run(binary().args(["catalogue", "--assumptions", "--format", "json"]));
    let list: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(list["assumptions"].as_array().unwrap().len(), page.matches("| `src/").count());
}

#[test]
fn nothing_secret_is_logged_at_any_level_though_a_wrong_signature_is_explained() {
    let mut running = start(&["--log", "trace"]);
    let key = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/certificates/ec-p256.key"),
    );
    let key = key.unwrap().replace('\n', "\\n");
    let post = |target: &str, header: &str, body: &str| {
        let mut stream = TcpStream::connect(running.address).unwrap();
        let length = body.len();
        let head =
            format!("POST {target} HTTP/1.0\r\n{header}\r\nContent-Length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let body = format!("{{\"pri\": \"{key}\", \"private_key\": \"{key}\"}}");
    let signature = "c2lnbmF0dXJlc2lnbmF0dXI=";
    post("/sslcert", &format!("Authorization: QBox certmock:{signature}"), &body);
    post("/v1.0/p/elbaas/certificate", "X-Auth-Token: t0ken-secret", &body);
    post("/openapi/v1/teams/t/certificates", "Authorization: t0ken-secret", &body);
    let login =
        r#"{"auth":{"identity":{"password":{"user":{"name":"u","password":"passw0rd-secret"}}}}}"#;
    let answer = post("/v3/auth/tokens", "Accept: */*", login);
    let token = answer.lines().find_map(|line| line.strip_prefix("X-Subject-Token: ")).unwrap();
    let url_key =
        key.replace("\\n", "%0A").replace(' ', "+").replace('/', "%2F").replace('=', "%3D");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    let form = format!(
        "Action=UploadCertificate&Version=2019-12-05&Timestamp={now}&Nonce=1&SecretId=certmock&CertificatePublicKey=public-part&CertificatePrivateKey={url_key}&Token=t0ken-secret&Signature={signature}"
    );
    let answer = post("/", "Content-Type: application/x-www-form-urlencoded", &form);
    assert!(answer.contains("SignatureFailure"), "{answer}");
    let day = time::OffsetDateTime::now_utc().date();
    let tc3 = "f00d".repeat(16);
    let headers = format!(
        "Host: mock\r\nContent-Type: application/json\r\nX-TC-Action: UploadCertificate\r\nX-TC-Version: 2019-12-05\r\nX-TC-Timestamp: {now}\r\nX-TC-Token: t0ken-secret\r\nAuthorization: TC3-HMAC-SHA256 Credential=certmock/{day}/ssl/tc3_request, SignedHeaders=content-type;host;x-tc-token, Signature={tc3}"
    );
    let answer = post("/", &headers, &body);
    assert!(answer.contains("SignatureFailure"), "{answer}");
    running.signal("TERM");
    running.child.wait().unwrap();
    let mut log = String::new();
    running.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
    assert!(log.contains("answered"), "{log}");
    // What was to be signed is there, what is secret in it is not.
    assert!(log.contains("CertificatePublicKey=public-part"), "{log}");
    assert!(log.contains("content-type:application/json\\nhost:mock"), "{log}");
    let url_secret = &url_key[40..80];
    let secrets = [
        &key[30..80],
        url_secret,
        signature,
        &tc3,
        "t0ken-secret",
        "passw0rd-secret",
        token.trim(),
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} is logged");
    }
}

#[test]
fn check_says_of_each_fixture_whether_it_is_right_and_fails_where_one_is_not() {
    let folder = std::env::temp_dir().join(format!("certmock-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let broken = folder.join("broken.yaml");
    std::fs::write(&broken, "certmock: 1\nrulez: []\n").unwrap();
    let broken = broken.to_str().unwrap();
    let (code, printed, said) = run(binary().args(["check", broken, "demo"]));
    assert_eq!((code, printed.as_str()), (Some(1), "demo: valid\n"));
    assert!(said.starts_with(&format!("certmock: {broken}:2:1: unknown field `rulez`")), "{said}");
    let (code, _, said) = run(binary().args(["--listen", "127.0.0.1:0", "--fixture", broken]));
    assert_eq!(code, Some(1));
    assert!(said.contains("broken.yaml:2:1: "), "{said}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_shipped_fixtures_are_listed_and_printed_and_their_schema_is_json_schema() {
    let (code, printed, _) = run(binary().arg("fixtures"));
    assert_eq!(code, Some(0));
    assert!(printed.lines().any(|line| line.starts_with("tencent_ssl/order-already-replaced ")));
    let (code, printed, _) = run(binary().args(["fixtures", "issuance-pending"]));
    assert_eq!(code, Some(0));
    assert!(printed.contains("pace: { tencent_ssl.issue: manual }"), "{printed}");
    let (code, _, said) = run(binary().args(["fixtures", "nothing"]));
    assert_eq!(code, Some(1));
    assert!(said.contains("there is no shipped fixture \"nothing\""), "{said}");
    let (_, printed, _) = run(binary().arg("schema"));
    let schema: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(schema["properties"]["rules"]["items"]["$ref"], "#/$defs/Rule");
}

#[test]
fn no_secret_that_any_operation_is_sent_is_in_the_log() {
    let file = std::env::temp_dir().join(format!("certmock-log-{}", std::process::id()));
    let log = std::fs::File::create(&file).unwrap();
    let running = start_logging_to(log.into(), &["--log", "trace"]);
    let secrets = send_secrets(&Mock::elsewhere(running.address));
    drop(running);
    let log = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(log.matches("answered").count() > 150, "{}", log.len());
    assert!(log.contains("a signature is wrong"));
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret}");
    }
}

/// The variables that the command and its commands can be told by.
fn variables() -> Vec<String> {
    let help = |arguments: &[&str]| run(binary().args(arguments)).1;
    let all = [help(&["--help"]), help(&["health", "--help"])].concat();
    let named = all.split("[env: ").skip(1).map(|rest| rest.split('=').next().unwrap().to_owned());
    named.collect()
}

#[test]
fn a_variable_that_is_set_to_nothing_is_as_good_as_absent() {
    let variables = variables();
    assert!(variables.len() > 9, "{variables:?}");
    let nowhere = ["--port-file", "/no/such/folder/port"];
    for variable in &variables {
        // It gets as far as to listen, or to find that another does.
        let mut command = binary();
        let (code, _, error) = run(command.env(variable, "").args(nowhere));
        assert_eq!(code, Some(1), "{variable}: {error}");
    }
    let mut command = binary();
    command.envs(variables.iter().map(|variable| (variable, "")));
    let running = start_as(command.args(["--listen", "127.0.0.1:0"]).stderr(Stdio::null()));
    assert!(running.is_well());
    let health = ["health", "--listen", &running.address.to_string()];
    assert_eq!(run(binary().args(health).env("CERTMOCK_LISTEN", "")).0, Some(0));
}

#[test]
fn health_waits_for_no_more_than_an_answer() {
    for (piece, pause) in [(&[b'x'; 4096][..], Duration::ZERO), (b"H", Duration::from_millis(300))]
    {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        // It ends when nobody takes what it sends.
        let endless = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            while stream.write_all(piece).is_ok() {
                thread::sleep(pause);
            }
        });
        let (code, _, error) = run(binary().args(["health", "--listen", &address]));
        assert_eq!(code, Some(1), "{error}");
        assert!(error.len() < 300, "{error}");
        endless.join().unwrap();
    }
}

#[test]
fn a_port_file_may_be_a_pipe_which_is_not_waited_for() {
    let folder = std::env::temp_dir().join(format!("certmock-port-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let pipe = folder.join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let arguments = ["--listen", "127.0.0.1:0", "--port-file", pipe.to_str().unwrap()];
    let (code, _, error) = run(binary().args(arguments));
    assert_eq!(code, Some(1));
    assert!(error.contains("it is a pipe without a reader"), "{error}");
    let reading = thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    // The reader is there when its end of the pipe is.
    let running = loop {
        let mut command = binary();
        command.args(arguments).stderr(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        if !line.is_empty() {
            break (child, line);
        }
        child.wait().unwrap();
    };
    let (mut child, line) = running;
    let port = reading.join().unwrap();
    assert!(line.trim_end().ends_with(&format!(":{}", port.trim_end())), "{line} {port}");
    child.kill().unwrap();
    child.wait().unwrap();
    // What is no file at all is said to be none; nothing is left beside one that is.
    let (code, _, error) =
        run(binary().args(["--listen", "127.0.0.1:0", "--port-file", folder.to_str().unwrap()]));
    assert_eq!((code, error.contains("directory")), (Some(1), true), "{error}");
    let file = folder.join("port");
    for _ in 0..2 {
        let running = start(&["--port-file", file.to_str().unwrap()]);
        let port = std::fs::read_to_string(&file).unwrap();
        assert_eq!(port, format!("{}\n", running.address.port()));
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn it_takes_as_many_connections_as_the_hard_limit_allows() {
    let limited = "ulimit -Sn 64 && exec \"$0\" --listen 127.0.0.1:0";
    let running = start_as(
        Command::new("sh")
            .env_clear()
            .args(["-c", limited, env!("CARGO_BIN_EXE_certmock")])
            .stderr(Stdio::null()),
    );
    let crowd: Vec<_> = (0..100).map(|_| TcpStream::connect(running.address).unwrap()).collect();
    assert!(running.is_well());
    drop(crowd);
}
