"""Which database table holds which category, and what a row tells about itself.

A compartment is a table: what is seen together is stored together. Every table the web role can touch is listed here;
what is not listed, it cannot even name. A short list of withheld columns covers what is left.
"""

from dataclasses import dataclass

from .vocabulary import MATRIX_CATEGORIES, Category, Role


@dataclass(frozen=True, slots=True)
class SecuredTable:
    """A table under row-level security, and the columns that the relations compare.

    ``youth``, ``table``, ``agency``, ``owner``, ``author``, ``holder`` name the columns (empty: it has none); ``home`` is the
    SQL condition of the relation HOME; ``by_category``: its column ``category`` holds the category row by row, and
    ``besides``: what the table's own category grants for reading counts for each row too; ``commands`` are what a WRITE
    grant allows on it (claims are only ever inserted); ``loose``: a row may name no youth and no table; ``nameless``: a row
    may name no youth, and is then behind no wall; ``signed``: who writes says for whom, and the policy holds it against the
    pass (else a trigger says it).
    """

    name: str
    category: Category
    youth: str = ""
    table: str = ""
    agency: str = ""
    owner: str = ""
    author: str = ""
    holder: str = ""
    home: str = ""
    by_category: tuple[Category, ...] = ()
    commands: tuple[str, ...] = ()
    schema: str = "public"
    loose: bool = False
    nameless: bool = False
    besides: bool = False
    signed: bool = True

    @property
    def is_claim(self) -> bool:
        """Whether a row is one agency's statement about one youth."""
        return self.agency == "source_agency_id"


def _claims(category: Category, *names: str) -> list[SecuredTable]:
    return [
        SecuredTable(
            f"youths_{name}", category, youth="youth_id", table="table_id", agency="source_agency_id",
            author="recorded_by_id", commands=("INSERT",),
        )
        for name in names
    ]  # fmt: skip


def _papers(category: Category, *names: str, youth: str = "", commands: tuple[str, ...] = ()) -> list[SecuredTable]:
    return [SecuredTable(name, category, youth=youth, table="table_id", commands=commands) for name in names]


_WRITABLE = ("INSERT", "UPDATE", "DELETE")
_KEPT = ("INSERT", "UPDATE")


def _said_in_the_room(*names: str, youth: str = "", agency: str = "", commands: tuple[str, ...] = _KEPT) -> list[SecuredTable]:
    """What members of a table say in its room, each in their own name, and where they say so for their own agency."""
    return [
        SecuredTable(
            name, Category.ROOM, youth=youth, table="table_id", agency=agency, author="said_by_id", commands=commands
        )
        for name in names
    ]  # fmt: skip


_IN_MY_COUNTY = "county_id = ANY ((SELECT policy.my_counties())::bigint[])"
_AT_MY_TABLES = f"table_id IN (SELECT t.id FROM public.governance_table AS t WHERE t.{_IN_MY_COUNTY})"  # noqa: S608
_OF_MY_AGENCIES = f"agency_id IN (SELECT a.id FROM public.governance_agency AS a WHERE a.{_IN_MY_COUNTY} OR a.county_id IS NULL)"  # noqa: S608
_OF_MY_PEOPLE = "person_id IN (SELECT p.id FROM public.governance_person AS p)"

_OF_MY_STATISTICS = "tables <@ (SELECT policy.cohort_tables())::bigint[]"
_OF_MY_COUNTIES_STATISTICS = "county_id = ANY ((SELECT policy.statistics_counties())::bigint[])"
_OF_A_TABLE_OF_MY_STATISTICS = "table_id = ANY ((SELECT policy.cohort_tables())::bigint[])"

SPOKEN_OF = tuple(
    category for category in MATRIX_CATEGORIES if category not in (Category.PRIVILEGED, Category.VAULT, Category.RELEASED)
)
"""The categories of what is said at the table. What is privileged is never said there: counsel and counselors say that they are
involved and have nothing to disclose."""

