"""The crosstabs of the figures written by hand, as an analyst would who has the files and no program.

For each its cells and what its percentages are out of.

Columns stand as the measure's splits do, the classification where the measure has it, else last; in denominators last. Nothing
here is derived from a declaration, so that equal counts say something about both.
"""

_ALL = "SELECT class, count(*) FROM youth GROUP BY ALL"
_BY_YEAR = "SELECT coalesce(year::VARCHAR, 'UNKNOWN'), class, count(*) FROM youth GROUP BY ALL"
_BY_SYSTEM = (
    "SELECT 'probation', class, count(*) FROM youth WHERE probation GROUP BY ALL "
    "UNION ALL SELECT 'social', class, count(*) FROM youth WHERE social GROUP BY ALL"
)


def _of_any(kind: str, condition: str = "true") -> str:
    """Youths with a row of a kind, by classification."""
    return f"SELECT class, count(*) FROM youth SEMI JOIN (SELECT youth FROM {kind} WHERE {condition}) USING (youth) GROUP BY ALL"


def _plain(*columns: str) -> str:
    return f"SELECT {', '.join(columns)}, class, count(*) FROM youth GROUP BY ALL"


def _waits(days: str) -> str:
    return (
        f"CASE WHEN {days} IS NULL THEN '9 none or no day known' WHEN {days} < 0 THEN '0 before the referral' "
        f"WHEN {days} <= 7 THEN '1 within 7 days' WHEN {days} <= 30 THEN '2 8-30 days' WHEN {days} <= 90 THEN '3 31-90 days' "
        f"WHEN {days} <= 180 THEN '4 91-180 days' ELSE '5 more than 180 days' END"
    )


_YEAR = "coalesce(year::VARCHAR, 'UNKNOWN')"
_AGE = "coalesce(age::VARCHAR, 'UNKNOWN')"
_COUNTY = "coalesce(county, 'UNKNOWN')"
_RISK = "FROM youth JOIN risk USING (youth) WHERE value = 'YES'"
_SERVICE = "coalesce(provider, 'UNKNOWN')"
_SERVED = "FROM service JOIN youth USING (youth) WHERE used"
_SECTION = """
SELECT 'Demographic information', class, count(*) FROM youth WHERE sex <> 'UNKNOWN' OR race <> 'UNKNOWN' GROUP BY ALL
""" + "".join(
    f"UNION ALL SELECT '{section}', class, count(*) FROM youth SEMI JOIN {kind} USING (youth) GROUP BY ALL\n"
    for section, kind in {
        "Risk factors": "(SELECT youth FROM risk WHERE value <> 'UNKNOWN')", "Services received": "service",
        "System involvement": "supervision", "Arrest history": "arrest", "Education": "school", "Placements": "stay",
        "Exploitation history": "exploitation", "Reports to child protection": "cps_report", "Outcomes": "outcome",
    }.items()
)  # fmt: skip


def _history(*wanted: str) -> str:
    """One row per youth and what the arrests say about it, then counted."""
    said = {
        "JUVENILE": "bool_or(forum = 'JUVENILE')",
        "ADULT": "bool_or(forum = 'ADULT')",
        "ADULT_CSEC": "bool_or(forum = 'ADULT' AND exploitation)",
        "ADULT_OTHER": "bool_or(forum = 'ADULT') AND NOT bool_or(forum = 'ADULT' AND exploitation)",
        "ADULT_TODAY": "bool_or(forum = 'ADULT' AND NOT only_exploitation)",
    }
    flags = ", ".join(f"{said[name]} AS {name}" for name in wanted)
    counted = " UNION ALL ".join(f"SELECT '{name}', class, count(*) FROM of_youth WHERE {name} GROUP BY ALL" for name in wanted)
    return f"WITH of_youth AS (SELECT youth, class, {flags} FROM arrest JOIN youth USING (youth) GROUP BY ALL) {counted}"


