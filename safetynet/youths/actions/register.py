"""Putting youths on a table's register. A number is all the register says; everything else is a claim."""

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, IntegrityError

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.codes import CaseStatus
from safetynet.kernel.faults import Refused
from safetynet.policy.door import Door
from safetynet.youths.models import Claim, ClassificationAtTable, Identity, Referral, StatusAtTable, Youth

from .claims import Author, new_claim, next_numbers


def admit_youths(*, door: Door, table_id: int, how_many: int, by: Author) -> list[Youth]:
    """That many new youths of a table, numbered in order. The caller notes what it did.

    Raises Refused when the policy does not let the author put youths on this register.
    """
    with door.opened():
        now = clock.now()
        try:
            numbers = next_numbers(table_id, how_many)
            youths = [Youth(table_id=table_id, number=number, created_at=now, created_by_id=by.person) for number in numbers]
            return Youth.objects.bulk_create(youths, batch_size=1000)
        except DatabaseError as error:
            raise Refused(
                "Your role does not let you put a youth on this table's register.", kept="Nothing was changed."
            ) from error


def refer_youth(*, door: Door, table_id: int, values: Mapping[str, Any], by: Author) -> Youth:
    """Put one youth on the register with name, referral and classification; the youth is active from that day.

    ``values`` are those of the referral form. A form that was counted before returns the youth it made. Raises Refused
    when the policy does not let the author do so.
    """
    made = Identity.objects.filter(submission=values["submission"]).select_related("youth")
    try:
        with door.opened():
            [youth] = admit_youths(door=door, table_id=table_id, how_many=1, by=by)
            for claim in _first_claims(youth, values, by):
                claim.save(force_insert=True)
            door.note(
                Act("create", "youth", subject=youth.number, youth=youth.pk, table=table_id,
                    fields=["identity", "referral", "statusattable", "classificationattable"])
            )  # fmt: skip
            return youth
    except IntegrityError:
        with door.opened():
            found = made.get().youth
            door.note(Act("create again", "youth", subject=found.number, youth=found.pk, table=table_id))
        return found


def _first_claims(youth: Youth, values: Mapping[str, Any], by: Author) -> list[Claim]:
    referred = values["referred_on"]
    said: tuple[tuple[type[Claim], dict[str, Any]], ...] = (
        (Identity, {name: values[name] for name in ("last_name", "first_name", "birth_date", "submission")}),
        (Referral, {"referred_on": referred, "source": values["source"]}),
        (StatusAtTable, {"status": CaseStatus.ACTIVE.value, "since": referred}),
        (ClassificationAtTable, {"classification": values["classification"], "decided_on": referred}),
    )
    return [new_claim(kind, youth_id=youth.pk, table_id=youth.table_id, by=by, **each) for kind, each in said]
