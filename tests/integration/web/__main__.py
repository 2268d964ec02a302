"""``python -m tests.integration.web --write`` writes the access matrix anew, on an instance of its own."""

import sys

import psycopg

import tests.conftest  # noqa: F401 (chooses the instance and starts Django before anything else is imported)
from safetynet.config.home import Home
from safetynet.config.instance import close_connections, server_of
from tests.integration.web.matrix import FILE, table
from tests.integration.web.places import found_places

if sys.argv[1:] != ["--write"]:
    sys.exit(__doc__)
home = Home.from_environment()
with server_of(home), psycopg.connect(**home.address().admin_dsn(), autocommit=True) as superuser:
    with found_places(superuser) as places:
        FILE.write_text(table(places))
    close_connections()
