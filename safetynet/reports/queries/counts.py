"""The counts of the study's figures, from the record of a table, as one person may see it.

Every figure is counted by the database under row-level security; here they are only added up. The keys are those of the
independent truth that lies beside a county's workbook, so that the two can be compared.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.codes import RiskFactorKind
from safetynet.kernel.faults import Fault, Refused
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Role
from safetynet.reports.rules.study_counts import RACES, attendance

PROVIDERS = (
    "BAWAR", "MISSSEY", "Guidance Clinic", "WCC", "Kevin Grant", "BALA", "Project Permanence", "Highway to Work/EBCS",
    "YWSP", "YEP", "CVS", "Youth Uprising", "REACH Ashland Youth Center", "Youth Alive",
)  # fmt: skip
"""The fourteen providers of the study's figure 18: where a county has any of them, all are told, also with 0."""

_STANDING = """(SELECT jsonb_build_object(
    'standing', policy.standing(),
    'known', EXISTS (SELECT 1 FROM public.intake_workbook AS w WHERE w.file_name = %(workbook)s::text)))"""
Rows = Iterable[Sequence[Any]]


def count_record(door: Door, *, workbook: str = "") -> dict[str, Any]:
    """The counts of everybody at the tables where the person coordinates, or of the youths of one workbook (by file name).

    Raises Refused for somebody who sees only parts of the record: counts of parts would be wrong. Raises Fault for a
    workbook that nobody has handed in.
    """
    act = Act("count", "counts", address=door.reader.address, request=door.reader.request, from_document=True)
    known = door.ask(_STANDING, {"workbook": workbook}, act)
    standing = read_standing(known["standing"])
    if Role.COORD not in standing.roles or not standing.seats:
        raise Refused(
            "These counts need the whole record, which only a coordinator with a seat at the table sees.",
            next="Ask the coordinator for them.",
        )
    if workbook and not known["known"]:
        raise Fault(f"No workbook called {workbook} was handed in.", next="Write the name of the file as it was handed in.")
    document = door.ask(question(__file__, "counts"), {"tables": sorted(standing.seats), "workbook": workbook}, act)
    return add_up(document)


def add_up(document: dict[str, Any]) -> dict[str, Any]:
    """The counts in the keys in which they are told."""
    youths = [dict(zip(_GROUP, row, strict=True)) for row in document["groups"]]
    years = sorted({youth["year"] for youth in youths if youth["year"] is not None})
    return {
        "attendance": attendance(document["present"]),
        "n": document["n"],
        "duplicates": sorted(document["duplicates"]),
        "by_year": _by(youths, "year"),
        "sex": _by(youths, "sex"),
        "sex_by_year": _by(youths, "year", "sex"),
        "race": _by(youths, "race"),
        "race_by_year": _by(youths, "year", "race"),
        "county": _by(youths, "county"),
        "city": _by(youths, "city"),
        "age_csec": _by(youths, "class", "age"),
        "age": _by(youths, "age"),
        "classification": _by(youths, "class"),
        "status_by_year": _by(youths, "year", "status"),
        **_risks(document["risks"], years),
        **_services(document["services"]),
        "no_service": document["no_service"],
        "system": _systems(youths),
        "school_known": document["school_known"],
        "school_rows": sum(count for _, count in document["schools"]),
        "school": _most(document["schools"]),
        "juvenile_arrest": document["juvenile_arrest"],
        "adult_arrest": document["adult_arrest"],
        "adult_arrest_csec_charge": document["adult_arrest_csec_charge"],
        "arrests_by_agency": _most((agency, count) for agency, _, count in document["arrests"]),
        "csec_arrests_by_agency": _most((agency, count) for agency, charged, count in document["arrests"] if charged),
        "placements": {
            "rows": sum(count for _, count in document["stays"]),
            "by_kind": _most(document["stays"]),
            "youths_with_absence": document["youths_with_absence"],
        },
    }


_GROUP = ("year", "sex", "race", "county", "city", "age", "class", "status", "probation", "social", "n")


def _by(youths: Sequence[dict[str, Any]], *names: str) -> dict[str, int]:
    """Youths by one or two of their facts; who lacks one of them is in no group."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for youth in youths:
        values = tuple(RACES.get(youth[name], youth[name]) if name == "race" else youth[name] for name in names)
        if None not in values:
            counts[values] += youth["n"]
    return {" ".join(str(value) for value in values): counts[values] for values in sorted(counts)}


def _risks(rows: Rows, years: Sequence[int]) -> dict[str, dict[str, int]]:
    """Youths with each factor, by year referred and by system; 0 is told, since unknown is not "no"."""
    told = list(rows)
    factors = [factor.value for factor in RiskFactorKind]
    return {
        "risk": {factor: sum(n for name, _, _, _, n in told if name == factor) for factor in factors},
        "risk_by_year": {
            f"{year} {factor}": sum(n for name, at, _, _, n in told if (name, at) == (factor, year))
            for factor in factors
            for year in years
        },
        "risk_by_system": {
            f"{system} {factor}": sum(row[4] for row in told if row[0] == factor and row[place])
            for factor in factors
            for system, place in (("probation", 2), ("social", 3))
        },
    }


def _services(rows: Rows) -> dict[str, dict[str, int]]:
    told = list(rows)
    counts: Counter[str] = Counter()
    for provider, _, _, count in told:
        counts[provider] += count
    known = PROVIDERS if any(provider in counts for provider in PROVIDERS) else ()
    names = [*known, *(provider for provider, _ in counts.most_common() if provider not in known)]
    return {
        "service": {provider: counts[provider] for provider in names},
        "service_by_system": {
            f"{system} {provider}": sum(row[3] for row in told if row[0] == provider and row[place])
            for provider in names
            for system, place in (("probation", 1), ("social", 2))
        },
    }


def _systems(youths: Sequence[dict[str, Any]]) -> dict[str, int]:
    return {
        "probation": sum(youth["n"] for youth in youths if youth["probation"]),
        "social_services": sum(youth["n"] for youth in youths if youth["social"]),
        "both": sum(youth["n"] for youth in youths if youth["probation"] and youth["social"]),
        "none": sum(youth["n"] for youth in youths if not youth["probation"] and not youth["social"]),
    }


def _most(rows: Rows) -> dict[str, int]:
    """Counts by name, the largest first."""
    counts: Counter[str] = Counter()
    for name, count in rows:
        counts[name] += count
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
