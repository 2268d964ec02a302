"""A year of the table's Tuesdays before today: who stood on the agenda and why, who came, what was asked and noted."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from safetynet.kernel.codes import IN_CUSTODY, AgendaSection, FollowUpStatus, SourceType
from safetynet.meetings.rules.compose import Reason, ReasonCode

from . import spots, wording
from .cast import AT_THE_TABLE, BY_USERNAME
from .people import Invented
from .said import AgencyNamed, Telling, weekday_before

TUESDAY = 1
WEEKS = 52
FINN_LAST_CAME = 31
"""Days before today: his agreement has lapsed since."""

_REGULARS = {
    "ada": 1.0, "iris": 0.95, "mara": 0.95, "noel": 0.92, "kai": 0.85, "lena": 0.85, "ben": 0.8, "cleo": 0.8, "jude": 0.85,
    "opal": 0.75, "pia": 0.8, "quinn": 0.75, "rosa": 0.7, "finn": 0.7,
}  # fmt: skip
_URGENT = frozenset({spots.RETURNING, spots.ABSENT, spots.HEARING})
"""Youths whom the table already had in view in the last weeks."""
_GUESTS = (
    ("Tova Fallowgate", "YWSP"), ("Hedda Quillmere", "WCC"), ("Ines Brassgrove", "Youth Uprising"),
    ("Ravi Coralbend", "Project Permanence"), ("Dora Flintquay", "Office of Education"), ("Marek Otterlock", "YEP"),
    ("Selma Rookdell", "REACH Ashland Youth Center"), ("Bao Tidecrest", "Public Health"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A youth on an agenda."""

    youth: int
    section: AgendaSection
    reason: Reason


@dataclass(slots=True)
class Held:
    """One meeting that was held: its agenda in order, the cast's members present, the guests present."""

    day: date
    lines: list[Line] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    guests: list[tuple[str, str]] = field(default_factory=list)


def past_tuesdays(today: date, how_many: int = WEEKS) -> list[date]:
    """The Tuesdays before ``today``, oldest first."""
    last = today - timedelta(days=(today.weekday() - TUESDAY) % 7 or 7)
    return [last - timedelta(weeks=back) for back in reversed(range(how_many))]


def hold_meetings(people: list[Invented], tellings: list[Telling], today: date, seed: int) -> list[Held]:
    """The past year's meetings. What was asked and noted there is added to the tellings."""
    rng = Random(f"meetings {seed}")
    seen: dict[int, date] = {}
    held = []
    for day in past_tuesdays(today):
        meeting = Held(day, _agenda(rng, people, tellings, day, today, seen))
        _attend(rng, meeting, today)
        for line in meeting.lines:
            seen[line.youth] = day
            _discuss(rng, tellings[line.youth], meeting, today)
        held.append(meeting)
    for person in people:
        if spots.PARTNER_ASKS in person.spots:
            _partner_asks(rng, tellings[person.ordinal], person, today)
    return held


def _agenda(
    rng: Random, people: list[Invented], tellings: list[Telling], day: date, today: date, seen: dict[int, date]
) -> list[Line]:
    """The new ones, those in custody every third week, then whoever was not discussed for longest; 13 to 16 in all."""
    wanted = rng.choice((13, 14, 15, 15, 15, 16))
    followed = [one for one in people if _followed(one, day) and not _left_waiting(one, day, today)]
    new = [one for one in followed if (day - one.referred_on).days < 7]
    custody = {one.ordinal: since for one in followed if one not in new and (since := _held_since(tellings[one.ordinal], day))}
    lines = [Line(one.ordinal, AgendaSection.NEW, Reason(ReasonCode.NEW_REFERRAL, one.referred_on)) for one in new]
    lines += [
        Line(ordinal, AgendaSection.IN_CUSTODY, Reason(ReasonCode.IN_CUSTODY, since))
        for ordinal, since in custody.items()
        if (day - seen.get(ordinal, date.min)).days >= 21
    ][: max(0, wanted - len(lines))]
    others = [one for one in followed if one not in new and one.ordinal not in custody]
    near = _URGENT if (today - day).days < 40 else frozenset()
    waited = {one.ordinal: seen.get(one.ordinal, one.referred_on) + timedelta(days=rng.randrange(0, 25)) for one in others}
    others.sort(key=lambda one: (waited[one.ordinal] - timedelta(days=20 if one.spots & near else 0), one.ordinal))
    for one in others[: max(0, wanted - len(lines))]:
        lines.append(Line(one.ordinal, AgendaSection.OUT_OF_CUSTODY, _why(rng, tellings[one.ordinal], one, day, seen)))
    return lines


