"""Referrals and benefits on the youth's page: one press takes them further, by their own agency only."""

import re
from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType, ServiceStatus
from safetynet.kernel.faults import Conflict
from safetynet.policy.vocabulary import Role
from safetynet.youths.actions import Author, take_service_further
from safetynet.youths.models import ServiceLink, Youth
from safetynet.youths.rules.services import SERVICE_TRANSITIONS, next_steps, say_step
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.paper import form_on
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
TODAY = clock.today()


class Desk:
    """A coordinator, a mentor's program, a prosecutor, and a youth."""

    def __init__(self) -> None:
        table = new_table()
        self.clerk = new_member(table, Role.COORD)
        self.mentor = new_member(table, Role.CBO, kind=AgencyType.CBO)
        self.prosecutor = new_member(table, Role.DA)
        self.number = youth_of(self.clerk, "Curlew")
        self.page = f"/youths/{self.number}/services/"


@pytest.fixture
def desk(home: Home) -> Desk:
    """A new table with a youth."""
    return Desk()


def refer(client: Client, desk: Desk, provider: str = "Youth Uprising") -> None:
    """Write a referral down on the quick form."""
    form = form_on(client.get(desk.page), "provider")
    answer = client.post(desk.page, {**form, "provider": provider, "service_type": "ADVOCACY"})
    assert answer.status_code == 302, answer.content.decode()


def now(
    superuser: psycopg.Connection, desk: Desk, columns: str = "c.status", kind: str = "servicelink"
) -> list[tuple[object, ...]]:
    """What counts today."""
    return superuser.execute(
        f"SELECT {columns} FROM youths_{kind} c JOIN youths_youth y ON y.id = c.youth_id WHERE y.number = %s "
        "AND c.superseded_at IS NULL AND NOT c.withdrawn ORDER BY c.id",
        [desk.number],
    ).fetchall()


def press(client: Client, desk: Desk, status: str, **more: object) -> int:
    """Press one of the buttons beside the first entry; the status of the answer."""
    page = client.get(desk.page).content.decode()
    sent = {"what": "step", "kind": "servicelink", "submission": uuid4(), "status": status, **more}
    if "claim" not in sent:
        sent["claim"] = re.search(r'name="claim" value="(\d+)"', page)[1]
    return client.post(desk.page, sent).status_code


def test_the_steps_are_a_table_and_the_page_offers_just_those(desk: Desk, browser: Browser) -> None:
    """Every state has its row; the buttons of a new referral are the steps from there."""
    assert set(SERVICE_TRANSITIONS) == set(ServiceStatus)
    assert all(ServiceStatus.USED not in targets for targets in SERVICE_TRANSITIONS.values())
    client = browser(desk.mentor.username)
    refer(client, desk)
    page = client.get(desk.page).content.decode()
    offered = set(re.findall(r'name="status" value="(\w+)"', page))
    assert offered == {state.value for state, _ in next_steps("REFERRED")}
    assert offered == {"ACCEPTED", "DECLINED", "WAITLISTED", "NOT_AVAILABLE", "ACTIVE"}


def test_one_press_takes_it_further_with_its_reason(desk: Desk, browser: Browser, superuser: psycopg.Connection) -> None:
    """A correction by the own agency: the old entry stands in the history, the reason says since when; what is over has an end."""
    client = browser(desk.mentor.username)
    refer(client, desk)
    assert press(client, desk, "WAITLISTED") == 302
    assert now(superuser, desk, "c.status, c.reason, c.observed_on, c.ends, c.provider") == [
        ("WAITLISTED", say_step(ServiceStatus.WAITLISTED, TODAY), TODAY, None, "Youth Uprising")
    ]
    assert say_step(ServiceStatus.WAITLISTED, TODAY).startswith("On a waiting list since ")
    for step in ("ACCEPTED", "ACTIVE", "COMPLETED"):
        assert press(client, desk, step) == 302
    assert now(superuser, desk, "c.status, c.ends") == [("COMPLETED", TODAY)]
    assert 'name="status"' not in client.get(desk.page).content.decode(), "from here nothing follows"


def test_a_step_that_is_not_in_the_table_is_a_conflict(desk: Desk, browser: Browser, superuser: psycopg.Connection) -> None:
    """Also when it is sent without a button, or from a page that somebody else outran."""
    client = browser(desk.mentor.username)
    refer(client, desk)
    ((claim,),) = now(superuser, desk, "c.id")
    assert press(client, desk, "COMPLETED") == 409
    assert press(client, desk, "ACTIVE") == 302
    assert press(client, desk, "ACCEPTED", claim=claim) == 409, "the entry was replaced"
    assert now(superuser, desk) == [("ACTIVE",)]
    with pytest.raises(Conflict, match="does not become"):
        take(desk.mentor, desk, superuser, ServiceStatus.WAITLISTED)


