//! `certmock`: serving until the end.

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

/// How much longer than the grace the server may take to end by itself.
const SLACK: Duration = Duration::from_millis(500);

/// Serves until a signal ends it. Nothing that is said here waits for who reads it.
pub(crate) fn serve(settings: Settings) -> ExitCode {
    logging(settings.log.clone(), |_| {
        raise_limit_of_files();
        let ending = [SignalKind::interrupt(), SignalKind::terminate()];
        let Started { watch, mut signals, bound } = Started::new(&settings, &ending)?;
        for address in &bound.addresses()[1..] {
            info!(%address, "certmock listens here, too");
        }
        // By a thread of its own, for nobody need read it.
        let line = format!("certmock listens on http://{}\n", bound.address());
        drop(thread::Builder::new().spawn(move || print(&line)));
        // What runs still then has had its time, or nobody who waits for it.
        Ok(watch.block_on(serve_until_told(bound, &mut signals)))
    })
}

/// Serves until a signal comes, and then while requests are running, within limits. A second signal
/// ends it at once.
async fn serve_until_told(bound: Bound, signals: &mut Signals) -> ExitCode {
    let (tell, told) = oneshot::channel::<()>();
    let serving = bound.serve(async { drop(told.await) });
    let first = signals.next().await;
    info!(signal = first.as_raw_value(), "the server ends");
    drop(tell);
    tokio::select! {
        _ = serving => ExitCode::SUCCESS,
        // Where all threads are busy, none of them looks at the time.
        () = sleep(GRACE + SLACK) => ExitCode::SUCCESS,
        second = signals.next() => code_of(second.as_raw_value()),
    }
}
