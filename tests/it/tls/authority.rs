//! The authority that clients are to trust.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use certmock::Config;
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::ServerCertVerifier as _;
use tokio_rustls::rustls::pki_types::{ServerName, UnixTime};

use super::{Folder, LIST, ask, connect, der, root, secure};
use crate::mock::Mock;

fn kept(folder: &Path) -> Config {
    Config { ca_dir: Some(folder.to_owned()), ..Config::default() }
}

#[test]
fn the_authority_cannot_vouch_for_another_site() {
    let folder = Folder::new("vouch");
    let mock = Mock::with(kept(&folder.0));
    let key = rcgen::KeyPair::from_pem(&fs::read_to_string(folder.file("issuing.key")).unwrap());
    let issuing = fs::read_to_string(folder.file("issuing.pem")).unwrap();
    let issuer = rcgen::Issuer::from_ca_cert_pem(&issuing, key.unwrap()).unwrap();
    let verify = |name: &str| {
        let mut roots = RootCertStore::empty();
        roots.add(der(&root(&mock))).unwrap();
        let verifier = WebPkiServerVerifier::builder(Arc::new(roots)).build();
        let leaf_key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap();
        let leaf = params.signed_by(&leaf_key, &issuer).unwrap();
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let now = UnixTime::now();
        verifier.unwrap().verify_server_cert(leaf.der(), &[der(&issuing)], &name, &[], now)
    };
    for own in ["api.qiniu.com", "localhost", "ssl.ap-guangzhou.tencentcloudapi.com", "10.0.0.1"] {
        assert!(verify(own).is_ok(), "{own}");
    }
    for foreign in ["example.com", "qiniu.com.evil.com", "notqiniu.com", "8.8.8.8"] {
        let error = verify(foreign).unwrap_err().to_string();
        assert!(error.contains("NameConstraintViolation"), "{foreign}: {error}");
    }
    // The root's key is nowhere, and the other is for nobody else.
    let files: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 3);
    for file in files {
        let has_key = fs::read_to_string(&file).unwrap().contains("PRIVATE KEY");
        assert_eq!(has_key, file.ends_with("issuing.key"));
        let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if has_key { 0o600 } else { 0o644 });
    }
}

#[test]
fn the_same_seed_gives_another_authority_which_a_reset_leaves_and_a_folder_keeps() {
    let seeded = || Mock::with(Config { seed: Some(42), ..Config::default() });
    let (mock, other) = (seeded(), seeded());
    assert_ne!(root(&mock), root(&other));
    let before = root(&mock);
    mock.request("POST", "/_certmock/reset").send();
    assert_eq!(root(&mock), before);
    let folder = Folder::new("keep");
    let before = root(&Mock::with(kept(&folder.0)));
    let mock = Mock::with(kept(&folder.0));
    assert_eq!(root(&mock), before);
    let mut wire = secure(&before, "api.qiniu.com", connect(mock.address()));
    assert!(ask(&mut wire, LIST).starts_with("HTTP/1.1 200 "));
}

#[test]
fn an_authority_that_cannot_be_kept_is_refused_with_what_to_do() {
    let refused = |config: Config| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(certmock::Server::start(config)).unwrap_err().to_string()
    };
    let folder = Folder::new("refuse");
    drop(Mock::with(kept(&folder.0)));
    let more = Config { answer_for: vec!["console.example.com".into()], ..kept(&folder.0) };
    let error = refused(more);
    assert!(error.contains("cannot sign for console.example.com: remove it"), "{error}");
    let key = folder.file("issuing.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let error = refused(kept(&folder.0));
    assert!(error.contains("chmod 600"), "{error}");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    fs::copy(folder.file("root.pem"), folder.file("issuing.pem")).unwrap();
    let error = refused(kept(&folder.0));
    assert!(error.contains("contains no authority of certmock's"), "{error}");
    fs::write(folder.file("issuing.pem"), "x").unwrap();
    assert!(refused(kept(&folder.0)).contains("contains no authority of certmock's"));
    fs::remove_file(folder.file("issuing.pem")).unwrap();
    let error = refused(kept(&folder.0));
    assert!(error.contains("issuing.pem is missing"), "{error}");
    let file = Folder::new("file");
    fs::write(&file.0, "x").unwrap();
    let error = refused(kept(&file.0));
    assert!(error.contains(file.0.to_str().unwrap()), "{error}");
    fs::remove_file(&file.0).unwrap();
}

#[test]
fn a_private_key_is_never_served() {
    let mock = Mock::start();
    for path in ["/_certmock/ca.pem", "/_certmock/ca.p12"] {
        let answer = mock.request("GET", path).send();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("Cache-Control"), Some("no-store"));
        let text = String::from_utf8_lossy(&answer.body);
        assert!(!text.contains("PRIVATE KEY"));
        assert!(answer.body.len() < 1500, "{}", answer.body.len());
    }
}
