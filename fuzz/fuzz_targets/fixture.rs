//! Fixture files, YAML and JSON: they are loaded, or refused with a place.

#![no_main]

use certmock::internals::fixtures::{Defaults, Source};
use certmock::internals::ids::Seed;
use certmock::{Clock, Config, Fixtures};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(source) = Source::from_request(data.to_vec()) else { return };
    let accounts = Config::default().accounts;
    let defaults = Defaults {
        providers: certmock::internals::providers::ALL,
        seed: Seed::new(Some(1)),
        seed_is_fixed: false,
        clock: Clock::default(),
        accounts: &accounts,
    };
    if let Err(error) = Fixtures::read(&[source], &defaults) {
        assert!(!error.to_string().is_empty());
    }
});
