"""Requests, rules and words to the control API with a secret in every place that has room for one."""

import re
import urllib.parse

import marks
import wires
from connection import Request
from operations import control, rule
from server import pair
from wires import (
    FORM,
    HOST,
    JSON,
    WIRES,
    certificates_of,
    encode,
    huawei,
    huawei_token,
    qbox,
    qiniu,
    rainbond,
    tc3,
    team_path,
    v1,
)


def quote(text):
    return urllib.parse.quote(text, safe="")


def in_members(made):
    """Keys by any name, and anything by the name of a secret, in the body on every wire."""
    places = {
        "another member": lambda text: {"x": text},
        "a name": lambda text: {text: "x"},
        "a list": lambda text: {"x": [text]},
        "an object": lambda text: {"x": {"y": {"z": text}}},
        "a name in an object": lambda text: {"x": {text: 1}},
    }
    for wire in WIRES:
        fields = wire.fields or ("auth",)
        # The rest is as it should be, so that the one is looked at.
        right = dict(zip(fields, ("name", *pair())))
        own = {field: lambda text, field=field, right=right: right | {field: text} for field in fields}
        lists = {f"a list in {field}": lambda text, field=field, right=right: right | {field: [text]} for field in fields}
        for place, members in (places | own | lists).items():
            for mark in made.keys():
                yield f"{wire.name}, {mark.kind} in {place}", wire.upload(members(mark.text)), mark
        for place in ("x", fields[0]):
            for mark in made.given():
                yield f"{wire.name}, {mark.kind} in {place}", wire.upload({place: mark.text}), mark
        for name in marks.NAMES:
            for kind, value, mark in marks.values(made):
                yield f"{wire.name}, {kind} by the name {name}", wire.upload({name: value}), mark
            for kind, value, mark in list(marks.values(made))[:3]:
                yield f"{wire.name}, {kind} by the name {name}, within", wire.upload({"x": {"y": {name: value}}}), mark
    boundary = "multipart/form-data; boundary=certmock-boundary"
    parts = {
        "a name": lambda text: {text.replace('"', ""): "x"},
        "a file's name": lambda text: {"alias": (text.replace('"', ""), "x")},
        "a file": lambda text: {"private_key": ("k.pem", text)},
    }
    for place, members in parts.items():
        for mark in made.keys():
            yield (
                f"multipart, {mark.kind} as {place}",
                rainbond("POST", team_path(), wires.multipart(members(mark.text)), kind=boundary),
                mark,
            )
    bodies = {
        "Qiniu": lambda body: qbox("POST", "/sslcert", body),
        "Huawei": lambda body: huawei_token("POST", certificates_of(None), body),
        "a login": lambda body: Request("POST", "/v3/auth/tokens", [("Host", HOST)], body),
    }
    for kind in (JSON, FORM, "text/plain", "multipart/form-data; boundary=b"):
        bodies[f"Rainbond, {kind}"] = lambda body, kind=kind: rainbond("POST", team_path(), body, kind=kind)
        bodies[f"Tencent, {kind}"] = lambda body, kind=kind: tc3("UploadCertificate", body, kind=kind)
    for what, send in bodies.items():
        for mark in made.keys():
            yield f"{what}, a body that is {mark.kind}", send(mark.text.encode()), mark
        for mark in made.keys():
            yield f"{what}, JSON that breaks off in {mark.kind}", send(encode({"name": mark.text})[:-40]), mark


def in_targets(made):
    """In queries, by name and by value, and in paths; signed by a made-up key, rightly, and wrongly."""

    def senders(query):
        yield "tc3", tc3("DescribeCertificates", method="GET", query=query)
        yield "tc3, a wrong signature", spoiled(tc3("DescribeCertificates", method="GET", query=query))
        yield (
            "tencent v1, a wrong signature",
            Request(
                "GET", v1("DescribeCertificates", {}).target.split("&Signature=")[0] + f"&Signature=x&{query}", [("Host", HOST)]
            ),
        )
        yield "huawei", huawei("GET", certificates_of(None), query=query)
        yield "huawei, a wrong signature", spoiled(huawei("GET", certificates_of(None), query=query))
        yield "qbox", qbox("GET", f"/sslcert?{query}")
        yield "qiniu, a wrong signature", spoiled(qiniu("GET", f"/domain?{query}"))
        yield "rainbond", rainbond("GET", f"{team_path()}?{query}")
        yield "nobody", Request("GET", f"/nothing/x?{query}", [("Host", HOST)])

    queries = {"a value": "x={}", "a name": "{}=x", "a query": "{}"}
    for place, form in queries.items():
        for index in range(len(list(senders("")))):
            for mark in made.keys():
                sender, request = list(senders(form.format(quote(mark.text))))[index]
                yield f"{sender}, {mark.kind} as {place} of a query", request, mark
    paths = {
        "/sslcert/{}": lambda path: qbox("GET", path),
        "/sslcert/{}, a wrong signature": lambda path: spoiled(qiniu("GET", path)),
        "/domain/{}/httpsconf": lambda path: qbox("GET", path),
        "/sslcert/a/{}": lambda path: qbox("GET", path),
        certificates_of("{}"): lambda path: huawei("DELETE", path, who="x"),
        certificates_of(None) + "/{}": lambda path: huawei("DELETE", path),
        certificates_of(None) + "/{}, a wrong signature": lambda path: spoiled(huawei("DELETE", path)),
        team_path(team="{}"): lambda path: rainbond("GET", path),
        team_path("certificates/{}"): lambda path: rainbond("GET", path),
        "/{}": lambda path: Request("GET", path, [("Host", HOST)]),
        "/_certmock/{}": lambda path: Request("GET", path, [("Host", HOST)]),
        "/_certmock/openapi/{}": lambda path: Request("GET", path, [("Host", HOST)]),
        "/_certmock/requests/{}": lambda path: Request("GET", path, [("Host", HOST)]),
    }
    for path, send in paths.items():
        for mark in made.keys():
            yield f"{mark.kind} in {path}", send(path.split(",")[0].format(quote(mark.text))), mark
    for name in marks.NAMES:
        for spelt in (name, quote(name).replace("r", "%72"), f"{name}.0", f"{name}[]"):
            mark = made.bare()
            for sender, request in senders(f"{spelt}={mark.text}"):
                yield f"{sender}, ?{spelt}=", request, mark
    for mark in made.given():
        yield f"qiniu, {mark.kind} in a path", spoiled(qiniu("GET", f"/sslcert/{quote(mark.text)}")), mark


