"""Secrets that nobody has, each of which is known again wherever it comes up, in every spelling."""

import base64
import dataclasses
import string
import textwrap
import urllib.parse

LETTERS = string.ascii_letters + string.digits
# How keys of each kind begin, in DER; each is as long as base64 has whole letters for.
BEGINNINGS = {
    "PRIVATE KEY": bytes.fromhex("308204bd020100300d06092a864886f70d0101010500048204a730"),
    "RSA PRIVATE KEY": bytes.fromhex("308204a40201000282010100"),
    "EC PRIVATE KEY": bytes.fromhex("307702010104200102"),
    "ENCRYPTED PRIVATE KEY": bytes.fromhex("308204fe302806092a864886f70d010c0103301a0408010203"),
}


@dataclasses.dataclass(frozen=True)
class Mark:
    """A secret as it is sent, and what of it would give it away."""

    kind: str
    text: str
    needles: tuple

    def is_in(self, shown):
        return any(needle in shown for needle in self.needles)


class Marks:
    """Makes marks, no two alike."""

    def __init__(self, random):
        self.random = random

    def word(self, letters=LETTERS, length=14):
        return "Mk" + "".join(self.random.choices(letters, k=length))

    def bare(self):
        """A secret that only its name says to be one."""
        word = self.word()
        return Mark("a word", word, (word,))

    def number(self):
        number = str(self.random.randrange(10**15, 9 * 10**15))
        return Mark("a number", number, (number,))

    def key(self, label="PRIVATE KEY"):
        """A key: its words, its DER and its PEM."""
        words = [self.word() for _ in range(12)]
        begin = BEGINNINGS[label]
        begin += bytes(-len(begin) % 3)
        der = begin + base64.b64decode("".join(words))
        letters = base64.b64encode(der).decode()
        # Lines as long as a word goes into, so that each line has a whole one.
        lines = [letters[: len(letters) - 16 * 12], *textwrap.wrap("".join(words), 64)]
        return words, der, f"-----BEGIN {label}-----\n" + "\n".join(lines) + f"\n-----END {label}-----\n"

    def keys(self):
        """A key in each of its spellings; what is hidden is known by what is in it."""
        for label in BEGINNINGS:
            words, _, pem = self.key(label)
            yield Mark(f"PEM of a {label}", pem, tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM on one line", pem.replace("\n", " "), tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM without lines", pem.replace("\n", ""), tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM with its lines escaped", pem.replace("\n", "\\n"), tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM with returns", pem.replace("\n", "\r\n"), tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM in small letters", pem.replace("PRIVATE KEY", "private key").replace("BEGIN", "begin"), tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM in a sentence", f'my key is "{pem}", you know', tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM without its end", pem.split("-----END")[0], tuple(words))
        for label in ("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"):
            words, der, _ = self.key(label)
            yield Mark(f"base64 of a {label}", base64.b64encode(der).decode(), tuple(words))
            words, der, _ = self.key(label)
            yield Mark(
                f"base64 of a {label} in lines", "\n".join(textwrap.wrap(base64.b64encode(der).decode(), 64)), tuple(words[3:6])
            )
        words, der, _ = self.key()
        safe = base64.urlsafe_b64encode(der).decode()
        yield Mark("base64 for URLs", safe.rstrip("="), tuple(words))
        words, der, _ = self.key()
        hexes = tuple(base64.b64decode(word).hex() for word in words)
        yield Mark("DER in hexadecimal digits", der.hex(), hexes)
        words, der, _ = self.key()
        hexes = tuple(base64.b64decode(word).hex().upper() for word in words)
        yield Mark("DER in large hexadecimal digits", der.hex().upper(), hexes)
        words, _, pem = self.key()
        yield Mark("base64 of PEM", base64.b64encode(pem.encode()).decode(), tuple(encoded(pem, word) for word in words))
        words, _, pem = self.key()
        yield Mark("PEM, percent-encoded", urllib.parse.quote(pem, safe=""), tuple(words))
        words, _, pem = self.key()
        yield Mark("PEM, percent-encoded twice", urllib.parse.quote(urllib.parse.quote(pem, safe=""), safe=""), tuple(words))

    def given(self):
        """A secret that a text gives with its name."""
        for kind, form in (
            ("a pair", "private_key={}"),
            ("a query", "a=b&token={}&c=d"),
            ("JSON", '{{"pri":"{}"}}'),
            ("JSON with spaces", '{{ "CertificatePrivateKey" : "{}" }}'),
            ("a header", "Authorization: Basic {}"),
            ("credentials", "Bearer {}"),
        ):
            mark = self.bare()
            yield Mark(kind, form.format(mark.text), mark.needles)


def encoded(text, word):
    """What base64 makes of the middle of a word in a text."""
    begin = -(-text.index(word) // 3) * 3
    return base64.b64encode(text[begin : begin + 12].encode()).decode()


# Names that are secret, as their vendors and their clients spell them.
NAMES = [
    "pri",
    "PRI",
    "private_key",
    "privateKey",
    "PrivateKey",
    "PRIVATE-KEY",
    "CertificatePrivateKey",
    "CertificateKey",
    "CsrKeyPassword",
    "KeyPassword",
    "password",
    "Passwd",
    "passphrase",
    "secret_key",
    "SecretKey",
    "SecretAccessKey",
    "sk",
    "token",
    "X-Auth-Token",
    "x-subject-token",
    "SecurityToken",
    "access_token",
    "Authorization",
    "signature",
    "Signature",
    "api_key",
    "enc_private_key",
    "Cookie",
]


def values(marks):
    """A secret as a value of every kind, under a name that says so: the value and its mark."""
    mark = marks.bare()
    yield "a text", mark.text, mark
    mark = marks.bare()
    yield "a list", [mark.text, "b"], mark
    mark = marks.bare()
    yield "a list in a list", [[mark.text]], mark
    mark = marks.bare()
    yield "an object", {"value": mark.text}, mark
    mark = marks.bare()
    yield "a name in an object", {mark.text: 1}, mark
    mark = marks.bare()
    yield "an object in a list", [{"a": [{"b": mark.text}]}], mark
    mark = marks.number()
    yield "a number", int(mark.text), mark
    mark = marks.number()
    yield "a fraction", float(f"0.{mark.text}"), Mark("a number", mark.text, (repr(float(f"0.{mark.text}"))[2:],))
    mark = marks.number()
    yield "numbers in a list", [int(mark.text)], mark
