"""What can be counted, and how it can be divided. Each split says where its values come from."""

from safetynet.kernel.codes import (
    CaseStatus,
    CsecType,
    GenderIdentity,
    Orientation,
    OutcomeKind,
    PlacementKind,
    Race,
    RecruitmentMethod,
    ReferralSource,
    RiskFactorKind,
    ServiceType,
    Sex,
)
from safetynet.kernel.codes.base import Codes
from safetynet.reports.rules.definitions import DEFINITIONS

from .declaring import Split, Subject


def _labels(codes: type[Codes], **more: str) -> dict[str, str]:
    return {**{code.value: code.label for code in codes}, "UNKNOWN": "Unknown", "": "Unknown", **more}


CLASS = Split(
    "class",
    "Classification",
    "class",
    labels={
        "CSEC": "CSEC identified",
        "AT_RISK": "At risk",
        "NOT_CSEC": "Not CSEC",
        "UNDETERMINED": "Undetermined",
        "UNKNOWN": "Unknown",
    },
    known=("CSEC", "AT_RISK"),
)
YEAR = Split("year", "Year referred", "coalesce(year::VARCHAR, 'UNKNOWN')", ordered=True, labels={"UNKNOWN": "Unknown"})
SEX = Split("sex", "Sex", "sex", labels=_labels(Sex))
RACE = Split("race", "Race", "race", labels=_labels(Race, MIXED_OTHER="Mixed or other"))
GENDER = Split("gender", "Gender identity", "gender", labels=_labels(GenderIdentity))
ORIENTATION = Split("orientation", "Orientation", "orientation", labels=_labels(Orientation))
AGE = Split("age", "Age at referral", "coalesce(age::VARCHAR, 'UNKNOWN')", ordered=True, labels={"UNKNOWN": "Unknown"})
AGE_BAND = Split(
    "age_band",
    "Age at referral (bands)",
    "CASE WHEN age IS NULL THEN 'UNKNOWN' WHEN age <= 11 THEN '11 and under' WHEN age <= 13 THEN '12-13' "
    "WHEN age <= 15 THEN '14-15' WHEN age <= 17 THEN '16-17' ELSE '18 and over' END",
    ordered=True,
    labels={"UNKNOWN": "Unknown"},
)
COUNTY = Split(
    "county",
    "County of residence",
    "coalesce(county, 'UNKNOWN')",
    labels={"OUT_OF_STATE": "Outside California", "UNKNOWN": "Unknown"},
)
CITY = Split("city", "City of residence", "coalesce(nullif(city, ''), 'UNKNOWN')", labels={"UNKNOWN": "Unknown"})
STATE = Split(
    "state",
    "State of residence",
    "CASE WHEN state IS NULL THEN 'UNKNOWN' WHEN state = 'CA' THEN 'CA' ELSE 'OUT_OF_STATE' END",
    labels={"CA": "California", "OUT_OF_STATE": "Outside California", "UNKNOWN": "Unknown"},
)
STATUS = Split("status", "Status at the table", "status", labels=_labels(CaseStatus))
SOURCE = Split("source", "Referred by", "source", labels=_labels(ReferralSource))
TABLE_COUNTY = Split("table_county", "County of the table", "coalesce(table_county, 'UNKNOWN')", labels={"UNKNOWN": "Unknown"})
SYSTEM = Split(
    "system",
    "System involvement",
    "CASE WHEN probation AND social THEN 'BOTH' WHEN probation THEN 'PROBATION' WHEN social THEN 'SOCIAL' ELSE 'NONE' END",
    labels={
        "BOTH": "Probation and social services",
        "PROBATION": "Probation only",
        "SOCIAL": "Social services only",
        "NONE": "None",
    },
    known=("BOTH", "PROBATION", "SOCIAL", "NONE"),
)
BY_SYSTEM = Split(
    "by_system",
    "System, now or before",
    "by_system",
    single=False,
    ordered=True,
    labels={"probation": "Probation", "social": "Social services"},
    known=("probation", "social"),
)
FACTOR = Split(
    "factor",
    "Risk factor",
    "factor",
    single=False,
    labels=_labels(RiskFactorKind),
    known=tuple(factor.value for factor in RiskFactorKind),
)
FACTORS = Split("factors", "Number of risk factors", "factors::VARCHAR", ordered=True)
PROVIDER = Split("provider", "Provider", "provider", single=False, labels={"UNKNOWN": "Unknown"})
SERVICE_TYPE = Split("service_type", "Kind of service", "kind", single=False, labels=_labels(ServiceType))
SCHOOL = Split("school", "School", "school", single=False, labels={"NOT_A_LABEL": "(written as words)"})
AGENCY = Split("agency", "Arresting agency", "agency", single=False, labels={"NOT_A_LABEL": "(written as words)"})
KIND_OF_STAY = Split(
    "kind", "Kind of place", "kind", single=False, labels=_labels(PlacementKind, ABSENT="Absent without leave, or missing")
)
OUTCOME = Split("outcome", "Outcome", "outcome", single=False, labels=_labels(OutcomeKind))
CSEC_TYPE = Split("csec_type", "Type on the state's grid", "csec_type", single=False, labels=_labels(CsecType))
RECRUITMENT = Split("recruitment", "How approached", "recruitment", single=False, labels=_labels(RecruitmentMethod))
PLACE = Split("place", "City", "place", single=False)
SECTION = Split("section", "Section of the profile", "section", single=False)
HISTORY = Split(
    "history",
    "Arrests",
    "history",
    single=False,
    labels={
        "JUVENILE": "Juvenile arrest history",
        "ADULT": "Any adult arrest",
        "ADULT_CSEC": "Adult arrest under 647(b) or former 653.22",
        "ADULT_OTHER": "Adult arrest under any other charge only",
        "ADULT_TODAY": "Adult arrest for anything but 647(b) or former 653.22",
    },
    known=("JUVENILE", "ADULT", "ADULT_CSEC", "ADULT_OTHER", "ADULT_TODAY"),
)

