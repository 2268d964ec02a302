"""City, county and state at first referral, however a county spreads them over its columns."""

from dataclasses import dataclass

from safetynet.kernel.names import tidy_name

from .drafts import Draft, FaultCode, at_most
from .rows import Row
from .words import OUTSIDE


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a youth lived; ``state`` is empty where only "out of state" is known."""

    city: str
    county: str
    state: str


def read_residence(row: Row) -> None:
    """The residence at first referral. A county that California does not have is told; city and words are kept."""
    notes: list[str] = []
    city, state = _city_and_state(row, row.text("city"))
    county_text = row.text("county")
    if not city and not county_text and row.text("residence"):
        city, state, county_text = _joined(row, row.text("residence"))
    named = row.words.find("state", row.text("state")) if row.text("state") else None
    state = named or state
    if row.text("state") and named is None:
        notes.append(f"{row.header('state')} as written: {row.text('state')}")
        row.fault("state", FaultCode.UNKNOWN_WORD, "a state of the United States", "Loaded without it; the word is kept beside it.")
    home = _home(row, city, county_text, state, notes)
    if home is None or not row.fits(row.first_of("city", "residence"), home.city, 80):
        return
    said = {"city": home.city, "county": home.county, "state": home.state}
    row.read.drafts.append(Draft("residence", said, note=at_most("; ".join(notes), 200)))


def _home(row: Row, city: str, county_text: str, state: str | None, notes: list[str]) -> _Home | None:
    field = row.first_of("county", "residence")
    county = row.words.find("county", county_text) if county_text else None
    if county_text and county is None:
        notes.append(f"{row.header(field)} as written: {county_text}")
        row.fault(
            field, FaultCode.UNKNOWN_COUNTY, "a county of California, or “Out of State”",
            "Loaded with the county unknown; the word is kept beside the city.",
        )  # fmt: skip
    if not city and not county_text and not state:
        return None
    if county == OUTSIDE or (state and state != "CA"):
        if county and county != OUTSIDE:
            notes.append(f"{row.header(field)} as written: {county_text}")
            row.fault(
                field, FaultCode.CONTRADICTION, f"a county of California, or a city of California (the city is in {state})",
                "Loaded as outside California; the county is kept beside it.",
            )  # fmt: skip
        return _Home(city, "", state if state and state != "CA" else "")
    return _Home(city, county or "", "CA")


def _city_and_state(row: Row, text: str) -> tuple[str, str | None]:
    """A city and the state that is named after it: "Las Vegas, NV"."""
    before, comma, after = text.rpartition(",")
    if comma and (state := row.words.find("state", after.strip().rstrip("."))):
        return tidy_name(before.strip()), state
    words = text.rsplit(" ", 1)
    if len(words) == 2 and len(words[1]) == 2 and words[1].isupper() and not text.isupper():
        state = row.words.find("state", words[1])
        if state:
            return tidy_name(words[0].rstrip(" ,")), state
    return tidy_name(text), None


def _joined(row: Row, text: str) -> tuple[str, str | None, str]:
    """City, state and county of one column: "Oakland, Alameda County", "Las Vegas, NV", "Oakland / Alameda"."""
    parts = [part.strip() for part in text.replace("/", ",").replace(";", ",").replace("(", ",").replace(")", "").split(",")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        known = row.words.find("county", text)
        return ("", None, text) if known == OUTSIDE or text.lower().endswith("county") else (tidy_name(text), None, "")
    state, county = None, ""
    for part in parts[1:]:
        if row.words.knows("county", part) or part.lower().endswith("county"):
            county = part
        else:
            state = row.words.find("state", part) or state
    if not county and state is None:
        county = parts[1]
    return tidy_name(parts[0]), state, county