HEADERS = [
    "Authorization",
    "X-Auth-Token",
    "x-AUTH-token",
    "X-Subject-Token",
    "X-Security-Token",
    "X-TC-Token",
    "X-TC-SecretKey",
    "X-Qiniu-Token",
    "X-Qiniu-Meta-Key",
    "Cookie",
    "X-Internal-Token",
    "Proxy-Authorization",
    "X-Api-Key",
    "X-Whatever",
]


# Those whose values are shown, but for keys.
SHOWN = [
    "Host",
    "Content-Type",
    "X-TC-Action",
    "X-TC-Version",
    "X-TC-Region",
    "X-TC-Language",
    "X-TC-Timestamp",
    "X-Sdk-Date",
    "X-Sdk-Content-Sha256",
    "X-Qiniu-Date",
    "Origin",
    "User-Agent",
    "Accept",
    "Expect",
    "Content-Encoding",
]


def inline(made):
    """Keys that fit on a line."""
    return (mark for mark in made.keys() if not re.search(r"[\r\n]", mark.text))


def in_headers(made):
    """In headers, signed by their names in any case and not signed."""

    def senders(name, value):
        headers = [(name, value)]
        for spelt in (name, name.lower(), name.swapcase()):
            yield (
                "tc3, a wrong signature",
                spoiled(tc3("DescribeCertificates", headers=headers, signed=["content-type", "host", spelt])),
            )
            yield (
                "huawei, a wrong signature",
                spoiled(huawei("GET", certificates_of(None), headers=headers, signed=["host", "x-sdk-date", spelt])),
            )
        yield "qiniu, a wrong signature", spoiled(qiniu("GET", "/sslcert", headers=headers))
        for target in ("/sslcert", certificates_of(None), team_path(), "/", "/nothing"):
            yield f"GET {target}", Request("GET", target, headers if name == "Host" else [("Host", HOST), *headers])
        yield (
            "tc3, it alone",
            Request(
                "POST",
                "/",
                ([] if name == "Host" else [("Host", HOST)])
                + [("X-TC-Action", "DescribeCertificates")][: name != "X-TC-Action"]
                + headers,
                b"{}",
            ),
        )

    for name in HEADERS + SHOWN:
        for index in range(len(list(senders(name, "")))):
            if name in HEADERS:
                mark = made.bare()
                sender, request = list(senders(name, mark.text))[index]
                yield f"{sender}, {name}", request, mark
            for mark in inline(made):
                sender, request = list(senders(name, mark.text))[index]
                yield f"{sender}, {mark.kind} in {name}", request, mark
    # Where a key id, a scope or the names of headers are meant.
    places = {
        "a key id of Qiniu": lambda text: Request(
            "GET", "/sslcert", [("Host", HOST), ("Authorization", f"QBox {text}:{'A' * 27}=")]
        ),
        "a signature": lambda text: Request("GET", "/sslcert", [("Host", HOST), ("Authorization", f"Qiniu certmock:{text}")]),
        "no scheme": lambda text: Request("GET", "/sslcert", [("Host", HOST), ("Authorization", text)]),
        "a scheme": lambda text: Request("GET", "/sslcert", [("Host", HOST), ("Authorization", f"{text} a:b")]),
        "a key id": lambda text: tc3("DescribeCertificates", who=text),
        "the name of a signed header": lambda text: tc3("DescribeCertificates", signed=["content-type", "host", text]),
        "an action": lambda text: tc3(text),
        "a key id of Huawei": lambda text: huawei("GET", certificates_of("p"), who=text),
        "the name of a signed header of Huawei": lambda text: huawei("GET", certificates_of(None), signed=["host", text]),
        "a token of Rainbond": lambda text: rainbond("GET", team_path(), who=text),
        "a key id of version 1": lambda text: v1("DescribeCertificates", {}, who=text),
        "a user": lambda text: wires.log_in(wires.password(text, "p")),
        "a project": lambda text: wires.log_in(wires.password("somebody", "p", text)),
        "a method": lambda text: Request(re.sub(r"[^A-Za-z0-9+-]", "", text)[:200], "/sslcert", [("Host", HOST)]),
    }
    for place, send in places.items():
        for mark in inline(made):
            if place != "a method" or mark.kind.startswith("base64 of a"):
                yield f"{mark.kind} as {place}", send(mark.text), mark
    for user in ("certmock", "somebody"):
        mark = made.bare()
        yield f"a password of {user}", wires.log_in(wires.password(user, mark.text)), mark
        yield f"a password before the host, {user}", spoiled(huawei("GET", certificates_of(None), headers=[])), mark


