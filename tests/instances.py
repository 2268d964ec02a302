"""Instances for tests: one is made from nothing and kept under ``build/tests``; every test process works on a copy."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "tests"


def _fingerprint() -> str:
    """Changes with anything that an instance's database is made of."""
    digest = hashlib.sha256()
    for pattern in ("*/sql/*.sql", "*/migrations/*.py", "policy/*.py", "config/database/*.py", "kernel/counties.py"):
        for path in sorted((ROOT / "safetynet").glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def copy_of_pristine(name: str) -> Path:
    """A fresh instance in ``build/tests/NAME-PID``. What processes that have ended left behind is removed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"{name}-{os.getpid()}"
    with (KEPT / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove_leftovers()
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["cp", "-a", str(_pristine()), str(folder)], check=True)
    return folder


def _pristine() -> Path:
    """An instance with one county's table, made once for this state of the code."""
    folder = KEPT / f"pristine-{_fingerprint()}"
    if not (folder / "done").exists():
        for old in KEPT.glob("pristine-*"):
            shutil.rmtree(old, ignore_errors=True)
        environment = {**os.environ, "SAFETYNET_HOME": str(folder)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        environment.pop("SAFETYNET_SETTING_UP", None)
        command = [sys.executable, "-m", "safetynet", "init", "--empty", "--county", "Alameda"]
        made = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        (folder / "done").touch()
    return folder


def _remove_leftovers() -> None:
    for folder in KEPT.glob("*-*"):
        owner = folder.name.rpartition("-")[2]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_instance(name: str) -> Iterator[Path]:
    """An instance for one test alone, removed afterwards."""
    folder = copy_of_pristine(name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
