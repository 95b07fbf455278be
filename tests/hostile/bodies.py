"""What is sent to the control API has a limit and a time, whatever it is is refused in words and changes
nothing, and answers that nobody reads are given up."""

import json
import os
import time

from connection import Request
from operations import EXAMPLES, control, rule
from server import Server, pair
from wires import HOST, encode, qbox

MIB = 1 << 20
ENDPOINTS = [
    ("POST", "rules"), ("POST", "fixtures"), ("PUT", "clock"), ("POST", "clock/advance"), ("POST", "reset"), ("DELETE", "rules"), ("DELETE", "requests"), ("DELETE", "fixtures"),
    ("GET", "health"), ("GET", "requests/wait?timeout=1ms"), ("GET", "catalogue"), ("POST", "nothing"), ("PATCH", "rules"), ("POST", "health"),
]
# More than any of them is meant to take; a state alone may be as large as what it describes.
TOO_LARGE = 96 * MIB


def wrong_values():
    """Values that no endpoint takes, and what is nearly one."""
    deep = "[" * 5000 + "]" * 5000
    values = [b"null", b"true", b"0", b"-1", b"1e999", b'""', b'"a"', b"[null]", b"[[]]", b"[[{}]]", b"[1]", b'["a"]', b'{"a":1}', b'{"":null}', b"{", b"[", b'"', b"nul", b"{}{}", b"[]]", b"\xff", b"\xef\xbb\xbf{}", b"\x00", b"'a'", b"{a:1}", b'{"a":1,}', deep.encode(), b'{"a":' * 3000 + b"1" + b"}" * 3000]
    return values


# Members of each endpoint's body.
MEMBERS = {
    "rules": ["name", "when", "calls", "ttl", "then", "when.operation", "when.account", "when.request", "calls.first", "calls.nth", "calls.after", "calls.every", "then.error", "then.undocumented", "then.message", "then.headers", "then.respond", "then.delay", "then.transport", "then.applied", "then.respond.status", "then.respond.headers", "then.respond.body", "then.delay.uniform", "then.delay.median", "then.transport.truncate", "then.transport.dribble", "then.transport.slow_headers", "then.transport.dribble.bytes", "then.transport.dribble.every"],
    "clock": ["at", "offset"],
    "clock/advance": ["by"],
    "fixtures": ["certmock", "seed", "clock", "pace", "accounts", "state", "rules", "accounts.0", "state.certmock", "state.certmock.qiniu", "state.certmock.qiniu.certificates", "rules.0", "pace.tencent_ssl.issue", "clock.at"],
    "state": ["certmock", "certmock.qiniu", "certmock.qiniu.certificates", "certmock.qiniu.certificates.0", "certmock.qiniu.domains", "certmock.tencent_ssl", "certmock.tencent_ssl.certificates", "certmock.tencent_gaap", "certmock.tencent_gaap.listeners", "certmock.huawei_elb.certificates", "certmock.rainbond.certificates", "certmock.nothing", "qiniu:a.qiniu"],
}
VALUES = [None, True, 0, -1, 1.5, 10**400, "", "a", "\0", "é" * 1000, [], [None], [[]], [{}], [1], {}, {"": None}, {"a": {"b": {"c": []}}}, {"certmock": 1}]


def placed(path, value):
    """A body with that value at a path, and what has to stand around it."""
    body = value
    for name in reversed(path.split(".")):
        body = [body] if name == "0" else {name: body}
    return body


def around(endpoint, path, body):
    if endpoint == "fixtures" and path != "certmock":
        return {"certmock": 1} | body
    if endpoint == "rules" and not path.startswith("then"):
        return {"then": {"delay": "0s"}} | body
    if endpoint == "rules" and path in ("then.headers", "then.undocumented", "then.applied"):
        return {"then": {"delay": "0s"} | body["then"]}
    return body


def snapshot(server):
    clock = server.control("GET", "clock").json()
    clock.pop("now", None)
    for one in clock.get("accounts", {}).values():
        one.pop("now", None)
    rules = [{name: one[name] for name in ("name", "when", "then")} for one in server.control("GET", "rules").json()["rules"]]
    return json.dumps([clock, rules, server.control("GET", "state").json()], sort_keys=True)


