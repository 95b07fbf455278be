//! Handshakes in which something goes wrong because a rule says so.

use std::io::{ErrorKind, Read as _, Write as _};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Folder, LIST, ask, connect, root, secure, shake, strays, tunnel};
use crate::environment::variables;
use crate::mock::Mock;

/// How long a client waits, in milliseconds: long beside what a handshake takes.
const TIMEOUT: u32 = 3000;

/// What clients say of each fault: Python, curl and Java.
fn faults() -> Vec<(Value, [&'static str; 3])> {
    let timeout = ["timed out", "timed out", "Read timed out"];
    let unknown = [
        "unable to get local issuer certificate",
        "unable to get local issuer certificate",
        "unable to find valid certification path",
    ];
    vec![
        (json!("expired"), ["certificate has expired", "certificate has expired", "NotAfter: "]),
        (
            json!("not_yet_valid"),
            ["certificate is not yet valid", "certificate is not yet valid", "NotBefore: "],
        ),
        (
            json!("wrong_host"),
            [
                "certificate is not valid for 'api.qiniu.com'",
                "no alternative certificate subject name matches target host name 'api.qiniu.com'",
                "No subject alternative DNS name matching api.qiniu.com found",
            ],
        ),
        (json!("untrusted"), unknown),
        (json!("incomplete"), unknown),
        (json!("abort"), ["handshake failure", "handshake failure", "handshake_failure"]),
        (json!("reset"), ["Connection reset", "reset by peer", "Connection reset"]),
        (json!("hang"), timeout),
        (json!({ "slow": "1m" }), timeout),
    ]
}

fn arm(mock: &Mock, rules: &Value) {
    mock.request("POST", "/_certmock/rules").json(rules).send().expect(200);
}

/// A server on which each fault meets one handshake, in their order; and a client's environment.
fn prepare(client: &str) -> (Mock, Folder, Command) {
    let (mock, folder) = (Mock::start(), Folder::new(&format!("faults-{client}")));
    let rule = |(number, (tls, _)): (usize, &(Value, _))| {
        let when = json!({ "operation": "qiniu.*" });
        json!({
            "name": format!("fault {number}"), "when": when, "calls": { "first": 1 },
            "then": { "tls": tls },
        })
    };
    arm(&mock, &faults().iter().enumerate().map(rule).collect());
    let mut command = Command::new(client);
    command.env_clear().env("PATH", std::env::var("PATH").unwrap());
    let set = variables(&mock, &folder.0, &[], &[]);
    command.envs(set.iter().map(|(name, value)| (name, value.as_str().unwrap())));
    (mock, folder, command)
}

/// Holds what a client printed, a line for each handshake, against what it should say, and the strays
/// against the rules.
#[track_caller]
fn hold(mock: &Mock, client: usize, output: &Output, healed: &str) {
    let said = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<_> = said.lines().collect();
    let faults = faults();
    assert_eq!(lines.len(), faults.len() + 1, "{output:?}");
    for ((tls, words), line) in faults.iter().zip(&lines) {
        assert!(line.contains(words[client]), "{tls}: {line}");
    }
    // The handshake behind the last of them comes about.
    assert!(lines[faults.len()].contains(healed), "{said}");
    let deadline = Instant::now() + Duration::from_secs(10);
    while strays(mock).len() < faults.len() {
        assert!(Instant::now() < deadline, "{:?}", strays(mock));
        std::thread::sleep(Duration::from_millis(20));
    }
    for stray in strays(mock) {
        assert_eq!((&stray["kind"], &stray["via"]), (&json!("fault"), &json!("tls")), "{stray}");
        assert_eq!((&stray["host"], &stray["count"]), (&json!("api.qiniu.com"), &json!(1)));
        let number: usize =
            stray["rule"].as_str().unwrap().strip_prefix("fault ").unwrap().parse().unwrap();
        let tls = &faults[number].0;
        let name = tls.as_str().or_else(|| tls.as_object()?.keys().next().map(String::as_str));
        assert_eq!(stray["detail"].as_str(), name);
    }
    let rules = mock.request("GET", "/_certmock/rules").send().expect(200);
    for (rule, (number, (tls, _))) in
        rules["rules"].as_array().unwrap().iter().zip(faults.iter().enumerate())
    {
        assert_eq!(&rule["then"], &json!({ "tls": tls }));
        // It meets those that none before it has taken.
        assert_eq!(rule["calls_seen"], faults.len() + 1 - number, "{rule}");
        assert_eq!((&rule["hits"], &rule["accounts"]), (&json!(1), &json!({})), "{rule}");
    }
    let entries = mock.request("GET", "/_certmock/requests").send().expect(200);
    assert_eq!(entries["count"], 1, "{entries}");
}

#[test]
fn each_fault_makes_python_fail_with_its_own_words_and_the_next_handshake_comes_about() {
    let (mock, _folder, mut command) = prepare("python3");
    let script = "import sys, urllib.request, urllib.error\n\
        for _ in range(int(sys.argv[2])):\n\
        \x20   try: urllib.request.urlopen(sys.argv[1], timeout=int(sys.argv[3]) / 1000)\n\
        \x20   except urllib.error.HTTPError as error: print(error.code)\n\
        \x20   except OSError as error: print(error)";
    let (count, timeout) = ((faults().len() + 1).to_string(), TIMEOUT.to_string());
    command.args(["-c", script, "https://api.qiniu.com/sslcert", &count, &timeout]);
    hold(&mock, 0, &command.output().unwrap(), "401");
}

#[test]
fn each_fault_makes_curl_fail_with_its_own_words_and_the_next_handshake_comes_about() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("curl is not here: what it says of faults in handshakes is not tested");
        return;
    }
    let (mock, _folder, mut command) = prepare("sh");
    let ask = format!("curl -sS --max-time {} https://api.qiniu.com/sslcert 2>&1", TIMEOUT / 1000);
    // Some of what it says has several lines.
    let script =
        format!("for n in $(seq {}); do {ask} | tr '\\n' ' '; echo; done", faults().len() + 1);
    hold(&mock, 1, &command.args(["-c", &script]).output().unwrap(), "bad token");
}

