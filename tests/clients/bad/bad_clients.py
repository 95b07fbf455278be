"""Clients that do something wrong, or oddly: what the service refuses is refused, and what it takes
is taken. Each case is a function; its name and text say which."""

import datetime
import hashlib
import json
import sys
import time
from unittest import mock as patching

import requests
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer
from mock import control, pair
from qiniu import Auth, QiniuMacAuth
from qiniu.auth import QiniuMacRequestsAuth, RequestsAuth
from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.common.sign import Sign
from tencentcloud.ssl.v20191205 import models
from tencentcloud.ssl.v20191205.ssl_client import SslClient

CERTIFICATES = "/v1.0/certmock/elbaas/certificate"


def tencent(url, secret="certmock", sign="TC3-HMAC-SHA256", method="POST", signed_host=None):
    """A client of the SDK; it signs another host perhaps."""
    http = HttpProfile(reqMethod=method, endpoint=url)
    if signed_host:
        http = HttpProfile(reqMethod=method, protocol="http", endpoint=signed_host)
        http.apigw_endpoint = url.removeprefix("http://")
    profile = ClientProfile(signMethod=sign, httpProfile=http)
    return SslClient(Credential("certmock", secret), "ap-guangzhou", profile)


def code(call, *arguments):
    """The code that a call of the Tencent SDK is refused with."""
    try:
        call(*arguments)
    except TencentCloudSDKException as error:
        return error.get_code()
    return "nothing"


def listing(**parameters):
    request = models.DescribeCertificatesRequest()
    request.from_json_string(json.dumps(parameters))
    return request


def upload(**parameters):
    certificate, key = pair("ec-p256")
    request = models.UploadCertificateRequest()
    request.from_json_string(
        json.dumps({"CertificatePublicKey": certificate, "CertificatePrivateKey": key} | parameters)
    )
    return request


def huawei(url, secret="certmock", signed_host=None, headers=()):
    """Lists certificates; signs another host perhaps."""
    host = url.removeprefix("http://")
    request = SdkRequest(
        method="GET",
        schema="http",
        host=signed_host or host,
        resource_path=CERTIFICATES,
        query_params=[],
        header_params=dict(headers),
        body="",
    )
    Signer(BasicCredentials("certmock", secret, "certmock")).sign(request)
    sent = request.header_params | {"Host": host}
    return requests.get(url + CERTIFICATES, headers=sent, timeout=30)


def a_wrong_secret_is_refused(url):
    assert code(tencent(url, "wrong").DescribeCertificates, listing()) == "AuthFailure.SignatureFailure"
    for sign in ("HmacSHA1", "HmacSHA256"):
        for method in ("POST", "GET"):
            client = tencent(url, "wrong", sign, method)
            assert code(client.DescribeCertificates, listing()) == "AuthFailure.SignatureFailure"
    for auth in (RequestsAuth(Auth("certmock", "wrong")), QiniuMacRequestsAuth(QiniuMacAuth("certmock", "wrong"))):
        answer = requests.get(f"{url}/sslcert?marker=&limit=10", auth=auth, timeout=30)
        assert (answer.status_code, answer.json()["error"]) == (401, "bad token"), answer.text
    answer = huawei(url, "wrong")
    assert (answer.status_code, answer.json()["error_code"]) == (401, "APIGW.0301"), answer.text
    answer = requests.get(f"{url}/openapi/v1/teams/certmock/certificates", headers={"Authorization": "wrong"}, timeout=30)
    assert answer.status_code == 401, answer.text


def a_skewed_clock_is_refused(url):
    wrong = time.time() - 3600
    with patching.patch("time.time", lambda: wrong):
        client = tencent(url)
        assert code(client.DescribeCertificates, listing()) == "AuthFailure.SignatureExpire"
    date = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)).strftime("%Y%m%dT%H%M%SZ")
    answer = huawei(url, headers={"X-Sdk-Date": date})
    assert (answer.status_code, answer.json()["error_code"]) == (401, "APIGW.0301"), answer.text
    token = QiniuMacAuth("certmock", "certmock").token_of_request(
        "GET", url.removeprefix("http://"), f"{url}/sslcert", f"X-Qiniu-Date: {date}"
    )
    headers = {"Authorization": f"Qiniu {token}", "X-Qiniu-Date": date}
    answer = requests.get(f"{url}/sslcert", headers=headers, timeout=30)
    assert (answer.status_code, answer.json()["error"]) == (403, "request time too skewed"), answer.text


def a_signature_for_another_host_is_refused(url):
    client = tencent(url, signed_host="ssl.elsewhere.example")
    assert code(client.DescribeCertificates, listing()) == "AuthFailure.SignatureFailure"
    answer = huawei(url, signed_host="elb.elsewhere.example")
    assert (answer.status_code, answer.json()["error_code"]) == (401, "APIGW.0301"), answer.text
    token = QiniuMacAuth("certmock", "certmock").token_of_request(
        "GET", "api.elsewhere.example", f"{url}/sslcert", None
    )
    answer = requests.get(f"{url}/sslcert", headers={"Authorization": f"Qiniu {token}"}, timeout=30)
    assert (answer.status_code, answer.json()["error"]) == (401, "bad token"), answer.text


