"""Whether the holder of a seat may be given a copy of the packet and be checked in (field facts 7.4)."""

from datetime import date

from safetynet.policy.rules import RowFacts, Standing, decide
from safetynet.policy.vocabulary import Category, Gate, Verb

NOTHING_OPEN = "the record opens nothing to this seat today"


def why_no_copy(holder: Standing, papers: RowFacts) -> str:
    """Why the policy does not open the table's papers to this holder, in words; empty when it does."""
    decision = decide(holder, Verb.READ, Category.MEETING, papers)
    if decision:
        return ""
    if decision.gate is Gate.MOU:
        return f"{holder.agency_name} has no memorandum in force"
    if decision.gate is Gate.AGREEMENT:
        ended = _agreement_ended(holder, papers)
        return (
            f"confidentiality agreement ended on {ended:%-d %b %Y}"
            if ended
            else "no confidentiality agreement in the current version"
        )
    if decision.gate is Gate.TRAINING:
        last = holder.trained_until()
        return f"training ended on {last:%-d %b %Y}" if last else "no training on file"
    if not holder.works_here:
        return f"no longer works for {holder.agency_name}"
    return "holds no role that sits at a table" if holder.roles else "holds no role any more"


def _agreement_ended(holder: Standing, papers: RowFacts) -> date | None:
    """The last day of the holder's agreement in the current version; None when none was signed."""
    version = next((table.agreement_version for at, table in holder.tables.items() if at == papers.table), "")
    days = [
        fact.period.ends
        for fact in holder.agreements
        if fact.table == papers.table and fact.version == version and fact.period.begins <= holder.today
    ]
    return max((day for day in days if day is not None), default=None)
