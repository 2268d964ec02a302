"""Writes of the reports app: snapshots, reports out of them, and what counties enter for the report to the Legislature."""

from .entering import enter_denominator, enter_participation, enter_words
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
from .program import find_published, make_program_report, program_octets, write_program_report
from .reporting import Scope, make_report
from .snapshots import make_snapshot

__all__ = [
    "Report",
    "Scope",
    "enter_denominator",
    "enter_participation",
    "enter_words",
    "find_published",
    "make_afcars",
    "make_board_report",
    "make_county_plan",
    "make_htrs",
    "make_program_report",
    "make_report",
    "make_snapshot",
    "program_octets",
    "sheet_as_csv",
    "sheet_as_json",
    "sheet_as_pages",
    "write_program_report",
    "write_report",
]
