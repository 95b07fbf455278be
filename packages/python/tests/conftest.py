from pathlib import Path

import pytest

pytest_plugins = "pytester"

MATERIAL = Path(__file__).resolve().parents[3] / "fixtures" / "certificates"


@pytest.fixture
def pair():
    """A certificate with its chain, and its key, of those that the repository ships."""
    return lambda name: ((MATERIAL / f"{name}.crt").read_text(), (MATERIAL / f"{name}.key").read_text())
