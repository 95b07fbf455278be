//! What a request costs without its connection: `cargo bench --bench core`.
//!
//! Measured beside each other in one run, because machines are shared: reading and matching a
//! certificate and its key, verifying a request under each scheme (against the same admission with
//! nothing asked), an upload, and a page of a list among 100 and among 100,000 certificates.

#[path = "wire/tc3.rs"]
mod tc3;

use std::hint::black_box;
use std::path::Path;

use axum::http::{HeaderMap, HeaderValue, Method, Uri, header::HeaderName};
use bytes::Bytes;
use certmock::accounts::Declaration;
use certmock::internals::accounts::Directory;
use certmock::internals::ids::Seed;
use certmock::internals::providers;
use certmock::internals::spec::{
    Admission, Operation, Parameters, Provider, Request, Target, Unread,
};
use certmock::internals::store::{Facts, Store};
use certmock::internals::x509::{Chain, PrivateKey};
use certmock::pace::Paces;
use certmock::{AuthMode, Clock};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

fn pem(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/certificates");
    std::fs::read_to_string(folder.join(file)).expect("the fixtures are there")
}

fn pairs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read and match a pair");
    for name in ["rsa-2048", "ec-p256"] {
        let (certificate, key) = (pem(&format!("{name}.crt")), pem(&format!("{name}.key")));
        let read = || {
            let chain = Chain::from_pem(black_box(&certificate)).expect("a chain");
            let key = PrivateKey::from_pem(black_box(&key)).expect("a key");
            chain.leaf().matches(&key).expect("a pair");
            chain
        };
        group.bench_function(name, |bencher| bencher.iter(read));
        // As an upload has it: its issuer's signature is checked, too.
        group.bench_function(format!("{name}, with its chain"), |bencher| {
            bencher.iter(|| read().links().expect("a chain in its order"));
        });
    }
    group.finish();
}

fn find(provider: &str, operation: &str) -> (&'static Provider, &'static Operation) {
    let provider = providers::ALL.iter().find(|row| row.id == provider).expect("a provider");
    let row = provider.rows().into_iter().find(|row| row.operation.name == operation);
    (provider, row.expect("an operation").operation)
}

fn request(target: &str, path: &[(&'static str, &str)], headers: &[(&str, &str)]) -> Request {
    let headers = headers.iter().map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
        (name, HeaderValue::from_str(value).expect("a value"))
    });
    let uri = target.parse::<Uri>().expect("a target");
    let mut request = Request::new(Method::GET, uri, headers.collect::<HeaderMap>(), Bytes::new());
    request.path = path.iter().map(|(name, value)| (*name, (*value).into())).collect();
    request
}

fn signatures(criterion: &mut Criterion) {
    let date = format_description!("[year][month][day]T[hour][minute][second]Z");
    let date = OffsetDateTime::now_utc().format(date).expect("a date");
    let zeros = "0".repeat(64);
    let newer = format!(
        "SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date, Signature={zeros}"
    );
    let older = format!(
        "SDK-HMAC-SHA256 Credential=certmock/20260101/cn-north-1/elbv1/sdk_request, SignedHeaders=host;x-sdk-date, Signature={zeros}"
    );
    let qbox = format!("QBox certmock:{}=", "A".repeat(27));
    let qiniu = format!("Qiniu certmock:{}=", "A".repeat(27));
    let huawei = "/v1.0/certmock/elbaas/certificate";
    let project = [("project_id", "certmock")];
    let team = [("team_id", "certmock")];
    let host = ("host", "127.0.0.1:8080");
    // A wrong signature costs what a right one does, and every candidate is tried.
    let cases = [
        ("qiniu", "QBox", request("/sslcert?limit=10", &[], &[host, ("authorization", &qbox)])),
        ("qiniu", "Qiniu", request("/sslcert?limit=10", &[], &[host, ("authorization", &qiniu)])),
        (
            "huawei_elb",
            "SDK-HMAC-SHA256 Access",
            request(huawei, &project, &[host, ("x-sdk-date", &date), ("authorization", &newer)]),
        ),
        (
            "huawei_elb",
            "SDK-HMAC-SHA256 Credential",
            request(huawei, &project, &[host, ("x-sdk-date", &date), ("authorization", &older)]),
        ),
        (
            "huawei_elb",
            "X-Auth-Token",
            request(huawei, &project, &[host, ("x-auth-token", "certmock")]),
        ),
        (
            "rainbond",
            "token",
            request(
                "/openapi/v1/teams/certmock/certificates",
                &team,
                &[host, ("authorization", "certmock")],
            ),
        ),
    ];
    let directory = Directory::new(vec![Declaration::certmock()]);
    let seed = Seed::new(Some(1));
    let mut group = criterion.benchmark_group("admit a request");
    let tencent = [("tencent_ssl", "TC3-HMAC-SHA256", tc3())];
    for (provider, scheme, request) in cases.into_iter().chain(tencent) {
        let list =
            if provider == "tencent_ssl" { "DescribeCertificates" } else { "ListCertificates" };
        let (provider, operation) = find(provider, list);
        let target = Target::Operation(operation, None);
        for (mode, name) in [(AuthMode::Strict, "checked"), (AuthMode::Off, "nothing asked")] {
            let now = OffsetDateTime::now_utc();
            let admission = Admission { mode, directory: &directory, seed: &seed, now };
            group.bench_function(format!("{scheme}/{name}"), |bencher| {
                bencher.iter(|| {
                    provider.protocol.admit(black_box(&request), &target, &admission).is_ok()
                });
            });
        }
    }
    group.finish();
}

