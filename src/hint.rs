//! What helps in an error: the word that somebody meant, and not more words than are needed.

/// What may be said behind an error about a word that is not known: the nearest of those that are.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    // What is longer than any of them is no slip of the pen, and costs as much as it is long.
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

/// What a parser says, without the long texts that it repeats, quoted, in backticks or bare: one may
/// be a private key.
pub fn shorten(text: &str) -> String {
    let quoted = shorten_between('`', &shorten_between('"', text));
    quoted.split(' ').map(shorten_word).collect::<Vec<_>>().join(" ")
}

fn shorten_between(mark: char, text: &str) -> String {
    let quoted = |(place, part)| if place % 2 == 1 { shorten_word(part) } else { part };
    text.split(mark).enumerate().map(quoted).collect::<Vec<_>>().join(&mark.to_string())
}

/// A word, unless it is too long to be one.
pub fn shorten_word(word: &str) -> &str {
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
}
