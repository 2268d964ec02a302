"""What the record lacks that the report needs: counted from a snapshot, each with the rule that asks for it (8.2, 3.6)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from safetynet.kernel.codes import CsecType

from .declaring import Quality
from .hierarchy import GridRow, ProtectionReport, type_of_each, victims_in


@dataclass(frozen=True, slots=True)
class YouthFacts:
    """What quality asks of a youth: the county of the table, the classification there, whether a first referral has a date."""

    youth: int
    county: str
    classification: str
    has_referral_date: bool


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of a youth: its kind, whether it was used, its month of beginning."""

    youth: int
    kind: str
    used: bool
    month: int | None


def quality_of(
    youths: Sequence[YouthFacts], rows: Sequence[GridRow], reports: Sequence[ProtectionReport], services: Sequence[ServiceRow]
) -> tuple[Quality, ...]:
    """Every line of the page, noughts too, over all rows of the snapshot."""
    return (*_of_the_grid(rows), *_of_youths(youths, rows), *_of_referrals(reports), *_of_services(services))


def _of_the_grid(rows: Sequence[GridRow]) -> tuple[Quality, ...]:
    absent = [row for row in rows if row.kind is CsecType.ABSENT]
    said = Counter((row.youth, row.kind, row.said_by, row.month, row.end_month) for row in rows if row.kind is not None)
    twice = sum(count - 1 for count in said.values())
    return (
        _share("no_type", "Rows without a type", rows, [row for row in rows if row.kind is None], "Grid: a type is required"),
        _share(
            "no_start", "Rows without a start date: they are in no period", rows, [row for row in rows if row.month is None],
            "Grid: start date required",
        ),
        _share(
            "no_end", "Rows of an absence from placement without an end date", absent,
            [row for row in absent if row.end_month is None], "R-10971: end date mandatory",
        ),
        _share(
            "end_before_start", "Rows that end before they begin", rows, [row for row in rows if row.inverted],
            "R-10975: end not before start",
        ),
        Quality("said_twice", "Rows that a kind of agency has twice", twice, len(rows), "Grid: no duplicate type of a youth"),
        _share("no_agency", "Rows of which no agency is known", rows, [row for row in rows if not row.said_by], "Source of a row"),
    )  # fmt: skip


def _of_youths(youths: Sequence[YouthFacts], rows: Sequence[GridRow]) -> tuple[Quality, ...]:
    types = type_of_each(rows)
    victims = victims_in(types)
    identified = [one for one in youths if one.classification == "CSEC"]
    at_risk = [one for one in youths if one.classification == "AT_RISK"]
    return (
        _share(
            "no_classification", "Youths without a classification", youths,
            [one for one in youths if one.classification == "UNKNOWN"], "Every count is split by it (S1)",
        ),
        _share(
            "no_referral_date", "Youths without a date of referral", youths,
            [one for one in youths if not one.has_referral_date], "Days of the snapshot count from it",
        ),
        _share(
            "identified_no_row", "Youths classified as CSEC of whom no row says that they are victims", identified,
            [one for one in identified if one.youth not in victims], "Victims are counted from the grid",
        ),
        _share(
            "at_risk_victim", "Youths classified as at risk whom a row calls victims", at_risk,
            [one for one in at_risk if one.youth in victims], "Classification and grid agree",
        ),
    )  # fmt: skip


def _of_referrals(reports: Sequence[ProtectionReport]) -> tuple[Quality, ...]:
    closed = [report for report in reports if not report.pending]
    return (
        _share(
            "no_disposition_date", "Reports to child protection that were disposed of, without the date", closed,
            [report for report in closed if report.disposed is None], "Without it a row counts as one of a case (appendix B)",
        ),
    )  # fmt: skip


def _of_services(services: Sequence[ServiceRow]) -> tuple[Quality, ...]:
    used = [row for row in services if row.used]
    return (
        _share("no_service_kind", "Services used without a kind", used, [row for row in used if not row.kind], "WIC 16524.10(c)"),
        _share(
            "no_service_month", "Services used without a date: they count in every period", used,
            [row for row in used if row.month is None], "Services of the period",
        ),
    )  # fmt: skip


def _share(key: str, title: str, of: Collection[object], those: Collection[object], rule: str) -> Quality:
    return Quality(key, title, len(those), len(of), rule)
