"""The world of the crawl: youths in nine situations, with a canary in every field of every compartment."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql
from psycopg.types.json import Jsonb

from safetynet.governance.actions.calendar_keys import digest_of
from safetynet.kernel import clock
from safetynet.kernel.codes import PlanKind
from safetynet.meetings.actions.statements import FORM
from safetynet.meetings.rules.plans import FIELDS, fields_of
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Role
from safetynet.youths.models import CLAIM_KINDS, Claim
from synthetic.cast import CAST, HOME_COUNTY, agency_of
from tests.cast import seat_in
from tests.factories import World
from tests.factories.rows import least_values
from tests.factories.world import Someone
from tests.integration.canary.readers import (
    CATEGORY_OF,
    CELLS,
    NEIGHBOR_COUNTY,
    PAPERS,
    SAID_OF,
    Person,
    Youth,
    person_of,
)
from tests.integration.canary.tokens import Canary, Mint, Row

CARE = (Category.SOGI, Category.HEALTH, Category.MENTAL_HEALTH, Category.SUBSTANCE_TREATMENT)
YOUTHS: dict[str, Youth] = {
    "quiet": Youth(),
    "tuesday": Youth(on_open_agenda=True, counsel=frozenset({"jude"}), served_by=frozenset({"probation"})),
    "walled": Youth(
        on_open_agenda=True, counsel=frozenset({"jude"}), walls=frozenset({"kai", "iris", "jude", "lena", "dev"})
    ),
    "kin": Youth(on_open_agenda=True, walls=frozenset({"ada"})),
    "consented": Youth(
        counsel=frozenset({"jude"}),
        consents={
            "clinic": CARE, "hospital": CARE, "advocates": CARE, "welfare": CARE, "probation": CARE, "defender": CARE,
            "neighbor": tuple(set(MATRIX_CATEGORIES) - {Category.PLACEMENT, Category.SAFETY_PLAN}),
        },
    ),
    "past": Youth(),
    "neighbor": Youth(county=NEIGHBOR_COUNTY, on_open_agenda=True),
    "crossing": Youth(
        county=NEIGHBOR_COUNTY, consents={"welfare": tuple(set(MATRIX_CATEGORIES) - {Category.HEALTH, Category.CPS})}
    ),
    "lately": Youth(on_open_agenda=True, left=frozenset({"mara", "pia"})),
}  # fmt: skip
"""Nine ways of being a youth: known by the name that each has here."""
_MEMBER = {"meetings_draft": "text"}
"""Under which name a JSON object holds its canary, where not any name will do."""
AWAY = frozenset({"noel", "rosa"})
"""Members with a seat who have not checked in."""
LATELY = frozenset({"lately"})
"""Who was spoken of at a meeting that was closed two hours ago; whoever stayed to its end reads on."""
ABROAD = ("ada", "pia")
"""Who sits at the other county's table."""


@dataclass
class Planted:
    """What the crawl needs to know of the world."""

    mint: Mint
    people: dict[str, Person] = field(default_factory=dict)
    agencies: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    claims: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    papers: dict[str, list[int]] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)

    @property
    def canaries(self) -> list[Canary]:
        """All of them."""
        return list(self.mint.made.values())


def plant(connection: psycopg.Connection, roles: DatabaseRoles) -> Planted:
    """Fill an own instance of the demo county as its administrator, for good."""
    with connection.transaction():
        return _Planter(World(connection, roles)).plant()


