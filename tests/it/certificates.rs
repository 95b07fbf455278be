//! The certificate core: every flaw, found with its evidence.

use certmock::internals::ids::Seed;
use certmock::internals::issue::{GeneratedKey, IssueError, Issuer, KeyKind, Wanted, self_sign};
use certmock::internals::pem::{self, Contents, PemError};
use certmock::internals::x509::{Certificate, Chain, Flaw, PrivateKey, has_no_surrounding_text};
use time::Duration;
use time::macros::datetime;

use crate::material::pem as read;

fn leaf(name: &str) -> Certificate {
    Certificate::from_pem(&read(&format!("{name}.crt"))).unwrap()
}

fn flaw<T: std::fmt::Debug>(outcome: Result<T, Flaw>) -> Flaw {
    outcome.unwrap_err()
}

#[test]
fn every_kind_of_key_in_every_form_matches_its_own_certificate_and_no_other() {
    let certificates = [
        "rsa-1024", "rsa-2048", "rsa-4096", "rsa-8192", "ec-p256", "ec-p384", "ec-p521", "ed25519",
    ];
    let keys = [
        ("rsa-1024", "rsa-1024.key"),
        ("rsa-2048", "rsa-2048.key"),
        ("rsa-2048", "rsa-2048.pkcs1.key"),
        ("rsa-4096", "rsa-4096.key"),
        ("rsa-8192", "rsa-8192.key"),
        ("ec-p256", "ec-p256.key"),
        ("ec-p256", "ec-p256.sec1.key"),
        ("ec-p384", "ec-p384.key"),
        ("ec-p521", "ec-p521.key"),
        ("ed25519", "ed25519.key"),
    ];
    for (owner, file) in keys {
        let key = PrivateKey::from_pem(&read(file)).unwrap();
        for certificate in certificates {
            let outcome = leaf(certificate).matches(&key);
            if certificate == owner {
                assert_eq!(outcome, Ok(()), "{file}");
            } else {
                assert!(matches!(flaw(outcome), Flaw::KeyMismatch { .. }), "{file}, {certificate}");
            }
        }
    }
    let key = PrivateKey::from_pem(&read("mismatched.key")).unwrap();
    let wanted = Flaw::KeyMismatch { certificate: "RSA 2048".into(), key: "RSA 2048".into() };
    assert_eq!(leaf("rsa-2048").matches(&key), Err(wanted));
}

#[test]
fn an_encrypted_key_an_unsupported_key_and_a_broken_key_are_told_apart() {
    for file in ["encrypted.key", "encrypted.pkcs1.key"] {
        let key = PrivateKey::from_pem(&read(file));
        assert_eq!(flaw(key), Flaw::EncryptedKey { line: 1 }, "{file}");
    }
    let unsupported = flaw(PrivateKey::from_pem(&read("secp256k1.key")));
    assert_eq!(unsupported, Flaw::UnsupportedKey { algorithm: "1.3.132.0.10".into() });
    for (label, form) in
        [("RSA PRIVATE KEY", "PKCS#1"), ("EC PRIVATE KEY", "SEC1"), ("PRIVATE KEY", "PKCS#8")]
    {
        let text = format!("-----BEGIN {label}-----\nMAA=\n-----END {label}-----\n");
        assert_eq!(flaw(PrivateKey::from_pem(&text)), Flaw::UnreadableKey { line: 1, form });
    }
    let dsa = "-----BEGIN DSA PRIVATE KEY-----\nMAA=\n-----END DSA PRIVATE KEY-----\n";
    assert!(matches!(flaw(PrivateKey::from_pem(dsa)), Flaw::UnsupportedKey { .. }));
}

#[test]
fn what_is_no_certificate_says_what_it_is_instead() {
    assert_eq!(flaw(Chain::from_pem("")), Flaw::NotPem { length: 0 });
    assert_eq!(flaw(Chain::from_pem("nonsense")), Flaw::NotPem { length: 8 });
    let key = flaw(Chain::from_pem(&format!("\n{}", read("ec-p256.key"))));
    let wanted = Flaw::WrongLabel { found: "PRIVATE KEY".into(), line: 2, wanted: "CERTIFICATE" };
    assert_eq!(key, wanted);
    let certificate = flaw(PrivateKey::from_pem(&read("ec-p256.crt")));
    assert!(matches!(certificate, Flaw::WrongLabel { wanted: "PRIVATE KEY", .. }));
    assert!(matches!(
        flaw(Chain::from_pem(&read("garbage.crt"))),
        Flaw::UnreadableCertificate { line: 1, .. }
    ));
    // A certificate that breaks off inside, though its base64 is whole.
    let whole = read("self-signed.crt");
    let lines: Vec<_> = whole.lines().collect();
    let cut = [&lines[..4], &lines[lines.len() - 1..]].concat().join("\n");
    assert!(matches!(flaw(Chain::from_pem(&cut)), Flaw::UnreadableCertificate { .. }));
}

