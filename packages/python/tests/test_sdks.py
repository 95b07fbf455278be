"""The vendors' SDKs, as they are, against the accounts of a test."""

import json
import os
import subprocess
import sys
import threading

import pytest
import requests
from huaweicloudsdkcore.auth.credentials import BasicCredentials, GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkelb.v3 import CreateCertificateOption, CreateCertificateRequest, CreateCertificateRequestBody, ElbClient
from huaweicloudsdkelb.v3 import ListCertificatesRequest as ListOfElb
from huaweicloudsdkscm.v3 import ImportCertificateRequest, ImportCertificateRequestBody, ScmClient
from qiniu import Auth, DomainManager
from qiniu.auth import RequestsAuth
from tencentcloud.common.credential import Credential, EnvironmentVariableCredential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.ssl.v20191205 import models
from tencentcloud.ssl.v20191205.ssl_client import SslClient

from certmock import WaitTimeout


def tencent(account, url):
    profile = ClientProfile(httpProfile=HttpProfile(endpoint=url))
    return SslClient(Credential(account.key, account.secret), "", profile)


def tencent_upload(client, certificate, key, alias="site"):
    request = models.UploadCertificateRequest()
    request.CertificatePublicKey, request.CertificatePrivateKey, request.Alias = certificate, key, alias
    return client.UploadCertificate(request).CertificateId


def qiniu(account, url):
    manager = DomainManager(Auth(account.key, account.secret))
    manager.server = url
    return manager


def huawei(account, url, kind, credentials):
    return kind.new_builder().with_credentials(credentials).with_region(Region("cn-north-4", url)).build()


def elb_upload(client, certificate, key):
    option = CreateCertificateOption(name="site", certificate=certificate, private_key=key)
    request = CreateCertificateRequest(body=CreateCertificateRequestBody(certificate=option))
    return client.create_certificate(request).certificate.id


def test_tencent_an_upload_is_found_again_and_verified(certmock, pair):
    made = tencent_upload(tencent(certmock.tencent, certmock.url), *pair("rsa-2048"))
    (held,) = certmock.tencent.certificates()
    assert (held["id"], held["name"], held["provider"]) == (made, "site", "tencent_ssl")
    (asked,) = certmock.requests(operation="tencent_ssl.*")
    assert (asked["operation"], asked["verified"], asked["outcome"]) == ("UploadCertificate", True, "success")


def test_tencent_a_key_of_another_certificate_is_refused_as_documented(certmock, pair):
    with pytest.raises(TencentCloudSDKException) as refused:
        tencent_upload(tencent(certmock.tencent, certmock.url), pair("rsa-2048")[0], pair("rsa-4096")[1])
    assert refused.value.code == "FailedOperation.CertificateMatchError"
    (asked,) = certmock.tencent.requests()
    assert asked["outcome"] == refused.value.code and asked["flaw"]


def test_tencent_an_error_is_forced_twice_and_no_more(certmock, pair):
    client = tencent(certmock.tencent, certmock.url)
    name = certmock.tencent.arm("RequestLimitExceeded", operation="tencent_ssl.UploadCertificate", calls=2)
    for _ in range(2):
        with pytest.raises(TencentCloudSDKException, match="RequestLimitExceeded"):
            tencent_upload(client, *pair("rsa-2048"))
    assert tencent_upload(client, *pair("rsa-2048"))
    assert [request.get("rule") for request in certmock.tencent.requests()] == [name, name, None]


def test_tencent_members_that_nothing_reads_are_named(certmock, pair):
    request = models.UploadCertificateRequest()
    request.CertificatePublicKey, request.CertificatePrivateKey = pair("rsa-2048")
    request.CertificateUse = "web"
    tencent(certmock.tencent, certmock.url).UploadCertificate(request)
    assert [request["unread"] for request in certmock.tencent.requests()] == [["CertificateUse"]]


def test_qiniu_an_upload_is_listed_and_an_expired_one_refused(certmock, pair):
    manager = qiniu(certmock.qiniu, certmock.url)
    certificate, key = pair("wildcard")
    made, info = manager.create_sslcert("site", "www.example.com", key, certificate)
    assert made["certID"] == certmock.qiniu.certificates()[0]["id"], info
    certificate, key = pair("expired")
    nothing, info = manager.create_sslcert("old", "www.example.com", key, certificate)
    assert nothing is None and json.loads(info.error)["code"] == 400329, info


def test_qiniu_a_clock_that_is_moved_has_a_certificate_expire(certmock):
    certmock.qiniu.load({"qiniu": {"certificates": [{"certID": "soon", "name": "soon", "make": {"names": ["www.example.com"], "not_after": "+30d"}}]}})
    assert [held["flaws"] for held in certmock.qiniu.certificates()] == [[]]
    assert certmock.qiniu.certificates(within="20d") == []
    certmock.advance("60d")
    (held,) = certmock.qiniu.certificates(within="20d")
    assert held["left_s"] < 0 and "expired" in " ".join(held["flaws"])


