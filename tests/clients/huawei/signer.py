"""The signer of `huaweicloudsdkcore` (dialect `Access=`), which every current SDK shares. Without an
address it signs for the vendor's own host."""

import json
import sys
from urllib.parse import parse_qsl, urlsplit

import requests
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from mock import pair, pem


def client(url, secret="certmock"):
    """`send(method, path, body=None)` gives the status and the JSON."""
    signer = Signer(BasicCredentials("certmock", secret, "certmock"))

    def send(method, path, body=None, headers=()):
        at = urlsplit(url + path)
        request = SdkRequest(
            method=method,
            schema=at.scheme,
            host=at.netloc,
            resource_path=at.path,
            query_params=parse_qsl(at.query, keep_blank_values=True),
            header_params={"X-Project-Id": "certmock", "Content-Type": "application/json", **dict(headers)},
            body="" if body is None else json.dumps(body),
        )
        signer.sign(request)
        answer = requests.request(
            method, f"{url}{request.uri}", data=request.body, headers=request.header_params, timeout=30
        )
        return answer.status_code, answer.json() if answer.content else None

    return send


def drive(send):
    certificate, key = pair("rsa-2048")
    root = "/v1.0/certmock/elbaas/certificate"
    status, made = send("POST", root, {"name": "site", "certificate": certificate, "private_key": key})
    assert status == 200, made
    status, listed = send("GET", root)
    assert [one["id"] for one in listed["certificates"]] == [made["id"]], listed
    status, renamed = send("PUT", f"{root}/{made['id']}", {"name": "other", "description": "renewed"})
    assert (status, renamed["name"]) == (200, "other"), renamed
    for wrong in ("encrypted.key", "mismatched.key"):
        status, refused = send("POST", root, {"certificate": certificate, "private_key": pem(wrong)})
        assert (status, refused["error"]["code"]) == (400, "ELB.1011"), refused
    status, quotas = send("GET", "/v1.0/certmock/elbaas/quotas")
    assert status == 200 and quotas["quotas"]["resources"], quotas
    assert send("GET", "/v1.0")[0] == 200
    assert send("DELETE", f"{root}/{made['id']}") == (204, None)
    status, gone = send("DELETE", f"{root}/{made['id']}")
    assert (status, gone["error"]["code"]) == (404, "ELB.5040"), gone


if __name__ == "__main__":
    drive(client(*sys.argv[1:] or ["https://elb.cn-north-1.myhuaweicloud.com"]))
