"""`tccli`, as it is typed: a process for each call. Without an address it is pointed nowhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import tencent_products
import tencent_ssl
from tencent_client import Client, Refused

TCCLI = Path(sys.executable).with_name("tccli")


class Tccli(Client):
    def __init__(self, *endpoint):
        self.flags = ["--secretId", "certmock", "--secretKey", "certmock", "--region", "ap-guangzhou", *endpoint]

    def call(self, service, action, parameters):
        words = []
        for name, value in parameters.items():
            words += [f"--{name}", value if isinstance(value, str) else json.dumps(value)]
        done = subprocess.run([TCCLI, service, action, *words, *self.flags], capture_output=True, text=True)
        refused = re.search(r"code:(\S+) message:(.*?)(?: requestId:|$)", done.stdout + done.stderr, re.DOTALL)
        if refused:
            raise Refused(refused[1], refused[2].strip())
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        tencent_products.drive(Tccli("--endpoint", sys.argv[1]))
    else:
        tencent_ssl.drive_briefly(Tccli())
