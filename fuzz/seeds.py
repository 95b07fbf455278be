#!/usr/bin/env python3
"""Writes what the fuzzers begin with into fuzz/corpus/: the shipped fixtures and certificates, and
each operation's example of the catalogue (standard input: `certmock catalogue --format json`) in
each way that its vendor's clients sign."""

import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
HOST = "127.0.0.1:8080"


def keep(target, data):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def request(target, method, path, headers, body=""):
    lines = [f"{method} {path}", f"Host: {HOST}", *(f"{name}: {value}" for name, value in headers)]
    keep(target, ("\n".join(lines) + "\n\n" + body).encode())


def flat(value, prefix=""):
    if isinstance(value, dict):
        return [pair for key, item in value.items() for pair in flat(item, f"{prefix}.{key}" if prefix else key)]
    if isinstance(value, list):
        return [pair for at, item in enumerate(value) for pair in flat(item, f"{prefix}.{at}")]
    return [f"{prefix}={value}"]


def tencent(service, version, operation, body):
    name, date = operation["name"], "2026-11-24"
    v1 = [f"Action={name}", f"Version={version}", "SecretId=certmock", "Timestamp=1795500000", "Nonce=1",
          "SignatureMethod=HmacSHA256", "Signature=AAAA"]
    form = "&".join(flat(json.loads(body or "{}")))
    keep("tencent_form", f"{name}\n{form}".encode())
    common = [("X-TC-Action", name), ("X-TC-Version", version), ("X-TC-Timestamp", "1795500000"),
              ("Authorization", f"TC3-HMAC-SHA256 Credential=certmock/{date}/{service}/tc3_request, "
                                f"SignedHeaders=content-type;host, Signature={'0' * 64}")]
    request("tencent", "POST", "/", [*common, ("Content-Type", "application/json")], body)
    request("tencent", "GET", f"/?{form}", common)
    request("tencent", "POST", "/", [("Content-Type", "application/x-www-form-urlencoded")], "&".join([form, *v1]))
    request("tencent", "GET", f"/?{form}&{'&'.join(v1)}", [])


SIGNED = {
    "qiniu": ["QBox certmock:AAAA=", "Qiniu certmock:AAAA="],
    "huawei": [
        f"SDK-HMAC-SHA256 Access=certmock, SignedHeaders=host;x-sdk-date, Signature={'0' * 64}",
        "SDK-HMAC-SHA256 Credential=certmock/20261124/cn-north-1/elbv1/sdk_request, "
        f"SignedHeaders=host;x-sdk-date, Signature={'0' * 64}",
    ],
    "rainbond": ["certmock"],
}


def rest(target, operation, body):
    for authorization in SIGNED[target]:
        headers = [("Authorization", authorization), ("X-Sdk-Date", "20261124T000000Z"), ("X-Auth-Token", "certmock")]
        for method in operation["methods"]:
            request(target, method, operation["example"]["target"], [*headers, ("Content-Type", "application/json")], body)
    if body:
        request(target, operation["methods"][0], operation["example"]["target"],
                [("Authorization", SIGNED[target][0]), ("Content-Type", "application/x-www-form-urlencoded")],
                "&".join(flat(json.loads(body))))


HOSTS = ["api.qiniu.com", "SSL.ap-guangzhou.tencentcloudapi.com.", "certmock", "localhost", "[::1]", "127.0.0.1", "10.0.0.1",
         "example.com", "api.qiniu.com.evil.com", "user@api.qiniu.com", "xn--fiqs8s", "a" * 300]
for host in HOSTS:
    for port in ["", ":0", ":80", ":443", ":65535", ":65536"]:
        request("proxy_target", "CONNECT", host + port, [])
        request("proxy_target", "GET", f"http://{host}{port}/sslcert?limit=1", [])
        request("proxy_target", "POST", f"https://{host}{port}/", [])

for path in FIXTURES.rglob("*.yaml"):
    keep("fixture", path.read_bytes())
for certificate in FIXTURES.glob("certificates/*.crt"):
    key = certificate.with_suffix(".key")
    keep("pem", certificate.read_bytes() + (key.read_bytes() if key.exists() else b""))
for key in FIXTURES.glob("certificates/*.key"):
    keep("pem", key.read_bytes())

pair = {name: (FIXTURES / "certificates" / f"ec-p256.{end}").read_text().replace("\n", "\\n")
        for name, end in [("certificate", "crt"), ("private_key", "key")]}
for provider in json.load(sys.stdin)["providers"]:
    for operation in provider["operations"]:
        body = operation["example"]["body"]
        for name, text in pair.items():
            body = body.replace("{{" + name + "}}", text)
        match provider["id"].split("_"):
            case ["tencent", service]:
                tencent(service, {"ssl": "2019-12-05", "gaap": "2018-05-29"}.get(service, "2018-08-13"), operation, body)
            case [vendor, *_]:
                rest(vendor, operation, body)
