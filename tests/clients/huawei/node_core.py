"""The core of Huawei's SDK for Node, which finds its project by itself and sends a body `{}` with each
GET. Without an address it asks the vendor's own hosts."""

import sys
from pathlib import Path

from mock import pair, pem
from node import Node


def main(*address):
    with Node(Path(__file__).with_suffix(".js"), *address) as node:

        def ask(status, method, path, **more):
            answer = node.ask({"method": method, "path": path, **more})
            assert answer["status"] == status, f"{method} {path}: {answer}"
            return answer

        certificate, key = pair("rsa-2048")
        wanted = {"name": "site", "certificate": certificate, "private_key": key}
        made = ask(201, "POST", "/certificates", body={"certificate": wanted})["reply"]["certificate"]["id"]
        listed = ask(200, "GET", "/certificates")["reply"]["certificates"]
        assert [one["id"] for one in listed] == [made], listed
        wrong = {"certificate": wanted | {"private_key": pem("mismatched.key")}}
        assert ask(400, "POST", "/certificates", body=wrong)["code"] == "ELB.8902"
        ask(200, "PUT", f"/certificates/{made}", body={"certificate": {"name": "renamed"}})
        ask(204, "DELETE", f"/certificates/{made}")
        assert ask(404, "GET", f"/certificates/{made}")["code"] == "ELB.8904"


if __name__ == "__main__":
    main(*sys.argv[1:])
