"""What can go wrong, in certmock's own words."""

from __future__ import annotations

from typing import Any


class CertmockError(Exception):
    """The control API refuses something."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        #: The HTTP status, where there was an answer.
        self.status = status


class ArgumentError(CertmockError, TypeError, ValueError):
    """Something was given that cannot be meant; nothing was asked of the server."""


class EndedError(CertmockError):
    """The server ended by itself; the message has how, and what it said last."""


class StartError(CertmockError):
    """A server did not start; the message has what it said."""


class WaitTimeout(CertmockError, TimeoutError):
    """The requests that were waited for did not come."""

    def __init__(self, message: str, requests: list[dict[str, Any]]) -> None:
        super().__init__(message, 408)
        #: Those that came.
        self.requests = requests
