"""The face sheet, contradictions, dual status, and the projection of rows."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from safetynet.kernel.faults import Refused
from safetynet.policy.seen import Seen, WithheldError, make_shape
from safetynet.policy.vocabulary import Role
from safetynet.youths.rules.differences import contradictions
from safetynet.youths.rules.dual_status import check_dual_status, described_by_both
from safetynet.youths.rules.face import face_sheet, whereabouts

TODAY = date(2015, 3, 12)


def row(**values: Any) -> SimpleNamespace:
    """A claim as its reader sees it."""
    common = {"recorded_at": "2015-03-01T00:00:00+00:00", "source_agency_id": 1, "id": 1}
    return SimpleNamespace(**{**common, **values})


def placement(begins: str, ends: str | None = None, **values: Any) -> SimpleNamespace:
    """A stay."""
    given = {"placement_kind": "GROUP_HOME", "place": "Harbor", "city": "Fresno", "return_planned_on": None, **values}
    return row(begins=begins, ends=ends, **given)


def test_ages_today_and_at_the_first_referral() -> None:
    """Age at referral counts on the first referral's day, whatever came later."""
    face = face_sheet(
        {
            "identity": [row(last_name="Adams", first_name="Ashley", middle_name="", birth_date="2000-06-01")],
            "referral": [row(referred_on="2014-05-31"), row(referred_on="2015-02-01")],
        },
        TODAY,
        {},
    )
    assert (face.name, face.age_today, face.age_at_referral) == ("Adams, Ashley", 14, 13)
    assert face.referred_on == date(2014, 5, 31)


def test_the_claim_recorded_last_stands_on_the_face() -> None:
    """Where agencies differ, the sections show both; the face shows the newest."""
    older = row(last_name="Adams", first_name="A", middle_name="", birth_date=None)
    newer = row(last_name="Addams", first_name="A", middle_name="", birth_date=None, recorded_at="2015-03-02T00:00:00+00:00")
    assert face_sheet({"identity": [newer, older]}, TODAY, {}).name == "Addams, A"


def gone(begins: str, ends: str | None = None, left_from: str = "") -> SimpleNamespace:
    """An absence."""
    return row(begins=begins, ends=ends, left_from=left_from)


HARBOR = "Group home (historic), Harbor, Fresno"


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ({}, None),
        ({"placement": [placement("2015-01-01", place="Willow"), placement("2015-02-01")]}, HARBOR),
        ({"placement": [placement("2015-01-01", "2015-02-01")]}, None),
        ({"placement": [placement("2015-01-01")], "absence": [gone("2015-03-01", left_from="Harbor")]}, "Missing, left Harbor"),
        ({"placement": [placement("2015-03-05")], "absence": [gone("2015-03-01")]}, HARBOR),
        ({"absence": [gone("2015-03-01", "2015-03-04")]}, None),
        ({"placement": [placement("2015-04-01")]}, None),
    ],
)
def test_where_the_youth_is_now(records: dict[str, list[Any]], words: str | None) -> None:
    """Missing, or the stay that began last and has not ended; a stay in the future is not now."""
    where = whereabouts(records, TODAY)
    assert (where.words if where else None) == words


def test_open_questions_and_dates_ahead() -> None:
    """Only open questions; dates nearest first; what is past is not ahead."""
    face = face_sheet(
        {
            "followup": [
                row(question="Records?", status="OPEN", due_on="2015-03-20"),
                row(question="Done?", status="DONE", due_on="2015-03-15"),
            ],
            "jointassessment": [row(hearing_on="2015-03-14"), row(hearing_on="2015-01-01")],
            "safetyplan": [row(concerns="Known corner", stay_away="the avenue", review_on="2015-04-01")],
            "trustedadult": [row(name="Aunt May", relation="aunt", phone="")],
        },
        TODAY,
        {},
    )
    assert face.questions == ("Records?",)
    assert [each.what for each in face.dates] == ["241.1 hearing", "Answer due", "Safety plan review"]
    assert face.concerns == ("Known corner", "Not safe: the avenue")
    assert face.trusted == ("Aunt May, aunt",)


def plan(agency: int, concerns: str, stay_away: str, day: str) -> SimpleNamespace:
    """A safety plan of one agency."""
    return row(source_agency_id=agency, concerns=concerns, stay_away=stay_away, review_on=None, recorded_at=f"{day}T00:00:00+00:00")


def test_no_safety_concern_is_dropped_because_another_agency_spoke_later() -> None:
    """Every plan that counts is on the face, the newest first, and with several each says whose it is."""
    plans = [plan(1, "A gun in the home", "the uncle", "2015-01-01"), plan(2, "Known corner", "", "2015-02-01")]
    face = face_sheet({"safetyplan": plans}, TODAY, {1: "Probation", 2: "Schools"})
    assert face.concerns == ("Known corner (Schools)", "A gun in the home (Probation)", "Not safe: the uncle (Probation)")


def test_two_agencies_that_differ_are_shown_side_by_side() -> None:
    """The same agency twice, an empty value and an unknown contradict nothing."""
    claims = [
        row(id=1, source_agency_id=1, sex="FEMALE"),
        row(id=2, source_agency_id=2, sex="MALE"),
        row(id=3, source_agency_id=3, sex="UNKNOWN"),
        row(id=4, source_agency_id=1, sex="FEMALE"),
    ]
    assert contradictions(claims, ("sex",)) == {1, 2, 4}
    assert contradictions([claims[0], claims[2], claims[3]], ("sex",)) == frozenset()


def test_each_factor_is_compared_with_itself() -> None:
    """A yes to one factor does not contradict a no to another."""
    claims = [
        row(id=1, source_agency_id=1, factor="TATTOOS", value="YES"),
        row(id=2, source_agency_id=2, factor="DRUG_USE", value="NO"),
        row(id=3, source_agency_id=2, factor="TATTOOS", value="NO"),
    ]
    assert contradictions(claims, ("value",), ("factor",)) == {1, 3}


def test_dual_status_follows_the_county() -> None:
    """Alameda refuses "now" for both within one agency; Los Angeles allows it."""
    assert described_by_both(["CURRENT"], ["PREVIOUS", "CURRENT"])
    assert not described_by_both(["CURRENT"], ["PREVIOUS"])
    check_dual_status(allowed=True, probation=["CURRENT"], social_services=["CURRENT"])
    with pytest.raises(Refused, match=r"241\.1"):
        check_dual_status(allowed=False, probation=["CURRENT"], social_services=["CURRENT"])


def test_a_withheld_value_cannot_be_asked_for() -> None:
    """The matrix shares a screening's level; its total raises for everybody whose role does not screen."""
    columns = ("id", "level", "total")
    police = Seen(make_shape("youths_screening", columns, frozenset({Role.LE})), [1, "CLEAR_CONCERN", 14])
    assert police.level == "CLEAR_CONCERN"
    assert police.withholds("total")
    assert dict(police) == {"id": 1, "level": "CLEAR_CONCERN"}
    with pytest.raises(WithheldError):
        _ = police.total
    with pytest.raises(AttributeError):
        _ = police.nonsense
    nurse = Seen(make_shape("youths_screening", columns, frozenset({Role.MED})), [1, "CLEAR_CONCERN", 14])
    assert nurse.total == 14
