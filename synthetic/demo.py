"""The demo instance: Alameda County's table with its cast, 482 invented youths, and a year of meetings.

Measured on two cores: 23,800 claims and 52 meetings in 6 s, the whole of ``safetynet init --demo`` in 16 s. Every row is
written under the policy by the person who would have written it; the log gets one entry for each author, with counts.
"""

import getpass
from collections.abc import Callable
from datetime import date, datetime, time

from safetynet.governance import actions as governance
from safetynet.governance.models import Consent, Wall
from safetynet.kernel import clock
from safetynet.meetings.actions.headings import put_under_headings
from safetynet.meetings.models import AgendaItem, AgendaReason, Attendance, Meeting, MeetingState
from safetynet.policy.vocabulary import Purpose
from safetynet.youths.models import PossibleDuplicate, Youth

from . import study
from .cast import HOME_COUNTY, agency_of, seat_the_cast
from .county import County, invent_county
from .desk import OperatorsDesk
from .meetings import Held
from .writing import Pen

_ALIKE = "Same birth date and last name, first names nearly the same"


def found_demo(*, today: date, say: Callable[[str], None], seed: int = study.SEED) -> None:
    """Fill a running instance that has been set up (``owner`` connection) with the demo county as of ``today``.

    ``say`` hears each step. The cast's accounts have no password: the demo's sign-in page has a button for each.
    """
    by = getpass.getuser()
    say(f"the cast at the table of {HOME_COUNTY} County")
    table = governance.found_table(county=HOME_COUNTY, by=by)
    seated = seat_the_cast(OperatorsDesk(table, by), today=today)
    pen = Pen(int(table.pk), seated)
    county = invent_county(today, seed)
    say(f"{len(county.people)} invented youths, {len(county.said)} statements about them")
    youths = pen.put_on_register(len(county.people))
    pen.write(county.said, youths)
    say(f"{len(county.meetings)} meetings")
    _hold_meetings(pen, county, youths)
    _file_papers(pen, county, youths)


def _hold_meetings(pen: Pen, county: County, youths: list[Youth]) -> None:
    """The past year's meetings with agenda and attendance, kept by the coordinator."""
    door = pen.door("ada", Purpose.MEETING)
    with door.opened():
        meetings = Meeting.objects.bulk_create([_meeting(pen, held) for held in county.meetings])
        items, headings, reasons, attendance = [], [], [], []
        for meeting, held in zip(meetings, county.meetings, strict=True):
            for position, line in enumerate(held.lines, start=1):
                youth = youths[line.youth]
                item = AgendaItem(meeting=meeting, table_id=pen.table_id, youth=youth, position=position)
                items.append(item)
                headings.append((item, line.section.value))
                reasons.append(
                    AgendaReason(
                        item=item,
                        table_id=pen.table_id,
                        youth=youth,
                        category=line.reason.category.value,
                        code=line.reason.code.value,
                        since=line.reason.since,
                        words=line.reason.words,
                    )
                )
            attendance += _attendance(pen, meeting, held)
        AgendaItem.objects.bulk_create(items)
        put_under_headings(pen.table_id, headings)
        AgendaReason.objects.bulk_create(reasons)
        Attendance.objects.bulk_create(attendance)
        _bring_to_their_end(meetings)
        door.note(pen.act("meetings", {"meeting": len(meetings), "agenda item": len(items), "attendance": len(attendance)}))


def _meeting(pen: Pen, held: Held) -> Meeting:
    return Meeting(table_id=pen.table_id, held_on=held.day, created_by_id=pen.seated["ada"].person)


def _bring_to_their_end(meetings: list[Meeting]) -> None:
    """State by state, as every meeting goes: nothing can be added to one that is closed."""
    for meeting in meetings:
        meeting.opened_at = _at(meeting.held_on, 10, 0)
    for state in (MeetingState.PUBLISHED, MeetingState.OPEN, MeetingState.CLOSED):
        for meeting in meetings:
            meeting.state = state.value
            if state is MeetingState.CLOSED:
                meeting.closed_at = meeting.attendance_complete_at = meeting.read_back_at = _at(meeting.held_on, 12, 0)
        Meeting.objects.bulk_update(meetings, ["state", "opened_at", "closed_at", "attendance_complete_at", "read_back_at"])


def _attendance(pen: Pen, meeting: Meeting, held: Held) -> list[Attendance]:
    came, left = _at(held.day, 9, 55), _at(held.day, 12, 0)
    members = [
        Attendance(
            meeting=meeting, table_id=pen.table_id, person_id=seated.person, name=seated.member.name,
            agency_id=seated.agency, agency_name=agency_of(seated.member).short_name, checked_in_at=came, checked_out_at=left,
        )
        for seated in (pen.seated[username] for username in held.present)
    ]  # fmt: skip
    guests = [
        Attendance(meeting=meeting, table_id=pen.table_id, name=name, agency_name=agency, checked_in_at=came, checked_out_at=left)
        for name, agency in held.guests
    ]
    return members + guests


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=clock.ZONE)


def _file_papers(pen: Pen, county: County, youths: list[Youth]) -> None:
    """Consents, walls, and pairs of youths who look alike; the walls last, so that they stop nobody's invented words."""
    coordinator = pen.seated["ada"].person
    door = pen.door("ada")
    with door.opened():
        consents = Consent.objects.bulk_create([
            Consent(
                youth_id=youths[given.youth].pk, table_id=pen.table_id, agency_id=pen.agency(given.agency),
                categories=[category.value for category in given.categories], given_by=given.given_by,
                document=f"Binder {place // 10 + 1}, page {place % 10 + 1}", begins=given.begins, ends=given.ends,
                revoked_on=given.revoked_on, recorded_by_id=coordinator,
            )
            for place, given in enumerate(county.consents)
        ])  # fmt: skip
        walls = Wall.objects.bulk_create([
            Wall(
                youth_id=youths[wall.youth].pk, table_id=pen.table_id, person_id=pen.seated[wall.username].person,
                reason=wall.reason, begins=wall.begins, recorded_by_id=coordinator,
            )
            for wall in county.walls
        ])  # fmt: skip
        pairs = [sorted((youths[a].pk, youths[b].pk)) for a, b in county.look_alikes]
        duplicates = PossibleDuplicate.objects.bulk_create([
            PossibleDuplicate(
                table_id=pen.table_id, youth_id=one, other_id=other, why=_ALIKE
            )
            for one, other in pairs
        ])  # fmt: skip
        counts = {"consent": len(consents), "wall": len(walls), "possible duplicate": len(duplicates)}
        door.note(pen.act("papers", counts))
