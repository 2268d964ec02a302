"""Headings of an agenda: of a coordinator whose memorandum does not share placements, and what the lines keep meanwhile."""

from datetime import date, timedelta

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.kernel.codes import AgendaSection
from safetynet.kernel.faults import Refused
from safetynet.meetings import actions
from safetynet.policy.vocabulary import Purpose
from tests.integration.policy.test_pass import pass_of

from .own_table import OwnTable

DAY = date(2027, 5, 4)
HEADINGS = (
    "SELECT i.youth_id, h.section FROM meetings_agendaitem AS i LEFT JOIN meetings_agendaheading AS h ON h.item_id = i.id "
    "JOIN meetings_meeting AS m ON m.id = i.meeting_id WHERE m.table_id = %s AND m.held_on = %s ORDER BY i.position"
)


def narrow(own: OwnTable, superuser: psycopg.Connection) -> None:
    """From now on the coordinator's agency does not share where youths stay."""
    superuser.execute(
        "UPDATE governance_memorandum SET categories = array_remove(categories, 'PLACEMENT') "
        "WHERE table_id = %s AND agency_id = %s",
        [own.id, own.ada.agency],
    )


def test_without_placements_an_agenda_is_made_without_custody(own: OwnTable, superuser: psycopg.Connection) -> None:
    """Composed, reordered, carried over and taken off as ever; no heading of custody is written, and none can be set."""
    narrow(own, superuser)
    agenda = own.compose(DAY)
    youths = [youth for youth, _ in own.youths]
    assert superuser.execute(HEADINGS, [own.id, DAY]).fetchall() == [(youth, None) for youth in youths]
    assert {line.section for line in agenda.lines} == {None}
    common = {"door": own.door(own.ada), "meeting_id": agenda.meeting}
    for section in AgendaSection:
        with pytest.raises(Refused, match="tell custody"):
            actions.set_section(**common, item_id=agenda.lines[0].id, section=section)
    actions.move_item(**common, item_id=agenda.lines[0].id, steps=1)
    assert [line.youth for line in own.agenda(DAY).lines] == [youths[1], youths[0], youths[2]]
    actions.carry_over(**common, item_id=agenda.lines[0].id)
    assert superuser.execute(HEADINGS, [own.id, DAY + timedelta(days=7)]).fetchall() == [(youths[0], None)]
    actions.remove_item(**common, item_id=agenda.lines[1].id)
    assert [line.youth for line in own.agenda(DAY).lines] == [youths[2]]


def test_a_heading_that_is_not_read_goes_with_its_line(own: OwnTable, superuser: psycopg.Connection) -> None:
    """Custody that was told before is kept from a coordinator whose memorandum was narrowed; the line can be taken off all the
    same, and leaves nothing behind."""
    agenda = own.compose(DAY)
    door = own.door(own.ada)
    actions.set_section(door=door, meeting_id=agenda.meeting, item_id=agenda.lines[0].id, section=AgendaSection.NEW)
    actions.set_section(door=door, meeting_id=agenda.meeting, item_id=agenda.lines[1].id, section=AgendaSection.IN_CUSTODY)
    told = [line.section for line in own.agenda(DAY).lines]
    assert told == [AgendaSection.NEW, AgendaSection.IN_CUSTODY, AgendaSection.OUT_OF_CUSTODY]
    narrow(own, superuser)
    assert [line.section for line in own.agenda(DAY).lines] == [AgendaSection.NEW, None, None]
    actions.remove_item(door=door, meeting_id=agenda.meeting, item_id=agenda.lines[1].id)
    left = "SELECT count(*) FROM meetings_agendaheading WHERE item_id = %s"
    assert superuser.execute(left, [agenda.lines[1].id]).fetchone() == (0,)
    assert [line.youth for line in own.agenda(DAY).lines] == [agenda.lines[0].youth, agenda.lines[2].youth]


def test_a_row_comes_in_before_a_meeting_is_closed_or_not_at_all(own: OwnTable, home: Home, superuser: psycopg.Connection) -> None:
    """Whoever adds somebody holds the meeting until that is certain, so nobody closes it meanwhile."""
    agenda = own.open(own.compose(DAY))
    closing = "UPDATE meetings_meeting SET state = 'CLOSED', closed_at = now() WHERE id = %s"
    with psycopg.connect(**home.role_dsn("web")) as web:
        web.execute("SELECT policy.enter(%s)", [pass_of(own.ada.person, Purpose.MEETING)])
        web.execute(
            "INSERT INTO meetings_attendance (meeting_id, table_id, name, agency_name, level) VALUES (%s, %s, 'Late', 'a', '')",
            [agenda.meeting, own.id],
        )
        with pytest.raises(psycopg.errors.LockNotAvailable), superuser.transaction():
            superuser.execute("SET LOCAL lock_timeout = '200ms'")
            superuser.execute(closing, [agenda.meeting])
        web.rollback()
