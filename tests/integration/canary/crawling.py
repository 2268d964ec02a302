"""Somebody signs in and looks everywhere: every link, every address whether it was offered or not, every search."""

import contextlib
import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlencode, urlsplit

from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.urls.exceptions import Resolver404

from safetynet.kernel.codes import PlanKind
from safetynet.meetings.rules.quarters import Quarter
from tests.commands import own_environment
from tests.instances import ROOT
from tests.integration.canary.planting import YOUTHS, Planted
from tests.integration.canary.tokens import Canary

_LINKS = re.compile(r'\b(?:href|action|src|hx-get)="(/[^"]*)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_AWAY = frozenset({"demo", "account_login", "account_logout", "withdraw"})
"""Addresses that would end the session, and one that only leads to another."""
_AGAIN = {"file": len(YOUTHS), "youths": 3, "meeting": 3}
"""How many offered links of one kind somebody follows (else one); every address is asked for besides."""


@dataclass(frozen=True)
class Visit:
    """One answer: who asked for what, and which canaries stood in it that were not asked with."""

    username: str
    asked: str
    status: int
    found: frozenset[Canary]


class Browser:
    """One person's session with the real server, over one connection."""

    def __init__(self, port: int, planted: Planted, username: str) -> None:
        self.username, self._planted = username, planted
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._token = ""
        self.visits: list[Visit] = []
        if username:
            self.fetch("/demo/")
            assert self.fetch("/demo/", username=username)[0] == 302
            self.fetch("/county/")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *reason: object) -> None:
        self._line.close()

    def fetch(self, address: str, **form: str) -> tuple[int, str]:
        """Ask for an address (or send a form there); the answer is searched, line, headers and body."""
        said = urlencode({**form, "csrfmiddlewaretoken": self._token}) if form else None
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if said:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request("POST" if said else "GET", address, said, headers)
        answer = self._line.getresponse()
        body, told = answer.read(), answer.getheaders()
        for name, value in told:
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self._cookies[cookie] = rest.split(";")[0]
        text = body.decode("utf-8", errors="replace")
        self._token = (_TOKEN.findall(text) or [self._token])[0]
        headers_told = (f"{name}: {unquote_plus(value)}" for name, value in told)
        everything = self._without_tokens(" ".join([answer.reason, *headers_told, text]))
        typed = self._planted.mint.find(unquote_plus(f"{address} {said or ''}"))
        found = self._planted.mint.find(everything) - typed
        if body.startswith(b"%PDF"):
            found |= self._planted.mint.find_in_pdf(body) - typed
        self.visits.append(Visit(self.username, address, answer.status, frozenset(found)))
        return answer.status, text

    def _without_tokens(self, text: str) -> str:
        """The text without the tokens of forms and cookies: letters drawn by lot, in which a word can stand by chance."""
        for drawn in {*_TOKEN.findall(text), *self._cookies.values()}:
            text = text.replace(drawn, "") if drawn else text
        return text


