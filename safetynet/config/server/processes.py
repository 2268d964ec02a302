"""What the system says of a process id: a running PostgreSQL, a dead one, or quite another program."""

import os
import subprocess
from pathlib import Path


def is_running_postgres(pid: int) -> bool:
    """Whether ``pid`` is a PostgreSQL process that still lives (a zombie does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    state, command = _state_and_command(pid)
    return "postgres" in command and not state.startswith(("Z", "X"))


def spent_process_id() -> int:
    """The id of a process that has just ended, so that nobody answers to it."""
    ended = subprocess.Popen(["/bin/sh", "-c", ":"])
    ended.wait()
    return ended.pid


def _state_and_command(pid: int) -> tuple[str, str]:
    status = Path(f"/proc/{pid}/stat")
    if status.parent.parent.joinpath("self").exists():
        try:
            name, _, rest = status.read_text().rpartition(")")
        except FileNotFoundError:
            return "X", ""
        return rest.split()[0], name
    listed = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "state=,command=", "-p", str(pid)], check=False, capture_output=True, text=True
    )
    state, _, command = listed.stdout.strip().partition(" ")
    return state or "X", command
