"""The directory of the invented state: 58 tables, eleven agencies at each, a person in every one, trained, papers signed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg import sql

from safetynet.kernel.codes import AgencyType, StaffLevel, TrainingCourse
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Role

NARROW = "provider"
"""The agency that sits at no table and serves a few youths of the county."""

_AGENCIES: tuple[tuple[str, str, AgencyType, Role], ...] = (
    ("office", "SafetyNet office", AgencyType.DISTRICT_ATTORNEY, Role.COORD),
    ("da", "District Attorney", AgencyType.DISTRICT_ATTORNEY, Role.DA),
    ("defender", "Public Defender", AgencyType.PUBLIC_DEFENDER, Role.DEF),
    ("probation", "Probation", AgencyType.PROBATION, Role.PROB),
    ("welfare", "Child welfare", AgencyType.CHILD_WELFARE, Role.CWS),
    ("school", "School district", AgencyType.SCHOOL_DISTRICT, Role.SCH),
    ("advocates", "Rape-crisis center", AgencyType.RAPE_CRISIS, Role.ADV),
    ("hospital", "County hospital", AgencyType.HOSPITAL, Role.MED),
    ("clinic", "Behavioral health", AgencyType.BEHAVIORAL_HEALTH, Role.MH),
    ("police", "Police", AgencyType.LAW_ENFORCEMENT, Role.LE),
    (NARROW, "Placement provider", AgencyType.PLACEMENT_PROVIDER, Role.CBO),
)
_STANDS_FOR = {"mentors": "advocates", "legal_aid": "defender", "court": "probation"}
"""Agencies of the demo's cast that a county of the state does not have, and which one speaks in their place."""


@dataclass(slots=True)
class CountyInState:
    """One county's table and who works there: agency and person by key."""

    name: str
    state_code: str
    population: int
    table: int = 0
    agencies: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    def agency(self, key: str) -> int:
        """The agency that has this part in the demo's cast."""
        return self.agencies[_STANDS_FOR.get(key, key)]

    def person(self, key: str) -> int:
        """The person of that agency."""
        return self.people[_STANDS_FOR.get(key, key)]


def found_state(connection: psycopg.Connection[Any], today: date) -> list[CountyInState]:
    """A table in every county, its agencies, one person in each (user name ``state-01-office``), everything signed.

    A table or agency that is there already is used as it is. The placement provider has signed but sits at no table.
    """
    rows = connection.execute("SELECT id, name, state_code, population FROM governance_county ORDER BY state_code").fetchall()
    counties = []
    for county_id, name, code, population in rows:
        county = CountyInState(name, code, population)
        table_name = f"SafetyNet {name} County"
        county.table = _find_or_add(
            connection, "governance_table", {"county_id": county_id, "name": table_name},
            meets_on=1, meets_at="10:00", agreement_version="1",
        )  # fmt: skip
        for key, short_name, kind, role in _AGENCIES:
            county.agencies[key] = _find_or_add(
                connection, "governance_agency", {"county_id": county_id, "short_name": short_name},
                name=f"{name} County: {short_name}", kind=kind.value,
            )  # fmt: skip
            county.people[key] = _person(connection, county, key, role, today)
        counties.append(county)
    return counties


def _person(connection: psycopg.Connection[Any], county: CountyInState, key: str, role: Role, today: date) -> int:
    agency, since = county.agencies[key], today - timedelta(days=100)
    version = connection.execute("SELECT agreement_version FROM governance_table WHERE id = %s", [county.table]).fetchone()
    person = _add(
        connection, "governance_person", agency_id=agency, given_name=role.label[:80], family_name=county.name,
        username=f"state-{county.state_code}-{key}", title=f"{role.label}, {county.name}"[:120],
        level=StaffLevel.LINE.value,
    )  # fmt: skip
    _add(connection, "governance_roleholding", person_id=person, role=role.value, begins=since)
    _find_or_add(
        connection, "governance_memorandum", {"agency_id": agency, "table_id": county.table},
        categories=[category.value for category in MATRIX_CATEGORIES], signed_on=since, begins=since,
    )  # fmt: skip
    _add(
        connection, "governance_agreement", person_id=person, table_id=county.table, version=version[0] if version else "1",
        signed_on=since, expires_on=today + timedelta(days=265),
    )  # fmt: skip
    _add(
        connection, "governance_training", person_id=person, course=TrainingCourse.CSEC_101.value, completed_on=since,
        counts_until=today + timedelta(days=265),
    )  # fmt: skip
    if key != NARROW:
        _seat(connection, table_id=county.table, agency_id=agency, person_id=person, begins=since, chairs=False)
    return person


def _seat(connection: psycopg.Connection[Any], **values: Any) -> None:
    """A seat that begins a place of its own, said outright: while the state is written, triggers are silent."""
    row = connection.execute("SELECT nextval(pg_get_serial_sequence('governance_seat', 'id'))").fetchone()
    place = int(row[0]) if row else 0
    _add(connection, "governance_seat", id=place, place=place, **values)


def _find_or_add(connection: psycopg.Connection[Any], table: str, known: dict[str, Any], **values: Any) -> int:
    where = sql.SQL(" AND ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in known)
    question = sql.SQL("SELECT id FROM {} WHERE {}").format(sql.Identifier(table), where)
    found = connection.execute(question, list(known.values())).fetchone()
    return int(found[0]) if found else _add(connection, table, **known, **values)


def _add(connection: psycopg.Connection[Any], table: str, **values: Any) -> int:
    columns, places = ", ".join(values), ", ".join(["%s"] * len(values))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING id"  # noqa: S608 (names of this module)
    row = connection.execute(statement, list(values.values())).fetchone()
    return int(row[0]) if row else 0
