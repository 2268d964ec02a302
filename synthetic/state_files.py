"""The rich files of the invented state: the fullest of the demo county's, copied to many youths, about 70 rows each."""

from collections import defaultdict
from datetime import date
from typing import Any

import psycopg
from psycopg import sql

from safetynet.kernel import clock
from safetynet.youths.models import Claim

from .cast import BY_USERNAME
from .county import invent_county
from .said import AgencyNamed, PersonNamed, Said
from .state_directory import CountyInState
from .writing import KINDS, plain

_TEMPLATES = 24
_WRITTEN_FOR_EVERYBODY = frozenset({"identity", "alias", "referral", "statusattable", "classificationattable", "agencycase"})


def write_rich_files(connection: psycopg.Connection[Any], youths: list[tuple[int, CountyInState]], today: date) -> int:
    """Give each of these youths everything that is said about one of the demo county's; returns how many claims."""
    templates = _fullest(today)
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    arrests = sum(said.kind == "arrest" for place in range(len(youths)) for said in templates[place % len(templates)])
    ids = iter(_arrest_ids(connection, arrests))
    for place, (youth, county) in enumerate(youths):
        arrest_of: dict[int, int] = {}
        for said in templates[place % len(templates)]:
            row = _row(said, youth, county)
            if said.kind == "arrest":
                row["id"] = arrest_of[id(said)] = next(ids)
            elif said.of is not None:
                row["arrest_id"] = arrest_of[id(said.of)]
            rows[said.kind].append(row)
    return sum(_copy(connection, KINDS[kind], found) for kind, found in rows.items())


def _fullest(today: date) -> list[list[Said]]:
    """The statements that stand about the youths of whom most is said; arrests come before their charges."""
    files = []
    for telling in invent_county(today).tellings:
        gone = {id(said.replaces) for said in telling.said if said.replaces is not None}
        gone |= {id(said) for said in telling.said if said.replaces is not None}
        files.append([said for said in telling.said if id(said) not in gone and said.kind not in _WRITTEN_FOR_EVERYBODY])
    return sorted(files, key=len, reverse=True)[:_TEMPLATES]


def _arrest_ids(connection: psycopg.Connection[Any], how_many: int) -> list[int]:
    rows = connection.execute(
        "SELECT nextval(pg_get_serial_sequence('youths_arrest', 'id')) FROM generate_series(1, %s)", [how_many]
    ).fetchall()
    return [row[0] for row in rows]


def _row(said: Said, youth: int, county: CountyInState) -> dict[str, Any]:
    agency = BY_USERNAME[said.by].agency
    row: dict[str, Any] = {
        "youth_id": youth,
        "table_id": county.table,
        "source_agency_id": county.agency(agency),
        "recorded_by_id": county.person(agency),
        "recorded_at": clock.now(),
    }
    for name, value in said.values.items():
        if isinstance(value, PersonNamed):
            row[f"{name}_id"] = county.person(BY_USERNAME[value.username].agency)
        elif isinstance(value, AgencyNamed):
            row[f"{name}_id"] = county.agency(value.key)
        else:
            row[name] = plain(value)
    return row


def _copy(connection: psycopg.Connection[Any], kind: type[Claim], rows: list[dict[str, Any]]) -> int:
    """One COPY for a kind: what a row does not say takes the model's default."""
    fields = [field for field in kind._meta.concrete_fields if not field.primary_key]
    defaults = {field.attname: plain(field.get_default()) for field in fields}
    columns = [field.attname for field in fields] + (["id"] if "id" in rows[0] else [])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(kind._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            said = {**defaults, **row}
            copy.write_row([said[column] for column in columns])
    return len(rows)
