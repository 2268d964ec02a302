"""Writing, adopting, withdrawing and printing a recommendation to the court."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from safetynet.audit.acts import Act
from safetynet.kernel import clock
from safetynet.kernel.faults import Conflict, Fault, NotInScope, Refused
from safetynet.meetings.models import RECOMMENDATION_TRANSITIONS, Recommendation, RecommendationState
from safetynet.meetings.queries.court import RecommendationView, YouthCourt, find_sources
from safetynet.meetings.rules.court import find_repetitions, say_repetitions
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb

from .court_page import set_recommendation
from .plans import in_words, open_meeting_of
from .refusals import NOTHING_CHANGED

WORDS = ("court", "case_number", "hearing_on", "recommends", "grounds")


def check_court_writer(court: YouthCourt) -> None:
    """Raises Refused, with the rule, when the person may not write recommendations about this youth."""
    decision = decide(court.standing, Verb.WRITE, Category.SAFETY_PLAN, court.row)
    if not decision:
        raise Refused(f"You may not write a recommendation. {decision.why}", kept=NOTHING_CHANGED)


def draft_recommendation(*, door: Door, court: YouthCourt, values: Mapping[str, Any]) -> Recommendation:
    """Begin a recommendation. Raises Refused without the right, Fault when it repeats what may not leave the table."""
    check_court_writer(court)
    _check_stands_alone(door, court, values)
    now, by = clock.now(), court.standing.person
    with door.opened(), in_words():
        made = Recommendation.objects.create(
            table_id=court.table, youth_id=court.youth, meeting=open_meeting_of(court.youth), created_by_id=by, created_at=now,
            changed_by_id=by, changed_at=now, **{name: values[name] for name in WORDS},
        )  # fmt: skip
        door.note(_act("write", court, made))
    return made


def change_recommendation(
    *, door: Door, court: YouthCourt, recommendation: int, revision: int, values: Mapping[str, Any]
) -> Recommendation:
    """Change a draft. Raises Conflict when somebody changed it since ``revision``, or it is no draft any more."""
    check_court_writer(court)
    _check_stands_alone(door, court, values)
    with door.opened(), in_words():
        kept = _locked(recommendation, RecommendationState.DRAFT, revision)
        for name in WORDS:
            setattr(kept, name, values[name])
        kept.revision += 1
        _sign(kept, court)
        kept.save()
        door.note(_act("write", court, kept))
    return kept


def adopt_recommendation(*, door: Door, court: YouthCourt, said: RecommendationView, revision: int, fonts: Path) -> None:
    """The table adopts what the draft says in a revision; from now on it stays as it is.

    Raises Fault when it repeats what may not leave the table or does not fit on one page, Conflict when it changed meanwhile.
    """
    check_court_writer(court)
    _check_stands_alone(door, court, {"recommends": said.recommends, "grounds": said.grounds})
    set_recommendation(court, replace(said, changed_by=court.standing.name, adopted_on=court.standing.today), fonts)
    with door.opened(), in_words():
        kept = _locked(said.id, RecommendationState.ADOPTED, revision)
        if revision != said.revision:
            raise _changed()
        kept.state, kept.adopted_on = RecommendationState.ADOPTED.value, court.standing.today
        kept.meeting = open_meeting_of(court.youth) or kept.meeting
        _sign(kept, court)
        kept.save()
        door.note(_act("adopt", court, kept))


def withdraw_recommendation(*, door: Door, court: YouthCourt, said: RecommendationView, reason: str) -> None:
    """The table does not stand by it any more. It stays on file, with the reason."""
    check_court_writer(court)
    with door.opened(), in_words():
        kept = _locked(said.id, RecommendationState.WITHDRAWN)
        kept.state, kept.withdrawn_why = RecommendationState.WITHDRAWN.value, reason
        _sign(kept, court)
        kept.save()
        door.note(_act("withdraw", court, kept))


def print_recommendation(*, door: Door, court: YouthCourt, said: RecommendationView, fonts: Path) -> bytes:
    """The page of an adopted recommendation. It is a disclosure, and is written into the log as one."""
    decision = decide(court.standing, Verb.READ, Category.SAFETY_PLAN, court.row)
    if not decision:
        raise Refused(f"Recommendations are not shared with you. {decision.why}", kept="Nothing was printed.")
    if said.state is not RecommendationState.ADOPTED:
        raise Conflict(
            f"This recommendation is {said.state.label.lower()}; only an adopted one is printed.", kept="Nothing was printed."
        )
    pdf = set_recommendation(court, said, fonts)
    fields = ["recommendation", "identity.last_name", "identity.first_name", "identity.middle_name", "identity.birth_date"]
    with door.opened():
        door.note(
            Act("print", "recommendation", subject=court.number, youth=court.youth, table=court.table, fields=fields,
                detail={"recommendation": said.id, "revision": said.revision})
        )  # fmt: skip
    return pdf


def _check_stands_alone(door: Door, court: YouthCourt, values: Mapping[str, Any]) -> None:
    """Raises Fault when the words repeat a text that this writer can read and that may not stand in a court's file."""
    found = find_repetitions(f"{values['recommends']}\n{values['grounds']}", find_sources(door, court.number))
    if found:
        raise Fault(
            say_repetitions(found), kept="Nothing is saved yet; what you typed is kept.",
            next="Say it in words that stand on their own.",
        )  # fmt: skip


def _locked(recommendation: int, target: RecommendationState, revision: int | None = None) -> Recommendation:
    """The recommendation, kept from others until we are done. Raises Conflict when it cannot be brought into that state, or
    is not what the person read."""
    kept = Recommendation.objects.select_for_update().filter(pk=recommendation).first()
    if kept is None:
        raise NotInScope("There is no such recommendation.", kept=NOTHING_CHANGED)
    state = RecommendationState(kept.state)
    if state is not target and target not in RECOMMENDATION_TRANSITIONS[state]:
        raise Conflict(f"This recommendation is {state.label.lower()}; it stays as it is.", kept=NOTHING_CHANGED)
    if state is target and target is not RecommendationState.DRAFT:
        raise Conflict(f"This recommendation is {state.label.lower()} already.", kept=NOTHING_CHANGED)
    if revision is not None and kept.revision != revision:
        raise _changed()
    return kept


def _changed() -> Conflict:
    return Conflict(
        "Somebody changed this recommendation while you were writing.", kept="What you typed is kept below; nothing is saved yet.",
        next="Read what it says now, then save yours again if it should stand.",
    )  # fmt: skip


def _sign(kept: Recommendation, court: YouthCourt) -> None:
    kept.changed_by_id, kept.changed_at = court.standing.person, clock.now()


def _act(action: str, court: YouthCourt, kept: Recommendation) -> Act:
    return Act(
        action, "recommendation", subject=court.number, youth=court.youth, table=court.table,
        detail={"recommendation": kept.pk, "revision": kept.revision},
    )  # fmt: skip
