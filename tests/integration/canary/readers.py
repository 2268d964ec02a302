"""Who may find which canary: the field's matrix as ``tests/spec`` reads it, the gates, and the house's rules in words.

Nothing here asks the policy's own code. Which table holds what is written out once more by hand, so that a record kind that
moves to another category, or a new one, is noticed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from safetynet.policy.vocabulary import Category, Role
from synthetic.cast import CAST, CURRENT, HOME_COUNTY, Member, agency_of
from tests.integration.canary.tokens import Canary, Row
from tests.spec.situations import Situation, matrix

CELLS = matrix()
NEIGHBOR_COUNTY = "Contra Costa"
CATEGORY_OF: dict[str, Category] = {
    f"youths_{name}": category
    for category, names in {
        Category.INDEX: "identity alias agencycase workercontact contactdate householdmember representation",
        Category.DEMOGRAPHICS: "demographics referral residence statusattable work",
        Category.SOGI: "genderandorientation",
        Category.PLACEMENT: "placement absence placementtext",
        Category.CPS: "cpsreport childwelfarestatus",
        Category.DELINQUENCY: "probationstatus jointassessment",
        Category.ARREST: "arrest charge",
        Category.EDUCATION: "schooling",
        Category.HEALTH: "healthnote",
        Category.MENTAL_HEALTH: "mentalhealthnote",
        Category.SUBSTANCE_TREATMENT: "substancetreatment",
        Category.RISK: "classificationattable riskfactor",
        Category.EXPLOITATION: "exploitation priorvictimization",
        Category.SCREENING: "screening",
        Category.VICTIM_WITNESS: "courtcase",
        Category.PRIVILEGED: "advocatenote",
        Category.VAULT: "vaultnote",
        Category.SAFETY_PLAN: "safetyplan trustedadult followup",
        Category.SERVICES: "servicelink noservice benefit outcome",
        Category.PLACES: "traffickingplace",
        Category.NOTES: "summary meetingnote",
        Category.REQUEST: "reviewrequest",
    }.items()
    for name in names.split()
}
PAPERS: dict[str, Category] = {
    "youths_possibleduplicate": Category.IMPORT,
    "meetings_meeting": Category.MEETING,
    "meetings_attendance": Category.MEETING,
    "meetings_agendaitem": Category.MEETING,
    "meetings_packetcopy": Category.PACKET,
    "meetings_topic": Category.MEETING,
    "meetings_guest": Category.MEETING,
    "meetings_issuekind": Category.MEETING,
    "meetings_jointitem": Category.MEETING,
    "meetings_guestproposal": Category.ROOM,
    "meetings_objection": Category.ROOM,
    "meetings_reserve": Category.ROOM,
    "meetings_issuetag": Category.ROOM,
    "meetings_planassent": Category.ROOM,
    "meetings_turn": Category.ROOM,
    "intake_workbook": Category.IMPORT,
    "intake_sheetrow": Category.IMPORT,
    "intake_heldrow": Category.IMPORT,
    "intake_workbookfault": Category.IMPORT,
    "intake_loadedrow": Category.IMPORT,
    "intake_savedmapping": Category.IMPORT,
    "governance_consent": Category.CONSENT,
    "governance_wall": Category.WALL,
}
"""The house's own rows around the meeting."""
OTHERS = {
    "youths_youth", "meetings_agendaheading", "meetings_agendareason", "reports_releasedtable", "meetings_statement",
    "meetings_task", "meetings_draft", "meetings_plan", "meetings_planstep", "meetings_recommendation",
}  # fmt: skip
"""Planted by rules of their own."""
DERIVED = {"youths_nameentry", "youths_served", "youths_numbering", "meetings_pulse"}
"""Written by the database itself, from the claims (their canaries are those of the names they are made of), and the counters."""
OF_THE_NUMBERS = {
    "reports_snapshot", "reports_release", "reports_participation", "reports_denominator", "reports_programentry",
    "reports_privacyspending",
}  # fmt: skip
"""Registers of the numbers: no youth stands in them. What they may hold is tested with the reports."""
SAID_OF = (
    "INDEX DEMOGRAPHICS SOGI PLACEMENT CPS DELINQUENCY ARREST EDUCATION HEALTH MENTAL_HEALTH SUBSTANCE_TREATMENT RISK EXPLOITATION "
    "SCREENING VICTIM_WITNESS SAFETY_PLAN SERVICES PLACES NOTES"
)
"""What is said at the table: every row of the matrix but what is privileged, and what is released."""

NO_CASES = frozenset({Role.XC, Role.ADM, Role.RPT})
_PAPERS_AT_THE_TABLE: dict[Category, frozenset[Role]] = {
    Category.MEETING: frozenset(Role) - NO_CASES,
    Category.ROOM: frozenset(Role) - NO_CASES,
    Category.PACKET: frozenset({Role.COORD}),
    Category.IMPORT: frozenset({Role.COORD}),
    Category.CONSENT: frozenset({Role.COORD, Role.PROB, Role.CWS}),
    Category.WALL: frozenset({Role.COORD}),
}
"""Whose seat opens the house's own rows."""
_OWED_AT_THE_TABLE = frozenset({Role.COORD, Role.PROB, Role.CWS, Role.ADV})
"""Whose seat opens every follow-up; counsel's those of clients; to the others it is open while the youth is on the open agenda."""
_SEES_THE_PHONE = frozenset({Role.COORD, Role.PROB, Role.CWS, Role.DEF})
"""A youth's own telephone: only those who must reach the youth (minimum necessary)."""


