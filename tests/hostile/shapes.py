"""Bytes that are no HTTP, or hardly: whatever comes, the server stays, answers others at once, and takes
no answer for another's."""

import json
import socket
import time

import wires
from connection import Broken, Request
from server import Server
from wires import HOST, WIRES, encode, qbox

# A request that is answered like no other: by a path of its own, which the answer repeats.
MARKER = "/_certmock/marker-{}-ends"
# How long an answer to health may take while others send what they like, in seconds.
PROMPT = 3
PATIENCE = 1.0

END = b"\r\n"
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "get", "G", "", "GET\t", "G(T", "\x00GET", "A" * 300, "A" * 40_000, "PRI", "É"]
VERSIONS = ["HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/1.2", "HTTP/1", "HTTP/11", "http/1.1", "", "HTTPS/1.1", "HTTP/1.1 ", "HTTP/1.1 x", "HTTP/1.10", "HTTP/-1.1"]
TARGETS = ["/", "*", "", "//", "/../../etc/passwd", "/%", "/%00", "/%zz", "/\\", "http://127.0.0.1/sslcert", "http://evil.test/sslcert", "https://api.qiniu.com/sslcert", "http://", "http:///sslcert", "evil.test:443", "127.0.0.1:80", "[::1]:80", "/sslcert?", "/sslcert#a", "?a", "#", "/ sslcert", "/sslcert\t", "/é", "/" + "a" * 60_000, "/" + "a/" * 30_000, "/?" + "a&" * 30_000, "ftp://a/b", "javascript:1", "/sslcert;a=b", "/%c0%af", "/\x7f", "/\x01", "http://user:pass@127.0.0.1/sslcert", "/_certmock/../sslcert", "/_certmock//health", "/_certmock/health/"]
LINES = [
    b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked, chunked", b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding : chunked", b"Transfer-Encoding:\tchunked", b"Transfer-Encoding: xchunked", b"Transfer-Encoding: CHUNKED",
    b"Transfer-Encoding:\x0bchunked", b"Transfer-Encoding: chunked\x00", b'Transfer-Encoding: "chunked"', b"Transfer-Encoding:", b"transfer_encoding: chunked",
    b"Content-Length: 0", b"Content-Length: 5", b"Content-Length: 5, 5", b"Content-Length: 5, 6", b"Content-Length: +5", b"Content-Length: -1", b"Content-Length: 0x5", b"Content-Length: 5 ",
    b"Content-Length:", b"Content-Length: 18446744073709551615", b"Content-Length: 18446744073709551616", b"Content-Length: 99999999999999999999999999", b"Content-Length: 1e3", b"Content-Length: 5.0",
    b"Content-Length: 005", b"Content-Length : 5", b"Content-Length: \xd9\xa5", b"Content-Length: 5;a", b"Content_Length: 5",
    b"Expect: 100-continue", b"Expect: 100-Continue, x", b"Expect: 200-ok", b"Expect:", b"Upgrade: h2c", b"Upgrade: websocket", b"Connection: Upgrade, HTTP2-Settings", b"HTTP2-Settings: AAMAAABk",
    b"Connection: close", b"Connection: keep-alive, close", b"Connection: Content-Length", b"Connection: Transfer-Encoding", b"Connection: Host", b"TE: trailers", b"Trailer: Content-Length",
    b"Host: a", b"Host:", b"Host: a, b", b"Host: a:99999", b"Host: [::1", b"Host: a/b", b"Host: \xff", b"Host : a", b"X: \x00", b"X: \x7f", b"X: \xff\xfe", b"X: a\rb", b"X: a\nb", b"X", b": a", b" X: a", b"\tX: a",
    b"X: a\r\n b", b"X: a\r\n\tb", b"X:\r\n a", b"X Y: a", b"X\x00Y: a", b"X(: a", b"\xff: a", b"X: " + b"a" * 100_000, b"X" * 70_000 + b": a", b"Content-Encoding: gzip", b"Content-Type: \x00", b"Range: bytes=0-" + b"9" * 99,
    b"Accept-Encoding: " + b"gzip," * 9000, b"Cookie: " + b"a=b; " * 9000, b"If-Match: *", b"Authorization:", b"Authorization: \xff", b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", b"Forwarded: for=" + b"x," * 999, b"X-HTTP-Method-Override: DELETE",
]
CHUNKS = [
    b"5\r\nhello\r\n0\r\n\r\n", b"5;a=b\r\nhello\r\n0\r\n\r\n", b"5;" + b"a" * 30_000 + b"\r\nhello\r\n0\r\n\r\n", b"0005\r\nhello\r\n0\r\n\r\n", b"5 \r\nhello\r\n0\r\n\r\n", b"5\nhello\n0\n\n", b"5\r\nhello0\r\n\r\n", b"5\r\nhelloX\r\n0\r\n\r\n",
    b"0x5\r\nhello\r\n0\r\n\r\n", b"-5\r\nhello\r\n0\r\n\r\n", b"+5\r\nhello\r\n0\r\n\r\n", b"\r\n\r\n", b"g\r\n\r\n", b"ffffffffffffffff\r\nhello\r\n", b"fffffffffffffffff\r\nhello\r\n", b"1" + b"0" * 300 + b"\r\n", b"5\r\nhel", b"0\r\nX: y\r\n\r\n",
    b"0\r\nContent-Length: 9\r\n\r\n", b"0\r\n" + b"X: y\r\n" * 2000 + b"\r\n", b"0\r\nX\r\n\r\n", b"0\r\n X\r\n\r\n", b"0\r\n\r\n" + b"x" * 50, b"1\r\n{\r\n" * 3000 + b"0\r\n\r\n", b"0;\r\n\r\n", b"5\r\r\nhello\r\n0\r\n\r\n", b"5\r\nhello\r\n0\r\n", b"00000000000000000\r\n\r\n",
]
STARTS = [
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(400), b"\x80\x2e\x01\x00\x02", b"\x00" * 100, b"\xff" * 100, b"\r\n" * 20_000, b"\n" * 20_000, b"\r" * 100, b" " * 500_000,
    b"SSH-2.0-x\r\n", b"HELO a\r\n", b"*1\r\n$4\r\nPING\r\n", b"\x05\x01\x00", b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00", b"PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\nGET / HTTP/1.1\r\n\r\n", b"\x0d\x0a\x0d\x0a\x00\x0d\x0a\x51\x55\x49\x54\x0a", b"GET", b"GET /", b"GET / HTTP/1.1", b"GET / HTTP/1.1\r\nHost: a\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"{}", b"<html>",
]


