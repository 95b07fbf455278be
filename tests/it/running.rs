//! `certmock run`: a command whose clients meet certmock and nothing else.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::process::{binary, run};
use crate::tls::Folder;

/// Runs a script of the shell under `certmock run`: its code, what it printed, and what was said.
fn run_script(options: &[&str], script: &str) -> (Option<i32>, String, String) {
    let mut command = runner();
    run(command.args(options).args(["--", "sh", "-c", script]))
}

fn runner() -> Command {
    let mut command = binary();
    command.env("PATH", std::env::var("PATH").unwrap()).arg("run");
    command
}

#[test]
fn it_ends_as_the_command_does() {
    for (script, code) in
        [("exit 0", 0), ("exit 3", 3), ("exit 255", 255), ("kill -TERM $$", 143), ("kill $$", 143)]
    {
        let (ended, printed, said) = run_script(&[], script);
        assert_eq!((ended, &*printed, &*said), (Some(code), "", ""), "{script}");
    }
    let missing = run(runner().args(["--", "no-such-command"]));
    assert_eq!(missing.0, Some(127));
    assert!(missing.2.starts_with("certmock: cannot run no-such-command: "), "{}", missing.2);
    let folder = run(runner().args(["--", "/"]));
    assert_eq!(folder.0, Some(126), "{}", folder.2);
}

#[test]
fn it_wants_a_command_and_says_how_one_is_written() {
    for arguments in [&["run"][..], &["run", "--"], &["run", "ls"]] {
        let (code, _, error) = run(binary().args(arguments));
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(error.contains("-- <COMMAND>..."), "{error}");
    }
}

#[test]
fn a_server_that_cannot_begin_runs_nothing_and_ends_with_1() {
    let (code, printed, error) = run_script(&["--fixture", "no-such"], "echo ran");
    assert_eq!((code, &*printed), (Some(1), ""));
    assert!(error.contains("no-such"), "{error}");
}

#[test]
fn the_command_has_its_standard_streams_and_its_variables() {
    let mut command = runner();
    command.env("HOME", "/somewhere").args(["--", "sh", "-c", "cat; echo $HOME $CERTMOCK_URL >&2"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, b"");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("/somewhere http://127.0.0.1:"), "{said}");
}

