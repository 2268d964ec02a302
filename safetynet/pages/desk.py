"""Today, for this person: the next meeting, what is due, what waits, which files were open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from safetynet.audit.acts import Act
from safetynet.governance.rules import SETTINGS, setting_number
from safetynet.kernel.identifiers import CountyId
from safetynet.meetings.queries.follow_ups import read_days, read_waiting
from safetynet.meetings.rules.follow_ups import Waiting
from safetynet.policy.door import Door
from safetynet.policy.rules import RowFacts, Standing, decide
from safetynet.policy.standing import read_standing
from safetynet.policy.vocabulary import Category, Verb


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person's day begins with."""

    standing: Standing
    meetings: Sequence[Mapping[str, Any]]
    questions: Sequence[Mapping[str, Any]]
    owed: int
    late: int
    filed: int
    filed_late: int
    hidden: Waiting
    supervised_late: int
    held: int
    unfinished: Sequence[Mapping[str, Any]]
    duplicates: int
    recent: Sequence[Mapping[str, Any]]
    youths: int
    notice_days: Mapping[CountyId, str]
    missing_copies: Sequence[Mapping[str, Any]] = ()


_QUESTION = """(
    WITH owed AS (
        SELECT t.youth_id, t.what AS words, greatest(t.due_on, (t.asked_at AT TIME ZONE 'America/Los_Angeles')::date) AS due_on,
               t.id AS task, NULL::bigint AS asked
        FROM public.meetings_task AS t
        WHERE t.owner_agency_id = (SELECT policy.my_agency()) AND t.state IN ('OPEN', 'BLOCKED')
          AND t.owner_place IN (SELECT h.place FROM public.place_holders(policy.today()) AS h
                                WHERE h.held AND h.person_id = (SELECT policy.me()))
        UNION ALL
        SELECT q.youth_id, q.question, q.due_on, NULL, q.id
        FROM public.youths_followup AS q
        WHERE q.asked_of_id = (SELECT policy.my_agency()) AND q.status IN ('OPEN', 'BLOCKED')
          AND q.superseded_at IS NULL AND NOT q.withdrawn
          AND NOT EXISTS (SELECT 1 FROM public.meetings_task AS k WHERE k.question_id = q.id)
    )
    SELECT d.doc || jsonb_build_object('noted', jsonb_build_object('youths',
        (SELECT coalesce(jsonb_agg(DISTINCT shown ->> 'number'), '[]')
         FROM jsonb_array_elements((d.doc -> 'questions') || (d.doc -> 'recent')) AS shown)))
    FROM (SELECT jsonb_build_object(
        'standing', policy.standing(),
        'table_id', (SELECT seats[1] FROM policy.my_seats() AS seats WHERE cardinality(seats) = 1),
        'seen', '["meeting", "followup.question", "followup.due_on", "follow-ups", "nameentry.shown"]'::jsonb,
        'meetings', (SELECT coalesce(jsonb_agg(jsonb_build_object('held_on', m.held_on, 'state', m.state, 'table', t.name,
                         'begins_at', m.begins_at,
                         'youths', (SELECT count(*) FROM public.meetings_agendaitem AS i
                                    WHERE i.meeting_id = m.id AND i.deferred_at IS NULL),
                         'deferred', (SELECT count(*) FROM public.meetings_agendaitem AS i
                                      WHERE i.meeting_id = m.id AND i.deferred_at IS NOT NULL))
                         ORDER BY m.held_on), '[]')
                     FROM public.meetings_meeting AS m JOIN public.governance_table AS t ON t.id = m.table_id
                     WHERE m.held_on >= policy.today() AND m.state <> 'CLOSED'),
        'questions', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', f.number, 'name', f.name, 'question', f.words,
                          'due_on', f.due_on, 'task', f.task, 'asked', f.asked) ORDER BY f.due_on NULLS LAST), '[]')
                      FROM (SELECT y.number, o.words, o.due_on, o.task, o.asked,
                                   (SELECT n.shown FROM public.youths_nameentry AS n
                                    WHERE n.youth_id = o.youth_id AND n."primary") AS name
                            FROM owed AS o LEFT JOIN public.youths_youth AS y ON y.id = o.youth_id
                            ORDER BY o.due_on NULLS LAST LIMIT 20) AS f),
        'owed', (SELECT count(*) FROM owed AS o WHERE o.task IS NOT NULL),
        'late', (SELECT count(*) FROM owed AS o WHERE o.task IS NOT NULL AND o.due_on < policy.today()),
        'filed', (SELECT coalesce(jsonb_agg(o.due_on), '[]') FROM owed AS o WHERE o.asked IS NOT NULL),
        'waiting', (SELECT jsonb_build_object('count', w.waiting, 'late', w.late, 'first_due', w.first_due)
                    FROM policy.questions_waiting() AS w),
        'supervised_late', (SELECT count(*) FROM public.meetings_task AS t
                            JOIN public.place_holders(policy.today()) AS h ON h.place = t.owner_place
                            JOIN public.governance_person AS p ON p.id = h.person_id AND p.supervisor_id = (SELECT policy.me())
                            JOIN public.governance_table AS b ON b.id = t.table_id
                            LEFT JOIN public.governance_countysetting AS s
                              ON s.county_id = b.county_id AND s.key = 'escalate_supervisor_days'
                             AND s.value ~ '^[0-9]{1,4}$'
                            WHERE t.state IN ('OPEN', 'BLOCKED') AND t.due_on < policy.today()
                              AND policy.today() - t.due_on >= coalesce(s.value, %(patience)s)::int),
        'held', (SELECT count(*) FROM public.intake_heldrow AS h WHERE h.settled_at IS NULL),
        'unfinished', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'file_name', w.file_name, 'state', w.state)
                           ORDER BY w.id DESC), '[]')
                       FROM public.intake_workbook AS w WHERE w.state IN ('READ', 'LOADING')),
        'notice_days', (SELECT coalesce(jsonb_object_agg(s.county_id, s.value), '{}') FROM public.governance_countysetting AS s
                        WHERE s.key = 'renewal_notice_days'),
        'missing_copies', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', k.copy_number, 'table', k.table_id,
                               'held_on', m.held_on, 'holder', btrim(p.given_name || ' ' || p.family_name))
                               ORDER BY m.held_on, k.copy_number), '[]')
                           FROM public.meetings_packetcopy AS k JOIN public.meetings_meeting AS m ON m.id = k.meeting_id
                           JOIN public.governance_person AS p ON p.id = k.holder_id
                           WHERE k.missing_at IS NOT NULL AND k.returned_at IS NULL AND k.explained_at IS NULL),
        'duplicates', (SELECT count(*) FROM public.youths_possibleduplicate AS d WHERE NOT d.different),
        'recent', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', l.subject, 'name', l.name) ORDER BY l.at DESC), '[]')
                   FROM (SELECT r.subject, r.at, (SELECT n.shown FROM public.youths_nameentry AS n
                                                  WHERE n.youth_id = r.youth_id AND n."primary") AS name
                         FROM (SELECT DISTINCT ON (e.youth_id) e.youth_id, e.subject, e.at
                               FROM (SELECT a.youth_id, a.subject, a.at FROM audit.entry AS a
                                     WHERE a.person = (SELECT policy.me()) AND a.action = 'view' AND a.subject_kind = 'youth file'
                                       AND a.youth_id IS NOT NULL
                                     ORDER BY a.at DESC LIMIT 60) AS e
                               ORDER BY e.youth_id, e.at DESC) AS r
                         ORDER BY r.at DESC LIMIT 8) AS l),
        'youths', (SELECT count(*) FROM (SELECT 1 FROM public.youths_nameentry AS n
                                         WHERE n."primary" AND n.table_id = (policy.my_seats())[1] LIMIT 10001) AS c)
    ) AS doc OFFSET 0) AS d
)"""