def a_doubled_port_is_taken(url):
    host = url.removeprefix("http://")
    port = host.rpartition(":")[2]
    token = QiniuMacAuth("certmock", "certmock").token_of_request(
        "GET", f"{host}:{port}", f"{url}/sslcert", None
    )
    answer = requests.get(f"{url}/sslcert", headers={"Authorization": f"Qiniu {token}"}, timeout=30)
    assert answer.status_code == 200, answer.text


def a_scheme_in_the_host_is_taken(url):
    # The SDK sends `Host: http://127.0.0.1:PORT`, and signs it.
    for sign in ("TC3-HMAC-SHA256", "HmacSHA256"):
        assert code(tencent(url, sign=sign).DescribeCertificates, listing()) == "nothing"


def numbers_in_quotes_are_taken(url):
    reply = tencent(url).DescribeCertificates(listing(Limit="1", Offset="0"))
    assert len(reply.Certificates) <= 1, reply
    assert code(tencent(url).DescribeCertificates, listing(Limit="one")).startswith("InvalidParameter")


def python_booleans_are_taken(url):
    # In a query and in a form the SDK writes `True` and `False`.
    for sign, method in (("TC3-HMAC-SHA256", "GET"), ("HmacSHA1", "GET"), ("HmacSHA256", "POST")):
        client = tencent(url, sign=sign, method=method)
        first = client.UploadCertificate(upload(Repeatable=True)).CertificateId
        again = client.UploadCertificate(upload(Repeatable=False)).CertificateId
        other = client.UploadCertificate(upload(Repeatable=True)).CertificateId
        assert again != other and first != other, (sign, method)


def header_values_are_signed_in_lower_case(url):
    # As acme.sh signs `x-tc-action`; the header itself has its capitals. Some sign it as it is.
    host, now, body = url.removeprefix("http://"), int(time.time()), '{"Limit":1}'
    date = time.strftime("%Y-%m-%d", time.gmtime(now))
    accepted = [("describecertificates", None), ("DescribeCertificates", None)]
    for written, expected in [*accepted, ("deletecertificate", "AuthFailure.SignatureFailure")]:
        headers = f"content-type:application/json\nhost:{host}\nx-tc-action:{written}\n"
        signed = "content-type;host;x-tc-action"
        canonical = f"POST\n/\n\n{headers}\n{signed}\n{sha256(body)}"
        text = f"TC3-HMAC-SHA256\n{now}\n{date}/ssl/tc3_request\n{sha256(canonical)}"
        signature = Sign.sign_tc3("certmock", date, "ssl", text)
        scope = f"certmock/{date}/ssl/tc3_request"
        answer = requests.post(
            url,
            data=body,
            timeout=30,
            headers={
                "Content-Type": "application/json",
                "X-TC-Action": "DescribeCertificates",
                "X-TC-Version": "2019-12-05",
                "X-TC-Timestamp": str(now),
                "Authorization": f"TC3-HMAC-SHA256 Credential={scope}, SignedHeaders={signed}, Signature={signature}",
            },
        ).json()["Response"]
        assert answer.get("Error", {}).get("Code") == expected, answer


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def a_lost_answer_is_retried(url):
    lost = {
        "name": "lost",
        "when": {"operation": "*.UploadCertificate"},
        "calls": {"first": 1},
        "then": {"transport": "reset", "applied": True},
    }

    # It was kept all the same: whoever asks for no repetition is given what is there.
    control(url, "POST", "reset")
    control(url, "POST", "rules", lost)
    client = tencent(url)
    met = code(client.UploadCertificate, upload(Repeatable=False))
    assert met == "ClientNetworkError", met
    kept = client.DescribeCertificates(listing()).Certificates
    assert len(kept) == 1, kept
    assert client.UploadCertificate(upload(Repeatable=False)).RepeatCertId == kept[0].CertificateId

    # A client that retries by itself uploads twice.
    control(url, "POST", "reset")
    control(url, "POST", "rules", lost)
    certificate, key = pair("wildcard")
    session = requests.Session()
    retry = requests.adapters.Retry(total=2, allowed_methods=None)
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=retry))
    session.auth = RequestsAuth(Auth("certmock", "certmock"))
    body = json.dumps({"name": "site", "ca": certificate, "pri": key})
    headers = {"Content-Type": "application/json"}
    answer = session.post(f"{url}/sslcert", data=body, headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    listed = session.get(f"{url}/sslcert?marker=&limit=100", timeout=30).json()["certs"]
    assert len(listed) == 2, listed


CASES = [
    a_wrong_secret_is_refused,
    a_skewed_clock_is_refused,
    a_signature_for_another_host_is_refused,
    a_doubled_port_is_taken,
    a_scheme_in_the_host_is_taken,
    numbers_in_quotes_are_taken,
    python_booleans_are_taken,
    header_values_are_signed_in_lower_case,
    a_lost_answer_is_retried,
]


if __name__ == "__main__":
    for case in CASES:
        case(sys.argv[1])
        print(case.__name__.replace("_", " "))
