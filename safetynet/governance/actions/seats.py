"""Who sits at a table, and who takes a place over from whom: the operator's changes, each one entry of the log."""

from datetime import date, timedelta

from safetynet.governance.models import Person, Seat, Table
from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault

from .keeper import KEEPER, keeping, not_ended, note


def seat_person(*, person: Person, table: Table, on: date, chairs: bool = False, after: Seat | None = None, by: str) -> Seat:
    """Give the person a seat of the agency at the table: a place of its own, or the place of the seat ``after``.

    Who has that place still holds it for the last time on the day before. Raises Fault when the person has a seat already,
    or the place is of another table or agency, or somebody else holds it.
    """
    before = _check_place(after, person, table, on) if after is not None else None
    seat = Seat(table=table, agency_id=person.agency_id, person=person, begins=on, chairs=chairs)
    with keeping(f"{person} has a seat at {table.name} already, or somebody else holds that place."):
        if after is not None:
            seat.place = after.place
            if after.ends is None or after.ends >= on:
                after.ends = on - timedelta(days=1)
                after.save(using=KEEPER, update_fields=["ends"])
        seat.save(using=KEEPER)
        seat.refresh_from_db(using=KEEPER, fields=["place"])
        taken = {"after": before.username} if before else {}
        note(by, "seat person", f"{person.username} at {table.name}", place=seat.place, **taken)
    return seat


def find_seat(*, username: str, table: Table) -> Seat:
    """The seat at the table that somebody has, or had last; the person may have left. Raises Fault when there was none."""
    seat = Seat.objects.using(KEEPER).filter(person__username=username, table=table).order_by("begins").last()
    if seat is None:
        raise Fault(
            f"Nobody called {username} has or had a seat at {table.name}.", kept="Nothing was changed.", next="Use the user name."
        )
    return seat


def end_seat(*, person: Person, table: Table, on: date, by: str) -> date:
    """The seat is held for the last time on that day, or, if it began later, on its first. Returns the last day."""
    with keeping():
        seat = Seat.objects.using(KEEPER).filter(not_ended(on), person=person, table=table).first()
        if seat is None:
            raise Fault(f"{person} has no seat at {table.name}.", kept="Nothing was changed.")
        seat.ends = max(on, seat.begins)
        seat.save(using=KEEPER)
        note(by, "end seat", f"{person.username} at {table.name}", ends=str(seat.ends))
    return seat.ends


def _check_place(after: Seat, person: Person, table: Table, on: date) -> Person:
    """Who has or had the place: it is one of the person's own agency at this table, and was held before that day."""
    before = Person.objects.using(KEEPER).get(pk=after.person_id)
    if after.table_id != table.pk or after.agency_id != person.agency_id:
        raise Fault(f"The place of {before} is not one of {person}'s agency at {table.name}.", kept="Nothing was changed.")
    if after.begins >= on:
        raise Fault(
            f"{before} holds the place from {say_date(after.begins)}; it is taken over later than that.",
            kept="Nothing was changed.",
        )
    return before
