"""Accounts of made-up keys at each vendor: each uploads certificates, and says where they are to be found. What
is signed is not verified, because nobody declared the keys."""

import base64
import hashlib
import json
import time
from urllib.parse import urlencode

from fleet import ROOT, ask

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
# The signatures of nobody.
HEX, SHA1 = "0" * 64, base64.urlsafe_b64encode(bytes(20)).decode()


def pem(name):
    return (ROOT / "fixtures/certificates" / name).read_text()


PAIRS = [(pem(f"{name}.crt"), pem(f"{name}.key")) for name in ("rsa-2048", "ec-p256", "wildcard")]


class Account:
    """One client of one vendor."""

    vendor = None

    def __init__(self, port, key):
        self.port, self.key, self.asked, self.replicas = port, key, {}, {}

    def name(self):
        """The account's name in the control API."""
        return f"{self.vendor}:{self.key}"

    def send(self, method, target, headers, body=None, account=None, port=None):
        """Asks, and notes which replica answered for the account."""
        account = account or self.name()
        answer = ask(port or self.port, method, target, headers, body)
        # Who is not answered has asked nothing.
        self.asked[account] = self.asked.get(account, 0) + 1
        self.replicas.setdefault(account, set()).add(answer.replica)
        return answer

    def write(self, number):
        """Uploads a certificate; the answer."""
        raise NotImplementedError

    def read(self):
        """How many certificates it has by its own client, by account."""
        raise NotImplementedError

    def held(self, state):
        """How many an export of that account's state has."""
        return sum(len(provider.get("certificates", ())) for provider in state.values())


class Tencent(Account):
    vendor = "tencent"

    def call(self, action, members):
        now = int(time.time())
        scope = f"{time.strftime('%Y-%m-%d', time.gmtime(now))}/ssl/tc3_request"
        signed = f"Credential={self.key}/{scope}, SignedHeaders=content-type;host, Signature={HEX}"
        common = {"X-TC-Action": action, "X-TC-Version": "2019-12-05", "X-TC-Timestamp": str(now)}
        headers = common | {"Content-Type": JSON, "Authorization": f"TC3-HMAC-SHA256 {signed}"}
        return self.send("POST", "/", headers, json.dumps(members))

    def write(self, number):
        certificate, key = PAIRS[number % len(PAIRS)]
        # Longer than a buffer of HAProxy's is by default.
        certificate += "\n" * 20_000
        members = {"CertificatePublicKey": certificate, "CertificatePrivateKey": key, "Alias": f"site-{number}", "Repeatable": True}
        return self.call("UploadCertificate", members)

    def read(self):
        return {self.name(): self.call("DescribeCertificates", {"Limit": 100}).json()["Response"]["TotalCount"]}


class OldTencent(Tencent):
    """The older signature: writes in a form, behind whose certificates the key stands, and reads by a query."""

    def call(self, action, members):
        members = {name: json.dumps(value) if isinstance(value, bool) else value for name, value in members.items()}
        common = {"Action": action, "Version": "2019-12-05", "Timestamp": int(time.time()), "Nonce": 1}
        signed = urlencode(members | common | {"SecretId": self.key, "Signature": SHA1})
        if action.startswith("Describe"):
            return self.send("GET", f"/?{signed}", {})
        return self.send("POST", "/", {"Content-Type": FORM}, signed)


class Qiniu(Account):
    vendor, scheme = "qiniu", "QBox"

    def headers(self):
        return {"Authorization": f"{self.scheme} {self.key}:{SHA1}", "Content-Type": JSON}

    def write(self, number):
        certificate, key = PAIRS[number % len(PAIRS)]
        return self.send("POST", "/sslcert", self.headers(), json.dumps({"name": f"site-{number}", "ca": certificate, "pri": key}))

    def read(self):
        return {self.name(): len(self.send("GET", "/sslcert?limit=100", self.headers()).json()["certs"])}


class NewQiniu(Qiniu):
    scheme = "Qiniu"


class Huawei(Account):
    """By an access key: a domain's certificates at SCM, and those of two projects at ELB: of its own, which it
    looks up, and of its home, which it does not name."""

    vendor = "huawei"

    def __init__(self, port, key):
        super().__init__(port, key)
        self.project = hashlib.sha256(f"{key}/cn-north-4".encode()).hexdigest()[:32]
        self.home = f"huawei:{hashlib.sha256(f'{key}/cn-north-1'.encode()).hexdigest()[:32]}"

    def headers(self):
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        signed = f"SDK-HMAC-SHA256 Access={self.key}, SignedHeaders=host;x-sdk-date, Signature={HEX}"
        return {"Authorization": signed, "X-Sdk-Date": date, "Content-Type": JSON}

    def places(self):
        """Where certificates are put, by account: the target, and the members of the body around them."""
        return {
            self.name(): ("/v3/scm/certificates/import", "/v3/scm/certificates?limit=50", None),
            f"huawei:{self.project}": (f"/v3/{self.project}/elb/certificates",) * 2 + ("certificate",),
            self.home: ("/v2.0/lbaas/certificates",) * 2 + ("",),
        }

    def write(self, number):
        certificate, key = PAIRS[number % len(PAIRS)]
        own = {"name": f"site-{number}", "certificate": certificate, "private_key": key}
        for account, (target, _, around) in self.places().items():
            members = {around: own | {"type": "server"}} if around else own
            answer = self.send("POST", target, self.headers(), json.dumps(members), account)
            if answer.status >= 300:
                break
        return answer

    def read(self):
        found = {}
        for account, (_, target, _) in self.places().items():
            found[account] = len(self.send("GET", target, self.headers(), None, account).json()["certificates"])
        return found


class HuaweiByToken(Huawei):
    """By a token, which a login hands out for a domain's user and one project."""

    def __init__(self, port, key):
        super().__init__(port, key)
        self.token = None

    def headers(self):
        if self.token is None:
            user = {"name": "somebody", "password": "secret", "domain": {"name": self.key}}
            identity = {"methods": ["password"], "password": {"user": user}}
            login = {"auth": {"identity": identity, "scope": {"project": {"name": "cn-north-4"}}}}
            answer = self.send("POST", "/v3/auth/tokens", {"Content-Type": JSON}, json.dumps(login))
            self.token = answer.headers["x-subject-token"]
        return {"X-Auth-Token": self.token, "Content-Type": JSON}

    def places(self):
        places = super().places()
        # The project that is not named is that of the token.
        places[f"huawei:{self.project}"] = places.pop(self.home)
        return places


class Rainbond(Account):
    vendor = "rainbond"

    def name(self):
        return f"rainbond:{hashlib.sha256(self.key.encode()).hexdigest()[:32]}"

    def write(self, number):
        certificate, key = PAIRS[number % len(PAIRS)]
        form = {"alias": f"site-{number}", "certificate_type": "服务端证书", "certificate": certificate, "private_key": key}
        headers = {"Authorization": self.key, "Content-Type": FORM}
        return self.send("POST", "/openapi/v1/teams/team/certificates", headers, urlencode(form))

    def read(self):
        target = "/openapi/v1/teams/team/certificates?page=1&page_size=100"
        return {self.name(): len(self.send("GET", target, {"Authorization": self.key}).json()["list"])}


KINDS = [Tencent, OldTencent, Qiniu, NewQiniu, Huawei, HuaweiByToken, Rainbond, Rainbond]


def crowd(port, number):
    """So many accounts, of all vendors."""
    kinds = (KINDS[at % len(KINDS)] for at in range(number))
    return [kind(port, f"{kind.vendor}-{at:03}-of-the-crowd") for at, kind in enumerate(kinds)]