SECURED_TABLES: tuple[SecuredTable, ...] = (
    SecuredTable(
        "youths_youth", Category.REGISTER, youth="id", table="table_id", author="created_by_id", commands=("INSERT",)
    ),
    SecuredTable("youths_nameentry", Category.INDEX, youth="youth_id", table="table_id"),
    *_claims(
        Category.INDEX, "identity", "alias", "agencycase", "workercontact", "contactdate", "householdmember",
        "representation",
    ),
    *_claims(Category.DEMOGRAPHICS, "demographics", "referral", "residence", "statusattable", "work"),
    *_claims(Category.SOGI, "genderandorientation"),
    *_claims(Category.PLACEMENT, "placement", "absence", "placementtext"),
    *_claims(Category.CPS, "cpsreport", "childwelfarestatus"),
    *_claims(Category.DELINQUENCY, "probationstatus", "jointassessment"),
    *_claims(Category.ARREST, "arrest", "charge"),
    *_claims(Category.EDUCATION, "schooling"),
    *_claims(Category.HEALTH, "healthnote"),
    *_claims(Category.MENTAL_HEALTH, "mentalhealthnote"),
    *_claims(Category.SUBSTANCE_TREATMENT, "substancetreatment"),
    *_claims(Category.RISK, "classificationattable", "riskfactor"),
    *_claims(Category.EXPLOITATION, "exploitation", "priorvictimization"),
    *_claims(Category.SCREENING, "screening"),
    *_claims(Category.VICTIM_WITNESS, "courtcase"),
    *_claims(Category.PRIVILEGED, "advocatenote"),
    *_claims(Category.VAULT, "vaultnote"),
    *_claims(Category.SAFETY_PLAN, "safetyplan", "trustedadult", "followup"),
    *_claims(Category.SERVICES, "servicelink", "noservice", "benefit", "outcome"),
    *_claims(Category.PLACES, "traffickingplace"),
    *_claims(Category.NOTES, "summary", "meetingnote"),
    *_claims(Category.REQUEST, "reviewrequest"),
    SecuredTable("reports_releasedtable", Category.RELEASED),
    SecuredTable(
        "reports_snapshot", Category.STATISTICS, author="made_by_id", home=_OF_MY_STATISTICS, commands=("INSERT",)
    ),
    SecuredTable("reports_release", Category.STATISTICS, home=_OF_MY_STATISTICS, commands=("INSERT", "UPDATE"), signed=False),
    *(
        SecuredTable(
            f"reports_{name}", Category.STATISTICS, author="entered_by_id", home=_OF_MY_COUNTIES_STATISTICS, commands=("INSERT",)
        )
        for name in ("participation", "denominator", "programentry")
    ),
    SecuredTable(
        "reports_privacyspending", Category.STATISTICS, author="spent_by_id", home=_OF_A_TABLE_OF_MY_STATISTICS,
        commands=("INSERT",),
    ),
    *_papers(Category.IMPORT, "youths_possibleduplicate", youth="youth_id", commands=_WRITABLE),
    *_papers(Category.MEETING, "meetings_attendance", commands=("INSERT", "UPDATE")),
    *_papers(Category.MEETING, "meetings_meeting", commands=("INSERT", "UPDATE")),
    *_papers(Category.MEETING, "meetings_agendaitem", youth="youth_id", commands=_WRITABLE),
    SecuredTable(
        "meetings_agendareason", Category.MEETING, youth="youth_id", table="table_id", commands=_WRITABLE,
        by_category=(
            Category.DEMOGRAPHICS, Category.PLACEMENT, Category.SAFETY_PLAN, Category.DELINQUENCY, Category.NOTES,
        ),
    ),
    SecuredTable(
        "meetings_agendaheading", Category.MEETING, youth="youth_id", table="table_id", commands=_WRITABLE,
        by_category=(Category.MEETING, Category.PLACEMENT),
    ),
    *_papers(Category.MEETING, "meetings_pulse"),
    SecuredTable("meetings_jointitem", Category.MEETING, youth="youth_id", table="table_id", nameless=True),
    *_papers(Category.MEETING, "meetings_topic", "meetings_guest", "meetings_issuekind", commands=_KEPT),
    *_said_in_the_room("meetings_guestproposal", "meetings_objection"),
    *_said_in_the_room("meetings_reserve", "meetings_planassent", youth="youth_id", agency="agency_id"),
    *_said_in_the_room("meetings_issuetag", youth="youth_id"),
    *_said_in_the_room("meetings_turn", youth="youth_id", commands=("INSERT",)),
    SecuredTable(
        "meetings_statement", Category.STATEMENT, youth="youth_id", table="table_id", agency="agency_id", owner="shared_by_id",
        author="said_by_id", commands=("INSERT",), by_category=SPOKEN_OF, besides=True,
    ),
    SecuredTable(
        "meetings_draft", Category.DRAFT, youth="youth_id", table="table_id", author="said_by_id", commands=_WRITABLE
    ),
    *_papers(Category.SAFETY_PLAN, "meetings_plan", "meetings_recommendation", youth="youth_id", commands=_KEPT),
    *_papers(Category.SAFETY_PLAN, "meetings_planstep", youth="youth_id", commands=_WRITABLE),
    SecuredTable(
        "meetings_task", Category.TASK, youth="youth_id", table="table_id", agency="asked_by_agency_id",
        owner="owner_agency_id", author="asked_by_id", commands=_KEPT, signed=False,
    ),
    SecuredTable(
        "meetings_packetcopy", Category.PACKET, table="table_id", holder="holder_id", commands=("INSERT", "UPDATE")
    ),
    *_papers(
        Category.IMPORT, "intake_workbook", "intake_sheetrow", "intake_heldrow", "intake_workbookfault",
        "intake_loadedrow", "intake_savedmapping", commands=_WRITABLE,
    ),
    *_papers(Category.CONSENT, "governance_consent", youth="youth_id", commands=("INSERT", "UPDATE")),
    SecuredTable(
        "governance_wall", Category.WALL, youth="youth_id", table="table_id", holder="person_id", commands=("INSERT", "UPDATE")
    ),
    SecuredTable("entry", Category.WATCH, youth="youth_id", table="table_id", holder="person", schema="audit", loose=True),
    SecuredTable("governance_county", Category.AGENCIES),
    SecuredTable("governance_agency", Category.AGENCIES),
    SecuredTable("governance_table", Category.DIRECTORY, home=_IN_MY_COUNTY),
    SecuredTable("governance_person", Category.DIRECTORY, home=_OF_MY_AGENCIES),
    SecuredTable("governance_countysetting", Category.DIRECTORY, home=_IN_MY_COUNTY),
    SecuredTable("governance_seat", Category.DIRECTORY, table="table_id", home=_AT_MY_TABLES),
    SecuredTable("governance_memorandum", Category.DIRECTORY, table="table_id", home=_AT_MY_TABLES),
    SecuredTable("governance_agreement", Category.DIRECTORY, table="table_id", home=_AT_MY_TABLES),
    SecuredTable("governance_roleholding", Category.DIRECTORY, home=_OF_MY_PEOPLE),
    SecuredTable("governance_training", Category.DIRECTORY, home=_OF_MY_PEOPLE),
)  # fmt: skip

