"""The shape of what is sent about a meeting and about what comes out of it."""

from .agenda import SHORT, AddendumForm, CopiesForm, LineForm, MeetingDayForm, StatementForm
from .court import RecommendationForm, WithdrawalForm
from .plans import AgreeForm, PlanForm, ReopenForm

__all__ = [
    "SHORT",
    "AddendumForm",
    "AgreeForm",
    "CopiesForm",
    "LineForm",
    "MeetingDayForm",
    "PlanForm",
    "RecommendationForm",
    "ReopenForm",
    "StatementForm",
    "WithdrawalForm",
]
