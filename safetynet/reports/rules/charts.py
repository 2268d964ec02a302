"""Charts: made for grey printers and for eyes that do not tell colours apart, each with a title and a description.

Two fills carry everything: what is CSEC identified is dark and plain, what is at risk is light and hatched; other groups are
white and dotted. A withheld count has no bar, but its mark. The table stands beside every chart, so a chart may leave out rows.
"""

from collections.abc import Mapping, Sequence

from safetynet.kernel.suppression import MARK

from .drawing import DOTTED, HATCHED, SOLID, WIDTH, Bar, Drawing, Outline, Shape, Stroke, Words
from .figures import TOTAL, Figure, Row
from .measures import Chart
from .measures.subjects import CLASS

_ROW, _LABEL, _NUMBER = 24, 240, 96
MOST_ROWS, MOST_COLUMNS = 24, 12
_BANDS = ((1, "#dce6f5"), (50, "#9bb6dd"), (200, "#4d77b5"), (1000, SOLID))
"""From how many youths a county has which tone; told counts only."""
Grid = Mapping[tuple[str, str], tuple[int | None, float | None]]


def chart_of(figure: Figure, counties: Mapping[str, str] | None = None) -> Drawing:
    """The chart of a figure. ``counties`` are the outlines by name, for a map."""
    if figure.measure.chart is Chart.MAP and counties:
        return _map(figure, counties)
    if figure.measure.chart is Chart.MATRIX or len(figure.shown) > 1:
        return _matrix(figure)
    return _bars(figure)


def described(figure: Figure) -> str:
    """What a chart shows, in one sentence, for whoever does not see it: the three largest told counts."""
    rows = sorted((row for row in figure.rows() if row.counts[TOTAL] is not None), key=lambda row: -(row.counts[TOTAL] or 0))
    named = "; ".join(f"{', '.join(row.labels)}: {row.counts[TOTAL]:,}" for row in rows[:3])
    return f"{figure.measure.definition} {f'Largest: {named}.' if named else 'Nothing is told.'} The table has all of it."


def _drawing(figure: Figure, height: float, shapes: Sequence[Shape]) -> Drawing:
    return Drawing(figure.measure.key, figure.measure.title, described(figure), height, tuple(shapes))


def _fill(group: str) -> str:
    return SOLID if group == "CSEC" else HATCHED if group == "AT_RISK" else DOTTED


