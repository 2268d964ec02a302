"""Counts in the shapes that others ask for, from the files of a snapshot: AFCARS, HTRS, the county's plan, a quarter."""

import duckdb

from safetynet.kernel.codes import AgencyType, CsecType, Race, ScreeningTool, ServiceType, Sex
from safetynet.reports.rules.measures.subjects import AGE_BAND, CLASS
from safetynet.reports.rules.sheets import Group, counted

REPORTED = "reported to law enforcement"
NOT_KNOWN = "a report to law enforcement is not recorded"
_TIMES = {"BEFORE": "Before foster care", "DURING": "While in foster care", "BOTH": "Before, and while in foster care"}
_TIMING = {
    **{
        f"{time} {known}": f"{words}; {said}"
        for time, words in _TIMES.items()
        for known, said in (("1", REPORTED), ("0", NOT_KNOWN))
    },
    "OTHER": "Victim at another time (open case, closed case with ILP)",
    "NONE": "No such time is recorded",
}
_AFCARS = """
WITH timing AS (
    SELECT y.youth, coalesce(bool_or(e.csec_type = 'BEFORE_FOSTER_CARE'), false) AS before,
           coalesce(bool_or(e.csec_type IN ('DURING_FOSTER_CARE', 'ABSENT')), false) AS during,
           coalesce(bool_or(e.csec_type IN ('OPEN_CASE', 'CLOSED_CASE_ILP')), false) AS other,
           coalesce(bool_or(e.said_by IN ('LAW_ENFORCEMENT', 'SHERIFF')), false)
           OR any_value(y.source) IN ('LAW_ENFORCEMENT', 'ARREST_647B', 'ARREST_653_22') AS reported
    FROM youth AS y LEFT JOIN exploitation AS e USING (youth) GROUP BY y.youth
)
SELECT CASE WHEN before AND during THEN 'BOTH ' || reported::INTEGER WHEN before THEN 'BEFORE ' || reported::INTEGER
            WHEN during THEN 'DURING ' || reported::INTEGER WHEN other THEN 'OTHER' ELSE 'NONE' END, count(*)
FROM timing GROUP BY 1"""
_BEGAN = """
SELECT coalesce(year::VARCHAR, 'UNKNOWN'), count(*)
FROM (SELECT youth, (min(ym) // 100) AS year FROM exploitation JOIN youth USING (youth) WHERE list_contains(?, csec_type)
      GROUP BY youth)
GROUP BY 1"""
_INCIDENTS = "FROM exploitation AS e JOIN youth AS y USING (youth) WHERE e.csec_type IS NULL OR e.csec_type <> 'AT_RISK'"
_VICTIMS = f"FROM youth AS y WHERE y.youth IN (SELECT e.youth {_INCIDENTS})"
_CONFIRMED = "CASE WHEN y.class = 'CSEC' THEN 'CONFIRMED' ELSE 'SUSPECTED' END"
_CONFIRMED_LABELS = {"CONFIRMED": "Victim identified by the table (CSEC identified)", "SUSPECTED": "Not identified, or not yet"}
_UNKNOWN = {"UNKNOWN": "Unknown"}


def afcars_groups(cohort: duckdb.DuckDBPyConnection) -> list[Group]:
    """Youths by whether, and when, they were victims of sex trafficking, and whether law enforcement knows (45 CFR 1355.44(d))."""
    groups = [
        Group(
            "timing", "Victim of sex trafficking before, or while in foster care",
            "Each youth once. By the types of the state's grid in the exploitation history: before foster care; during foster "
            "care, or while absent from placement. Reported: a law-enforcement agency said so itself or referred the youth; that "
            "no such report is recorded does not mean that there was none.",
            counted(_tally(cohort, _AFCARS), _TIMING),
        )
    ]  # fmt: skip
    for key, title, types in (
        ("began_before", "Before foster care: year in which it is first recorded", ["BEFORE_FOSTER_CARE"]),
        ("began_during", "While in foster care: year in which it is first recorded", ["DURING_FOSTER_CARE", "ABSENT"]),
    ):
        lines = counted(_tally(cohort, _BEGAN, [types]), {})
        groups.append(
            Group(key, title, "The youths of the lines above, by the first day of the earliest entry.", lines, finer=True)
        )
    return groups


