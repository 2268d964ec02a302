"""A world is a set of facts: counties, tables, agencies, people, papers, youths, claims. It is built by the administrator
inside one transaction and looked at through the web role with a signed pass, as a page would."""

import hashlib
import hmac
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql

from safetynet.kernel import clock
from safetynet.kernel.identifiers import MeetingId, PersonId
from safetynet.policy.database import DatabaseRoles
from safetynet.policy.passes import Reader, sign_pass
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Purpose, Role
from tests.factories.rows import least_values

_counter = itertools.count(1)
MODELS = {model._meta.db_table: model for model in apps.get_models()}


@dataclass(frozen=True)
class Someone:
    """A person of a world."""

    id: int
    agency: int


class World:
    """Builds facts and looks at them."""

    def __init__(self, connection: psycopg.Connection, roles: DatabaseRoles) -> None:
        self.connection = connection
        self.roles = roles
        self.today = clock.today()

    # -- facts --------------------------------------------------------------------------------------------------

    def insert(self, table: str, **values: Any) -> int:
        """A row with these values and the least of everything else; returns its id."""
        columns = least_values(MODELS[table], **values)
        statement = sql.SQL("INSERT INTO public.{} ({}) VALUES ({}) RETURNING id").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.Identifier(name) for name in columns),
            sql.SQL(", ").join(sql.Placeholder() for _ in columns),
        )
        return self.connection.execute(statement, list(columns.values())).fetchone()[0]

    def county(self, name: str = "Alameda") -> int:
        """The id of a real county."""
        return self.connection.execute("SELECT id FROM governance_county WHERE name = %s", [name]).fetchone()[0]

    def table(self, county: int) -> int:
        """A table of a county."""
        return self.insert("governance_table", county_id=county, name=f"table {next(_counter)}", agreement_version="2")

    def agency(self, county: int | None) -> int:
        """An agency of a county, or of the state."""
        name = f"agency {next(_counter)}"
        return self.insert("governance_agency", county_id=county, name=name, short_name=name, kind="CBO")

    def person(self, agency: int, *roles: Role, ended_on: date | None = None) -> Someone:
        """Somebody who works for the agency in these roles."""
        person = self.insert(
            "governance_person", agency_id=agency, given_name="Someone", family_name="", username=f"someone-{next(_counter)}",
            ended_on=ended_on,
        )  # fmt: skip
        for role in roles:
            self.hold_role(person, role)
        return Someone(person, agency)

    def hold_role(self, person: int, role: Role, begins: date | None = None, ends: date | None = None) -> None:
        """A role for a period (by default, since long ago)."""
        self.insert("governance_roleholding", person_id=person, role=role.value, begins=begins or date(2000, 1, 1), ends=ends)

    def memorandum(
        self,
        agency: int,
        table: int,
        categories: tuple[Category, ...] = MATRIX_CATEGORIES,
        begins: date = date(2000, 1, 1),
        ends: date | None = None,
    ) -> None:
        """The agency's memorandum with the table."""
        self.insert(
            "governance_memorandum", agency_id=agency, table_id=table, categories=[c.value for c in categories],
            signed_on=begins, begins=begins, ends=ends,
        )  # fmt: skip

    def agreement(
        self,
        person: Someone,
        table: int,
        version: str = "2",
        signed_on: date = date(2001, 1, 1),
        expires_on: date | None = None,
    ) -> None:
        """The person's confidentiality agreement with the table."""
        self.insert(
            "governance_agreement", person_id=person.id, table_id=table, version=version, signed_on=signed_on,
            expires_on=expires_on or self.today + timedelta(days=30),
        )  # fmt: skip

    def training(
        self, person: Someone, completed_on: date = date(2001, 1, 1), counts_until: date | None = None, course: str = "CSEC_101"
    ) -> None:
        """A course that the person has completed."""
        self.insert(
            "governance_training", person_id=person.id, course=course, completed_on=completed_on,
            counts_until=counts_until or self.today + timedelta(days=30),
        )  # fmt: skip

    def setting(self, county: int, key: str, value: str) -> None:
        """What the county has set."""
        self.insert("governance_countysetting", county_id=county, key=key, value=value, source="the county's protocol")

    def papers(self, person: Someone, table: int) -> None:
        """Everything signed and learned: no gate stands in the way."""
        self.memorandum(person.agency, table)
        self.agreement(person, table)
        known = self.connection.execute("SELECT 1 FROM governance_training WHERE person_id = %s", [person.id]).fetchone()
        if known is None:
            self.training(person)

    def seat(self, person: Someone, table: int, begins: date = date(2000, 1, 1), ends: date | None = None) -> int:
        """A seat at the table."""
        return self.insert(
            "governance_seat", table_id=table, agency_id=person.agency, person_id=person.id, begins=begins, ends=ends, place=None
        )

    def youth(self, table: int, created_by: int) -> int:
        """A youth of the table."""
        return self.insert("youths_youth", table_id=table, number=f"99-{next(_counter):07d}", created_by_id=created_by)

    def claim(self, name: str, youth: int, agency: int, author: int, **values: Any) -> int:
        """A claim of an agency about a youth, in the table of that name. Of itself it opens nothing to anybody."""
        if name == "youths_charge" and "arrest_id" not in values:
            values["arrest_id"] = self.claim("youths_arrest", youth, agency, author)
        if name == "youths_representation":
            values.setdefault("counsel_id", author)
            values.setdefault("ends", date(2015, 3, 3))
        if name == "youths_agencycase":
            values.setdefault("closed_on", date(2015, 3, 3))
        values.setdefault("table_id", None)
        return self.insert(name, youth_id=youth, source_agency_id=agency, recorded_by_id=author, **values)

    def represent(self, youth: int, counsel: Someone, by: Someone, begins: date = date(2000, 1, 1)) -> None:
        """Make somebody counsel of the youth."""
        self.claim("youths_representation", youth, by.agency, by.id, counsel_id=counsel.id, begins=begins, ends=None)

    def serve(self, youth: int, agency: int, author: int, opened_on: date | None = None, closed_on: date | None = None) -> None:
        """A case of the agency for the youth, open since ever and still unless said otherwise."""
        self.claim("youths_agencycase", youth, agency, author, case_number="1", opened_on=opened_on, closed_on=closed_on)

    def wall(self, person: Someone, youth: int, table: int, ends: date | None = None) -> None:
        """Keep somebody away from a youth."""
        self.insert(
            "governance_wall", youth_id=youth, table_id=table, person_id=person.id, reason="kin", begins=date(2000, 1, 1),
            ends=ends, recorded_by_id=person.id,
        )  # fmt: skip

    def consent(
        self,
        youth: int,
        table: int,
        agency: int,
        categories: tuple[Category, ...] = MATRIX_CATEGORIES,
        by: int = 0,
        ends: date | None = None,
        revoked_on: date | None = None,
    ) -> None:
        """Record a consent that opens categories of the youth's record to the agency."""
        self.insert(
            "governance_consent", youth_id=youth, table_id=table, agency_id=agency, given_by="the youth",
            categories=[c.value for c in categories], begins=date(2000, 1, 1), ends=ends, revoked_on=revoked_on,
            recorded_by_id=by,
        )  # fmt: skip

    def meeting(
        self, table: int, *youths: int, state: str = "OPEN", hours_ago: float = 0, closed_hours_ago: float | None = None
    ) -> int:
        """A meeting with these youths on its agenda, opened so many hours ago if it was, and closed."""
        opened = clock.now() - timedelta(hours=hours_ago) if state in ("OPEN", "CLOSED") else None
        meeting = self.insert(
            "meetings_meeting", table_id=table, held_on=date(2015, 1, 1) + timedelta(days=next(_counter)), state=state,
            opened_at=opened, closed_at=None if closed_hours_ago is None else clock.now() - timedelta(hours=closed_hours_ago),
        )  # fmt: skip
        for place, youth in enumerate(youths):
            self.insert("meetings_agendaitem", meeting_id=meeting, table_id=table, youth_id=youth, position=place)
        return meeting

    def check_in(self, person: Someone, meeting: int, table: int, out: bool = False) -> None:
        """Check somebody in at a meeting (and out again)."""
        self.insert(
            "meetings_attendance", meeting_id=meeting, table_id=table, person_id=person.id, name=f"n{next(_counter)}",
            agency_name="a", checked_in_at=clock.now(), checked_out_at=clock.now() if out else None,
        )  # fmt: skip

    # -- looking ------------------------------------------------------------------------------------------------

    @contextmanager
    def looking_as(
        self, person: Someone, purpose: str = Purpose.MEETING.value, packet: int | None = None
    ) -> Iterator[psycopg.Connection]:
        """The connection as the web role with this person's pass; afterwards the administrator again."""
        reader = Reader(PersonId(person.id), Purpose.MEETING, packet_meeting=MeetingId(packet) if packet else None)
        shown = sign_pass(reader, settings.PASS_KEY, clock.now())
        if purpose != Purpose.MEETING.value:
            shown = self.signed_with(shown, purpose)
        self.connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(self.roles.web)))
        self.connection.execute("SELECT set_config('safetynet.pass', %s, true)", [shown])
        try:
            with self.connection.transaction():
                yield self.connection
        finally:
            self.connection.execute("RESET ROLE")
            self.connection.execute("SELECT set_config('safetynet.pass', NULL, true)")

    @staticmethod
    def signed_with(shown: str, purpose: str) -> str:
        """The same pass with another purpose (perhaps none), signed again."""
        person, expires, _, meeting, _ = shown.split(":")
        said = f"{person}:{expires}:{purpose}:{meeting}"
        return f"{said}:{hmac.new(settings.PASS_KEY, said.encode(), hashlib.sha256).hexdigest()}"

    def visible(self, person: Someone, table: str, ids: list[int], **how: Any) -> set[int]:
        """Which of these rows the person sees."""
        return self.visible_in(person, {table: ids}, **how)[table]

    def visible_in(self, person: Someone, rows: dict[str, list[int]], **how: Any) -> dict[str, set[int]]:
        """Which of these rows of several tables the person sees."""
        parts = [
            sql.SQL("SELECT {}, id FROM public.{} WHERE id = ANY ({}::bigint[])").format(
                sql.Literal(table), sql.Identifier(table), sql.Literal(ids)
            )
            for table, ids in rows.items()
        ]
        with self.looking_as(person, **how) as connection:
            found = connection.execute(sql.SQL(" UNION ALL ").join(parts)).fetchall()
        return {table: {row for name, row in found if name == table} for table in rows}

    def standing(self, person: Someone, **how: Any) -> dict[str, Any]:
        """What ``policy.standing()`` tells of the person."""
        with self.looking_as(person, **how) as connection:
            return connection.execute("SELECT policy.standing()").fetchone()[0]
