"""Clients of every kind at once, good and bad, and what becomes of the server: started by run."""

import asyncio
import json
import random
import re
import resource
import sys
import time
from pathlib import Path

BINARY, SECONDS = sys.argv[1], int(sys.argv[2])
IDLE = 10_000
UPLOADERS = 8
# How many certificates an uploader keeps: what is kept is not to grow.
KEPT = 50
# Samples of memory after the warm-up may differ by so much, in MiB: a body of 12 is under way in some,
# and a short run is not warm yet.
SPREAD = 16 if SECONDS >= 300 else 32
CERTIFICATES = Path(__file__).parents[2] / "fixtures/certificates"
PAIRS = [
    ((CERTIFICATES / f"{name}.crt").read_text(), (CERTIFICATES / f"{name}.key").read_text())
    for name in ("rsa-2048", "ec-p256")
]


class Connection:
    """A kept connection to the server."""

    def __init__(self, port):
        self.port, self.reader, self.writer = port, None, None

    async def ask(self, method, target, headers, body=None):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        text = "" if body is None else json.dumps(body)
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
        if text:
            lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + text).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = int(re.search(r"content-length: (\d+)", head, re.I)[1])
        return int(head.split(" ", 2)[1]), json.loads(await self.reader.readexactly(length))


class Soak:
    def __init__(self, port):
        self.port, self.ends = port, time.monotonic() + SECONDS
        self.answers = self.uploads = self.connected = 0
        self.wrong = []

    def goes_on(self):
        return time.monotonic() < self.ends and not self.wrong

    def check(self, right, what):
        self.answers += 1
        if not right:
            self.wrong.append(what)

    async def upload(self, number):
        """Uploads, looks, lists and deletes; every upload that was acknowledged has to be listed."""
        connection, headers = Connection(self.port), {"Authorization": f"QBox soak{number}:{'A' * 27}="}
        kept = []
        while self.goes_on():
            certificate, key = random.choice(PAIRS)
            status, reply = await connection.ask("POST", "/sslcert", headers, {"name": "soak", "ca": certificate, "pri": key})
            self.check(status == 200, f"upload: {status} {reply}")
            kept.append(reply.get("certID"))
            self.uploads += 1
            status, reply = await connection.ask("GET", f"/sslcert/{kept[-1]}", headers)
            self.check(status == 200 and reply["cert"]["ca"] == certificate, f"read: {status}")
            status, reply = await connection.ask("GET", "/sslcert?limit=100", headers)
            listed = {each["certid"] for each in reply["certs"]}
            self.check(set(kept) == listed, f"acknowledged {len(kept)}, listed {len(listed)}")
            if len(kept) > KEPT:
                status, reply = await connection.ask("DELETE", f"/sslcert/{kept.pop(0)}", headers)
                self.check(status == 200, f"delete: {status} {reply}")

    async def read_elsewhere(self, number):
        """Asks the other vendors, also for what they refuse."""
        connection = Connection(self.port)
        tencent = {"X-TC-Action": "DescribeCertificates", "X-TC-Version": "2019-12-05"}
        while self.goes_on():
            status, reply = await connection.ask("POST", "/", tencent, {"Limit": 10})
            self.check(status == 200 and "Error" in reply["Response"], f"Tencent: {status} {reply}")
            status, _ = await connection.ask("GET", "/v1.0/certmock/elbaas/certificate", {"X-Auth-Token": "certmock"})
            self.check(status == 200, f"Huawei: {status}")
            status, _ = await connection.ask("GET", f"/openapi/v1/teams/soak{number}/certificates", {"Authorization": f"soak{number}"})
            self.check(status == 200, f"Rainbond: {status}")

    async def idle(self, count):
        """Connects and says nothing; the server lets go in its time, and is connected to again."""

        async def one():
            while self.goes_on():
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                self.connected += 1
                try:
                    await asyncio.wait_for(reader.read(1), max(0.1, self.ends - time.monotonic()))
                except (TimeoutError, ConnectionError):
                    pass
                writer.close()

        idle = []
        for _ in range(count):
            idle.append(asyncio.ensure_future(one()))
            if len(idle) % 100 == 0:
                await asyncio.sleep(0.01)
        await asyncio.gather(*idle)

    async def cut(self):
        """Breaks off at every stage of a request."""
        whole = b"POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + b"{" * 100
        while self.goes_on():
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(whole[: random.randrange(len(whole))])
            await asyncio.sleep(random.random() / 50)
            writer.transport.abort()

    async def trickle(self):
        """Sends a byte now and then."""
        while self.goes_on():
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            for byte in b"POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n" + b" " * 50:
                if writer.is_closing() or not self.goes_on():
                    break
                writer.write(bytes([byte]))
                await asyncio.sleep(0.1)
            writer.transport.abort()

    async def overfill(self):
        """Sends bodies that are too large."""
        head = b"POST /sslcert HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n"
        while self.goes_on():
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(head + b"x" * 20_000_000)
                answer = await reader.read(64)
                self.check(b" 413 " in answer, f"too large: {answer}")
            except ConnectionError:
                pass
            writer.transport.abort()
            await asyncio.sleep(1)


async def watch(soak, pid, idle):
    """The memory of the server, in MiB, from the time when all are there and half of it is over:
    the memory of a crowd that comes anew is spread otherwise over the threads each time, and grows
    to the most that each ever had."""
    curve, step, warm = [], max(1, SECONDS / 30), soak.ends - SECONDS / 2
    while soak.goes_on():
        await asyncio.sleep(step)
        status = Path(f"/proc/{pid}/status").read_text()
        memory = int(re.search(r"VmRSS:\s*(\d+)", status)[1]) / 1024
        if soak.connected >= idle and time.monotonic() > warm:
            curve.append(memory)
        print(f"{SECONDS - max(0, soak.ends - time.monotonic()):6.0f} s  {memory:7.1f} MiB  {soak.answers:9} answers", flush=True)
    return curve


async def main():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    quiet = ["--listen", "127.0.0.1:0", "--log", "warn", "--journal-entries", "2000", "--patience", "5s"]
    server = await asyncio.create_subprocess_exec(BINARY, *quiet, stdout=asyncio.subprocess.PIPE)
    port = int((await server.stdout.readline()).decode().rsplit(":", 1)[1])
    soak = Soak(port)
    idle = min(IDLE, most - 500)
    curve, *_ = await asyncio.gather(
        watch(soak, server.pid, idle),
        soak.idle(idle),
        *(soak.upload(number) for number in range(UPLOADERS)),
        *(soak.read_elsewhere(number) for number in range(2)),
        *(soak.cut() for _ in range(4)),
        *(soak.trickle() for _ in range(50)),
        soak.overfill(),
    )
    alive = server.returncode is None
    server.terminate()
    ended = await server.wait()
    if len(curve) < 3:
        raise SystemExit(f"too short: only {soak.connected} of {idle} idle clients were there in time; {soak.wrong[:3]}")
    spread = max(curve) - min(curve)
    print(f"{soak.answers} answers, {soak.uploads} uploads, {idle} idle connections; after the warm-up {min(curve):.1f} to {max(curve):.1f} MiB")
    if soak.wrong or not alive or ended != 0 or spread > SPREAD:
        raise SystemExit(f"wrong: {soak.wrong[:3]}, alive {alive}, ended with {ended}, memory spread {spread:.1f} MiB")


asyncio.run(main())
