"""Consents and walls: what opens categories of one youth's record to an agency, and what keeps one person away."""

from collections.abc import Iterable
from datetime import date

from django.db import DatabaseError, connection, transaction

from safetynet.audit.acts import Act
from safetynet.governance.models import Consent, Wall
from safetynet.kernel.faults import NotInScope, Refused
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Category

_NOT_YOURS = "Only the table's coordinator records consents and walls."


def record_consent(
    *,
    door: Door,
    youth_id: int,
    table_id: int,
    number: str,
    agency_id: int,
    categories: Iterable[Category],
    given_by: str,
    document: str,
    begins: date,
    ends: date | None,
    by: PersonId,
) -> Consent:
    """Record a written consent or a court's order (HIPAA 164.508, 42 CFR 2.31). Raises Refused without the right."""
    opened = [category.value for category in categories]
    consent = Consent(
        youth_id=youth_id, table_id=table_id, agency_id=agency_id, categories=opened, given_by=given_by, document=document,
        begins=begins, ends=ends, recorded_by_id=by,
    )  # fmt: skip
    with door.opened():
        _save(consent)
        door.note(_act("consent", number, youth_id, table_id, opened))
    return consent


def revoke_consent(*, door: Door, consent_id: int, number: str, on: date) -> Consent:
    """A consent is revoked; what it opened closes with that day. Raises NotInScope when there is none."""
    with door.opened():
        consent = Consent.objects.filter(pk=consent_id, revoked_on__isnull=True).first()
        if consent is None:
            raise NotInScope("There is no such consent in force.")
        consent.revoked_on = on
        _save(consent)
        door.note(_act("revoke consent", number, consent.youth_id, consent.table_id, consent.categories))
    return consent


def raise_wall(
    *,
    door: Door,
    youth_id: int,
    table_id: int,
    number: str,
    person_id: int,
    reason: str,
    begins: date,
    ends: date | None,
    by: PersonId,
) -> Wall:
    """Keep a person away from a youth's record (field facts 7.2 no. 2, 7.4). Raises Refused without the right."""
    wall = Wall(
        youth_id=youth_id, table_id=table_id, person_id=person_id, reason=reason, begins=begins, ends=ends, recorded_by_id=by
    )
    with door.opened():
        _save(wall)
        door.note(_act("wall", number, youth_id, table_id, ()))
    return wall


_RECUSED = """INSERT INTO governance_wall (youth_id, table_id, person_id, reason, begins, recorded_by_id, recorded_at)
VALUES (%s, %s, %s, %s, %s, %s, now())"""


def recuse(*, door: Door, youth_id: int, table_id: int, number: str, reason: str, begins: date) -> None:
    """A wall against oneself (field facts 7.4: a relative, counsel of a co-accused). Only the coordinator takes it down again.

    It is not read back: from this statement on the youth's record is shut to whoever stepped out. Raises Refused without a
    reason, or without the right.
    """
    if not reason.strip():
        raise Refused(
            "Say why you step out.", kept="Nothing was changed.", next="A few words are enough; the coordinator reads them."
        )
    me = door.reader.person
    with door.opened():
        door.note(_act("recuse", number, youth_id, table_id, ()))
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_RECUSED, [youth_id, table_id, me, reason.strip()[:200], begins, me])
        except DatabaseError as error:
            raise Refused("You cannot step out of this youth's discussion here.", kept="Nothing was changed.") from error


def end_wall(*, door: Door, wall_id: int, number: str, on: date) -> Wall:
    """A wall is taken down after that day. Raises NotInScope when there is none."""
    with door.opened():
        wall = Wall.objects.filter(pk=wall_id).first()
        if wall is None:
            raise NotInScope("There is no such wall.")
        wall.ends = max(on, wall.begins)
        _save(wall)
        door.note(_act("end wall", number, wall.youth_id, wall.table_id, ()))
    return wall


def _save(paper: Consent | Wall) -> None:
    try:
        paper.save()
    except DatabaseError as error:
        raise Refused(_NOT_YOURS, kept="Nothing was changed.") from error


def _act(action: str, number: str, youth_id: int, table_id: int, fields: Iterable[str]) -> Act:
    return Act(action, "authority", subject=number, youth=youth_id, table=table_id, fields=list(fields))
