//! The canonical request, which is signed, and the form of it that an error shows.

use std::borrow::Cow;

use aws_lc_rs::digest::{Context, SHA256, digest};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::ids::hex;
use crate::protocol::authorization::{Signed, WronglySigned, signed_headers};
use crate::redact;
use crate::spec::Request;

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// About how much of a canonical request an error shows, in bytes.
const LONGEST_SHOWN: usize = 4096;

/// The header with the SHA-256 of the body.
const DECLARED_HASH: &str = "x-sdk-content-sha256";

/// The value of that header if the body is not signed.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The order of the query's pairs. Current SDKs use the first, older signers the second.
#[derive(Clone, Copy, Debug)]
pub(super) enum Order {
    /// Sorted by the decoded keys and values.
    Decoded,
    /// Sorted by the encoded keys and values.
    Encoded,
}

/// The canonical form of a request.
pub(super) struct Canonical<'a> {
    request: &'a Request,
    /// The signed headers, up to the first error in their list.
    signed: Vec<Signed<'a>>,
    hash_of_body: String,
}

impl<'a> Canonical<'a> {
    /// The canonical form of a request, given the names of its signed headers. Also returns the error in the
    /// list of names, if there is one.
    pub(super) fn of(request: &'a Request, names: &str) -> (Self, Result<(), WronglySigned>) {
        let (signed, outcome) = signed_headers(names, request);
        let hash_of_body = hex(digest(&SHA256, &request.body).as_ref());
        (Self { request, signed, hash_of_body }, outcome)
    }

    /// The SHA-256 of the canonical request with the query in this order.
    pub(super) fn hash(&self, order: Order) -> String {
        let mut context = Context::new(&SHA256);
        self.write(order, false, &mut |part| context.update(part.as_bytes()));
        hex(context.finish().as_ref())
    }

    /// The canonical request without secrets, cut to about `LONGEST_SHOWN` bytes. The real service prints it
    /// unchanged, but a client may send a real secret to certmock, and logs keep the response.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        self.write(Order::Decoded, true, &mut |part| {
            let left = LONGEST_SHOWN.saturating_sub(shown.len());
            shown.extend(part.chars().take(left));
        });
        shown
    }

    /// Whether the two orders of the query differ.
    pub(super) fn has_two_orders(&self) -> bool {
        self.query(Order::Decoded) != self.query(Order::Encoded)
    }

    /// Whether the body has the hash that `X-Sdk-Content-Sha256` declares, if there is one.
    pub(super) fn has_declared_body(&self) -> bool {
        self.declared_hash().is_none_or(|hash| hash == UNSIGNED || hash == self.hash_of_body)
    }

    fn declared_hash(&self) -> Option<&str> {
        self.request.header(DECLARED_HASH)
    }

    /// Writes the canonical request in parts, so that it is never in memory as a whole. `hides` redacts what
    /// may be a secret.
    fn write(&self, order: Order, hides: bool, out: &mut dyn FnMut(&str)) {
        out(self.request.method.as_str());
        out("\n");
        self.write_path(hides, out);
        out("\n");
        self.write_query(order, hides, out);
        out("\n");
        for Signed { name, value } in &self.signed {
            out(name.as_str());
            out(":");
            out(&if hides { redact::header(name.as_str(), value) } else { (*value).into() });
            out("\n");
        }
        out("\n");
        for (index, header) in self.signed.iter().enumerate() {
            out(if index == 0 { "" } else { ";" });
            out(header.name.as_str());
        }
        out("\n");
        let hash = self.declared_hash().unwrap_or(&self.hash_of_body);
        out(&if hides { redact::header(DECLARED_HASH, hash) } else { hash.into() });
    }

    /// Every segment encoded anew. The service's signers end the path with `/`, though no request
    /// does.
    fn write_path(&self, hides: bool, out: &mut dyn FnMut(&str)) {
        let path = self.request.raw_path();
        for segment in path.strip_suffix('/').unwrap_or(path).split('/') {
            let encoded = encode(&decode(segment));
            out(&if hides { redact::text(&encoded) } else { encoded.as_str().into() });
            out("/");
        }
    }

    /// The pairs of the query, encoded again, sorted by key and then by value.
    fn query(&self, order: Order) -> Vec<(String, String)> {
        let query = self.request.raw_query().unwrap_or_default();
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let mut pairs: Vec<_> = pairs.map(|(key, value)| (decode(key), decode(value))).collect();
        if matches!(order, Order::Decoded) {
            pairs.sort();
        }
        let mut pairs: Vec<_> =
            pairs.iter().map(|(key, value)| (encode(key), encode(value))).collect();
        if matches!(order, Order::Encoded) {
            pairs.sort();
        }
        pairs
    }

    fn write_query(&self, order: Order, hides: bool, out: &mut dyn FnMut(&str)) {
        for (index, (key, value)) in self.query(order).iter().enumerate() {
            out(if index == 0 { "" } else { "&" });
            if hides {
                out(&redact::pair(key, value));
            } else {
                out(key);
                out("=");
                out(value);
            }
        }
    }
}

fn decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
