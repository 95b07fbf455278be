//! A request as a command for curl.

use axum::http::Method;

use crate::spec::{Operation, Row};

/// The command that sends it, and a body of JSON: one line, in which a shell finds each word as it is.
pub(crate) fn curl(
    method: &str,
    url: &str,
    headers: &[(String, String)],
    body: Option<&str>,
) -> String {
    let mut command = "curl".to_owned();
    // curl takes brackets and braces for lists of URLs, and goes along the dots of a path itself.
    if url.contains(['[', ']', '{', '}']) {
        command.push_str(" -g");
    }
    if url.contains("/.") {
        command.push_str(" --path-as-is");
    }
    if method == "HEAD" {
        // With -X it would wait for a body.
        command.push_str(" -I ");
    } else {
        command.extend([" -X ", &word(method), " "]);
    }
    command.push_str(&quoted(url));
    for (name, value) in headers {
        command.push_str(" -H ");
        command.push_str(&quoted(&format!("{name}: {value}")));
    }
    if let Some(body) = body {
        command.push_str(" -d ");
        command.push_str(&quoted(body));
    }
    command
}

/// The command that asks the server of that origin for an operation's example; none where a certificate
/// and a key have still to be put into it.
pub(crate) fn example(row: &Row, origin: &str) -> Option<String> {
    let Operation { methods, example, .. } = row.operation;
    if example.body.contains("{{") {
        return None;
    }
    let body = Some(example.body).filter(|body| !body.is_empty());
    let method = methods.first().map_or("GET", Method::as_str);
    let url = format!("{origin}{}", row.target());
    let mut headers = row.example_headers();
    headers.extend(body.map(|_| json_header()));
    Some(curl(method, &url, &headers, body))
}

/// The header of a body of JSON.
pub(crate) fn json_header() -> (String, String) {
    ("Content-Type".to_owned(), "application/json".to_owned())
}

/// A word that is usually plain.
fn word(text: &str) -> String {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A text in quotation marks, within which a shell reads nothing but their end.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