def _why(rng: Random, telling: Telling, one: Invented, day: date, seen: dict[int, date]) -> Reason:
    """A question that was due, a partner who asked, or that nobody had spoken of the youth for long."""
    due = [said.values["due_on"] for said in telling.find("followup") if day - timedelta(days=14) < said.values["due_on"] <= day]
    if due:
        return Reason(ReasonCode.FOLLOW_UP_DUE, min(due))
    last = seen.get(telling.youth)
    if last and (day - last).days > 42:
        return Reason(ReasonCode.NOT_SEEN, last)
    asked_on = max(one.referred_on, day - timedelta(days=rng.randrange(2, 7)))
    telling.say(
        rng.choice(("mara", "kai", "lena", "cleo", "noel")), "reviewrequest", why=rng.choice(wording.REQUESTS), asked_on=asked_on
    )
    return Reason(ReasonCode.PARTNER_ASKED, asked_on)


def _followed(one: Invented, day: date) -> bool:
    return one.referred_on <= day and (one.active or (one.status_since is not None and day <= one.status_since))


def _left_waiting(one: Invented, day: date, today: date) -> bool:
    """Some were not discussed for more than six weeks, some new ones not yet: reasons to propose them next time."""
    return spots.NEW_WAITING in one.spots or (spots.LONG_UNSEEN in one.spots and (today - day).days <= 55)


def _held_since(telling: Telling, day: date) -> date | None:
    for stay in telling.find("placement"):
        ends = stay.values.get("ends")
        if stay.values["placement_kind"] in IN_CUSTODY and stay.values["begins"] <= day and (ends is None or ends >= day):
            begins: date = stay.values["begins"]
            return begins
    return None


def _attend(rng: Random, meeting: Held, today: date) -> None:
    """Twelve to nineteen people."""
    meeting.present = [username for username, often in _REGULARS.items() if rng.random() < often]
    if (today - meeting.day).days < FINN_LAST_CAME and "finn" in meeting.present:
        meeting.present.remove("finn")
    missing = [member.username for member in AT_THE_TABLE if member.username not in (*meeting.present, "finn")]
    while len(meeting.present) < 10:
        meeting.present.append(missing.pop())
    meeting.guests = rng.sample(_GUESTS, rng.randrange(max(0, 12 - len(meeting.present)), min(8, 19 - len(meeting.present)) + 1))


def _discuss(rng: Random, telling: Telling, meeting: Held, today: date) -> None:
    day = meeting.day
    if rng.random() < 0.38:
        telling.say("ada", "meetingnote", text=rng.choice(wording.MEETING_NOTES), noted_on=day, source_type=SourceType.AT_THE_TABLE)
    if rng.random() < 0.36:
        asked_of, question = rng.choice(wording.QUESTIONS)
        due = day + timedelta(days=rng.choice((7, 7, 14, 21)))
        status = _how_it_stands(rng, due, today)
        telling.say(
            "ada", "followup", question=question, asked_of=AgencyNamed(asked_of), asked_on=day, due_on=due, status=status,
            answer=rng.choice(wording.ANSWERS) if status is FollowUpStatus.DONE else "", source_type=SourceType.AT_THE_TABLE,
        )  # fmt: skip


def _how_it_stands(rng: Random, due: date, today: date) -> FollowUpStatus:
    """Old questions are nearly all answered; of those due about now many are open."""
    late = (today - due).days
    still_open = 0.9 if late < -3 else 0.55 if late < 10 else 0.25 if late < 30 else 0.03
    if rng.random() < still_open:
        return FollowUpStatus.OPEN
    return rng.choices((FollowUpStatus.DONE, FollowUpStatus.BLOCKED, FollowUpStatus.DROPPED), (88, 5, 7))[0]


def _partner_asks(rng: Random, telling: Telling, one: Invented, today: date) -> None:
    """A partner wants the youth on the next agenda, and often has a question to the coordinator's office."""
    partners = ["mara"]
    if one.probation_period:
        partners.append("kai")
    if one.social_period:
        partners.append("lena")
    if spots.COUNSEL in one.spots:
        partners.append("jude")
    by = rng.choice(partners)
    last_tuesday = past_tuesdays(today)[-1]
    asked_on = weekday_before(telling.day_between(last_tuesday + timedelta(days=1), today))
    telling.say(by, "reviewrequest", why=rng.choice(wording.REQUESTS), asked_on=asked_on)
    if rng.random() < 0.7:
        telling.say(
            by, "followup", question=rng.choice(wording.OFFICE_QUESTIONS), asked_of=AgencyNamed(BY_USERNAME["ada"].agency),
            asked_on=asked_on, due_on=last_tuesday + timedelta(weeks=2), status=FollowUpStatus.OPEN,
        )  # fmt: skip
