"""An answer of the explorer, as a report of one figure."""

from django.conf import settings

from safetynet.reports.queries.exploring import explore
from safetynet.reports.queries.figures import Period
from safetynet.reports.queries.snapshots import Registered
from safetynet.reports.rules.exploring import Asked
from safetynet.reports.rules.telling import Origin

from .figures import Report


def answer(*, snapshot: Registered, asked: Asked) -> Report:
    """What the explorer tells: never exact, whoever asks. The caller has written into the log what is asked."""
    figure = explore(snapshot.folder, asked.measure, Period(asked.first, asked.last))
    years = f"Referred {asked.first or 'ever'} to {asked.last or 'today'}" if asked.first or asked.last else ""
    origin = Origin(snapshot.code, snapshot.day.isoformat(), snapshot.program, settings.SYNTHETIC, exact=False, scope=years)
    return Report("SafetyNet: the explorer", [figure], origin, {}, {})
