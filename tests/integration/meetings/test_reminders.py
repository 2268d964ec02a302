"""Mails without names, over real SMTP: who is told what, that nobody is told twice, and that no mail names a youth."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connections
from django.test import override_settings

from safetynet.config import mailing
from safetynet.config.cli import main
from safetynet.config.cli.serving import _Reminders
from safetynet.config.database.objects import sql_files
from safetynet.config.home import Home
from safetynet.governance.models import Account, SentNotice
from safetynet.governance.rules import SETTINGS
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault
from safetynet.meetings.actions import tasks
from safetynet.meetings.queries.follow_ups import find_of_youth
from safetynet.meetings.rules.escalation import Level
from safetynet.policy.grants import roles_with
from safetynet.policy.vocabulary import Category, Relation, Role, Verb
from tests.factories.mail_catcher import Caught, catching
from tests.factories.people import Member
from tests.integration.meetings.task_help import GIVEN, NAME, TaskWorld, ask, make_late, make_world, standing, take_over

TODAY = clock.today()


@pytest.fixture
def world(home: Home, superuser: psycopg.Connection) -> Iterator[TaskWorld]:
    """A table of its own, whose people have addresses; nobody else of this instance has one."""
    made = make_world(superuser)
    for member in people(made):
        Account.objects.using("owner").filter(person=member.person).update(email=address(member))
    yield made
    Account.objects.using("owner").exclude(email="").update(email="")


@pytest.fixture
def mails(home: Home) -> Iterator[Caught]:
    """A mail server on this machine, and the settings that lead to it."""
    with catching() as caught:
        settings = {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": caught.port,
            "EMAIL_USE_TLS": False, "DEFAULT_FROM_EMAIL": "safetynet@county.example",
            "HOUSE_ADDRESS": "https://net.county.example",
        }  # fmt: skip
        with override_settings(**settings):
            yield caught


def people(world: TaskWorld) -> tuple[Member, ...]:
    """Everybody of the world."""
    return (world.ada, world.kai, world.theo, world.uma, world.cleo, world.eve, world.finn)


def address(member: Member) -> str:
    """Where somebody receives mails."""
    return f"{member.username}@county.example"


def told(member: Member, day: date = TODAY) -> tuple[int, int, int, int] | None:
    """What the database counts for somebody: due, late, of people supervised, of the agency."""
    with connections["signin"].cursor() as cursor:
        cursor.execute(
            "SELECT due, late, supervised_late, agency_late FROM policy.reminders(%s) WHERE person = %s", [day, member.person]
        )
        return cursor.fetchone()


def firsts(caught: Caught, member: Member) -> list[str]:
    """The first lines of the mails to somebody."""
    return [mail.get_content().splitlines()[0] for mail in caught.mails if mail["To"] == address(member)]


def test_who_is_told_what(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """The place: due and late. The supervisor and whoever signed: what is late for long enough. Nobody else anything."""
    due, tomorrow, late, long_late, far = (ask(world, world.kai) for _ in range(5))
    for task, days in ((due, 0), (tomorrow, -1), (late, 2), (long_late, 9), (far, -5)):
        make_late(superuser, task, days)
    assert told(world.kai) == (2, 2, 0, 0)
    assert told(world.theo) == (0, 0, 2, 0)
    assert told(world.uma) == (0, 0, 0, 1)
    assert [told(other) for other in (world.ada, world.cleo, world.eve, world.finn)] == [None] * 4
    mailing.send(mailing.reminders_of(TODAY))
    assert firsts(mails, world.kai) == ["2 follow-ups are due, 2 are late. Sign in to see them."]
    assert firsts(mails, world.theo) == ["2 follow-ups of people you supervise are late."]
    assert firsts(mails, world.uma) == ["1 follow-up of your agency is long overdue."]


def test_nobody_is_told_of_a_delay_from_before_it_was_asked(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Asked today by a day that had passed: it counts from today, for the place and for whoever is above it."""
    task = ask(world, world.kai)
    superuser.execute("UPDATE meetings_task SET due_on = %s WHERE id = %s", [TODAY - timedelta(days=9), task.pk])
    assert told(world.kai) == (1, 0, 0, 0)
    assert told(world.theo) is told(world.uma) is None
    [line] = find_of_youth(world.kai.door(), world.number).tasks
    assert (line.late, line.level, line.shown_to) == (0, Level.NONE, [])
    assert told(world.kai, TODAY + timedelta(days=1)) == (0, 1, 0, 0)
    assert told(world.theo, TODAY + timedelta(days=1)) == (0, 0, 1, 0)


