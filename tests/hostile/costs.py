"""A request costs what it weighs, whatever it names or repeats: every parser of every wire."""

import time

import texts
import wires
from connection import Request
from meter import Meter
from server import Server, pair
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
)

# Heads are limited by the server: these are sizes that it reads.
HEADS = {"small": 24 << 10, "large": 96 << 10}
QUERIES = {"small": 7 << 10, "large": 28 << 10}


# The older signature's parameters, without a right signature: which action, and when.
V1 = "Action={}&Version=2019-12-05&Timestamp={}&Nonce=1&SecretId=certmock&Signature=x"


def v1(action, query):
    return f"{V1.format(action, int(time.time()))}&{query}"


def wrong(request):
    """The same with a signature that is not right, which is to be explained."""
    headers = [
        (
            name,
            value.replace("Signature=", "Signature=ffff")[: len(value)] if name == "Authorization" and "HMAC" in value else value,
        )
        for name, value in request.headers
    ]
    headers = [(n, v[:-8] + "AAAAAAA=" if n == "Authorization" and v.startswith(("QBox", "Qiniu")) else v) for n, v in headers]
    return Request(request.method, request.target, headers, request.body)


def bodies():
    """Every document on every wire that reads JSON."""
    senders = {
        "tc3": lambda body: tc3("UploadCertificate", body),
        "tc3, a made-up key": lambda body: tc3("DescribeCertificates", body, "madeup"),
        "tc3, a wrong signature": lambda body: wrong(tc3("UploadCertificate", body)),
        "gaap": lambda body: tc3("CreateCertificate", body, service="gaap"),
        "huawei": lambda body: huawei("POST", certificates_of(None), body),
        "huawei, a token": lambda body: huawei_token("POST", certificates_of(None), body),
        "huawei, a login": lambda body: Request("POST", "/v3/auth/tokens", [("Host", HOST), ("Content-Type", JSON)], body),
        "qbox": lambda body: qbox("POST", "/sslcert", body),
        "qiniu": lambda body: qiniu("POST", "/sslcert", body),
        "qiniu, a wrong signature": lambda body: wrong(qiniu("POST", "/sslcert", body)),
        "rainbond": lambda body: rainbond("POST", team_path(), body),
    }
    for document, make in texts.documents().items():
        for sender, send in senders.items():
            yield f"{sender}, {document}", lambda size, send=send, make=make: send(make(size))


def nested_values():
    """Every document as the value of a member that an operation reads."""
    for wire in WIRES:
        if wire.is_flat or not wire.fields:
            continue
        for field in wire.fields:
            for document, make in texts.documents().items():

                def send(size, wire=wire, field=field, make=make):
                    request = wire.upload(dict.fromkeys(wire.fields, ""))
                    text = make(size).decode("utf-8", "surrogatepass")
                    request.body = encode({name: "" for name in wire.fields if name != field})[
                        :-1
                    ] + f',"{field}":{text}}}'.encode("utf-8", "surrogatepass")
                    return request

                yield f"{wire.name}, {field} is {document}", send


