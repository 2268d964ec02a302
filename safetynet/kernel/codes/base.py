"""What every code list is: an enumeration whose members carry the words people read."""

from enum import StrEnum
from typing import Self


class Codes(StrEnum):
    """A closed list. The value is stored, the label is shown; ``note`` says where a member comes from if that matters."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """One member: what is stored and what is shown."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each member, as a form needs them."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def label_of(cls, value: str) -> str:
        """The words for a stored value; an unknown value is shown as it is, never hidden."""
        try:
            return cls(value).label
        except ValueError:
            return value
