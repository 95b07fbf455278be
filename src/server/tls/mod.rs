//! TLS: certmock identifies itself as whichever of its hosts the client asks for.
//!
//! Everything is made on demand: the authority at the first handshake or when its certificate is first
//! requested, and a host's certificate at the first handshake for its name.

mod fault;
mod provider;

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::spawn_blocking;
use tokio_rustls::rustls::crypto::CryptoProvider;
use tokio_rustls::rustls::crypto::aws_lc_rs::sign::any_ecdsa_type;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::{Acceptor, NoServerSessionStorage};
use tokio_rustls::rustls::sign::{CertifiedKey, SigningKey, SingleCertAndKey};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{AlertDescription, Error, ServerConfig};
use tokio_rustls::server::TlsStream;
use tokio_rustls::{LazyConfigAcceptor, StartHandshake};

use super::names::Names;
use super::socket::Wire;
use crate::issue::{Authority, FolderError, IssueError, LeafKey};
use crate::rules::Handshake;
use crate::spec::Provider;

/// The first byte of a TLS connection: a record of a handshake (RFC 8446, section 5.1).
pub(super) const HANDSHAKE: u8 = 0x16;

/// The most certificates that are cached.
const MOST_KEPT: usize = 256;

/// The alert `unrecognized_name` (RFC 8446, section 6.2).
const UNRECOGNIZED_NAME: u8 = 112;

/// Accepts TLS handshakes.
#[derive(Debug)]
pub(crate) struct Tls {
    names: Names,
    own: OnceLock<Own>,
}

/// What is made on first use.
#[derive(Debug)]
struct Own {
    authority: Authority,
    key: LeafKey,
    signing_key: Arc<dyn SigningKey>,
    provider: Arc<CryptoProvider>,
    configs: Mutex<HashMap<Shown, Arc<ServerConfig>>>,
}

/// The key of a cached certificate: its name, and the fault that a rule asks for.
type Shown = (String, Option<Handshake>);

/// A handshake after the client's first message, which names the host.
pub(super) struct Hello<S> {
    start: StartHandshake<S>,
    /// The name that the client asks for; if it names none, the names that it may mean.
    names: Vec<String>,
}

impl<S: Wire> Hello<S> {
    /// The host that the client asks for.
    pub(super) fn host(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// Sends a fatal alert, which ends the handshake. It is written by hand because rustls can send an alert
    /// only with a server configuration, and there may be none.
    async fn refuse(&mut self, alert: u8) {
        let io = &mut self.start.io;
        // An alert record with the level `fatal` (RFC 8446, sections 5.1 and 6).
        let _ = io.write_all(&[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, alert]).await;
        let _ = io.shutdown().await;
    }

    /// Waits until the client closes the connection, and discards what it sends.
    async fn outlast(&mut self) {
        while self.start.io.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
    }
}

/// Why a handshake failed.
#[derive(Debug)]
pub(super) enum HandshakeError {
    /// The client asked for a name that certmock does not answer for.
    Foreign(String),
    /// The client does not trust the authority. Contains the name that it asked for.
    Untrusted(String),
    /// The client or the connection ended it, or the data is not TLS.
    Broken(io::Error),
}

impl Tls {
    /// TLS for these names, with an authority that is made on first use.
    pub(crate) fn new(names: Names) -> Self {
        Self { names, own: OnceLock::new() }
    }

    /// TLS for these names, with the authority that is stored in a folder.
    pub(crate) fn kept_in(names: Names, folder: &Path) -> Result<Self, FolderError> {
        let own = Own::of(Authority::keep_in(folder, &names.domains())?)?;
        Ok(Self { names, own: own.into() })
    }

    /// The certificate that clients have to trust, as PEM. Making it may take a while.
    pub(crate) async fn root(self: &Arc<Self>) -> Result<String, IssueError> {
        Ok(self.own().await?.authority.root().to_owned())
    }

    async fn own(self: &Arc<Self>) -> Result<&Own, IssueError> {
        if self.own.get().is_none() {
            let tls = self.clone();
            let made = spawn_blocking(move || {
                let made = Own::of(Authority::new(&tls.names.domains())?)?;
                // If another thread was faster, its authority is used.
                let _ = tls.own.set(made);
                Ok::<_, IssueError>(())
            });
            made.await.map_err(|_| IssueError::Randomness)??;
        }
        self.own.get().ok_or(IssueError::Randomness)
    }

