"""Pages of a long list: which one is asked for, and where the ones beside it are."""

from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands among the others; ``before`` and ``after`` are addresses, empty where there is none."""

    number: int
    count: int
    before: str
    after: str


def page_number(request: HttpRequest) -> int:
    """The page that is asked for, from 1."""
    asked = request.GET.get("page", "")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 1


def page_of(request: HttpRequest, number: int, entries: int, size: int) -> Pages:
    """The place of a page among those of a list of ``entries``, ``size`` on each."""
    count = max(-(-entries // size), 1)

    def address(page: int) -> str:
        asked = request.GET.copy()
        asked["page"] = str(page)
        return f"{request.path}?{asked.urlencode()}"

    return Pages(number, count, address(number - 1) if number > 1 else "", address(number + 1) if number < count else "")
