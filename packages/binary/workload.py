#!/usr/bin/env python3
"""Asks the certmock that `CERTMOCK_BINARY` names what tools ask most, and ends it: what it executes for that,
`build` has the compiler optimise. Needs nothing but Python."""

import pathlib
import ssl
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "hostile"))

import wires  # noqa: E402
from connection import Head, pipelined  # noqa: E402
from server import Server, pair  # noqa: E402

UPLOADS, READS, AT_ONCE = 12, 600, 16


def uploads(wire):
    """Uploads of both kinds of keys."""
    for number in range(UPLOADS):
        certificate, key = pair(("rsa-2048", "ec-p256")[number % 2])
        # Tencent SSL keeps one of two copies unless it is told to keep both.
        more = {"Repeatable": True} if wire.fields == wires.TENCENT else {}
        yield wire.upload(wire.members(f"{wire.name}-{number}", certificate, key) | more)


def id_of(answer):
    """The id of what was uploaded."""
    body = answer.json()
    body = body.get("Response", body)
    return body.get("CertificateId") or body.get("certID")


def reads(ids):
    """One of each request that reads, by its name; and what is refused."""
    project = wires.certificates_of(None)
    yield "one at Qiniu", wires.qbox("GET", f"/sslcert/{ids['qbox']}")
    yield "one at Qiniu, signed in the newer way", wires.qiniu("GET", f"/sslcert/{ids['qbox']}")
    yield "a list at Qiniu", wires.qbox("GET", "/sslcert?limit=10")
    yield "a list at Huawei", wires.huawei("GET", project)
    yield "a list at Huawei, with a token", wires.huawei_token("GET", project)
    yield "one at Rainbond", wires.rainbond("GET", wires.team_path("certificates/1"))
    yield "a list at Rainbond", wires.rainbond("GET", wires.team_path("certificates?page=1&page_size=10"))
    for service, name in (("ssl", "tc3"), ("gaap", "gaap")):
        one = wires.encode({"CertificateId": ids[name]})
        yield f"one at Tencent {service}", wires.tc3("DescribeCertificateDetail", one, service=service)
        ten = wires.encode({"Limit": 10})
        yield f"a list at Tencent {service}", wires.tc3("DescribeCertificates", ten, service=service)
    yield "a list, older signature", wires.v1("DescribeCertificates", {"Limit": 1})
    yield "the domains at Tencent CDN", wires.tc3("DescribeDomainsConfig", service="cdn")
    yield "the load balancers at Tencent CLB", wires.tc3("DescribeLoadBalancers", service="clb", headers=[("X-TC-Region", "ap-guangzhou")])
    yield "refused: none of that id", wires.qbox("GET", f"/sslcert/{'0' * 24}")
    yield "refused: another's signature", Head("GET", "/sslcert", {"Authorization": f"QBox {wires.BUILT_IN}:{'A' * 27}="}).with_body()


def check(name, answer):
    """Holds an answer to what its request is there for: only what succeeds costs what it does for tools."""
    is_refused = answer.status >= 400 or b'"Error"' in answer.body
    if is_refused != name.startswith("refused"):
        sys.exit(f"{name}: {answer.text()[:1000]}")


def main():
    # The authority is certmock's own, and nobody's here.
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
    server = Server("--auth", "strict", "--fixture", "demo", log="info")
    with server:
        ids = {}
        for wire in wires.WIRES:
            with server.connect() as connection:
                requests = [wires.log_in(wires.password())] * UPLOADS if wire.name == "huawei-login" else uploads(wire)
                for answer in pipelined(connection, requests, 1):
                    check(wire.name, answer)
                    ids.setdefault(wire.name, id_of(answer))
        for name, request in reads(ids):
            with server.connect() as connection:
                answers = pipelined(connection, [request] * READS, AT_ONCE)
            with server.connect() as connection:
                connection.socket = tls.wrap_socket(connection.socket)
                answers += pipelined(connection, [request] * AT_ONCE, AT_ONCE)
            for answer in answers:
                check(name, answer)
        state = server.control("GET", "state")
        check("the state", state)
        for _ in range(AT_ONCE):
            check("a state", server.control("PUT", "state", state.body))
            journal = server.control("GET", "requests?limit=100")
            if journal.status != 200:
                sys.exit(f"the journal: {journal.status}")
        code = server.end()
    if code:
        sys.exit(f"certmock ended with {code}")


if __name__ == "__main__":
    main()
