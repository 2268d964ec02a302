"""The calendar feed, read back: lines, folding, escapes, instants (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.kernel.clock import ZONE
from safetynet.meetings.rules.ics import FOLD_AT, Event, write_calendar

STAMP = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
TEN = datetime(2026, 12, 1, 10, 0, tzinfo=ZONE)


def read_back(feed: str) -> list[dict[str, str]]:
    """The events of a feed, by name of property, as a calendar program unfolds and unescapes them."""
    assert feed.endswith("\r\n")
    assert "\n" not in feed.replace("\r\n", "")
    assert "\r" not in feed.replace("\r\n", "")
    lines = feed.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0"} <= set(lines)
    events: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name] = unescaped(value)
    return events


def unescaped(value: str) -> str:
    """Text as it was before it was escaped."""
    said, letters = "", iter(value)
    for letter in letters:
        if letter == "\\":
            following = next(letters)
            said += "\n" if following in "nN" else following
        else:
            said += letter
    return said


def test_a_meeting_is_told_in_utc() -> None:
    """Ten o'clock in California is 18:00 UTC in winter and 17:00 in summer; no time zone has to be explained."""
    summer = datetime(2026, 7, 7, 10, 0, tzinfo=ZONE)
    events = [Event("meeting-1@x", "SafetyNet meeting", begins, begins + timedelta(hours=2)) for begins in (TEN, summer)]
    winter, other = read_back(write_calendar("SafetyNet", events, STAMP))
    assert (winter["DTSTART"], winter["DTEND"]) == ("20261201T180000Z", "20261201T200000Z")
    assert other["DTSTART"] == "20260707T170000Z"
    assert winter["DTSTAMP"] == "20261124T150000Z"
    assert (winter["UID"], winter["SUMMARY"]) == ("meeting-1@x", "SafetyNet meeting")


def test_a_day_is_told_as_a_day() -> None:
    """The end of a whole day is the day after, and it keeps nobody busy."""
    [event] = read_back(write_calendar("SafetyNet", [Event("due@x", "2 SafetyNet follow-ups due", date(2026, 12, 31))], STAMP))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261231", "20270101")
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_instant_without_a_zone_is_refused() -> None:
    """Nobody could tell when that is."""
    with pytest.raises(ValueError, match="zone"):
        write_calendar("SafetyNet", [Event("a", "b", datetime(2026, 1, 1, 10))], STAMP)  # noqa: DTZ001 (that is the point)


def test_an_empty_calendar_is_one() -> None:
    """No event, but a calendar all the same."""
    assert read_back(write_calendar("SafetyNet", [], STAMP)) == []


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=300))
def test_whatever_is_said_comes_back_and_starts_no_line_of_its_own(words: str) -> None:
    """Lines of at most 75 octets, never cut within a character; line ends become spaces of the text, controls are left out."""
    feed = write_calendar("SafetyNet", [Event("uid", words, TEN)], STAMP)
    assert max(len(line.encode()) for line in feed.split("\r\n")) <= FOLD_AT
    [event] = read_back(feed)
    meant = words.replace("\r\n", "\n").replace("\r", "\n")
    assert event["SUMMARY"] == "".join(each for each in meant if (each >= " " and each != "\x7f") or each == "\n")
    assert feed.count("BEGIN:VEVENT") == 1
