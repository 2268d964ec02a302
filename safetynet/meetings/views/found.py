"""Which meeting an address means."""

from django.http import HttpRequest

from safetynet.kernel.dates import NoSuchDay, NotADate, read_date, say_date
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.identifiers import TableId
from safetynet.meetings.queries.agendas import Agenda, find_agenda, find_meetings


def access_agenda(request: HttpRequest, day: str) -> Agenda:
    """The meeting of that day at the reader's table (``?table=`` says which, of several). Raises NotInScope."""
    try:
        held_on = read_date(day)
    except (NotADate, NoSuchDay) as error:
        raise NotInScope("There is no such day.") from error
    found, asked = find_meetings(request.door), request.GET.get("table", "")
    for table in found["tables"]:
        if asked not in ("", str(table["id"])):
            continue
        agenda = find_agenda(request.door, TableId(table["id"]), held_on)
        if agenda is not None:
            return agenda
    if not found["tables"]:
        raise NotInScope("You hold no seat at a table, so no meeting is known to you.", next="A table's coordinator gives seats.")
    raise NotInScope(
        f"Your table has no meeting on {say_date(held_on)} that is known to you.",
        next="The page of the meetings lists those there are.",
    )
