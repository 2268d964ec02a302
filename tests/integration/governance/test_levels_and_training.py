"""Who supervises whom and who signed for an agency: always somebody of the same one. And for how long a training counts."""

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.governance import actions
from safetynet.governance.models import Agency, Memorandum, Person, Table
from safetynet.governance.rules import last_day
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType, StaffLevel, TrainingCourse
from safetynet.kernel.faults import Fault
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import Role
from tests.cast import seat_in
from tests.factories import World
from tests.factories.people import BY, LONG_AGO, Member, new_coordinator, new_member

TODAY = clock.today()


def person_of(member: Member) -> Person:
    """Their row of the directory."""
    return actions.find_member(member.username)


@pytest.fixture
def head(home: Home) -> Member:
    """Somebody of an agency."""
    return new_coordinator()


@pytest.fixture
def colleagues(head: Member) -> list[Member]:
    """Two more of the same agency."""
    table = Table.objects.using("owner").select_related("county").get(pk=head.table)
    return [new_member(table, Role.PROB, agency=head.agency, seat=False) for _ in range(2)]


def supervise(person: Member, supervisor: Member | None, on: date = TODAY) -> None:
    """Name the supervisor."""
    above = person_of(supervisor) if supervisor else None
    actions.name_supervisor(person=person_of(person), supervisor=above, on=on, by=BY)


def test_supervisors_are_named_and_unnamed(head: Member, colleagues: list[Member], superuser: psycopg.Connection) -> None:
    """One line of the log for each change."""
    officer, supervisor = colleagues
    supervise(officer, supervisor)
    supervise(supervisor, head)
    actions.change_level(person=person_of(supervisor), level=StaffLevel.SUPERVISOR, by=BY)
    assert (person_of(officer).supervisor_id, person_of(officer).level) == (supervisor.person, "LINE")
    assert (person_of(supervisor).supervisor_id, person_of(supervisor).level) == (head.person, "SUPERVISOR")
    supervise(officer, None)
    assert person_of(officer).supervisor_id is None
    told = superuser.execute("SELECT action, detail FROM audit.entry WHERE subject = %s ORDER BY at", [officer.username]).fetchall()
    assert [(action, detail["supervisor"]) for action, detail in told if action == "name supervisor"] == [
        ("name supervisor", supervisor.username),
        ("name supervisor", ""),
    ]


def test_who_may_not_supervise(head: Member, colleagues: list[Member]) -> None:
    """Nobody of another agency, nobody who has left, nobody who is supervised by the person, nobody oneself."""
    officer, supervisor = colleagues
    supervise(officer, supervisor)
    supervise(supervisor, head)
    for person, above, words in (
        (officer, new_coordinator(), "another agency"),
        (head, officer, "directly or through others"),
        (head, head, "directly or through others"),
    ):
        with pytest.raises(Fault, match=words):
            supervise(person, above)
    actions.end_person(username=head.username, on=TODAY - timedelta(days=1), by=BY)
    with pytest.raises(Fault, match="no longer works"):
        supervise(officer, head)
    with pytest.raises(Fault, match="another agency"):
        actions.admit_person(
            agency=Agency.objects.using("owner").get(pk=officer.agency), given_name="Wren", family_name="",
            username=f"{officer.username}-x",
            roles=[], on=TODAY, supervisor=person_of(new_coordinator()), by=BY,
        )  # fmt: skip


