"""To whom a late follow-up is shown: nobody on its day, the supervisor, then whoever signed; and words where nobody is named."""

from datetime import date, timedelta

import pytest

from safetynet.governance.rules import SETTINGS
from safetynet.meetings.rules.escalation import Above, Level, Patience, days_late, level, shown_since, shown_to

DUE = date(2026, 3, 2)
USUAL = Patience(int(SETTINGS["escalate_supervisor_days"].default), int(SETTINGS["escalate_signatory_days"].default))
KAI = Above("Kai Katsura", "Theo Tamarack", "Probation", "Uma Umbrellapine")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, Level.NONE),
        (0, Level.NONE),
        (1, Level.SUPERVISOR),
        (6, Level.SUPERVISOR),
        (7, Level.SIGNATORY),
        (400, Level.SIGNATORY),
    ],
)
def test_levels_with_the_usual_settings(days: int, expected: Level) -> None:
    """On its day nobody above; a day later the supervisor; a week later the signatory."""
    assert level(DUE, DUE + timedelta(days=days), USUAL) is expected


def test_a_county_may_wait_longer() -> None:
    """With other settings the same day is another level."""
    patient = Patience(supervisor_days=5, signatory_days=30)
    assert [level(DUE, DUE + timedelta(days=days), patient).name for days in (4, 5, 29, 30)] == [
        "NONE", "SUPERVISOR", "SUPERVISOR", "SIGNATORY",
    ]  # fmt: skip


@pytest.mark.parametrize("today", [DUE + timedelta(days=days) for days in range(12)])
def test_whoever_is_shown_it_is_shown_it_from_the_first_day_of_that_level(today: date) -> None:
    """The day that the words name is the first on which the level is reached."""
    reached = level(DUE, today, USUAL)
    if reached is not Level.NONE:
        first = shown_since(DUE, reached, USUAL)
        assert first <= today
        assert level(DUE, first, USUAL) is reached
        assert level(DUE, first - timedelta(days=1), USUAL) < reached


def test_words_name_who_and_since_when() -> None:
    """Both people above, each with the first day."""
    assert shown_to(DUE, DUE, USUAL, KAI) == []
    assert shown_to(DUE, date(2026, 3, 3), USUAL, KAI) == ["Shown to Theo Tamarack since Tue 3 Mar 2026."]
    assert shown_to(DUE, date(2026, 3, 12), USUAL, KAI) == [
        "Shown to Theo Tamarack since Tue 3 Mar 2026.",
        "Shown to Uma Umbrellapine, who signed for Probation, since Mon 9 Mar 2026.",
    ]


def test_an_agency_without_supervisor_or_signatory_says_so() -> None:
    """Nobody above is no silence: the line says that nobody is shown it."""
    alone = Above("Kai Katsura", "", "Probation", "")
    assert shown_to(DUE, date(2026, 3, 12), USUAL, alone) == [
        "No supervisor of Kai Katsura is named for Probation, so nobody above is shown this.",
        "The memorandum of Probation names nobody who signed it, so nobody there is shown this.",
    ]


def test_a_county_that_tells_the_signatory_first() -> None:
    """The order of the settings is the county's; nobody is named before their day."""
    hasty = Patience(supervisor_days=9, signatory_days=2)
    assert shown_to(DUE, DUE + timedelta(days=3), hasty, KAI) == [
        "Shown to Uma Umbrellapine, who signed for Probation, since Wed 4 Mar 2026."
    ]
    assert len(shown_to(DUE, DUE + timedelta(days=9), hasty, KAI)) == 2


def test_nothing_is_late_before_its_day() -> None:
    """Days late count from the day after."""
    assert [days_late(DUE, DUE + timedelta(days=days)) for days in (-3, 0, 1, 9)] == [0, 0, 1, 9]
