//! The end of the server, and what does not outlast it.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// Whether the server is to end; its clones know it, too.
#[derive(Clone, Debug)]
pub(crate) struct End(watch::Sender<bool>);

impl Default for End {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl End {
    /// Has it come.
    pub(super) fn begin(&self) {
        self.0.send_replace(true);
    }

    pub(super) fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for it.
    pub(crate) async fn come(&self) {
        // The sender is here, so it cannot be gone.
        let _ = self.0.subscribe().wait_for(|ended| *ended).await;
    }

    /// Waits so long, or until the end comes: nobody waits for what only takes its time then.
    pub(super) async fn sleep(&self, time: Duration) {
        let _ = timeout(time, self.come()).await;
    }
}