BY_NAME = {table.name: table for table in SECURED_TABLES}

HELPER_TABLES: dict[str, str] = {
    "youths_served": (
        "agency_id = (SELECT policy.my_agency()) "
        "AND (opened_on IS NULL OR opened_on <= (SELECT policy.today())) "
        "AND (closed_on IS NULL OR closed_on > (SELECT policy.today()))"
    ),
}
"""Tables that only help a relation; the web role reads its own agency's rows of today and writes none."""

INTERNAL_TABLES: tuple[str, ...] = (
    "youths_numbering",
    "django_migrations",
    "django_session",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
)
"""Tables neither door can name: a counter that a function keeps, and what the framework makes and nobody uses."""

SIGN_IN_TABLES: tuple[str, ...] = (
    "governance_account",
    "governance_sessionkey",
    "governance_calendarkey",
    "governance_sentnotice",
    "account_emailaddress",
    "account_emailconfirmation",
    "django_content_type",
    "safetynet_cache",
)
"""Tables of the sign-in connection. They hold staff accounts, no youth; the web role cannot see them."""

WITHHELD: dict[tuple[str, str], frozenset[Role]] = {
    ("youths_screening", "total"): frozenset({Role.PROB, Role.CWS, Role.MED, Role.MH, Role.ADV, Role.CBO}),
    ("youths_identity", "phone"): frozenset({Role.COORD, Role.PROB, Role.CWS, Role.DEF}),
}
"""Columns that only these roles see although they see the row: the matrix shares a screening's *level*; a youth's own
phone number goes to those who must reach the youth (minimum necessary)."""