def test_qiniu_an_upload_that_was_good_is_refused_when_its_time_is_over(certmock):
    lasting = {"certID": "lasting", "name": "lasting", "make": {"names": ["www.example.com"], "not_after": "+50d"}}
    certmock.qiniu.load({"qiniu": {"certificates": [lasting]}})
    (held,) = certmock.qiniu.state()[certmock.qiniu.name]["qiniu"]["certificates"]
    manager = qiniu(certmock.qiniu, certmock.url)
    assert manager.create_sslcert("again", "www.example.com", held["private_key"], held["certificate"])[0]
    certmock.advance("60d")
    nothing, info = manager.create_sslcert("later", "www.example.com", held["private_key"], held["certificate"])
    assert nothing is None and json.loads(info.error)["code"] == 400329, info


def test_qiniu_a_client_that_acts_by_itself_is_waited_for(certmock, pair):
    certificate, key = pair("rsa-2048")
    manager = qiniu(certmock.qiniu, certmock.url)
    upload = threading.Timer(0.2, manager.create_sslcert, ["site", "www.example.com", key, certificate])
    upload.start()
    (asked,) = certmock.qiniu.wait("qiniu.UploadCertificate", timeout=10)
    assert asked["parameters"]["name"] == "site"
    with pytest.raises(WaitTimeout, match="1 of 2 requests arrived") as late:
        certmock.qiniu.wait("qiniu.UploadCertificate", count=2, timeout="100ms")
    assert len(late.value.requests) == 1
    upload.join()


def test_huawei_the_project_of_an_access_key_and_its_domain_are_one_account(certmock, pair):
    account, (certificate, key) = certmock.huawei, pair("rsa-2048")
    elb = huawei(account, certmock.url, ElbClient, BasicCredentials(account.key, account.secret, account.project))
    made = elb_upload(elb, certificate, key)
    body = ImportCertificateRequestBody(name="site", certificate=certificate, private_key=key)
    scm = huawei(account, certmock.url, ScmClient, GlobalCredentials(account.key, account.secret, account.domain))
    scm.import_certificate(ImportCertificateRequest(body=body))
    assert {held["provider"] for held in account.certificates()} == {"huawei_elb", "huawei_scm"}
    assert [held.id for held in elb.list_certificates(ListOfElb()).certificates] == [made]


def test_huawei_an_error_is_forced(certmock, pair):
    account = certmock.huawei
    elb = huawei(account, certmock.url, ElbClient, BasicCredentials(account.key, account.secret, account.project))
    certmock.arm(then={"respond": {"status": 502, "body": "<html>Bad Gateway</html>"}}, operation="huawei_elb.v3.*", calls=1)
    with pytest.raises(Exception, match="502"):
        elb_upload(elb, *pair("rsa-2048"))
    assert elb_upload(elb, *pair("rsa-2048"))


def test_huawei_a_secret_that_is_wrong_is_refused(certmock, pair):
    account = certmock.huawei
    elb = huawei(account, certmock.url, ElbClient, BasicCredentials(account.key, "wrong", account.project))
    with pytest.raises(ClientRequestException) as refused:
        elb_upload(elb, *pair("rsa-2048"))
    assert refused.value.status_code == 401
    assert "signature, " in certmock.journal()


def test_an_unmodified_client_asks_the_vendors_own_host_in_this_process(certmock, certmock_env, pair):
    certificate, key = pair("rsa-2048")
    manager = DomainManager(Auth(certmock.qiniu.key, certmock.qiniu.secret))
    assert manager.create_sslcert("site", "www.example.com", key, certificate)[0]
    # It asks without TLS; over TLS certmock is trusted, too.
    requests.get("https://api.qiniu.com/sslcert", auth=RequestsAuth(Auth(certmock.qiniu.key, certmock.qiniu.secret))).raise_for_status()
    asked = certmock.qiniu.requests()
    assert [(request["host"], request["scheme"]) for request in asked] == [("api.qiniu.com", "http"), ("api.qiniu.com", "https")]


SCRIPT = """
import json, sys
from tencentcloud.common.credential import EnvironmentVariableCredential
from tencentcloud.ssl.v20191205 import models, ssl_client
client = ssl_client.SslClient(EnvironmentVariableCredential().get_credential(), "")
print(client.DescribeCertificates(models.DescribeCertificatesRequest()).TotalCount)
"""


def test_an_unmodified_client_asks_it_in_another_process_with_credentials_from_the_environment(certmock, monkeypatch):
    account = certmock.tencent
    for name, value in account.env().items():
        monkeypatch.setenv(name, value)
    assert EnvironmentVariableCredential().get_credential().secret_id == account.key
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **certmock.env()})
    assert done.stdout.strip() == "0", done.stderr
    (asked,) = account.requests()
    assert (asked["host"], asked["scheme"], asked["verified"]) == ("ssl.tencentcloudapi.com", "https", True)
