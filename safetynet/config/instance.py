"""Running one instance: its folder, its database server, Django on top."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import django

from safetynet.kernel.faults import Fault

from .database.doors import make_doors
from .home import Home
from .server import EmbeddedServer

NO_INSTANCE = "There is no instance in {folder}."


@contextmanager
def running(*, setting_up: bool = False, prepare: Callable[[Home], None] | None = None) -> Iterator[Home]:
    """The instance of SAFETYNET_HOME with its database server up and Django ready.

    Several commands may be inside at once; the embedded server stops with the last of them. ``setting_up`` gives Django
    the owner's connection too; with ``prepare`` the database and its roles are made first and then it is called.
    Raises Fault when there is no instance.
    """
    home = Home.from_environment()
    if prepare is None and not home.facts().get("ready"):
        raise Fault(NO_INSTANCE.format(folder=home.path), next="Make one with 'safetynet init --demo' or '--empty'.")
    with server_of(home):
        if prepare is not None:
            make_doors(home)
        start_django(setting_up=setting_up)
        try:
            if prepare is not None:
                prepare(home)
            yield home
        finally:
            close_connections()


@contextmanager
def server_of(home: Home) -> Iterator[None]:
    """The embedded server while it is needed; nothing where PostgreSQL is used by URL."""
    with ExitStack() as stack:
        if home.uses_embedded_server():
            stack.enter_context(EmbeddedServer(home.database, home.socket_folder(), home.secret("postgres")))
        yield


def start_django(*, setting_up: bool = False) -> None:
    """Load the settings of SAFETYNET_HOME and the apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safetynet.config.settings")
    if setting_up:
        os.environ["SAFETYNET_SETTING_UP"] = "1"
    django.setup()


def close_connections() -> None:
    """Close Django's connections, so that the server can stop."""
    from django.db import connections  # noqa: PLC0415 (Django must be set up first)

    connections.close_all()