#[test]
fn each_fault_makes_java_fail_with_its_own_words_and_the_next_handshake_comes_about() {
    // Programs that are a single file are run by what has a compiler.
    if Command::new("javac").arg("-version").output().is_err() {
        eprintln!("Java is not here: what it says of faults in handshakes is not tested");
        return;
    }
    let (mock, folder, mut command) = prepare("java");
    let file = folder.file("Ask.java");
    std::fs::write(&file, include_str!("Ask.java")).unwrap();
    let (count, timeout) = ((faults().len() + 1).to_string(), TIMEOUT.to_string());
    command.arg(&file).args(["https://api.qiniu.com/sslcert", &count, &timeout]);
    hold(&mock, 2, &command.output().unwrap(), "401");
}

fn tls_rule(operation: &str, tls: &Value) -> Value {
    json!({ "name": "r", "when": { "operation": operation }, "then": { "tls": tls } })
}

#[test]
fn a_rule_for_handshakes_meets_those_for_its_providers_hosts_and_nothing_else() {
    let mock = Mock::start();
    arm(&mock, &tls_rule("qiniu.*", &json!("expired")));
    assert!(shake(&mock, "api.qiniu.com").unwrap_err().contains("expired"));
    assert!(shake(&mock, "fusion.qiniuapi.com").unwrap_err().contains("expired"));
    for other in ["ssl.tencentcloudapi.com", "elb.cn-north-1.myhuaweicloud.com", "localhost"] {
        shake(&mock, other).unwrap();
    }
    // A host that is no service's own is Rainbond's.
    arm(&mock, &tls_rule("rainbond.*", &json!("expired")));
    for own in ["localhost", "127.0.0.1", "rainbond.test"] {
        assert!(shake(&mock, own).unwrap_err().contains("expired"), "{own}");
    }
    shake(&mock, "api.qiniu.com").unwrap();
    arm(&mock, &tls_rule("*", &json!("expired")));
    for name in ["localhost", "api.qiniu.com", "tag.tencentcloudapi.com"] {
        assert!(shake(&mock, name).unwrap_err().contains("expired"), "{name}");
    }
    // In a tunnel, too; plain requests, there and elsewhere, are answered, and come near nothing.
    let stream = tunnel(&mock, "api.qiniu.com:443");
    secure(&root(&mock), "api.qiniu.com", stream).write_all(b"x").unwrap_err();
    assert!(ask(&mut tunnel(&mock, "api.qiniu.com:80"), LIST).starts_with("HTTP/1.1 200 "));
    assert!(ask(&mut connect(mock.address()), LIST).starts_with("HTTP/1.1 200 "));
    let rules = mock.request("GET", "/_certmock/rules").send().expect(200);
    assert_eq!(
        (&rules["rules"][0]["hits"], &rules["rules"][0]["calls_seen"]),
        (&json!(4), &json!(4))
    );
    assert_eq!(rules["rules"][0].get("nearest"), None);
    mock.request("DELETE", "/_certmock/rules").send().expect(200);
    shake(&mock, "api.qiniu.com").unwrap();
}

#[test]
fn a_rule_for_handshakes_ends_with_its_time_and_with_a_reset() {
    let mock = Mock::start();
    let mut short = tls_rule("*", &json!("abort"));
    short["ttl"] = "400ms".into();
    arm(&mock, &short);
    assert!(shake(&mock, "api.qiniu.com").unwrap_err().contains("HandshakeFailure"));
    std::thread::sleep(Duration::from_millis(400));
    shake(&mock, "api.qiniu.com").unwrap();
    arm(&mock, &tls_rule("*", &json!("abort")));
    shake(&mock, "api.qiniu.com").unwrap_err();
    mock.request("POST", "/_certmock/reset").send().expect(204);
    shake(&mock, "api.qiniu.com").unwrap();
}

