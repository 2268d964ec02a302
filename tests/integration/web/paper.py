"""Forms as a browser without JavaScript reads and sends them."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client


class _Reader(HTMLParser):
    """Collects the fields of every form that posts, in the order of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a browser would send if nothing were typed."""
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "form":
            self.forms.append({})
        elif not self.forms:
            return
        elif (tag == "input" and name and told.get("type") not in ("checkbox", "radio", "submit")) or (
            tag == "input" and name and "checked" in told
        ):
            self.forms[-1][name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and (self._select not in self.forms[-1] or "selected" in told):
            self.forms[-1][self._select] = value
        elif tag == "textarea":
            self._area = name
            self.forms[-1][name] = ""

    def handle_data(self, data: str) -> None:
        """The text of a text area; a browser drops the line break that follows its tag."""
        if self._area:
            so_far = self.forms[-1][self._area]
            self.forms[-1][self._area] = so_far + (data if so_far else data.removeprefix("\r\n").removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        """The end of what holds others."""
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def form_on(answer: HttpResponse, having: str) -> dict[str, str]:
    """The fields of the form on a page that has a field of this name, with what stands in them."""
    reader = _Reader()
    reader.feed(answer.content.decode())
    return next(form for form in reader.forms if having in form)


def fill(client: Client, address: str, **typed: str) -> HttpResponse:
    """Open a form, type, send it."""
    form = form_on(client.get(address), "submission")
    assert set(typed) <= set(form), set(typed) - set(form)
    return client.post(address, {**form, **typed})
