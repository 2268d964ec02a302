"""Setting a recommendation to the court: one page, which says nothing that was only said at the table."""

from pathlib import Path

import typst

from safetynet.kernel.dates import say_date
from safetynet.kernel.faults import Fault
from safetynet.meetings.queries.court import RecommendationView, YouthCourt
from safetynet.meetings.rules.court import NOTICE

from .pages import TEMPLATES, compile_pages, printable

_TEMPLATE = TEMPLATES / "court.typ"
_SECOND_PAGE = "more than one page"
_LAW = (
    "The table's discussions are confidential (WIC 18951(d)) and are not part of this page; health, treatment and privileged "
    "records are not either."
)
TOO_LONG = "The recommendation does not fit on one page."


def set_recommendation(court: YouthCourt, said: RecommendationView, fonts: Path) -> bytes:
    """The page as tagged PDF/UA-1. Raises Fault, with words, when it would need a second page."""
    try:
        return compile_pages(_TEMPLATE, printable(_payload(court, said), fonts), fonts)
    except typst.TypstError as error:
        if _SECOND_PAGE in str(error):
            raise Fault(
                TOO_LONG, kept="Nothing was printed or adopted.", next="Shorten what is recommended or the grounds, then try again."
            ) from error
        raise


def _payload(court: YouthCourt, said: RecommendationView) -> dict[str, object]:
    about = [
        ("Youth", court.name or f"Youth {court.number}"),
        ("Date of birth", say_date(court.birth_date) if court.birth_date else "not stated"),
        ("Court", said.court),
        ("Case number", said.case_number or "not stated"),
        ("Hearing", say_date(said.hearing_on)),
    ]
    return {
        "title": f"Recommendation to the court, hearing of {say_date(said.hearing_on)}",
        "id": str(said.id),
        "table_name": court.table_name,
        "county": court.county_name,
        "about": [{"label": label, "said": words} for label, words in about],
        "recommends": said.recommends,
        "grounds": said.grounds,
        "adopted_on": say_date(said.adopted_on or court.standing.today),
        "adopted_by": said.changed_by,
        "printed_on": say_date(court.standing.today),
        "printed_by": court.standing.name,
        "notice": NOTICE,
        "law": _LAW,
    }
