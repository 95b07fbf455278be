//! The variables that make an unmodified client use certmock as its proxy and trust its certificate.
//! `certmock env` and `certmock run` set the variables of one table.

mod files;
mod shell;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::files::check_folder;
pub use self::files::{FolderError, write_folder};
pub use self::shell::Format;
use crate::hosts::is_in;
use crate::issue::LOCAL_DOMAINS;
use crate::x509::Certificate;

/// The address of a server, and the folder with the files that its clients need.
#[derive(Clone, Debug)]
pub struct Place {
    /// The URL, such as `http://127.0.0.1:8080`.
    pub url: String,
    /// The host of the URL, without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The folder with the files.
    pub folder: PathBuf,
    /// The vendors' domains, whose requests go through certmock.
    pub domains: Vec<String>,
}

impl Place {
    /// The place of the server at this host. `root` is the certificate that clients have to trust, as PEM;
    /// its name constraints are the vendors' domains.
    pub fn new(host: &str, port: u16, folder: &Path, root: &str) -> Result<Self, FolderError> {
        let root = Certificate::from_pem(root).map_err(|_| FolderError::NoCertificate)?;
        let mut domains = root.permitted_domains();
        domains.retain(|domain| !LOCAL_DOMAINS.contains(&&**domain));
        let folder = check_folder(folder)?;
        let bracketed = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let url = format!("http://{bracketed}:{port}");
        Ok(Self { url, host: host.to_owned(), port, folder, domains })
    }
}

/// A kind of client with variables of its own, which can be left out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Runtime {
    /// Python, whose packages take trusted certificates from `certifi`.
    Python,
    /// Node.
    Node,
    /// A JVM.
    Java,
    /// PHP.
    Php,
}

/// A variable, and how its value is combined with the previous one.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// The clients that read it.
    pub readers: &'static str,
    runtime: Option<Runtime>,
    value: Value,
}

