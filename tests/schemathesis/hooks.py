"""What Schemathesis is told beside the documents: how requests are signed, by the vendors' own
signers, and what is a failure of certmock itself and not an answer of the vendor's."""

import hashlib
import itertools
import json
import os
import time
from urllib.parse import parse_qsl, urlsplit

import requests
import schemathesis
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from qiniu import QiniuMacAuth
from tencentcloud.common.sign import Sign

PROVIDER = os.environ["CERTMOCK_PROVIDER"]


def body_of(request):
    body = request.body or b""
    return body if isinstance(body, bytes) else body.encode()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def tencent(request):
    at, now = urlsplit(request.url), int(time.time())
    date, service = time.strftime("%Y-%m-%d", time.gmtime(now)), PROVIDER.removeprefix("tencent_")
    kind = request.headers.setdefault("Content-Type", "application/json")
    headers = f"content-type:{kind.strip().lower()}\nhost:{at.netloc}\n"
    signed = "content-type;host"
    canonical = f"{request.method}\n{at.path}\n{at.query}\n{headers}\n{signed}\n{sha256(body_of(request))}"
    text = f"TC3-HMAC-SHA256\n{now}\n{date}/{service}/tc3_request\n{sha256(canonical.encode())}"
    signature = Sign.sign_tc3("certmock", date, service, text)
    request.headers["X-TC-Timestamp"] = str(now)
    request.headers["Authorization"] = (
        f"TC3-HMAC-SHA256 Credential=certmock/{date}/{service}/tc3_request, SignedHeaders={signed}, Signature={signature}"
    )


def qiniu(request):
    body, kind = body_of(request).decode(errors="replace"), request.headers.get("Content-Type")
    token = QiniuMacAuth("certmock", "certmock").token_of_request(
        request.method, urlsplit(request.url).netloc, request.url, None, kind, body
    )
    request.headers["Authorization"] = f"Qiniu {token}"


def huawei(request):
    at = urlsplit(request.url)
    signed = SdkRequest(
        method=request.method,
        schema="http",
        host=at.netloc,
        resource_path=at.path,
        query_params=parse_qsl(at.query, keep_blank_values=True),
        header_params={"Content-Type": request.headers.get("Content-Type", "application/json")},
        body=body_of(request),
    )
    Signer(BasicCredentials("examples", "examples", "certmock")).sign(signed)
    request.headers.pop("X-Auth-Token", None)
    request.headers.update(signed.header_params)


def rainbond(request):
    request.headers["Authorization"] = "certmock"


class Signed:
    """Signs a request when all of it is known."""

    def __call__(self, request):
        {"tencent": tencent, "qiniu": qiniu, "huawei": huawei, "rainbond": rainbond}[PROVIDER.split("_")[0]](request)
        return request


if os.environ["CERTMOCK_AUTH"] == "strict":
    schemathesis.auth.set_from_requests(Signed())

calls = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    """Has what was deleted be there again, now and then."""
    if next(calls) % 20 == 0:
        requests.post(f"{os.environ['CERTMOCK_URL']}/_certmock/reset", timeout=30).raise_for_status()


@schemathesis.check
def no_failure_of_certmock(context, response, case):
    """A 5xx of the vendor's is documented; this is the answer to a panic."""
    own = {
        "tencent": lambda body: body["Response"].get("Error", {}).get("Code") == "InternalError",
        "qiniu": lambda body: body.get("code") == 500000,
        "huawei": lambda body: body.get("error_code") == "APIGW.0601",
        "rainbond": lambda body: body.get("msg") == "internal error",
    }
    try:
        body = json.loads(response.content)
    except ValueError:
        return
    if isinstance(body, dict):
        assert not own[PROVIDER.split("_")[0]](body), f"certmock failed: {body}"


@schemathesis.check
def a_status_is_documented(context, response, case):
    """A document with a `default` would let any pass."""
    if case.method.lower() != case.operation.method.lower():
        return
    known = set(case.operation.definition.raw["responses"]) | {"612"}
    assert str(response.status_code) in known, f"{response.status_code} is none of {sorted(known)}"
