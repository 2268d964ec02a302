"""Reads of the reports app, one question per function."""

from .counts import count_record

__all__ = ["count_record"]