def check_types(report):
    """Wrong types everywhere."""
    asked, wrong, apart = 0, [], 0
    with Server("--fixture", EXAMPLES) as server:
        before = snapshot(server)
        cases = [(method, path, value) for method, path in (("POST", "rules"), ("POST", "fixtures"), ("PUT", "clock"), ("POST", "clock/advance"), ("PUT", "state")) for value in wrong_values()]
        for endpoint, members in MEMBERS.items():
            for member in members:
                for value in VALUES:
                    method = "PUT" if endpoint in ("clock", "state") else "POST"
                    cases.append((method, endpoint, encode(around(endpoint, member, placed(member, value)))))
        queries = [f"{name}={value}" for name in ("limit", "count", "timeout", "since", "account", "operation", "outcome", "x") for value in ("", "-1", "a", "1e9", "18446744073709551616", "%00", "%ff", "null", "[]", "1&{0}=2".format(name), "0s", "99999999999d")]
        cases += [("GET", f"{path}?{query}&timeout=1ms" if path.endswith("wait") and "timeout" not in query else f"{path}?{query}", b"") for path in ("requests", "requests/wait", "state", "clock", "coverage", "rules") for query in queries if "99999999999d" not in query or "wait" not in path]
        cases += [(method, path, b"") for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW") for path in ("", "health", "ready", "rules", "requests/x", "requests/", "openapi/x.json", "openapi/", "downloads/x", "downloads/qiniu", "catalogue", "state/x", "%00", "..", "clock/advance/x")]
        for method, path, body in cases:
            asked += 1
            try:
                answer = server.control(method, path, body)
            except OSError as error:
                wrong.append((f"no answer: {error}", method, path, body))
                continue
            if answer.status >= 500:
                wrong.append((f"{answer.status} {answer.body[:80]!r}", method, path, body))
            elif answer.status >= 400:
                try:
                    says = method == "HEAD" or isinstance(json.loads(answer.body)["error"], str)
                except (ValueError, KeyError, TypeError):
                    says = False
                if not says:
                    wrong.append((f"{answer.status} in no JSON: {answer.header('content-type')} {answer.body[:80]!r}", method, path, body))
                # A look at everything costs a little: it is enough now and then, and behind the last.
                if asked % 8 == 0 and snapshot(server) != before:
                    wrong.append((f"{answer.status}, and something changed, here or shortly before", method, path, body))
                    server.control("POST", "reset")
                    before = snapshot(server)
            elif method not in ("GET", "HEAD", "OPTIONS"):
                apart += 1
                server.control("POST", "reset")
                server.control("PUT", "clock", {})
                before = snapshot(server)
        unchanged = snapshot(server) == before
        report.check(not wrong and unchanged, "wrong types and words everywhere: refused in words", f"{asked} asked, {apart} taken, {len(wrong)} wrong{': ' + wrong[0][0] if wrong else ''}", repr(wrong[0][1:]) if wrong else "")
        kinds = {}
        for what, *case in wrong:
            kinds.setdefault(what[:24], (what, case))
        for what, case in list(kinds.values())[1:6]:
            report.check(False, "wrong types and words everywhere, another kind", what, repr(case))
        report.check(not server.panics(), "nothing panicked", "; ".join(server.panics()[:2]))


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
            report.check(not wrong, f"bodies of {TOO_LARGE // MIB} MiB, {kind}", f"{statuses}{', ' + '; '.join(wrong) if wrong else ''}", wrong)
            report.check(server.is_alive() and server.health() is not None, f"bodies that are too large, {kind}: the server lives")


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
        time.sleep(0.2)
        before = sockets(server)
        silent = []
        for method, path in endpoints:
            for how in (b"Content-Length: 10\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n5\r\n{", b"Content-Length: 1000000\r\n\r\n" + b" " * 70_000):
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
        report.check(not left, "silence within a body is ended", f"answers {statuses}, left {left}" if left else f"answers {statuses}")
        slow.close()
        time.sleep(1)
        report.check(sockets(server) <= before + 3, "no connection is left", f"{before} sockets before, {sockets(server)} after")


def check_unread(report):
    """Answers that nobody reads are given up, and so is the memory for them."""
    certificate, key = pair()
    targets = {
        "lists": [qbox("GET", "/sslcert?limit=100", who="unread")] * 200,
        "the journal": [control("GET", "requests?limit=2000")] * 40,
        "a state": [control("GET", "state")] * 40,
    }
    for what, requests in targets.items():
        with Server("--patience", "1s") as server:
            for number in range(40):
                server.ask(qbox("POST", "/sslcert", encode({"name": f"{number}" + "n" * 100_000, "ca": certificate, "pri": key}), "unread"))
            before, connected = server.memory(), sockets(server)
            connections = []
            for _ in range(12):
                connection = server.connect()
                connection.socket.setblocking(False)
                try:
                    connection.socket.send(b"".join(request.raw() for request in requests))
                except BlockingIOError:
                    pass
                connections.append(connection)
            time.sleep(0.8)
            during = sockets(server)
            ends = time.monotonic() + 8
            while sockets(server) > connected and time.monotonic() < ends:
                time.sleep(0.1)
            left = sockets(server) - connected
            grown = (server.memory() - before) / MIB
            # One that reads slowly, but reads, has its answer.
            report.check(left <= 0 and grown < 160, f"answers that nobody reads are given up: {what}", f"{during - connected} connections before, {left} after; memory grew by {grown:.0f} MiB")
            for connection in connections:
                connection.close()


def check_slow_reader(report):
    """Who reads slowly, but reads, has the whole of its answer."""
    certificate, key = pair()
    with Server("--patience", "1s") as server:
        for number in range(30):
            server.ask(qbox("POST", "/sslcert", encode({"name": f"{number}" + "n" * 60_000, "ca": certificate, "pri": key}), "slow"))
        whole = len(server.ask(qbox("GET", "/sslcert?limit=100", who="slow")).body)
        with server.connect(timeout=20) as connection:
            connection.socket.setsockopt(1, 8, 65536)
            connection.send(qbox("GET", "/sslcert?limit=100", who="slow").raw())
            came = b""
            for _ in range(12):
                time.sleep(0.3)
                came += connection.socket.recv(whole // 10)
            connection.buffer = came
            answer = connection.answer()
        report.check(len(answer.body) == whole, "who reads slowly has all of it", f"{len(answer.body)} of {whole} bytes")


def check(report):
    for what, part in (("types", check_types), ("sizes", check_sizes), ("patience", check_patience), ("unread answers", check_unread), ("a slow reader", check_slow_reader)):
        with report.part(what):
            part(report)
