"""Opens today's meeting of the demo's table and checks everybody in whose papers are in order; prints its day and table."""

import json
import sys

from safetynet.config.instance import running
from safetynet.kernel import clock


def main() -> int:
    """As the coordinator does, through the same actions."""
    with running():
        from safetynet.kernel.identifiers import PersonId  # noqa: PLC0415 (needs Django, which needs the instance)
        from safetynet.meetings import actions  # noqa: PLC0415
        from safetynet.meetings.actions.prepare import prepare  # noqa: PLC0415
        from safetynet.meetings.models import MeetingState  # noqa: PLC0415
        from safetynet.meetings.queries.agendas import find_agenda, find_my_tables  # noqa: PLC0415
        from safetynet.policy.door import Door  # noqa: PLC0415
        from safetynet.policy.passes import Reader  # noqa: PLC0415
        from safetynet.policy.vocabulary import Purpose  # noqa: PLC0415

        ada = _id_of("ada")
        door = Door(Reader(PersonId(ada), Purpose.MEETING, address="bench"))
        table = find_my_tables(door).tables[0]["id"]
        day = clock.today()
        prepare(door=door, day=day)
        agenda = find_agenda(door, table, day)
        assert agenda is not None
        if agenda.state is MeetingState.DRAFT:
            actions.publish(door=door, meeting_id=agenda.meeting)
            actions.open_meeting(door=door, meeting_id=agenda.meeting)
        for seat in agenda.seats:
            if not seat.obstacle and not seat.checked_in:
                actions.check_in(door=door, agenda=agenda, seat=seat)
        print(json.dumps({"day": day.isoformat(), "table": table}))
    return 0


def _id_of(username: str) -> int:
    from django.db import connections  # noqa: PLC0415

    with connections["signin"].cursor() as cursor:
        cursor.execute("SELECT person FROM governance_account WHERE username = %s", [username])
        found: int = cursor.fetchone()[0]
    return found


if __name__ == "__main__":
    sys.exit(main())