#[test]
fn dates_are_told_with_the_moment_they_were_held_against() {
    let now = datetime!(2026-01-10 0:00 UTC);
    let expired = leaf("expired");
    let not_after = datetime!(2021-01-01 0:00 UTC);
    assert_eq!(expired.has_not_expired(now), Err(Flaw::Expired { not_after, now }));
    assert_eq!(expired.has_not_expired(not_after), Ok(()), "the last second is valid");
    let future = leaf("not-yet-valid");
    let not_before = datetime!(2100-01-01 0:00 UTC);
    assert_eq!(future.has_begun(now), Err(Flaw::NotYetValid { not_before, now }));
    assert_eq!(future.has_begun(not_before), Ok(()));
    let short = leaf("short-lived");
    assert_eq!(short.lasts(now, Duration::days(11)), Ok(()));
    let at_least = Duration::days(12);
    let not_after = datetime!(2026-01-21 0:00 UTC);
    assert_eq!(short.lasts(now, at_least), Err(Flaw::TooLittleLeft { not_after, at_least }));
}

#[test]
fn a_chain_is_broken_in_four_ways() {
    let links = |file: &str| Chain::from_pem(&read(file)).unwrap().links();
    for whole in
        ["rsa-2048.crt", "ed25519.crt", "self-signed.crt", "ca.crt", "intermediate.crt", "root.crt"]
    {
        assert_eq!(links(whole), Ok(()), "{whole}");
    }
    let intermediate = || "CN=certmock test intermediate, O=certmock".to_owned();
    let subject = || "CN=www.example.com".to_owned();
    assert_eq!(
        links("chain-issuer-missing.crt"),
        Err(Flaw::IssuerMissing { subject: subject(), issuer: intermediate() })
    );
    assert_eq!(
        links("chain-parent-later.crt"),
        Err(Flaw::ChainOutOfOrder { subject: subject(), issuer: intermediate() })
    );
    assert!(matches!(links("chain-out-of-order.crt"), Err(Flaw::IssuerMissing { .. })));
    assert_eq!(
        links("chain-wrong-signature.crt"),
        Err(Flaw::WrongChainSignature { subject: subject(), issuer: intermediate() })
    );
}

#[test]
fn a_certificate_that_is_repeated_right_behind_itself_breaks_no_chain() {
    let joined = |files: &[&str]| files.iter().map(|file| read(file)).collect::<String>();
    let links = |files: &[&str]| Chain::from_pem(&joined(files)).unwrap().links();
    assert_eq!(links(&["rsa-2048.crt", "root.crt"]), Ok(()));
    assert_eq!(links(&["rsa-2048.crt", "ca.crt"]), Ok(()), "the intermediate is there twice");
    assert_eq!(links(&["rsa-2048.crt", "root.crt", "root.crt"]), Ok(()));
    assert_eq!(links(&["self-signed.crt", "self-signed.crt"]), Ok(()));
    assert!(links(&["rsa-2048.crt", "rsa-2048.crt"]).is_err(), "one behind another is not");
    assert_eq!(joined(&["intermediate.crt", "root.crt"]), read("ca.crt"));
}

#[test]
fn a_chain_and_a_text_have_a_greatest_length() {
    let root = read("root.crt");
    assert_eq!(Chain::from_pem(&root.repeat(32)).unwrap().issuers().len(), 31);
    for longer in [33, 99] {
        assert_eq!(flaw(Chain::from_pem(&root.repeat(longer))), Flaw::ChainTooLong { most: 32 });
    }
    // What precedes the certificate does not count among its chain, but among what is read.
    let other = "-----BEGIN X-----\nMAA=\n-----END X-----\n";
    assert!(Chain::from_pem(&(other.repeat(99) + &root)).is_ok());
    let many = flaw(Chain::from_pem(&(other.repeat(100) + &root)));
    assert_eq!(many, Flaw::BadPem(PemError::TooManyBlocks { line: 301 }));
    let key = flaw(PrivateKey::from_pem(&(root.repeat(100) + &read("ec-p256.key"))));
    assert!(matches!(key, Flaw::BadPem(PemError::TooManyBlocks { .. })));
}

