"""The control API, of a whole server or of one account."""

from __future__ import annotations

import difflib
import http.client
import json
import re
import secrets
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Union
from urllib.parse import urlencode, urlsplit

from ._errors import ArgumentError, CertmockError, WaitTimeout

#: Seconds, a `timedelta`, or a text as certmock reads it: "200ms", "5s", "60d".
Duration = Union[float, str, timedelta]
Request = dict[str, Any]

# How long an answer may take, in seconds: as a rule, and where much is read or written.
PATIENCE = 5.0
SLOW = 60.0
LONGEST_WAIT = 300.0

# How many requests the message of a wait in vain names.
NAMED = 5

UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class Control:
    """Asks `/_certmock/…`: directly, whatever proxy is set."""

    def __init__(self, url: str, ended: Callable[[], CertmockError | None] = lambda: None) -> None:
        # What there is to say where nobody answers.
        self._ended = ended
        self._catalogue: list[dict[str, Any]] = []
        self.lead(url)

    def lead(self, url: str) -> None:
        """Has it ask there from now on."""
        if not isinstance(url, str):
            raise ArgumentError(f"{url!r} is not the address of a server: write one like http://127.0.0.1:8080")
        self.url = url.rstrip("/")
        if not url:
            return
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise CertmockError(f"{url!r} is not the address of a server: write one like http://127.0.0.1:8080")
        self._place = (parts.hostname, parts.port or 80)

    def ask(
        self, method: str, path: str, query: Mapping[str, Any], body: Any = None, patience: float = PATIENCE
    ) -> tuple[int, bytes]:
        """The status and the body of an answer."""
        __tracebackhide__ = True
        if not self.url:
            raise CertmockError("the server is not running: `with certmock.Server() as server:` starts it")
        pairs = {name: _written(value) for name, value in query.items() if value is not None}
        target = f"/_certmock{path}" + (f"?{urlencode(pairs)}" if pairs else "")
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection(*self._place, timeout=patience)
        try:
            connection.request(method, target, body=data)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            ended = self._ended()
            if ended is not None:
                raise ended from error
            if isinstance(error, socket.timeout):
                raise CertmockError(f"{method} {path} got no answer from {self.url} within {patience:g} s") from error
            raise CertmockError(f"no certmock server answers at {self.url}: {error}") from error
        finally:
            connection.close()

    def call(
        self, method: str, path: str, query: Mapping[str, Any], body: Any = None, patience: float = PATIENCE
    ) -> Any:
        """The JSON of an answer; nothing where there is none. A refusal is raised."""
        __tracebackhide__ = True
        status, data = self.ask(method, path, query, body, patience)
        if status >= 400:
            raise CertmockError(_reason(data, f"{method} {path} returned the status {status}"), status)
        return json.loads(data) if data else None

    def catalogue(self) -> list[dict[str, Any]]:
        """Every provider with its operations and their errors, asked for once."""
        if not self._catalogue:
            self._catalogue = self.call("GET", "/catalogue", {})["providers"]
        return self._catalogue


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(data: bytes, otherwise: str) -> str:
    try:
        return str(json.loads(data)["error"])
    except (ValueError, KeyError, TypeError):
        return otherwise


def duration_of(value: Duration) -> str:
    """A duration, as certmock reads it."""
    if isinstance(value, timedelta):
        value = value.total_seconds()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{round(value * 1000)}ms"
    if isinstance(value, str):
        return value
    raise ArgumentError(f'{value!r} is not a duration: write seconds, a timedelta, or a text like "60d"')


def _seconds(written: str) -> float:
    """How long a duration is; the longest where only the server can tell."""
    parts = re.fullmatch(r"([0-9.]+)(ms|s|m|h|d)", written.strip())
    try:
        return float(parts[1]) * UNITS[parts[2]] if parts else LONGEST_WAIT
    except ValueError:
        return LONGEST_WAIT


