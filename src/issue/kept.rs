//! A certificate authority stored in a folder, so that clients can trust it across restarts.

use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rcgen::{Issuer, KeyPair};
use time::OffsetDateTime;

use super::IssueError;
use super::own::{Authority, Issuing, OWN_NAME};
use crate::file;
use crate::hosts::is_in;
use crate::pem;
use crate::x509::{Chain, Flaw, PrivateKey};

const ROOT: &str = "root.pem";
const ISSUING: &str = "issuing.pem";
const KEY: &str = "issuing.key";

/// Why a folder's authority cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FolderError {
    /// The system refused access.
    #[error("{}: {error}", path.display())]
    Unusable {
        /// The file or the folder.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Other users can read the key.
    #[error("other users can read the private key {}: forbid it with `chmod 600`", .0.display())]
    Shared(PathBuf),
    /// Some of the files are missing.
    #[error("{} is missing, but other files of the authority exist: remove them to create a new authority", .0.display())]
    Incomplete(PathBuf),
    /// The files are not those of an authority.
    #[error("{} contains no authority of certmock's: {flaw}: remove it to create a new one", folder.display())]
    Broken {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with them.
        flaw: Flaw,
    },
    /// The authority has expired.
    #[error("the authority in {} has expired: remove it to create a new one, which clients have to trust again", .0.display())]
    Expired(PathBuf),
    /// The authority may not sign for a domain that certmock answers for.
    #[error("the authority in {} cannot sign for {domain}: remove it to create a new one, which clients have to trust again", folder.display())]
    Lacks {
        /// The folder.
        folder: PathBuf,
        /// The domain.
        domain: String,
    },
    /// No authority could be made.
    #[error("cannot create an authority: {0}")]
    Issue(#[from] IssueError),
}

impl Authority {
    /// The authority stored in a folder. If there is none, one is made for these domains and local names. The
    /// root's key is never stored.
    pub(crate) fn keep_in(folder: &Path, domains: &[String]) -> Result<Self, FolderError> {
        let [root, issuing, key] = [ROOT, ISSUING, KEY].map(|name| folder.join(name));
        let there: Vec<_> =
            [&root, &issuing, &key].into_iter().filter(|file| file.exists()).collect();
        match there[..] {
            [] => Self::make_in(folder, domains),
            [_, _, _] => Self::open(folder, domains),
            _ => {
                let missing = [root, issuing, key].into_iter().find(|file| !file.exists());
                Err(FolderError::Incomplete(missing.unwrap_or_default()))
            }
        }
    }

    fn make_in(folder: &Path, domains: &[String]) -> Result<Self, FolderError> {
        let (authority, kept) = Self::with_key(OWN_NAME, domains)?;
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| unusable(folder, error))?;
        let issuing = pem::encode("CERTIFICATE", authority.issuing());
        // The key is written last, so a folder with a key is complete.
        for (name, text, mode) in [
            (ROOT, authority.root(), 0o644),
            (ISSUING, issuing.as_str(), 0o644),
            (KEY, kept.expose(), 0o600),
        ] {
            let path = folder.join(name);
            file::write(&path, text.as_bytes(), mode).map_err(|error| unusable(&path, error))?;
        }
        Ok(authority)
    }

    fn open(folder: &Path, domains: &[String]) -> Result<Self, FolderError> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).map_err(|error| unusable(&path, error))
        };
        let key_file = folder.join(KEY);
        let metadata = fs::metadata(&key_file).map_err(|error| unusable(&key_file, error))?;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(FolderError::Shared(key_file));
        }
        let (root, issuing, key) = (read(ROOT)?, read(ISSUING)?, read(KEY)?);
        let broken = |flaw| FolderError::Broken { folder: folder.to_owned(), flaw };
        let chain = Chain::from_pem(&format!("{issuing}\n{root}")).map_err(broken)?;
        let fits = chain.links().and_then(|()| chain.leaf().matches(&PrivateKey::from_pem(&key)?));
        fits.map_err(broken)?;
        let now = OffsetDateTime::now_utc();
        if chain
            .issuers()
            .iter()
            .chain([chain.leaf()])
            .any(|each| each.has_not_expired(now).is_err())
        {
            return Err(FolderError::Expired(folder.to_owned()));
        }
        let permitted = chain.leaf().permitted_domains();
        let is_permitted =
            |domain: &String| permitted.iter().any(|permitted| is_in(domain, permitted));
        if let Some(domain) = domains.iter().find(|domain| !is_permitted(domain)) {
            let (folder, domain) = (folder.to_owned(), domain.clone());
            return Err(FolderError::Lacks { folder, domain });
        }
        let key = KeyPair::from_pem(&key).map_err(IssueError::from)?;
        let issuer = Issuer::from_ca_cert_pem(&issuing, key).map_err(IssueError::from)?;
        let certificate = chain.into_leaf().der().to_vec();
        Ok(Self::of(root, Issuing { issuer, certificate }))
    }
}

fn unusable(path: &Path, error: io::Error) -> FolderError {
    FolderError::Unusable { path: path.to_owned(), error }
}
