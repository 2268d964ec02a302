"""A recommendation to the court: it stands alone on one page, and says nothing that was only said at the table."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import page as pages
import psycopg
import pytest
from django.test import Client
from pypdf import PdfReader

from safetynet.audit.acts import Act
from safetynet.config.home import Home
from safetynet.governance.models import Table
from safetynet.kernel import clock
from safetynet.kernel.codes import AgencyType
from safetynet.meetings.models import Statement
from safetynet.policy.vocabulary import Category, Role
from safetynet.youths.actions import Author, add_claim
from safetynet.youths.models import AdvocateNote, Claim, JointAssessment, SubstanceTreatment, VaultNote, Youth
from tests.factories.people import Member, new_member
from tests.integration.web.paper import form_on

from .packet_help import one_line
from .plan_help import Roundtable, new_roundtable, open_with

Browser = Callable[..., Client]
TODAY = clock.today()
HEARING = TODAY + timedelta(days=12)
WORDS = {
    "court": "Juvenile Court, Department 107", "case_number": "J-4711", "hearing_on": HEARING.isoformat(),
    "recommends": "A foster home near her sister, and a mentor.", "grounds": "She attends school daily since January.",
}  # fmt: skip
SAID = "the man who calls himself Duke waits outside her school every Friday"


@pytest.fixture
def table(home: Home) -> Roundtable:
    """A new table with a youth."""
    return new_roundtable("Sandpiper")


@pytest.fixture
def clerk(table: Roundtable, browser: Browser) -> Client:
    """The coordinator's browser."""
    return browser(table.clerk.username)


def rows(superuser: psycopg.Connection, table: Roundtable, columns: str) -> list[tuple[object, ...]]:
    """What stands on file of the youth's recommendations."""
    return superuser.execute(
        f"SELECT {columns} FROM meetings_recommendation r JOIN youths_youth y ON y.id = r.youth_id WHERE y.number = %s"
        " ORDER BY r.id",
        [table.number],
    ).fetchall()


def draft(client: Client, table: Roundtable, superuser: psycopg.Connection, **typed: str) -> int:
    """Write a recommendation; its number."""
    answer = client.post(table.at("court"), {**WORDS, **typed})
    assert answer.status_code == 302, answer.content.decode()
    return rows(superuser, table, "r.id")[-1][0]


def do(client: Client, table: Roundtable, what: str, recommendation: int, **more: object) -> tuple[int, str]:
    """Adopt or withdraw; status and page."""
    answer = client.post(table.at("court", "state", recommendation), {"what": what, **more})
    return answer.status_code, answer.content.decode()


def youth_of(superuser: psycopg.Connection, table: Roundtable) -> Youth:
    """The youth as an action needs it."""
    youth, at = superuser.execute("SELECT id, table_id FROM youths_youth WHERE number = %s", [table.number]).fetchone()
    return Youth(pk=youth, table_id=at, number=table.number)


def claim(superuser: psycopg.Connection, table: Roundtable, by: Member, kind: type[Claim], **values: object) -> None:
    """Something on file of the youth."""
    youth = youth_of(superuser, table)
    add_claim(door=by.door(), kind=kind, youth=youth, values=values, by=Author(by.person, by.agency))


def test_the_page_for_the_court_has_what_it_needs_and_nothing_else(
    table: Roundtable, clerk: Client, superuser: psycopg.Connection
) -> None:
    """One page of PDF/UA-1, read back; printing it is an entry of the log about the youth."""
    number = draft(clerk, table, superuser)
    assert clerk.post(table.at("court", "paper", number)).status_code == 409, "a draft is nobody's recommendation"
    assert do(clerk, table, "adopt", number, revision=1)[0] == 302
    answer = clerk.post(table.at("court", "paper", number))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    report = pages.validate_pdf_bytes(answer.content, profile=pages.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.message for failure in report.failures]
    (only,) = PdfReader(io.BytesIO(answer.content)).pages
    text = one_line(only.extract_text())
    told = ("Wren Sandpiper", "Sun 6 May 2007", "Juvenile Court, Department 107", "J-4711", WORDS["recommends"], WORDS["grounds"],
            "Not to be used against the minor", "County of Alpine", f"Adopted by the table on {TODAY:%a}")  # fmt: skip
    for words in told:
        assert words in text
    assert "Phone" not in text
    assert (float(only.mediabox.width), float(only.mediabox.height)) == (612, 792)
    act = superuser.execute(
        "SELECT action, youth_id, fields FROM audit.entry WHERE subject_kind = 'recommendation' AND subject = %s ORDER BY at DESC",
        [table.number],
    ).fetchone()
    assert act[:2] == ("print", youth_of(superuser, table).pk)
    assert "identity.birth_date" in act[2]


