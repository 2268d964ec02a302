"""The invented county of one fixed day, made once."""

from datetime import date

import pytest

from synthetic.county import County, invent_county

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def county() -> County:
    """The county as it stands on a Sunday in 2026."""
    return invent_county(TODAY)
