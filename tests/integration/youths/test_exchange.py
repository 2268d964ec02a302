"""A case to and from another system in the fields of HTCDS 2.0: the same back, by permission, in the log, nothing lost silently."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from safetynet.config.home import Home
from safetynet.governance.models import Table
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType
from safetynet.kernel.faults import Fault, NotInScope, Refused
from safetynet.kernel.identifiers import AgencyId, PersonId
from safetynet.policy.door import Door
from safetynet.policy.vocabulary import Purpose, Role
from safetynet.youths.actions import Author, add_claim, export_case, import_case, refer_youth
from safetynet.youths.models import (
    Claim,
    Demographics,
    Exploitation,
    GenderAndOrientation,
    Identity,
    Representation,
    SafetyPlan,
    TraffickingPlace,
    Youth,
)
from safetynet.youths.queries.file import KINDS, find_file
from tests.factories.people import LONG_AGO, Member, new_member, new_table
from tests.instances import own_instance
from tests.integration.config.test_commands import run_in

CANARY = "canary-9f27"
SAID: tuple[tuple[type[Claim], dict[str, object]], ...] = (
    (Demographics, {"sex": "FEMALE", "language": "Spanish"}),
    (GenderAndOrientation, {"gender_identity": "TRANS_GIRL_WOMAN", "orientation": "BISEXUAL", "own_words": f"{CANARY} words"}),
    (
        Exploitation,
        {
            "csec_type": "OPEN_CASE", "begins": date(2024, 2, 1), "recruitment": "ONLINE_NETWORK", "relation": f"{CANARY} relation",
            "account": f"{CANARY} account\nMethods of control (HTCDS): debt bondage, false promises.",
        },
    ),
    (Exploitation, {"recruitment": "FRIENDS"}),
    (TraffickingPlace, {"role": "RECRUITMENT", "venue": "SCHOOL", "city": "Oakland", "area": "East", "seen_on": date(2024, 3, 5)}),
    (TraffickingPlace, {"role": "TRANSIT", "city": "Reno", "state": "NV"}),
    (SafetyPlan, {"concerns": "Rides home", "steps": "A call each evening", "review_on": date(2030, 1, 2), "stay_away": CANARY}),
)  # fmt: skip
EVERYTHING = (Role.COORD, Role.CWS, Role.LE)
Doors = Callable[..., Door]
AT_A_TABLE = (
    "SELECT p.id, p.username, p.agency_id, s.table_id FROM governance_person p JOIN governance_seat s ON s.person_id = p.id "
    "WHERE p.username = %s"
)


def author(member: Member) -> Author:
    """Who writes, for which agency."""
    return Author(PersonId(member.person), AgencyId(member.agency))


def referred(member: Member, last_name: str) -> Youth:
    """A youth whom this member puts on the register."""
    values = {
        "last_name": last_name, "first_name": "Wren", "birth_date": date(2009, 5, 6), "referred_on": date(2025, 1, 7),
        "source": "SCHOOL", "classification": "CSEC_IDENTIFIED", "submission": uuid4(),
    }  # fmt: skip
    return refer_youth(door=member.door(), table_id=member.table, values=values, by=author(member))


@pytest.fixture
def told(home: Home) -> tuple[Member, Youth]:
    """A member who may write everything that the standard has fields for, and a youth of whom all of it is said."""
    member = new_member(new_table(), *EVERYTHING)
    youth = referred(member, "Phalarope")
    for kind, values in SAID:
        add_claim(door=member.door(), kind=kind, youth=youth, values=values, by=author(member))
    return member, youth


def said(document: dict[str, object]) -> dict[str, object]:
    """What a document says of the youth, without who made it when."""
    return {name: document[name] for name in ("fields", "historic_trafficking_events", "support_plans", "no_record")}


def test_every_field_is_told_in_the_standards_words(told: tuple[Member, Youth]) -> None:
    member, youth = told
    document = export_case(door=member.door(), number=youth.number)
    assert document["fields"] == {
        "prs_FirstName": "Wren", "prs_SecondName": "Phalarope", "prs_Birthdate": "2009-05-06", "prs_Gender": "TransgenderFeminine",
        "prs_PrimaryLanguage": "spa", "vic_TraffickingStatus": "ActualVictimOfTrafficking", "cas_Status": "Active",
        "cas_IncomingReferralDate": "2025-01-07", "cas_ReferringOrganisation": "School",
        "vic_MethodOfRecruitment": ["ThroughOnlineSocialNetworks", "ThroughFriendsOrSocialEvents"],
        "vic_MethodsOfControl": ["DebtBondage", "FalsePromises"], "vic_TypeOfExploitation": ["SexualExploitation"],
    }  # fmt: skip
    assert document["historic_trafficking_events"] == [
        {"hte_Type": "Recruitment", "hte_City": "Oakland", "hte_State": "CA", "hte_Country": "US", "hte_Street": "East",
         "hte_Date": "2024-03-05", "hte_Description": "School"},
        {"hte_Type": "Transit", "hte_City": "Reno", "hte_State": "NV", "hte_Country": "US"},
    ]  # fmt: skip
    assert document["support_plans"] == [
        {"spl_Objectives": "Rides home", "spl_ActionPlan": "A call each evening", "spl_PlannedEndDate": "2030-01-02"}
    ]
    assert document["not_shared"] == []
    assert document["no_record"] == ["prs_MiddleName", "vic_TypeOfSexExploitation", "cas_ReasonForCaseClosure", "con_Consent"]
    assert CANARY not in json.dumps(document)
    assert "CC BY 4.0" in document["credit"]


def test_imported_elsewhere_it_says_the_same(told: tuple[Member, Youth], superuser: psycopg.Connection) -> None:
    member, youth = told
    document = json.loads(json.dumps(export_case(door=member.door(), number=youth.number)))
    away = new_member(new_table("Glenn"), *EVERYTHING)
    done = import_case(door=away.door(), document=document, county="Glenn")
    assert done.new_youth
    assert done.left_out == ()
    again = export_case(door=away.door(), number=done.number)
    assert said(again) == said(document)
    file = find_file(away.door(), done.number)
    assert {(row.source_type, row.source_agency_id) for rows in file.records.values() for row in rows} == {
        ("DOCUMENT", away.agency)
    }
    entry = superuser.execute(
        "SELECT fields FROM audit.entry WHERE action = 'import' AND subject_kind = 'HTCDS case' AND subject = %s", [done.number]
    ).fetchall()
    assert [set(fields) >= {"prs_SecondName", "hte_City", "spl_ActionPlan"} for (fields,) in entry] == [True]


def test_a_dry_run_writes_nothing(told: tuple[Member, Youth], superuser: psycopg.Connection) -> None:
    member, youth = told
    document = export_case(door=member.door(), number=youth.number)
    away = new_member(new_table("Glenn"), *EVERYTHING)

    def rows() -> list[int]:
        return [
            superuser.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("youths_youth", *(kind._meta.db_table for kind in KINDS.values()))
        ]

    before = rows()
    done = import_case(door=away.door(), document=document, county="Glenn", dry_run=True)
    assert (done.number, done.dry_run, done.claims) == ("", True, 11)
    assert rows() == before


def test_an_export_is_one_entry_that_names_the_youth_and_the_fields(
    told: tuple[Member, Youth], superuser: psycopg.Connection
) -> None:
    member, youth = told
    export_case(door=member.door(), number=youth.number)
    entries = superuser.execute(
        "SELECT action, subject, fields FROM audit.entry WHERE person = %s AND youth_id = %s AND action = 'export'",
        [member.person, youth.pk],
    ).fetchall()
    assert [entry[:2] for entry in entries] == [("export", youth.number)]
    assert {"prs_SecondName", "prs_Gender", "vic_MethodOfRecruitment", "hte_City"} <= set(entries[0][2])


def test_of_two_agencies_ones_own_counts_and_the_other_is_told(told: tuple[Member, Youth]) -> None:
    member, youth = told
    table = Table.objects.using("owner").select_related("county").get(pk=member.table)
    other = new_member(table, Role.PROB, Role.CWS, kind=AgencyType.PROBATION)
    add_claim(door=other.door(), kind=Identity, youth=youth, values={"last_name": "Dotterel"}, by=author(other))
    document = export_case(door=other.door(), number=youth.number)
    assert document["fields"]["prs_SecondName"] == "Dotterel"
    assert {"prs_SecondName", "prs_Birthdate"} & {each["field"] for each in document["other_agencies_say"]} == {
        "prs_SecondName",
        "prs_Birthdate",
    }
    assert export_case(door=member.door(), number=youth.number)["fields"]["prs_SecondName"] == "Phalarope"


@pytest.fixture
def at_the_demo_table(superuser: psycopg.Connection) -> Youth:
    """A youth at the table of the cast, of whom Ada, Kai and child welfare have said things; Jude is counsel."""
    ada = Member(*superuser.execute(AT_A_TABLE, ["ada"]).fetchone(), "Alameda")
    youth = referred(ada, "Turnstone")
    jude = superuser.execute("SELECT id FROM governance_person WHERE username = 'jude'").fetchone()[0]
    said_by_ada = (
        (Representation, {"counsel_id": jude, "begins": LONG_AGO}), (Exploitation, {"recruitment": "FRIENDS"}),
        (SafetyPlan, {"steps": f"{CANARY} steps"}), (Demographics, {"language": "Korean"}),
    )  # fmt: skip
    for kind, values in said_by_ada:
        add_claim(door=ada.door(), kind=kind, youth=youth, values=values, by=author(ada))
    return youth


NAMES = {"prs_FirstName", "prs_SecondName", "prs_Birthdate"}
ALL = {
    *NAMES, "prs_PrimaryLanguage", "vic_TraffickingStatus", "cas_Status", "cas_IncomingReferralDate", "cas_ReferringOrganisation",
    "vic_MethodOfRecruitment",
}  # fmt: skip


@pytest.mark.parametrize(("who", "fields", "plans"), [("ada", ALL, 1), ("cleo", NAMES, 0), ("jude", NAMES, 1)])
def test_each_exports_what_the_policy_shares(
    at_the_demo_table: Youth, door_of: Doors, who: str, fields: set[str], plans: int
) -> None:
    document = export_case(door=door_of(who, Purpose.CASE_WORK), number=at_the_demo_table.number)
    assert set(document["fields"]) == fields
    assert len(document["support_plans"]) == plans
    assert (CANARY in json.dumps(document)) == bool(plans)
    shut = {name for each in document["not_shared"] for name in each["fields"]}
    assert not shut & (fields | set(document["no_record"]))
    assert ("spl_ActionPlan" in shut) == (who == "cleo")
    assert all(each["why"] for each in document["not_shared"])


@pytest.mark.parametrize(
    ("who", "fault"), [("ben", Refused), ("gale", NotInScope), ("hal", NotInScope), ("eve", NotInScope), ("finn", NotInScope)]
)
def test_nobody_else_gets_a_file(at_the_demo_table: Youth, door_of: Doors, who: str, fault: type[Fault]) -> None:
    with pytest.raises(fault):
        export_case(door=door_of(who, Purpose.CASE_WORK), number=at_the_demo_table.number)


def test_a_number_that_nobody_has_looks_like_one_that_is_not_ones_own(at_the_demo_table: Youth, door_of: Doors) -> None:
    answers = []
    for number in (at_the_demo_table.number, "01-9999"):
        with pytest.raises(NotInScope) as said:
            export_case(door=door_of("eve", Purpose.CASE_WORK), number=number)
        answers.append(said.value.what.replace(number, "NUMBER"))
    assert answers[0] == answers[1]


CASE = {"standard": "HTCDS 2.0", "fields": {"prs_SecondName": "Sanderling", "prs_FirstName": "Wren"}}


@pytest.mark.parametrize("who", ["ben", "cleo", "jude", "gale", "hal", "eve"])
def test_who_may_put_nobody_on_the_register_imports_nothing(home: Home, door_of: Doors, who: str) -> None:
    with pytest.raises(Refused, match="register"):
        import_case(door=door_of(who, Purpose.RECORD_KEEPING), document=CASE, county="Alameda")


def test_nobody_imports_into_another_county(home: Home, door_of: Doors) -> None:
    with pytest.raises(Refused, match="Contra Costa"):
        import_case(door=door_of("ada", Purpose.RECORD_KEEPING), document=CASE, county="Contra Costa")


def test_a_youth_is_matched_only_by_hand_and_nothing_of_hers_is_replaced(told: tuple[Member, Youth]) -> None:
    """The same name twice is two youths. Into a named record comes what the agency has not said; what it says stays."""
    member, youth = told
    document = {**CASE, "fields": {**CASE["fields"], "vic_MethodOfRecruitment": "AtWork"}}
    first, second = (import_case(door=member.door(), document=document, county=member.county) for _ in range(2))
    assert len({first.number, second.number, youth.number}) == 3
    done = import_case(door=member.door(), document=document, county=member.county, number=youth.number)
    assert (done.number, done.new_youth, done.taken) == (youth.number, False, ("vic_MethodOfRecruitment",))
    assert {each["field"] for each in done.left_out} >= {"prs_SecondName", "prs_FirstName"}
    after = export_case(door=member.door(), number=youth.number)["fields"]
    assert after["prs_SecondName"] == "Phalarope"
    assert "AtWork" in after["vic_MethodOfRecruitment"]
    other = new_member(new_table("Glenn"), Role.COORD)
    with pytest.raises(NotInScope):
        import_case(door=other.door(), document=document, county="Glenn", number=youth.number)


def test_what_the_role_may_not_write_is_named(told: tuple[Member, Youth]) -> None:
    """A coordinator writes neither gender identity nor places; both are told as left out, with the rule."""
    member, youth = told
    document = export_case(door=member.door(), number=youth.number)
    coordinator = new_member(new_table("Glenn"), Role.COORD)
    done = import_case(door=coordinator.door(), document=document, county="Glenn")
    left = {each["field"]: each["why"] for each in done.left_out}
    assert {"prs_Gender", "hte_City"} <= set(left)
    assert "prs_Gender" not in done.taken
    assert "Gender identity and orientation" in left["prs_Gender"]


def test_a_name_is_needed_for_a_new_youth(told: tuple[Member, Youth]) -> None:
    member, _youth = told
    with pytest.raises(Refused, match="holds no name"):
        import_case(door=member.door(), document={**CASE, "fields": {"vic_MethodOfRecruitment": ["AtWork"]}}, county=member.county)


def test_a_day_that_lies_ahead_is_not_taken(told: tuple[Member, Youth]) -> None:
    member, _youth = told
    ahead = (clock.today() + timedelta(days=2)).isoformat()
    done = import_case(
        door=member.door(), document={**CASE, "fields": {**CASE["fields"], "cas_IncomingReferralDate": ahead}}, county=member.county
    )
    assert [each["field"] for each in done.left_out] == ["cas_IncomingReferralDate"]


def test_the_command_line(tmp_path: Path) -> None:
    """Out, back in dry and in earnest, refused, and files that are none."""
    with own_instance("exchange", "demo") as folder:
        run = run_in(folder)
        number = "01-0001"
        file = tmp_path / "case.json"
        done = run("htcds", "export", number, "--out", str(file), "--by", "ada")
        assert done.returncode == 0, done.stderr
        assert file.stat().st_mode & 0o077 == 0
        assert json.loads(file.read_text())["exported"]["youth"] == number
        assert run("htcds", "export", number, "--out", str(tmp_path / "none.json"), "--by", "eve").returncode == 1
        assert not (tmp_path / "none.json").exists()
        dry = run("htcds", "import", str(file), "--county", "Alameda", "--by", "ada", "--dry-run", "--json")
        assert json.loads(dry.stdout)["youth"] == ""
        real = run("htcds", "import", str(file), "--county", "Alameda", "--by", "ada", "--json")
        assert json.loads(real.stdout)["youth"] not in ("", number)
        file.write_text("[" * 100_000)
        broken = run("htcds", "import", str(file), "--county", "Alameda", "--by", "ada")
        assert (broken.returncode, "Traceback" in broken.stderr) == (1, False)
        assert run("htcds", "import", str(tmp_path / "none.json"), "--county", "Alameda", "--by", "ada").returncode == 2
