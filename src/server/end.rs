//! The end of the server, which also ends requests that only wait.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// Whether the server is to end. Clones share this.
#[derive(Clone, Debug)]
pub(crate) struct End(watch::Sender<bool>);

impl Default for End {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl End {
    /// Tells everybody that the server ends.
    pub(super) fn begin(&self) {
        self.0.send_replace(true);
    }

    pub(super) fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the server is to end.
    pub(crate) async fn come(&self) {
        // The sender cannot be gone, because it is in `self`.
        let _ = self.0.subscribe().wait_for(|ended| *ended).await;
    }

    /// Sleeps for a time, or until the server is to end.
    pub(super) async fn sleep(&self, time: Duration) {
        let _ = timeout(time, self.come()).await;
    }
}
