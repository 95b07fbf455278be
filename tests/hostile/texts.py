"""Texts and JSON of any size that a parser, or whatever looks for secrets in them, may find dear."""

import base64
import json


def repeat(unit, size):
    return (unit * (size // len(unit) + 1))[:size]


# What a text is made of, over and over: each is the beginning of something that is looked for.
UNITS = {
    "letters": "a",
    "percent signs": "%25",
    "percent alone": "%",
    "base64 of DER": "MIIEvQIBADANBg",
    "the letter M": "M",
    "digits of DER": "30",
    "a key's label": "PRIVATE ",
    "labels of blocks": "-----BEGIN ",
    "labels with keys": "-----BEGIN PRIVATE",
    "equals signs": "=",
    "names with values": "a=b&",
    "secret names": "token",
    "colons": "a:",
    "quotes": '"',
    "brackets": "](",
    "backslashes": "\\",
    "spaces": " ",
    "plus signs": "+",
    "lines": "\n",
    "returns": "\r\n",
    "control characters": "\x01",
    "NULs": "\0",
    "dots": "a.",
    "slashes": "a/",
    "commas": "a,",
    "stars": "*a",
    "accents": "é",
    "emoji": "\U0001f512",
    "wide letters": "证书",
    "combining marks": "a\u0301",
    "letters that grow in lower case": "\u0130",
    "dashes": "-",
    "words": "word ",
    "braces": "{}",
}


def texts():
    return {name: lambda size, unit=unit: repeat(unit, size) for name, unit in UNITS.items()}


def list_of(item, size):
    return "[" + ",".join([item] * (size // (len(item) + 1))) + "]"


def members(name, value, size):
    """An object of many members; a name has its number where the braces are."""
    count = max(1, size // (len(name.format(0)) + len(value) + 8))
    return "{" + ",".join(f'"{name.format(index)}":{value}' for index in range(count)) + "}"


# JSON texts of about a size, each an object: `x` is nobody's name for anything.
DOCUMENTS = {
    "zeros": lambda size: '{"x":' + list_of("0", size) + "}",
    "empty lists": lambda size: '{"x":' + list_of("[]", size) + "}",
    "empty objects": lambda size: '{"x":' + list_of("{}", size) + "}",
    "empty texts": lambda size: '{"x":' + list_of('""', size) + "}",
    "short texts": lambda size: '{"x":' + list_of('"ab"', size) + "}",
    "small objects": lambda size: '{"x":' + list_of('{"a":1}', size) + "}",
    "numbers": lambda size: '{"x":' + list_of("1.5e-300", size) + "}",
    "long numbers": lambda size: '{"x":' + list_of("9" * 1000, size) + "}",
    "one number": lambda size: '{"x":' + "9" * size + "}",
    "one fraction": lambda size: '{"x":0.' + "3" * size + "}",
    "an exponent": lambda size: '{"x":1e' + "9" * size + "}",
    "literals": lambda size: '{"x":' + list_of("null", size) + "}",
    "many members": lambda size: members("m{}", "0", size),
    "many members in a member": lambda size: '{"x":' + members("m{}", "0", size) + "}",
    "the same member": lambda size: members("x", "0", size),
    "the same member with texts": lambda size: members("x", json.dumps("v" * 40), size),
    "members of no name": lambda size: members("", "0", size),
    "secret members": lambda size: members("private_key{}", '"abc"', size),
    "secret lists": lambda size: '{"private_key":' + list_of('"ab"', size) + "}",
    "names with dots": lambda size: members("a.b.c.d{}", "0", size),
    "names with percent signs": lambda size: members("%25%25%2525{}", "0", size),
    "one long name": lambda size: '{"' + "n" * size + '":0}',
    "one name of percent signs": lambda size: '{"' + repeat("%25", size) + '":0}',
    "one name of dots": lambda size: '{"' + repeat("a.", size) + '":0}',
    "long names": lambda size: members("n" * 300 + "{}", "0", size),
    "nested lists": lambda size: '{"x":' + "[" * (size // 2) + "]" * (size // 2) + "}",
    "open lists": lambda size: '{"x":' + "[" * size,
    "nested objects": lambda size: '{"x":' * (size // 6) + "0" + "}" * (size // 6),
    "lists just deep enough": lambda size: '{"x":' + list_of("[" * 100 + "]" * 100, size) + "}",
    "objects just deep enough": lambda size: '{"x":' + list_of('{"a":' * 60 + "0" + "}" * 60, size) + "}",
    "escapes": lambda size: '{"x":"' + repeat("\\u0041", size // 6 * 6) + '"}',
    "pairs of escapes": lambda size: '{"x":"' + repeat("\\ud83d\\udd12", size // 12 * 12) + '"}',
    "half pairs": lambda size: '{"x":"' + repeat("\\ud83d", size // 6 * 6) + '"}',
    "short escapes": lambda size: '{"x":"' + repeat("\\n", size // 2 * 2) + '"}',
    "raw lines": lambda size: '{"x":"' + "\n" * size + '"}',
    "raw control characters": lambda size: '{"x":"' + "\x01" * size + '"}',
    "spaces": lambda size: '{"x":0' + " " * size + "}",
    "spaces between": lambda size: '{"x":' + list_of(" 0 ", size) + "}",
    "something behind": lambda size: "{}" + "x" * size,
    "no end": lambda size: '{"x":"' + "a" * size,
    "no JSON": lambda size: "a" * size,
    "a text": lambda size: '"' + "a" * size + '"',
    "a list": lambda size: list_of("{}", size),
}


def documents():
    """Those, and an object with a text of each kind."""
    found = dict(DOCUMENTS)
    for name, text in texts().items():
        found[f"a text of {name}"] = lambda size, text=text: json.dumps({"x": text(size)}, ensure_ascii=False)
        found[f"names of {name}"] = lambda size, text=text: json.dumps(
            {f"{text(60)}{index}": "" for index in range(size // 70)}, ensure_ascii=False
        )
    return {name: lambda size, make=make: make(size).encode("utf-8", "surrogatepass") for name, make in found.items()}


def blocks(certificate, key):
    """PEM texts of about a size, made of a certificate and a key."""
    begin, end = "-----BEGIN CERTIFICATE-----\n", "-----END CERTIFICATE-----\n"
    leaf = certificate[: certificate.index(end) + len(end)]
    lines = "\n".join(["MIIB" + "A" * 60] * 20) + "\n"
    return {
        "the same certificate": lambda size: repeat(leaf, size // len(leaf) * len(leaf)),
        "the same chain": lambda size: repeat(certificate, size // len(certificate) * len(certificate)),
        "keys": lambda size: repeat(key, size // len(key) * len(key)),
        "keys and certificates": lambda size: repeat(leaf + key, size // len(leaf + key) * len(leaf + key)),
        "empty blocks": lambda size: repeat(begin + end, size // 53 * 53),
        "blocks of nonsense": lambda size: repeat(begin + lines + end, size // 1500 * len(begin + lines + end)),
        "blocks that only begin": lambda size: leaf + repeat(begin, size),
        "blocks that only end": lambda size: leaf + repeat(end, size),
        "blocks in blocks": lambda size: repeat(begin, size // 2) + repeat(end, size // 2),
        "one long line": lambda size: begin + "A" * size + "\n" + end,
        "short lines": lambda size: begin + "QUFB\n" * (size // 5) + end,
        "no line ends": lambda size: repeat(leaf.replace("\n", " "), size),
        "returns": lambda size: repeat(leaf.replace("\n", "\r\n"), size),
        "returns alone": lambda size: repeat(leaf.replace("\n", "\r"), size),
        "empty lines": lambda size: begin + "\n" * size + end,
        "padding": lambda size: begin + "=" * size + "\n" + end,
        "words before": lambda size: "word\n" * (size // 5) + leaf,
        "words behind": lambda size: leaf + "word\n" * (size // 5),
        "dashes": lambda size: "-" * size,
        "half labels": lambda size: repeat("-----BEGIN CERTIFICATE----\n", size),
        "headers in it": lambda size: begin + "Proc-Type: 4,ENCRYPTED\n" * (size // 23) + end,
        "DER of nested sequences": lambda size: begin + base64.b64encode(b"\x30\x80" * (size * 3 // 8)).decode() + "\n" + end,
        "DER of one long text": lambda size: (
            begin + base64.b64encode(b"\x30\x83" + (size // 2).to_bytes(3, "big") + b"\x0c" * (size // 2)).decode() + "\n" + end
        ),
    }
