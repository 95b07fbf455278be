"""The core of Huawei's SDK for Node, which has no packages for ELB and SCM. It finds its project by
itself and sends a body `{}` with each GET. Without an address it asks the vendor's own hosts."""

import sys
from pathlib import Path

from mock import pair, pem
from node import Node


def main(*address):
    with Node(Path(__file__).with_suffix(".js"), *address) as node:

        def ask_of(service, status, method, path, **more):
            answer = node.ask({"service": service, "method": method, "path": path, **more})
            assert answer["status"] == status, f"{method} {path}: {answer}"
            return answer

        def ask(status, method, path, **more):
            return ask_of("elb", status, method, f"/v3/{{project_id}}/elb{path}", **more)

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

        # The history of pushes is of the older API, which no SDK has.
        made = ask_of("scm", 200, "POST", "/v3/scm/certificates/import", body=wanted)["reply"]["certificate_id"]
        for target in [{"target_project": "cn-north-4", "target_service": "ELB"}, {"target_service": "CDN"}]:
            ask_of("scm", 204, "POST", f"/v3/scm/certificates/{made}/push", body=target)
        history = ask_of("scm", 200, "GET", f"/v2/{{project_id}}/scm/cert/{made}/push-history")["reply"]
        pushes = [(push["push_service"], push["push_remote_project"]) for push in history["push_history_list"]]
        assert pushes == [("CDN", None), ("ELB", "cn-north-4")], history
        ask_of("scm", 204, "DELETE", f"/v3/scm/certificates/{made}")


if __name__ == "__main__":
    main(*sys.argv[1:])
