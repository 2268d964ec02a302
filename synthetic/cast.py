"""The same people everywhere: the demo instance and the tests seat this cast.

Every family name is a tree's. The first eight are the house's standing cast (their papers and seats differ on purpose);
the others fill the seats that a real table has; the last two have no seat and answer for those of Probation who have.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from safetynet.kernel.codes import AgencyType, StaffLevel
from safetynet.policy.vocabulary import Role

HOME_COUNTY = "Alameda"
CURRENT, LAPSED, UNSIGNED = "current", "lapsed", "unsigned"
"""How a person's confidentiality agreement stands."""


@dataclass(frozen=True, slots=True)
class CastAgency:
    """An agency of the cast. ``county`` is None for the table's own county; ``memorandum`` whether it has signed one."""

    key: str
    name: str
    short_name: str
    kind: AgencyType
    county: str | None = None
    memorandum: bool = True

    def named(self, home: str) -> str:
        """Its full name in the county whose table it sits at."""
        return self.name.format(county=home)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the cast: ``title`` is the line that describes the person on the demo's sign-in page.

    ``supervisor`` is a user name; ``signs`` whether the person signed the agency's memorandum.
    """

    username: str
    family_name: str
    title: str
    role: Role
    agency: str
    seat: bool = True
    chairs: bool = False
    agreement: str = CURRENT
    level: StaffLevel = StaffLevel.LINE
    supervisor: str = ""
    signs: bool = False

    @property
    def given_name(self) -> str:
        """The given name; the user name is the same in small letters."""
        return self.username.capitalize()

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given_name} {self.family_name}"


@dataclass(frozen=True, slots=True)
class Seated:
    """A person of the cast as the directory knows them."""

    member: Member
    person: int
    agency: int


AGENCIES = (
    CastAgency(
        "office", "{county} County District Attorney, SafetyNet office", "SafetyNet office", AgencyType.DISTRICT_ATTORNEY
    ),
    CastAgency("da", "{county} County District Attorney", "District Attorney", AgencyType.DISTRICT_ATTORNEY),
    CastAgency("defender", "{county} County Public Defender", "Public Defender", AgencyType.PUBLIC_DEFENDER),
    CastAgency("probation", "{county} County Probation Department", "Probation", AgencyType.PROBATION),
    CastAgency("welfare", "{county} County Children and Family Services", "Child welfare", AgencyType.CHILD_WELFARE),
    CastAgency("court", "Superior Court, {county} County, Girls' Court", "Girls' Court", AgencyType.JUVENILE_COURT),
    CastAgency("school", "Unified School District, Transition Center", "School district", AgencyType.SCHOOL_DISTRICT),
    CastAgency("advocates", "Bay Area Women Against Rape", "BAWAR", AgencyType.RAPE_CRISIS),
    CastAgency("mentors", "MISSSEY", "MISSSEY", AgencyType.CBO),
    CastAgency("hospital", "Children's Hospital", "Children's Hospital", AgencyType.HOSPITAL),
    CastAgency("clinic", "Guidance Clinic, Behavioral Health", "Guidance Clinic", AgencyType.BEHAVIORAL_HEALTH),
    CastAgency("legal_aid", "Bay Area Legal Aid", "BALA", AgencyType.LEGAL_AID),
    CastAgency("police", "Police Department, Special Victims", "Police", AgencyType.LAW_ENFORCEMENT),
    CastAgency("public_health", "{county} County Public Health, Evaluation", "Public Health", AgencyType.PUBLIC_HEALTH),
    CastAgency(
        "neighbor", "Contra Costa County Children and Family Services", "Contra Costa CFS", AgencyType.CHILD_WELFARE,
        county="Contra Costa",
    ),
    CastAgency(
        "elsewhere", "Lantern Youth House", "Lantern Youth House", AgencyType.CBO, county="Santa Clara", memorandum=False
    ),
)  # fmt: skip

CAST = (
    Member("ada", "Alder", "Coordinator", Role.COORD, "office"),
    Member("ben", "Birch", "Court officer at the table", Role.CRT, "court"),
    Member("cleo", "Cedar", "School representative", Role.SCH, "school"),
    Member(
        "dev", "Dogwood", "Probation records clerk who sits at no table", Role.PROB, "probation", seat=False, supervisor="theo"
    ),
    Member(
        "eve", "Elm", "Stranger: a youth worker in a county without any memorandum", Role.CBO, "elsewhere", seat=False,
        agreement=UNSIGNED,
    ),
    Member("finn", "Fir", "Social worker whose agreement has lapsed", Role.CWS, "welfare", agreement=LAPSED),
    Member("gale", "Ginkgo", "Analyst who reads numbers only", Role.RPT, "public_health", seat=False),
    Member("hal", "Hazel", "Administrator who may read no case", Role.ADM, "office", seat=False),
    Member("iris", "Ironwood", "Deputy district attorney, chairs the meeting", Role.DA, "da", chairs=True),
    Member("jude", "Juniper", "Public defender, counsel of some youths", Role.DEF, "defender"),
    Member("kai", "Katsura", "Probation officer", Role.PROB, "probation", supervisor="theo"),
    Member("lena", "Linden", "Child-welfare social worker", Role.CWS, "welfare"),
    Member("mara", "Maple", "Rape-crisis advocate", Role.ADV, "advocates"),
    Member("noel", "Nutmeg", "Community mentor", Role.CBO, "mentors"),
    Member("opal", "Olive", "Hospital nurse", Role.MED, "hospital"),
    Member("pia", "Pine", "Behavioral-health clinician", Role.MH, "clinic"),
    Member("quinn", "Quince", "Legal-aid attorney", Role.CIV, "legal_aid"),
    Member("rosa", "Rowan", "Police sergeant", Role.LE, "police"),
    Member(
        "sam", "Spruce", "Social worker of another county, with recorded consents", Role.XC, "neighbor", seat=False
    ),
    Member(
        "theo", "Tamarack", "Probation supervisor", Role.PROB, "probation", seat=False, level=StaffLevel.SUPERVISOR,
        supervisor="uma",
    ),
    Member(
        "uma", "Umbrellapine", "Chief probation officer", Role.PROB, "probation", seat=False, level=StaffLevel.HEAD, signs=True
    ),
)  # fmt: skip
BY_USERNAME = {member.username: member for member in CAST}
STANDING_CAST = CAST[:8]
"""The eight that every access test is about."""
AT_THE_TABLE = tuple(member for member in CAST if member.seat)


def agency_of(member: Member) -> CastAgency:
    """The agency somebody works for."""
    return next(agency for agency in AGENCIES if agency.key == member.agency)


class Desk(Protocol):
    """Where the directory is kept: the operator's actions in an instance, rows of a test's world in a test."""

    def agency(self, agency: CastAgency, home: str) -> int:
        """The agency's id, admitted if it is new."""

    def memorandum(self, agency: int, on: date) -> None:
        """The agency signs the table's memorandum, unless it has one."""

    def person(self, member: Member, agency: int, username: str, on: date) -> int:
        """The person's id, admitted with the role from that day on."""

    def agreement(self, person: int, signed_on: date, expires_on: date) -> None:
        """The person signs the table's confidentiality agreement."""

    def training(self, person: int, completed_on: date, until: date) -> None:
        """The person completes a course that counts until a day."""

    def seat(self, person: int, agency: int, on: date, *, chairs: bool) -> None:
        """The person takes a seat at the table."""

    def supervisor(self, person: int, supervisor: int, on: date) -> None:
        """Somebody of the same agency supervises the person."""

    def signatory(self, agency: int, person: int, on: date) -> None:
        """The person is who signed the agency's memorandum with the table."""


