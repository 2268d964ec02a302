"""The plain counts of the study's figures under the keys of the truth that lies beside a county's workbook."""

from collections.abc import Mapping, Sequence
from statistics import mean, median, mode
from typing import Any

from .figures import TOTAL, Compared, Figure, added
from .measures import Stated

RACES = {"BLACK": "AFRICAN_AMERICAN", "HISPANIC": "LATINO", "WHITE": "CAUCASIAN", "AMERICAN_INDIAN": "NATIVE_AMERICAN"}
"""The study's words where the code list has others."""
_PLAIN = (
    *("sex", "sex_by_year", "county", "age", "status_by_year", "risk", "risk_by_year", "risk_by_system", "service"),
    *("service_by_system", "school", "arrests_by_agency", "csec_arrests_by_agency"),
)
"""Figures whose counts stand under their own key."""


def study_counts(figures: Sequence[Figure], present: Sequence[int]) -> dict[str, Any]:
    """The counts that the figures hold, in one document. Who lacks a value is in no group; unknown sex and race are groups."""
    by_key = {figure.measure.key: figure for figure in figures}

    def of(key: str) -> dict[str, int | None]:
        return _named(by_key[key])

    return {
        "attendance": attendance(present),
        "n": _whole(by_key["sex"]),
        "by_year": of("year"),
        **{key: of(key) for key in _PLAIN},
        "race": _renamed(of("race")),
        "race_by_year": _renamed(of("race_by_year")),
        "city": {value.split("\t")[1]: count for value, count in _named(by_key["city"], "\t").items()},
        "age_csec": _by_class_and(by_key["age_csec"]),
        "classification": {group: by_key["sex"].of.get((group,), 0) for group in by_key["sex"].groups if group != TOTAL},
        "no_service": by_key["any_service"].count("NONE"),
        "system": _systems(of("system")),
        "school_known": _out_of(by_key["school"]),
        "school_rows": _whole(by_key["school"]),
        "juvenile_arrest": by_key["juvenile_arrest"].count("JUVENILE"),
        "adult_arrest": by_key["juvenile_arrest"].count("ADULT"),
        "adult_arrest_csec_charge": by_key["adult_arrest"].count("ADULT_CSEC"),
        "placements": {
            "rows": _whole(by_key["placement"]),
            "by_kind": of("placement"),
            "youths_with_absence": by_key["absence"].count("SOME"),
        },
    }


def attendance(present: Sequence[int]) -> dict[str, Any]:
    """People per meeting. Without a meeting there is no mean."""
    if not present:
        return {"meetings": 0, "mean": None, "median": None, "mode": None}
    middle = median(present)
    return {
        "meetings": len(present),
        "mean": round(mean(present), 2),
        "median": int(middle) if middle == int(middle) else middle,
        "mode": mode(present),
    }


def of_meetings(present: Sequence[int]) -> list[Compared]:
    """What the study states about its meetings, beside ours."""
    ours = attendance(present)
    stated = (("an average of 12 at a meeting", 12, "mean"), ("the median is 11", 11, "median"), ("the mode is 19", 19, "mode"))
    return [
        Compared(Stated(words, value, (), unit="people"), ours[key], None if ours[key] is None else round(ours[key] - value, 2))
        for words, value, key in stated
    ]


def _named(figure: Figure, between: str = " ") -> dict[str, int | None]:
    unknown = () if figure.measure.key in ("sex", "sex_by_year", "race", "race_by_year") else ("UNKNOWN", "")
    return {
        between.join(row.values): row.counts[TOTAL]
        for row in figure.rows(every=True)
        if not any(value in unknown for value in row.values) and "UNKNOWN" not in row.values[:-1]
    }


def _renamed(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    return {" ".join(RACES.get(word, word) for word in key.split(" ")): count for key, count in counts.items()}


def _by_class_and(figure: Figure) -> dict[str, int | None]:
    return {
        f"{group} {' '.join(row.values)}": row.counts[group]
        for group in figure.groups
        for row in figure.rows()
        if group != TOTAL and "UNKNOWN" not in (group, *row.values) and row.counts[group] != 0
    }


def _whole(figure: Figure) -> int | None:
    return added(list(figure.cells.values()))


def _out_of(figure: Figure) -> int | None:
    return added(list(figure.of.values()))


def _systems(counts: Mapping[str, int | None]) -> dict[str, int | None]:
    return {
        "probation": added([counts["PROBATION"], counts["BOTH"]]),
        "social_services": added([counts["SOCIAL"], counts["BOTH"]]),
        "both": counts["BOTH"],
        "none": counts["NONE"],
    }
