"""The decision: may this person do this with that row? The same table of grants that PostgreSQL enforces.

Pure functions over plain facts. ``decide`` answers one question with its reason; ``may`` and ``who_may`` are built on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.kernel.periods import Period

from .grants import GRANTS, HOUSE_CATEGORIES, UNGATED_CATEGORIES, Grant, roles_with
from .vocabulary import CASELESS_ROLES, Category, Gate, Relation, Role, Verb


@dataclass(frozen=True, slots=True)
class TableFact:
    """A table as the gates need it."""

    name: str
    county: CountyId
    agreement_version: str
    training_required: bool = True


@dataclass(frozen=True, slots=True)
class MemorandumFact:
    """One memorandum of the person's agency."""

    table: TableId
    categories: frozenset[str]
    period: Period


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """One confidentiality agreement of the person."""

    table: TableId
    version: str
    period: Period


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands today, as ``policy.standing()`` tells it, with what the youth's own facts add.

    ``clients``, ``agenda``, ``served`` and ``consents`` need to hold only the youths in question. ``trainings``: for how
    long each course that was completed counts.
    """

    person: PersonId
    agency: AgencyId
    county: CountyId | None
    today: date
    purpose: str
    name: str = ""
    agency_name: str = ""
    ended_on: date | None = None
    roles: frozenset[Role] = frozenset()
    seats: frozenset[TableId] = frozenset()
    tables: Mapping[TableId, TableFact] = field(default_factory=dict)
    memoranda: tuple[MemorandumFact, ...] = ()
    agreements: tuple[AgreementFact, ...] = ()
    trainings: tuple[Period, ...] = ()
    walls: frozenset[YouthId] = frozenset()
    consents: frozenset[tuple[YouthId, str]] = frozenset()
    clients: frozenset[YouthId] = frozenset()
    agenda: frozenset[YouthId] = frozenset()
    served: frozenset[YouthId] = frozenset()

    @property
    def works_here(self) -> bool:
        """Whether the person still works for the agency today."""
        return self.ended_on is None or self.ended_on >= self.today

    def trained_until(self) -> date | None:
        """The last day on which a course counts (or counted) that was completed by today; None when there is none."""
        days = [course.ends for course in self.trainings if course.begins <= self.today]
        return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a row tells about itself. An entry of the log may belong to no table; then it has no county either."""

    table: TableId | None
    county: CountyId | None
    youth: YouthId | None = None
    agency: AgencyId | None = None
    author: PersonId | None = None
    holder: PersonId | None = None
    owner: AgencyId | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes with the grant that decided, or no with the gate that stood in the way or the lack of any grant."""

    allowed: bool
    why: str
    grant: Grant | None = None
    gate: Gate | None = None

    def __bool__(self) -> bool:
        return self.allowed


def decide(
    standing: Standing,
    verb: Verb,
    category: Category,
    row: RowFacts,
    grants: frozenset[Grant] = GRANTS,
) -> Decision:
    """Whether the person may do ``verb`` with this row, and why.

    Gates come first; then any one grant suffices. Nothing given means no.
    """
    shut = shut_gate(standing, category, row)
    if shut is not None:
        return Decision(False, shut[1], gate=shut[0])
    if not standing.works_here:
        return Decision(False, f"{standing.name} no longer works for {standing.agency_name}.")
    candidates = _in_order(grants, verb, category)
    for grant in candidates:
        if _role_counts(standing, grant) and _holds(standing, grant, row):
            return Decision(True, f"{grant.role.label}: {grant.relation.label} ({grant.authority}).", grant=grant)
    return Decision(False, _why_not(standing, candidates, category, verb))


@lru_cache(maxsize=512)
def _in_order(grants: frozenset[Grant], verb: Verb, category: Category) -> tuple[Grant, ...]:
    """The grants of one verb on one category; a page of a youth asks fifty times."""
    return tuple(sorted(grant for grant in grants if grant.category is category and grant.verb is verb))


def may(standing: Standing, verb: Verb, category: Category, row: RowFacts) -> bool:
    """Whether the person may do ``verb`` with this row."""
    return decide(standing, verb, category, row).allowed


def who_may(verb: Verb, category: Category) -> dict[Relation, tuple[Role, ...]]:
    """Which roles may do ``verb`` with a category, relation by relation."""
    found = {relation: roles_with(verb, category, relation) for relation in Relation}
    return {relation: roles for relation, roles in found.items() if roles}


def shut_gate(standing: Standing, category: Category, row: RowFacts) -> tuple[Gate, str] | None:
    """The first gate that is shut, with the words for it; None when all are open."""
    if category in UNGATED_CATEGORIES:
        return None
    if not standing.purpose:
        return Gate.PURPOSE, "This session has no stated purpose."
    if row.youth is not None and row.youth in standing.walls:
        return Gate.WALL, "You are walled off from this youth's record."
    if row.table is None:
        mine = row.holder is not None and row.holder == standing.person
        return None if mine else (Gate.MOU, "This belongs to no table, so it is shared only with the person it is about.")
    table = standing.tables.get(row.table)
    name = table.name if table else "this table"
    in_force = [fact for fact in standing.memoranda if fact.table == row.table and fact.period.covers(standing.today)]
    if not in_force:
        return Gate.MOU, f"{standing.agency_name} has no memorandum of understanding in force with {name}."
    if category not in HOUSE_CATEGORIES and not any(category.value in fact.categories for fact in in_force):
        return Gate.MOU, f"The memorandum of {standing.agency_name} with {name} does not cover this category."
    return _shut_by_agreement(standing, row.table, table, name) or _shut_by_training(standing, table, name)


def shut_out(standing: Standing) -> str:
    """The words of the gate that keeps this person from everything at every table where they sit or have signed.

    Empty when a gate is open somewhere, and for somebody who belongs to no table: then there is no rule to name.
    """
    tables = sorted(standing.seats | {fact.table for fact in standing.agreements})
    shut = [
        shut_gate(standing, Category.REGISTER, RowFacts(table, standing.tables[table].county))
        for table in tables
        if table in standing.tables
    ]
    return shut[0][1] if shut and shut[0] is not None and all(shut) else ""


def _shut_by_agreement(standing: Standing, table_id: TableId, table: TableFact | None, name: str) -> tuple[Gate, str] | None:
    signed = [fact for fact in standing.agreements if fact.table == table_id]
    if not signed:
        return Gate.AGREEMENT, f"There is no signed confidentiality agreement with {name} on file for you."
    current = [fact for fact in signed if table is not None and fact.version == table.agreement_version]
    if not current:
        return (
            Gate.AGREEMENT,
            f"Your confidentiality agreement with {name} is of an older version; sign the current one.",
        )
    if not any(fact.period.covers(standing.today) for fact in current):
        last = max(fact.period.ends or fact.period.begins for fact in current)
        return Gate.AGREEMENT, f"Your confidentiality agreement with {name} ended on {last:%-d %b %Y}."
    return None


def _shut_by_training(standing: Standing, table: TableFact | None, name: str) -> tuple[Gate, str] | None:
    if (table is not None and not table.training_required) or any(course.covers(standing.today) for course in standing.trainings):
        return None
    last = standing.trained_until()
    if last is None:
        return Gate.TRAINING, f"No training for {name} is on file for you."
    return Gate.TRAINING, f"Your training for {name} ended on {last:%-d %b %Y}."


def _role_counts(standing: Standing, grant: Grant) -> bool:
    """Towards another county everybody who may read cases at all stands in the column XC; at home the person's own roles
    count."""
    elsewhere = grant.relation is Relation.CONSENT_ELSEWHERE and bool(standing.roles - CASELESS_ROLES)
    return grant.role in standing.roles or elsewhere


def _holds(standing: Standing, grant: Grant, row: RowFacts) -> bool:
    relation, youth = grant.relation, row.youth
    seated = row.table in standing.seats
    near = row.county is not None and row.county == standing.county
    consented = youth is not None and any(
        of == youth and (grant.category in HOUSE_CATEGORIES or category == grant.category.value)
        for of, category in standing.consents
    )
    answers = {
        Relation.SEAT: seated,
        Relation.SERVED: youth in standing.served,
        Relation.OWN: row.agency is not None and row.agency == standing.agency,
        Relation.OWNER: row.owner is not None and row.owner == standing.agency,
        Relation.AUTHOR: row.author is not None and row.author == standing.person,
        Relation.HOLDER: row.holder is not None and row.holder == standing.person,
        Relation.AGENDA: youth in standing.agenda,
        Relation.CLIENT: youth in standing.clients,
        Relation.AGENDA_CLIENT: youth in standing.agenda and youth in standing.clients,
        Relation.CONSENT: consented and near,
        Relation.CLIENT_CONSENT: consented and near and youth in standing.clients,
        Relation.CONSENT_ELSEWHERE: consented and standing.county is not None and not near,
        Relation.HOME: near or row.county in {standing.tables[seat].county for seat in standing.seats},
        Relation.ANYONE: True,
    }
    return bool(answers[relation])


def _why_not(standing: Standing, candidates: tuple[Grant, ...], category: Category, verb: Verb) -> str:
    mine = [grant for grant in candidates if grant.role in standing.roles]
    words = "read" if verb is Verb.READ else "write"
    roles = " and ".join(role.label for role in sorted(standing.roles)) or "nobody with a role"
    if not mine:
        return f"Not shared with {roles}."
    conditions = " or ".join(dict.fromkeys(grant.relation.label for grant in mine))
    return f"{roles}: only somebody who {conditions} may {words} this."
