"""One demo county in an instance of its own, for all tests of this folder."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from safetynet.config.database.doors import administrator, database_roles
from safetynet.config.home import Home
from safetynet.config.instance import server_of
from safetynet.kernel import clock
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import SHOW_PASS
from safetynet.policy.passes import Reader, sign_pass
from safetynet.policy.vocabulary import Purpose
from tests.instances import ROOT, own_instance

FOUND = """
from safetynet.config.instance import running
from safetynet.kernel import clock

with running(setting_up=True):
    from synthetic.demo import found_demo

    steps = []
    found_demo(today=clock.today(), say=steps.append)
    print(len(steps))
"""


@dataclass
class Demo:
    """The founded demo, seen by the administrator (``rows``) or by somebody of the cast (``rows_as``)."""

    folder: Path
    home: Home
    connection: psycopg.Connection[Any]
    today: date
    steps: int

    def rows(self, statement: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """What the administrator finds."""
        return self.connection.execute(statement, parameters).fetchall()

    def number(self, statement: str, parameters: tuple[Any, ...] = ()) -> int:
        """One number."""
        return int(self.rows(statement, parameters)[0][0])

    def numbers_as(self, username: str, statements: list[str]) -> list[int]:
        """One number for each statement, as the web role finds it with this person's pass."""
        person = PersonId(self.number("SELECT id FROM governance_person WHERE username = %s", (username,)))
        shown = sign_pass(Reader(person, Purpose.MEETING), bytes.fromhex(self.home.secret("pass")), clock.now())
        with psycopg.connect(**self.home.role_dsn("web"), autocommit=True) as web, web.transaction():
            web.execute(SHOW_PASS, [shown])
            return [web.execute(statement).fetchone()[0] for statement in statements]

    def numbers_by_person(self, statement: str) -> Callable[[str], int]:
        """The same statement for anybody of the cast."""
        return lambda username: self.numbers_as(username, [statement])[0]


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """The demo county beside the coordinator that an instance begins with, as ``safetynet init --demo`` makes it."""
    with own_instance("demo") as folder:
        environment = {**os.environ, "SAFETYNET_HOME": str(folder)}
        environment.pop("SAFETYNET_SETTING_UP", None)
        made = subprocess.run([sys.executable, "-c", FOUND], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        home = Home(folder)
        with server_of(home), administrator(home) as connection:
            assert database_roles(home).web
            yield Demo(folder, home, connection, clock.today(), int(made.stdout))
