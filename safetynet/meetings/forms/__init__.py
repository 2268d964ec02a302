"""The shape of what is sent about a meeting and about what comes out of it."""

from .agenda import AddendumForm, CopiesForm, LineForm, MeetingDayForm, StatementForm
from .court import RecommendationForm, WithdrawalForm
from .guests import GuestForm, SignedForm, TopicForm
from .plans import AgreeForm, PlanForm, ReopenForm
from .tasks import AskForm, WordsForm

__all__ = [
    "AddendumForm",
    "AgreeForm",
    "AskForm",
    "CopiesForm",
    "GuestForm",
    "LineForm",
    "MeetingDayForm",
    "PlanForm",
    "RecommendationForm",
    "ReopenForm",
    "SignedForm",
    "StatementForm",
    "TopicForm",
    "WithdrawalForm",
    "WordsForm",
]
