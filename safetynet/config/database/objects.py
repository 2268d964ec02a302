"""The SQL that the apps keep beside their code: functions of the relations, triggers of the claims, the log."""

from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from safetynet.policy.database import DatabaseRoles
from safetynet.policy.grants import GRANTS
from safetynet.policy.tables import SECURED_TABLES, SecuredTable
from safetynet.policy.vocabulary import Relation, Verb

_APPS = ("policy", "governance", "youths", "meetings", "reports", "audit")
_ROOT = Path(__file__).resolve().parents[2]
_FOR_THE_WEB = (
    "enter", "verified", "today", "me", "purpose", "my_agency", "holds", "agency_as", "person_as", "seat_tables",
    "open_tables", "my_walls", "client_youths", "agenda_youths", "consent_youths", "consent_youths_elsewhere",
    "my_seats", "agenda_clients", "consent_clients", "lookalikes", "my_counties", "my_label", "standing", "next_youth_numbers",
    "quarter_counts", "cohort_tables", "statistics_counties", "not_reached",
)  # fmt: skip
_OF_THE_ROOM = (
    "begin_turn", "end_turn", "admit_statement", "supersede_statement", "admit_guest", "keep_task", "move_pulse", "first_pulse",
    "lines_changed", "closed_to_more", "of_a_line",
    "put_in_place", "sign_change", "keep_wall", "stand_behind_wall",
)  # fmt: skip
_BEFORE_THE_MEETING = ("keep_agenda_line", "keep_kind", "keep_proposal", "keep_objection", "keep_reserve", "hold_back")
_OF_THE_NUMBERS = ("keep_privacy_budget", "keep_release")
_CALLS = (
    ("policy", "web", _FOR_THE_WEB),
    ("policy", "signin", ("reminders", "meetings_on", "meeting_digest", "calendar_of")),
    ("policy", "auditor", ("me", "purpose", "my_label", "is_sealed", "only_table_of")),
    ("policy", "owner", ("admit_claim", "supersede_claim", "youth_facts", *_OF_THE_ROOM)),
    ("policy", "web", ("propose_joint", "answer_joint", "tables_elsewhere", "questions_waiting", "line_numbers")),
    ("policy", "owner", ("meeting_digest", *_BEFORE_THE_MEETING, *_OF_THE_NUMBERS)),
    ("policy", "cohort", ("enter", "cohort_tables", "cohort_agencies", "cohort_meetings")),
    ("audit", "web", ("record", "record_each", "heads", "keep_checkpoint")),
    ("audit", "signin", ("record_sign_in",)),
    ("audit", "owner", ("record_operator",)),
)
"""Schema, role, and the functions of the schema that the role may call. Nobody else may, but their keeper."""


def sql_files() -> list[Path]:
    """Every SQL file of the apps, in the order in which they build on each other."""
    return [path for app in _APPS for path in sorted((_ROOT / app / "sql").glob("*.sql"))]


def keeper_of(path: Path) -> str:
    """Which role keeps the objects of a file: its first line may say so; else the app decides."""
    first = path.read_text().split("\n", 1)[0]
    if first.startswith("-- Kept by: "):
        return first.removeprefix("-- Kept by: ").strip()
    return "auditor" if path.parent.parent.name == "audit" else "policy"


def callers(roles: DatabaseRoles) -> set[tuple[str, str, str]]:
    """Schema and name of every function that somebody but its keeper may call, with the name of the role that may."""
    return {(schema, name, getattr(roles, role)) for schema, role, names in _CALLS for name in names}


def apply_objects(connection: psycopg.Connection[Any], roles: DatabaseRoles) -> None:
    """Renew every function, trigger and constraint of ``sql/``. Idempotent."""
    for path in sql_files():
        _become(connection, getattr(roles, keeper_of(path)))
        connection.execute(path.read_text().encode(), prepare=False)
    _become(connection, roles.owner)
    for table in SECURED_TABLES:
        if table.is_claim:
            _attach_claim_rules(connection, table)
    _allow_calls(connection, roles)
    connection.execute("RESET ROLE")


def keep_pass_key(connection: psycopg.Connection[Any], roles: DatabaseRoles, inner: bytes, outer: bytes) -> None:
    """Give the database the key that verifies passes."""
    _become(connection, roles.policy)
    connection.execute(
        "INSERT INTO policy.pass_key (inner_pad, outer_pad) VALUES (%s, %s) ON CONFLICT (only_one) "
        "DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
        [inner, outer],
    )
    connection.execute("RESET ROLE")


def _become(connection: psycopg.Connection[Any], role: str) -> None:
    connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def _is_its_authors(table: SecuredTable) -> bool:
    """Whether rows of this table are read by their author alone, and so replaced by nobody else."""
    read = {grant.relation for grant in GRANTS if grant.category is table.category and grant.verb is Verb.READ}
    return read == {Relation.AUTHOR}


def claim_triggers(secured: SecuredTable) -> tuple[sql.Composed, sql.Composed]:
    """The statements that make the two triggers of a claim table."""
    table = sql.Identifier("public", secured.name)
    whose = sql.SQL("'author'" if _is_its_authors(secured) else "")
    return (
        sql.SQL("CREATE OR REPLACE TRIGGER admit BEFORE INSERT ON {} FOR EACH ROW EXECUTE FUNCTION policy.admit_claim()").format(
            table
        ),
        sql.SQL(
            "CREATE OR REPLACE TRIGGER supersede AFTER INSERT ON {} FOR EACH ROW EXECUTE FUNCTION policy.supersede_claim({})"
        ).format(table, whose),
    )


def _attach_claim_rules(connection: psycopg.Connection[Any], secured: SecuredTable) -> None:
    """Triggers of a claim table, and the key that keeps a claim at its youth's table wherever the youth moves."""
    name = secured.name
    table, key = sql.Identifier("public", name), sql.Identifier(f"{name}_at_table")
    for trigger in claim_triggers(secured):
        connection.execute(trigger)
    known = connection.execute(
        "SELECT 1 FROM pg_constraint WHERE conname = %s AND conrelid = %s::regclass",
        [f"{name}_at_table", f"public.{name}"],
    ).fetchone()
    if known is None:
        connection.execute(
            sql.SQL(
                "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY (youth_id, table_id) "
                "REFERENCES public.youths_youth (id, table_id) ON UPDATE CASCADE"
            ).format(table, key)
        )


def _allow_calls(connection: psycopg.Connection[Any], roles: DatabaseRoles) -> None:
    """Who may call which function. Nobody by default."""
    web, signin, owner, auditor, cohort = (
        sql.Identifier(r) for r in (roles.web, roles.signin, roles.owner, roles.auditor, roles.cohort)
    )
    _become(connection, roles.policy)
    everybody = sql.SQL(", ").join((web, signin, owner, auditor, cohort))
    connection.execute(sql.SQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA policy FROM PUBLIC, {}").format(everybody))
    connection.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA policy FROM PUBLIC, {}").format(everybody))
    _grant_calls(connection, roles, "policy")
    _become(connection, roles.auditor)
    connection.execute(sql.SQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audit FROM PUBLIC, {}, {}, {}").format(web, signin, cohort))
    connection.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA audit FROM PUBLIC, {}, {}, {}").format(web, signin, cohort))
    _grant_calls(connection, roles, "audit")


def _grant_calls(connection: psycopg.Connection[Any], roles: DatabaseRoles, schema: str) -> None:
    for where, name, role in sorted(callers(roles)):
        if where == schema:
            function = sql.Identifier(schema, name)
            connection.execute(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(function, sql.Identifier(role)))
