//! Finds private keys in texts of any name.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode;

/// How many layers of encoding a search goes through.
const DEPTH: usize = 3;

/// The length below which a text cannot contain a key: the smallest key has 64 letters in Base64.
pub(super) const SHORTEST: usize = 40;

/// `PRIVATE KEY` in Base64, for each of the three positions that it can have within a group of three bytes.
const LABELS: [&[u8]; 3] = [b"UFJJVkFURSBLRV", b"BSSVZBVEUgS0VZ", b"QUklWQVRFIEtFW"];

/// The number of bytes at the beginning of DER that identify it as a key.
const BEGINNING: usize = 24;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Whether a text contains a private key: as a PEM block, or as DER, raw, in Base64 or in hexadecimal digits.
/// The text may also be percent-encoded, or in Base64 once more. The cost is linear in the length of the
/// text.
pub(super) fn holds_one(text: &str) -> bool {
    // If DER is decoded as text, only its ASCII bytes are preserved.
    let has_der = |text: &str| {
        text.as_bytes().windows(4).any(|four| matches!(four, [2, 1, 0 | 1, 2 | 4 | 0x30]))
    };
    is_in(text.as_bytes(), DEPTH) || has_der(text)
}

fn is_in(text: &[u8], depth: usize) -> bool {
    if has_label(text) {
        return true;
    }
    if depth > 0 && text.contains(&b'%') {
        let decoded: Vec<u8> = percent_decode(text).collect();
        if decoded.len() < text.len() && is_in(&decoded, depth - 1) {
            return true;
        }
    }
    text.len() >= SHORTEST && (is_in_digits(text) || is_in_letters(text, depth))
}

/// Whether the text contains the label of a private key's PEM block, in any case and with any spaces.
fn has_label(text: &[u8]) -> bool {
    const FIRST: &[u8] = b"PRIVATE";
    let is_space = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'+';
    let begins = |(at, byte): (usize, &u8)| {
        byte.eq_ignore_ascii_case(&b'P')
            && text[at..].get(..FIRST.len()).is_some_and(|word| word.eq_ignore_ascii_case(FIRST))
    };
    let places = text.iter().enumerate().filter(|found| begins(*found)).map(|(at, _)| at);
    places.into_iter().any(|at| {
        let rest = &text[at + FIRST.len()..];
        let spaces = rest.iter().take(8).take_while(|byte| is_space(byte)).count();
        let last = rest[spaces..].get(..3).unwrap_or_default();
        // In lower case, the words may be part of a sentence.
        let is_label = || {
            let before = text[at.saturating_sub(24)..at].to_ascii_uppercase();
            text[at..].starts_with(FIRST) && last == b"KEY"
                || before.windows(5).any(|word| word == b"BEGIN")
        };
        spaces > 0 && last.eq_ignore_ascii_case(b"KEY") && is_label()
    })
}

/// Whether the text contains the beginning of a key's DER in hexadecimal digits.
fn is_in_digits(text: &[u8]) -> bool {
    let value =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let is_between = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b':';
    text.windows(2).enumerate().filter(|(_, two)| *two == b"30").any(|(at, _)| {
        let beginning = &text[at..text.len().min(at + 3 * BEGINNING)];
        let digits = beginning.iter().filter(is_between).map_while(value);
        // A fixed buffer, because this may run at every second byte of a text.
        let (mut der, mut count) = ([0; BEGINNING], 0);
        for digit in digits.take(2 * BEGINNING) {
            der[count / 2] = der[count / 2] << 4 | digit;
            count += 1;
        }
        is_key(&der[..count / 2])
    })
}

/// Whether the text contains the beginning of a key's DER in Base64, or Base64 of a text that contains a key.
fn is_in_letters(text: &[u8], depth: usize) -> bool {
    let is_plain = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'-' | b'_');
    let letters = if text.iter().all(is_plain) { text.into() } else { written_plainly(text) };
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let begins = |at: usize| {
        let beginning = &letters[at..letters.len().min(at + BEGINNING * 4 / 3)];
        let length = beginning.iter().take_while(|byte| is_letter(byte)).count() / 4 * 4;
        let mut der = [0; BEGINNING];
        let decode = |der: &mut [u8]| BASE64.decode_slice(&beginning[..length], der);
        length >= 8 && decode(&mut der).is_ok_and(|length| is_key(&der[..length]))
    };
    // Looking at the first letter first is faster, because few match it.
    let is_label =
        |at: usize, label: &[u8]| label[0] == letters[at] && letters[at..].starts_with(label);
    let is_found = letters.iter().enumerate().any(|(at, byte)| {
        // The DER of a sequence begins with the byte 0x30, so its Base64 begins with an M.
        *byte == b'M' && begins(at) || LABELS.iter().any(|label| is_label(at, label))
    });
    is_found
        || depth > 0
            && letters.split(|byte| !is_letter(byte)).filter(|run| run.len() >= SHORTEST).any(
                |run| {
                    let whole = &run[..run.len() / 4 * 4];
                    BASE64.decode(whole).is_ok_and(|decoded| is_in(&decoded, depth - 1))
                },
            )
}

/// Base64 without white space, and with the letters of the usual alphabet (RFC 4648, section 4).
fn written_plainly(text: &[u8]) -> Cow<'_, [u8]> {
    let letters = text.iter().filter(|byte| !byte.is_ascii_whitespace());
    let usual = letters.map(|byte| match byte {
        b'-' => b'+',
        b'_' => b'/',
        byte => *byte,
    });
    usual.collect()
}

/// Whether these bytes begin the DER of a private key (PKCS#1, PKCS#8, also encrypted, SEC1 or PKCS#12) or
/// the format of OpenSSH.
fn is_key(der: &[u8]) -> bool {
    let Some(inside) = sequence(der) else { return false };
    match inside {
        // A version, followed by a number, an algorithm or the key.
        [2, 1, 0 | 1 | 3, 2 | 4 | 0x30, ..] => true,
        // The algorithm that the key is encrypted with, from PKCS#5 or PKCS#12.
        _ => sequence(inside).is_some_and(|algorithm| {
            matches!(algorithm, [6, _, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5 | 12, ..])
        }),
    }
}

/// The contents of a DER sequence.
fn sequence(der: &[u8]) -> Option<&[u8]> {
    match der {
        [0x30, 0..=0x80, inside @ ..]
        | [0x30, 0x81, _, inside @ ..]
        | [0x30, 0x82, _, _, inside @ ..]
        | [0x30, 0x83, _, _, _, inside @ ..] => Some(inside),
        _ => None,
    }
}
