"""pytest's plugin, by tests that it runs."""

import re
import socket

import certmock as package
import pytest

CLIENT = """
import http.client

def ask(certmock, account, secret=None, **members):
    body = "&".join(f"{name}={value}" for name, value in members.items())
    connection = http.client.HTTPConnection(certmock.url.split("//")[1])
    path = f"/openapi/v1/teams/{account.team}/certificates"
    headers = {"Authorization": secret or account.key, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST" if body else "GET", path, body or None, headers)
    return connection.getresponse().status
"""


@pytest.fixture
def project(pytester, monkeypatch):
    monkeypatch.delenv("CERTMOCK_URL", raising=False)
    pytester.makepyfile(client=CLIENT)
    pytester.syspathinsert()
    return pytester


def run(project, *arguments):
    # In a process of its own, as a reader would run it.
    return project.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


def test_a_test_that_fails_shows_what_its_accounts_asked(project):
    project.makepyfile("""
        from client import ask

        def test_one(certmock):
            certmock.arm("TeamNotFound", operation="rainbond.ListCertificates", calls=1, name="once")
            assert ask(certmock, certmock.rainbond) == 404
            assert ask(certmock, certmock.rainbond, alias="site", private_key="s3cr3t", colour="red") == 500
            assert ask(certmock, certmock.rainbond) == 418

        def test_two(certmock):
            assert ask(certmock, certmock.rainbond) == 200
    """)
    result = run(project)
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines([
        "*- certmock -*",
        "??:??:??.??? *rainbond.ListCertificates * 404 *",
        "    rule: once",
        "*rainbond.CreateCertificate * 500 *",
        "    unread: *colour*",
        "*rainbond.ListCertificates * 200 *success",
    ])
    assert "s3cr3t" not in result.stdout.str().split("- certmock -")[1]


def test_an_operation_that_no_provider_has_is_refused_before_there_is_an_account(project):
    project.makepyfile("""
        import certmock as package, pytest

        def test_one(certmock):
            with pytest.raises(package.CertmockError, match="did you mean .qiniu.UploadCertificate"):
                certmock.requests(operation="qiniu.UploadCertificat")
            with pytest.raises(package.CertmockError, match="there is no operation"):
                certmock.qiniu.requests(operation="typo")
    """)
    run(project).assert_outcomes(passed=1)


def test_a_worker_that_cannot_have_the_port_of_another_says_what_to_do(project, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    project.makepyfile("def test_one(certmock): pass")
    with socket.create_server(("127.0.0.1", 0)) as busy:
        project.makeini(f"[pytest]\ncertmock_args = --listen 127.0.0.1:{busy.getsockname()[1]}")
        result = run(project)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Each pytest-xdist worker starts its own server*leave --listen out*"])


def test_a_report_shows_it_where_a_fixture_has_the_accounts_or_fails_with_them(project):
    project.makepyfile("""
        import pytest
        from client import ask

        @pytest.fixture
        def client(certmock):
            return lambda: ask(certmock, certmock.rainbond)

        @pytest.fixture
        def broken(client):
            assert client() == 404

        def test_by_fixture(client):
            assert client() == 404

        def test_of_broken(broken):
            pass
    """)
    result = run(project)
    result.assert_outcomes(failed=1, errors=1)
    assert len(re.findall(r"rainbond.ListCertificates +200  success", result.stdout.str())) == 2


def test_a_report_tells_of_a_client_that_does_not_trust_the_server(project):
    project.makepyfile("""
        import ssl
        import socket

        def test_before(certmock):
            with socket.create_connection(certmock.server._control._place) as plain:
                with ssl.create_default_context().wrap_socket(plain, server_hostname="api.qiniu.com"):
                    pass

        def test_after(certmock):
            assert not certmock.qiniu
    """)
    result = run(project)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["??:??:??.???  no request, untrusted: api.qiniu.com *"])
    assert result.stdout.str().count("no request, untrusted") == 1


def test_a_report_is_short_and_says_how_much_came_before(project):
    project.makepyfile("""
        from client import ask

        def test_many(certmock):
            assert [ask(certmock, certmock.rainbond) for _ in range(25)] == []
    """)
    shown = run(project).stdout.str().split("- certmock -")[1]
    assert "… 5 before" in shown and shown.count("rainbond.ListCertificates") == 20


def test_a_report_says_that_nothing_came_and_why_a_client_was_refused(project):
    project.makepyfile("""
        import http.client
        from client import ask

        def test_nothing(certmock):
            assert certmock.rainbond.requests()

        def test_wrong_key(certmock):
            connection = http.client.HTTPConnection(certmock.url.split("//")[1])
            connection.request("GET", "/sslcert", headers={"Authorization": f"QBox {certmock.qiniu.key}:{27 * 'A'}="})
            assert connection.getresponse().status == 200
    """)
    result = run(project)
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(["no request came from the test's accounts (test_nothing.*.rainbond.*)"])
    result.stdout.fnmatch_lines(["*qiniu.ListCertificates * 401 *", "    account: nobody's*", "    signature, string_to_sign:*"])
    assert "\\n" not in result.stdout.str().split("signature, string_to_sign")[1].split("- certmock")[0]


