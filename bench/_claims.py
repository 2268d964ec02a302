"""The claims of an invented state beside the few that everybody there has: about thirty for a youth, written inside PostgreSQL.

Each kind says how many rows a youth has and what is in them, by dice that depend on youth, row and column only: the same each
time. Written as ``synthetic.state`` writes, with triggers off, by the administrator, in instances that are for measuring.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from bench._state import State
from safetynet.config.database.version import version_of_database
from safetynet.kernel.codes import (
    BenefitKind,
    ChargeGroup,
    Codes,
    CsecType,
    GenderIdentity,
    OutcomeKind,
    PlacementKind,
    PlaceRole,
    Race,
    RecruitmentMethod,
    RiskFactorKind,
    ServiceType,
)

_DICE = (
    "CREATE FUNCTION pg_temp.dice(youth bigint, row_no int, salt int) RETURNS int LANGUAGE sql IMMUTABLE "
    "AS $$ SELECT (abs(hashint8extended(youth * 64 + row_no, salt) % 1000))::int $$"
)
"""0 to 999."""
_YOUTHS = """
CREATE TEMP TABLE of_bench AS
SELECT r.youth_id AS id, r.table_id, r.source_agency_id AS own, coalesce(o.agency, r.source_agency_id) AS other,
       r.recorded_by_id AS person, r.referred_on AS day
