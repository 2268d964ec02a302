"""The room over the wire: whose turn it is, what agencies share, drafts that are kept, who steps out, what is no read."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.test import Client

from safetynet.kernel import clock
from safetynet.meetings import actions
from safetynet.meetings.queries.agendas import Agenda
from safetynet.meetings.queries.room import find_beat
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Category

from .conftest import TABLE

DAY = date(2031, 3, 11)
ROOM = f"/meetings/{DAY.isoformat()}/room/"
Read = Callable[..., Agenda]
Doors = Callable[..., Door]
Browser = Callable[..., Client]


@pytest.fixture
def opened(
    small: Callable[[date], None], agenda_of: Read, door_of: Doors, person_ids: dict[str, int], superuser: psycopg.Connection
) -> Iterator[Agenda]:
    """An open meeting with Ada, Iris (who chairs), Kai, Cleo, Mara and Jude checked in; walls raised meanwhile are gone after."""
    last = superuser.execute("SELECT coalesce(max(id), 0) FROM governance_wall").fetchone()[0]
    small(DAY)
    door, agenda = door_of("ada"), agenda_of(DAY)
    actions.publish(door=door, meeting_id=agenda.meeting)
    actions.open_meeting(door=door, meeting_id=agenda.meeting)
    for username in ("ada", "iris", "kai", "cleo", "mara", "jude"):
        seat = next(seat for seat in agenda.seats if seat.person == person_ids[username])
        actions.check_in(door=door, agenda=agenda, seat=seat)
    yield agenda_of(DAY)
    superuser.execute("DELETE FROM governance_wall WHERE id > %s", [last])


def item_of(agenda: Agenda, place: int = 0) -> int:
    """The id of a line."""
    return agenda.lines[place].id


def at(address: str, **more: object) -> str:
    """An address of the room, at the demo's table."""
    return f"{ROOM}{address}?table={TABLE}" + "".join(f"&{name}={value}" for name, value in more.items())


def statement(item: int, text: str, category: Category = Category.NOTES, **more: Any) -> dict[str, Any]:
    """What the form sends."""
    return {
        "item": item, "submission": str(uuid4()), "category": category.value, "text": text, "taken_on": clock.today().isoformat(),
        **more,
    }  # fmt: skip


def share(browser: Client, agenda: Agenda, person_agency: int, text: str, category: Category = Category.NOTES, **more: Any) -> Any:
    """Share it."""
    return browser.post(at("statement/"), {"shared_by": person_agency, **statement(item_of(agenda), text, category, **more)})


@pytest.fixture
def agencies(superuser: psycopg.Connection) -> dict[str, int]:
    """The agency of each person."""
    return dict(superuser.execute("SELECT username, agency_id FROM governance_person").fetchall())


def test_the_chair_gives_the_turn_and_everybody_sees_it(opened: Agenda, browser: Browser) -> None:
    """Iris begins; Kai's page shows the same youth; a member without the chair cannot."""
    iris, kai = browser("iris"), browser("kai")
    assert iris.post(at("turn/"), {"item": item_of(opened)}).status_code == 302
    page = kai.get(at("")).content.decode()
    assert opened.lines[0].number in page
    assert "for this youth" in page
    assert kai.post(at("turn/"), {"item": item_of(opened, 1)}).status_code == 403
    assert opened.lines[0].number in kai.get(at("")).content.decode()


def test_asking_whether_something_is_new_is_no_read(opened: Agenda, browser: Browser, superuser: psycopg.Connection) -> None:
    """204 and no entry while nothing changed; a read with its entry when something did."""
    kai = browser("kai")
    seen = re.search(r"seen=(\d+)", kai.get(at("")).content.decode())[1]
    count = "SELECT count(*) FROM audit.entry WHERE subject_kind = 'room'"
    before = superuser.execute(count).fetchone()[0]
    for _ in range(3):
        answer = kai.get(at("now/", seen=seen))
        assert (answer.status_code, answer.content) == (204, b"")
    assert superuser.execute(count).fetchone()[0] == before
    browser("iris").post(at("turn/"), {"item": item_of(opened)})
    assert kai.get(at("now/", seen=seen)).status_code == 200
    assert superuser.execute(count).fetchone()[0] > before