def test_a_report_tells_of_a_client_with_credentials_that_are_not_of_the_test(project):
    project.makepyfile("""
        import http.client
        from client import ask

        def test_other_key(certmock):
            ask(certmock, certmock.rainbond)
            certmock.server.account("rainbond", certmock._name + ".rainbond")
            connection = http.client.HTTPConnection(certmock.url.split("//")[1])
            connection.request("GET", "/sslcert", headers={"Authorization": f"QBox madeup:{27 * 'A'}="})
            assert connection.getresponse().status == 404
    """)
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["1 request came from qiniu:madeup, which is not an account of this test"])


def test_a_server_that_ended_is_told_of_and_the_next_test_has_another(project):
    project.makepyfile("""
        import os
        import signal
        import certmock as package
        import pytest
        from client import ask

        def test_one(certmock):
            assert ask(certmock, certmock.rainbond) == 200
            os.kill(certmock.server._process.pid, signal.SIGKILL)
            certmock.rainbond.requests()

        def test_other(certmock):
            assert ask(certmock, certmock.rainbond) == 200
            assert len(certmock.rainbond.requests()) == 1
    """)
    result = run(project)
    result.assert_outcomes(failed=1, passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*EndedError: the server ended (signal 9)*", "*A new server was started.*"])


def test_tests_that_share_a_server_share_nothing_else_and_leave_it_as_it_was(project, monkeypatch):
    project.makepyfile("""
        import pytest
        from client import ask

        @pytest.mark.parametrize("number", range(1, 9))
        def test_mine(certmock, number):
            certmock.advance("60d")
            certmock.arm("TeamNotFound", operation="rainbond.ListCertificates", calls=number)
            assert [ask(certmock, certmock.rainbond) for _ in range(9)] == [404] * number + [200] * (9 - number)
            assert len(certmock.requests()) == 9
            assert certmock.account("rainbond").requests() == []
    """)
    with package.Server() as server:
        mine = server.account("rainbond")
        mine.advance("1d")
        monkeypatch.setenv("CERTMOCK_URL", server.url)
        result = run(project, "-n", "2")
        result.assert_outcomes(passed=8)
        assert server.rules() == [] and server.requests() == []
        assert [account["name"] for account in server._control.call("GET", "/accounts", {}) if account["declared"]] == [mine.name]


def test_each_worker_has_a_server_of_its_own_with_what_the_configuration_says(project):
    project.makefile(".yaml", own="certmock: 1\naccounts: [{ name: own }]\n")
    project.makeini("[pytest]\ncertmock_fixtures = own.yaml expiring-soon\ncertmock_args = --auth strict --seed 42\n")
    project.makepyfile("""
        import os

        def check(server):
            about = server.about()
            assert about["auth"] == "strict" and about["seed_fixed"]
            assert server.certificates(within="10d")
            server.load({"certmock": 1, "state": {"own": {"rainbond": {}}}})
            assert "CERTMOCK_URL" not in os.environ

        def test_one(certmock_server):
            check(certmock_server)

        def test_other(certmock_server):
            check(certmock_server)
    """)
    run(project, "-n", "2").assert_outcomes(passed=2)
    (project.path / "below").mkdir()
    run(project, "--certmock-fixture", "two-teams").assert_outcomes(passed=2)


def test_a_server_that_does_not_start_says_why_in_the_report(project):
    project.makepyfile("def test_one(certmock):\n    pass\n")
    result = run(project, "--certmock-fixture", "expiring-son")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*certmock.StartError: * did not start: *expiring-soon*"])


def test_tests_without_it_start_nothing(project):
    project.makepyfile("def test_one():\n    pass\n")
    result = run(project, "--certmock-fixture", "no-such-fixture")
    result.assert_outcomes(passed=1)


def test_the_variables_are_there_for_one_test_alone(project):
    project.makepyfile("""
        import os

        def test_with(certmock, certmock_env):
            assert os.environ["https_proxy"] == certmock.url == os.environ["CERTMOCK_URL"]

        def test_without(certmock):
            assert os.environ.get("https_proxy") != certmock.url
            assert certmock.tencent and certmock.huawei
            assert {"TENCENTCLOUD_SECRET_ID", "HUAWEICLOUD_SDK_AK", "SSL_CERT_FILE"} <= set(certmock.env())
    """)
    run(project).assert_outcomes(passed=2)
