"""Marks on views."""

from collections.abc import Callable
from typing import Any


def without_record(view: Callable[..., Any]) -> Callable[..., Any]:
    """This page shows nothing of the record, so nothing needs to be written into the log."""
    view.without_record = True  # type: ignore[attr-defined]
    return view
