"""Publishing: one person proposes, a second approves what everybody will see, and nothing leaves that would tell a small count."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from safetynet.audit.acts import Act
from safetynet.governance.models import Table
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Refused
from safetynet.meetings.actions.refusals import in_words
from safetynet.policy.door import Door
from safetynet.reports.models import Release, ReleaseState
from safetynet.reports.models import Snapshot as SnapshotRow
from safetynet.reports.queries.figures import opened, read_figure
from safetynet.reports.queries.releases import Registered, as_document, find_release, find_releases
from safetynet.reports.queries.snapshots import Registered as Snapshot
from safetynet.reports.rules.figures import Figure
from safetynet.reports.rules.measures import MEASURES
from safetynet.reports.rules.protecting import Published, differences, protected, revealed
from safetynet.reports.rules.telling import Origin, document

NOT_YOURS = "You may not publish figures of these tables."
_MOST_SHOWN = 10


def propose_release(*, title: str, measures: Sequence[str], snapshot: Snapshot, by: Door) -> Release:
    """Propose figures of a snapshot for publication, protected also against everything that was published before.

    Raises Refused for an unknown measure, for nothing to publish, and where an earlier release and this one together would tell a
    small count; it names the cells.
    """
    unknown = [key for key in measures if key not in MEASURES]
    if unknown or not measures or not title.strip():
        wrong = f"There is no figure called {unknown[0]}." if unknown else "A release has a title and figures."
        raise Refused(wrong, kept="Nothing was proposed.", next=f"The figures are: {', '.join(MEASURES)}.")
    earlier = [one for one in find_releases(by, Act("view", "releases")) if one.state is ReleaseState.APPROVED]
    figures = _exact(snapshot, list(dict.fromkeys(measures)))
    told = protected(figures, _published(snapshot.content, earlier))
    _refuse_what_tells(snapshot.content, figures, told, earlier)
    origin = Origin(snapshot.code, snapshot.day.isoformat(), snapshot.program, settings.SYNTHETIC, exact=False)
    row = Release(
        title=title.strip()[:200], snapshot=SnapshotRow(pk=snapshot.id), tables=list(snapshot.tables),
        told={figure.measure.key: as_document(figure) for figure in told},
        body=document(told, origin, {}, ())["figures"], proposed_by_id=by.reader.person, proposed_at=clock.now(),
    )  # fmt: skip
    with in_words(NOT_YOURS), by.opened() as door:
        row.county_id = _county(snapshot.tables)
        row.save()
        door.note(Act("propose", "release", str(row.pk), detail={"title": row.title, "figures": len(told)}))
    return row


def decide_release(*, number: int, approve: bool, by: Door, reason: str = "") -> Registered:
    """Approve a release, which publishes it, or refuse it with a reason. The approver sees what everybody will see, no more.

    Raises Refused for its proposer and without a reason, Conflict when it is decided already; approving checks once more what has
    been published in the meantime.
    """
    if not approve and not reason.strip():
        raise Refused("A release is refused for a reason.", kept="Nothing was decided.", next="Say why.")
    release = find_release(by, number, Act("view", "release", str(number)))
    if release.state is not ReleaseState.PROPOSED:
        raise Conflict(f"This release is {release.state.label.lower()}.", kept="Nothing was decided.")
    if release.proposed_by == by.reader.person:
        raise Refused("You proposed this release; somebody else decides it.", kept="Nothing was decided.")
    if approve:
        _check_once_more(release, by)
    state = ReleaseState.APPROVED if approve else ReleaseState.REFUSED
    with in_words(NOT_YOURS, moved="Somebody decided this release at the same moment."), by.opened() as door, transaction.atomic():
        changed = Release.objects.filter(pk=number, state=ReleaseState.PROPOSED).update(state=state, reason=reason.strip()[:300])
        if not changed:
            raise Conflict("Somebody decided this release at the same moment.", kept="Nothing was decided.")
        door.note(Act("approve" if approve else "refuse", "release", str(number), detail={"reason": reason.strip()[:300]}))
    return find_release(by, number, Act("view", "release", str(number)))


def _check_once_more(release: Registered, by: Door) -> None:
    others = [
        one for one in find_releases(by, Act("view", "releases")) if one.state is ReleaseState.APPROVED and one.id != release.id
    ]
    with opened(release.folder) as cohort:
        exact = [read_figure(cohort, figure.measure) for figure in release.told]
    _refuse_what_tells(release.snapshot, exact, release.told, others)


def _exact(snapshot: Snapshot, keys: Sequence[str]) -> list[Figure]:
    with opened(snapshot.folder) as cohort:
        return [read_figure(cohort, MEASURES[key]) for key in keys]


def _published(content: str, earlier: Sequence[Registered]) -> list[Published]:
    """The figures of earlier releases of the same snapshot, with their true counts. Raises Fault when the files are gone."""
    found = []
    for one in earlier:
        if one.snapshot == content:
            with opened(one.folder) as cohort:
                found += [Published(read_figure(cohort, figure.measure), figure) for figure in one.told]
    return found


def _refuse_what_tells(content: str, exact: Sequence[Figure], told: Sequence[Figure], earlier: Sequence[Registered]) -> None:
    """Raises Refused, with the cells, where these figures and earlier ones together tell a small count."""
    new = [Published(one, shown) for one, shown in zip(exact, told, strict=True)]
    found = revealed(new, _published(content, earlier))
    found += differences(told, [figure for one in earlier if one.snapshot != content for figure in one.told])
    if found:
        more = f" and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
        raise Refused(
            f"Together with what was published before, this would tell small counts: {'; '.join(found[:_MOST_SHOWN])}{more}.",
            kept="Nothing was released.",
            next="Leave out these figures, or publish them of the same snapshot as before.",
        )


def _county(tables: Sequence[int]) -> int | None:
    counties = set(Table.objects.filter(pk__in=tables).values_list("county_id", flat=True))
    return counties.pop() if len(counties) == 1 else None
