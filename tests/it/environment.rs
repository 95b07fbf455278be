//! `certmock env`: the variables that have unmodified clients ask certmock.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::mock::Mock;
use crate::tls::Folder;

const BINARY: &str = env!("CARGO_BIN_EXE_certmock");

/// Runs the command with those variables alone.
fn run(mock: &Mock, folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let at = format!("http://{}", mock.address());
    let mut command = Command::new(BINARY);
    command.env_clear().envs(variables.iter().copied()).args(["env", "--at", &at]);
    command.arg("--dir").arg(folder).args(arguments).output().unwrap()
}

/// The variables as an object.
pub(crate) fn variables(
    mock: &Mock,
    folder: &Path,
    before: &[(&str, &str)],
    arguments: &[&str],
) -> BTreeMap<String, Value> {
    let output = run(mock, folder, before, &[&["--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The environment that a shell has after it has set the variables.
fn after(shell: &str, text: &[u8], variables: &[(&str, &str)]) -> BTreeMap<String, String> {
    let script = format!("{}\nenv -0", String::from_utf8_lossy(text));
    let mut command = Command::new(shell);
    command.env_clear().env("PATH", std::env::var("PATH").unwrap());
    let output = command.envs(variables.iter().copied()).args(["-c", &script]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let pairs = text.split('\0').filter_map(|pair| pair.split_once('='));
    let own = pairs.filter(|(name, _)| !matches!(*name, "PATH" | "PWD" | "OLDPWD" | "SHLVL" | "_"));
    own.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn is_installed(shell: &str) -> bool {
    Command::new(shell).args(["-c", "true"]).output().is_ok_and(|output| output.status.success())
}

#[test]
fn each_format_is_read_back_as_it_was_meant() {
    let (mock, folder) = (Mock::start(), Folder::new("formats"));
    let quoted = r#"it's "quoted" \ and $HOME `x`"#;
    let before = [("PYTHONPATH", quoted), ("NODE_OPTIONS", "--no-warnings")];
    let wanted = variables(&mock, &folder.0, &before, &[]);
    let wanted: BTreeMap<_, _> = wanted
        .into_iter()
        .map(|(name, value)| (name, value.as_str().unwrap().to_owned()))
        .collect();
    assert!(wanted["PYTHONPATH"].ends_with(quoted), "{wanted:?}");
    for (format, shell) in [("sh", "sh"), ("sh", "bash"), ("fish", "fish"), ("powershell", "pwsh")]
    {
        if is_installed(shell) {
            let output = run(&mock, &folder.0, &before, &["--format", format]);
            assert_eq!(after(shell, &output.stdout, &before), wanted, "{shell}");
        }
    }
    for format in ["dotenv", "github"] {
        let output = run(&mock, &folder.0, &before, &["--format", format]);
        let text = String::from_utf8(output.stdout).unwrap();
        let pairs = text.lines().map(|line| line.split_once('=').unwrap());
        let read: BTreeMap<_, _> = pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        assert_eq!(read, wanted);
        let names: Vec<_> = text.lines().map(|line| line.split('=').next().unwrap()).collect();
        assert!(names.is_sorted(), "{names:?}");
    }
}

#[test]
fn twice_is_once_and_what_was_there_before_comes_back() {
    let (mock, folder) = (Mock::start(), Folder::new("twice"));
    let before = [
        ("HTTPS_PROXY", "http://proxy.corp.example:3128"),
        ("NO_PROXY", "intranet.example"),
        ("PYTHONPATH", "/opt/python"),
        ("NODE_OPTIONS", "--no-warnings"),
        ("JAVA_TOOL_OPTIONS", "-Xmx64m"),
        ("SSL_CERT_FILE", "/nowhere.pem"),
    ];
    let once = after("sh", &run(&mock, &folder.0, &before, &[]).stdout, &before);
    let pairs: Vec<_> = once.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let twice = after("sh", &run(&mock, &folder.0, &pairs, &[]).stdout, &pairs);
    assert_eq!(once, twice);
    assert_eq!(once["NODE_OPTIONS"].matches("--require").count(), 1);
    // Another server, whose folder is another.
    let (other, elsewhere) = (Mock::start(), Folder::new("elsewhere"));
    let moved = after("sh", &run(&other, &elsewhere.0, &pairs, &[]).stdout, &pairs);
    let text = format!("{moved:?}");
    assert!(!text.contains(folder.0.to_str().unwrap()), "{text}");
    assert!(!text.contains(&mock.address().to_string()), "{text}");
    for set in [&once, &moved] {
        let pairs: Vec<_> = set.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let unset = run(&mock, &folder.0, &pairs, &["--unset"]);
        let restored = after("sh", &unset.stdout, &pairs);
        let before = before.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        assert_eq!(restored, before.collect());
    }
    // What was never set needs no restoring.
    assert_eq!(run(&mock, &folder.0, &before, &["--unset"]).stdout, b"");
}

#[test]
fn a_server_that_is_not_there_leaves_nothing_to_evaluate() {
    let folder = Folder::new("none");
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for at in [
        format!("http://{closed}"),
        "https://127.0.0.1:1".to_owned(),
        "127.0.0.1:8080".to_owned(),
        "http://".to_owned(),
        "http://127.0.0.1:x".to_owned(),
        "http://user@127.0.0.1:1".to_owned(),
    ] {
        let mut command = Command::new(BINARY);
        let output = command.args(["env", "--at", &at, "--dir"]).arg(&folder.0).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{at}");
        assert_eq!(output.stdout, b"");
        assert!(String::from_utf8_lossy(&output.stderr).contains(&at), "{output:?}");
        assert!(!folder.0.exists());
    }
}

#[test]
fn an_entry_that_would_send_clients_to_the_real_cloud_is_left_out_and_named() {
    let (mock, folder) = (Mock::start(), Folder::new("bypass"));
    let entries = "intranet.example, .tencentcloudapi.com,api.qiniu.com,*,com,localhost";
    let output = run(&mock, &folder.0, &[("NO_PROXY", entries)], &["--format", "json"]);
    let set: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(set["NO_PROXY"], "127.0.0.1,localhost,::1,intranet.example");
    assert_eq!(set["CERTMOCK_OLD_NO_PROXY"], entries);
    let said = String::from_utf8(output.stderr).unwrap();
    for dropped in [".tencentcloudapi.com", "api.qiniu.com", "*", "com"] {
        assert!(said.contains(&format!("{dropped:?} is left out")), "{said}");
    }
}

#[test]
fn the_files_trust_certmock_beside_what_was_trusted_and_nobody_else_can_write_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let (mock, folder, other) = (Mock::start(), Folder::new("files"), Folder::new("own"));
    let root = mock.request("GET", "/_certmock/ca.pem").send().text().to_owned();
    fs::create_dir(&other.0).unwrap();
    let own = other.0.join("own.pem");
    fs::write(&own, "own roots\n").unwrap();
    let set = variables(&mock, &folder.0, &[("SSL_CERT_FILE", own.to_str().unwrap())], &[]);
    let bundle = fs::read_to_string(set["SSL_CERT_FILE"].as_str().unwrap()).unwrap();
    assert!(bundle.starts_with("own roots\n") && bundle.ends_with(&root), "{bundle}");
    assert_eq!(fs::read_to_string(set["CERTMOCK_CA"].as_str().unwrap()).unwrap(), root);
    assert_eq!(fs::metadata(&folder.0).unwrap().permissions().mode() & 0o777, 0o700);
    let settings = fs::read_to_string(folder.0.join("certmock.json")).unwrap();
    let settings: Value = serde_json::from_str(&settings).unwrap();
    assert!(settings["domains"].as_array().unwrap().contains(&"qiniu.com".into()), "{settings}");
    // A folder that others can write to may hold what they like.
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o777)).unwrap();
    let refused = run(&mock, &folder.0, &[], &[]);
    assert!(!refused.status.success() && refused.stdout.is_empty());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--dir"), "{refused:?}");
    for wrong in ["with space", "quo'te", "co:lon"] {
        let refused = run(&mock, &other.0.join(wrong), &[], &[]);
        assert!(!refused.status.success() && refused.stdout.is_empty(), "{wrong}");
    }
}

#[test]
fn what_is_for_one_kind_of_client_alone_can_be_left_out_and_all_of_it_is_explained() {
    let (mock, folder) = (Mock::start(), Folder::new("without"));
    let all = variables(&mock, &folder.0, &[], &[]);
    for (client, name) in [
        ("python", "PYTHONPATH"),
        ("node", "NODE_OPTIONS"),
        ("java", "JAVA_TOOL_OPTIONS"),
        ("php", "PHP_INI_SCAN_DIR"),
    ] {
        assert!(all.contains_key(name), "{name}");
        let without = variables(&mock, &folder.0, &[], &["--without", client]);
        assert!(!without.contains_key(name) && without.contains_key("HTTPS_PROXY"), "{name}");
    }
    let output = run(&mock, &folder.0, &[], &["--explain"]);
    let said = String::from_utf8(output.stderr).unwrap();
    for name in all.keys() {
        assert!(said.contains(name.as_str()), "{name}: {said}");
    }
}

/// Python's own clients, which the tests have: over TLS, by the service's own name.
#[test]
fn an_unmodified_client_asks_certmock_by_the_services_own_name() {
    let (mock, folder) = (Mock::start(), Folder::new("python"));
    let set = variables(&mock, &folder.0, &[], &[]);
    let script = "import urllib.request, urllib.error\n\
        try: urllib.request.urlopen('https://api.qiniu.com/sslcert')\n\
        except urllib.error.HTTPError as error: print(error.code, error.read().decode())\n\
        import certifi; print(certifi.where())";
    let mut command = Command::new("python3");
    command.env_clear().env("PATH", std::env::var("PATH").unwrap());
    command.envs(set.iter().map(|(name, value)| (name, value.as_str().unwrap())));
    let output = command.args(["-c", script]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.starts_with(r#"401 {"code":401,"error":"bad token"}"#), "{output:?}");
    assert!(said.contains("bundle.pem"), "{said}");
    let entries = mock.request("GET", "/_certmock/requests").send().expect(200);
    assert_eq!(entries["requests"][0]["via"], "tunnel");
}

#[test]
fn the_regions_of_huaweis_sdks_lead_to_certmock_and_their_projects_are_asked_for_over_tls() {
    let (mock, folder) = (Mock::start(), Folder::new("regions"));
    let set = variables(&mock, &folder.0, &[], &[]);
    let secure = format!("https://{}", mock.address());
    assert_eq!(set["HUAWEICLOUD_SDK_IAM_ENDPOINT"], secure);
    let file = set["HUAWEICLOUD_SDK_REGIONS_FILE"].as_str().unwrap();
    let regions: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    for (service, region) in
        [("ELB", "cn-north-4"), ("SCM", "ap-southeast-1"), ("CDN", "cn-north-1")]
    {
        let mut listed = regions[service].as_array().unwrap().iter();
        let found = listed.find(|listed| listed["id"] == region).unwrap();
        assert_eq!(found["endpoint"], format!("http://{}", mock.address()), "{service}");
    }
}
