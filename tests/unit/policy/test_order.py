"""What PostgreSQL asks first. It joins permissive policies in the reverse order of their names and stops at the first that
holds, so the relation that opens most rows must have the last name."""

from collections import defaultdict

from safetynet.policy.compiler import compile_policies, named_youths
from safetynet.policy.vocabulary import Category


def readings() -> dict[str, list[str]]:
    """The permissive policies for reading, by table, in the order in which they are asked."""
    found: dict[str, list[str]] = defaultdict(list)
    for policy in compile_policies():
        if policy.permissive and policy.command == "SELECT":
            found[policy.table].append(policy.name)
    return {table: sorted(names, reverse=True) for table, names in found.items()}


def test_the_seat_is_asked_first_and_who_is_served_last() -> None:
    with_seat = {table: names for table, names in readings().items() if any(name.endswith("_seat") for name in names)}
    assert len(with_seat) > 30
    for table, names in with_seat.items():
        if table == "meetings_agendareason":
            continue  # read by category, each with an order of its own
        assert names[0].endswith("_seat"), (table, names)
    served = {table: names for table, names in readings().items() if any(name.endswith("_served") for name in names)}
    assert "youths_identity" in served
    assert all(names[-1].endswith("_served") for names in served.values())


def test_relations_that_name_youths_share_one_policy_for_reading() -> None:
    """Each sub-select that a statement carries costs it something, even where it is never asked."""
    for table, names in readings().items():
        if table != "meetings_agendareason":
            assert sum(name.endswith("_named") for name in names) <= 1, table
    risk = next(p for p in compile_policies() if p.table == "youths_riskfactor" and p.name.endswith("_named"))
    assert named_youths(Category.RISK) in risk.using
    assert "agenda_youths" in risk.using and "agenda_clients" in risk.using and "consent_youths_elsewhere" in risk.using
