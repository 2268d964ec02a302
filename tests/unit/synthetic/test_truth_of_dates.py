"""What is said could have been said on that day: nothing lies ahead but plans, no period is upside down, and the law is kept."""

from datetime import date

import pytest

from safetynet.kernel.codes import ChargeGroup, CourtForum
from synthetic import spots
from synthetic.county import County, invent_county
from synthetic.said import Said

DAYS = (date(2024, 2, 29), date(2026, 11, 22), date(2031, 7, 4))
MAY_LIE_AHEAD = {"return_planned_on", "review_on", "due_on", "hearing_on", "next_date"}
EXPLOITATION = ("647(b) PC", "653.22 PC")


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_county(request: pytest.FixtureRequest) -> County:
    """The county of several days."""
    return invent_county(request.param)


def charges(county: County, forum: CourtForum) -> list[tuple[Said, date]]:
    """Charges of one court with the day of the arrest."""
    return [
        (said, said.of.values["arrested_on"]) for said in county.said if said.kind == "charge" and said.of.values["forum"] is forum
    ]


def test_no_minor_is_arrested_for_being_exploited_after_2016(any_county: County) -> None:
    late = [
        day for said, day in charges(any_county, CourtForum.JUVENILE) if said.values["code"] in EXPLOITATION and day.year > 2016
    ]
    assert late == []


def test_the_few_before_2017_were_twelve_and_are_marked(any_county: County) -> None:
    found = [(said, day) for said, day in charges(any_county, CourtForum.JUVENILE) if said.values["code"] in EXPLOITATION]
    assert len(found) <= 6
    for said, day in found:
        assert any_county.people[said.youth].age(day) >= 12
        assert said.values["decriminalized_today"] is True
        assert said.values["charge_group"] in (ChargeGroup.PROSTITUTION_647B, ChargeGroup.LOITERING_653_22)


def test_a_small_historic_set_is_there_while_anybody_is_old_enough() -> None:
    county = invent_county(date(2026, 11, 22))
    assert 1 <= sum(said.values["code"] in EXPLOITATION for said, _ in charges(county, CourtForum.JUVENILE)) <= 6


def test_nobody_is_arrested_for_loitering_after_its_repeal(any_county: County) -> None:
    late = [
        day for said, day in charges(any_county, CourtForum.ADULT) if said.values["code"] == "653.22 PC" and day >= date(2023, 1, 1)
    ]
    assert late == []


def test_the_court_fits_the_age(any_county: County) -> None:
    for forum, grown in ((CourtForum.JUVENILE, False), (CourtForum.ADULT, True)):
        for said, day in charges(any_county, forum):
            assert (any_county.people[said.youth].age(day) >= 18) is grown


def test_only_plans_lie_ahead(any_county: County) -> None:
    ahead = [
        (said.kind, name, value)
        for said in any_county.said
        for name, value in said.values.items()
        if isinstance(value, date) and value > any_county.today and name not in MAY_LIE_AHEAD
    ]
    assert ahead == []


def test_no_period_ends_before_it_begins(any_county: County) -> None:
    pairs = (("begins", "ends"), ("opened_on", "closed_on"), ("received_on", "disposed_on"), ("asked_on", "due_on"))
    wrong = [
        (said.kind, said.values)
        for said in any_county.said
        for first, last in pairs
        if said.values.get(first) and said.values.get(last) and said.values[last] < said.values[first]
    ]
    assert wrong == []


def test_nothing_happened_to_anybody_before_birth(any_county: County) -> None:
    adult_dates = {"birth_date"}
    early = [
        (said.kind, name)
        for said in any_county.said
        for name, value in said.values.items()
        if isinstance(value, date) and name not in adult_dates and value < any_county.people[said.youth].birth_date
    ]
    assert early == []


def test_there_is_something_for_every_list(any_county: County) -> None:
    placed = {spot for one in any_county.people for spot in one.spots}
    wanted = {value for name, value in vars(spots).items() if name.isupper() and isinstance(value, str)}
    assert wanted - placed <= {spots.BEFORE_2017}
    assert any_county.look_alikes
    assert any_county.consents
    assert any_county.walls
