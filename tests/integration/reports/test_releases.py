"""Publishing: two people, what everybody will see and no more, nothing that with earlier releases tells a small count."""

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.test import Client

from safetynet.audit.acts import Act
from safetynet.config.cli import main
from safetynet.kernel.faults import Conflict, NotInScope, Refused
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Purpose
from safetynet.reports.actions import make_report, make_snapshot
from safetynet.reports.actions.releases import decide_release, propose_release
from safetynet.reports.models import Release, ReleaseState
from safetynet.reports.models.release import TRANSITIONS
from safetynet.reports.queries.releases import find_release, find_releases
from safetynet.reports.queries.snapshots import Registered, find_snapshots

Doors = Callable[..., Door]
LOOK = Act("view", "releases")


@pytest.fixture
def ada(door_of: Doors, home: object) -> Door:
    """The coordinator, for statistics."""
    return door_of("ada", Purpose.REPORTING)


@pytest.fixture
def gale(door_of: Doors, home: object) -> Door:
    """The analyst, for statistics."""
    return door_of("gale", Purpose.REPORTING)


@pytest.fixture
def snapshot(gale: Door, superuser: psycopg.Connection) -> Registered:
    """A snapshot, and nothing published yet."""
    superuser.execute("TRUNCATE reports_release, reports_releasedtable")
    return of_today(gale)


def of_today(gale: Door) -> Registered:
    """A snapshot of the record as it is now."""
    code = make_snapshot(purpose="a release", by=gale).code
    return find_snapshots(gale).snapshot(code)


def proposed(gale: Door, snapshot: Registered, *measures: str) -> int:
    """A proposal of Gale's."""
    return int(propose_release(title="Figures", measures=measures, snapshot=snapshot, by=gale).pk)


def test_two_people_publish_and_everybody_can_read_it(ada: Door, gale: Door, snapshot: Registered, door_of: Doors) -> None:
    number = proposed(gale, snapshot, "race", "sex")
    assert find_release(ada, number, LOOK).state is ReleaseState.PROPOSED
    assert decide_release(number=number, approve=True, by=ada).state is ReleaseState.APPROVED
    for reader in ("eve", "ben", "gale"):
        door = door_of(reader)
        told = door.ask(
            "(SELECT jsonb_agg(t.title ORDER BY t.title) FROM public.reports_releasedtable AS t)", {}, Act("view", "released")
        )
        assert told == ["Figures: Race", "Figures: Sex"]


def test_nobody_approves_an_own_proposal(gale: Door, snapshot: Registered) -> None:
    number = proposed(gale, snapshot, "sex")
    with pytest.raises(Refused, match="somebody else decides"):
        decide_release(number=number, approve=True, by=gale)
    with pytest.raises(Exception, match="somebody else than its proposer"), gale.opened():
        Release.objects.filter(pk=number).update(state="APPROVED")


def test_the_database_keeps_what_was_proposed_and_what_was_decided(ada: Door, gale: Door, snapshot: Registered) -> None:
    number = proposed(gale, snapshot, "sex")
    for change in ({"told": {}}, {"title": "another"}, {"body": []}, {"state": "APPROVED", "told": {}}):
        with pytest.raises(Exception, match="nothing of a release changes"), ada.opened():
            Release.objects.filter(pk=number).update(**change)
    decide_release(number=number, approve=False, reason="too early", by=ada)
    with pytest.raises(Exception, match="is decided"), ada.opened():
        Release.objects.filter(pk=number).update(state="APPROVED")
    with pytest.raises(Conflict, match="refused"):
        decide_release(number=number, approve=True, by=ada)
    with pytest.raises(Exception, match="proposed before"), gale.opened():
        Release(title="x", snapshot_id=snapshot.id, tables=list(snapshot.tables), told={}, body=[], state="APPROVED",
                proposed_by_id=gale.reader.person, proposed_at="2026-01-01T00:00Z", decided_by_id=ada.reader.person,
                decided_at="2026-01-01T00:00Z").save()  # fmt: skip


def test_refusing_wants_a_reason(ada: Door, gale: Door, snapshot: Registered) -> None:
    with pytest.raises(Refused, match="for a reason"):
        decide_release(number=proposed(gale, snapshot, "sex"), approve=False, by=ada)


@pytest.mark.parametrize("who", ["ben", "eve", "hal", "iris"])
def test_who_makes_no_statistics_publishes_none(snapshot: Registered, door_of: Doors, who: str) -> None:
    with pytest.raises(Refused):
        find_releases(door_of(who, Purpose.REPORTING), LOOK)
    with pytest.raises(Refused):
        propose_release(title="x", measures=["sex"], snapshot=snapshot, by=door_of(who, Purpose.REPORTING))


def test_the_register_holds_no_small_count(gale: Door, snapshot: Registered, superuser: psycopg.Connection) -> None:
    number = proposed(gale, snapshot, "race_by_year", "age_csec", "county")
    row = superuser.execute("SELECT told::text, body::text FROM reports_release WHERE id = %s", [number]).fetchone()
    assert row is not None
    told = [count for figure in json.loads(row[0]).values() for part in figure.values() for _key, count in part]
    assert not [count for count in told if count is not None and 0 < count < 11]
    rows = [line for figure in json.loads(row[1]) for line in figure["rows"]]
    counts = [cell["count"] for line in rows for cell in line.values() if isinstance(cell, dict)]
    assert not [count for count in counts if count != "S" and 0 < count < 11]
    assert counts.count("S") > 10


