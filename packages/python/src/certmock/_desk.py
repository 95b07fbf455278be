"""The control API, of a whole server or of one account."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any, Union
from urllib.parse import urlencode, urlsplit

from ._errors import CertmockError, WaitTimeout

#: Seconds, or a text as certmock reads it: "200ms", "5s", "60d".
Duration = Union[float, str]
Request = dict[str, Any]

# How long an answer may take that nobody waits for, in seconds.
PATIENCE = 60.0
LONGEST_WAIT = 300.0


class Control:
    """Asks `/_certmock/…`: directly, whatever proxy is set."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        if not url:
            return
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise CertmockError(f"{url!r} is no address of a server: write one like http://127.0.0.1:8080")
        self._place = (parts.hostname, parts.port or 80)

    def ask(self, method: str, path: str, query: Mapping[str, Any], body: Any = None) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        __tracebackhide__ = True
        if not self.url:
            raise CertmockError("the server is not running: `with certmock.Server() as server:` starts it")
        pairs = {name: _written(value) for name, value in query.items() if value is not None}
        target = f"/_certmock{path}" + (f"?{urlencode(pairs)}" if pairs else "")
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection(*self._place, timeout=PATIENCE + LONGEST_WAIT)
        try:
            connection.request(method, target, body=data)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise CertmockError(f"no certmock answers at {self.url}: {error}") from error
        finally:
            connection.close()

    def call(self, method: str, path: str, query: Mapping[str, Any], body: Any = None) -> Any:
        """The JSON of an answer; nothing where there is none. A refusal is raised."""
        __tracebackhide__ = True
        status, data = self.ask(method, path, query, body)
        if status >= 400:
            raise CertmockError(_reason(data, f"{method} {path} was answered {status}"), status)
        return json.loads(data) if data else None


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(data: bytes, otherwise: str) -> str:
    try:
        return str(json.loads(data)["error"])
    except (ValueError, KeyError, TypeError):
        return otherwise


def _duration(value: Duration) -> str:
    return value if isinstance(value, str) else f"{round(value * 1000)}ms"


def rule_of(
    error: str | None,
    then: Mapping[str, Any] | None,
    operation: str,
    request: Mapping[str, Any] | None,
    calls: int | Mapping[str, Any] | None,
    name: str | None,
    ttl: Duration | None,
) -> dict[str, Any]:
    """A rule, as docs/fixtures.md describes it."""
    if (error is None) == (then is None):
        raise TypeError('arm("ErrorCode", …) or arm(then={…}, …): one of the two')
    when: dict[str, Any] = {"operation": operation}
    if request:
        when["request"] = dict(request)
    rule: dict[str, Any] = {"when": when, "then": {"error": error} if then is None else dict(then)}
    if calls is not None:
        rule["calls"] = {"first": calls} if isinstance(calls, int) else dict(calls)
    if name is not None:
        rule["name"] = name
    if ttl is not None:
        rule["ttl"] = _duration(ttl)
    return rule


class Desk:
    """What a server, or one account of it, can be told and asked."""

    def __init__(self, control: Control, account: str | None) -> None:
        self._control = control
        self._of = {"account": account}

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
        """Arms a rule; its name. `calls=2` stands for the first two."""
        __tracebackhide__ = True
        rule = rule_of(error, then, operation, request, calls, name, ttl)
        return str(self._control.call("POST", "/rules", self._of, rule)["armed"][0])

    def disarm(self, name: str | None = None) -> int:
        """Disarms the rule of that name, or all; how many there were."""
        return int(self._control.call("DELETE", "/rules", {**self._of, "name": name})["disarmed"])

    def rules(self) -> list[dict[str, Any]]:
        """The rules, with their hits and the request that came nearest to each."""
        rules: list[dict[str, Any]] = self._control.call("GET", "/rules", self._of)["rules"]
        return rules

    def requests(self, **wanted: Any) -> list[Request]:
        """The journal: `operation=`, `outcome=`, `rule=`, `text=`, `limit=` and the others of the control API."""
        found: list[Request] = self._control.call("GET", "/requests", {**self._of, **wanted})["requests"]
        return found

    def wait(
        self, operation: str | None = None, *, count: int = 1, timeout: Duration = 5.0, **wanted: Any
    ) -> list[Request]:
        """Waits until so many requests have come, and raises `WaitTimeout` where they do not."""
        __tracebackhide__ = True
        query = {**self._of, **wanted, "operation": operation, "count": count, "timeout": _duration(timeout)}
        status, data = self._control.ask("GET", "/requests/wait", query)
        if status == 408:
            listed = json.loads(data)
            raise WaitTimeout(listed["error"], listed["requests"])
        if status != 200:
            raise CertmockError(_reason(data, f"the wait was answered {status}"), status)
        found: list[Request] = json.loads(data)["requests"]
        return found

    def advance(self, by: Duration) -> dict[str, Any]:
        """Advances the clock: `"60d"`. The clock, as it is then."""
        __tracebackhide__ = True
        clock: dict[str, Any] = self._control.call("POST", "/clock/advance", self._of, {"by": _duration(by)})
        return clock

    def set_clock(self, *, at: str | None = None, offset: str | None = None) -> dict[str, Any]:
        """Has the clock stand at a moment, or run with an offset; with neither it shows the real time."""
        setting = {name: value for name, value in (("at", at), ("offset", offset)) if value is not None}
        clock: dict[str, Any] = self._control.call("PUT", "/clock", self._of, setting)
        return clock

    def certificates(self, **wanted: Any) -> list[dict[str, Any]]:
        """The certificates that are held: `provider=`, `within="30d"`."""
        found: list[dict[str, Any]] = []
        while True:
            listed = self._control.call("GET", "/certificates", {**self._of, **wanted})
            found += listed["certificates"]
            if "next" not in listed:
                return found
            wanted["after"] = listed["next"]

    def state(self) -> dict[str, Any]:
        """What is held, by account and provider, private keys included."""
        state: dict[str, Any] = self._control.call("GET", "/state", self._of)
        return state
