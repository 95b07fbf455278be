"""Servers and accounts, without pytest's plugin."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import datetime, timedelta, timezone

import pytest

import certmock


@pytest.fixture(scope="module")
def server():
    with certmock.Server() as server:
        yield server


def ask(server, account, path="/openapi/v1/teams/team/certificates"):
    connection = http.client.HTTPConnection(server.url.split("//")[1])
    connection.request("GET", path, headers={"Authorization": account.key})
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_the_command_of_the_wheel_is_the_binary():
    said = subprocess.run([certmock.find_binary(), "--version"], capture_output=True, text=True, check=True)
    with certmock.Server() as server:
        assert said.stdout.split() == ["certmock", server.about()["version"]]


def test_a_server_ends_with_its_block_and_leaves_nothing():
    with certmock.Server() as server:
        folder = os.path.dirname(server.env()["CERTMOCK_DIR"])
        assert server.authority.startswith("-----BEGIN CERTIFICATE-----") and os.path.isdir(folder)
    assert not os.path.exists(folder)
    with pytest.raises(OSError):
        urllib.request.urlopen(f"{server.url}/_certmock/health")
    with pytest.raises(certmock.CertmockError, match="no certmock server answers"):
        server.requests()


def test_a_server_that_was_not_started_says_so():
    with pytest.raises(certmock.CertmockError, match="is not running"):
        certmock.Server().requests()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"fixture": ["no-such-fixture"]}, "no-such-fixture"),
        ({"auth": "maybe"}, "possible values: known, off, strict"),
        ({"binary": "/no/such/binary"}, "No such file"),
        ({"binary": "/bin/true"}, "it printed nothing"),
    ],
)
def test_a_server_that_does_not_start_says_why(options, said):
    with pytest.raises(certmock.StartError, match=said), certmock.Server(**options):
        pass


def test_options_of_the_command_line_are_keyword_arguments():
    with certmock.Server(auth="strict", answer_for=["console.example.com", "b.example.com"], page=False, seed=7) as server:
        about = server.about()
        assert about["auth"] == "strict" and about["seed_fixed"] and "console.example.com" in about["answers_for"]
        # Accounts are declared, and so let in.
        assert ask(server, server.account("rainbond"))[0] == 200
        assert urllib.request.urlopen(server.url + "/_certmock/about").status == 200


def test_what_the_environment_says_of_a_server_is_not_meant_for_that_of_a_test(monkeypatch):
    monkeypatch.setenv("CERTMOCK_AUTH", "off")
    with certmock.Server() as server:
        assert server.about()["auth"] == "known"


def test_a_server_that_runs_already_is_used_and_goes_on(server):
    with certmock.Server.at(server.url) as same:
        account = same.account("rainbond")
        assert ask(same, account)[0] == 200
        assert same.env()["CERTMOCK_URL"] == server.url
    assert [request["status"] for request in server.requests(account=account.name)] == [200]


@pytest.mark.parametrize("address", ["ftp://127.0.0.1", "http://", "127.0.0.1:8080"])
def test_what_is_no_address_is_named(address):
    with pytest.raises(certmock.CertmockError, match="is not the address"):
        certmock.Server.at(address)


def test_an_account_keeps_its_rules_journal_and_clock_to_itself(server):
    one, other = server.account("rainbond"), server.account("rainbond")
    one.arm("TeamNotFound", operation="rainbond.ListCertificates")
    one.advance("60d")
    assert (ask(server, one)[0], ask(server, other)[0]) == (404, 200)
    assert [request["status"] for request in one.requests(outcome="error")] == [404]
    assert one.rules()[0]["hits"] == 1 and other.requests(outcome="error") == []
    assert one.set_clock(at="2026-01-15T08:00:00Z")["now"] == "2026-01-15T08:00:00Z"
    assert one.disarm() == 1 and ask(server, one)[0] == 200


def test_an_account_that_was_reset_keeps_its_credentials_and_nothing_else(server):
    account = server.account("rainbond")
    account.load({"rainbond": {"certificates": [{"id": 1, "team": account.team_id, "alias": "a", "make": {"names": ["a.test"]}}]}})
    assert len(account.certificates()) == 1 and b'"a"' in ask(server, account)[1]
    account.reset()
    assert account.certificates() == [] and account.requests() == []
    assert ask(server, account)[0] == 200 and account.requests()[0]["verified"]


def test_an_account_that_is_forgotten_is_not_known_by_its_key_any_more():
    with certmock.Server(auth="strict") as server:
        one, other = server.account("rainbond"), server.account("rainbond")
        one.forget()
        assert (ask(server, one)[0], ask(server, other)[0]) == (401, 200)
        server.reset()
        assert (ask(server, one)[0], ask(server, other)[0]) == (401, 200)


def test_secrets_are_in_no_name_and_no_error(server):
    for vendor in ("huawei", "qiniu", "rainbond", "tencent_gaap"):
        account = server.account(vendor)
        shown = f"{account!r} {account} {account.name}"
        assert account.vendor in shown and account.secret not in shown
    with pytest.raises(certmock.CertmockError) as refused:
        account.load({"qiniu": {"certificates": [{"pri": "s3cr3t"}]}})
    assert refused.value.status == 400 and "s3cr3t" not in str(refused.value)


def test_what_is_wrong_is_said_in_the_words_of_the_server(server):
    account = server.account("qiniu")
    with pytest.raises(certmock.CertmockError, match='has no error "PairMismatched"'):
        account.arm("PairMismatched", operation="qiniu.UploadCertificate")
    with pytest.raises(certmock.CertmockError, match="qiniu.UploadCertificate"):
        account.arm("PairMismatch", operation="qiniu.UploadCertificat")
    with pytest.raises(TypeError, match="one of the two"):
        account.arm(operation="qiniu.UploadCertificate")
    with pytest.raises(ValueError, match="there is no vendor 'aliyun'"):
        server.account("aliyun")


def test_fixtures_are_loaded_by_name_from_a_file_and_from_a_dict(server, tmp_path):
    file = tmp_path / "one.yaml"
    file.write_text("certmock: 1\naccounts: [{ name: from-a-file, rainbond: { token: t, teams: [] } }]\n")
    fixture = {"certmock": 1, "accounts": [{"name": "from-a-dict"}]}
    assert server.load("expiring-soon", file, fixture) == ["from-a-file", "from-a-dict"]
    assert {"qiniu", "tencent_ssl"} <= {held["provider"] for held in server.certificates(within="10d", limit=2)}


def test_what_a_whole_server_is_told_holds_for_each_account():
    with certmock.Server() as server:
        account = server.account("rainbond")
        server.arm("TeamNotFound", operation="rainbond.ListCertificates", calls={"nth": [1]})
        assert [ask(server, account)[0] for _ in range(2)] == [404, 200]
        assert [request["account"] for request in server.wait(count=2)] == [account.name] * 2
        server.reset()
        assert server.requests() == [] and server.rules() == []
        # It is the same account by the same key.
        assert ask(server, account)[0] == 200 and len(account.requests()) == 1


def test_a_server_that_nobody_stops_ends_with_the_process():
    script = "import certmock; it = certmock.Server().start(); print(it.url, it.env()['CERTMOCK_DIR'])"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60).stdout
    url, folder = said.split()
    assert not os.path.exists(folder)
    with pytest.raises(certmock.CertmockError, match="no certmock server answers"):
        certmock.Server.at(url)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_with_a_process_that_is_killed_and_leaves_nothing(number):
    script = "import certmock, time; it = certmock.Server().start(); print(it.url, it.env()['CERTMOCK_DIR'], flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        url, folder = process.stdout.readline().split()
        process.send_signal(number)
        process.wait()
    until(lambda: not os.path.exists(os.path.dirname(folder)))
    until(lambda: not answers(url))


def until(holds):
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def answers(url):
    try:
        return urllib.request.urlopen(f"{url}/_certmock/health").status == 200
    except OSError:
        return False


def test_a_server_that_ended_says_how_and_can_be_started_again():
    with certmock.Server() as server:
        account = server.account("rainbond")
        os.kill(server._process.pid, signal.SIGKILL)
        with pytest.raises(certmock.EndedError, match=r"the server ended \(signal 9\)"):
            account.requests()
        server.start()
        assert ask(server, account)[0] == 200 and account.requests()[0]["verified"]


def test_an_answer_that_does_not_come_is_not_waited_for_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        control = certmock._desk.Control(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(certmock.CertmockError, match="GET /health got no answer from .* within 0.1 s"):
            control.ask("GET", "/health", {}, patience=0.1)


def test_a_wait_in_vain_names_what_was_waited_for_and_what_came(server):
    account = server.account("rainbond")
    with pytest.raises(certmock.WaitTimeout, match=r"arrived within 50ms of rainbond.CreateCertificate; no requests arrived"):
        account.wait("rainbond.CreateCertificate", timeout=timedelta(milliseconds=50))
    ask(server, account)
    with pytest.raises(certmock.WaitTimeout, match=r"the last requests: rainbond.ListCertificates \(success\)"):
        account.wait("rainbond.CreateCertificate", timeout=0.05)


def test_what_cannot_be_meant_is_said_without_asking_the_server(server):
    account = server.account("rainbond")
    wrong = [
        lambda: account.arm("TeamNotFound", calls="2"),
        lambda: account.arm("TeamNotFound", calls=[1, 3]),
        lambda: account.arm(then="reset"),
        lambda: account.arm(404),
        lambda: account.arm("TeamNotFound", request="alias"),
        lambda: account.load("demo"),
        lambda: server.load(["demo"]),
        lambda: account.advance(None),
        lambda: account.set_clock(at=5),
        lambda: account.set_clock(at=datetime(2026, 1, 15)),
        lambda: server.account(None),
        lambda: certmock.Server(args=7),
        lambda: certmock.Server.at(None),
    ]
    for one in wrong:
        with pytest.raises(certmock.ArgumentError):
            one()
    assert account.rules() == []


def test_what_is_meant_by_times_and_texts_is_taken(server):
    account = server.account("rainbond")
    moment = datetime(2026, 1, 15, 16, tzinfo=timezone(timedelta(hours=8)))
    assert account.set_clock(at=moment)["now"] == "2026-01-15T08:00:00Z"
    assert account.advance(timedelta(days=1))["now"] == "2026-01-16T08:00:00Z"
    assert account.set_clock(offset=timedelta(minutes=-20))["offset"] == "-20m"
    with certmock.Server(args="--auth strict --seed '7'") as own:
        assert own.about()["auth"] == "strict"


def test_a_code_without_an_operation_is_armed_where_the_vendor_documents_it(server):
    account = server.account("rainbond")
    name = account.arm("PairMismatch")
    armed = {rule["name"]: 0 for rule in account.rules()}
    operations = sorted(rule["when"]["operation"] for rule in account.rules())
    assert list(armed) == [name] and operations == ["rainbond.CreateCertificate", "rainbond.UpdateCertificate"]
    assert account.disarm(name) == 2
    with pytest.raises(certmock.CertmockError, match="no operation of rainbond documents an error 'PairMismatched': did you mean PairMismatch"):
        account.arm("PairMismatched")
    account.arm("TeamNotFound", calls=1)
    assert [ask(server, account)[0] for _ in range(2)] == [404, 200]


def test_a_copy_that_was_forked_leaves_the_server_as_it_is():
    script = """
import os, sys, certmock
it = certmock.Server().start()
if os.fork() == 0:
    sys.exit()
os.wait()
print(it.about()["version"], os.path.isdir(os.path.dirname(it.env()["CERTMOCK_DIR"])))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.split()[1:] == ["True"], done.stderr
