"""Follow-ups as pages show them: of one youth, one alone, and what somebody's place, agency and people owe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from safetynet.audit.acts import Act
from safetynet.governance.rules import setting_number
from safetynet.kernel.codes import TaskKind
from safetynet.kernel.faults import NotInScope
from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.meetings.models import TaskState
from safetynet.meetings.rules.escalation import Above, Level, Patience, counts_from, days_late, level, shown_to
from safetynet.meetings.rules.follow_ups import Waiting, say_due
from safetynet.policy.door import Door
from safetynet.policy.questions import question
from safetynet.policy.rules import RowFacts, Standing
from safetynet.policy.standing import read_standing
from safetynet.youths.queries.unknown import no_such_youth

from .holders import Place, places_at, read_places

FIGURE_DAYS = 365
"""For how many days back an agency's figures are told."""


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One follow-up as this reader may see it. ``number`` and ``name`` are None where the youth is not shared."""

    id: int
    youth: int
    table: int
    county: int | None
    number: str | None
    name: str | None
    kind: TaskKind
    what: str
    place: int
    agency_id: int
    agency: str
    holder: str
    held: bool
    holder_id: int | None
    supervisor_id: int | None
    signatory_id: int | None
    due_on: date
    due: str
    state: TaskState
    answer: str
    answered_on: date | None
    answered_by: str
    asked_by_id: int
    asked_by: str
    asked_by_agency_id: int
    asked_by_agency: str
    asked_on: date
    from_file: bool
    revision: int
    late: int
    level: Level
    shown_to: Sequence[str]

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.state in (TaskState.OPEN, TaskState.BLOCKED)

    @property
    def row(self) -> RowFacts:
        """What the decision needs to know of it."""
        return RowFacts(
            TableId(self.table), CountyId(self.county) if self.county is not None else None, YouthId(self.youth),
            agency=AgencyId(self.asked_by_agency_id), author=PersonId(self.asked_by_id), owner=AgencyId(self.agency_id),
        )  # fmt: skip

    @property
    def youth_words(self) -> str:
        """How the youth is called here."""
        return self.name or self.number or "A youth not shared with you"

    @property
    def owner_words(self) -> str:
        """Who owes it: the agency, and who has its place now."""
        return f"{self.agency} ({self.holder})" if self.held else f"{self.agency} (nobody holds this place now)"


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of the youth's file that no follow-up has taken up yet."""

    id: int
    youth: int
    table: int
    number: str
    name: str | None
    question: str
    asked_of_id: int | None
    asked_of: str | None
    asked_by: str
    asked_on: date
    due_on: date | None
    due: str
    late: int


@dataclass(frozen=True, slots=True)
class YouthFollowUps:
    """All follow-ups of a youth, its file's open questions, and the places that could be asked."""

    standing: Standing
    youth: int
    table: int
    county: int
    number: str
    name: str | None
    follow_up_days: int
    tasks: Sequence[FollowUpLine]
    questions: Sequence[QuestionLine]
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class MyFollowUps:
    """What concerns one reader, with what is needed to sort it: the reader's places, level, signatures and last meeting."""

    standing: Standing
    tasks: Sequence[FollowUpLine]
    questions: Sequence[QuestionLine]
    places: Sequence[Place]
    heads: bool
    supervises: bool
    last_meeting: date | None
    figures: Sequence[tuple[date, date | None, date, bool]]
    waiting: Waiting


_COUNTIES = """(
    SELECT coalesce(jsonb_object_agg(t.id, jsonb_build_object('county', t.county_id, 'county_name', c.name,
               'settings', (SELECT coalesce(jsonb_object_agg(s.key, s.value), '{}')
                            FROM public.governance_countysetting AS s WHERE s.county_id = t.county_id))), '{}')
    FROM public.governance_table AS t JOIN public.governance_county AS c ON c.id = t.county_id
)"""

_OF_A_YOUTH = """(
    SELECT jsonb_build_object(
        'youth_id', o.id, 'table_id', o.table_id, 'subject', o.number, 'standing', policy.standing(), 'counties', @counties@,
        'seen', '["follow-ups", "followup", "nameentry.shown"]'::jsonb,
        'name', (SELECT n.shown FROM public.youths_nameentry AS n WHERE n.youth_id = o.id AND n."primary"),
        'tasks', (@tasks@), 'questions', (@questions@), 'places', @places@)
    FROM public.youths_youth AS o WHERE o.number = %(number)s::text
)"""

