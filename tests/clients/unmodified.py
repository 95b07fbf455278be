"""Clients that nobody has pointed anywhere ask the vendors' own hosts, under `certmock run` with strict
authentication. What counts is what the journal says was asked, and that nothing strayed."""

import base64
import dataclasses
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from mock import HERE, MATERIAL, Mock, pair

HERE = HERE / "unmodified"

TENCENT = "ssl.tencentcloudapi.com"
QINIU = "api.qiniu.com"


@dataclasses.dataclass(frozen=True)
class Unmodified:
    name: str
    command: list
    # What has to be asked, and nothing else.
    hosts: tuple
    flags: tuple = ()
    # Where its script asks as it is told: the requests of `asking`, whose answers it prints.
    asks: bool = False
    # Why it cannot be tried here.
    absent: str = ""
    # What of certmock it needs, beside the variables of proxies and trust: it fails without.
    needs: str = ""

    @property
    def tool(self):
        return self.command[0]


def clients(environments):
    python = str(environments / "clients" / "bin" / "python")
    of_rainbond = str(environments / "rainbond" / "bin" / "python")
    classic = str(environments / "huawei_classic" / "bin" / "python")
    domains = ("--fixture", str(HERE.parent / "qiniu" / "domains.yaml"))
    scripts = HERE.parent

    def asking(name, *command):
        return Unmodified(name, list(map(str, command)), (QINIU,), asks=True)

    yield Unmodified(
        "tencentcloud-sdk-python", [python, scripts / "tencent/python_sdk.py"], (TENCENT,), needs="python"
    )
    yield Unmodified("tccli", [python, scripts / "tencent/tccli.py"], (TENCENT,), needs="python")
    yield Unmodified("tencentcloud-sdk-nodejs", [python, scripts / "tencent/node_sdk.py"], (TENCENT,))
    yield Unmodified("qiniu (PyPI)", [python, scripts / "qiniu/python_sdk.py"], (QINIU,), domains)
    yield Unmodified(
        "qiniu (npm)",
        [python, scripts / "qiniu/node_sdk.py"],
        (QINIU, "fusion.qiniuapi.com"),
        domains,
        needs="node",
    )
    yield Unmodified(
        "huaweicloudsdkcore", [python, scripts / "huawei/signer.py"], ("elb.cn-north-1.myhuaweicloud.com",)
    )
    yield Unmodified(
        "huaweicloud-sdk-python-v3",
        [python, scripts / "huawei/sdk.py"],
        # It is led by a file of regions, and asks for its projects over TLS.
        ("127.0.0.1",),
        ("--fixture", str(scripts / "huawei" / "domains.yaml")),
    )
    yield Unmodified(
        "huaweicloud-sdk-python",
        [classic, scripts / "huawei/classic.py"],
        # Whose catalogue has certmock's own address, by the name that it was asked by.
        ("iam.cn-north-1.myhuaweicloud.com",),
    )
    yield Unmodified(
        "huaweicloud-sdk-core (npm)",
        [python, scripts / "huawei/node_core.py"],
        ("iam.myhuaweicloud.com", "elb.cn-north-4.myhuaweicloud.com", "scm.cn-north-4.myhuaweicloud.com"),
        needs="node",
    )
    yield Unmodified(
        "client from the page",
        [of_rainbond, scripts / "rainbond/from_page.py", "https://console.example.com"],
        ("console.example.com",),
        ("--answer-for", "console.example.com", "--fixture", "demo"),
    )
    yield Unmodified(
        "deploy hook of the shell",
        [str(HERE / "deploy_hook.sh"), "api.example.com", MATERIAL / "wildcard.crt", MATERIAL / "wildcard.key"],
        (QINIU,),
        domains,
    )
    provider = os.environ.get("TENCENTCLOUD_PROVIDER", "")
    yield Unmodified(
        "Terraform, tencentcloud",
        [str(scripts / "terraform/run")],
        (TENCENT,),
        absent="" if provider else "TENCENTCLOUD_PROVIDER names no plug-in, and no registry of packages has it",
    )
    for library in ("urllib", "http_client", "requests"):
        yield asking(f"Python, {library}", python, HERE / "ask.py", library)
    yield asking("Python, httpx", of_rainbond, HERE / "ask.py", "httpx")
    for library in ("https", "fetch", "axios"):
        yield asking(f"Node, {library}", "node", HERE / "ask.js", library)
    for library in ("HttpURLConnection", "HttpClient"):
        yield asking(f"Java, {library}", "java", HERE / "Ask.java", library)
    yield asking("Go, net/http", "go", "run", HERE / "ask.go")


