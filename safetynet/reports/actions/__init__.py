"""Writes of the reports app: snapshots, and reports out of them."""

from .figures import Report, write_report
from .papers import (
    make_afcars,
    make_board_report,
    make_county_plan,
    make_htrs,
    sheet_as_csv,
    sheet_as_json,
    sheet_as_pages,
)
from .reporting import Scope, make_report
from .snapshots import make_snapshot

__all__ = [
    "Report",
    "Scope",
    "make_afcars",
    "make_board_report",
    "make_county_plan",
    "make_htrs",
    "make_report",
    "make_snapshot",
    "sheet_as_csv",
    "sheet_as_json",
    "sheet_as_pages",
    "write_report",
]
