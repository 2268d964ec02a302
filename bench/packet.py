"""How fast a packet is printed: fifteen youths for one seat, and for twelve; beside it the same pages set by WeasyPrint.

``.venv/bin/python bench/packet.py [--rounds N] [--seats N] [--home FOLDER] [--json FILE] [--without-weasyprint]``.

Every figure is of a process of its own, taken inside it once its modules are loaded: a typesetter that has set the same
page before remembers it, and a coordinator prints a packet once. Both typesetters get the same contents of the same copies,
turn by turn. WeasyPrint is no part of the product: it is installed into ``build/bench/weasyprint`` when first needed.
"""

import argparse
import io
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
try:
    from pypdf import PdfReader
except ModuleNotFoundError:
    PdfReader = None  # beside WeasyPrint, which counts its pages itself

KEPT = ROOT / "build" / "bench"
FONTS = ROOT / "build" / "fonts"
CONTENTS, PAYLOADS = KEPT / "packet-contents.pickle", KEPT / "packet-payloads.json"
WEASYPRINT = KEPT / "weasyprint"
AMBITIONS = {1: 1.0, 12: 6.0}
"""Seconds for so many seats, from asking the database to the finished file, disclosures written."""


def main() -> int:
    """Measure, print, and say with the exit code whether the ambitions are met."""
    asked = _arguments()
    if asked.step:
        print(json.dumps(STEPS[asked.step](asked.seats)))
        return 0
    from bench._kept import kept  # noqa: PLC0415 (not where WeasyPrint runs)
    from bench._side_by_side import heading  # noqa: PLC0415 (not where WeasyPrint runs)

    KEPT.mkdir(parents=True, exist_ok=True)
    home = asked.home or kept("demo")
    os.environ["SAFETYNET_HOME"] = str(home.resolve())
    if not (home / "instance.json").exists():
        subprocess.run([sys.executable, "-m", "safetynet", "init", "--demo"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    heading(f"The packet: fifteen youths, 1 and {asked.seats} seats, {asked.rounds} rounds, a fresh process each")
    told = _step(sys.executable, "contents", asked.seats)
    print(f"{told['copies']} copies of {told['youths']} youths, {told['entries']} entries in all copies")
    weasyprint = None if asked.without_weasyprint else _install_weasyprint()
    taken: dict[str, list[dict[str, float]]] = {}
    for _ in range(asked.rounds):
        for seats in (1, asked.seats):
            taken.setdefault(f"issue {seats}", []).append(_step(sys.executable, "issue", seats))
            taken.setdefault(f"typst {seats}", []).append(_step(sys.executable, "typst", seats))
            if weasyprint:
                taken.setdefault(f"weasyprint {seats}", []).append(_step(str(weasyprint), "weasyprint", seats))
    return _report(taken, asked)


def _report(taken: dict[str, list[dict[str, float]]], asked: argparse.Namespace) -> int:
    figures = {name: {key: median(each[key] for each in rounds) for key in rounds[0]} for name, rounds in taken.items()}
    missed = 0
    print(f"{'':24}{'seconds':>9}{'slowest':>9}{'cpu':>7}{'pages':>7}{'KB':>8}")
    for name, figure in figures.items():
        slowest = max(each["seconds"] for each in taken[name])
        size = f"{figure['pages']:7.0f}{figure['bytes'] / 1024:8.0f}"
        print(f"{name:24}{figure['seconds']:9.2f}{slowest:9.2f}{figure['cpu']:7.2f}{size}")
    for seats in (1, asked.seats):
        if f"weasyprint {seats}" in figures:
            ratio = figures[f"weasyprint {seats}"]["seconds"] / figures[f"typst {seats}"]["seconds"]
            print(
                f"{seats} seat{'s' if seats > 1 else ''}: WeasyPrint takes {ratio:.0f} times as long as Typst for the same contents"
            )
        if seats in AMBITIONS:
            met = figures[f"issue {seats}"]["seconds"] <= AMBITIONS[seats]
            missed += not met
            print(f"{seats} issued: wanted {AMBITIONS[seats]:g} s: {'ok' if met else 'MISSED'}")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1))
    return 1 if missed else 0


