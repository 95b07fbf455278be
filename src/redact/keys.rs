//! Private keys in texts that go by any name.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode;

/// How often a text is decoded to look into it.
const DEPTH: usize = 3;

/// The base64 of the smallest key has 64 letters; what is much shorter holds none.
pub(super) const SHORTEST: usize = 40;

/// `PRIVATE KEY` in base64, by where among three bytes it begins.
const LABELS: [&[u8]; 3] = [b"UFJJVkFURSBLRV", b"BSSVZBVEUgS0VZ", b"QUklWQVRFIEtFW"];

/// How much of a key's DER says that it is one, in bytes.
const BEGINNING: usize = 24;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Whether a private key is in a text: by the label of a PEM block, or bare, as DER, in base64 or
/// in hexadecimal digits; percent-encoded or in base64 once more. It costs what the text is long.
pub(super) fn holds_one(text: &str) -> bool {
    // Of what is DER in a text, no other byte is left as it was.
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

/// Whether the label of a key's PEM block is there, with any spaces and in any case.
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
        // In small letters it may be a sentence.
        let is_label = || {
            let before = text[at.saturating_sub(24)..at].to_ascii_uppercase();
            text[at..].starts_with(FIRST) && last == b"KEY"
                || before.windows(5).any(|word| word == b"BEGIN")
        };
        spaces > 0 && last.eq_ignore_ascii_case(b"KEY") && is_label()
    })
}

/// Whether a key's DER begins somewhere in hexadecimal digits.
fn is_in_digits(text: &[u8]) -> bool {
    let value =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let is_between = |byte: &&u8| !byte.is_ascii_whitespace() && **byte != b':';
    text.windows(2).enumerate().filter(|(_, two)| *two == b"30").any(|(at, _)| {
        let beginning = &text[at..text.len().min(at + 3 * BEGINNING)];
        let digits = beginning.iter().filter(is_between).map_while(value);
        // In place: this may be done at every second byte of a text.
        let (mut der, mut count) = ([0; BEGINNING], 0);
        for digit in digits.take(2 * BEGINNING) {
            der[count / 2] = der[count / 2] << 4 | digit;
            count += 1;
        }
        is_key(&der[..count / 2])
    })
}

/// Whether a key's DER begins somewhere in base64, or what is in base64 holds a key.
fn is_in_letters(text: &[u8], depth: usize) -> bool {
    let letters: Vec<u8> = text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            byte => *byte,
        })
        .collect();
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let begins = |at: usize| {
        let beginning = &letters[at..letters.len().min(at + BEGINNING * 4 / 3)];
        let length = beginning.iter().take_while(|byte| is_letter(byte)).count() / 4 * 4;
        // DER of a sequence begins with the byte 0x30, and so its base64 with an M.
        length >= 8 && BASE64.decode(&beginning[..length]).is_ok_and(|der| is_key(&der))
    };
    if letters.iter().enumerate().any(|(at, byte)| *byte == b'M' && begins(at)) {
        return true;
    }
    // Few letters are the first of one, and only those are held against all of it.
    let has = |word: &&[u8]| {
        letters.windows(word.len()).any(|found| found[0] == word[0] && found == *word)
    };
    if LABELS.iter().any(has) {
        return true;
    }
    depth > 0
        && letters.split(|byte| !is_letter(byte)).filter(|run| run.len() >= SHORTEST).any(|run| {
            let whole = &run[..run.len() / 4 * 4];
            BASE64.decode(whole).is_ok_and(|decoded| is_in(&decoded, depth - 1))
        })
}

/// Whether DER is that of a private key: PKCS#1, PKCS#8 (encrypted, too), SEC1, or PKCS#12; or what
/// OpenSSH has in its place.
fn is_key(der: &[u8]) -> bool {
    let Some(inside) = sequence(der) else { return false };
    match inside {
        // A version, and then a number, an algorithm or the key.
        [2, 1, 0 | 1 | 3, 2 | 4 | 0x30, ..] => true,
        // The algorithm that it is encrypted with, of PKCS#5 or PKCS#12.
        _ => sequence(inside).is_some_and(|algorithm| {
            matches!(algorithm, [6, _, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5 | 12, ..])
        }),
    }
}

/// What is in a sequence of DER.
fn sequence(der: &[u8]) -> Option<&[u8]> {
    match der {
        [0x30, 0..=0x80, inside @ ..]
        | [0x30, 0x81, _, inside @ ..]
        | [0x30, 0x82, _, _, inside @ ..]
        | [0x30, 0x83, _, _, _, inside @ ..] => Some(inside),
        _ => None,
    }
}
