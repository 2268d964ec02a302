"""Where agencies differ, where somebody was wrong, and what was taken back."""

from collections.abc import Callable
from datetime import timedelta

from safetynet.kernel.codes import Classification, CpsDisposition, Race, SourceType, SystemStatus, YesNoUnknown
from synthetic import spots, wording
from synthetic.people import Invented
from synthetic.said import Said, Telling

Dispute = Callable[[Telling, Invented], bool]


def tell_disputes(telling: Telling, one: Invented) -> None:
    """Both statements stand side by side; corrections and withdrawals keep the earlier one readable."""
    if spots.DISPUTED in one.spots:
        disputes: list[Dispute] = [_birth_date, _risk_factor, _classification, _probation, _races]
        telling.rng.shuffle(disputes)
        wanted = 3 if spots.SHOWCASE in one.spots else telling.rng.choice((1, 2))
        made = 0
        for dispute in disputes:
            made += made < wanted and dispute(telling, one)
    if spots.CORRECTED in one.spots:
        _correct(telling, one)
    if spots.WITHDRAWN in one.spots:
        _withdraw(telling, one)


def _birth_date(telling: Telling, one: Invented) -> bool:
    """Day and month the wrong way round, as happens between two offices."""
    born = one.birth_date
    if telling.find("identity", "kai") or not one.probation_period or born.day > 12 or born.day == born.month:
        return False
    telling.say(
        "kai", "identity", last_name=one.last, first_name=one.first, birth_date=born.replace(month=born.day, day=born.month),
        source_type=SourceType.DOCUMENT, source_note="Booking sheet",
    )  # fmt: skip
    return True


def _risk_factor(telling: Telling, one: Invented) -> bool:
    """The table says yes, an agency says no, or the other way round."""
    said = telling.find("riskfactor", "ada")
    if not said:
        return False
    other = "lena" if one.social_period else "kai"
    first = telling.rng.choice(said)
    value = YesNoUnknown.NO if first.values["value"] == YesNoUnknown.YES else YesNoUnknown.YES
    telling.say(
        other, "riskfactor", factor=first.values["factor"], value=value, source_type=SourceType.OBSERVED,
        noted_on=telling.day_between(one.referred_on, telling.today),
    )  # fmt: skip
    return True


def _classification(telling: Telling, one: Invented) -> bool:
    other = Classification.AT_RISK if one.csec else Classification.CSEC_IDENTIFIED
    telling.say(
        "lena" if one.social_period else "kai", "classificationattable", classification=other,
        decided_on=telling.day_between(one.referred_on, one.referred_on + timedelta(days=40)),
    )  # fmt: skip
    return True


def _probation(telling: Telling, one: Invented) -> bool:
    """The court's calendar says before, probation says now."""
    if one.probation is not SystemStatus.CURRENT or one.probation_period is None:
        return False
    telling.say(
        "ben", "probationstatus", status=SystemStatus.PREVIOUS, begins=one.probation_period.begins,
        ends=max(one.probation_period.begins, telling.today - timedelta(days=telling.rng.randrange(10, 60))),
        source_note="Minute order",
    )  # fmt: skip
    return True


def _races(telling: Telling, one: Invented) -> bool:
    if not one.social_period:
        return False
    others = [race for race in (Race.BLACK, Race.HISPANIC, Race.WHITE, Race.ASIAN) if race not in one.races]
    telling.say(
        "lena", "demographics", sex=one.sex, races=[*one.races, telling.rng.choice(others)], source_type=SourceType.YOUTH_SAID
    )
    return True


def _correct(telling: Telling, one: Invented) -> None:
    """One or two statements of the kinds that are corrected most."""
    done = 0
    for kind in telling.rng.sample(("riskfactor", "placement", "summary", "safetyplan", "schooling"), 5):
        found = [said for said in telling.find(kind) if said.by in ("ada", "lena", "kai", "cleo") and _may_be_wrong(said)]
        if found and done < 2:
            done += _corrected(telling, telling.rng.choice(found))


def _may_be_wrong(said: Said) -> bool:
    """What the calibration counts stays as it was first said."""
    if said.kind == "schooling":
        return "ends" not in said.values
    return said.kind != "riskfactor" or said.values["value"] != YesNoUnknown.YES


def _corrected(telling: Telling, said: Said) -> bool:
    if said.kind == "riskfactor":
        telling.correct(said, wording.CORRECTIONS["risk"], value=YesNoUnknown.UNKNOWN, noted_on=telling.today)
    elif said.kind == "placement":
        later = said.values["begins"] + timedelta(days=7)
        if later > min(said.values.get("ends") or telling.today, telling.today):
            return False
        telling.correct(said, wording.CORRECTIONS["placement"], begins=later)
    elif said.kind == "summary":
        text = f"{telling.rng.choice(wording.BACKGROUND)} {telling.rng.choice(wording.NOW)} [Synthetic]"
        telling.correct(said, wording.CORRECTIONS["summary"], text=text, written_on=telling.today - timedelta(days=2))
    elif said.kind == "safetyplan":
        steps = "\n".join(telling.rng.sample(wording.STEPS, 3))
        telling.correct(said, wording.CORRECTIONS["plan"], steps=steps, agreed_on=telling.today - timedelta(days=4))
    else:
        telling.correct(said, wording.CORRECTIONS["school"], enrolled=YesNoUnknown.YES, records_received=YesNoUnknown.YES)
    return True


def _withdraw(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    if one.social_period:
        mistaken = telling.say(
            "lena", "cpsreport", received_on=telling.day_between(one.referred_on, telling.today), allegation="General neglect",
            disposition=CpsDisposition.EVALUATED_OUT,
        )  # fmt: skip
    elif one.probation_period:
        mistaken = telling.say("kai", "contactdate", contacted_on=telling.day_between(one.referred_on, telling.today))
    else:
        mistaken = telling.say("ada", "alias", name="Coco")
    telling.withdraw(mistaken, rng.choice(wording.WITHDRAWALS))
