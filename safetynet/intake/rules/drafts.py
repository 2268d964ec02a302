"""What a row of a workbook comes to: drafts of claims, and faults that are told.

**What holds a row.** A row is held only when loading it would make the record wrong:

- what is written decides *who* the youth is and cannot be right: the client number is missing or stands there twice, the
  last name is missing, is a formula or is too long to be one, the birth date does not exist or lies after the referral;
- what is written decides *when* and cannot be read: the date of referral, of a meeting;
- the words have no honest place in the record: they are longer than it holds, or a value it cannot do without (juvenile or
  adult court) or a section of an agenda is not understood;
- the row speaks of a youth who is held or unknown, or of another person than the one who has this number.

Everything else loads: what is missing stays unknown, a word that no list has stays beside the claim as it was written, a
name that no list has (a provider) is kept as the name, and a person is told. Nothing is guessed, nothing is dropped.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safetynet.kernel.codes.base import Codes

WAITS = "The row waits for a person to mend it."
LOADED = "The row was loaded without it."


class FaultCode(Codes):
    """Kinds of faults, so that a list of them can be counted and filtered."""

    MISSING = "MISSING", "Missing"
    NOT_A_DATE = "NOT_A_DATE", "Not a date"
    NO_SUCH_DAY = "NO_SUCH_DAY", "A date that does not exist"
    BORN_AFTER_REFERRAL = "BORN_AFTER_REFERRAL", "Born after the referral"
    UNLIKELY_AGE = "UNLIKELY_AGE", "Unlikely age"
    IN_THE_FUTURE = "IN_THE_FUTURE", "A date in the future"
    REPEATED_NUMBER = "REPEATED_NUMBER", "Client number used twice"
    ANOTHER_PERSON = "ANOTHER_PERSON", "The number belongs to another person"
    UNKNOWN_YOUTH = "UNKNOWN_YOUTH", "Nobody has this client number"
    HELD_YOUTH = "HELD_YOUTH", "The youth's own row is held"
    UNKNOWN_WORD = "UNKNOWN_WORD", "Unknown word"
    UNKNOWN_COUNTY = "UNKNOWN_COUNTY", "Unknown county"
    UNKNOWN_PROVIDER = "UNKNOWN_PROVIDER", "Unknown provider"
    FORMULA = "FORMULA", "A formula in a name"
    TOO_LONG = "TOO_LONG", "Too long"
    UNREAD_PLACEMENT = "UNREAD_PLACEMENT", "Placement text that a person must read"
    CONTRADICTION = "CONTRADICTION", "Two columns contradict each other"
    CORRECTED_BY_HAND = "CORRECTED_BY_HAND", "A person corrected this after it was loaded"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault in one cell: the header as it stands in the file, what stood there, what was expected, what was done."""

    column: str
    code: FaultCode
    value: str
    expected: str
    done: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim to be made: its kind (the model's name), what it says, and the original words where they said it otherwise.

    ``charges`` belong to an arrest.
    """

    kind: str
    values: Mapping[str, Any]
    note: str = ""
    charges: tuple["Draft", ...] = ()

    def told(self) -> dict[str, Any]:
        """Everything it says, in a form that can be compared and digested."""
        said = {key: value.isoformat() if isinstance(value, date) else value for key, value in self.values.items()}
        return {"kind": self.kind, "note": self.note, **said, "charges": [charge.told() for charge in self.charges]}


@dataclass(slots=True)
class ReadRow:
    """A row as it was understood. ``key`` is the youth's client number as it is compared (empty when there is none)."""

    key: str = ""
    drafts: list[Draft] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    born_on: date | None = None

    @property
    def held(self) -> bool:
        """Whether the row waits for a person."""
        return any(fault.holds for fault in self.faults)


def digest(drafts: Iterable[Draft]) -> str:
    """A fingerprint of what drafts say, whatever the order of rows or columns they came from."""
    told = sorted(json.dumps(draft.told(), sort_keys=True) for draft in drafts)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def digest_of_values(values: Mapping[str, str]) -> str:
    """A fingerprint of a row as it stands in the file."""
    return hashlib.sha256(json.dumps(sorted(values.items())).encode()).hexdigest()


def at_most(text: str, length: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= length else text[: length - 1] + "…"


def sentence(words: Sequence[str], limit: int = 240) -> str:
    """Some of several words, as a list for a sentence."""
    return at_most(", ".join(f"“{word}”" for word in words), limit)
