"""How complete the record is: of each field, by kind of agency, how many claims say something."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from safetynet.kernel.codes import AgencyType
from safetynet.kernel.suppression import SMALLEST_TOLD

from .figures import opened


@dataclass(frozen=True, slots=True)
class Completeness:
    """One field of one record kind, as one kind of agency fills it. None: withheld."""

    record: str
    field: str
    agency: str
    filled: int | None
    claims: int | None

    @property
    def percent(self) -> float | None:
        """The share of the claims that say something; None where it is withheld or there is none."""
        return round(100 * self.filled / self.claims, 1) if self.filled is not None and self.claims else None


def read_completeness(folder: Path, *, exact: bool) -> list[Completeness]:
    """Every field of a snapshot's claims. For whoever gets no small counts, a line is withheld where any part of it is 1 to 10."""
    question = (
        "SELECT record, field, agency, sum(filled)::BIGINT, sum(claims)::BIGINT FROM completeness "
        "GROUP BY ALL ORDER BY record, field, agency"
    )
    with opened(folder) as cohort:
        rows = cohort.execute(question).fetchall()
    return list(_told(rows, exact=exact))


def _told(rows: list[tuple[str, str, str, int, int]], *, exact: bool) -> Iterator[Completeness]:
    for record, field, agency, filled, claims in rows:
        small = any(0 < part < SMALLEST_TOLD for part in (filled, claims - filled, claims))
        hidden = small and not exact
        label = AgencyType.label_of(agency)
        yield Completeness(record, field, label, None if hidden else filled, None if hidden else claims)