#[test]
fn its_clients_are_answered_at_the_vendors_own_hosts() {
    let script = "curl -sS https://api.qiniu.com/sslcert && curl -sS http://api.qiniu.com/sslcert";
    let (code, printed, said) = run_script(&[], script);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(printed, r#"{"code":401,"error":"bad token"}"#.repeat(2));
    assert_eq!(said, "certmock: requests answered: 2\n");
}

#[test]
fn the_options_of_the_server_hold() {
    // A made-up key is refused only where authentication is strict.
    let key = "A".repeat(27);
    let ask = format!("curl -s -H 'Authorization: QBox a:{key}=' https://api.qiniu.com/sslcert");
    let (_, printed, _) = run_script(&["--auth", "strict"], &ask);
    assert!(printed.contains("bad token"), "{printed}");
    let (_, printed, said) = run_script(&["--answer-for", "console.example.com"], {
        "curl -sS https://console.example.com/_certmock/health"
    });
    // A public name shows nothing of the control API.
    assert!(printed.contains("--control-host"), "{printed} {said}");
}

#[test]
fn a_host_that_is_not_answered_for_is_named_at_the_end_and_the_code_stays_the_commands() {
    let script = "curl -s https://example.com; curl -s https://example.com; exit 5";
    let (code, printed, said) = run_script(&["--log", "error"], script);
    assert_eq!((code, &*printed), (Some(5), ""));
    assert!(said.starts_with("certmock: example.com:443: refused, "), "{said}");
    assert!(said.ends_with("(2 times)\n"), "{said}");
}

#[test]
fn a_client_that_does_not_trust_certmock_is_named_at_the_end() {
    let script = "CURL_CA_BUNDLE= SSL_CERT_FILE= curl -s --cacert fixtures/certificates/rsa-2048.crt \
                  https://api.qiniu.com/sslcert";
    let (code, _, said) = run_script(&["--log", "error"], script);
    assert_eq!(code, Some(60), "{said}");
    assert!(
        said.contains("api.qiniu.com: called by a client that does not trust certmock"),
        "{said}"
    );
}

#[test]
fn a_handshake_that_fails_because_of_a_rule_is_named_at_the_end() {
    let fixture = ["--fixture", "tls-expired", "--log", "error"];
    let (code, _, said) = run_script(&fixture, "curl -s https://api.qiniu.com/sslcert");
    assert_eq!(code, Some(60), "{said}");
    assert!(said.contains("api.qiniu.com: the rule \""), "{said}");
}

#[test]
fn what_was_asked_is_written_to_the_file_that_is_asked_for() {
    let folder = Folder::new("run-requests");
    fs::create_dir(&folder.0).unwrap();
    let file = folder.0.join("requests.json");
    let options = ["--requests", file.to_str().unwrap()];
    run_script(&options, "for n in 1 2 3; do curl -s https://api.qiniu.com/sslcert; done");
    let requests: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(requests["count"], 3);
    assert_eq!(requests["requests"][2]["host"], "api.qiniu.com");
    assert_eq!(requests["requests"][2]["via"], "tunnel");
    let (code, _, error) = run_script(&["--requests", "/no/such/folder/file"], "exit 0");
    assert_eq!(code, Some(1));
    assert!(error.contains("cannot write the requests to /no/such/folder/file: "), "{error}");
}

#[test]
fn the_folder_of_its_files_is_there_for_the_command_alone() {
    let folder = Folder::new("run-folder");
    fs::create_dir(&folder.0).unwrap();
    for script in ["exit 0", "exit 3", "kill -KILL $$"] {
        let script = format!("printf %s $CERTMOCK_DIR; test -s $CERTMOCK_CA || exit 9; {script}");
        let mut command = runner();
        command.env("XDG_RUNTIME_DIR", &folder.0).args(["--", "sh", "-c", &script]);
        let (code, printed, _) = run(&mut command);
        assert_ne!(code, Some(9));
        assert!(Path::new(&printed).starts_with(&folder.0), "{printed}");
        assert!(!Path::new(&printed).exists(), "{script}");
    }
    // One whose path no variable of Node or a JVM could hold.
    let spaced = folder.0.join("a folder");
    fs::create_dir(&spaced).unwrap();
    let mut command = runner();
    command.env("XDG_RUNTIME_DIR", &spaced).args(["--", "sh", "-c", "printf %s $CERTMOCK_DIR"]);
    let (code, printed, error) = run(&mut command);
    assert_eq!(code, Some(0), "{error}");
    assert!(printed.starts_with("/tmp/certmock-run-"), "{printed}");
}

/// Starts a script, sends certmock the signal when it says that it is ready, and waits for the end.
fn signalled(signal: &str, script: &str) -> (Option<i32>, String, Duration) {
    let folder = Folder::new(&format!("run-{signal}-{}", script.len()));
    fs::create_dir(&folder.0).unwrap();
    let ready = folder.0.join("ready");
    let script = format!("{script}; touch {}; while :; do sleep 0.02; done", ready.display());
    let mut command = runner();
    command.args(["--", "sh", "-c", &script]).stdout(Stdio::piped());
    let child = command.spawn().unwrap();
    let begun = Instant::now();
    while !ready.exists() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the command does not begin");
        thread::sleep(Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    let begun = Instant::now();
    Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), begun.elapsed())
}

#[test]
fn a_signal_to_end_reaches_the_command_which_may_have_its_last_words() {
    for (signal, number) in [("TERM", 15), ("HUP", 1)] {
        let script = format!("trap 'echo last words; exit 7' {signal}");
        let (code, printed, _) = signalled(signal, &script);
        assert_eq!((code, &*printed), (Some(7), "last words\n"), "{signal}");
        let (code, ..) = signalled(signal, "true");
        assert_eq!(code, Some(128 + number));
    }
}

#[test]
fn a_command_that_does_not_end_when_told_to_is_ended() {
    let (code, _, lasted) = signalled("TERM", "trap '' TERM");
    assert_eq!(code, Some(137));
    assert!(lasted >= Duration::from_secs(10), "{lasted:?}");
}

#[test]
fn an_interrupt_is_left_to_the_command_which_has_it_from_the_terminal() {
    // This one has it from nobody: it ends by itself.
    let script = "trap '' INT; (sleep 0.5; kill -TERM $$) & true";
    let (code, ..) = signalled("INT", script);
    assert_eq!(code, Some(143));
}

#[test]
fn one_inside_another_leads_to_its_own() {
    let inner = env!("CARGO_BIN_EXE_certmock");
    let script = format!(
        "outer=$CERTMOCK_URL; {inner} run -- sh -c 'curl -s https://api.qiniu.com/sslcert; \
         echo; test $CERTMOCK_URL != '$outer; echo $?"
    );
    let (_, printed, said) = run_script(&[], &script);
    assert_eq!(printed, "{\"code\":401,\"error\":\"bad token\"}\n0\n", "{said}");
    assert_eq!(said, "certmock: requests answered: 1\n");
}

#[test]
fn the_command_has_the_limit_of_files_that_it_would_have_without() {
    let script = "ulimit -Sn 123; exec \"$0\" run -- sh -c 'ulimit -Sn'";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_certmock")]);
    let (_, printed, said) = run(&mut command);
    assert_eq!(printed, "123\n", "{said}");
}
