"""``safetynet init --demo``: every compartment has rows of plausible agencies, and the policy decided about each of them."""

from datetime import timedelta

import pytest

from safetynet.audit.keeping import read_chains
from safetynet.youths.models import CLAIM_KINDS
from synthetic.cast import CAST
from tests.integration.synthetic.conftest import Demo

TABLES = [kind._meta.db_table for kind in CLAIM_KINDS]
ONLY_ONE_MAY_WRITE = {
    "youths_advocatenote", "youths_alias", "youths_cpsreport", "youths_childwelfarestatus", "youths_healthnote",
    "youths_jointassessment", "youths_meetingnote", "youths_mentalhealthnote", "youths_noservice", "youths_placementtext",
    "youths_referral", "youths_representation", "youths_residence", "youths_statusattable", "youths_substancetreatment",
    "youths_summary", "youths_traffickingplace",
}  # fmt: skip
"""Kinds that one agency feeds by its task; all others have several voices."""


def test_every_kind_of_claim_has_rows(demo: Demo) -> None:
    assert len(TABLES) >= 45
    counts = {table: demo.number(f"SELECT count(*) FROM {table}") for table in TABLES}
    assert {table for table, count in counts.items() if count == 0} == set()
    assert 20_000 <= sum(counts.values()) <= 40_000


def test_agencies_speak_for_themselves(demo: Demo) -> None:
    voices = {table: demo.number(f"SELECT count(DISTINCT source_agency_id) FROM {table}") for table in TABLES}
    assert {table for table, count in voices.items() if count == 1} <= ONLY_ONE_MAY_WRITE
    authors = demo.rows("SELECT DISTINCT p.username FROM youths_riskfactor r JOIN governance_person p ON p.id = r.recorded_by_id")
    assert {name for (name,) in authors} == {"ada", "kai", "lena"}


def test_nobody_wrote_for_another_agency_or_by_another_hand(demo: Demo) -> None:
    for table in TABLES:
        foreign = demo.number(
            f"SELECT count(*) FROM {table} c JOIN governance_person p ON p.id = c.recorded_by_id "
            "WHERE p.agency_id <> c.source_agency_id"
        )
        assert foreign == 0, table


def test_the_cast_sits_as_the_house_knows_it(demo: Demo) -> None:
    rows = demo.rows(
        "SELECT p.username, p.title, h.role, count(s.id) FROM governance_person p "
        "JOIN governance_roleholding h ON h.person_id = p.id LEFT JOIN governance_seat s ON s.person_id = p.id "
        "WHERE p.username NOT LIKE 'coordinator-%%' GROUP BY 1, 2, 3"
    )
    assert {(name, title, role, seats == 1) for name, title, role, seats in rows} == {
        (member.username, member.title, member.role.value, member.seat) for member in CAST
    }
    assert demo.number("SELECT count(*) FROM governance_seat WHERE chairs") == 1
    assert demo.number("SELECT count(*) FROM governance_account WHERE password NOT LIKE '!%%'") == 0


def test_who_sees_how_many(demo: Demo) -> None:
    youths = demo.numbers_by_person("SELECT count(*) FROM youths_youth")
    names = demo.numbers_by_person("SELECT count(DISTINCT youth_id) FROM youths_identity")
    assert (youths("ada"), names("ada")) == (482, 482)
    assert (youths("cleo"), names("cleo")) == (482, 482)
    assert (youths("ben"), names("ben")) == (482, 0)
    of_probation = demo.number(
        "SELECT count(*) FROM (SELECT s.youth_id FROM youths_served s JOIN governance_agency g ON g.id = s.agency_id "
        "WHERE g.short_name = 'Probation' UNION SELECT c.youth_id FROM governance_consent c "
        "JOIN governance_agency g ON g.id = c.agency_id WHERE g.short_name = 'Probation' AND c.revoked_on IS NULL "
        "AND c.ends >= %s) AS theirs",
        (demo.today,),
    )
    assert 0 < youths("dev") == of_probation < 200
    assert [youths(name) for name in ("eve", "finn", "gale", "hal")] == [0, 0, 0, 0]
    assert youths("sam") == 4


