"""Sending mails without names: who is told what comes from the database as counts, each mail goes out once.

A row is written before a mail is handed over, and committed: whoever runs this at the same moment finds it and sends nothing.
Where the mail server refuses, the row is taken back and the next run tries again; where the program was killed in between, the
row stays without ``sent_at`` and nobody is told twice.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, connections, transaction

from safetynet.governance.models import Account, SentNotice
from safetynet.kernel import clock
from safetynet.kernel.codes import NoticeKind
from safetynet.kernel.faults import Fault
from safetynet.meetings.rules import mails
from safetynet.meetings.rules.mails import Mail

from .sign_in import DOOR, is_unused


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person."""

    person: int
    kind: NoticeKind
    day: date
    mail: Mail


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of some letters: sent, sent (or begun to be sent) before, without an address, refused by the mail server."""

    sent: int = 0
    before: int = 0
    addressless: int = 0
    refused: int = 0

    def words(self) -> str:
        """In words for the operator; counts only."""
        parts = [f"{self.sent} sent"]
        parts += [f"{self.before} sent before"] if self.before else []
        parts += [f"{self.addressless} without an address"] if self.addressless else []
        parts += [f"{self.refused} refused by the mail server; the next run tries them again"] if self.refused else []
        return ", ".join(parts) + "."


def is_configured() -> bool:
    """Whether there is a mail server and a sender."""
    return bool(settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL)


def check_configured() -> None:
    """Raises Fault when no mail can be sent."""
    if not is_configured():
        raise Fault(
            "No mail server is configured, so nothing is sent.",
            kept="Nothing was changed.",
            next="Set SAFETYNET_SMTP_HOST and SAFETYNET_MAIL_FROM (docs/deployment.md).",
        )


def reminders_of(day: date) -> list[Letter]:
    """The letters of one day: what places owe, and what people above them are told."""
    letters = []
    for row in _rows("SELECT * FROM policy.reminders(%s)", day):
        for kind, mail in (
            (NoticeKind.REMINDER, mails.reminder(row["due"], row["late"], _where())),
            (NoticeKind.ESCALATION, mails.escalation(row["supervised_late"], row["agency_late"], _where())),
        ):
            if mail is not None:
                letters.append(Letter(row["person"], kind, day, mail))
    return letters


def digests_of(day: date, county: str) -> list[Letter]:
    """The letters about the published meetings of one day. Raises Fault when there is none."""
    meetings = [row for row in _rows("SELECT * FROM policy.meetings_on(%s)", day) if county.lower() in ("", row["county"].lower())]
    if not meetings:
        raise Fault("No published meeting is held on that day.", kept="Nothing was sent.", next="Publish the agenda first.")
    return [
        Letter(
            row["person"], NoticeKind.DIGEST, day, mails.digest(day, meeting["begins_at"], row["youths"], row["yours"], _where())
        )
        for meeting in meetings
        for row in _rows("SELECT * FROM policy.meeting_digest(%s)", meeting["meeting"])
    ]


def send(letters: Iterable[Letter]) -> Delivery:
    """Hand each letter to the mail server that was not handed over before. Raises Fault when no mail can be sent at all."""
    check_configured()
    chosen = list(letters)
    counts = dict.fromkeys(("sent", "before", "addressless", "refused"), 0)
    addresses = addresses_of({letter.person for letter in chosen})
    with _mail_server(needed=bool(addresses)) as server:
        for letter in chosen:
            counts[_send_one(letter, addresses.get(letter.person, ""), server)] += 1
    return Delivery(**counts)


@contextmanager
def _mail_server(*, needed: bool) -> Iterator[BaseEmailBackend]:
    """One connection for all letters. Raises Fault when the mail server does not answer."""
    server = get_connection()
    try:
        if needed:
            server.open()
    except (SMTPException, OSError) as error:
        raise Fault(
            "The mail server does not answer, or it refuses us.", kept="Nothing was sent.", next="The next run tries again."
        ) from error
    try:
        yield server
    finally:
        server.close()


def addresses_of(people: Iterable[int]) -> dict[int, str]:
    """The addresses of those whose account is open and in use."""
    accounts = Account.objects.using(DOOR).filter(person__in=list(people), is_active=True).exclude(email="")
    return {account.person: account.email for account in accounts if not is_unused(account, clock.now())}


def _send_one(letter: Letter, address: str, server: BaseEmailBackend) -> str:
    if not address:
        return "addressless"
    notice = _claim(letter)
    if notice is None:
        return "before"
    message = EmailMessage(letter.mail.subject, letter.mail.text, to=[address], connection=server)
    try:
        message.send()
    except (SMTPException, OSError):
        logging.getLogger("safetynet.mails").exception("mail")
        notice.delete(using=DOOR)
        return "refused"
    notice.sent_at = clock.now()
    notice.save(using=DOOR, update_fields=["sent_at"])
    return "sent"


def _claim(letter: Letter) -> SentNotice | None:
    """The row that says that this letter goes out now; None when somebody else has written it."""
    try:
        with transaction.atomic(using=DOOR):
            return SentNotice.objects.using(DOOR).create(person=letter.person, kind=letter.kind.value, day=letter.day)
    except IntegrityError:
        return None


def _where() -> str:
    return f"{settings.HOUSE_ADDRESS.rstrip('/')}/"


def _rows(statement: str, value: object) -> list[Mapping[str, Any]]:
    with connections[DOOR].cursor() as cursor:
        cursor.execute(statement, [value])
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
