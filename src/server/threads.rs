//! The threads that answer: one for each processor, each with connections of its own.
//!
//! A connection stays with its thread, so that nothing of it is handed from one processor to another.
//! Whoever starts a server need not wait for it: none of this runs on the thread that does.

use std::io;
use std::num::NonZero;
use std::thread::{self, available_parallelism};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tracing::dispatcher;
use tracing::subscriber::NoSubscriber;

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
        let threads = (0..count).map(|_| Thread::start()).collect::<io::Result<_>>()?;
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
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (end, ended) = oneshot::channel();
        // Whoever starts a server hears what it says, also where others of the process do not.
        let log = dispatcher::get_default(Clone::clone);
        let is_heard = !log.is::<NoSubscriber>();
        thread::Builder::new().name("certmock".to_owned()).spawn(move || {
            let _log = is_heard.then(|| dispatcher::set_default(&log));
            // A sender that is dropped ends it.
            let _ = runtime.block_on(ended);
            // What runs apart still is nobody's any more.
            runtime.shutdown_background();
        })?;
        Ok(Self { runtime: handle, _end: end })
    }
}
