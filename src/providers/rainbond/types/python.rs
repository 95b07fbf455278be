//! Reads and writes values like Python, in which the service is written. This is here because members of the
//! types have such values. It does not depend on this provider.

use std::fmt::Write as _;

use serde_json::Value;

/// The approximate length, in bytes, after which the text of a list or an object is cut. It is longer than
/// any field.
const LONGEST: usize = 64 * 1024;

/// `str(value)`. Assumption: the print of a list or of an object ends after 64 KiB. From: nothing; no
/// field takes as much, and what is longer than that is no more wrong.
pub(crate) fn str_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => {
            let mut printed = String::new();
            repr(other, &mut printed);
            printed
        }
    }
}

/// Prints `repr(value)`.
fn repr(value: &Value, printed: &mut String) {
    match value {
        Value::Null => printed.push_str("None"),
        Value::Bool(true) => printed.push_str("True"),
        Value::Bool(false) => printed.push_str("False"),
        Value::Number(number) => printed.push_str(&number_repr(&number.to_string())),
        Value::String(text) => push_text(text, printed),
        Value::Array(items) => {
            printed.push('[');
            for (place, item) in items.iter().enumerate() {
                if printed.len() > LONGEST {
                    break;
                }
                printed.push_str(if place == 0 { "" } else { ", " });
                repr(item, printed);
            }
            printed.push(']');
        }
        Value::Object(members) => {
            printed.push('{');
            for (place, (name, value)) in members.iter().enumerate() {
                if printed.len() > LONGEST {
                    break;
                }
                printed.push_str(if place == 0 { "" } else { ", " });
                push_text(name, printed);
                printed.push_str(": ");
                repr(value, printed);
            }
            printed.push('}');
        }
    }
}

/// Prints a text inside a list or an object.
fn push_text(text: &str, printed: &mut String) {
    printed.push_str(&str_repr(beginning(text, LONGEST)));
}

/// The beginning of a text, at most this many bytes.
fn beginning(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Python gives an exponent a sign and two digits: `1e+20`, `1e-07`.
fn number_repr(number: &str) -> String {
    let Some((mantissa, exponent)) = number.split_once('e') else { return number.to_owned() };
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent.trim_start_matches('+')),
    };
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// `repr(text)`: in single quotes, or in double quotes if the text contains single quotes and no double ones.
pub(crate) fn str_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut shown = String::from(quote);
    for letter in text.chars() {
        match letter {
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if letter == quote => {
                shown.push('\\');
                shown.push(letter);
            }
            _ if letter.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\x{:02x}", u32::from(letter));
            }
            _ => shown.push(letter),
        }
    }
    shown.push(quote);
    shown
}

/// `text.strip()`: Unicode white space and the four separators of ASCII.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '\x1c'..='\x1f'))
}

/// `int(text)`, limited to 128 bits. Larger numbers are replaced by the largest.
pub(crate) fn int(text: &str) -> Option<i128> {
    let stripped = strip(text);
    let (negative, digits) = match stripped.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, stripped.strip_prefix('+').unwrap_or(stripped)),
    };
    let mut value: i128 = 0;
    let mut after_digit = false;
    for letter in digits.chars() {
        if letter == '_' && after_digit {
            after_digit = false;
            continue;
        }
        value = value.saturating_mul(10).saturating_add(decimal(letter)?.into());
        after_digit = true;
    }
    after_digit.then_some(if negative { -value } else { value })
}

/// The value of a decimal digit, in ASCII or in a script that keys or fonts produce: Arabic-Indic,
/// Devanagari, full-width.
fn decimal(letter: char) -> Option<u8> {
    ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'].into_iter().find_map(|zero| {
        let distance = u32::from(letter).checked_sub(zero.into())?;
        u8::try_from(distance).ok().filter(|digit| *digit < 10)
    })
}

/// `bool(value)`.
pub(crate) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
    }
}