def test_the_log_tells_whose_names_were_shown_and_what_of_the_youth_in_view(
    opened: Agenda, browser: Browser, superuser: psycopg.Connection
) -> None:
    """Entering shows the whole agenda, which the entry tells once; each look tells the youth in view and its kinds of claims."""
    last = "SELECT detail, fields FROM audit.entry WHERE subject_kind = 'room' ORDER BY at DESC LIMIT 1"
    kai = browser("kai")
    kai.get(at("", item=item_of(opened)))
    detail, fields = superuser.execute(last).fetchone()
    assert set(detail["youths"]) == {line.number for line in opened.lines}
    assert detail["in_view"] == opened.lines[0].number
    assert {"identity", "statement", "wall"} <= set(fields)
    browser("iris").post(at("turn/"), {"item": item_of(opened, 1)})
    assert kai.get(at("now/", seen="0")).status_code == 200
    detail, _ = superuser.execute(last).fetchone()
    assert detail["in_view"] == opened.lines[1].number
    assert "youths" not in detail


@pytest.mark.parametrize("username", ["eve", "dev", "gale", "hal"])
def test_who_has_no_seat_learns_not_even_the_counter(opened: Agenda, door_of: Doors, username: str) -> None:
    """The counter is under the policy like everything else."""
    assert find_beat(door_of(username), TABLE, DAY) is None
    assert find_beat(door_of("kai"), TABLE, DAY) is not None


def test_only_a_counter_is_asked_without_an_entry(door_of: Doors) -> None:
    """A question whose answer is words is refused before anybody sees it."""
    with pytest.raises(TypeError):
        door_of("ada").watch("SELECT n.shown FROM public.youths_nameentry AS n LIMIT 1", {})
    door = door_of("ada")
    with pytest.raises(RuntimeError), door.opened():
        door.watch("SELECT 1", {})


def test_eve_and_finn_see_nothing_of_the_room(opened: Agenda, browser: Browser) -> None:
    """Eve has no seat: not here. Finn's agreement has lapsed: he is told so, and nothing else."""
    for address in ("", "now/", "writing/", "turn/", "statement/", "draft/", "recusal/"):
        assert browser("eve").get(at(address)).status_code == 404, address
        answer = browser("finn").get(at(address))
        assert answer.status_code in (302, 403), address
        assert not any(line.number and line.number in answer.content.decode() for line in opened.lines)
    for address in ("turn/", "statement/", "draft/", "recusal/"):
        assert browser("eve").post(at(address), {"item": item_of(opened)}).status_code == 404, address
        assert browser("finn").post(at(address), {"item": item_of(opened)}).status_code == 403, address


def test_a_statement_is_read_by_those_with_whom_its_subject_is_shared(
    opened: Agenda, browser: Browser, agencies: dict[str, int]
) -> None:
    """Mara on mental health: her agency writes it nowhere, so she is not offered it; on risk everybody at the table reads it."""
    kai, cleo, ada = browser("kai"), browser("cleo"), browser("ada")
    assert share(kai, opened, agencies["kai"], "The arrest of June is the only one.", Category.ARREST).status_code == 302
    assert share(kai, opened, agencies["kai"], "She keeps her appointments.", Category.RISK).status_code == 302
    where = at("", item=item_of(opened))
    assert "The arrest of June" in ada.get(where).content.decode()
    page = cleo.get(where).content.decode()
    assert "She keeps her appointments." in page
    assert "The arrest of June" not in page, "arrests are not shared with schools"
    assert 'value="ARREST"' not in page


