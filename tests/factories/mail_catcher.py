"""A mail server that keeps what it is given: real SMTP on a port of this machine, for tests that send real mails."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Caught:
    """Where it listens, what it was given, and the addresses that it refuses."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        caught: Caught = self.server.caught  # type: ignore[attr-defined]
        self._say(220, "catcher")
        for line in self.rfile:
            word = line.decode().strip().upper()
            if word.startswith(("RCPT TO:", "MAIL FROM:")):
                refused = word.startswith("RCPT") and any(address.upper() in word for address in caught.refuses)
                self._say(*((550, "no such mailbox") if refused else (250, "ok")))
            elif word == "DATA":
                self._say(354, "go on")
                caught.mails.append(message_from_bytes(b"".join(self._lines()), policy=policy.default))
                self._say(250, "kept")
            elif word == "QUIT":
                self._say(221, "bye")
                return
            else:
                self._say(250, "catcher")

    def _lines(self) -> Iterator[bytes]:
        for line in self.rfile:
            if line == b".\r\n":
                return
            yield line[1:] if line.startswith(b"..") else line

    def _say(self, code: int, words: str) -> None:
        self.wfile.write(f"{code} {words}\r\n".encode())


@contextmanager
def catching() -> Iterator[Caught]:
    """The server while it is needed."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads = True
        server.caught = Caught(server.server_address[1])  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server.caught  # type: ignore[attr-defined]
        finally:
            server.shutdown()
