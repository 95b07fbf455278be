"""The end comes when it is asked for, whatever is under way; and requests go on when nobody reads the log."""

import concurrent.futures
import signal
import time

from bodies import LIST, fill
from connection import pipelined
from operations import EXAMPLES, control
from server import Server
from wires import encode, qbox, tc3

# How long requests under way may take to end, and how long that may be exceeded by, in seconds.
GRACE, MARGIN = 5, 3
# A second signal is heard at once.
AT_ONCE = 1.5
MIB = 1 << 20


def slow_rule(then, operation="qiniu.ListDomains"):
    return {"name": "slow", "when": {"operation": operation}, "then": then}


DOMAINS = qbox("GET", "/domain", who="ends").raw()


def armed(then):
    """A request that a rule keeps back."""

    def begin(server):
        server.control("POST", "rules", slow_rule(then))
        connection = server.connect()
        connection.send(DOMAINS)
        return [connection]

    return begin


def sent(*pieces, every=0, count=1):
    """Bytes, and no more than that; or a byte more now and then."""

    def begin(server):
        connections = [server.connect() for _ in range(count)]
        for connection in connections:
            for piece in pieces:
                connection.send(piece)
        if every:
            TRICKLES.append((connections, every))
        return connections

    return begin


# Connections that are sent a byte each so many seconds, until the server ends.
TRICKLES = []
HEAD = "{} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n"


def unread(request, count=4):
    """Many answers that nobody reads, more than the system holds for anybody."""

    def begin(server):
        fill(server)
        with server.connect() as connection:
            pipelined(connection, [qbox("GET", f"/sslcert/{'a' * 500}", who="ends")] * 500)
        connections = [server.connect() for _ in range(count)]
        for connection in connections:
            connection.socket.setblocking(False)
            try:
                connection.socket.send(request.raw() * 100)
            except BlockingIOError:
                pass
        return connections

    return begin


def keys(server):
    """Keys that are being made, for a client that waits and for one that has gone."""
    made = ", ".join(f"{{ certID: a{number}, make: {{ names: [a.com], key: rsa-4096 }} }}" for number in range(40))
    fixture = f"certmock: 1\nstate: {{ certmock: {{ qiniu: {{ certificates: [ {made} ] }} }} }}\n"
    connections = [server.connect(), server.connect()]
    connections[0].send(control("POST", "fixtures", fixture.encode()).raw())
    apply = encode({"DvAuthMethod": "DNS_AUTO", "DomainName": "www.test.com", "CsrEncryptAlgo": "RSA", "CsrKeyParameter": "4096"})
    connections += [server.connect() for _ in range(6)]
    for connection in connections[1:]:
        connection.send(tc3("ApplyCertificate", apply, "ends").raw())
    time.sleep(0.2)
    connections.pop().reset()
    connections.pop(0).close()
    return connections


SITUATIONS = {
    "nobody is there": lambda server: [],
    "idle connections": sent(count=50),
    "kept connections": lambda server: [
        connection for connection in [server.connect() for _ in range(20)] if connection.ask(control("GET", "health"))
    ],
    "somebody waits for requests": sent(control("GET", "requests/wait?timeout=300s&count=9").raw(), count=20),
    "a delay": armed({"delay": "365d"}),
    "a delay before a response": armed({"delay": "1d", "respond": {"status": 500, "body": "x"}}),
    "a dribble": armed({"transport": {"dribble": {"bytes": 1, "every": "1d"}}}),
    "a dribble that is quick": armed({"transport": {"dribble": {"bytes": 1, "every": "300ms"}}}),
    "slow headers": armed({"transport": {"slow_headers": "1d"}}),
    "slow headers that are quick": armed({"transport": {"slow_headers": "300ms"}}),
    "an answer that hangs": armed({"transport": "hang"}),
    "half of a head": sent(b"GET /domain HTTP/1.1\r\nHost: a\r\nX: ", count=10),
    "half of a body at a vendor": sent(HEAD.format("POST /sslcert", 100).encode() + b"{", count=10),
    "half of a body at control": sent(HEAD.format("POST /_certmock/rules", 100).encode() + b"[", count=10),
    "half of a state": sent(HEAD.format("PUT /_certmock/state", 100).encode() + b"{", count=10),
    "half of a chunk": sent(
        b"POST /_certmock/fixtures HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", count=10
    ),
    "a head that trickles": sent(b"GET /domain HTTP/1.1\r\nHost: a\r\nX: ", every=0.4),
    "a body that trickles at a vendor": sent(HEAD.format("POST /sslcert", 5000).encode(), every=0.4),
    "a body that trickles at control": sent(HEAD.format("POST /_certmock/rules", 5000).encode(), every=0.4),
    "a body that is too large": sent(HEAD.format("POST /sslcert", 900 * MIB).encode(), b"x" * (2 * MIB)),
    "TLS": sent(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100), count=10),
    "half of TLS": sent(b"\x16\x03\x01\x02", count=10),
    "answers that nobody reads": unread(LIST),
    "a journal that nobody reads": unread(control("GET", "requests?limit=1000")),
    "keys that are being made": keys,
}


