"""The figures of a snapshot: worked out step by step with progress, then read, one by one or as files."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safetynet.audit.acts import Act
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.suppression import MEANING
from safetynet.policy.door import Door
from safetynet.reports.actions.figures import Report, as_csv, as_json, as_pages, as_sheets, file_name
from safetynet.reports.actions.reporting import Scope, bench_of, make_report
from safetynet.reports.forms import PeriodForm
from safetynet.reports.queries.completeness import read_completeness
from safetynet.reports.queries.figures import Period
from safetynet.reports.queries.snapshots import Registered, find_snapshots
from safetynet.reports.rules.charts import chart_of
from safetynet.reports.rules.figures import Figure, compared
from safetynet.reports.rules.measures import MEASURES
from safetynet.reports.rules.telling import method_card

FORMS = {
    "json": ("application/json", "Everything, for a program (JSON)"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "All tables, a sheet each (XLSX)"),
    "pdf": ("application/pdf", "Charts, tables and methods (PDF)"),
}


@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report, or, while it is being worked out, how far it is."""
    snapshot, scope, form = _asked(request, code, Act("view", "figures", code, fields=["figures"]))
    bench = bench_of(snapshot, scope)
    context: dict[str, Any] = {"snapshot": snapshot, "form": form, "query": request.GET.urlencode(), "bench": bench}
    if not bench.done:
        return render(request, "reports/working.html", context)
    made = make_report(snapshot=snapshot, by=request.door, scope=scope, note=False)
    shown = [_shown(figure, made) for figure in made.figures]
    context |= {"report": made, "shown": shown, "meaning": MEANING, "forms": FORMS}
    return render(request, "reports/report.html", context)


@require_POST
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Work out some more; the page asks again until it is done, and whoever leaves it has stopped it."""
    snapshot, scope, _form = _asked(request, code, Act("count", "figures", code, fields=["figures"]))
    bench = bench_of(snapshot, scope)
    bench.work()
    if request.headers.get("HX-Request") != "true" or bench.done:
        answer = HttpResponseRedirect(_address(request, code))
        if request.headers.get("HX-Request") == "true":
            answer = HttpResponse(headers={"HX-Redirect": _address(request, code)})
        return answer
    return render(request, "reports/working_bar.html", {"snapshot": snapshot, "bench": bench, "query": request.GET.urlencode()})


@require_safe
def figure(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One figure with its chart, its table and its method card; as comma-separated values with ``?as=csv``."""
    measure = MEASURES.get(key)
    if measure is None:
        raise NotInScope("There is no such figure.")
    snapshot, scope, form = _asked(request, code, Act("view", "figure", code, fields=[key]))
    made = make_report(snapshot=snapshot, by=request.door, scope=scope, measures=[measure], note=False)
    told = made.figures[0]
    if request.GET.get("as") == "csv":
        return _file(as_csv(told, made.origin).encode(), "text/csv; charset=utf-8", f"{file_name(told)}-{code}.csv")
    keys = list(MEASURES)
    place = keys.index(key)
    context = {
        "snapshot": snapshot, "report": made, "one": _shown(told, made), "form": form, "meaning": MEANING,
        "before": MEASURES[keys[place - 1]] if place else None,
        "after": MEASURES[keys[place + 1]] if place + 1 < len(keys) else None, "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "reports/figure.html", context)


@require_safe
def quality(request: HttpRequest, code: str) -> HttpResponse:
    """How complete the record is, per field and kind of agency."""
    snapshot = find_snapshots(request.door, act=Act("view", "completeness", code, fields=["completeness"])).snapshot(code)
    lines = read_completeness(snapshot.folder, exact=snapshot.exact)
    records = {name: [line for line in lines if line.record == name] for name in dict.fromkeys(line.record for line in lines)}
    return render(request, "reports/quality.html", {"snapshot": snapshot, "records": records, "meaning": MEANING})


@require_http_methods(["GET", "HEAD"])
def download(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The whole report as a file."""
    if form not in FORMS:
        raise NotInScope("There is no such form of the report.")
    snapshot, scope, _form = _asked(request, code, Act("print", "figures", code, fields=["figures"], detail={"form": form}))
    made = make_report(snapshot=snapshot, by=request.door, scope=scope, note=False)
    content = {
        "json": lambda: as_json(made).encode(),
        "xlsx": lambda: as_sheets(made),
        "pdf": lambda: as_pages(made, settings.FONTS),
    }
    return _file(content[form](), FORMS[form][0], f"figures-{code}.{form}")


def _asked(request: HttpRequest, code: str, act: Act) -> tuple[Registered, Scope, PeriodForm]:
    """The snapshot and the years that are asked for. Raises NotInScope for an unknown code, Refused for another purpose."""
    door: Door = request.door  # type: ignore[attr-defined]
    snapshot = find_snapshots(door, act=act).snapshot(code)
    form = PeriodForm(request.GET)
    years = form.cleaned_data if snapshot.exact and form.is_valid() else {}
    return snapshot, Scope(period=Period(years.get("first"), years.get("last"))), form


def _shown(figure: Figure, made: Report) -> dict[str, Any]:
    """What a figure's part of a page needs."""
    return {
        "figure": figure, "rows": figure.rows(), "drawing": chart_of(figure, made.counties), "method": method_card(figure.measure),
        "study": compared(figure),
    }  # fmt: skip


def _address(request: HttpRequest, code: str) -> str:
    query = request.GET.urlencode()
    return f"{reverse('figures', args=[code])}{f'?{query}' if query else ''}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