def test_the_hearing_that_is_on_file_is_proposed(table: Roundtable, clerk: Client, superuser: psycopg.Connection) -> None:
    """The next one of the 241.1 calendar, for whoever may read it."""
    claim(superuser, table, table.officer, JointAssessment, hearing_on=TODAY - timedelta(days=3))
    claim(superuser, table, table.officer, JointAssessment, hearing_on=HEARING)
    assert form_on(clerk.get(table.at("court")), "recommends")["hearing_on"] == HEARING.isoformat()


def test_what_was_said_at_the_table_is_not_repeated(table: Roundtable, clerk: Client, superuser: psycopg.Connection) -> None:
    """Neither saved nor adopted; said in the words that are repeated, and what was typed stays in the form."""
    number = draft(clerk, table, superuser, grounds=f"We heard that {SAID}.")
    agenda = open_with(table.clerk, table.number, youth_of(superuser, table).pk, [table.clerk], TODAY)
    with table.clerk.door().opened() as door:
        Statement.objects.create(
            meeting_id=agenda.meeting, table_id=table.clerk.table, item_id=agenda.lines[0].id, youth=youth_of(superuser, table),
            agency_id=table.clerk.agency, shared_by_id=table.clerk.agency, said_by_id=table.clerk.person,
            category=Category.RISK.value, text=f"Her aunt says {SAID}.", taken_on=TODAY, recorded_at=clock.now(),
        )  # fmt: skip
        door.note(Act("say", "statement"))
    status, page = do(clerk, table, "adopt", number, revision=1)
    assert status == 400
    assert SAID.lower() in page
    assert rows(superuser, table, "r.state") == [("DRAFT",)]
    answer = clerk.post(table.at("court"), {**WORDS, "recommends": f"A home far away, since {SAID}"})
    assert answer.status_code == 400
    assert form_on(answer, "recommends")["recommends"] == f"A home far away, since {SAID}"
    assert len(rows(superuser, table, "r.id")) == 1


@pytest.mark.parametrize(
    ("kind", "role", "agency"),
    [
        (AdvocateNote, Role.ADV, AgencyType.RAPE_CRISIS),
        (VaultNote, Role.DEF, AgencyType.PUBLIC_DEFENDER),
    ],
)
def test_a_privileged_note_is_not_repeated_by_whoever_can_read_it(
    table: Roundtable, browser: Browser, superuser: psycopg.Connection, kind: type[Claim], role: Role, agency: AgencyType
) -> None:
    """The privilege's own side cannot give it away by mistake."""
    home = Table.objects.using("owner").select_related("county").get(pk=table.clerk.table)
    writer = new_member(home, role, kind=agency) if role is Role.DEF else table.advocate
    if role is Role.DEF:
        superuser.execute(
            "INSERT INTO youths_representation (youth_id, table_id, source_agency_id, source_type, source_note, recorded_at,"
            " recorded_by_id, withdrawn, reason, counsel_id, begins) SELECT y.id, y.table_id, %(a)s, 'OWN_RECORD', '', now(),"
            " %(p)s, false, '', %(p)s, '2024-01-01' FROM youths_youth y WHERE y.number = %(n)s",
            {"a": writer.agency, "p": writer.person, "n": table.number},
        )
    claim(superuser, table, writer, kind, text=f"In confidence: {SAID}.")
    client = browser(writer.username)
    answer = client.post(table.at("court"), {**WORDS, "grounds": f"We know that {SAID}."})
    assert answer.status_code == 400
    assert "privileged note" in answer.content.decode()
    assert rows(superuser, table, "r.id") == []
    assert client.post(table.at("court"), WORDS).status_code == 302


