"""What must be signed before anything is shared (study rule R10): the operator records that the signed paper is on file."""

from collections.abc import Iterable
from datetime import date

from safetynet.governance.models import Agency, Agreement, CountySetting, Memorandum, Person, Table
from safetynet.governance.rules import check_setting, last_day, setting_number
from safetynet.kernel.faults import Fault
from safetynet.policy.vocabulary import MATRIX_CATEGORIES, Category

from .keeper import KEEPER, find_county, keeping, note


def sign_memorandum(
    *,
    agency: Agency,
    table: Table,
    on: date,
    until: date | None,
    categories: Iterable[Category] = MATRIX_CATEGORIES,
    by: str,
) -> Memorandum:
    """Record that the agency's memorandum of understanding with the table was signed. Raises Fault while another counts."""
    with keeping(
        f"{agency.short_name} has a memorandum with {table.name} in this time, or the last day lies before the first.",
        "End the other one first.",
    ):
        memorandum = Memorandum.objects.using(KEEPER).create(
            agency=agency, table=table, signed_on=on, begins=on, ends=until,
            categories=[category.value for category in categories],
        )  # fmt: skip
        note(by, "sign memorandum", f"{agency.short_name} with {table.name}", begins=str(on), ends=str(until or ""))
    return memorandum


def end_memorandum(*, agency: Agency, table: Table, on: date, by: str) -> None:
    """The agency's memorandum counts for the last time on that day. Raises Fault when none is in force then."""
    with keeping():
        memorandum = Memorandum.objects.using(KEEPER).filter(agency=agency, table=table, begins__lte=on).order_by("begins").last()
        if memorandum is None or (memorandum.ends is not None and memorandum.ends < on):
            raise Fault(f"{agency.short_name} has no memorandum with {table.name} on that day.", kept="Nothing was changed.")
        memorandum.ends = on
        memorandum.save(using=KEEPER)
        note(by, "end memorandum", f"{agency.short_name} with {table.name}", ends=str(on))


def sign_agreement(*, person: Person, table: Table, on: date, until: date | None = None, by: str) -> Agreement:
    """Record that the person signed the table's confidentiality agreement in its current version.

    Without ``until`` it counts for as many months as the county has set (``agreement_months``).
    """
    with keeping(f"{person} has signed on that day before, or the last day lies before the first."):
        agreement = Agreement.objects.using(KEEPER).create(
            person=person, table=table, version=table.agreement_version, signed_on=on,
            expires_on=until or last_day(on, _agreement_months(table)),
        )  # fmt: skip
        note(by, "sign agreement", f"{person.username} with {table.name}", until=str(agreement.expires_on))
    return agreement


def change_setting(*, county: str, key: str, value: str, source: str, by: str) -> CountySetting:
    """What a county has set differently, with the source of its rule. Raises Fault when there is no such setting or value."""
    home, checked = find_county(county), check_setting(key, value)
    if not source.strip():
        raise Fault(
            "A setting needs the source of its rule.", kept="Nothing was changed.", next="Name the protocol, law or decision."
        )
    with keeping("The value or its source is too long."):
        setting, _ = CountySetting.objects.using(KEEPER).update_or_create(
            county=home, key=key, defaults={"value": checked, "source": source.strip()}
        )
        note(by, "change setting", f"{key} of {home.name}", value=checked)
    return setting


def settings_of(county: str) -> dict[str, tuple[str, str]]:
    """What a county has set itself: value and source by key."""
    kept = CountySetting.objects.using(KEEPER).filter(county=find_county(county))
    return {setting.key: (setting.value, setting.source) for setting in kept}


def _agreement_months(table: Table) -> int:
    changed = {key: value for key, (value, _) in settings_of(table.county.name).items()}
    return setting_number("agreement_months", table.county.name, changed)
