"""Plans on paper: what stands in the way of agreeing, how two writings come together, what a later version changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.kernel.codes import AftercareStep, PlanKind
from safetynet.meetings.rules.plans import (
    NOT_NEEDED,
    Change,
    Choice,
    Side,
    Step,
    changes,
    digest,
    due_back,
    fields_of,
    merge,
    review_day,
    step_line,
    step_text,
    why_not_agreed,
)

TODAY = date(2026, 3, 3)
LATER = TODAY + timedelta(days=30)
CHECKLIST = [Step(place, point.label, who="Aunt", code=point.value) for place, point in enumerate(AftercareStep, start=1)]


def obstacles(kind: PlanKind, steps: list[Step], agreed_on: date = TODAY, review_on: date = LATER) -> list[str]:
    """What stands in the way, today."""
    return why_not_agreed(kind, steps, agreed_on, review_on, TODAY)


def test_a_whole_plan_can_be_agreed() -> None:
    """Every step has somebody, and the days are in order."""
    assert obstacles(PlanKind.SAFETY, [Step(1, "Phone every evening", who="Aunt")]) == []
    assert obstacles(PlanKind.SAFETY, [Step(1, "Phone every evening", owner_place=7)], TODAY, TODAY) == []
    assert obstacles(PlanKind.AFTERCARE, CHECKLIST) == []


@pytest.mark.parametrize(
    ("steps", "agreed_on", "review_on", "words"),
    [
        ([], TODAY, LATER, "No step is written down"),
        ([Step(1, "Phone")], TODAY, LATER, "Nobody is named who does this: Phone"),
        ([Step(1, "Phone", who="Aunt")], TODAY + timedelta(days=1), LATER, "lies ahead"),
        ([Step(1, "Phone", who="Aunt")], TODAY, TODAY - timedelta(days=1), "review lies before"),
    ],
)
def test_what_is_missing_is_said_in_words(steps: list[Step], agreed_on: date, review_on: date, words: str) -> None:
    """One sentence for each thing."""
    (only,) = obstacles(PlanKind.SAFETY, steps, agreed_on, review_on)
    assert words in only


@pytest.mark.parametrize("place", range(len(CHECKLIST)))
def test_a_point_of_the_checklist_needs_an_owner_or_a_reason(place: int) -> None:
    """Blank refuses; a place, somebody outside or a reason will do; the reason alone without words will not."""
    point = CHECKLIST[place]
    rest = CHECKLIST[:place] + CHECKLIST[place + 1 :]
    assert obstacles(PlanKind.AFTERCARE, [*rest, replace(point, who="")]) == [
        f"{point.title}: say who does it, or why it is not needed."
    ]
    assert obstacles(PlanKind.AFTERCARE, [*rest, replace(point, who="", owner_place=3)]) == []
    assert obstacles(PlanKind.AFTERCARE, [*rest, replace(point, who="", what=f"{NOT_NEEDED}she has it")]) == []
    assert obstacles(PlanKind.AFTERCARE, [*rest, replace(point, who="", what=NOT_NEEDED)]) != []
    assert "missing" in obstacles(PlanKind.AFTERCARE, rest)[0]


def test_days_are_counted_back_from_the_return() -> None:
    """By so many days before, but never on a day that has passed; without a day of return there is none."""
    assert due_back(date(2026, 4, 1), 14, TODAY) == date(2026, 3, 18)
    assert due_back(date(2026, 3, 5), 14, TODAY) == TODAY
    assert due_back(None, 14, TODAY) is None
    assert review_day(TODAY, 30) == date(2026, 4, 2)


def test_a_step_is_one_line() -> None:
    """What (who, by when), without what is not known."""
    assert step_line(Step(1, "Phone", "Aunt", due_on=TODAY), "") == "Phone (Aunt, by Tue 3 Mar 2026)"
    assert step_line(Step(1, "Phone", owner_place=4), "Probation (Rosa)") == "Phone (Probation (Rosa))"
    assert step_line(Step(1, "Phone"), "") == "Phone"


def test_only_an_aftercare_plan_asks_for_the_return() -> None:
    """The fields follow the kind."""
    assert "returning_on" in fields_of(PlanKind.AFTERCARE)
    assert "returning_on" not in fields_of(PlanKind.SAFETY)


def joined(base: str, theirs: str, mine: str, choice: Choice | None = None) -> tuple[str | None, bool]:
    """Whose words count in one part, and whether a person must decide."""
    found = merge({"a": digest(base)}, {"a": theirs}, {"a": mine}, {"a": choice} if choice else {})
    return found.taken.get("a"), bool(found.clashes)


def test_what_only_one_changed_is_that_ones() -> None:
    """Nobody is asked; the same change of both is no change."""
    assert joined("old", "old", "mine") == (Side.MINE, False)
    assert joined("old", "theirs", "old") == (Side.THEIRS, False)
    assert joined("old", "same", "same") == (None, False)


def test_what_both_changed_is_decided_by_a_person_between_words_that_still_stand() -> None:
    """A choice made between other words than those that stand now does not count."""
    assert joined("old", "theirs", "mine") == (None, True)
    assert joined("old", "theirs", "mine", Choice(Side.MINE, digest("theirs"))) == (Side.MINE, False)
    assert joined("old", "theirs", "mine", Choice(Side.THEIRS, digest("theirs"))) == (Side.THEIRS, False)
    assert joined("old", "a third", "mine", Choice(Side.MINE, digest("theirs"))) == (None, True)


def test_steps_come_go_and_clash_like_words() -> None:
    """A step that another added stays; one taken out by either goes if the other left it alone."""
    step = step_text(Step(1, "Phone"))
    assert merge({}, {"step-2": step}, {}, {}).taken == {"step-2": Side.THEIRS}
    assert merge({"step-1": digest(step)}, {"step-1": step}, {}, {}).taken == {"step-1": Side.MINE}
    assert merge({"step-1": digest(step)}, {}, {"step-1": step}, {}).taken == {"step-1": Side.THEIRS}
    changed = step_text(Step(1, "Phone twice"))
    assert merge({"step-1": digest(step)}, {}, {"step-1": changed}, {}).clashes == ("step-1",)
    assert merge({"step-1": digest(step)}, {"step-1": changed}, {}, {}).clashes == ("step-1",)


@given(st.sampled_from("xyz"), st.sampled_from("xyz"), st.sampled_from("xyz"))
def test_no_words_are_lost(base: str, theirs: str, mine: str) -> None:
    """Whatever was typed: words that somebody changed either count, or are asked about."""
    side, asked = joined(base, theirs, mine)
    result = mine if side is Side.MINE else theirs
    if mine != base and not asked:
        assert result == mine
    if theirs != base and not asked:
        assert result == theirs


def test_changes_tell_fields_and_steps() -> None:
    """What went, what came, what is said otherwise; nothing where nothing changed."""
    before = ({"concerns": "A man waits", "stay_away": ""}, ["Phone (Aunt)", "Walk home (Uncle)"])
    after = ({"concerns": "A man waits", "stay_away": "The motel"}, ["Phone (Aunt)", "Ride home (Uncle)"])
    assert changes(before, after) == [
        Change("Where is it not safe to go?", "", "The motel"),
        Change("Step", "Walk home (Uncle)", ""),
        Change("Step", "", "Ride home (Uncle)"),
    ]
    assert changes(before, before) == []
