"""Moments that no calendar has, and those at its ends: refused with nothing changed, or taken and kept."""

import json
import pathlib
import re
import tempfile

import wires
from operations import EXAMPLES, control
from server import Server, pair, run
from wires import encode

MOMENTS = [
    "0000-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59", "0000-12-31T23:59:59-23:59", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00.000000001Z", "1583-01-01T00:00:00Z",
    "1900-01-01T00:00:00Z", "1949-12-31T23:59:59Z", "1950-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2000-02-29T00:00:00Z", "2016-12-31T23:59:60Z", "2038-01-19T03:14:08Z", "2049-12-31T23:59:59Z",
    "2050-01-01T00:00:00Z", "2106-02-07T06:28:16Z", "2262-04-11T23:47:17Z", "9998-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59-23:59", "9999-12-31T00:00:01-00:01", "9999-12-31T23:59:59+23:59",
    "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-01-15T24:00:00Z", "2026-01-15T08:00:00+24:00", "2026-01-15T08:00:00+23:59", "2026-01-15T08:00:00-23:59:59", "2026-01-15", "2026-01-15 08:00:00Z", "2026-01-15t08:00:00z", "now", "", "0", "1768464000", "infinity", "2026-W03-4T08:00:00Z",
]
DAY = 86_400
# The real time is in 2026: spans that lead to and beyond each end, and beyond what numbers hold.
SPANS = [
    "0s", "-0s", "1ms", "60d", "-60d", "-20000d", "-700000d", "-739000d", "-739900d", "-740000d", "-740500d", "-767000d", "-900000d", "-3000000d", "2900000d", "2911000d", "2912000d", "2913500d", "3000000d", "36500000d", "106751991167d", "-106751991167d", "106751991168d",
    "9223372036854775807ms", "-9223372036854775807ms", "-9223372036854775808ms", "9223372036854775808ms", "9223372036854775s", "-9223372036854775s", "153722867280912m", "2562047788015h", "99999999999999999999d", "1e9d", "1.5d", "1w", "d", "", "-", "+", "--1d", "1d1h", "١d", " 1d", "1 d", "0x1d",
]
WRONG = [None, True, 5, -5, 1.5, 10**30, [], {}, ["1d"], {"secs": 5}]


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


def operations(server, who=None):
    """Requests that look at the clock, most of which make or check a certificate."""
    certificate, key = pair()
    for wire in wires.WIRES:
        if wire.fields and not wire.is_flat:
            more = {"CertificateType": 2} if wire.name == "gaap" else {"certificate_type": "服务端证书"} if wire.name == "rainbond" else {}
            yield wire.upload(wire.members("moment", certificate, key) | more, who)
    yield wires.log_in(wires.password())
    for action, members in (
        ("ApplyCertificate", {"DvAuthMethod": "DNS_AUTO", "DomainName": "www.test.com", "CsrEncryptAlgo": "ECC"}),
        ("DescribeCertificates", {}),
        ("DescribeCertificates", {"ExpirationSort": "ASC", "FilterExpiring": 1}),
        ("CompleteCertificate", {"CertificateId": "gdLGWRev"}),
        ("ReplaceCertificate", {"CertificateId": "a91hoLqi", "ValidType": "DNS"}),
        ("DescribeCertificateDetail", {"CertificateId": "a91hoLqi"}),
        ("DownloadCertificate", {"CertificateId": "a91hoLqi"}),
        ("DescribeDownloadCertificateUrl", {"CertificateId": "a91hoLqi", "ServiceType": "nginx"}),
        ("CreateCertificate", {"ProductId": 25, "DomainNum": 1, "TimeSpan": 1}),
        ("DeleteCertificates", {"CertificateIds": ["hehx1234", "sduwd123"]}),
        ("CreateCertificateBindResourceSyncTask", {"CertificateIds": ["a91hoLqi"]}),
        ("UpdateCertificateInstance", {"OldCertificateId": "gejabkkk", "CertificateId": "a91hoLqi", "ResourceTypes": ["clb"]}),
    ):
        yield wires.tc3(action, encode(members), who)
    yield wires.tc3("DescribeCertificates", service="gaap", who=who)
    yield wires.tc3("CreateProxy", encode({"ProjectId": 0, "ProxyName": "a", "AccessRegion": "EastChina", "Bandwidth": 10, "Concurrent": 2, "RealServerRegion": "Shanghai"}), service="gaap", who=who)
    yield wires.qbox("GET", "/sslcert", who=who)
    yield wires.huawei_token("GET", wires.certificates_of(None))
    yield wires.rainbond("GET", wires.team_path())


