"""Charges follow their arrest: they stand with its corrected entry, are judged by its day, and are withdrawn with it.

A charge keeps the entry of the arrest under which it was recorded; every reader follows that entry to the one that counts
today (``queries.file.arrest_now``), so that charges of other agencies stay with the arrest too.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F

from safetynet.kernel.codes import charge_group
from safetynet.youths.models import Arrest, Charge, Identity, Youth
from safetynet.youths.rules.charges import is_no_offense_today


def judged(values: Mapping[str, Any], youth: Youth) -> dict[str, Any]:
    """What a charge says, with its group and what today's law says of it; both follow from the record, nobody types them."""
    group = charge_group(values["code"])
    minor = is_no_offense_today(group, arrested_on=_arrested_on(values["arrest_id"]), birth_date=_birth_date(youth))
    return {**values, "charge_group": group.value, "decriminalized_today": minor}


def charges_standing_with(arrest_id: int, youth: Youth, agency: int) -> list[Charge]:
    """The charges of one agency that count today and stand with this entry of an arrest."""
    before = dict(Arrest.objects.filter(youth_id=youth.pk).values_list("pk", "supersedes_id"))
    entries: set[int] = set()
    entry: int | None = arrest_id
    while entry:
        entries.add(entry)
        entry = before.get(entry)
    own = Charge.objects.filter(youth_id=youth.pk, source_agency_id=agency, superseded_at=None, withdrawn=False)
    return list(own.filter(arrest_id__in=entries).order_by("pk"))


def judged_otherwise(charge: Charge, arrest_id: int, youth: Youth) -> bool | None:
    """What today's law says of a charge whose arrest has another day now; None when it says the same as before."""
    group = charge_group(charge.code)
    minor = is_no_offense_today(group, arrested_on=_arrested_on(arrest_id), birth_date=_birth_date(youth))
    return None if minor == charge.decriminalized_today else minor


def _arrested_on(arrest_id: int) -> date | None:
    return Arrest.objects.filter(pk=arrest_id).values_list("arrested_on", flat=True).first()


def _birth_date(youth: Youth) -> date | None:
    """The date of birth that was recorded last, as far as the author sees one."""
    known = Identity.objects.filter(youth_id=youth.pk, superseded_at=None, withdrawn=False, birth_date__isnull=False)
    return known.order_by(F("recorded_at").desc(), "-pk").values_list("birth_date", flat=True).first()
