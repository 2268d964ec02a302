"""The words of e-mails. They tell counts, days and where to sign in: never a name, a number or a word of anybody's record,
because nobody knows who reads a mailbox (10: nothing about a youth leaves unencrypted)."""

from dataclasses import dataclass
from datetime import date, time

from safetynet.kernel.dates import say_date

_END = "This mail names nobody on purpose. Please do not answer it with names."


@dataclass(frozen=True, slots=True)
class Mail:
    """A subject and a text."""

    subject: str
    text: str


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _mail(subject: str, *said: str, address: str) -> Mail:
    return Mail(subject, "\n".join([*said, "", address, "", _END, ""]))


def reminder(due: int, late: int, address: str) -> Mail | None:
    """What a place at the table owes today; None when there is nothing to tell.

    >>> reminder(2, 1, "https://net.example/").text.splitlines()[0]
    '2 follow-ups are due, 1 is late. Sign in to see them.'
    """
    if due <= 0 and late <= 0:
        return None
    parts = []
    if due > 0:
        parts.append(_count(due, "follow-up is due", "follow-ups are due"))
    if late > 0:
        parts.append(_count(late, "is late" if parts else "follow-up is late", "are late" if parts else "follow-ups are late"))
    them = "it" if due + late == 1 else "them"
    return _mail("SafetyNet: follow-ups", f"{', '.join(parts)}. Sign in to see {them}.", address=address)


def escalation(supervised_late: int, agency_late: int, address: str) -> Mail | None:
    """What people whom somebody supervises, or the agency for which somebody signed, left overdue; None when nothing.

    >>> escalation(3, 0, "https://net.example/").text.splitlines()[0]
    '3 follow-ups of people you supervise are late.'
    """
    said = []
    if supervised_late > 0:
        are = "is" if supervised_late == 1 else "are"
        said.append(f"{_count(supervised_late, 'follow-up', 'follow-ups')} of people you supervise {are} late.")
    if agency_late > 0:
        are = "is" if agency_late == 1 else "are"
        said.append(f"{_count(agency_late, 'follow-up', 'follow-ups')} of your agency {are} long overdue.")
    if not said:
        return None
    return _mail("SafetyNet: late follow-ups", *said, "Sign in to see more.", address=address)


def digest(held_on: date, begins_at: time, youths: int, yours: int, address: str) -> Mail:
    """What is told of the next meeting.

    >>> digest(date(2026, 11, 24), time(10), 13, 4, "https://net.example/").text.splitlines()[0]
    'SafetyNet meeting: Tuesday 10:00, 13 youths, 4 of yours.'
    """
    said = f"SafetyNet meeting: {held_on:%A} {begins_at:%H:%M}, {counted(youths, yours)}."
    return _mail("SafetyNet: the next meeting", said, f"It is on {say_date(held_on)}.", address=address)


def counted(youths: int, yours: int) -> str:
    """How many youths an agenda holds, in words.

    >>> counted(13, 4), counted(1, 0)
    ('13 youths, 4 of yours', '1 youth, none of yours')
    """
    return f"{_count(youths, 'youth', 'youths')}, {yours or 'none'} of yours"
