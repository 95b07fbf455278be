"""The journal, as a test's report shows it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ._desk import Request, spoken
from ._errors import CertmockError
from ._server import Server

# The longest line, and how many names of members are listed.
WIDTH = 160
NAMES = 12
# What begins a line that is shown whole: what was to be signed is of no use without its end.
WHOLE = "    signature"
STRAYS = 3
OTHERS = 5
# Accounts that the plugin has made for another test, beside this one.
NEIGHBOUR = re.compile(r"\.[0-9a-f]{8}\.[a-z]+\.[0-9a-f]{8}")


def describe(server: Server, came: list[Request], shown: int, accounts: list[str], began: str) -> str:
    """What came of the accounts and of nobody, the last of them, and what has brought no request since the test began."""
    own = [request for request in came if request["account"] is None or request["account"] in accounts]
    brief, count = own[-shown:], len(own)
    lines = []
    if not brief:
        known = ", ".join(accounts) or "there are none"
        lines.append(f"no request came from the test's accounts ({known})")
    if count > len(brief):
        lines.append(f"… {count - len(brief)} before")
    for request in brief:
        lines += _lines(server, request, accounts)
    lines += _of_others(came, accounts)
    for stray in [stray for stray in server.strays() if stray["at"] >= began][-STRAYS:]:
        lines.append(f"{stray['at'][11:23]}  no request, {stray['kind']}: {stray.get('host') or ''} {stray.get('detail') or ''}")
    return "\n".join(line if len(line) <= WIDTH or line.startswith(WHOLE) else line[: WIDTH - 1] + "…" for line in lines)


def _lines(server: Server, request: Request, accounts: list[str]) -> Iterator[str]:
    words = [request["outcome"]]
    error = request.get("error")
    # The codes of some vendors have the name in them.
    if error and not request["outcome"].endswith(error):
        words.append(error)
    status = request["status"] or "–"
    yield f"{request['at'][11:23]}  {spoken(request):<40} {status}  {' '.join(words)}"
    if request.get("rule"):
        yield f"    rule: {request['rule']}"
    if request.get("flaw"):
        yield f"    flaw: {request['flaw']}"
    if request["account"] is None:
        yield "    account: nobody's, for its credentials were not taken"
    elif len(accounts) > 1:
        yield f"    account: {request['account']}"
    if not request["unread"] and request["account"] is not None:
        return
    whole = _whole(server, request["id"])
    unread = whole.get("unread", [])
    if unread:
        more = f" and {len(unread) - NAMES} more" if len(unread) > NAMES else ""
        yield f"    unread: {', '.join(unread[:NAMES])}{more}"
    if "explanation" in whole:
        yield from _explained(whole["explanation"])


def _explained(explanation: dict[str, Any]) -> Iterator[str]:
    """Why a signature is wrong: texts of several lines with the breaks that were to be signed."""
    for name, value in explanation.items():
        several = value if isinstance(value, list) else [value]
        for one in several:
            if isinstance(one, dict) and any("\n" in text for text in one.values() if isinstance(text, str)):
                yield from _explained(one)
                continue
            lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)).split("\n")
            if len(lines) == 1:
                yield f"{WHOLE}, {name}: {lines[0]}"
            else:
                yield f"{WHOLE}, {name}:"
                yield from (f"{WHOLE} | {line}" for line in lines)


def _of_others(came: list[Request], accounts: list[str]) -> Iterator[str]:
    """A client with other credentials than the test's is the first thing to look for."""
    others = Counter(request["account"] for request in came if request["account"] not in (None, *accounts))
    named = [(account, count) for account, count in others.items() if not NEIGHBOUR.search(account)]
    for account, count in named[:OTHERS]:
        yield f"{count} request{'s' if count > 1 else ''} came from {account}, which is not an account of this test"
    if len(named) > OTHERS:
        yield f"… and from {len(named) - OTHERS} more"


def _whole(server: Server, number: str) -> dict[str, Any]:
    try:
        whole: dict[str, Any] = server._control.call("GET", f"/requests/{number}", {})
        return whole
    except CertmockError:
        # It is gone meanwhile.
        return {}
