"""A person's standing as the database tells it (``policy.standing()``), turned into the facts that the decision reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from safetynet.kernel.identifiers import AgencyId, CountyId, PersonId, TableId, YouthId
from safetynet.kernel.periods import Period

from .rules import AgreementFact, MemorandumFact, Standing, TableFact
from .vocabulary import Role


def read_standing(document: Mapping[str, Any], served: frozenset[YouthId] = frozenset()) -> Standing:
    """The standing that a document of ``policy.standing()`` tells.

    ``served`` are those of the youths in question for whom the person's agency has an open case.
    """
    return Standing(
        person=PersonId(document["person"]),
        agency=AgencyId(document["agency"]),
        county=CountyId(document["county"]) if document["county"] is not None else None,
        today=date.fromisoformat(document["today"]),
        purpose=document["purpose"],
        name=document["name"],
        agency_name=document["agency_name"],
        ended_on=_day(document["ended_on"]),
        roles=frozenset(Role(role) for role in document["roles"]),
        seats=frozenset(TableId(seat) for seat in document["seats"]),
        tables={
            TableId(int(key)): TableFact(fact["name"], CountyId(fact["county"]), fact["version"], fact["training_required"])
            for key, fact in document["tables"].items()
        },
        memoranda=tuple(
            MemorandumFact(TableId(fact["table"]), frozenset(fact["categories"]), _period(fact)) for fact in document["memoranda"]
        ),
        agreements=tuple(AgreementFact(TableId(fact["table"]), fact["version"], _period(fact)) for fact in document["agreements"]),
        trainings=tuple(_period(fact) for fact in document["trainings"]),
        walls=frozenset(YouthId(youth) for youth in document["walls"]),
        consents=frozenset((YouthId(youth), category) for youth, category in document["consents"]),
        clients=frozenset(YouthId(youth) for youth in document["clients"]),
        agenda=frozenset(YouthId(youth) for youth in document["agenda"]),
        served=served,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _period(fact: Mapping[str, Any]) -> Period:
    return Period(date.fromisoformat(fact["begins"]), _day(fact["ends"]))
