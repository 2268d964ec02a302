"""The proposal of an agenda: every line has its reason, the most urgent first, in the printed order."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safetynet.kernel.codes import AgendaSection
from safetynet.meetings.rules.compose import (
    CATEGORY_OF,
    MUST_COME_BACK,
    SECTION_ORDER,
    Candidate,
    Reason,
    ReasonCode,
    compose,
    compose_review,
    minutes_each,
    ordinal,
    over_capacity,
    under_headings,
)

DAY = date(2015, 3, 3)


def candidate(number: int, *codes: ReasonCode, since: date | None = DAY) -> Candidate:
    """Somebody with these reasons."""
    return Candidate(
        number, f"01-{number:04d}", f"Youth {number}", tuple(Reason(code, since) for code in codes),
        in_custody=ReasonCode.IN_CUSTODY in codes, new=ReasonCode.NEW_REFERRAL in codes,
    )  # fmt: skip


def test_sections_are_those_of_the_printed_agenda() -> None:
    """New, in custody, out of custody; new comes first even in custody."""
    proposal = compose(
        [
            candidate(1, ReasonCode.NOT_SEEN),
            candidate(2, ReasonCode.IN_CUSTODY),
            candidate(3, ReasonCode.NEW_REFERRAL, ReasonCode.IN_CUSTODY),
        ],
        capacity=15,
    )
    assert [(one.youth, one.section) for one in proposal.lines] == [
        (3, AgendaSection.NEW),
        (2, AgendaSection.IN_CUSTODY),
        (1, AgendaSection.OUT_OF_CUSTODY),
    ]


def test_the_most_urgent_are_chosen_and_the_others_are_named() -> None:
    """Missing before everything else; who does not fit is not forgotten."""
    everybody = [candidate(number, ReasonCode.NOT_SEEN) for number in range(1, 20)] + [candidate(99, ReasonCode.MISSING)]
    proposal = compose(everybody, capacity=15)
    assert len(proposal.lines) == 15
    assert 99 in {one.youth for one in proposal.lines}
    assert len(proposal.others) == 5


def test_among_equals_the_longest_waiting_comes_first() -> None:
    """Then the number, so that the same facts always give the same agenda."""
    older = candidate(2, ReasonCode.NOT_SEEN, since=date(2014, 1, 1))
    newer = candidate(1, ReasonCode.NOT_SEEN, since=date(2015, 1, 1))
    assert compose([newer, older], capacity=1).lines == [older]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.integers(1, 50), st.lists(st.sampled_from(ReasonCode), min_size=1, unique=True)), unique_by=lambda x: x[0]
    )
)
def test_nobody_is_lost_and_the_order_does_not_matter(drawn: list[tuple[int, list[ReasonCode]]]) -> None:
    """Whoever has a reason is on the agenda or among the others, whatever order the facts came in."""
    everybody = [candidate(number, *codes) for number, codes in drawn]
    there, back = compose(everybody, 15), compose(list(reversed(everybody)), 15)
    assert there == back
    assert {one.youth for one in (*there.lines, *there.others)} == {one.youth for one in everybody}
    places = [SECTION_ORDER.index(one.section) for one in there.lines]
    assert places == sorted(places)


def test_reasons_say_their_day_and_belong_to_a_category() -> None:
    """A reason is shared like the category it was read from."""
    assert Reason(ReasonCode.RETURNING, DAY).words == "Returning from placement on Tue 3 Mar 2015"
    assert Reason(ReasonCode.ADDED).words == "Added by the coordinator"
    assert set(CATEGORY_OF) == set(ReasonCode)


@pytest.mark.parametrize(("youths", "each"), [(15, 8), (13, 9), (0, 120), (200, 0)])
def test_two_hours_are_shared_out(youths: int, each: int) -> None:
    """Whole minutes; all of them while nobody is on the agenda."""
    assert minutes_each(120, youths) == each


def test_more_than_the_table_wants_is_told() -> None:
    """S2: more than 15 leaves too little time."""
    assert not over_capacity(15, 15)
    assert over_capacity(16, 15)


def test_no_heading_tells_what_a_line_does_not() -> None:
    """Lines whose section is not told stand together at the end; without them all headings stand, also over nobody."""
    new, held, free = AgendaSection.NEW, AgendaSection.IN_CUSTODY, AgendaSection.OUT_OF_CUSTODY
    assert under_headings([(held, 1), (held, 2)]) == [("New", []), ("In custody", [1, 2]), ("Out of custody", [])]
    assert under_headings([(new, 1), (None, 2), (None, 3)]) == [("New", [1]), ("Also on the agenda", [2, 3])]
    assert under_headings([(None, 1), (free, 2)]) == [("New", []), ("Out of custody", [2]), ("Also on the agenda", [1])]
    assert under_headings([(AgendaSection.AFTERCARE, 1)])[-1] == ("Aftercare", [1])


def test_whoever_was_carried_over_often_is_not_left_waiting_again() -> None:
    """Each further time weighs more and is said; once is said without a number."""
    once, thrice = (Reason(ReasonCode.CARRIED_OVER, DAY, times) for times in (1, 3))
    assert (once.words, thrice.words) == ("Carried over from Tue 3 Mar 2015", "Carried over from Tue 3 Mar 2015, 3rd time")
    waiting = Candidate(2, "01-0002", "Youth 2", (thrice,))
    assert compose([Candidate(1, "01-0001", "Youth 1", (once,)), waiting], capacity=1).lines == [waiting]
    assert compose([candidate(1, ReasonCode.CARRIED_OVER, ReasonCode.IN_CUSTODY), waiting], capacity=1).lines == [waiting]


def test_reasons_with_a_day_must_come_back_and_words_of_a_deferral_tell_nothing() -> None:
    """The five of the table's rule; a deferral is proposed again, but may be left off."""
    assert {code.value for code in MUST_COME_BACK} == {"RETURNING", "PLAN_REVIEW", "HEARING", "FOLLOW_UP_DUE", "ANSWERED"}
    assert Reason(ReasonCode.DEFERRED, DAY).words == "Deferred from Tue 3 Mar 2015"
    assert Reason(ReasonCode.ANSWERED, DAY).words == "An answer has come back on Tue 3 Mar 2015"


def test_a_review_names_everybody_longest_not_seen_first() -> None:
    """However many; then whose plan is due, by its day; whoever is only missing is among the others."""
    everybody = [candidate(number, ReasonCode.NOT_SEEN, since=date(2014, 1, number)) for number in range(30, 0, -1)]
    late, soon = (candidate(number, ReasonCode.PLAN_REVIEW, since=date(2015, 3, number)) for number in (31, 9))
    missing = candidate(99, ReasonCode.MISSING)
    ageless = candidate(50, ReasonCode.NOT_SEEN, since=None)
    review = compose_review([late, missing, *everybody, soon, ageless])
    assert [one.youth for one in review.lines] == [50, *range(1, 31), 9, 31]
    assert review.others == [missing]


@pytest.mark.parametrize(("number", "words"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"),
                                               (13, "13th"), (21, "21st"), (111, "111th")])  # fmt: skip
def test_times_are_said_as_people_say_them(number: int, words: str) -> None:
    """The teens are the exception."""
    assert ordinal(number) == words
