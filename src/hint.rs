//! Hints in error messages, such as the word that the user probably meant.

/// A hint for an unknown word: the closest known word, if it is close enough.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    // A longer text is not a typing error, and the comparison costs time for each of its letters.
    if word.len() > LONGEST_WORD {
        return String::new();
    }
    let distance = |candidate: &&str| strsim::damerau_levenshtein(word, candidate);
    match known.into_iter().min_by_key(distance) {
        Some(nearest) if distance(&nearest) <= word.len().max(4) / 2 => {
            format!(": did you mean {nearest:?}?")
        }
        _ => String::new(),
    }
}

/// A parser's message in plain words, with a hint and without long texts.
pub(crate) fn explain(error: &str) -> String {
    shorten(&plain(error)) + &advise(error)
}

/// The same without the wrong value, which may be a secret.
pub(crate) fn explain_privately(error: &str) -> String {
    shorten(&plain(&hide_value(error))) + &advise(error)
}

/// A parser's message without the terms of a programming language.
fn plain(error: &str) -> String {
    if error.starts_with("invalid type: unit variant, ") {
        return "this word needs a value: { word: value }".to_owned();
    }
    match error {
        "invalid digit found in string" | "cannot parse integer from empty string" => {
            return WHOLE_NUMBER.replacen("a ", "write a ", 1);
        }
        "number too large to fit in target type" => return "this number is too large".to_owned(),
        "provided string was not `true` or `false`" => return "write `true` or `false`".to_owned(),
        _ => {}
    }
    match error.rsplit_once(", expected ") {
        Some((found, "u16" | "u32" | "u64" | "usize")) => {
            format!("{found}, expected {WHOLE_NUMBER}")
        }
        Some((found, "i64")) => format!("{found}, expected a whole number"),
        Some((found, form)) if form.starts_with("struct ") => {
            format!("{found}, expected an object")
        }
        _ => error.to_owned(),
    }
}

/// What a number is where a negative one makes no sense.
const WHOLE_NUMBER: &str = "a whole number that is not negative";

/// A hint for a parser's message: the word that was meant, or how to write a text.
fn advise(error: &str) -> String {
    if error.starts_with("unknown ") {
        // The unknown word and the known ones are in backticks.
        let mut words = error.split('`').skip(1).step_by(2);
        return words.next().map(|word| did_you_mean(word, words)).unwrap_or_default();
    }
    let number = ["integer", "floating point", "boolean"]
        .iter()
        .any(|kind| error.starts_with(&format!("invalid type: {kind}")));
    if number && error.contains("string") { ": write it in quotes".into() } else { String::new() }
}

/// A parser's message without the wrong value: it only names the value's type.
fn hide_value(error: &str) -> String {
    let hidden = |kind: &str| {
        let (found, expected) = error.strip_prefix(kind)?.rsplit_once(", expected ")?;
        // The type comes before the value, which is quoted: integer `5`, string "…".
        let found = found.split(['`', '"']).next().unwrap_or_default().trim_end();
        Some(format!("{kind}{found}, expected {expected}"))
    };
    let unknown = || {
        let (_, expected) = error.strip_prefix("unknown variant `")?.rsplit_once("`, expected ")?;
        Some(format!("unknown word, expected {expected}"))
    };
    let no_such = || {
        let (_, form) = error.strip_prefix('"')?.rsplit_once("\" is not a ")?;
        Some(format!("this is not a {form}"))
    };
    hidden("invalid type: ")
        .or_else(|| hidden("invalid value: "))
        .or_else(unknown)
        .or_else(no_such)
        .unwrap_or_else(|| error.to_owned())
}

/// A message without the long texts that it repeats, quoted, in backticks or plain: one may be a private
/// key.
pub(crate) fn shorten(text: &str) -> String {
    let quoted = shorten_between('`', &shorten_between('"', text));
    quoted.split(' ').map(shorten_word).collect::<Vec<_>>().join(" ")
}

fn shorten_between(mark: char, text: &str) -> String {
    let quoted = |(place, part)| if place % 2 == 1 { shorten_word(part) } else { part };
    text.split(mark).enumerate().map(quoted).collect::<Vec<_>>().join(&mark.to_string())
}

/// The word, or `…` if it is too long.
pub(crate) fn shorten_word(word: &str) -> &str {
    if word.len() > LONGEST_WORD { "…" } else { word }
}

/// The longest text that an error repeats.
const LONGEST_WORD: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_named_unless_it_is_far() {
        let known = ["tencent_ssl", "tencent_gaap", "qiniu"];
        assert_eq!(did_you_mean("tencent_sll", known), ": did you mean \"tencent_ssl\"?");
        assert_eq!(did_you_mean("qinui", known), ": did you mean \"qiniu\"?");
        assert_eq!(did_you_mean("rainbow", known), "");
    }

    #[test]
    fn a_value_is_not_repeated_but_its_type_is() {
        for (error, said) in [
            (
                "invalid type: integer `4815`, expected a string",
                "invalid type: integer, expected a string: write it in quotes",
            ),
            (
                "invalid type: string \"a, expected b\", expected u64",
                "invalid type: string, expected a whole number that is not negative",
            ),
            (
                "invalid type: sequence, expected a string",
                "invalid type: sequence, expected a string",
            ),
            (
                "invalid value: integer `-1`, expected u64",
                "invalid value: integer, expected a whole number that is not negative",
            ),
            ("invalid digit found in string", "write a whole number that is not negative"),
            (
                "unknown variant `fre`, expected `free` or `paid`",
                "unknown word, expected `free` or `paid`: did you mean \"free\"?",
            ),
            ("\"x y\" is not a duration: write 5s", "this is not a duration: write 5s"),
            (
                "invalid type: string \"s\", expected struct Texts",
                "invalid type: string, expected an object",
            ),
            (
                "invalid type: unit variant, expected newtype variant",
                "this word needs a value: { word: value }",
            ),
            ("missing field `id`", "missing field `id`"),
        ] {
            assert_eq!(explain_privately(error), said);
        }
    }
}
