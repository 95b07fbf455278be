"""No id is given twice, whatever was exported, reset and imported; no name is two accounts'; and no fault
is armed that HTTP cannot send."""

import copy
import json
import pathlib
import tempfile

import openapi
from operations import EXAMPLES
from server import Server, run
from wires import qbox

# Members that an object is known by within its list.
KNOWN_BY = ("id", "certID", "cert_id", "task_id", "record_id", "http_rule_id", "number")
# Of what names something, no two may be alike.
NAMES = ("alias", "Alias", "name", "Name", "ProxyName", "ListenerName", "CertificateAlias", "domain_name", "Domain", "DomainName")
LEAVES = ("Delete", "Cancel", "Revoke", "Destroy", "Replace", "Forget")


def ids(value, path=""):
    """The ids in a state, by the list that they are of."""
    found = {}
    if isinstance(value, dict):
        for name, inner in value.items():
            for where, those in ids(inner, f"{path}.{name}").items():
                found.setdefault(where, []).extend(those)
    elif isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                for name in KNOWN_BY:
                    if isinstance(one.get(name), str | int):
                        found.setdefault(f"{path}[].{name}", []).append(one[name])
            for where, those in ids(one, f"{path}[]").items():
                found.setdefault(where, []).extend(those)
    return found


def repeated(state):
    """The ids that two objects of one list have."""
    twice = {where: sorted({str(one) for one in those if those.count(one) > 1}) for where, those in ids(state).items()}
    return {where: those for where, those in twice.items() if those}


def make(server, operations, mark):
    """Has every operation that makes something make it, under a name of its own; how many succeeded."""
    made, answers = 0, []
    for operation in operations:
        if operation.is_read() or operation.name.split(".")[-1].startswith(LEAVES) or operation.method in ("DELETE", "GET"):
            continue
        body = copy.deepcopy(operation.example)
        if isinstance(body, dict):
            for name in NAMES:
                if isinstance(body.get(name), str) and operation.name.split(".")[-1].startswith(("Create", "Upload", "Add")):
                    if "omain" in name and "." in body[name]:
                        body[name] = f"{mark}.{body[name].split('.', 1)[1]}"
                    else:
                        body[name] = f"{body[name]}{mark}"[-40:]
            if "Port" in body:
                body["Port"] = 1000 + hash(mark) % 60000
            if "Repeatable" in body:
                body["Repeatable"] = True
        answer = server.ask(operation.request(body))
        made += answer.status < 300 and b'"Error"' not in answer.body
        answers.append(answer)
    return made, answers


def export(server):
    return server.control("GET", "state").json()


def without_counters(state):
    """A state without the numbers that it counts with: whoever writes one by hand leaves them out."""
    return {
        account: {
            provider: {name: one for name, one in own.items() if isinstance(one, list | str | dict)}
            if isinstance(own, dict)
            else own
            for provider, own in providers.items()
        }
        for account, providers in state.items()
    }


def check_ids(report):
    """The ways a state comes back, each with what is made before and afterwards."""

    def again(server, state):
        return server.control("PUT", "state", state).status

    def one_by_one(what, flags, between):
        with report.part(what), Server("--auth", "off", "--fixture", EXAMPLES, *flags) as server:
            operations = openapi.operations(server)
            before, _ = make(server, operations, "one")
            first = export(server)
            status = between(server, first)
            after, answers = make(server, operations, "two")
            also, _ = make(server, operations, "three")
            last = export(server)
            twice = repeated(last)
            lost = {
                where: sorted(set(map(str, those)) - set(map(str, ids(last).get(where, []))))[:3]
                for where, those in ids(first).items()
                if set(map(str, those)) - set(map(str, ids(last).get(where, [])))
            }
            # What it exports is taken again, as it is.
            back = server.control("PUT", "state", last)
            right = (
                status in (None, 204)
                and not twice
                and back.status == 204
                and after
                and not (between in (put_back, again_bare) and lost)
            )
            measured = f"{before} made before, {after} and {also} after; repeated {twice}, lost {lost}; "
            measured += f"back: {back.status} {back.body[:150].decode(errors='replace')}"
            report.check(right, f"ids: {what}", measured)
            report.check(not server.panics(), f"ids: {what}: nothing panicked", "; ".join(server.panics()[:1]))

    def put_back(server, state):
        server.control("POST", "reset")
        return again(server, state)

    def again_bare(server, state):
        server.control("POST", "reset")
        return again(server, without_counters(state))

    for seed in ([], ["--seed", "42"]):
        kind = "a seed" if seed else "no seed"
        one_by_one(f"exported, reset, put back, {kind}", seed, put_back)
        one_by_one(f"put over what is there, {kind}", seed, again)
        one_by_one(f"put back without counters, {kind}", seed, again_bare)
        one_by_one(
            f"a clock that stands, {kind}",
            seed,
            lambda server, state: (server.control("PUT", "clock", {"at": "2026-11-28T08:00:00Z"}), put_back(server, state))[1],
        )


def check_fixture_of_export(report):
    """An export in a fixture, with the seed that it was made with."""
    with Server("--auth", "off", "--seed", "42", "--fixture", EXAMPLES) as server:
        operations = openapi.operations(server)
        make(server, operations, "one")
        first = export(server)
    with tempfile.TemporaryDirectory(prefix="certmock-hostile-") as folder:
        path = pathlib.Path(folder, "export.json")
        # It was exported of accounts that the examples declare.
        path.write_text(json.dumps({"certmock": 1, "seed": 42, "state": {"certmock": first["certmock"]}}))
        checked = run("check", str(path))
        report.check(checked.returncode == 0, "ids: an export is a fixture", checked.stderr[:200])
        with Server("--auth", "off", "--fixture", path) as server:
            after, _ = make(server, operations, "two")
            last = export(server)
            back = server.control("PUT", "state", last).status
            report.check(
                not repeated(last) and back == 204,
                "ids: an export in a fixture with its seed",
                f"{after} made; repeated {repeated(last)}; put back: {back}",
            )


