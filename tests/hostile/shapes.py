"""Bytes that are no HTTP, or hardly: whatever comes, the server stays, answers others at once, and takes
no answer for another's."""

import json
import time

from odd import CHUNKS, LINES, broken, joined, lines_of, seeds
from server import Server

# A request that is answered like no other: by a path of its own, which the answer repeats.
MARKER = "/_certmock/marker-{}-ends"
# How long an answer to health may take while others send what they like, in seconds.
PROMPT = 3
PATIENCE = 1.0


def statuses(raw):
    """The statuses of the answers in what came back."""
    return [int(part[:3]) for part in raw.replace(b"HTTP/1.0 ", b"HTTP/1.1 ").split(b"HTTP/1.1 ")[1:] if part[:3].isdigit()]


# What certmock answers where it has failed itself, at each vendor's and at its own.
FAILURES = (b"certmock failed", b'"Code":"InternalError"', b'"code":500000', b"APIGW.0601", b'"internal error"')


def has_failed(answer):
    """Whether it is a failure of certmock itself. At Rainbond's some refusals are a 500, and documented."""
    is_rainbonds = b"X-Frame-Options" in answer
    return (
        any(word in answer for word in FAILURES) or not is_rainbonds and any(500 <= status for status in statuses(answer))
    )


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
    for what, wrong in (
        ("no failure", failures),
        ("others are answered at once", slow),
        ("no more answers than requests", behind),
    ):
        measured = f"{sent} sent, {len(wrong)} wrong, health within {longest:.3f} s"
        report.check(
            not wrong,
            f"broken requests: {what}",
            f"{measured}, {wrong[0][0]!r}" if wrong else measured,
            wrong[0][1][:3000] if wrong else "",
        )


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
    report.check(
        not wrong,
        "pipelined pairs: each has its own answer",
        f"{pairs} sent, {whole} answered both, {len(wrong)} wrong{', ' + wrong[0][0] if wrong else ''}",
        wrong[0][1] if wrong else "",
    )


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
        begun = [
            b"",
            b"G",
            b"GET / HTTP/1.1\r\nHost:",
            b"POST /sslcert HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{",
            b"POST /_certmock/rules HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{",
            b"POST /sslcert HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
            b"POST /_certmock/fixtures HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
        ]
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
        report.check(
            not left,
            "who does not go on is let go",
            f"with a patience of 1 s, after 6 s there are {left}" if left else "within 6 s",
        )


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