def _legend(figure: Figure, y: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = 8.0
    for group in figure.groups:
        if group == TOTAL:
            continue
        label = CLASS.label(group)
        shapes += [Bar(x, y - 11, 14, 12, _fill(group)), Words(x + 20, y, label)]
        x += 40 + 7.5 * len(label)
    return shapes


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _bars(figure: Figure) -> Drawing:
    """One bar per row, CSEC identified and at risk one after the other, the whole as a number at its end."""
    every = figure.rows()
    rows = every[:MOST_ROWS]
    groups = [group for group in figure.groups if group != TOTAL]
    longest = max((_length(row, groups) for row in rows), default=0) or 1
    room = WIDTH - _LABEL - _NUMBER
    shapes = _legend(figure, 18)
    y = 34.0
    for row in rows:
        shapes.append(Words(_LABEL - 8, y + 16, _shortened(", ".join(row.labels), 36), "end"))
        x = float(_LABEL)
        for group in groups:
            wide = room * (row.counts[group] or 0) / longest
            if wide:
                shapes.append(Bar(x, y + 4, wide, 15, _fill(group)))
            x += wide
        shapes.append(Words(x + 6, y + 16, _number(row)))
        y += _ROW
    shapes.append(Stroke(_LABEL, 32, _LABEL, y))
    if len(every) > len(rows):
        shapes.append(Words(_LABEL, y + 16, f"and {len(every) - len(rows)} more in the table"))
        y += _ROW
    return _drawing(figure, y + 8, shapes)


def _length(row: Row, groups: Sequence[str]) -> int:
    return sum(row.counts[group] or 0 for group in groups)


def _number(row: Row) -> str:
    count, percent = row.counts[TOTAL], row.percent(TOTAL)
    if count is None:
        return MARK
    return f"{count:,} ({percent:.1f} %)" if percent is not None else f"{count:,}"


def _matrix(figure: Figure) -> Drawing:
    """Rows of small bars: each row one value, each bar the share it has within the column."""
    told = figure.rows()
    if len(figure.shown) == 1:
        groups = [group for group in figure.groups if group != TOTAL]
        grid = {(group, row.values[0]): (row.counts[group], row.percent(group)) for row in told for group in groups}
        names = {row.values[0]: row.labels[0] for row in told}
        return _draw_matrix(figure, groups, grid, names, {group: CLASS.label(group) for group in groups})
    columns = list(dict.fromkeys(row.values[0] for row in told))[-MOST_COLUMNS:]
    cells = {(row.values[0], row.values[-1]): (row.counts[TOTAL], row.percent(TOTAL)) for row in told}
    names = {row.values[-1]: row.labels[-1] for row in told}
    return _draw_matrix(figure, columns, cells, names, {row.values[0]: row.labels[0] for row in told})


def _draw_matrix(figure: Figure, columns: Sequence[str], grid: Grid, names: Mapping[str, str], heads: Mapping[str, str]) -> Drawing:
    tall, wide = 44.0, min(90.0, (WIDTH - _LABEL - 8) / max(len(columns), 1))
    largest = max((_weight(*cell) for cell in grid.values()), default=0) or 1
    shapes: list[Shape] = [
        Words(_LABEL + wide * (at + 0.5), 16, _shortened(heads[column], int(wide / 5.5)), "middle", "bold", 12)
        for at, column in enumerate(columns)
    ]
    y = 26.0
    for value, label in list(names.items())[:MOST_ROWS]:
        shapes.append(Words(_LABEL - 8, y + tall - 6, _shortened(label, 36), "end"))
        for at, column in enumerate(columns):
            count, percent = grid.get((column, value), (0, 0.0))
            height = (tall - 18) * _weight(count, percent) / largest
            x = _LABEL + wide * at + 6
            if height:
                shapes.append(Bar(x, y + tall - 4 - height, wide - 12, height, SOLID))
            shapes.append(Words(x + (wide - 12) / 2, y + tall - 7 - height, _small(count, percent), "middle", size=11))
        shapes.append(Stroke(_LABEL, y + tall - 4, _LABEL + wide * len(columns), y + tall - 4))
        y += tall
    return _drawing(figure, y + 8, shapes)


def _weight(count: int | None, percent: float | None) -> float:
    """How tall a small bar is: by its share, and by its count where things are counted."""
    return percent if percent is not None else float(count or 0)


def _small(count: int | None, percent: float | None) -> str:
    if count is None:
        return MARK
    return f"{percent:.0f} %" if percent is not None and count else f"{count:,}"


def _map(figure: Figure, counties: Mapping[str, str]) -> Drawing:
    """The counties in five tones; a county whose count is withheld is hatched. Beside it whoever lived elsewhere."""
    counts = {row.values[0]: row.counts[TOTAL] for row in figure.rows()}
    shapes: list[Shape] = []
    for name, path in counties.items():
        count = counts.get(name, 0)
        fill, said = (HATCHED, MARK) if count is None else (_tone(count), f"{count:,}")
        shapes.append(Outline(path, fill, f"{name}: {said}"))
    steps = [*(start for start, _tone_ in _BANDS), 0]
    keys = [("#ffffff", "none"), (HATCHED, f"{MARK}: not told")]
    for at, (start, tone) in enumerate(_BANDS):
        keys.append((tone, f"{start:,} to {steps[at + 1] - 1:,}" if steps[at + 1] else f"{start:,} and more"))
    for at, (tone, words) in enumerate(keys):
        shapes += [Bar(560, 48 + at * 24, 22, 16, tone), Words(592, 61 + at * 24, words)]
    outside = [
        f"{row.labels[0]}: {_number(row)}" for row in figure.rows() if row.values[0] not in counties and row.counts[TOTAL] != 0
    ]
    shapes += [Words(560, 60 + (len(keys) + 1 + at) * 24, words) for at, words in enumerate(outside)]
    return _drawing(figure, 620, shapes)


def _tone(count: int) -> str:
    return next((tone for start, tone in reversed(_BANDS) if count >= start), "#ffffff")
