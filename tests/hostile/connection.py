"""HTTP/1.1 as bytes: nothing is put right on its way, and answers are read as they come."""

import dataclasses
import json
import socket
import struct


class Broken(OSError):
    """What came is no answer, or not the whole of one."""


@dataclasses.dataclass
class Answer:
    status: int
    headers: list
    body: bytes

    def header(self, name):
        return next((value for known, value in self.headers if known.lower() == name.lower()), None)

    def json(self):
        return json.loads(self.body) if self.body else None

    def text(self):
        lines = [f"{name}: {value}" for name, value in self.headers]
        return "\n".join([str(self.status), *lines, self.body.decode(errors="replace")])


class Head:
    """The head of a request, whose headers are pairs or a dictionary."""

    def __init__(self, method, target, headers=()):
        self.method, self.target = method, target
        self.headers = list(headers.items()) if isinstance(headers, dict) else list(headers)

    def with_body(self, body=b""):
        return Request(self.method, self.target, self.headers, body)


@dataclasses.dataclass
class Request:
    method: str
    target: str
    headers: list
    body: bytes = b""

    def head(self):
        headers = list(self.headers)
        names = {name.lower() for name, _ in headers}
        if "host" not in names:
            headers.insert(0, ("Host", "127.0.0.1"))
        if self.body and not names & {"content-length", "transfer-encoding"}:
            headers.append(("Content-Length", str(len(self.body))))
        lines = [f"{self.method} {self.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")

    def raw(self):
        return self.head() + self.body


class Connection:
    """A connection that is kept until an answer, or the other side, ends it."""

    def __init__(self, port, timeout=30):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def reset(self):
        """Ends it with an RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def send(self, raw):
        self.socket.sendall(raw)

    def finish(self):
        """Says that nothing more is sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def more(self):
        piece = self.socket.recv(1 << 18)
        self.buffer += piece
        return bool(piece)

    def until(self, mark):
        while mark not in self.buffer:
            if not self.more():
                raise Broken(f"the end came before {mark!r}: {self.buffer[:200]!r}")
        found, _, self.buffer = self.buffer.partition(mark)
        return found

    def exactly(self, length):
        if length > len(self.buffer):
            pieces, have = [self.buffer], len(self.buffer)
            while have < length:
                piece = self.socket.recv(1 << 18)
                if not piece:
                    raise Broken(f"{have} of {length} bytes came")
                pieces.append(piece)
                have += len(piece)
            self.buffer = b"".join(pieces)
        found, self.buffer = self.buffer[:length], self.buffer[length:]
        return found

    def answer(self, method="GET"):
        """The next answer, interim ones passed over."""
        while True:
            lines = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
            if not lines[0].startswith("HTTP/1.1 ") and not lines[0].startswith("HTTP/1.0 "):
                raise Broken(f"no status line: {lines[0][:100]!r}")
            status = int(lines[0].split(" ", 2)[1])
            headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines[1:]]
            if status >= 200:
                break
        answer = Answer(status, headers, b"")
        length = answer.header("content-length")
        if method == "HEAD" or status in (204, 304):
            return answer
        if (answer.header("transfer-encoding") or "").lower() == "chunked":
            while size := int(self.until(b"\r\n").split(b";")[0], 16):
                answer.body += self.exactly(size)
                self.until(b"\r\n")
            self.until(b"\r\n")
        elif length is not None:
            answer.body = self.exactly(int(length))
        else:
            answer.body = self.rest()
        return answer

    def rest(self):
        """Whatever comes until the end."""
        try:
            while self.more():
                pass
        except ConnectionError:
            pass
        found, self.buffer = self.buffer, b""
        return found

    def ask(self, request):
        self.send(request.raw())
        return self.answer(request.method)


def pipelined(connection, requests, at_once=64):
    """The answers to many requests, so many of which are on their way at once."""
    requests, answers = list(requests), []
    for begin in range(0, len(requests), at_once):
        batch = requests[begin : begin + at_once]
        connection.send(b"".join(request.raw() for request in batch))
        answers += [connection.answer(request.method) for request in batch]
    return answers
