"""HAProxy with the configuration of the documentation, and replicas behind it, on free ports."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "docs/haproxy.cfg"
BINARY = Path(os.environ["CERTMOCK_BINARY"]).resolve()
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("CERTMOCK_")}
# The ports that the documentation names.
FRONT, SECURE, REPLICAS = 8080, 8443, (8081, 8082, 8083)


def free_ports(number):
    listeners = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [listener.getsockname()[1] for listener in listeners]
    for listener in listeners:
        listener.close()
    return ports


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body
        self.replica = headers.get("x-certmock-replica")

    def json(self):
        return json.loads(self.body)

    def __str__(self):
        return f"{self.status} of {self.replica}: {self.body[:300]!r}"


def ask(port, method, target, headers=(), body=None, timeout=30):
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, target, body, dict(headers))
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def wait_until(holds, what, seconds=20):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def answers(port):
    try:
        return ask(port, "GET", "/_certmock/health").status == 200
    except (OSError, http.client.HTTPException):
        return False


class Fleet:
    """Replicas r1, r2, …, and HAProxy before them."""

    def __init__(self, replicas=3, arguments=(), change=lambda text: text):
        self.folder = tempfile.TemporaryDirectory(prefix="certmock-scale-")
        self.path = Path(self.folder.name)
        self.arguments = ["--seed", "42", "--ca-dir", str(self.path / "authority"), *(arguments or ["--log", "warn"])]
        self.front, self.secure, *ports = free_ports(2 + replicas)
        self.ports = {f"r{number}": port for number, port in enumerate(ports, 1)}
        self.log = (self.path / "log").open("wb")
        self.processes = {}
        # One after another: the first makes the authority that all of them have.
        for name in self.ports:
            self.start(name)
        self.configuration = self.path / "haproxy.cfg"
        self.configuration.write_text(change(self.at_own_ports(CONFIGURATION.read_text())))
        self.haproxy = None

    def at_own_ports(self, text):
        """The same with these ports, and with as many replicas."""
        for number, known in enumerate(REPLICAS, 1):
            if port := self.ports.get(f"r{number}"):
                text = text.replace(f"127.0.0.1:{known}", f"127.0.0.1:{port}")
            else:
                text = re.sub(rf"^(backend r{number}| +server r{number} .*)\n", "", text, flags=re.M)
        return text.replace(f":{FRONT}", f":{self.front}").replace(f":{SECURE}", f":{self.secure}")

    def start(self, name):
        port = self.ports[name]
        command = [BINARY, "--listen", f"127.0.0.1:{port}", *self.arguments]
        self.processes[name] = subprocess.Popen(command, stdout=self.log, stderr=self.log, env=ENVIRONMENT)
        wait_until(lambda: answers(port), f"{name} answers")

    def balance(self):
        """Starts HAProxy."""
        self.haproxy = subprocess.Popen(["haproxy", "-f", self.configuration], stdout=self.log, stderr=self.log)
        wait_until(lambda: answers(self.front), "HAProxy answers")

    def stop(self, name, how=signal.SIGTERM):
        process = self.processes.pop(name)
        process.send_signal(how)
        process.wait(timeout=15)

    def control(self, method, path, account=None, replica=None, body=None, **query):
        """Asks the control API through HAProxy."""
        pairs = query | ({"account": account} if account else {})
        query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in pairs.items())
        headers = {"X-Certmock-Replica": replica} if replica else {}
        body = json.dumps(body) if body is not None else None
        return ask(self.front, method, f"{path}?{query}" if query else path, headers, body)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in [*self.processes.values(), self.haproxy]:
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
        self.log.close()
        self.folder.cleanup()
