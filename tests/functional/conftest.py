"""A running instance of the demo county and Debian's Chromium to look at it, as people do."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from safetynet.config.home import Home
from tests.instances import ROOT, own_instance

CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_LONGEST_START = 60


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def instance() -> Iterator[Home]:
    """An instance of the demo county of its own."""
    with own_instance("functional", "demo") as folder:
        yield Home(folder)


@pytest.fixture(scope="session")
def site(instance: Home) -> Iterator[str]:
    """The address of the instance, served by the operator's own command; ended by its process id."""
    port = _free_port()
    environment = {**os.environ, "SAFETYNET_HOME": str(instance.path)}
    for name in ("SAFETYNET_SETTING_UP", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "safetynet", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def superuser(site: str, instance: Home) -> Iterator[psycopg.Connection]:
    """The database's administrator, to find a youth of whom something is so: the county is another one each day."""
    with psycopg.connect(**instance.address().admin_dsn(), autocommit=True) as connection:
        yield connection


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _LONGEST_START
    while time.monotonic() < deadline:
        assert server.poll() is None, "the instance ended while it started"
        try:
            urllib.request.urlopen(f"{address}/accounts/login/", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the instance does not answer")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file. While it lives it keeps an event loop in this process, in which other tests could
    not ask the database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        yield browser
        browser.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(site: str, chromium: Browser) -> Iterator[Visit]:
    """A page of somebody of the cast, signed in; what the browser complains about, and whatever it asks of another host,
    fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sign_in(username: str = "", *, width: int = 1280, scripts: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts, base_url=site, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said.type, said.text) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith((site, "blob:")) else None)
        if username:
            page.goto("/demo/")
            page.locator(f"button[value='{username}']").click()
            page.wait_for_url(f"{site}/")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(kind: str, text: str) -> bool:
    """Errors, but for a page that answers 400, 403 or 404 on purpose."""
    return kind == "error" and "Failed to load resource" not in text