#[test]
fn a_moment_outside_of_the_calendar_is_in_no_certificate_and_ends_nothing() {
    let key = GeneratedKey::new(KeyKind::P256);
    let authority = Issuer::new(Seed::new(Some(1)));
    let names = ["www.example.com".to_owned()];
    let now = datetime!(2026-01-15 08:00 UTC);
    let earliest = datetime!(0000-01-01 00:00 +23:59);
    let latest = datetime!(9999-12-31 23:59:59 -23:59);
    let before = datetime!(-0440-01-01 00:00 UTC);
    let issue = |not_before, not_after| {
        let public_key = &key.public_key;
        let wanted = Wanted { names: &names, public_key, not_before, not_after, serial: [1; 16] };
        (authority.issue(&wanted), self_sign(&wanted, &key, false))
    };
    for (not_before, not_after) in
        [(earliest, now), (now, latest), (before, now), (earliest, latest)]
    {
        let (issued, signed) = issue(not_before, not_after);
        assert!(matches!(issued, Err(IssueError::Moment)), "{not_before}");
        assert!(matches!(signed, Err(IssueError::Moment)), "{not_before}");
    }
    let (issued, signed) =
        issue(datetime!(0000-01-01 00:00 UTC), datetime!(9999-12-31 23:59:59 +08:00));
    let issued = Certificate::from_pem(&issued.unwrap()).unwrap();
    assert_eq!(issued.not_after(), datetime!(9999-12-31 15:59:59 UTC));
    signed.unwrap();
}

#[test]
fn an_authoritys_certificate_and_a_servers_are_told_apart() {
    assert_eq!(leaf("rsa-2048").is_for_a_server(), Ok(()));
    assert!(matches!(leaf("ca").is_for_a_server(), Err(Flaw::CaForLeaf { .. })));
    assert_eq!(leaf("ca").is_for_an_authority(), Ok(()));
    assert!(matches!(leaf("rsa-2048").is_for_an_authority(), Err(Flaw::LeafForCa { .. })));
}

#[test]
fn an_rsa_key_of_1024_bits_is_weak() {
    assert_eq!(leaf("rsa-1024").is_strong(), Err(Flaw::WeakKey { bits: 1024 }));
    for strong in ["rsa-2048", "ec-p256", "ed25519"] {
        assert_eq!(leaf(strong).is_strong(), Ok(()), "{strong}");
    }
}

#[test]
fn a_wildcard_covers_one_label() {
    let wildcard = leaf("wildcard");
    for covered in ["a.example.com", "WWW.Example.COM", "*.example.com", "example.com"] {
        assert_eq!(wildcard.covers(covered), Ok(()), "{covered}");
    }
    for other in ["a.b.example.com", ".example.com", "example.org", "com", ""] {
        let names = vec!["*.example.com".to_owned(), "example.com".to_owned()];
        let domain = other.to_owned();
        assert_eq!(wildcard.covers(other), Err(Flaw::NameMismatch { domain, names }));
    }
    assert_eq!(leaf("several-names").covers("c.example.org"), Ok(()));
}

#[test]
fn line_ends_wrapping_and_text_around_blocks_do_not_matter() {
    let text = read("self-signed.crt");
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let forms = [
        text.replace('\n', "\r\n"),
        text.trim_end().to_owned(),
        format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----"),
        format!("subject=CN = x\n\n{text}\nmore text\n"),
        text.replace('\n', "  \n"),
        format!("{}{text}", read("ec-p256.key")),
        text.replacen("-----\n", "-----\n\n", 1),
    ];
    for form in forms {
        let chain = Chain::from_pem(&form).unwrap_or_else(|flaw| panic!("{flaw}: {form}"));
        assert_eq!(chain.leaf().common_name(), Some("self-signed.example.com"));
    }
    let around = has_no_surrounding_text(&format!("{text}\nmore\n"));
    assert_eq!(around, Err(Flaw::SurroundingText { line: text.lines().count() + 2 }));
    assert_eq!(has_no_surrounding_text(&read("rsa-2048.crt")), Ok(()));
}

#[test]
fn a_byte_order_mark_or_an_indent_hides_the_beginning_of_a_block() {
    let text = read("self-signed.crt");
    for hidden in [format!("\u{feff}{text}"), text.replace("-----B", " -----B")] {
        assert!(matches!(flaw(Chain::from_pem(&hidden)), Flaw::NotPem { .. }), "{hidden}");
    }
    // A text on a single line is one long marker, and no block ends it.
    let single = flaw(Chain::from_pem(&text.replace('\n', " ")));
    assert!(matches!(single, Flaw::BadPem(PemError::Unfinished { line: 1, .. })), "{single}");
}

