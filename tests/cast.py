"""The same people everywhere: the cast of ``synthetic.cast``, seated at any table of a test's world.

Ada coordinator · Ben court officer at the table · Cleo school representative · Dev probation records clerk who sits at no
table · Eve stranger · Finn whose agreement lapsed · Gale analyst · Hal administrator who may read no case; then those who
fill the other seats (Iris chairs for the district attorney, Jude is counsel, ... Sam works in another county), and Theo and
Uma, who have no seat: Kai's and Dev's supervisor, and the chief who signed for Probation.

``seat_in`` is for tests that build their world as the administrator and roll it back; ``seat_the_cast`` with an
``OperatorsDesk`` writes the cast into an instance for good, with accounts.
"""

from datetime import date

from synthetic.cast import (
    AGENCIES,
    AT_THE_TABLE,
    BY_USERNAME,
    CAST,
    HOME_COUNTY,
    STANDING_CAST,
    CastAgency,
    Member,
    Seated,
    seat_the_cast,
)
from synthetic.desk import OperatorsDesk
from tests.factories import World
from tests.factories.world import Someone

__all__ = [
    "AGENCIES",
    "AT_THE_TABLE",
    "BY_USERNAME",
    "CAST",
    "HOME_COUNTY",
    "STANDING_CAST",
    "Member",
    "OperatorsDesk",
    "Seated",
    "WorldDesk",
    "seat_in",
    "seat_the_cast",
]


class WorldDesk:
    """The desk of one table in a test's world: the same cast as rows, without accounts."""

    def __init__(self, world: World, table: int) -> None:
        self.world = world
        self.table = table
        row = world.connection.execute("SELECT agreement_version FROM governance_table WHERE id = %s", [table]).fetchone()
        self._version: str = row[0]

    def agency(self, agency: CastAgency, home: str) -> int:
        """An agency of its own for this world."""
        return self.world.insert(
            "governance_agency", county_id=self.world.county(agency.county or home), name=agency.named(home),
            short_name=f"{agency.short_name} {self.table}", kind=agency.kind.value,
        )  # fmt: skip

    def memorandum(self, agency: int, on: date) -> None:
        """The agency's memorandum with the table, on everything."""
        self.world.memorandum(agency, self.table, begins=on)

    def person(self, member: Member, agency: int, username: str, on: date) -> int:
        """The person with the role."""
        person = self.world.insert(
            "governance_person", agency_id=agency, given_name=member.given_name, family_name=member.family_name,
            username=username, title=member.title, level=member.level.value,
        )  # fmt: skip
        self.world.hold_role(person, member.role, begins=on)
        return person

    def agreement(self, person: int, signed_on: date, expires_on: date) -> None:
        """The person's agreement in the table's version."""
        self.world.insert(
            "governance_agreement", person_id=person, table_id=self.table, version=self._version, signed_on=signed_on,
            expires_on=expires_on,
        )  # fmt: skip

    def training(self, person: int, completed_on: date, until: date) -> None:
        """The person's training."""
        self.world.insert("governance_training", person_id=person, course="CSEC_101", completed_on=completed_on, counts_until=until)

    def seat(self, person: int, agency: int, on: date, *, chairs: bool) -> None:
        """The seat."""
        self.world.insert(
            "governance_seat", table_id=self.table, agency_id=agency, person_id=person, begins=on, chairs=chairs, place=None
        )

    def supervisor(self, person: int, supervisor: int, on: date) -> None:
        """The person's supervisor."""
        self.world.connection.execute("UPDATE governance_person SET supervisor_id = %s WHERE id = %s", [supervisor, person])

    def signatory(self, agency: int, person: int, on: date) -> None:
        """Who signed the agency's memorandum with the table."""
        self.world.connection.execute(
            "UPDATE governance_memorandum SET signatory_id = %s WHERE agency_id = %s AND table_id = %s",
            [person, agency, self.table],
        )


def seat_in(world: World, table: int, *, home: str = HOME_COUNTY, who: tuple[str, ...] = tuple(BY_USERNAME)) -> dict[str, Someone]:
    """Seat the cast (or those named) at a table of the world; user names carry the table's id, so tables do not collide."""
    seated = seat_the_cast(WorldDesk(world, table), today=world.today, home=home, who=who, tag=f"-{table}")
    return {username: Someone(one.person, one.agency) for username, one in seated.items()}
