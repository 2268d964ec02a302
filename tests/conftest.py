"""One instance of the demo county for each test process; the suite connects as the unprivileged web role."""

import os

from tests.instances import copy_of_pristine

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
os.environ["SAFETYNET_HOME"] = str(copy_of_pristine(f"worker-{_WORKER}", "demo"))
os.environ["SAFETYNET_SETTING_UP"] = "1"
os.environ.pop("SAFETYNET_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safetynet.config.settings")

from collections.abc import Iterator  # noqa: E402

import psycopg  # noqa: E402
import pytest  # noqa: E402

from safetynet.config.database.doors import administrator, database_roles  # noqa: E402
from safetynet.config.home import Home  # noqa: E402
from safetynet.config.instance import close_connections, server_of, start_django  # noqa: E402
from safetynet.policy.database import DatabaseRoles  # noqa: E402

start_django()


@pytest.fixture(scope="session")
def home() -> Iterator[Home]:
    """This process's instance, with its server running."""
    instance = Home.from_environment()
    with server_of(instance):
        yield instance
        close_connections()


@pytest.fixture(scope="session")
def roles(home: Home) -> DatabaseRoles:
    """The names of the instance's database roles."""
    return database_roles(home)


@pytest.fixture(scope="session")
def _administration(home: Home) -> Iterator[psycopg.Connection]:
    with administrator(home) as connection:
        yield connection


@pytest.fixture
def admin(_administration: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The database administrator, in a transaction that is rolled back. It is for building worlds, not for reading them."""
    with _administration.transaction(force_rollback=True):
        yield _administration