/// The value of a variable.
#[derive(Clone, Copy, Debug)]
enum Value {
    /// The URL.
    Url,
    /// The URL with `https`, for a client that accepts only TLS.
    SecureUrl,
    /// The folder.
    Folder,
    /// A file in the folder with trusted certificates, including those of the previous file.
    File(&'static str),
    /// A file in the folder, which replaces the previous one.
    Settings(&'static str),
    /// This text.
    Word(&'static str),
    /// The hosts for which no proxy is used, followed by the previous ones.
    Bypass,
    /// A path in the folder, followed by the previous paths. Paths are separated by colons.
    PathBefore(&'static str),
    /// The previous paths, followed by a path in the folder. The colon is written even if there are no
    /// previous paths.
    PathBehind(&'static str),
    /// The previous options, followed by an option for Node.
    NodeOption,
    /// The previous options, followed by options for a JVM.
    JavaOptions,
}

const fn set(name: &'static str, value: Value, readers: &'static str) -> Variable {
    Variable { name, readers, runtime: None, value }
}

const fn of(runtime: Runtime, name: &'static str, value: Value, readers: &'static str) -> Variable {
    Variable { name, readers, runtime: Some(runtime), value }
}

/// All variables.
pub const VARIABLES: [Variable; 21] = [
    set("CERTMOCK_URL", Value::Url, "tests, for /_certmock"),
    set("CERTMOCK_DIR", Value::Folder, "certmock, to know which variables it has set"),
    set("CERTMOCK_CA", Value::File("ca.pem"), "tests: the certificate of the authority only"),
    set("HTTP_PROXY", Value::Url, "clients of http:// URLs"),
    set("http_proxy", Value::Url, "curl; Tencent's SDK for Node, also for https:// URLs"),
    set("HTTPS_PROXY", Value::Url, "clients of https:// URLs"),
    set("https_proxy", Value::Url, "clients of https:// URLs"),
    set("NO_PROXY", Value::Bypass, "all of these, to reach this machine directly"),
    set("no_proxy", Value::Bypass, "all of these, to reach this machine directly"),
    set("SSL_CERT_FILE", Value::File("bundle.pem"), "OpenSSL, Go, Python's ssl, Ruby, Rust"),
    set("CURL_CA_BUNDLE", Value::File("bundle.pem"), "curl, requests"),
    set("REQUESTS_CA_BUNDLE", Value::File("bundle.pem"), "requests"),
    set("DENO_CERT", Value::File("ca.pem"), "Deno"),
    set(
        "HUAWEICLOUD_SDK_REGIONS_FILE",
        Value::Settings("huawei-regions.yaml"),
        "Huawei's SDKs: the Go SDK ignores proxy variables",
    ),
    // The SDK for Go puts `https://` before whatever begins otherwise.
    set(
        "HUAWEICLOUD_SDK_IAM_ENDPOINT",
        Value::SecureUrl,
        "Huawei's SDKs, for projects and domains",
    ),
    of(Runtime::Node, "NODE_EXTRA_CA_CERTS", Value::File("bundle.pem"), "Node, Bun"),
    of(Runtime::Node, "NODE_USE_ENV_PROXY", Value::Word("1"), "Node from 22.21 and 24.5"),
    of(
        Runtime::Node,
        "NODE_OPTIONS",
        Value::NodeOption,
        "Node: clients that ignore proxy variables",
    ),
    of(
        Runtime::Python,
        "PYTHONPATH",
        Value::PathBefore("python"),
        "clients that trust only certifi",
    ),
    of(Runtime::Java, "JAVA_TOOL_OPTIONS", Value::JavaOptions, "JVMs"),
    of(Runtime::Php, "PHP_INI_SCAN_DIR", Value::PathBehind("php"), "PHP"),
];

/// The hosts for which no proxy is used.
const BYPASS: [&str; 3] = ["127.0.0.1", "localhost", "::1"];

/// Variables with their new values; a variable without a value is to be unset.
pub(crate) type Assignments = BTreeMap<String, Option<String>>;

/// The variables to set, with warnings about them.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The variables with their new values.
    pub assignments: Assignments,
    /// The parts of previous values that were left out, with the reasons.
    pub warnings: Vec<String>,
    /// The files with certificates that are already trusted, by the variables that name them. If there are
    /// none, the system's certificates are trusted.
    pub trusted: BTreeMap<String, PathBuf>,
}

/// Reads a variable of the present environment.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The name of the variable that keeps the original value of another one.
fn old(name: &str) -> String {
    format!("CERTMOCK_OLD_{name}")
}

/// The environment that makes clients use the server at this place. The result is the same if it was already
/// set: certmock recognizes its own values by the folder.
pub fn environment(place: &Place, read: Read<'_>, without: &[Runtime]) -> Environment {
    let mut environment = Environment::default();
    let wanted =
        |variable: &&Variable| variable.runtime.is_none_or(|runtime| !without.contains(&runtime));
    let before = Before::of(read);
    for variable in VARIABLES.iter().filter(wanted) {
        let name = variable.name;
        let original = before.original(variable);
        if let (Value::File(_), Some(file)) = (variable.value, &original) {
            environment.trusted.insert(name.to_owned(), PathBuf::from(file));
        }
        let value = variable.value_at(place, original.as_deref(), &mut environment.warnings);
        environment.assignments.insert(name.to_owned(), Some(value));
        if let Some(original) = original {
            environment.assignments.insert(old(name), Some(original));
        }
    }
    environment.warnings.dedup();
    environment
}

/// The environment as it was before; empty if nothing was set.
pub fn restored(read: Read<'_>) -> Assignments {
    let before = Before::of(read);
    let mut assignments = Assignments::new();
    if before.folder.is_none() {
        return assignments;
    }
    for variable in &VARIABLES {
        let name = variable.name;
        if read(name).is_some() {
            assignments.insert(name.to_owned(), before.original(variable));
        }
        if read(&old(name)).is_some() {
            assignments.insert(old(name), None);
        }
    }
    // A variable that keeps its value need not be set.
    assignments.retain(|name, value| read(name) != *value);
    assignments
}

/// The present environment, in which certmock may already have set variables.
struct Before<'a> {
    read: Read<'a>,
    /// The folder and the URL that certmock has set, if any.
    folder: Option<String>,
    url: Option<String>,
    secure_url: Option<String>,
}

impl<'a> Before<'a> {
    fn of(read: Read<'a>) -> Self {
        let is_set = |name| read(name).filter(|value| !value.is_empty());
        let url = is_set("CERTMOCK_URL");
        let secure_url = url.as_deref().map(secure);
        Self { read, folder: is_set("CERTMOCK_DIR"), url, secure_url }
    }

    /// The value without the parts that certmock has set.
    fn original(&self, variable: &Variable) -> Option<String> {
        let current = (self.read)(variable.name).filter(|value| !value.is_empty())?;
        let Some(folder) = &self.folder else { return Some(current) };
        let is_ours = |part: &str| {
            Path::new(part).starts_with(folder)
                || self.url.as_deref() == Some(part)
                || self.secure_url.as_deref() == Some(part)
        };
        let without = |mark: &str, is_ours: &dyn Fn(&str) -> bool| {
            let left: Vec<_> = current.split(mark).filter(|part| !is_ours(part)).collect();
            Some(left.join(mark)).filter(|left| !left.is_empty())
        };
        match variable.value {
            Value::Url | Value::SecureUrl | Value::Folder | Value::File(_) | Value::Settings(_)
                if is_ours(&current) =>
            {
                (self.read)(&old(variable.name))
            }
            Value::Word(word) if current == word => (self.read)(&old(variable.name)),
            // Entries were removed from the original value.
            Value::Bypass if current.starts_with(&BYPASS.join(",")) => {
                (self.read)(&old(variable.name))
            }
            Value::Url
            | Value::SecureUrl
            | Value::Folder
            | Value::File(_)
            | Value::Settings(_)
            | Value::Word(_)
            | Value::Bypass => Some(current),
            Value::PathBefore(_) | Value::PathBehind(_) => without(":", &is_ours),
            Value::NodeOption => {
                let option = format!("--require {folder}/");
                let end = current.find(&option);
                let left = end.map_or(current.as_str(), |end| current[..end].trim_end());
                Some(left.to_owned()).filter(|left| !left.is_empty())
            }
            Value::JavaOptions => {
                without(" ", &|part| JAVA_PROPERTIES.iter().any(|own| part.starts_with(own)))
            }
        }
    }
}

/// The URL with `https`. One port serves both.
fn secure(url: &str) -> String {
    url.replacen("http://", "https://", 1)
}

/// The JVM properties that are set.
const JAVA_PROPERTIES: [&str; 7] = [
    "-Dhttp.proxyHost=",
    "-Dhttp.proxyPort=",
    "-Dhttps.proxyHost=",
    "-Dhttps.proxyPort=",
    "-Dhttp.nonProxyHosts=",
    "-Djavax.net.ssl.trustStore=",
    "-Djavax.net.ssl.trustStoreType=",
];

impl Variable {
    /// The new value, combined with the original one.
    fn value_at(
        &self,
        place: &Place,
        original: Option<&str>,
        warnings: &mut Vec<String>,
    ) -> String {
        let in_folder = |path: &str| place.folder.join(path).display().to_string();
        let behind = |mark: &str, own: String| match original {
            Some(original) => format!("{original}{mark}{own}"),
            None => own,
        };
        match self.value {
            Value::Url => place.url.clone(),
            Value::SecureUrl => secure(&place.url),
            Value::Folder => place.folder.display().to_string(),
            Value::File(name) | Value::Settings(name) => in_folder(name),
            Value::Word(word) => word.to_owned(),
            Value::Bypass => {
                let entries = original.unwrap_or_default().split(',').map(str::trim);
                let (kept, dropped): (Vec<_>, Vec<_>) = entries
                    .filter(|entry| !entry.is_empty() && !BYPASS.contains(entry))
                    .partition(|entry| !covers(entry, &place.domains));
                warnings.extend(dropped.iter().map(|entry| {
                    format!("{entry:?} is left out of NO_PROXY: with it, clients would call the real service")
                }));
                BYPASS.into_iter().chain(kept).collect::<Vec<_>>().join(",")
            }
            Value::PathBefore(path) => match original {
                Some(original) => format!("{}:{original}", in_folder(path)),
                None => in_folder(path),
            },
            // An empty entry before the colon stands for the paths that are compiled in.
            Value::PathBehind(path) => {
                format!("{}:{}", original.unwrap_or_default(), in_folder(path))
            }
            Value::NodeOption => {
                behind(" ", format!("--require {}", in_folder("node/certmock.cjs")))
            }
            Value::JavaOptions => {
                let (host, port, store) = (&place.host, place.port, in_folder("trust.p12"));
                let port = port.to_string();
                let values = [host, &port, host, &port, "localhost|127.*|[::1]", &store, "PKCS12"];
                let options = JAVA_PROPERTIES.iter().zip(values);
                let options: Vec<_> =
                    options.map(|(name, value)| format!("{name}{value}")).collect();
                behind(" ", options.join(" "))
            }
        }
    }
}

/// Whether an entry of `NO_PROXY` covers hosts in one of the domains.
fn covers(entry: &str, domains: &[String]) -> bool {
    let entry = entry.trim_start_matches("*.").trim_start_matches('.').to_ascii_lowercase();
    let name = entry.split(':').next().unwrap_or_default();
    name == "*" || domains.iter().any(|domain| is_in(name, domain) || is_in(domain, name))
}
