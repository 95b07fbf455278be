"""certmock in tests: a mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond."""

from ._accounts import Account
from ._binary import find_binary
from ._errors import ArgumentError, CertmockError, EndedError, StartError, WaitTimeout
from ._server import Server

__all__ = ["Account", "ArgumentError", "CertmockError", "EndedError", "Server", "StartError", "WaitTimeout", "find_binary"]

# What is shown of them is how they are imported.
for _shown in (Account, ArgumentError, CertmockError, EndedError, Server, StartError, WaitTimeout):
    _shown.__module__ = __name__
