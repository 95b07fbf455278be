"""Moments that no calendar has, and those at its ends: refused with nothing changed, or taken and kept."""

import json
import pathlib
import re
import tempfile

import declared
from operations import EXAMPLES
from server import Server, run
from shapes import has_failed
from times import MOMENTS, SPANS, WRONG, fixtures, operations


def reads(server):
    """Whether what shows time works: the clock, the state, the journal, and a list of each vendor."""
    for path in ("clock", "state", "requests?limit=3", "rules", "coverage", "health"):
        try:
            answer = server.control("GET", path)
            json.loads(answer.body)
        except (OSError, ValueError) as error:
            return f"GET {path}: {error}"
        if answer.status != 200:
            return f"GET {path}: {answer.status} {answer.body[:100]!r}"
    return None


def settings(server):
    """What a refusal is not to change: the clocks where they stand, the rules, and the states."""
    clocks = server.control("GET", "clock").json()
    # What runs has gone on meanwhile; what it is set to has not.
    return drop_now(clocks), server.control("GET", "rules").body, server.control("GET", "state").body


def drop_now(value):
    if isinstance(value, dict):
        return {name: drop_now(one) for name, one in value.items() if name != "now"}
    return value


def works(server):
    """What of the operations has failed, as certmock says when it has."""
    with server.connect() as connection:
        for request in operations(server):
            answer = connection.ask(request)
            if has_failed(answer.text().encode()):
                return f"{request.method} {request.target}: {answer.status} {answer.body[:200]!r} to {request.body[:80]!r}"
    return None


def check_clocks(report):
    """Every way to turn a clock."""
    turns = [("PUT", "clock", {"at": moment}) for moment in MOMENTS + WRONG]
    turns += [("PUT", "clock", {"offset": span}) for span in SPANS + WRONG]
    turns += [("POST", "clock/advance", {"by": span}) for span in SPANS + WRONG]
    turns += [("PUT", "clock", {"at": MOMENTS[6], "offset": "1d"}), ("PUT", "clock", {"x": 1}), ("POST", "clock/advance", {})]
    refused = taken = 0
    wrong, failed = [], []
    with Server("--fixture", EXAMPLES) as server:
        for number, (method, path, body) in enumerate(turns):
            narrowed = f"{path}?account=certmock" if number % 2 else path
            before = settings(server)
            try:
                answer = server.control(method, narrowed, body)
                status, words = answer.status, answer.body
            except OSError as error:
                status, words = 0, str(error).encode()
            if status == 200:
                taken += 1
                if error := reads(server):
                    wrong.append((f"taken, and then {error}", method, narrowed, body))
                elif error := works(server) or reads(server):
                    failed.append((error, method, narrowed, body))
                # And on from there, beyond any end.
                for span in ("1d", "3000000d", "-6000000d"):
                    again = settings(server)
                    step = server.control("POST", "clock/advance", {"by": span}).status
                    if error := reads(server):
                        wrong.append((f"advanced by {span} ({step}), and then {error}", method, narrowed, body))
                    elif step not in (200, 400) or step == 400 and settings(server) != again:
                        wrong.append((f"advanced by {span}: {step}", method, narrowed, body))
                server.control("POST", "reset")
                server.control("PUT", "clock", {})
            elif 400 <= status < 500:
                refused += 1
                if settings(server) != before:
                    wrong.append((f"{status}, and something changed", method, narrowed, body))
                elif b'{"error":' not in words:
                    wrong.append((f"{status} in no JSON", method, narrowed, body))
            else:
                wrong.append((f"{status} {words[:80]!r}, changed: {settings_changed(server, before)}", method, narrowed, body))
                server.control("PUT", "clock", {})
                server.control("POST", "reset")
        measured = f"{taken} taken, {refused} refused, {len(wrong)} wrong"
        report.check(
            not wrong,
            "clocks: taken or refused, nothing between",
            f"{measured}{': ' + wrong[0][0] if wrong else ''}",
            repr(wrong[0][1:]) if wrong else "",
        )
        report.check(
            not failed,
            "clocks: every operation works at what is taken",
            f"{len(failed)} do not{': ' + failed[0][0] if failed else ''}",
            repr(failed[0][1:]) if failed else "",
        )
        report.check(not server.panics(), "clocks: nothing panicked", "; ".join(server.panics()[:2]))


