"""Moments and spans at the ends of the calendar and beyond, and what looks at a clock."""

import json

import wires
from server import pair
from wires import encode

MOMENTS = [
    "0000-01-01T00:00:00Z",
    "0000-01-01T00:00:00+23:59",
    "0000-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "0001-01-01T00:00:00.000000001Z",
    "1583-01-01T00:00:00Z",
    "1900-01-01T00:00:00Z",
    "1949-12-31T23:59:59Z",
    "1950-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "2000-02-29T00:00:00Z",
    "2016-12-31T23:59:60Z",
    "2038-01-19T03:14:08Z",
    "2049-12-31T23:59:59Z",
    "2050-01-01T00:00:00Z",
    "2106-02-07T06:28:16Z",
    "2262-04-11T23:47:17Z",
    "9998-12-31T23:59:59Z",
    "9999-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59.999999999Z",
    "9999-12-31T23:59:59-23:59",
    "9999-12-31T00:00:01-00:01",
    "9999-12-31T23:59:59+23:59",
    "10000-01-01T00:00:00Z",
    "-0001-01-01T00:00:00Z",
    "+10000-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-01-15T24:00:00Z",
    "2026-01-15T08:00:00+24:00",
    "2026-01-15T08:00:00+23:59",
    "2026-01-15T08:00:00-23:59:59",
    "2026-01-15",
    "2026-01-15 08:00:00Z",
    "2026-01-15t08:00:00z",
    "now",
    "",
    "0",
    "1768464000",
    "infinity",
    "2026-W03-4T08:00:00Z",
]


# The real time is in 2026: spans that lead to and beyond each end, and beyond what numbers hold.
SPANS = [
    "0s",
    "-0s",
    "1ms",
    "60d",
    "-60d",
    "-20000d",
    "-700000d",
    "-739000d",
    "-739900d",
    "-740000d",
    "-740500d",
    "-767000d",
    "-900000d",
    "-3000000d",
    "2900000d",
    "2911000d",
    "2912000d",
    "2913500d",
    "3000000d",
    "36500000d",
    "106751991167d",
    "-106751991167d",
    "106751991168d",
    "9223372036854775807ms",
    "-9223372036854775807ms",
    "-9223372036854775808ms",
    "9223372036854775808ms",
    "9223372036854775s",
    "-9223372036854775s",
    "153722867280912m",
    "2562047788015h",
    "99999999999999999999d",
    "1e9d",
    "1.5d",
    "1w",
    "d",
    "",
    "-",
    "+",
    "--1d",
    "1d1h",
    "١d",
    " 1d",
    "1 d",
    "0x1d",
]


WRONG = [None, True, 5, -5, 1.5, 10**30, [], {}, ["1d"], {"secs": 5}]


def operations(server, who=None):
    """Requests that look at the clock, most of which make or check a certificate."""
    certificate, key = pair()
    for wire in wires.WIRES:
        if wire.fields and not wire.is_flat:
            yield wire.upload(wire.members("moment", certificate, key), who)
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
    yield wires.tc3(
        "CreateProxy",
        encode(
            {
                "ProjectId": 0,
                "ProxyName": "a",
                "AccessRegion": "EastChina",
                "Bandwidth": 10,
                "Concurrent": 2,
                "RealServerRegion": "Shanghai",
            }
        ),
        service="gaap",
        who=who,
    )
    yield wires.qbox("GET", "/sslcert", who=who)
    yield wires.huawei_token("GET", wires.certificates_of(None))
    yield wires.rainbond("GET", wires.team_path())


def fixtures():
    """Fixtures with such moments, wherever one is written."""
    state = "certmock: 1\nstate: {{ certmock: {{ {provider}: {{ {more}certificates: [ {{ {id}, {made} }} ] }} }} }}\n"
    ids = {
        "qiniu": "certID: a",
        "huawei_elb": "id: a",
        "tencent_ssl": "id: a, source: upload",
        "tencent_gaap": "id: cert-a, type: 2",
        "rainbond": f"id: 1, team: '{wires.TEAM}', alias: a",
    }
    for provider, own in ids.items():
        moments = MOMENTS + SPANS if provider == "qiniu" else MOMENTS[:2] + SPANS[9:16]
        for moment in moments:
            signed = [moment] if moment[:1] in "+-" or "T" in moment else [f"+{moment}"]
            for text in signed:
                for end in ("not_before", "not_after"):
                    made = f"make: {{ names: [a.com], key: ecdsa-p256, {end}: {json.dumps(text)} }}"
                    yield f"{provider}, {end} {text}", state.format(provider=provider, more="", id=own, made=made)
    for ends in (
        ("-900000d", "+9000000d"),
        ("0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
        ("9999-12-31T23:59:58Z", "9999-12-31T23:59:59Z"),
        ("+1d", "-1d"),
        ("+1d", "+1d"),
    ):
        made = f"make: {{ names: [a.com], key: ecdsa-p256, not_before: {json.dumps(ends[0])}, not_after: {json.dumps(ends[1])} }}"
        yield f"from {ends[0]} to {ends[1]}", state.format(provider="qiniu", more="", id=ids["qiniu"], made=made)
    made = "make: { names: [a.com], key: ecdsa-p256 }"
    for moment in MOMENTS:
        yield (
            f"a clock at {moment}",
            f"certmock: 1\nclock: {{ at: {json.dumps(moment)} }}\n"
            + state[state.index("state") :].format(provider="qiniu", more="", id=ids["qiniu"], made=made),
        )
    for span in SPANS:
        yield (
            f"a clock {span} off",
            f"certmock: 1\nclock: {{ offset: {json.dumps(span)} }}\n"
            + state[state.index("state") :].format(provider="qiniu", more="", id=ids["qiniu"], made=made),
        )
        yield f"a pace of {span}", f"certmock: 1\npace: {{ tencent_ssl.issue: {{ after: {json.dumps(span)} }} }}\n"
        yield f"a delay of {span}", f"certmock: 1\nrules: [ {{ then: {{ delay: {json.dumps(span)} }} }} ]\n"
        yield (
            f"a delay around {span}",
            f"certmock: 1\nrules: [ {{ then: {{ delay: {{ median: 1ms, p99: {json.dumps(span)} }} }} }} ]\n",
        )
        yield f"a rule for {span}", f"certmock: 1\nrules: [ {{ ttl: {json.dumps(span)}, then: {{ delay: 1ms }} }} ]\n"
        yield (
            f"a dribble every {span}",
            f"certmock: 1\nrules: [ {{ then: {{ transport: {{ dribble: {{ bytes: 1, every: {json.dumps(span)} }} }} }} }} ]\n",
        )
