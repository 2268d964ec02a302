"""The one door for values. Screens, packets, exports and JSON get ``Seen`` rows; a withheld value cannot be asked for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from .tables import WITHHELD
from .vocabulary import Role


class WithheldError(Exception):
    """A template or an export asked for a value that the policy withholds from this reader."""


class Shape:
    """The columns of a table as one set of roles sees them: where each value stands, and which are withheld."""

    __slots__ = ("columns", "places", "withheld")

    def __init__(self, columns: Sequence[str], withheld: frozenset[str]) -> None:
        self.columns = tuple(name for name in columns if name not in withheld)
        self.places = {name: place for place, name in enumerate(columns) if name not in withheld}
        self.withheld = withheld


@lru_cache(maxsize=4096)
def make_shape(table: str, columns: tuple[str, ...], roles: frozenset[Role]) -> Shape:
    """The shape of a table for a reader in these roles; unlisted columns belong to the row and are seen with it."""
    return Shape(columns, withheld_columns(table, roles))


def withheld_columns(table: str, roles: frozenset[Role]) -> frozenset[str]:
    """The columns of a table that nobody in these roles sees, although the row is shared."""
    return frozenset(column for (name, column), allowed in WITHHELD.items() if name == table and not roles & allowed)


class Seen:
    """One row as one reader may see it. Values are read as attributes; a withheld one raises, an unknown one too."""

    __slots__ = ("_shape", "_values")

    def __init__(self, shape: Shape, values: Sequence[Any]) -> None:
        self._shape = shape
        self._values = values

    def __getattr__(self, name: str) -> Any:
        shape: Shape = object.__getattribute__(self, "_shape")
        place = shape.places.get(name)
        if place is not None:
            return object.__getattribute__(self, "_values")[place]
        if name in shape.withheld:
            raise WithheldError(f"{name} is withheld from this reader")
        raise AttributeError(name)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Name and value of everything that is seen, in the table's order."""
        return ((name, self._values[self._shape.places[name]]) for name in self._shape.columns)

    def withholds(self, name: str) -> bool:
        """Whether this value exists but is not for this reader."""
        return name in self._shape.withheld
