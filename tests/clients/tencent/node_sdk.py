"""`tencentcloud-sdk-nodejs`: the whole life, and a short one under every other setting.
Without an address it is pointed nowhere."""

import itertools
import sys
from pathlib import Path

from node import Node

import tencent_products
import tencent_ssl
import tencent_teo
from tencent_client import VERSIONS, Client, Refused


SCRIPT = Path(__file__).with_suffix(".js")


class NodeSdk(Client):
    def __init__(self, node, profile):
        self.node, self.profile = node, profile

    def call(self, service, action, parameters):
        version = f"v{VERSIONS[service].replace('-', '')}"
        request = {"service": service, "version": version, "action": action, "parameters": parameters}
        answer = self.node.ask(request | {"profile": self.profile(service)})
        if "refused" in answer:
            raise Refused(answer["refused"]["code"], answer["refused"]["message"])
        return answer["reply"]


def profiles(url, sign, method):
    by_host = {"protocol": "http://", "endpoint": url.removeprefix("http://")}
    yield lambda service: {"signMethod": sign, "httpProfile": {"reqMethod": method, **by_host}}
    # The endpoint is a path here, so that the signature's scope names the service.
    yield lambda service: {
        "signMethod": sign,
        "httpProfile": {"reqMethod": method, "protocol": f"{url}/", "endpoint": service},
    }


def main(url):
    with Node(SCRIPT) as node:
        plain = NodeSdk(node, next(profiles(url, "TC3-HMAC-SHA256", "POST")))
        tencent_products.drive(plain)
        tencent_teo.drive_undescribed(plain)
        for sign, method in itertools.product(["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"], ["POST", "GET"]):
            for profile in profiles(url, sign, method):
                tencent_ssl.drive_briefly(NodeSdk(node, profile))


def unmodified():
    with Node(SCRIPT) as node:
        tencent_ssl.drive_briefly(NodeSdk(node, lambda service: {}))


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) > 1 else unmodified()
