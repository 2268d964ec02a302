"""The shape of what is sent about a meeting and about what comes out of it."""

from .agenda import CopiesForm, LineForm, MeetingDayForm
from .court import RecommendationForm, WithdrawalForm
from .plans import AgreeForm, PlanForm, ReopenForm

__all__ = [
    "AgreeForm",
    "CopiesForm",
    "LineForm",
    "MeetingDayForm",
    "PlanForm",
    "RecommendationForm",
    "ReopenForm",
    "WithdrawalForm",
]
