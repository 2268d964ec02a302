"""Charges on an arrest: how a code written by an office is grouped (8.10).

A minor cannot be arrested for 647(b) since 1 January 2017 (SB 1322); 653.22 was repealed on 1 January 2023 (SB 357).
Such rows are history about a victim, marked ``decriminalized_today``.
"""

import re

from .base import Codes


class ChargeGroup(Codes):
    """Groups of charges."""

    PROSTITUTION_647B = "PROSTITUTION_647B", "647(b) PC"
    LOITERING_653_22 = "LOITERING_653_22", "653.22 PC (repealed)"
    WARRANT = "WARRANT", "Warrant"
    VIOLENT = "VIOLENT", "Against a person"
    PROPERTY = "PROPERTY", "Against property"
    DRUG = "DRUG", "Drugs"
    PROBATION_VIOLATION = "PROBATION_VIOLATION", "Probation violation"
    STATUS = "STATUS", "Status (601 WIC)"
    OTHER = "OTHER", "Other"


EXPLOITATION_CHARGES = frozenset({ChargeGroup.PROSTITUTION_647B, ChargeGroup.LOITERING_653_22})
"""Charges that today's law treats as a sign of victimisation, never as an offence of the minor."""

_RULES: tuple[tuple[str, ChargeGroup], ...] = (
    (r"\b647\s*\(?b\)?", ChargeGroup.PROSTITUTION_647B),
    (r"\b653\.2[02]", ChargeGroup.LOITERING_653_22),
    (r"warrant|\bfta\b", ChargeGroup.WARRANT),
    (r"\b77[78]\b|violation of probation|\bvop\b", ChargeGroup.PROBATION_VIOLATION),
    (r"\b(187|192|203|207|211|215|220|240|242|243|245|246|261|273|417|422)\b|battery|assault|robbery", ChargeGroup.VIOLENT),
    (r"\b(459|460|466|470|476|484|485|487|488|490|496|499|502|530|594|602)\b.*pc|10851|burglary|theft", ChargeGroup.PROPERTY),
    (r"\b(1135\d|1136\d|1137\d|1155\d|4060|4140)\b|drug|narcotic", ChargeGroup.DRUG),
    (r"\b601\b|curfew|truan", ChargeGroup.STATUS),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), group) for pattern, group in _RULES)


def charge_group(text: str) -> ChargeGroup:
    """The group of one charge as an office writes it.

    >>> charge_group("647(b) PC"), charge_group("WARRANT"), charge_group("242 PC")
    (<ChargeGroup.PROSTITUTION_647B: 'PROSTITUTION_647B'>, <ChargeGroup.WARRANT: 'WARRANT'>, <ChargeGroup.VIOLENT: 'VIOLENT'>)
    """
    for pattern, group in _COMPILED:
        if pattern.search(text):
            return group
    return ChargeGroup.OTHER
