"""Running an instance: the web server, with the database server and the log's checkpoints beside it."""

import argparse
import logging
import socket
import threading
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from safetynet.config.database.version import is_of_this_version
from safetynet.config.home import Home
from safetynet.config.instance import running
from safetynet.kernel import clock
from safetynet.kernel.faults import Fault

if TYPE_CHECKING:
    from argparse import _SubParsersAction

CHECKPOINT_SECONDS = 60
"""How often the heads of the log are signed while the instance runs; what is written and removed within is witnessed by
nobody (threat model)."""

STOP_SECONDS = 15
"""How long a worker is given to finish when the instance stops. A signal that reaches it in the wrong instant wakes nobody (seen
once, on a busy machine); what it was doing is then undone by the database, as after a loss of power."""

REMINDER_SECONDS = 60
"""How often the instance looks whether the hour of the day's reminders has come."""
REMINDER_AGAIN = timedelta(minutes=30)
"""After how long it tries again where the mail server did not take everything."""


def register(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this family."""
    serve = commands.add_parser("serve", help="run the instance; prints its address")
    serve.add_argument("--port", type=_port, default=8000, help="port on 127.0.0.1 (default 8000)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on; put a TLS proxy before any other than loopback")
    serve.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    serve.set_defaults(run=_serve)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"{text} is no port; it is a number from 1 to 65535")
    return int(text)


def _serve(arguments: argparse.Namespace) -> int:
    check_port(arguments.host, arguments.port)
    with running() as home:
        check_version(home)
        check_durability(home)
        sweep_uploads(home)
        from granian import Granian  # noqa: PLC0415 (only this command needs the web server)
        from granian.constants import Interfaces  # noqa: PLC0415

        server = Granian(
            "safetynet.config.wsgi:application",
            address=arguments.host,
            port=arguments.port,
            interface=Interfaces.WSGI,
            workers=arguments.workers,
            blocking_threads=4,
            websockets=False,
            log_enabled=False,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,
        )
        where = f"http://{arguments.host}:{arguments.port}/"
        server.on_startup(lambda: print(f"SafetyNet runs at {where}  (stop with Ctrl+C)", flush=True))
        with _Checkpoints(home), _Reminders():
            server.serve()
    return 0


def sweep_uploads(home: Home) -> None:
    """Remove what uploads left behind when a process was killed; one that is still coming in goes on undisturbed."""
    home.files.mkdir(mode=0o700, exist_ok=True)
    for left in home.files.glob("*.upload*"):
        left.unlink(missing_ok=True)


def check_port(host: str, port: int) -> None:
    """Refuse a port on which something listens already. Two instances that share one would answer in turn, and what is
    meant for one county would reach another."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError as error:
            raise Fault(
                f"Port {port} on {host} cannot be used: something else listens there, or it is not this machine's.",
                kept="Nothing was started.",
                next="Choose another with --port.",
            ) from error


def check_version(home: Home) -> None:
    """Refuse to run on a database that another version of the program has made."""
    if not is_of_this_version(home):
        raise Fault(
            "The database of this instance was made by another version of the program.",
            kept="Nothing was started.",
            next="Run 'safetynet upgrade'; it keeps everything that was recorded.",
        )


def check_durability(home: Home) -> None:
    """Refuse to run on a server that may lose what it has acknowledged."""
    with psycopg.connect(**home.role_dsn("web")) as connection:
        row = connection.execute("SELECT current_setting('synchronous_commit'), current_setting('fsync')").fetchone()
    if row is None or row[0] not in ("on", "remote_write", "remote_apply", "local") or row[1] != "on":
        raise Fault(
            "This PostgreSQL may lose what it has acknowledged (synchronous_commit or fsync is off).",
            kept="Nothing was started.",
            next="Set both to 'on' in its configuration.",
        )


class _Checkpoints:
    """Signs the heads of the log every minute while something was written, and once more at the end."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._last: Any = None

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *reason: object) -> None:
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stop.wait(CHECKPOINT_SECONDS):
            self._sign()
        self._sign()

    def _sign(self) -> None:
        from safetynet.audit.keeping import heads_now, make_checkpoint  # noqa: PLC0415 (needs Django)

        try:
            heads = heads_now()
            if heads != self._last:
                make_checkpoint(signing_key(self._home), heads_file(self._home), clock.now())
                self._last = heads
        except Exception:
            logging.getLogger("safetynet.checkpoints").exception("checkpoint")


class _Reminders:
    """Sends the day's reminders once, from a set hour on, while the instance runs. Several may run: each mail goes out once."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._next: datetime | None = None

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *reason: object) -> None:
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        while not self._stop.wait(REMINDER_SECONDS):
            self._remind()

    def _remind(self) -> None:
        from django.conf import settings  # noqa: PLC0415 (needs Django)
        from django.db import connections  # noqa: PLC0415

        from safetynet.config import mailing  # noqa: PLC0415

        now = clock.local(clock.now())
        if now.hour < settings.REMIND_HOUR or (self._next and now < self._next) or not mailing.is_configured():
            return
        self._next = now + REMINDER_AGAIN
        try:
            if not mailing.send(mailing.reminders_of(now.date())).refused:
                self._next = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=clock.ZONE)
        except Exception:
            logging.getLogger("safetynet.mails").exception("reminders")
        finally:
            connections["signin"].close()  # nothing is kept open until the next day


def signing_key(home: Home) -> Any:
    """The key that signs the heads of the log; it lies in the instance's folder, never in the database."""
    from safetynet.audit.checkpoints import private_key  # noqa: PLC0415

    return private_key(home.secret("audit"))


def heads_file(home: Home) -> Path:
    """Where signed heads are written."""
    return home.audit / "heads.jsonl"
