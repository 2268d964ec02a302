"""The totals of the 2015 study (field facts 2.8) that the invented county is calibrated on.

The study counted 482 youths referred from January 2011 to 6 March 2015. Its window is moved by whole days so that it ends
today (``Window``); nothing else of it is copied. Where the study gives a rank and no number (risk factors, providers,
schools, race, ages), the numbers here are our own in the study's order.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from safetynet.kernel.codes import Race, RiskFactorKind

YOUTHS = 482
SEED = 2015
STUDY_BEGAN = date(2011, 1, 1)
STUDY_ENDED = date(2015, 3, 6)

REFERRED = {2011: 150, 2012: 118, 2013: 104, 2014: 92, 2015: 18}
"""By year of the study (the year of referral decides, study rule R5); 2011 highest."""

MALE = {2011: 1, 2012: 0, 2013: 1, 2014: 7, 2015: 2}
"""Almost 98 % female; up to 1 % male before 2014, 8 % then."""

AGES_CSEC = {12: 8, 13: 26, 14: 40, 15: 74, 16: 76, 17: 86}
AGES_AT_RISK = {11: 3, 12: 5, 13: 13, 14: 22, 15: 37, 16: 38, 17: 54}
"""Age at referral, 11-17 with 17 the largest in both: 310 CSEC identified, 172 at risk."""

COUNTIES = {
    "Alameda": 291, "Contra Costa": 63, "Sacramento": 29, "San Joaquin": 22, "San Francisco": 17, "Solano": 15,
    "Santa Clara": 12, "Stanislaus": 9, "San Mateo": 5, "Fresno": 5, "Los Angeles": 4,
}  # fmt: skip
OUT_OF_STATE = {("Las Vegas", "NV"): 3, ("Phoenix", "AZ"): 2, ("Portland", "OR"): 2, ("Seattle", "WA"): 2, ("Houston", "TX"): 1}
"""60 % from Alameda, 13 % Contra Costa, 6 % Sacramento, San Joaquin fourth, 2 % from other states."""

CITIES = {
    "Alameda": {
        "Oakland": 166, "Hayward": 32, "San Leandro": 20, "Fremont": 16, "Berkeley": 14, "Union City": 10, "Alameda": 9,
        "Newark": 8, "Livermore": 6, "Castro Valley": 5, "San Lorenzo": 5,
    },
    "Contra Costa": {"Richmond": 24, "Antioch": 18, "Concord": 12, "Pittsburg": 9},
    "Sacramento": {"Sacramento": 29},
    "San Joaquin": {"Stockton": 16, "Tracy": 6},
    "San Francisco": {"San Francisco": 17},
    "Solano": {"Vallejo": 15},
    "Santa Clara": {"San Jose": 12},
    "Stanislaus": {"Modesto": 9},
    "San Mateo": {"East Palo Alto": 5},
    "Fresno": {"Fresno": 5},
    "Los Angeles": {"Los Angeles": 4},
}  # fmt: skip
"""Oakland 57 % and Hayward 11 % of those from the county."""

RACES_BEFORE = {
    Race.BLACK: 68, Race.HISPANIC: 11, Race.WHITE: 9, Race.ASIAN: 6, Race.MIXED_OTHER: 4, Race.AMERICAN_INDIAN: 1,
    Race.PACIFIC_ISLANDER: 1,
}  # fmt: skip
RACES_LATER = {
    Race.BLACK: 52, Race.HISPANIC: 24, Race.WHITE: 12, Race.ASIAN: 4, Race.MIXED_OTHER: 6, Race.PACIFIC_ISLANDER: 1,
    Race.MIDDLE_EASTERN: 1,
}  # fmt: skip
"""In the hundred: African American by far the most; from the study's 2013 on more Latino and White youths."""

