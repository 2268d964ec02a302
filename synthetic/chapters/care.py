"""Where the youth lived or was held, and when the youth was missing."""

from datetime import date, timedelta

from safetynet.kernel.codes import PlacementKind as Kind
from safetynet.kernel.codes import RiskFactorKind, SystemStatus, YesNoUnknown
from synthetic import names, spots
from synthetic.people import Invented
from synthetic.said import Said, Telling, weekday_after

_PLACES: dict[Kind, tuple[tuple[str, str, str], ...]] = {
    Kind.STRTP: (("Bridgewell House", "Hayward", "CA"), ("Cinder Ridge", "Stockton", "CA"), ("Alma House", "Fresno", "CA")),
    Kind.GROUP_HOME: (("Willow Step", "Antioch", "CA"), ("Larkspur Home", "Vallejo", "CA")),
    Kind.FFA: (("Nest & Bridge family agency", "Concord", "CA"), ("Open Door family agency", "San Leandro", "CA")),
    Kind.RECEIVING_EMERGENCY_SHELTER: (("Assessment Center", "Hayward", "CA"), ("Dream Harbor shelter", "Oakland", "CA")),
    Kind.TRANSITIONAL_THPP: (("First Key apartments", "Oakland", "CA"), ("Stepping Up housing", "Richmond", "CA")),
    Kind.JUVENILE_HALL: (("Juvenile Justice Center", "San Leandro", "CA"),),
    Kind.CAMP_RANCH: (("County camp", "San Leandro", "CA"),),
    Kind.OUT_OF_STATE_FACILITY: (("Painted Mesa Academy", "Prescott", "AZ"), ("Red Butte School", "Cedar City", "UT")),
    Kind.HOSPITAL_PSYCH: (("Adolescent unit", "Oakland", "CA"),),
    Kind.CTF: (("Community treatment facility", "San Jose", "CA"),),
}
_AT_HOME = (Kind.HOME_PARENT, Kind.RELATIVE_NREFM)
_WITH_PROBATION = (
    Kind.JUVENILE_HALL,
    Kind.CAMP_RANCH,
    Kind.STRTP,
    Kind.GROUP_HOME,
    Kind.OUT_OF_STATE_FACILITY,
    Kind.HOME_PARENT,
)
_WITH_WELFARE = (
    Kind.RESOURCE_FAMILY, Kind.FFA, Kind.STRTP, Kind.RECEIVING_EMERGENCY_SHELTER, Kind.RELATIVE_NREFM, Kind.HOSPITAL_PSYCH,
    Kind.CTF,
)  # fmt: skip
_OUTSIDE = (Kind.HOME_PARENT, Kind.RELATIVE_NREFM, Kind.HOMELESS_COUCH)
_STAYS = (Kind.HOME_PARENT, Kind.RELATIVE_NREFM, Kind.RESOURCE_FAMILY, Kind.FFA, Kind.STRTP, Kind.TRANSITIONAL_THPP)
_BY_PROBATION = frozenset({Kind.JUVENILE_HALL, Kind.CAMP_RANCH, Kind.OUT_OF_STATE_FACILITY, Kind.GROUP_HOME})
_BY_WELFARE = frozenset({Kind.RESOURCE_FAMILY, Kind.FFA, Kind.CTF, Kind.RECEIVING_EMERGENCY_SHELTER, Kind.HOSPITAL_PSYCH})
_HISTORIC_END = date(2017, 1, 1)
"""Group homes became short-term residential therapeutic programs with the reform of 2017."""


def tell_care(telling: Telling, one: Invented) -> None:
    """Placements one after the other up to now, absences inside them, and for some the county's own text beside."""
    stays = _stays(telling, one)
    for place in stays:
        _absences(telling, one, place)
    if spots.ABSENT in one.spots:
        _absent_now(telling, stays[-1])
    if one.study_year == 2011 and telling.chance(0.4):
        _as_written(telling, stays)


def _stays(telling: Telling, one: Invented) -> list[Said]:
    rng, today = telling.rng, telling.today
    known_to_a_system = SystemStatus.NONE is not one.probation or SystemStatus.NONE is not one.social
    wanted = 5 if telling.full else rng.choice((2, 3, 3, 4, 5)) if known_to_a_system else rng.choice((1, 1, 2))
    first = one.referred_on - timedelta(days=rng.randrange(120, 900))
    last = _last_move(telling, one)
    starts = sorted({first, last, *(telling.day_between(first, last - timedelta(days=15)) for _ in range(wanted - 2))})
    told = []
    for place, start in enumerate(starts):
        final = place + 1 == len(starts)
        kind = _final_kind(telling, one) if final else _kind(telling, one, start) if place else rng.choice(_AT_HOME)
        end = None if final else starts[place + 1]
        if final and not one.active and kind not in _AT_HOME:
            end = max(start, min(one.status_since or today, today))
        told.append(_stay(telling, one, kind, start, end, planned=_return_planned(telling, one) if final else None))
    return told


def _last_move(telling: Telling, one: Invented) -> date:
    if one.spots & {spots.CUSTODY, spots.RETURNING, spots.RETURNING_LATER, spots.ABSENT}:
        return telling.today - timedelta(days=telling.rng.randrange(28, 120))
    return telling.day_between(
        one.referred_on - timedelta(days=60), telling.today if one.active else one.status_since or telling.today
    )


