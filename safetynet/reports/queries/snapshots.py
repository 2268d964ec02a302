"""Which snapshots somebody may use, and whether the small counts in them are theirs to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import Standing
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Purpose, Role


@dataclass(frozen=True, slots=True)
class Registered:
    """One snapshot of the register, as its reader may use it.

    ``exact``: the reader coordinates every table in it and so knows all of these youths; small counts are then told, for the
    table's own use. Everybody else gets protected tables.
    """

    id: int
    code: str
    content: str
    day: date
    program: str
    tables: tuple[int, ...]
    youths: int
    purpose: str
    made_at: str
    made_by: str
    exact: bool

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        folder: Path = settings.SNAPSHOTS / self.code
        return folder


@dataclass(frozen=True, slots=True)
class Register:
    """What a reader may use: the snapshots, the newest first, and the number of the workbook that was asked for."""

    snapshots: tuple[Registered, ...]
    may_make: bool
    workbook: int | None
    why_none: str = ""

    def snapshot(self, code: str = "") -> Registered:
        """The snapshot of that code, else the newest. Raises NotInScope for an unknown code, Fault where there is none."""
        if code:
            found = next((one for one in self.snapshots if one.code == code or one.content == code), None)
            if found is None:
                raise NotInScope(f"There is no snapshot {code} that you may use.")
            return found
        if not self.snapshots:
            raise Fault("There is no snapshot yet.", next="Make one with 'safetynet snapshot', or on the page of the numbers.")
        return self.snapshots[0]


LIST = Act("view", "snapshots", fields=["snapshots"])
"""What the log is told where nothing more is shown than the register."""


def find_snapshots(door: Door, *, workbook: str = "", act: Act = LIST) -> Register:
    """The register as this reader may use it, written into the log as ``act``.

    Raises Refused for somebody who may make statistics of no table, Fault for a workbook that nobody has handed in.
    """
    document = door.ask(question(__file__, "snapshots"), {"workbook": workbook}, act)
    standing = read_standing(document["standing"])
    if not document["may"]:
        why, then = why_none(standing)
        raise Refused(why, kept="Nothing was read.", next=then)
    if workbook and document["workbook"] is None:
        raise Fault(f"No workbook called {workbook} was handed in.", next="Write the name of the file as it was handed in.")
    own = frozenset(int(seat) for seat in standing.seats) if Role.COORD in standing.roles else frozenset()
    snapshots = tuple(_read(row, own) for row in document["snapshots"])
    return Register(snapshots, may_make=True, workbook=document["workbook"] if workbook else None)


def makes_statistics(standing: Standing) -> bool:
    """Whether somebody makes statistics at all, for whichever purpose the session is: a coordinator with a seat, or a reader of
    reports."""
    return Role.RPT in standing.roles or (Role.COORD in standing.roles and bool(standing.seats))


def why_none(standing: Standing) -> tuple[str, str]:
    """Why somebody may make statistics of no table now, and what to do."""
    if makes_statistics(standing) and standing.purpose != Purpose.REPORTING:
        words = Purpose.REPORTING.label.lower()
        return (
            "You have signed in for another purpose.",
            f"Change the purpose of your session to “{words}”, at the top of the page.",
        )
    return "Your role makes no statistics of any table.", "Statistics are made by coordinators and readers of reports."


def _read(row: Mapping[str, Any], own: frozenset[int]) -> Registered:
    return Registered(
        id=row["id"], code=row["content"][:12], content=row["content"], day=date.fromisoformat(row["day"]), program=row["program"],
        tables=tuple(row["tables"]), youths=row["youths"], purpose=row["purpose"], made_at=row["made_at"],
        made_by=row["made_by"] or "", exact=bool(row["tables"]) and frozenset(row["tables"]) <= own,
    )  # fmt: skip
