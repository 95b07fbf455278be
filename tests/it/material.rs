//! The certificates and keys of `fixtures/certificates`.

use std::path::Path;

/// The text of a file of that folder.
pub(crate) fn pem(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/certificates");
    std::fs::read_to_string(folder.join(file)).unwrap()
}

/// The texts of a certificate with its chain and of its key.
pub(crate) fn pair(name: &str) -> (String, String) {
    (pem(&format!("{name}.crt")), pem(&format!("{name}.key")))
}
