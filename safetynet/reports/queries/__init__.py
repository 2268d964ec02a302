"""Every read of the reports, named by the question it answers."""

from .counts import count_record

__all__ = ["count_record"]
