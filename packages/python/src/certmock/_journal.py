"""The journal, as a test's report shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ._desk import Request
from ._errors import CertmockError
from ._server import Server

# The longest line, and how many names of members are listed.
WIDTH = 160
NAMES = 12
STRAYS = 3


def describe(server: Server, brief: list[Request], count: int, accounts: list[str], began: str) -> str:
    """These requests, the last of so many, and what has brought none since the test began."""
    lines = []
    if not brief:
        known = ", ".join(accounts) or "there are none"
        lines.append(f"no request came from the test's accounts ({known})")
    if count > len(brief):
        lines.append(f"… {count - len(brief)} before")
    for request in brief:
        lines += _lines(server, request, accounts)
    for stray in [stray for stray in server.strays() if stray["at"] >= began][-STRAYS:]:
        lines.append(f"{stray['at'][11:23]}  no request, {stray['kind']}: {stray.get('host') or ''} {stray.get('detail') or ''}")
    return "\n".join(line if len(line) <= WIDTH else line[: WIDTH - 1] + "…" for line in lines)


def _lines(server: Server, request: Request, accounts: list[str]) -> Iterator[str]:
    operation = f"{request['provider']}.{request['operation']}" if request["operation"] else request["path"]
    words = [request["outcome"]]
    if request.get("error") not in (None, request["outcome"]):
        words.append(request["error"])
    status = request["status"] or "–"
    yield f"{request['at'][11:23]}  {operation:<40} {status}  {' '.join(words)}"
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
        yield f"    signature: {json.dumps(whole['explanation'], ensure_ascii=False)}"


def _whole(server: Server, number: str) -> dict[str, Any]:
    try:
        whole: dict[str, Any] = server._control.call("GET", f"/requests/{number}", {})
        return whole
    except CertmockError:
        # It is gone meanwhile.
        return {}
