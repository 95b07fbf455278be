//! Lines that are written by a thread of their own.
//!
//! Whoever says something never waits for who reads it: a pipe that nobody reads takes 64 KiB, and
//! would then stop every thread that answers. What there is no room for is lost, and counted.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How many bytes wait to be written.
const CAPACITY: usize = 1 << 20;

/// How long lines are gathered, so that those of a busy server do not wake their thread one by one.
const GATHERING: Duration = Duration::from_millis(5);

/// How long an output is left alone that takes nothing for the moment and does not block either.
const PAUSE: Duration = Duration::from_millis(10);

/// Where lines are left to be written.
#[derive(Clone, Debug)]
pub struct Log(Arc<Queue>);

#[derive(Debug, Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    filled: Condvar,
    emptied: Condvar,
}

/// What waits to be written.
#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<u8>,
    /// How many they are.
    count: usize,
    /// How many lines came behind these, when there was no room any more.
    lost: usize,
    /// Whether others are being written.
    is_writing: bool,
}

impl Log {
    /// Has lines written to that output, for as long as the process lasts.
    pub fn to(output: impl Write + Send + 'static) -> io::Result<Self> {
        let queue = Arc::<Queue>::default();
        let log = Self(queue.clone());
        thread::Builder::new().name("log".to_owned()).spawn(move || queue.write_to(output))?;
        Ok(log)
    }

    /// Leaves a line, whose end is in it.
    pub fn say(&self, line: &str) {
        let line = escape(line);
        let mut waiting = self.0.lock();
        // One that is larger than all the room is taken alone. When one is lost, so are those behind
        // it: what is said of them stands where they are missing.
        let has_room = waiting.lines.is_empty() || waiting.lines.len() + line.len() <= CAPACITY;
        if waiting.lost > 0 || !has_room {
            waiting.lost += 1;
            return;
        }
        let is_first = waiting.lines.is_empty();
        waiting.lines.extend_from_slice(line.as_bytes());
        waiting.count += 1;
        drop(waiting);
        if is_first {
            self.0.filled.notify_one();
        }
    }

    /// Waits until all is written, but no longer than that.
    pub fn drain(&self, longest: Duration) {
        let waits = |waiting: &mut Waiting| !waiting.is_idle();
        drop(self.0.emptied.wait_timeout_while(self.0.lock(), longest, waits));
    }
}

impl Write for Log {
    /// Takes a line.
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        match str::from_utf8(lines) {
            Ok(lines) => self.say(lines),
            Err(_) => self.say(&String::from_utf8_lossy(lines)),
        }
        Ok(lines.len())
    }

    /// Does nothing: nobody waits.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.lost == 0
    }

    fn is_idle(&self) -> bool {
        self.is_empty() && !self.is_writing
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut output: impl Write) {
        let mut lines = Vec::new();
        // Those that there was room for, but that the output refused.
        let mut refused = 0;
        loop {
            let (count, lost) = self.take(&mut lines);
            let missing = refused + lost;
            let mut written = write_all(&mut output, &lines);
            if missing > 0 && written.is_ok() {
                let words = format!(
                    "certmock: log lines lost because nobody read them in time: {missing}\n"
                );
                written = write_all(&mut output, words.as_bytes());
            }
            refused = if written.is_ok() { 0 } else { missing + count };
            lines.clear();
            let mut waiting = self.lock();
            waiting.is_writing = false;
            if waiting.is_idle() {
                self.emptied.notify_all();
            }
        }
    }

    /// Takes what waits to be written, when something does: how many lines, and how many were lost
    /// behind them.
    fn take(&self, lines: &mut Vec<u8>) -> (usize, usize) {
        drop(self.filled.wait_while(self.lock(), |waiting| waiting.is_empty()));
        thread::sleep(GATHERING);
        let mut waiting = self.lock();
        waiting.is_writing = true;
        std::mem::swap(&mut waiting.lines, lines);
        // A large line needs its room once.
        waiting.lines.shrink_to(CAPACITY);
        (std::mem::take(&mut waiting.count), std::mem::take(&mut waiting.lost))
    }
}

fn write_all(output: &mut impl Write, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match output.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => bytes = &bytes[written..],
            // Another process may have set what both write to so.
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(PAUSE),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    output.flush()
}

/// The line without the control characters above ASCII, some of which terminals obey. Those of ASCII
/// are escaped where they come from; what is left of them colours lines.
fn escape(line: &str) -> Cow<'_, str> {
    // They begin with that byte, which hardly any line has.
    if !line.as_bytes().contains(&0xc2) {
        return line.into();
    }
    let is_control = |character| ('\u{80}'..='\u{9f}').contains(&character);
    let mut escaped = String::with_capacity(line.len());
    for character in line.chars() {
        if is_control(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    escaped.into()
}
