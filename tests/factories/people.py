"""People with papers in the committed world: each test makes its own table, so that tests do not disturb each other."""

import itertools
import os
from dataclasses import dataclass
from datetime import date

from safetynet.governance import actions
from safetynet.governance.models import Agency, County, Table
from safetynet.kernel.codes import AgencyType, TrainingCourse
from safetynet.kernel.identifiers import PersonId
from safetynet.policy.door import Door
from safetynet.policy.passes import Reader
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category, Purpose, Role
from safetynet.youths.models import Numbering

BY = "tests"
LONG_AGO = date(2020, 1, 1)
_count = itertools.count(1)


@dataclass(frozen=True)
class Member:
    """Somebody at a table."""

    person: int
    username: str
    agency: int
    table: int
    county: str

    def door(self, purpose: Purpose = Purpose.RECORD_KEEPING) -> Door:
        """The door that opens to this person."""
        return Door(Reader(PersonId(self.person), purpose, address="test"))


def new_table(county: str = "Alpine") -> Table:
    """A table of its own in a county; its youths' numbers begin where no other table's do."""
    home = County.objects.using("owner").get(name=county)
    place = next(_count)
    table = Table.objects.using("owner").create(county=home, name=f"table {os.getpid()}-{place}")
    Numbering.objects.using("owner").create(table=table, last=place * 1_000)
    return table


def new_member(
    table: Table,
    *roles: Role,
    kind: AgencyType = AgencyType.DISTRICT_ATTORNEY,
    agency: int | None = None,
    seat: bool = True,
    agreement_until: date = date(2099, 1, 1),
    categories: tuple[Category, ...] = MATRIX_CATEGORIES,
) -> Member:
    """Somebody of a new agency (or of one that is given) with all papers, training, roles and, unless said otherwise, a seat."""
    county = table.county.name
    name = f"{os.getpid()}-{next(_count)}"
    if agency is None:
        office = actions.admit_agency(county=county, name=f"Agency {name}", short_name=f"agency {name}", kind=kind, by=BY)
        actions.sign_memorandum(agency=office, table=table, on=LONG_AGO, until=None, categories=categories, by=BY)
    else:
        office = Agency.objects.using("owner").get(pk=agency)
    person = actions.admit_person(
        agency=office, given_name="Person", family_name=name, username=f"person-{name}", roles=roles, on=LONG_AGO, by=BY
    )
    actions.sign_agreement(person=person, table=table, on=LONG_AGO, until=agreement_until, by=BY)
    actions.train_person(person=person, course=TrainingCourse.CSEC_101, on=LONG_AGO, until=date(2099, 1, 1), by=BY)
    if seat:
        actions.seat_person(person=person, table=table, on=LONG_AGO, by=BY)
    return Member(person.pk, person.username, office.pk, table.pk, county)


def new_coordinator(county: str = "Alpine", *more: Role) -> Member:
    """A coordinator at a new table of a county."""
    return new_member(new_table(county), Role.COORD, *more)
