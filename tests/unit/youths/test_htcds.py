"""The words of HTCDS 2.0 beside ours: each code is told or named as untold, and what a stranger's file says is read or named."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safetynet.kernel.codes import CaseStatus, Classification, GenderIdentity, PlaceRole, RecruitmentMethod
from safetynet.kernel.faults import Fault
from safetynet.youths.rules import htcds_words as words
from safetynet.youths.rules.htcds import line_of, read_lines
from safetynet.youths.rules.htcds_reading import Case, read_case

TODAY = date(2026, 3, 1)


def read(*, events: object = (), plans: object = (), **fields: Any) -> Case:
    """A case with these fields."""
    document = {"standard": words.STANDARD, "fields": fields, words.EVENTS: list(events), words.PLANS: list(plans)}
    return read_case(document, today=TODAY)


def test_every_code_is_told_or_known_to_have_no_equal() -> None:
    assert set(words.CASE_STATUS) | set(words.CLOSED_FOR) == set(CaseStatus)
    assert set(words.TRAFFICKING_STATUS) == set(Classification) - {Classification.UNDETERMINED}
    assert set(words.GENDER) | set(words.GENDER_AS_LESS) == set(GenderIdentity)
    assert set(words.RECRUITMENT) | set(words.RECRUITMENT_AS_LESS) == set(RecruitmentMethod) - {RecruitmentMethod.UNKNOWN}
    assert set(words.EVENT_TYPE) == set(PlaceRole)


@pytest.mark.parametrize("name", words.TOLD_IN_WORDS)
def test_a_line_is_read_back_as_it_was_written(name: str) -> None:
    values = list(words.TOLD_IN_WORDS[name][1])
    assert read_lines(f"Some words.\n{line_of(name, values)}") == {name: values}


@pytest.mark.parametrize(
    "account", ["", "Methods of control (HTCDS): something else.", "debt bondage", "Methods of control: debt bondage."]
)
def test_other_words_of_an_account_are_not_read(account: str) -> None:
    assert read_lines(account) == {}


def test_what_has_no_place_is_named_with_its_value() -> None:
    case = read(
        prs_SecondName="Sora", prs_Email="sora@example.org", per_RoleDetails="somebody", con_Consent=True,
        vic_TraffickingStatus="Perhaps",
        vic_MethodOfRecruitment=["AtWork", "ByLetter"], cas_ReferringOrganisation="Somebody",
        events=[{"hte_Type": "Transit", "hte_City": "Tijuana", "hte_Country": "MX"}, "no event"],
        plans=[{"spl_ActionPlan": "A", "spl_Type": "Health"}, {"spl_ActionPlan": "B"}],
    )  # fmt: skip
    assert [said.kind for said in case.claims] == ["identity", "exploitation", "safetyplan"]
    assert {(left["field"], str(left["value"])) for left in case.left_out} >= {
        ("prs_Email", "sora@example.org"), ("per_RoleDetails", "somebody"), ("con_Consent", "True"),
        ("vic_TraffickingStatus", "Perhaps"),
        ("vic_MethodOfRecruitment", "ByLetter"), ("cas_ReferringOrganisation", "Somebody"), ("spl_Type", "Health"),
        (words.EVENTS, "no event"), (words.PLANS, "{'spl_ActionPlan': 'B'}"),
        (words.EVENTS, "{'hte_Type': 'Transit', 'hte_City': 'Tijuana', 'hte_Country': 'MX'}"),
    }  # fmt: skip


def test_an_unknown_organization_is_kept_in_words() -> None:
    (said,) = read(cas_IncomingReferralDate="2026-02-28", cas_ReferringOrganisation="Harbor House").claims
    assert said.values == {"referred_on": date(2026, 2, 28), "source": "OTHER", "source_words": "Harbor House"}


@pytest.mark.parametrize("reason", [label for label in words.CLOSED_FOR.values()])
def test_a_reason_for_closing_says_which_status(reason: str) -> None:
    (said,) = read(cas_Status="Closed", cas_ReasonForCaseClosure=reason).claims
    assert CaseStatus(said.values["status"]).label == reason


@pytest.mark.parametrize("document", [None, [], "HTCDS", {}, {"standard": "HTCDS 2.0"}, {"standard": "HTCDS 1.0", "fields": {}}])
def test_what_is_no_case_is_refused(document: object) -> None:
    with pytest.raises(Fault, match="not a case"):
        read_case(document, today=TODAY)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(fields=st.dictionaries(st.sampled_from([element.name for element in words.ELEMENTS]) | st.text(max_size=12), anything))
def test_no_field_is_lost(fields: dict[str, Any]) -> None:
    """Each field that says something becomes part of a claim or is named."""
    case = read_case({"standard": words.STANDARD, "fields": fields}, today=TODAY)
    named = {left["field"] for left in case.left_out} | {name for said in case.claims for name in said.fields}
    assert {name for name, value in fields.items() if value not in (None, "", [])} <= named
