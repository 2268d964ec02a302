"""Questions to the database stand in SQL files beside the Python that asks them, one question per file."""

from functools import cache
from pathlib import Path


@cache
def question(beside: str, name: str) -> str:
    """The words of ``NAME.sql`` in the folder of the module ``beside`` (its ``__file__``), without the comments."""
    lines = (Path(beside).parent / f"{name}.sql").read_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