def _step(python: str, step: str, seats: int) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [python, str(Path(__file__).resolve()), "--step", step, "--seats", str(seats)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{step} failed:\n{done.stderr}")
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _install_weasyprint() -> Path | None:
    """The Python beside which WeasyPrint is installed; None, with words, where that cannot be."""
    python = WEASYPRINT / "bin" / "python"
    uv = str(Path(sys.executable).parent / "uv")
    if not python.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(WEASYPRINT)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(python), "weasyprint>=66", "jinja2"], check=True)
    ask = [str(python), "-c", "import weasyprint; print(weasyprint.__version__)"]
    tried = subprocess.run(ask, capture_output=True, text=True)
    if tried.returncode:
        print("WeasyPrint does not start; on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
        return None
    print(f"WeasyPrint {tried.stdout.strip()}")
    return python


def _contents(seats: int) -> dict[str, float]:
    """What the copies say, kept for both typesetters."""
    with _printing() as (door, agenda, given):
        from safetynet.meetings.actions.typeset import CopyFacts, payload_of  # noqa: PLC0415 (needs Django)
        from safetynet.meetings.queries.packet import find_copy_content  # noqa: PLC0415 (needs Django)
        from safetynet.policy.door import Door  # noqa: PLC0415 (needs Django)

        copies = []
        for number, seat in enumerate(given[:seats], start=1):
            holder = Door(door.reader.for_packet(seat.person, agenda.meeting), alias="packets")
            content = find_copy_content(holder, agenda.meeting, printed_by=door.reader.person)
            copies.append((CopyFacts(number, seat.name, seat.agency, "ABCD-EFGH-IJKL", agenda.standing.today), content))
        payloads = [payload_of([copy], FONTS) for copy in copies]
    CONTENTS.write_bytes(pickle.dumps(copies))
    PAYLOADS.write_text(json.dumps(payloads))
    entries = sum(len(section.entries) for _, content in copies for sheet in content.sheets for section in sheet.sections)
    return {"copies": len(copies), "youths": max(len(content.sheets) for _, content in copies), "entries": entries}


def _issue(seats: int) -> dict[str, float]:
    """The whole of it, as the button does it: numbers, contents per holder, setting, disclosures, commit."""
    with _printing() as (door, agenda, given):
        from safetynet.meetings.actions.packet import issue_copies, press  # noqa: PLC0415 (needs Django)

        began = Began()
        issued = issue_copies(door=door, agenda=agenda, seats=given[:seats], by=door.reader.person, press=press())
        return _told(issued.pdf, began)


def _typst(seats: int) -> dict[str, float]:
    """Setting alone, from what the copies say."""
    from safetynet.config.instance import start_django  # noqa: PLC0415 (needs the instance's name)

    start_django()
    from safetynet.meetings.actions.typeset import set_copies  # noqa: PLC0415 (needs Django)

    copies = pickle.loads(CONTENTS.read_bytes())[:seats]
    began = Began()
    pdf = set_copies(copies, FONTS)
    return _told(pdf, began)


def _weasyprint(seats: int) -> dict[str, float]:
    """The same copies as HTML, each a document, since a page's running heads belong to its document."""
    import weasyprint  # noqa: PLC0415 (beside another Python)

    from bench._packet_html import page_of  # noqa: PLC0415 (needs Jinja2)

    payloads = json.loads(PAYLOADS.read_text())[:seats]
    began = Began()
    documents = [weasyprint.HTML(string=page_of(payload, FONTS)).render() for payload in payloads]
    pdf = b"".join(document.write_pdf(pdf_variant="pdf/ua-1") for document in documents)
    return _told(pdf, began, pages=sum(len(document.pages) for document in documents))


class Began:
    """A moment, from which seconds and this process's own work are counted."""

    def __init__(self) -> None:
        self._clock, self._work = perf_counter(), process_time()

    def ended(self) -> dict[str, float]:
        """Seconds since, by the clock and on a processor."""
        return {"seconds": perf_counter() - self._clock, "cpu": process_time() - self._work}


STEPS = {"contents": _contents, "issue": _issue, "typst": _typst, "weasyprint": _weasyprint}


@contextmanager
def _printing() -> Iterator[tuple[Any, Any, list[Any]]]:
    """The instance at work: Ada's door, the agenda of the next meeting but one, and the seats that may hold a copy."""
    from safetynet.config.home import Home  # noqa: PLC0415 (after the instance is named)
    from safetynet.config.instance import close_connections, server_of, start_django  # noqa: PLC0415

    home = Home.from_environment()
    with server_of(home):
        start_django()
        from safetynet.config.cli.people import door_of  # noqa: PLC0415 (needs Django)
        from safetynet.kernel import clock  # noqa: PLC0415
        from safetynet.meetings.actions.prepare import next_meeting_day, prepare  # noqa: PLC0415
        from safetynet.meetings.queries.agendas import find_agenda  # noqa: PLC0415
        from safetynet.policy.vocabulary import Purpose  # noqa: PLC0415

        door = door_of(home, "ada", Purpose.MEETING)
        day = next_meeting_day(1, clock.today())
        agenda = find_agenda(door, prepare(door=door, day=day).table["id"], day)
        yield door, agenda, [seat for seat in agenda.seats if not seat.obstacle]
        close_connections()


def _told(pdf: bytes, began: "Began", pages: int = 0) -> dict[str, float]:
    ended = began.ended()
    return {**ended, "pages": pages or len(PdfReader(io.BytesIO(pdf)).pages), "bytes": len(pdf)}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seats", type=int, default=12)
    parser.add_argument("--home", type=Path, help="an instance of the demo county (default: one that is kept)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--without-weasyprint", action="store_true")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
