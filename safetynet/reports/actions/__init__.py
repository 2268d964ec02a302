"""Writes of the reports app: snapshots, and reports out of them."""

from .figures import Report, write_report
from .reporting import Scope, make_report
from .snapshots import make_snapshot

__all__ = ["Report", "Scope", "make_report", "make_snapshot", "write_report"]
