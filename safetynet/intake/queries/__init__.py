"""Every read of the intake, named by the question it answers."""

from .workbooks import find_duplicates, find_faults, find_held, find_mapping, find_progress, find_report, find_workbooks

__all__ = [
    "find_duplicates",
    "find_faults",
    "find_held",
    "find_mapping",
    "find_progress",
    "find_report",
    "find_workbooks",
]