#[test]
fn broken_blocks_are_told_with_their_line() {
    let first = |text: &str| pem::blocks(text).next().unwrap().unwrap_err();
    let label = || "CERTIFICATE".to_owned();
    let cases = [
        (
            "x\n-----BEGIN CERTIFICATE-----\nMAA=\n",
            PemError::Unfinished { label: label(), line: 2 },
        ),
        (
            "-----BEGIN CERTIFICATE-----\nMAA=\n-----END PRIVATE KEY-----\n",
            PemError::WrongEnd { label: label(), line: 3 },
        ),
        (
            "-----BEGIN CERTIFICATE-----\nM!A=\n-----END CERTIFICATE-----\n",
            PemError::BadBase64 { label: label(), line: 1 },
        ),
        (
            "-----BEGIN CERTIFICATE-----\nMAA=\n\nMAA=\n-----END CERTIFICATE-----\n",
            PemError::BadBase64 { label: label(), line: 1 },
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(first(text), wanted, "{text}");
    }
    // What follows a broken block is lost, what precedes it is not.
    let text = format!("{}-----BEGIN NONSENSE-----\n", read("self-signed.crt"));
    let blocks: Vec<_> = pem::blocks(&text).collect();
    assert!(matches!(blocks.as_slice(), [Ok(_), Err(PemError::Unfinished { .. })]));
    assert!(Certificate::from_pem(&text).is_ok() && Chain::from_pem(&text).is_err());
}

#[test]
fn a_marker_inside_a_block_ends_its_base64_as_openssl_reads_it() {
    let text = read("self-signed.crt");
    let (body, end) = text.split_once("-----END").unwrap();
    for inside in ["-----", "-----BEGIN X-----", "-", "----END CERTIFICATE-----"] {
        let form = format!("{body}{inside}\nignored\n-----END{end}");
        assert!(Chain::from_pem(&form).is_ok(), "{inside}");
    }
    // A chain whose leaf has no END line is a chain of the leaf alone.
    let chain = read("rsa-2048.crt").replacen("-----END CERTIFICATE-----\n", "", 1);
    assert_eq!(Chain::from_pem(&chain).unwrap().issuers().len(), 0);
    let cut = body.trim_end().trim_end_matches('=');
    assert!(Chain::from_pem(&format!("{}-\n-----END{end}", &cut[..cut.len() - 1])).is_err());
}

#[test]
fn behind_a_blank_line_base64_is_wrapped_at_64_and_short_lines_come_last() {
    let text = read("self-signed.crt");
    let lines: Vec<&str> = text.lines().collect();
    let form = |body: &[&str]| {
        let body = body.join("\n");
        format!("{}\n\n{body}\n{}\n", lines[0], lines[lines.len() - 1])
    };
    let body = &lines[1..lines.len() - 1];
    assert!(Chain::from_pem(&form(body)).is_ok());
    let joined = body.concat();
    assert!(Chain::from_pem(&form(&[&joined])).is_err(), "too long");
    let (short, rest) = body[0].split_at(32);
    let early = [&[short, rest], &body[1..]].concat();
    assert!(Chain::from_pem(&form(&early)).is_err(), "short lines before the last");
    // A colon begins a header, which wants a blank line.
    let headed = text.replacen("-----END", "Proc-Type: 4,ENCRYPTED\n-----END", 1);
    assert!(Chain::from_pem(&headed).is_err());
}

#[test]
fn several_blocks_are_read_in_their_order() {
    let text = format!("{}{}", read("rsa-2048.crt"), read("rsa-2048.key"));
    let blocks: Vec<_> = pem::blocks(&text).map(Result::unwrap).collect();
    let labels: Vec<_> = blocks.iter().map(|block| block.label).collect();
    assert_eq!(labels, ["CERTIFICATE", "CERTIFICATE", "PRIVATE KEY"]);
    assert!(
        blocks.iter().all(|block| matches!(&block.contents, Contents::Der(der) if !der.is_empty()))
    );
    assert_eq!(Chain::from_pem(&text).unwrap().issuers().len(), 1);
}

#[test]
fn hostile_texts_have_an_answer_in_no_time() {
    let dashes = "-".repeat(10 * 1024 * 1024);
    assert!(matches!(flaw(Chain::from_pem(&dashes)), Flaw::NotPem { .. }));
    let begins = "-----BEGIN CERTIFICATE-----\n".repeat(300_000);
    assert!(matches!(flaw(Chain::from_pem(&begins)), Flaw::BadPem(PemError::Unfinished { .. })));
    let empty = "-----BEGIN X-----\n-----END X-----\n".repeat(300_000);
    let many = flaw(Chain::from_pem(&empty));
    assert!(matches!(many, Flaw::BadPem(PemError::TooManyBlocks { line: 201 })), "{many}");
    for text in ["-----BEGIN -----\n-----END -----", "-----BEGIN ", "-----BEGIN -----BEGIN -----"] {
        Chain::from_pem(text).unwrap_err();
    }
}

#[test]
fn nothing_secret_is_in_what_is_printed_of_a_key() {
    let text = read("rsa-2048.key");
    let shown = format!("{:?}", PrivateKey::from_pem(&text).unwrap());
    assert!(shown.starts_with("PrivateKey { public: Rsa"), "{shown}");
    let secret = certmock::Secret::new("hidden");
    assert_eq!(format!("{secret:?}"), "Secret(…)");
}