FROM youths_referral AS r
LEFT JOIN (SELECT table_id, min(source_agency_id) AS agency FROM youths_agencycase GROUP BY 1) AS o USING (table_id)
WHERE r.source_type = 'WORKBOOK'
ORDER BY r.youth_id LIMIT %s"""


def _array(values: Sequence[str] | type[Codes]) -> str:
    listed = ", ".join(f"'{each}'" for each in values)
    return f"(ARRAY[{listed}])"


def _one_of(values: Sequence[str] | type[Codes], salt: int) -> str:
    """One of some values, the first ones oftener."""
    often = f"pg_temp.dice(y.id, n, {salt}) * pg_temp.dice(y.id, n, {salt + 500})"
    return f"{_array(values)}[1 + ({often} * {len(list(values))}) / 1000000]"


def _day(salt: int, before: int = 0) -> str:
    """A day within a thousand days after the referral, or so many before it."""
    return f"(y.day - {before} + pg_temp.dice(y.id, n, {salt}))"


def _until(begins: str, salt: int) -> str:
    """A later day, or none yet for one in five."""
    return f"CASE WHEN pg_temp.dice(y.id, n, {salt}) < 800 THEN {begins} + pg_temp.dice(y.id, n, {salt + 1}) / 4 END"


def _said(**columns: str) -> dict[str, str]:
    return columns


_SPELL = {"begins": _day(80, 200), "ends": _until(_day(80, 200), 81)}
_ENDED = {**_SPELL, "ends": f"{_day(80, 200)} + 30"}
_KINDS: dict[str, tuple[str, Mapping[str, str]]] = {
    "demographics": (
        "1",
        _said(sex="CASE WHEN pg_temp.dice(y.id, 0, 1) < 900 THEN 'FEMALE' ELSE 'MALE' END", races=f"ARRAY[{_one_of(Race, 2)}]"),
    ),
    "genderandorientation": (
        "CASE WHEN pg_temp.dice(y.id, 0, 3) < 300 THEN 1 ELSE 0 END",
        _said(gender_identity=_one_of(GenderIdentity, 4), orientation="'UNKNOWN'"),
    ),
    "residence": (
        "1",
        _said(
            city=_one_of(["Oakland", "Hayward", "Sacramento", "Stockton", "Fresno", "San Jose", "Redding", "Eureka", ""], 5),
            county=_one_of(["Alameda", "Los Angeles", "Sacramento", "Fresno", "Kern", "San Diego", "Butte", "Shasta"], 6),
            state="CASE WHEN pg_temp.dice(y.id, n, 7) < 970 THEN 'CA' ELSE 'NV' END",
        ),
    ),
    "riskfactor": (
        "12 + pg_temp.dice(y.id, 0, 8) % 5",
        _said(
            factor=f"{_array(RiskFactorKind)}[n]",
            value="(ARRAY['YES', 'NO', 'UNKNOWN'])[1 + pg_temp.dice(y.id, n, 9) / 334]",
        ),
    ),
    "screening": (
        "pg_temp.dice(y.id, 0, 10) / 600",
        _said(tool="'CSE_IT'", level=_one_of(["NO_CONCERN", "POSSIBLE_CONCERN", "CLEAR_CONCERN"], 11), screened_on=_day(12)),
    ),
    "exploitation": (
        "pg_temp.dice(y.id, 0, 13) / 550",
        _said(csec_type=_one_of(CsecType, 14), recruitment=_one_of(RecruitmentMethod, 15), **_ENDED),
    ),
    "traffickingplace": (
        "pg_temp.dice(y.id, 0, 16) / 600",
        _said(
            role=_one_of(PlaceRole, 15), city=_one_of(["Oakland", "Las Vegas", "Los Angeles", "Fresno", "Reno"], 17),
            seen_on=_day(18, 300),
        ),
    ),
    "cpsreport": (
        "pg_temp.dice(y.id, 0, 19) / 400",
        _said(disposition=_one_of(["SUBSTANTIATED", "UNFOUNDED", "INCONCLUSIVE"], 20), received_on=_day(21, 900)),
    ),
    "childwelfarestatus": (
        "pg_temp.dice(y.id, 0, 22) / 600",
        _said(status=_one_of(["PREVIOUS", "CURRENT", "NONE"], 23), **_SPELL),
    ),
    "probationstatus": (
        "pg_temp.dice(y.id, 0, 24) / 450",
        _said(status=_one_of(["CURRENT", "PREVIOUS", "NONE"], 25), **_SPELL),
    ),
    "arrest": (
        "pg_temp.dice(y.id, 0, 26) / 330",
        _said(
            arrested_on=_day(27, 700), arrested_by=_one_of([f"Invented PD {place}" for place in range(60)], 28),
            forum=_one_of(["JUVENILE", "ADULT"], 29),
        ),
    ),
    "schooling": (
        "pg_temp.dice(y.id, 0, 32) / 280",
        _said(
            school=_one_of([f"Invented High {place}" for place in range(200)], 33), enrolled=_one_of(["YES", "NO", "UNKNOWN"], 34),
            **_SPELL,
        ),
    ),
    "placement": ("pg_temp.dice(y.id, 0, 36) / 180", _said(placement_kind=_one_of(PlacementKind, 37), state="'CA'", **_SPELL)),
    "absence": ("pg_temp.dice(y.id, 0, 38) / 400", _SPELL),
    "servicelink": (
        "1 + pg_temp.dice(y.id, 0, 40) / 220",
        _said(
            provider=_one_of([f"Invented Provider {place}" for place in range(40)], 41), service_type=_one_of(ServiceType, 42),
            status=_one_of(["COMPLETED", "ACTIVE", "REFERRED", "DECLINED", "WAITLISTED"], 43), **_SPELL,
        ),
    ),
    "noservice": ("CASE WHEN pg_temp.dice(y.id, 0, 44) < 60 THEN 1 ELSE 0 END", _said(why="'REFUSED'")),
    "benefit": (
        "pg_temp.dice(y.id, 0, 46) / 800",
        _said(benefit=_one_of(BenefitKind, 47), status="'ACTIVE'", begins=_day(49)),
    ),
    "outcome": ("pg_temp.dice(y.id, 0, 50) / 500", _said(outcome=_one_of(OutcomeKind, 51), happened_on=_day(52))),
    "workercontact": ("pg_temp.dice(y.id, 0, 54) / 400", _SPELL),
}  # fmt: skip
_CHARGES = _said(
    arrest_id="a.id", charge_group=_one_of([list(ChargeGroup)[-1], *list(ChargeGroup)[:2]], 56),
    decriminalized_today="pg_temp.dice(y.id, n, 57) < 400",
)  # fmt: skip
"""One for each arrest: other charges, and more rarely the two of which victims were accused."""
_ARRESTS = (
    "youths_arrest AS a JOIN of_bench AS y ON y.id = a.youth_id CROSS JOIN LATERAL (SELECT (a.id % 60)::int) AS x (n) "
    "WHERE a.source_note = 'bench'"
)


def write_claims(state: State, full: int) -> int:
    """Write them once into this instance, for so many of its youths; how many claims there are now."""
    marker = state.home.path / f"claims-of-{full}-{version_of_database()}.txt"
    if marker.exists():
        return int(marker.read_text())
    written = state.claims
    with state.admin.transaction():
        for preparing in ("SET LOCAL session_replication_role = replica", _DICE):
            state.admin.execute(preparing)
        state.admin.execute(_YOUTHS, [full])
        for kind, (how_many, said) in _KINDS.items():
            written += _insert(state, kind, said, f"of_bench AS y CROSS JOIN LATERAL generate_series(1, {how_many}) AS n")
        written += _insert(state, "charge", _CHARGES, _ARRESTS)
    state.admin.execute("VACUUM ANALYZE")
    marker.write_text(str(written))
    return written


def _insert(state: State, kind: str, said: Mapping[str, str], rows: str) -> int:
    """Rows of one kind; a column that nothing is said about takes the model's default."""
    from synthetic.writing import KINDS, plain  # noqa: PLC0415 (needs Django)

    began = time.monotonic()
    carried = {
        "youth_id": "y.id", "table_id": "y.table_id", "recorded_by_id": "y.person", "recorded_at": "y.day::timestamptz",
        "source_agency_id": "CASE WHEN pg_temp.dice(y.id, n, 99) < 850 THEN y.own ELSE y.other END",
        "source_note": "'bench'",
    }  # fmt: skip
    columns, expressions, values = [], [], []
    for field in KINDS[kind]._meta.concrete_fields:
        expression = {**carried, **said}.get(field.attname)
        if field.primary_key or (expression is None and field.null):
            continue
        columns.append(field.attname)
        expressions.append(f"%s::{field.db_type(_django())}" if expression is None else f"({expression})")
        if expression is None:
            values.append(plain(field.get_default()))
    statement = (
        f"INSERT INTO youths_{kind} ({', '.join(columns)}) SELECT {', '.join(expressions)} "
        f"FROM {rows} ON CONFLICT DO NOTHING"  # the copied files of the demo county hold some already
    )
    statement = statement.replace(" % ", " %% ") if values else statement
    written = state.admin.execute(statement, values or None).rowcount
    print(f"  {written:>10,} rows of {kind}, {time.monotonic() - began:.0f} s", flush=True)
    return written


def _django() -> Any:
    from django.db import connection  # noqa: PLC0415 (needs Django)

    return connection