@dataclass
class Crawl:
    """One person's way through the house."""

    browser: Browser
    planted: Planted
    turn: int
    _followed: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    def everywhere(self) -> list[Visit]:
        """Follow what is offered, then ask for what is not."""
        self.follow("/")
        for address in self._addresses():
            self.browser.fetch(address)
        self._kinds()
        self._search()
        return self.browser.visits

    def follow(self, start: str) -> None:
        """Every kind of link on every kind of page, from a page on."""
        waiting = deque([start])
        while waiting:
            address = waiting.popleft()
            if address in self._seen or not self._worth(address):
                continue
            self._seen.add(address)
            _, text = self.browser.fetch(address)
            waiting.extend(unescape(link).split("#")[0] for link in _LINKS.findall(text))

    def _worth(self, address: str) -> bool:
        """Whether to follow: pages of the planted youths, and of each other kind of page the first ones."""
        path = urlsplit(address).path
        try:
            match = resolve(path)
        except Resolver404:
            return False
        if match.view_name in _AWAY or ("number" in match.kwargs and match.kwargs["number"] not in self.planted.numbers.values()):
            return False
        kind = f"{match.view_name} {match.kwargs.get('kind', '')}"
        self._followed[kind] += 1
        return self._followed[kind] <= _AGAIN.get(match.view_name, 1)

    def _addresses(self) -> Iterator[str]:
        """Every address of the house with everything that could stand in it, but for those of single entries (``_kinds``)."""
        could_be = {
            "number": list(self.planted.numbers.values()),
            "day": [day.isoformat() for day in self.planted.days],
            "workbook": self.planted.papers["intake_workbook"],
            "row": self.planted.papers["intake_heldrow"],
            "quarter": list(dict.fromkeys(Quarter.of(day).key for day in self.planted.days)),
            "recommendation": self.planted.papers["meetings_recommendation"],
            "task": self.planted.papers["meetings_task"],
            "question": [entry for name in YOUTHS for entry in self.planted.claims[name, "followup"][:2]],
            "kind": [kind.value.lower() for kind in PlanKind],
            "key": ["nobody-was-given-this-key", self.planted.keys[self.browser.username]],
            "code": ["0123456789ab"],
            "form": ["json"],
        }
        for route, parts in house_addresses():
            if "claim" in parts or "/add/" in route or route in {"demo/", "accounts/login/", "accounts/logout/"}:
                continue
            routes = [f"/{route}"]
            for name, converter in parts.items():
                assert name in could_be, f"the crawl does not know what may stand for {name} in {route}"
                routes = [each.replace(f"<{converter}:{name}>", str(value)) for each in routes for value in could_be[name]]
            yield from routes
        yield from self._rooms()
        last = sorted(canary.value for canary in self.planted.canaries if canary.field == "last_name")[0]
        yield f"/youths/?{urlencode({'after': f'{last}||0'})}"
        yield f"/youths/?workbook={could_be['workbook'][1]}"

    def _rooms(self) -> Iterator[str]:
        """Every line of every agenda in view in every room, whether it stands there or not; what comes after, table by table."""
        for day, table in product(dict.fromkeys(self.planted.days), self.planted.tables.values()):
            meeting = f"/meetings/{day.isoformat()}"
            for item in self.planted.papers["meetings_agendaitem"]:
                yield f"{meeting}/room/?table={table}&item={item}"
            for part in ("minutes/", "minutes/pdf/", "minutes/?for=agencies", "closing/", "issues/", "guests/"):
                yield f"{meeting}/{part}{'&' if '?' in part else '?'}table={table}"

    def _kinds(self) -> None:
        """Entries of every kind, with the numbers that only those know who may: their histories and their forms."""
        names = list(YOUTHS)
        kinds = list(dict.fromkeys(kind for _, kind in self.planted.claims))
        for place, kind in enumerate(kinds):
            name = names[(place + self.turn) % len(names)]
            youth, entries = self.planted.numbers[name], self.planted.claims[name, kind]
            entry = entries[(place + self.turn // len(names)) % len(entries)]
            way = (place + self.turn) % 6
            if way == 0:
                self.browser.fetch(f"/youths/{youth}/add/{kind}/")
            elif way == 1:
                self.browser.fetch(f"/youths/{youth}/{kind}/{entry}/", reason="")
            elif way < 4:
                self.browser.fetch(f"/youths/{youth}/{kind}/{entry}/history/")

    def _search(self) -> None:
        """By name, by another name, by case number, by day of birth, by the youth's number, and by what only sounds alike."""
        names = list(YOUTHS)
        for turn, wanted in enumerate(("last_name", "name", "birth_date", "number", "first_name")):
            name = names[(self.turn + turn) % len(names)]
            for canary in self.planted.canaries:
                row = canary.row
                at = row.table in ("youths_identity", "youths_alias", "youths_youth")
                if at and row.youth == name and row.current and canary.field == wanted:
                    self.browser.fetch(f"/youths/?{urlencode({'q': canary.value})}")
        self.browser.fetch("/youths/?q=qzx")


def house_addresses(patterns: Sequence[Any] | None = None, before: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every route of the house with the names and kinds of what stands in it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from house_addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, dict(reversed(part.split(":")) for part in re.findall(r"<(\w+:\w+)>", route))


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[int]:
    """``safetynet serve`` on a free port of this machine; what it says goes into ``server.log`` of the instance."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = own_environment(folder)
    command = [sys.executable, "-m", "safetynet", "serve", "--port", str(port), "--workers", "1"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=60)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server did not start"
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the server did not answer")
