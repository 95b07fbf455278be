"""The Python SDK `qiniu`: what it has of its own, by QBox token; the rest with its own signing, by
Qiniu token. Without an address it is pointed nowhere, and asks over TLS, too."""

import json
import os
import sys
from unittest import mock as patching

import requests
from mock import pair
from qiniu import Auth, DomainManager, QiniuMacAuth
from qiniu.auth import QiniuMacRequestsAuth, RequestsAuth

import qiniu_life


def by_manager(url=None):
    manager = DomainManager(Auth("certmock", "certmock"))
    manager.server = url or manager.server
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


def main(url):
    by_manager(url)
    by_proxy(url)
    qiniu_life.drive(by_signing(url, QiniuMacRequestsAuth(QiniuMacAuth("certmock", "certmock"))))
    send = by_signing(url, RequestsAuth(Auth("certmock", "certmock")))
    assert send("GET", "/sslcert?marker=&limit=10")[0] == 200


def unmodified():
    by_manager()
    by_manager("https://api.qiniu.com")


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) > 1 else unmodified()
