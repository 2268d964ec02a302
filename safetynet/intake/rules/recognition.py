"""Proposing a mapping: which sheet is what, where its header row stands, what each column means, how sure, and why.

Headers decide first (known words in any order, then near ones), the look of the values supports or refutes them, and where
a header says nothing a column whose values can hardly be anything else is proposed as a guess.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .fields import NEEDED, PROVIDER_COLUMN, Field, Shape, SheetKind, field_of
from .headers import known_headers, known_sheets
from .local_words import local_words
from .looks import Look, fit, look_at
from .lookup import HOUSE_WORDS, WordBook
from .mapping import ColumnMapping, Confidence, SheetContent, SheetMapping, WorkbookMapping
from .matching import EXACT, Reading, readings
from .places import HEADER_ROWS, cell_at, column_letter, header_texts
from .supposing import suppose
from .text import header_words

KINDS = (SheetKind.YOUTHS, SheetKind.ARRESTS, SheetKind.SCHOOLS, SheetKind.ATTENDANCE, SheetKind.AGENDAS)
REPEATABLE = frozenset({"computed", "aka", "services", "school", "charges", "risk_factors", "placement_history"})
"""Fields that several columns may hold together (Service 1, Service 2 ...)."""

_SAMPLE = 400
_SIGNS = {
    SheetKind.YOUTHS: {"last_name", "birth_date", "race", "sex", "referred_on"},
    SheetKind.ARRESTS: {"charges", "arrested_by", "forum"},
    SheetKind.SCHOOLS: {"school"},
    SheetKind.ATTENDANCE: {"agency", "held_on"},
    SheetKind.AGENDAS: {"section", "held_on"},
}
"""Columns by which a kind of sheet is told from the others."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sheet read as one kind with its header in one row."""

    kind: SheetKind
    at: int
    columns: tuple[ColumnMapping, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Headers:
    """The headers of one row, the group headings above them, and the look of the values below."""

    at: int
    texts: Sequence[str]
    combined: Sequence[str]
    blank: Sequence[bool]
    looks: Sequence[Look]


def propose_mapping(sheets: Sequence[SheetContent], words: WordBook = HOUSE_WORDS) -> WorkbookMapping:
    """What a workbook seems to mean. Every sheet is in it; one that is nothing we load is ``ignored`` with the reason."""
    proposed = tuple(_propose_sheet(sheet, words) for sheet in sheets)
    local = local_words(sheets, [sheet for sheet in proposed if sheet.kind is SheetKind.YOUTHS], words)
    added = {name: {**words.added.get(name, {}), **local.get(name, {})} for name in {*words.added, *local}}
    return WorkbookMapping(proposed, added, proposed_words=bool(local))


def _propose_sheet(sheet: SheetContent, words: WordBook) -> SheetMapping:
    if not sheet.rows:
        return SheetMapping(sheet.name, SheetKind.IGNORED, 1, (), Confidence.CERTAIN, "The sheet is empty.")
    named = known_sheets().get(frozenset(header_words(sheet.name)), ())
    read: list[_Reading] = []
    for at in _header_candidates(sheet):
        headers = _headers_at(sheet, at, words)
        read += [reading for kind in KINDS if (reading := _read_as(headers, kind, words, named))]
    if not read:
        known = Confidence.CERTAIN if SheetKind.IGNORED in named else Confidence.NONE
        return SheetMapping(sheet.name, SheetKind.IGNORED, 1, (), known, "No row of it looks like the headers of a known sheet.")
    best = max(read, key=lambda reading: (reading.score, -reading.at))
    needed = {name for group in NEEDED[best.kind] for name in group}
    sure = [column.confidence for column in best.columns if column.field in needed]
    worst = Confidence.LIKELY if any(each is not Confidence.CERTAIN for each in sure) else Confidence.CERTAIN
    loaded = sum(1 for column in best.columns if column.field)
    number = sheet.rows[best.at][0]
    why = f"Row {number} holds the headers; {loaded} of {len(best.columns)} columns are recognized."
    return SheetMapping(sheet.name, best.kind, number, best.columns, worst, why)


def propose_as(sheet: SheetContent, kind: SheetKind, header_row: int, words: WordBook = HOUSE_WORDS) -> SheetMapping:
    """What the columns of a sheet seem to mean when a person has said what its rows are and in which row its headers
    stand (as the spreadsheet numbers it; a row that is blank or not there means the first row)."""
    if kind is SheetKind.IGNORED or not sheet.rows:
        return SheetMapping(sheet.name, SheetKind.IGNORED, header_row, (), Confidence.CERTAIN, "You said so.")
    at = next((at for at, (number, _) in enumerate(sheet.rows[:HEADER_ROWS]) if number == header_row), 0)
    columns = _assign(kind, _headers_at(sheet, at, words), words)
    return SheetMapping(sheet.name, kind, sheet.rows[at][0], columns, Confidence.CERTAIN, "You said so.")


def _headers_at(sheet: SheetContent, at: int, words: WordBook) -> _Headers:
    texts = header_texts(sheet.rows, at)
    body = [cells for _, cells in sheet.rows[at + 1 : at + 1 + _SAMPLE]]
    looks = [look_at((cell_at(cells, index) for cells in body), words) for index in range(len(texts))]
    blank = [text == f"column {column_letter(index)}" for index, text in enumerate(texts)]
    return _Headers(at, texts, _combined(sheet, at, texts), blank, looks)


def _header_candidates(sheet: SheetContent) -> list[int]:
    """The few rows near the top that have the most known headers."""
    scored = []
    for at, (_, cells) in enumerate(sheet.rows[:HEADER_ROWS]):
        words = [frozenset(header_words(cell)) for cell in cells if cell and len(cell) <= 120]
        known = max(sum(1 for each in words if each in known_headers(kind)) for kind in KINDS)
        near = 0.3 * sum(1 for each in words if each & _telling_words())
        if known + near >= 0.6:
            scored.append((known + near, -at))
    return [-at for _, at in sorted(scored, reverse=True)[:3]]


@cache
def _telling_words() -> frozenset[str]:
    return frozenset(word for kind in KINDS for words in known_headers(kind) for word in words if len(word) > 2)


def _read_as(headers: _Headers, kind: SheetKind, words: WordBook, named: tuple[SheetKind, ...]) -> _Reading | None:
    """The sheet as one kind; None when a column it needs is not there."""
    columns, looks = _assign(kind, headers, words), headers.looks
    meant = {column.field for column in columns if column.field}
    if not all(meant & set(group) for group in NEEDED[kind]):
        return None
    worth = {Confidence.CERTAIN: 1.0, Confidence.LIKELY: 0.7, Confidence.GUESS: 0.4}
    score = sum(worth.get(column.confidence, 0.0) for column in columns if column.field not in ("", "computed"))
    score += len(meant & _SIGNS[kind]) + (1.5 if kind in named else 0.0)
    if kind is SheetKind.YOUTHS and "client_number" in meant:
        number = next(index for index, column in enumerate(columns) if column.field == "client_number")
        if looks[number].count >= 10 and looks[number].distinct < 0.8:
            score *= 0.4
    return _Reading(kind, headers.at, columns, score)


def _combined(sheet: SheetContent, at: int, texts: Sequence[str]) -> list[str]:
    """Each header with the group heading that stands above it (or above a column to its left, as merged cells leave it)."""
    if at == 0:
        return [""] * len(texts)
    above = sheet.rows[at - 1][1]
    if sum(1 for cell in above if cell) < 2:
        return [""] * len(texts)
    combined, group = [], ""
    for index, text in enumerate(texts):
        group = cell_at(above, index) or group
        combined.append(f"{group} {text}" if group and cell_at(sheet.rows[at][1], index) else "")
    return combined


def _assign(kind: SheetKind, headers: _Headers, words: WordBook) -> tuple[ColumnMapping, ...]:
    """Each column with the field that suits it best; a field goes to the column that wants it most."""
    texts, combined, looks = headers.texts, headers.combined, headers.looks
    wishes = sorted(
        (
            (score, -index, reading)
            for index, text in enumerate(texts)
            if not headers.blank[index]
            for score, reading in _wishes(kind, text, combined[index], looks[index])
        ),
        key=lambda wish: wish[:2],
        reverse=True,
    )
    given: dict[int, Reading] = {}
    taken: set[str] = set()
    for score, minus, reading in wishes:
        index = -minus
        if index in given or (reading.field in taken and reading.field not in REPEATABLE):
            continue
        given[index] = replace(reading, score=score)
        taken.add(reading.field)
    provider_columns(kind, texts, looks, words, given)
    for index, guess in suppose(kind, looks, set(given), taken).items():
        given[index] = guess
    return tuple(_column(index, text, given.get(index), looks[index]) for index, text in enumerate(texts))


def _wishes(kind: SheetKind, text: str, combined: str, look: Look) -> Iterator[tuple[float, Reading]]:
    """The fields a column may be, each with its score from header and values together."""
    for reading in readings(kind, text, combined)[:4]:
        wanted = field_of(kind, reading.field)
        if wanted is None:
            continue
        suits = fit(wanted, look)
        if look.count >= 3 and suits < (0.2 if reading.score >= EXACT else 0.4):
            continue
        score = reading.score if reading.score >= EXACT and suits >= 0.5 else reading.score * (0.55 + 0.4 * suits)
        if score >= 0.45:
            yield score + 0.01 * suits, reading


def provider_columns(
    kind: SheetKind, texts: Sequence[str], looks: Sequence[Look], words: WordBook, given: dict[int, Reading]
) -> None:
    """Columns that are named after one provider and hold flags."""
    if kind is not SheetKind.YOUTHS:
        return
    for index, text in enumerate(texts):
        provider = words.find("provider", text)
        if index not in given and provider and ":" not in provider and fit(_FLAG, looks[index]) > 0.7:
            given[index] = Reading(PROVIDER_COLUMN + provider, 1.0, f"“{text}” is a provider, the column holds marks")


_FLAG = Field("flag", "", Shape.FLAG)


def _column(index: int, text: str, reading: Reading | None, look: Look) -> ColumnMapping:
    letter = column_letter(index)
    if reading is None:
        why = "the column is empty" if not look.count else "neither the header nor the values are known"
        return ColumnMapping(letter, text, "", Confidence.NONE, why, not look.count)
    confidence = Confidence.GUESS
    if reading.score >= EXACT:
        confidence = Confidence.CERTAIN
    elif reading.score >= 0.6:
        confidence = Confidence.LIKELY
    return ColumnMapping(letter, text, reading.field, confidence, reading.why, not look.count)
