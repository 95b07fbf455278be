"""Where the binary is."""

from __future__ import annotations

import os
import shutil
import site
import sys
import sysconfig
from pathlib import Path


def find_binary() -> str:
    """The binary: that of CERTMOCK_BINARY, or the one that came with this package, or one on PATH."""
    named = os.environ.get("CERTMOCK_BINARY")
    if named:
        return named
    folders = [
        Path(sysconfig.get_path("scripts")),
        Path(site.getuserbase()) / "bin",
        # `pip install --target`, and `--prefix`.
        Path(__file__).parent.parent / "bin",
        *(folder / "bin" for folder in list(Path(__file__).parents)[4:5]),
        Path(sys.prefix) / "bin",
    ]
    for folder in folders:
        if os.access(folder / "certmock", os.X_OK):
            return str(folder / "certmock")
    found = shutil.which("certmock")
    if found:
        return found
    raise FileNotFoundError("there is no certmock binary: install the wheel for this platform, or name one in CERTMOCK_BINARY")
