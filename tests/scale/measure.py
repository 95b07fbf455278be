"""What a request through HAProxy costs, and what more replicas bring: `tests/scale/run measure [SECONDS]`. Where
the machine lets it make control groups (version 1, as root), each replica also has a fortieth of a processor, so
that the load and HAProxy do not stand in their way."""

import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

from fleet import Fleet
from vendors import PAIRS, SHA1

SECONDS, ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 2, 5
ACCOUNTS, CONNECTIONS = 1000, 32
GROUPS = Path("/sys/fs/cgroup/cpu")
FORTIETH, PERIOD = 5_000, 200_000
TICKS = os.sysconf("SC_CLK_TCK")

LUA = """
local accounts, asked = {ACCOUNTS}, 0
request = function()
    asked = asked + 1
    return wrk.format(METHOD, TARGET, {
        ["Authorization"] = "QBox account-" .. accounts[asked % #accounts + 1] .. ":SIGNATURE",
        ["Content-Type"] = "application/json", ["Host"] = "127.0.0.1:8080" }, BODY)
end
"""


def script(folder, shape, accounts):
    """What has wrk ask for these accounts by turns."""
    method, target, body = shape
    words = {"METHOD": f'"{method}"', "TARGET": f'"{target}"', "ACCOUNTS": ",".join(map(str, accounts))}
    text = LUA
    for word, value in (words | {"SIGNATURE": SHA1, "BODY": f"[==[{body}]==]"}).items():
        text = text.replace(word, value)
    file = folder / f"{len(list(folder.glob('*.lua')))}.lua"
    file.write_text(text)
    return file


def processor_time(process):
    """What a process has used, in seconds."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def load(port, scripts, processes):
    """Asks for so long, by a wrk for each script: requests per second, and the µs of processor time that each
    cost, by group of processes."""
    before = [sum(map(processor_time, group)) for group in processes]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", f"http://127.0.0.1:{port}", "-s"]
    loads = [subprocess.Popen([*command, script], text=True, stdout=subprocess.PIPE) for script in scripts]
    printed = "".join(load.communicate()[0] for load in loads)
    after = [sum(map(processor_time, group)) for group in processes]
    if failed := re.search(r"Non-2xx.*|Socket errors.*", printed):
        sys.exit(f"{' '.join(map(str, command))}: {failed[0]}")
    number = sum(map(int, re.findall(r"(\d+) requests in", printed)))
    rate = sum(map(float, re.findall(r"Requests/sec: *([\d.]+)", printed)))
    return rate, *((end - begin) / number * 1e6 for begin, end in zip(before, after, strict=True))


@contextlib.contextmanager
def slices(fleet):
    """Holds each replica to a fortieth of a processor; whether it can be."""
    made = []
    try:
        for name, process in fleet.processes.items():
            group = GROUPS / f"certmock-scale-{os.getpid()}-{name}"
            group.mkdir()
            made.append(group)
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(FORTIETH))
            (group / "cgroup.procs").write_text(str(process.pid))
        yield True
    except OSError as error:
        print(f"replicas cannot be held to a part of a processor here: {error}", file=sys.stderr)
        yield False
    finally:
        for group in made:
            for process in (group / "cgroup.procs").read_text().split():
                (GROUPS / "cgroup.procs").write_text(process)
            time.sleep(0.2)
            group.rmdir()


def by_replica(fleet):
    """The accounts that each replica has."""
    accounts = {}
    for number in range(ACCOUNTS):
        replica = fleet.control("GET", "/_certmock/clock", account=f"qiniu:account-{number}").replica
        accounts.setdefault(replica, []).append(number)
    return accounts.values()


def middle(rounds):
    return [statistics.median(values) for values in zip(*rounds, strict=True)]


def measure(what, shape, replicas):
    """A line of the table: medians of the rounds."""
    with Fleet(replicas or 1, arguments=["--log", "off"]) as fleet:
        fleet.balance()
        port = fleet.front if replicas else fleet.ports["r1"]
        groups = [list(fleet.processes.values()), [fleet.haproxy]]
        together = [script(fleet.path, shape, range(ACCOUNTS))]
        # Those who wait for one replica are not to keep others from the next.
        apart = [script(fleet.path, shape, accounts) for accounts in by_replica(fleet)]
        rate, own, haproxy = middle([load(port, together, groups) for _ in range(ROUNDS)])
        with slices(fleet) as can_be:
            held = f"{middle([load(port, apart, []) for _ in range(ROUNDS)])[0]:.0f}" if can_be else "–"
    shown = f"{rate:.0f} | {own:.1f} | {f'{haproxy:.1f}' if replicas else '–'} | {held}"
    print(f"| {what} | {replicas or '1, without HAProxy'} | {shown} |", flush=True)


def main():
    certificate, key = PAIRS[0]
    upload = json.dumps({"name": "site", "ca": certificate, "pri": key})
    shapes = {"list, Qiniu": ("GET", "/sslcert?limit=10", ""), "upload, RSA-2048, Qiniu": ("POST", "/sslcert", upload)}
    print("| what | replicas | req/s | CPU µs, replicas | CPU µs, HAProxy | req/s, each replica a fortieth of a processor |")
    print("|---|---|--:|--:|--:|--:|")
    for what, shape in shapes.items():
        for replicas in range(4):
            measure(what, shape, replicas)


if __name__ == "__main__":
    main()