def in_rules(made):
    """In rules: what a request has to say, and what is answered; also where they are wrong."""
    places = {
        "when.request": lambda text: rule("r", {"name": text}),
        "a list of when.request": lambda text: rule("r", {"name": [text]}),
        "an object of when.request": lambda text: rule("r", {"name": {"x": text}}),
        "a name of when.request": lambda text: rule("r", {text: "x"}, operation="*"),
        "an unknown name of when.request": lambda text: rule("r", {text: "x"}, operation="tencent_ssl.UploadCertificate"),
        "when.account": lambda text: rule("r", account=text),
        "when.operation": lambda text: rule("r", operation=text),
        "an unknown member": lambda text: rule("r") | {text: 1},
        "calls": lambda text: rule("r") | {"calls": {text: 1}},
        "then.error": lambda text: {"then": {"error": text}},
        "then.message": lambda text: {"then": {"error": "InternalError", "message": text}},
        "respond.body": lambda text: {"then": {"respond": {"status": 400, "body": text}}},
        "respond.body's members": lambda text: {"then": {"respond": {"status": 400, "body": {"x": [text]}}}},
        "a header": lambda text: {"then": {"headers": {"X-Key": text}, "delay": "0s"}},
        "a header's name": lambda text: {"then": {"headers": {text: "a"}, "delay": "0s"}},
        "a duration": lambda text: {"then": {"delay": text}},
        "a transport": lambda text: {"then": {"transport": text}},
        "the name": lambda text: {"name": text, "then": {"delay": "0s"}},
        "the rule": lambda text: text,
    }
    for place, one in places.items():
        for mark in made.keys():
            yield f"a rule, {mark.kind} in {place}", control("POST", "rules", one(mark.text)), mark
    for name in marks.NAMES:
        for kind, value, mark in marks.values(made):
            yield (
                f"a rule, {kind} in when.request by {name}",
                control("POST", "rules", rule("r", {name: value}, operation="*")),
                mark,
            )
        mark = made.bare()
        yield (
            f"a rule, {name} in respond",
            control("POST", "rules", {"name": "r", "then": {"respond": {"status": 400, "body": {name: mark.text}}}}),
            mark,
        )
        if re.fullmatch(r"[-\w]+", name):
            mark = made.bare()
            yield (
                f"a rule, the header {name}",
                control("POST", "rules", {"name": "r", "then": {"headers": {name: mark.text}, "delay": "0s"}}),
                mark,
            )


def in_queries_of_control(made):
    for path in ("requests", "requests/wait", "rules", "clock", "coverage", "state", "downloads/tencent_ssl"):
        for name in ("account", "operation", "outcome", "since", "limit", "timeout", "x"):
            timeout = "" if name == "timeout" else "&timeout=1ms"
            for mark in made.keys():
                yield (
                    f"control, {mark.kind} in {path}?{name}",
                    Request("GET", f"/_certmock/{path}?{name}={quote(mark.text)}{timeout}", [("Host", HOST)]),
                    mark,
                )
    bodies = {
        "the body": lambda text: text.encode(),
        "a value": lambda text: encode({"at": text}),
        "a span": lambda text: encode({"by": text}),
        "a name": lambda text: encode({text: 1}),
        "a list": lambda text: encode([text]),
        "something within": lambda text: encode({text: {text: {text: text}}}),
    }
    for path, method in (("clock", "PUT"), ("clock/advance", "POST"), ("state", "PUT"), ("fixtures", "POST")):
        for place, body in bodies.items():
            for mark in made.keys():
                yield f"control, {mark.kind} as {place} of {path}", control(method, path, body(mark.text)), mark


def spoiled(request):
    """The same with a signature that is not right."""
    headers = []
    for name, value in request.headers:
        if name == "Authorization" and "Signature=" in value:
            value = value.split("Signature=")[0] + "Signature=" + "0" * 64
        elif name == "Authorization" and value.startswith(("QBox ", "Qiniu ")):
            value = value.rsplit(":", 1)[0] + ":" + "A" * 27 + "="
        headers.append((name, value))
    return Request(request.method, request.target, headers, request.body)
