"""Doors and browsers for the people of the demo county."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.test import Client

from safetynet.config.home import Home
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose


@pytest.fixture(scope="session")
def person_ids(home: Home) -> dict[str, int]:
    """The ids of the demo's people by user name."""
    with psycopg.connect(**home.address().admin_dsn()) as connection:
        return dict(connection.execute("SELECT username, id FROM governance_person").fetchall())


@pytest.fixture
def door_of(person_ids: dict[str, int]) -> Callable[..., Door]:
    """The door that opens to somebody of the demo county."""

    def make(username: str, purpose: Purpose = Purpose.MEETING) -> Door:
        return Door(Reader(PersonId(person_ids[username]), purpose, address="test"))

    return make


@pytest.fixture
def browser(home: Home) -> Callable[..., Client]:
    """A browser without JavaScript, signed in as somebody of the demo county, or as nobody."""

    def sign_in(username: str = "", **options: object) -> Client:
        client = Client(SERVER_NAME="127.0.0.1", **options)
        if username:
            answer = client.post("/demo/", {"username": username})
            assert answer.status_code == 302, answer.content
        return client

    return sign_in


@pytest.fixture
def superuser(home: Home) -> Iterator[psycopg.Connection]:
    """The database's administrator, for tests that play a dishonest one or count behind the scenes."""
    with psycopg.connect(**home.address().admin_dsn(), autocommit=True) as connection:
        yield connection