def find_desk(door: Door) -> Desk:
    """The desk of the person who asks."""
    act = Act("view", "desk", address=door.reader.address, request=door.reader.request, from_document=True)
    document = door.ask(_QUESTION, {"patience": SETTINGS["escalate_supervisor_days"].default}, act)
    standing = read_standing(document["standing"])
    filed = read_days(document["filed"])
    return Desk(
        standing=standing,
        meetings=[{**meeting, "held_on": date.fromisoformat(meeting["held_on"])} for meeting in document["meetings"]],
        questions=[
            {**asked, "due_on": date.fromisoformat(asked["due_on"]) if asked["due_on"] else None} for asked in document["questions"]
        ],
        owed=document["owed"],
        late=document["late"],
        filed=len(filed),
        filed_late=sum(day is not None and day < standing.today for day in filed),
        hidden=read_waiting(document["waiting"]).beyond(filed, standing.today),
        supervised_late=document["supervised_late"],
        held=document["held"],
        unfinished=document["unfinished"],
        duplicates=document["duplicates"],
        recent=document["recent"],
        youths=document["youths"],
        notice_days={CountyId(int(county)): days for county, days in document["notice_days"].items()},
        missing_copies=[{**copy, "held_on": date.fromisoformat(copy["held_on"])} for copy in document["missing_copies"]],
    )