    /// Reads the client's first message. `unnamed` are the names to assume if the client names no host.
    pub(super) async fn hear<S: Wire>(
        &self,
        wire: S,
        unnamed: &[&str],
    ) -> Result<Hello<S>, HandshakeError> {
        let acceptor = LazyConfigAcceptor::new(Acceptor::default(), wire);
        let start = acceptor.await.map_err(HandshakeError::Broken)?;
        let name = start.client_hello().server_name().map(str::to_owned);
        let foreign = name.clone().filter(|name| !self.names.serve(name));
        let unnamed = || unnamed.iter().map(|name| (*name).to_owned()).collect();
        let names = name.map_or_else(unnamed, |name| vec![name]);
        let mut hello = Hello { start, names };
        match foreign {
            None => Ok(hello),
            Some(name) => {
                hello.refuse(UNRECOGNIZED_NAME).await;
                Err(HandshakeError::Foreign(name))
            }
        }
    }

    /// The providers with the host that the client asks for.
    pub(super) fn providers_of<S: Wire>(&self, hello: &Hello<S>) -> Vec<&'static Provider> {
        self.names.providers_of(hello.host())
    }

    /// Completes the handshake as the host that the client asks for.
    pub(super) async fn shake<S: Wire>(
        self: &Arc<Self>,
        Hello { start, names }: Hello<S>,
        fault: Option<Handshake>,
    ) -> Result<TlsStream<S>, HandshakeError> {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let config = self.config(&names, fault).await.map_err(HandshakeError::Broken)?;
        start.into_stream(config).await.map_err(|error| {
            if is_distrust(&error) {
                HandshakeError::Untrusted(names.first().copied().unwrap_or_default().to_owned())
            } else {
                HandshakeError::Broken(error)
            }
        })
    }

    /// The configuration for these names.
    async fn config(
        self: &Arc<Self>,
        names: &[&str],
        fault: Option<Handshake>,
    ) -> io::Result<Arc<ServerConfig>> {
        let own = self.own().await.map_err(io::Error::other)?;
        own.config(names, fault).map_err(io::Error::other)
    }
}

/// Why a configuration cannot be made.
#[derive(Debug, thiserror::Error)]
enum ConfigError {
    #[error(transparent)]
    Issue(#[from] IssueError),
    #[error(transparent)]
    Tls(#[from] Error),
}

impl Own {
    fn of(authority: Authority) -> Result<Self, IssueError> {
        let key = LeafKey::generate()?;
        let der = PrivatePkcs8KeyDer::from(key.to_der());
        let signing_key = any_ecdsa_type(&der.into()).map_err(|_| IssueError::Randomness)?;
        let provider = Arc::new(provider::provider());
        Ok(Self { authority, key, signing_key, provider, configs: Mutex::default() })
    }

    fn config(
        &self,
        names: &[&str],
        fault: Option<Handshake>,
    ) -> Result<Arc<ServerConfig>, ConfigError> {
        let known = (names.join(" "), fault.filter(|fault| fault.is_of_certificate()));
        let configs = || self.configs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = configs().get(&known) {
            return Ok(config.clone());
        }
        let chain = self.chain(names, fault)?.into_iter().map(CertificateDer::from).collect();
        let certified = CertifiedKey::new(chain, self.signing_key.clone());
        let mut config = ServerConfig::builder_with_provider(self.provider.clone())
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(SingleCertAndKey::from(certified)));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Sessions are not resumed, so that a fault applies to every connection.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        let config = Arc::new(config);
        let mut configs = configs();
        if configs.len() >= MOST_KEPT {
            configs.clear();
        }
        configs.insert(known, config.clone());
        Ok(config)
    }
}

/// Whether the client ended the handshake because it does not trust the certificate.
fn is_distrust(error: &io::Error) -> bool {
    let error = error.get_ref().and_then(|error| error.downcast_ref::<Error>());
    matches!(
        error,
        Some(Error::AlertReceived(
            AlertDescription::UnknownCA
                | AlertDescription::CertificateUnknown
                | AlertDescription::BadCertificate
                // The client trusts the authority of another certmock process, which has the same name.
                | AlertDescription::DecryptError
        ))
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn certificates_are_kept_by_name_and_by_what_is_wrong_with_them_and_not_without_end() {
        let own = Own::of(Authority::new(&["qiniu.com".to_owned()]).unwrap()).unwrap();
        let config = |name: &str, fault| own.config(&[name], fault).unwrap();
        let usual = config("api.qiniu.com", None);
        assert!(Arc::ptr_eq(&usual, &config("api.qiniu.com", None)));
        let slow = Some(Handshake::Slow(Span::default()));
        assert!(Arc::ptr_eq(&usual, &config("api.qiniu.com", slow)));
        let expired = config("api.qiniu.com", Some(Handshake::Expired));
        assert!(!Arc::ptr_eq(&usual, &expired));
        assert!(Arc::ptr_eq(&expired, &config("api.qiniu.com", Some(Handshake::Expired))));
        for number in 0..300 {
            config(&format!("r{number}.qiniu.com"), None);
            config(&format!("r{number}.qiniu.com"), Some(Handshake::WrongHost));
            assert!(own.configs.lock().unwrap().len() <= MOST_KEPT);
        }
    }
}
