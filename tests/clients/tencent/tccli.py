"""`tccli`, as it is typed: a process for each call. Without an address it is pointed nowhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

import tencent_cdn
import tencent_clb
import tencent_gaap
import tencent_live
import tencent_scf
import tencent_ssl
import tencent_teo
import tencent_vod
import tencent_waf
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
        client = Tccli("--endpoint", sys.argv[1])
        tencent_ssl.drive(client)
        tencent_gaap.drive(client)
        tencent_cdn.drive(client)
        tencent_clb.drive(client)
        tencent_teo.drive(client)
        tencent_vod.drive(client)
        tencent_live.drive(client)
        tencent_waf.drive(client)
        tencent_scf.drive(client)
    else:
        tencent_ssl.drive_briefly(Tccli())
