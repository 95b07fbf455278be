//! The folder with the files that clients need.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Place;
use crate::file;
use crate::issue::trust_store;
use crate::pem::{self, Contents};

/// The files that are the same for every server.
const FIXED: [(&str, &str); 3] = [
    ("python/certifi/__init__.py", include_str!("files/certifi.py")),
    ("python/certifi/core.py", include_str!("files/certifi_core.py")),
    ("node/certmock.cjs", include_str!("files/certmock.cjs")),
];

/// The regions that Huawei's SDKs know, by the services that certmock emulates. From:
/// `huaweicloudsdkcdn`, `-elb`, `-iam`, `-scm` and `-waf` 3.1.219.
const HUAWEI_REGIONS: &str = include_str!("files/huawei_regions.json");

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The path contains a character that some variables cannot hold.
    #[error("{}: some variables cannot contain a path with white space, a quote, a colon or a comma: name another folder (`certmock env --dir`, TMPDIR)", .0.display())]
    Unwritable(PathBuf),
    /// Others can write to the folder, or it is not a folder.
    #[error("{} is not a folder that only you can write to: remove it, or name another (`certmock env --dir`, TMPDIR)", .0.display())]
    Foreign(PathBuf),
    /// The certificate that clients have to trust cannot be parsed.
    #[error("the server does not return the certificate of an authority")]
    NoCertificate,
    /// The system refused access.
    #[error("{}: {error}", path.display())]
    Unusable {
        /// The file or the folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
}

/// The absolute path of the folder. An error if a variable could not hold it.
pub(super) fn check_folder(folder: &Path) -> Result<PathBuf, FolderError> {
    let absolute = std::path::absolute(folder).map_err(|error| unusable(folder, error))?;
    let parts = |c: char| c.is_whitespace() || c.is_control() || "'\"\\:,|".contains(c);
    let is_writable = absolute.to_str().is_some_and(|path| !path.contains(parts));
    if is_writable { Ok(absolute) } else { Err(FolderError::Unwritable(absolute)) }
}

/// Writes the files. The bundle contains `root`, the certificate that clients have to trust, and the
/// certificates in the files of `trusted` or, if there are none, those that the system trusts.
pub fn write_folder(
    place: &Place,
    root: &str,
    trusted: &BTreeMap<String, PathBuf>,
) -> Result<(), FolderError> {
    let folder = &place.folder;
    make(folder)?;
    for name in ["python/certifi", "node", "php"] {
        make(&folder.join(name))?;
    }
    let block = pem::blocks(root).next().and_then(Result::ok).map(|block| block.contents);
    let Some(Contents::Der(certificate)) = block else { return Err(FolderError::NoCertificate) };
    let mut bundle = String::new();
    let mut files: BTreeSet<_> = trusted.values().cloned().collect();
    if files.is_empty() {
        files.extend(openssl_probe::probe().cert_file);
    }
    for file in files {
        // A file that cannot be read did not make anything trusted before, either.
        bundle.push_str(&fs::read_to_string(file).unwrap_or_default());
        bundle.push('\n');
    }
    bundle.push_str(root);
    let settings = json!({ "url": place.url, "domains": place.domains });
    let ini = format!(
        "curl.cainfo = \"{0}/bundle.pem\"\nopenssl.cafile = \"{0}/bundle.pem\"\n",
        folder.display()
    );
    write(&folder.join("ca.pem"), root.as_bytes())?;
    write(&folder.join("bundle.pem"), bundle.as_bytes())?;
    write(&folder.join("trust.p12"), &trust_store(&certificate))?;
    write(&folder.join("certmock.json"), settings.to_string().as_bytes())?;
    // JSON is also YAML.
    write(&folder.join("huawei-regions.yaml"), huawei_regions(&place.url).to_string().as_bytes())?;
    write(&folder.join("php/certmock.ini"), ini.as_bytes())?;
    FIXED.iter().try_for_each(|(name, text)| write(&folder.join(name), text.as_bytes()))
}

/// The endpoints of the regions of Huawei Cloud's services, in the format of its SDKs: all of them are this
/// server.
fn huawei_regions(url: &str) -> Value {
    let services: BTreeMap<&str, Vec<&str>> =
        serde_json::from_str(HUAWEI_REGIONS).expect("the regions are as they were compiled in");
    let regions = services.into_iter().map(|(service, ids)| {
        let region = |id| json!({ "id": id, "endpoint": url });
        (service.to_owned(), ids.into_iter().map(region).collect())
    });
    Value::Object(regions.collect())
}

/// Creates a folder, or accepts an existing one into which only this user can write.
fn make(folder: &Path) -> Result<(), FolderError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| unusable(folder, error))?;
    let metadata = fs::symlink_metadata(folder).map_err(|error| unusable(folder, error))?;
    let is_own = metadata.is_dir()
        && metadata.mode() & 0o022 == 0
        && metadata.uid() == rustix::process::geteuid().as_raw();
    if is_own { Ok(()) } else { Err(FolderError::Foreign(folder.to_owned())) }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    file::write(path, bytes, 0o600).map_err(|error| unusable(path, error))
}

fn unusable(path: &Path, error: io::Error) -> FolderError {
    FolderError::Unusable { path: path.to_owned(), error }
}
