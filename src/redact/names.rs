//! The names of secrets, of all vendors.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Names that are secret as a whole, in the spelling of [`plain`]. If a vendor has a secret name that
/// contains none of the parts below, it is added to the vendor's line.
const NAMES: [&[&str]; 4] = [
    // Common names: of HTTP headers, keys and passwords.
    &["cookie", "pass", "prikey", "pwd", "secret", "sign"],
    // Huawei Cloud: a key of the firewall, and a secret key.
    &["key", "sk"],
    // Qiniu.
    &["pri"],
    // Tencent Cloud. A GAAP certificate's content may be a list of users with their passwords.
    &["certificatecontent", "certificatekey", "certkey", "keypass", "renewkeypass"],
];

/// Parts that make a name secret.
const PARTS: [&str; 11] = [
    "apikey",
    "authorization",
    "encryptedkey",
    "keypass",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secretaccesskey",
    "secretkey",
    "setcookie",
];

/// Each of the parts has one of these. Most names have none, and are told from the others by that.
const HINTS: [&str; 4] = ["key", "pass", "cookie", "authorization"];

/// Endings that make a name secret.
const ENDS: [&str; 3] = ["token", "signature", "cookie"];

/// Names with these endings that are not secret: idempotency tokens, and positions in a list.
const NO_SECRETS: [&str; 4] = ["clienttoken", "nexttoken", "pagetoken", "paginationtoken"];

/// The separators between the names of a path.
const BETWEEN: [char; 5] = ['.', '[', ']', '/', ':'];

/// The longest name that is examined, in bytes. No vendor has a longer one.
const LONGEST: usize = 256;

/// Whether a name is that of a secret, in any spelling: in any case, with `_`, `-` or neither,
/// percent-encoded, with an index after it (`CertificatePrivateKey.0`), or as a path that contains a secret
/// name (`auth.password.user`).
pub fn is_secret(name: &str) -> bool {
    if name.len() > LONGEST || has_no_letter(name) {
        return false;
    }
    let name = decode(name);
    // One SDK signs `.` in place of each `_` of a name.
    is_one(&plain(&name))
        || name.contains(BETWEEN) && name.split(BETWEEN).any(|part| is_one(&plain(part)))
}

/// Whether a name has no letter, like an address or a number. Such a name is not secret, and this check is
/// fast.
fn has_no_letter(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b'-' | b'_'))
}

/// Whether a member's text names what the value of a neighbouring member is, and that name is secret: for
/// example, the route `Authentication.TypeA.SecretKey`.
pub(super) fn tells_of_a_secret(name: &str, text: &str) -> bool {
    let name = last_of(name);
    let tells = ["route", "name", "key", "headername"];
    tells.iter().any(|it| name.eq_ignore_ascii_case(it)) && is_secret(text)
}

/// Whether a member holds the value that a neighbouring member names.
pub(super) fn is_told_of(name: &str) -> bool {
    let name = last_of(name);
    ["value", "values", "headervalue"].iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// The last name of a path.
fn last_of(path: &str) -> &str {
    path.rsplit(BETWEEN).next().unwrap_or(path)
}

fn is_one(plain: &str) -> bool {
    let ends = ENDS.iter().any(|end| plain.ends_with(end));
    NAMES.iter().any(|names| names.contains(&plain))
        || HINTS.iter().any(|hint| plain.contains(hint))
            && PARTS.iter().any(|part| plain.contains(part))
        || ends && !NO_SECRETS.contains(&plain)
}

/// The letters and digits of a name in lower case, without a trailing index.
fn plain(name: &str) -> Cow<'_, str> {
    if name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return name.into();
    }
    let mut plain: String = if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric);
        letters.map(|letter| char::from(letter.to_ascii_lowercase())).collect()
    } else {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    plain.truncate(plain.trim_end_matches(|letter: char| letter.is_ascii_digit()).len());
    plain.into()
}

