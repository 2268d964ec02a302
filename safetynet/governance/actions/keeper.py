"""The operator's hand on the directory: the connection that may write it, what is found there by name, the log entry.

The ``owner`` connection keeps the directory and sees no youth; it exists only while a command of the operator runs.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connections, transaction
from django.db.models import Q

from safetynet.governance.models import Agency, County, Person, Table
from safetynet.kernel.faults import Fault

KEEPER = "owner"
"""The connection that may write the directory."""

_NOTHING = "Nothing was changed."


@contextmanager
def keeping(refusal: str = "The directory cannot hold this.", way_on: str = "") -> Iterator[None]:
    """One change of the directory: all of it or nothing. Raises Fault with this refusal where PostgreSQL refuses."""
    try:
        with transaction.atomic(using=KEEPER):
            yield
    except (IntegrityError, DataError) as error:
        raise Fault(refusal, kept=_NOTHING, next=way_on) from error
    except ValidationError as error:
        raise Fault(refusal, kept=_NOTHING, next=" ".join(error.messages)) from error


def note(by: str, action: str, subject: str, **detail: object) -> None:
    """Write the entry of a change; without it the change is undone."""
    with connections[KEEPER].cursor() as cursor:
        cursor.execute("SELECT audit.record_operator(%s, %s, %s, %s::jsonb)", [by, action, subject, json.dumps(detail)])


def not_ended(on: date) -> Q:
    """What is held beyond that day."""
    return Q(ends__isnull=True) | Q(ends__gt=on)


def find_county(name: str) -> County:
    """The county of that name. Raises Fault when there is none."""
    found = County.objects.using(KEEPER).filter(name__iexact=name).first()
    if found is None:
        raise Fault(f"California has no county called {name}.", kept=_NOTHING, next="Write it as in 'Contra Costa'.")
    return found


def find_table(name: str) -> Table:
    """The table of that name, or the one of the county of that name. Raises Fault unless it is exactly one."""
    tables = Table.objects.using(KEEPER).select_related("county")
    for found in (list(tables.filter(name__iexact=name)), list(tables.filter(county__name__iexact=name))):
        if len(found) == 1:
            return found[0]
        if found:
            raise Fault(f"{name} has several tables.", kept=_NOTHING, next="Say which: " + ", ".join(str(each) for each in found))
    raise Fault(f"There is no table called {name}.", kept=_NOTHING, next="Name the county whose table it is.")


def find_agency(short_name: str, county: str | None) -> Agency:
    """The agency of that short name, in the county if one is said. Raises Fault unless it is exactly one."""
    found = Agency.objects.using(KEEPER).select_related("county").filter(short_name__iexact=short_name)
    if county is not None:
        found = found.filter(county=find_county(county))
    agencies = list(found[:2])
    if len(agencies) > 1:
        raise Fault(f"Several counties have an agency called {short_name}.", kept=_NOTHING, next="Say which with --county.")
    if not agencies:
        raise Fault(
            f"There is no agency called {short_name}.",
            kept=_NOTHING,
            next="'safetynet admit agency --help' tells how one is admitted.",
        )
    return agencies[0]


def find_member(username: str) -> Person:
    """The person with that user name. Raises Fault when there is none."""
    person = Person.objects.using(KEEPER).select_related("agency").filter(username=username).first()
    if person is None:
        raise Fault(f"Nobody is called {username}.", kept=_NOTHING, next="'safetynet people' lists everybody.")
    return person