def htrs_groups(cohort: duckdb.DuckDBPyConnection) -> list[Group]:
    """Incidents and victims in the shape of the Human Trafficking Reporting System (field facts 8.15)."""
    kinds = {kind.value: kind.label for kind in AgencyType}
    said_by = _tally(cohort, f"SELECT coalesce(e.said_by, 'UNKNOWN'), count(*) {_INCIDENTS} GROUP BY 1")
    what = "Periods in the exploitation histories, each once; one youth may have several, and two agencies may tell of the same."
    races = {race.value: race.label for race in Race}
    victims = "Youths with any such period, each once."
    return [
        Group("incidents", "Incidents", what, counted(_by(cohort, _CONFIRMED, _INCIDENTS), _CONFIRMED_LABELS), "Incidents"),
        Group(
            "agencies", "Incidents by the kind of agency that recorded them", "The same periods.",
            counted(said_by, {kind: label for kind, label in kinds.items() if kind in said_by}), "Incidents",
        ),
        Group("victims", "Victims", victims, counted(_by(cohort, _CONFIRMED, _VICTIMS), _CONFIRMED_LABELS)),
        Group("age", "Victims by age at referral", victims, counted(_by(cohort, AGE_BAND.expression, _VICTIMS), _bands())),
        Group("sex", "Victims by sex", victims, counted(_by(cohort, "y.sex", _VICTIMS), {sex.value: sex.label for sex in Sex})),
        Group("race", "Victims by race", victims, counted(_by(cohort, "y.race", _VICTIMS), races)),
    ]  # fmt: skip


def plan_groups(cohort: duckdb.DuckDBPyConnection, first: int, last: int) -> list[Group]:
    """A county's youths of the months from ``first`` to ``last`` (year times 100 plus month)."""
    served = (
        "SELECT y.youth, min(list_position(?, e.csec_type)) AS place FROM exploitation AS e JOIN youth AS y USING (youth) "
        "WHERE e.csec_type IS NOT NULL AND coalesce(e.ym, (y.year::INTEGER * 100 + y.month)) <= ? "
        "AND coalesce(e.ym_end, e.ym, (y.year::INTEGER * 100 + y.month)) >= ? GROUP BY 1"
    )
    order = [kind.value for kind in CsecType]
    hierarchy = _tally(cohort, f"SELECT ?[place], count(*) FROM ({served}) GROUP BY 1", [order, order, last, first])  # noqa: S608
    services = _tally(
        cohort,
        "SELECT coalesce(s.kind, 'UNKNOWN'), count(DISTINCT s.youth) FROM service AS s JOIN youth USING (youth) "
        "WHERE s.used AND s.ym BETWEEN ? AND ? GROUP BY 1",
        [first, last],
    )
    return [
        Group(
            "grid", "Victims and youths at risk, by type of the state's grid",
            "Each youth once, under the first type that applies in the order of the lines (2017 report, appendix B). Entries whose "
            "period touches the year; an entry without a day counts in the month of the first referral, one without an end in the "
            "month in which it begins.",
            counted(hierarchy, {kind.value: kind.label for kind in CsecType}),
        ),
        Group(
            "services", "Services by type",
            "Youths who began to use a service of the kind in the year; a youth may stand in several lines.",
            counted(services, {kind.value: kind.label for kind in ServiceType} | _UNKNOWN),
        ),
        Group(
            "screening", "Screenings by tool", "Youths screened with the tool in the year; a youth may stand in several lines.",
            counted(_screened(cohort, first, last), {tool.value: tool.label for tool in ScreeningTool}),
        ),
    ]  # fmt: skip


def quarter_groups(cohort: duckdb.DuckDBPyConnection, first: int, last: int) -> list[Group]:
    """New referrals and screenings of the months from ``first`` to ``last``."""
    by_class = "SELECT class, count(*) FROM youth WHERE year::INTEGER * 100 + month BETWEEN ? AND ? GROUP BY 1"
    return [
        Group(
            "referrals", "Youths first referred in the quarter", "Each youth once, by the classification at the table.",
            counted(_tally(cohort, by_class, [first, last]), CLASS.labels),
        ),
        Group(
            "screening", "Youths screened in the quarter", "With the tool; a youth may stand in several lines.",
            counted(_screened(cohort, first, last), {tool.value: tool.label for tool in ScreeningTool}),
        ),
    ]  # fmt: skip


def _screened(cohort: duckdb.DuckDBPyConnection, first: int, last: int) -> dict[str, int]:
    return _tally(
        cohort,
        "SELECT s.tool, count(DISTINCT s.youth) FROM screening AS s JOIN youth USING (youth) WHERE s.ym BETWEEN ? AND ? GROUP BY 1",
        [first, last],
    )


def _bands() -> dict[str, str]:
    bands = ("11 and under", "12-13", "14-15", "16-17", "18 and over")
    return {**{band: band for band in bands}, **_UNKNOWN}


def _by(cohort: duckdb.DuckDBPyConnection, expression: str, rows: str) -> dict[str, int]:
    return _tally(cohort, f"SELECT {expression}, count(*) {rows} GROUP BY 1")


def _tally(cohort: duckdb.DuckDBPyConnection, declared: str, values: list[object] | None = None) -> dict[str, int]:
    return {str(value): int(count) for value, count in cohort.execute(declared, values or []).fetchall()}
