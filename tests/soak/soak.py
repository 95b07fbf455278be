"""Clients of every kind at once, good and bad, and what becomes of the server: started by run."""

import asyncio
import json
import os
import random
import re
import resource
import ssl
import sys
import time
from pathlib import Path

BINARY, SECONDS = sys.argv[1], int(sys.argv[2])
IDLE = 10_000
# How many accounts of made-up keys the server keeps; many more come.
ACCOUNTS = 200
UPLOADERS = 8
# How many certificates an uploader keeps: what is kept is not to grow.
KEPT = 50
# How long the server waits for a silent client, in seconds; the idle come anew as often.
PATIENCE = 15
# The warm-up: each time the crowd comes anew it is spread otherwise over the threads, whose memory grows
# to the most that each ever had; after the fourth time little is added.
WARM_UP = max(4 * PATIENCE, SECONDS / 2)
# Samples of memory after the warm-up may differ by so much, in MiB: a body of 12 is under way in some.
SPREAD = 16
# The C library keeps what is freed for the thread that had it, in up to eight arenas a core; each of them
# grows by steps of many megabytes long after the warm-up, which hides what the server itself keeps.
ARENAS = {"MALLOC_ARENA_MAX": "2"}
CERTIFICATES = Path(__file__).parents[2] / "fixtures/certificates"
PAIRS = [
    ((CERTIFICATES / f"{name}.crt").read_text(), (CERTIFICATES / f"{name}.key").read_text())
    for name in ("rsa-2048", "ec-p256")
]


# The idle hold the server's certificate against nothing: what they cost it is the same.
TLS = ssl.create_default_context()
TLS.check_hostname, TLS.verify_mode = False, ssl.CERT_NONE


async def say_nothing(reader, writer):
    """Is a connection on which nothing was said yet."""


async def shake_hands(reader, writer):
    """Is one over TLS; what asyncio has for it keeps a quarter of a megabyte for each."""
    received, to_send = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = TLS.wrap_bio(received, to_send, server_hostname="api.qiniu.com")
    while True:
        try:
            tls.do_handshake()
            is_done = True
        except ssl.SSLWantReadError:
            is_done = False
        writer.write(to_send.read())
        if is_done:
            return tls
        data = await reader.read(4096)
        if not data:
            raise ConnectionError("the handshake broke off")
        received.write(data)


async def open_tunnel(reader, writer):
    """Is a tunnel in which nothing was said yet."""
    writer.write(b"CONNECT api.qiniu.com:443 HTTP/1.1\r\nHost: api.qiniu.com:443\r\n\r\n")
    answer = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in answer:
        raise ConnectionError(answer)


# A handshake costs this side more than the server: as many as leave it time for the others.
KINDS = [say_nothing, shake_hands, say_nothing, open_tunnel]


