"""The year of meetings before today."""

from datetime import date, timedelta

import pytest

from safetynet.kernel.codes import AgendaSection, FollowUpStatus
from synthetic import spots
from synthetic.county import County
from synthetic.meetings import past_tuesdays

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("today", [date(2026, 11, 22) + timedelta(days=day) for day in range(7)], ids=str)
def test_tuesdays_lie_before_today(today: date) -> None:
    tuesdays = past_tuesdays(today)
    assert len(tuesdays) == 52
    assert {day.weekday() for day in tuesdays} == {1}
    assert today - timedelta(days=7) <= tuesdays[-1] < today


def test_agendas_of_about_fifteen(county: County) -> None:
    lengths = [len(held.lines) for held in county.meetings]
    assert all(12 <= length <= 16 for length in lengths)
    assert 14 <= sum(lengths) / len(lengths) <= 15.5
    assert all(len({line.youth for line in held.lines}) == len(held.lines) for held in county.meetings)


def test_twelve_to_nineteen_people_came(county: County) -> None:
    assert all(12 <= len(held.present) + len(held.guests) <= 19 for held in county.meetings)
    assert all("ada" in held.present for held in county.meetings)


def test_finn_stayed_away_since_his_agreement_lapsed(county: County) -> None:
    came = [held.day for held in county.meetings if "finn" in held.present]
    assert came
    assert max(came) < TODAY - timedelta(days=30)


def test_nobody_was_discussed_before_the_referral(county: County) -> None:
    early = [line for held in county.meetings for line in held.lines if county.people[line.youth].referred_on > held.day]
    assert early == []


def test_each_section_is_used(county: County) -> None:
    """Returning youths aside: the county of 2015 had no section for them."""
    assert {line.section for held in county.meetings for line in held.lines} == {*AgendaSection} - {AgendaSection.AFTERCARE}


def test_some_active_youths_wait_for_more_than_six_weeks(county: County) -> None:
    lately = {line.youth for held in county.meetings for line in held.lines if held.day >= TODAY - timedelta(weeks=6)}
    waiting = [one for one in county.people if spots.LONG_UNSEEN in one.spots]
    assert len(waiting) >= 15
    assert not lately & {one.ordinal for one in waiting}


def test_there_are_reasons_for_next_tuesday(county: County) -> None:
    questions = [said for said in county.said if said.kind == "followup" and said.values["status"] is FollowUpStatus.OPEN]
    due = [said for said in questions if said.values["due_on"] <= TODAY + timedelta(days=2)]
    last = county.meetings[-1].day
    asked = [said for said in county.said if said.kind == "reviewrequest" and said.values["asked_on"] > last]
    discussed = {line.youth for held in county.meetings for line in held.lines}
    new = [one for one in county.people if one.ordinal not in discussed and one.referred_on > TODAY - timedelta(days=28)]
    returning = [
        said
        for said in county.said
        if TODAY < said.values.get("return_planned_on", date.min) <= TODAY + timedelta(days=14)
    ]  # fmt: skip
    gone = [said for said in county.said if said.kind == "absence" and "ends" not in said.values]
    hearings = [said for said in county.said if said.values.get("on_calendar") and said.values["hearing_on"] > TODAY]
    assert len(due) >= 10
    assert len(asked) == 6
    assert len(new) >= 5
    assert len(returning) == 6
    assert len(gone) == 5
    assert len(hearings) == 7
