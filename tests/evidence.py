#!/usr/bin/env python3
"""Holds `src/reference/earned.json` against what the integration tests met: the errors that an
operation, or a wire, refused them with by itself, not by a rule. With `--record` it is written.

    CERTMOCK_EVIDENCE=target/evidence cargo test
    tests/evidence.py target/evidence [--record]
"""

import collections
import json
import pathlib
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).parent.parent
RECORD = REPOSITORY / "src" / "reference" / "earned.json"


def read_catalogue():
    command = ["cargo", "run", "--quiet", "--release", "--locked", "--", "catalogue", "--format", "json"]
    done = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return json.loads(done.stdout)["providers"]


def main():
    met = collections.defaultdict(set)
    for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
        for name, errors in json.loads(line).items():
            met[name] |= set(errors)

    earned = {}
    for provider in read_catalogue():
        wire = {error["name"] for error in provider["errors"]}
        anywhere = set(met[provider["id"]])
        for operation in provider["operations"]:
            name = f"{provider['id']}.{operation['name']}"
            own = {error["name"] for error in operation["errors"]}
            earned[name] = sorted(own & met[name])
            anywhere |= met[name] - own
        earned[provider["id"]] = sorted(anywhere & wire)
    earned = {name: errors for name, errors in earned.items() if errors}

    if "--record" in sys.argv:
        RECORD.write_text(json.dumps(earned, indent=2) + "\n")
        return
    recorded = json.loads(RECORD.read_text())
    wrong = []
    for name in sorted(earned.keys() | recorded.keys()):
        now, before = set(earned.get(name, [])), set(recorded.get(name, []))
        wrong += [f"{name}: {error} is said to be earned, and no test met it" for error in sorted(before - now)]
        wrong += [f"{name}: {error} was earned, and is not said to be" for error in sorted(now - before)]
    print(f"{sum(map(len, earned.values()))} errors are earned by requests and states")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