def _changes() -> str:
    """Four things that the record may tell of three lengths of time."""
    parts = []
    for months, days in (("03", 91), ("06", 183), ("12", 365)):
        within = f"days BETWEEN 0 AND {days}"
        counted = "class, count(*) FROM youth SEMI JOIN"
        parts += [
            f"SELECT '{months} MISSING', {counted} (SELECT youth FROM stay WHERE kind = 'ABSENT' AND {within}) "
            "USING (youth) GROUP BY ALL",
            f"SELECT '{months} REEXPLOITED', {counted} (SELECT youth FROM outcome WHERE outcome = 'REEXPLOITATION_REPORTED' "
            f"AND {within}) USING (youth) GROUP BY ALL",
            f"SELECT '{months} STABLE', {counted} (SELECT youth FROM stay WHERE days <= {days} "
            "AND (days_end IS NULL OR days_end >= 0) "
            "GROUP BY youth HAVING count(*) = 1 AND min(kind) <> 'ABSENT') USING (youth) GROUP BY ALL",
            f"SELECT '{months} ENROLLED', {counted} (SELECT youth FROM school WHERE enrolled = 'YES' AND days <= {days} "
            f"AND (days_end IS NULL OR days_end >= {days})) USING (youth) GROUP BY ALL",
        ]
    return " UNION ALL ".join(parts)


