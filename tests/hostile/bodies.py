"""What is sent to the control API has a limit and a time, whatever it is is refused in words and changes
nothing, and answers that nobody reads are given up."""

import json
import os
import socket
import time

from connection import pipelined
from operations import control, rule
from server import Server, pair
from wires import certificates_of, huawei_token, qbox

MIB = 1 << 20
ENDPOINTS = [
    ("POST", "rules"),
    ("POST", "fixtures"),
    ("PUT", "clock"),
    ("POST", "clock/advance"),
    ("POST", "reset"),
    ("DELETE", "rules"),
    ("DELETE", "requests"),
    ("DELETE", "fixtures"),
    ("GET", "health"),
    ("GET", "requests/wait?timeout=1ms"),
    ("GET", "catalogue"),
    ("POST", "nothing"),
    ("PATCH", "rules"),
    ("POST", "health"),
]
# More than any of them is meant to take; a state alone may be as large as what it describes.
TOO_LARGE = 96 * MIB


def upload(server, method, path, chunked):
    """Sends more than is meant, until it is refused or all of it is sent; the answer's status, if any."""
    connection = server.connect(timeout=20)
    how = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {TOO_LARGE}"
    piece = b" " * MIB
    try:
        connection.send(f"{method} /_certmock/{path} HTTP/1.1\r\nHost: a\r\n{how}\r\n\r\n".encode())
        for _ in range(TOO_LARGE // MIB):
            connection.send(b"%x\r\n%s\r\n" % (MIB, piece) if chunked else piece)
        if chunked:
            connection.send(b"0\r\n\r\n")
    except OSError:
        pass
    try:
        return connection.answer(method).status
    except OSError:
        return None
    finally:
        connection.close()


def check_sizes(report):
    """Bodies that are far too large are not kept."""
    for chunked in (False, True):
        kind = "in chunks" if chunked else "announced"
        with Server("--body-limit", MIB, "--patience", "5s") as server:
            wrong, statuses = [], {}
            for method, path in ENDPOINTS:
                server.forget_peak()
                before = server.memory()
                status = upload(server, method, path, chunked)
                peak = server.memory("VmHWM") - before
                statuses[status] = statuses.get(status, 0) + 1
                # What reads no body may answer before one has come.
                reads = path in ("rules", "fixtures", "clock", "clock/advance") and method in ("POST", "PUT")
                if peak > 48 * MIB or reads and status not in (413, None):
                    wrong.append(f"{method} {path}: {status}, {peak / MIB:.0f} MiB")
            report.check(
                not wrong,
                f"bodies of {TOO_LARGE // MIB} MiB, {kind}",
                f"{statuses}{', ' + '; '.join(wrong) if wrong else ''}",
                wrong,
            )
            report.check(
                server.is_alive() and server.health() is not None, f"bodies that are too large, {kind}: the server lives"
            )


def sockets(server):
    folder = f"/proc/{server.pid}/fd"
    count = 0
    for name in os.listdir(folder):
        try:
            count += os.readlink(f"{folder}/{name}").startswith("socket:")
        except OSError:
            pass
    return count


def check_patience(report):
    """Silence within a body is not waited for longer than is said, wherever the body goes; and those who
    are slow, but send something, are."""
    endpoints = [*ENDPOINTS[:5], ("PUT", "state"), ("POST", "nothing")]
    with Server("--patience", "1s") as server:
        silent = []
        for method, path in endpoints:
            for how in (
                b"Content-Length: 10\r\n\r\n{",
                b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                b"Content-Length: 1000000\r\n\r\n" + b" " * 70_000,
            ):
                for _ in range(10):
                    connection = server.connect(timeout=8)
                    connection.send(f"{method} /_certmock/{path} HTTP/1.1\r\nHost: a\r\n".encode() + how)
                    silent.append((f"{method} {path}", connection))
        slow = server.connect(timeout=20)
        slow.send(control("POST", "rules").raw().rstrip() + b"\r\nContent-Length: 22\r\n\r\n")
        for byte in json.dumps(rule("slow")).encode()[:0] + b'[{"then":{"x":1}}]    ':
            slow.send(bytes([byte]))
            time.sleep(0.15)
        answer = slow.answer()
        report.check(answer.status == 400, "who sends a byte now and then is waited for", f"{answer.status} {answer.body[:80]!r}")
        ends, left, statuses = time.monotonic() + 4, {}, {}
        for what, connection in silent:
            connection.socket.settimeout(max(0.01, ends - time.monotonic()))
            try:
                raw = connection.rest()
                status = raw[9:12].decode() or "closed"
                statuses[status] = statuses.get(status, 0) + 1
            except OSError:
                left[what] = left.get(what, 0) + 1
            connection.close()
        report.check(
            not left, "silence within a body is ended", f"answers {statuses}, left {left}" if left else f"answers {statuses}"
        )
        slow.close()


def fill(server):
    """Has the built-in account hold so much that a list of it is large; how large, in bytes."""
    certificate, key = pair("rsa-8192")
    kept = [
        {"id": f"{number:032x}", "name": f"n{number}", "certificate": certificate, "private_key": key} for number in range(120)
    ]
    status = server.control("PUT", "state", {"certmock": {"huawei_elb": {"certificates": kept}}}).status
    if status != 204:
        raise ValueError(f"the state is refused with {status}")
    return len(server.ask(LIST).body)


LIST = huawei_token("GET", certificates_of(None))


def check_unread(report):
    """Answers that nobody reads are given up, and so is the memory for them."""
    for what, request in {
        "lists": LIST,
        "the journal": control("GET", "requests?limit=5000"),
        "a state": control("GET", "state"),
    }.items():
        with Server("--patience", "1s") as server:
            size = fill(server)
            with server.connect() as connection:
                pipelined(connection, [qbox("GET", f"/sslcert/{'a' * 500}", who="unread")] * 2000)
            before, connected = server.memory(), sockets(server)
            connections = []
            for _ in range(20):
                connection = server.connect()
                connection.socket.setblocking(False)
                try:
                    connection.socket.send(request.raw() * 40)
                except BlockingIOError:
                    pass
                connections.append(connection)
            time.sleep(0.8)
            during = sockets(server) - connected
            ends = time.monotonic() + 8
            while sockets(server) > connected and time.monotonic() < ends:
                time.sleep(0.1)
            left, grown = sockets(server) - connected, (server.memory() - before) / MIB
            measured = f"{during} connections before, {left} after; memory grew by {grown:.0f} MiB, a list has {size} bytes"
            report.check(during > 0 and left <= 0 and grown < 160, f"answers that nobody reads are given up: {what}", measured)
            for connection in connections:
                connection.close()


def check_slow_reader(report):
    """Who reads slowly, but reads, has the whole of an answer."""
    with Server("--patience", "1s") as server:
        size = fill(server)
        with server.connect(timeout=20) as connection:
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
            connection.send(LIST.raw())
            came = b""
            for _ in range(12):
                time.sleep(0.3)
                came += connection.socket.recv(size // 20)
            connection.buffer = came
            answer = connection.answer()
        report.check(len(answer.body) == size, "who reads slowly has all of it", f"{len(answer.body)} of {size} bytes")


def check(report):
    for what, part in (
        ("sizes", check_sizes),
        ("patience", check_patience),
        ("unread answers", check_unread),
        ("a slow reader", check_slow_reader),
    ):
        with report.part(what):
            part(report)
