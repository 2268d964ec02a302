"""What PostgreSQL asks first. It joins permissive policies in the reverse order of their names and stops at the first that
holds, so the relation that opens most rows must have the last name."""

import re
from collections import defaultdict

from safetynet.policy.compiler import compile_policies, named_youths
from safetynet.policy.vocabulary import Category

_PLACED = re.compile(r"read_(?:([a-z_]+?)_)?\d\d_")


def readings() -> dict[str, list[str]]:
    """The permissive policies for reading, by table, in the order in which they are asked; of a table that is read row by row as
    each row's category is, category by category: of those a row meets one alone."""
    found: dict[str, list[str]] = defaultdict(list)
    for policy in compile_policies():
        placed = _PLACED.match(policy.name)
        if policy.permissive and policy.command == "SELECT" and placed:
            found[f"{policy.table} {placed[1] or ''}".strip()].append(policy.name)
    return {table: sorted(names, reverse=True) for table, names in found.items()}


def test_the_seat_is_asked_first_and_who_is_served_last() -> None:
    with_seat = {table: names for table, names in readings().items() if any(name.endswith("_seat") for name in names)}
    assert len(with_seat) > 30
    assert {"meetings_agendareason placement", "meetings_statement risk"} <= with_seat.keys()
    for table, names in with_seat.items():
        assert names[0].endswith("_seat"), (table, names)
    served = {table: names for table, names in readings().items() if any(name.endswith("_served") for name in names)}
    assert "youths_identity" in served
    assert all(names[-1].endswith("_served") for names in served.values())


def test_relations_that_name_youths_share_one_policy_for_reading() -> None:
    """Each sub-select that a statement carries costs it something, even where it is never asked."""
    for table, names in readings().items():
        assert sum(name.endswith("_named") for name in names) <= 1, table
    risk = next(p for p in compile_policies() if p.table == "youths_riskfactor" and p.name.endswith("_named"))
    assert named_youths(Category.RISK) in risk.using
    assert "agenda_youths" in risk.using and "agenda_clients" in risk.using and "consent_youths_elsewhere" in risk.using