def settings_changed(server, before):
    try:
        return settings(server) != before
    except (OSError, ValueError):
        return "it cannot be said"


def check_files(report):
    """Every such fixture is right, or wrong at its place; and the server says the same of it."""
    wrong, apart, codes, right = [], [], {}, []
    with tempfile.TemporaryDirectory(prefix="certmock-hostile-") as folder, Server() as server:
        cases = []
        for number, (what, text) in enumerate(fixtures()):
            path = pathlib.Path(folder, f"{number}.yaml")
            path.write_text(text)
            cases.append((what, text, path))
        for begin in range(0, len(cases), 40):
            batch = cases[begin : begin + 40]
            outcome = run("check", *[str(path) for *_, path in batch])
            # Where one has broken it off, each is asked for by itself.
            alone = outcome.returncode not in (0, 1)
            for what, text, path in batch:
                done = run("check", str(path)) if alone else outcome
                is_right = f"{path}: valid" in done.stdout
                codes[done.returncode] = codes.get(done.returncode, 0) + 1
                placed = re.search(rf"{re.escape(str(path))}:\d+:\d+: .+", done.stderr)
                if not is_right and not placed:
                    wrong.append((f"{what}: exit code {done.returncode}, {done.stderr[-150:]!r}", text))
                answer = server.control("POST", "fixtures", text.encode())
                if answer.status != (200 if is_right else 400):
                    apart.append((f"{what}: {answer.status} {answer.body[:100]!r}", text))
                if error := reads(server):
                    apart.append((f"{what}: {error}", text))
                server.control("POST", "reset")
                right += [path] * is_right
        report.check(
            not wrong,
            "fixtures: each is right, or wrong at a place",
            f"{len(cases)} tried, {len(right)} right, exit codes {codes}, {len(wrong)} wrong{wrong[:1] and ': ' + wrong[0][0]}",
            wrong[0][1] if wrong else "",
        )
        report.check(
            not apart,
            "fixtures: the server says the same of them",
            f"{len(apart)} of {len(cases)} otherwise{': ' + apart[0][0] if apart else ''}",
            apart[0][1] if apart else "",
        )
        report.check(not server.panics(), "fixtures: nothing panicked", "; ".join(server.panics()[:2]))


def check_states(report):
    """Every moment in every state, where an export has one."""
    wrong, taken, refused = [], 0, 0
    with Server("--fixture", EXAMPLES) as server:
        for provider, state in declared.states(server).items():
            for path in declared.places(state):
                value = state
                for name in path:
                    value = value[name]
                is_moment = isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value)
                is_number = isinstance(value, int) and value > 10**8 and not isinstance(value, bool)
                if not is_moment and not is_number:
                    continue
                for moment in (
                    MOMENTS
                    if is_moment
                    else (
                        0,
                        -1,
                        2**31,
                        2**63 - 1,
                        -(2**63),
                        2**64 - 1,
                        253402300799,
                        253402300800,
                        -62135596800,
                        -62167219201,
                        -377705116801,
                        10**17,
                        1.5,
                    )
                ):
                    body = {"certmock": {provider: declared.replaced(state, path, moment)}}
                    before = server.control("GET", "state").body
                    answer = server.control("PUT", "state", body)
                    what = f"{provider}.{'.'.join(map(str, path))} = {moment}"
                    if answer.status == 204:
                        taken += 1
                        error = reads(server) or works(server) or reads(server)
                        if error:
                            wrong.append((f"{what}: {error}", body))
                        exported = server.control("GET", "state?account=certmock")
                        if server.control("PUT", "state", exported.body).status != 204:
                            wrong.append((f"{what}: what was exported is refused", body))
                    else:
                        refused += 1
                        if not 400 <= answer.status < 500 or server.control("GET", "state").body != before:
                            wrong.append((f"{what}: {answer.status}, or something changed", body))
                    server.control("POST", "reset")
        report.check(
            not wrong,
            "states: taken or refused, nothing between",
            f"{taken} taken, {refused} refused, {len(wrong)} wrong{': ' + wrong[0][0] if wrong else ''}",
            repr(wrong[0][1]) if wrong else "",
        )
        report.check(not server.panics(), "states: nothing panicked", "; ".join(server.panics()[:2]))


def check(report):
    with report.part("clocks"):
        check_clocks(report)
    with report.part("fixtures"):
        check_files(report)
    with report.part("states"):
        check_states(report)
