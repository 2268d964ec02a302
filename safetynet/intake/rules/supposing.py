"""What a column is whose header says nothing, when its values can hardly be anything else: a guess for a person to confirm."""

from collections.abc import Callable, Mapping, Sequence

from .fields import SheetKind
from .looks import Look
from .matching import Reading

_SURE = 0.5
Test = Callable[[Look], bool]


def _listed(name: str, share: float = 0.85) -> Test:
    return lambda look: look.lists[name] >= share and look.distinct < 0.6


_TESTS: dict[SheetKind, dict[str, Test]] = {
    SheetKind.YOUTHS: {
        "placement_history": lambda look: look.placements >= 0.6,
        "client_number": lambda look: look.numbers >= 0.9 and look.distinct >= 0.98 and look.dates < 0.5,
        "classification": lambda look: _listed("classification")(look) and look.lists["flag"] < 0.5,
        "county": _listed("county"),
        "race": lambda look: _listed("race")(look) and look.lists["flag"] < 0.5 and look.lists["sex"] < 0.9,
        "sex": lambda look: _listed("sex")(look) and look.lists["flag"] < 0.5,
        "status": lambda look: _listed("status")(look) and look.lists["flag"] < 0.5 and look.lists["system"] < 0.9,
        "services": lambda look: look.providers >= 0.8,
        "risk_factors": lambda look: look.risks >= 0.8 and look.lists["flag"] < 0.5,
        "source": lambda look: _listed("source")(look) and look.lists["flag"] < 0.5,
        "name": lambda look: look.names > 0.9 and look.commas > 0.9 and look.distinct > 0.8,
    },
    SheetKind.ARRESTS: {
        "client_number": lambda look: look.numbers >= 0.9 and look.charges < 0.5 and look.dates < 0.5,
        "charges": lambda look: look.charges >= 0.7,
        "arrested_on": lambda look: look.dates >= 0.9,
        "forum": _listed("court"),
    },
    SheetKind.SCHOOLS: {"client_number": lambda look: look.numbers >= 0.9 and look.dates < 0.5},
    SheetKind.ATTENDANCE: {"held_on": lambda look: look.dates >= 0.9},
    SheetKind.AGENDAS: {
        "held_on": lambda look: look.dates >= 0.9,
        "client_number": lambda look: look.numbers >= 0.9 and look.dates < 0.5,
        "section": _listed("section"),
    },
    SheetKind.IGNORED: {},
}
_LOOKS_LIKE = {
    "placement_history": "a history of placements",
    "client_number": "client numbers",
    "classification": "CSEC and at risk",
    "services": "known providers",
    "risk_factors": "risk factors",
    "name": "names",
    "charges": "charges",
    "arrested_on": "dates",
    "held_on": "dates",
    "section": "sections of an agenda",
    "forum": "juvenile and adult",
    "source": "who refers",
}


def suppose(kind: SheetKind, looks: Sequence[Look], given: set[int], taken: set[str]) -> Mapping[int, Reading]:
    """Guesses for columns that got no field, one column for each field that is still free."""
    found: dict[int, Reading] = {}
    for field, test in _TESTS[kind].items():
        if field in taken or (field == "name" and "last_name" in taken):
            continue
        fitting = [index for index, look in enumerate(looks) if index not in given | set(found) and _enough(look) and test(look)]
        if len(fitting) == 1:
            found[fitting[0]] = Reading(field, _SURE, f"the values look like {_LOOKS_LIKE.get(field, field)}")
    if kind is SheetKind.YOUTHS:
        found.update(_two_dates(looks, given | set(found), taken))
    return found


def _two_dates(looks: Sequence[Look], given: set[int], taken: set[str]) -> dict[int, Reading]:
    """Of two columns of dates the one some ten years and more before the other is the birth date."""
    dated = {index: look.year for index, look in enumerate(looks) if index not in given and _enough(look) and look.dates >= 0.9}
    wanted = [field for field in ("birth_date", "referred_on") if field not in taken]
    if len(wanted) == 2 and len(dated) == 2:
        early, late = sorted(dated, key=lambda index: dated[index])
        if dated[late] - dated[early] >= 8:
            return {
                early: Reading("birth_date", _SURE, "the dates lie years before those of another column"),
                late: Reading("referred_on", _SURE, "the dates lie years after those of another column"),
            }
    return {}


def _enough(look: Look) -> bool:
    return look.count >= 5
