"""A builder of requests for each wire: the same members on any of them, signed by whoever it is.

Whoever is None is the built-in account, whose signature is verified; any other word is a made-up key.
"""

import base64
import dataclasses
import hashlib
import hmac
import json
import time
import urllib.parse
from collections.abc import Callable

from connection import Request

HOST = "127.0.0.1"
BUILT_IN = "certmock"
TEAM = "1" * 32
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
# How many headers a signature is really made of.
MOST_SIGNED = 100
VERSIONS = {
    "cdn": "2018-06-06",
    "clb": "2018-03-17",
    "gaap": "2018-05-29",
    "ssl": "2019-12-05",
    "tag": "2018-08-13",
}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text, kind="sha256"):
    return hmac.new(key, text.encode() if isinstance(text, str) else text, kind).digest()


def encode(value):
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def flatten(members, path=""):
    """The members as pairs, `A.0.B`."""
    items = members.items() if isinstance(members, dict) else enumerate(members)
    pairs = []
    for name, value in items:
        name = f"{path}{name}"
        if isinstance(value, dict | list):
            pairs += flatten(value, f"{name}.")
        else:
            pairs.append((name, value if isinstance(value, str) else json.dumps(value)))
    return pairs


def tc3(action, body=b"{}", who=None, service="ssl", method="POST", query="", headers=(), signed=None, kind=JSON):
    """TC3-HMAC-SHA256; `headers` are sent beside the usual ones, and signed are those of `signed`."""
    key, now = who or BUILT_IN, int(time.time())
    date = time.strftime("%Y-%m-%d", time.gmtime(now))
    values = {"content-type": kind, "host": HOST} | {name.lower(): value for name, value in headers}
    signed = ["content-type", "host"] if signed is None else signed
    # No server is to follow a client that names its headers over and over.
    lines = "".join(f"{name.lower()}:{values.get(name.lower(), '').strip().lower()}\n" for name in signed[:MOST_SIGNED])
    names = ";".join(signed)
    canonical = f"{method}\n/\n{query}\n{lines}\n{names}\n{sha256(body if method == 'POST' else b'')}"
    text = f"TC3-HMAC-SHA256\n{now}\n{date}/{service}/tc3_request\n{sha256(canonical.encode())}"
    secret = f"TC3{key}".encode()
    for part in (date, service, "tc3_request"):
        secret = mac(secret, part)
    credential = f"Credential={key}/{date}/{service}/tc3_request"
    own = [
        ("Host", HOST),
        ("Content-Type", kind),
        ("X-TC-Action", action),
        ("X-TC-Version", VERSIONS[service]),
        ("X-TC-Timestamp", str(now)),
        ("Authorization", f"TC3-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={mac(secret, text).hex()}"),
    ]
    target = f"/?{query}" if query else "/"
    return Request(method, target, own + list(headers), body if method == "POST" else b"")


def v1(action, members, who=None, service="ssl", method="GET"):
    """The older signature over all parameters, in the query or in a form."""
    key = who or BUILT_IN
    common = {
        "Action": action,
        "Version": VERSIONS[service],
        "Timestamp": str(int(time.time())),
        "Nonce": "4711",
        "SecretId": key,
    }
    pairs = sorted([*flatten(members), *common.items()])
    text = f"{method}{HOST}/?" + "&".join(f"{name}={value}" for name, value in pairs)
    signature = base64.b64encode(mac(key.encode(), text.encode("utf-8", "surrogatepass"), "sha1")).decode()
    query = urllib.parse.urlencode([*pairs, ("Signature", signature)], errors="surrogatepass")
    if method == "GET":
        return Request("GET", f"/?{query}", [("Host", HOST)])
    return Request("POST", "/", [("Host", HOST), ("Content-Type", FORM)], query.encode())


def huawei(method, path, body=b"", who=None, query="", headers=(), signed=None):
    """`SDK-HMAC-SHA256`, of the newer kind."""
    key, date = who or BUILT_IN, time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    values = {"host": HOST, "x-sdk-date": date} | {name.lower(): value for name, value in headers}
    signed = ["host", "x-sdk-date"] if signed is None else signed
    lines = "".join(f"{name.lower()}:{values.get(name.lower(), '').strip()}\n" for name in signed[:MOST_SIGNED])
    pairs = sorted(pair for pair in query.split("&") if pair)
    canonical = f"{method}\n{path.rstrip('/')}/\n{'&'.join(pairs)}\n{lines}\n{';'.join(signed)}\n{sha256(body)}"
    text = f"SDK-HMAC-SHA256\n{date}\n{sha256(canonical.encode('utf-8', 'surrogatepass'))}"
    signature = mac(key.encode(), text).hex()
    authorization = f"SDK-HMAC-SHA256 Access={key}, SignedHeaders={';'.join(signed)}, Signature={signature}"
    own = [("Host", HOST), ("Content-Type", JSON), ("X-Sdk-Date", date), ("Authorization", authorization)]
    return Request(method, f"{path}?{query}" if query else path, own + list(headers), body)


def huawei_token(method, path, body=b"", token=BUILT_IN, query="", headers=()):
    own = [("Host", HOST), ("Content-Type", JSON), ("X-Auth-Token", token)]
    return Request(method, f"{path}?{query}" if query else path, own + list(headers), body)


