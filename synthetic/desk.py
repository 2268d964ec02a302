"""Seating the cast in an instance: the operator's own actions, each written into the log."""

from datetime import date

from safetynet.governance import actions
from safetynet.governance.models import Agency, Memorandum, Person, Table
from safetynet.kernel.codes import TrainingCourse

from .cast import CastAgency, Member


class OperatorsDesk:
    """The desk (``synthetic.cast.Desk``) of one table in an instance; needs the ``owner`` connection."""

    def __init__(self, table: Table, by: str) -> None:
        self.table = table
        self._by = by

    def agency(self, agency: CastAgency, home: str) -> int:
        """The agency's id, admitted if it is new."""
        admitted = actions.admit_agency(
            county=agency.county or home, name=agency.named(home), short_name=agency.short_name, kind=agency.kind, by=self._by
        )
        return int(admitted.pk)

    def memorandum(self, agency: int, on: date) -> None:
        """The agency signs with the table, unless it has."""
        if not Memorandum.objects.using(actions.KEEPER).filter(agency_id=agency, table=self.table).exists():
            actions.sign_memorandum(agency=_agency(agency), table=self.table, on=on, until=None, by=self._by)

    def person(self, member: Member, agency: int, username: str, on: date) -> int:
        """The person's id, admitted with role, title and level."""
        person = actions.admit_person(
            agency=_agency(agency), given_name=member.given_name, family_name=member.family_name, username=username,
            roles=[member.role], on=on, title=member.title, level=member.level, by=self._by,
        )  # fmt: skip
        return int(person.pk)

    def agreement(self, person: int, signed_on: date, expires_on: date) -> None:
        """The person signs the table's current agreement."""
        actions.sign_agreement(person=_person(person), table=self.table, on=signed_on, until=expires_on, by=self._by)

    def training(self, person: int, completed_on: date, until: date) -> None:
        """The person completes the course that everybody begins with."""
        actions.train_person(person=_person(person), course=TrainingCourse.CSEC_101, on=completed_on, until=until, by=self._by)

    def seat(self, person: int, agency: int, on: date, *, chairs: bool) -> None:
        """The person takes the agency's seat."""
        actions.seat_person(person=_person(person), table=self.table, on=on, chairs=chairs, by=self._by)

    def supervisor(self, person: int, supervisor: int, on: date) -> None:
        """Somebody of the same agency supervises the person."""
        actions.name_supervisor(person=_person(person), supervisor=_person(supervisor), on=on, by=self._by)

    def signatory(self, agency: int, person: int, on: date) -> None:
        """The person is who signed the agency's memorandum with the table."""
        actions.name_signatory(agency=_agency(agency), table=self.table, signatory=_person(person), on=on, by=self._by)


def _agency(pk: int) -> Agency:
    return Agency.objects.using(actions.KEEPER).get(pk=pk)


def _person(pk: int) -> Person:
    return Person.objects.using(actions.KEEPER).get(pk=pk)