def asking(tool):
    """Three requests to Qiniu as lines, and the statuses of their answers."""
    token = base64.urlsafe_b64encode(hmac.new(b"certmock", b"/sslcert\n", hashlib.sha1).digest()).decode()
    headers = {"Authorization": f"QBox certmock:{token}", "Content-Type": "application/json"}

    def upload(certificate, key):
        chain, right = pair(certificate)
        key = right if key is None else (MATERIAL / key).read_text()
        return json.dumps({"name": "site", "ca": chain, "pri": key})

    requests = [
        ("POST", upload("rsa-2048", None)),
        ("GET", ""),
        ("POST", upload("rsa-2048", "mismatched.key")),
    ]
    if tool == "java":
        lines = ["\t".join([method, headers["Authorization"], body]) for method, body in requests]
    else:
        lines = [json.dumps([method, headers, body]) for method, body in requests]
    return "\n".join(lines) + "\n", [200, 200, 400]


def run(client, environment, flags=()):
    """Runs a client; how it ended, and the requests that came."""
    lines, _ = asking(client.tool) if client.asks else ("", None)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requests.json"
        done = subprocess.run(
            [Mock.BINARY, "run", "--auth", "strict", "--requests", file, *client.flags, *flags, "--", *client.command],
            input=lines,
            capture_output=True,
            text=True,
            timeout=600,
            env=environment,
        )
        return done, json.loads(file.read_text())["requests"]


def drive(client, environment):
    """Runs a client; what there is to say, and whether it went well."""
    absent = client.absent or ("" if shutil.which(client.tool) else f"there is no {client.tool} here")
    if absent:
        return [f"{client.name}, unmodified: not tried: {absent}"], True
    done, requests = run(client, environment)
    wrong = [] if done.returncode == 0 else [f"it ended with {done.returncode}"]
    if client.asks and done.stdout.split() != list(map(str, asking(client.tool)[1])):
        wrong.append(f"it was answered {done.stdout.split()}")
    hosts = {request["host"].partition(":")[0] for request in requests}
    if hosts != set(client.hosts):
        wrong.append(f"it asked {sorted(hosts)}")
    if not any(request["scheme"] == "https" for request in requests):
        wrong.append("it asked nothing over TLS")
    strays = [line for line in done.stderr.splitlines() if line.startswith("certmock: ") and "answered" not in line]
    wrong += strays
    if client.needs:
        without, _ = run(client, environment, ("--without", client.needs))
        if without.returncode == 0:
            wrong.append(f"it does as well with --without {client.needs}: docs/clients.md has to say so")
    name = f"{client.name}, unmodified"
    if wrong:
        return [f"{name}: FAILED: {'; '.join(wrong)}\n{done.stderr[-3000:]}"], False
    ways = sorted({f"{request['scheme']} ({request['via']})" for request in requests})
    needs = f"; not without certmock's script for {client.needs.capitalize()}" if client.needs else ""
    return [f"{name}: {len(requests)} requests, {', '.join(ways)}, {', '.join(client.hosts)}{needs}"], True


def environment(environments):
    """What a client has before certmock sets anything."""
    settings = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    settings = {name: value for name, value in settings.items() if not name.startswith("CERTMOCK_")}
    modules = str(environments / "node" / "node_modules")
    return settings | {"PYTHONPATH": str(HERE.parent), "NODE_PATH": modules}
