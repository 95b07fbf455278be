//! A minimal HTTP client for a running server: an image contains no other.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long the answer may take, and how much of it is read.
const TIME: Duration = Duration::from_secs(2);
const LONGEST: usize = 16 << 10;

/// The body of the answer to a GET request; an error unless the status is 200.
pub(crate) fn get(mut address: SocketAddr, path: &str) -> io::Result<String> {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    let end = Instant::now() + TIME;
    let mut stream = TcpStream::connect_timeout(&address, TIME)?;
    stream.set_write_timeout(Some(TIME))?;
    stream.write_all(
        format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut answer = vec![0; LONGEST];
    let mut length = 0;
    while length < LONGEST {
        // Each read may use the remaining time; a socket refuses a timeout of zero.
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let read = stream.read(&mut answer[length..])?;
        if read == 0 {
            break;
        }
        length += read;
    }
    let answer = String::from_utf8_lossy(&answer[..length]);
    if let Some((head, body)) = answer.split_once("\r\n\r\n")
        && head.starts_with("HTTP/1.1 200")
    {
        return Ok(body.to_owned());
    }
    let first = answer.lines().next().unwrap_or_default();
    Err(io::Error::other(format!("it answers {:?}", first.chars().take(80).collect::<String>())))
}