class _Planter:
    def __init__(self, world: World) -> None:
        self.world = world
        self.done = Planted(Mint())
        self.tables = self.done.tables
        self.youths: dict[str, int] = {}
        self.strangers: dict[str, Someone] = {}

    def plant(self) -> Planted:
        """People first, then youths, what opens and closes them, their claims, and the papers around the meeting."""
        self._seat_everybody()
        for place, (name, youth) in enumerate(YOUTHS.items(), start=1):
            self._youth(name, youth, place)
        for place, name in enumerate(self.youths):
            for kind in CLAIM_KINDS:
                self._claims(name, kind, place)
        for name, youth in YOUTHS.items():
            self._open_and_close(name, youth)
        for county in self.tables:
            self._meetings(county)
            self._papers(county)
        self._released()
        return self.done

    # -- people -------------------------------------------------------------------------------------------------

    def _seat_everybody(self) -> None:
        ids = dict(self._all("SELECT username, id FROM governance_person"))
        agency = dict(self._all("SELECT username, agency_id FROM governance_person"))
        self.tables[HOME_COUNTY] = self._all("SELECT id FROM governance_table")[0][0]
        self.tables[NEIGHBOR_COUNTY] = self.world.table(self.world.county(NEIGHBOR_COUNTY))
        for member in CAST:
            one = person_of(
                member, agency[member.username], ids[member.username], home=HOME_COUNTY,
                checked_in=member.seat and member.username not in AWAY,
            )  # fmt: skip
            self.done.people[member.username] = one
            self.done.agencies[one.agency] = agency_of(member).key
        self._seat_abroad()
        for person in self.done.people.values():
            self._calendar(person)
        for county, table in self.tables.items():
            stranger = self.world.agency(self.world.county(county))
            self.strangers[county] = self.world.person(stranger, Role.PROB)
            self.world.memorandum(stranger, table)

    def _seat_abroad(self) -> None:
        table = self.tables[NEIGHBOR_COUNTY]
        seated = seat_in(self.world, table, home=NEIGHBOR_COUNTY, who=ABROAD)
        for member in CAST:
            if member.username not in seated:
                continue
            one = seated[member.username]
            person = person_of(member, one.agency, one.id, home=NEIGHBOR_COUNTY, tag=f"-{table}", checked_in=True)
            self.done.people[person.username] = person
            self.world.insert(
                "governance_account", username=person.username, person=one.id, display_name=person.username, is_active=True,
                password="!",
            )  # fmt: skip
        self.world.memorandum(self._agency("welfare"), table)
        lena = self.done.people["lena"]
        self.world.agreement(Someone(lena.id, lena.agency), table)
        self.done.people["lena"] = Person(**{**vars(lena), "papers": lena.papers | {NEIGHBOR_COUNTY}})

    def _calendar(self, person: Person) -> None:
        """The key to a person's own calendar; only that person asks with it."""
        key = self.done.keys[person.username] = f"calendar-of-{person.username}"
        self.world.insert("governance_calendarkey", person=person.id, digest=digest_of(key))

    def _agency(self, key: str) -> int:
        return next(number for number, name in self.done.agencies.items() if name == key)

    def _all(self, question: str) -> list[Any]:
        return self.world.connection.execute(question).fetchall()

    # -- youths -------------------------------------------------------------------------------------------------

    def _youth(self, name: str, youth: Youth, place: int) -> None:
        state = "01" if youth.county == HOME_COUNTY else "07"
        row = Row("youths_youth", "number", Category.REGISTER, youth.county, name)
        number = self.done.mint.own(row, "number", f"{state}-77{place:02}")
        self.done.numbers[name] = number
        self.youths[name] = self._insert(
            row, table_id=self.tables[youth.county], number=number, created_by_id=self.strangers[youth.county].id
        )

    def _open_and_close(self, name: str, youth: Youth) -> None:
        by = self.strangers[youth.county].id
        common = {"youth_id": self.youths[name], "table_id": self.tables[youth.county], "recorded_by_id": by}
        since = {"begins": date(2000, 1, 1), "ends": None}
        for agency, categories in youth.consents.items():
            row = Row("governance_consent", "paper", Category.CONSENT, youth.county, name)
            listed = [category.value for category in categories]
            self._insert(row, **common, **since, agency_id=self._agency(agency), categories=listed, revoked_on=None)
        for username in sorted(youth.walls):
            row = Row("governance_wall", "paper", Category.WALL, youth.county, name)
            self._insert(row, **common, **since, person_id=self.done.people[username].id)

    # -- claims -------------------------------------------------------------------------------------------------

    def _claims(self, name: str, kind: type[Claim], place: int) -> None:
        """An entry that was corrected, what it says now, and another agency's entry of the same kind."""
        table = kind._meta.db_table
        stranger = self.strangers[YOUTHS[name].county]
        author = self._author(name, CATEGORY_OF[table], place + CLAIM_KINDS.index(kind)) or stranger
        old = self._claim(name, table, author, current=False)
        new = self._claim(name, table, author, supersedes_id=old, reason=True)
        theirs = self._claim(name, table, stranger)
        self.done.claims[name, kind._meta.model_name or ""] = [new, theirs, old]

    def _author(self, name: str, category: Category, turn: int) -> Someone | None:
        """Somebody with a seat who may write the category; others in turn, so that each agency's own entries occur."""
        if category is Category.REQUEST:
            writers = set(Role) - {Role.XC, Role.ADM, Role.RPT}
        else:
            writers = {role for role in Role if "W" in CELLS[category, role]}
        county = YOUTHS[name].county
        able = [one for one in self.done.people.values() if one.role in writers and one.seat == county]
        if name in ("tuesday",) and category is Category.INDEX:
            able = [one for one in able if self.done.agencies.get(one.agency) == "probation"]
        return Someone(able[turn % len(able)].id, able[turn % len(able)].agency) if able else None

    def _claim(self, name: str, table: str, author: Someone, *, current: bool = True, reason: bool = False, **given: Any) -> int:
        youth = YOUTHS[name]
        row = Row(table, "claim", CATEGORY_OF[table], youth.county, name, author.agency, author.id, current=current)
        given |= {
            "youth_id": self.youths[name], "table_id": self.tables[youth.county], "source_agency_id": author.agency,
            "recorded_by_id": author.id, "submission": None, "superseded_at": None, "batch": None,
        }  # fmt: skip
        given.setdefault("supersedes_id", None)
        if not reason:
            given["reason"] = ""
        given |= self._meaning(name, table, author, current=current and reason)
        return self._insert(row, **given)

    def _meaning(self, name: str, table: str, author: Someone, *, current: bool) -> dict[str, Any]:
        """Values that open or close something, and what a row points at: these are facts of the situation, not canaries."""
        youth = YOUTHS[name]
        if table == "youths_charge":
            return {"arrest_id": self.done.claims[name, "arrest"][0 if current else 1]}
        if table == "youths_followup":
            return {"asked_of_id": author.agency, "status": "OPEN"}
        if table == "youths_screening":
            return {"total": 17}
        if table == "youths_representation":
            counsel = next(iter(youth.counsel), None) if current else None
            return {
                "counsel_id": self.done.people[counsel].id if counsel else author.id,
                "begins": date(2001, 1, 1),
                "ends": None if counsel else date(2002, 2, 2),
            }
        if table == "youths_agencycase":
            return {"closed_on": None} if current and youth.served_by else {}
        if current and table in ("youths_placement", "youths_absence", "youths_probationstatus", "youths_servicelink"):
            return {"ends": None}
        return {}

    # -- the papers around the meeting --------------------------------------------------------------------------

    def _meetings(self, county: str) -> None:
        """A meeting in session with those who stand on its agenda; at home also one closed two hours ago and one long closed,
        with a youth whose hour is over."""
        today, now = clock.today(), clock.now()
        names = {name for name, youth in YOUTHS.items() if youth.county == county and youth.on_open_agenda}
        opened = self._meeting(county, today + timedelta(days=30), now, [name for name in YOUTHS if name in names - LATELY])
        self._there(county, opened, frozenset())
        if county != HOME_COUNTY:
            return
        lately = self._meeting(county, today - timedelta(days=1), now - timedelta(hours=4), sorted(LATELY))
        self._there(county, lately, frozenset(name for about in LATELY for name in YOUTHS[about].left))
        self._close(lately, now - timedelta(hours=2))
        past = self._meeting(county, today - timedelta(days=1000), now - timedelta(days=3), ["past"])
        self._attends(county, past, self.done.people["kai"])
        ben = self.done.people["ben"]
        seat = self._all(f"SELECT id FROM governance_seat WHERE person_id = {ben.id}")[0][0]
        self._insert(
            Row("meetings_packetcopy", "paper", Category.PACKET, county, holder=ben.id), meeting_id=past,
            table_id=self.tables[county], seat_id=seat, holder_id=ben.id, issued_by_id=ben.id, copy_number=1, youths=1,
            returned_at=None, returned_to_id=None, replaced_at=None, missing_at=now, missing_said_by_id=ben.id, explanation="",
        )  # fmt: skip
        self._close(past, now - timedelta(days=2))

    def _there(self, county: str, meeting: int, left: frozenset[str]) -> None:
        """The roll: whoever checked in, some of whom left before the end."""
        for person in self.done.people.values():
            if person.seat == county and (person.checked_in or person.username == "finn"):
                gone = "2015-03-03T19:00Z" if person.username in left else None
                self._attends(county, meeting, person, agency=None if gone else person.agency, left=gone)

    def _attends(self, county: str, meeting: int, person: Person, *, agency: int | None = None, left: str | None = None) -> None:
        """A person on the roll; of whom no agency is given, the name of the agency is told."""
        self._insert(
            Row("meetings_attendance", "paper", Category.MEETING, county), meeting_id=meeting, table_id=self.tables[county],
            person_id=person.id, agency_id=agency, checked_in_at="2015-03-03T18:00Z", checked_out_at=left,
        )  # fmt: skip

    def _close(self, meeting: int, at: datetime) -> None:
        self.world.connection.execute(
            "UPDATE meetings_meeting SET state = 'CLOSED', closed_at = %(at)s, attendance_complete_at = %(at)s, "
            "read_back_at = %(at)s WHERE id = %(meeting)s",
            {"at": at, "meeting": meeting},
        )

    def _meeting(self, county: str, day: date, opened: datetime, names: list[str]) -> int:
        table = self.tables[county]
        meeting = self.world.insert(
            "meetings_meeting", table_id=table, held_on=day, state="OPEN", begins_at="10:00", minutes=120, opened_at=opened,
            closed_at=None,
        )  # fmt: skip
        self.done.days.append(day)
        for place, name in enumerate(names, start=1):
            about = {"table_id": table, "youth_id": self.youths[name]}
            row = Row("meetings_agendaitem", "paper", Category.MEETING, county, name)
            item = self._insert(row, **about, meeting_id=meeting, position=place, deferred_why="")
            heading = Row("meetings_agendaheading", "heading", Category.PLACEMENT, county, name)
            self._insert(heading, **about, item_id=item, category="PLACEMENT", section="IN_CUSTODY")
            for category in ("DEMOGRAPHICS", "PLACEMENT", "SAFETY_PLAN", "DELINQUENCY", "NOTES"):
                reason = Row("meetings_agendareason", "reason", Category(category), county, name)
                self._insert(reason, **about, item_id=item, category=category)
            if YOUTHS[name].on_open_agenda:
                self._said(county, name, {**about, "meeting_id": meeting}, item, opened)
            else:
                self._spoken("meetings_turn", county, name, self._turn(county, 0), **about, meeting_id=meeting, item_id=item)
        self._guests(county, {"table_id": table, "meeting_id": meeting})
        return meeting

    def _turn(self, county: str, turn: int) -> Person:
        """The members of a table, one after the other."""
        members = [one for one in self.done.people.values() if one.seat == county and one.county == county]
        return members[turn % len(members)]

    def _said(self, county: str, name: str, here: dict[str, Any], item: int, opened: datetime) -> None:
        """What comes out of a youth's turn: statements in every category, a plan with its step and assent, a recommendation, a
        follow-up and a draft, by members in turn."""
        for place, said in enumerate(SAID_OF.split()):
            by, of = self._turn(county, place), self._turn(county, place * 3 + 1)
            row = Row("meetings_statement", "said", Category(said), county, name, by.agency, by.id, owner=of.agency)
            self._insert(
                row, **here, item_id=item, category=said, agency_id=by.agency, shared_by_id=of.agency, said_by_id=by.id,
                superseded_at=None, supersedes_id=None, submission=None,
            )  # fmt: skip
        asks, owes = (self._turn(county, len(name) + place) for place in range(2))
        self._insert(
            Row("meetings_task", "owed", Category.TASK, county, name, asks.agency, asks.id, owner=owes.agency), **here,
            owner_agency_id=owes.agency, owner_place=1, asked_by_id=asks.id, asked_by_agency_id=asks.agency,
            asked_at=opened + timedelta(hours=1),
        )  # fmt: skip
        if name not in LATELY:
            writes = self._speaker(county, name)
            draft = Row("meetings_draft", "draft", Category.DRAFT, county, name, author=writes.id)
            self._insert(draft, **here, said_by_id=writes.id, form=FORM)
        self._plans(county, name, here, asks)
        self._spoken("meetings_turn", county, name, asks, **here, item_id=item, ends_at=None)
        self._spoken("meetings_reserve", county, name, asks, **here, agency_id=asks.agency)
        kind = self._spoken("meetings_issuekind", county, "", None, table_id=here["table_id"])
        self._spoken("meetings_issuetag", county, name, asks, **here, kind_id=kind)
        other = next(number for home, number in self.tables.items() if home != county)
        self._spoken(
            "meetings_jointitem", county, name, None, table_id=here["table_id"], other_table_id=other, item_id=item,
            youth_id=here["youth_id"], pair=uuid4(), outgoing=True, proposed_by_id=asks.id,
        )  # fmt: skip

    def _speaker(self, county: str, name: str) -> Person:
        """Somebody in the room who may say something of this youth, whoever it is: a draft is shown in that form alone."""
        here = [
            one for one in self.done.people.values()
            if one.seat == county and one.checked_in and county in one.papers and one.role is not Role.DEF
            and one.username not in YOUTHS[name].walls
        ]  # fmt: skip
        return here[len(name) % len(here)]

    def _plans(self, county: str, name: str, here: dict[str, Any], by: Person) -> None:
        signed = {"created_by_id": by.id, "changed_by_id": by.id}
        about = {key: value for key, value in here.items() if key != "meeting_id"}
        rows = {table: Row(table, "plan", Category.SAFETY_PLAN, county, name)
                for table in ("meetings_plan", "meetings_planstep", "meetings_recommendation")}  # fmt: skip
        for kind in PlanKind:
            unasked = dict.fromkeys(FIELDS.keys() - fields_of(kind))
            plan = self._insert(rows["meetings_plan"], **here, **signed, **unasked, kind=kind.value, version=1)
            self._insert(rows["meetings_planstep"], **about, plan_id=plan)
            self._spoken("meetings_planassent", county, name, by, **about, plan_id=plan, agency_id=by.agency)
        self._insert(rows["meetings_recommendation"], **here, **signed)

    def _guests(self, county: str, here: dict[str, Any]) -> None:
        """A guest to whom somebody objected, one who was admitted and has signed, and a topic of policy."""
        proposal = self._spoken("meetings_guestproposal", county, "", self._turn(county, 0), **here)
        objection = {"proposal_id": proposal, "table_id": here["table_id"]}
        self._spoken("meetings_objection", county, "", self._turn(county, 1), **objection)
        by = {"decided_by_id": self._turn(county, 0).id}
        refused = {"proposal_id": proposal, "state": "REFUSED", "form_signed_on": None}
        self._spoken("meetings_guest", county, "", None, **here, **by, **refused)
        other = self._spoken("meetings_guestproposal", county, "", self._turn(county, 2), **here)
        self._spoken("meetings_guest", county, "", None, **here, **by, proposal_id=other, state="ADMITTED", why="")
        self._spoken("meetings_topic", county, "", None, **here)

    def _spoken(self, table: str, county: str, about: str, by: Person | None, **given: Any) -> int:
        """A row of the house, said by somebody or written by the coordinator."""
        said = {"said_by_id": by.id} if by else {}
        return self._insert(Row(table, "paper", PAPERS[table], county, about), **said, **given)

    def _papers(self, county: str) -> None:
        """What the loading of workbooks leaves behind (one is still to be loaded, one is loaded with a row that waits), and a
        pair that looks alike."""
        inside = [name for name, youth in YOUTHS.items() if youth.county == county]
        by, said = self.strangers[county].id, {"mapping": Jsonb({}), "tally": Jsonb({})}
        fresh = self._paper("intake_workbook", county, **said, received_by_id=by, state="READ")
        self._paper("intake_sheetrow", county, workbook_id=fresh)
        loaded = self._paper("intake_workbook", county, **said, received_by_id=by, state="DONE")
        held = self._paper("intake_heldrow", county, workbook_id=loaded, kind="youths", waits_for="", settled_at=None)
        sheet = self._all(f"SELECT sheet FROM intake_heldrow WHERE id = {held}")[0][0]
        self._paper("intake_workbookfault", county, workbook_id=loaded, sheet=sheet, holds=True)
        self._paper("intake_loadedrow", county, workbook_id=loaded, youth_id=self.youths[inside[0]])
        self._paper("intake_savedmapping", county, saved_by_id=by)
        pair = {"youth_id": self.youths[inside[0]], "other_id": self.youths[inside[-1]]}
        self._paper("youths_possibleduplicate", county, about=inside[0], **pair)

    def _paper(self, table: str, county: str, *, about: str = "", **given: Any) -> int:
        row = Row(table, "paper", PAPERS[table], county, about)
        return self._insert(row, table_id=self.tables[county], **given)

    def _released(self) -> None:
        row = Row("reports_releasedtable", "paper", Category.RELEASED, HOME_COUNTY)
        self._insert(row, county_id=self.world.county(HOME_COUNTY))

    # -- rows ---------------------------------------------------------------------------------------------------

    def _insert(self, row: Row, **given: Any) -> int:
        """A row with a canary in each field that is not given and can hold one; the rest is the least that it needs."""
        number = self.done.mint.row_id(row)
        values = {field.column: self._value(row, field) for field in _free_fields(row.table, given)}
        columns = {**least_values(_model(row.table), **{**values, **given}), "id": number}
        self.world.connection.execute(
            sql.SQL("INSERT INTO public.{} ({}) VALUES ({})").format(
                sql.Identifier(row.table),
                sql.SQL(", ").join(sql.Identifier(name) for name in columns),
                sql.SQL(", ").join(sql.Placeholder() for _ in columns),
            ),
            list(columns.values()),
        )
        self.done.papers.setdefault(row.table, []).append(number)
        return number

    def _value(self, row: Row, field: models.Field) -> Any:
        if isinstance(field, models.DateField):
            return self.done.mint.day(row, field.name)
        said = self.done.mint.word(row, field.name)
        if isinstance(field, models.JSONField):
            return Jsonb([said] if row.table == "intake_sheetrow" else {_MEMBER.get(row.table, "column"): said})
        return said


def _model(table: str) -> type[models.Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _free_fields(table: str, given: dict[str, Any]) -> Iterator[models.Field]:
    """The fields that can hold a canary: words that are not codes, days, and what a workbook's cells said."""
    for each in _model(table)._meta.concrete_fields:
        if each.column in given or each.name in given or each.choices:
            continue
        if isinstance(each, models.CharField | models.TextField):
            if each.max_length is None or each.max_length >= 7:
                yield each
        elif isinstance(each, models.JSONField) or (
            isinstance(each, models.DateField) and not isinstance(each, models.DateTimeField)
        ):
            yield each
