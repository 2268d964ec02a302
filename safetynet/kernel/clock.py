"""The only module that asks the system what time it is; everybody else is told.

California keeps one legal time, so days are counted in ``America/Los_Angeles`` and instants are kept in UTC.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE_NAME = "America/Los_Angeles"
ZONE = ZoneInfo(ZONE_NAME)


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in California."""
    return datetime.now(ZONE).date()


def local(instant: datetime) -> datetime:
    """An instant as a wall clock in California shows it."""
    return instant.astimezone(ZONE)