_ONE = """(
    SELECT jsonb_build_object(
        'youth_id', o.youth_id, 'table_id', o.table_id, 'standing', policy.standing(), 'counties', @counties@,
        'subject', (SELECT u.number FROM public.youths_youth AS u WHERE u.id = o.youth_id),
        'seen', '["follow-ups", "nameentry.shown"]'::jsonb, 'tasks', (@tasks@), 'places', @places@)
    FROM public.meetings_task AS o WHERE o.id = %(task)s::bigint
)"""

_MINE = """(
    SELECT d.doc || jsonb_build_object('noted', jsonb_build_object('youths',
        (SELECT coalesce(jsonb_agg(DISTINCT shown ->> 'number'), '[]')
         FROM jsonb_array_elements((d.doc -> 'tasks') || (d.doc -> 'questions')) AS shown)))
    FROM (SELECT jsonb_build_object(
        'standing', policy.standing(), 'counties', @counties@,
        'table_id', (SELECT seats[1] FROM policy.my_seats() AS seats WHERE cardinality(seats) = 1),
        'seen', '["follow-ups", "followup.question", "followup.due_on", "nameentry.shown"]'::jsonb,
        'tasks', (@tasks@), 'questions', (@questions@), 'places', @places@, 'last_meeting', k.held_on,
        'waiting', (SELECT jsonb_build_object('count', w.waiting, 'late', w.late, 'first_due', w.first_due)
                    FROM policy.questions_waiting() AS w),
        'heads', coalesce((SELECT p.level = 'HEAD' FROM public.governance_person AS p WHERE p.id = (SELECT policy.me())), false)
                 OR EXISTS (SELECT 1 FROM public.governance_memorandum AS g
                            WHERE g.signatory_id = (SELECT policy.me()) AND (g.ends IS NULL OR g.ends >= policy.today())),
        'supervises', EXISTS (SELECT 1 FROM public.governance_person AS x WHERE x.supervisor_id = (SELECT policy.me())),
        'figures', (SELECT coalesce(jsonb_agg(jsonb_build_array((f.asked_at AT TIME ZONE 'America/Los_Angeles')::date,
                               (f.answered_at AT TIME ZONE 'America/Los_Angeles')::date, f.due_on,
                               f.state IN ('OPEN', 'BLOCKED'))), '[]')
                    FROM public.meetings_task AS f
                    WHERE f.owner_agency_id = (SELECT policy.my_agency()) AND f.state <> 'DROPPED'
                      AND (f.asked_at AT TIME ZONE 'America/Los_Angeles')::date > %(since)s::date)
    ) AS doc FROM (SELECT max(w.held_on) AS held_on FROM public.meetings_meeting AS w
                   WHERE w.state IN ('OPEN', 'CLOSED') AND w.held_on < policy.today()
                     AND w.table_id = ANY ((SELECT policy.my_seats())::bigint[])) AS k OFFSET 0) AS d
)"""

_CONCERNS_ME = """(t.owner_agency_id = (SELECT policy.my_agency()) OR t.asked_by_agency_id = (SELECT policy.my_agency())
    OR t.table_id = ANY ((SELECT policy.seat_tables('{COORD}'))::bigint[]))
   AND (t.state IN ('OPEN', 'BLOCKED')
        OR t.state = 'DONE' AND (t.answered_at AT TIME ZONE 'America/Los_Angeles')::date
                                >= coalesce(k.held_on, policy.today() - 30))"""


def _asked(text: str, tasks: str, questions: str, tables: str) -> str:
    """The whole question: parts of our own SQL files put together, never a value."""
    parts = {
        "@counties@": _COUNTIES,
        "@tasks@": question(__file__, "tasks").replace("@which@", tasks),
        "@questions@": question(__file__, "questions").replace("@which@", questions),
        "@places@": places_at(tables),
    }
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


_YOUTH_QUESTION = _asked(_OF_A_YOUTH, "t.youth_id = o.id", "f.youth_id = o.id", "ARRAY[o.table_id]")
_ONE_QUESTION = _asked(_ONE, "t.id = o.id", "false", "ARRAY[o.table_id]")
_MY_QUESTION = _asked(_MINE, _CONCERNS_ME, "f.asked_of_id = (SELECT policy.my_agency())", "(SELECT policy.my_seats())::bigint[]")


