//! Where ids, request ids and tokens come from.
//!
//! Everything is drawn from one seed: with a seed that is given, the same requests in the same
//! order get the same ids; without one, it is random.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::{digest, hmac};
use uuid::{Builder, Uuid};

/// What all ids of a server are drawn from.
#[derive(Clone, Debug)]
pub struct Seed {
    key: Arc<hmac::Key>,
    is_given: bool,
}

impl Seed {
    /// The given seed, or a random one.
    ///
    /// # Panics
    ///
    /// Where the system has no randomness to give.
    pub fn new(seed: Option<u64>) -> Self {
        let mut bytes = [0; 32];
        match seed {
            Some(seed) => bytes[..8].copy_from_slice(&seed.to_be_bytes()),
            // The system's own: aws-lc spends most of 100 ms on the first random byte of a process.
            None => getrandom::fill(&mut bytes).expect("the system has randomness"),
        }
        let key = Arc::new(hmac::Key::new(hmac::HMAC_SHA256, &bytes));
        Self { key, is_given: seed.is_some() }
    }

    /// Whether somebody gave it, who wants the same ids again.
    pub fn is_given(&self) -> bool {
        self.is_given
    }

    /// 32 bytes that belong to a text: the same whenever the seed is the same.
    pub fn derive(&self, text: &str) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(hmac::sign(&self.key, text.as_bytes()).as_ref());
        bytes
    }

    /// Vouches for a text, so that it is known again: a code that nobody else can make.
    pub fn vouch(&self, text: &str) -> String {
        hex(&self.derive(text))
    }
}

/// The ids of one account.
#[derive(Debug)]
pub struct Ids {
    key: hmac::Key,
    mark: [u8; 8],
    generation: u64,
    drawn: AtomicU64,
    /// How many requests were numbered.
    numbered: AtomicU64,
}

impl Ids {
    /// The ids of the account of that name, from their beginning. Those of another generation are
    /// others, so that nothing which was drawn before comes again and is taken for what it was.
    pub fn new(seed: &Seed, account: &str, generation: u64) -> Self {
        let stream = hmac::sign(&seed.key, format!("ids of {account}").as_bytes());
        let key = hmac::Key::new(hmac::HMAC_SHA256, stream.as_ref());
        let mut mark = [0; 8];
        mark.copy_from_slice(&hmac::sign(&key, b"mark").as_ref()[..8]);
        let (drawn, numbered) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { key, mark, generation, drawn, numbered }
    }

    /// Goes on to number requests where others of the same seed have come to, so that no two in the
    /// journal have one number.
    pub fn number_behind(&mut self, others: &Self) {
        if self.mark == others.mark {
            *self.numbered.get_mut() = others.numbered.load(Ordering::Relaxed);
        }
    }

    /// The next 32 bytes.
    pub fn draw(&self) -> [u8; 32] {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        let mut place = [0; 16];
        place[..8].copy_from_slice(&number.to_be_bytes());
        place[8..].copy_from_slice(&self.generation.to_be_bytes());
        // The first generation is numbered as if there were no other.
        self.at(if self.generation == 0 { &place[..8] } else { &place[..] })
    }

    /// 32 bytes for the next request. What is drawn for objects does not depend on them.
    pub fn number(&self) -> [u8; 32] {
        let number = self.numbered.fetch_add(1, Ordering::Relaxed);
        let mut place = *b"request_________________";
        place[8..16].copy_from_slice(&number.to_be_bytes());
        place[16..].copy_from_slice(&self.generation.to_be_bytes());
        self.at(&place)
    }

    fn at(&self, place: &[u8]) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(hmac::sign(&self.key, place).as_ref());
        bytes
    }

    /// The first of what `draw` draws that is free: a state that was given, or that was kept over a
    /// reset, may hold what comes next.
    pub fn draw_until_free<T>(
        &self,
        draw: impl Fn(&Self) -> T,
        is_taken: impl Fn(&T) -> bool,
    ) -> T {
        first_free(|| draw(self), is_taken)
    }

    /// What stays the same for the account: an account number, or what its ids have in common.
    pub fn mark(&self) -> [u8; 8] {
        self.mark
    }

    /// Vouches for a text, so that the account knows it again.
    pub fn vouch(&self, text: &str) -> String {
        hex(hmac::sign(&self.key, text.as_bytes()).as_ref())
    }

    /// A random word of at most 32 letters of an alphabet.
    pub fn word(&self, alphabet: &[u8], length: usize) -> String {
        let letter = |byte: &u8| char::from(alphabet[usize::from(*byte) % alphabet.len()]);
        self.draw().iter().take(length).map(letter).collect()
    }

    /// A random UUID (RFC 9562, version 4).
    pub fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.draw()[..16]);
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The first of what `next` gives that is free.
pub(crate) fn first_free<T>(mut next: impl FnMut() -> T, is_taken: impl Fn(&T) -> bool) -> T {
    loop {
        let given = next();
        if !is_taken(&given) {
            return given;
        }
    }
}

/// The first half of a name's SHA-256: 32 hexadecimal digits that stand for it.
pub(crate) fn fingerprint(name: &str) -> String {
    hex(&sha256(name.as_bytes())[..16])
}

/// The SHA-256 of bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut made = [0; 32];
    made.copy_from_slice(digest::digest(&digest::SHA256, bytes).as_ref());
    made
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = vec![0; 2 * bytes.len()];
    hex_into(bytes, &mut text);
    String::from_utf8(text).unwrap_or_default()
}

/// Writes bytes as hexadecimal digits into a text of twice their length.
pub(crate) fn hex_into<'t>(bytes: &[u8], text: &'t mut [u8]) -> &'t str {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    debug_assert_eq!(text.len(), 2 * bytes.len(), "there is a place for each digit");
    for (digits, byte) in text.as_chunks_mut::<2>().0.iter_mut().zip(bytes) {
        *digits = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
    }
    str::from_utf8(text).unwrap_or_default()
}