/// Percent-decodes a name, up to three times.
fn decode(name: &str) -> Cow<'_, str> {
    let mut name = Cow::Borrowed(name);
    for _ in 0..3 {
        if !name.contains('%') {
            break;
        }
        name = percent_decode_str(&name).decode_utf8_lossy().into_owned().into();
    }
    name
}

/// Whether a text contains the name of a secret with a value, as in a query, a header or JSON: `pri=…`,
/// `Authorization: …`, `"pri":"…"`.
pub(super) fn gives_one(text: &str) -> bool {
    let sign = |byte: &u8| matches!(byte, b'=' | b':');
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter(|(_, byte)| sign(byte)).any(|(at, _)| {
        let (before, after) = (&bytes[..at], &bytes[at + 1..]);
        let name = last_word(before);
        has_value(after) && (is_secret(name) || tells_of_a_secret(name, first_word(after)))
    })
}

/// The first word of a text, without quotes and spaces before it.
fn first_word(text: &[u8]) -> &str {
    let around = text.iter().take(4).take_while(|byte| is_around(**byte)).count();
    let text = &text[around..];
    let inside = text.iter().take(64).take_while(|byte| is_inside(**byte)).count();
    std::str::from_utf8(&text[..inside]).unwrap_or_default()
}

/// Whether a value follows, and not the padding of Base64 or the end of a line.
fn has_value(after: &[u8]) -> bool {
    after.first().is_some_and(|first| !matches!(first, b'=' | b'\n' | b'\r' | b'-'))
}

/// The last word of a text, without quotes and spaces after it.
fn last_word(text: &[u8]) -> &str {
    let around = text.iter().rev().take(4).take_while(|byte| is_around(**byte)).count();
    let text = &text[..text.len() - around];
    let inside = text.iter().rev().take(64).take_while(|byte| is_inside(**byte)).count();
    std::str::from_utf8(&text[text.len() - inside..]).unwrap_or_default()
}

fn is_around(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'\\' | b' ')
}

fn is_inside(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-.[]%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_secret_names_has_a_hint() {
        for part in PARTS {
            assert!(HINTS.iter().any(|hint| part.contains(hint)), "{part}");
        }
    }

    #[test]
    fn names_are_secret_however_they_are_spelt() {
        for name in [
            "pri",
            "PRI",
            "Pri.0",
            "pri[3]",
            "%70ri",
            "private_key",
            "privateKey",
            "PRIVATE-KEY",
            "private.key",
            "CertificatePrivateKey.0",
            "CsrKeyPassword",
            "CsrkeyPassword",
            "KeyPass",
            "X-Auth-Token",
            "x-subject-token",
            "X-TC-Token",
            "X-Security-Token",
            "token",
            "sk",
            "X-Internal-Token",
            "Proxy-Authorization",
            "Set-Cookie",
            "Signature",
            "sign",
            "secret_access_key",
            "SecretKey",
            "x-tc-secretkey",
            "auth.password.user",
            "token0",
            "enc_private_key",
            "A.0.CertificateKey",
            "MultiCertInfo.CertList.0.CertKey",
        ] {
            assert!(is_secret(name), "{name}");
        }
        for name in [
            "",
            "name",
            "ca",
            "SecretId",
            "access_key",
            "ClientToken",
            "PaginationToken",
            "TagKey",
            "CertificatePublicKey",
            "DvAuthKey",
            "SignatureMethod",
            "primary",
            "SearchKey",
            "skip",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn a_text_that_gives_a_secret_by_its_name_is_known() {
        for text in [
            "pri=x",
            "a=1&token=x",
            "a=1;private_key=x",
            "Authorization: QBox a:b",
            r#"{"pri":"x"}"#,
            r#"{\"pri\" : \"x\"}"#,
            r#"{"HeaderName":"Authorization","HeaderValue":"x"}"#,
            "X-Auth-Token:x",
        ] {
            assert!(gives_one(text), "{text}");
        }
        for text in ["limit=1", "a:b", "pri", "pri=", "…/sk=\n-----END", "…+sk==", "=", ":", "x="]
        {
            assert!(!gives_one(text), "{text}");
        }
    }
}