@dataclass(frozen=True)
class Person:
    """What counts about a person: role, agency, where there is a seat, with which counties' tables all papers are signed."""

    username: str
    role: Role
    agency: int
    id: int
    county: str
    seat: str = ""
    papers: frozenset[str] = frozenset()
    checked_in: bool = False


@dataclass(frozen=True)
class Youth:
    """What counts about a youth: whose table, on the agenda of a meeting in session (or closed within the hours in which those
    who stayed read on; ``left`` went before its end) or not, who is walled off, who is counsel, which agencies have an open
    case, which have a consent on what."""

    county: str = HOME_COUNTY
    on_open_agenda: bool = False
    left: frozenset[str] = frozenset()
    walls: frozenset[str] = frozenset()
    counsel: frozenset[str] = frozenset()
    served_by: frozenset[str] = frozenset()
    consents: Mapping[str, tuple[Category, ...]] = field(default_factory=dict)


def person_of(member: Member, agency: int, person: int, *, home: str, tag: str = "", checked_in: bool = False) -> Person:
    """A member of the cast, seated in a county, with the papers that the cast's page says."""
    signed = agency_of(member).memorandum and member.agreement == CURRENT
    return Person(
        f"{member.username}{tag}", member.role, agency, person, agency_of(member).county or home,
        seat=home if member.seat else "", papers=frozenset({home} if signed else ()), checked_in=checked_in,
    )  # fmt: skip


def may_read(
    person: Person, canary: Canary, youths: Mapping[str, Youth], agencies: Mapping[int, str], *, holds: bool = False
) -> bool:
    """Whether somebody may find this canary. ``holds``: in the copy of the packet that was made out to them."""
    row = canary.row
    youth = youths.get(row.youth, Youth(county=row.county))
    if row.category is Category.RELEASED:
        return "R" in CELLS[Category.RELEASED, person.role]
    if row.county not in person.papers or person.username in youth.walls:
        return False
    if canary.field == "phone" and row.table == "youths_identity" and person.role not in _SEES_THE_PHONE:
        return False
    situation = _situation(person, row, youth, agencies, holds=holds)
    if row.rule == "number":
        return _reads_the_number(person, situation, youth, agencies)
    if row.rule == "draft":
        return row.author == person.id and person.role not in NO_CASES
    if row.rule == "owed":
        return _reads_what_is_owed(person, row, situation)
    if row.rule == "said" and person.agency in (row.agency, row.owner) and person.role not in NO_CASES:
        return True
    if row.rule == "paper":
        return _reads_the_paper(person, row)
    if row.category is Category.REQUEST:
        seated = person.role is Role.COORD and situation.seat
        return seated or (person.role not in NO_CASES and situation.own_claim)
    assert row.category is not None
    return situation.reads(person.role, row.category, CELLS)


def _situation(person: Person, row: Row, youth: Youth, agencies: Mapping[int, str], *, holds: bool) -> Situation:
    agency = agencies.get(person.agency, "")
    return Situation(
        f"{person.username} towards {row.youth}",
        seat=person.seat == row.county,
        checked_in=_is_in_the_room(person, row, youth, holds=holds),
        client=person.username in youth.counsel,
        served=agency in youth.served_by,
        own_claim=row.rule in ("claim", "said") and row.agency == person.agency,
        author=row.rule == "claim" and row.author == person.id,
        consent=row.category in youth.consents.get(agency, ()),
        other_county=person.county != row.county,
    )  # fmt: skip


def _is_in_the_room(person: Person, row: Row, youth: Youth, *, holds: bool) -> bool:
    """Checked in where the youth stands on the agenda, and there to the end; or the holder of a copy made for that meeting."""
    there = person.checked_in and person.username not in youth.left
    return youth.on_open_agenda and person.seat == row.county and (there or holds)


def _reads_the_paper(person: Person, row: Row) -> bool:
    assert row.category is not None
    if person.seat == row.county and person.role in _PAPERS_AT_THE_TABLE[row.category]:
        return True
    return row.category is Category.PACKET and row.holder == person.id and person.role not in NO_CASES


def _reads_what_is_owed(person: Person, row: Row, situation: Situation) -> bool:
    """Who asked and who owes; who always follows up; counsel of a client; everybody else in the room."""
    if person.role in NO_CASES:
        return False
    if person.agency in (row.agency, row.owner):
        return True
    if person.role is Role.DEF:
        return situation.client
    return situation.seat if person.role in _OWED_AT_THE_TABLE else situation.checked_in


def _reads_the_number(person: Person, situation: Situation, youth: Youth, agencies: Mapping[int, str]) -> bool:
    """Whoever has a seat, serves or represents the youth, or whose agency has any consent (spec: the number without a name)."""
    cases = person.role not in NO_CASES
    consent = bool(youth.consents.get(agencies.get(person.agency, "")))
    takes_consents = person.role in (Role.PROB, Role.CWS, Role.MED, Role.MH, Role.ADV)
    return (
        (situation.seat and cases)
        or (situation.served and cases and person.role is not Role.DEF)
        or (situation.client and person.role is Role.DEF)
        or (consent and (situation.other_county or takes_consents))
    )


SEATED = tuple(member for member in CAST if member.seat)