def _moment(value: str | datetime) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, datetime):
        raise ArgumentError(f'{value!r} is not a time: write a datetime, or a text like "2026-01-15T08:00:00Z"')
    if value.tzinfo is None:
        raise ArgumentError(f"{value!r} has no time zone: datetime(…, tzinfo=timezone.utc) has one")
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def _calls(value: int | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return {"first": value}
    raise ArgumentError(f'calls={value!r}: write 2 for the first two, or {{"nth": [1, 3]}}, {{"after": 2}}, {{"every": 2}}')


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
        raise ArgumentError('write arm("ErrorCode", …) or arm(then={…}, …), one of the two')
    if error is not None and not isinstance(error, str):
        raise ArgumentError(f'{error!r} is not an error code: write arm("ErrorCode", …) or arm(then={{…}}, …)')
    if then is not None and not isinstance(then, Mapping):
        raise ArgumentError(f'then={then!r}: write the answer, such as {{"transport": "reset"}}')
    if request is not None and not isinstance(request, Mapping):
        raise ArgumentError(f'request={request!r}: write the members that a request must have, such as {{"Alias": "web-*"}}')
    when: dict[str, Any] = {"operation": operation}
    if request:
        when["request"] = dict(request)
    rule: dict[str, Any] = {"when": when, "then": {"error": error} if then is None else dict(then)}
    if calls is not None:
        rule["calls"] = _calls(calls)
    if name is not None:
        rule["name"] = name
    if ttl is not None:
        rule["ttl"] = duration_of(ttl)
    return rule


def narrowed(rule: dict[str, Any], error: str, vendor: str, catalogue: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rule for each operation of a vendor that documents the error, for a whole provider where all do."""
    rules: list[dict[str, Any]] = []
    known: set[str] = set()
    for provider in catalogue:
        if provider["id"].split("_")[0] != vendor:
            continue
        named = []
        for operation in provider["operations"]:
            words = {word for one in operation["errors"] for word in (one["name"], one["code"])}
            known |= words
            if error in words:
                named.append(operation["name"])
        if len(named) == len(provider["operations"]):
            named = ["*"]
        rules += [{**rule, "when": {**rule["when"], "operation": f"{provider['id']}.{name}"}} for name in named]
    if not rules:
        near = ", ".join(difflib.get_close_matches(error, sorted(known), n=3, cutoff=0.5))
        hint = f": did you mean {near}?" if near else ""
        raise CertmockError(f"no operation of {vendor} documents an error {error!r}{hint}")
    # One name, by which all of them are disarmed.
    name = rule.get("name") or f"{error}-{secrets.token_hex(4)}"
    return [{**one, "name": name} for one in rules] if len(rules) > 1 else rules


def spoken(request: Request) -> str:
    """What a request asked for, in a word."""
    return f"{request['provider']}.{request['operation']}" if request["operation"] else str(request["path"])


class Desk:
    """What a server, or one account of it, can be told and asked."""

    def __init__(self, control: Control, account: str | None, vendor: str | None = None) -> None:
        self._control = control
        self._vendor = vendor
        self._of = {"account": account}

    def arm(
        self,
        error: str | None = None,
        *,
        then: Mapping[str, Any] | None = None,
        operation: str | None = None,
        request: Mapping[str, Any] | None = None,
        calls: int | Mapping[str, Any] | None = None,
        name: str | None = None,
        ttl: Duration | None = None,
    ) -> str:
        """Arms a rule; its name. `calls=2` stands for the first two.

        A code of an account without an operation is armed at each operation of its vendor that documents it, by
        rules of one name, each with calls of its own."""
        __tracebackhide__ = True
        rule = rule_of(error, then, operation or "*", request, calls, name, ttl)
        rules = [rule]
        if error is not None and operation is None and self._vendor is not None:
            rules = narrowed(rule, error, self._vendor, self._control.catalogue())
        return str(self._control.call("POST", "/rules", self._of, rules)["armed"][0])

    def disarm(self, name: str | None = None) -> int:
        """Disarms the rule of that name, or all; how many there were."""
        return int(self._control.call("DELETE", "/rules", {**self._of, "name": name})["disarmed"])

    def rules(self) -> list[dict[str, Any]]:
        """The rules, with their hits and the request that came nearest to each."""
        rules: list[dict[str, Any]] = self._control.call("GET", "/rules", self._of)["rules"]
        return rules

    def requests(self, **wanted: Any) -> list[Request]:
        """The journal, narrowed by `operation=`, `outcome=`, `rule=`, `text=`, `limit=` and the others of the control API."""
        found: list[Request] = self._control.call("GET", "/requests", {**self._of, **wanted})["requests"]
        return found

    def wait(
        self, operation: str | None = None, *, count: int = 1, timeout: Duration = 5.0, **wanted: Any
    ) -> list[Request]:
        """Waits until so many requests have come, and raises `WaitTimeout` where they do not."""
        __tracebackhide__ = True
        query = {**self._of, **wanted, "operation": operation, "count": count, "timeout": duration_of(timeout)}
        patience = _seconds(query["timeout"]) + PATIENCE
        status, data = self._control.ask("GET", "/requests/wait", query, patience=patience)
        if status == 408:
            listed = json.loads(data)
            came = self._control.call("GET", "/requests", {**self._of, "brief": True, "limit": NAMED})["requests"]
            names = ", ".join(f"{spoken(request)} ({request['outcome']})" for request in came)
            waited = f"{listed['error']} of {operation or 'any operation'}"
            raise WaitTimeout(f"{waited}; " + (f"the last requests: {names}" if names else "no requests arrived"), listed["requests"])
        if status != 200:
            raise CertmockError(_reason(data, f"the wait returned the status {status}"), status)
        found: list[Request] = json.loads(data)["requests"]
        return found

    def advance(self, by: Duration) -> dict[str, Any]:
        """Advances the clock: `"60d"`. The clock, as it is then."""
        __tracebackhide__ = True
        clock: dict[str, Any] = self._control.call("POST", "/clock/advance", self._of, {"by": duration_of(by)})
        return clock

    def set_clock(self, *, at: str | datetime | None = None, offset: Duration | None = None) -> dict[str, Any]:
        """Has the clock stand at a moment, or run with an offset; with neither it shows the real time."""
        __tracebackhide__ = True
        setting = {} if at is None else {"at": _moment(at)}
        if offset is not None:
            setting["offset"] = duration_of(offset)
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
        state: dict[str, Any] = self._control.call("GET", "/state", self._of, patience=SLOW)
        return state