def test_what_somebody_may_not_read_somebody_may_not_say(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """A category that is not offered is refused, and what was typed comes back."""
    answer = share(browser("cleo"), opened, agencies["cleo"], "Something about an arrest.", Category.ARREST)
    assert answer.status_code == 422
    assert "Something about an arrest." in answer.content.decode()


def test_own_contributions_come_first(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """Kai spoke last; on Kai's page Probation stands on top."""
    share(browser("mara"), opened, agencies["mara"], "Said by the advocate.")
    share(browser("kai"), opened, agencies["kai"], "Said by probation.")
    where = at("", item=item_of(opened))
    own, other = browser("kai").get(where).content.decode(), browser("mara").get(where).content.decode()
    assert own.index("Said by probation.") < own.index("Said by the advocate.")
    assert other.index("Said by the advocate.") < other.index("Said by probation.")


def test_involved_nothing_to_disclose(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """A button is enough; no words are asked for."""
    answer = share(browser("mara"), opened, agencies["mara"], "", kind="NOTHING_TO_DISCLOSE")
    assert answer.status_code == 302
    assert "Involved, nothing to disclose." in browser("ada").get(at("", item=item_of(opened))).content.decode()


def test_the_coordinator_writes_down_who_shared_it(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """The page names the agency that shared it, and who wrote it down; nobody else can put words into another's mouth."""
    answer = share(browser("ada"), opened, agencies["cleo"], "The school has a place for her.")
    assert answer.status_code == 302
    page = browser("ada").get(at("", item=item_of(opened))).content.decode()
    assert re.search(r"School district.{0,200}The school has a place for her\.", page, re.DOTALL)
    assert "Written down by Ada Alder" in page
    assert share(browser("kai"), opened, agencies["cleo"], "Words of somebody else.").status_code == 422


def test_other_pages_lead_back_to_the_room(opened: Agenda, browser: Browser, door_of: Doors) -> None:
    """For whoever is checked in and has been there, until the meeting is closed or the reader checked out; not from the room."""
    kai, ada = browser("kai"), browser("ada")
    back = f'<a href="{ROOM}?table={TABLE}">Back to the room</a>'
    others = [f"/youths/{opened.lines[0].number}/{page}/" for page in ("plans", "follow-ups", "court")]
    others.append(f"/meetings/{DAY.isoformat()}/issues/?table={TABLE}")
    assert back not in kai.get(others[0]).content.decode()
    assert back not in kai.get(at("")).content.decode()
    for address in others:
        assert back in kai.get(address).content.decode(), address
    seat = next(seat for seat in opened.seats if seat.name.startswith("Kai"))
    assert (
        ada.post(f"/meetings/{DAY.isoformat()}/state/?table={TABLE}", {"what": "check out", "seat": seat.seat}).status_code == 302
    )
    assert kai.get(at("")).status_code == 200
    assert back not in kai.get(others[0]).content.decode()


def test_what_decides_who_reads_is_chosen(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """Neither the subject nor, for whoever writes for others, the agency is taken for granted; without them nothing is shared
    and the words stay. For the same youth the last choice stands there the next time, for another youth it does not."""
    ada, kai, item = browser("ada"), browser("kai"), item_of(opened)
    for browser_of, names in ((ada, ("category", "shared_by")), (kai, ("category",))):
        page = browser_of.get(at("", item=item)).content.decode()
        for name in names:
            assert re.search(rf'<select name="{name}"[^>]* required[^>]*>\s*<option value="" selected>Choose</option>', page), name
    sent = statement(item, "Whose words?")
    refused = ada.post(at("statement/"), {**sent, "category": "", "shared_by": ""})
    assert refused.status_code == 422
    for words in ("Choose what it is about", "Choose which agency shared it", "Whose words?"):
        assert words in refused.content.decode()
    assert share(ada, opened, agencies["cleo"], "She has a bus pass.", Category.EDUCATION).status_code == 302
    again, other = (ada.get(at("", item=item_of(opened, place))).content.decode() for place in (0, 1))
    assert '<option value="EDUCATION" selected>' in again
    assert f'<option value="{agencies["cleo"]}" selected>' in again
    assert other.count('<option value="" selected>Choose</option>') == 2


def test_a_form_counts_once(opened: Agenda, browser: Browser, agencies: dict[str, int], superuser: psycopg.Connection) -> None:
    """Sent again after a lost network, it is one statement."""
    kai, form = browser("kai"), {"shared_by": agencies["kai"], **statement(item_of(opened), "Sent twice.")}
    assert [kai.post(at("statement/"), form).status_code for _ in range(2)] == [302, 302]
    assert superuser.execute("SELECT count(*) FROM meetings_statement WHERE text = 'Sent twice.'").fetchone()[0] == 1


def test_two_who_correct_the_same_statement(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """The second sees both texts; sending again replaces the newer one knowingly; every version is kept."""
    kai = browser("kai")
    share(kai, opened, agencies["kai"], "First version.")
    page = kai.get(at("", item=item_of(opened))).content.decode()
    first = re.search(r"correct=(\d+)", page)[1]
    assert share(kai, opened, agencies["kai"], "Second version.", correcting=first).status_code == 302
    answer = share(kai, opened, agencies["kai"], "Another second version.", correcting=first)
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "Second version." in words
    assert "Another second version." in words
    again = re.search(r'name="correcting" value="(\d+)"', words)[1]
    assert share(kai, opened, agencies["kai"], "Another second version.", correcting=again).status_code == 302
    shown = kai.get(at("", item=item_of(opened))).content.decode()
    assert "Another second version." in shown
    assert "First version." not in shown


def test_what_is_typed_is_kept_and_comes_back(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """A draft survives leaving the page; nobody else reads it; sharing removes it."""
    kai, where = browser("kai"), at("", item=item_of(opened))
    words = {"item": item_of(opened), "text": "Half a sentence that", "category": "RISK", "shared_by": agencies["kai"]}
    assert kai.post(at("draft/"), words).status_code == 204
    assert "Half a sentence that" in browser("kai").get(where).content.decode()
    for other in ("ada", "iris", "mara"):
        assert "Half a sentence that" not in browser(other).get(where).content.decode()
    share(kai, opened, agencies["kai"], "Half a sentence that is whole now.")
    assert kai.get(where).content.decode().count("Half a sentence that") == 1


def test_a_draft_that_was_on_its_way_when_its_form_was_shared_is_kept_no_more(
    opened: Agenda, browser: Browser, agencies: dict[str, int]
) -> None:
    """Else it would stand in the next form, and be shared twice."""
    kai, where = browser("kai"), at("", item=item_of(opened))
    sent = statement(item_of(opened), "Said once.", shared_by=agencies["kai"])
    assert kai.post(at("statement/"), sent).status_code == 302
    assert kai.post(at("draft/"), sent).status_code == 204
    assert kai.get(where).content.decode().count("Said once.") == 1
    assert kai.post(at("draft/"), {**sent, "submission": "nonsense"}).status_code == 204
    assert kai.get(where).content.decode().count("Said once.") == 2


def test_somebody_who_steps_out_sees_nothing_more(opened: Agenda, browser: Browser) -> None:
    """A recusal shuts room, agenda and file from the next request on; the coordinator sees who stepped out."""
    mara, number = browser("mara"), opened.lines[0].number
    where = at("", item=item_of(opened))
    assert number in mara.get(where).content.decode()
    assert mara.post(at("recusal/"), {"item": item_of(opened), "reason": ""}).status_code == 403
    assert mara.post(at("recusal/"), {"item": item_of(opened), "reason": "My niece."}).status_code == 302
    assert number not in mara.get(where).content.decode()
    assert mara.get(f"/youths/{number}/").status_code == 404
    assert mara.post(at("statement/"), statement(item_of(opened), "Still there?")).status_code in (404, 422)
    page = browser("ada").get(where).content.decode()
    assert "Stepped out: Mara Maple" in page
    assert "My niece." not in page, "the reason stands with the walls, not in the room"


def test_a_turn_that_is_kept_from_somebody(opened: Agenda, browser: Browser) -> None:
    """Whoever stepped out is told that it may be their turn to wait outside, not which youth it is."""
    mara, number = browser("mara"), opened.lines[0].number
    mara.post(at("recusal/"), {"item": item_of(opened), "reason": "My niece."})
    browser("iris").post(at("turn/"), {"item": item_of(opened)})
    page = mara.get(at("")).content.decode()
    assert "kept away" in page
    assert number not in page


def test_nobody_speaks_who_is_not_checked_in(opened: Agenda, browser: Browser, agencies: dict[str, int]) -> None:
    """Quinn has a seat and papers, and is not there."""
    quinn = browser("quinn")
    assert "You are not checked in" in quinn.get(at("")).content.decode()
    assert share(quinn, opened, agencies["quinn"], "From outside.").status_code in (403, 422)


def test_looking_on_keeps_no_session_awake(opened: Agenda, browser: Browser) -> None:
    """After the idle time the page's own questions are refused, without a word about anybody."""
    kai = browser("kai")
    kai.get(at(""))
    session = kai.session
    session["seen"] = session["seen"] - 16 * 60
    session.save()
    answer = kai.get(at("now/", seen=0))
    assert answer.status_code == 401
    assert not any(line.number and line.number in answer.content.decode() for line in opened.lines)
    assert kai.get(at("")).status_code == 302, "the whole page asks to sign in again"
