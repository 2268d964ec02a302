"""People at a meeting as small browsers: each asks the counter every second and a half, types, shares, looks; the chair goes on."""

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode
from uuid import uuid4

LOOK_EVERY = 1.5
"""Seconds between two questions to the counter, as in the page."""
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_SEEN = re.compile(r"seen=(\d+)")
_ERRORS = re.compile(r'<li><a href="#[^"]*">([^<]+)')
_ITEM = re.compile(r'<form id="say".*?name="item" value="(\d+)".*?name="shared_by" value="(\d+)"', re.DOTALL)
_CATEGORY = re.compile(r'<select[^>]*name="category".*?</select>', re.DOTALL)
_OFFERED = re.compile(r'<option value="(\w+)"')
_TURN = re.compile(r'room/turn/.*?name="item" value="(\d+)"', re.DOTALL)
_CODES = (200, 204, 302)


@dataclass
class Guest:
    """One device of one person. ``taken`` holds milliseconds by what was done; ``failed`` what went wrong."""

    port: int
    room: str
    table: int
    username: str
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    seen: str = "0"
    token: str = ""
    item: str = ""
    agency: str = ""
    category: str = "NOTES"
    next_item: str = ""
    _line: http.client.HTTPConnection | None = None

    def ask(self, method: str, address: str, form: dict[str, str] | None = None, what: str = "") -> str:
        """One request over a connection that is kept, as a browser does; its time counts under ``what``."""
        began = time.perf_counter()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "HX-Request": "true"}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self._line.request(method, address, body=urlencode(form) if form else None, headers=headers)
            answer = self._line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            self._line = None
            self.failed.append(f"{what}: {error}")
            return ""
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        if what:
            self.taken[what].append((time.perf_counter() - began) * 1000)
        if answer.status not in _CODES:
            self.failed.append(f"{what or address}: {answer.status} {_ERRORS.findall(text)[:3]}")
        return text

    def sign_in(self) -> None:
        """As on the demo's page."""
        token = _TOKEN.search(self.ask("GET", "/demo/"))
        self.ask("POST", "/demo/", {"csrfmiddlewaretoken": token[1] if token else "", "username": self.username})

    def enter(self, what: str = "whole room") -> None:
        """Open the room as a whole page."""
        self._read(self.ask("GET", f"{self.room}?table={self.table}", what=what))

    def look(self) -> None:
        """Ask whether there is something new, and take it if there is."""
        text = self.ask("GET", f"{self.room}now/?table={self.table}&seen={self.seen}")
        self._read(text)

    def timed_look(self) -> None:
        """The same, timed: a question that finds nothing, or the part of the room that changed."""
        began = time.perf_counter()
        text = self.ask("GET", f"{self.room}now/?table={self.table}&seen={self.seen}")
        self.taken["something new" if text else "nothing new"].append((time.perf_counter() - began) * 1000)
        self._read(text)

    def write(self) -> None:
        """Keep a draft, as the page does while one types."""
        self.ask("POST", f"{self.room}draft/?table={self.table}", {**self._form(), "text": "Half a sentence of"}, "keep draft")

    def share(self) -> None:
        """Share a statement."""
        self.ask(
            "POST", f"{self.room}statement/?table={self.table}", {**self._form(), "text": f"Invented, {uuid4().hex}."}, "share"
        )

    def go_on(self) -> None:
        """The next youth has the turn."""
        if self.next_item:
            self.ask(
                "POST", f"{self.room}turn/?table={self.table}", {"csrfmiddlewaretoken": self.token, "item": self.next_item}, "turn"
            )

    def _form(self) -> dict[str, str]:
        return {
            "csrfmiddlewaretoken": self.token, "item": self.item, "submission": str(uuid4()), "category": self.category,
            "shared_by": self.agency, "taken_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 12 * 3600)),
        }  # fmt: skip

    def _read(self, text: str) -> None:
        for name, pattern in (("seen", _SEEN), ("token", _TOKEN), ("next_item", _TURN)):
            if found := pattern.search(text):
                setattr(self, name, found[1])
        if found := _ITEM.search(text):
            self.item, self.agency = found[1], found[2]
            offered = _OFFERED.findall("".join(_CATEGORY.findall(text)))
            self.category = "NOTES" if "NOTES" in offered or not offered else offered[0]  # the court reads no notes
        elif "<html" in text:
            self.item = ""  # counsel has no form where the youth is not a client


def sit(guests: list[Guest], seconds: float, chair: Guest, turn_every: float) -> None:
    """Everybody does what people do at a meeting, for so long, all at once."""
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_person, args=(guest, until, place, guest is chair, turn_every))
        for place, guest in enumerate(guests)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _person(guest: Guest, until: float, place: int, chairs: bool, turn_every: float) -> None:
    """Looks every second and a half; while writing (a third of the time) a draft is kept each second, then shared."""
    chance = random.Random(place)
    time.sleep(chance.random() * LOOK_EVERY)
    next_turn, writing = time.monotonic() + turn_every, 0
    while time.monotonic() < until:
        began = time.monotonic()
        guest.timed_look()
        if chairs and time.monotonic() > next_turn:
            guest.go_on()
            next_turn += turn_every
        elif writing:
            writing -= 1
            guest.write() if writing else guest.share()
        elif chance.random() < 0.08:
            guest.enter("whole room, writing")
            writing = chance.randint(2, 5) if guest.item else 0
        time.sleep(max(0.0, LOOK_EVERY - (time.monotonic() - began)))
