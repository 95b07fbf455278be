//! The threads that answer: one for each processor, each with connections of its own.
//!
//! A connection stays with its thread, so that nothing of it is handed from one processor to another.
//! Whoever starts a server need not wait for it: none of this runs on the thread that does.

use std::io;
use std::num::NonZero;
use std::thread::{self, available_parallelism};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tracing::dispatcher::{self, Dispatch};
use tracing::subscriber::NoSubscriber;

/// How many threads there are at the most, beside these, for work that takes long.
const MOST_APART: usize = 512;

/// The threads, which end with this.
#[derive(Debug)]
pub(crate) struct Threads {
    threads: Vec<Thread>,
    /// The thread whose turn it is.
    turn: usize,
}

#[derive(Debug)]
struct Thread {
    runtime: Handle,
    /// The thread ends when this is dropped.
    _end: oneshot::Sender<()>,
}

impl Threads {
    /// Starts one for each processor.
    pub(crate) fn start() -> io::Result<Self> {
        let count = available_parallelism().map_or(1, NonZero::get);
        let threads = (0..count).map(|_| Thread::start(count)).collect::<io::Result<_>>()?;
        Ok(Self { threads, turn: 0 })
    }

    /// The one that accepts connections, too.
    pub(crate) fn first(&self) -> Handle {
        self.threads[0].runtime.clone()
    }

    /// The one that answers on the next connection: each in its turn, so that few connections are spread
    /// as evenly as many.
    pub(crate) fn next(&mut self) -> &Handle {
        self.turn = (self.turn + 1) % self.threads.len();
        &self.threads[self.turn].runtime
    }
}

impl Thread {
    /// One of so many.
    fn start(count: usize) -> io::Result<Self> {
        let mut runtime = Builder::new_current_thread();
        runtime.enable_io().enable_time().max_blocking_threads((MOST_APART / count).max(1));
        let runtime = runtime.build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        // Whoever starts a server hears what these threads say, where the process has no log for all.
        let log = dispatcher::get_default(Clone::clone);
        thread::Builder::new().name("certmock".to_owned()).spawn(move || {
            let is_deaf = dispatcher::get_default(Dispatch::is::<NoSubscriber>);
            let _log = is_deaf.then(|| dispatcher::set_default(&log));
            // A sender that is dropped ends it.
            let _ = runtime.block_on(ended);
            // What runs apart still is nobody's any more.
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, _end: end })
    }
}
