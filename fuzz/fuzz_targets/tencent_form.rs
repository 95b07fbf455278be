//! Flattened parameters, as `Filters.0.Name=…`: the first line names the action, the rest is the
//! form.

#![no_main]

use axum::body::Body;
use axum::http::Request;
use certmock::AuthMode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let line = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (action, form) = (&data[..line], data.get(line + 1..).unwrap_or_default());
    for (service, version) in [("ssl", "2019-12-05"), ("gaap", "2018-05-29")] {
        let request = Request::post(format!("/{service}"))
            .header("X-TC-Action", action)
            .header("X-TC-Version", version)
            .header("Content-Type", "application/x-www-form-urlencoded");
        if let Ok(request) = request.body(Body::from(form.to_vec())) {
            certmock_fuzz::send(AuthMode::Off, request);
        }
    }
});
