"""Nothing secret comes up where it should not: wherever a request, a rule, a state or a fixture has it."""

import declared
import marks
import wires
from connection import Broken, Request
from operations import rule
from places import in_headers, in_members, in_queries_of_control, in_rules, in_targets
from report import cut
from server import Server
from wires import (
    HOST,
)


class Watch:
    """Sends what has marks in it, and looks for them wherever something is shown."""

    def __init__(self, server, report):
        self.server, self.report = server, report
        self.connection, self.read = server.connect(), 0
        self.tried, self.found = 0, {}

    def send(self, request):
        """The answer as text, or nothing where there is none."""
        try:
            self.connection.send(request.raw())
            answer = self.connection.answer(request.method)
            if (answer.header("connection") or "").lower() == "close":
                raise Broken("closed")
            return answer
        except OSError:
            self.connection.close()
            self.connection = self.server.connect()
            return None

    def says(self, answer):
        """What an answer says that is no success, whose contents a vendor may repeat."""
        if answer is None or answer.status < 400 and b'"Error"' not in answer.body:
            return ""
        return answer.text()

    def note(self, place, what, shown, mark, request):
        at = min(shown.find(needle) for needle in mark.needles if needle in shown)
        self.found.setdefault(place, []).append((what, shown[max(0, at - 60) : at + 60], request))

    def watch(self, cases, at_once=40):
        cases = list(cases)
        for begin in range(0, len(cases), at_once):
            batch = cases[begin : begin + at_once]
            for what, request, mark in batch:
                answer = self.says(self.send(request))
                if mark.is_in(answer):
                    self.note("an answer", what, answer, mark, request)
                rules = self.send(Request("GET", "/_certmock/rules", [("Host", HOST)]))
                if rules and mark.is_in(shown := rules.body.decode()):
                    self.note("the rules", what, shown, mark, request)
            self.look(batch)
            self.tried += len(batch)

    def look(self, batch):
        """Looks into the journal, the coverage and the log for what a batch had in it."""
        coverage = self.server.control("GET", "coverage").body.decode()
        journal = self.server.control("GET", "requests?limit=1000").body.decode()
        self.server.control("DELETE", "requests")
        with self.server.log_file.open("rb") as file:
            file.seek(self.read)
            new = file.read()
            self.read += len(new)
        log = new.decode(errors="replace")
        for what, request, mark in batch:
            for place, shown in (("the journal", journal), ("the coverage", coverage), ("the log", log)):
                if mark.is_in(shown):
                    self.note(place, what, shown, mark, request)

    def tell(self, what):
        for place, found in self.found.items():
            example, shown, request = found[0]
            self.report.check(
                False,
                f"{what}: nothing secret is in {place}",
                f"{len(found)} are, first {example}: {cut(shown)}",
                request.raw() if request else "",
            )
        if not self.found:
            self.report.check(True, f"{what}: nothing secret is shown", f"{self.tried} tried")
        self.tried, self.found = 0, {}


def near_misses():
    """Rules that want something else of what has marks in it."""
    yield rule("any", {"x": "never"}, "*", None)
    yield rule("within", {"x": {"y": "never"}}, "*", None)
    for operation, fields in (
        ("tencent_ssl.UploadCertificate", wires.TENCENT),
        ("tencent_gaap.CreateCertificate", wires.GAAP),
        ("huawei_elb.CreateCertificate", wires.HUAWEI),
        ("qiniu.UploadCertificate", wires.QINIU),
        ("rainbond.CreateCertificate", wires.RAINBOND),
    ):
        for field in fields:
            yield rule(f"{operation} {field}", {field: "never"}, operation, None)
    for name in ("pri", "private_key", "token", "password"):
        yield rule(f"by the name {name}", {name: "never"}, "*", None)


def check(report):
    made = marks.Marks(report.random)
    with Server("--journal-bytes", 64 << 20, log="debug") as server:
        watch = Watch(server, report)
        server.control("POST", "rules", list(near_misses()))
        for what, cases in (
            ("members", in_members),
            ("paths and queries", in_targets),
            ("headers", in_headers),
            ("control", in_queries_of_control),
        ):
            with report.part(what):
                watch.watch(cases(made))
            watch.tell(what)
        server.control("DELETE", "rules")
        with report.part("rules"):
            watch.watch(in_rules(made))
        watch.tell("rules")
        with report.part("states and fixtures"):
            watch.watch(declared.in_states(server, made))
            watch.watch(declared.in_fixtures(made))
        watch.tell("states and fixtures")
        with report.part("files"):
            declared.check_files(report, made)
        report.check(not server.panics(), "nothing panicked", "; ".join(server.panics()[:2]))
