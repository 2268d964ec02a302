"""What the study asks for beyond its figures: gender identity, moves, routes, schools, time to service, outcomes, completeness."""

from . import subjects as s
from .declaring import Measure, Split, Subject

_MARKED = "The record tells what was reported: a youth without a row has not been said to be without it."
_HIGHEST = "Table 1 of the 2017 report counts a youth once, by a hierarchy; here a youth counts under each type."


def _bands(expression: str) -> str:
    """Days as bands; what is not known stands apart."""
    return (
        f"CASE WHEN {expression} IS NULL THEN '9 none or no day known' WHEN {expression} < 0 THEN '0 before the referral' "
        f"WHEN {expression} <= 7 THEN '1 within 7 days' WHEN {expression} <= 30 THEN '2 8-30 days' WHEN {expression} <= 90 "
        f"THEN '3 31-90 days' WHEN {expression} <= 180 THEN '4 91-180 days' ELSE '5 more than 180 days' END"
    )


_BAND_LABELS = {
    "0 before the referral": "before the referral",
    "1 within 7 days": "within 7 days",
    "2 8-30 days": "8-30 days",
    "3 31-90 days": "31-90 days",
    "4 91-180 days": "91-180 days",
    "5 more than 180 days": "more than 180 days",
    "9 none or no day known": "none, or no day known",
}
WAIT = Split("wait", "From referral to first service", "wait", ordered=True, labels=_BAND_LABELS)
WAITS = Subject(
    "waits",
    "Youths",
    f"SELECT y.*, {_bands('w.days')} AS wait FROM youth AS y "
    "LEFT JOIN (SELECT youth, min(days) AS days FROM service WHERE used AND days IS NOT NULL GROUP BY 1) AS w USING (youth)",
    s.YOUTHS.rows,
    "all youths",
    splits=(WAIT, *s.OF_A_YOUTH),
)
GAP = Split(
    "gap",
    "How far it came",
    "gap",
    single=False,
    labels={
        "DECLINED": "Declined",
        "WAITLISTED": "Waitlisted",
        "NOT_AVAILABLE": "Not available",
        "REFERRED": "Referred, not begun",
    },
)
GAPS = Subject(
    "gaps",
    "Youths with a service that never began",
    "SELECT y.*, s.status AS gap FROM youth AS y "
    "JOIN (SELECT DISTINCT youth, status FROM service WHERE NOT used) AS s USING (youth)",
    s.YOUTHS.rows,
    "all youths",
    splits=(GAP, *s.OF_A_YOUTH),
)
MOVES = Split(
    "moves",
    "Places in the record",
    "moves",
    ordered=True,
    labels={"0": "None known", "1": "1", "2": "2-3", "4": "4-6", "7": "7 or more"},
)
MOVED = Subject(
    "moved",
    "Youths",
    "SELECT y.*, CASE WHEN m.n IS NULL THEN '0' WHEN m.n = 1 THEN '1' WHEN m.n <= 3 THEN '2' WHEN m.n <= 6 THEN '4' ELSE '7' END "
    "AS moves "
    "FROM youth AS y LEFT JOIN (SELECT youth, count(*) AS n FROM stay WHERE kind <> 'ABSENT' GROUP BY 1) AS m USING (youth)",
    s.YOUTHS.rows,
    "all youths",
    splits=(MOVES, *s.OF_A_YOUTH),
)
ADULTS = Split(
    "adults", "Workers in the record", "adults", ordered=True, labels={"0": "None known", "1": "1", "2": "2-3", "4": "4 or more"}
)
STEADY = Subject(
    "steady",
    "Youths",
    "SELECT y.*, CASE WHEN m.n IS NULL THEN '0' WHEN m.n = 1 THEN '1' WHEN m.n <= 3 THEN '2' ELSE '4' END AS adults "
    "FROM youth AS y LEFT JOIN (SELECT youth, count(*) AS n FROM adult GROUP BY 1) AS m USING (youth)",
    s.YOUTHS.rows,
    "all youths",
    splits=(ADULTS, *s.OF_A_YOUTH),
)
_WHAT = {
    "MISSING": "missing episode",
    "REEXPLOITED": "re-exploitation reported",
    "STABLE": "one place, no absence",
    "ENROLLED": "enrolled in school",
}
_MONTHS = {"03": 91, "06": 183, "12": 365}
"""Months after the referral, and how many days they are."""
CHANGE = Split(
    "change",
    "After the referral",
    "change",
    single=False,
    ordered=True,
    labels={f"{at} {key}": f"{int(at)} months: {words}" for at in _MONTHS for key, words in _WHAT.items()},
    known=tuple(f"{at} {key}" for key in _WHAT for at in _MONTHS),
)


