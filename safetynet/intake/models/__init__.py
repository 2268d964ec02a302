"""One record kind per file."""

from .mapping import SavedMapping
from .workbook import HeldRow, LoadedRow, SheetRow, Workbook, WorkbookFault, WorkbookState

__all__ = ["HeldRow", "LoadedRow", "SavedMapping", "SheetRow", "Workbook", "WorkbookFault", "WorkbookState"]
