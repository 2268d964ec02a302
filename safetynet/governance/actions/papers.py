"""What must be signed and learned before anything is shared (study rule R10, field facts A11): the operator records that the
signed paper, or the certificate of a course, is on file."""

from collections.abc import Iterable
from datetime import date

from safetynet.governance.models import Agency, Agreement, County, CountySetting, Memorandum, Person, Table, Training
from safetynet.governance.rules import check_setting, last_day, setting_number
from safetynet.kernel.codes import TrainingCourse
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
    signatory: Person | None = None,
    by: str,
) -> Memorandum:
    """Record that the agency's memorandum of understanding with the table was signed, and by whom for the agency.

    Raises Fault while another counts, and for a signatory of another agency.
    """
    if signatory is not None:
        _check_signatory(signatory, agency)
    with keeping(
        f"{agency.short_name} has a memorandum with {table.name} in this time, or the last day lies before the first.",
        "End the other one first.",
    ):
        memorandum = Memorandum.objects.using(KEEPER).create(
            agency=agency, table=table, signed_on=on, begins=on, ends=until,
            categories=[category.value for category in categories], signatory=signatory,
        )  # fmt: skip
        note(
            by, "sign memorandum", f"{agency.short_name} with {table.name}", begins=str(on), ends=str(until or ""),
            signatory=signatory.username if signatory else "",
        )  # fmt: skip
    return memorandum


def name_signatory(*, agency: Agency, table: Table, signatory: Person, on: date, by: str) -> None:
    """Record who signed for the agency the memorandum that counts on that day. Raises Fault when none does, and for somebody
    of another agency."""
    _check_signatory(signatory, agency)
    with keeping():
        memorandum = _in_force(agency, table, on)
        memorandum.signatory = signatory
        memorandum.save(using=KEEPER, update_fields=["signatory"])
        note(by, "name signatory", f"{agency.short_name} with {table.name}", signatory=signatory.username)


def has_memorandum(*, agency: Agency, table: Table, on: date) -> bool:
    """Whether the agency's memorandum with the table is in force on that day."""
    return _find_in_force(agency, table, on) is not None


def end_memorandum(*, agency: Agency, table: Table, on: date, by: str) -> None:
    """The agency's memorandum counts for the last time on that day. Raises Fault when none is in force then."""
    with keeping():
        memorandum = _in_force(agency, table, on)
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
            expires_on=until or last_day(on, _months("agreement_months", table.county.name)),
        )  # fmt: skip
        note(by, "sign agreement", f"{person.username} with {table.name}", until=str(agreement.expires_on))
    return agreement


def train_person(*, person: Person, course: TrainingCourse, on: date, until: date | None = None, by: str) -> Training:
    """Record that the person completed a course on that day.

    Without ``until`` it counts for as many months as the county of the person's agency has set (``training_months``).
    Raises Fault when it is on file already.
    """
    home = County.objects.using(KEEPER).filter(agencies=person.agency_id).first()
    with keeping(f"{person} has completed this course on that day before, or the last day lies before the first."):
        training = Training.objects.using(KEEPER).create(
            person=person,
            course=course.value,
            completed_on=on,
            counts_until=until or last_day(on, _months("training_months", home.name if home else "")),
        )
        note(by, "train person", person.username, course=course.value, on=str(on), until=str(training.counts_until))
    return training


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


def _in_force(agency: Agency, table: Table, on: date) -> Memorandum:
    memorandum = _find_in_force(agency, table, on)
    if memorandum is None:
        raise Fault(f"{agency.short_name} has no memorandum with {table.name} on that day.", kept="Nothing was changed.")
    return memorandum


def _find_in_force(agency: Agency, table: Table, on: date) -> Memorandum | None:
    memorandum = Memorandum.objects.using(KEEPER).filter(agency=agency, table=table, begins__lte=on).order_by("begins").last()
    ended = memorandum is not None and memorandum.ends is not None and memorandum.ends < on
    return None if ended else memorandum


def _check_signatory(signatory: Person, agency: Agency) -> None:
    if signatory.agency_id != agency.pk:
        raise Fault(f"{signatory} does not work for {agency.short_name}.", kept="Nothing was changed.")


def _months(key: str, county: str) -> int:
    """A number of months as the county has set it; an agency of no county counts by the default."""
    changed = {name: value for name, (value, _) in settings_of(county).items()} if county else {}
    return setting_number(key, county, changed)