def _within(months: str, days: int) -> str:
    """What the record tells of the days after the referral: one row per youth and kind of change."""
    before = f"days BETWEEN 0 AND {days}"
    there = f"days <= {days} AND coalesce(days_end, 100000)"
    return f"""
        SELECT DISTINCT youth, '{months} MISSING' AS change FROM stay WHERE kind = 'ABSENT' AND {before}
        UNION ALL SELECT DISTINCT youth, '{months} REEXPLOITED' FROM outcome
            WHERE outcome = 'REEXPLOITATION_REPORTED' AND {before}
        UNION ALL SELECT youth, '{months} STABLE' FROM (
            SELECT youth FROM stay WHERE {there} >= 0 GROUP BY 1 HAVING count(*) = 1 AND bool_and(kind <> 'ABSENT'))
        UNION ALL SELECT DISTINCT youth, '{months} ENROLLED' FROM school WHERE enrolled = 'YES' AND {there} >= {days}"""


_CHANGES = " UNION ALL ".join(_within(months, days) for months, days in _MONTHS.items())
CHANGES = Subject(
    "changes",
    "Youths of whom it is in the record",
    f"SELECT y.*, c.change FROM youth AS y JOIN ({_CHANGES}) AS c USING (youth)",
    s.YOUTHS.rows,
    "all youths",
    splits=(CHANGE, *s.OF_A_YOUTH),
)

BEYOND: tuple[Measure, ...] = (
    Measure(
        "gender",
        "Gender identity",
        s.YOUTHS,
        (s.GENDER,),
        "Youths by gender identity.",
        source="Study, wishes: track transgender youth",
        limits="Shared by few agencies and asked by fewer; unknown is by far the largest group.",
    ),
    Measure(
        "moves",
        "Places per youth",
        MOVED,
        (MOVES,),
        "Youths by the number of places in the record, absences left out.",
        source="Study, wishes: quantify placements and residences",
        limits=_MARKED,
    ),
    Measure(
        "routes",
        "Cities of places and routes",
        s.PLACES,
        (s.PLACE,),
        "Youths with a place or route known in the city.",
        source="Study, wishes: map routes; areas, never points",
        limits=_MARKED,
    ),
    Measure(
        "wait",
        "Time from referral to first service",
        WAITS,
        (WAIT,),
        "Youths by the days from the first referral to the first service used.",
        source="Study, 2.7: track outcomes",
        exclusions="Services without a day.",
    ),
    Measure(
        "gaps",
        "Services that never began",
        GAPS,
        (GAP,),
        "Youths with a service that was declined, waitlisted, not available or not begun.",
        source="Study, pain points: service gaps",
        limits=_MARKED,
    ),
    Measure(
        "kinds_of_service",
        "Kinds of service",
        s.KINDS_OF_SERVICE,
        (s.SERVICE_TYPE,),
        "Youths who used a kind of service at any time.",
        source="2017 report, 3.7",
        limits="Services from before kinds were recorded stand under unknown.",
    ),
    Measure(
        "changes",
        "Three, six and twelve months after the referral",
        CHANGES,
        (CHANGE,),
        "Youths of whom the record tells it within the months after the first referral.",
        source="Study, 2.7: measure success",
        limits=f"{_MARKED} Youths referred less than the months ago are not left out of the denominator.",
    ),
    Measure(
        "outcomes",
        "Outcomes",
        s.OUTCOMES,
        (s.OUTCOME,),
        "Youths with the outcome at any time.",
        source="Study, 2.4: outcomes",
        limits=_MARKED,
    ),
    Measure(
        "recidivism_today",
        "Adult arrests by today's law, beside the historic definition",
        s.HISTORIES,
        (s.HISTORY,),
        "Youths arrested as adults: by the study's definition, and without arrests under PC 647(b) or former PC 653.22 alone.",
        source="Study, R6; SB 357 (653.22 repealed); PC 236.14 (arrests of victims can be vacated)",
        only="history IN ('ADULT', 'ADULT_TODAY')",
    ),
    Measure(
        "adults",
        "Steady adults",
        STEADY,
        (ADULTS,),
        "Youths by the number of workers in the record.",
        source="Study, wishes: fewer, steadier adults",
        limits=_MARKED,
    ),
    Measure(
        "grid",
        "Types on the state's grid",
        s.EXPLOITATIONS,
        (s.CSEC_TYPE,),
        "Youths under each type of the state's grid.",
        source="2017 report, appendix B",
        limits=_HIGHEST,
    ),
    Measure(
        "recruitment",
        "How youths were approached",
        s.APPROACHES,
        (s.RECRUITMENT,),
        "Youths approached that way.",
        source="HTCDS 2.0, MethodOfRecruitment",
        limits=_MARKED,
    ),
)