#[test]
fn what_no_handshake_says_is_refused_when_a_rule_for_it_is_armed() {
    let mock = Mock::start();
    let with = |when: Value, then: Value| json!({ "name": "r", "when": when, "then": then });
    let refused = |target: &str, rule: &Value| {
        let answer = mock.request("POST", target).json(rule).send().expect(400);
        answer["error"].as_str().unwrap().to_owned()
    };
    let expired = || json!({ "tls": "expired" });
    let mut said = Vec::new();
    for when in [
        json!({ "operation": "qiniu.UploadCertificate" }),
        json!({ "operation": "qiniu.Upload*" }),
        json!({ "operation": "tencent_*" }),
        json!({ "operation": "*.UploadCertificate" }),
        json!({ "account": "a" }),
        json!({ "operation": "*", "request": { "name": "x" } }),
    ] {
        said.push(refused("/_certmock/rules", &with(when, expired())));
    }
    said.push(refused("/_certmock/rules?account=a", &with(json!({}), expired())));
    for words in said {
        assert!(words.starts_with("rule \"r\": a handshake names no operation and no account: "));
    }
    let misspelt = refused("/_certmock/rules", &with(json!({ "operation": "qinu.*" }), expired()));
    assert!(misspelt.contains("there is no operation \"qinu.*\""), "{misspelt}");
    for (member, value) in [
        ("error", json!("BadToken")),
        ("undocumented", json!(true)),
        ("message", json!("x")),
        ("headers", json!({ "X-Own": "x" })),
        ("respond", json!({ "status": 500 })),
        ("delay", json!("1s")),
        ("transport", json!("reset")),
        ("applied", json!(true)),
    ] {
        let mut then = expired();
        then[member] = value;
        let words = refused("/_certmock/rules", &with(json!({}), then));
        assert!(
            words.starts_with("rule \"r\": `then` with `tls` can have no other member"),
            "{member}: {words}"
        );
    }
    for (tls, words) in [
        (json!("expird"), "did you mean \"expired\"?"),
        (json!("not-yet-valid"), "did you mean \"not_yet_valid\"?"),
        (json!({ "slw": "1s" }), "did you mean \"slow\"?"),
        (json!({ "slow": "1 second" }), "write a duration like 300ms"),
        (json!({ "slow": "-1s" }), "must not be negative"),
        (json!("slow"), "{ word: value }"),
    ] {
        let said = refused("/_certmock/rules", &tls_rule("*", &tls));
        assert!(said.contains(words), "{tls}: {said}");
    }
    let rules = mock.request("GET", "/_certmock/rules").send().expect(200);
    assert_eq!(rules["rules"], json!([]));
}

#[test]
fn who_goes_on_all_the_same_is_answered_and_is_no_stray() {
    let mock = Mock::start();
    arm(&mock, &tls_rule("*", &json!({ "slow": "300ms" })));
    let begun = Instant::now();
    let mut wire = secure(&root(&mock), "api.qiniu.com", connect(mock.address()));
    assert!(ask(&mut wire, LIST).starts_with("HTTP/1.1 200 "));
    assert!(begun.elapsed() >= Duration::from_millis(300));
    // A certificate for another name, and a client that asks for that one.
    arm(&mock, &tls_rule("*", &json!("wrong_host")));
    let mut wire = secure(&root(&mock), "wrong-host.localhost", connect(mock.address()));
    assert!(ask(&mut wire, LIST).starts_with("HTTP/1.1 200 "));
    drop(wire);
    // It ends before the handshake that comes next.
    shake(&mock, "api.qiniu.com").unwrap_err();
    let deadline = Instant::now() + Duration::from_secs(10);
    while strays(&mock).is_empty() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
    let met = strays(&mock);
    assert_eq!(met.len(), 1, "{met:?}");
    assert_eq!(met[0]["host"], "api.qiniu.com");
}

#[test]
fn a_handshake_that_hangs_or_is_reset_does_so_in_a_tunnel_too_and_ends_with_the_server() {
    let mock = Mock::start();
    arm(&mock, &tls_rule("*", &json!("reset")));
    let mut wire = secure(&root(&mock), "api.qiniu.com", tunnel(&mock, "api.qiniu.com:443"));
    assert_eq!(wire.write_all(b"x").unwrap_err().kind(), ErrorKind::ConnectionReset);
    for tls in [json!("hang"), json!({ "slow": "365d" })] {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let server =
            runtime.block_on(certmock::Server::start(certmock::Config::default())).unwrap();
        let mock = Mock::elsewhere(server.address());
        arm(&mock, &tls_rule("*", &tls));
        let mut wire = secure(&root(&mock), "api.qiniu.com", connect(mock.address()));
        wire.sock.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        let waited = wire.write_all(b"x").unwrap_err();
        assert!(matches!(waited.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{waited}");
        assert_eq!(strays(&mock), Vec::<Value>::new());
        let begun = Instant::now();
        runtime.block_on(server.stop());
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        assert_eq!(wire.sock.read(&mut [0; 1]).unwrap_or_default(), 0);
    }
}
