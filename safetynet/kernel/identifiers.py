"""Distinct types for ids, so that a person's id can never stand where a youth's is meant."""

import re
from typing import NewType

PersonId = NewType("PersonId", int)
AgencyId = NewType("AgencyId", int)
CountyId = NewType("CountyId", int)
TableId = NewType("TableId", int)
YouthId = NewType("YouthId", int)
MeetingId = NewType("MeetingId", int)

_LARGEST_ID = 2**63 - 1
_YOUTH_NUMBER = re.compile(r"^(\d{2})-(\d{4,7})$")


def youth_number(state_code: str, ordinal: int) -> str:
    """The number people say aloud: the county's state code (01-58) and a running number, ``01-0482``."""
    return f"{state_code}-{ordinal:04d}"


def read_id(text: str) -> int | None:
    """The id that a form or an address carries, if it can be one; PostgreSQL counts to 2^63 - 1."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 19 else None
    return number if number is not None and is_id(number) else None


def is_id(number: int) -> bool:
    """Whether a number can be the id of anything."""
    return 0 <= number <= _LARGEST_ID


def is_youth_number(text: str) -> bool:
    """Whether ``text`` has the form of a youth number."""
    return _YOUTH_NUMBER.match(text) is not None
