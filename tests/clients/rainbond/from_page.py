"""A client that is made from nothing but the vendor's page (`page.md`, "更新证书"): its tables are
read as OpenAPI, from which `openapi-python-client` writes the client."""

import re
import sys
import tempfile
from pathlib import Path

from generated import Generated
from mock import pair, pem

PAGE = Path(__file__).with_name("page.md").read_text()


def tables(text):
    """Each Markdown table as a list of rows, by the names of its columns."""
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in block.splitlines()]
        yield [dict(zip(lines[0], line)) for line in lines[2:]]


def models(text):
    """The schemas under `### Name`, each from its table of members."""
    for name, section in re.findall(r"^### (\w+)<a.*?\n(.*?)(?=^### \w+<a|\Z)", text, re.MULTILINE | re.DOTALL):
        members = next(tables(section))
        yield name, {
            "type": "object",
            "properties": {member["名称"]: {"type": member["类型"]} for member in members},
            "required": [member["名称"] for member in members if member["必选"] == "true"],
        }


def reference(cell):
    name = re.search(r"\[(\w+)\]", cell)[1]
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def openapi():
    method, path = re.search(r"^(GET|PUT|POST|DELETE) (\S+)$", PAGE, re.MULTILINE).groups()
    parameters, answers = [table for table in tables(PAGE) if "位置" in table[0] or "状态码" in table[0]]
    operation = {
        "operationId": "update_certificate",
        "parameters": [
            {"name": row["名称"], "in": "path", "required": True, "schema": {"type": row["类型"]}}
            for row in parameters
            if row["位置"] == "path"
        ],
        "requestBody": {"content": reference(next(row for row in parameters if row["位置"] == "body")["类型"])},
        "responses": {
            row["状态码"]: {"description": row["说明"], "content": reference(row["数据模型"])} for row in answers
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rainbond", "version": "1"},
        "paths": {path: {method.lower(): operation}},
        "components": {"schemas": dict(models(PAGE))},
    }


def main(url):
    with tempfile.TemporaryDirectory() as folder:
        made = Generated(openapi(), folder)
        client, update = made.connect(url), made.operation("update_certificate")
        certificate, key = pair("rsa-2048")
        change = made.models.TeamCertificatesC(
            alias="renewed", private_key=key, certificate=certificate, certificate_type="服务端证书"
        )
        team = "1" * 32
        answer = update(team, "1", client=client, body=change)
        assert answer.status_code == 200, answer
        assert (answer.parsed.id, answer.parsed.alias) == (1, "renewed"), answer.parsed
        change.private_key = pem("mismatched.key")
        assert update(team, "1", client=client, body=change).status_code == 400
        assert update(team, "9", client=client, body=change).status_code == 400
        change.private_key = key
        assert update(team, "9", client=client, body=change).status_code == 404


if __name__ == "__main__":
    main(sys.argv[1])
