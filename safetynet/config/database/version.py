"""Which version of the program a database was made for. Needs neither Django nor the database."""

import hashlib
from pathlib import Path

from safetynet.config.home import Home

_PRODUCT = Path(__file__).resolve().parents[2]
_MADE_OF = ("*/migrations/*.py", "*/sql/*.sql", "policy/*.py", "config/database/*.py", "kernel/counties.py")


def version_of_database() -> str:
    """A fingerprint of everything that a database is made of; versions of the program with the same one can share it."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _MADE_OF for path in _PRODUCT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def is_of_this_version(home: Home) -> bool:
    """Whether the instance's database was last made or upgraded by a program like this one."""
    return bool(home.facts().get("made_for") == version_of_database())