def trickle(server, seconds):
    """Goes on sending bytes to whom they are sent to."""
    ends = time.monotonic() + seconds
    while TRICKLES and time.monotonic() < ends:
        for connections, _ in TRICKLES:
            for connection in connections:
                try:
                    connection.send(b" ")
                except OSError:
                    pass
        time.sleep(0.4)


def end(what, begin, signals):
    """How long a server takes to end, in seconds, and with what; the last of several signals counts."""
    # The patience with clients is longer than the end takes.
    server = Server("--patience", "60s", "--fixture", EXAMPLES)
    try:
        connections = begin(server)
        time.sleep(0.4)
        for number, (name, pause) in enumerate(signals):
            if number:
                time.sleep(pause)
                if not server.is_alive():
                    return 0, server.process.poll()
            server.signal(name)
            begun = time.monotonic()
        try:
            code = server.process.wait(timeout=GRACE + MARGIN + 4)
        except Exception:
            code = None
        took = time.monotonic() - begun
        del connections
        return took, code
    finally:
        server.process.kill()
        server.end()


def check_ends(report):
    """One signal: the end within the grace. Two: at once. All situations at the same time."""
    once, twice = [(signal.SIGTERM, 0)], [(signal.SIGTERM, 0), (signal.SIGTERM, 0.7)]
    interrupted = [(signal.SIGINT, 0)]
    mixed = [(signal.SIGTERM, 0), (signal.SIGINT, 0.7)]
    runs = []
    for what, begin in SITUATIONS.items():
        runs += [(what, begin, "SIGTERM", once, GRACE + MARGIN), (what, begin, "a second SIGTERM", twice, AT_ONCE)]
    for what in ("somebody waits for requests", "a delay", "half of a body at control", "keys that are being made"):
        runs += [
            (what, SITUATIONS[what], "SIGINT", interrupted, GRACE + MARGIN),
            (what, SITUATIONS[what], "SIGINT behind SIGTERM", mixed, AT_ONCE),
        ]
    report.random.shuffle(runs)
    TRICKLES.clear()
    with concurrent.futures.ThreadPoolExecutor(max_workers=15) as pool:
        done = {(what, how): (pool.submit(end, what, begin, signals), most) for what, begin, how, signals, most in runs}
        while not all(future.done() for future, _ in done.values()):
            trickle(None, 0.4)
            time.sleep(0.05)
    for (what, how), (future, most) in done.items():
        with report.part(f"{how} while there are {what}"):
            took, code = future.result()
            # Its own end, or, at a second signal, that of the signal.
            right = (
                code == 0
                if "second" not in how and "behind" not in how
                else code is not None and code in (0, 1, 130, 143, -2, -15)
            )
            report.check(
                took <= most and right,
                f"{how}, {what}",
                f"{'no end' if code is None else f'ended with {code}'} after {took:.1f} s",
            )


def check_finishes(report):
    """What is under way when the signal comes, and is not long, is finished."""
    with Server() as server:
        server.control("POST", "rules", slow_rule({"delay": "700ms"}))
        connections = [server.connect() for _ in range(10)]
        for connection in connections:
            connection.send(DOMAINS)
        time.sleep(0.3)
        server.signal()
        statuses = []
        for connection in connections:
            try:
                statuses.append(connection.answer().status)
            except OSError as error:
                statuses.append(str(error))
        code = server.process.wait(timeout=20)
        report.check(statuses == [200] * 10 and code == 0, "what is under way is finished", f"{statuses}, ended with {code}")


def check_unread_log(report):
    """A log that nobody reads: requests go on, and the end comes."""
    for level in ("info", "debug", "trace"):
        server = Server(log=level, pipe=True)
        try:
            answered, longest = 0, 0.0
            with server.connect(timeout=5) as connection:
                try:
                    for number in range(3000):
                        begun = time.monotonic()
                        connection.ask(qbox("GET", f"/sslcert/{number}", who="x" * 60))
                        longest, answered = max(longest, time.monotonic() - begun), number + 1
                except OSError:
                    pass
            health = server.health(timeout=3)
            server.signal()
            begun = time.monotonic()
            try:
                code = server.process.wait(timeout=GRACE + MARGIN)
            except Exception:
                code = None
            took = time.monotonic() - begun
            right = answered == 3000 and health is not None and code == 0
            report.check(
                right,
                f"a log that nobody reads, at {level}",
                f"{answered} of 3000 answered, within {longest:.2f} s; health {health}; ended with {code} after {took:.1f} s",
            )
        finally:
            server.process.kill()
            server.end()


def check_closed_log(report):
    """A log that is closed while it is written."""
    server = Server(log="debug", pipe=True)
    try:
        server.process.stderr.close()
        with server.connect(timeout=5) as connection:
            statuses = {connection.ask(qbox("GET", f"/sslcert/{number}", who="x")).status for number in range(500)}
        report.check(server.is_alive() and server.health() is not None, "a log that is closed", f"{statuses}")
    finally:
        server.process.stderr = None
        report.check(server.end() == 0, "a log that is closed: the end")


def check(report):
    with report.part("signals"):
        check_ends(report)
    with report.part("what is under way"):
        check_finishes(report)
    with report.part("a log that nobody reads"):
        check_unread_log(report)
    with report.part("a log that is closed"):
        check_closed_log(report)
