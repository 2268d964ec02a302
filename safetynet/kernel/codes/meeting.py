"""Code lists of the weekly meeting and of what comes out of it (field facts 2.3-2.7, 7.4, 8.11)."""

from .base import Codes


class MeetingKind(Codes):
    """What sort of meeting it is (2.3, 2.7)."""

    WEEKLY = "WEEKLY", "Weekly meeting"
    MONTHLY_REVIEW = "MONTHLY_REVIEW", "Monthly review"
    QUARTERLY = "QUARTERLY", "Quarterly outcomes meeting, no names"
    POLICY = "POLICY", "Policy only, no youths"


WITHOUT_YOUTHS = frozenset({MeetingKind.QUARTERLY, MeetingKind.POLICY})
"""Kinds of meetings that speak of no youth (2.7: "no names"). The database refuses a line on their agenda."""


class StatementKind(Codes):
    """What an agency says of a youth at the table."""

    SAID = "SAID", "Shared"
    NOTHING_TO_DISCLOSE = "NOTHING_TO_DISCLOSE", "Involved, nothing to disclose"


class PlanKind(Codes):
    """What a plan is for (2.3, steps 7 and 8)."""

    SAFETY = "SAFETY", "Safety plan"
    AFTERCARE = "AFTERCARE", "Aftercare plan"


class AftercareStep(Codes):
    """What must be ready before a youth comes back from a placement (S1; wish list 2.7)."""

    HOME = "HOME", "A home that is ready and safe"
    SCHOOL_ENROLLED = "SCHOOL_ENROLLED", "Enrolled in a school"
    RECORDS_ASKED_FOR = "RECORDS_ASKED_FOR", "School records asked for from the last school"
    SERVICES_LINKED = "SERVICES_LINKED", "Services linked by a warm hand-off"
    TRANSPORT = "TRANSPORT", "Transport on the day and to school"
    CLOTHES = "CLOTHES", "Clothes and what is needed on the first day"
    WHO_IS_TOLD = "WHO_IS_TOLD", "Everybody told who must know"


class TaskKind(Codes):
    """What a place at the table owes (8.11)."""

    FOLLOW_UP = "FOLLOW_UP", "Question to answer"
    SAFETY_PLAN = "SAFETY_PLAN", "Step of the safety plan"
    AFTERCARE = "AFTERCARE", "Step of the aftercare plan"
    REFERRAL = "REFERRAL", "Referral to a service"
    BENEFIT = "BENEFIT", "Benefit to link"
    COURT_REC = "COURT_REC", "Recommendation to the court"


class NoticeKind(Codes):
    """What an e-mail without names tells of."""

    REMINDER = "REMINDER", "Follow-ups that are due or late"
    ESCALATION = "ESCALATION", "Follow-ups of others that are late"
    DIGEST = "DIGEST", "The next meeting"
