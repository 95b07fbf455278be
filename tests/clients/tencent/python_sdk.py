"""The Tencent Cloud SDK's packages, `tencentcloud-sdk-python-ssl` and those of the products: the whole life under the
plainest settings, and a short one under every other. Without an address it is pointed nowhere."""

import importlib
import itertools
import json
import socket
import sys

from tencentcloud.common.credential import Credential
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

import tencent_products
import tencent_ssl
import tencent_teo
from tencent_client import VERSIONS, Client, Refused


class PythonSdk(Client):
    def __init__(self, profile):
        self.clients = {}
        for service, version in VERSIONS.items():
            package = f"tencentcloud.{service}.v{version.replace('-', '')}"
            models = importlib.import_module(f"{package}.models")
            module = importlib.import_module(f"{package}.{service}_client")
            kind = getattr(module, f"{service.capitalize()}Client")
            self.clients[service] = (kind(Credential("certmock", "certmock"), "ap-guangzhou", profile), models)

    def call(self, service, action, parameters):
        client, models = self.clients[service]
        try:
            if not hasattr(client, action):  # The packages do not know it, but ask for it by its name.
                return client.call_json(action, parameters)["Response"]
            request = getattr(models, f"{action}Request")()
            request.from_json_string(json.dumps(parameters))
            reply = getattr(client, action)(request)
        except TencentCloudSDKException as error:
            raise Refused(error.get_code(), error.get_message()) from error
        return json.loads(reply.to_json_string())


def profile(sign="TC3-HMAC-SHA256", method="POST", apigw_endpoint=None, **http):
    http = HttpProfile(reqMethod=method, **http)
    http.apigw_endpoint = apigw_endpoint
    return ClientProfile(signMethod=sign, httpProfile=http)


def resolve_below(domain):
    """Has every name below a domain be this machine's, as its hosts file would."""
    resolve = socket.getaddrinfo

    def local(name, *arguments, **more):
        return resolve("127.0.0.1" if name.endswith(f".{domain}") else name, *arguments, **more)

    socket.getaddrinfo = local


def main(url):
    host = url.removeprefix("http://")
    plain = PythonSdk(profile(protocol="http", endpoint=host))
    tencent_products.drive(plain)
    tencent_teo.drive_undescribed(plain)

    ends = [
        {"protocol": "http", "endpoint": host},
        {"endpoint": url},
        {"protocol": "http", "endpoint": f"{host}/tc/ssl"},
        {"protocol": "http", "apigw_endpoint": host},
        {"protocol": "http", "rootDomain": f"mock.test:{host.rpartition(':')[2]}"},
    ]
    resolve_below("mock.test")
    signs = ["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"]
    for end, sign, method in itertools.product(ends, signs, ["POST", "GET"]):
        tencent_ssl.drive_briefly(PythonSdk(profile(sign, method, **end)))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        tencent_ssl.drive_briefly(PythonSdk(ClientProfile()))
