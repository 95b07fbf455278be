"""What is kept for a request is bounded: after a warm-up, memory stays where it is, however many come,
of whomever and about whatever."""

import openapi
import texts
import wires
from connection import Request, pipelined
from operations import EXAMPLES, rule
from server import Server, flags, pair
from wires import HOST, certificates_of, encode, huawei, huawei_token, qbox, rainbond, tc3, team_path

# What a request may leave, in bytes: the machine's noise is spread over this many of them.
LEAST, ROUND = 100, 3000
MIB = 1 << 20
# How many accounts are kept where nothing else is said would take too long to fill.
FEW = ["--accounts", "500"] if "--accounts" in flags() else []
KEEP_NOTHING = ["--journal-entries", "0", *FEW]


class Loop:
    """Requests that differ by their number alone, on one connection."""

    def __init__(self, server, make):
        self.server, self.make, self.connection, self.number = server, make, server.connect(), 0
        self.statuses = {}

    def run(self, count):
        """Makes so many requests, each of them perhaps several, one after another."""
        steps, ends = [], self.number + count
        while self.number < ends:
            steps.append(self.make(self.number))
            self.number += 1
        for requests in zip(*steps) if isinstance(steps[0], list) else [steps]:
            self.answers = pipelined(self.connection, requests)
            for answer in self.answers:
                self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1

    def slope(self, count):
        """What each of so many requests leaves, in bytes."""
        before = self.server.memory()
        self.run(count)
        return (self.server.memory() - before) / count


def settles(report, what, server, make, count=ROUND, least=LEAST, rounds=4):
    """Whether memory stays, at the latest in the last of the rounds after the first."""
    loop, slopes = Loop(server, make), []
    loop.run(count)
    for _ in range(rounds):
        slopes.append(loop.slope(count))
        if slopes[-1] < least:
            break
    measured = f"{' '.join(f'{slope:.0f}' for slope in slopes)} bytes a request, {loop.statuses}"
    report.check(slopes[-1] < least, what, measured)


def strangers():
    """Requests of accounts that nobody declared, each of another."""
    login = lambda i: encode(wires.password(f"user{i}", "p"))
    return {
        "keys at Qiniu": lambda i: qbox("GET", "/sslcert", who=f"stranger{i}"),
        "keys at Tencent's SSL": lambda i: tc3("DescribeCertificates", who=f"stranger{i}"),
        "keys at Tencent's GAAP": lambda i: tc3("DescribeCertificates", who=f"stranger{i}", service="gaap"),
        "projects at Huawei": lambda i: huawei("GET", certificates_of(f"stranger{i}"), who=f"stranger{i}"),
        "users at Huawei": lambda i: Request("POST", "/v3/auth/tokens", [("Host", HOST)], login(i)),
        "tokens at Rainbond": lambda i: rainbond("GET", team_path(), who=f"stranger{i}"),
        "teams at Rainbond": lambda i: rainbond("GET", team_path(team=f"{i:032x}"), who="teams"),
        "paths that are nobody's": lambda i: Request("GET", f"/stranger{i}/x", [("Host", HOST)]),
        "domains that are not there": lambda i: qbox("GET", f"/domain/d{i}.example.com", who="domains"),
        "certificates that are not there": lambda i: qbox("GET", f"/sslcert/{i:024x}", who="certificates"),
        "unsigned requests": lambda i: Request("GET", f"/sslcert/{i}", [("Host", HOST)]),
        "clocks of accounts that are not there": lambda i: Request(
            "PUT", f"/_certmock/clock?account=nobody{i}", [("Host", HOST)], b"{}"
        ),
        "resets of accounts that are not there": lambda i: Request(
            "POST", f"/_certmock/reset?account=nobody{i}", [("Host", HOST)]
        ),
    }


def check_strangers(report):
    for what, make in strangers().items():
        with report.part(what), Server(*KEEP_NOTHING) as server:
            # Until as many are known as are kept, each takes its place.
            settles(report, what, server, make, count=2000, least=350, rounds=3)
    with report.part("long keys"), Server(*KEEP_NOTHING) as server:
        make = lambda i: qbox("GET", "/sslcert", who=f"stranger{i:x}" + "k" * 30_000)
        settles(report, "long keys at Qiniu", server, make, count=150, least=3000, rounds=8)
    with report.part("long projects"), Server(*KEEP_NOTHING) as server:
        make = lambda i: huawei("GET", certificates_of(f"p{i:x}" + "k" * 30_000), who="stranger")
        settles(report, "long projects at Huawei", server, make, count=150, least=3000, rounds=8)


