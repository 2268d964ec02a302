"""Errors that speak to people: what happened, what was kept, what to do next."""


class Fault(Exception):
    """Something a person must hear about in plain words.

    ``what`` happened, what was ``kept`` of their work, what to do ``next``. ``str()`` joins the three. ``title``: what a page about
    it is called where the usual name of its kind would mislead.
    """

    def __init__(self, what: str, *, kept: str = "", next: str = "", title: str = "") -> None:
        self.what = what
        self.kept = kept
        self.next = next
        self.title = title
        super().__init__(" ".join(part for part in (what, kept, next) if part))


class Refused(Fault):
    """The policy or a rule of the house says no (exit code 1, HTTP 403)."""


class NotInScope(Fault):
    """The thing lies outside what this person may know exists (HTTP 404)."""


class Conflict(Fault):
    """Somebody else changed the same record first (HTTP 409)."""