def check_journal_ids(report):
    """Requests have ids of their own, over resets of one account and of all."""
    with Server() as server:
        seen = []
        for round in range(6):
            for _ in range(3):
                server.ask(qbox("GET", "/sslcert", who="journal"))
                server.ask(qbox("GET", "/sslcert"))
            entries = server.control("GET", "requests?limit=1000").json()["requests"]
            seen.append([entry["id"] for entry in entries])
            server.control(
                "POST",
                [
                    "reset?account=certmock",
                    "reset?account=qiniu:journal",
                    "reset?account=certmock",
                    "fixtures",
                    "reset",
                    "reset?account=certmock",
                ][round],
                b"certmock: 1\n" if round == 3 else None,
            )
        twice = [one for one in seen if len(one) != len(set(one))]
        report.check(
            not twice, "ids: no two requests in the journal have one", f"{len(twice)} of {len(seen)} looks show one twice"
        )


def check_names(report):
    """Declarations that would make two accounts one, or one that nobody can be."""

    def account(name, **vendors):
        return {"name": name} | vendors

    qiniu = lambda key="k", secret="s": {"access_key": key, "secret_key": secret}
    tencent = lambda key="k": {"secret_id": key, "secret_key": "s"}
    huawei = lambda key="k", project="p", user="u", **more: (
        {"access_key": key, "secret_key": "s", "project_id": project, "user": user, "password": "p", "domain": "d"} | more
    )
    rainbond = lambda token="t", **more: {"token": token} | more
    refused = {
        "no name": [account("", qiniu=qiniu())],
        "the name of a made-up key": [account("qiniu:victim", qiniu=qiniu())],
        "the name of a made-up SecretId": [account("tencent:victim", tencent=tencent())],
        "the name of a made-up project": [account("huawei:victim", huawei=huawei())],
        "the name of a made-up token": [account("rainbond:victim", rainbond=rainbond())],
        "any colon": [account("a:b", qiniu=qiniu())],
        "a bar": [account("a|b", huawei=huawei())],
        "a control character": [account("a\nb", qiniu=qiniu())],
        "two of one name": [account("a", qiniu=qiniu("1")), account("a", qiniu=qiniu("2"))],
        "two access keys of Qiniu": [account("a", qiniu=qiniu()), account("b", qiniu=qiniu())],
        "two SecretIds": [account("a", tencent=tencent()), account("b", tencent=tencent())],
        "two access keys of Huawei": [account("a", huawei=huawei("k", "p1", "u1")), account("b", huawei=huawei("k", "p2", "u2"))],
        "two projects": [account("a", huawei=huawei("k1", "p", "u1")), account("b", huawei=huawei("k2", "p", "u2"))],
        "two users": [account("a", huawei=huawei("k1", "p1", "u")), account("b", huawei=huawei("k2", "p2", "u"))],
        "two tokens of Huawei": [
            account("a", huawei=huawei("k1", "p1", "u1", token="t")),
            account("b", huawei=huawei("k2", "p2", "u2", token="t")),
        ],
        "two tokens of Rainbond": [account("a", rainbond=rainbond()), account("b", rainbond=rainbond())],
        "two internal tokens": [
            account("a", rainbond=rainbond("1", internal_token="t")),
            account("b", rainbond=rainbond("2", internal_token="t")),
        ],
        "no access key": [account("a", qiniu=qiniu(""))],
        "no SecretId": [account("a", tencent=tencent(""))],
        "no project": [account("a", huawei=huawei(project=""))],
        "no token": [account("a", rainbond=rainbond(""))],
        "the built-in access key": [account("a", qiniu=qiniu("certmock"))],
        "the built-in token": [account("a", rainbond=rainbond("certmock"))],
        "the built-in project": [account("a", huawei=huawei(project="certmock"))],
    }
    taken, changed = [], []
    with Server() as server:
        before = server.control("GET", "clock").json().get("accounts", {}).keys()
        for what, accounts in refused.items():
            answer = server.control("POST", "fixtures", {"certmock": 1, "accounts": accounts})
            if answer.status != 400:
                taken.append(f"{what}: {answer.status}")
                server.control("POST", "reset")
            elif server.control("GET", "clock").json().get("accounts", {}).keys() - before:
                changed.append(what)
        # One by one, the second is refused as well.
        for what, accounts in refused.items():
            if len(accounts) != 2 or what == "two of one name":
                continue
            server.control("POST", "fixtures", {"certmock": 1, "accounts": accounts[:1]})
            answer = server.control("POST", "fixtures", {"certmock": 1, "accounts": accounts[1:]})
            if answer.status != 400:
                taken.append(f"{what}, one by one: {answer.status}")
            server.control("POST", "reset")
    report.check(not taken, "names: what collides is refused", f"{len(refused)} tried, taken: {taken}", taken)
    report.check(not changed, "names: a refusal changes nothing", f"changed by {changed}" if changed else "")


def check(report):
    with report.part("ids"):
        check_ids(report)
    with report.part("an export in a fixture"):
        check_fixture_of_export(report)
    with report.part("ids of requests"):
        check_journal_ids(report)
    with report.part("names"):
        check_names(report)
