"""What the report to the Legislature is made of (WIC 16524.10 a to e): one shape for the figures as the state published them
in 2017 and for those of a snapshot, so that the same checks read both.

A count is a whole number, or None where it is not told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from safetynet.kernel.codes import CsecType, ProgramEntryKind, ProgramTier, ProgramTopic

from .years import Span

VICTIM_TYPES: tuple[CsecType, ...] = tuple(kind for kind in CsecType if kind is not CsecType.AT_RISK)
"""The five types of the grid that say that a youth is a victim, in the order of the hierarchy."""


class SideKey(StrEnum):
    """The two sources of the table of types (3.4)."""

    CWS_CMS = "CWS_CMS"
    COUNTY_PLAN = "COUNTY_PLAN"


@dataclass(frozen=True, slots=True)
class Participation:
    """A county that takes part in a fiscal year, and its tier."""

    county: str
    fiscal_year: str
    tier: ProgramTier


@dataclass(frozen=True, slots=True)
class CountyCount:
    """Youths of one county."""

    county: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Denominator:
    """How many youths of 10 to 20 years received child-welfare services in a county in a fiscal year, and who says so."""

    county: str
    fiscal_year: str
    youths: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One source's youths by type, each under the first type that applies; ``victims`` is the total that is printed.

    ``not_asked``: types the source was not asked for, where a nought is no nought.
    """

    key: SideKey
    name: str
    span: Span
    covers: str
    counts: Mapping[CsecType, int | None]
    victims: int | None
    not_asked: frozenset[CsecType] = frozenset()

    @property
    def at_risk(self) -> int | None:
        """Youths at risk, who are none of the victims."""
        return self.counts[CsecType.AT_RISK]

    @property
    def summed(self) -> int | None:
        """The victim types added up; None where one is not told."""
        return added(self.counts[kind] for kind in VICTIM_TYPES)


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """Youths who used a kind of service; each counts once for each kind. No counts: the kind is named and not counted."""

    kind: str
    victims: int | None = None
    at_risk: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a county says in words; ``number`` is that of the register, by which it can be replaced."""

    counties: tuple[str, ...]
    fiscal_year: str
    kind: ProgramEntryKind
    topic: ProgramTopic
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class StatedParticipants:
    """A number of participants that a text states: in all (``joined`` empty), or besides those who joined in the year."""

    where: str
    fiscal_year: str
    count: int
    joined: int | None = None


@dataclass(frozen=True, slots=True)
class StatedShare:
    """A text says that a county's victims are less, or more, than a percentage of its child-welfare youths of 10 to 20."""

    where: str
    county: str
    more: bool
    percent: float


@dataclass(frozen=True, slots=True)
class NameUsed:
    """What a text calls a type of the grid, and where."""

    where: str
    kind: CsecType
    words: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How many of something lack what they must have, out of how many; and the rule that asks for it."""

    key: str
    title: str
    count: int | None
    of: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class ProgramReport:
    """The whole report. ``origin`` names the snapshot or the publication, and stands beside every number."""

    title: str
    origin: str
    told: str
    code: str
    span: Span
    participation: tuple[Participation, ...]
    served: tuple[CountyCount, ...]
    served_total: int | None
    sides: tuple[Side, ...]
    identified: tuple[CountyCount, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    services: tuple[ServiceCount, ...] = ()
    entries: tuple[Entry, ...] = ()
    stated_participants: tuple[StatedParticipants, ...] = ()
    stated_shares: tuple[StatedShare, ...] = ()
    names: tuple[NameUsed, ...] = ()
    quality: tuple[Quality, ...] = ()
    method: Mapping[str, str] = field(default_factory=dict)

    def side(self, key: SideKey) -> Side | None:
        """The figures of one source; None where the report has none."""
        return next((side for side in self.sides if side.key is key), None)

    def takes_part(self, year: str) -> frozenset[str]:
        """The counties that take part in a fiscal year."""
        return frozenset(one.county for one in self.participation if one.fiscal_year == year and one.tier is not ProgramTier.NONE)

    def youths_of(self, county: str) -> Denominator | None:
        """A county's denominator for the report's main year; None where nobody has entered one."""
        wanted = (county, self.span.main_year)
        return next((one for one in self.denominators if (one.county, one.fiscal_year) == wanted), None)


def added(counts: Iterable[int | None]) -> int | None:
    """A sum; None where one of the counts is not told."""
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total
