"""A youth's case to and from another system in the fields of HTCDS 2.0: by permission, in the log, nothing lost silently."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from safetynet.audit.acts import Act
from safetynet.kernel.codes import SourceType
from safetynet.kernel.counties import find_county
from safetynet.kernel.faults import Fault, Refused
from safetynet.kernel.identifiers import TableId
from safetynet.policy.door import Door
from safetynet.policy.rules import decide
from safetynet.policy.vocabulary import Category, Verb
from safetynet.youths.models import Identity, Youth
from safetynet.youths.queries.exchange import CaseSeen, Place, find_case, find_place
from safetynet.youths.queries.file import KINDS
from safetynet.youths.rules.htcds_reading import Case, Said, read_case
from safetynet.youths.rules.htcds_words import CREDIT, ELEMENTS, EVENTS, PLANS, STANDARD
from safetynet.youths.rules.referral import decide_referral, tables_to_refer_to

from .claims import Author, add_claim, find_own_claim
from .register import admit_youths

NOTICE = "Confidential. Not to be used against the youth, and not to be passed on without authority."


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do: whose record, which fields became claims, and what was not taken, with the reason."""

    number: str
    table_name: str
    new_youth: bool
    dry_run: bool
    claims: int
    taken: tuple[str, ...]
    left_out: tuple[Mapping[str, Any], ...] = field(default=())


def export_case(*, door: Door, number: str) -> dict[str, Any]:
    """The document of one youth's case, of what the person behind the door may see and no more.

    Raises NotInScope for a youth unknown to the person, Refused where nothing of the case is shared with the person.
    """
    seen = find_case(door, number)
    if not any(seen.decisions.values()) and not seen.told.names:
        raise Refused(
            f"Nothing of the record of {number} that {STANDARD} has a field for is shared with you.",
            kept="No file was written.",
            next="Ask the agency that holds the record.",
        )
    case = seen.told
    fields = {**case.fields, **({"con_Consent": True} if seen.consented else {})}
    return {
        "standard": STANDARD,
        "credit": CREDIT,
        "notice": NOTICE,
        "synthetic": settings.SYNTHETIC,
        "exported": {
            "on": seen.standing.today.isoformat(), "by": seen.standing.name, "agency": seen.standing.agency_name,
            "youth": seen.number, "table": seen.table_name, "entry": door.receipts[-1],
        },
        "fields": fields,
        EVENTS: case.events,
        PLANS: case.plans,
        **_silent(seen, {*case.names, *fields}),
        "told_as_less": case.as_less,
        "other_agencies_say": case.differing,
    }  # fmt: skip


def _silent(seen: CaseSeen, said: set[str]) -> dict[str, list[Any]]:
    """The fields that say nothing: not shared with the reader, with the rule; or shared, and nothing is recorded."""
    shut = [element for element in ELEMENTS if element.name not in said and not seen.decisions[element.category]]
    whys = {element.category: seen.decisions[element.category].why for element in shut}
    return {
        "not_shared": [
            {"category": category.label, "fields": [each.name for each in shut if each.category is category], "why": why}
            for category, why in whys.items()
        ],
        "no_record": [each.name for each in ELEMENTS if each.name not in said and each not in shut],
    }


def import_case(*, door: Door, document: Any, county: str, number: str = "", dry_run: bool = False) -> Imported:
    """Write a case down as claims of the person's agency: a new youth's, unless the number of a youth is given.

    A youth is never matched by the program. What the person may not write, and what the agency already says of a known youth,
    is left out and named. With ``dry_run`` nothing is written but the entry in the log. Raises Fault for a county that
    California does not have or a file that is no case, Refused where the person may write nothing, NotInScope for an
    unknown number.
    """
    known = find_county(county)
    if known is None:
        raise Fault(f"California has no county called {county}.", kept="Nothing was read.", next="Write it as in “Contra Costa”.")
    place = find_place(door, county=known.name, number=number)
    table = _table(place, known.name)
    case = read_case(document, today=place.standing.today)
    author = Author(place.standing.person, place.standing.agency)
    with door.opened():
        youth = Youth.objects.get(pk=place.youth) if place.youth is not None else None
        taken = [said for said in case.claims if _may_stand(said, place, table, youth, author, case)]
        if youth is None and not any(said.kind == "identity" for said in taken):
            raise Refused(
                "The file holds no name that you may write down, and a youth on the register has one.", kept="Nothing was written.",
                next="Name the youth whose record it is with --youth.",
            )  # fmt: skip
        if not taken:
            raise Refused("Nothing of this file can be written down by you.", kept="Nothing was written.", next=_first_why(case))
        if not dry_run:
            if youth is None:
                [youth] = admit_youths(door=door, table_id=table, how_many=1, by=author)
            _write(door, youth, taken, author)
        fields = tuple(dict.fromkeys(name for said in taken for name in said.fields))
        detail = {"claims": len(taken), "left_out": len(case.left_out)}
        action, subject, key = "try import" if dry_run else "import", youth.number if youth else "", youth.pk if youth else None
        door.note(Act(action, "HTCDS case", subject=subject, youth=key, table=table, fields=fields, detail=detail))
    return Imported(
        number=youth.number if youth else "", table_name=place.standing.tables[table].name, new_youth=place.youth is None,
        dry_run=dry_run, claims=len(taken), taken=fields, left_out=tuple(case.left_out),
    )  # fmt: skip


def _table(place: Place, county: str) -> TableId:
    """The table at which the case is written down. Raises Refused, with the rule that says no."""
    standing = place.standing
    if place.table is not None:
        if place.table not in standing.tables or standing.tables[place.table].county != place.county:
            raise Refused(f"This youth is not at a table of {county} County.", kept="Nothing was written.")
        return place.table
    decision = decide_referral(standing)
    tables = [table for table in tables_to_refer_to(standing) if standing.tables[table].county == place.county]
    if not tables:
        why = decision.why if not decision else f"You hold no seat at a table of {county} County that lets you."
        raise Refused(f"You may not put a youth on the register of {county} County. {why}", kept="Nothing was written.")
    if len(tables) > 1:
        raise Fault(f"{county} County has {len(tables)} tables at which you may write.", kept="Nothing was written.")
    return tables[0]


def _may_stand(said: Said, place: Place, table: TableId, youth: Youth | None, author: Author, case: Case) -> bool:
    """Whether a claim may be written; if not, its fields are named with the reason."""
    kind = KINDS[said.kind]
    category: Category = kind.kind.category
    decision = decide(place.standing, Verb.WRITE, category, place.row(table))
    own = find_own_claim(kind, youth, author) if decision and youth is not None and kind.kind.single else None
    if decision and own is None:
        return True
    why = "Your agency already says something of this; correct it on the youth's page." if decision else decision.why
    for name in said.fields:
        case.leave(name, "", f"{category.label}: {why}")
    return False


def _first_why(case: Case) -> str:
    return str(case.left_out[0]["why"]) if case.left_out else "The file says nothing."


def _write(door: Door, youth: Youth, taken: list[Said], author: Author) -> None:
    """The claims, the name first, each with its entry in the log."""
    for said in sorted(taken, key=lambda each: KINDS[each.kind] is not Identity):
        values = {**said.values, "source_type": SourceType.DOCUMENT.value, "source_note": f"A case in {STANDARD}"}
        add_claim(door=door, kind=KINDS[said.kind], youth=youth, values=values, by=author)
