"""A certmock of its own for whoever asks, and what the system says of it."""

import functools
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

from connection import Connection, Head

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
MATERIAL = REPOSITORY / "fixtures" / "certificates"
BINARY = os.environ.get("CERTMOCK_BINARY", str(REPOSITORY / "target" / "release" / "certmock"))
# Nothing of the machine's own settings reaches a server.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("CERTMOCK_")}


@functools.cache
def pem(name):
    """A PEM file of the shipped material."""
    return (MATERIAL / name).read_text()


def pair(name="ec-p256"):
    """A certificate with its chain, and its key."""
    return pem(f"{name}.crt"), pem(f"{name}.key")


@functools.cache
def flags():
    """The flags that the binary has."""
    printed = subprocess.run([BINARY, "--help"], capture_output=True, text=True, check=True).stdout
    return frozenset(re.findall(r"--[a-z-]+", printed))


def run(*arguments, timeout=60):
    """Runs a command of the binary to its end."""
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=timeout, env=ENVIRONMENT)


class Server:
    """A running server, on a port of its own; its log is in a file, or in a pipe that nobody reads."""

    def __init__(self, *arguments, log="warn", pipe=False):
        self.folder = tempfile.TemporaryDirectory(prefix="certmock-hostile-")
        self.path = pathlib.Path(self.folder.name)
        port_file, self.log_file = self.path / "port", self.path / "log"
        command = [BINARY, "--listen", "127.0.0.1:0", "--port-file", str(port_file), "--log", log, *map(str, arguments)]
        with self.log_file.open("wb") as file:
            stderr = subprocess.PIPE if pipe else file
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr, env=ENVIRONMENT)
        self.pid = self.process.pid
        deadline = time.monotonic() + 30
        while not (port_file.exists() and port_file.read_text().endswith("\n")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command)} did not start: {self.log()[-500:]}")
            time.sleep(0.002)
        self.port = int(port_file.read_text())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self, patience=10):
        """Ends it, by force where it has to be; its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            code = self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        if self.process.stderr:
            self.process.stderr.close()
        self.folder.cleanup()
        return code

    def is_alive(self):
        return self.process.poll() is None

    def signal(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def connect(self, timeout=30):
        return Connection(self.port, timeout)

    def ask(self, request, timeout=30):
        """The answer to one request on a connection of its own."""
        with self.connect(timeout) as connection:
            return connection.ask(request)

    def control(self, method, path, body=None, timeout=30, **headers):
        """Asks `/_certmock/…`; bytes are sent as they are, all else as JSON."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask(Head(method, f"/_certmock/{path}", headers).with_body(body or b""), timeout)

    def health(self, timeout=10):
        """How long it takes to say that it is well, in seconds; None where it does not."""
        begun = time.monotonic()
        try:
            answer = self.control("GET", "health", timeout=timeout)
        except OSError:
            return None
        return time.monotonic() - begun if answer is not None and answer.status == 200 else None

    def processor(self):
        """The processor time that it has used, in seconds: user and system, threads that ended included."""
        try:
            # The clock that the system has for the processor time of that process.
            return time.clock_gettime((~self.pid << 3) | 2)
        except OSError:
            fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self, what="VmRSS"):
        """Its memory, in bytes; `VmHWM` is the most that it ever had."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"{what}:\s*(\d+)", status)[1]) * 1024

    def forget_peak(self):
        """Has the peak begin again at what there is."""
        pathlib.Path(f"/proc/{self.pid}/clear_refs").write_text("5")

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def panics(self):
        """The lines of its log that say that something of it failed."""
        words = ("panicked", "RUST_BACKTRACE", "memory allocation of", "stack overflow")
        return [line for line in self.log().splitlines() if any(word in line for word in words)]