BY_LAW = tuple(
    Split(
        f"law_{definition.key.lower()}",
        f"By {definition.title}",
        f"CASE WHEN {definition.condition} THEN 'YES' ELSE 'NO' END",
        labels={"YES": "Meets it", "NO": "Does not, or not known"},
    )
    for definition in DEFINITIONS
)
"""Each definition by law as a way to divide: a researcher chooses which, and the answer says it."""
OF_A_YOUTH = (CLASS, YEAR, SEX, RACE, GENDER, ORIENTATION, AGE_BAND, COUNTY, STATE, STATUS, SYSTEM, SOURCE, TABLE_COUNTY, *BY_LAW)
"""Splits that every subject can be divided by."""


def _each_system(rows: str) -> str:
    """Rows, once for each system that the youth is in: no second look at the youths."""
    return (
        f"SELECT r.*, x.by_system FROM ({rows}) AS r JOIN (VALUES ('probation'), ('social')) AS x (by_system) "
        "ON CASE x.by_system WHEN 'probation' THEN r.probation ELSE r.social END"
    )


_RISK = "SELECT y.*, r.factor FROM youth AS y JOIN risk AS r USING (youth) WHERE r.value = 'YES'"
_SERVICE = (
    "SELECT y.*, s.provider FROM youth AS y "
    "JOIN (SELECT DISTINCT youth, coalesce(provider, 'UNKNOWN') AS provider FROM service WHERE used) AS s USING (youth)"
)

