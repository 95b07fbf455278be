"""A running certmock."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
import threading
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Union

from ._accounts import Account, declare, name_of, vendor_of
from ._binary import find_binary
from ._desk import SLOW, Control, Desk
from ._errors import ArgumentError, CertmockError, EndedError, StartError

#: What an option of the command line is given: once, or several times.
Option = Union[None, bool, int, float, str, "os.PathLike[str]", Iterable[Union[str, "os.PathLike[str]"]]]

# The server has 5 s for requests that are running.
GRACE = 8.0

# How much of its log is shown of a server that ended by itself.
LAST_BYTES = 4096
LAST_LINES = 10

# Reads what nobody writes until this process is gone, whatever ended it, and then ends the server.
WATCH = 'read -r _; kill "$1"; rm -rf "$2"'


def arguments_of(options: Mapping[str, Option]) -> list[str]:
    """The options of the command line: `answer_for=["a", "b"]` is `--answer-for=a --answer-for=b`."""
    arguments = []
    for name, value in options.items():
        if isinstance(value, bool):
            value = "on" if value else "off"
        values = [] if value is None else [value] if isinstance(value, (int, float, str, os.PathLike)) else value
        arguments += [f"--{name.replace('_', '-')}={os.fspath(one) if isinstance(one, os.PathLike) else one}" for one in values]
    return arguments


class Server(Desk):
    """A certmock for as long as a `with` block lasts:

        with certmock.Server(fixture=["expiring-soon"], auth="strict") as server:
            account = server.account("qiniu")

    Every option of `certmock --help` is a keyword argument, with `_` for `-`. `args` are passed as they are, a
    text as a shell parts it.
    """

    def __init__(
        self, *, args: str | Iterable[str] = (), binary: str | None = None, patience_to_start: float = 30.0, **options: Option
    ) -> None:
        options.setdefault("log", "warn")
        options.setdefault("listen", "127.0.0.1:0")
        if not isinstance(args, (str, Iterable)):
            raise ArgumentError(f'args={args!r}: write command-line options, such as ["--auth", "strict"]')
        self._command = arguments_of(options) + (shlex.split(args) if isinstance(args, str) else [str(one) for one in args])
        self._binary = binary
        self._patience = patience_to_start
        self._folder: Path | None = None
        # Each ends what it is for, whether or not somebody thinks of it.
        self._ends: list[weakref.finalize[..., Any]] = []
        self._accounts: dict[str, Account] = {}
        self._process: subprocess.Popen[str] | None = None
        self._owner = os.getpid()
        super().__init__(Control("", self._how_it_ended()), None)

    @classmethod
    def at(cls, url: str) -> Server:
        """One that runs already, and goes on when the block ends."""
        server = cls()
        server._control.lead(url)
        server._control.call("GET", "/health", {})
        server._has_folder()
        return server

    def start(self) -> Server:
        """Starts it; `with` does this. One that ended by itself is started anew, with the accounts that were taken."""
        if self.ended() is not None:
            accounts = dict(self._accounts)
            self.stop()
            self.start()
            self._accounts.update(accounts)
            declare(self._control, list(accounts.values()))
        if self._folder is not None:
            return self
        folder = self._has_folder()
        command = [self._binary or find_binary(), *self._command]
        # What this process is told is not meant for it.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CERTMOCK_")}
        log = folder / "log"
        try:
            with log.open("wb") as stderr:
                process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=stderr, env=environment, text=True
                )
        except OSError as error:
            self.stop()
            raise StartError(f"{command[0]}: {error.strerror}") from error
        end = weakref.finalize(self, _end, process, _watcher(process, folder), os.getpid())
        self._ends.append(end)
        line = _first_line(process, self._patience)
        if "listens on http://" not in line:
            end()
            said = log.read_text(errors="replace").strip() or line.strip() or "it printed nothing"
            self.stop()
            raise StartError(f"{' '.join(command)} did not start: {said}")
        self._control.lead(line.split()[-1])
        self._process, self._owner = process, os.getpid()
        self._control.call("GET", "/health", {})
        return self

    def _how_it_ended(self) -> Callable[[], CertmockError | None]:
        # Weak, so that a server that nobody has any more ends at once.
        itself = weakref.ref(self)

        def ended() -> CertmockError | None:
            server = itself()
            if server is None or server._process is None or server._owner != os.getpid():
                return None
            try:
                # A connection breaks a moment before its process is gone.
                server._process.wait(0.2)
            except subprocess.TimeoutExpired:
                return None
            return server.ended()

        return ended

    def ended(self) -> EndedError | None:
        """How it ended by itself, where it did, with what it said last."""
        # A copy that was forked cannot tell.
        code = None if self._process is None or self._owner != os.getpid() else self._process.poll()
        if code is None:
            return None
        try:
            with open(f"{self._folder}/log", "rb") as log:
                log.seek(max(0, os.fstat(log.fileno()).st_size - LAST_BYTES))
                lines = log.read().decode(errors="replace").splitlines()[-LAST_LINES:]
        except OSError:
            lines = []
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        said = "\n".join(["; its last output:", *lines]) if lines else "; it printed nothing"
        return EndedError(f"the server ended ({how}){said}")

    def stop(self) -> None:
        """Ends it, if it was started here."""
        self._process = None
        while self._ends:
            self._ends.pop()()
        self._folder = None
        self._accounts.clear()

    def _has_folder(self) -> Path:
        """Has a folder be there for as long as the server is, whatever ends first."""
        self._folder = Path(tempfile.mkdtemp(prefix="certmock-"))
        self._ends.append(weakref.finalize(self, _remove, self._folder, os.getpid()))
        return self._folder

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where it is asked: `http://127.0.0.1:40123`."""
        return self._control.url

    @property
    def authority(self) -> str:
        """The certificate that clients are to trust, as PEM."""
        status, data = self._control.ask("GET", "/ca.pem", {})
        if status != 200:
            raise CertmockError(f"GET /ca.pem returned the status {status}", status)
        return data.decode()

    def account(self, provider: str, name: str | None = None) -> Account:
        """An account with fresh credentials, made up: `"qiniu"`, `"tencent"`, `"huawei"`, `"rainbond"`."""
        __tracebackhide__ = True
        vendor = vendor_of(provider)
        account = Account(self._control, vendor, name_of(name or vendor), self._forgotten)
        declare(self._control, [account])
        self._accounts[account.name] = account
        return account

    def _forgotten(self, account: Account) -> None:
        self._accounts.pop(account.name, None)

    def load(self, *fixtures: str | Path | Mapping[str, Any]) -> list[str]:
        """Loads shipped fixtures by their names, files (`Path`) and fixtures as dicts; the accounts that they name."""
        __tracebackhide__ = True
        accounts: list[str] = []
        for fixture in fixtures:
            if isinstance(fixture, str):
                done = self._control.call("POST", "/fixtures", {"name": fixture}, patience=SLOW)
            elif isinstance(fixture, (Path, Mapping)):
                body = fixture.read_bytes() if isinstance(fixture, Path) else dict(fixture)
                done = self._control.call("POST", "/fixtures", {}, body, SLOW)
            else:
                raise ArgumentError(f"{fixture!r} is not a fixture: write its name, a Path, or a dict; pass several as separate arguments")
            accounts += done["accounts"]
        return accounts

    def reset(self) -> None:
        """Has everything be as it was started. Accounts that were taken here keep their credentials."""
        self._control.call("POST", "/reset", {}, patience=SLOW)
        if self._accounts:
            declare(self._control, list(self._accounts.values()))

    def about(self) -> dict[str, Any]:
        """The version, the addresses, the hosts that it answers for."""
        about: dict[str, Any] = self._control.call("GET", "/about", {})
        return about

    def strays(self) -> list[dict[str, Any]]:
        """What connected and brought no request: another's host, or a client that does not trust certmock."""
        strays: list[dict[str, Any]] = self._control.call("GET", "/strays", {})["strays"]
        return strays

    def env(self, *, without: Iterable[str] = ()) -> dict[str, str]:
        """The variables that have unmodified clients of a subprocess ask this server: `{**os.environ, **server.env()}`."""
        if self._folder is None:
            raise CertmockError("the server was stopped")
        command = [self._binary or find_binary(), "env", "--at", self.url, "--format", "json"]
        command += ["--dir", str(self._folder / "env")]
        left_out = ",".join(without)
        command += ["--without", left_out] if left_out else []
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise CertmockError(done.stderr.strip())
        variables: dict[str, str | None] = json.loads(done.stdout)
        return {name: value for name, value in variables.items() if value is not None}


def _first_line(process: subprocess.Popen[str], patience: float) -> str:
    """What a process says first; nothing where it ends or takes too long."""
    assert process.stdout is not None
    late = threading.Timer(patience, process.kill)
    late.start()
    try:
        return process.stdout.readline()
    finally:
        late.cancel()


def _watcher(process: subprocess.Popen[str], folder: Path) -> subprocess.Popen[bytes] | None:
    """Ends the server when this process is gone, which may be killed and cannot do it then."""
    command = ["sh", "-c", WATCH, "certmock-watcher", str(process.pid), str(folder)]
    try:
        # A session of its own: what ends this process and its children is not to end the watcher first.
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        # Without a shell a process that is killed leaves its server.
        return None


def _end(process: subprocess.Popen[str], watcher: subprocess.Popen[bytes] | None, owner: int) -> None:
    # A copy that was forked leaves the server to whoever started it.
    if os.getpid() != owner:
        return
    # Before the server, whose number may be another's soon.
    if watcher is not None and watcher.stdin is not None:
        watcher.kill()
        watcher.wait()
        watcher.stdin.close()
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
