"""Every address, every member of the cast: the answers are those of ``tests/integration/access_matrix.txt``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from tests.integration.web.conftest import snapshots_of
from tests.integration.web.matrix import PEOPLE, Line, clients, lines, observe, patterns, written
from tests.integration.web.places import ELSEWHERE, ORDINARY, UNKNOWN, Places, found_places

ABOUT_A_YOUTH = {"file", "looks", "authority", "add", "correct", "history", "follow_ups", "services", "plans", "plan", "court"}


@dataclass(frozen=True)
class Walk:
    """Everything that was asked for, with the answers, and the record before and after."""

    places: Places
    browsers: dict[str, Client]
    lines: list[Line]
    answers: dict[str, str]
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def walk(home: Home) -> Iterator[Walk]:
    """The walk over all addresses, once."""
    with psycopg.connect(**home.address().admin_dsn(), autocommit=True) as superuser, found_places(superuser) as places:
        snapshot, browsers, addresses = snapshots_of(superuser), clients(places), list(lines(places))
        before = snapshot()
        answers = {line.words: observe(line, browsers) for line in addresses}
        yield Walk(places, browsers, addresses, answers, before, snapshot())


def cells(row: str) -> dict[str, str]:
    """The answers of a row by person."""
    return dict(zip(PEOPLE, row.split()[-len(PEOPLE) :], strict=True))


def test_every_address_has_a_line(walk: Walk) -> None:
    """A new address without a line, and a line without an address, are both faults: `python -m tests.integration.web --write`."""
    assert {line.name for line in walk.lines} == {name for name, _, _ in patterns()}
    assert set(walk.answers) == set(written())


@pytest.mark.parametrize("words", sorted(written()))
def test_everybody_gets_the_answer_on_file(walk: Walk, words: str) -> None:
    """Status for status, and the methods that the address serves."""
    assert walk.answers[words] == written()[words]


def test_asking_changes_nothing(walk: Walk) -> None:
    """After every address was asked for by everybody (and sent an empty form), the record is what it was."""
    assert {name for name in walk.before if walk.before[name] != walk.after[name]} == set()


def test_nobody_who_has_not_signed_in_gets_a_page_of_the_record(walk: Walk) -> None:
    """Only signing in, its demo, the page for ended accounts, and calendars without names are public; a wrong key is no page."""
    public = {line.name for line in walk.lines if cells(walk.answers[line.words])["nobody"] != "in"}
    assert public == {"demo", "account_login", "account_inactive", "calendar_feed"}
    assert set(cells(walk.answers["calendar_feed (no key)"]).values()) == {"404"}


def test_eve_finn_gale_and_hal_read_no_youth(walk: Walk) -> None:
    """For Eve no youth exists; Finn is told his rule; the analyst and the administrator read no case."""
    about = [line for line in walk.lines if line.name in ABOUT_A_YOUTH and "no such kind" not in line.about]
    assert len(about) > 50
    for line in about:
        found = cells(walk.answers[line.words])
        assert (found["eve"], found["finn"], found["gale"], found["hal"]) == ("404", "403", "404", "404"), line.words


def test_who_is_walled_off_gets_what_a_stranger_gets(walk: Walk) -> None:
    """The four who are walled off from a youth get 404 where their neighbors at the table get the file."""
    for name in ("iris", "rosa", "jude", "noel"):
        found = cells(walk.answers[f"file (walled off from {name.capitalize()})"])
        assert found[name] == "404"
        assert {found[other] for other in ("iris", "rosa", "jude", "noel") if other != name} == {"200"}


def test_finn_is_told_the_rule_and_nothing_about_any_youth(walk: Walk) -> None:
    """The same page, word for word, for a youth of the table, of another county, and for nobody's number."""
    finn = walk.browsers["finn"]
    said = {_words(finn.get(f"/youths/{walk.places.numbers[label]}/")) for label in (ORDINARY, ELSEWHERE, UNKNOWN)}
    assert len(said) == 1
    page = said.pop()
    assert re.search(r"Your confidentiality agreement with SafetyNet Alameda County ended on \d+ \w+ \d{4}", page)
    assert "Ask the coordinator" in page


def test_a_refusal_names_the_rule(walk: Walk) -> None:
    """Cleo may not write placements; the page says which rule says so."""
    answer = walk.browsers["cleo"].get(f"/youths/{walk.places.numbers[ORDINARY]}/add/placement/")
    assert answer.status_code == 403
    assert "Not shared with School" in answer.content.decode()


def test_no_youth_and_not_your_youth_look_the_same_to_eve(walk: Walk) -> None:
    """Nothing in the page tells whether the number exists: same words, same length."""
    eve = walk.browsers["eve"]
    numbers = [walk.places.numbers[label] for label in (ORDINARY, UNKNOWN)]
    pages = [_words(eve.get(f"/youths/{number}/")).replace(number, "NUMBER") for number in numbers]
    assert pages[0] == pages[1]
    assert "NUMBER" in pages[0]


def _words(answer) -> str:
    """A page without its token."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
