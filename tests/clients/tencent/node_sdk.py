"""`tencentcloud-sdk-nodejs`: the whole life, and a short one under every other setting."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

from mock import pair

import tencent_gaap
import tencent_ssl
from tencent_client import Client, Refused


class NodeSdk(Client):
    def __init__(self, process, profile):
        self.process, self.profile = process, profile

    def call(self, service, action, parameters):
        line = {"service": service, "action": action, "parameters": parameters, "profile": self.profile(service)}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "refused" in answer:
            raise Refused(answer["refused"]["code"], answer["refused"]["message"])
        return answer["reply"]


def main(url):
    script = Path(__file__).with_suffix(".js")
    process = subprocess.Popen(["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def profiles(sign, method):
        by_host = {"protocol": "http://", "endpoint": url.removeprefix("http://")}
        yield lambda service: {"signMethod": sign, "httpProfile": {"reqMethod": method, **by_host}}
        # The endpoint is a path here, so that the signature's scope names the service.
        yield lambda service: {
            "signMethod": sign,
            "httpProfile": {"reqMethod": method, "protocol": f"{url}/", "endpoint": service},
        }

    plain = NodeSdk(process, next(profiles("TC3-HMAC-SHA256", "POST")))
    tencent_ssl.drive(plain)
    tencent_gaap.drive(plain)

    certificate, key = pair("ec-p256")
    for sign, method in itertools.product(["TC3-HMAC-SHA256", "HmacSHA1", "HmacSHA256"], ["POST", "GET"]):
        for profile in profiles(sign, method):
            client = NodeSdk(process, profile)
            made = client.ask(
                "ssl.UploadCertificate", CertificatePublicKey=certificate, CertificatePrivateKey=key, Repeatable=True
            )["CertificateId"]
            listed = client.ask("ssl.DescribeCertificates", Limit=1, Offset=0, FilterSource="upload")
            assert listed["Certificates"][0]["CertificateId"] == made, (sign, method)
            client.refused("FailedOperation.CertificateNotFound", "ssl.DescribeCertificate", CertificateId="nobody00")

    process.stdin.close()
    process.wait(timeout=30)


if __name__ == "__main__":
    main(sys.argv[1])