def take(member: Member, desk: Desk, superuser: psycopg.Connection, to: ServiceStatus) -> None:
    """The action itself."""
    claim, youth, table, status = now(superuser, desk, "c.id, c.youth_id, c.table_id, c.status")[0]
    take_service_further(
        door=member.door(), claim=ServiceLink(pk=claim), youth=Youth(pk=youth, table_id=table, number=desk.number),
        says={"status": status, "provider": "Youth Uprising"}, to=to, on=TODAY, by=Author(member.person, member.agency),
    )  # fmt: skip


def test_what_was_needed_and_not_to_be_had_is_kept(desk: Desk, browser: Browser, superuser: psycopg.Connection) -> None:
    """Asked for, but not demanded; the page shows it, and it can be tried again."""
    client = browser(desk.mentor.username)
    refer(client, desk)
    assert press(client, desk, "NOT_AVAILABLE", needed="a bed tonight") == 302
    assert now(superuser, desk, "c.status, c.source_note") == [("NOT_AVAILABLE", "Needed: a bed tonight")]
    assert "Needed: a bed tonight." in client.get(desk.page).content.decode()
    assert press(client, desk, "REFERRED") == 302
    assert press(client, desk, "NOT_AVAILABLE") == 302
    assert now(superuser, desk) == [("NOT_AVAILABLE",)]


def test_only_its_own_agency_takes_it_further_and_others_are_told_whom_to_ask(
    desk: Desk, browser: Browser, superuser: psycopg.Connection
) -> None:
    """The coordinator reads it, without a button; sent all the same it is refused with the agency's name."""
    mentor, clerk = browser(desk.mentor.username), browser(desk.clerk.username)
    refer(mentor, desk)
    page = clerk.get(desk.page).content.decode()
    assert "Youth Uprising: referred" in page
    assert 'name="status"' not in page
    assert "To say how this went on, ask agency" in page
    ((claim,),) = now(superuser, desk, "c.id")
    assert press(clerk, desk, "ACTIVE", claim=claim) == 403
    assert now(superuser, desk) == [("REFERRED",)]


def test_benefits_go_the_same_way(desk: Desk, browser: Browser, superuser: psycopg.Connection) -> None:
    """Asked for on the quick form, then one press; without a choice the form says so."""
    client = browser(desk.clerk.username)
    form = form_on(client.get(desk.page), "benefit")
    assert client.post(desk.page, {**form, "benefit": ""}).status_code == 400
    assert client.post(desk.page, {**form, "benefit": "MEDI_CAL"}).status_code == 302
    assert client.post(desk.page, {**form, "benefit": "MEDI_CAL"}).status_code == 302, "a form counts once"
    assert press(client, desk, "ACTIVE", kind="benefit") == 302
    assert now(superuser, desk, "c.benefit, c.status", "benefit") == [("MEDI_CAL", "ACTIVE")]
    ahead = {**form_on(client.get(desk.page), "provider"), "provider": "Somewhere", "begins": "2190-01-01"}
    assert "This lies ahead" in client.post(desk.page, ahead).content.decode()


def test_none_and_not_shared_do_not_look_the_same(desk: Desk, browser: Browser) -> None:
    """The coordinator sees that none is recorded; the prosecutor that nothing is shared."""
    assert "None recorded; write down the first below." in browser(desk.clerk.username).get(desk.page).content.decode()
    page = browser(desk.prosecutor.username).get(desk.page).content.decode()
    assert "Not shared with you." in page
    assert "None recorded" not in page
    assert browser(desk.prosecutor.username).post(desk.page, {"what": "service"}).status_code == 403


def test_strangers_learn_nothing_and_a_lapsed_agreement_is_named(
    desk: Desk, browser: Browser, superuser: psycopg.Connection
) -> None:
    """Eve and Finn, reading and writing."""
    refer(browser(desk.mentor.username), desk)
    for who, status in (("eve", 404), ("finn", 403)):
        assert browser(who).get(desk.page).status_code == status
        assert press(browser(who), desk, "ACTIVE", claim=1) == status
        assert browser(who).post(desk.page, {"what": "service", "provider": "X"}).status_code == status
    assert now(superuser, desk) == [("REFERRED",)]


def test_the_log_tells_which_kinds_of_claims_the_page_showed(desk: Desk, browser: Browser, superuser: psycopg.Connection) -> None:
    """None where none were there; the referral once it is."""
    last = "SELECT fields FROM audit.entry WHERE subject_kind = 'servicelink' AND action = 'view' ORDER BY at DESC LIMIT 1"
    clerk = browser(desk.clerk.username)
    clerk.get(desk.page)
    assert superuser.execute(last).fetchone() == ([],)
    refer(clerk, desk)
    clerk.get(desk.page)
    assert superuser.execute(last).fetchone() == (["servicelink"],)
