"""What a new instance begins with: a county's table and somebody who may begin."""

from datetime import date

from safetynet.governance import actions
from safetynet.governance.models import Person
from safetynet.kernel.codes import AgencyType
from safetynet.policy.vocabulary import Role


def found_county(name: str, coordinator: str | None, *, by: str, on: date) -> Person:
    """A table, its coordinating agency, and a coordinator whose papers the operator vouches for.

    The memorandum and the agreement are recorded as signed on ``on``: the operator who runs this says that the signed
    papers are on file. Nobody can sign in before a password was set.
    """
    table = actions.found_table(county=name, by=by)
    agency = actions.admit_agency(
        county=name, name=f"{name} County District Attorney, SafetyNet office", short_name="SafetyNet office",
        kind=AgencyType.DISTRICT_ATTORNEY, by=by,
    )  # fmt: skip
    given, _, family = (coordinator or "Coordinator").partition(" ")
    username = f"coordinator-{name.lower().replace(' ', '-')}"
    person = actions.admit_person(
        agency=agency, given_name=given, family_name=family or ("" if coordinator else name), username=username,
        roles=[Role.COORD], on=on, title="Coordinator", by=by,
    )  # fmt: skip
    actions.sign_memorandum(agency=agency, table=table, on=on, until=None, by=by)
    actions.sign_agreement(person=person, table=table, on=on, until=actions.a_year_later(on), by=by)
    actions.seat_person(person=person, table=table, on=on, by=by)
    return person
