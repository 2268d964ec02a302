"""Settings a county may change, each with its default and the source of the rule. Pure; imports no Django."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from safetynet.kernel.faults import Fault

MOST = 1000
"""No number that a county sets is larger."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One rule with a number or a switch: what it means, its default, where it comes from."""

    key: str
    meaning: str
    default: str
    source: str
    county_defaults: Mapping[str, str]


def _setting(key: str, meaning: str, default: str, source: str, **county_defaults: str) -> Setting:
    return Setting(key, meaning, default, source, {name.replace("_", " "): value for name, value in county_defaults.items()})


SETTINGS: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        _setting(
            "meeting_capacity", "Youths on one agenda before a warning", "15",
            "S1 'about 15'; S2 'more than 15 are too many'",
        ),
        _setting("meeting_minutes", "Length of the weekly meeting in minutes", "120", "S1, S2: two hours"),
        _setting(
            "meeting_access_hours", "Hours after its opening for which a meeting left open shows its agenda's records", "24",
            "Field facts 7.4: access after the meeting ends within 24 hours; our default",
        ),
        _setting(
            "after_meeting_hours", "Hours after closing for which whoever stayed to the end still reads the agenda's records",
            "24",
            "Field facts 7.4: post-meeting access ends; our default",
        ),
        _setting(
            "guest_objections", "Objections of members that keep a guest out", "1",
            "S2: visitors attend only if approved by the table; our default",
        ),
        _setting(
            "plan_review_days", "Days after which an agreed plan is reviewed unless the plan says otherwise", "30",
            "S1 wish: monthly review; our default",
        ),
        _setting(
            "aftercare_lead_days", "Days before a youth comes back by which each step of the aftercare plan is due", "14",
            "S1: aftercare before the return; our default",
        ),
        _setting(
            "paper_days", "Days for which a meeting that was held on paper can still be prepared and written down", "7",
            "S1: the table meets each week; our default is until the next meeting",
        ),
        _setting(
            "follow_up_days", "Days until a follow-up is due unless somebody says otherwise", "7",
            "S1: follow-up questions come back at the weekly meeting; our default",
        ),
        _setting(
            "escalate_supervisor_days", "Days overdue after which a follow-up is shown to the owner's supervisor", "1",
            "S1 wish: higher-level representatives; our default",
        ),
        _setting(
            "escalate_signatory_days", "Days overdue after which a follow-up is shown to who signed the memorandum", "7",
            "S1 wish: report 'to your boss'; our default",
        ),
        _setting(
            "not_seen_weeks", "Weeks without discussion after which an active youth is proposed", "6",
            "S1 wish: monthly review; our default",
        ),
        _setting(
            "return_notice_days", "Days before a planned return on which a youth is proposed", "14",
            "S1: aftercare before the return; our default",
        ),
        _setting(
            "hearing_notice_days", "Days before a 241.1 hearing on which a youth is proposed", "14",
            "WIC 241.1; our default",
        ),
        _setting(
            "new_referral_days", "Days for which a referral counts as new", "28", "S2 agenda section 'new'; our default"
        ),
        _setting(
            "grown_up_age", "Age from which a youth is proposed for an agenda only when somebody asks or a date is due", "21",
            "WIC 303, 11400(v): nonminor dependents and wards to 21; our default",
        ),
        _setting(
            "agreement_months", "Months for which a signed confidentiality agreement counts", "12",
            "CJIS AT: yearly; our default",
        ),
        _setting(
            "training_required", "Whether only somebody whose training counts reads a case", "yes",
            "Field facts A11: MOU, confidentiality and training current, else no case access; SB 794",
        ),
        _setting(
            "training_months", "Months for which a completed training counts", "12", "CJIS AT: yearly; our default"
        ),
        _setting(
            "renewal_notice_days", "Days before its end on which a training's holder is told to renew it", "30", "Our default"
        ),
        _setting(
            "dual_status", "Whether a youth may be dependent and ward at once", "no",
            "S1: not in Alameda; WIC 241.1(e), AB 438: only under a dual-status protocol", Los_Angeles="yes",
        ),
    )
}  # fmt: skip


def setting_value(key: str, county_name: str, changed: Mapping[str, str]) -> str:
    """The value that counts in a county: what it has set, else its own default, else the house's. KeyError if unknown."""
    setting = SETTINGS[key]
    return changed.get(key) or setting.county_defaults.get(county_name, setting.default)


def setting_number(key: str, county_name: str, changed: Mapping[str, str]) -> int:
    """The same as a whole number."""
    return int(setting_value(key, county_name, changed))


def check_setting(key: str, value: str) -> str:
    """The value as it is kept. Raises Fault when nobody knows the setting, or it cannot have this value."""
    setting = SETTINGS.get(key)
    if setting is None:
        raise Fault(
            f"There is no setting called {key}.", kept="Nothing was changed.", next="There are: " + ", ".join(SETTINGS) + "."
        )
    given = value.strip().lower()
    if not setting.default.isdecimal():
        if given not in ("yes", "no"):
            raise Fault(f"{setting.meaning}: this is yes or no, not {value!r}.", kept="Nothing was changed.")
        return given
    if not (given.isascii() and given.isdecimal() and 1 <= int(given) <= MOST):
        raise Fault(f"{setting.meaning}: this is a whole number from 1 to {MOST}, not {value!r}.", kept="Nothing was changed.")
    return str(int(given))


def last_day(begins: date, months: int) -> date:
    """The last day of so many months that begin on a day.

    >>> last_day(date(2024, 2, 29), 12), last_day(date(2026, 3, 1), 12), last_day(date(2026, 8, 31), 6)
    (datetime.date(2025, 2, 28), datetime.date(2027, 2, 28), datetime.date(2027, 2, 28))
    """
    year, month = divmod(begins.year * 12 + begins.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    if begins.day > longest:
        return date(year, month + 1, longest)
    return date(year, month + 1, begins.day) - timedelta(days=1)
