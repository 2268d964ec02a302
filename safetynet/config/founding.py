"""What a new instance begins with: a county's table and somebody who may begin, on the word of whoever makes it."""

from dataclasses import dataclass
from datetime import date

from safetynet.governance import actions
from safetynet.governance.models import Agreement, Memorandum, Person, Training
from safetynet.kernel.codes import AgencyType, TrainingCourse
from safetynet.kernel.dates import say_date
from safetynet.policy.vocabulary import Role

NOT_NAMED = "Coordinator"
"""What a coordinator is called whom nobody has named yet."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A county's beginning, and the three papers that stand in the directory on the operator's word alone."""

    person: Person
    memorandum: Memorandum
    agreement: Agreement
    training: Training

    def vouched(self) -> str:
        """What is recorded as signed, in words for whoever has said so by making the instance."""
        who = str(self.person) if self.person.given_name != NOT_NAMED else f"whoever will sign in as {self.person.username}"
        return (
            f"ON YOUR WORD, not on a paper seen by the program, the directory says as of {say_date(self.memorandum.signed_on)}: "
            f"{self.memorandum.agency} has signed a memorandum with {self.memorandum.table} for every category, and {who} a "
            f"confidentiality agreement that counts until {say_date(self.agreement.expires_on)}, and has learned what it means, "
            f"which counts until {say_date(self.training.counts_until)}. Set no password before these papers are on file."
        )


def found_county(name: str, coordinator: str | None, *, by: str, on: date) -> Founded:
    """A table, its coordinating agency, and a coordinator whose papers the operator vouches for.

    The memorandum and the agreement are recorded as signed, and the training in confidentiality as completed, on ``on``: the
    operator who runs this says that the papers are on file. Nobody can sign in before a password was set.
    """
    table = actions.found_table(county=name, by=by)
    agency = actions.admit_agency(
        county=name, name=f"{name} County District Attorney, SafetyNet office", short_name="SafetyNet office",
        kind=AgencyType.DISTRICT_ATTORNEY, by=by,
    )  # fmt: skip
    given, _, family = (coordinator or NOT_NAMED).partition(" ")
    username = f"coordinator-{name.lower().replace(' ', '-')}"
    person = actions.admit_person(
        agency=agency, given_name=given, family_name=family or ("" if coordinator else name), username=username,
        roles=[Role.COORD], on=on, title="Coordinator", by=by,
    )  # fmt: skip
    memorandum = actions.sign_memorandum(agency=agency, table=table, on=on, until=None, by=by)
    agreement = actions.sign_agreement(person=person, table=table, on=on, by=by)
    training = actions.train_person(person=person, course=TrainingCourse.CONFIDENTIALITY, on=on, by=by)
    actions.seat_person(person=person, table=table, on=on, by=by)
    return Founded(person, memorandum, agreement, training)
