"""Names for readers who know a few youths, not a whole table: counsel with seats at two tables, and another county with a
consent. They are found in the list and by every way to spell them; a stranger finds nobody."""

from datetime import date

import pytest

from safetynet.audit.acts import Act
from safetynet.governance import actions
from safetynet.governance.actions.authority import record_consent
from safetynet.governance.models import Agency, Person, Table
from safetynet.kernel.codes import AgencyType
from safetynet.policy.vocabulary import Category, Role
from safetynet.youths.actions import Author, admit_youths
from safetynet.youths.actions.claims import add_claim
from safetynet.youths.models import Identity, Representation, Youth
from safetynet.youths.queries.lists import list_youths, search_youths
from tests.factories.people import BY, LONG_AGO, Member, new_coordinator, new_member, new_table

SPELLINGS = ("Hern", "Hernandez", "Maria Hernandez", "Hernandez, Mar", "Hernandes", "Hernandzez")
pytestmark = pytest.mark.usefixtures("home")


def youth_of(coordinator: Member, last: str, first: str) -> Youth:
    """A youth with a name at the coordinator's table."""
    door, by = coordinator.door(), Author(coordinator.person, coordinator.agency)
    with door.opened():
        youth = admit_youths(door=door, table_id=coordinator.table, how_many=1, by=by)[0]
        door.note(Act("register", "youth", subject=youth.number))
    add_claim(door=door, kind=Identity, youth=youth, values={"last_name": last, "first_name": first}, by=by)
    return youth


def found(member: Member) -> dict[str, list[str]]:
    """Whom the list and each spelling show."""
    shown = {"list": list_youths(member.door()), **{words: search_youths(member.door(), words) for words in SPELLINGS}}
    return {how: [youth.number for youth in page.youths] for how, page in shown.items()}


def everywhere(number: str = "", ways: tuple[str, ...] = ("list", *SPELLINGS)) -> dict[str, list[str]]:
    """What is shown when each of these ways shows this youth alone, or nobody."""
    return {way: [number] if number else [] for way in ways}


def test_counsel_with_two_tables_finds_a_client_at_the_second() -> None:
    first, second = new_coordinator(), new_coordinator()
    counsel = new_member(
        Table.objects.using("owner").select_related("county").get(pk=first.table), Role.DEF, kind=AgencyType.PUBLIC_DEFENDER
    )
    join(counsel, second.table)
    client, _other = youth_of(second, "Hernandez", "Maria"), youth_of(second, "Hernandez", "Mario")
    by = Author(second.person, second.agency)
    says = {"counsel_id": counsel.person, "begins": LONG_AGO}
    add_claim(door=second.door(), kind=Representation, youth=client, values=says, by=by)
    assert {how: numbers for how, numbers in found(counsel).items() if how != "list"} == everywhere(client.number, SPELLINGS)


def test_a_consent_opens_the_name_to_another_county() -> None:
    home = new_coordinator("Alpine")
    elsewhere = new_member(new_table("Sierra"), Role.CBO, kind=AgencyType.CBO, seat=False)
    stranger = new_member(new_table("Sierra"), Role.CBO, kind=AgencyType.CBO, seat=False)
    youth = youth_of(home, "Hernandez", "Maria")
    for member in (elsewhere, stranger):
        sign(member, home.table)
    nobody = everywhere()
    assert found(elsewhere) == nobody
    record_consent(
        door=home.door(), youth_id=youth.pk, table_id=home.table, number=youth.number, agency_id=elsewhere.agency,
        categories=[Category.INDEX, Category.DEMOGRAPHICS], given_by="the youth", document="binder 1", begins=date(2024, 1, 1),
        ends=None, by=home.person,
    )  # fmt: skip
    assert found(elsewhere) == everywhere(youth.number)
    assert found(stranger) == nobody


def join(member: Member, table: int) -> None:
    """Papers and a seat at another table."""
    sign(member, table)
    person, there = (
        Person.objects.using("owner").get(pk=member.person),
        Table.objects.using("owner").select_related("county").get(pk=table),
    )
    actions.seat_person(person=person, table=there, on=LONG_AGO, by=BY)


def sign(member: Member, table: int) -> None:
    """Memorandum and agreement with another table."""
    person, there = (
        Person.objects.using("owner").get(pk=member.person),
        Table.objects.using("owner").select_related("county").get(pk=table),
    )
    agency = Agency.objects.using("owner").get(pk=member.agency)
    actions.sign_memorandum(agency=agency, table=there, on=LONG_AGO, until=None, by=BY)
    actions.sign_agreement(person=person, table=there, on=LONG_AGO, until=date(2099, 1, 1), by=BY)
