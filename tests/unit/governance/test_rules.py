"""Settings of a county, and how long a signed paper counts."""

from datetime import date

import pytest

from safetynet.governance.rules import SETTINGS, check_setting, last_day
from safetynet.kernel.faults import Fault


@pytest.mark.parametrize("key", SETTINGS)
def test_every_default_is_a_value_that_could_be_set(key: str) -> None:
    """So are the counties' own defaults."""
    setting = SETTINGS[key]
    for value in (setting.default, *setting.county_defaults.values()):
        assert check_setting(key, f" {value.upper()} ") == value


@pytest.mark.parametrize(
    ("key", "value"),
    [("meeting_capacity", value) for value in ("", "0", "-1", "1001", "1.5", "٣", "many")]
    + [("dual_status", "1"), ("colour", "blue")],
)
def test_what_cannot_be_set(key: str, value: str) -> None:
    """Neither an unknown setting nor a value of another kind."""
    with pytest.raises(Fault):
        check_setting(key, value)


@pytest.mark.parametrize(
    ("begins", "months", "last"),
    [
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
    ],
)
def test_the_last_day_of_so_many_months(begins: date, months: int, last: date) -> None:
    """It is the day before the same day of the month, or the month's end where there is no such day."""
    assert last_day(begins, months) == last