def _kind(telling: Telling, one: Invented, day: date) -> Kind:
    choices = [*_OUTSIDE]
    if one.probation is not SystemStatus.NONE:
        choices += _WITH_PROBATION
    if one.social is not SystemStatus.NONE:
        choices += _WITH_WELFARE
    kind = telling.rng.choice(choices)
    return Kind.STRTP if kind is Kind.GROUP_HOME and day >= _HISTORIC_END else kind


def _final_kind(telling: Telling, one: Invented) -> Kind:
    """Where the youth is now; in custody only where the demo says so."""
    rng = telling.rng
    if spots.CUSTODY in one.spots:
        return rng.choice((Kind.JUVENILE_HALL, Kind.JUVENILE_HALL, Kind.CAMP_RANCH))
    if one.spots & {spots.RETURNING, spots.RETURNING_LATER}:
        return (
            rng.choice((Kind.STRTP, Kind.CAMP_RANCH, Kind.OUT_OF_STATE_FACILITY))
            if one.probation is SystemStatus.CURRENT
            else Kind.STRTP
        )
    if spots.ABSENT in one.spots:
        return rng.choice((Kind.STRTP, Kind.RESOURCE_FAMILY))
    if SystemStatus.CURRENT in (one.probation, one.social):
        return rng.choice(_STAYS)
    return rng.choice((*_AT_HOME, *_AT_HOME, Kind.HOMELESS_COUCH))


def _return_planned(telling: Telling, one: Invented) -> date | None:
    if spots.RETURNING in one.spots:
        return min(weekday_after(telling.today + timedelta(days=telling.rng.randrange(3, 12))), telling.today + timedelta(days=13))
    if spots.RETURNING_LATER in one.spots:
        return weekday_after(telling.today + timedelta(days=telling.rng.randrange(20, 70)))
    return None


def _stay(telling: Telling, one: Invented, kind: Kind, begins: date, ends: date | None, planned: date | None) -> Said:
    rng = telling.rng
    name, city, state = rng.choice(_PLACES[kind]) if kind in _PLACES else ("", one.city, one.state)
    if kind is Kind.RESOURCE_FAMILY:
        name = f"{names.family_name(rng)} home"
    elif kind is Kind.RELATIVE_NREFM:
        name = f"With {rng.choice(('an aunt', 'a grandmother', 'a cousin', 'an uncle', 'a family friend'))}"
    shown = kind in (Kind.RESOURCE_FAMILY, Kind.FFA, Kind.STRTP, Kind.RELATIVE_NREFM)
    return telling.say(
        _who_says(one, kind), "placement", placement_kind=kind, place=name, city=city, state=state, begins=begins, ends=ends,
        address=names.address(rng) if shown and ends is None else "", return_planned_on=planned,
    )  # fmt: skip


def _who_says(one: Invented, kind: Kind) -> str:
    if kind in _BY_PROBATION or (kind is Kind.STRTP and one.probation is SystemStatus.CURRENT):
        return "kai"
    if kind in _BY_WELFARE or (kind is Kind.STRTP and one.social is not SystemStatus.NONE):
        return "lena"
    return "ada"


def _absences(telling: Telling, one: Invented, stay: Said) -> None:
    """Within a stay that has ended, outside custody, of a youth who has left before."""
    begins, ends = stay.values["begins"], stay.values.get("ends")
    held = stay.values["placement_kind"] in (Kind.JUVENILE_HALL, Kind.CAMP_RANCH)
    left_before = RiskFactorKind.RUNAWAY_HISTORY in one.risk
    if ends is None or held or not (left_before or telling.full) or (ends - begins).days < 20 or not telling.likely(0.55):
        return
    gone = telling.day_between(begins + timedelta(days=5), ends - timedelta(days=5))
    back = min(gone + timedelta(days=telling.rng.choice((1, 2, 3, 5, 8, 12, 20, 35))), ends)
    telling.say(
        stay.by, "absence", begins=gone, ends=back, left_from=stay.values.get("place") or "Home",
        reported_to_police=YesNoUnknown.YES if telling.chance(0.8) else YesNoUnknown.UNKNOWN,
        reported_to_ncmec=telling.rng.choice((YesNoUnknown.YES, YesNoUnknown.YES, YesNoUnknown.UNKNOWN, YesNoUnknown.NO)),
    )  # fmt: skip


def _absent_now(telling: Telling, stay: Said) -> None:
    gone = telling.today - timedelta(days=telling.rng.choice((1, 3, 6, 11, 19)))
    telling.say(
        stay.by, "absence", begins=gone, left_from=stay.values.get("place") or "Home", reported_to_police=YesNoUnknown.YES,
        reported_to_ncmec=YesNoUnknown.YES if telling.chance(0.6) else YesNoUnknown.UNKNOWN,
    )  # fmt: skip


def _as_written(telling: Telling, stays: list[Said]) -> None:
    """One box of text, as offices keep it, with a part that nobody could read as a row."""
    parts = []
    for stay in stays:
        begins: date = stay.values["begins"]
        kind = stay.values["placement_kind"]
        where = stay.values.get("place") or kind.label
        parts.append(f"{begins.month}/{begins.day}/{begins:%y} {where}, {stay.values['city']}")
    unread = "some time in spring, with a friend in Stockton" if telling.chance(0.35) else ""
    telling.say("ada", "placementtext", text="; ".join([*parts, *([unread] if unread else [])]), unread=unread)