def named(size, make_name):
    """Headers of about a size together, no more than a server reads, and their names."""
    count = 80
    return [(make_name(index), "v" * (size // count)) for index in range(count)]


def heads():
    """Headers, and what signatures name of them."""
    signers = {
        "tc3": lambda headers, signed: tc3(
            "DescribeCertificates", b"{}", headers=headers, signed=["content-type", "host", *signed]
        ),
        "huawei": lambda headers, signed: huawei(
            "GET", certificates_of(None), headers=headers, signed=["host", "x-sdk-date", *signed]
        ),
    }
    for name, sign in signers.items():
        for spoiled, spoil in {"": lambda request: request, ", a wrong signature": wrong}.items():

            def shape(headers, signed, sign=sign, spoil=spoil):
                return lambda size: spoil(sign(headers(size), signed(size)))

            long = lambda size: [("x", "v" * (size // 2))]
            yield f"{name}{spoiled}, a header signed over and over", shape(long, lambda size: ["x"] * (size // 4))
            yield (
                f"{name}{spoiled}, a header signed in every case",
                shape(
                    lambda size: [("abcdefgh", "v" * (size // 2))],
                    lambda size: [f"{'aBcDeFgH'[: i % 9]}{'abcdefgh'[i % 9 :]}" for i in range(size // 20)],
                ),
            )
            yield (
                f"{name}{spoiled}, headers signed that are not there",
                shape(long, lambda size: [f"y{i}" for i in range(size // 14)]),
            )
            yield (
                f"{name}{spoiled}, many headers signed once",
                shape(lambda size: named(size, "x-{}".format), lambda size: [f"x-{i}" for i in range(80)]),
            )
            yield (
                f"{name}{spoiled}, many headers signed twice",
                shape(lambda size: named(size, "x-{}".format), lambda size: [f"x-{i}" for i in range(80)] * 2),
            )
            yield f"{name}{spoiled}, no names", shape(long, lambda size: [""] * (size // 2))
            for unit, text in texts.texts().items():
                if unit in ("lines", "returns", "control characters", "NULs") or not text(4).isascii():
                    continue
                yield (
                    f"{name}{spoiled}, a header of {unit}",
                    shape(lambda size, text=text: [("x-date", text(size))], lambda size: ["x-date"]),
                )
    for name, begin in {
        "TC3-HMAC-SHA256": "Credential=certmock/",
        "SDK-HMAC-SHA256": "Access=certmock, ",
        "QBox": "certmock:",
        "Qiniu": "certmock:",
        "Basic": "",
        "": "",
    }.items():
        for unit in (
            "letters",
            "commas",
            "slashes",
            "equals signs",
            "spaces",
            "colons",
            "names with values",
            "percent signs",
            "secret names",
        ):
            text = texts.texts()[unit]

            def authorized(size, name=name, begin=begin, text=text):
                headers = [
                    ("Host", HOST),
                    ("Authorization", f"{name} {begin}{text(size)}".strip()),
                    ("X-TC-Version", "2019-12-05"),
                    ("X-TC-Timestamp", "1"),
                    ("X-TC-Action", "DescribeCertificates"),
                ]
                targets = {"SDK-HMAC-SHA256": certificates_of(None), "QBox": "/sslcert", "Qiniu": "/sslcert", "": team_path()}
                return Request("GET", targets.get(name, "/"), headers if name[:3] == "TC3" else headers[:2])

            yield f"Authorization: {name} of {unit}", authorized
    for header in (
        "X-Auth-Token",
        "Host",
        "Content-Type",
        "X-TC-Action",
        "X-TC-Region",
        "X-TC-Token",
        "X-Qiniu-Date",
        "Origin",
        "Cookie",
        "Accept-Encoding",
        "Expect",
    ):
        for unit in ("letters", "base64 of DER", "percent signs", "commas", "names with values"):
            text = texts.texts()[unit]
            yield (
                f"{header} of {unit}",
                lambda size, header=header, text=text: Request(
                    "GET", "/sslcert", [("Authorization", f"Qiniu certmock:{'A' * 27}="), (header, text(size))]
                ),
            )


def targets():
    """Paths and queries."""
    get = {
        "tc3": lambda query: tc3("DescribeCertificates", method="GET", query=query),
        "tc3, a wrong signature": lambda query: wrong(tc3("DescribeCertificates", method="GET", query=query)),
        "tencent v1": lambda query: Request("GET", f"/?{v1('DescribeCertificates', query)}", [("Host", HOST)]),
        "huawei": lambda query: huawei("GET", certificates_of(None), query=query),
        "huawei, a wrong signature": lambda query: wrong(huawei("GET", certificates_of(None), query=query)),
        "qiniu": lambda query: qiniu("GET", f"/sslcert?{query}"),
        "qiniu, a wrong signature": lambda query: wrong(qiniu("GET", f"/domain?{query}")),
        "rainbond": lambda query: rainbond("GET", f"{team_path()}?{query}"),
        "journal": lambda query: Request("GET", f"/_certmock/requests?{query}", [("Host", HOST)]),
        "downloads": lambda query: Request("GET", f"/_certmock/downloads/tencent_ssl?{query}", [("Host", HOST)]),
    }
    queries = {
        "pairs": lambda size: "&".join(f"a{i}=b" for i in range(size // 8)),
        "the same name": lambda size: texts.repeat("types=a&", size),
        "the same short name": lambda size: texts.repeat("a=&", size),
        "no names": lambda size: "&" * size,
        "no values": lambda size: texts.repeat("a&", size),
        "secret names": lambda size: texts.repeat("token=a&", size),
        "numbers of items": lambda size: "&".join(f"CertIds.{i}=a" for i in range(size // 14)),
        "the same number of an item": lambda size: texts.repeat("CertIds.0=a&", size),
        "deep names": lambda size: texts.repeat("a.", size) + "=1",
        "many deep names": lambda size: "&".join(f"a.a.a.a.a.a{i}=1" for i in range(size // 18)),
        "percent signs": lambda size: "a=" + texts.repeat("%25", size),
        "no text": lambda size: "a=" + texts.repeat("%ff", size),
        "base64": lambda size: "a=" + texts.repeat("MIIEvQIB", size),
        "sorted backwards": lambda size: "&".join(f"{i:06}=" for i in range(size // 8, 0, -1)),
    }
    for sender, send in get.items():
        for query, make in queries.items():
            yield f"{sender}, a query of {query}", lambda size, send=send, make=make: send(make(size))
    for unit in ("letters", "percent signs", "base64 of DER", "slashes", "dots", "the letter M", "equals signs", "digits of DER"):
        text = texts.texts()[unit]
        for name, send in {
            "qiniu": lambda path: wrong(qiniu("GET", f"/sslcert/{path}")),
            "qiniu, a domain": lambda path: qiniu("PUT", f"/domain/{path}/httpsconf", b"{}"),
            "huawei": lambda path: wrong(huawei("DELETE", f"{certificates_of(None)}/{path}")),
            "a project": lambda path: huawei("GET", f"/v1.0/{path}/elbaas/certificate", who="x"),
            "rainbond": lambda path: rainbond("GET", team_path(team=path)),
            "nothing": lambda path: Request("GET", f"/nothing/{path}", [("Host", HOST)]),
            "control": lambda path: Request("GET", f"/_certmock/requests/{path}", [("Host", HOST)]),
        }.items():
            yield f"{name}, a path of {unit}", lambda size, send=send, text=text: send(text(size))


def forms():
    """Forms and multipart forms."""
    pairs = {
        "pairs": lambda size: "&".join(f"a{i}=b" for i in range(size // 8)),
        "the same name": lambda size: texts.repeat("alias=a&", size),
        "no names": lambda size: "&" * size,
        "numbers of items": lambda size: "&".join(f"CertIds.{i}=a" for i in range(size // 14)),
        "items backwards": lambda size: "&".join(f"CertIds.{i}=a" for i in range(size // 14, 0, -1)),
        "deep names": lambda size: "&".join(f"Tags.{i}.TagKey.a.a.a=1" for i in range(size // 26)),
        "percent signs": lambda size: "Alias=" + texts.repeat("%25", size // 3 * 3),
        "names of percent signs": lambda size: texts.repeat("%25%25%25=&", size),
    }
    for name, make in pairs.items():
        yield (
            f"tencent v1, a form of {name}",
            lambda size, make=make: Request(
                "POST", "/", [("Host", HOST), ("Content-Type", FORM)], v1("UploadCertificate", make(size)).encode()
            ),
        )
        yield f"rainbond, a form of {name}", lambda size, make=make: rainbond("POST", team_path(), make(size).encode(), kind=FORM)
        yield (
            f"qiniu, a form of {name}",
            lambda size, make=make: qbox("POST", "/sslcert", make(size).encode(), headers=[("X-A", "b")]),
        )
    line = "--b\r\n"
    disposition = 'Content-Disposition: form-data; name="alias"'
    parts = {
        "parts": lambda size: "".join(
            f'{line}Content-Disposition: form-data; name="a{i}"\r\n\r\nx\r\n' for i in range(size // 60)
        ),
        "the same part": lambda size: texts.repeat(f"{line}{disposition}\r\n\r\nx\r\n", size // 60 * 60),
        "no parts": lambda size: texts.repeat(line, size),
        "headers of a part": lambda size: line + texts.repeat("a: b\r\n", size) + f"\r\n{disposition}\r\n\r\nx\r\n",
        "a long header": lambda size: f"{line}{disposition}; a={'b' * size}\r\n\r\nx\r\n",
        "boundaries almost": lambda size: f"{line}{disposition}\r\n\r\n" + texts.repeat("\r\n--", size),
        "returns": lambda size: f"{line}{disposition}\r\n\r\n" + texts.repeat("\r\n", size),
        "a long value": lambda size: f"{line}{disposition}\r\n\r\n{'v' * size}\r\n",
        "a long name": lambda size: f'{line}Content-Disposition: form-data; name="{"n" * size}"\r\n\r\nx\r\n',
        "a long file name": lambda size: f'{line}{disposition}; filename="{"n" * size}"\r\n\r\nx\r\n',
        "something before": lambda size: "x\r\n" * (size // 3),
    }
    for name, make in parts.items():
        yield (
            f"multipart of {name}",
            lambda size, make=make: rainbond(
                "POST", team_path(), f"{make(size)}--b--\r\n".encode(), kind="multipart/form-data; boundary=b"
            ),
        )
        yield (
            f"multipart without end of {name}",
            lambda size, make=make: rainbond("POST", team_path(), make(size).encode(), kind="multipart/form-data; boundary=b"),
        )


def certificates():
    """PEM texts as certificate and as key, at every vendor."""
    for kind in ("ec-p256", "rsa-2048", "ec-p521"):
        certificate, key = pair(kind)
        for name, make in texts.blocks(certificate, key).items():
            for wire in WIRES:
                if not wire.fields or wire.is_flat:
                    continue
                for place in (1, 2):

                    def send(size, wire=wire, make=make, place=place, certificate=certificate, key=key):
                        values = ["name", certificate, key]
                        values[place] = make(size)
                        return wire.upload(wire.members(*values), "costs")

                    yield f"{wire.name}, {wire.fields[place]} of {name} ({kind})", send


def memory(meter, report):
    """What a byte takes of memory while it is looked at, and what it leaves."""
    size, dearest = 4 << 20, 48
    for name, make in texts.DOCUMENTS.items():
        request = qbox("POST", "/sslcert", make(size).encode(), "memory")
        with report.part(f"memory: {name}"):
            peak = min(meter.peak(request) for _ in range(2)) / len(request.raw())
            if peak > dearest:
                report.check(False, f"memory: {name}", f"{peak:.0f} bytes a byte", make(100))


def check(report):
    with Server("--journal-bytes", 64 << 20) as server:
        meter = Meter(server, report)
        meter.all_grow("heads", heads(), 6, small=HEADS["small"], large=HEADS["large"])
        meter.all_grow("paths and queries", targets(), 6, small=QUERIES["small"], large=QUERIES["large"])
        meter.all_grow("forms", forms(), 6)
        meter.all_grow("JSON", bodies(), 14)
        meter.all_grow("JSON in members", nested_values(), 14)
        meter.all_grow("certificates and keys", certificates(), 12)
        begun = report.failed
        memory(meter, report)
        report.check(report.failed == begun, "memory: at most 48 bytes a byte", f"{len(texts.DOCUMENTS)} documents")
        report.check(not server.panics(), "nothing panicked", "; ".join(server.panics()[:2]))
