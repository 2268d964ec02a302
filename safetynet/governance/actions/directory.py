"""Changes of the directory that the operator makes on the machine: counties' tables, agencies, people, what they signed.

They run on the ``owner`` connection, which keeps the directory and sees no youth; each writes one audit entry.
"""

import calendar
import json
from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import connections, transaction

from safetynet.governance.models import Account, Agency, Agreement, County, Memorandum, Person, RoleHolding, Seat, Table
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType
from safetynet.kernel.faults import Fault
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role

KEEPER = "owner"
"""The connection that may write the directory."""


def found_table(*, county: str, by: str) -> Table:
    """The county's table, made if it has none. ``by`` is the operator's account on the machine."""
    with transaction.atomic(using=KEEPER):
        home = _county(county)
        table, made = Table.objects.using(KEEPER).get_or_create(county=home, name=f"SafetyNet {home.name} County")
        if made:
            _note(by, "found table", table.name)
    return table


def admit_agency(*, county: str | None, name: str, short_name: str, kind: AgencyType, by: str) -> Agency:
    """The agency of that short name in the county, made if it is new."""
    with transaction.atomic(using=KEEPER):
        home = _county(county) if county else None
        agency, made = Agency.objects.using(KEEPER).get_or_create(
            county=home, short_name=short_name, defaults={"name": name, "kind": kind.value}
        )
        if made:
            _note(by, "admit agency", agency.short_name)
    return agency


def sign_memorandum(
    *,
    agency: Agency,
    table: Table,
    on: date,
    until: date | None,
    categories: Iterable[Category] = MATRIX_CATEGORIES,
    by: str,
) -> Memorandum:
    """Record that the agency's memorandum of understanding with the table was signed (study rule R10)."""
    with transaction.atomic(using=KEEPER):
        memorandum = Memorandum.objects.using(KEEPER).create(
            agency=agency, table=table, signed_on=on, begins=on, ends=until,
            categories=[category.value for category in categories],
        )  # fmt: skip
        _note(by, "sign memorandum", f"{agency.short_name} with {table.name}")
    return memorandum


def admit_person(
    *,
    agency: Agency,
    given_name: str,
    family_name: str,
    username: str,
    roles: Iterable[Role],
    on: date,
    title: str = "",
    by: str,
) -> Person:
    """A person of the agency with their columns of the sharing matrix, and an account that has no password yet."""
    with transaction.atomic(using=KEEPER):
        if Person.objects.using(KEEPER).filter(username=username).exists():
            raise Fault(f"Somebody is called {username} already.", kept="Nothing was changed.", next="Choose another name.")
        person = Person.objects.using(KEEPER).create(
            agency=agency, given_name=given_name, family_name=family_name, username=username, title=title
        )
        for role in roles:
            RoleHolding.objects.using(KEEPER).create(person=person, role=role.value, begins=on)
        account = Account(
            username=username,
            person=person.pk,
            display_name=str(person),
            description=", ".join(filter(None, (title, agency.short_name))),
        )
        account.set_unusable_password()
        account.save(using=KEEPER)
        _note(by, "admit person", username, roles=[role.value for role in roles])
    return person


def sign_agreement(*, person: Person, table: Table, on: date, until: date, by: str) -> Agreement:
    """Record that the person signed the table's confidentiality agreement in its current version."""
    with transaction.atomic(using=KEEPER):
        agreement = Agreement.objects.using(KEEPER).create(
            person=person, table=table, version=table.agreement_version, signed_on=on, expires_on=until
        )
        _note(by, "sign agreement", f"{person.username} with {table.name}")
    return agreement


def seat_person(*, person: Person, table: Table, on: date, chairs: bool = False, by: str) -> Seat:
    """Give the person the agency's seat at the table."""
    with transaction.atomic(using=KEEPER):
        seat = Seat.objects.using(KEEPER).create(table=table, agency_id=person.agency_id, person=person, begins=on, chairs=chairs)
        _note(by, "seat person", f"{person.username} at {table.name}")
    return seat


def set_password(*, username: str, password: str, by: str) -> None:
    """Set a person's password (checked for length and commonness). Raises ValidationError or Fault."""
    with transaction.atomic(using=KEEPER):
        account = Account.objects.using(KEEPER).filter(username=username).first()
        if account is None:
            raise Fault(f"Nobody is called {username}.", next="'safetynet people' lists everybody.")
        validate_password(password, account)
        account.set_password(password)
        account.password_changed_at = clock.now()
        account.save(using=KEEPER)
        account.sessions.using(KEEPER).all().delete()
        _note(by, "set password", username)


def end_person(*, username: str, on: date, by: str) -> None:
    """The person has left: role, seat and sessions end with that day (CJIS PS-4: at once on separation)."""
    with transaction.atomic(using=KEEPER):
        person = Person.objects.using(KEEPER).filter(username=username).first()
        if person is None:
            raise Fault(f"Nobody is called {username}.", next="'safetynet people' lists everybody.")
        person.ended_on = on
        person.save(using=KEEPER)
        for account in Account.objects.using(KEEPER).filter(person=person.pk):
            account.is_active = False
            account.save(using=KEEPER)
            account.sessions.using(KEEPER).all().delete()
        _note(by, "end person", username)


def a_year_later(day: date) -> date:
    """The last day of a year that begins on ``day``."""
    length = 366 if calendar.isleap(day.year + (day.month > 2)) else 365
    return day + timedelta(days=length - 1)


def _county(name: str) -> County:
    return County.objects.using(KEEPER).get(name__iexact=name)


def _note(by: str, action: str, subject: str, **detail: object) -> None:
    with connections[KEEPER].cursor() as cursor:
        cursor.execute("SELECT audit.record_operator(%s, %s, %s, %s::jsonb)", [by, action, subject, _json(detail)])


def _json(detail: dict[str, object]) -> str:
    return json.dumps(detail)
