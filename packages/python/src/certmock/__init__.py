"""certmock in tests: a mock server for the certificate APIs of Tencent Cloud, Huawei Cloud, Qiniu and Rainbond."""

from ._accounts import Account
from ._binary import find_binary
from ._errors import CertmockError, StartError, WaitTimeout
from ._server import Server

__all__ = ["Account", "CertmockError", "Server", "StartError", "WaitTimeout", "find_binary"]