def come_and_go():
    """An upload and the removal of what it made, at each vendor; the ids come from the answers before."""
    certificate, key = pair()

    def both(upload, id_of, remove, at_once=60):
        """A step of many: uploads so many, and removes them."""

        def step(connection, begin):
            answers = pipelined(connection, [upload(begin + i) for i in range(at_once)])
            removed = pipelined(connection, [remove(id_of(answer)) for answer in answers])
            return removed[-1].status, removed[-1].body[:120]

        return step, at_once

    public = {"CertificatePublicKey": certificate, "CertificatePrivateKey": key, "Repeatable": True}
    gaap = {"CertificateType": 2, "CertificateContent": certificate, "CertificateKey": key}
    team = {"certificate": certificate, "private_key": key, "certificate_type": "服务端证书"}
    return {
        "Qiniu": both(
            lambda i: qbox("POST", "/sslcert", encode({"name": "a", "ca": certificate, "pri": key}), "goes"),
            lambda answer: answer.json()["certID"],
            lambda id: qbox("DELETE", f"/sslcert/{id}", who="goes"),
        ),
        "Huawei": both(
            lambda i: huawei_token(
                "POST", certificates_of(None), encode({"name": "a", "certificate": certificate, "private_key": key})
            ),
            lambda answer: answer.json()["id"],
            lambda id: huawei_token("DELETE", f"{certificates_of(None)}/{id}"),
        ),
        "Tencent's SSL": both(
            lambda i: tc3("UploadCertificate", encode(public), "goes"),
            lambda answer: answer.json()["Response"]["CertificateId"],
            lambda id: tc3("DeleteCertificate", encode({"CertificateId": id}), "goes"),
        ),
        "Tencent's SSL, by tasks": both(
            lambda i: tc3("UploadCertificate", encode(public), "goes"),
            lambda answer: answer.json()["Response"]["CertificateId"],
            lambda id: tc3("DeleteCertificates", encode({"CertificateIds": [id]}), "goes"),
        ),
        "Tencent's GAAP": both(
            lambda i: tc3("CreateCertificate", encode(gaap), "goes", "gaap"),
            lambda answer: answer.json()["Response"]["CertificateId"],
            lambda id: tc3("DeleteCertificate", encode({"CertificateId": id}), "goes", "gaap"),
        ),
        "Rainbond": both(
            lambda i: rainbond("POST", team_path(), encode(team | {"alias": f"a{i}"}), "goes"),
            lambda answer: answer.json()["id"],
            lambda id: rainbond("DELETE", team_path(f"certificates/{id}"), who="goes"),
        ),
    }