RISK_FACTORS = {
    RiskFactorKind.RUNAWAY_HISTORY: 347, RiskFactorKind.DRUG_USE: 328, RiskFactorKind.CHRONIC_ABSENTEEISM: 294,
    RiskFactorKind.BEHAVIORAL: 265, RiskFactorKind.MENTAL_HEALTH: 236, RiskFactorKind.FAMILY_CRIMINAL: 203,
    RiskFactorKind.FAMILY_DRUG: 152, RiskFactorKind.GANG_INVOLVEMENT: 118, RiskFactorKind.PREGNANT_PARENTING: 104,
    RiskFactorKind.TATTOOS: 96, RiskFactorKind.DECEASED_RELATIVE_OR_FRIEND: 92, RiskFactorKind.FAMILY_GANG: 58,
    RiskFactorKind.FAMILY_CSEC: 53, RiskFactorKind.LGBTQ: 47, RiskFactorKind.RECRUITER: 30,
    RiskFactorKind.DEVELOPMENTAL_DELAY: 24,
}  # fmt: skip
"""Youths with the factor, most frequent first: having left home, drug use, chronic absence from school."""

MORE_WITH_PROBATION = frozenset({
    RiskFactorKind.DRUG_USE, RiskFactorKind.BEHAVIORAL, RiskFactorKind.PREGNANT_PARENTING,
    RiskFactorKind.GANG_INVOLVEMENT, RiskFactorKind.TATTOOS, RiskFactorKind.FAMILY_CRIMINAL,
})  # fmt: skip
"""Factors that the study found slightly more often among youths with probation (figure 23)."""

SYSTEMS = {"both": 63, "probation": 241, "social": 130, "none": 48}
"""Now or before: probation 304 (63 %), social services 193 (40 %), none 48 (10 %)."""

JUVENILE_ARREST = 405
ADULT_ARREST = 89
ADULT_EXPLOITATION_CHARGE = 30
"""84 % were arrested as minors; 22 % of these as adults; a third of those under 647(b) or 653.22."""

NO_MINOR_AFTER = date(2016, 12, 31)
"""The last day on which a minor could be arrested under 647(b) or 653.22 (SB 1322)."""
LOITERING_REPEALED = date(2023, 1, 1)
"""From this day nobody could be arrested under 653.22 (SB 357)."""

WITH_A_SERVICE = 452
PROVIDERS = {
    "BAWAR": 362, "Guidance Clinic": 251, "MISSSEY": 228, "WCC": 141, "Kevin Grant": 56, "YWSP": 50, "BALA": 48,
    "Project Permanence": 46, "CVS": 43, "Youth Uprising": 28, "YEP": 26, "Highway to Work/EBCS": 22, "Youth Alive": 10,
    "REACH Ashland Youth Center": 9,
}  # fmt: skip
"""Youths who ever used each of the 14 providers of the study's figure 18; 30 of 482 used none."""

WITH_A_SCHOOL = 320
SCHOOL_ROWS = 493
SCHOOLS = {
    "Castlemont High": 100, "Skyline High": 41, "Fremont High": 31, "McClymonds High": 30, "Tennyson High": 30,
    "Dewey Academy": 29, "Oakland High": 28, "Mt. Eden High": 27, "Butler Academic Center": 26, "Hayward High": 26,
    "San Leandro High": 25, "Berkeley High": 24, "Bunche Academy": 22, "Rudsdale Continuation": 20, "Camp school": 18,
    "Encinal High": 16,
}  # fmt: skip
"""493 schools of 320 youths (1.54 each), Castlemont first."""


@dataclass(frozen=True, slots=True)
class Window:
    """The study's window, moved so that it ends on ``today``."""

    today: date

    def moved(self, day: date) -> date:
        """The day that stands where ``day`` stood in the study."""
        return day + (self.today - STUDY_ENDED)

    def span(self, year: int) -> tuple[date, date]:
        """First and last day of what was a year of the study."""
        first, last = self.moved(date(year, 1, 1)), self.moved(min(date(year, 12, 31), STUDY_ENDED))
        return first, last - timedelta(days=1) if year == STUDY_ENDED.year else last