class Connection:
    """A kept connection to the server."""

    def __init__(self, port):
        self.port, self.reader, self.writer = port, None, None

    async def ask(self, method, target, headers, body=None):
        status, reply, _ = await self.ask_for_head(method, target, headers, body)
        return status, reply

    async def ask_for_head(self, method, target, headers, body=None):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        text = "" if body is None else json.dumps(body)
        lines = [f"{method} {target} HTTP/1.1", "Host: 127.0.0.1", *(f"{k}: {v}" for k, v in headers.items())]
        if text:
            lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
        self.writer.write(("\r\n".join(lines) + "\r\n\r\n" + text).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", head, re.I)
        reply = await self.reader.readexactly(int(length[1]) if length else 0)
        return int(head.split(" ", 2)[1]), json.loads(reply) if reply else None, head


class Soak:
    def __init__(self, port):
        self.port, self.ends = port, time.monotonic() + SECONDS
        self.answers = self.uploads = self.connected = self.keys = 0
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

    async def tencent(self, connection, key, service, version, action, parameters):
        """Asks one of Tencent's services, with a key that nobody declared."""
        now = time.time()
        credential = f"{key}/{time.strftime('%Y-%m-%d', time.gmtime(now))}/{service}/tc3_request"
        headers = {
            "X-TC-Action": action,
            "X-TC-Version": version,
            "X-TC-Timestamp": str(int(now)),
            "Authorization": f"TC3-HMAC-SHA256 Credential={credential}, SignedHeaders=content-type;host, Signature={'0' * 64}",
        }
        status, reply = await connection.ask("POST", "/", headers, parameters)
        response = reply["Response"]
        self.check(status == 200 and "Error" not in response, f"{service}.{action}: {status} {reply}")
        return response

    async def use_ssl(self, number):
        """Uploads to SSL, looks at the tags, and deletes; orders, which are cancelled and deleted, too."""
        connection = Connection(self.port)

        async def ssl(action, **parameters):
            return await self.tencent(connection, f"soak{number}", "ssl", "2019-12-05", action, parameters)

        while self.goes_on():
            certificate, key = random.choice(PAIRS)
            pair = {"CertificatePublicKey": certificate, "CertificatePrivateKey": key, "Alias": "soak"}
            uploaded = (await ssl("UploadCertificate", **pair)).get("CertificateId")
            tags = {"ServiceType": "ssl", "ResourcePrefix": "certificate", "ResourceIds": [uploaded], "ResourceRegion": ""}
            await self.tencent(connection, f"soak{number}", "tag", "2018-08-13", "DescribeResourceTagsByResourceIds", tags)
            await ssl("DownloadCertificate", CertificateId=uploaded)
            await ssl("CreateCertificateBindResourceSyncTask", CertificateIds=[uploaded], IsCache=1)
            listed = await ssl("DescribeCertificates", Limit=10)
            self.check(listed.get("TotalCount") == 1, f"SSL lists {listed.get('TotalCount')}")
            await ssl("DeleteCertificate", CertificateId=uploaded)

    async def use_gaap(self, number):
        """Makes certificates at GAAP, and deletes them."""
        connection = Connection(self.port)

        async def gaap(action, **parameters):
            return await self.tencent(connection, f"soak{number}", "gaap", "2018-05-29", action, parameters)

        while self.goes_on():
            certificate, key = random.choice(PAIRS)
            made = await gaap("CreateCertificate", CertificateType=2, CertificateContent=certificate, CertificateKey=key)
            listed = await gaap("DescribeCertificates", Limit=10)
            self.check(listed.get("TotalCount") == 1, f"GAAP lists {listed.get('TotalCount')}")
            await gaap("DeleteCertificate", CertificateId=made.get("CertificateId"))

    async def use_huawei(self, number):
        """Logs in, makes a certificate, lists and deletes it."""
        connection = Connection(self.port)
        user = {"name": f"soak{number}", "password": "soak", "domain": {"name": f"soak{number}"}}
        identity = {"methods": ["password"], "password": {"user": user}}
        login = {"auth": {"identity": identity, "scope": {"project": {"name": "soak"}}}}
        while self.goes_on():
            status, reply, head = await connection.ask_for_head("POST", "/v3/auth/tokens", {}, login)
            self.check(status == 201, f"IAM: {status} {reply}")
            headers = {"X-Auth-Token": re.search(r"x-subject-token: (\S+)", head, re.I)[1]}
            target = f"/v1.0/{reply['token']['project']['id']}/elbaas/certificate"
            certificate, key = random.choice(PAIRS)
            status, made = await connection.ask("POST", target, headers, {"certificate": certificate, "private_key": key})
            self.check(status == 200, f"ELB: {status} {made}")
            status, listed = await connection.ask("GET", target, headers)
            self.check(status == 200 and len(listed["certificates"]) == 1, f"ELB: {status}")
            status, reply = await connection.ask("DELETE", f"{target}/{made.get('id')}", headers)
            self.check(status == 204, f"ELB: {status} {reply}")

    async def use_rainbond(self, number):
        """Makes a certificate in one team after the other, lists and deletes it."""
        connection, headers, teams = Connection(self.port), {"Authorization": f"soak{number}"}, 0
        while self.goes_on():
            teams += 1
            target = f"/openapi/v1/teams/soak{teams}/certificates"
            certificate, key = random.choice(PAIRS)
            body = {"alias": "soak", "certificate": certificate, "private_key": key, "certificate_type": "服务端证书"}
            status, made = await connection.ask("POST", target, headers, body)
            self.check(status == 200, f"Rainbond: {status} {made}")
            status, listed = await connection.ask("GET", target, headers)
            self.check(status == 200 and len(listed["list"]) == 1, f"Rainbond: {status} {listed}")
            status, reply = await connection.ask("DELETE", f"{target}/{listed['list'][0]['id']}", headers)
            self.check(status == 200, f"Rainbond: {status} {reply}")

    async def come_once(self):
        """Comes with a new key each time, to each vendor: many more of them than are kept."""
        connection = Connection(self.port)
        while self.goes_on():
            self.keys += 1
            key = f"once{self.keys}"
            status, _ = await connection.ask("GET", "/sslcert", {"Authorization": f"QBox {key}:{'A' * 27}="})
            self.check(status == 200, f"Qiniu: {status}")
            await self.tencent(connection, key, "ssl", "2019-12-05", "DescribeCertificates", {"Limit": 10})
            status, _ = await connection.ask("GET", f"/openapi/v1/teams/{key}/certificates", {"Authorization": key})
            self.check(status == 200, f"Rainbond: {status}")
            signature = f"SDK-HMAC-SHA256 Access={key}, SignedHeaders=host;x-sdk-date, Signature={'0' * 64}"
            signed = {"X-Sdk-Date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()), "Authorization": signature}
            status, _ = await connection.ask("GET", f"/v1.0/{key}/elbaas/certificate", signed)
            self.check(status == 200, f"Huawei: {status}")

    async def idle(self, count):
        """Connects, in each way, and says nothing more; the server lets go in its time, and is connected
        to again."""

        async def one(begin):
            while self.goes_on():
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    _kept = await begin(reader, writer)
                    self.connected += 1
                    await asyncio.wait_for(reader.read(1), max(0.1, self.ends - time.monotonic()))
                except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
                    pass
                writer.close()

        idle = []
        for number in range(count):
            idle.append(asyncio.ensure_future(one(KINDS[number % len(KINDS)])))
            if len(idle) % 100 == 0:
                await asyncio.sleep(0.1)
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
    """The memory of the server, in MiB, from the time when all are there and the warm-up is over."""
    curve, step, warm = [], max(1, SECONDS / 30), soak.ends - SECONDS + WARM_UP
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
    quiet = ["--listen", "127.0.0.1:0", "--log", "warn", "--journal-entries", "2000", "--patience", f"{PATIENCE}s"]
    quiet += ["--accounts", str(ACCOUNTS)]
    environment = {**os.environ, **ARENAS}
    server = await asyncio.create_subprocess_exec(BINARY, *quiet, stdout=asyncio.subprocess.PIPE, env=environment)
    port = int((await server.stdout.readline()).decode().rsplit(":", 1)[1])
    soak = Soak(port)
    idle = min(IDLE, most - 500)
    curve, *_ = await asyncio.gather(
        watch(soak, server.pid, idle),
        soak.idle(idle),
        *(soak.upload(number) for number in range(UPLOADERS)),
        *(use(number) for use in (soak.use_ssl, soak.use_gaap, soak.use_huawei, soak.use_rainbond) for number in range(2)),
        *(soak.come_once() for _ in range(2)),
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
    print(f"{soak.answers} answers, {soak.uploads} uploads, {4 * soak.keys} made-up accounts, {idle} idle connections; after the warm-up {min(curve):.1f} to {max(curve):.1f} MiB")
    if SECONDS >= 300 and 4 * soak.keys < 2 * ACCOUNTS:
        raise SystemExit(f"too slow: only {4 * soak.keys} accounts came")
    if soak.wrong or not alive or ended != 0 or spread > SPREAD:
        raise SystemExit(f"wrong: {soak.wrong[:3]}, alive {alive}, ended with {ended}, memory spread {spread:.1f} MiB")


asyncio.run(main())
