"""The explorer: choose a subject, a split, years; a table and a chart answer, and the address can be shared."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safetynet.audit.acts import Act
from safetynet.reports.actions.exploring import answer
from safetynet.reports.actions.figures import as_csv
from safetynet.reports.forms import ExploreForm
from safetynet.reports.queries.snapshots import find_snapshots
from safetynet.reports.rules.charts import chart_of
from safetynet.reports.rules.exploring import MOVED, Asked, asked
from safetynet.reports.rules.telling import method_card


@require_safe
def explore(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and the answer when something is asked; as comma-separated values with ``?as=csv``."""
    form = ExploreForm(request.GET or {"subject": "youths", "split": "year"})
    meant = _meant(form)
    fields = [meant.measure.key] if meant else []
    snapshot = find_snapshots(request.door, act=Act("view", "explorer", code, fields=fields)).snapshot(code)
    context: dict[str, Any] = {"snapshot": snapshot, "form": form, "moved": MOVED, "one": None, "query": request.GET.urlencode()}
    if meant is None:
        return render(request, "reports/explore.html", context, status=400)
    made = answer(snapshot=snapshot, asked=meant)
    figure = made.figures[0]
    if request.GET.get("as") == "csv":
        headers = {"Content-Disposition": f'attachment; filename="explorer-{code}.csv"'}
        return HttpResponse(as_csv(figure, made.origin), content_type="text/csv; charset=utf-8", headers=headers)
    context |= {
        "report": made,
        "one": {
            "figure": figure, "rows": figure.rows(), "drawing": chart_of(figure),
            "method": method_card(figure.measure), "study": [],
        },
    }  # fmt: skip
    return render(request, "reports/explore.html", context)


def _meant(form: ExploreForm) -> Asked | None:
    if not form.is_valid():
        return None
    chosen = form.cleaned_data
    splits = tuple(filter(None, (chosen["split"], chosen["then"])))
    return asked(chosen["subject"], splits, chosen["first"], chosen["last"])
