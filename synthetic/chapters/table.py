"""What the table itself keeps: referral, status, home at first referral, demographics, safety plan, trusted adults, summary."""

from datetime import date, timedelta

from safetynet.kernel.codes import (
    EntryType,
    FollowUpStatus,
    GenderIdentity,
    Orientation,
    ReferralSource,
    RiskFactorKind,
    Sex,
    SourceType,
)
from synthetic import names, spots, wording
from synthetic.people import Invented
from synthetic.said import AgencyNamed, Telling, weekday_after

_SOURCES = (
    (ReferralSource.LAW_ENFORCEMENT, 26), (ReferralSource.PROBATION, 20), (ReferralSource.SOCIAL_SERVICES, 14),
    (ReferralSource.RAPE_CRISIS, 8), (ReferralSource.CBO, 7), (ReferralSource.COURT, 4), (ReferralSource.DA, 4),
    (ReferralSource.SCHOOL, 4), (ReferralSource.HOSPITAL_MEDICAL, 3), (ReferralSource.MENTAL_HEALTH, 2),
    (ReferralSource.PUBLIC_DEFENDER, 2), (ReferralSource.HEAT_TIP_LINE, 2), (ReferralSource.CPS_HOTLINE, 2),
    (ReferralSource.FAMILY, 1), (ReferralSource.OTHER_COUNTY, 1),
)  # fmt: skip
_LANGUAGES = ("Spanish", "Spanish", "Spanish", "Vietnamese", "Cantonese", "Tagalog", "Arabic", "Khmer")
_WOMEN = ("Aunt", "Grandmother", "Older sister", "Godmother")
_ANYBODY = ("Mentor", "Former teacher", "Advocate", "Coach", "Neighbor", "School counselor")
_SAFE_WAYS = (
    "By text first; a call may be overheard", "Any time", "After 6 p.m. only", "Through the advocate",
    "At work, ask for a call back",
)  # fmt: skip
_WHO_SAYS_GENDER = ("lena", "noel", "mara", "opal", "kai", "pia")


def tell_table(telling: Telling, one: Invented) -> None:
    """The frame of the file."""
    _referrals(telling, one)
    telling.say("ada", "residence", city=one.city, county=one.county, state=one.state, observed_on=one.referred_on)
    telling.say("ada", "statusattable", status=one.status, since=one.status_since)
    language = telling.rng.choice(_LANGUAGES) if telling.chance(0.12) else "English"
    telling.say(
        "ada", "demographics", sex=one.sex, races=list(one.races), language=language,
        interpreter=True if language != "English" and telling.chance(0.3) else None,
    )  # fmt: skip
    _gender(telling, one)
    _plan(telling, one)
    _trusted(telling, one)
    _summary(telling, one)
    _past_questions(telling, one)


