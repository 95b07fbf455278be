"""An operation costs what its request weighs: every member of every one, and what tests ask of certmock
itself."""

import json

import openapi
import texts
import wires
from connection import Request
from meter import FLOOR, GROWTH, Meter
from server import REPOSITORY, Server
from wires import HOST, encode, qbox, rainbond, tc3, team_path

EXAMPLES = REPOSITORY / "tests/schemathesis/examples.yaml"
UNITS = ["letters", "dots", "commas", "stars", "lines", "base64 of DER", "slashes", "emoji"]


def control(method, path, body=b""):
    body = body if isinstance(body, bytes) else encode(body)
    return Request(method, f"/_certmock/{path}", [("Host", HOST)], body)


def lists(operations):
    """Every list, long, of items that differ and of items that do not."""
    for operation in operations:
        for path, schema, document in operation.members:
            if "array" not in openapi.kinds(schema):
                continue
            where = f"{operation.name}, {'.'.join(map(str, path))}"
            inner = schema.get("items", {})

            def send(size, different, operation=operation, path=path, inner=inner, document=document):
                length = len(encode(openapi.item(inner, document, 1000))) + 2
                count = max(1, size // length)
                return operation.with_member(path, [openapi.item(inner, document, i if different else 0) for i in range(count)])

            yield f"{where}, items that differ", lambda size, send=send: send(size, True)
            yield f"{where}, the same item", lambda size, send=send: send(size, False)
            yield f"{where}, a long item", lambda size, operation=operation, path=path: operation.with_member(path, ["a" * size])
            # As many as may be, each as long as may be.
            yield (
                f"{where}, long items",
                lambda size, operation=operation, path=path: operation.with_member(
                    path, [f"{i}" + "a." * (size // 200) for i in range(100)]
                ),
            )


def scalars(operations, random):
    """Every text and number, long, and every member of a query."""
    for operation in operations:
        places = [(path, schema) for path, schema, _ in operation.members if "array" not in openapi.kinds(schema)]
        for path, schema in places:
            units = (
                random.sample(UNITS, 2) if openapi.kinds(schema) & {"string"} or not openapi.kinds(schema) else ["digits of DER"]
            )
            for unit in units:
                text = texts.texts()[unit]
                yield (
                    f"{operation.name}, {'.'.join(map(str, path))} of {unit}",
                    lambda size, operation=operation, path=path, text=text: operation.with_member(path, text(size)),
                )


def queries(operations):
    for operation in operations:
        for parameter in operation.parameters:
            name = parameter["name"]
            if parameter["in"] != "query":
                continue
            yield (
                f"{operation.name}, ?{name}= over and over",
                lambda size, operation=operation, name=name: operation.request(
                    query=[(name, f"a{i}") for i in range(size // (len(name) + 7))]
                ),
            )
            for unit in ("letters", "commas", "stars"):
                text = texts.texts()[unit]
                yield (
                    f"{operation.name}, ?{name}= of {unit}",
                    lambda size, operation=operation, name=name, text=text: operation.request(query=[(name, text(size // 3))]),
                )


def proportional(meter, what, measure, small, large, most=GROWTH):
    """Whether what `measure(count)` measures, in seconds, grows as the count does."""
    of_large = measure(large)
    if of_large < FLOOR:
        meter.report.check(True, what, f"{of_large:.3f} s for {large}")
        return
    of_small = min(measure(small) for _ in range(2))
    of_large = of_large if of_large > 5 else min(of_large, measure(large))
    growth = of_large / max(of_small, FLOOR / 100)
    right = growth < most * large / small / 4 or of_large < FLOOR
    meter.report.check(right, what, f"{of_large:.3f} s for {large}, {of_small:.3f} s for {small}: {growth:.1f} times")


def rule(name, request=None, operation="qiniu.UploadCertificate", account="nobody"):
    when = {"operation": operation} | ({"account": account} if account else {}) | ({"request": request} if request else {})
    return {"name": name, "when": when, "then": {"delay": "0s"}}


def rules(meter):
    """Arming, and matching against what is armed."""

    def clear():
        meter.cost(control("DELETE", "rules"))

    def arm_where_many_are(count):
        clear()
        meter.cost(control("POST", "rules", [rule(f"a{i}") for i in range(count)]))
        return meter.cost(control("POST", "rules", [rule(f"b{i}") for i in range(count)]))

    def arm_the_same(count):
        clear()
        return meter.cost(*[control("POST", "rules", [rule(f"a{i}") for i in range(count)])] * 2)

    def arm_without_names(count):
        clear()
        nameless = [{key: value for key, value in rule("x").items() if key != "name"}] * count
        return meter.cost(*[control("POST", "rules", nameless)] * 2)

    def one_by_one(count):
        clear()
        return meter.cost(*[control("POST", "rules", rule(f"a{i}")) for i in range(count)]) / 4

    proportional(meter, "rules: arming many where many are", arm_where_many_are, 1200, 4800)
    proportional(meter, "rules: arming the same anew", arm_the_same, 1200, 4800)
    proportional(meter, "rules: arming many without names", arm_without_names, 1200, 4800)
    # Each is told of all that there are: the square is allowed, at a small price.
    proportional(meter, "rules: arming one by one", one_by_one, 250, 1000, most=2 * GROWTH)

    def matched(wanted, found):
        """The cost of a request beside a rule that wants something else of it, where that can be armed."""

        def measure(size):
            clear()
            # What is refused is looked at no further: its size is bounded, and that is meant.
            cost = meter.cost(control("POST", "rules", rule("wants", {"name": wanted(size)}, account=None)))
            if meter.answer.status != 200:
                return cost
            return meter.cost(qbox("POST", "/sslcert", encode({"name": found(size)}), "rules"))

        return measure

    # All but the last letter fits, wherever a star begins.
    for name, unit in {
        "stars": "*a",
        "letters behind a star": "a",
        "questions behind a star": "?",
        "stars and letters": "*aaaaaaaa",
    }.items():
        # However long, and as long as it may be.
        for most in (1 << 20, 990):
            pattern = lambda size, unit=unit, most=most: ("*" + texts.repeat(unit, size // 8))[:most] + "b"
            what = f"rules: a pattern of {name}, up to {most}"
            proportional(meter, what, matched(pattern, lambda size: "a" * size), 16 << 10, 64 << 10)
    # What is wanted is there, far behind.
    items = {
        "texts": lambda i: f"f{i}",
        "patterns": lambda i: f"f{i}*",
        "numbers": lambda i: i,
        "objects": lambda i: {"a": f"f{i}"},
        "lists": lambda i: [f"f{i}"],
    }
    for name, of in items.items():
        found = lambda size, of=of, name=name: [items["texts"](i) if name == "patterns" else of(i) for i in range(size // 16)]
        for most in (1 << 20, 100):
            wanted = lambda size, of=of, most=most: [of(size // 16 - 1 - i) for i in range(size // 100)][:most]
            proportional(meter, f"rules: a list of {name}, up to {most}", matched(wanted, found), 16 << 10, 64 << 10)

    def wanting_much(count):
        """The cost of a request beside many rules for it."""
        clear()
        meter.cost(control("POST", "rules", [rule(f"r{i}", {"name": f"{i}*"}, account=None) for i in range(count)]))
        return meter.cost(*[qbox("POST", "/sslcert", encode({"name": "n" * 4096}), "rules")] * 10)

    proportional(meter, "rules: a request beside many", wanting_much, 500, 2000)
    clear()


def fixtures(meter):
    """Fixtures and states, however they are written."""

    def fixture(make):
        return lambda size: control("POST", "fixtures", make(size).encode())

    account = "  - {{ name: a{0}, qiniu: {{ access_key: k{0}, secret_key: s }} }}\n"
    shapes = {
        "rules": lambda size: "certmock: 1\nrules:\n" + "".join(f"  - {json.dumps(rule(f'r{i}'))}\n" for i in range(size // 110)),
        "accounts": lambda size: "certmock: 1\naccounts:\n" + "".join(account.format(i) for i in range(size // 64)),
        "the same account": lambda size: "certmock: 1\naccounts:\n" + account.format(1) * (size // 64),
        "teams": lambda size: (
            "certmock: 1\naccounts:\n  - name: a\n    rainbond:\n      token: t\n      teams:\n"
            + "".join(f"        - {{ id: i{i}, name: n{i} }}\n" for i in range(size // 32))
        ),
        "states of accounts that are not there": lambda size: (
            "certmock: 1\nstate:\n" + "".join(f"  qiniu:k{i}: {{ qiniu: {{ certificates: [] }} }}\n" for i in range(size // 50))
        ),
        "domains": lambda size: (
            "certmock: 1\nstate: { certmock: { qiniu: { domains: [\n"
            + "".join(f"  {{ name: d{i}.a.com }},\n" for i in range(size // 24))
            + "]}}}\n"
        ),
        "domains of one name": lambda size: (
            "certmock: 1\nstate: { certmock: { qiniu: { domains: [\n" + "  { name: d.a.com },\n" * (size // 24) + "]}}}\n"
        ),
        "proxies": lambda size: (
            "certmock: 1\nstate: { certmock: { tencent_gaap: { proxies: [\n"
            + "".join(f"  {{ id: link-{i:08} }},\n" for i in range(size // 24))
            + "]}}}\n"
        ),
        "resources": lambda size: (
            "certmock: 1\nstate: { certmock: { tencent_ssl: { certificates: [], resources: [\n"
            + "".join(f"  {{ type: cdn, domains: [d{i}.a.com] }},\n" for i in range(size // 40))
            + "]}}}\n"
        ),
        "members that nobody knows": lambda size: "certmock: 1\n" + "".join(f"a{i}: 1\n" for i in range(size // 10)),
        "the same member": lambda size: "certmock: 1\n" + "a: 1\n" * (size // 5),
        "comments": lambda size: "# a\n" * (size // 4) + "certmock: 1\n",
        "empty lines": lambda size: "\n" * size + "certmock: 1\n",
        "documents": lambda size: "certmock: 1\n---\n" * (size // 16),
        "nested lists": lambda size: "certmock: 1\nrules: " + "[" * size,
        "nested objects": lambda size: "certmock: 1\nrules: " + "{a: " * (size // 4),
        "indentation": lambda size: "certmock: 1\na:\n" + "".join(" " * min(i, 400) + f"a{i}:\n" for i in range(1, size // 400)),
        "anchors": lambda size: "certmock: 1\nrules:\n" + "".join(f"  - &a{i} x\n" for i in range(size // 14)),
        "aliases": lambda size: "certmock: 1\nrules: [&a x" + ", *a" * (size // 4) + "]\n",
        "aliases of aliases": lambda size: (
            "certmock: 1\na0: &a0 [x]\n"
            + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 2 + size // 20000))
        ),
        "merges": lambda size: "certmock: 1\na: &a { b: 1 }\nrules:\n" + "  - { <<: *a }\n" * (size // 16),
        "a quoted text": lambda size: 'certmock: 1\nrules: "' + "\\x41" * (size // 4) + '"\n',
        "a folded text": lambda size: "certmock: 1\nrules: >\n" + "  a\n" * (size // 4),
        "a plain text of many lines": lambda size: "certmock: 1\nrules: a\n" + "  a\n" * (size // 4),
        "tags": lambda size: "certmock: 1\nrules:\n" + "  - !!str a\n" * (size // 12),
        "keys that are lists": lambda size: "certmock: 1\n" + "? [a]\n: b\n" * (size // 11),
        "tabs": lambda size: "certmock: 1\n" + "\t" * size,
        "no UTF-8": lambda size: "certmock: 1\n" + "\udcff" * size,
    }
    for name, make in shapes.items():
        yield (
            f"a fixture of {name}",
            lambda size, make=make: control("POST", "fixtures", make(size).encode("utf-8", "surrogatepass")),
        )
    for name, make in texts.DOCUMENTS.items():
        for path, method in (("state", "PUT"), ("fixtures", "POST"), ("rules", "POST"), ("clock", "PUT")):
            yield (
                f"{method} {path} of {name}",
                lambda size, make=make, path=path, method=method: control(method, path, make(size).encode()),
            )


def names_on_certificates(meter):
    """Certificates for many names, made by the server itself, at every vendor and then looked at."""

    def measure(vendor):
        def of(count):
            meter.cost(control("POST", "reset"))
            names = ", ".join(f"n{i}.example.com" for i in range(count))
            made = f"{{ certID: made, make: {{ names: [{names}], key: ecdsa-p256 }} }}"
            made = f"certmock: 1\nstate: {{ certmock: {{ qiniu: {{ certificates: [{made}] }} }} }}"
            meter.cost(control("POST", "fixtures", made.encode()))
            if meter.answer.status != 200:
                return 0
            meter.cost(qbox("GET", "/sslcert/made"))
            shown = meter.answer.json()["cert"]
            wire = wires.wire(vendor)
            members = wire.members("names", shown["ca"], shown["pri"])
            reads = {
                "tc3": [tc3("DescribeCertificates", b'{"SearchKey":"zzz"}')],
                "gaap": [tc3("DescribeCertificates", service="gaap")],
                "qbox": [qbox("GET", "/sslcert?limit=10")],
                "huawei-token": [wires.huawei_token("GET", wires.certificates_of(None))],
                "rainbond": [rainbond("GET", team_path())],
            }
            return meter.cost(wire.upload(members), *reads[vendor])

        return of

    for vendor in ("tc3", "gaap", "qbox", "huawei-token", "rainbond"):
        proportional(meter, f"a certificate for many names: {vendor}", measure(vendor), 2000, 8000)
    meter.cost(control("POST", "reset"))


def check(report):
    with Server("--auth", "off", "--fixture", EXAMPLES, "--journal-bytes", 64 << 20) as server:
        meter, operations = Meter(server, report), openapi.operations(server)
        meter.all_grow("lists of operations", lists(operations), 12)
        meter.all_grow("members of operations", scalars(operations, report.random), 10)
        meter.all_grow("queries of operations", queries(operations), 3, small=6 << 10, large=24 << 10)
        report.check(not server.panics(), "nothing panicked at operations", "; ".join(server.panics()[:2]))
    with Server("--journal-entries", 0) as server:
        meter = Meter(server, report)
        with report.part("rules"):
            rules(meter)
        with report.part("names"):
            names_on_certificates(meter)
        # What a fixture says is parsed, checked and kept: dearer than JSON that is passed over.
        meter.all_grow("fixtures and states", fixtures(meter), 15, dearest=40)
        report.check(not server.panics(), "nothing panicked at control", "; ".join(server.panics()[:2]))
