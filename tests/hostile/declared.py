"""Secrets in states and fixtures that are wrong somewhere: what is said of them repeats no value."""

import copy
import json
import pathlib
import tempfile

import marks
import wires
from operations import EXAMPLES, control
from server import pair, run


def places(value, path=()):
    """The paths of everything in a value."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        # One of a list says it for the others.
        if not isinstance(name, int) or name == 0:
            yield from places(one, (*path, name))


def values(made):
    """Values of every kind; a name that is wrong is repeated, so that its writer finds it."""
    return (one for one in marks.values(made) if one[0] != "a name in an object")


def replaced(value, path, one):
    """A copy with one thing at a path."""
    value = place = copy.deepcopy(value)
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = one
    return value


def with_member(value, path, name, one):
    """A copy with a further member at a path, where an object is."""
    value = place = copy.deepcopy(value)
    for step in path:
        place = place[step]
    if isinstance(place, dict):
        place[name] = one
    return value


def states(server):
    """What the built-in account holds after an upload on every wire, by provider."""
    certificate, key = pair()
    for wire in wires.WIRES:
        if wire.fields and not wire.is_flat:
            server.ask(wire.upload(wire.members("declared", certificate, key)))
    server.ask(wires.tc3("ApplyCertificate", b'{"DvAuthMethod":"DNS","DomainName":"www.test.com","CsrEncryptAlgo":"ECC"}'))
    proxy = {
        "ProjectId": 0,
        "ProxyName": "a",
        "AccessRegion": "EastChina",
        "Bandwidth": 10,
        "Concurrent": 2,
        "RealServerRegion": "Shanghai",
    }
    server.ask(wires.tc3("CreateProxy", json.dumps(proxy).encode(), service="gaap"))
    return server.control("GET", "state?account=certmock").json()["certmock"]


def in_states(server, made):
    """Anything of another type, and keys, everywhere in a state."""
    for provider, state in states(server).items():
        for path in places(state):
            where = f"{provider}.{'.'.join(map(str, path))}"
            for kind, value, mark in values(made):
                yield (
                    f"a state, {kind} at {where}",
                    control("PUT", "state", {"certmock": {provider: replaced(state, path, value)}}),
                    mark,
                )
            mark = next(made.keys())
            yield (
                f"a state, a key at {where}",
                control("PUT", "state", {"certmock": {provider: replaced(state, path, mark.text)}}),
                mark,
            )
            mark = next(made.keys())
            yield (
                f"a state, a key's name at {where}",
                control("PUT", "state", {"certmock": {provider: with_member(state, path, mark.text, 1)}}),
                mark,
            )
    for mark in made.keys():
        yield f"a state, {mark.kind} as an account", control("PUT", "state", {mark.text: {"nobody": {}}}), mark
    for mark in made.keys():
        yield f"a state, {mark.kind} as a provider", control("PUT", "state", {"certmock": {mark.text: {}}}), mark


ACCOUNT = {
    "name": "declared",
    "tencent": {"secret_id": "i", "secret_key": "k", "token": "t"},
    "qiniu": {"access_key": "a", "secret_key": "k"},
    "huawei": {
        "access_key": "a",
        "secret_key": "k",
        "project_id": "p",
        "user": "u",
        "password": "p",
        "domain": "d",
        "token": "t",
    },
    "rainbond": {"token": "t", "internal_token": "t", "teams": [{"id": "i", "name": "n"}]},
}


def documents(made):
    """Fixtures with marks in them, most of which are wrong."""
    for path in places(ACCOUNT):
        where = ".".join(map(str, path))
        for kind, value, mark in values(made):
            if kind == "a text":
                # It is what is wanted there: what is wrong is said of something else.
                yield f"an account, {kind} at {where}", {"accounts": [replaced(ACCOUNT, path, value), {"name": 5}]}, mark
            else:
                yield f"an account, {kind} at {where}", {"accounts": [replaced(ACCOUNT, path, value)]}, mark
        mark = next(made.keys())
        yield f"an account, a key's name at {where}", {"accounts": [with_member(ACCOUNT, path, mark.text, 1)]}, mark
    # Two accounts that have one secret: it is not told which.
    for path in (
        ("tencent", "token"),
        ("huawei", "token"),
        ("rainbond", "token"),
        ("rainbond", "internal_token"),
        ("qiniu", "secret_key"),
    ):
        mark = made.bare()
        twice = replaced(ACCOUNT, path, mark.text)
        yield f"two accounts with one {'.'.join(path)}", {"accounts": [twice, replaced(twice, ("name",), "other")]}, mark
    certificate, key = pair()
    qiniu = {"certID": "5f11ad8e3405977d37000562", "name": "a", "certificate": certificate, "private_key": key}
    for path in places(qiniu):
        for kind, value, mark in values(made):
            yield (
                f"a state in a fixture, {kind} at {path[0]}",
                {"state": {"certmock": {"qiniu": {"certificates": [replaced(qiniu, path, value)]}}}},
                mark,
            )
    for name in ("certificate", "private_key"):
        for mark in made.keys():
            fetched = {"state": {"certmock": {"qiniu": {"certificates": [qiniu | {name: {"file": mark.text}}]}}}}
            yield f"a file that is called {mark.kind}", fetched, mark
    for member in ("names", "key", "not_before", "not_after", "issuer", "wrong", "x"):
        for kind, value, mark in values(made):
            made_of = {"names": ["a.com"]} | {member: value if member != "names" or kind != "a list" else [mark.text, 5]}
            yield (
                f"make, {kind} as {member}",
                {"state": {"certmock": {"qiniu": {"certificates": [{"certID": "a", "make": made_of}]}}}},
                mark,
            )
    for member in ("seed", "clock", "pace", "accounts", "state", "rules", "certmock", "x"):
        for mark in made.keys():
            yield f"{member} is {mark.kind}", {member: mark.text}, mark
        for mark in made.keys():
            yield f"a name in {member} is {mark.kind}", {member: {mark.text: {mark.text: 1}}}, mark


def in_fixtures(made):
    for what, document, mark in documents(made):
        yield f"a fixture, {what}", control("POST", "fixtures", {"certmock": 1} | document), mark


def check_files(report, made):
    """The same by `certmock check`, whose words go to the log of whoever runs it."""
    with tempfile.TemporaryDirectory(prefix="certmock-hostile-") as folder:
        found, files = [], {}
        for number, (what, document, mark) in enumerate(documents(made)):
            path = pathlib.Path(folder, f"{number}.yaml")
            path.write_text(json.dumps({"certmock": 1} | document))
            files[path] = (what, mark)
        # What breaks off, or is no YAML, in the middle of a key.
        for number, mark in enumerate(made.keys()):
            text = f'certmock: 1\naccounts: [{{ name: a, qiniu: {{ access_key: a, secret_key: "{mark.text}'
            for place, end in (
                ("an open text", ""),
                ("a tab", '"\n\t:'),
                ("an alias", '" } }]\nx: *a'),
                ("a second document", '" } }]\n---\n- ]'),
            ):
                path = pathlib.Path(folder, f"text-{number}-{len(files)}.yaml")
                path.write_text(text + end)
                files[path] = (f"{place} behind {mark.kind}", mark)
        paths = list(files)
        codes = set()
        for begin in range(0, len(paths), 100):
            done = run("check", *map(str, paths[begin : begin + 100]))
            codes.add(done.returncode)
            shown = done.stdout + done.stderr
            found += [(files[path], shown) for path in paths[begin : begin + 100] if files[path][1].is_in(shown)]
        what = "files: nothing secret is in what `check` says"
        if found:
            (case, mark), shown = found[0]
            at = min(shown.find(needle) for needle in mark.needles if needle in shown)
            report.check(False, what, f"{len(found)} of {len(files)} are, first {case}", shown[max(0, at - 150) : at + 100])
        else:
            report.check(codes <= {0, 1}, what, f"{len(files)} tried, exit codes {codes}")
        examples = run("check", str(EXAMPLES))
        report.check(examples.returncode == 0, "files: one that is right is right", examples.stderr[:200])
