"""What a meeting's day and state allow, in words."""

from collections.abc import Container
from datetime import date, timedelta

from safetynet.kernel.codes import WITHOUT_YOUTHS, MeetingKind
from safetynet.kernel.dates import say_date_from


def before_opening(held_on: date, today: date) -> str:
    """What somebody is asked who opens a meeting on another day than its own; empty on the day itself."""
    if held_on == today:
        return ""
    what = (
        "It has not come yet. Opened now, it shows its agenda's records to whoever is checked in from now on"
        if held_on > today
        else "It has passed. Opened now, it shows its agenda's records to whoever is checked in today"
    )
    return f"This meeting is on {say_date_from(held_on, today)}. {what}, and it cannot be taken back to preparing."


def what_is_open(state: str, kind: MeetingKind) -> str:
    """What can be done with a meeting in this state, for the top of its page."""
    about = "Topics" if kind in WITHOUT_YOUTHS else "Lines, topics"
    return {
        "DRAFT": f"{about} and guests can be changed. Nothing is opened to anybody yet.",
        "PUBLISHED": f"Copies can be printed; {about.lower()} and guests can still be changed. Nothing is opened to anybody yet.",
        "OPEN": "Members who are checked in read what the agenda opens to them. Lines can be deferred and taken up; conclusions are"
        " written down; guests come and go.",
        "CLOSED": "It stays as it is. What it opened ends some hours after it was closed.",
    }[state]


def next_day_with_youths(held_on: date, without: Container[date]) -> date:
    """The day a week later; of weeks whose meeting speaks of no youth (``without``), the one after.

    >>> next_day_with_youths(date(2026, 11, 24), [date(2026, 12, 1)])
    datetime.date(2026, 12, 8)
    """
    day = held_on + timedelta(days=7)
    while day in without:
        day += timedelta(days=7)
    return day
