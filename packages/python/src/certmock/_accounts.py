"""Accounts with credentials that are made up."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any, Callable

from ._desk import SLOW, Control, Desk
from ._errors import ArgumentError

VENDORS = ("huawei", "qiniu", "rainbond", "tencent")


def vendor_of(provider: str) -> str:
    """The vendor of a provider, which may be named by itself: `tencent_ssl`, or `tencent`."""
    vendor = provider.split("_")[0] if isinstance(provider, str) else provider
    if vendor not in VENDORS:
        raise ArgumentError(f"there is no vendor {provider!r}: write one of {', '.join(VENDORS)}")
    return vendor


def name_of(words: str) -> str:
    """An account's name that begins with those words, and is no other's."""
    # Neither what stands for anything in a rule, nor what parts the names of made-up keys.
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', words)[:200]}.{secrets.token_hex(4)}"


class Account(Desk):
    """An account of its own at one vendor. The server knows its credentials and verifies signatures by them."""

    #: The vendor: `huawei`, `qiniu`, `rainbond` or `tencent`.
    vendor: str
    #: What it is called in the journal and by `?account=`.
    name: str
    #: The access key; at Tencent Cloud the SecretId, at Rainbond the token.
    key: str
    #: The secret key; at Rainbond the token again.
    secret: str
    #: At Huawei Cloud the project's id.
    project: str
    #: At Huawei Cloud the names of the domain and of the user, with the user's password.
    domain: str
    user: str
    password: str
    #: At Huawei Cloud a token that is valid without having been issued.
    token: str
    #: At Rainbond the name of the team, and its id.
    team: str
    team_id: str

    def __init__(self, control: Control, vendor: str, name: str, forget: Callable[[Account], None]) -> None:
        super().__init__(control, name, vendor)
        self.vendor = vendor
        self.name = name
        self.secret = secrets.token_urlsafe(30)
        self.key = {
            "huawei": secrets.token_hex(10).upper(),
            "qiniu": secrets.token_urlsafe(30),
            "rainbond": secrets.token_hex(20),
            "tencent": "AKID" + secrets.token_hex(16),
        }[vendor]
        self.project = self.domain = self.user = self.password = self.token = self.team = self.team_id = ""
        if vendor == "huawei":
            self.project, self.password, self.token = secrets.token_hex(16), secrets.token_hex(8), secrets.token_hex(16)
            self.domain = self.user = name
        if vendor == "rainbond":
            self.secret = self.key
            self.team, self.team_id = "team", secrets.token_hex(16)
        self._forget = forget

    def __repr__(self) -> str:
        return f"<certmock.Account {self.name} at {self.vendor}>"

    @property
    def declaration(self) -> dict[str, Any]:
        """How a fixture declares it."""
        credentials: dict[str, Any] = {
            "huawei": {
                "access_key": self.key,
                "secret_key": self.secret,
                "project_id": self.project,
                "user": self.user,
                "password": self.password,
                "domain": self.domain,
                "token": self.token,
            },
            "qiniu": {"access_key": self.key, "secret_key": self.secret},
            "rainbond": {"token": self.key, "teams": [{"id": self.team_id, "name": self.team}]},
            "tencent": {"secret_id": self.key, "secret_key": self.secret},
        }
        return {"name": self.name, self.vendor: credentials[self.vendor]}

    def env(self) -> dict[str, str]:
        """The variables by which the vendor's own SDKs are given credentials; none where they read none."""
        if self.vendor == "huawei":
            prefix = "HUAWEICLOUD_SDK"
            return {f"{prefix}_AK": self.key, f"{prefix}_SK": self.secret, f"{prefix}_PROJECT_ID": self.project}
        if self.vendor == "tencent":
            return {"TENCENTCLOUD_SECRET_ID": self.key, "TENCENTCLOUD_SECRET_KEY": self.secret}
        return {}

    def load(self, state: Mapping[str, Any]) -> None:
        """Gives it what it holds, by provider: `{"qiniu": {"domains": […]}}`, as `state` in docs/fixtures.md."""
        __tracebackhide__ = True
        if not isinstance(state, Mapping):
            raise ArgumentError(f'{state!r} is not a state of an account: write {{"{self.vendor}": {{…}}}}, or load a fixture with server.load()')
        fixture = {"certmock": 1, "state": {self.name: dict(state)}}
        self._control.call("POST", "/fixtures", {}, fixture, SLOW)

    def reset(self) -> None:
        """Has it begin again: holding nothing, its rules and its journal gone. The credentials stay."""
        self._control.call("POST", "/reset", self._of, patience=SLOW)
        declare(self._control, [self])

    def forget(self) -> None:
        """Has the server forget it, with its credentials."""
        self._forget(self)
        self._control.call("POST", "/reset", self._of, patience=SLOW)


def declare(control: Control, accounts: list[Account]) -> None:
    """Has the server know accounts."""
    __tracebackhide__ = True
    fixture = {"certmock": 1, "accounts": [account.declaration for account in accounts]}
    control.call("POST", "/fixtures", {}, fixture, SLOW)
