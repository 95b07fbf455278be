"""Requests that one thing is wrong with, or several: everything that a connection may begin with."""

import wires
from connection import Request
from wires import HOST, WIRES, qbox

END = b"\r\n"


METHODS = [
    "GET",
    "POST",
    "PUT",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PATCH",
    "PROPFIND",
    "get",
    "G",
    "",
    "GET\t",
    "G(T",
    "\x00GET",
    "A" * 300,
    "A" * 40_000,
    "PRI",
    "É",
]


VERSIONS = [
    "HTTP/1.1",
    "HTTP/1.0",
    "HTTP/0.9",
    "HTTP/2",
    "HTTP/2.0",
    "HTTP/3",
    "HTTP/1.2",
    "HTTP/1",
    "HTTP/11",
    "http/1.1",
    "",
    "HTTPS/1.1",
    "HTTP/1.1 ",
    "HTTP/1.1 x",
    "HTTP/1.10",
    "HTTP/-1.1",
]


TARGETS = [
    "/",
    "*",
    "",
    "//",
    "/../../etc/passwd",
    "/%",
    "/%00",
    "/%zz",
    "/\\",
    "http://127.0.0.1/sslcert",
    "http://evil.test/sslcert",
    "https://api.qiniu.com/sslcert",
    "http://",
    "http:///sslcert",
    "evil.test:443",
    "127.0.0.1:80",
    "[::1]:80",
    "/sslcert?",
    "/sslcert#a",
    "?a",
    "#",
    "/ sslcert",
    "/sslcert\t",
    "/é",
    "/" + "a" * 60_000,
    "/" + "a/" * 30_000,
    "/?" + "a&" * 30_000,
    "ftp://a/b",
    "javascript:1",
    "/sslcert;a=b",
    "/%c0%af",
    "/\x7f",
    "/\x01",
    "http://user:pass@127.0.0.1/sslcert",
    "/_certmock/../sslcert",
    "/_certmock//health",
    "/_certmock/health/",
]


LINES = [
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: identity",
    b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding : chunked",
    b"Transfer-Encoding:\tchunked",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: CHUNKED",
    b"Transfer-Encoding:\x0bchunked",
    b"Transfer-Encoding: chunked\x00",
    b'Transfer-Encoding: "chunked"',
    b"Transfer-Encoding:",
    b"transfer_encoding: chunked",
    b"Content-Length: 0",
    b"Content-Length: 5",
    b"Content-Length: 5, 5",
    b"Content-Length: 5, 6",
    b"Content-Length: +5",
    b"Content-Length: -1",
    b"Content-Length: 0x5",
    b"Content-Length: 5 ",
    b"Content-Length:",
    b"Content-Length: 18446744073709551615",
    b"Content-Length: 18446744073709551616",
    b"Content-Length: 99999999999999999999999999",
    b"Content-Length: 1e3",
    b"Content-Length: 5.0",
    b"Content-Length: 005",
    b"Content-Length : 5",
    b"Content-Length: \xd9\xa5",
    b"Content-Length: 5;a",
    b"Content_Length: 5",
    b"Expect: 100-continue",
    b"Expect: 100-Continue, x",
    b"Expect: 200-ok",
    b"Expect:",
    b"Upgrade: h2c",
    b"Upgrade: websocket",
    b"Connection: Upgrade, HTTP2-Settings",
    b"HTTP2-Settings: AAMAAABk",
    b"Connection: close",
    b"Connection: keep-alive, close",
    b"Connection: Content-Length",
    b"Connection: Transfer-Encoding",
    b"Connection: Host",
    b"TE: trailers",
    b"Trailer: Content-Length",
    b"Host: a",
    b"Host:",
    b"Host: a, b",
    b"Host: a:99999",
    b"Host: [::1",
    b"Host: a/b",
    b"Host: \xff",
    b"Host : a",
    b"X: \x00",
    b"X: \x7f",
    b"X: \xff\xfe",
    b"X: a\rb",
    b"X: a\nb",
    b"X",
    b": a",
    b" X: a",
    b"\tX: a",
    b"X: a\r\n b",
    b"X: a\r\n\tb",
    b"X:\r\n a",
    b"X Y: a",
    b"X\x00Y: a",
    b"X(: a",
    b"\xff: a",
    b"X: " + b"a" * 100_000,
    b"X" * 70_000 + b": a",
    b"Content-Encoding: gzip",
    b"Content-Type: \x00",
    b"Range: bytes=0-" + b"9" * 99,
    b"Accept-Encoding: " + b"gzip," * 9000,
    b"Cookie: " + b"a=b; " * 9000,
    b"If-Match: *",
    b"Authorization:",
    b"Authorization: \xff",
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    b"Forwarded: for=" + b"x," * 999,
    b"X-HTTP-Method-Override: DELETE",
]


