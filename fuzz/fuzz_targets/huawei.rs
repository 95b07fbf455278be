//! Requests to Huawei: tokens, both dialects of `SDK-HMAC-SHA256`, IAM.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| certmock_fuzz::send_to_both(data));
