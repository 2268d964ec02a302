"""Charts as SVG: made for grey printers and for eyes that do not tell colours apart, each with a title and a description.

Two fills carry everything: what is CSEC identified is dark and plain, what is at risk is light and hatched; other groups are
white and dotted. A withheld count has no bar, but its mark. The table stands beside every chart, so a chart may leave out rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from safetynet.kernel.suppression import MARK

from .figures import TOTAL, Figure, Row
from .measures import Chart
from .measures.subjects import CLASS

WIDTH = 760
INK, LINE = "#1b1b1b", "#565c65"
_ROW, _LABEL, _NUMBER = 24, 240, 96
MOST_ROWS, MOST_COLUMNS = 24, 12
_PATTERNS = (
    f'<pattern id="hatch-{{0}}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#f6cf7b"/><line x1="0" y1="0" x2="0" y2="6" stroke="{INK}" stroke-width="1.4"/></pattern>'
    f'<pattern id="dots-{{0}}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ffffff"/>'
    f'<circle cx="3" cy="3" r="1" fill="{INK}"/></pattern>'
)
_SOLID = "#1b3a6b"
_BANDS = ((1, "#dce6f5"), (50, "#9bb6dd"), (200, "#4d77b5"), (1000, _SOLID))
"""From how many youths a county has which tone; told counts only."""


def chart_of(figure: Figure, counties: Mapping[str, str] | None = None) -> str:
    """The chart of a figure as an SVG document. ``counties`` are the outlines by name, for a map."""
    if figure.measure.chart is Chart.MAP and counties:
        return _map(figure, counties)
    if figure.measure.chart is Chart.MATRIX:
        return _matrix(figure)
    return _bars(figure)


def described(figure: Figure) -> str:
    """What a chart shows, in one sentence, for whoever does not see it: the three largest told counts."""
    rows = sorted((row for row in figure.rows() if row.counts[TOTAL] is not None), key=lambda row: -(row.counts[TOTAL] or 0))
    named = "; ".join(f"{', '.join(row.labels)}: {row.counts[TOTAL]:,}" for row in rows[:3])
    return f"{figure.measure.definition} {f'Largest: {named}.' if named else 'Nothing is told.'} The table has all of it."


def _document(figure: Figure, height: float, parts: Iterable[str], viewed: str = "") -> str:
    key = figure.measure.key
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}" '
        f'role="img" aria-labelledby="title-{key} described-{key}" font-family="Public Sans, sans-serif" font-size="13" '
        f'fill="{INK}">'
        f'<title id="title-{key}">{escape(figure.measure.title)}</title>'
        f'<desc id="described-{key}">{escape(described(figure))}</desc><defs>{_PATTERNS.replace("{0}", key)}</defs>'
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>{viewed}{"".join(parts)}</svg>'
    )


def _fill(group: str, key: str) -> str:
    return _SOLID if group == "CSEC" else f"url(#hatch-{key})" if group == "AT_RISK" else f"url(#dots-{key})"


def _text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal", size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" font-size="{size}">{escape(words)}</text>'


def _legend(figure: Figure, y: float) -> list[str]:
    parts, x = [], 8.0
    for group in figure.groups:
        if group == TOTAL:
            continue
        label = CLASS.label(group)
        parts.append(
            f'<rect x="{x:.0f}" y="{y - 11:.0f}" width="14" height="12" fill="{_fill(group, figure.measure.key)}" stroke="{INK}"/>'
        )
        parts.append(_text(x + 20, y, label))
        x += 40 + 7.5 * len(label)
    return parts


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _bars(figure: Figure) -> str:
    """One bar per row, CSEC identified and at risk one after the other, the whole as a number at its end."""
    every = figure.rows()
    rows = every[:MOST_ROWS]
    groups = [group for group in figure.groups if group != TOTAL]
    longest = max((_length(row, groups) for row in rows), default=0) or 1
    room = WIDTH - _LABEL - _NUMBER
    parts = _legend(figure, 18)
    y = 34.0
    for row in rows:
        parts.append(_text(_LABEL - 8, y + 16, _shortened(", ".join(row.labels), 36), anchor="end"))
        x = float(_LABEL)
        for group in groups:
            wide = room * (row.counts[group] or 0) / longest
            if wide:
                fill = _fill(group, figure.measure.key)
                parts.append(f'<rect x="{x:.1f}" y="{y + 4:.1f}" width="{wide:.1f}" height="15" fill="{fill}" stroke="{INK}"/>')
            x += wide
        parts.append(_text(x + 6, y + 16, _number(row)))
        y += _ROW
    parts.append(f'<line x1="{_LABEL}" y1="32" x2="{_LABEL}" y2="{y:.0f}" stroke="{LINE}"/>')
    if len(every) > len(rows):
        parts.append(_text(_LABEL, y + 16, f"and {len(every) - len(rows)} more in the table"))
        y += _ROW
    return _document(figure, y + 8, parts)


def _length(row: Row, groups: Sequence[str]) -> int:
    return sum(row.counts[group] or 0 for group in groups)


def _number(row: Row) -> str:
    count, percent = row.counts[TOTAL], row.percent(TOTAL)
    if count is None:
        return MARK
    return f"{count:,} ({percent:.1f} %)" if percent is not None else f"{count:,}"


def _matrix(figure: Figure) -> str:
    """Rows of small bars: each row one value, each bar the share it has within the column; the count stands above."""
    if CLASS in figure.measure.splits:
        columns = [group for group in figure.groups if group != TOTAL]
        grid = {(group, row.values[0]): (row.counts[group], row.percent(group)) for row in figure.rows() for group in columns}
        names = {row.values[0]: row.labels[0] for row in figure.rows()}
        heads = {group: CLASS.label(group) for group in columns}
    else:
        told = figure.rows()
        columns = list(dict.fromkeys(row.values[0] for row in told))[-MOST_COLUMNS:]
        grid = {row.values: (row.counts[TOTAL], row.percent(TOTAL)) for row in told}  # type: ignore[misc]
        names = {row.values[-1]: row.labels[-1] for row in told}
        heads = {row.values[0]: row.labels[0] for row in told}
    return _draw_matrix(figure, columns, grid, names, heads)


def _draw_matrix(
    figure: Figure,
    columns: Sequence[str],
    grid: Mapping[tuple[str, str], tuple[int | None, float | None]],
    names: Mapping[str, str],
    heads: Mapping[str, str],
) -> str:
    tall, wide = 44.0, min(90.0, (WIDTH - _LABEL - 8) / max(len(columns), 1))
    largest = max((percent or 0 for _count, percent in grid.values()), default=0) or 1
    parts = [
        _text(_LABEL + wide * (at + 0.5), 16, _shortened(heads[column], int(wide / 5.5)), anchor="middle", weight="bold")
        for at, column in enumerate(columns)
    ]
    y = 26.0
    for value, label in list(names.items())[:MOST_ROWS]:
        parts.append(_text(_LABEL - 8, y + tall - 6, _shortened(label, 36), anchor="end"))
        for at, column in enumerate(columns):
            count, percent = grid.get((column, value), (0, 0.0))
            height = (tall - 18) * (percent or 0) / largest
            x = _LABEL + wide * at + 6
            if height:
                parts.append(
                    f'<rect x="{x:.1f}" y="{y + tall - 4 - height:.1f}" width="{wide - 12:.1f}" height="{height:.1f}" '
                    f'fill="{_SOLID}"/>'
                )
            words = MARK if count is None else f"{percent:.0f} %" if percent is not None and count else "0"
            parts.append(_text(x + (wide - 12) / 2, y + tall - 7 - height, words, anchor="middle", size=11))
        foot, end = y + tall - 4, _LABEL + wide * len(columns)
        parts.append(f'<line x1="{_LABEL}" y1="{foot:.1f}" x2="{end:.1f}" y2="{foot:.1f}" stroke="{LINE}"/>')
        y += tall
    return _document(figure, y + 8, parts)


def _map(figure: Figure, counties: Mapping[str, str]) -> str:
    """The counties in five tones; a county whose count is withheld is hatched. Under it whoever lived elsewhere."""
    counts = {row.values[0]: row.counts[TOTAL] for row in figure.rows()}
    key = figure.measure.key
    shapes = []
    for name, outline in counties.items():
        count = counts.get(name, 0)
        fill = f"url(#hatch-{key})" if count is None else _tone(count)
        said = MARK if count is None else f"{count:,}"
        shapes.append(
            f'<path d="{outline}" fill="{fill}" stroke="{LINE}" stroke-width="0.6"><title>{escape(name)}: {said}</title></path>'
        )
    tones = [("#ffffff", "none"), (f"url(#hatch-{key})", f"{MARK}: not told")]
    steps = [*(start for start, _tone_ in _BANDS), 0]
    tones += [
        (tone, f"{start:,}–{steps[at + 1] - 1:,}" if steps[at + 1] else f"{start:,} and more")
        for at, (start, tone) in enumerate(_BANDS)
    ]
    legend = []
    for at, (tone, words) in enumerate(tones):
        y = 60 + at * 24
        legend.append(f'<rect x="560" y="{y - 12}" width="22" height="16" fill="{tone}" stroke="{INK}"/>{_text(592, y + 1, words)}')
    outside = [
        f"{row.labels[0]}: {_number(row)}" for row in figure.rows() if row.values[0] not in counties and row.counts[TOTAL] != 0
    ]
    legend += [_text(560, 60 + (len(tones) + 1 + at) * 24, words) for at, words in enumerate(outside)]
    return _document(figure, 620, [*shapes, *legend])


def _tone(count: int) -> str:
    return next((tone for start, tone in reversed(_BANDS) if count >= start), "#ffffff")