def works(server):
    """What of the operations has failed, as certmock says when it has."""
    from shapes import has_failed

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
        report.check(not wrong, "clocks: taken or refused, nothing between", f"{measured}{': ' + wrong[0][0] if wrong else ''}", repr(wrong[0][1:]) if wrong else "")
        report.check(not failed, "clocks: every operation works at what is taken", f"{len(failed)} do not{': ' + failed[0][0] if failed else ''}", repr(failed[0][1:]) if failed else "")
        report.check(not server.panics(), "clocks: nothing panicked", "; ".join(server.panics()[:2]))


def settings_changed(server, before):
    try:
        return settings(server) != before
    except (OSError, ValueError):
        return "it cannot be said"


def fixtures():
    """Fixtures with such moments, wherever one is written."""
    state = "certmock: 1\nstate: {{ certmock: {{ {provider}: {{ {more}certificates: [ {{ {id}, {made} }} ] }} }} }}\n"
    ids = {"qiniu": "certID: a", "huawei_elb": "id: a", "tencent_ssl": "id: a, source: upload", "tencent_gaap": "id: cert-a, type: 2", "rainbond": f"id: 1, team: '{wires.TEAM}', alias: a"}
    for provider, own in ids.items():
        moments = MOMENTS + SPANS if provider == "qiniu" else MOMENTS[:2] + SPANS[9:16]
        for moment in moments:
            signed = [moment] if moment[:1] in "+-" or "T" in moment else [f"+{moment}"]
            for text in signed:
                for end in ("not_before", "not_after"):
                    made = f"make: {{ names: [a.com], key: ecdsa-p256, {end}: {json.dumps(text)} }}"
                    yield f"{provider}, {end} {text}", state.format(provider=provider, more="", id=own, made=made)
    for ends in (("-900000d", "+9000000d"), ("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), ("9999-12-31T23:59:58Z", "9999-12-31T23:59:59Z"), ("+1d", "-1d"), ("+1d", "+1d")):
        made = f"make: {{ names: [a.com], key: ecdsa-p256, not_before: {json.dumps(ends[0])}, not_after: {json.dumps(ends[1])} }}"
        yield f"from {ends[0]} to {ends[1]}", state.format(provider="qiniu", more="", id=ids["qiniu"], made=made)
    made = "make: { names: [a.com], key: ecdsa-p256 }"
    for moment in MOMENTS:
        yield f"a clock at {moment}", f"certmock: 1\nclock: {{ at: {json.dumps(moment)} }}\n" + state[state.index("state") :].format(provider="qiniu", more="", id=ids["qiniu"], made=made)
    for span in SPANS:
        yield f"a clock {span} off", f"certmock: 1\nclock: {{ offset: {json.dumps(span)} }}\n" + state[state.index("state") :].format(provider="qiniu", more="", id=ids["qiniu"], made=made)
        yield f"a pace of {span}", f"certmock: 1\npace: {{ tencent_ssl.issue: {{ after: {json.dumps(span)} }} }}\n"
        yield f"a delay of {span}", f"certmock: 1\nrules: [ {{ then: {{ delay: {json.dumps(span)} }} }} ]\n"
        yield f"a delay around {span}", f"certmock: 1\nrules: [ {{ then: {{ delay: {{ median: 1ms, p99: {json.dumps(span)} }} }} }} ]\n"
        yield f"a rule for {span}", f"certmock: 1\nrules: [ {{ ttl: {json.dumps(span)}, then: {{ delay: 1ms }} }} ]\n"
        yield f"a dribble every {span}", f"certmock: 1\nrules: [ {{ then: {{ transport: {{ dribble: {{ bytes: 1, every: {json.dumps(span)} }} }} }} }} ]\n"


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
                is_right = f"{path}: right" in done.stdout
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
        report.check(not wrong, "fixtures: each is right, or wrong at a place", f"{len(cases)} tried, {len(right)} right, exit codes {codes}, {len(wrong)} wrong{': ' + wrong[0][0] if wrong else ''}", wrong[0][1] if wrong else "")
        report.check(not apart, "fixtures: the server says the same of them", f"{len(apart)} of {len(cases)} otherwise{': ' + apart[0][0] if apart else ''}", apart[0][1] if apart else "")
        report.check(not server.panics(), "fixtures: nothing panicked", "; ".join(server.panics()[:2]))


def check_states(report):
    """Every moment in every state, where an export has one."""
    import declared

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
                for moment in MOMENTS if is_moment else (0, -1, 2**31, 2**63 - 1, -(2**63), 2**64 - 1, 253402300799, 253402300800, -62135596800, -62167219201, -377705116801, 10**17, 1.5):
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
        report.check(not wrong, "states: taken or refused, nothing between", f"{taken} taken, {refused} refused, {len(wrong)} wrong{': ' + wrong[0][0] if wrong else ''}", repr(wrong[0][1]) if wrong else "")
        report.check(not server.panics(), "states: nothing panicked", "; ".join(server.panics()[:2]))


def check(report):
    with report.part("clocks"):
        check_clocks(report)
    with report.part("fixtures"):
        check_files(report)
    with report.part("states"):
        check_states(report)
