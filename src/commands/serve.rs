//! `certmock` without a command: serves until a signal ends it.

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use certmock::{Bound, GRACE};
use tokio::signal::unix::SignalKind;
use tokio::sync::oneshot;
use tokio::time::sleep;
use tracing::info;

use super::print;
use super::settings::Settings;
use super::start::{Signals, Started, code_of, logging, raise_limit_of_files};

/// How long the server may take to end after the grace period.
const SLACK: Duration = Duration::from_millis(500);

/// Serves until a signal ends it. Its output never waits for a reader.
pub(crate) fn serve(settings: Settings) -> ExitCode {
    logging(settings.log.clone(), |_| {
        raise_limit_of_files();
        let ending = [SignalKind::interrupt(), SignalKind::terminate()];
        let Started { watch, mut signals, bound } = Started::new(&settings, &ending)?;
        for address in &bound.addresses()[1..] {
            info!(%address, "certmock listens here, too");
        }
        // On a thread of its own, because nobody may read it.
        let line = format!("certmock listens on http://{}\n", bound.address());
        drop(thread::Builder::new().spawn(move || print(&line)));
        // Requests that still run then have used up their time, or nobody waits for them.
        Ok(watch.block_on(serve_until_told(bound, &mut signals)))
    })
}

/// Serves until a signal comes, then lets running requests finish for a limited time. A second signal
/// ends it at once.
async fn serve_until_told(bound: Bound, signals: &mut Signals) -> ExitCode {
    let (tell, told) = oneshot::channel::<()>();
    let serving = bound.serve(async { drop(told.await) });
    let first = signals.next().await;
    info!(signal = first.as_raw_value(), "the server ends");
    drop(tell);
    tokio::select! {
        _ = serving => ExitCode::SUCCESS,
        // If all threads are busy, none of them checks the time.
        () = sleep(GRACE + SLACK) => ExitCode::SUCCESS,
        second = signals.next() => code_of(second.as_raw_value()),
    }
}
