"""Everything that continuous integration runs, in order of speed; stops at the first failure. ``make test`` calls it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

STRICTLY_TYPED = (
    "kernel", "policy", "audit", "governance/rules.py", "governance/actions", "youths/rules", "youths/actions",
    "intake/rules", "intake/actions", "meetings/rules", "meetings/actions", "reports/rules",
)  # fmt: skip
"""Where a wrong type could show a child's record to the wrong person, or lose a part of it."""

STEPS: tuple[tuple[str, list[str]], ...] = (
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("floors, rooms, doors, purity", [str(BIN / "lint-imports"), "--config", "importlinter.ini"]),
    ("types", [str(BIN / "mypy"), "--strict", *(f"safetynet/{place}" for place in STRICTLY_TYPED)]),
    ("suite", [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]),
)


def main() -> int:
    """Run all steps and say how long each took."""
    install_browser()
    environment = {**os.environ, "SAFETYNET_HOME": str(ROOT / "build" / "no-instance")}
    environment.pop("SAFETYNET_DATABASE_URL", None)
    for name, command in STEPS:
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, check=False, env=environment)
        print(f"== {name}: {'ok' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
        if done.returncode != 0:
            return done.returncode
    return 0


def install_browser() -> None:
    """Debian's Chromium for the tests that drive a browser, where we may install it."""
    if shutil.which("chromium") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], **quiet)


if __name__ == "__main__":
    sys.exit(main())