def find_of_youth(door: Door, number: str) -> YouthFollowUps:
    """Every follow-up of a youth that the reader sees. Raises NotInScope when the reader may not know of the youth."""
    act = Act("view", "follow-ups", subject=number, from_document=True)
    document = door.ask(_YOUTH_QUESTION, {"number": number}, act)
    if document is None:
        raise no_such_youth(door, number)
    standing = read_standing(document["standing"])
    here = document["counties"].get(str(document["table_id"]), {})
    days = setting_number("follow_up_days", here.get("county_name", ""), here.get("settings", {}))
    return YouthFollowUps(
        standing=standing,
        youth=document["youth_id"],
        table=document["table_id"],
        county=here.get("county", 0),
        number=document["subject"],
        name=document["name"],
        follow_up_days=days,
        tasks=_lines(document, standing.today),
        questions=[_question(each, standing.today) for each in document["questions"]],
        places=read_places(document["places"]),
    )


def find_one(door: Door, task: int) -> tuple[FollowUpLine, Standing, list[Place]]:
    """One follow-up, the reader's standing, and the places of its table. Raises NotInScope when it is not shared."""
    document = door.ask(_ONE_QUESTION, {"task": task}, Act("view", "follow-up", from_document=True))
    if document is None or not document["tasks"]:
        raise NotInScope("There is no such follow-up that is known to you.")
    standing = read_standing(document["standing"])
    return _lines(document, standing.today)[0], standing, read_places(document["places"])


def find_mine(door: Door, today: date) -> MyFollowUps:
    """What the reader's places, agency and people owe, and what the reader asked."""
    act = Act("view", "my follow-ups", from_document=True)
    document = door.ask(_MY_QUESTION, {"since": today - timedelta(days=FIGURE_DAYS)}, act)
    standing = read_standing(document["standing"])
    return MyFollowUps(
        standing=standing,
        tasks=_lines(document, standing.today),
        questions=[_question(each, standing.today) for each in document["questions"]],
        places=read_places(document["places"]),
        heads=document["heads"],
        supervises=document["supervises"],
        last_meeting=_day(document["last_meeting"]),
        figures=[(_on(asked), _day(answered), _on(due), is_open) for asked, answered, due, is_open in document["figures"]],
        waiting=read_waiting(document["waiting"]),
    )


def read_waiting(told: Mapping[str, Any]) -> Waiting:
    """How many questions of files wait for the reader's agency, as ``policy.questions_waiting`` counts them."""
    return Waiting(told["count"], told["late"], _day(told["first_due"]))


def read_days(told: Sequence[str | None]) -> list[date | None]:
    """Days of a document, some of which nobody has said."""
    return [_day(each) for each in told]


def _lines(document: Mapping[str, Any], today: date) -> list[FollowUpLine]:
    return [_line(each, document["counties"].get(str(each["table"]), {}), today) for each in document["tasks"]]


def _line(each: Mapping[str, Any], county: Mapping[str, Any], today: date) -> FollowUpLine:
    where = (county.get("county_name", ""), county.get("settings", {}))
    patience = Patience(setting_number("escalate_supervisor_days", *where), setting_number("escalate_signatory_days", *where))
    above = Above(each["holder"] or "", each["supervisor"] or "", each["agency"], each["signatory"] or "")
    due_on, state = _on(each["due_on"]), TaskState(each["state"])
    is_open = state in (TaskState.OPEN, TaskState.BLOCKED)
    counted = counts_from(due_on, _on(each["asked_on"]))
    plain = {
        name: each[name]
        for name in (
            "id", "youth", "table", "number", "name", "what", "place", "agency_id", "agency", "holder_id", "supervisor_id",
            "signatory_id", "answer", "asked_by_id", "asked_by_agency_id", "asked_by_agency", "from_file", "revision",
        )
    }  # fmt: skip
    return FollowUpLine(
        **plain,
        county=county.get("county"),
        kind=TaskKind(each["kind"]),
        holder=above.holder,
        held=bool(each["held"]),
        due_on=due_on,
        due=say_due(counted, today) if is_open else "",
        state=state,
        answered_on=_day(each["answered_on"]),
        answered_by=each["answered_by"] or "",
        asked_by=each["asked_by"] or "",
        asked_on=_on(each["asked_on"]),
        late=days_late(counted, today) if is_open else 0,
        level=level(counted, today, patience) if is_open else Level.NONE,
        shown_to=shown_to(counted, today, patience, above) if is_open else (),
    )


def _question(each: Mapping[str, Any], today: date) -> QuestionLine:
    due_on = _day(each["due_on"])
    words = {**each, "asked_on": _on(each["asked_on"]), "due_on": due_on}
    return QuestionLine(
        **words, due=say_due(due_on, today) if due_on else "No day is said", late=days_late(due_on, today) if due_on else 0
    )


def _on(text: str) -> date:
    return date.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return _on(text) if text else None
