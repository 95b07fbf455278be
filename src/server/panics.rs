//! What is said when an operation panics: it is the emulator's own failure.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

thread_local! {
    /// Whether a panic of this thread is caught.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
    /// Where the last one was that is caught.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has the panics of operations be logged once each, with the request, by who answers it. What they
/// say themselves is not printed any more: it may repeat what the request said, secrets included.
/// For the whole process; other panics are printed as before.
pub fn log_panics() {
    let others = take_hook();
    set_hook(Box::new(move |panic| {
        if IS_CAUGHT.get() {
            PLACE.set(panic.location().map(ToString::to_string));
        } else {
            others(panic);
        }
    }));
}

/// Does the work; where it panics, the place, if it is known.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Option<String>> {
    let outer = IS_CAUGHT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    IS_CAUGHT.set(outer);
    outcome.map_err(|_| PLACE.take())
}
