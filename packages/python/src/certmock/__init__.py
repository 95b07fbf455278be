"""certmock in tests: a mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond."""

from ._accounts import Account
from ._binary import find_binary
from ._errors import CertmockError, StartError, WaitTimeout
from ._server import Server

__all__ = ["Account", "CertmockError", "Server", "StartError", "WaitTimeout", "find_binary"]

# What is shown of them is how they are imported.
for _shown in (Account, CertmockError, Server, StartError, WaitTimeout):
    _shown.__module__ = __name__
