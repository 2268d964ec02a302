"""Mails without names: counts and days in plain words, in the singular and the plural, and no mail about nothing."""

import inspect
from datetime import date, time

import pytest

from safetynet.meetings.rules import mails

WHERE = "https://net.example/"


@pytest.mark.parametrize(
    ("due", "late", "first"),
    [
        (2, 1, "2 follow-ups are due, 1 is late. Sign in to see them."),
        (1, 0, "1 follow-up is due. Sign in to see it."),
        (0, 1, "1 follow-up is late. Sign in to see it."),
        (0, 3, "3 follow-ups are late. Sign in to see them."),
        (1, 4, "1 follow-up is due, 4 are late. Sign in to see them."),
    ],
)
def test_reminder(due: int, late: int, first: str) -> None:
    """What is due and what is late, and where to sign in."""
    mail = mails.reminder(due, late, WHERE)
    assert mail is not None
    assert mail.text.splitlines()[0] == first
    assert WHERE in mail.text


@pytest.mark.parametrize(
    ("supervised", "agency", "lines"),
    [
        (3, 0, ["3 follow-ups of people you supervise are late."]),
        (1, 2, ["1 follow-up of people you supervise is late.", "2 follow-ups of your agency are long overdue."]),
        (0, 1, ["1 follow-up of your agency is long overdue."]),
    ],
)
def test_escalation(supervised: int, agency: int, lines: list[str]) -> None:
    """What people above are told."""
    mail = mails.escalation(supervised, agency, WHERE)
    assert mail is not None
    assert mail.text.splitlines()[: len(lines)] == lines


def test_no_mail_about_nothing() -> None:
    """Nobody is written to because all is well."""
    assert mails.reminder(0, 0, WHERE) is None
    assert mails.escalation(0, 0, WHERE) is None


def test_digest() -> None:
    """Weekday, hour, how many youths, how many of one's own."""
    mail = mails.digest(date(2026, 11, 24), time(10, 0), 13, 4, WHERE)
    assert mail.text.splitlines()[:2] == ["SafetyNet meeting: Tuesday 10:00, 13 youths, 4 of yours.", "It is on Tue 24 Nov 2026."]
    assert "none of yours" in mails.digest(date(2026, 11, 24), time(10, 0), 1, 0, WHERE).text


def test_a_mail_cannot_be_given_words_of_a_record() -> None:
    """What goes into a mail is numbers, a day, an hour and the address of the house; there is no place for a name."""
    for write in (mails.reminder, mails.escalation, mails.digest):
        taken = {name: kind.annotation for name, kind in inspect.signature(write).parameters.items()}
        assert {name for name, kind in taken.items() if kind is str} == {"address"}, write
        assert set(taken.values()) <= {int, str, date, time}
