"""Who may ask, answer, end and hand over a follow-up, in words. The trigger ``policy.keep_task()`` holds the same."""

from dataclasses import replace

from safetynet.policy.rules import RowFacts, Standing, decide
from safetynet.policy.vocabulary import Category, Role, Verb


def coordinates(standing: Standing, row: RowFacts) -> bool:
    """Whether the person coordinates the table of the row."""
    return Role.COORD in standing.roles and row.table in standing.seats


def why_not_ask(standing: Standing, row: RowFacts) -> str:
    """Why the person may not ask the agency that ``row.owner`` names; empty when nothing stands in the way."""
    mine = replace(row, agency=standing.agency, author=standing.person)
    decision = decide(standing, Verb.WRITE, Category.TASK, mine)
    return "" if decision else decision.why


def why_not_answer(standing: Standing, row: RowFacts) -> str:
    """Why the person may not answer or block it: the answer comes from the agency that owes it, or from the coordinator."""
    why = _why_not_write(standing, row)
    if why or coordinates(standing, row) or row.owner == standing.agency:
        return why
    return "The answer comes from the agency that is asked, or from the coordinator."


def why_not_ask_again(standing: Standing, row: RowFacts) -> str:
    """Why the person may not open it again: who asked may, who owes it, and the coordinator."""
    why = _why_not_write(standing, row)
    if why or coordinates(standing, row) or standing.agency in (row.owner, row.agency):
        return why
    return "Only who asked, who owes the answer and the coordinator ask a follow-up again."


def why_not_drop(standing: Standing, row: RowFacts) -> str:
    """Why the person may not drop it: who asked may, and the coordinator; nobody lets go of what they owe."""
    why = _why_not_write(standing, row)
    if why or coordinates(standing, row) or standing.agency == row.agency:
        return why
    return "Only who asked and the coordinator drop a follow-up. Say that it is blocked, and why."


def why_not_hand_over(standing: Standing, row: RowFacts, to_agency: int) -> str:
    """Why the person may not give it to a place of that agency: an agency hands it on among its own places only."""
    why = _why_not_write(standing, row)
    if why or coordinates(standing, row) or standing.agency == row.agency:
        return why
    if standing.agency == row.owner == to_agency:
        return ""
    return "An agency hands a follow-up on among its own places; only who asked and the coordinator ask another agency."


def _why_not_write(standing: Standing, row: RowFacts) -> str:
    decision = decide(standing, Verb.WRITE, Category.TASK, row)
    return "" if decision else decision.why
