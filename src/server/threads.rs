//! The threads that serve connections, one for each processor.
//!
//! A connection stays on its thread, so that its data is not moved between processors. None of this runs on the
//! thread that starts the server, which need not wait for it.

use std::io;
use std::num::NonZero;
use std::thread::{self, available_parallelism};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tracing::dispatcher::{self, Dispatch};
use tracing::subscriber::NoSubscriber;

/// The most additional threads, for work that takes long.
const MOST_APART: usize = 512;

/// The threads. They end when this is dropped.
#[derive(Debug)]
pub(crate) struct Threads {
    threads: Vec<Thread>,
    /// The index of the thread that got the last connection.
    turn: usize,
}

#[derive(Debug)]
struct Thread {
    runtime: Handle,
    /// The thread ends when this is dropped.
    _end: oneshot::Sender<()>,
}

impl Threads {
    /// Starts a thread for each processor.
    pub(crate) fn start() -> io::Result<Self> {
        let count = available_parallelism().map_or(1, NonZero::get);
        let threads = (0..count).map(|_| Thread::start(count)).collect::<io::Result<_>>()?;
        Ok(Self { threads, turn: 0 })
    }

    /// The thread that also accepts connections.
    pub(crate) fn first(&self) -> Handle {
        self.threads[0].runtime.clone()
    }

    /// The thread for the next connection. Threads take turns, so that even a few connections are spread
    /// evenly.
    pub(crate) fn next(&mut self) -> &Handle {
        self.turn = (self.turn + 1) % self.threads.len();
        &self.threads[self.turn].runtime
    }
}

impl Thread {
    /// Starts one of `count` threads.
    fn start(count: usize) -> io::Result<Self> {
        let mut runtime = Builder::new_current_thread();
        runtime.enable_io().enable_time().max_blocking_threads((MOST_APART / count).max(1));
        let runtime = runtime.build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        // If the process has no global logger, the logger of the thread that starts the server receives the
        // messages of these threads.
        let log = dispatcher::get_default(Clone::clone);
        thread::Builder::new().name("certmock".to_owned()).spawn(move || {
            let is_deaf = dispatcher::get_default(Dispatch::is::<NoSubscriber>);
            let _log = is_deaf.then(|| dispatcher::set_default(&log));
            // Dropping the sender ends the thread.
            let _ = runtime.block_on(ended);
            // Work that is still running on additional threads is abandoned.
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, _end: end })
    }
}
