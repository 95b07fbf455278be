"""Stands in for certifi: trusts what certmock's clients are to trust."""

from .core import contents, where

__all__ = ["contents", "where"]
__version__ = "2026.11.28"