CHUNKS = [
    b"5\r\nhello\r\n0\r\n\r\n",
    b"5;a=b\r\nhello\r\n0\r\n\r\n",
    b"5;" + b"a" * 30_000 + b"\r\nhello\r\n0\r\n\r\n",
    b"0005\r\nhello\r\n0\r\n\r\n",
    b"5 \r\nhello\r\n0\r\n\r\n",
    b"5\nhello\n0\n\n",
    b"5\r\nhello0\r\n\r\n",
    b"5\r\nhelloX\r\n0\r\n\r\n",
    b"0x5\r\nhello\r\n0\r\n\r\n",
    b"-5\r\nhello\r\n0\r\n\r\n",
    b"+5\r\nhello\r\n0\r\n\r\n",
    b"\r\n\r\n",
    b"g\r\n\r\n",
    b"ffffffffffffffff\r\nhello\r\n",
    b"fffffffffffffffff\r\nhello\r\n",
    b"1" + b"0" * 300 + b"\r\n",
    b"5\r\nhel",
    b"0\r\nX: y\r\n\r\n",
    b"0\r\nContent-Length: 9\r\n\r\n",
    b"0\r\n" + b"X: y\r\n" * 2000 + b"\r\n",
    b"0\r\nX\r\n\r\n",
    b"0\r\n X\r\n\r\n",
    b"0\r\n\r\n" + b"x" * 50,
    b"1\r\n{\r\n" * 3000 + b"0\r\n\r\n",
    b"0;\r\n\r\n",
    b"5\r\r\nhello\r\n0\r\n\r\n",
    b"5\r\nhello\r\n0\r\n",
    b"00000000000000000\r\n\r\n",
]


STARTS = [
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(400),
    b"\x80\x2e\x01\x00\x02",
    b"\x00" * 100,
    b"\xff" * 100,
    b"\r\n" * 20_000,
    b"\n" * 20_000,
    b"\r" * 100,
    b" " * 500_000,
    b"SSH-2.0-x\r\n",
    b"HELO a\r\n",
    b"*1\r\n$4\r\nPING\r\n",
    b"\x05\x01\x00",
    b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00",
    b"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\nGET / HTTP/1.1\r\n\r\n",
    b"\x0d\x0a\x0d\x0a\x00\x0d\x0a\x51\x55\x49\x54\x0a",
    b"GET",
    b"GET /",
    b"GET / HTTP/1.1",
    b"GET / HTTP/1.1\r\nHost: a\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"{}",
    b"<html>",
]


def seeds():
    """Requests that are well formed, one of each wire and of the control API."""
    for wire in WIRES:
        yield wire.upload(wire.members("shape", "c", "k") if wire.fields else wires.password(), "shapes").raw()
    yield qbox("GET", "/sslcert", who="shapes").raw()
    yield qbox("DELETE", "/sslcert/5f11ad8e3405977d37000562", who="shapes").raw()
    for method, path, body in (
        ("GET", "requests?limit=1", b""),
        ("PUT", "clock", b"{}"),
        ("POST", "rules", b"[]"),
        ("POST", "fixtures", b"certmock: 1\n"),
        ("PUT", "state", b"{}"),
    ):
        yield Request(method, f"/_certmock/{path}", [("Host", HOST)], body).raw()


def lines_of(raw):
    head, _, body = raw.partition(b"\r\n\r\n")
    return head.split(b"\r\n"), body


def joined(lines, body, end=END):
    return end.join(lines) + end + end + body


def broken(raw, random):
    """A request that one thing is wrong with, or several."""
    lines, body = lines_of(raw)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        method, target, version = (lines[0].decode("latin-1").split(" ", 2) + ["", ""])[:3]
        kind = random.randrange(16)
        if kind == 0:
            method = random.choice(METHODS)
        elif kind == 1:
            version = random.choice(VERSIONS)
        elif kind == 2:
            target = random.choice(TARGETS)
        elif kind in (3, 4, 5):
            lines.insert(random.randrange(1, len(lines) + 1), random.choice(LINES))
        elif kind == 6:
            lines.insert(random.randrange(1, len(lines) + 1), random.choice(lines[1:] or [b"X: y"]))
        elif kind == 7:
            lines = [line for line in lines if not line.lower().startswith(b"content-length")]
            lines.append(b"Transfer-Encoding: chunked")
            body = random.choice(CHUNKS)
        elif kind == 8:
            lines += [b"X-%d: y" % number for number in range(random.choice((90, 99, 100, 101, 500, 5000)))]
        elif kind == 9:
            return joined(lines, body, random.choice((b"\n", b"\r", b"\n\r", b"\r\r\n", b"\r\n ")))
        elif kind == 10:
            lines = [line for line in lines if not line.lower().startswith(random.choice((b"host", b"content", b"auth")))]
        elif kind == 11:
            body = body[: random.randrange(len(body) + 1)]
        elif kind == 12:
            place = random.randrange(len(lines[-1]) + 1)
            lines[-1] = lines[-1][:place] + bytes([random.randrange(256)]) + lines[-1][place:]
        elif kind == 13:
            whole = bytearray(joined(lines, body))
            for _ in range(random.choice((1, 2, 8))):
                whole[random.randrange(len(whole))] = random.randrange(256)
            return bytes(whole)
        elif kind == 14:
            return random.choice(STARTS) + (joined(lines, body) if random.random() < 0.5 else b"")
        else:
            body += random.choice((b"x", b"\r\n", b"\0" * 30, b"GET / HTTP/1.1\r\n\r\n"))
        lines[0] = f"{method} {target} {version}".encode()
    return joined(lines, body)
