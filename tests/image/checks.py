"""Tries the image `certmock` as those do who run it: started by tests/image/run."""

import json
import re
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The goal is 13 MB; what stands in the way is written in benches/README.md. A binary that no counts optimised is
# larger than this.
LARGEST = 21_000_000
# As strict as an engine can be.
STRICT = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--network", "host"]


def docker(*arguments, fails=False):
    done = subprocess.run(["docker", *arguments], capture_output=True, text=True)
    if (done.returncode != 0) != fails:
        raise SystemExit(f"docker {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def inspect(thing, path):
    return json.loads(docker("inspect", "--format", f"{{{{json {path}}}}}", thing))


def free_port():
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running(*arguments, options=()):
    """A container that listens on a free port of the host; its id and address."""
    listen = f"127.0.0.1:{free_port()}"
    container = docker("run", "--detach", *STRICT, "--env", f"CERTMOCK_LISTEN={listen}", *options, "certmock", *arguments)
    try:
        wait_until(lambda: answers(f"http://{listen}"), f"{container[:12]} answers")
        yield container, f"http://{listen}"
    finally:
        docker("rm", "--force", container)


def wait_until(holds, what, seconds=10):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def ask(url, headers={}):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def answers(address):
    try:
        return ask(f"{address}/_certmock/health")[0] == 200
    except OSError:
        return False


def check_the_image_is_small_and_says_what_it_needs():
    size = inspect("certmock", ".Size")
    assert size < LARGEST, f"{size} bytes"
    config = inspect("certmock", ".Config")
    assert config["User"] == "65532:65532", config["User"]
    assert "8080/tcp" in config["ExposedPorts"]
    assert config["Healthcheck"]["Test"][0] == "CMD", config["Healthcheck"]
    labels = {name.removeprefix("org.opencontainers.image."): text for name, text in config["Labels"].items()}
    assert (labels["title"], labels["licenses"]) == ("certmock", "MIT OR Apache-2.0"), labels
    assert {"version", "revision"} <= labels.keys(), labels
    print(f"    {size / 1e6:.2f} MB")


def check_it_runs_without_root_without_capabilities_and_on_a_file_system_that_is_only_read():
    with running() as (container, address):
        status = Path(f"/proc/{inspect(container, '.State.Pid')}/status").read_text()
        assert re.search(r"^Uid:\t65532\t65532", status, re.M), status
        assert re.search(r"^CapEff:\t0+$", status, re.M), status
        assert re.search(r"^NoNewPrivs:\t1$", status, re.M), status
        print("    idle:", re.search(r"VmRSS:\s*(.*)", status)[1])
        code, body = ask(f"{address}/sslcert", {"Authorization": "QBox made-up:" + "A" * 27 + "="})
        assert code == 200 and json.loads(body)["certs"] == [], body


def check_the_engine_finds_it_healthy():
    with running() as (container, _):
        wait_until(lambda: inspect(container, ".State.Health.Status") == "healthy", "healthy")
        docker("exec", container, "/certmock", "health")


def check_sigterm_ends_it_at_once_and_well():
    with running() as (container, _):
        begun = time.monotonic()
        docker("stop", "--time", "10", container)
        took = time.monotonic() - begun
        assert inspect(container, ".State.ExitCode") == 0
        assert took < 3, f"{took:.1f} s"


def check_a_folder_of_fixtures_is_mounted():
    folder = ["--volume", f"{ROOT}/fixtures:/fixtures:ro"]
    with running("--fixture", "/fixtures/demo.yaml", options=folder) as (_, address):
        certificates = json.loads(ask(f"{address}/_certmock/state?account=certmock")[1])
        assert "a91hoLqi" in json.dumps(certificates), certificates
    # With the flag's variable, as compose files have it.
    with running(options=[*folder, "--env", "CERTMOCK_FIXTURE=/fixtures/demo.yaml"]) as (_, address):
        assert "a91hoLqi" in ask(f"{address}/_certmock/state?account=certmock")[1]


def check_a_shipped_fixture_is_found_by_its_name():
    with running("--fixture", "throttled-then-fine") as (_, address):
        assert len(json.loads(ask(f"{address}/_certmock/rules")[1])["rules"]) > 0


def check_a_fixture_that_is_not_there_is_said():
    docker("run", "--name", "certmock-wrong", *STRICT, "certmock", "--fixture", "/fixtures/none.yaml", fails=True)
    try:
        assert inspect("certmock-wrong", ".State.ExitCode") == 1
        logs = subprocess.run(["docker", "logs", "certmock-wrong"], capture_output=True, text=True)
        assert "/fixtures/none.yaml" in logs.stderr, logs
    finally:
        docker("rm", "certmock-wrong")


def check_its_port_is_published():
    networks = docker("network", "ls", "--filter", "driver=bridge", "--quiet")
    if not networks:
        print("    not tried: this engine has no bridge")
        return
    container = docker("run", "--detach", "--publish", "127.0.0.1::8080", "certmock")
    try:
        address = f"http://{docker('port', container, '8080/tcp').splitlines()[0]}"
        wait_until(lambda: answers(address), "it answers on the published port")
    finally:
        docker("rm", "--force", container)


TOOL = """
FROM {base}
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends curl > /dev/null
CMD curl -sS https://api.qiniu.com/sslcert && curl -sS http://api.qiniu.com/sslcert
"""


def check_containers_ask_it_by_the_vendors_names_as_the_compose_file_of_the_readme_has_it():
    if not docker("network", "ls", "--filter", "driver=bridge", "--quiet"):
        print("    not tried: this engine has no bridge")
        return
    compose = ["docker", "compose"] if succeeds("docker", "compose", "version") else ["docker-compose"]
    if not succeeds(*compose, "version"):
        print("    not tried: there is no compose")
        return
    base = re.search(r"^FROM (.*) AS build$", (ROOT / "Dockerfile").read_text(), re.M)[1]
    build = ["docker", "build", "--quiet", "--network", "host", "--tag", "the-tool", "-"]
    subprocess.run(build, input=TOOL.format(base=base), text=True, check=True, stdout=subprocess.DEVNULL)
    blocks = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/clients.md").read_text(), re.M | re.S)
    [file] = [block for block in blocks if "the-tool" in block]
    # What is of version 1 wants to be told which format it is.
    (ROOT / "target/image/compose.yaml").write_text(f'version: "3.9"\n{file}')
    compose += ["--file", "target/image/compose.yaml", "--project-name", "certmock"]
    quiet = {"cwd": ROOT, "capture_output": True, "text": True}
    try:
        done = subprocess.run([*compose, "run", "--rm", "-T", "tool"], **quiet)
        assert done.stdout.strip() == '{"code":401,"error":"bad token"}' * 2, done
    finally:
        subprocess.run([*compose, "down", "--volumes"], **quiet)


def succeeds(*command):
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def check_how_soon_it_answers():
    """Of the program alone, which is what the engine starts."""
    holder = docker("create", "certmock")
    binary = ROOT / "target/image/certmock"
    docker("cp", f"{holder}:/certmock", str(binary))
    docker("rm", holder)
    times, memory = [], []
    for _ in range(11):
        port = free_port()
        begun = time.perf_counter()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([binary, "--listen", f"127.0.0.1:{port}"], **quiet) as process:
            while not answers(f"http://127.0.0.1:{port}"):
                pass
            times.append((time.perf_counter() - begun) * 1000)
            status = Path(f"/proc/{process.pid}/status").read_text()
            memory.append(int(re.search(r"VmRSS:\s*(\d+)", status)[1]))
            process.terminate()
    print(f"    first answer after {statistics.median(times):.1f} ms, with {statistics.median(memory) / 1024:.1f} MiB; medians of {len(times)}")


for name, check in list(globals().items()):
    if name.startswith("check_"):
        print(name.removeprefix("check_").replace("_", " "), flush=True)
        check()