/// A signed POST of an SDK. Here the signature is right: a wrong one tries each host that SDKs sign.
fn tc3() -> Request {
    let body = r#"{"Limit": 10, "Offset": 0}"#;
    let signed = tc3::tc3("certmock", "ssl", "2019-12-05", "DescribeCertificates", body);
    let host = ("host", tc3::HOST);
    let headers: Vec<_> = signed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let headers = [&[host], &headers[..]].concat();
    let request = request("/", &[], &headers);
    let body = Bytes::from_static(body.as_bytes());
    Request::new(Method::POST, request.uri, request.headers, body)
}

/// Uploads, against what of them is reading, matching and verifying: see the group of the pairs.
fn uploads(criterion: &mut Criterion) {
    let (_, upload) = find("tencent_ssl", "UploadCertificate");
    let mut group = criterion.benchmark_group("upload");
    for name in ["rsa-2048", "ec-p256"] {
        let directory = Directory::new(vec![Declaration::certmock()]);
        let store = Store::new(directory, Seed::new(Some(1)), Clock::Real, Paces::default());
        let body = parameters(json!({
            "CertificatePublicKey": pem(&format!("{name}.crt")),
            "CertificatePrivateKey": pem(&format!("{name}.key")),
            // The same certificate each time, so that the store does not grow while it is measured.
            "Repeatable": false,
        }));
        group.bench_function(format!("tencent_ssl/{name}"), |bencher| {
            bencher.iter(|| {
                upload
                    .call
                    .run(&store, &Facts::of("certmock"), body.clone(), &mut Unread::default(), b"")
                    .expect("an id")
            });
        });
    }
    group.finish();
}

fn parameters(value: Value) -> Parameters {
    value.as_object().expect("an object").clone()
}

/// A store with that many certificates at Rainbond and as many at Tencent Cloud.
fn filled(count: usize) -> Store {
    let (certificate, private_key) = (pem("ec-p256.crt"), pem("ec-p256.key"));
    let directory = Directory::new(vec![Declaration::certmock()]);
    let store = Store::new(directory, Seed::new(Some(1)), Clock::Real, Paces::default());
    let (_, create) = find("rainbond", "CreateCertificate");
    for number in 0..count {
        let body = json!({
            "team_id": "1".repeat(32), "alias": format!("site-{number}"),
            "certificate": certificate, "private_key": private_key, "certificate_type": "t",
        });
        create
            .call
            .run(&store, &Facts::of("certmock"), parameters(body), &mut Unread::default(), b"")
            .expect("a certificate");
    }
    let contents = json!({ "certificate": certificate, "private_key": private_key });
    let one =
        |number| json!({ "id": format!("{number:08}"), "source": "upload", "contents": contents });
    let state = json!({ "certificates": (0..count).map(one).collect::<Vec<_>>() });
    let state = to_raw_value(&state).expect("a value is JSON");
    let (provider, _) = find("tencent_ssl", "DescribeCertificates");
    let now = OffsetDateTime::now_utc();
    let beginning = provider.state.expect("a state").read(&state, now).expect("a right one");
    store.give("certmock", vec![beginning]);
    store
}

fn pages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a page of ten among");
    for count in [100, 100_000] {
        let store = filled(count);
        let behind = json!({ "team_id": "1".repeat(32), "page": (count / 10).to_string() });
        let cases = [
            ("rainbond", "ListCertificates", behind),
            ("tencent_ssl", "DescribeCertificates", json!({ "Offset": count - 10, "Limit": 10 })),
        ];
        for (provider, list, page) in cases {
            let (_, list) = find(provider, list);
            let page = parameters(page);
            group.bench_function(format!("{provider}/{count}"), |bencher| {
                bencher.iter(|| {
                    list.call
                        .run(
                            &store,
                            &Facts::of("certmock"),
                            page.clone(),
                            &mut Unread::default(),
                            b"",
                        )
                        .expect("a page")
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, pairs, signatures, uploads, pages);
criterion_main!(benches);