_MOVES = "CASE WHEN n IS NULL THEN '0' WHEN n = 1 THEN '1' WHEN n <= 3 THEN '2' WHEN n <= 6 THEN '4' ELSE '7' END"
_ADULTS = "CASE WHEN n IS NULL THEN '0' WHEN n = 1 THEN '1' WHEN n <= 3 THEN '2' ELSE '4' END"
CROSSTABS: dict[str, tuple[str, str]] = {
    "sections": (_SECTION, _ALL),
    "year": (_plain(_YEAR), _ALL),
    "race": (_plain("race"), _ALL),
    "race_by_year": (_plain(_YEAR, "race"), _BY_YEAR),
    "sex": (_plain("sex"), _ALL),
    "sex_by_year": (_plain(_YEAR, "sex"), _BY_YEAR),
    "map": (_plain(_COUNTY), _ALL),
    "state": (
        _plain("CASE WHEN state IS NULL THEN 'UNKNOWN' WHEN state = 'CA' THEN 'CA' ELSE 'OUT_OF_STATE' END"),
        _ALL,
    ),
    "placement": ("SELECT kind, class, count(*) FROM stay JOIN youth USING (youth) GROUP BY ALL", _of_any("stay")),
    "absence": (
        "SELECT CASE WHEN a.youth IS NULL THEN 'NONE' ELSE 'SOME' END, class, count(*) FROM youth "
        "LEFT JOIN (SELECT DISTINCT youth FROM stay WHERE kind = 'ABSENT') AS a USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "county": (_plain(_COUNTY), _ALL),
    "city": (
        _plain(_COUNTY, "coalesce(nullif(city, ''), 'UNKNOWN')"),
        "SELECT coalesce(county, 'UNKNOWN'), class, count(*) FROM youth GROUP BY ALL",
    ),
    "age_csec": (f"SELECT class, {_AGE}, count(*) FROM youth GROUP BY ALL", _ALL),
    "age": (_plain(_AGE), _ALL),
    "risk": (f"SELECT factor, class, count(*) {_RISK} GROUP BY ALL", _ALL),
    "risk_three": (
        f"SELECT {_YEAR}, factor, class, count(*) {_RISK} AND factor IN ('RUNAWAY_HISTORY', 'DRUG_USE', 'CHRONIC_ABSENTEEISM') "
        "GROUP BY ALL",
        _BY_YEAR,
    ),
    "risk_numbers": (
        "SELECT coalesce(n, 0)::VARCHAR, class, count(*) FROM youth "
        "LEFT JOIN (SELECT youth, count(*) AS n FROM risk WHERE value = 'YES' GROUP BY ALL) USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "risk_by_class": (f"SELECT class, factor, count(*) {_RISK} GROUP BY ALL", _ALL),
    "risk_by_year": (f"SELECT {_YEAR}, factor, class, count(*) {_RISK} GROUP BY ALL", _BY_YEAR),
    "service": (f"SELECT {_SERVICE}, class, count(DISTINCT youth) {_SERVED} GROUP BY ALL", _ALL),
    "any_service": (
        "SELECT CASE WHEN s.youth IS NULL THEN 'NONE' ELSE 'SOME' END, class, count(*) FROM youth "
        "LEFT JOIN (SELECT DISTINCT youth FROM service WHERE used) AS s USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "service_year": (f"SELECT {_YEAR}, {_SERVICE}, class, count(DISTINCT youth) {_SERVED} GROUP BY ALL", _BY_YEAR),
    "service_rate": (f"SELECT {_YEAR}, {_SERVICE}, class, count(DISTINCT youth) {_SERVED} GROUP BY ALL", _BY_YEAR),
    "school": (
        "SELECT coalesce(school, 'UNKNOWN'), class, count(*) FROM school JOIN youth USING (youth) GROUP BY ALL",
        _of_any("school"),
    ),
    "system": (
        _plain(
            "CASE WHEN probation AND social THEN 'BOTH' WHEN probation THEN 'PROBATION' WHEN social THEN 'SOCIAL' ELSE 'NONE' END"
        ),
        _ALL,
    ),
    "status_by_year": (_plain(_YEAR, "status"), _BY_YEAR),
    "risk_by_system": (
        f"SELECT 'probation', factor, class, count(*) {_RISK} AND probation GROUP BY ALL "
        f"UNION ALL SELECT 'social', factor, class, count(*) {_RISK} AND social GROUP BY ALL",
        _BY_SYSTEM,
    ),
    "service_by_system": (
        f"SELECT 'probation', {_SERVICE}, class, count(DISTINCT youth) {_SERVED} AND probation GROUP BY ALL "
        f"UNION ALL SELECT 'social', {_SERVICE}, class, count(DISTINCT youth) {_SERVED} AND social GROUP BY ALL",
        _BY_SYSTEM,
    ),
    "arrests_by_agency": (
        "SELECT coalesce(agency, 'UNKNOWN'), class, count(*) FROM arrest JOIN youth USING (youth) GROUP BY ALL",
        _of_any("arrest"),
    ),
    "csec_arrests_by_agency": (
        "SELECT coalesce(agency, 'UNKNOWN'), class, count(*) FROM arrest JOIN youth USING (youth) WHERE exploitation GROUP BY ALL",
        _of_any("arrest", "exploitation"),
    ),
    "juvenile_arrest": (_history("JUVENILE", "ADULT"), _ALL),
    "adult_arrest": (_history("ADULT", "ADULT_CSEC", "ADULT_OTHER"), _ALL),
    "gender": (_plain("gender"), _ALL),
    "moves": (
        f"SELECT {_MOVES}, class, count(*) FROM youth "
        "LEFT JOIN (SELECT youth, count(*) AS n FROM stay WHERE kind <> 'ABSENT' GROUP BY ALL) USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "routes": (
        "SELECT coalesce(p.city, 'UNKNOWN'), class, count(DISTINCT youth) FROM place AS p JOIN youth USING (youth) GROUP BY ALL",
        _of_any("place"),
    ),
    "wait": (
        f"SELECT {_waits('d')}, class, count(*) FROM youth "
        "LEFT JOIN (SELECT youth, min(days) AS d FROM service WHERE used GROUP BY ALL) USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "gaps": (
        "SELECT s.status, class, count(DISTINCT youth) FROM service AS s JOIN youth USING (youth) WHERE NOT used GROUP BY ALL",
        _ALL,
    ),
    "kinds_of_service": (f"SELECT coalesce(kind, 'UNKNOWN'), class, count(DISTINCT youth) {_SERVED} GROUP BY ALL", _ALL),
    "changes": (_changes(), _ALL),
    "outcomes": ("SELECT outcome, class, count(DISTINCT youth) FROM outcome JOIN youth USING (youth) GROUP BY ALL", _ALL),
    "recidivism_today": (_history("ADULT", "ADULT_TODAY"), _ALL),
    "adults": (
        f"SELECT {_ADULTS}, class, count(*) FROM youth "
        "LEFT JOIN (SELECT youth, count(*) AS n FROM adult GROUP BY ALL) USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "grid": (
        "SELECT coalesce(csec_type, 'UNKNOWN'), class, count(DISTINCT youth) "
        "FROM exploitation JOIN youth USING (youth) GROUP BY ALL",
        _ALL,
    ),
    "recruitment": (
        "SELECT coalesce(recruitment, 'UNKNOWN'), class, count(DISTINCT youth) "
        "FROM exploitation JOIN youth USING (youth) GROUP BY ALL",
        _of_any("exploitation"),
    ),
}
