"""What docs/scale.md says of replicas behind HAProxy, tried: started by run."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from fleet import BINARY, ENVIRONMENT, ROOT, Fleet, ask, free_ports, wait_until
from vendors import PAIRS, Huawei, HuaweiByToken, Qiniu, Rainbond, Tencent, crowd

ACCOUNTS, CERTIFICATES, CLIENTS = 200, 3, 16
PAGE = ROOT / "docs/scale.md"
HELD = []


def hold(what, is_so, shown=""):
    """Notes a promise, and ends where it is not kept."""
    if not is_so:
        sys.exit(f"not so: {what}\n{shown}")
    HELD.append(what)
    print(f"ok    {what}", flush=True)


def at_once(function, items):
    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(function, items))


def live(account):
    """Uploads and lists; what it says of itself that is not as it should be."""
    for number in range(CERTIFICATES):
        answer = account.write(number)
        if answer.status >= 300 or b'"Error"' in answer.body:
            return f"{account.name()}: {answer}"
    found = account.read()
    return None if set(found.values()) == {CERTIFICATES} else f"{account.name()}: {found}"


def look(fleet, account):
    """Asks the control API for each account that a client had; what is not as it should be."""
    for name, asked in account.asked.items():
        state = fleet.control("GET", "/_certmock/state", account=name)
        requests = fleet.control("GET", "/_certmock/requests", account=name, brief="true", limit=100)
        replicas = account.replicas[name] | {state.replica, requests.replica}
        if len(replicas) != 1:
            return f"{name} was at {replicas}"
        held, told = account.held(state.json().get(name, {})), len(requests.json()["requests"])
        if (held, told) != (CERTIFICATES, asked):
            return f"{name} holds {held}, of {asked} requests {told} are told"
    return None


def accounts_at(port):
    return {account["name"] for account in ask(port, "GET", "/_certmock/accounts").json()} - {"certmock"}


def check_crowd(fleet):
    clients = crowd(fleet.front, ACCOUNTS)
    wrong = [said for said in at_once(live, clients) if said]
    hold(f"{ACCOUNTS} accounts at once find what they wrote, by their own clients", not wrong, wrong[:3])
    wrong = [said for said in at_once(lambda client: look(fleet, client), clients) if said]
    hold("the control API finds each account's state and requests, by ?account=", not wrong, wrong[:3])
    there = {name: accounts_at(port) for name, port in fleet.ports.items()}
    number = sum(map(len, there.values()))
    known = {name for client in clients for name in client.asked}
    hold("no account is at two replicas", number == len(set().union(*there.values())) and known <= set().union(*there.values()))
    shares = {name: len(accounts) for name, accounts in there.items()}
    hold(f"each replica has a share of the {number} accounts: {shares}", min(shares.values()) > number / 6, shares)
    for names in ("qiniu:account-{}", "tencent:AKID{:03}x", "huawei:{:032x}"):
        replicas = at_once(lambda name: fleet.control("GET", "/_certmock/rules", account=name).replica, map(names.format, range(300)))
        shares = sorted(map(replicas.count, fleet.ports))
        hold(f"accounts that are numbered are spread, {names}: {shares}", shares[0] > 300 / 6, shares)
    return clients


def check_control(fleet, clients):
    answer = fleet.control("POST", "/_certmock/reset")
    hold("what concerns every replica is not done at one of them", answer.status == 400 and b"replica" in answer.body, answer)
    requests = [fleet.control("GET", "/_certmock/requests", replica=name, limit=10000, brief="true") for name in fleet.ports]
    hold("a replica is asked by name", [answer.replica for answer in requests] == list(fleet.ports))
    told = sum(len(answer.json()["requests"]) for answer in requests)
    asked = sum(sum(client.asked.values()) for client in clients)
    hold(f"the replicas' journals together have each of {asked} requests once", told == asked, told)
    hold("a replica that is not there is not taken for another", fleet.control("GET", "/_certmock/rules", replica="r9").status == 404)

    client = Qiniu(fleet.front, "with-a-rule")
    errors = {"when": {"operation": "qiniu.UploadCertificate"}, "calls": {"first": 1}, "then": {"error": "TooManyRequests"}}
    fleet.control("POST", "/_certmock/rules", account=client.name(), body=errors)
    statuses = [client.write(0).status, client.write(0).status]
    hold("a rule for an account is armed where its requests come", statuses == [403, 200], statuses)
    cut = errors | {"then": {"transport": "reset", "applied": True}}
    fleet.control("POST", "/_certmock/rules", account=client.name(), body=cut)
    try:
        answer = client.write(1)
    except (http.client.RemoteDisconnected, ConnectionResetError):
        answer = None
    hold("a rule that cuts the connection leaves a client without an answer", answer is None, answer)
    found = client.read()
    hold("and it is not asked a second time by HAProxy", list(found.values()) == [2], found)

    built_in = {"Authorization": "certmock"}
    replicas = {ask(fleet.front, "GET", "/openapi/v1/teams/certmock/certificates", built_in).replica}
    replicas.add(fleet.control("GET", "/_certmock/state", account="certmock").replica)
    replicas.add(ask(fleet.front, "GET", "/v3/projects", {"X-Auth-Token": "certmock"}).replica)
    replicas.add(ask(fleet.front, "GET", "/v2.0/lbaas/certificates", {"X-Auth-Token": "certmock"}).replica)
    replicas.add(ask(fleet.front, "GET", "/v3/certmock/elb/certificates", {"X-Auth-Token": "certmock"}).replica)
    hold("the built-in account is at one replica, whatever it shows", len(replicas) == 1, replicas)

    through = ask(fleet.front, "GET", "http://api.qiniu.com/sslcert", client.headers())
    hold("a client of plain http asks through HAProxy as its proxy", through.status == 200 and through.replica in client.replicas[client.name()], through)
    tunnel = ask(fleet.front, "CONNECT", "api.qiniu.com:443", {"Host": "api.qiniu.com:443"})
    hold("a tunnel is refused", tunnel.status == 501, tunnel)


def check_a_declared_account():
    """That of docs/fixtures.md, with the line that haproxy.cfg has for it; at its word, for nothing is signed."""
    [accounts] = re.findall(r"^(accounts:\n(?: .*\n)+)", (ROOT / "docs/fixtures.md").read_text(), re.M)
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as fixture:
        fixture.write(f"certmock: 1\n{accounts}")
        fixture.flush()
        line = "# http-request set-var(txn.account) str(team-a)"
        arguments = ["--auth", "off", "--log", "warn", "--fixture", fixture.name]
        with Fleet(arguments=arguments, change=lambda text: text.replace(line, line[2:])) as fleet:
            fleet.balance()
            huawei, project = Huawei(fleet.front, "hwA"), "0123456789abcdef0123456789abcdef"
            clients = [Tencent(fleet.front, "AKIDteamA"), Qiniu(fleet.front, "akA"), Rainbond(fleet.front, "5f0c")]
            body = {"name": "site", "certificate": PAIRS[0][0], "private_key": PAIRS[0][1]}
            imported = huawei.send("POST", "/v3/scm/certificates/import", huawei.headers(), json.dumps(body))
            where = {"target_project": "cn-north-4", "target_service": "ELB"}
            path = f"/v3/scm/certificates/{imported.json()['certificate_id']}/push"
            pushed = huawei.send("POST", path, huawei.headers(), json.dumps(where))
            found = huawei.send("GET", f"/v3/{project}/elb/certificates", huawei.headers())
            unnamed = huawei.send("GET", "/v2.0/lbaas/certificates", huawei.headers())
            numbers = [len(answer.json()["certificates"]) for answer in (found, unnamed)]
            hold("what SCM pushes is found at ELB by a declared account", (pushed.status, numbers) == (204, [1, 1]), [pushed, numbers])
            by_token = HuaweiByToken(fleet.front, "d")
            by_token.headers()
            replicas = [client.write(0).replica for client in clients] + [pushed.replica, found.replica, unnamed.replica]
            replicas += [by_token.send("GET", "/v3/projects", by_token.headers()).replica, *by_token.replicas[by_token.name()]]
            replicas.append(fleet.control("GET", "/_certmock/state", account="team-a").replica)
            hold("whichever key it shows, it is at one replica", len(set(replicas)) == 1, replicas)
            named = [huawei.send("GET", "/v2.0/lbaas/certificates", huawei.headers() | {"X-Project-Id": f"p{at}"}) for at in range(20)]
            asked = [fleet.control("GET", "/_certmock/state", account=f"huawei:p{at}") for at in range(20)]
            hold("a project that a header names is that of its name", [it.replica for it in named] == [it.replica for it in asked])


class Traffic:
    """Clients that write and read all the time, each for accounts of its own; and what went wrong for them."""

    def __init__(self, fleet):
        self.is_over, self.failed, self.asked = False, [], 0
        self.clients = [Qiniu(fleet.front, f"busy-{number}") for number in range(CLIENTS * 4)]
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(CLIENTS)]

    def run(self, number):
        own, at = self.clients[number::CLIENTS], 0
        while not self.is_over:
            client, at = own[at % len(own)], at + 1
            try:
                answer = client.write(at) if at % 8 < 4 else client.send("GET", "/sslcert?limit=1", client.headers())
                said = None if answer.status == 200 else str(answer)
            except (OSError, http.client.HTTPException) as error:
                said = repr(error)
            self.asked += 1
            if said:
                self.failed.append(said)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *_):
        time.sleep(2)
        self.is_over = True
        for thread in self.threads:
            thread.join()


def check_a_stop(fleet, clients, name, how):
    def holds():
        names = {name for client in clients for name in client.asked}
        states = at_once(lambda name: (name, fleet.control("GET", "/_certmock/state", account=name)), sorted(names))
        return {name: (answer.replica, answer.json()) for name, answer in states}

    before = holds()
    lost = sum(replica == name for replica, _ in before.values())
    with Traffic(fleet) as traffic:
        fleet.stop(name, how)
    shown = f"{len(traffic.failed)} of {traffic.asked} requests"
    word = "ended" if how == signal.SIGTERM else "killed"
    # Each client has one request under way.
    hold(f"a replica is {word}, and no more fail than were under way: {shown}", len(traffic.failed) <= CLIENTS, traffic.failed)
    after = holds()
    same = all(after[account] == state for account, state in before.items() if state[0] != name)
    hold(f"the {len(before) - lost} accounts of the others have what they had", same)
    anew = all(after[account][1] == {} and after[account][0] != name for account, state in before.items() if state[0] == name)
    hold(f"the {lost} accounts of that replica begin anew at the others", anew and lost > 0)

    fleet.start(name)
    one = next(account for account, (replica, _) in before.items() if replica == name)
    wait_until(lambda: fleet.control("GET", "/_certmock/state", account=one).replica == name, f"{name} is back")
    again = holds()
    back = all(again[account] == (state if state[0] != name else (name, {})) for account, state in before.items())
    hold("a replica that comes back has the accounts that it had, and they begin anew again", back)


def check_the_page():
    """Runs the blocks of the page in their order, in one shell, on free ports."""
    page = PAGE.read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```$", page, re.M | re.S)
    ports = dict(zip((8080, 8443, 8081, 8082, 8083), free_ports(5), strict=True))

    def at_own_ports(text):
        return re.sub(r"\b8(080|443|08[123])\b", lambda found: str(ports[int(found[0])]), text)

    with Fleet(replicas=1) as fleet:
        folder = fleet.path / "page"
        (folder / "docs").mkdir(parents=True)
        (folder / "docs/haproxy.cfg").write_text(at_own_ports((ROOT / "docs/haproxy.cfg").read_text()))
        (folder / "certmock").symlink_to(BINARY)
        (folder / ".curlrc").write_text("silent\nshow-error\n")
        ran = [at_own_ports(block) for block in blocks if "tests/scale/run" not in block]
        script = "\n".join(["set -euo pipefail", *ran])
        environment = ENVIRONMENT | {"HOME": str(folder), "PATH": f"{folder}:{ENVIRONMENT['PATH']}"}
        printed = fleet.path / "printed"
        with printed.open("wb") as file:
            # What it starts in the background is of its session, and ends with that.
            shell = subprocess.Popen(
                ["bash", "-c", script], cwd=folder, env=environment, stdout=file, stderr=file, start_new_session=True
            )
            try:
                code = shell.wait(timeout=60)
            except subprocess.TimeoutExpired:
                code = None
            finally:
                os.killpg(shell.pid, signal.SIGKILL)
        output = printed.read_text()
    wanted = re.findall(r"# (\{.*)$", "".join(ran), re.M)
    missing = [text for text in wanted if text not in output]
    is_so = code == 0 and len(wanted) > 3 and not missing
    hold(f"{len(ran)} blocks of the page do what it says", is_so, f"{code}, without {missing}: {output[-2000:]}")


def main():
    with Fleet() as fleet:
        fleet.balance()
        clients = check_crowd(fleet)
        check_control(fleet, clients)
        check_a_stop(fleet, clients, "r2", signal.SIGTERM)
        check_a_stop(fleet, crowd_again(fleet), "r3", signal.SIGKILL)
    check_a_declared_account()
    check_the_page()
    print(f"{len(HELD)} promises were kept")


def crowd_again(fleet):
    """Others, because those of before have begun anew in part."""
    clients = crowd(fleet.front, ACCOUNTS // 4)
    for client in clients:
        client.key += "-again"
    others = [type(client)(client.port, client.key) for client in clients]
    hold("more accounts find what they wrote", not any(at_once(live, others)))
    return others


if __name__ == "__main__":
    main()
