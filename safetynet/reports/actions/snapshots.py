"""Making a cohort snapshot: read under the pass of whoever asks, shaped without names, written once, hashed, registered."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db import IntegrityError

import safetynet
from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Refused
from safetynet.policy.cohort import EXTRACTS
from safetynet.policy.door import Door
from safetynet.policy.passes import sign_pass
from safetynet.policy.questions import question
from safetynet.reports.models import Snapshot
from safetynet.reports.queries.extraction import extract
from safetynet.reports.queries.shaping import SHAPES, shape
from safetynet.reports.rules.record_kinds import COLUMNS, RECORD_KINDS

_TABLES = "(SELECT to_jsonb(policy.cohort_tables()))"
MANIFEST = "manifest.json"


def make_snapshot(*, purpose: str, by: Door, say: Callable[[str], None] = lambda _step: None) -> Snapshot:
    """A snapshot of the tables of which the person may make statistics, registered and written into the log.

    The same record gives the same files, octet by octet, and so the same code; its folder is then the one that is there.
    Raises Refused for somebody who may make statistics of no table, or who does not say what for.
    """
    if not purpose.strip():
        raise Refused("A snapshot is made for something.", next="Say what it is for.")
    tables = by.ask(_TABLES, {}, Act("make", "snapshot", detail={"for": "which tables"}))
    if not tables:
        raise Refused(
            "You may make statistics of no table.",
            kept="Nothing was read.",
            next="Coordinators make them of their own tables, readers of reports of their county's, for the purpose of statistics.",
        )
    with tempfile.TemporaryDirectory(prefix="safetynet-", dir=_folder()) as working:
        facts = _write(Path(working), by, say)
        _keep(Path(working), settings.SNAPSHOTS / facts["content"][:12], facts)
    return _register(facts, tables, purpose.strip(), by)


def program_version() -> str:
    """The version of this program, and the hash of what it reads and how it shapes it."""
    digest = hashlib.sha256(json.dumps(EXTRACTS, sort_keys=True).encode())
    for name in SHAPES:
        digest.update(question(str(Path(__file__).parents[1] / "queries" / "shape" / "beside"), name).encode())
    return f"safetynet {safetynet.__version__}, extract {digest.hexdigest()[:12]}"


def _folder() -> Path:
    settings.SNAPSHOTS.mkdir(mode=0o700, exist_ok=True)
    folder: Path = settings.SNAPSHOTS
    return folder


def _write(working: Path, by: Door, say: Callable[[str], None]) -> dict[str, Any]:
    """The files in a folder, and the facts about them."""
    with duckdb.connect(":memory:", config={"temp_directory": str(working / "spill")}) as cohort:
        say("reading the record")
        extract(settings.COHORT_DATABASE, sign_pass(by.reader, settings.PASS_KEY, clock.now()), cohort)
        say("shaping")
        counted = shape(cohort, settings.COHORT_SECRET, working, say)
    shutil.rmtree(working / "spill", ignore_errors=True)
    say("hashing")
    hashes = {name: hashlib.sha256((working / f"{name}.parquet").read_bytes()).hexdigest() for name in RECORD_KINDS}
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(hashes.items()))
    return {
        "content": hashlib.sha256(lines.encode()).hexdigest(),
        "day": clock.today().isoformat(),
        "program": program_version(),
        "synthetic": settings.SYNTHETIC,
        "files": {name: {"rows": counted[name], "sha256": hashes[name], "what": RECORD_KINDS[name]} for name in RECORD_KINDS},
        "columns": COLUMNS,
    }


def _keep(working: Path, kept: Path, facts: dict[str, Any]) -> None:
    """Put the files where they stay. What is there already is the same, octet by octet: its name is its hash."""
    if kept.exists():
        return
    (working / MANIFEST).write_text(json.dumps(facts, indent=2) + "\n")
    for path in working.iterdir():
        path.chmod(0o400)
    ready = kept.with_suffix(f".{working.name}")
    shutil.copytree(working, ready)
    ready.chmod(0o700)
    try:
        ready.rename(kept)
    except OSError:  # somebody else has put the same there in the meantime
        shutil.rmtree(ready)


def _register(facts: dict[str, Any], tables: list[int], purpose: str, by: Door) -> Snapshot:
    snapshot = Snapshot(
        content=facts["content"], program=facts["program"], day=facts["day"], tables=tables, purpose=purpose,
        youths=facts["files"]["youth"]["rows"], rows=sum(file["rows"] for file in facts["files"].values()),
        made_at=clock.now(), made_by_id=by.reader.person,
    )  # fmt: skip
    try:
        with by.opened() as door:
            snapshot.save()
            door.note(Act("make", "snapshot", snapshot.code, detail={"purpose": purpose, "youths": snapshot.youths}))
    except IntegrityError as refused:
        raise Refused("The snapshot could not be registered.", kept="Its files are there, and nobody can open them.") from refused
    return snapshot
