"""A certmock of its own for whoever asks, and its control API."""

import json
import os
import pathlib
import subprocess
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).parent
REPOSITORY = HERE.parent.parent
MATERIAL = REPOSITORY / "fixtures" / "certificates"

# Nothing here goes through a proxy, whatever the machine's own settings are.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def pem(name):
    """A PEM file of the shipped material."""
    return (MATERIAL / name).read_text()


def pair(name):
    """A certificate with its chain, and its key."""
    return pem(f"{name}.crt"), pem(f"{name}.key")


class Mock:
    """A running server: the built binary, on a port of its own."""

    BINARY = os.environ.get("CERTMOCK_BINARY", str(REPOSITORY / "target" / "release" / "certmock"))

    def __init__(self, *flags):
        self.folder = tempfile.TemporaryDirectory()
        port_file = pathlib.Path(self.folder.name) / "port"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CERTMOCK_")}
        self.process = subprocess.Popen(
            [self.BINARY, "--listen", "127.0.0.1:0", "--port-file", str(port_file), "--log", "warn", *flags],
            stdout=subprocess.DEVNULL,
            env=environment,
        )
        deadline = time.monotonic() + 30
        while not (port_file.exists() and port_file.read_text().endswith("\n")):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.BINARY} {' '.join(flags)} did not start")
            time.sleep(0.005)
        self.url = f"http://127.0.0.1:{port_file.read_text().strip()}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.folder.cleanup()

    def control(self, method, path, body=None):
        return control(self.url, method, path, body)


def control(url, method, path, body=None):
    """Asks `/_certmock/…`; its JSON, or nothing."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}/_certmock/{path}", data=data, method=method)
    with _opener.open(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None
