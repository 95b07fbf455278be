//! PEM and X.509: whatever stands in the text is read as a chain, as a key and as a request, and
//! what was read is asked everything.

#![no_main]

use std::time::Duration;

use certmock::internals::pem::{self, Contents};
use certmock::internals::x509::{CertificateRequest, Chain, PrivateKey};
use libfuzzer_sys::fuzz_target;
use time::OffsetDateTime;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for block in pem::blocks(&text).flatten() {
        if let Contents::Der(der) = &block.contents {
            let written = pem::encode(block.label, der);
            let again = pem::blocks(&written).next();
            let contents = again.and_then(Result::ok).map(|block| block.contents);
            assert_eq!(contents.as_ref(), Some(&block.contents), "what is written is read");
        }
    }
    let key = PrivateKey::from_pem(&text);
    let _ = CertificateRequest::from_pem(&text);
    let Ok(chain) = Chain::from_pem(&text) else { return };
    let _ = chain.links();
    let leaf = chain.leaf();
    let now = OffsetDateTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let _ = (leaf.has_begun(now), leaf.has_not_expired(now), leaf.is_strong());
    let _ = (leaf.is_for_a_server(), leaf.is_for_an_authority(), leaf.covers("www.example.com"));
    let _ = (leaf.subject(), leaf.issuer(), leaf.dns_names().count(), leaf.sha1(), leaf.spki());
    if let Ok(key) = key {
        let _ = leaf.matches(&key);
    }
});
