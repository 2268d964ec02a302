"""What an invented row says: coarse attributes with declared values, and the tree of pairs that are measured together.

No value comes from the record: a list of what occurs would tell that somebody has it. What is not in a list is "other". A youth
is one row; what a youth may have several of (risk factors) is one column each, so that one youth changes one row and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from safetynet.kernel.codes import RiskFactorKind

MOST_BANDS = 8
"""Years of a longer period are put together into at most so many bands: more cells would only be more noise."""
FACTORS = tuple(factor.value for factor in RiskFactorKind)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One column: its closed list of values, what they are called, and DuckDB's expression that yields one of them.

    The last value takes whatever else there is, so that every youth has a place. ``source``: where the split comes from.
    """

    key: str
    title: str
    values: tuple[str, ...]
    expression: str
    source: str
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, value: str) -> str:
        """What a value is called on a page."""
        return self.labels.get(value, value)


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns, and the edges of a tree over them: (parent, child), each parent reached before its children."""

    attributes: tuple[Attribute, ...]
    edges: tuple[tuple[str, str], ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values each column has."""
        return tuple(len(attribute.values) for attribute in self.attributes)

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The edges as places of columns."""
        return tuple((self.place(parent), self.place(child)) for parent, child in self.edges)

    def place(self, key: str) -> int:
        """Where a column stands. Raises KeyError for a column that is not there."""
        return {attribute.key: at for at, attribute in enumerate(self.attributes)}[key]


AGE_BAND = Attribute(
    "age_band", "Age at referral", ("UP_TO_11", "12_TO_13", "14_TO_15", "16_TO_17", "FROM_18", "UNKNOWN"),
    "CASE WHEN age <= 11 THEN 'UP_TO_11' WHEN age <= 13 THEN '12_TO_13' WHEN age <= 15 THEN '14_TO_15' "
    "WHEN age <= 17 THEN '16_TO_17' WHEN age >= 18 THEN 'FROM_18' ELSE 'UNKNOWN' END",
    "Field facts 8.3: age bands for reports",
    {"UP_TO_11": "11 and under", "12_TO_13": "12 to 13", "14_TO_15": "14 to 15", "16_TO_17": "16 to 17", "FROM_18": "18 and over",
     "UNKNOWN": "Unknown"},
)  # fmt: skip
SEX = Attribute(
    "sex", "Sex", ("FEMALE", "MALE", "OTHER"), "CASE WHEN sex IN ('FEMALE', 'MALE') THEN sex ELSE 'OTHER' END",
    "Field facts 8.3; intersex and unknown together, because each alone is rare",
    {"FEMALE": "Female", "MALE": "Male", "OTHER": "Intersex or unknown"},
)  # fmt: skip
RACE = Attribute(
    "race", "Race group", ("BLACK", "HISPANIC", "WHITE", "ASIAN_PACIFIC", "OTHER", "UNKNOWN"),
    "CASE WHEN race IN ('BLACK', 'HISPANIC', 'WHITE') THEN race WHEN race IN ('ASIAN', 'PACIFIC_ISLANDER') THEN 'ASIAN_PACIFIC' "
    "WHEN race IN ('UNKNOWN', 'DECLINED') THEN 'UNKNOWN' ELSE 'OTHER' END",
    "SafetyNet study, 2015 (its three groups); field facts 8.3",
    {"BLACK": "Black or African American", "HISPANIC": "Hispanic or Latino", "WHITE": "White",
     "ASIAN_PACIFIC": "Asian or Pacific Islander", "OTHER": "Another, or several", "UNKNOWN": "Unknown or not said"},
)  # fmt: skip
CLASS = Attribute(
    "class", "Classification", ("CSEC", "AT_RISK", "OTHER"), "CASE WHEN class IN ('CSEC', 'AT_RISK') THEN class ELSE 'OTHER' END",
    "Field facts 8.1: every count is split by it",
    {"CSEC": "CSEC identified", "AT_RISK": "At risk", "OTHER": "Neither, undetermined or unknown"},
)  # fmt: skip
HOME = Attribute(
    "home", "Home", ("IN_COUNTY", "ELSEWHERE", "UNKNOWN"),
    "CASE WHEN county IS NULL THEN 'UNKNOWN' WHEN county = table_county THEN 'IN_COUNTY' ELSE 'ELSEWHERE' END",
    "SafetyNet study, 2015, figure of counties; county names would be sixty values for little more than noise",
    {"IN_COUNTY": "In the county of the table", "ELSEWHERE": "In another county or state", "UNKNOWN": "Unknown"},
)  # fmt: skip
SYSTEM = Attribute(
    "system", "System involvement", ("BOTH", "PROBATION", "SOCIAL", "NONE"),
    "CASE WHEN probation AND social THEN 'BOTH' WHEN probation THEN 'PROBATION' WHEN social THEN 'SOCIAL' ELSE 'NONE' END",
    "SafetyNet study, 2015, figure of systems",
    {"BOTH": "Probation and social services", "PROBATION": "Probation only", "SOCIAL": "Social services only", "NONE": "None"},
)  # fmt: skip
SERVICE = Attribute(
    "service", "Any service used", ("YES", "NOT_YES"),
    "CASE WHEN EXISTS (FROM service AS s WHERE s.youth = y.youth AND s.used) THEN 'YES' ELSE 'NOT_YES' END",
    "SafetyNet study, 2015, figure of services",
    {"YES": "At least one", "NOT_YES": "None known"},
)  # fmt: skip

EDGES: tuple[tuple[str, str], ...] = (
    ("class", "year"), ("class", "age_band"), ("class", "sex"), ("class", "race"), ("class", "home"), ("class", "system"),
    ("system", "service"), ("class", "runaway_history"), ("class", "recruiter"), ("system", "mental_health"), ("sex", "lgbtq"),
    ("sex", "pregnant_parenting"), ("runaway_history", "drug_use"), ("runaway_history", "chronic_absenteeism"),
    ("mental_health", "behavioral"), ("mental_health", "developmental_delay"), ("system", "family_criminal"),
    ("family_criminal", "family_drug"), ("family_criminal", "family_gang"), ("family_criminal", "family_csec"),
    ("family_criminal", "deceased_relative_or_friend"), ("family_gang", "gang_involvement"), ("gang_involvement", "tattoos"),
)  # fmt: skip
"""The tree: what the study itself crosses (status, age, race by classification; risk factors and services by system), and factors
beside those that they name together. It is declared, not found in the record, so that choosing it costs nothing."""


def schema_of(first: int, last: int) -> Schema:
    """The columns for youths first referred in these years, both counted. Raises ValueError when the years run backwards."""
    factors = tuple(
        Attribute(
            factor.lower(), RiskFactorKind.label_of(factor), ("YES", "NOT_YES"),
            f"CASE WHEN EXISTS (FROM risk AS r WHERE r.youth = y.youth AND r.factor = '{factor}' AND r.value = 'YES') "
            "THEN 'YES' ELSE 'NOT_YES' END",
            "SafetyNet study, 2015, figure 12",
            {"YES": "Yes", "NOT_YES": "No, or not known"},
        )
        for factor in FACTORS
    )  # fmt: skip
    return Schema((_years(first, last), AGE_BAND, SEX, RACE, CLASS, HOME, SYSTEM, SERVICE, *factors), EDGES)


def _years(first: int, last: int) -> Attribute:
    if last < first:
        raise ValueError(f"a period cannot end ({last}) before it begins ({first})")
    width = ceil((last - first + 1) / MOST_BANDS)
    bands = [(begins, min(begins + width - 1, last)) for begins in range(first, last + 1, width)]
    names = tuple(str(begins) if begins == ends else f"{begins}_TO_{ends}" for begins, ends in bands)
    cases = " ".join(f"WHEN year <= {ends} THEN '{name}'" for (_, ends), name in zip(bands[:-1], names, strict=False))
    expression = f"CASE {cases} ELSE '{names[-1]}' END" if cases else f"'{names[-1]}'"
    labels = {name: name.replace("_TO_", " to ") for name in names}
    return Attribute("year", "Year referred", names, expression, "SafetyNet study, 2015; the period that was asked for", labels)
