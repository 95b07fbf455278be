//! Requests in the wire of Tencent Cloud: both signatures, GET, JSON, form and multipart.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| certmock_fuzz::send_to_both(data));