def test_the_database_keeps_supervisors_and_signatories_in_the_agency(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Past the actions too, whoever of the two moves; and nobody supervises oneself."""
    world = World(admin, roles)
    county = world.county()
    here, there, table = world.agency(county), world.agency(county), world.table(county)
    officer, supervisor, stranger = world.person(here), world.person(here), world.person(there)
    world.memorandum(here, table)
    admin.execute("UPDATE governance_person SET supervisor_id = %s WHERE id = %s", [supervisor.id, officer.id])
    admin.execute("UPDATE governance_memorandum SET signatory_id = %s WHERE agency_id = %s", [supervisor.id, here])
    for statement, values in (
        ("UPDATE governance_person SET supervisor_id = %s WHERE id = %s", [stranger.id, officer.id]),
        ("UPDATE governance_person SET agency_id = %s WHERE id = %s", [there, officer.id]),
        ("UPDATE governance_person SET agency_id = %s WHERE id = %s", [there, supervisor.id]),
        ("UPDATE governance_memorandum SET signatory_id = %s WHERE agency_id = %s", [stranger.id, here]),
    ):
        with pytest.raises(psycopg.errors.ForeignKeyViolation), admin.transaction():
            admin.execute(statement, values)
    with pytest.raises(psycopg.errors.CheckViolation), admin.transaction():
        admin.execute("UPDATE governance_person SET supervisor_id = id WHERE id = %s", [officer.id])


def test_who_signed_for_the_agency(head: Member, colleagues: list[Member]) -> None:
    """Named with the signature or afterwards; nobody of another agency, and only of a memorandum that counts."""
    agency = Agency.objects.using("owner").get(pk=head.agency)
    table = Table.objects.using("owner").select_related("county").get(pk=head.table)
    actions.name_signatory(agency=agency, table=table, signatory=person_of(head), on=TODAY, by=BY)
    signed = Memorandum.objects.using("owner").get(agency=agency)
    assert signed.signatory_id == head.person
    with pytest.raises(Fault, match="does not work for"):
        actions.name_signatory(agency=agency, table=table, signatory=person_of(new_coordinator()), on=TODAY, by=BY)
    actions.end_memorandum(agency=agency, table=table, on=TODAY - timedelta(days=1), by=BY)
    with pytest.raises(Fault, match="has no memorandum"):
        actions.name_signatory(agency=agency, table=table, signatory=person_of(head), on=TODAY, by=BY)
    renewed = actions.sign_memorandum(agency=agency, table=table, on=TODAY, until=None, signatory=person_of(colleagues[0]), by=BY)
    assert renewed.signatory_id == colleagues[0].person


def test_how_long_a_training_counts(admin: psycopg.Connection, head: Member) -> None:
    """As long as the county has set, twelve months by default, or as was said; once a day for each course."""
    person, course = person_of(head), TrainingCourse.CONFIDENTIALITY
    assert actions.train_person(person=person, course=course, on=LONG_AGO, by=BY).counts_until == last_day(LONG_AGO, 12)
    actions.change_setting(county="Alpine", key="training_months", value="6", source="its protocol", by=BY)
    try:
        later = LONG_AGO + timedelta(days=1)
        assert actions.train_person(person=person, course=course, on=later, by=BY).counts_until == last_day(later, 6)
    finally:
        actions.change_setting(county="Alpine", key="training_months", value="12", source="its protocol", by=BY)
    said = actions.train_person(person=person, course=TrainingCourse.OTHER, on=LONG_AGO, until=date(2031, 5, 6), by=BY)
    assert said.counts_until == date(2031, 5, 6)
    for until in (None, LONG_AGO - timedelta(days=1)):
        with pytest.raises(Fault, match="on that day before, or the last day"):
            actions.train_person(person=person, course=course, on=LONG_AGO, until=until, by=BY)


def test_a_statewide_agency_counts_by_the_default(home: Home) -> None:
    """It has no county that could have set anything."""
    office = actions.admit_agency(county=None, name="A state office", short_name=f"state {TODAY}", kind=AgencyType.STATE, by=BY)
    person = actions.admit_person(
        agency=office, given_name="Wren", family_name="", username=f"wren-{TODAY.toordinal()}", roles=[], on=TODAY, by=BY
    )
    done = actions.train_person(person=person, course=TrainingCourse.CSEC_102, on=TODAY, by=BY)
    assert done.counts_until == last_day(TODAY, 12)


def test_the_cast_of_a_world_has_its_supervisors(admin: psycopg.Connection, roles: DatabaseRoles) -> None:
    """Theo supervises Kai and Dev, Uma supervises Theo and signed; alone, nobody is supervised."""
    world = World(admin, roles)
    table = world.table(world.county())
    cast = seat_in(world, table)
    above = dict(admin.execute("SELECT id, supervisor_id FROM governance_person WHERE supervisor_id IS NOT NULL").fetchall())
    assert [above[cast[name].id] for name in ("kai", "dev", "theo")] == [cast[name].id for name in ("theo", "theo", "uma")]
    signed = admin.execute(
        "SELECT signatory_id FROM governance_memorandum WHERE table_id = %s AND signatory_id IS NOT NULL", [table]
    )
    assert signed.fetchall() == [(cast["uma"].id,)]
    other = world.table(world.county())
    alone = seat_in(world, other, who=("kai",))["kai"]
    assert admin.execute("SELECT supervisor_id FROM governance_person WHERE id = %s", [alone.id]).fetchone() == (None,)


def test_the_county_page_tells_levels_supervisors_training_and_who_signed(browser: Callable[..., Client]) -> None:
    """The directory of the county, for everybody who works there."""
    page = " ".join(browser("cleo").get("/county/").content.decode().split())
    for said in (
        "Supervises; supervised by Uma Umbrellapine", "Works with youths; supervised by Theo Tamarack", "Heads the agency",
        "Training until", "signed by Uma Umbrellapine", f'<td data-label="Training until">{TODAY + timedelta(days=200)}</td></tr>',
    ):  # fmt: skip
        assert said in page, said


def until(superuser: psycopg.Connection, member: str, day: date) -> None:
    """Somebody's training counts until that day."""
    superuser.execute(
        "UPDATE governance_training SET counts_until = %s FROM governance_person AS p WHERE p.id = person_id AND p.username = %s",
        [day, member],
    )


@pytest.fixture
def restored(superuser: psycopg.Connection):
    """Kai's and Dev's training as it was."""
    yield
    for member in ("kai", "dev"):
        until(superuser, member, TODAY + timedelta(days=200))
    superuser.execute("DELETE FROM governance_countysetting WHERE key IN ('renewal_notice_days', 'training_required')")


@pytest.mark.usefixtures("restored")
@pytest.mark.parametrize("member", ["kai", "dev"])
def test_the_desk_says_when_the_training_wants_to_be_renewed(
    browser: Callable[..., Client], superuser: psycopg.Connection, member: str
) -> None:
    """Thirty days before, with a seat or without; more or fewer where the county says so; not where none is required."""
    words = f"Your training counts until {TODAY + timedelta(days=30):%-d %B %Y}. Renew it"
    client = browser(member)
    until(superuser, member, TODAY + timedelta(days=31))
    assert "Renew it" not in client.get("/").content.decode()
    until(superuser, member, TODAY + timedelta(days=30))
    assert words in client.get("/").content.decode()
    set_to = (
        "INSERT INTO governance_countysetting (county_id, key, value, source) "
        "SELECT id, %s, %s, 'its protocol' FROM governance_county WHERE name = 'Alameda'"
    )
    superuser.execute(set_to, ["renewal_notice_days", "29"])
    assert "Renew it" not in client.get("/").content.decode()
    superuser.execute("DELETE FROM governance_countysetting WHERE key = 'renewal_notice_days'")
    superuser.execute(set_to, ["training_required", "no"])
    assert "Renew it" not in client.get("/").content.decode()


@pytest.mark.usefixtures("restored")
def test_a_training_that_has_ended_shuts_the_record_and_every_page_says_why(
    browser: Callable[..., Client], superuser: psycopg.Connection
) -> None:
    """A11: else no case access. The desk, the list and the file name the day or the rule; yesterday everything was open."""
    kai = browser("kai")
    assert kai.get("/youths/01-0119/").status_code == 200
    ended = TODAY - timedelta(days=1)
    until(superuser, "kai", ended)
    answer = kai.get("/youths/01-0119/")
    assert answer.status_code == 403
    assert f"Your training for SafetyNet Alameda County ended on {ended:%-d %b %Y}." in answer.content.decode()
    assert f"Your training ended on {ended:%-d %B %Y}. Nothing of the record" in kai.get("/").content.decode()
    assert "Your training is not current" in kai.get("/youths/").content.decode()
