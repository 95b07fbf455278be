"""Clients that `openapi-python-client` writes from a document."""

import importlib
import json
import subprocess
import sys
from pathlib import Path


class Generated:
    """A client that was written into a folder."""

    def __init__(self, document, folder):
        file = Path(folder) / "openapi.json"
        file.write_text(json.dumps(document))
        tool = Path(sys.executable).with_name("openapi-python-client")
        words = [tool, "generate", "--path", file, "--output-path", Path(folder) / "made", "--meta", "none"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        sys.path.insert(0, str(folder))
        self.models = importlib.import_module("made.models")
        self.folder = Path(folder) / "made" / "api"

    def connect(self, url):
        """With the token as it is, no scheme before it."""
        return importlib.import_module("made").AuthenticatedClient(base_url=url, token="certmock", prefix="")

    def operation(self, name):
        """What asks for an operation: the module of that name, whatever its tag."""
        (file,) = self.folder.glob(f"*/{name}.py")
        return importlib.import_module(f"made.api.{file.parent.name}.{name}").sync_detailed