def test_no_mail_names_a_youth(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """Neither name nor number nor a word of what is asked, in no header and no text; who is asked is not named either."""
    make_late(superuser, ask(world, world.kai), 9)
    assert mailing.send(mailing.reminders_of(TODAY)).sent >= 3
    for mail in mails.mails:
        whole = mail.as_string()
        for secret in (NAME, GIVEN, world.number, "Winnemucca", "telephone", "aunt"):
            assert secret.lower() not in whole.lower(), secret
        assert "https://net.county.example/" in whole
        assert mail["From"] == "safetynet@county.example"


def test_the_place_counts_and_not_the_person(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Whoever has taken the place over is told; the one before is not."""
    make_late(superuser, ask(world, world.kai), 3)
    heir = take_over(world, world.kai)
    assert told(heir) == (0, 1, 0, 0)
    assert told(world.kai) is None


def test_whoever_may_not_know_is_not_told(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """Behind a wall, with a lapsed agreement, or gone: nothing is counted, for the people above too."""
    make_late(superuser, ask(world, world.kai), 9)
    for member in (world.kai, world.theo):
        superuser.execute(
            "INSERT INTO governance_wall (person_id, youth_id, table_id, begins, reason, recorded_by_id, recorded_at) "
            "VALUES (%s, %s, %s, '2020-01-01', 'kin', %s, now())",
            [member.person, world.youth, world.table.pk, world.ada.person],
        )
    assert told(world.kai) is told(world.theo) is None
    assert told(world.uma) == (0, 0, 0, 1)
    superuser.execute("UPDATE governance_agreement SET expires_on = signed_on WHERE person_id = %s", [world.uma.person])
    assert told(world.uma) is None


def test_an_answer_ends_the_reminders(world: TaskWorld, superuser: psycopg.Connection) -> None:
    """What is blocked is still owed; what is answered is not."""
    task = ask(world, world.kai)
    make_late(superuser, task, 3)
    tasks.set_blocked(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=2, why="Waiting.")
    assert told(world.kai) == (0, 1, 0, 0)
    tasks.answer(door=world.kai.door(), by=standing(world.kai), task=task.pk, revision=3, words="Yes.")
    assert told(world.kai) is None


def test_nobody_is_told_twice(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """Run again, by four at once, and after one that was killed between its row and the mail."""
    make_late(superuser, ask(world, world.kai), 3)
    SentNotice.objects.using("owner").create(person=world.theo.person, kind="ESCALATION", day=TODAY)  # claimed, then killed
    letters = mailing.reminders_of(TODAY)

    def run(_turn: int) -> mailing.Delivery:
        try:
            return mailing.send(letters)
        finally:
            connections["signin"].close()

    with ThreadPoolExecutor(4) as pool:
        sent = sum(delivery.sent for delivery in pool.map(run, range(4)))
    assert len(mails.mails) == sent
    assert len(firsts(mails, world.kai)) == 1
    assert firsts(mails, world.theo) == []
    assert mailing.send(letters).sent == 0
    row = SentNotice.objects.using("owner").get(person=world.kai.person)
    assert (row.kind, row.day, row.sent_at is None) == ("REMINDER", TODAY, False)


def test_what_the_mail_server_refuses_is_tried_again(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """A refused mail leaves no row; the others go out all the same."""
    make_late(superuser, ask(world, world.kai), 3)
    mails.refuses.add(address(world.kai))
    first = mailing.send(mailing.reminders_of(TODAY))
    assert (first.refused, firsts(mails, world.kai), len(firsts(mails, world.theo))) == (1, [], 1)
    mails.refuses.clear()
    assert mailing.send(mailing.reminders_of(TODAY)).sent == 1
    assert len(firsts(mails, world.kai)) == 1


def test_without_a_mail_server_nothing_is_sent_and_that_is_said(world: TaskWorld, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1 and names the settings; a dry run counts all the same."""
    with pytest.raises(Fault, match="No mail server"):
        mailing.send([])
    assert main(["remind"]) == 1
    assert "SAFETYNET_SMTP_HOST" in capsys.readouterr().err
    assert main(["remind", "--dry-run"]) == 0
    assert "Nothing was sent" in capsys.readouterr().out
    assert not SentNotice.objects.using("owner").filter(person=world.kai.person).exists()


def test_a_mail_server_that_is_not_there_is_said(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """Nothing is marked as sent."""
    make_late(superuser, ask(world, world.kai), 3)
    with override_settings(EMAIL_PORT=1), pytest.raises(Fault, match="does not answer"):
        mailing.send(mailing.reminders_of(TODAY))
    assert not SentNotice.objects.using("owner").filter(person=world.kai.person).exists()


def test_the_running_instance_reminds_once_a_day(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """From the set hour on; two instances beside each other send one mail."""
    make_late(superuser, ask(world, world.kai), 3)
    with override_settings(REMIND_HOUR=24):
        _Reminders()._remind()
    assert mails.mails == []
    with override_settings(REMIND_HOUR=0):
        for instance in (_Reminders(), _Reminders()):
            instance._remind()
            instance._remind()
    assert len(firsts(mails, world.kai)) == 1


def test_a_digest_tells_each_member_of_a_published_meeting(world: TaskWorld, superuser: psycopg.Connection, mails: Caught) -> None:
    """How many youths, how many of one's own; a draft is told to nobody; whoever has no current papers is not told."""
    day = TODAY + timedelta(days=400)
    (meeting,) = superuser.execute(
        "INSERT INTO meetings_meeting (table_id, held_on, begins_at, minutes, kind, state, from_workbook) "
        "VALUES (%s, %s, '10:00', 120, 'WEEKLY', 'DRAFT', false) RETURNING id",
        [world.table.pk, day],
    ).fetchone()
    superuser.execute(
        "INSERT INTO meetings_agendaitem (meeting_id, table_id, youth_id, position, carried_count, deferred_why) "
        "VALUES (%s, %s, %s, 1, 0, '')",
        [meeting, world.table.pk, world.youth],
    )
    with pytest.raises(Fault, match="No published meeting"):
        mailing.digests_of(day, "")
    superuser.execute("UPDATE meetings_meeting SET state = 'PUBLISHED' WHERE id = %s", [meeting])
    assert main(["digest", day.isoformat(), "--county", "alpine"]) == 0
    assert firsts(mails, world.cleo) == [f"SafetyNet meeting: {day:%A} 10:00, 1 youth, none of yours."]
    assert firsts(mails, world.finn) == firsts(mails, world.theo) == firsts(mails, world.eve) == []
    assert not any(NAME in mail.as_string() or world.number in mail.as_string() for mail in mails.mails)


def test_where_mails_go_is_the_operators_to_say(world: TaskWorld, capsys: pytest.CaptureFixture[str]) -> None:
    """An address is set and taken away; what is none is refused."""
    assert main(["email", world.kai.username, "kai@probation.example"]) == 0
    assert Account.objects.using("owner").get(person=world.kai.person).email == "kai@probation.example"
    assert main(["email", world.kai.username, "no address at all"]) == 1
    assert main(["email", world.kai.username]) == 0
    assert Account.objects.using("owner").get(person=world.kai.person).email == ""
    assert "kai@probation" not in capsys.readouterr().out


@pytest.mark.parametrize("name", ["reminders", "meetings_on", "meeting_digest", "calendar_of"])
def test_the_web_role_calls_none_of_it(home: Home, name: str) -> None:
    """Only the sign-in door counts for others; whoever reads youths cannot ask what other people owe."""
    arguments = {"reminders": "current_date", "meetings_on": "current_date", "meeting_digest": "1::bigint", "calendar_of": "'x'"}
    with psycopg.connect(**home.role_dsn("web")) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute(f"SELECT policy.{name}({arguments[name]})")
    with psycopg.connect(**home.role_dsn("web")) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SELECT * FROM governance_sentnotice")


def test_roles_and_days_are_those_of_the_grants_and_settings() -> None:
    """What the function says once more is what the table of grants and the settings say."""
    text = next(path.read_text() for path in sql_files() if "FUNCTION policy.told_tables(" in path.read_text())
    named = text.partition("&& '{")[2].partition("}'")[0].split(",")
    assert tuple(Role(each) for each in named) == roles_with(Verb.READ, Category.TASK, Relation.OWNER)
    assert set(named) == {role.value for role in roles_with(Verb.READ, Category.MEETING, Relation.SEAT)}
    for key in ("escalate_supervisor_days", "escalate_signatory_days"):
        assert f"'{key}', {SETTINGS[key].default})" in text
