"""The operator's tool in instances of their own, many commands in one process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.instances import ROOT

Answer = tuple[list[str], int, str, str]
"""The words of a command, its exit code, what it printed, what it said about errors."""

_OPERATOR = """
import contextlib, io, json, sys
from safetynet.config.cli import main

for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as ended:
            code = ended.code
    print(json.dumps([words, code, out.getvalue(), err.getvalue()]))
"""


def own_environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a command in an instance of its own."""
    environment = {**os.environ, "SAFETYNET_HOME": str(folder)}
    for name in ("SAFETYNET_SETTING_UP", "DJANGO_SETTINGS_MODULE", "SAFETYNET_DATABASE_URL"):
        environment.pop(name, None)
    return environment | more


def run_command(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own; ``more`` are variables of its environment."""
    command = [sys.executable, "-m", "safetynet", *words]
    return subprocess.run(command, cwd=ROOT, env=own_environment(folder, **more), capture_output=True, text=True, check=False)


def run_commands(folder: Path, commands: list[list[str]], **more: str) -> list[Answer]:
    """What the operator's tool answers to each of these, one after another in one process."""
    done = subprocess.run(
        [sys.executable, "-c", _OPERATOR], input=json.dumps(commands), cwd=ROOT, env=own_environment(folder, **more),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]
