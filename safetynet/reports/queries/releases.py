"""The release register: what was proposed, approved and refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope, Refused
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.standing import read_standing
from safetynet.reports.models import ReleaseState
from safetynet.reports.rules.figures import Figure
from safetynet.reports.rules.measures import MEASURES
from safetynet.reports.rules.telling import Origin

from .snapshots import why_none


@dataclass(frozen=True, slots=True)
class Registered:
    """One release of the register. ``told``: the figures as everybody sees them."""

    id: int
    title: str
    snapshot: str
    day: str
    program: str
    tables: tuple[int, ...]
    state: ReleaseState
    told: tuple[Figure, ...]
    body: tuple[Mapping[str, Any], ...]
    proposed_by: int
    proposer: str
    proposed_at: str
    decider: str
    decided_at: str
    reason: str

    @property
    def folder(self) -> Path:
        """Where its snapshot's files lie."""
        folder: Path = settings.SNAPSHOTS / self.snapshot[:12]
        return folder

    @property
    def origin(self) -> Origin:
        """Where its numbers come from, as it is printed beside them."""
        return Origin(self.snapshot[:12], self.day, self.program, settings.SYNTHETIC, exact=False)

    @property
    def withheld(self) -> int:
        """How many cells are withheld."""
        return sum(count is None for figure in self.told for count in figure.cells.values())


def find_releases(door: Door, act: Act) -> list[Registered]:
    """The register, the newest first, written into the log as ``act``. Raises Refused for somebody who makes no statistics."""
    document = door.ask(question(__file__, "releases"), {}, act)
    if not document["may"]:
        why, then = why_none(read_standing(document["standing"]))
        raise Refused(why, kept="Nothing was read.", next=then)
    return [_read(row) for row in document["releases"]]


def find_release(door: Door, number: int, act: Act) -> Registered:
    """One release. Raises NotInScope where there is none that the reader may see."""
    found = next((one for one in find_releases(door, act) if one.id == number), None)
    if found is None:
        raise NotInScope(f"There is no release {number} that you may see.")
    return found


_PUBLISHED = """(SELECT jsonb_build_object('seen', '["body"]'::jsonb, 'tables', coalesce(jsonb_agg(jsonb_build_object(
    'title', t.title, 'body', t.body, 'released_on', t.released_on, 'county', c.name) ORDER BY t.released_on DESC, t.id), '[]'))
    FROM public.reports_releasedtable AS t LEFT JOIN public.governance_county AS c ON c.id = t.county_id)"""


def find_published(door: Door) -> list[dict[str, Any]]:
    """The tables that were published, the newest first, for whoever has signed in."""
    act = Act("view", "released", from_document=True)
    tables: list[dict[str, Any]] = door.ask(_PUBLISHED, {}, act)["tables"]
    return tables


def as_document(figure: Figure) -> dict[str, Any]:
    """The cells of a figure as the register keeps them."""
    return {
        "cells": [[list(key), count] for key, count in figure.cells.items()],
        "of": [[list(key), count] for key, count in figure.of.items()],
    }


def _read(row: Mapping[str, Any]) -> Registered:
    return Registered(
        id=row["id"], title=row["title"], snapshot=row["snapshot"], day=row["day"], program=row["program"],
        tables=tuple(row["tables"]), state=ReleaseState(row["state"]),
        told=tuple(_figure(key, told) for key, told in row["told"].items() if key in MEASURES), body=tuple(row["body"]),
        proposed_by=row["proposed_by"], proposer=row["proposer"] or "", proposed_at=row["proposed_at"],
        decider=row["decider"] or "", decided_at=row["decided_at"] or "", reason=row["reason"],
    )  # fmt: skip


def _figure(key: str, told: Mapping[str, Any]) -> Figure:
    cells, of = ({tuple(at): count for at, count in told[name]} for name in ("cells", "of"))
    return Figure(MEASURES[key], cells, of, withheld=True)
