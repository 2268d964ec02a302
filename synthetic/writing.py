"""From what is said to rows: every statement is written by its own author, with that author's pass, through the web role.

So the policy decides about each invented row as it does about a real one. The log gets one entry for each author with the
number of rows of each kind, and one for each correction and withdrawal.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel.codes import Codes
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import Purpose
from safetynet.youths.actions import Author, add_claims, admit_youths, correct_claim, withdraw_claim
from safetynet.youths.actions.claims import new_claim
from safetynet.youths.models import CLAIM_KINDS, Claim, Youth

from .cast import Seated
from .said import AgencyNamed, PersonNamed, Said

ACTION = "load synthetic data"
KINDS: dict[str, type[Claim]] = {kind._meta.model_name or "": kind for kind in CLAIM_KINDS}
_ORDER = tuple(KINDS)
_FIRST_AUTHORS = ("ada", "kai", "lena")
"""Counsel must be recorded before counsel writes, an agency's case before its clerk does."""


@dataclass(slots=True)
class Pen:
    """Writes for the cast at one table."""

    table_id: int
    seated: Mapping[str, Seated]

    def door(self, username: str, purpose: Purpose = Purpose.RECORD_KEEPING) -> Door:
        """A door that opens to somebody of the cast."""
        return Door(Reader(PersonId(self.seated[username].person), purpose, address="safetynet init --demo"))

    def author(self, username: str) -> Author:
        """That person and the agency the person speaks for."""
        seated = self.seated[username]
        return Author(PersonId(seated.person), AgencyId(seated.agency))

    def put_on_register(self, how_many: int) -> list[Youth]:
        """New youths of the table, put there by the coordinator."""
        door = self.door("ada")
        with door.opened():
            youths = admit_youths(door=door, table_id=self.table_id, how_many=how_many, by=self.author("ada"))
            door.note(self.act("register", {"youth": how_many}))
        return youths

    def write(self, said: Iterable[Said], youths: list[Youth]) -> int:
        """All statements in their authors' names, then the corrections; returns how many claims there are now."""
        first: dict[str, list[Said]] = {}
        later: list[Said] = []
        for statement in said:
            if statement.replaces is None:
                first.setdefault(statement.by, []).append(statement)
            else:
                later.append(statement)
        rows: dict[int, Claim] = {}
        for username in sorted(first, key=lambda name: (name not in _FIRST_AUTHORS, name)):
            self._write_as(username, first[username], youths, rows)
        for statement in later:
            self._replace(statement, youths, rows)
        return len(rows)

    def _write_as(self, username: str, said: list[Said], youths: list[Youth], rows: dict[int, Claim]) -> None:
        author = self.author(username)
        ordered = sorted(said, key=lambda statement: (_ORDER.index(statement.kind), statement.youth))
        claims = []
        for statement in ordered:
            values = self._values(statement)
            if statement.of is not None:
                values["arrest"] = rows[id(statement.of)]
            claim = new_claim(
                KINDS[statement.kind], youth_id=youths[statement.youth].pk, table_id=self.table_id, by=author, **values
            )
            rows[id(statement)] = claim
            claims.append(claim)
        door = self.door(username)
        with door.opened():
            add_claims(door=door, claims=claims)
            door.note(self.act("claims", Counter(statement.kind for statement in ordered)))

    def _replace(self, statement: Said, youths: list[Youth], rows: dict[int, Claim]) -> None:
        earlier, youth = rows[id(statement.replaces)], youths[statement.youth]
        door, author = self.door(statement.by), self.author(statement.by)
        if statement.withdrawn:
            made = withdraw_claim(door=door, claim=earlier, youth=youth, reason=statement.reason, by=author)
        else:
            values = self._values(statement)
            made = correct_claim(door=door, claim=earlier, youth=youth, values=values, reason=statement.reason, by=author)
        if made is not None:
            rows[id(statement)] = made

    def _values(self, statement: Said) -> dict[str, Any]:
        return dict(self._value(name, value) for name, value in statement.values.items())

    def _value(self, name: str, value: Any) -> tuple[str, Any]:
        if isinstance(value, PersonNamed):
            return f"{name}_id", self.seated[value.username].person
        if isinstance(value, AgencyNamed):
            return f"{name}_id", self.agency(value.key)
        return name, plain(value)

    def agency(self, key: str) -> int:
        """The id of an agency of the cast."""
        return next(one.agency for one in self.seated.values() if one.member.agency == key)

    def act(self, kind: str, counts: Mapping[str, int]) -> Act:
        """The entry for the log: how many rows of which kind, and nothing about anybody."""
        return Act(ACTION, kind, table=self.table_id, detail=dict(counts))


def plain(value: Any) -> Any:
    """A value as the driver takes it: codes become plain text."""
    if isinstance(value, Codes):
        return value.value
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value
