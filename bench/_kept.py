"""Where the benches keep what takes long to make."""

import shutil
from pathlib import Path

from safetynet.config.database.version import version_of_database

KEPT = Path(__file__).resolve().parents[1] / "build" / "bench"


def kept(name: str) -> Path:
    """The folder of an instance that is kept for this version of the database; those of other versions are removed, since
    nothing can be compared with them."""
    folder = KEPT / f"{name}-{version_of_database()}"
    for older in KEPT.glob(f"{name}-*"):
        if older != folder:
            shutil.rmtree(older)
    return folder
