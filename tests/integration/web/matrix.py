"""Every address as every member of the cast: who gets which answer to GET, and which methods the address serves.

``python -m tests.integration.web --write`` writes ``tests/integration/access_matrix.txt`` anew after an address was
added or a rule was changed. What it writes is what the house does; whether that is right, a person reads line by line
against the sharing rules before committing it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from safetynet.youths.models import CLAIM_KINDS
from tests.cast import CAST
from tests.integration.web.places import (
    AT_THE_TABLE,
    CLIENT,
    CONSENTED,
    ELSEWHERE,
    FROM_IRIS,
    ORDINARY,
    UNKNOWN,
    WALLS,
    Places,
)

FILE = Path(__file__).resolve().parents[1] / "access_matrix.txt"
NOBODY, AWAY = "nobody", "away"
PEOPLE = (NOBODY, *(member.username for member in CAST), AWAY)
ASKED_TO_SIGN_IN = "in"
_HEADER = """\
# Who gets which answer to GET, address by address: one column for each member of the cast, the status in each cell.
# "in": asked to sign in first. "nobody" has not signed in; "away" is a coordinator at a table of another county, whose
# youth "another county's" is. Eve has no seat and no papers; Finn's agreement has lapsed; Hal and Gale read no record.
# calendar_feed asks nobody to sign in: a calendar program cannot. Its address is a key of 256 bits that only its person was
# shown; it tells times, days and counts, and a wrong key is answered like no page at all.
# POST behind the name: the address takes a form (checked with a token and nothing else in it).
# Written by: python -m tests.integration.web --write; then read against the sharing rules, line by line.
"""

Args = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Line:
    """One address: its name, what it is about in words, and where it is."""

    name: str
    about: str
    address: str

    @property
    def words(self) -> str:
        """How the table names it."""
        return f"{self.name} ({self.about})" if self.about else self.name


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str, frozenset[str]]]:
    """Name, route and arguments of every address the house answers at."""
    for each in (resolver or get_resolver()).url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield each.name or route, route, frozenset(each.pattern.converters)
        else:
            yield from patterns(each, route)


def lines(places: Places) -> Iterator[Line]:
    """Every address of the house with arguments to ask for. Raises LookupError for one nobody has thought of."""
    samples = _samples(places)
    for name, route, arguments in patterns():
        if not arguments:
            yield Line(name, "", f"/{route}")
            continue
        if name not in samples:
            raise LookupError(f"{name} ({route}) is new: say in {Path(__file__).name} with which arguments it is asked for")
        for about, given in samples[name]:
            yield Line(name, about, _filled(route, given))


def _samples(places: Places) -> Mapping[str, list[Args]]:
    """With which arguments each address is asked for."""

    def youths(*labels: str, **more: object) -> list[Args]:
        return [(label, {"number": places.numbers[label], **more}) for label in labels]

    def claims(*labels: str) -> list[Args]:
        common = {"kind": "identity"}
        return [(of, {"number": places.numbers[of], "claim": places.claims[of], **common}) for of in labels]

    few = (ORDINARY, AT_THE_TABLE, FROM_IRIS, ELSEWHERE, UNKNOWN)
    everybody = (ORDINARY, AT_THE_TABLE, CLIENT, CONSENTED, *WALLS, ELSEWHERE, UNKNOWN)
    first_of_category = {kind.kind.category: kind._meta.model_name for kind in reversed(CLAIM_KINDS)}
    adding = [(f"{category.value}, {ORDINARY}", {"number": places.numbers[ORDINARY], "kind": name})
              for category, name in reversed(first_of_category.items())]  # fmt: skip
    swapped = {"number": places.numbers[ORDINARY], "claim": places.claims[ELSEWHERE], "kind": "identity"}
    day = {"day": places.last_meeting.isoformat()}
    numbered = {name: [("no such one", 999_999_999)] for name in ("workbook", "held_row")}
    nothing = 999_999_999
    return {
        "file": youths(*everybody),
        "looks": youths(ORDINARY, FROM_IRIS, ELSEWHERE),
        "authority": youths(ORDINARY, FROM_IRIS, ELSEWHERE),
        "add": [*adding, *youths(FROM_IRIS, ELSEWHERE, UNKNOWN, kind="identity"),
                ("no such kind", {"number": places.numbers[ORDINARY], "kind": "nonsense"})],
        "correct": [*claims(*few), ("youth's number swapped", swapped)],
        "withdraw": claims(ORDINARY, ELSEWHERE),
        "history": [*claims(*few, CLIENT, CONSENTED), ("youth's number swapped", swapped)],
        **_of_meetings(day),
        "services": youths(ORDINARY, AT_THE_TABLE, CLIENT, CONSENTED, FROM_IRIS, ELSEWHERE, UNKNOWN),
        "plans": youths(ORDINARY, AT_THE_TABLE, CLIENT, CONSENTED, FROM_IRIS, ELSEWHERE, UNKNOWN),
        "plan": [*youths(ORDINARY, CLIENT, FROM_IRIS, ELSEWHERE, kind="safety"),
                 ("no such kind", {"number": places.numbers[ORDINARY], "kind": "nonsense"})],
        "plan_state": youths(ORDINARY, ELSEWHERE, kind="safety"),
        "court": youths(ORDINARY, AT_THE_TABLE, CLIENT, CONSENTED, FROM_IRIS, ELSEWHERE, UNKNOWN),
        "recommendation": youths(ORDINARY, ELSEWHERE, recommendation=999_999_999),
        "recommendation_state": youths(ORDINARY, ELSEWHERE, recommendation=999_999_999),
        "court_paper": youths(ORDINARY, ELSEWHERE, recommendation=999_999_999),
        "follow_ups": youths(ORDINARY, AT_THE_TABLE, CLIENT, CONSENTED, ELSEWHERE, UNKNOWN),
        "follow_up": [("no such one", {"task": nothing})],
        "question": [("no such one", {"question": nothing})],
        **_of_numbers(),
        "calendar_feed": [("no key", {"key": "nobody-was-given-this-key"})],
        **{
            name: [(about, {argument: value}) for about, value in (*places.more[name], *numbered.get(name, ()))]
            for name, argument in _NUMBERED.items()
        },
    }  # fmt: skip


def _of_numbers() -> dict[str, list[Args]]:
    """The same for addresses of a snapshot."""
    return {
        **{name: [("no such snapshot", {"code": "0123456789ab"})] for name in ("figures", "figures_step", "explore", "quality")},
        "figures_file": [("no such snapshot", {"code": "0123456789ab", "form": "pdf"})],
        **{name: [("no such one", {"number": 999_999_999})] for name in ("release", "release_decision")},
        "figure": [
            ("no such snapshot", {"code": "0123456789ab", "key": "race"}),
            ("no such figure", {"code": "0123456789ab", "key": "no"}),
        ],
    }


def _of_meetings(day: dict[str, object]) -> dict[str, list[Args]]:
    """The same for addresses of a meeting and of a quarter."""
    last, with_none = ("last one", day), ("no meeting that day", {"day": "1999-01-05"})
    quarters: list[Args] = [("a quarter that is over", {"quarter": "2026-1"})]
    return {
        "meeting": [last, with_none, ("no such day", {"day": "2026-02-30"})],
        "quarter": [*quarters, ("one to come", {"quarter": "2098-1"})],
        "quarter_print": quarters,
        **{name: [last] for name in ("meeting_state", *_OF_A_ROOM, "packet", "topics", "propose_joint")},
        **{name: [last, with_none] for name in ("issues", "guests", *_AFTER_A_MEETING)},
    }


_AFTER_A_MEETING = ("closing", "minutes", "minutes_pdf")
_NUMBERED = {
    "workbook": "workbook", "mapping": "workbook", "mapping_file": "workbook", "step": "workbook", "stop_loading": "workbook",
    "held_row": "row",
}  # fmt: skip
"""Addresses of workbooks and their rows, by their argument."""


_OF_A_ROOM = ("room", "room_now", "room_writing", "room_turn", "room_statement", "room_draft", "room_recusal")
"""Addresses of the room of a meeting."""


def _filled(route: str, given: Mapping[str, object]) -> str:
    parts = [part for piece in route.split("<") for part in piece.split(">")]
    filled = [str(given[part.rpartition(":")[2]]) if place % 2 else part for place, part in enumerate(parts)]
    return f"/{''.join(filled)}"


def clients(places: Places) -> dict[str, Client]:
    """A browser for everybody of PEOPLE, signed in."""
    made = {}
    for name in PEOPLE:
        made[name] = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        username = places.away.username if name == AWAY else name
        if name != NOBODY:
            assert made[name].post("/demo/", {"username": username}).status_code == 302, name
    return made


def observe(line: Line, browsers: Mapping[str, Client]) -> str:
    """The line of the table for one address, as the house answers now."""
    answers = [f"{_answer(browsers[name], line.address):>6}" for name in PEOPLE]
    return f"{line.words:<46} {methods(line.name, line.address):<9}{''.join(answers)}"


def _answer(browser: Client, address: str) -> str:
    answer = browser.get(address)
    to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
    return ASKED_TO_SIGN_IN if to_sign_in else str(answer.status_code)


def methods(name: str, address: str, known: dict[str, str] = {}) -> str:  # noqa: B006 (one answer for each name)
    """Which of GET and POST the address serves, asked as the coordinator with an empty form."""
    if name not in known:
        known[name] = _methods(address)
    return known[name]


def _methods(address: str) -> str:
    browser = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    browser.post("/demo/", {"username": "ada"})
    served = [name for name, ask in (("GET", browser.get), ("POST", browser.post)) if ask(address).status_code != 405]
    return " ".join(served)


def written() -> dict[str, str]:
    """The lines of the table on file, by what they are about."""
    rows = [line for line in FILE.read_text().splitlines() if line and not line.startswith("#")]
    return {row[:46].strip(): row for row in rows}


def table(places: Places) -> str:
    """The whole table as the house answers now."""
    browsers = clients(places)
    head = f"{'#':<56}{''.join(f'{name:>6}' for name in PEOPLE)}\n"
    return _HEADER + head + "".join(f"{observe(line, browsers)}\n" for line in lines(places))