def test_part_2_never_leaves_however_short(table: Roundtable, browser: Browser, superuser: psycopg.Connection) -> None:
    """The name of a treatment program is enough for somebody who may read it."""
    home = Table.objects.using("owner").select_related("county").get(pk=table.clerk.table)
    both = new_member(home, Role.MH, Role.ADV, kind=AgencyType.BEHAVIORAL_HEALTH)
    superuser.execute(
        "INSERT INTO youths_substancetreatment (youth_id, table_id, source_agency_id, source_type, source_note, recorded_at,"
        " recorded_by_id, withdrawn, reason, program, status) SELECT y.id, y.table_id, %s, 'OWN_RECORD', '', now(), %s, false, '',"
        " 'Harbor Recovery', 'ACTIVE' FROM youths_youth y WHERE y.number = %s",
        [both.agency, both.person, table.number],
    )
    client = browser(both.username)
    answer = client.post(table.at("court"), {**WORDS, "grounds": "She is safe at Harbor Recovery."})
    assert answer.status_code == 400
    assert "42 CFR Part 2" in answer.content.decode()
    assert SubstanceTreatment.kind.category is Category.SUBSTANCE_TREATMENT


def test_a_second_page_is_refused_in_words(table: Roundtable, clerk: Client, superuser: psycopg.Connection) -> None:
    """The longest texts of prose fit; what would need a second page is not adopted, and stays a draft."""
    long = draft(clerk, table, superuser, recommends="She stays near kin. " * 79, grounds="School is going well. " * 54)
    assert do(clerk, table, "adopt", long, revision=1)[0] == 302
    tall = draft(clerk, table, superuser, recommends="\n".join("WIDE" * 30 for _ in range(13)), grounds="\n".join(["W" * 95] * 12))
    status, page = do(clerk, table, "adopt", tall, revision=1)
    assert status == 400
    assert "does not fit on one page" in page
    assert rows(superuser, table, "r.state") == [("ADOPTED",), ("DRAFT",)]


def test_what_looks_like_markup_is_printed_as_it_was_typed(table: Roundtable, clerk: Client, superuser: psycopg.Connection) -> None:
    """Nothing of it is carried out; a character that no typeface has is replaced by a sign."""
    number = draft(clerk, table, superuser, recommends="#panic() *not bold* <b>not bold</b> \U00012000")
    assert do(clerk, table, "adopt", number, revision=1)[0] == 302
    text = one_line(PdfReader(io.BytesIO(clerk.post(table.at("court", "paper", number)).content)).pages[0].extract_text())
    assert "#panic() *not bold* <b>not bold</b> □" in text


def test_two_who_write_the_same_recommendation(
    table: Roundtable, clerk: Client, browser: Browser, superuser: psycopg.Connection
) -> None:
    """The second sees what the first wrote beside their own words, and may put them in its place; nobody adopts unread words."""
    number, address = draft(clerk, table, superuser), table.at("court", "draft", "{}")
    address = address.format(number)
    officer = browser(table.officer.username)
    second = form_on(officer.get(address), "recommends")
    assert (
        clerk.post(address, {**form_on(clerk.get(address), "recommends"), "recommends": "A home with her aunt."}).status_code == 302
    )
    answer = officer.post(address, {**second, "recommends": "A home with her uncle."})
    assert answer.status_code == 409
    assert "A home with her aunt." in answer.content.decode()
    again = form_on(answer, "recommends")
    assert again["recommends"] == "A home with her uncle."
    assert do(clerk, table, "adopt", number, revision=1)[0] == 409
    assert officer.post(address, again).status_code == 302
    assert rows(superuser, table, "r.recommends, r.revision") == [("A home with her uncle.", 3)]


