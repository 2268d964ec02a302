"""Putting youths on a table's register. A number is all the register says; everything else is a claim."""

from django.db import DatabaseError

from safetynet.kernel import clock
from safetynet.kernel.faults import Refused
from safetynet.policy.door import Door
from safetynet.youths.models import Youth

from .claims import Author, next_numbers


def admit_youths(*, door: Door, table_id: int, how_many: int, by: Author) -> list[Youth]:
    """That many new youths of a table, numbered in order. The caller notes what it did.

    Raises Refused when the policy does not let the author put youths on this register.
    """
    with door.opened():
        numbers = next_numbers(table_id, how_many)
        now = clock.now()
        youths = [Youth(table_id=table_id, number=number, created_at=now, created_by_id=by.person) for number in numbers]
        try:
            return Youth.objects.bulk_create(youths, batch_size=1000)
        except DatabaseError as error:
            raise Refused(
                "Your role does not let you put a youth on this table's register.", kept="Nothing was changed."
            ) from error