def qbox(method, target, body=b"", who=None, headers=()):
    key = who or BUILT_IN
    signature = base64.urlsafe_b64encode(mac(key.encode(), f"{target}\n", "sha1")).decode()
    own = [("Host", HOST), ("Authorization", f"QBox {key}:{signature}")] + ([("Content-Type", JSON)] if body else [])
    return Request(method, target, own + list(headers), body)


def qiniu(method, target, body=b"", who=None, headers=()):
    key = who or BUILT_IN
    own = sorted((name.title(), value) for name, value in headers if name.lower().startswith("x-qiniu-"))
    kind = f"Content-Type: {JSON}\n" if body else ""
    text = f"{method} {target}\nHost: {HOST}\n{kind}" + "".join(f"{name}: {value}\n" for name, value in own) + "\n"
    signature = base64.urlsafe_b64encode(mac(key.encode(), text.encode() + body, "sha1")).decode()
    lines = [("Host", HOST), ("Authorization", f"Qiniu {key}:{signature}")] + ([("Content-Type", JSON)] if body else [])
    return Request(method, target, lines + list(headers), body)


def rainbond(method, target, body=b"", who=None, kind=JSON, headers=()):
    lines = [("Host", HOST), ("Authorization", who or BUILT_IN)] + ([("Content-Type", kind)] if body else [])
    return Request(method, target, lines + list(headers), body)


def multipart(members, boundary="certmock-boundary"):
    """The members as a multipart form; a pair (name of a file, text) is a file."""
    parts = []
    for name, value in members.items():
        file, value = value if isinstance(value, tuple) else (None, value)
        value = value if isinstance(value, str) else json.dumps(value)
        file = f'; filename="{file}"' if file else ""
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{value}\r\n')
    return "".join([*parts, f"--{boundary}--\r\n"]).encode("utf-8", "surrogatepass")


def certificates_of(project):
    return f"/v1.0/{project or BUILT_IN}/elbaas/certificate"


def team_path(rest="certificates", team=TEAM):
    return f"/openapi/v1/teams/{team}/{rest}"


@dataclasses.dataclass(frozen=True)
class Wire:
    """How an upload with any members is said on one wire."""

    name: str
    # Takes the members and whoever it is.
    upload: Callable
    # What the names, the certificate and the key go by.
    fields: tuple = ()
    # Whether its members are texts alone.
    is_flat: bool = False

    def members(self, name, certificate, key):
        """The members of an upload, with those that the service requires besides."""
        return dict(zip(self.fields, (name, certificate, key))) | REQUIRED.get(self.fields, {})


TENCENT = ("Alias", "CertificatePublicKey", "CertificatePrivateKey")
GAAP = ("CertificateAlias", "CertificateContent", "CertificateKey")
HUAWEI = ("name", "certificate", "private_key")
QINIU = ("name", "ca", "pri")
RAINBOND = ("alias", "certificate", "private_key")
# What a service requires beside the names, the certificate and its key.
REQUIRED = {GAAP: {"CertificateType": 2}, RAINBOND: {"certificate_type": "服务端证书"}}


def log_in(members, who=None):
    return Request("POST", "/v3/auth/tokens", [("Host", HOST), ("Content-Type", JSON)], encode(members))


WIRES = [
    Wire("tc3", lambda members, who=None: tc3("UploadCertificate", encode(members), who), TENCENT),
    Wire(
        "tc3-get",
        lambda members, who=None: tc3(
            "UploadCertificate", b"", who, method="GET", query=urllib.parse.urlencode(flatten(members))
        ),
        TENCENT,
        True,
    ),
    Wire("tencent-v1-get", lambda members, who=None: v1("UploadCertificate", members, who), TENCENT, True),
    Wire("tencent-v1-form", lambda members, who=None: v1("UploadCertificate", members, who, method="POST"), TENCENT, True),
    Wire("gaap", lambda members, who=None: tc3("CreateCertificate", encode(members), who, "gaap"), GAAP),
    Wire("huawei-signature", lambda members, who=None: huawei("POST", certificates_of(who), encode(members), who), HUAWEI),
    Wire("huawei-token", lambda members, who=None: huawei_token("POST", certificates_of(None), encode(members)), HUAWEI),
    Wire("huawei-login", log_in),
    Wire("qbox", lambda members, who=None: qbox("POST", "/sslcert", encode(members), who), QINIU),
    Wire("qiniu", lambda members, who=None: qiniu("POST", "/sslcert", encode(members), who), QINIU),
    Wire("rainbond", lambda members, who=None: rainbond("POST", team_path(), encode(members), who), RAINBOND),
    Wire(
        "rainbond-form",
        lambda members, who=None: rainbond("POST", team_path(), urllib.parse.urlencode(flatten(members)).encode(), who, FORM),
        RAINBOND,
        True,
    ),
    Wire(
        "rainbond-multipart",
        lambda members, who=None: rainbond(
            "POST", team_path(), multipart(members), who, "multipart/form-data; boundary=certmock-boundary"
        ),
        RAINBOND,
        True,
    ),
]


def wire(name):
    return next(wire for wire in WIRES if wire.name == name)


def password(user=BUILT_IN, secret=BUILT_IN, project=None):
    """The body of a login at Huawei."""
    user = {"name": user, "password": secret, "domain": {"name": user}}
    scope = {"scope": {"project": {"id": project}}} if project else {}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}} | scope}
