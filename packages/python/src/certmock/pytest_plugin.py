"""The pytest plugin: a server for the session, and accounts of its own for each test."""

from __future__ import annotations

import os
import warnings
from collections.abc import Generator, Iterator, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from . import Account, CertmockError, Server, StartError
from ._accounts import VENDORS, name_of, vendor_of
from ._desk import Duration, Request, rule_of
from ._journal import describe

# How many requests a report shows.
SHOWN = 20

# What to do where the workers of pytest-xdist were given one port.
ONE_PORT = (
    "Each pytest-xdist worker starts its own server, and only one can have this port: leave --listen out of "
    "certmock_args, or run pytest under `certmock run`, whose server all workers share."
)


class Certmock:
    """The accounts of one test. Those of an attribute are there when they are first asked for."""

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self._name = name_of(name[:60])
        self._accounts: list[Account] = []
        self._own: dict[str, Account] = {}
        self._advanced: list[Duration] = []
        # A signature that is wrong is nobody's: what came since the test began tells of it.
        self._began = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
        newest = server.requests(limit=1, brief=True)
        self._since: int = newest[0]["number"] if newest else 0

    def __repr__(self) -> str:
        return f"<certmock for {self._name} at {self.url}>"

    @property
    def url(self) -> str:
        """Where the server is asked."""
        return self.server.url

    @property
    def authority(self) -> str:
        """The certificate that clients are to trust, as PEM."""
        return self.server.authority

    def account(self, provider: str) -> Account:
        """One more account, with fresh credentials."""
        __tracebackhide__ = True
        account = self.server.account(provider, f"{self._name}.{vendor_of(provider)}")
        self._accounts.append(account)
        for by in self._advanced:
            account.advance(by)
        return account

    def _account_at(self, vendor: str) -> Account:
        if vendor not in self._own:
            self._own[vendor] = self.account(vendor)
        return self._own[vendor]

    @property
    def huawei(self) -> Account:
        """The test's account at Huawei Cloud."""
        return self._account_at("huawei")

    @property
    def qiniu(self) -> Account:
        """The test's account at Qiniu."""
        return self._account_at("qiniu")

    @property
    def rainbond(self) -> Account:
        """The test's account at Rainbond."""
        return self._account_at("rainbond")

    @property
    def tencent(self) -> Account:
        """The test's account at Tencent Cloud."""
        return self._account_at("tencent")

    @property
    def _all(self) -> str:
        # In a rule `*` stands for anything: accounts that are still to come.
        return f"{self._name}.*"

    def arm(
        self,
        error: str | None = None,
        *,
        then: Mapping[str, Any] | None = None,
        operation: str = "*",
        request: Mapping[str, Any] | None = None,
        calls: int | Mapping[str, Any] | None = None,
        name: str | None = None,
        ttl: Duration | None = None,
    ) -> str:
        """Arms a rule for each of the test's accounts; its name."""
        __tracebackhide__ = True
        rule = rule_of(error, then, operation, request, calls, name, ttl)
        return str(self.server._control.call("POST", "/rules", {"account": self._all}, rule)["armed"][0])

    def requests(self, **wanted: Any) -> list[Request]:
        """What the test's accounts have asked, in its order."""
        if not self._accounts:
            # A wrong argument is refused even while the test has no account.
            self.server.requests(**{**wanted, "limit": 1})
        found = [request for account in self._accounts for request in account.requests(**wanted)]
        return sorted(found, key=lambda request: int(request["number"]))

    def advance(self, by: Duration) -> None:
        """Advances the clocks of the test's accounts, those included that are still to come."""
        for account in self._accounts:
            account.advance(by)
        self._advanced.append(by)

    def env(self) -> dict[str, str]:
        """The variables for a subprocess: where to ask, whom to trust, and the credentials that SDKs read from them."""
        variables = self.server.env()
        for account in self._accounts:
            variables.update(account.env())
        return variables

    def forget(self) -> None:
        """Has the server forget the test's accounts, and them alone."""
        self.server._control.call("DELETE", "/rules", {"account": self._all})
        for account in self._accounts:
            account.forget()

    def journal(self) -> str:
        """What was asked, in a few lines: the last requests of the test's accounts, and those of nobody."""
        names = [account.name for account in self._accounts]
        came = self.server.requests(after=self._since, brief=True, limit=1000)
        return describe(self.server, came, SHOWN, names, self._began)


# What the test has, whoever of its fixtures asked for it.
OWN = pytest.StashKey[Certmock]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("certmock")
    help_of_fixtures = "initial fixtures of certmock: names of shipped fixtures, files, or folders"
    group.addoption("--certmock-fixture", action="append", default=[], metavar="NAME|PATH", help=help_of_fixtures)
    parser.addini("certmock_fixtures", help_of_fixtures, type="args", default=[])
    parser.addini("certmock_args", "options of certmock, such as --auth strict", type="args", default=[])


def pytest_report_header(config: pytest.Config) -> list[str]:
    url = os.environ.get("CERTMOCK_URL")
    return [f"certmock: {url} (runs already, with its own fixtures and options)"] if url else []


def _fixtures(config: pytest.Config) -> list[str]:
    """Those of the configuration are files beside it, or names."""
    own = [str(config.rootpath / name) if (config.rootpath / name).exists() else name for name in config.getini("certmock_fixtures")]
    given = [str(Path(name).absolute()) if Path(name).exists() else name for name in config.getoption("--certmock-fixture")]
    return own + given


@pytest.fixture(scope="session")
def certmock_server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The server of the session, and of the worker where there are several; that of CERTMOCK_URL where it is set."""
    url = os.environ.get("CERTMOCK_URL")
    server = Server.at(url) if url else Server(fixture=_fixtures(pytestconfig), args=pytestconfig.getini("certmock_args"))
    try:
        server.start()
    except StartError as error:
        if "PYTEST_XDIST_WORKER" in os.environ and "cannot listen on" in str(error):
            raise StartError(f"{error}\n{ONE_PORT}") from error
        raise
    with server:
        yield server


@pytest.fixture
def certmock(certmock_server: Server, request: pytest.FixtureRequest) -> Iterator[Certmock]:
    """Accounts of the test's own: `certmock.qiniu`, `certmock.account("tencent")`."""
    ended = certmock_server.ended()
    if ended is not None:
        certmock_server.start()
        warnings.warn(f"{ended}\nA new server was started.", stacklevel=1)
    own = Certmock(certmock_server, request.node.name)
    request.node.stash[OWN] = own
    yield own
    try:
        own.forget()
    except CertmockError as error:
        # Of a server that has ended the next test is told, which has another.
        if error.status is not None:
            raise
        for account in own._accounts:
            certmock_server._forgotten(account)


@pytest.fixture
def certmock_env(certmock: Certmock, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables of `certmock.env()`, set for the test: for clients in this process, and those that it starts."""
    variables = certmock.env()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    outcome = yield
    report: pytest.TestReport = outcome.get_result()
    own = item.stash.get(OWN, None)
    if own is not None and report.failed and report.when != "teardown":
        try:
            text = own.journal()
        except CertmockError as error:
            text = str(error)
        report.sections.append(("certmock", text))


__all__ = ["VENDORS", "Certmock", "certmock", "certmock_env", "certmock_server"]