YOUTHS = Subject("youths", "Youths", "SELECT * FROM youth", "SELECT * FROM youth", "all youths", splits=(*OF_A_YOUTH, AGE, CITY))
RISKS = Subject("risks", "Youths with the factor", _RISK, YOUTHS.rows, "all youths", splits=(FACTOR, *OF_A_YOUTH))
RISKS_BY_SYSTEM = Subject(
    "risks_by_system",
    "Youths with the factor and in the system",
    _each_system(_RISK),
    _each_system(YOUTHS.rows),
    "youths of the system",
    splits=(FACTOR, BY_SYSTEM, *OF_A_YOUTH),
)
RISK_NUMBERS = Subject(
    "risk_numbers",
    "Youths",
    "SELECT y.*, coalesce(n.factors, 0) AS factors FROM youth AS y "
    "LEFT JOIN (SELECT youth, count(*) AS factors FROM risk WHERE value = 'YES' GROUP BY 1) AS n USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(FACTORS, *OF_A_YOUTH),
)
SERVICES = Subject("services", "Youths who used the service", _SERVICE, YOUTHS.rows, "all youths", splits=(PROVIDER, *OF_A_YOUTH))
SERVICES_BY_SYSTEM = Subject(
    "services_by_system",
    "Youths who used the service and are in the system",
    _each_system(_SERVICE),
    RISKS_BY_SYSTEM.base,
    "youths of the system",
    splits=(PROVIDER, BY_SYSTEM, *OF_A_YOUTH),
)
ANY_SERVICE = Split(
    "any_service", "Services used", "any_service", labels={"SOME": "At least one", "NONE": "None"}, known=("SOME", "NONE")
)
WITH_SERVICE = Subject(
    "with_service",
    "Youths",
    "SELECT y.*, CASE WHEN s.youth IS NULL THEN 'NONE' ELSE 'SOME' END AS any_service FROM youth AS y "
    "LEFT JOIN (SELECT DISTINCT youth FROM service WHERE used) AS s USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(ANY_SERVICE, *OF_A_YOUTH),
)
KINDS_OF_SERVICE = Subject(
    "kinds_of_service",
    "Youths who used the kind of service",
    "SELECT y.*, s.kind FROM youth AS y "
    "JOIN (SELECT DISTINCT youth, coalesce(kind, 'UNKNOWN') AS kind FROM service WHERE used) AS s USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(SERVICE_TYPE, *OF_A_YOUTH),
)
SCHOOLS = Subject(
    "schools",
    "Schools known of a youth",
    "SELECT y.*, coalesce(s.school, 'UNKNOWN') AS school FROM youth AS y JOIN school AS s USING (youth)",
    "SELECT * FROM youth WHERE youth IN (SELECT youth FROM school)",
    "youths with any school known",
    distinct=False,
    splits=(SCHOOL, *OF_A_YOUTH),
)
ARRESTS = Subject(
    "arrests",
    "Arrests",
    "SELECT y.*, coalesce(a.agency, 'UNKNOWN') AS agency FROM youth AS y JOIN arrest AS a USING (youth)",
    "SELECT * FROM youth WHERE youth IN (SELECT youth FROM arrest)",
    "youths with any arrest",
    distinct=False,
    splits=(AGENCY, *OF_A_YOUTH),
)
CSEC_ARRESTS = Subject(
    "csec_arrests",
    "Arrests under 647(b) or former 653.22",
    "SELECT y.*, coalesce(a.agency, 'UNKNOWN') AS agency FROM youth AS y JOIN arrest AS a USING (youth) WHERE a.exploitation",
    "SELECT * FROM youth WHERE youth IN (SELECT youth FROM arrest WHERE exploitation)",
    "youths with such an arrest",
    distinct=False,
    splits=(AGENCY, *OF_A_YOUTH),
)
_HISTORY = """
SELECT y.*, h.history FROM youth AS y JOIN (
    SELECT a.youth, x.history FROM (
        SELECT youth, bool_or(forum = 'JUVENILE') AS juvenile, bool_or(forum = 'ADULT') AS adult,
               bool_or(forum = 'ADULT' AND exploitation) AS adult_csec,
               bool_or(forum = 'ADULT' AND NOT only_exploitation) AS adult_today
        FROM arrest GROUP BY youth
    ) AS a JOIN (VALUES ('JUVENILE'), ('ADULT'), ('ADULT_CSEC'), ('ADULT_OTHER'), ('ADULT_TODAY')) AS x (history)
    ON CASE x.history WHEN 'JUVENILE' THEN a.juvenile WHEN 'ADULT' THEN a.adult WHEN 'ADULT_CSEC' THEN a.adult_csec
       WHEN 'ADULT_OTHER' THEN a.adult AND NOT a.adult_csec ELSE a.adult_today END
) AS h USING (youth)"""
"""One look at the arrests of a youth, and all that they say of the history."""
HISTORIES = Subject("histories", "Youths", _HISTORY, YOUTHS.rows, "all youths", splits=(HISTORY, *OF_A_YOUTH))
STAYS = Subject(
    "stays",
    "Stays and absences",
    "SELECT y.*, s.kind FROM youth AS y JOIN stay AS s USING (youth)",
    "SELECT * FROM youth WHERE youth IN (SELECT youth FROM stay)",
    "youths with any stay known",
    distinct=False,
    splits=(KIND_OF_STAY, *OF_A_YOUTH),
)
_SECTIONS = " UNION ALL ".join(
    f"SELECT youth, '{name}' AS section FROM ({rows})"
    for name, rows in {
        "Demographic information": "SELECT youth FROM youth WHERE sex <> 'UNKNOWN' OR race <> 'UNKNOWN'",
        "Risk factors": "SELECT DISTINCT youth FROM risk WHERE value <> 'UNKNOWN'",
        "Services received": "SELECT DISTINCT youth FROM service",
        "System involvement": "SELECT DISTINCT youth FROM supervision",
        "Arrest history": "SELECT DISTINCT youth FROM arrest",
        "Education": "SELECT DISTINCT youth FROM school",
        "Placements": "SELECT DISTINCT youth FROM stay",
        "Exploitation history": "SELECT DISTINCT youth FROM exploitation",
        "Reports to child protection": "SELECT DISTINCT youth FROM cps_report",
        "Outcomes": "SELECT DISTINCT youth FROM outcome",
    }.items()
)
SECTIONS = Subject(
    "sections",
    "Youths with anything in the section",
    f"SELECT y.*, s.section FROM youth AS y JOIN ({_SECTIONS}) AS s USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(SECTION, *OF_A_YOUTH),
)
ANY_ABSENCE = Split(
    "any_absence", "Absences", "any_absence", labels={"SOME": "At least one", "NONE": "None known"}, known=("SOME", "NONE")
)
WITH_ABSENCE = Subject(
    "with_absence",
    "Youths",
    "SELECT y.*, CASE WHEN s.youth IS NULL THEN 'NONE' ELSE 'SOME' END AS any_absence FROM youth AS y "
    "LEFT JOIN (SELECT DISTINCT youth FROM stay WHERE kind = 'ABSENT') AS s USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(ANY_ABSENCE, *OF_A_YOUTH),
)
OUTCOMES = Subject(
    "outcomes",
    "Youths with the outcome",
    "SELECT y.*, o.outcome FROM youth AS y JOIN (SELECT DISTINCT youth, outcome FROM outcome) AS o USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(OUTCOME, *OF_A_YOUTH),
)
EXPLOITATIONS = Subject(
    "exploitations",
    "Youths with the type on the state's grid",
    "SELECT y.*, e.csec_type FROM youth AS y "
    "JOIN (SELECT DISTINCT youth, coalesce(csec_type, 'UNKNOWN') AS csec_type FROM exploitation) AS e USING (youth)",
    YOUTHS.rows,
    "all youths",
    splits=(CSEC_TYPE, *OF_A_YOUTH),
)
APPROACHES = Subject(
    "approaches",
    "Youths approached that way",
    "SELECT y.*, e.recruitment FROM youth AS y "
    "JOIN (SELECT DISTINCT youth, coalesce(recruitment, 'UNKNOWN') AS recruitment FROM exploitation) AS e USING (youth)",
    "SELECT * FROM youth WHERE youth IN (SELECT youth FROM exploitation)",
    "youths with any exploitation history",
    splits=(RECRUITMENT, *OF_A_YOUTH),
)
PLACES = Subject(
    "places",
    "Youths with something known there",
    "SELECT y.*, p.place FROM youth AS y "
    "JOIN (SELECT DISTINCT youth, coalesce(city, 'UNKNOWN') AS place FROM place) AS p USING (youth)",
    "SELECT * FROM youth WHERE youth IN (SELECT youth FROM place)",
    "youths with any place known",
    splits=(PLACE, *OF_A_YOUTH),
)
