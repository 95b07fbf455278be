//! The names of what is secret, of all vendors.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Names that are secret as a whole, in the spelling of [`plain`]. A vendor's own, where no part of
/// them says it, are added to its line.
const NAMES: [&[&str]; 4] = [
    // Whoever's: of HTTP, of keys and of passwords.
    &["cookie", "pass", "prikey", "pwd", "secret", "sign"],
    // Huawei Cloud: a key of the firewall, and a secret key.
    &["key", "sk"],
    // Qiniu.
    &["pri"],
    // Tencent Cloud. A GAAP certificate's content may be a list of users with their passwords.
    &["certificatecontent", "certificatekey", "certkey", "keypass", "renewkeypass"],
];

/// What no name has in it without being secret.
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

/// The ends of names that are secret.
const ENDS: [&str; 3] = ["token", "signature", "cookie"];

/// Names that only look like those: what keeps a request from being done twice, and where a list
/// goes on.
const NO_SECRETS: [&str; 4] = ["clienttoken", "nexttoken", "pagetoken", "paginationtoken"];

/// What stands between the names of a path.
const BETWEEN: [char; 5] = ['.', '[', ']', '/', ':'];

/// The longest name that is looked at; what is longer is nobody's name for anything.
const LONGEST: usize = 256;

/// Whether what goes by a name is secret, however the name is spelt: in any case, with `_`, `-` or
/// neither, percent-encoded, with the number of an item behind it (`CertificatePrivateKey.0`), and
/// as a path of names of which one is secret (`auth.password.user`).
pub fn is_secret(name: &str) -> bool {
    if name.len() > LONGEST || has_no_letter(name) {
        return false;
    }
    let name = decode(name);
    // One SDK signs `.` for each `_` of a name.
    is_one(&plain(&name))
        || name.contains(BETWEEN) && name.split(BETWEEN).any(|part| is_one(&plain(part)))
}

/// Whether a text has no letter, encoded ones included, as an address and a number have none: no name is
/// secret without one, and this is seen at once.
fn has_no_letter(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b'-' | b'_'))
}

/// Whether a member tells by its text what the value beside it is of, and that is secret: the route
/// `Authentication.TypeA.SecretKey`.
pub(super) fn tells_of_a_secret(name: &str, text: &str) -> bool {
    let name = last_of(name);
    let tells = ["route", "name", "key", "headername"];
    tells.iter().any(|it| name.eq_ignore_ascii_case(it)) && is_secret(text)
}

/// Whether a member is the value that another tells of.
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
        || PARTS.iter().any(|part| plain.contains(part))
        || ends && !NO_SECRETS.contains(&plain)
}

/// Letters and digits alone, in lower case, without the number of an item.
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

/// Percent-decoded, as often as it was encoded, within reason.
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

/// Whether a text gives a secret by its name, as a query, a header or JSON does: `pri=…`,
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

/// The word that a text begins with, without quotes and spaces around it.
fn first_word(text: &[u8]) -> &str {
    let around = text.iter().take(4).take_while(|byte| is_around(**byte)).count();
    let text = &text[around..];
    let inside = text.iter().take(64).take_while(|byte| is_inside(**byte)).count();
    std::str::from_utf8(&text[..inside]).unwrap_or_default()
}

/// Whether something follows that is no end, as the padding of a PEM text's base64 has it.
fn has_value(after: &[u8]) -> bool {
    after.first().is_some_and(|first| !matches!(first, b'=' | b'\n' | b'\r' | b'-'))
}

/// The name that a text ends with, without quotes and spaces around it.
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
