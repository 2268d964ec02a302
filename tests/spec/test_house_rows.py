"""The rows of the house, cell by cell: exactly these grants, and each of them changes what PostgreSQL is told.

That the database says what the compiler says is `tests/integration/policy/test_database.py`.
"""

from pathlib import Path

import pytest

from safetynet.policy.compiler import compile_policies
from safetynet.policy.grants import GRANTS, HOUSE_CATEGORIES, Grant
from safetynet.policy.vocabulary import Category, Relation, Role, Verb

_MEANT = {
    "S": {(Verb.READ, Relation.SEAT)},
    "H": {(Verb.READ, Relation.HOLDER)},
    "A": {(Verb.READ, Relation.ANYONE)},
    "D": {(Verb.READ, Relation.HOME)},
    "R": {(Verb.READ, Relation.SEAT), (Verb.READ, Relation.SERVED)},
    "W": {(Verb.WRITE, Relation.SEAT)},
    "O": {(Verb.WRITE, Relation.SEAT), (Verb.READ, Relation.OWN)},
    "C": {(Verb.READ, Relation.CONSENT)},
    "M": {(Verb.READ, Relation.AGENDA)},
    "N": {(Verb.READ, Relation.CLIENT)},
    "V": {(Verb.WRITE, Relation.SEAT)},
    "P": {(Verb.WRITE, Relation.AGENDA), (Verb.READ, Relation.OWN)},
    "T": {(Verb.WRITE, Relation.OWNER), (Verb.READ, Relation.OWNER)},
    "Q": {(Verb.READ, Relation.OWNER)},
    "U": {(Verb.READ, Relation.AUTHOR)},
    "X": {(Verb.WRITE, Relation.HOLDER)},
    "E": {(Verb.READ, Relation.HOME), (Verb.WRITE, Relation.HOME)},
}
_COUNSEL = {
    "R": {(Verb.READ, Relation.CLIENT)},
    "O": {(Verb.WRITE, Relation.CLIENT), (Verb.READ, Relation.OWN)},
    "P": {(Verb.WRITE, Relation.AGENDA_CLIENT), (Verb.READ, Relation.OWN)},
}
_ELSEWHERE = {"C": {(Verb.READ, Relation.CONSENT_ELSEWHERE)}}


def house() -> set[Grant]:
    """The grants that ``house.txt`` means."""
    lines = (Path(__file__).parent / "house.txt").read_text().splitlines()
    header, *rows = (line.split() for line in lines if not line.startswith("#"))
    meant: set[Grant] = set()
    for category, *cells in rows:
        for role, cell in zip(map(Role, header[1:]), cells, strict=True):
            words = _MEANT | (_COUNSEL if role is Role.DEF else _ELSEWHERE if role is Role.XC else {})
            meant |= {Grant(Category(category), role, *each) for letter in cell.strip("-") for each in words[letter]}
    return meant


HOUSE = sorted(house())


def test_the_house_grants_exactly_what_stands_here() -> None:
    """None is missing and none too many."""
    assert {grant.category for grant in HOUSE} == HOUSE_CATEGORIES
    assert set(HOUSE) ^ {grant for grant in GRANTS if grant.category in HOUSE_CATEGORIES} == set()


@pytest.mark.parametrize("category", sorted(HOUSE_CATEGORIES))
def test_each_grant_of_the_house_is_enforced(category: Category) -> None:
    """Without it PostgreSQL is told something else."""
    whole = compile_policies(GRANTS)
    for grant in HOUSE:
        if grant.category is category:
            assert compile_policies(GRANTS - {grant}) != whole, grant
