//! PEM text → labelled blocks, or what is wrong and on which line.
//!
//! Reads as OpenSSL's `PEM_read_bio` does, which stands behind most of the services: a marker
//! stands alone at the start of its line, text around blocks is passed over, an encrypted key says
//! so in a header, and a block that is not finished spoils all that follows it. What a block holds
//! is decoded by `rustls-pemfile`, which no other file names.

use std::iter::Enumerate;
use std::str::Lines;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// One block, decoded.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Block<'a> {
    /// What stands behind `BEGIN`: `CERTIFICATE`, say.
    pub label: &'a str,
    /// The line of its `BEGIN`, from 1.
    pub line: usize,
    /// What it holds.
    pub contents: Contents,
}

/// What a block holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Contents {
    /// The DER bytes.
    Der(Vec<u8>),
    /// A key under a passphrase, as its `Proc-Type` header says (RFC 1421, section 4.6.1.1).
    Encrypted,
}

/// Why a text cannot be read on.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PemError {
    /// What stands between the markers is not base64.
    #[error("the {label} block of line {line} is not base64")]
    BadBase64 {
        /// The block's label.
        label: String,
        /// The line of its `BEGIN`.
        line: usize,
    },
    /// A blank line inside a block makes OpenSSL take what precedes it for a header.
    #[error("line {line} is blank, inside a {label} block")]
    BlankLine {
        /// The block's label.
        label: String,
        /// The blank line.
        line: usize,
    },
    /// A block begins inside another.
    #[error("line {line} begins a block inside a {label} block")]
    Nested {
        /// The label of the block that is open.
        label: String,
        /// The line of the second `BEGIN`.
        line: usize,
    },
    /// A block has no end.
    #[error("the {label} block of line {line} has no END line")]
    Unfinished {
        /// The block's label.
        label: String,
        /// The line of its `BEGIN`.
        line: usize,
    },
    /// A block ends with another label than it began with.
    #[error("line {line} does not end the {label} block")]
    WrongEnd {
        /// The label that the block began with.
        label: String,
        /// The line of the `END`.
        line: usize,
    },
}

/// The blocks of a text, one after the other; after an error there are no more.
pub fn blocks(text: &str) -> Blocks<'_> {
    Blocks { lines: text.lines().enumerate(), broken: false }
}

/// The iterator that [`blocks`] makes.
#[derive(Clone, Debug)]
pub struct Blocks<'a> {
    lines: Enumerate<Lines<'a>>,
    broken: bool,
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Result<Block<'a>, PemError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let (line, label) =
            self.lines.by_ref().find_map(|(index, text)| Some((index + 1, begin(text)?)))?;
        let block = self.read_contents(label, line);
        self.broken = block.is_err();
        Some(block.map(|contents| Block { label, line, contents }))
    }
}

impl<'a> Blocks<'a> {
    fn read_contents(&mut self, label: &'a str, line: usize) -> Result<Contents, PemError> {
        let mut header: Option<Vec<&str>> = None;
        let mut body: Vec<&str> = Vec::new();
        let name = || label.to_owned();
        for (index, text) in self.lines.by_ref() {
            let text = text.trim_ascii_end();
            if let Some(rest) = text.strip_prefix(END) {
                if rest.strip_suffix(DASHES) != Some(label) {
                    return Err(PemError::WrongEnd { label: name(), line: index + 1 });
                }
                return match header {
                    Some(header) if says_encrypted(&header) => Ok(Contents::Encrypted),
                    _ => decode(&body)
                        .map(Contents::Der)
                        .ok_or_else(|| PemError::BadBase64 { label: name(), line }),
                };
            }
            if begin(text).is_some() {
                return Err(PemError::Nested { label: name(), line: index + 1 });
            }
            if !text.is_empty() {
                body.push(text);
            } else if header.is_none() && (body.is_empty() || says_encrypted(&body)) {
                header = Some(std::mem::take(&mut body));
            } else {
                return Err(PemError::BlankLine { label: name(), line: index + 1 });
            }
        }
        Err(PemError::Unfinished { label: name(), line })
    }
}

/// The label, where the line begins a block.
fn begin(line: &str) -> Option<&str> {
    line.trim_ascii_end().strip_prefix(BEGIN)?.strip_suffix(DASHES)
}

fn says_encrypted(header: &[&str]) -> bool {
    header.first().is_some_and(|line| {
        line.strip_prefix("Proc-Type:").is_some_and(|value| value.contains("ENCRYPTED"))
    })
}

/// Decodes base64 by handing it to `rustls-pemfile` under a label that it knows: which labels mean
/// what is for the caller to say.
fn decode(body: &[&str]) -> Option<Vec<u8>> {
    let text = format!("{BEGIN}CERTIFICATE-----\n{}\n{END}CERTIFICATE-----\n", body.join("\n"));
    match rustls_pemfile::read_one_from_slice(text.as_bytes()) {
        Ok(Some((rustls_pemfile::Item::X509Certificate(der), _))) => Some(der.to_vec()),
        _ => None,
    }
}
