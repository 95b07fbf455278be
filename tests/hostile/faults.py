"""No fault is armed that HTTP cannot send: what is armed comes as it was armed."""

from operations import control
from server import Server
from wires import encode, qbox


def faults():
    """Answers that a rule might make, most of which HTTP has no way to send."""
    headers = [
        "Transfer-Encoding",
        "Content-Length",
        "Connection",
        "Upgrade",
        "Trailer",
        "TE",
        "Keep-Alive",
        "Proxy-Connection",
        "Date",
        "Server",
        "Content-Type",
        "Set-Cookie",
        "X-Certmock-Rule",
        "X-Certmock-Auth",
        "X-Any",
        "Content-Encoding",
        "Location",
        "Retry-After",
        "WWW-Authenticate",
        "Host",
        ":status",
        "",
        "a b",
        "a:b",
        "é",
        "X\r\nY",
        "X\0",
    ]
    values = [
        "chunked",
        "0",
        "5",
        "-1",
        "close",
        "keep-alive",
        "x",
        "",
        " x ",
        "a\r\nb: c",
        "a\0",
        "é",
        "\x7f",
        "a" * 20_000,
        "gzip",
    ]
    for header in headers:
        for value in values:
            yield f"{header!r}: {value[:20]!r} beside an answer", {"headers": {header: value}}
            yield (
                f"{header!r}: {value[:20]!r} of a response",
                {"respond": {"status": 200, "headers": {header: value}, "body": "body"}},
            )
    for status in (
        0,
        1,
        99,
        100,
        101,
        102,
        103,
        199,
        200,
        201,
        204,
        205,
        206,
        300,
        304,
        400,
        418,
        451,
        499,
        500,
        599,
        600,
        999,
        1000,
        65535,
    ):
        for body in (None, "", "x", {}, [], 0, False, "x" * 100_000):
            yield (
                f"a status of {status} with {str(body)[:10]!r}",
                {"respond": {"status": status} | ({} if body is None else {"body": body})},
            )
    for transport in (
        {"truncate": 0},
        {"truncate": 10**9},
        {"truncate": -1},
        {"dribble": {"bytes": 0, "every": "1ms"}},
        {"dribble": {"bytes": 10**9, "every": "1ms"}},
        {"dribble": {"bytes": 1}},
        "nothing",
        "empty",
    ):
        yield f"{transport}", {"transport": transport}


def check_faults(report):
    """What is armed comes as it was armed; what cannot come is not armed."""
    wrong, armed, refused = [], 0, 0
    with Server() as server:
        for what, then in faults():
            rule = {"name": "fault", "when": {"operation": "qiniu.ListDomains"}, "then": then}
            answer = server.control("POST", "rules", rule)
            if answer.status == 400:
                refused += 1
                continue
            armed += 1
            if answer.status != 200:
                wrong.append((f"{what}: {answer.status}", then))
                continue
            try:
                with server.connect(timeout=5) as connection:
                    came = connection.ask(qbox("GET", "/domain"))
                    # The next request on the connection has an answer of its own, unless it is closed.
                    closed = (came.header("connection") or "").lower() == "close" or "transport" in then
                    if not closed and connection.ask(control("GET", "health")).body != b'{"status":"ok"}':
                        wrong.append((f"{what}: what follows is not its own answer", then))
            except (OSError, ValueError, IndexError) as error:
                if "truncate" not in str(then):
                    wrong.append((f"{what}: armed, and {type(error).__name__}: {str(error)[:100]}", then))
                continue
            respond = then.get("respond", {})
            if respond and came.status != respond["status"]:
                wrong.append((f"{what}: came with {came.status}", then))
            body = respond.get("body")
            has_body = came.status not in (204, 205, 304)
            # RFC 9110, 8.6 and 15: these have no body, and 204 has no length either.
            if not has_body and (body not in (None, "") or came.status == 204 and came.header("content-length")):
                wrong.append((f"{what}: armed, with {came.header('content-length')} bytes", then))
            if has_body and isinstance(body, str) and came.body != body.encode():
                wrong.append((f"{what}: its body is {came.body[:40]!r}", then))
            for name, value in {**then.get("headers", {}), **respond.get("headers", {})}.items():
                found = [one for known, one in came.headers if known.lower() == name.lower()]
                if [one.encode("latin-1").decode("utf-8", "replace").strip() for one in found] != [value.strip()]:
                    wrong.append((f"{what}: came as {[one[:30] for one in found]}", then))
        measured = f"{armed} armed, {refused} refused, {len(wrong)} wrong{': ' + wrong[0][0] if wrong else ''}"
        report.check(
            not wrong, "faults: what is armed comes as it was armed", measured, encode(wrong[0][1]).decode() if wrong else ""
        )
        report.check(not server.panics(), "faults: nothing panicked", "; ".join(server.panics()[:1]))


def check(report):
    with report.part("faults"):
        check_faults(report)
