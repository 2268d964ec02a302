"""The real server on loopback, and a small browser for it: what only the wire shows."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.instances import ROOT

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Answer:
    """What came back over the wire; header names in small letters."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    text: str


@dataclass
class Wire:
    """A browser that keeps its cookies and talks to one port of this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, address: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """One request; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in {**self.always, **headers}.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(form) if form is not None else None
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, address, body=body, headers=sent)
            answer = connection.getresponse()
            set_cookies = answer.headers.get_all("Set-Cookie") or []
            for line in set_cookies:
                for name, morsel in SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, set_cookies, answer.read().decode(errors="replace"))
        finally:
            connection.close()

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for a page."""
        return self.ask("GET", address, **headers)

    def send(self, address: str, form: dict[str, str]) -> Answer:
        """Send a form as its page made it, with its token."""
        token = _TOKEN.search(self.get(address).text)
        assert token is not None, address
        return self.ask("POST", address, {"csrfmiddlewaretoken": token[1], **form})

    def sign_in(self, username: str) -> "Wire":
        """Press the button of one of the demo's people."""
        assert self.send("/demo/", {"username": username}).status == 302
        return self


@contextmanager
def served(folder: Path, workers: int = 1, **environment: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """``safetynet serve`` for an instance, ready; its port and process. It is stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**os.environ, **environment, "SAFETYNET_HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    for name in ("SAFETYNET_SETTING_UP", "DJANGO_SETTINGS_MODULE"):
        settings.pop(name, None)
    command = [sys.executable, "-m", "safetynet", "serve", "--port", str(port), "--workers", str(workers)]
    with (folder / "served.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert "SafetyNet runs at" in process.stdout.readline(), (folder / "served.log").read_text()
        _wait_for(port)
        yield port, process
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")