def seeds():
    """Requests that are well formed, one of each wire and of the control API."""
    for wire in WIRES:
        yield wire.upload(wire.members("shape", "c", "k") if wire.fields else wires.password(), "shapes").raw()
    yield qbox("GET", "/sslcert", who="shapes").raw()
    yield qbox("DELETE", "/sslcert/5f11ad8e3405977d37000562", who="shapes").raw()
    for method, path, body in (("GET", "requests?limit=1", b""), ("PUT", "clock", b"{}"), ("POST", "rules", b"[]"), ("POST", "fixtures", b"certmock: 1\n"), ("PUT", "state", b"{}")):
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
        lines[0] = f"{method} {target} {version}".encode("utf-8")
    return joined(lines, body)


def statuses(raw):
    """The statuses of the answers in what came back."""
    return [int(part[:3]) for part in raw.replace(b"HTTP/1.0 ", b"HTTP/1.1 ").split(b"HTTP/1.1 ")[1:] if part[:3].isdigit()]


# What certmock answers where it has failed itself, at each vendor's and at its own.
FAILURES = (b"certmock failed", b'"Code":"InternalError"', b'"code":500000', b"APIGW.0601", b'"internal error"')


def has_failed(answer):
    """Whether it is a failure of certmock itself. At Rainbond's some refusals are a 500, and documented."""
    is_rainbonds = b"X-Frame-Options" in answer
    return any(word in answer for word in FAILURES) or not is_rainbonds and any(500 <= status != 501 for status in statuses(answer))


def send(server, raw, how, random):
    """Sends bytes in one of several ways, and says what came back."""
    connection = server.connect(timeout=PATIENCE)
    try:
        if how == "pieces":
            for _ in range(4):
                place = random.randrange(len(raw) + 1)
                connection.send(raw[:place])
                raw = raw[place:]
        elif how == "reset":
            connection.send(raw[: random.randrange(len(raw) + 1)])
            connection.reset()
            return b""
        connection.send(raw)
        if how == "reset behind":
            connection.reset()
            return b""
        if how != "open":
            connection.finish()
        return connection.rest()
    except OSError:
        # It was not all wanted, or nothing more came; what came before counts.
        return connection.buffer
    finally:
        connection.close()


def check_broken(report, server, seconds=10, at_least=400):
    """Whatever is sent, nothing fails, and others are answered meanwhile."""
    random, known = report.random, list(seeds())
    ends, sent, failures, slow, behind = time.monotonic() + seconds, 0, [], [], []
    longest = 0
    while time.monotonic() < ends or sent < at_least and time.monotonic() < 4 * ends:
        raw = broken(random.choice(known), random)
        how = random.choices(("whole", "pieces", "reset", "reset behind", "open"), (60, 15, 10, 10, 1))[0]
        # What stands behind what is broken is no answer to it: it is told by its own path.
        marker = MARKER.format(sent).encode()
        follows = random.random() < 0.5
        whole = raw + (b"GET " + marker + b" HTTP/1.1\r\nHost: a\r\n\r\n" if follows else b"")
        answer = send(server, whole, how, random)
        found = statuses(answer)
        if has_failed(answer):
            failures.append((answer[:200], raw))
        if len(found) > 2 + raw.count(b"HTTP/1."):
            behind.append((answer[:300], whole))
        if sent % 10 == 0:
            took = server.health(timeout=20)
            longest = max(longest, took or 99)
            if took is None or took > PROMPT:
                slow.append((took, raw))
        sent += 1
        if not server.is_alive():
            failures.append((b"the server ended", raw))
            break
    for what, wrong in (("no failure", failures), ("others are answered at once", slow), ("no more answers than requests", behind)):
        measured = f"{sent} sent, {len(wrong)} wrong, health within {longest:.3f} s"
        report.check(not wrong, f"broken requests: {what}", f"{measured}, {wrong[0][0]!r}" if wrong else measured, wrong[0][1][:3000] if wrong else "")


