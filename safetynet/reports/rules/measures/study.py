"""The figures of the 2015 study, 1 to 28: what each tabulates (field facts 2.8), and every number that its text states.

Where the caption is lost the table says what it tabulates. Yearly figures are by year referred (R5), age is at referral (R3).
"""

from .declaring import Measure
from .study_people import PEOPLE
from .study_systems import SYSTEMS

STUDY: tuple[Measure, ...] = (*PEOPLE, *SYSTEMS)