@pytest.mark.parametrize(("username", "table"), [("jude", "vaultnote"), ("quinn", "vaultnote"), ("mara", "advocatenote")])
def test_privileged_notes_open_to_their_side_only(demo: Demo, username: str, table: str) -> None:
    mine = f"SELECT count(*) FROM youths_{table}"
    assert demo.numbers_as(username, [mine])[0] > 0
    assert demo.numbers_as("ada", [mine])[0] == 0


def test_consents_and_walls_change_what_is_seen(demo: Demo) -> None:
    notes = "SELECT count(*) FROM youths_mentalhealthnote"
    youths = "SELECT count(*) FROM youths_youth"
    assert demo.numbers_as("opal", [notes])[0] > 0
    assert demo.numbers_as("cleo", [notes])[0] == 0
    assert demo.numbers_as("iris", [youths])[0] == 480
    assert demo.numbers_as("rosa", [youths])[0] == 481


def test_a_year_of_tuesdays(demo: Demo) -> None:
    days = [day for (day,) in demo.rows("SELECT held_on FROM meetings_meeting ORDER BY held_on")]
    assert len(days) == 52
    assert {day.weekday() for day in days} == {1}
    assert demo.today - timedelta(days=8) <= days[-1] < demo.today
    assert demo.number("SELECT count(*) FROM meetings_meeting WHERE state <> 'CLOSED'") == 0
    sizes = demo.rows("SELECT count(*) FROM meetings_attendance GROUP BY meeting_id")
    assert all(12 <= size <= 19 for (size,) in sizes)
    assert demo.number("SELECT count(*) FROM meetings_agendareason") == demo.number("SELECT count(*) FROM meetings_agendaitem")


def test_next_tuesday_has_reasons(demo: Demo) -> None:
    now = "superseded_at IS NULL AND NOT withdrawn"

    def standing(table: str, condition: str, *parameters: object) -> int:
        return demo.number(f"SELECT count(*) FROM youths_{table} WHERE {now} AND {condition}", parameters)

    soon, lately = demo.today + timedelta(days=14), demo.today - timedelta(days=28)
    assert standing("referral", "referred_on > %s", lately) >= 5
    assert standing("placement", "ends IS NULL AND placement_kind IN ('JUVENILE_HALL', 'CAMP_RANCH')") >= 7
    assert standing("placement", "ends IS NULL AND return_planned_on <= %s", soon) == 6
    assert standing("followup", "status = 'OPEN' AND due_on <= %s", demo.today) >= 5
    assert standing("absence", "ends IS NULL") == 5
    assert standing("jointassessment", "hearing_on > %s", demo.today) == 7
    assert standing("reviewrequest", "asked_on > %s", demo.today - timedelta(days=7)) >= 6


def test_differences_corrections_withdrawals(demo: Demo) -> None:
    differing = demo.number(
        "SELECT count(*) FROM youths_classificationattable a JOIN youths_classificationattable b ON a.youth_id = b.youth_id "
        "AND a.id < b.id AND a.classification <> b.classification AND a.source_agency_id <> b.source_agency_id"
    )
    corrected = sum(demo.number(f"SELECT count(*) FROM {table} WHERE superseded_at IS NOT NULL") for table in TABLES)
    withdrawn = sum(demo.number(f"SELECT count(*) FROM {table} WHERE withdrawn") for table in TABLES)
    assert differing >= 3
    assert corrected >= 20
    assert withdrawn == 7


def test_the_log_tells_numbers_and_verifies(demo: Demo) -> None:
    loaded = demo.rows("SELECT who, detail FROM audit.entry WHERE action = 'load synthetic data' AND subject_kind = 'claims'")
    assert len({who for who, _ in loaded}) == len(loaded) >= 13
    assert all(isinstance(count, int) for _, detail in loaded for count in detail.values())
    assert read_chains(demo.connection).broken() == []
    assert demo.steps == 3


def test_names_are_found_in_the_index(demo: Demo) -> None:
    primary = demo.number('SELECT count(DISTINCT youth_id) FROM youths_nameentry WHERE "primary"')
    assert primary == 482
    assert demo.number("SELECT count(*) FROM youths_possibleduplicate") == 2