def test_what_is_adopted_stays_and_is_withdrawn_with_a_reason(
    table: Roundtable, clerk: Client, superuser: psycopg.Connection
) -> None:
    """No change, no second adoption; a withdrawn one is on file and not printed."""
    number = draft(clerk, table, superuser)
    do(clerk, table, "adopt", number, revision=1)
    assert clerk.get(table.at("court", "draft", number)).status_code == 302
    assert clerk.post(table.at("court", "draft", number), {**WORDS, "revision": 1}).status_code == 409
    assert do(clerk, table, "adopt", number, revision=1)[0] == 409
    assert do(clerk, table, "withdraw", number)[0] == 400
    assert do(clerk, table, "withdraw", number, reason="The hearing is off")[0] == 302
    assert clerk.post(table.at("court", "paper", number)).status_code == 409
    assert "The hearing is off" in clerk.get(table.at("court")).content.decode()
    with pytest.raises(psycopg.Error, match="stays as it is"):
        superuser.execute("UPDATE meetings_recommendation SET recommends = 'x' WHERE id = %s", [number])


def test_who_may_not_read_or_write_does_neither(
    table: Roundtable, clerk: Client, browser: Browser, superuser: psycopg.Connection
) -> None:
    """The school outside a meeting, Eve, Finn: each is told what the rules say, and nothing of the recommendation."""
    number = draft(clerk, table, superuser)
    do(clerk, table, "adopt", number, revision=1)
    teacher = browser(table.teacher.username)
    page = teacher.get(table.at("court")).content.decode()
    assert "Not shared with you." in page
    assert "J-4711" not in page
    assert teacher.post(table.at("court"), WORDS).status_code == 403
    assert teacher.post(table.at("court", "paper", number)).status_code in (403, 404)
    for who, status in (("eve", 404), ("finn", 403)):
        client = browser(who)
        assert client.get(table.at("court")).status_code == status
        assert client.post(table.at("court"), WORDS).status_code == status
        for path in ("draft", "state", "paper"):
            assert client.post(table.at("court", path, number), {"what": "withdraw", "reason": "x"}).status_code == status
    assert rows(superuser, table, "r.state") == [("ADOPTED",)]


def test_a_recommendation_of_another_youth_is_not_found(table: Roundtable, clerk: Client, superuser: psycopg.Connection) -> None:
    """The number of the youth and that of the recommendation belong together."""
    number = draft(clerk, table, superuser)
    other = new_roundtable("Dunlin")
    assert do(clerk, other, "adopt", number, revision=1)[0] == 404
    assert clerk.get(table.at("court", "draft", 999_999_999)).status_code == 404
    assert date.fromisoformat(WORDS["hearing_on"]) == rows(superuser, table, "r.hearing_on")[0][0]


def test_whoever_may_not_write_one_reads_who_may(table: Roundtable, browser: Browser, superuser: psycopg.Connection) -> None:
    """By role, with the way to ask; the same for somebody with whom recommendations are not shared now. Who writes needs no such
    words."""
    youth = superuser.execute("SELECT id FROM youths_youth WHERE number = %s", [table.number]).fetchone()[0]
    for there in ([table.clerk], [table.clerk, table.teacher]):
        if len(there) == 2:
            open_with(table.clerk, table.number, youth, there, date(2032, 4, 6))
        page = browser(table.teacher.username).get(table.at("court")).content.decode()
        said = one_line(page.partition("Who writes one")[2])
        assert "With a seat at this table: Coordinator, probation, child welfare or rape-crisis or trafficking advocate." in said
        link = f'<a href="/youths/{table.number}/follow-ups/">Ask one of them by a follow-up</a>'
        assert (link in said) == (len(there) == 2), "a teacher asks while the youth is spoken of"
        assert ("Say at the table, or tell the coordinator" in said) == (len(there) == 1)
        assert ("Not shared with you" in page) == (len(there) == 1)
    assert "Who writes one" not in browser(table.clerk.username).get(table.at("court")).content.decode()
