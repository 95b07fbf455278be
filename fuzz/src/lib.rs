//! What the fuzz targets share: a server without sockets, and requests from bytes.

use std::cell::RefCell;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, Uri};
use certmock::{AuthMode, Config, app};
use http_body_util::BodyExt;
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// After so many requests a server is replaced, because accounts that were made up are kept.
const LIFE: usize = 2_000;

struct Mock {
    runtime: Runtime,
    auth: AuthMode,
    app: Router,
    left: usize,
}

thread_local! {
    static MOCKS: RefCell<Vec<Mock>> = const { RefCell::new(Vec::new()) };
}

impl Mock {
    fn new(auth: AuthMode) -> Self {
        let runtime = Builder::new_current_thread().enable_time().build().expect("no runtime");
        let mut mock = Self { runtime, auth, app: Router::new(), left: 0 };
        mock.renew();
        mock
    }

    fn renew(&mut self) {
        let mut config = Config { auth: self.auth, seed: Some(1), ..Config::default() };
        config.read_fixtures(&["demo".to_owned()]).expect("the demo is right");
        self.app = app(&config);
        self.left = LIFE;
    }

    fn send(&mut self, request: Request<Body>) {
        if self.left == 0 {
            self.renew();
        }
        self.left -= 1;
        let app = self.app.clone();
        self.runtime.block_on(async {
            let Ok(answer) = app.oneshot(request).await;
            let body = answer.into_body().collect().await;
            assert!(body.is_ok(), "the answer's body is cut");
        });
    }
}

/// Sends a request, in a server that asks so much of credentials. A panic ends the fuzzer, even
/// where the server would have caught it.
pub fn send(auth: AuthMode, request: Request<Body>) {
    MOCKS.with_borrow_mut(|mocks| {
        let at = mocks.iter().position(|mock| mock.auth == auth).unwrap_or_else(|| {
            mocks.push(Mock::new(auth));
            mocks.len() - 1
        });
        mocks[at].send(request);
    });
}

/// Reads a request: `METHOD target`, a line for each header, an empty line, the body.
pub fn read_request(data: &[u8]) -> Option<Request<Body>> {
    let end = data.windows(2).position(|pair| pair == b"\n\n").unwrap_or(data.len());
    let (head, body) = (&data[..end], data.get(end + 2..).unwrap_or_default());
    let mut lines = head.split(|byte| *byte == b'\n');
    let mut first = lines.next()?.splitn(2, |byte| *byte == b' ');
    let mut request = Request::new(Body::from(body.to_vec()));
    *request.method_mut() = Method::from_bytes(first.next()?).ok()?;
    *request.uri_mut() = Uri::try_from(first.next()?).ok()?;
    for line in lines {
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
        request.headers_mut().append(name, value);
    }
    Some(request)
}

/// Sends the request that the bytes are, once to a server that verifies and once to one that asks
/// nothing.
pub fn send_to_both(data: &[u8]) {
    for auth in [AuthMode::Known, AuthMode::Off] {
        if let Some(request) = read_request(data) {
            send(auth, request);
        }
    }
}
