"""Who may put a youth on a table's register."""

from safetynet.policy.grants import roles_with
from safetynet.policy.rules import Standing
from safetynet.policy.vocabulary import Category, Relation, Verb


def may_refer(standing: Standing) -> bool:
    """Whether this person may put a youth on a register: a role that writes it, and a seat at a table."""
    roles = roles_with(Verb.WRITE, Category.REGISTER, Relation.SEAT)
    return bool(standing.seats) and any(role in standing.roles for role in roles)
