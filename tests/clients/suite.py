#!/usr/bin/env python3
"""Has the vendors' own clients drive the built certmock, each a server of its own, with strict
authentication. Prints a line for each client and operation, then a total; what the server says that
it met is what counts. With `--record` it writes `src/reference/driven.json`, from which the
reference says who drives what; without, that file has to say what was seen. Then each of them, and
others, ask the vendors' own hosts, unmodified."""

import argparse
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import unmodified
from mock import HERE, REPOSITORY, Mock

RECORD = REPOSITORY / "src" / "reference" / "driven.json"


@dataclasses.dataclass(frozen=True)
class Client:
    name: str
    script: str
    environment: str = "clients"
    fixture: str = ""
    # Whether it counts as one that drives an operation: a misbehaving client does not.
    counts: bool = True


CLIENTS = [
    Client("tencentcloud-sdk-python", "tencent/python_sdk.py", fixture="tencent/instances.yaml"),
    Client("tccli", "tencent/tccli.py", fixture="tencent/instances.yaml"),
    Client("tencentcloud-sdk-nodejs", "tencent/node_sdk.py", fixture="tencent/instances.yaml"),
    Client("qiniu (PyPI)", "qiniu/python_sdk.py", fixture="qiniu/domains.yaml"),
    Client("qiniu (npm)", "qiniu/node_sdk.py", fixture="qiniu/domains.yaml"),
    Client("huaweicloudsdkcore", "huawei/signer.py"),
    Client("huaweicloud-sdk-python-v3", "huawei/sdk.py", fixture="huawei/domains.yaml"),
    Client("huaweicloud-sdk-python", "huawei/classic.py", environment="huawei_classic"),
    Client("huaweicloud-sdk-core (npm)", "huawei/node_core.py"),
    Client("otcextensions", "huawei/otc.py", environment="huawei_otc"),
    Client("recordings", "rainbond/recorded.py"),
    Client("client from the page", "rainbond/from_page.py", environment="rainbond", fixture="demo"),
    Client("client from OpenAPI", "rainbond/from_openapi.py", environment="rainbond"),
    Client("bad clients", "bad/bad_clients.py", counts=False),
]


def drive(client, environments):
    """Runs a client; its lines, the operations that it had answered, and whether it went well."""
    script = HERE / client.script
    flags = ["--auth", "strict"]
    if client.fixture:
        path = HERE / client.fixture
        flags += ["--fixture", str(path) if path.exists() else client.fixture]
    # The machine's own proxy has nothing to do with it.
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment |= {"PYTHONPATH": str(HERE), "NODE_PATH": str(environments / "node" / "node_modules")}
    with Mock(*flags) as mock:
        done = subprocess.run(
            [environments / client.environment / "bin" / "python", script, mock.url],
            capture_output=True,
            text=True,
            timeout=1800,
            env=environment,
        )
        met = mock.control("GET", "coverage")["accounts"]
    lines, driven = [f"{client.name}: {line}" for line in done.stdout.splitlines()], {}
    for outcomes in met.values():
        for operation, counts in outcomes.items():
            if "." not in operation:  # Nothing was named that the provider has.
                continue
            answered = counts.get("success", 0)
            driven.setdefault(operation, {"answered": 0, "refused": 0})
            driven[operation]["answered"] += answered
            driven[operation]["refused"] += sum(counts.values()) - answered
    if client.counts:
        for operation, counts in sorted(driven.items()):
            refused = f", {counts['refused']} refused" if counts["refused"] else ""
            lines.append(f"{client.name}: {operation}: {counts['answered']} answered{refused}")
    if done.returncode != 0:
        lines.append(f"{client.name}: FAILED\n{done.stderr[-4000:]}")
    answered = [operation for operation, counts in driven.items() if counts["answered"]]
    return lines, answered if client.counts else [], done.returncode == 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--environments", type=pathlib.Path, required=True)
    arguments.add_argument("--record", action="store_true")
    arguments = arguments.parse_args()

    seen, failed = {}, []
    with ThreadPoolExecutor(max_workers=2) as pool:
        runs = pool.map(lambda client: drive(client, arguments.environments), CLIENTS)
        for client, (lines, answered, went_well) in zip(CLIENTS, runs):
            print("\n".join(lines), flush=True)
            for operation in answered:
                seen.setdefault(operation, []).append(client.name)
            if not went_well:
                failed.append(client.name)

        environment = unmodified.environment(arguments.environments)
        pointed_nowhere = list(unmodified.clients(arguments.environments))
        for client, (lines, went_well) in zip(
            pointed_nowhere, pool.map(lambda client: unmodified.drive(client, environment), pointed_nowhere)
        ):
            print("\n".join(lines), flush=True)
            if not went_well:
                failed.append(f"{client.name}, unmodified")

    catalogue = json.loads(
        subprocess.run([Mock.BINARY, "catalogue", "--format", "json"], check=True, capture_output=True).stdout
    )
    every = [f"{p['id']}.{o['name']}" for p in catalogue["providers"] for o in p["operations"]]
    missing = [operation for operation in every if operation not in seen]
    pairs = sum(len(names) for names in seen.values())
    print(f"\n{len(CLIENTS)} clients, {len(pointed_nowhere)} unmodified; {len(seen)} of {len(every)} operations, {pairs} pairs; ", end="")
    print(f"driven by none: {', '.join(missing) or 'none'}; failed: {', '.join(failed) or 'none'}")
    text = json.dumps({operation: seen[operation] for operation in every if operation in seen}, indent=2) + "\n"
    if failed:
        sys.exit(1)
    if arguments.record:
        RECORD.write_text(text)
    elif RECORD.read_text() != text:
        sys.exit(f"{RECORD.relative_to(REPOSITORY)} does not say what was seen: tests/clients/run --record")


if __name__ == "__main__":
    main()