def seat_the_cast(
    desk: Desk,
    *,
    today: date,
    home: str = HOME_COUNTY,
    who: tuple[str, ...] = tuple(BY_USERNAME),
    tag: str = "",
    since: date | None = None,
) -> dict[str, Seated]:
    """Seat the cast (or those named in ``who``) at the desk's table; returns them by user name.

    Agencies have signed and people have had their roles and seats ``since`` a day (by default four years ago). ``tag`` is
    put behind each user name, for a second table in the same instance. Finn's agreement ended a month before ``today``;
    everybody's training counts. A supervisor who is not among ``who`` is nobody's.
    """
    begun = since or today - timedelta(days=4 * 365)
    members = [BY_USERNAME[username] for username in who]
    needed = {member.agency for member in members}
    agencies: dict[str, int] = {}
    for agency in AGENCIES:
        if agency.key in needed:
            agencies[agency.key] = desk.agency(agency, home)
            if agency.memorandum:
                desk.memorandum(agencies[agency.key], begun)
    seated = {}
    for member in members:
        agency_id = agencies[member.agency]
        person = desk.person(member, agency_id, f"{member.username}{tag}", begun)
        _sign(desk, member, person, today)
        desk.training(person, today - timedelta(days=164), today + timedelta(days=200))
        if member.seat:
            desk.seat(person, agency_id, begun, chairs=member.chairs)
        if member.signs:
            desk.signatory(agency_id, person, today)
        seated[member.username] = Seated(member, person, agency_id)
    for one in seated.values():
        if one.member.supervisor in seated:
            desk.supervisor(one.person, seated[one.member.supervisor].person, today)
    return seated


def _sign(desk: Desk, member: Member, person: int, today: date) -> None:
    if member.agreement == UNSIGNED:
        return
    ends = today + timedelta(days=200) if member.agreement == CURRENT else today - timedelta(days=30)
    desk.agreement(person, ends - timedelta(days=364), ends)
