"""How a claim is said on paper: one entry, with what sort of thing it is, what is said, and who said so when."""

from collections.abc import Mapping, Sequence
from datetime import date

from safetynet.kernel.codes import EXPLOITATION_CHARGES, ChargeGroup, FollowUpStatus, RiskFactorKind, YesNoUnknown
from safetynet.kernel.dates import say_date, say_date_from
from safetynet.meetings.rules.packet import Entry, FaceLine, face_line, risk_entries, sentence
from safetynet.policy.seen import Seen
from safetynet.policy.vocabulary import Category
from safetynet.youths.models import CLAIM_KINDS, Arrest, Charge, Claim, RiskFactor
from safetynet.youths.queries.words import SaidField, Words, empty, said_fields, say_recorded
from safetynet.youths.rules.charges import charges_alone, charges_under
from safetynet.youths.rules.face import FaceSheet

Records = Mapping[str, Sequence[Seen]]

SORTS = {
    "identity": "Name and birth", "agencycase": "Case number", "workercontact": "Worker", "contactdate": "Contact",
    "householdmember": "Family", "representation": "Counsel", "demographics": "", "referral": "Referral",
    "residence": "Home at first referral", "statusattable": "Status", "work": "Work", "placement": "Stay",
    "absence": "Absence", "placementtext": "As written", "cpsreport": "Report", "childwelfarestatus": "Social services",
    "probationstatus": "Probation", "jointassessment": "241.1", "arrest": "", "schooling": "",
    "classificationattable": "Classification", "screening": "",
    "exploitation": "Exploitation", "priorvictimization": "Before", "courtcase": "", "safetyplan": "Plan",
    "followup": "Question", "servicelink": "Service", "noservice": "No service", "benefit": "Benefit",
    "outcome": "Outcome", "traffickingplace": "", "summary": "Summary", "meetingnote": "Note",
}  # fmt: skip
"""What stands before an entry. A category with one sort of entry needs no word; a closed list, kept by a test."""
ON_THE_FACE = frozenset({"alias", "trustedadult"})
"""Kinds that the face sheet says whole."""
WITHIN_ANOTHER = frozenset({"charge", "riskfactor"})
"""Kinds whose entries stand together: charges with their arrest (alone where it is not shown), the sixteen factors in three
entries."""
NEVER_ON_PAPER = frozenset({RiskFactorKind.LGBTQ})
"""Paper is carried about; what would tell a youth's orientation stays in the file, for those who may see it."""
_ONCE_ON_THE_FACE = {
    "identity": {"last_name", "first_name", "middle_name", "birth_date"},
    "classificationattable": {"classification", "decided_on"},
    "statusattable": {"status", "since"},
}
"""Kinds of which the face sheet says the one claim; where agencies differ, all of them are entries."""
_OF_PLANS_ON_THE_FACE = {"concerns", "stay_away"}
_HOME_STATE = "CA"
_PLAIN_DATES = {"Since": "since", "Until": "until", "On which day": "on", "Day of contact": "on", "Arrested on": "on"}
"""How a date field's label reads inside an entry; the others read as they are."""


def entries_of(category: Category, records: Records, words: Words) -> list[Entry]:
    """One entry for each claim of a category, newest first where claims have dates."""
    entries: list[Entry] = []
    for kind in CLAIM_KINDS:
        name = kind._meta.model_name or ""
        if kind.kind.category is not category or name in ON_THE_FACE:
            continue
        if kind is Charge:
            entries += [Entry("Charge", _charge(row), _says(row, words)) for row in charges_alone(records)]
            continue
        rows = records.get(name, ())
        if kind is RiskFactor:
            entries += _risks(rows)
            continue
        told = _told_on_the_face(name, rows)
        for row in reversed(rows) if kind.kind.begins else rows:
            if name == "followup" and row.status == FollowUpStatus.OPEN:
                continue
            entry = _entry(kind, row, records, words, told)
            if entry.said:
                entries.append(entry)
    return entries


def face_lines(face: FaceSheet, records: Records, shared: Mapping[Category, bool], words: Words) -> list[FaceLine]:
    """The face sheet on paper, most needed first; what is not shared says so, what is not recorded says that."""

    def line(label: str, items: Sequence[str], *categories: Category, urgent: bool = False) -> FaceLine:
        said = [item for item in items if item]
        if not said:
            known = any(shared[category] for category in categories)
            return FaceLine(label, ["None recorded" if known else "Not shared with this seat"])
        return face_line(label, said, urgent)

    dates = "; ".join(f"{each.what} {say_date_from(each.day, words.today)}" for each in face.dates)
    missing = face.where is not None and face.where.missing
    return [
        line("Age", [_age(face)], Category.INDEX),
        line("Where now", [_where(face, words.today)], Category.PLACEMENT, urgent=missing),
        line("Safety concerns", face.concerns, Category.SAFETY_PLAN),
        line("Trusted adults", [_trusted(row) for row in records.get("trustedadult", ())], Category.SAFETY_PLAN),
        line("Open questions", _open_questions(records, words), Category.SAFETY_PLAN),
        line("Next dates", [dates], Category.SAFETY_PLAN, Category.DELINQUENCY, Category.PLACEMENT),
        line("Classification", [", ".join(filter(None, (face.classification, face.status)))], Category.RISK),
        line("Referral", [_referral(face)], Category.DEMOGRAPHICS),
    ]