def check_come_and_go(report):
    with Server(*KEEP_NOTHING) as server:
        for what, (step, at_once) in come_and_go().items():
            with report.part(f"{what}: what comes and goes"):
                connection, slopes, begin = server.connect(), [], 0
                for round in range(14):
                    before = server.memory()
                    for _ in range(900 // at_once):
                        last = step(connection, begin)
                        begin += at_once
                    slopes.append((server.memory() - before) / 900)
                    if round and slopes[-1] < LEAST:
                        break
                measured = f"{' '.join(f'{slope:.0f}' for slope in slopes)} bytes each, at last {last}"
                report.check(slopes[-1] < LEAST, f"{what}: what comes and goes leaves nothing", measured)


def check_operations(report):
    """The example of every operation, over and over."""
    with Server("--auth", "off", "--fixture", EXAMPLES, *KEEP_NOTHING) as server:
        operations = openapi.operations(server)
        report.random.shuffle(operations)
        for operation in operations:
            if operation.name.endswith(
                ("ApplyCertificate", "CompleteCertificate", "CertificateInfoSubmit", "CommitCertificateInformation")
            ):
                # Each makes a key, which is what it is slow for.
                continue
            with report.part(f"{operation.name}, over and over"):
                request = operation.request()
                loop = Loop(server, lambda i, request=request: request)
                loop.run(150)
                slope = loop.slope(400)
                slope = slope if slope < 2000 else min(loop.slope(1500), loop.slope(1500))
                if slope >= 2000:
                    report.check(
                        False, f"{operation.name}, over and over", f"{slope:.0f} bytes a request, {loop.statuses}", request.raw()
                    )
                server.control("POST", "reset")
        report.check(not server.panics(), f"{len(operations)} operations over and over")


def check_tasks(report):
    """What makes the most of one request."""
    ids = encode({"CertificateIds": ["a91hoLqi"] * 100})
    with Server("--fixture", "demo", *KEEP_NOTHING) as server:
        for what, make, least in (
            ("tasks of a hundred", lambda i: tc3("CreateCertificateBindResourceSyncTask", ids), 3000),
            ("downloads of one certificate", lambda i: tc3("DownloadCertificate", encode({"CertificateId": "a91hoLqi"})), 60),
            (
                "tickets for downloads",
                lambda i: tc3("DescribeDownloadCertificateUrl", encode({"CertificateId": "a91hoLqi", "ServiceType": "nginx"})),
                60,
            ),
            (
                "changes of a name",
                lambda i: tc3("ModifyCertificateAlias", encode({"CertificateId": "a91hoLqi", "Alias": f"a{i % 9}"})),
                60,
            ),
        ):
            with report.part(what):
                settles(report, f"Tencent: {what}", server, make, 400 if least > 100 else 3000, least, rounds=6)


def check_journal(report):
    """The journal is as large as it is said to be, whatever requests are made of."""
    bytes_of_journal, size = 4 * MIB, 100_000
    wide = qbox("POST", "/sslcert", texts.DOCUMENTS["many members"](size).encode(), "j")
    shapes = {
        "members that nobody reads": wide,
        "zeros": qbox("POST", "/sslcert", texts.DOCUMENTS["zeros"](size).encode(), "j"),
        "secrets": qbox("POST", "/sslcert", texts.DOCUMENTS["secret lists"](size).encode(), "j"),
        "one long name": qbox("POST", "/sslcert", texts.DOCUMENTS["one long name"](size).encode(), "j"),
        "wrong signatures": Request("GET", f"/sslcert?{'a=b&' * 12_000}", [("Authorization", f"Qiniu certmock:{'A' * 27}=")]),
        "long paths": qbox("GET", f"/sslcert/{'a' * 40_000}", who="j"),
        "long keys": qbox("GET", "/sslcert", who="k" * 100_000),
        "a rule with a long name": qbox("GET", "/domain", who="long-rule"),
    }
    with Server("--journal-bytes", bytes_of_journal) as server:
        # As long as it may be.
        for length in (60_000, 290):
            long = rule("n" * length, operation="qiniu.ListDomains", account="qiniu:long-rule")
            if server.control("POST", "rules", long).status == 200:
                break
        before, connection = server.memory(), server.connect()
        for what, request in shapes.items():
            with report.part(f"the journal: {what}"):
                # As many as would be far too many, were each kept.
                pipelined(connection, [request] * (1500 if "rule" in what else 250), at_once=4)
                grown = server.memory() - before
                report.check(
                    grown < 16 * bytes_of_journal,
                    f"the journal keeps no more than it may of {what}",
                    f"{grown / MIB:.0f} MiB beside {bytes_of_journal / MIB:.0f}",
                )
                server.control("DELETE", "requests")


def check_near_misses(report):
    """Rules remember what came near, in brief."""
    with Server("--journal-entries", 0) as server:
        armed = [rule(f"r{i}", {"name": f"x{i}"}, account=None) for i in range(60)]
        server.control("POST", "rules", armed)
        before = server.memory()
        for value in ("n" * (2 * MIB), [["n"] * 50] * 8000, {f"m{i}": "v" for i in range(100_000)}):
            server.ask(qbox("POST", "/sslcert", encode({"name": value}), "near"))
        grown = server.memory() - before
        shown = len(server.control("GET", "rules").body)
        right = grown < 80 * MIB and shown < MIB
        report.check(right, "rules remember little of what came near", f"{grown / MIB:.0f} MiB, shown in {shown} bytes")


def check(report):
    check_strangers(report)
    check_come_and_go(report)
    check_tasks(report)
    check_operations(report)
    check_journal(report)
    check_near_misses(report)