def test_a_release_that_tells_by_difference_is_refused_and_names_the_cells(
    ada: Door, gale: Door, snapshot: Registered, superuser: psycopg.Connection
) -> None:
    """The same figure of another day: whoever has both would know how many came or changed."""
    decide_release(number=proposed(gale, snapshot, "risk"), approve=True, by=ada)
    superuser.execute(
        "CREATE TEMP TABLE turned AS SELECT id FROM youths_riskfactor WHERE factor = 'DRUG_USE' AND value = 'YES' "
        "AND superseded_at IS NULL AND NOT withdrawn LIMIT 3"
    )
    superuser.execute("UPDATE youths_riskfactor SET value = 'UNKNOWN' WHERE id IN (SELECT id FROM turned)")
    try:
        later = of_today(gale)
        with pytest.raises(Refused, match="DRUG_USE"):
            proposed(gale, later, "risk")
        assert proposed(gale, later, "county")
    finally:
        superuser.execute("UPDATE youths_riskfactor SET value = 'YES' WHERE id IN (SELECT id FROM turned)")


def test_a_later_figure_of_the_same_snapshot_withholds_what_would_tell_of_an_earlier_one(
    ada: Door, gale: Door, snapshot: Registered
) -> None:
    """Alone, the table by class could tell the classes' totals; after the table by year it tells nothing that year withholds."""
    decide_release(number=proposed(gale, snapshot, "sex_by_year"), approve=True, by=ada)
    second = find_release(ada, proposed(gale, snapshot, "race_by_year"), LOOK)
    assert second.withheld
    assert decide_release(number=second.id, approve=True, by=ada).state is ReleaseState.APPROVED


def test_unknown_figures_and_numbers_are_told(gale: Door, snapshot: Registered) -> None:
    with pytest.raises(Refused, match="no figure called nonsense"):
        proposed(gale, snapshot, "nonsense")
    with pytest.raises(NotInScope):
        find_release(gale, 999_999, LOOK)


def test_the_steps_of_a_release_are_a_table() -> None:
    ends: set[ReleaseState] = set()
    both = {ReleaseState.APPROVED, ReleaseState.REFUSED}
    assert {ReleaseState.PROPOSED: both, ReleaseState.APPROVED: ends, ReleaseState.REFUSED: ends} == TRANSITIONS


def test_protected_figures_of_the_analyst_tell_nothing_small(gale: Door, snapshot: Registered) -> None:
    report = make_report(snapshot=snapshot, by=gale)
    counts = [count for figure in report.figures for part in (figure.cells, figure.of) for count in part.values()]
    assert not [count for count in counts if count is not None and 0 < count < 11]
    assert sum(count is None for count in counts) > 500
    assert sum(count is not None for count in counts) > 500
    for figure in report.figures:
        for row in figure.rows():
            assert all(row.percent(group) is None for group in figure.groups if row.counts[group] is None)


def test_the_commands_propose_show_approve(
    home: object, snapshot: Registered, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["release", "propose", "sex", "--title", "Sex", "--by", "gale", "--snapshot", snapshot.code]) == 0
    number = capsys.readouterr().out.split()[1]
    assert main(["release", "approve", number, "--by", "gale"]) == 1
    assert main(["release", "show", number, "--by", "ada", "--out", str(tmp_path)]) == 0
    assert (tmp_path / "figure-04-sex.csv").read_text().startswith("Sex,Classification,Count")
    assert main(["release", "approve", number, "--by", "ada"]) == 0
    capsys.readouterr()
    assert main(["release", "list", "--by", "gale", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["state"] == "APPROVED"
    assert (settings.SNAPSHOTS / snapshot.code).exists()


def test_the_pages_propose_show_and_decide(snapshot: Registered, browser: Callable[..., Client]) -> None:
    """The analyst proposes in the browser, cannot decide, the coordinator approves, and everybody reads it."""
    gale, ada = browser("gale"), browser("ada")
    ada.post("/purpose/", {"purpose": "REPORTING"})
    page = gale.post("/numbers/releases/", {"title": "Sex", "snapshot": snapshot.code, "figures": ["sex"]}, follow=True)
    address = page.redirect_chain[-1][0]
    assert "somebody else decides" in page.content.decode()
    assert gale.post(f"{address}decide/", {"decision": "approve"}).status_code == 403
    looked = ada.get(address).content.decode()
    assert "Approve and publish" in looked
    assert "Everything in it is invented" in looked
    assert "<svg" in looked
    assert ada.post(f"{address}decide/", {"decision": "refuse", "reason": ""}).status_code == 403
    assert "Approved and published" in ada.post(f"{address}decide/", {"decision": "approve"}, follow=True).content.decode()
    assert "Sex: Sex" in browser("eve").get("/numbers/published/").content.decode()
    assert browser("ben").get("/numbers/releases/").status_code == 403
    assert gale.post("/numbers/releases/", {"title": "", "snapshot": snapshot.code}).status_code == 400