def _age(face: FaceSheet) -> str:
    if face.age_today is None or face.birth_date is None:
        return ""
    return f"{face.age_today} today, born {say_date(face.birth_date)}"


def _referral(face: FaceSheet) -> str:
    age = f"{face.age_at_referral} at referral" if face.age_at_referral is not None else ""
    return ", ".join(filter(None, (age, say_date(face.referred_on) if face.referred_on else "")))


def _where(face: FaceSheet, today: date) -> str:
    if face.where is None:
        return ""
    since = f", since {say_date_from(face.where.since, today)}" if face.where.since else ""
    back = f"; planned return {say_date(face.where.return_planned_on)}" if face.where.return_planned_on else ""
    return f"{face.where.words}{since}{back}"


def _trusted(row: Seen) -> str:
    who = ", ".join(part for part in (row.name, row.relation, row.phone) if part)
    return sentence([who, f"safe contact: {row.safe_contact}" if row.safe_contact else ""])


def _open_questions(records: Records, words: Words) -> list[str]:
    """What is open, the longest due first, with whoever should answer and until when."""
    rows = [row for row in records.get("followup", ()) if row.status == FollowUpStatus.OPEN]
    said = []
    for row in sorted(rows, key=lambda row: row.due_on or "9999"):
        owner = words.agencies.get(row.asked_of_id, "another agency") if row.asked_of_id else "nobody named yet"
        due = f", due {say_date_from(date.fromisoformat(row.due_on), words.today)}" if row.due_on else ""
        said.append(f"{row.question} [{owner}{due}]")
    return said


def _told_on_the_face(name: str, rows: Sequence[Seen]) -> set[str]:
    """The columns of these claims that the face sheet has said already."""
    if name == "safetyplan":
        return _OF_PLANS_ON_THE_FACE
    return _ONCE_ON_THE_FACE.get(name, set()) if len(rows) == 1 else set()


def _entry(kind: type[Claim], row: Seen, records: Records, words: Words, told: set[str]) -> Entry:
    shown = {
        field.column: field
        for field in said_fields(kind)
        if field.column not in told and not row.withholds(field.column) and not empty(getattr(row, field.column))
    }
    days = [shown.pop(column) for column in (kind.kind.begins, kind.kind.ends) if column in shown]
    when = sentence([f"{_joint(field)} {field.say(getattr(row, field.column), words)}" for field in days])
    if len(days) == 2 and {field.label for field in days} == {"Since", "Until"}:
        when = when.replace(";", "", 1)
    head = [shown.pop(column) for name in kind.kind.head for column in (name, f"{name}_id") if column in shown]
    first = [_in_head(field, getattr(row, field.column), words) for field in head]
    if kind is Arrest:
        first += [_charge(charge) for charge in charges_under(row, records)]
    rest = [
        f"{field.label}: {field.say(getattr(row, column), words)}"
        for column, field in shown.items()
        if getattr(row, column) not in (YesNoUnknown.UNKNOWN, False) and (column, getattr(row, column)) != ("state", _HOME_STATE)
    ]
    sort = SORTS[kind._meta.model_name or ""]
    if any(field.long for field in head):
        sort, when = ", ".join(filter(None, (sort, when))), ""
    return Entry(sort, sentence([", ".join(first), when, *rest]), _says(row, words))


def _says(row: Seen, words: Words) -> str:
    """Who said so, and when."""
    return f"{words.agencies.get(row.source_agency_id, 'another agency')}, {say_recorded(row.recorded_at)}"


def _joint(field: SaidField) -> str:
    return _PLAIN_DATES.get(field.label, f"{field.label[0].lower()}{field.label[1:]}")


def _in_head(field: SaidField, value: object, words: Words) -> str:
    """A value that speaks for itself alone; yes, no and unknown need the question."""
    said = field.say(value, words)
    if value is True:
        return field.label
    return f"{field.label}: {said}" if said in ("Yes", "No", "Unknown") else said


def _charge(charge: Seen) -> str:
    """The charge as the office wrote it, and in words what its code stands for where the group of it is known."""
    if charge.decriminalized_today:
        return f"{charge.code} (no offense of a minor today)"
    words = ChargeGroup.label_of(charge.charge_group)
    plain = charge.charge_group in EXPLOITATION_CHARGES or charge.charge_group == ChargeGroup.OTHER
    return (
        str(charge.code)
        if plain or words.casefold() in charge.code.casefold()
        else f"{charge.code} ({words[0].lower()}{words[1:]})"
    )


def _risks(rows: Sequence[Seen]) -> list[Entry]:
    said: dict[str, list[str]] = {"Yes": [], "No": [], "Unknown": []}
    for row in rows:
        label = RiskFactorKind.label_of(row.factor)
        answer = YesNoUnknown.label_of(row.value)
        if row.factor not in NEVER_ON_PAPER and label not in said[answer]:
            said[answer].append(label)
    return risk_entries(said)
