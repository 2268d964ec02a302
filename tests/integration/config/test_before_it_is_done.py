"""What is looked at before a command does something that cannot be taken back."""

import socket

import psycopg
import pytest

from safetynet.config.cli import main
from safetynet.config.cli.serving import check_port
from safetynet.config.home import Home
from safetynet.kernel.faults import Fault


def test_two_instances_never_share_a_port() -> None:
    """A port on which something listens is refused; a free one is not."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Fault, match="something else listens there"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_a_number_that_is_no_port_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and a sentence."""
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--port", "99999"])
    assert ended.value.code == 2
    assert "99999 is no port" in capsys.readouterr().err


def test_no_copy_is_issued_into_a_file_that_cannot_be_written(
    home: Home, superuser: psycopg.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy is a disclosure; none stands in the ledger when its file could not be made."""
    [day] = superuser.execute("SELECT max(held_on)::text FROM meetings_meeting WHERE state <> 'CLOSED'").fetchone() or [None]
    before = superuser.execute("SELECT count(*) FROM meetings_packetcopy").fetchone()
    assert main(["packet", day or "2026-11-24", "--out", "/nowhere/x.pdf", "--by", "ada"]) == 1
    assert "Nothing was printed" in capsys.readouterr().err
    assert superuser.execute("SELECT count(*) FROM meetings_packetcopy").fetchone() == before
