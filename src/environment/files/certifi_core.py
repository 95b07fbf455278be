"""Where the certificates are that clients are to trust."""

import os


def where() -> str:
    """The file, as PEM."""
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(os.path.dirname(os.path.dirname(here)), "bundle.pem")


def contents() -> str:
    """What is in it."""
    with open(where(), encoding="ascii") as bundle:
        return bundle.read()