def obstacles(standing: Standing) -> list[str]:
    """What stands between this person and the record, in words; empty when nothing does."""
    found = []
    if not standing.roles:
        found.append("You hold no role, so no record is shared with you.")
    for table in sorted(standing.seats):
        name = standing.tables[table].name
        papers = [fact for fact in standing.agreements if fact.table == table]
        if not any(fact.period.covers(standing.today) for fact in papers):
            ended = max((fact.period.ends for fact in papers if fact.period.ends), default=None)
            when = f" ended on {ended:%-d %B %Y}" if ended else " is not on file"
            found.append(
                f"Your confidentiality agreement with {name}{when}. Nothing of its record is shared with you until you "
                "sign the current one; the coordinator has the form."
            )
        if not any(fact.table == table and fact.period.covers(standing.today) for fact in standing.memoranda):
            found.append(f"{standing.agency_name} has no memorandum of understanding in force with {name}.")
        if standing.tables[table].training_required and not any(course.covers(standing.today) for course in standing.trainings):
            last = standing.trained_until()
            when = f"Your training ended on {last:%-d %B %Y}" if last else "No training of yours is on file"
            found.append(
                f"{when}. Nothing of the record of {name} is shared with you until a course that counts is on file; the "
                "coordinator knows which."
            )
    return found


def renewals(standing: Standing, notice_days: Mapping[CountyId, str]) -> list[str]:
    """What ends soon and wants to be renewed, in words: the training, where a county whose table's record is shared with this
    person requires it. ``notice_days`` is what counties have set as ``renewal_notice_days``."""
    last = standing.trained_until()
    if last is None or last < standing.today:
        return []
    of = standing.seats | {fact.table for fact in standing.agreements}
    counties = {fact.county for table, fact in standing.tables.items() if table in of and fact.training_required}
    days = [
        setting_number("renewal_notice_days", "", {"renewal_notice_days": notice_days[county]} if county in notice_days else {})
        for county in counties
    ]
    if (last - standing.today).days > max(days, default=-1):
        return []
    return [
        f"Your training counts until {last:%-d %B %Y}. Renew it before it ends: from the next day on no case is shared with you "
        "until a new one is on file."
    ]


def who_is(standing: Standing) -> str:
    """The person's role and agency, each said once: "Probation", not "Probation, Probation"."""
    agency = standing.agency_name
    roles = [role.label for role in sorted(standing.roles) if role.label.casefold() != agency.casefold()]
    if any(label.partition(",")[0].casefold() == agency.casefold() for label in roles):
        return ", ".join(roles)
    said = roles if standing.roles else ["No role"]
    return ", ".join([*said, agency])


def may_prepare(standing: Standing) -> bool:
    """Whether the person may compose the agenda of a table."""
    return any(
        decide(standing, Verb.WRITE, Category.MEETING, RowFacts(table, standing.tables[table].county)) for table in standing.seats
    )
