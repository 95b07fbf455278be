"""The Python SDK `qiniu`: what it has of its own, by QBox token; the rest with its own signing, by
Qiniu token."""

import json
import os
import sys
from unittest import mock as patching

import requests
from mock import pair
from qiniu import Auth, DomainManager, QiniuMacAuth
from qiniu.auth import QiniuMacRequestsAuth, RequestsAuth

import qiniu_life


def by_manager(url):
    manager = DomainManager(Auth("certmock", "certmock"))
    manager.server = url
    certificate, key = pair("wildcard")
    made, info = manager.create_sslcert("site", "www.example.com", key, certificate)
    assert info.status_code == 200, info
    conf, info = manager.put_httpsconf("api.example.com", made["certID"], True)
    assert info.status_code == 200, info
    domain, info = manager.get_domain("api.example.com")
    assert domain["https"]["certId"] == made["certID"], (domain, info)
    nothing, info = manager.create_sslcert("site", "www.example.com", pair("ec-p256")[1], certificate)
    # On an error the SDK gives the body as text.
    assert nothing is None and json.loads(info.error)["code"] == 400324, info


def by_proxy(url):
    """Pointed nowhere: plain `http://api.qiniu.com`, for which certmock is the proxy."""
    certificate, key = pair("wildcard")
    with patching.patch.dict(os.environ, {"http_proxy": url, "no_proxy": ""}):
        made, info = DomainManager(Auth("certmock", "certmock")).create_sslcert("site", "", key, certificate)
    assert made and made["certID"], info


def by_signing(url, sign):
    """The SDK signs whatever `requests` is to send."""

    def send(method, path, body=None):
        data = None if body is None else json.dumps(body)
        headers = {"Content-Type": "application/json" if data else "application/x-www-form-urlencoded"}
        answer = requests.request(method, url + path, data=data, headers=headers, auth=sign, timeout=30)
        return answer.status_code, answer.json()

    return send


if __name__ == "__main__":
    by_manager(sys.argv[1])
    by_proxy(sys.argv[1])
    qiniu_life.drive(by_signing(sys.argv[1], QiniuMacRequestsAuth(QiniuMacAuth("certmock", "certmock"))))
    send = by_signing(sys.argv[1], RequestsAuth(Auth("certmock", "certmock")))
    assert send("GET", "/sslcert?marker=&limit=10")[0] == 200
