"""Whatever is asked of the control API is answered in words, and what is refused changes nothing."""

import json

from operations import EXAMPLES
from server import Server
from wires import encode


def wrong_values():
    """Values that no endpoint takes, and what is nearly one."""
    deep = "[" * 5000 + "]" * 5000
    values = [
        b"null",
        b"true",
        b"0",
        b"-1",
        b"1e999",
        b'""',
        b'"a"',
        b"[null]",
        b"[[]]",
        b"[[{}]]",
        b"[1]",
        b'["a"]',
        b'{"a":1}',
        b'{"":null}',
        b"{",
        b"[",
        b'"',
        b"nul",
        b"{}{}",
        b"[]]",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b"\x00",
        b"'a'",
        b"{a:1}",
        b'{"a":1,}',
        deep.encode(),
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
    ]
    return values


# Members of each endpoint's body.
MEMBERS = {
    "rules": [
        "name",
        "when",
        "calls",
        "ttl",
        "then",
        "when.operation",
        "when.account",
        "when.request",
        "calls.first",
        "calls.nth",
        "calls.after",
        "calls.every",
        "then.error",
        "then.undocumented",
        "then.message",
        "then.headers",
        "then.respond",
        "then.delay",
        "then.transport",
        "then.applied",
        "then.respond.status",
        "then.respond.headers",
        "then.respond.body",
        "then.delay.uniform",
        "then.delay.median",
        "then.transport.truncate",
        "then.transport.dribble",
        "then.transport.slow_headers",
        "then.transport.dribble.bytes",
        "then.transport.dribble.every",
    ],
    "clock": ["at", "offset"],
    "clock/advance": ["by"],
    "fixtures": [
        "certmock",
        "seed",
        "clock",
        "pace",
        "accounts",
        "state",
        "rules",
        "accounts.0",
        "state.certmock",
        "state.certmock.qiniu",
        "state.certmock.qiniu.certificates",
        "rules.0",
        "pace.tencent_ssl.issue",
        "clock.at",
    ],
    "state": [
        "certmock",
        "certmock.qiniu",
        "certmock.qiniu.certificates",
        "certmock.qiniu.certificates.0",
        "certmock.qiniu.domains",
        "certmock.tencent_ssl",
        "certmock.tencent_ssl.certificates",
        "certmock.tencent_gaap",
        "certmock.tencent_gaap.listeners",
        "certmock.huawei_elb.certificates",
        "certmock.rainbond.certificates",
        "certmock.nothing",
        "qiniu:a.qiniu",
    ],
}


VALUES = [
    None,
    True,
    0,
    -1,
    1.5,
    10**400,
    "",
    "a",
    "\0",
    "é" * 1000,
    [],
    [None],
    [[]],
    [{}],
    [1],
    {},
    {"": None},
    {"a": {"b": {"c": []}}},
    {"certmock": 1},
]


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
        cases = [
            (method, path, value)
            for method, path in (
                ("POST", "rules"),
                ("POST", "fixtures"),
                ("PUT", "clock"),
                ("POST", "clock/advance"),
                ("PUT", "state"),
            )
            for value in wrong_values()
        ]
        for endpoint, members in MEMBERS.items():
            for member in members:
                for value in VALUES:
                    method = "PUT" if endpoint in ("clock", "state") else "POST"
                    cases.append((method, endpoint, encode(around(endpoint, member, placed(member, value)))))
        queries = [
            f"{name}={value}"
            for name in ("limit", "count", "timeout", "since", "account", "operation", "outcome", "x")
            for value in (
                "",
                "-1",
                "a",
                "1e9",
                "18446744073709551616",
                "%00",
                "%ff",
                "null",
                "[]",
                f"1&{name}=2",
                "0s",
                "99999999999d",
            )
        ]
        cases += [
            ("GET", f"{path}?{query}&timeout=1ms" if path.endswith("wait") and "timeout" not in query else f"{path}?{query}", b"")
            for path in ("requests", "requests/wait", "state", "clock", "coverage", "rules")
            for query in queries
            if "99999999999d" not in query or "wait" not in path
        ]
        cases += [
            (method, path, b"")
            for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW")
            for path in (
                "",
                "health",
                "ready",
                "rules",
                "requests/x",
                "requests/",
                "openapi/x.json",
                "openapi/",
                "downloads/x",
                "downloads/qiniu",
                "catalogue",
                "state/x",
                "%00",
                "..",
                "clock/advance/x",
            )
        ]
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
                    wrong.append(
                        (f"{answer.status} in no JSON: {answer.header('content-type')} {answer.body[:80]!r}", method, path, body)
                    )
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
        report.check(
            not wrong and unchanged,
            "wrong types and words everywhere: refused in words",
            f"{asked} asked, {apart} taken, {len(wrong)} wrong{': ' + wrong[0][0] if wrong else ''}",
            repr(wrong[0][1:]) if wrong else "",
        )
        kinds = {}
        for what, *case in wrong:
            kinds.setdefault(what[:24], (what, case))
        for what, case in list(kinds.values())[1:6]:
            report.check(False, "wrong types and words everywhere, another kind", what, repr(case))
        report.check(not server.panics(), "nothing panicked", "; ".join(server.panics()[:2]))


def check(report):
    with report.part("types"):
        check_types(report)
