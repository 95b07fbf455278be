//! PEM text → labelled blocks, or what is wrong and on which line.
//!
//! Reads as OpenSSL's `PEM_read_bio` does: a marker stands alone at the start of its line, text
//! around blocks is passed over, an encrypted key says so in a header, and a block that is not
//! finished spoils all that follows it. That Rainbond reads so was compared with its libraries. What
//! a block holds is decoded by `rustls-pemfile`, which no other file names.
//!
//! Assumption: Huawei, Qiniu and Tencent Cloud read PEM as OpenSSL does. From: the nginx behind the
//! first; of the others nothing is known.

use std::iter::Enumerate;
use std::str::Lines;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// How many blocks of one text are read: more than any chain with its keys has.
const MOST_BLOCKS: usize = 100;

/// The longest label that is shown: none that is in use is longer.
const LONGEST_LABEL: usize = 40;

/// The length that OpenSSL wraps base64 at.
const WRAPPED: usize = 64;

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
    /// A blank line ends a header: what precedes it is none, or what follows is not wrapped as it
    /// has to be behind a header.
    #[error("line {line} follows a blank line wrongly, inside a {label} block")]
    BlankLine {
        /// The block's label.
        label: String,
        /// The blank line, or the line behind it.
        line: usize,
    },
    /// There are more blocks than are read.
    #[error("line {line} begins another block, and no more than {MOST_BLOCKS} are read")]
    TooManyBlocks {
        /// The line of the first block that is not read.
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
    Blocks { lines: text.lines().enumerate(), left: MOST_BLOCKS, broken: false }
}

/// The iterator that [`blocks`] makes.
#[derive(Clone, Debug)]
pub struct Blocks<'a> {
    lines: Enumerate<Lines<'a>>,
    left: usize,
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
        let block = match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                self.read_contents(label, line)
            }
            None => Err(PemError::TooManyBlocks { line }),
        };
        self.broken = block.is_err();
        Some(block.map(|contents| Block { label, line, contents }))
    }
}

impl<'a> Blocks<'a> {
    fn read_contents(&mut self, label: &'a str, line: usize) -> Result<Contents, PemError> {
        let name = || shown_label(label).to_owned();
        let mut body = Body::default();
        for (index, text) in self.lines.by_ref() {
            let text = text.trim_ascii_end();
            if let Some(rest) = text.strip_prefix(END) {
                if rest.strip_suffix(DASHES) != Some(label) {
                    return Err(PemError::WrongEnd { label: name(), line: index + 1 });
                }
                if body.says_encrypted() {
                    return Ok(Contents::Encrypted);
                }
                let der = decode(&body.lines).filter(|_| !body.has_other_header());
                return der
                    .map(Contents::Der)
                    .ok_or_else(|| PemError::BadBase64 { label: name(), line });
            }
            if !body.take(text) {
                return Err(PemError::BlankLine { label: name(), line: index + 1 });
            }
        }
        Err(PemError::Unfinished { label: name(), line })
    }
}

/// Writes one block, its base64 wrapped as OpenSSL does.
pub fn encode(label: &str, der: &[u8]) -> String {
    let base64 = STANDARD.encode(der);
    let mut text = format!("{BEGIN}{label}{DASHES}\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, behind) = rest.split_at(rest.len().min(WRAPPED));
        text.push_str(line);
        text.push('\n');
        rest = behind;
    }
    text + END + label + DASHES + "\n"
}

/// What stands inside a block, while it is read.
#[derive(Default)]
struct Body<'a> {
    /// What stands before the first blank line, where there is one.
    header: Option<Vec<&'a str>>,
    lines: Vec<&'a str>,
    /// Whether a line was short, as only the last may be behind a header.
    short: bool,
}

impl<'a> Body<'a> {
    /// Takes a line; whether it may stand there.
    fn take(&mut self, line: &'a str) -> bool {
        let behind_header = self.header.is_some();
        if line.is_empty() {
            self.header.get_or_insert_with(|| std::mem::take(&mut self.lines));
            return !behind_header;
        }
        let fits = !behind_header || (line.len() <= WRAPPED && !self.short);
        self.short = behind_header && line.len() < WRAPPED;
        self.lines.push(line);
        fits
    }

    fn says_encrypted(&self) -> bool {
        let first = self.header.as_ref().and_then(|header| header.first());
        let field = first.and_then(|line| line.strip_prefix("Proc-Type:"));
        field.is_some_and(|value| value.contains("ENCRYPTED"))
    }

    /// Whether there is a header that says nothing of encryption: a line with a colon begins one,
    /// which a blank line ends.
    fn has_other_header(&self) -> bool {
        match &self.header {
            Some(header) => !header.is_empty() && !self.says_encrypted(),
            None => self.lines.iter().any(|line| line.contains(':')),
        }
    }
}

/// The label, where the line begins a block.
/// A label as it may be shown. What stands between `BEGIN` and the last dashes of a line is anything,
/// a whole key whose text has no line breaks included.
pub(crate) fn shown_label(label: &str) -> &str {
    let end = label.find("--").unwrap_or(label.len()).min(LONGEST_LABEL);
    label.get(..end).unwrap_or_default()
}

fn begin(line: &str) -> Option<&str> {
    line.trim_ascii_end().strip_prefix(BEGIN)?.strip_suffix(DASHES)
}

/// Decodes base64 up to a `-`, with which OpenSSL ends it: a marker inside a block, say.
///
/// Hands the text to `rustls-pemfile` under a label that it knows: which labels mean what is for
/// the caller to say.
fn decode(lines: &[&str]) -> Option<Vec<u8>> {
    const FIRST: &str = "-----BEGIN CERTIFICATE-----\n";
    const LAST: &str = "-----END CERTIFICATE-----\n";
    let length: usize = lines.iter().map(|line| line.len() + 1).sum();
    let mut text = String::with_capacity(FIRST.len() + length + LAST.len());
    text.push_str(FIRST);
    for line in lines {
        let data = line.split('-').next().unwrap_or_default();
        text.push_str(data);
        text.push('\n');
        if data.len() < line.len() {
            break;
        }
    }
    let digits = text.bytes().skip(FIRST.len()).filter(|byte| !byte.is_ascii_whitespace()).count();
    if digits % 4 != 0 {
        return None;
    }
    text.push_str(LAST);
    match rustls_pemfile::read_one_from_slice(text.as_bytes()) {
        Ok(Some((rustls_pemfile::Item::X509Certificate(der), _))) => Some(der.to_vec()),
        _ => None,
    }
}
