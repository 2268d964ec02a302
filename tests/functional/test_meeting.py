"""One whole meeting with five people at once: a refused guest, a guest who comes, a recusal, two who edit the same plan, a plan
that is opened again, a packet copy that does not come back, the closing and the minutes. Its pictures lie in build/pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.axe import violations_at_every_width
from tests.functional.conftest import Visit
from tests.instances import ROOT

pytestmark = pytest.mark.xdist_group("browser")

PICTURES = ROOT / "build" / "pictures"
SOON = 8_000
"""Milliseconds a busy machine is given until a page follows the room."""
ABOUT = "What is it about?"
"""The label of the choice that decides who reads what is shared."""


@dataclass
class Tuesday:
    """The day, and everybody's page."""

    visit: Visit
    day: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    found: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def page(self, username: str, width: int = 1280) -> Page:
        """The one page of somebody."""
        if username not in self.pages:
            self.pages[username] = self.visit(username, width=width)
        return self.pages[username]

    def go(self, username: str, where: str = "") -> Page:
        """Somebody opens a page of the meeting."""
        page = self.page(username)
        page.goto(f"/meetings/{self.day}/{where}")
        return page

    def picture(self, username: str, name: str) -> None:
        """What somebody sees now, for a person to look at; and for axe, wide and at 360 px."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        page = self.page(username)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        if found := violations_at_every_width(page):
            self.found[name] = found


@pytest.fixture
def tuesday(visit: Visit, chromium: Browser) -> Iterator[Tuesday]:
    """The agenda is composed and published; Kai has a phone."""
    held = Tuesday(visit)
    held.page("kai", 360)
    ada = held.page("ada")
    ada.goto("/meetings/")
    held.day = ada.locator("#day").input_value()
    ada.locator("main form.usa-form button[type='submit']").first.click()
    held.numbers = ada.locator("main tbody th a[href^='/youths/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('/')[2])"
    )
    ada.get_by_role("button", name="Publish the agenda").click()
    yield held


def propose(page: Page, name: str, organization: str) -> None:
    """Propose a guest."""
    page.get_by_label("Who should come?").fill(name)
    page.get_by_label("From where?").fill(organization)
    page.get_by_label("Why should the table admit this guest?").fill("Runs the Saturday program.")
    page.get_by_role("button", name="Propose this guest").click()
    expect(page.get_by_role("heading", name=re.compile(f"{name}.*not decided"))).to_be_visible()


def open_meeting(ada: Page) -> None:
    """Open it; off its day the page asks first."""
    if ada.locator("#sure").count():
        ada.locator("label[for='sure']").click()
    ada.get_by_role("button", name="Open the meeting").click()


def test_a_whole_meeting(tuesday: Tuesday) -> None:
    """From the first guest to the minutes, in the order of the day."""
    guests_are_decided(tuesday)
    copies_are_printed_and_members_checked_in(tuesday)
    a_guest_makes_a_marked_youth_wait(tuesday)
    the_chair_begins_and_everybody_speaks(tuesday)
    cleo_steps_out(tuesday)
    two_write_the_same_plan(tuesday)
    the_plan_is_opened_again(tuesday)
    a_follow_up_is_asked(tuesday)
    the_meeting_is_closed_without_one_copy(tuesday)
    the_minutes_say_what_was_decided(tuesday)
    assert tuesday.found == {}, "axe, wide and at 360 px, on every page of which there is a picture"


def guests_are_decided(tuesday: Tuesday) -> None:
    """Mara proposes two; Kai objects to one, so Ada cannot admit that one and says why not."""
    mara = tuesday.go("mara", "guests/")
    propose(mara, "Tova Fallowgate", "YWSP")
    propose(mara, "Ines Brassgrove", "Youth Uprising")
    mara.get_by_role("button", name=re.compile("^Not before guests")).first.click()
    kai = tuesday.go("kai", "guests/")
    kai.get_by_text("Object: Tova Fallowgate").first.click()
    kai.locator("details[open]").get_by_label(re.compile("Why do you object")).fill("Is a witness in a case of ours.")
    kai.locator("details[open]").get_by_role("button", name="Object").click()
    expect(kai.get_by_text("Is a witness in a case of ours.")).to_be_visible()
    tuesday.picture("kai", "01-guests-on-a-phone")
    ada = tuesday.go("ada", "guests/")
    expect(ada.get_by_role("button", name=re.compile("^Admit.*Tova Fallowgate"))).to_have_count(0)
    ada.get_by_text("Do not admit: Tova Fallowgate").first.click()
    ada.locator("details[open]").get_by_label(re.compile("Why is the guest not admitted")).fill("The table objects.")
    ada.locator("details[open]").get_by_role("button", name="Do not admit").click()
    expect(ada.get_by_role("heading", name=re.compile("Tova Fallowgate.*not admitted"))).to_be_visible()
    ada.get_by_role("button", name=re.compile("^Admit.*Ines Brassgrove")).click()
    ada.get_by_role("button", name="Keep the day").click()
    tuesday.picture("ada", "02-guests-decided")


def copies_are_printed_and_members_checked_in(tuesday: Tuesday) -> None:
    """Packets and note sheets in one go; five are checked in, and Finn is not."""
    ada = tuesday.go("ada")
    with ada.expect_download() as printed:
        ada.get_by_role("button", name="Print the chosen copies").click()
    assert printed.value.suggested_filename.endswith(".pdf")
    tuesday.go("ada")
    open_meeting(ada)
    tuesday.go("ada", "room/")
    for name in ("Ada Alder", "Iris Ironwood", "Kai Katsura", "Mara Maple", "Cleo Cedar"):
        ada.get_by_role("button", name=f"Check in {name}").click()
        expect(ada.get_by_role("button", name=f"Check out {name}")).to_be_visible(timeout=SOON)
    expect(ada.get_by_text(re.compile("Not let in: confidentiality agreement ended"))).to_be_visible()
    tuesday.picture("ada", "03-roll-call")


def a_guest_makes_a_marked_youth_wait(tuesday: Tuesday) -> None:
    """While Ines is in the room the marked line is deferred; when she has left it is taken up again."""
    ada = tuesday.go("ada", "guests/")
    ada.get_by_role("button", name=re.compile("^Has come in.*Ines Brassgrove")).click()
    expect(ada.get_by_role("button", name=re.compile("^Has left.*Ines Brassgrove"))).to_be_visible()
    iris = tuesday.go("iris", "room/")
    expect(iris.get_by_text("A guest is in the room:")).to_be_visible()
    expect(iris.get_by_text("Not before guests").first).to_be_visible()
    tuesday.picture("iris", "04-a-guest-is-in-the-room")
    ada.get_by_role("button", name=re.compile("^Has left.*Ines Brassgrove")).click()
    expect(iris.get_by_text("A guest is in the room:")).to_have_count(0, timeout=SOON)


def the_chair_begins_and_everybody_speaks(tuesday: Tuesday) -> None:
    """Iris gives the turn, Kai and Mara speak at once, everybody reads it."""
    iris, kai, mara = tuesday.go("iris", "room/"), tuesday.go("kai", "room/"), tuesday.go("mara", "room/")
    iris.get_by_role("button", name="Begin with the first youth").click()
    for page in (kai, mara):
        expect(page.locator("#say textarea")).to_be_visible(timeout=SOON)
    kai.locator("#say textarea").fill("Invented: she keeps her appointments.")
    mara.locator("#say textarea").fill("Invented: she wants to stay near her school.")
    kai.get_by_label(ABOUT).select_option("NOTES")
    kai.get_by_role("button", name="Share with the table").click()
    mara.get_by_label(ABOUT).select_option("NOTES")
    mara.get_by_role("button", name="Share with the table").click()
    for page in (iris, kai, mara):
        expect(page.get_by_text("she keeps her appointments")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("she wants to stay near her school")).to_be_visible(timeout=SOON)
    tuesday.picture("kai", "05-the-room-on-a-phone")
    tuesday.picture("iris", "06-the-room-of-the-chair")


def cleo_steps_out(tuesday: Tuesday) -> None:
    """Nothing of the youth is shown to her any more; the others go on."""
    cleo = tuesday.go("cleo", "room/")
    number = tuesday.numbers[0]
    expect(cleo.locator("#room-youth")).to_contain_text(number)
    cleo.get_by_text("Step out of this youth's discussion").click()
    cleo.get_by_label(re.compile("^Why\\?")).fill("Her cousin.")
    cleo.get_by_role("button", name=f"Step out of the discussion of {number}").click()
    expect(cleo.get_by_text("You have stepped out")).to_be_visible()
    expect(cleo.get_by_text(number)).to_have_count(0)
    tuesday.picture("cleo", "07-stepped-out")
    expect(
        tuesday.page("ada").get_by_text("Stepped out: Cleo Cedar").or_(tuesday.go("ada", "room/").get_by_text("Cleo Cedar")).first
    ).to_be_visible()


def write_plan(page: Page, number: str, concerns: str) -> None:
    """Open the draft and type; nothing is sent yet."""
    page.goto(f"/youths/{number}/plans/safety/")
    page.get_by_label(re.compile("^What are the safety concerns")).fill(concerns)


def two_write_the_same_plan(tuesday: Tuesday) -> None:
    """Ada and Kai have the same draft open; who saves second sees both texts, and what is chosen is kept. Then it is agreed."""
    ada, kai, number = tuesday.page("ada"), tuesday.page("kai"), tuesday.numbers[0]
    ada.goto(f"/youths/{number}/plans/")
    ada.get_by_role("button", name="Begin the safety plan").click()
    write_plan(ada, number, "Ada: somebody waits at the station.")
    write_plan(kai, number, "Kai: somebody waits at the school.")
    ada.get_by_role("button", name="Save the draft").click()
    kai.get_by_role("button", name="Save the draft").click()
    expect(kai.get_by_text("Whose words count?")).to_be_visible()
    expect(kai.locator(".said", has_text="Ada: somebody waits at the station.")).to_be_visible()
    tuesday.picture("kai", "08-two-wrote-the-same")
    kai.locator("label[for^='mine-']").first.click()
    kai.get_by_role("button", name="Save the draft").click()
    kai.goto(f"/youths/{number}/plans/")
    expect(kai.get_by_text("Kai: somebody waits at the school.")).to_be_visible()
    ada.goto(f"/youths/{number}/plans/safety/")
    step = ada.locator("fieldset.plan-step").last
    step.get_by_label(re.compile("^What is done")).fill("Meet her at the bus")
    owner = step.get_by_label(re.compile("place at the table", re.IGNORECASE))
    owner.select_option(label=next(text for text in owner.locator("option").all_inner_texts() if "Kai Katsura" in text))
    step.get_by_label(re.compile("^By when")).fill("2031-01-07")
    ada.get_by_role("button", name="Save the draft").click()
    mara = tuesday.page("mara")
    mara.goto(f"/youths/{number}/plans/")
    mara.get_by_role("button", name=re.compile("agrees to this wording")).click()
    agree(ada, number)
    expect(ada.get_by_text("Version 1: agreed").first).to_be_visible()
    tuesday.picture("ada", "09-plan-agreed")


def agree(page: Page, number: str) -> None:
    """The draft becomes what counts."""
    page.goto(f"/youths/{number}/plans/")
    page.get_by_role("button", name="Mark as agreed").click()


def the_plan_is_opened_again(tuesday: Tuesday) -> None:
    """With a reason; the agreed one counts until the new version is agreed, and the change between the two can be read."""
    ada, number = tuesday.page("ada"), tuesday.numbers[0]
    ada.goto(f"/youths/{number}/plans/")
    ada.get_by_label(re.compile("^Why is the plan opened again")).first.fill("The school has moved.")
    ada.get_by_role("button", name="Open again").first.click()
    expect(ada.get_by_text("The school has moved.").first).to_be_visible()
    write_plan(ada, number, "Nobody waits any more.")
    ada.get_by_role("button", name="Save the draft").click()
    agree(ada, number)
    expect(ada.get_by_text("Version 2: agreed").first).to_be_visible()
    expect(ada.get_by_text("Earlier versions (1)").first).to_be_visible()
    tuesday.picture("ada", "10-plan-opened-again-and-agreed")


def a_follow_up_is_asked(tuesday: Tuesday) -> None:
    """Mara asks the school's place; the step of the plan is Kai's to do."""
    mara, number = tuesday.page("mara"), tuesday.numbers[0]
    mara.goto(f"/youths/{number}/follow-ups/")
    mara.get_by_label(re.compile("^What do you ask")).fill("Is there a place in the evening class?")
    place = mara.get_by_label(re.compile("^Who should answer"))
    place.select_option(label=next(text for text in place.locator("option").all_inner_texts() if "Cedar" in text))
    mara.locator("form", has=place).get_by_role("button").first.click()
    expect(mara.get_by_text("Is there a place in the evening class?").first).to_be_visible()
    kai = tuesday.page("kai")
    kai.goto("/follow-ups/")
    expect(kai.get_by_text("Meet her at the bus").first).to_be_visible()
    tuesday.picture("kai", "11-my-follow-ups-on-a-phone")


def the_meeting_is_closed_without_one_copy(tuesday: Tuesday) -> None:
    """Whoever was not there is said, every copy is back but one, whose turn did not come is carried over, the decisions are
    read back, then it is closed."""
    ada = tuesday.go("ada", "closing/")
    expect(ada.get_by_role("heading", name="Before this meeting can be closed")).to_be_visible()
    ada.get_by_role("button", name=re.compile("were not there$")).click()
    ada.get_by_role("button", name="The attendance is complete").click()
    missing = ada.get_by_role("button", name=re.compile("^It is missing"))
    expect(missing.first).to_be_visible()
    out = missing.count()
    missing.first.click()
    for left in range(out - 1, 0, -1):
        expect(missing).to_have_count(left)
        row = ada.locator("#copies + .checklist > li", has=missing).first
        row.get_by_role("button", name=re.compile("^It is back")).click()
    expect(missing).to_have_count(0)
    expect(ada.get_by_text(re.compile("not had (their|a) turn")).last).to_be_visible()
    ada.get_by_role("button", name=re.compile("^Carry (all|over, with)")).click()
    expect(ada.get_by_text("On a later agenda:")).to_be_visible()
    ada.get_by_role("button", name="The decisions were read back").click()
    tuesday.picture("ada", "12-closing")
    ada.get_by_role("button", name=re.compile("^Close the meeting")).click()
    ada.goto("/")
    expect(ada.get_by_role("heading", name="Copies that have not come back")).to_be_visible()
    tuesday.picture("ada", "13-desk-with-a-missing-copy")


def the_minutes_say_what_was_decided(tuesday: Tuesday) -> None:
    """With names for the table, without them for the agencies; and Kai, who stayed to the end, still reads the youth."""
    ada = tuesday.go("ada", "minutes/")
    expect(ada.get_by_text(tuesday.numbers[0]).first).to_be_visible()
    tuesday.picture("ada", "14-minutes")
    tuesday.go("ada", "minutes/?for=agencies")
    for number in tuesday.numbers:
        expect(ada.get_by_text(number)).to_have_count(0)
    tuesday.picture("ada", "15-minutes-without-names")
    kai = tuesday.page("kai")
    assert kai.goto(f"/youths/{tuesday.numbers[0]}/").status == 200