def _referrals(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    sources, weights = zip(*_SOURCES, strict=True)
    known = EntryType.COMMUNITY
    if one.social_period and one.social_period.begins < one.referred_on:
        known = EntryType.OPEN_DCFS
    elif one.probation_period and one.probation_period.begins < one.referred_on:
        known = EntryType.OPEN_PROBATION
    telling.say(
        "ada", "referral", referred_on=one.referred_on, source=rng.choices(sources, weights)[0], entry_type=known,
        source_words=names.adult_name(rng) if telling.chance(0.35) else "", source_type=SourceType.OTHER_AGENCY,
    )  # fmt: skip
    later = one.referred_on + timedelta(days=150)
    if telling.chance(0.16) and later < telling.today - timedelta(days=40):
        again = telling.day_between(later, min(one.birthday(18) + timedelta(days=200), telling.today - timedelta(days=30)))
        telling.say(
            "ada", "referral", referred_on=again, source=rng.choices(sources, weights)[0], source_type=SourceType.OTHER_AGENCY
        )


def _gender(telling: Telling, one: Invented) -> None:
    """Told by those the youth told; most often by nobody."""
    rng = telling.rng
    asked = RiskFactorKind.LGBTQ in one.risk
    if not asked and not telling.likely(0.25):
        return
    girl = one.sex is not Sex.MALE
    identity, orientation = (GenderIdentity.GIRL_WOMAN if girl else GenderIdentity.BOY_MAN), Orientation.STRAIGHT
    if asked:
        orientation = rng.choice((Orientation.BISEXUAL, Orientation.GAY_LESBIAN, Orientation.QUESTIONING))
        if telling.chance(0.3):
            other = GenderIdentity.TRANS_BOY_MAN if girl else GenderIdentity.TRANS_GIRL_WOMAN
            identity = rng.choice((GenderIdentity.NON_BINARY, other, GenderIdentity.QUESTIONING))
    pronouns = {GenderIdentity.GIRL_WOMAN: "she/her", GenderIdentity.BOY_MAN: "he/him"}.get(identity, "they/them")
    telling.say(
        rng.choice(_WHO_SAYS_GENDER), "genderandorientation", gender_identity=identity, orientation=orientation,
        pronouns=pronouns, source_type=SourceType.YOUTH_SAID,
        who_knows="Ask the youth before using it with family" if asked and telling.chance(0.6) else "",
    )  # fmt: skip


def _plan(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    newest = one.referred_on > telling.today - timedelta(days=12)
    if newest or not telling.likely(0.9 if one.active else 0.45):
        return
    review: date | None = None
    if spots.PLAN_DUE in one.spots:
        agreed = telling.day_between(max(one.referred_on, telling.today - timedelta(days=110)), telling.today - timedelta(days=50))
        review = weekday_after(telling.today + timedelta(days=rng.randrange(-8, 9)))
    elif one.active:
        agreed = telling.day_between(max(one.referred_on, telling.today - timedelta(days=75)), telling.today - timedelta(days=5))
        review = weekday_after(telling.today + timedelta(days=rng.randrange(15, 85)))
    else:
        agreed = telling.day_between(one.referred_on, one.status_since or telling.today)
    by = "jude" if spots.COUNSEL in one.spots and one.active and telling.chance(0.12) else "ada"
    telling.say(
        by, "safetyplan", concerns=rng.choice(wording.CONCERNS), agreed_on=agreed, review_on=review,
        steps="\n".join(rng.sample(wording.STEPS, rng.choice((2, 3, 3, 4)))), stay_away=rng.choice(wording.STAY_AWAY),
        youth_said=rng.choice(wording.YOUTH_SAID),
        source_type=SourceType.AT_THE_TABLE if by == "ada" else SourceType.YOUTH_SAID,
    )  # fmt: skip


def _trusted(telling: Telling, one: Invented) -> None:
    rng = telling.rng
    by = rng.choice(("mara", "ada", "lena")) if one.social_period else rng.choice(("mara", "ada"))
    for _ in range(rng.choice((1, 2) if telling.full else (0, 1, 1, 2, 2)) if one.active else rng.choice((0, 0, 1))):
        relation = rng.choice(_WOMEN + _ANYBODY)
        family = one.last if relation in _WOMEN and telling.chance(0.5) else ""
        telling.say(
            by, "trustedadult", name=names.adult_name(rng, family, woman=relation in _WOMEN or None), relation=relation,
            phone=names.phone(rng), safe_contact=rng.choice(_SAFE_WAYS), source_type=SourceType.YOUTH_SAID,
        )  # fmt: skip


def _summary(telling: Telling, one: Invented) -> None:
    """Three sentences and the mark that all of it is invented."""
    rng = telling.rng
    sentences = [rng.choice(wording.BACKGROUND), rng.choice(wording.STRENGTHS)]
    if one.active:
        sentences.append(rng.choice(wording.NOW))
    written = telling.day_between(one.referred_on, telling.today if one.active else one.status_since or telling.today)
    telling.say(
        "ada", "summary", text=" ".join([*sentences, "[Synthetic]"]), written_on=written, source_type=SourceType.AT_THE_TABLE
    )


def _past_questions(telling: Telling, one: Invented) -> None:
    """What was asked and answered before the year whose meetings are told."""
    rng, meetings_told = telling.rng, telling.today - timedelta(days=370)
    if one.referred_on > meetings_told - timedelta(days=60):
        return
    for _ in range(rng.choice((0, 0, 1, 2))):
        asked_of, question = rng.choice(wording.QUESTIONS)
        day = telling.day_between(one.referred_on, min(one.referred_on + timedelta(days=200), meetings_told))
        telling.say(
            "ada", "followup", question=question, asked_of=AgencyNamed(asked_of), asked_on=day,
            due_on=day + timedelta(days=14), status=FollowUpStatus.DONE, answer=rng.choice(wording.ANSWERS),
            source_type=SourceType.AT_THE_TABLE,
        )  # fmt: skip
