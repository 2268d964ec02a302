"""Definitions that differ by law: whom each would count, and what of a record shows it. A researcher chooses, and says which."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """One definition: what the law says in our words, and the condition over a youth's row of a snapshot (DuckDB's)."""

    key: str
    title: str
    source: str
    words: str
    condition: str
    limits: str


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "TABLE",
        "As the table classified",
        "SafetyNet study, 2015",
        "Identified as commercially sexually exploited by the table.",
        "class = 'CSEC'",
        "What the table knew; who was never classified is not counted.",
    ),
    Definition(
        "WIC_300_B2",
        "WIC 300(b)(2)",
        "WIC 300(b)(2) (SB 855, 2014)",
        "A child who is sexually trafficked, or receives food, shelter or payment in exchange for sexual acts, and whose parent or "
        "guardian failed to, or was unable to, protect the child.",
        "class = 'CSEC' AND age < 18",
        "The record does not hold what a parent could do: every minor who was identified is counted.",
    ),
    Definition(
        "PC_236_1",
        "PC 236.1",
        "PC 236.1(c) (Proposition 35, 2012)",
        "A minor who is caused, induced or persuaded to a commercial sex act; no force is needed. The study quotes the older text.",
        "class = 'CSEC' AND age < 18",
        "Whether somebody caused it is not in the snapshot: exploitation of a minor is taken for it.",
    ),
    Definition(
        "TVPA",
        "TVPA, severe form",
        "22 USC 7102(11)",
        "A commercial sex act in which the person induced has not attained 18 years, or by force, fraud or coercion.",
        "class = 'CSEC' AND age < 18",
        "Of those who were 18 and over, force, fraud or coercion is not in the snapshot: none is counted.",
    ),
    Definition(
        "HTCDS_POSSIBLE",
        "HTCDS: possible or actual victim",
        "IOM HTCDS 2.0 (CC BY 4.0)",
        "A possible or an actual victim: identified, or at risk.",
        "class IN ('CSEC', 'AT_RISK')",
        "At risk is this state's word; it is mapped.",
    ),
)
