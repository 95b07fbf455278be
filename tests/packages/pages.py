#!/usr/bin/env python3
"""Writes what the pages show in Python, JavaScript and Java into a folder, a file for each block, to be run; what
they show in Rust has to stand in the documentation of the library, which cargo runs."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ["README.md", "docs/testing.md", "packages/python/README.md", "packages/node/README.md"]
FILES = {"python": "test_page_{}.py", "js": "page_{}.test.mjs", "java": "page_{}.java"}


def main(folder):
    documented = re.sub(r"^//! ?", "", (ROOT / "src/lib.rs").read_text(), flags=re.M)
    written = dict.fromkeys(FILES, 0)
    folder.mkdir(parents=True)
    for page in PAGES:
        for language, block in re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / page).read_text(), re.M | re.S):
            if language == "rust" and block not in documented:
                sys.exit(f"{page}: src/lib.rs does not have what stands here in Rust")
            if language in FILES:
                written[language] += 1
                (folder / FILES[language].format(written[language])).write_text(block)
    if 0 in written.values():
        sys.exit(f"the pages show nothing in one language: {written}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
