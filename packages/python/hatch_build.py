"""Has the wheel carry the binary that CERTMOCK_BINARY names, and be called after what that runs on."""

from __future__ import annotations

import os
import shutil
import struct
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The machines of ELF.
MACHINES = {62: "x86_64", 183: "aarch64"}
INTERPRETER = 3  # PT_INTERP


def tag_of(binary: Path) -> str:
    """The platforms that a binary runs on: any Linux where it is static, else those like this machine."""
    with binary.open("rb") as file:
        head = file.read(64)
        if head[:6] != b"\x7fELF\x02\x01":
            # One of another system runs on that, and is built there.
            return sysconfig.get_platform().replace("-", "_").replace(".", "_")
        machine = MACHINES[struct.unpack_from("<H", head, 18)[0]]
        (headers,) = struct.unpack_from("<Q", head, 32)
        size, count = struct.unpack_from("<HH", head, 54)
        file.seek(headers)
        table = file.read(size * count)
    kinds = [struct.unpack_from("<I", table, size * index)[0] for index in range(count)]
    if INTERPRETER in kinds:
        return f"linux_{machine}"
    return f"manylinux_2_17_{machine}.manylinux2014_{machine}.musllinux_1_1_{machine}"


class Hook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        named = os.environ.get("CERTMOCK_BINARY")
        if not named:
            raise SystemExit("CERTMOCK_BINARY names the binary that the wheel is to carry: run packages/python/build BINARY")
        # A script goes by the name of its file.
        script = Path(self.directory) / "certmock"
        script.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(named, script)
        build_data["tag"] = f"py3-none-{tag_of(script)}"
        build_data["shared_scripts"] = {str(script): "certmock"}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        (Path(self.directory) / "certmock").unlink()
