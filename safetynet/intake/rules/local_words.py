"""Names that a county's workbook uses again and again and no list has: its own providers, its own ways to say who referred.

They are proposed as words of the county's mapping, so that a person sees them once instead of as a fault on every row. A
name that stands there once or twice stays unknown and is told.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from safetynet.kernel.codes import ReferralSource

from .lookup import WordBook
from .mapping import SheetContent, SheetMapping
from .places import cell_at, column_index
from .text import plain, split_list, tidy

AGAIN_AND_AGAIN = 3
_LONGEST = 60


def local_words(sheets: Sequence[SheetContent], mapped: Iterable[SheetMapping], words: WordBook) -> dict[str, dict[str, str]]:
    """The county's own words by list: a provider means its own name, a source means OTHER (its words are kept)."""
    providers: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    content = {sheet.name: sheet for sheet in sheets}
    for sheet in mapped:
        below = [cells for number, cells in content[sheet.name].rows if number > sheet.header_row]
        for column in sheet.columns:
            at = column_index(column.letter)
            if column.field == "services":
                providers.update(part for cells in below for part in split_list(cell_at(cells, at), ";,\n|•"))
            elif column.field == "source":
                sources.update(tidy(cell_at(cells, at)) for cells in below)
    return {
        name: added
        for name, added in (
            ("provider", {plain(word): word for word in _unknown(providers, "provider", words)}),
            (
                "source",
                {plain(word): ReferralSource.OTHER.value for word in _unknown(sources, "source", words) if not by_ending(word)},
            ),
        )
        if added
    }


def _unknown(counts: Counter[str], name: str, words: WordBook) -> list[str]:
    return [
        word
        for word, times in counts.items()
        if times >= AGAIN_AND_AGAIN and 1 < len(word) <= _LONGEST and plain(word) and not words.knows(name, word)
    ]


def by_ending(written: str) -> str | None:
    """Who a name belongs to that ends or begins as such names do (Fremont PD, Hayward USD, Eden Hospital)."""
    lower = f" {written.lower()[:120]} "
    endings = {
        ReferralSource.LAW_ENFORCEMENT: (" pd ", " police ", " sheriff", " so "),
        ReferralSource.SCHOOL: (" usd ", " high school ", " middle school ", " unified school district ", "ousd "),
        ReferralSource.HOSPITAL_MEDICAL: (" hospital ", " medical center ", " health center "),
        ReferralSource.PROBATION: (" probation ",),
        ReferralSource.COURT: (" court ",),
    }
    return next((source.value for source, each in endings.items() if any(ending in lower for ending in each)), None)
