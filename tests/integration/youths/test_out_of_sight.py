"""Nobody replaces what they cannot see: an entry whose history is "not here" for somebody is not there for their forms either,
and what its author alone reads is replaced by its author alone, whoever works in the same office."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from safetynet.config.home import Home
from safetynet.kernel.codes import AgencyType
from safetynet.kernel.faults import Conflict
from safetynet.policy.grants import GRANTS
from safetynet.policy.vocabulary import Relation, Role, Verb
from safetynet.youths.actions import Author
from safetynet.youths.actions.claims import correct_claim
from safetynet.youths.models import CLAIM_KINDS, Claim, VaultNote, Youth
from tests.factories.people import Member, new_member, new_table
from tests.integration.web.conftest import snapshots_of
from tests.integration.web.paper import fill, form_on
from tests.integration.web.places import youth_of

Browser = Callable[..., Client]
ONE_WRITER = {
    category: next(
        role
        for role in Role
        if any(
            (grant.category, grant.role, grant.verb, grant.relation) == (category, role, Verb.WRITE, Relation.SEAT)
            for grant in GRANTS
        )
    )
    for category in {kind.kind.category for kind in CLAIM_KINDS}
}
"""For each category of a claim somebody with a seat who writes it."""


@pytest.fixture(scope="module")
def lawyers(home: Home) -> tuple[Member, Member, str]:
    """Two lawyers of one office, and a youth at their table."""
    table = new_table()
    clerk = new_member(table, Role.COORD)
    first = new_member(table, Role.CIV, kind=AgencyType.LEGAL_AID)
    return first, new_member(table, Role.CIV, agency=first.agency), youth_of(clerk, "Plover")


def forms_for(number: str, kind: type[Claim], claim: int) -> tuple[str, str]:
    """Where an entry is corrected, and where it is taken back."""
    address = f"/youths/{number}/{kind._meta.model_name}/{claim}/"
    return address, f"{address}withdraw/"


def test_a_colleague_cannot_blindly_remove_a_lawyers_note(
    browser: Browser, lawyers: tuple[Member, Member, str], superuser: psycopg.Connection
) -> None:
    """Neither at its own address nor as what another entry's form replaces; nor can the database be asked to."""
    author, colleague, number = lawyers
    client, other, file = browser(author.username), browser(colleague.username), f"/youths/{number}/"
    assert fill(client, f"{file}add/vaultnote/", text="She named the place.").status_code == 302
    assert fill(other, f"{file}add/vaultnote/", text="A note of my own.").status_code == 302
    notes = "SELECT n.id FROM youths_vaultnote n WHERE n.recorded_by_id = %s ORDER BY n.id DESC"
    theirs, mine = (superuser.execute(notes, [member.person]).fetchone()[0] for member in (author, colleague))
    correct, withdraw = forms_for(number, VaultNote, theirs)
    own = form_on(other.get(forms_for(number, VaultNote, mine)[0]), "reason") | {"reason": "by hand"}
    snapshot = snapshots_of(superuser)
    before = snapshot()
    assert other.get(correct).status_code == other.get(f"{correct}history/").status_code == 404
    assert other.post(correct, own).status_code == 404
    assert other.post(forms_for(number, VaultNote, mine)[0], {**own, "replaces": str(theirs)}).status_code == 404
    assert other.post(withdraw, {"reason": "by hand", "submission": str(uuid4())}).status_code == 404
    youth = Youth(*superuser.execute("SELECT id, table_id, number FROM youths_youth WHERE number = %s", [number]).fetchone())
    with pytest.raises(Conflict):
        correct_claim(
            door=colleague.door(), claim=VaultNote(pk=theirs), youth=youth, values={"text": "nothing"}, reason="by hand",
            by=Author(colleague.person, colleague.agency),
        )  # fmt: skip
    assert snapshot() == before
    assert "She named the place." in client.get(file).content.decode()
    assert fill(client, correct, text="She named two places.", reason="She said more").status_code == 302


def test_what_is_not_here_is_not_here_for_forms(browser: Browser, home: Home, superuser: psycopg.Connection) -> None:
    """For every kind: somebody who writes it posts to an entry about a youth of another table."""
    table = new_table()
    number = youth_of(new_member(table, Role.COORD), "Sanderling")
    clients = {role: browser(new_member(table, role).username) for role in set(ONE_WRITER.values())}
    snapshot = snapshots_of(superuser)
    before, tried = snapshot(), 0
    for kind in CLAIM_KINDS:
        client = clients[ONE_WRITER[kind.kind.category]]
        query = sql.SQL("SELECT id FROM {} WHERE superseded_at IS NULL ORDER BY id LIMIT 1")
        claim = superuser.execute(query.format(sql.Identifier(kind._meta.db_table))).fetchone()
        form = form_on(client.get(f"/youths/{number}/add/{kind._meta.model_name}/"), "submission") | {"reason": "by hand"}
        for address in forms_for(number, kind, claim[0] if claim else 999_999_999):
            assert client.post(address, form).status_code == 404, address
            tried += 1
    assert tried == 2 * len(CLAIM_KINDS) > 80
    assert snapshot() == before
