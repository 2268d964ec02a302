"""Instances for tests: two are made from nothing and kept under ``build/tests``, an empty one (one county's table and its
coordinator) and the demo county with its cast; every test process works on a copy."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safetynet.kernel import clock

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "tests"


_MADE_OF = {
    "empty": ("safetynet/*/sql/*.sql", "safetynet/*/migrations/*.py", "safetynet/policy/*.py", "safetynet/config/database/*.py",
              "safetynet/config/founding.py", "safetynet/governance/actions/*.py", "safetynet/kernel/counties.py"),
    "demo": ("synthetic/**/*.py", "safetynet/youths/actions/*.py"),
}  # fmt: skip
_OPTIONS = {"empty": ["--empty", "--county", "Alameda"], "demo": ["--demo"]}


def _fingerprint(kind: str) -> str:
    """Changes with anything that an instance's database is made of, and with the day: the counties are invented as of today, so
    yesterday's instance is another world."""
    digest = hashlib.sha256(clock.today().isoformat().encode())
    for pattern in dict.fromkeys((*_MADE_OF["empty"], *_MADE_OF[kind])):
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def copy_of_pristine(name: str, kind: str = "empty") -> Path:
    """A fresh instance in ``build/tests/NAME-PID``. What processes that have ended left behind is removed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"{name}-{os.getpid()}"
    with (KEPT / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _remove_leftovers()
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run(["cp", "-a", str(_pristine(kind)), str(folder)], check=True)
    return folder


def _pristine(kind: str) -> Path:
    """An instance of that kind, made once for this state of the code."""
    folder = KEPT / f"pristine-{kind}-{_fingerprint(kind)}"
    if not (folder / "done").exists():
        for old in KEPT.glob(f"pristine-{kind}-*"):
            shutil.rmtree(old, ignore_errors=True)
        environment = {**os.environ, "SAFETYNET_HOME": str(folder)}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        environment.pop("SAFETYNET_SETTING_UP", None)
        command = [sys.executable, "-m", "safetynet", "init", *_OPTIONS[kind]]
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
def own_instance(name: str, kind: str = "empty") -> Iterator[Path]:
    """An instance for one test alone, removed afterwards."""
    folder = copy_of_pristine(name, kind)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
