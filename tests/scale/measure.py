"""What a request through HAProxy costs, and what more replicas bring: `tests/scale/run measure [SECONDS]`. Where
the machine lets it make control groups (version 1, as root), each replica also has a tenth of a processor, so
that the load and HAProxy do not stand in their way."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from fleet import Fleet
from vendors import PAIRS, SHA1

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 4
ACCOUNTS, CONNECTIONS = 1000, 32
GROUPS = Path("/sys/fs/cgroup/cpu")
TENTH, PERIOD = 10_000, 100_000
TICKS = os.sysconf("SC_CLK_TCK")

LUA = """
local asked = 0
request = function()
    asked = asked + 1
    return wrk.format(METHOD, TARGET, {
        ["Authorization"] = "QBox account-" .. (asked % ACCOUNTS) .. ":SIGNATURE",
        ["Content-Type"] = "application/json", ["Host"] = "127.0.0.1:8080" }, BODY)
end
"""


def script(folder, method, target, body=""):
    text = LUA
    for word, value in {"METHOD": json.dumps(method), "TARGET": json.dumps(target), "ACCOUNTS": str(ACCOUNTS)}.items():
        text = text.replace(word, value)
    path = folder / f"{method}.lua"
    path.write_text(text.replace("SIGNATURE", SHA1).replace("BODY", f"[==[{body}]==]"))
    return path


def processor_time(process):
    """What a process has used, in seconds."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def load(port, path, processes):
    """Asks for so long: requests per second, and the µs of processor time that each cost, by group."""
    before = [sum(map(processor_time, group)) for group in processes]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", path, f"http://127.0.0.1:{port}"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    after = [sum(map(processor_time, group)) for group in processes]
    if failed := re.search(r"Non-2xx.*|Socket errors.*", printed):
        sys.exit(f"{' '.join(map(str, command))}: {failed[0]}")
    number = int(re.search(r"(\d+) requests in", printed)[1])
    rate = float(re.search(r"Requests/sec: *([\d.]+)", printed)[1])
    return rate, [(end - begin) / number * 1e6 for begin, end in zip(before, after, strict=True)]


@contextlib.contextmanager
def slices(fleet):
    """Holds each replica to a tenth of a processor; whether it can be."""
    made = []
    try:
        for name, process in fleet.processes.items():
            group = GROUPS / f"certmock-scale-{os.getpid()}-{name}"
            group.mkdir()
            made.append(group)
            (group / "cpu.cfs_period_us").write_text(str(PERIOD))
            (group / "cpu.cfs_quota_us").write_text(str(TENTH))
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


def main():
    certificate, key = PAIRS[0]
    upload = json.dumps({"name": "site", "ca": certificate, "pri": key})
    shapes = {"read": ("GET", "/sslcert?limit=10"), "upload, RSA-2048": ("POST", "/sslcert", upload)}
    print("| what | replicas | req/s | CPU µs, replicas | CPU µs, HAProxy | req/s, each replica a tenth of a processor |")
    print("|---|---|--:|--:|--:|--:|")
    for what, shape in shapes.items():
        for number in (0, 1, 2, 3):
            with Fleet(replicas=number or 1, arguments=["--log", "off"]) as fleet:
                path = script(fleet.path, *shape)
                fleet.balance()
                replicas, haproxy = list(fleet.processes.values()), [fleet.haproxy]
                port = fleet.front if number else fleet.ports["r1"]
                groups = [replicas, haproxy] if number else [replicas]
                rate, costs = load(port, path, groups)
                with slices(fleet) as can_be:
                    held = f"{load(port, path, groups)[0]:.0f}" if can_be else "–"
                shown = [f"{cost:.1f}" for cost in costs] + ["–"] * (2 - len(costs))
                print(f"| {what} | {number or '1, without HAProxy'} | {rate:.0f} | {' | '.join(shown)} | {held} |", flush=True)


if __name__ == "__main__":
    main()
