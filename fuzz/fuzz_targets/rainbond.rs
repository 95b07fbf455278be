//! Requests to Rainbond: tokens, JSON, forms, Python's ways with numbers.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| certmock_fuzz::send_to_both(data));
