"""Changes of the directory that the operator makes on the machine: counties' tables, agencies, people, what they signed.

They run on the ``owner`` connection, which keeps the directory and sees no youth; each writes one audit entry.
"""

import re
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Greatest

from safetynet.governance.models import Account, Agency, Agreement, CalendarKey, Person, RoleHolding, Seat, Table
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType, StaffLevel
from safetynet.kernel.faults import Fault
from safetynet.policy.vocabulary import Role

from .keeper import KEEPER, find_county, find_member, keeping, not_ended, note

_USERNAME = re.compile(r"[a-z0-9][a-z0-9_-]{1,59}")


def found_table(*, county: str, by: str) -> Table:
    """The county's table, made if it has none. ``by`` is the operator's account on the machine."""
    with keeping():
        home = find_county(county)
        table, made = Table.objects.using(KEEPER).get_or_create(county=home, name=f"SafetyNet {home.name} County")
        if made:
            note(by, "found table", table.name)
    return table


def admit_agency(*, county: str | None, name: str, short_name: str, kind: AgencyType, by: str) -> Agency:
    """The agency of that short name in the county, made if it is new."""
    with keeping():
        home = find_county(county) if county else None
        agency, made = Agency.objects.using(KEEPER).get_or_create(
            county=home, short_name=short_name, defaults={"name": name, "kind": kind.value}
        )
        if made:
            note(by, "admit agency", agency.short_name)
    return agency


def admit_person(
    *,
    agency: Agency,
    given_name: str,
    family_name: str,
    username: str,
    roles: Iterable[Role],
    on: date,
    title: str = "",
    level: StaffLevel = StaffLevel.LINE,
    supervisor: Person | None = None,
    by: str,
) -> Person:
    """A person of the agency with their columns of the sharing matrix, and an account that has no password yet.

    Raises Fault when the name is taken, or the supervisor works for another agency or no longer.
    """
    if not _USERNAME.fullmatch(username):
        raise Fault(
            f"{username} is no user name.", kept="Nothing was changed.", next="Use small letters, digits and hyphens, two at least."
        )
    if supervisor is not None:
        _check_supervisor(supervisor, agency.pk, on)
    with keeping("A name is missing or too long."):
        if Person.objects.using(KEEPER).filter(username=username).exists():
            raise Fault(f"Somebody is called {username} already.", kept="Nothing was changed.", next="Choose another name.")
        person = Person.objects.using(KEEPER).create(
            agency=agency, given_name=given_name, family_name=family_name, username=username, title=title, level=level.value,
            supervisor=supervisor,
        )  # fmt: skip
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
        note(by, "admit person", username, roles=[role.value for role in roles])
    return person


def give_role(*, person: Person, role: Role, on: date, by: str) -> RoleHolding:
    """The person stands in one more column of the sharing matrix. Raises Fault when it is held already."""
    with keeping(f"{person} holds this role already."):
        holding = RoleHolding.objects.using(KEEPER).create(person=person, role=role.value, begins=on)
        note(by, "give role", person.username, role=role.value)
    return holding


def end_role(*, person: Person, role: Role, on: date, by: str) -> date:
    """The role is held for the last time on that day, or, if it began later, on its first. Returns the last day."""
    with keeping():
        holding = RoleHolding.objects.using(KEEPER).filter(not_ended(on), person=person, role=role.value).first()
        if holding is None:
            raise Fault(f"{person} does not hold this role.", kept="Nothing was changed.")
        holding.ends = max(on, holding.begins)
        holding.save(using=KEEPER)
        note(by, "end role", person.username, role=role.value, ends=str(holding.ends))
    return holding.ends


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
        note(by, "set password", username)


def set_email(*, username: str, address: str, by: str) -> None:
    """Where the person receives mails without names; an empty address ends that. Raises Fault when it is none."""
    with keeping("This is no e-mail address."):
        account = Account.objects.using(KEEPER).filter(username=username).first()
        if account is None:
            raise Fault(f"Nobody is called {username}.", next="'safetynet people' lists everybody.")
        if address:
            validate_email(address)
        account.email = address
        account.save(using=KEEPER, update_fields=["email"])
        note(by, "set email" if address else "remove email", username)


def release_account(*, username: str, by: str) -> None:
    """An account that was closed because nobody used it (A7) opens again, from now on for as long as a new one."""
    with keeping():
        account = Account.objects.using(KEEPER).filter(username=username).first()
        if account is None or not account.is_active:
            raise Fault(f"{username} has no account that could be released.", kept="Nothing was changed.")
        account.opened_at = clock.now()
        account.save(using=KEEPER, update_fields=["opened_at"])
        note(by, "release account", username)


def end_person(*, username: str, on: date, by: str) -> None:
    """The person has left: roles, seats and agreements end with that day (those that begin later, with their first), and
    the sessions and the key to the calendar at once (CJIS PS-4: at once on separation)."""
    person = find_member(username)
    with keeping():
        person.ended_on = on
        person.save(using=KEEPER)
        for held in (RoleHolding, Seat):
            held.objects.using(KEEPER).filter(not_ended(on), person=person).update(ends=Greatest(on, "begins"))
        Agreement.objects.using(KEEPER).filter(person=person, expires_on__gt=on).update(expires_on=Greatest(on, "signed_on"))
        for account in Account.objects.using(KEEPER).filter(person=person.pk):
            account.is_active = False
            account.save(using=KEEPER)
            account.sessions.using(KEEPER).all().delete()
        CalendarKey.objects.using(KEEPER).filter(person=person.pk).delete()
        note(by, "end person", username, on=str(on))


def change_level(*, person: Person, level: StaffLevel, by: str) -> None:
    """The person works with youths, supervises, or heads the agency from now on."""
    with keeping():
        person.level = level.value
        person.save(using=KEEPER, update_fields=["level"])
        note(by, "change level", person.username, level=level.value)


def name_supervisor(*, person: Person, supervisor: Person | None, on: date, by: str) -> None:
    """To whom a question goes that the person leaves unanswered; None ends it. Raises Fault unless the supervisor works for the
    same agency on that day, and is not supervised by this person."""
    if supervisor is not None:
        _check_supervisor(supervisor, person.agency_id, on)
        if person.pk in _line_above(supervisor):
            raise Fault(f"{person} supervises {supervisor}, directly or through others.", kept="Nothing was changed.")
    with keeping():
        person.supervisor = supervisor
        person.save(using=KEEPER, update_fields=["supervisor"])
        note(by, "name supervisor", person.username, supervisor=supervisor.username if supervisor else "")


def _check_supervisor(supervisor: Person, agency_id: int, on: date) -> None:
    if supervisor.agency_id != agency_id:
        raise Fault(f"{supervisor} works for another agency.", kept="Nothing was changed.", next="Name somebody of the same one.")
    if supervisor.ended_on is not None and supervisor.ended_on < on:
        raise Fault(f"{supervisor} no longer works there.", kept="Nothing was changed.", next="Name somebody who does.")


def _line_above(person: Person) -> set[int]:
    """The person, the person's supervisor, that one's, and so on."""
    above = {person.pk}
    next_up = person.supervisor_id
    while next_up is not None and next_up not in above:
        above.add(next_up)
        next_up = Person.objects.using(KEEPER).get(pk=next_up).supervisor_id
    return above
