"""Where two agencies say different things about the same. Both claims stand; the page shows them side by side."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Row(Protocol):
    """A claim as its reader sees it."""

    def __getattr__(self, name: str) -> Any: ...


def contradictions(rows: Sequence[Row], compared: Sequence[str], same: Sequence[str] = ()) -> frozenset[int]:
    """The ids of claims that another agency contradicts.

    ``compared`` names the columns whose values must agree; ``same`` the columns that say what the claim is about (the
    factor of a risk factor). An empty value contradicts nothing: unknown is not "no" (study rule R13).
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, column) for column in same), []).append(row)
    found: set[int] = set()
    for group in groups.values():
        for column in compared:
            found |= _differing(group, column)
    return frozenset(found)


def _differing(rows: Iterable[Row], column: str) -> set[int]:
    said = [(row.source_agency_id, _comparable(getattr(row, column)), row.id) for row in rows]
    said = [(agency, value, row) for agency, value, row in said if value not in ("", None, (), "unknown")]
    return {row for agency, value, row in said if any(other != agency and another != value for other, another, _ in said)}


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold().strip()
    return tuple(sorted(value)) if isinstance(value, list) else value
