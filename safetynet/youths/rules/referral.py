"""Who may put a youth on a table's register."""

from safetynet.kernel.identifiers import TableId
from safetynet.policy.rules import Decision, RowFacts, Standing, decide
from safetynet.policy.vocabulary import Category, Verb


def decide_referral(standing: Standing) -> Decision:
    """Whether this person may put a youth on the register of a table where the person has a seat, and why not."""
    said = Decision(False, "You hold no seat at a table.")
    for seat in sorted(standing.seats):
        said = decide(standing, Verb.WRITE, Category.REGISTER, RowFacts(seat, standing.tables[seat].county))
        if said:
            return said
    return said


def tables_to_refer_to(standing: Standing) -> list[TableId]:
    """The tables on whose register this person may put a youth: those whose own seat decides so."""
    return [
        seat
        for seat in sorted(standing.seats)
        if decide(standing, Verb.WRITE, Category.REGISTER, RowFacts(seat, standing.tables[seat].county))
    ]


def may_refer(standing: Standing) -> bool:
    """Whether this person may put a youth on a register."""
    return bool(decide_referral(standing))