def check_pairs(report, server, pairs=300):
    """Two requests at once, the first of which is odd but may be one: what answers the second is its own."""
    random, known, wrong, whole = report.random, list(seeds()), [], 0
    odd = [line for line in LINES if len(line) < 200]
    for number in range(pairs):
        lines, body = lines_of(random.choice(known))
        for _ in range(random.randrange(3)):
            lines.insert(random.randrange(1, len(lines) + 1), random.choice(odd))
        if random.random() < 0.3:
            lines = [line for line in lines if not line.lower().startswith(b"content-length")] + [b"Transfer-Encoding: chunked"]
            body = random.choice(CHUNKS)
        # In the body stands a request of another's, which nobody is to answer.
        smuggled = b"smuggled-%d-ends" % number
        inner = b"GET /_certmock/" + smuggled + b" HTTP/1.1\r\nHost: a\r\n\r\n"
        if random.random() < 0.5 and not any(b"chunked" in line.lower() for line in lines):
            lines = [line for line in lines if not line.lower().startswith(b"content-length")]
            lines.append(b"Content-Length: %d" % len(inner))
            body = inner
        first = joined(lines, body)
        marker = MARKER.format(number)
        raw = first + f"GET {marker} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode()
        answer = send(server, raw, "whole", random)
        found = statuses(answer)
        # By its own path the second is known; where it is not there the connection was closed first.
        if smuggled in answer and body == inner and not closes(lines):
            wrong.append((f"a body was answered: {answer[-300:]!r}", raw))
        if marker.rsplit("/", 1)[1].encode() in answer:
            whole += 1
            if len(found) > 2 + answer.count(b"HTTP/1.1 100") or found[-1] != 404:
                wrong.append((f"{found}", raw))
    report.check(not wrong, "pipelined pairs: each has its own answer", f"{pairs} sent, {whole} answered both, {len(wrong)} wrong{', ' + wrong[0][0] if wrong else ''}", wrong[0][1] if wrong else "")


def closes(lines):
    """Whether the length of a body is in doubt, so that what is behind the head may be a request: with a
    length that does not count, or one that is said twice."""
    names = [line.split(b":")[0].strip().lower() for line in lines[1:]]
    return names.count(b"content-length") != 1 or any(b"transfer" in name for name in names)


def check_pipeline(report, server):
    """Hundreds at once, of all wires, each with an answer in its turn."""
    known, random = list(seeds()), report.random
    requests, marks = [], []
    for number in range(400):
        requests.append(random.choice(known))
        marks.append(number)
        requests.append(f"GET {MARKER.format(number)} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    with server.connect(timeout=60) as connection:
        connection.socket.settimeout(60)
        right = 0
        for begin in range(0, len(requests), 100):
            connection.send(b"".join(requests[begin : begin + 100]))
            for number in range(begin, begin + 100):
                answer = connection.answer()
                if number % 2:
                    right += f"marker-{number // 2}-ends".encode() in answer.body
        report.check(right == 400, "a long pipeline: each has its own answer", f"{right} of 400")


def check_idle(report):
    """Who begins and does not go on is let go in time, and holds nobody up."""
    with Server("--patience", "1s") as server:
        begun = [b"", b"G", b"GET / HTTP/1.1\r\nHost:", b"POST /sslcert HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{", b"POST /_certmock/rules HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{", b"POST /sslcert HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", b"POST /_certmock/fixtures HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"]
        open_ones = [(raw, server.connect(timeout=20)) for raw in begun for _ in range(20)]
        for raw, connection in open_ones:
            connection.send(raw)
        took = server.health()
        report.check(took is not None and took < PROMPT, "who is waited for holds nobody up", f"health within {took} s")
        ends = time.monotonic() + 6
        left = {}
        for raw, connection in open_ones:
            connection.socket.settimeout(max(0.01, ends - time.monotonic()))
            try:
                connection.rest()
            except TimeoutError:
                left[raw[:40]] = left.get(raw[:40], 0) + 1
            connection.close()
        report.check(not left, "who does not go on is let go", f"with a patience of 1 s, after 6 s there are {left}" if left else "within 6 s")


def check(report):
    with Server("--patience", "5s", "--journal-entries", 1000) as server:
        with report.part("broken requests"):
            check_broken(report, server)
        with report.part("pipelined pairs"):
            check_pairs(report, server)
        with report.part("a long pipeline"):
            check_pipeline(report, server)
        report.check(server.is_alive() and server.health() is not None, "the server lives")
        report.check(not server.panics(), "nothing panicked", "; ".join(server.panics()[:2]))
        entries = json.loads(server.control("GET", "requests?limit=5").body)["count"]
        report.check(entries > 0, "the journal is there", f"{entries} entries")
    with report.part("idle ones"):
        check_idle(report)
