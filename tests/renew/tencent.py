#!/usr/bin/env python3
"""Holds each service's `api.json` against the vendor's own packages: the fields of its actions and
objects, and the Chinese words of its errors. With `--record` it is written. The errors of each action
stay as they are, since no package has them: `src/providers/tencent/README.md` says where they are.

    python3 -m pip install --no-deps --target target/tencent tccli \\
        tencentcloud-sdk-python-ssl tencentcloud-sdk-python-gaap tencentcloud-sdk-python-tag
    tests/renew/tencent.py target/tencent [--record]
"""

import json
import pathlib
import re
import sys

PROVIDERS = pathlib.Path(__file__).parents[2] / "src" / "providers"
SERVICES = ["ssl", "gaap", "tag"]


def read_fields(members, *further):
    """The fields as name, kind and type, and whether they are what `further` names."""
    return [
        [member["name"], member["type"], member["member"], *(member.get(name, False) for name in further)]
        for member in members
    ]


def read_service(packages, service, recorded):
    version = recorded["version"]
    folder = f"v{version.replace('-', '')}"
    metadata = json.loads((packages / "tccli/services" / service / folder / "api.json").read_text())
    codes = (packages / "tencentcloud" / service / folder / "errorcodes.py").read_text()
    words = {code: text for text, code in re.findall(r"# (.*)\n\w+ = '(.*)'", codes)}

    objects, actions = metadata["objects"], {}
    for name, action in sorted(metadata["actions"].items()):
        actions[name] = {
            "request": read_fields(objects.pop(action["input"])["members"], "required"),
            "response": read_fields(objects.pop(action["output"])["members"], "value_allowed_null"),
            "errors": recorded["actions"].get(name, {"errors": []})["errors"],
        }
    documented = {code for action in actions.values() for code in action["errors"]}
    return {
        "version": version,
        "actions": actions,
        "objects": {
            name: read_fields(described["members"], "required", "value_allowed_null")
            for name, described in sorted(objects.items())
        },
        "errors": {code: words.get(code, "") for code in sorted(documented)},
    }


def write_service(description):
    """A line for each action, object and error, so that a change of one is a change of one line."""
    parts = [f' "version": {json.dumps(description["version"])}']
    for part, separators in [("actions", (",", ":")), ("objects", (",", ":")), ("errors", None)]:
        rows = [
            f'  "{name}": {json.dumps(row, ensure_ascii=False, separators=separators)}'
            for name, row in description[part].items()
        ]
        parts.append(f' "{part}": {{\n' + ",\n".join(rows) + "\n }")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    packages = pathlib.Path(sys.argv[1])
    differing = []
    for service in SERVICES:
        path = PROVIDERS / f"tencent_{service}" / "api.json"
        before = json.loads(path.read_text())
        now = read_service(packages, service, before)
        if "--record" in sys.argv:
            path.write_text(write_service(now))
            continue
        for part in ["actions", "objects", "errors"]:
            names = sorted(before[part].keys() | now[part].keys())
            changed = [name for name in names if before[part].get(name) != now[part].get(name)]
            differing += [f"{service}: {part}: {name}" for name in changed]
    if differing:
        sys.exit("\n".join(differing))


if __name__ == "__main__":
    main()
