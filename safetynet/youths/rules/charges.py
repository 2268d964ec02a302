"""What today's law says of a charge: an arrest of a minor under 647(b) or 653.22 is history about a victim (8.10)."""

from datetime import date
from typing import Any

from safetynet.kernel.codes import EXPLOITATION_CHARGES, ChargeGroup
from safetynet.kernel.periods import age_on

from .face import Records, Row

MAJORITY = 18


def charges_under(arrest: Row, records: Records) -> list[Any]:
    """The charges that stand with an arrest."""
    return [charge for charge in records.get("charge", ()) if charge.arrest_id == arrest.id]


def charges_alone(records: Records) -> list[Any]:
    """The charges whose arrest this reader does not see, or whose arrest another agency took back; they are not hidden."""
    arrests = {arrest.id for arrest in records.get("arrest", ())}
    return [charge for charge in records.get("charge", ()) if charge.arrest_id not in arrests]


def is_no_offense_today(group: ChargeGroup, *, arrested_on: date | None, birth_date: date | None) -> bool:
    """Whether the charge is no offense of a minor today, and this youth was a minor on the day of the arrest.

    An age that nobody knows is not "a minor": then nothing is said. Of an adult 647(b) is an offense as before.
    """
    age = age_on(birth_date, arrested_on)
    return group in EXPLOITATION_CHARGES and age is not None and age < MAJORITY
