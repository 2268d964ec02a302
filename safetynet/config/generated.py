"""Pages of ``docs/generated/`` made from the code, so that they cannot say anything else than it does."""

from collections.abc import Iterator
from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import models

from safetynet.governance.models import CodeField
from safetynet.governance.rules import SETTINGS
from safetynet.meetings.models import MACHINES
from safetynet.policy.compiler import compile_policies
from safetynet.policy.grants import AUTHORITY, HOUSE_CATEGORIES, UNGATED_CATEGORIES, read_matrix
from safetynet.policy.rules import who_may
from safetynet.policy.tables import SECURED_TABLES, WITHHELD
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Gate, Relation, Role, Verb
from safetynet.youths.models import CLAIM_KINDS, Claim
from safetynet.youths.rules import services

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "generated"
_MADE = "<!-- Made by `safetynet docs`; a test fails when it differs from the code. -->\n"


def pages() -> dict[str, str]:
    """Every generated page by file name."""
    return {
        "policy.md": _policy(),
        "data-dictionary.md": _dictionary(),
        "settings.md": _settings(),
        "meeting-states.md": _states(),
    }


def _policy() -> str:
    return "\n".join([_MADE, "# The sharing policy\n", *_matrix(), *_meaning(), *_who(), *_tables()]) + "\n"


def _matrix() -> Iterator[str]:
    yield "R read · W write one's own agency's claims · M read while the youth is on an open agenda and the member is checked in ·"
    yield "C read with a recorded consent · S read with a seat · H read what was made out to oneself · A read by whoever has"
    yield "signed in with a role · D read the directory of one's own county · V write what one says at the table, with a seat ·"
    yield "P write while the youth is on an open agenda and the member is checked in, and read what one's agency so wrote ·"
    yield "T read and answer what one's agency owes · Q read what one's agency is said to have shared ·"
    yield "U read what one wrote oneself · X keep oneself away from a youth. Nothing else grants anything.\n"
    cells = read_matrix()
    for title, categories in (
        ("The field's matrix", MATRIX_CATEGORIES),
        ("The house's rows", [category for category in Category if category not in MATRIX_CATEGORIES]),
    ):
        yield f"## {title}\n"
        yield "| Category | " + " | ".join(role.value for role in Role) + " |"
        yield "|---" * (len(Role) + 1) + "|"
        for category in categories:
            row = " | ".join(cells[category, role] or "–" for role in Role)
            yield f"| {category.value}: {category.label} | {row} |"
        yield ""


def _meaning() -> Iterator[str]:
    yield "## Gates, before any grant\n"
    for gate in Gate:
        yield f"- **{gate.value}**: {gate.label}"
    ungated = ", ".join(sorted(category.value for category in UNGATED_CATEGORIES))
    house = ", ".join(sorted(category.value for category in HOUSE_CATEGORIES))
    yield f"\nNo gate stands before {ungated} (nothing about a youth is there). For the house's rows ({house}) any memorandum"
    yield "in force will do.\n"
    yield "## Relations\n"
    for relation in Relation:
        yield f"- **{relation.value}**: the person {relation.label}"
    yield "\n## Roles\n"
    for role in Role:
        yield f"- **{role.value}**: {role.label}"
    yield ""


def _who() -> Iterator[str]:
    yield "## Who may, by which relation and authority\n"
    for category in Category:
        yield f"### {category.value}\n"
        yield f"{category.label}. *{AUTHORITY[category]}*\n"
        for verb in Verb:
            for relation, roles in who_may(verb, category).items():
                yield f"- {verb.value.lower()}, who {relation.label}: {', '.join(role.value for role in roles)}"
        yield ""


def _tables() -> Iterator[str]:
    yield "## Tables under row-level security\n"
    yield "| Table | Category | Commands of the web role | Policies |"
    yield "|---|---|---|---|"
    compiled = compile_policies()
    for table in SECURED_TABLES:
        names = ", ".join(policy.name for policy in compiled if (policy.schema, policy.table) == (table.schema, table.name))
        yield f"| {table.schema}.{table.name} | {table.category.value} | {', '.join(('SELECT', *table.commands))} | {names} |"
    yield "\n## Withheld columns\n"
    for (name, column), roles in WITHHELD.items():
        yield f"- `{name}.{column}`: only {', '.join(sorted(role.value for role in roles))}"


def _dictionary() -> str:
    lines = [_MADE, "# Data dictionary of the record\n"]
    lines.append("Every kind of claim also carries: youth, table, source agency, how it is known, document, as of which day,")
    lines.append(
        "recorded at and by (set by the database), what it replaces and why, when it was replaced, whether it was withdrawn.\n"
    )
    for kind in CLAIM_KINDS:
        lines += _kind(kind)
    return "\n".join(lines) + "\n"


def _kind(kind: type[Claim]) -> Iterator[str]:
    meaning = (kind.__doc__ or "").split("\n")[0]
    yield f"## {kind.__name__}\n"
    yield f"{meaning} Category **{kind.kind.category.value}**, table `{kind._meta.db_table}`.\n"
    yield "| Field | Asked as | Holds |"
    yield "|---|---|---|"
    for field in kind.said_fields():
        yield f"| {field.name} | {field.verbose_name} | {_holds(field)} |"
    yield ""


def _holds(field: "models.Field[object, object]") -> str:
    optional = "" if not (field.null or field.blank) else ", may be empty"
    if isinstance(field, ArrayField):
        return f"several of {_codes(field.base_field)}{optional}"
    if isinstance(field, CodeField):
        return f"one of {_codes(field)}{optional}"
    if isinstance(field, models.ForeignKey):
        return f"a reference to {field.related_model.__name__}{optional}"
    name = {"DateField": "a day", "BooleanField": "yes or no", "TextField": "text", "CharField": "text"}.get(
        type(field).__name__, "a number"
    )
    limit = f" up to {field.max_length} characters" if field.max_length else ""
    return f"{name}{limit}{optional}"


def _codes(field: "models.Field[object, object]") -> str:
    return ", ".join(str(value) for value, _ in field.choices or [])


def _settings() -> str:
    lines = [
        _MADE,
        "# Settings of a county\n",
        "| Key | Meaning | Default | Counties that differ | Source |",
        "|---|---|---|---|---|",
    ]
    for setting in SETTINGS.values():
        differ = ", ".join(f"{name}: {value}" for name, value in setting.county_defaults.items()) or "none"
        lines.append(f"| {setting.key} | {setting.meaning} | {setting.default} | {differ} | {setting.source} |")
    return "\n".join(lines) + "\n"


def _states() -> str:
    lines = [_MADE, "# States of a meeting and of what comes out of it\n"]
    for name, (what, transitions) in (MACHINES | services.MACHINES).items():
        lines += [f"## {what}\n", f"Table `{name}`.\n", "```mermaid", "stateDiagram-v2"]
        reached = {target for targets in transitions.values() for target in targets}
        lines += [f"    [*] --> {state.value}" for place, state in enumerate(transitions) if place == 0 or state not in reached]
        lines += [f"    {state.value} --> {target.value}" for state, targets in transitions.items() for target in sorted(targets)]
        lines += [f"    {state.value} --> [*]" for state, targets in transitions.items() if not targets]
        lines += ["```", ""]
        lines += [f"- **{state.value}**: {state.label}" for state in transitions]
        lines.append("")
    return "\n".join(lines)
