"""Every operation as the running server documents it, with its members, whatever provider it is of."""

import copy
import dataclasses
import urllib.parse

from connection import Request
from wires import HOST, JSON, encode

# As deep as members are looked for.
DEPTH = 6


@dataclasses.dataclass
class Operation:
    name: str
    provider: str
    method: str
    path: str
    parameters: list
    example: dict
    # Paths of members with their schemas; a number in a path is a list's item.
    members: list

    def is_read(self):
        return self.method == "GET" or self.name.split(".")[-1].startswith(("Describe", "List", "Show", "Get", "Check"))

    def request(self, body=None, query=(), path=()):
        """A request of its example, with another body, other queries and other values in its path."""
        values = dict(path)
        target, headers, pairs = self.path.split("#")[0], [("Host", HOST)], []
        for parameter in self.parameters:
            name, place = parameter["name"], parameter["in"]
            value = values.get(name, value_of(parameter))
            if place == "path":
                target = target.replace(f"{{{name}}}", urllib.parse.quote(str(value), safe=""))
            elif place == "header" and (parameter.get("required") or value is not None) and name != "X-TC-Timestamp":
                headers.append((name, str(value)))
            elif place == "query" and value is not None and name not in dict(query):
                pairs.append((name, str(value)))
        if pairs := pairs + list(query):
            target += "?" + urllib.parse.urlencode(pairs)
        if self.method in ("POST", "PUT") and (body is not None or self.example is not None):
            headers.append(("Content-Type", JSON))
            return Request(self.method, target, headers, encode(self.example if body is None else body))
        return Request(self.method, target, headers)

    def with_member(self, path, value):
        """Its example with that value at a path of members."""
        body = copy.deepcopy(self.example) if isinstance(self.example, dict) else {}
        place = body
        for name, following in zip(path, path[1:]):
            inner = [] if following == 0 else {}
            if name == 0:
                if not place or not isinstance(place[0], dict):
                    place[:] = [inner]
                place = place[0]
            else:
                if not isinstance(place.get(name), type(inner)):
                    place[name] = inner
                place = place[name]
        if path[-1] == 0:
            place[:] = [value]
        else:
            place[path[-1]] = value
        return self.request(body)


def value_of(parameter):
    schema = parameter.get("schema", {})
    if (enum := schema.get("enum")) and parameter.get("required"):
        return enum[0]
    return parameter.get("example")


def resolved(schema, document):
    while isinstance(schema, dict) and "$ref" in schema:
        place = document
        for part in schema["$ref"].split("/")[1:]:
            place = place[part.replace("~1", "/").replace("~0", "~")]
        schema = place
    return schema if isinstance(schema, dict) else {}


def kinds(schema):
    kind = schema.get("type", [])
    return {kind} if isinstance(kind, str) else set(kind)


def walk(schema, document, path=()):
    """The members of a schema, lists and scalars, with their paths."""
    schema = resolved(schema, document)
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word, []):
            yield from walk(part, document, path)
    if len(path) >= DEPTH:
        return
    for name, inner in schema.get("properties", {}).items():
        yield from walk(inner, document, (*path, name))
    if "array" in kinds(schema):
        yield path, schema
        yield from walk(schema.get("items", {}), document, (*path, 0))
    elif path and "properties" not in schema and not any(word in schema for word in ("allOf", "anyOf", "oneOf")):
        yield path, schema


def item(schema, document, number):
    """An item of a list, of which no two are alike."""
    schema = resolved(schema, document)
    for word in ("allOf", "anyOf", "oneOf"):
        if schema.get(word):
            return item(schema[word][0], document, number)
    if "array" in kinds(schema):
        return [item(schema.get("items", {}), document, number)]
    if "properties" in schema:
        return {name: item(inner, document, number) for name, inner in schema["properties"].items()}
    if kinds(schema) & {"integer", "number"}:
        return number
    if "boolean" in kinds(schema):
        return True
    return f"a{number:x}.bc"


def operations(server):
    """All of them; each document is the server's own, and comes with them."""
    catalogue = server.control("GET", "catalogue").json()
    found = []
    for provider in catalogue["providers"]:
        document = server.control("GET", f"openapi/{provider['id']}.json").json()
        for path, entry in document["paths"].items():
            for method, operation in entry.items():
                if not isinstance(operation, dict) or "operationId" not in operation:
                    continue
                given = [resolved(one, document) for one in entry.get("parameters", []) + operation.get("parameters", [])]
                content = next(iter(resolved(operation.get("requestBody", {}), document).get("content", {}).values()), {})
                schema = content.get("schema", {})
                members = [(where, inner, document) for where, inner in walk(schema, document) if where]
                name = f"{provider['id']}.{operation['operationId']}"
                found.append(Operation(name, provider["id"], method.upper(), path, given, content.get("example"), members))
    return found
